"""Tests of which sheets are lists and which are grids: by what stands in their columns, whatever they are called."""

from __future__ import annotations

from datetime import date

import pytest

from planner.importing.mapping.table_mapping import MappingContext, SheetShape, mapping_doubts
from tests.importing.mapping.tables import facts, guessed, lines, read, sheet, told

ONE_DAY = MappingContext(language="sv", dates=(date(2026, 4, 10),), today=date(2026, 3, 1))


@pytest.mark.parametrize(
    "headings",
    [
        "Från  | Till  | Sysslas med | Vem håller i det | Lokal",
        "Start | Slutt | Det skjer   | Hvem             | Hvor",
        "Van   | Tot   | Bezigheid   | Spreker(s)       | Podium",
    ],
)
def test_a_column_of_rooms_makes_a_list_and_the_column_of_different_texts_its_titles(headings: str) -> None:
    table = lines(f"""
        {headings}
        09.00 | 09.30 | Vi hälsar alla välkomna  | Anna Berg          | Aulan
        09.30 | 10.15 | Läsning i alla ämnen     | Bo Ek och Cia Dahl | Aulan
        10.30 | 11.00 | Hur bedömer vi?          | Dan Öst            | Aulan
        10.30 | 11.00 | Skriva för hand i femman | Eva Falk           | Biblioteket
    """)

    found = read(table, context=ONE_DAY)

    assert guessed(table, context=ONE_DAY).shape is SheetShape.SESSIONS
    assert told(found) == [
        ("Vi hälsar alla välkomna", "10 09:00", 30, ("Aulan",), ("Anna Berg",)),
        ("Läsning i alla ämnen", "10 09:30", 45, ("Aulan",), ("Bo Ek", "Cia Dahl")),
        ("Hur bedömer vi?", "10 10:30", 30, ("Aulan",), ("Dan Öst",)),
        ("Skriva för hand i femman", "10 10:30", 30, ("Biblioteket",), ("Eva Falk",)),
    ]


def test_short_texts_under_a_heading_of_descriptions_are_the_titles_of_a_list_without_any() -> None:
    mapping = guessed(lines("""
        Tid         | Innehåll               | Lokal
        09.00-09.30 | Rektor hälsar välkomna | Aulan
        09.30-10.00 | Läsning i alla ämnen   | Aulan
        10.00-10.30 | Skriva för hand        | Biblioteket
    """), context=ONE_DAY)  # fmt: skip

    assert mapping.main_sheet.columns == ("session.when", "session.title", "session.room")


def test_of_two_columns_of_texts_that_may_both_be_titles_somebody_is_asked() -> None:
    mapping = guessed(lines("""
        Tid         | Avdelning        | Sysslas med      | Lokal
        09.00-09.30 | Skolans matsal   | Lagar god soppa  | Kök
        09.30-10.00 | Gamla gymnasiet  | Städar hela dagen | Kök
        10.00-10.30 | Nya biblioteket  | Sorterar böcker  | Kök
    """), context=ONE_DAY)  # fmt: skip

    assert not mapping.sure


def test_names_of_rooms_with_numbers_or_letters_are_the_rooms_of_a_grid_below_a_line_with_a_time() -> None:
    found = read(lines("""
        Torsdag den 16 april 2026 kl. 18–21 |                   |
        Tid         | Sal 204              | Biblioteket
        18.00-18.30 | Klassmöte för 7A     | Klassmöte för 7B
        18.30-19.00 | Matematik i sjuan    | Skärmtid och sömn
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.title, one.rooms) for one in found.sessions] == [
        ("Klassmöte för 7A", ("Sal 204",)), ("Klassmöte för 7B", ("Biblioteket",)),
        ("Matematik i sjuan", ("Sal 204",)), ("Skärmtid och sömn", ("Biblioteket",)),
    ]  # fmt: skip


def test_a_column_of_days_is_that_of_the_dates_whatever_it_is_called() -> None:
    mapping = guessed(
        sheet(
            ["När", "Från", "Till", "Titel", "Lokal"],
            [date(2026, 4, 10), "09.00", "09.30", "Ett", "Aulan"],
            [date(2026, 4, 11), "09.00", "09.30", "Två", "Aulan"],
        )
    )

    assert mapping.main_sheet.columns[0] == "session.date"


def test_cells_that_name_nobody_are_no_panellists() -> None:
    mapping = guessed(lines("""
        Tid         | Podium     | Titel
        09.00-09.30 | Kasplein   | Ett
        09.30-10.00 | Kasplein   | Två
        10.00-10.30 | Kasplein   | Tre
        10.30-11.00 | Waterlab   | Fyra
    """), context=ONE_DAY)  # fmt: skip

    assert mapping.main_sheet.columns == ("session.when", "session.room", "session.title")


def test_the_day_of_a_title_row_may_have_its_hours_beside_it() -> None:
    found = read(lines("""
        Föräldrakväll för årskurs 7 |         |
        Torsdag den 16 april 2026 kl. 18–21 |  |
        Tid         | Sal 204               | Biblioteket
        18.00-18.30 | Klassmöte för 7A      | Klassmöte för 7B
        18.30-19.00 | Matematik i sjuan     | Skärmtid och sömn
    """), context=MappingContext(today=date(2025, 12, 1)))  # fmt: skip

    assert [(row[0], row[1]) for row in told(found)] == [
        ("Klassmöte för 7A", "16 18:00"), ("Klassmöte för 7B", "16 18:00"),
        ("Matematik i sjuan", "16 18:30"), ("Skärmtid och sömn", "16 18:30"),
    ]  # fmt: skip


def test_two_columns_of_titles_with_one_heading_are_asked_about() -> None:
    mapping = guessed(lines("""
        Tid         | Titel                | Talare    | Titel             | Talare
        09.00-09.30 | Läsning i alla ämnen | Bo Ek     | Skriva för hand   | Eva Falk
        09.30-10.00 | Hur bedömer vi?      | Anna Berg | Räkna i trean     | Cia Dahl
    """), context=ONE_DAY)  # fmt: skip

    assert list(mapping_doubts(mapping)) == ["title"]


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("Var i huset", "Ateljén", "session.room"),
        ("Vem som håller i", "Bo Ek", "session.speakers"),
        ("Tidsbehov", "1 tim 30 min", "session.length"),
    ],
)
def test_a_heading_that_asks_in_more_words_is_known_by_the_first_and_lengths_by_their_cells(
    heading: str, cell: str, field: str
) -> None:
    mapping = guessed(lines(f"""
        Start | Titel | Publik | {heading}
        09.00 | Ett   | 20     | {cell}
        10.00 | Två   | 30     | {cell}
    """), context=ONE_DAY)  # fmt: skip

    assert mapping.main_sheet.columns[3] == field


def test_a_weekday_beside_a_date_without_a_year_tells_the_year_of_a_new_conference() -> None:
    found = read(lines("""
        Dag               | Tid     | Titel | Sal
        fredag 29 oktober | 9-9.30  | Ett   | Aulan
        fredag 29 oktober | 9.30-10 | Två   | Aulan
    """), context=MappingContext(today=date(2026, 11, 30)))  # fmt: skip

    assert [row[1] for row in told(found)] == ["29 09:00", "29 09:30"]


def test_times_beside_titles_with_people_below_them_need_no_headings() -> None:
    found = facts(
        lines("""
            Fredag 10 april 2026
            13.00 Uhr | Anreise
            14.00 Uhr | Eröffnung\\nFrida Lang (Stadtarchiv)
            14.15 Uhr | Die Schrift\\nMatti Ebner (Universität Wien)
            15.00 Uhr | Abendessen
        """)
    )

    assert found["sure"]
    assert [(one[0], one[4]) for one in found["told"]] == [  # type: ignore[attr-defined]
        ("Anreise", ()),
        ("Eröffnung", ("Frida Lang",)),
        ("Die Schrift", ("Matti Ebner",)),
        ("Abendessen", ()),
    ]


def test_different_texts_under_a_word_for_tracks_are_the_titles_where_nothing_else_is() -> None:
    found = guessed(
        lines("""
            Klokkeslett | Tema | Foredragsholder
            08.30 | Registrering og kaffe |
            09.00 | Velkommen | Tor Aas
            09.10 | Fellesskapet i praksis | Geir Sol
            10.40 | Pause |
        """)
    )

    assert found.main_sheet.columns == ("session.when", "session.title", "session.speakers")


BIRDS = lines("""
    Zee en zand: de vogels van de kust
    |
    Dagg       | Klok  | Onderdelen          | Zprekers | Plek
    2026-04-10 | 09.00 | Opening van de dag  | Ada Lind | Zaal 1
    2026-04-10 | 10.00 | Vissen en vogels    | Bo Ek    | Zaal 2
    2026-04-11 | 09.00 | Zee en zand         | Cia Dal  | Zaal 1
    2026-04-11 | 10.00 | Het laatste woord   | Dan Elm  | Zaal 2
""", name="Vogels")  # fmt: skip
ARRIVALS = lines("""
    Qwert    | Vlugt      | Uurtje | Terugg     | Bed       | Nummertje
    Ada Lind | 2026-04-09 | 20:15  | 2026-04-12 | Hotel Zee | 600 000 101
    Bo Ek    | 2026-04-09 | 10:40  | 2026-04-12 | Hotel Zee | 600 000 102
    Cia Dal  | 2026-04-10 | 22:05  | 2026-04-12 | Hotel Zon | +33 600 000 103
""", name="Reis")  # fmt: skip


def test_a_list_in_words_that_nobody_knows_is_no_grid() -> None:
    found = read(BIRDS)

    assert guessed(BIRDS).shape is SheetShape.SESSIONS
    assert [(one[0], one[1], one[4]) for one in told(found)] == [
        ("Opening van de dag", "10 09:00", ("Ada Lind",)),
        ("Vissen en vogels", "10 10:00", ("Bo Ek",)),
        ("Zee en zand", "11 09:00", ("Cia Dal",)),
        ("Het laatste woord", "11 10:00", ("Dan Elm",)),
    ]


def test_a_sheet_of_arrivals_and_phone_numbers_is_left_out_beside_one_of_sessions() -> None:
    found = read(BIRDS, ARRIVALS)

    assert [one.title for one in found.sessions] == [one.title for one in read(BIRDS).sessions]
    assert "The sheet “Reis” is left out." in [str(remark) for remark in found.remarks]


def test_titles_may_be_words_of_three_letters() -> None:
    mapping = guessed(lines("""
        Tid         | Prova på        | Ledare     | Lokal
        09.00-10.00 | Slöjd med bark  | Karin Berg | Slöjden
        09.00-10.00 | Drama           | Ola Frisk  | Aulan
        10.00-11.00 | Kör             | Eva Holm   | Sal 3
        10.00-11.00 | Programmering   | Per Alm    | Sal 4
    """), context=ONE_DAY)  # fmt: skip

    assert mapping.main_sheet.columns[1] == "session.title"


def test_what_only_the_schedule_of_a_workbook_holds_comes_in_too() -> None:
    talks = lines("""
        Speaker    | Title    | Company    | Talk           | Abstract
        Mia Stone  | CTO      | HarborTech | Data at sea    | How ships talk.
        Omar Aziz  | Engineer | Q Labs     | Faster queries | Indexing.
    """, name="Speakers")  # fmt: skip
    schedule = lines("""
        Time  | Session        | Room
        09:00 | Registration   |
        09:30 | Data at sea    | Main
        10:30 | Coffee         |
        11:00 | Faster queries | Blue
    """, name="Agenda 10 April 2026")  # fmt: skip

    assert sorted(told(read(talks, schedule)), key=lambda one: str(one[1])) == [
        ("Registration", "10 09:00", 30, (), ()),
        ("Data at sea", "10 09:30", 60, ("Main",), ("Mia Stone",)),
        ("Coffee", "10 10:30", 30, (), ()),
        ("Faster queries", "10 11:00", None, ("Blue",), ("Omar Aziz",)),
    ]


def test_a_list_with_times_and_topics_is_of_sessions_whatever_it_tells_of_people() -> None:
    found = read(lines("""
        Kl.   | Organisation  | Namn      | Ämne         | Sal
        9.00  | SMHI          | Anna Lind | Vädret förr  | A
        9.30  | SGU           | Bo Ek     | Grundvatten  | A
        10.00 |               |           | Fika         |
    """), context=ONE_DAY)  # fmt: skip

    assert [(one[0], one[1], one[4]) for one in told(found)] == [
        ("Vädret förr", "10 09:00", ("Anna Lind",)), ("Grundvatten", "10 09:30", ("Bo Ek",)), ("Fika", "10 10:00", ()),
    ]  # fmt: skip


def test_tracks_beside_each_other_with_their_speakers_are_a_grid() -> None:
    found = read(lines("""
        Tid         | Spår A: Klimat | Talare A  | Spår B: Teknik    | Talare B
        9.00-9.45   | Havet stiger   | Anna Lind | Nya batterier     | Bo Ek
        10.00-10.45 | Skogen minns   | Eva Holm  | Robotar i lagret  | Per Alm
    """), context=ONE_DAY)  # fmt: skip

    assert [(one[0], one[4]) for one in told(found)] == [
        ("Havet stiger", ("Anna Lind",)), ("Nya batterier", ("Bo Ek",)),
        ("Skogen minns", ("Eva Holm",)), ("Robotar i lagret", ("Per Alm",)),
    ]  # fmt: skip
