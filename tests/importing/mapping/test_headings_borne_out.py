"""Tests of headings as guesses that the cells below them bear out, or do not."""

from datetime import date

import pytest

from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import Area
from tests.importing.mapping.tables import TWO_DAYS, guessed, lines, names_in, read, sheet, told

ONE_DAY = MappingContext(language="sv", dates=(date(2026, 4, 10),), today=date(2026, 3, 1))


def test_people_under_a_heading_of_numbers_are_people() -> None:
    found = read(lines("""
        Start | Slut  | Titel   | Deltagare
        09.00 | 09.45 | Vägen   | Moderator: Lisa Ås (SVT)\\nAnna Berg (Vattenfall)
        10.00 | 10.45 | Skogen  | Bo Ek
        11.00 | 11.45 | Havet   | Cia Dal, Dan Elm
    """), context=ONE_DAY)  # fmt: skip

    assert [names_in(found, one) for one in found.sessions] == [
        ("Lisa Ås", "Anna Berg"), ("Bo Ek",), ("Cia Dal", "Dan Elm"),
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "audience"), [("ca 120", 120), ("40 personer", 40), ("~35", 35), ("1 200", 1200)])
def test_a_number_written_in_words_is_a_number(written: str, audience: int) -> None:
    found = read(lines(f"""
        Start | Titel  | Talare    | Deltagare
        09.00 | Stor   | Gil Hart  | {written}
        10.00 | Liten  | Ivo Jam   | 20
    """), context=ONE_DAY)  # fmt: skip

    assert found.sessions[0].fields["audience"] == audience


def test_one_value_in_every_row_is_no_title() -> None:
    found = read(lines("""
        event_title | title  | start            | end              | speaker
        Bigconf     | Alpha  | 2026-04-10 09:00 | 2026-04-10 10:00 | Ada Low
        Bigconf     | Beta   | 2026-04-10 10:00 | 2026-04-10 11:00 | Ben Mid
        Bigconf     | Gamma  | 2026-04-10 11:00 | 2026-04-10 12:00 | Cy Top
    """))  # fmt: skip

    assert [(one.title, names_in(found, one)) for one in found.sessions] == [
        ("Alpha", ("Ada Low",)), ("Beta", ("Ben Mid",)), ("Gamma", ("Cy Top",)),
    ]  # fmt: skip


def test_numbered_columns_of_people_and_organisations_belong_together() -> None:
    found = read(lines("""
        Start | Titel | Talare 1 | Organisation 1 | Talare 2 | Organisation 2
        09.00 | Duo   | Gil Hart | MIT            | Ivo Jam  | KTH
        10.00 | Solo  | Eva Ek   | SLU            |          |
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.name, one.fields.get("organisation")) for one in found.people] == [
        ("Gil Hart", "MIT"), ("Ivo Jam", "KTH"), ("Eva Ek", "SLU"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Medverkande (namn, titel, organisation)", "Namn, titel, organisation"])
def test_a_heading_that_says_an_order_is_the_order(heading: str) -> None:
    found = read(lines(f"""
        Tid         | Titel     | {heading}
        09:00–09:45 | Järnvägen | Anna Berg, generaldirektör, Trafikverket
        09:45–10:30 | Vägen     | Bo Ek, enhetschef, Västra Götalandsregionen\\nCia Dal, professor, KTH
        10:30–11:00 | Luften    | Docent Eva Frid, Lunds universitet
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.name, one.fields.get("title"), one.fields.get("organisation")) for one in found.people] == [
        ("Anna Berg", "generaldirektör", "Trafikverket"),
        ("Bo Ek", "enhetschef", "Västra Götalandsregionen"),
        ("Cia Dal", "professor", "KTH"),
        ("Eva Frid", "Docent", "Lunds universitet"),
    ]


def test_two_rows_of_headings_are_read_together() -> None:
    found = read(
        sheet(
            ["Tid", None, "Programpunkt", "Talare", None, "Lokal"],
            ["Start", "Slut", None, "Namn", "Organisation", None],
            ["09:00", "09:45", "Öppet hus", "Gun Hed", "Region Skåne", "Sal 1"],
            ["10:00", "11:30", "Stängt hus", "Isa Jul", "IVL", "Sal 2"],
            merged=(Area(0, 0, 0, 1), Area(0, 3, 0, 4)),
        ),
        context=ONE_DAY,
    )

    assert told(found) == [
        ("Öppet hus", "10 09:00", 45, ("Sal 1",), ("Gun Hed",)),
        ("Stängt hus", "10 10:00", 90, ("Sal 2",), ("Isa Jul",)),
    ]
    assert [one.fields["organisation"] for one in found.people] == ["Region Skåne", "IVL"]


def test_a_column_under_an_unknown_heading_is_of_people_if_all_its_cells_are_names() -> None:
    found = read(lines("""
        Nr | Moment    | Längd (min) | Ansvarig
        1  | Välkommen | 10          | Bea Alm
        2  | Keynote   | 40          | Cia Bok
        3  | Paus      | 20          |
    """), context=ONE_DAY)  # fmt: skip

    assert [names_in(found, one) for one in found.sessions] == [("Bea Alm",), ("Cia Bok",), ()]


def test_the_name_is_the_sessions_where_people_have_a_column() -> None:
    mapping = guessed(lines("""
        event_key | name       | event_start      | venue | speakers | moderators
        k1        | Big talk   | 2026-04-10 09:00 | Hall  | Ann Lee  | Cat Nye
        k2        | Small talk | 2026-04-10 10:00 | Hall  | Dee Orr  |
    """))  # fmt: skip

    assert mapping.main_sheet.columns[1] == "session.title"


def test_papers_below_their_block_are_the_sessions() -> None:
    found = read(lines("""
        Date       | Time        | Session    | Paper  | Authors        | Room
        2026-04-10 | 09:00-10:30 | S1: Graphs |        |                | R1
                   |             |            | Paths  | A. One, B. Two |
                   |             |            | Trees  | C. Three       |
        2026-04-10 | 11:00-12:00 | S2: Logic  |        |                | R2
    """))  # fmt: skip

    assert told(found) == [
        ("Paths", "10 09:00", 45, ("R1",), ("A. One", "B. Two")),
        ("Trees", "10 09:45", 45, ("R1",), ("C. Three",)),
        ("S2: Logic", "10 11:00", 60, ("R2",), ()),
    ]


def test_a_job_before_a_name_is_the_persons_title() -> None:
    found = read(lines("""
        Tid  | Titel       | Talare
        9.00 | Välkomsttal | VD Karin Alm
        9.30 | Om vatten   | Bo Ek
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.name, one.fields.get("title")) for one in found.people] == [("Karin Alm", "VD"), ("Bo Ek", None)]


def test_german_labels_of_pretalx_are_known() -> None:
    mapping = guessed(lines("""
        ID     | Vorschlagstitel | Status    | Namen der Vortragenden | Raum   | Beginn
        ABC79H | Kochen mit KI   | confirmed | Kai Rot\\nLea Blau     | Saal 1 | 2026-04-10T10:00
    """), context=TWO_DAYS)  # fmt: skip

    assert mapping.main_sheet.columns[1] == "session.title"
    assert mapping.main_sheet.columns[3] == "session.speakers"


def test_things_that_are_counted_are_no_people() -> None:
    found = read(lines("""
        Start | Titel  | Talare   | AV
        09.00 | Vägen  | Gil Hart | Klickare, 2 headset
        10.00 | Skogen | Ivo Jam  | Klickare, 1 headset
    """), context=ONE_DAY)  # fmt: skip

    assert [one.name for one in found.people] == ["Gil Hart", "Ivo Jam"]


def test_numbers_are_no_organisations() -> None:
    found = read(lines("""
        Start | Titel  | Talare   | Klinik    | Antal platser
        09.00 | Vägen  | Gil Hart | Barnakuten | 120
        10.00 | Skogen | Ivo Jam  | Ögon       | 40
    """), context=ONE_DAY)  # fmt: skip

    assert [one.fields["organisation"] for one in found.people] == ["Barnakuten", "Ögon"]


def test_what_people_are_is_no_title_of_sessions() -> None:
    found = read(lines("""
        Talare   | Titel         | Organisation | Föreläsningens rubrik     | Tid
        Gil Hart | Agronom       | SLU          | Vall som håller           | 09.00-09.30
        Ivo Jam  | VD            | Lantmännen   | Marknaden för spannmål    | 09.30-10.00
        Eva Ek   | Maskinhandlare | Eks Maskin  | Traktor på el – går det?  | 10.00-10.30
    """), context=ONE_DAY)  # fmt: skip

    assert [one.title for one in found.sessions][:2] == ["Vall som håller", "Marknaden för spannmål"]


@pytest.mark.parametrize("heading", ["Ansvarlig", "Ansvarig", "Responsible", "Kontaktperson", "Referente"])
def test_who_is_in_charge_beside_who_speaks_is_staff(heading: str) -> None:
    found = read(lines(f"""
        Start | Titel  | Talare   | {heading}
        09.00 | Vägen  | Gil Hart | Jytte
        10.00 | Skogen | Ivo Jam  | Køkken
        11.00 | Havet  | Eva Ek   | Rut Falk
    """), context=ONE_DAY)  # fmt: skip

    assert [one.name for one in found.people] == ["Gil Hart", "Ivo Jam", "Eva Ek"]
    assert [one.fields["extra"][0].value for one in found.sessions] == ["Jytte", "Køkken", "Rut Falk"]


def test_numbers_under_a_heading_of_participants_are_no_people() -> None:
    found = read(lines("""
        Hora  | Actividad      | Participantes | Sede
        09.00 | Abejas y miel  | 40            | Teatro
        10.00 | Pan y vino     | 25            | Teatro
    """), context=ONE_DAY)  # fmt: skip

    assert found.people == ()
    assert [one.fields["audience"] for one in found.sessions] == [40, 25]


def test_who_is_in_charge_is_staff_also_beside_people_on_stage() -> None:
    found = read(lines("""
        Tid   | Moment      | På scen                       | Ansvarig
        09.00 | Insläpp     |                               | Rut Falk
        09.30 | Vägen       | Gil Hart (moderator), Isa Jul | Rut Falk
        10.00 | Film        |                               | Tom Bäck
    """), context=ONE_DAY)  # fmt: skip

    assert [names_in(found, one) for one in found.sessions] == [(), ("Gil Hart", "Isa Jul"), ()]
    assert [one.fields["extra"][0].value for one in found.sessions] == ["Rut Falk", "Rut Falk", "Tom Bäck"]


def test_people_under_an_unknown_heading_beside_those_in_charge_are_on_stage() -> None:
    found = read(lines("""
        Tid   | Moment   | Aktör    | Ansvarig
        09.00 | Öppning  | Gil Hart | Rut Falk
        10.00 | Vägen    | Isa Jul  | Rut Falk
        11.00 | Film     |          | Tom Bäck
    """), context=ONE_DAY)  # fmt: skip

    assert [names_in(found, one) for one in found.sessions] == [("Gil Hart",), ("Isa Jul",), ()]


def test_a_column_that_is_the_same_for_the_same_person_is_where_she_is_from() -> None:
    found = read(lines("""
        Time  | Title    | Speaker  | Affilié   | Floats
        09.00 | Bees     | Gil Hart | NORVANN   | Red
        10.00 | Hives    | Isa Jul  | EcoBilanz | Red
        11.00 | Honey    | Gil Hart | NORVANN   | Blue
        12.00 | Lunch    |          |           | Red
        13.00 | Wax      | Eva Ek   | Waterveld | Red
        14.00 | Wasps    | Isa Jul  | EcoBilanz | Blue
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.name, one.fields.get("organisation")) for one in found.people] == [
        ("Gil Hart", "NORVANN"), ("Isa Jul", "EcoBilanz"), ("Eva Ek", "Waterveld"),
    ]  # fmt: skip
    assert [[extra.name for extra in one.fields["extra"]] for one in found.sessions] == [["Floats"]] * 6


def test_rooms_under_an_unknown_heading_are_rooms() -> None:
    found = read(lines("""
        Beginn | Ende  | Forum               | Thema              | Referent
        10.00  | 10.30 | Forum Halle 3       | Honig und Bienen   | Gil Hart
        10.15  | 11.00 | Praxisbühne Halle 5 | Brot und Wein      | Isa Jul
        11.00  | 11.30 | Forum Halle 3       | Wasser und Wind    | Eva Ek
    """), context=ONE_DAY)  # fmt: skip

    assert [one.rooms for one in found.sessions] == [
        ("Forum Halle 3",), ("Praxisbühne Halle 5",), ("Forum Halle 3",),
    ]  # fmt: skip


def test_a_column_means_the_same_on_each_day() -> None:
    first = lines("""
        Tid   | Titel  | Talare   | Husera
        09.00 | Vägen  | Gil Hart | Norra skolan
        10.00 | Skogen | Isa Jul  | Vägverket
    """, name="10 april")  # fmt: skip
    second = lines("""
        Tid   | Titel  | Talare   | Husera
        09.00 | Havet  | Eva Ek   | Riks
    """, name="11 april")  # fmt: skip

    assert [one.fields.get("organisation") for one in read(first, second).people] == [
        "Norra skolan",
        "Vägverket",
        "Riks",
    ]


def test_an_organisation_beside_nobody_is_a_doubt() -> None:
    found = read(lines("""
        Tid   | Titel  | Talare   | Organisation
        09.00 | Vägen  | Gil Hart | Vägverket
        10.00 | Skogen |          | Skogsverket
    """), context=ONE_DAY)  # fmt: skip

    assert [list(map(str, one.remarks)) for one in found.sessions] == [
        [], ["D3: “Skogsverket” does not fit there and is left out."],
    ]  # fmt: skip


def test_ensembles_under_an_unknown_heading_are_no_people() -> None:
    found = read(lines("""
        Beginn | Programm        | Chor                 | Leitung
        11.00  | Lieder am Abend | Kammerchor Höxter    | Sabine Brandt
        12.00  | Musik am Fluss  | Männerchor Brakel    | Werner Tölle
        13.00  | Lieder zum Tee  | Spatzenchor Beverungen | Petra Ek
    """), context=ONE_DAY)  # fmt: skip

    assert [one.name for one in found.people] == ["Sabine Brandt", "Werner Tölle", "Petra Ek"]
    assert [one.fields["extra"][0].value for one in found.sessions] == [
        "Kammerchor Höxter", "Männerchor Brakel", "Spatzenchor Beverungen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Fra", ("Vejmuseet", "Broskolen", "Skovverket"), "person.organisation"),
        ("Roll", ("professor", "vd", "arkitekt"), "person.title"),
        ("Material", ("Mikrofon", "Stolar", "Bord"), "extra"),
        ("Bild", ("Filmen", "Loggan", "Kartan"), "extra"),
        ("Namnes", ("Vägbolaget", "Slow Food", "Broar nu"), "extra"),  # no misspelt column of people
        ("Koordinator", ("Rut Falk", "Rut Falk", "Tom Bäck"), "extra"),
        ("Stand", ("A12", "B3", "C7"), "extra"),
        ("Aula", ("Atrio", "Mensa", "Magna"), "session.room"),
    ],
)
def test_a_heading_with_two_meanings_has_the_one_that_its_cells_bear_out(
    heading: str, cells: tuple[str, str, str], field: str
) -> None:
    one, two, three = cells
    mapping = guessed(lines(f"""
        Tid   | Titel  | Talare   | {heading}
        09.00 | Vägen  | Gil Hart | {one}
        10.00 | Skogen | Isa Jul  | {two}
        11.00 | Havet  | Eva Ek   | {three}
    """), context=ONE_DAY)  # fmt: skip

    assert mapping.main_sheet.columns[3] == field


def test_what_stands_beside_people_and_beside_no_break_is_where_they_are_from() -> None:
    found = read(lines("""
        Kl.   | Tema    | Innleder        | Fra
        09.00 | Ett     | Ordfører Bo Ek  | Spanwerk Nord
        10.00 | Pause   |                 |
        11.00 | Två     | Anna Berg       | Norsikt
        12.00 | Lunsj   |                 |
        13.00 | Tre     | Al Dal          | Røde Fjord
        14.00 | Fyra    | Siri Fors       | Plukbot
    """), context=ONE_DAY)  # fmt: skip

    assert {one.name: one.fields.get("organisation") for one in found.people} == {
        "Bo Ek": "Spanwerk Nord", "Anna Berg": "Norsikt", "Al Dal": "Røde Fjord", "Siri Fors": "Plukbot",
    }  # fmt: skip
