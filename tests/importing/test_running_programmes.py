"""A programme in running lines, of a document or a mail, is read as a table of its sessions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from planner.domain.long_task import run_to_end
from planner.importing.cells.titles import split_off_room
from planner.importing.incoming import Incoming
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.line_sessions import read_block_heading
from planner.importing.mapping.programme_lines import lines_as_table
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from planner.incoming_file import choose_source, read_opened_file
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Row, TableFormat, Tables, Worksheet
from tests.importing.mapping.tables import blocks, told

TODAY = MappingContext(language="sv", today=date(2026, 11, 30))


def read(text: str) -> Incoming:
    tables = run_to_end(read_opened_file(OpenedFile(Path("mail.txt"), text.encode())))
    assert isinstance(tables, Tables)
    mapping = guess_mapping(tables, TODAY)
    assert mapping.sure
    return run_to_end(read_mapped(tables, mapping, TODAY))


def left(incoming: Incoming) -> list[str]:
    return [one.name for one in incoming.left]


MAIL = """Från: Anna Berg <anna@skolan.example>
Skickat: den 3 maj 2027 15:42
Ämne: SV: Program för studiedagarna

Hej alla!

MÅNDAG 14 JUNI

08.30-09.00 Kaffe, personalrummet
09.00-09.45 Välkomna, Eva Lind (rektor), aulan
09.45-11.00 Betyg, Bo Ek (Skolverket), aulan
11.00-12.00 Grupp svenska, Tuva Holm och Ivan Blom, sal 24

TISDAG 15 JUNI

08.30-10.00 Räddning, Lisa Falk, aulan

Hälsningar
Anna
08.00-16.00 nås jag på telefon

> Den 1 maj 2027 skrev Bo Ek:
> 10.00 Ett annat program
> 11.00 Fika
"""


def test_a_mail_is_a_programme_with_days_people_and_rooms() -> None:
    assert told(read(MAIL)) == [
        ("Kaffe", "14 08:30", 30, ("personalrummet",), ()),
        ("Välkomna", "14 09:00", 45, ("aulan",), ("Eva Lind",)),
        ("Betyg", "14 09:45", 75, ("aulan",), ("Bo Ek",)),
        ("Grupp svenska", "14 11:00", 60, ("sal 24",), ("Tuva Holm", "Ivan Blom")),
        ("Räddning", "15 08:30", 90, ("aulan",), ("Lisa Falk",)),
    ]


def test_a_signature_and_quoted_mails_are_left_out_by_name() -> None:
    incoming = read(MAIL)

    assert incoming.own_title == "studiedagarna"
    assert {session.begin.day for session in incoming.sessions if session.begin} == {
        date(2027, 6, 14),
        date(2027, 6, 15),
    }
    assert "08.00-16.00 nås jag på telefon" in left(incoming)
    assert "> 10.00 Ett annat program" in left(incoming)


def test_a_forwarded_programme_is_read_from_its_quotation() -> None:
    text = "Se nedan!\n> Fredag 5 mars 2027\n> 09.00 Start\n> 10.00 Slutord\n> 11.00 Fika\n"

    assert [one[:2] for one in told(read(text))] == [
        ("Start", "05 09:00"),
        ("Slutord", "05 10:00"),
        ("Fika", "05 11:00"),
    ]


ENGLISH = """Network workshop
Monday 6 September 2027
09:30–10:00\tArrival and coffee
10:00–10:30 + 10 min Q&A\tKeynote: What is quiet? – Prof. Ada Munthe (Institute of Acoustics)
10:50 "Carbon under boots" - Bo Byrne
11:20 Workshop: Abstracts - led by Prof. Gwen Harcastle
12:00 Panel: Ilse Duarte, Fergal Coyle. Chair: Bo Byrne
"""


def test_titles_people_and_what_is_added_to_a_time_are_told_apart() -> None:
    incoming = read(ENGLISH)

    assert told(incoming) == [
        ("Arrival and coffee", "06 09:30", 30, (), ()),
        ("Keynote: What is quiet?", "06 10:00", 30, (), ("Ada Munthe",)),
        ("Carbon under boots", "06 10:50", 30, (), ("Bo Byrne",)),
        ("Workshop: Abstracts", "06 11:20", 40, (), ("Gwen Harcastle",)),
        ("Panel", "06 12:00", None, (), ("Ilse Duarte", "Fergal Coyle", "Bo Byrne")),
    ]
    assert incoming.sessions[1].fields["note"] == "+ 10 min Q&A"


def test_lines_below_a_time_take_it_which_is_a_doubt() -> None:
    text = """Onsdag 10 mars 2027
18.00–18.30 Välkomna, Eva Lind, Aulan
18.30–19.10 Välj ett pass:
Ekonomi, Bo Ek, Sal 118
Teknik, Lisa Falk, Verkstan
19.10–19.30 Fika
"""
    incoming = read(text)

    assert told(incoming)[1:3] == [
        ("Ekonomi", "10 18:30", 40, ("Sal 118",), ("Bo Ek",)),
        ("Teknik", "10 18:30", 40, ("Verkstan",), ("Lisa Falk",)),
    ]
    assert [list(map(str, one.remarks)) for one in incoming.sessions[1:3]] == [
        ["A4: “18.30–19.10” is a guess for “Time”."],
        ["A5: “18.30–19.10” is a guess for “Time”.", "D5: “Verkstan” is a guess for “Room”."],
    ]


def test_people_and_a_room_may_stand_on_the_lines_below() -> None:
    text = "Friday 14 May 2027\n9.00 am Welcome\nHelen Marsh\n10 am - 11 am: The long view\nRoom: Ada\n11 am Coffee\n"

    assert told(read(text))[:2] == [
        ("Welcome", "14 09:00", 60, (), ("Helen Marsh",)),
        ("The long view", "14 10:00", 60, ("Ada",), ()),
    ]


def test_the_only_day_may_stand_in_a_sentence() -> None:
    text = """Dear all,
here is the plan for our day on Thursday 4 February 2027 in Cork.
09:00 Coffee
09:20 Start
10:00 Lunch
"""
    incoming = read(text)

    assert [one[1] for one in told(incoming)] == ["04 09:00", "04 09:20", "04 10:00"]


@pytest.mark.parametrize(
    "text",
    [
        "Tid\tTitel\n09.00\tBin\n10.00\tMossa\n",
        "09:00 Bin;Ada\n10:00 Mossa;Bo\n11.00 Fika;\n",
        "Time | Title\n09:00 | Bees\n10:00 | Moss\n11:00 | Coffee\n",
        'Meetup,,\nWhen,What,Who\n5:30 pm - 6:00 pm,Doors,\n6:00 pm - 6:30 pm,"Bees, and moss",Ada\n7 pm - 8 pm,End,\n',
    ],
)
def test_a_table_is_no_running_programme(text: str) -> None:
    assert choose_source(OpenedFile(Path("list.txt"), text.encode())).key == "table"


@pytest.mark.parametrize("between", [" " * 50_000, " a, " * 5_000, " (a" * 5_000, ' "a' * 5_000, " - a" * 5_000])
def test_a_line_meant_to_hurt_is_read_at_once(between: str) -> None:
    started = process_time()

    lines_as_table("mail.txt", [(1, f"09.00 Bees{between}b"), (2, "10.00 Moss"), (3, "11.00 Cake")])
    split_off_room(f"Bees{between}b")
    read_block_heading(f"Bees{between}b")

    assert process_time() - started < 5


def test_what_stands_in_brackets_at_the_ends_of_lines_also_of_breaks_is_the_room() -> None:
    found = read(
        "Söndag 9 maj 2027\n9.30–10.00 Morgonkaffe (Hemmet)\n10.00–11.00 Mässa – Torbjörn Alm (Kyrkan)\n"
        "11.15–12.00 Pilgrimsvandring förr och nu – Margareta Sund (Kyrkan)\n12.00–13.00 Sopplunch (Hemmet)\n"
    )

    assert [(one.title, one.rooms) for one in found.sessions] == [
        ("Morgonkaffe", ("Hemmet",)), ("Mässa", ("Kyrkan",)), ("Pilgrimsvandring förr och nu", ("Kyrkan",)),
        ("Sopplunch", ("Hemmet",)),
    ]  # fmt: skip


def people_of(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the titles of a programme with their people."""
    return [(title, people) for title, *_, people in told(read(text))]


def organisations(incoming: Incoming) -> dict[str, str]:
    return {one.name: one.fields.get("organisation", "") for one in incoming.people}


def test_an_organisation_may_stand_between_commas_behind_people() -> None:
    incoming = read(
        "Lördag 17 april 2027\n09.30 Samling\n10.15 Vad gör ett ombud? Jenny Ek, LO\n"
        "11.15 Lagen, Petra Sand, LO-TCO Rättsskydd\n12.00 Ljus, Viktor Alm, Stadsteatern i Vik\n13.00 Slut\n"
    )

    assert [(title, people) for title, *_, people in told(incoming)] == [
        ("Samling", ()),
        ("Vad gör ett ombud?", ("Jenny Ek",)),
        ("Lagen", ("Petra Sand",)),
        ("Ljus", ("Viktor Alm",)),
        ("Slut", ()),
    ]
    assert organisations(incoming) == {
        "Jenny Ek": "LO",
        "Petra Sand": "LO-TCO Rättsskydd",
        "Viktor Alm": "Stadsteatern i Vik",
    }


def test_people_before_what_only_one_line_bears_out_as_an_organisation_are_a_doubt() -> None:
    incoming = read("Lördag 17 april 2027\n09.30 Avresa, Gröna Lund, Stockholm\n10.15 Lunch\n11.00 Hemresa\n")

    assert [list(map(str, one.remarks)) for one in incoming.sessions] == [
        ["C2: “Gröna Lund, Stockholm” is a guess for “Speakers”."],
        [],
        [],
    ]


def test_what_somebody_is_stands_before_the_name_in_lower_case() -> None:
    assert people_of(
        "Lördag 6 mars 2027\n09.45 Öknen och vi, broder Samuel Rube\n11.15 Musik, kantor Ingrid Malm\n"
        "12.00 Mässa, Revd Ruth Ash\n13.00 Kaffe, lokal Stora Holmen\n"
    ) == [
        ("Öknen och vi", ("Samuel Rube",)),
        ("Musik", ("Ingrid Malm",)),
        ("Mässa", ("Ruth Ash",)),
        ("Kaffe", ()),
    ]


def test_who_speaks_stands_before_the_title_where_several_lines_say_so() -> None:
    text = (
        "Wednesday 2 June 2027\n09:15 Opening (Katarina Bo)\n09:30 Daniel Frei (TU Delft): Sparse labels\n"
        "10:45 Aigerim Beko (KTH): Graphs\n15:15 Panel: What now? (Daniel Frei, Katarina Bo)\n"
    )

    assert people_of(text) == [
        ("Opening", ("Katarina Bo",)),
        ("Sparse labels", ("Daniel Frei",)),
        ("Graphs", ("Aigerim Beko",)),
        ("Panel: What now?", ("Daniel Frei", "Katarina Bo")),
    ]
    assert organisations(read(text)) == {"Katarina Bo": "", "Daniel Frei": "TU Delft", "Aigerim Beko": "KTH"}


def test_who_may_be_asked_and_who_signs_are_nobody_who_speaks() -> None:
    lines = "Torsdag 11 mars 2027\n09.00 Opening – Maria Hell (Lund)\nChair: Ebba Thor\n10.00 Lunch\n11.00 Walk\n"
    asked = "Practical questions: Lisbeth Falk, lisbeth@hist.example\nTelefon: Bo Ek, 0455-30 10 00\n"
    signed = "Torsdag 11 mars 2027\n09.00 Start\n10.00 Lunch\n11.00 Slut, Bo Ek\n\nVi ses\nBodil Krag\n"

    assert people_of(lines + asked) == [("Opening", ("Maria Hell", "Ebba Thor")), ("Lunch", ()), ("Walk", ())]
    assert people_of(signed) == [("Start", ()), ("Lunch", ()), ("Slut", ("Bo Ek",))]


def test_columns_between_tabs_in_a_mail_are_those_of_their_headings() -> None:
    text = (
        "From: Office <office@example.org>\nTo: Choir\nSubject: Timetable\n\nSaturday 5 June 2027\n"
        "Time\tTitle\tLed by\tWhere\n9.30\tTea\t\tChurch hall\n10.10\tSmall choirs\tGeoff Pen\tSt Mark's\n"
        "11.00\tBreak\n11.20\tVoices\tDr Ida Salt\tSt Mark's\n\nEvery blessing,\nMarge Bloom\n"
    )

    assert told(read(text)) == [
        ("Tea", "05 09:30", 40, ("Church hall",), ()),
        ("Small choirs", "05 10:10", 50, ("St Mark's",), ("Geoff Pen",)),
        ("Break", "05 11:00", 20, (), ()),
        ("Voices", "05 11:20", None, ("St Mark's",), ("Ida Salt",)),
    ]


def test_what_stands_in_brackets_behind_several_lines_with_people_is_their_room() -> None:
    found = read(
        "Friday 12 March 2027\n10:00 Welcome (Hop Store)\n10:30 Yeast - Simon Eddle, Fermenta Labs (Malt Loft)\n"
        "11:15 Duty - Ann Berg, Tax Office (Malt Loft)\n13:00 Cans - Bo Ek, Canning House (Malt Loft)\n"
    )

    assert [one.rooms for one in found.sessions] == [("Hop Store",), *[("Malt Loft",)] * 3]
    assert organisations(found)["Simon Eddle"] == "Fermenta Labs"


def test_lettered_lines_below_a_time_are_sessions_then_with_the_people_below_them() -> None:
    incoming = read(
        "Torsdag 11 mars 2027\n13.00–14.15 Ateljéer att välja mellan\nAteljé A: Bin (salle Lind)\nAnna Ek, Tallmuseet\n"
        "Ateljé B: Mossa (salle Alm)\nDr Bo Falk, Norrverket\n14.30 Kaffe\n15.00 Slut\n"
    )

    assert told(incoming)[:3] == [
        ("Ateljé A: Bin", "11 13:00", 75, ("salle Lind",), ("Anna Ek",)),
        ("Ateljé B: Mossa", "11 13:00", 75, ("salle Alm",), ("Bo Falk",)),
        ("Kaffe", "11 14:30", 30, (), ()),
    ]
    assert organisations(incoming) == {"Anna Ek": "Tallmuseet", "Bo Falk": "Norrverket"}


def test_lines_below_a_time_that_begin_with_rooms_are_sessions_in_them() -> None:
    text = "Torsdag 11 mars 2027\n9.00 Start\n13.00 Pass\nSal 3: Bin – Anna Ek\nAulan: Mossa – Bo Falk\n14.30 Kaffe\n"

    assert [(title, *rest) for title, _, _, *rest in told(read(text))][1:3] == [
        ("Bin", ("Sal 3",), ("Anna Ek",)),
        ("Mossa", ("Aulan",), ("Bo Falk",)),
    ]


def test_points_below_a_time_where_nobody_is_named_are_its_agenda_and_left_out() -> None:
    incoming = read(
        "Torsdag 11 mars 2027\n13.00 Årsmöte\n- Mötets öppnande\n- Val av ordförande\n14.30 Kaffe\n15.00 Slut\n"
    )

    assert [one.title for one in incoming.sessions] == ["Årsmöte", "Kaffe", "Slut"]
    assert left(incoming) == ["- Mötets öppnande", "- Val av ordförande"]


def test_people_may_stand_on_several_lines_below_the_title() -> None:
    text = (
        "Torsdag 11 mars 2027\n10.15 Panel: Vem vet?\nAnna Ek, Kulturens Hus\nBo Falk, Svenska Scenen\n"
        "Moderator: Mia Ros, journalist\n11.00 Kaffe\n11.30 Slut\n"
    )
    incoming = read(text)

    assert people_of(text) == [("Panel: Vem vet?", ("Anna Ek", "Bo Falk", "Mia Ros")), ("Kaffe", ()), ("Slut", ())]
    assert organisations(incoming) == {"Anna Ek": "Kulturens Hus", "Bo Falk": "Svenska Scenen", "Mia Ros": ""}


def test_headings_below_which_times_fall_back_are_rooms_of_all_lines_below_them() -> None:
    incoming = read(
        "Saturday 18 September 2027\nMain Hall\n---------\n10:00 - 10:30  Doors\n10:30 - 11:15  Bees - Anna Ek\n"
        "11:15 - 12:00  Lunch\n\nThe Attic\n---------\n10:30 - 12:00  Moss - Bo Falk\n"
    )

    assert told(incoming) == [
        ("Doors", "18 10:00", 30, ("Main Hall",), ()),
        ("Bees", "18 10:30", 45, ("Main Hall",), ("Anna Ek",)),
        ("Lunch", "18 11:15", 45, ("Main Hall",), ()),
        ("Moss", "18 10:30", 90, ("The Attic",), ("Bo Falk",)),
    ]
    assert [list(map(str, one.remarks)) for one in incoming.sessions][2:] == [
        [],
        ["D10: “The Attic” is a guess for “Room”."],
    ]


def test_headings_below_which_times_go_on_are_no_rooms() -> None:
    text = "Torsdag 11 mars 2027\nFörmiddag\n09.00 Start\n10.00 Bin\nEftermiddag\n1.00 Mossa\n2.00 Slut\n"

    assert {room for *_, room, _ in told(read(text))} == {()}


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Question time with Anna Ek, Bo Falk and Mia Ros. Chaired by Eva Sten",
         ("Anna Ek", "Bo Falk", "Mia Ros", "Eva Sten")),
        ("Byvandring med Niels Holst. Mødested: Torvet", ("Niels Holst",)),
        ("Welkom door dagvoorzitter Marieke de Boer", ("Marieke de Boer",)),
        ("Ouverture par Mme Hélène Caradec, directrice de la médiathèque", ("Hélène Caradec",)),
        ("Inauguración. Dña. Carmen Ruiz, directora del centro", ("Carmen Ruiz",)),
        ("Mesa redonda: La biblioteca. Participan: Lola Salas y Nuria Bosch. Modera: Isabel Conde",
         ("Lola Salas", "Nuria Bosch", "Isabel Conde")),
        ("Conferencia: Leer para vivir. Ponente: Antonio Salas", ("Antonio Salas",)),
        ("Forum: Digitale Teilhabe", ()),
        ("Dans med Hagby folkdanslag", ()),
    ],
)  # fmt: skip
def test_who_is_named_in_a_line_is_told_by_known_given_names(line: str, people: tuple[str, ...]) -> None:
    assert people_of(f"Friday 5 March 2027\n9.00 Start\n10.00 {line}\n11.00 Slut\n")[1][1] == people


@pytest.mark.parametrize(
    ("line", "title", "rooms"),
    [
        ("Byvandring med Niels Holst. Mødested: Torvet", "Byvandring", ("Torvet",)),
        ("Orgels in nood – Johan Prins – Grote Zaal", "Orgels in nood", ("Grote Zaal",)),
        ("Oplæg. Lektor Mads Juul, Roskilde Universitet", "Oplæg", ()),
        ("Mat och måltider (Lilla salen) Kostchef Pia Öst", "Mat och måltider", ("Lilla salen",)),
        ("Schemaläggning (Kommittérum 3) Nils Åman", "Schemaläggning", ("Kommittérum 3",)),
        ("Forum 2, Anna Ek", "Forum 2", ()),
        ("Bees – Raum 2.14, Leitung: Jana Otte", "Bees", ("Raum 2.14",)),
        ("Doors open, tea and coffee", "Doors open, tea and coffee", ()),
    ],
)
def test_where_a_line_is_is_told_by_words_for_rooms(line: str, title: str, rooms: tuple[str, ...]) -> None:
    found = told(read(f"Friday 5 March 2027\n9.00 Bees – Anna Ek – sal 1\n10.00 {line}\n11.00 Moss – Bo Ek – sal 2\n"))

    assert (found[1][0], found[1][3]) == (title, rooms)


@pytest.mark.parametrize(
    "day",
    ["Samedi 20 mars 2027 – Médiathèque", "Lauantai 20.3.2027, Seurojentalo", "Samstag, 20. März 2027, Stadthalle"],
)
def test_what_stands_behind_a_day_is_no_part_of_it(day: str) -> None:
    incoming = read(f"Programm\n{day}\nOre 9.00 Start\nOre 10.00 Bees\nOre 11.00 Moss\n")

    assert [when for _, when, *_ in told(incoming)] == ["20 09:00", "20 10:00", "20 11:00"]
    assert day.split()[-1] in left(incoming)


def test_a_break_ends_what_is_before_it_also_in_another_room() -> None:
    text = (
        "Friday 5 March 2027\n11.30 Plants, room Ada\n12.00 Lunch, room Bo\n13.00 Bees, room Ada\n13.00 Moss, room Bo\n"
    )

    assert [minutes for _, _, minutes, *_ in told(read(text))][:2] == [30, 60]


def test_who_chairs_below_the_heading_of_a_block_is_no_speaker_of_the_session_above_it() -> None:
    incoming = read(
        "Thursday 11 March 2027\n09:30 Registration\nSESSION 1: BEES\nChair: Dr Anna Ek\n10:00 Machines\n"
        "Bo Falk (Kew)\n11:00 Coffee\nSession 2: Moss\nChair: Mia Ros\n11:30 Stones\nYuki Lind\n12:00 Lunch\n"
    )

    assert [(title, people) for title, *_, people in told(incoming)] == [
        ("Registration", ()),
        ("Machines", ("Bo Falk",)),
        ("Coffee", ()),
        ("Stones", ("Yuki Lind",)),
        ("Lunch", ()),
    ]
    assert blocks(incoming) == [
        ("SESSION 1: BEES", "11 10:00", 60, (), ("Anna Ek",), ["Machines"]),
        ("Session 2: Moss", "11 11:30", 30, (), ("Mia Ros",), ["Stones"]),
    ]


@pytest.mark.parametrize(
    ("line", "title", "rooms", "people"),
    [
        ("Visning av trädgården. Guide: Anna Ek", "Visning av trädgården", (), ("Anna Ek",)),
        ("Debatt: Vem vet? Deltagare: Anna Ek, Bo Falk", "Debatt: Vem vet?", (), ("Anna Ek", "Bo Falk")),
        ("Papier schöpfen (Festsaal, Leitung: Inge Moll)", "Papier schöpfen", ("Festsaal",), ("Inge Moll",)),
    ],
)
def test_a_label_before_people_is_no_part_of_the_title(
    line: str, title: str, rooms: tuple[str, ...], people: tuple[str, ...]
) -> None:
    found = told(read(f"Friday 5 March 2027\n9.00 Start\n10.00 {line}\n11.00 Slut\n"))[1]

    assert (found[0], *found[3:]) == (title, rooms, people)


def test_what_ends_in_brackets_is_a_room_as_a_doubt_where_most_such_ends_are_rooms_by_a_word() -> None:
    incoming = read(
        "Friday 5 March 2027\n9.00 Start (Sal 1)\n10.00 Bees (Sal 2)\n10.00 Reading – Anna Ek (Tower)\n"
        "11.00 Slut (Sal 1)\n"
    )

    assert [one.rooms for one in incoming.sessions] == [("Sal 1",), ("Sal 2",), ("Tower",), ("Sal 1",)]
    assert list(map(str, incoming.sessions[2].remarks)) == ["D4: “Tower” is a guess for “Room”."]


def test_somebody_left_in_a_title_is_a_doubt() -> None:
    incoming = read("Friday 5 March 2027\n9.00 Start\n10.00 Mass with Anna Ek and the brass band\n11.00 Slut\n")

    assert list(map(str, incoming.sessions[1].remarks)) == [
        "B3: “Mass with Anna Ek and the brass band” is a guess for “Title”."
    ]


def test_the_room_for_all_may_stand_between_the_day_and_the_first_time() -> None:
    said = "Programm\nSamstag, 6. November 2027\nAlle Vorträge finden im Festsaal statt.\n"
    text = f"{said}9.00 Eins\n10.00 Zwei\n11.00 Drei\n"

    assert {rooms for *_, rooms, _ in told(read(text))} == {("Festsaal",)}


def test_an_organisation_behind_a_name_stays_beside_it() -> None:
    incoming = read(
        "Tisdag 25 maj 2027\n17.00 Laddstolpar, Monika Rask, Elkonsulterna\n18.00 Stambyte. Bo Falk, Rörteam Öst\n"
        "19.00 Slut\n"
    )

    assert organisations(incoming) == {"Monika Rask": "Elkonsulterna", "Bo Falk": "Rörteam Öst"}


def test_a_room_in_brackets_may_stand_between_a_title_and_its_people() -> None:
    found = read(
        "Torsdag 16 september 2027\n9.00 Välkommen – Bo Ek\n11.00–11.45 Parallella pass:\n"
        "- Upphandling (Lilla salen) – Anna Berg with Eva Dal\n- Bygglov (Stora salen) – Siri Fors\n12.00 Lunch\n"
    )

    assert [(title, rooms, people) for title, _, _, rooms, people in told(found)][1:3] == [
        ("Upphandling", ("Lilla salen",), ("Anna Berg", "Eva Dal")), ("Bygglov", ("Stora salen",), ("Siri Fors",)),
    ]  # fmt: skip


def test_hours_without_minutes_are_times_behind_kl_and_behind_a_dash() -> None:
    found = read(
        "Lördag 13 november 2027\nKl 9 Kaffe\nKl 10-10.45 Ideella, Anna Berg\n10.45-11 Paus\nKl 11-12 Körsång\n"
        "Kl 12.15 Lunch\n13.00–14.00 Tur till Teleborg – guide: Bo Ek\n"
    )

    assert [(title, begin, minutes, people) for title, begin, minutes, _, people in told(found)] == [
        ("Kaffe", "13 09:00", 60, ()), ("Ideella", "13 10:00", 45, ("Anna Berg",)), ("Paus", "13 10:45", 15, ()),
        ("Körsång", "13 11:00", 60, ()), ("Lunch", "13 12:15", 45, ()),
        ("Tur till Teleborg", "13 13:00", 60, ("Bo Ek",)),
    ]  # fmt: skip


def test_three_spaces_part_who_speaks_from_a_title() -> None:
    text = "Sunday 21 February 2027\n9:30   Tea\n10:00  Queens without fuss     Anna Ek\n11:00  Lunch\n"

    assert people_of(text) == [("Tea", ()), ("Queens without fuss", ("Anna Ek",)), ("Lunch", ())]


def test_numbered_groups_are_sessions_where_a_place_and_who_leads_stand_in_brackets() -> None:
    incoming = read(
        "Mittwoch, 17. März 2027\n9.00 Uhr Start\n10.45 Uhr Arbeitsgruppen\nAG 1 Bewegung (Turnhalle, Lukas Frey)\n"
        "AG 2 Essen (Mensa, Anna Ek und Petra Kern)\n12.15 Uhr Ende\n"
    )

    assert [(title, *rest) for title, _, _, *rest in told(incoming)][1:3] == [
        ("AG 1 Bewegung", ("Turnhalle",), ("Lukas Frey",)),
        ("AG 2 Essen", ("Mensa",), ("Anna Ek", "Petra Kern")),
    ]
    assert "D4: “Turnhalle” is a guess for “Room”." in list(map(str, incoming.sessions[1].remarks))


def test_what_ends_two_lines_and_has_no_known_name_is_a_room() -> None:
    text = "Lördag 8 maj 2027\n9.00 Årsmöte, Folkets Hus\n10.00 Kaffe\n11.00 Prat om öar, Folkets Hus\n12.00 Slut\n"

    assert [one[3:] for one in told(read(text))] == [(("Folkets Hus",), ()), ((), ()), (("Folkets Hus",), ()), ((), ())]


def test_a_label_may_have_a_space_before_its_colon() -> None:
    text = "Vendredi 9 avril 2027\n9h00 : Accueil\n11h00 : Éditer\nAvec : Julien Faure, Thomas Vidal\n12h00 : Fin\n"

    assert people_of(text)[1] == ("Éditer", ("Julien Faure", "Thomas Vidal"))


def test_what_two_lines_end_in_brackets_is_a_room_and_so_is_what_stands_beside_rooms() -> None:
    incoming = read(
        "Friday 11 June 2027\n9.15 Arrival (Orangery)\n10.00 Keynote - Anna Ek\n11.00 Coffee (Orangery)\n"
        "11.20 Breakout\nA: Bees – led by Ruth Carey (Garden Room)\nB: Moss – led by Bo Falk (Library)\n"
        "12.30 Talk - Mia Ros\n13.30 End\n"
    )

    assert [(title, rooms) for title, _, _, rooms, _ in told(incoming)] == [
        ("Arrival", ("Orangery",)),
        ("Keynote", ()),
        ("Coffee", ("Orangery",)),
        ("A: Bees", ("Garden Room",)),
        ("B: Moss", ("Library",)),
        ("Talk", ()),
        ("End", ()),
    ]


def test_the_name_of_a_room_that_is_a_heading_is_one_at_the_end_of_a_line_too() -> None:
    text = (
        "Lørdag 29. mai 2027\nKirkerommet\n10.00 Åpning\n12.00 Sang\nSalen\n10.30 Verksted\n13.00 Lunsj\n"
        "14.00 Gudstjeneste, Kirkerommet\n"
    )

    assert told(read(text))[-1][::3] == ("Gudstjeneste", ("Kirkerommet",))


def test_a_heading_s_day_may_have_a_place_behind_a_dash_in_a_table_of_word_too() -> None:
    rows: tuple[Row, ...] = (
        ("Donnerstag, 18. November 2027 – Klinikum Nordstadt", None),
        ("Uhrzeit", "Thema"),
        ("08:30", "Wunden"),
        ("09:30", "Pflege"),
        ("10:30", "Ende"),
    )
    tables = Tables("d.docx", TableFormat.DOCX, (Worksheet("", rows),))
    mapping = guess_mapping(tables, TODAY)

    assert [one[1] for one in told(run_to_end(read_mapped(tables, mapping, TODAY)))] == [
        "18 08:30", "18 09:30", "18 10:30",
    ]  # fmt: skip
    assert mapping.dated


def test_a_place_before_who_speaks_is_a_room_and_a_doubt_where_most_lines_have_one() -> None:
    found = read(
        "Onsdag 3 mars 2027\nkl. 09.00 Kaffe, Aulan\nkl. 09.30 Inspiration, Aulan – Anna Berg\n"
        "kl. 10.30 Samtal, Sal 4 – Bo Ek\nkl. 13.00 Studiebesök på verkstaden, Mediahuset – Siri Fors\n"
    )

    assert [(title, rooms, people) for title, _, _, rooms, people in told(found)][-1] == (
        "Studiebesök på verkstaden", ("Mediahuset",), ("Siri Fors",),
    )  # fmt: skip
    assert len(found.sessions[-1].remarks) > 0
