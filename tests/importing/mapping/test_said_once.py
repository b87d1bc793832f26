"""A room and a time that a line above a list says once are those of its sessions without one, as a doubt."""

from __future__ import annotations

import pytest

from planner.importing.cells.titles import find_named_room
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_sample
from tests.importing.mapping.tables import TWO_DAYS, facts, lines, read, tables, told

LECTURES = """
Onsdagsföreläsningar våren 2026
Alla föreläsningar är kl. 18.00–19.15 i Vävsalen. Fri entré.
Nr | Datum | Titel | Talare
1 | 8 april 2026 | Linets väg | Ada Lind
2 | 15 april 2026 | Broderade brev | Bo Ek
"""


def test_the_room_and_the_time_of_a_sentence_are_those_of_all_sessions() -> None:
    assert told(read(lines(LECTURES))) == [
        ("Linets väg", "08 18:00", 75, ("Vävsalen",), ("Ada Lind",)),
        ("Broderade brev", "15 18:00", 75, ("Vävsalen",), ("Bo Ek",)),
    ]


def test_each_of_them_is_a_doubt() -> None:
    above = "Alla föreläsningar är kl. 18.00–19.15 i Vävsalen. Fri entré."

    assert (
        facts(lines(LECTURES))["said"]
        == [[f"A2: its room is that of “{above}”.", f"A2: its time is that of “{above}”."]] * 2
    )


def test_the_page_of_columns_shows_them_too() -> None:
    whole = tables(lines(LECTURES))

    assert told(read_sample(whole, guess_mapping(whole, TWO_DAYS), TWO_DAYS, rows=1)) == [
        ("Linets väg", "08 18:00", 75, ("Vävsalen",), ("Ada Lind",)),
    ]


def test_a_room_and_a_time_in_a_row_stand() -> None:
    sheet = """
Skogsdagen, Scen Norr
Tid | Titel | Lokal
10.00 | Start | Aulan
11.00 | Slut |
"""

    assert [one[3] for one in told(read(lines(sheet)))] == [("Aulan",), ()]


def test_a_break_is_not_put_into_the_room_of_a_title() -> None:
    sheet = "Skogsdagen, Scen Norr\nTid | Titel\n10.00 | Skogen\n11.00 | Lunch\n12.00 | Mossan"

    assert [one[3] for one in told(read(lines(sheet)))] == [("Scen Norr",), (), ("Scen Norr",)]


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("All talks take place in Linnaeus Hall.", "Linnaeus Hall"),
        ("We are in the Glass Room on the 3rd floor the whole day.", "Glass Room"),
        ("KÖRSCHEMA  Scen Norr, Skogsmässan", "Scen Norr"),
        ("Lokal: Aulan", "Aulan"),
        ("Samtliga pass hålls i Stora salen", "Stora salen"),
        ("Seminar rooms K1, K2 and K3, upper floor", ""),
        ("Stage programme – Tuesday 9 March 2027", ""),
        ("Bruksmuseet i Hallsfors", ""),
        ("Theatre festival 2027", ""),
    ],
)
def test_a_room_is_found_in_a_line(text: str, room: str) -> None:
    assert find_named_room(text) == room
