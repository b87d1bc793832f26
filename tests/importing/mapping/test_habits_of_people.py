"""Tests of tables as people hold them: moved down a line, in one column, with seats in the rooms' names."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.value_objects import State
from planner.importing.mapping.guessing import guess_mapping, table_signature
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from tests.importing.mapping.tables import FRIDAY, TWO_DAYS, lines, names_in, read, tables, told

MOVED = """
    Namn     | Titel | Organisation | G1
    Anna Bok | chef  | SVT          | ja
    Bo Ek    | vd    | KTH          | nej
"""


@pytest.mark.parametrize("above", ["", "Talare | | |\n | | |\n"], ids=["taken away", "put above it"])
def test_a_remembered_choice_finds_its_headings_where_they_stand_now(above: str) -> None:
    first = tables(lines(f"Talarlista | | |\n{MOVED.strip()}"))
    chosen = guess_mapping(first, TWO_DAYS).with_field(3, "person.state")
    now = tables(lines(f"{above}{MOVED.strip()}"))
    again = guess_mapping(now, TWO_DAYS, [(table_signature(first, chosen), chosen)])

    assert again.main_sheet.columns[3] == "person.state"
    assert [one.name for one in run_to_end(read_mapped(now, again, TWO_DAYS)).people] == ["Anna Bok", "Bo Ek"]


def test_a_remembered_grid_is_read_where_it_begins_now() -> None:
    grid = "Tid | Sal A | Sal B\n09.00 | Ett | Två\n10.00 | Tre | Fyra"
    first = tables(lines(f"Mötet i Umeå | |\nFredag 10 april | |\n{grid}"))
    chosen = guess_mapping(first, TWO_DAYS)
    now = tables(lines(grid))
    again = guess_mapping(now, TWO_DAYS, [(table_signature(first, chosen), replace(chosen, day=FRIDAY))])

    assert [one.title for one in run_to_end(read_mapped(now, again, TWO_DAYS)).sessions] == [
        "Ett",
        "Två",
        "Tre",
        "Fyra",
    ]


def test_one_column_of_times_and_titles_is_a_programme() -> None:
    found = read(
        lines(
            "Fredag 10 april\n09.00 Registrering\n09.30 Välkommen – Eva Lind\n10.00–11.00 Keynote – Per Mo\n11.00 Lunch"
        ),
        context=MappingContext(today=date(2026, 3, 1)),
    )

    assert told(found) == [
        ("Registrering", "10 09:00", 30, (), ()),
        ("Välkommen", "10 09:30", 30, (), ("Eva Lind",)),
        ("Keynote", "10 10:00", 60, (), ("Per Mo",)),
        ("Lunch", "10 11:00", None, (), ()),
    ]


def test_seats_in_a_rooms_name_are_its_seats() -> None:
    found = read(lines("""
        Tid  | Titel | Talare | Sal
        9.00 | Ett   | Bo Ek  | Stora salen (300 pl)
        9.30 | Två   | Al Bo  | Lilla salen (60 platser)
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [(room.name, room.fields["seats"]) for room in found.rooms] == [("Stora salen", 300), ("Lilla salen", 60)]
    assert [one.rooms for one in found.sessions] == [("Stora salen",), ("Lilla salen",)]


def test_a_person_that_is_an_organisation_is_a_doubt() -> None:
    found = read(lines("""
        Tid  | Titel | Talare
        9.00 | Ett   | Vattenfall AB
        9.30 | Två   | Al Bo
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert {one.name: str(one.doubt) for one in found.people if one.doubt} == {
        "Vattenfall AB": "C2: “Vattenfall AB” is read as a person.",
    }


def test_a_legend_of_colours_that_cannot_be_seen_is_left_out_by_its_cell() -> None:
    found = read(lines("""
        Tid  | Titel | Talare
        9.00 | Ett   | Bo Ek
        9.30 | Två   | Al Bo
        Röd = Säkerhet | |
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [(one.cell, one.name) for one in found.left] == [("A4", "Röd = Säkerhet")]


def test_a_status_of_replies_is_the_reply_of_each_person() -> None:
    found = read(lines("""
        Tid         | Titel | Talare        | Status
        09:00-10:00 | Ett   | Bo Ek, Eva Ås | klar
        10:00-11:00 | Två   | Al Berg       | väntar svar
        11:00-12:00 | Tre   | Ce Dal        | tackat nej
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [(one.name, one.fields.get("state")) for one in found.people] == [
        ("Bo Ek", State.CONFIRMED), ("Eva Ås", State.CONFIRMED), ("Al Berg", State.INVITED), ("Ce Dal", State.DECLINED),
    ]  # fmt: skip


def test_a_status_of_sessions_stays_theirs() -> None:
    found = read(lines("""
        Tid         | Titel | Talare  | Status
        09:00-10:00 | Ett   | Bo Ek   | bekräftad
        10:00-11:00 | Två   | Al Berg | inställd
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [one.fields["status"].value for one in found.sessions] == ["confirmed", "cancelled"]


def test_speakers_beside_each_room_of_a_grid_are_of_its_sessions() -> None:
    found = read(lines("""
        Tid   | Sal A | Talare | Sal B | Talare
        09.00 | Ett   | Bo Ek  | Två   | Al Berg
        10.00 | Tre   | Ce Dal | Fyra  | Ed Fors
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [(one.title, one.rooms, names_in(found, one)) for one in found.sessions] == [
        ("Ett", ("Sal A",), ("Bo Ek",)), ("Två", ("Sal B",), ("Al Berg",)),
        ("Tre", ("Sal A",), ("Ce Dal",)), ("Fyra", ("Sal B",), ("Ed Fors",)),
    ]  # fmt: skip


def test_a_speaker_after_a_slash_in_a_grid_is_the_speaker() -> None:
    found = read(lines("""
        Tid   | Sal A               | Sal B
        09.00 | Talk A / Olle Berg  | Talk B / Eva Lind
        10.00 | In / ut ur systemet | Talk D / Ivo Jam
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [(one.title, names_in(found, one)) for one in found.sessions] == [
        ("Talk A", ("Olle Berg",)), ("Talk B", ("Eva Lind",)), ("In / ut ur systemet", ()), ("Talk D", ("Ivo Jam",)),
    ]  # fmt: skip


def test_hours_with_a_comma_are_hours_and_nobody_yet_is_nobody() -> None:
    found = read(lines("""
        Start | Längd (h) | Titel | Talare
        09:00 | 1,5       | Ett   | Namn kommer
        10:30 | 0,75      | Två   | Alla lärare
        11:30 | 1         | Tre   | Ce Dal
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [(one.minutes, names_in(found, one)) for one in found.sessions] == [
        (90, ()), (45, ()), (60, ("Ce Dal",)),
    ]  # fmt: skip
    assert [list(map(str, one.remarks)) for one in found.sessions] == [
        ["D2: “Namn kommer” is nobody's name; it is left out."],
        ["D3: “Alla lärare” is nobody's name; it is left out."],
        [],
    ]


def test_two_tables_side_by_side_are_two_tables() -> None:
    found = read(lines("""
        Stora salen |       |        |  | Lilla salen |       |
        Tid   | Titel | Talare |  | Tid   | Titel | Talare
        09.00 | Ett   | Bo Ek  |  | 09.00 | Två   | Al Berg
        10.00 | Tre   | Ce Dal |  | 10.30 | Fyra  | Ed Fors
              |       |        |  | 11.30 | Fem   | Gun Hed
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [one[:2] + one[3:] for one in told(found)] == [
        ("Ett", "10 09:00", ("Stora salen",), ("Bo Ek",)), ("Tre", "10 10:00", ("Stora salen",), ("Ce Dal",)),
        ("Två", "10 09:00", ("Lilla salen",), ("Al Berg",)), ("Fyra", "10 10:30", ("Lilla salen",), ("Ed Fors",)),
        ("Fem", "10 11:30", ("Lilla salen",), ("Gun Hed",)),
    ]  # fmt: skip
    assert (found.refused, found.left, found.own_title) == ((), (), "")
