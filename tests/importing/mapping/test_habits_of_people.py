"""Tests of tables as people hold them: moved down a line, in one column, with seats in the rooms' names."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.long_task import run_to_end
from planner.importing.mapping.guessing import guess, signature_of
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from tests.importing.mapping.tables import FRIDAY, TWO_DAYS, lines, read, tables, told

MOVED = """
    Namn     | Titel | Organisation | G1
    Anna Bok | chef  | SVT          | ja
    Bo Ek    | vd    | KTH          | nej
"""


@pytest.mark.parametrize("above", ["", "Talare | | |\n | | |\n"], ids=["taken away", "put above it"])
def test_a_remembered_choice_finds_its_headings_where_they_stand_now(above: str) -> None:
    first = tables(lines(f"Talarlista | | |\n{MOVED.strip()}"))
    chosen = guess(first, TWO_DAYS).with_field(3, "person.state")
    now = tables(lines(f"{above}{MOVED.strip()}"))
    again = guess(now, TWO_DAYS, [(signature_of(first, chosen), chosen)])

    assert again.main.columns[3] == "person.state"
    assert [one.name for one in run_to_end(read_mapped(now, again, TWO_DAYS)).people] == ["Anna Bok", "Bo Ek"]


def test_a_remembered_grid_is_read_where_it_begins_now() -> None:
    grid = "Tid | Sal A | Sal B\n09.00 | Ett | Två\n10.00 | Tre | Fyra"
    first = tables(lines(f"Mötet i Umeå | |\nFredag 10 april | |\n{grid}"))
    chosen = guess(first, TWO_DAYS)
    now = tables(lines(grid))
    again = guess(now, TWO_DAYS, [(signature_of(first, chosen), replace(chosen, day=FRIDAY))])

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

    assert [(room.name, room.seats) for room in found.rooms] == [("Stora salen", 300), ("Lilla salen", 60)]
    assert [one.rooms for one in found.sessions] == [("Stora salen",), ("Lilla salen",)]


def test_a_person_that_is_an_organisation_is_a_doubt() -> None:
    found = read(lines("""
        Tid  | Titel | Talare
        9.00 | Ett   | Vattenfall AB
        9.30 | Två   | Al Bo
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert [list(map(str, one.remarks)) for one in found.sessions] == [
        ["C2: “Vattenfall AB” is taken for a person."],
        [],
    ]


def test_a_legend_of_colours_is_a_doubt_on_what_has_no_track() -> None:
    found = read(lines("""
        Tid  | Titel | Talare
        9.00 | Ett   | Bo Ek
        9.30 | Två   | Al Bo
        Röd = Säkerhet | |
    """), context=MappingContext(dates=(FRIDAY,)))  # fmt: skip

    assert str(found.sessions[0].remarks[-1]) == "A4: “Röd = Säkerhet” may be of its colour, which is not read."
