"""A grid with its rooms down and its times across may stand under title rows and above notes."""

from __future__ import annotations

from planner.tables.table import Area
from tests.importing.mapping.tables import lines, read, told

ACROSS = """
Nätverkets dag om museer
Lördag 11 april 2026, Folkets hus i Skara
|
Lokal | 09.00–10.15 | 10.15–10.45 | 10.45–12.00 | 13.00–14.30
Björken | Gemensam start | Fika | Datadelning\\nAda Lind | Skrivstuga
Eken | | | Skolbesök\\nBo Ek |
Linden | | | Upphovsrätt\\nEva Falk |
|
Meddela kost i god tid. Parkering finns bakom huset.
"""


def test_rooms_down_under_title_rows_are_a_grid() -> None:
    found = told(read(lines(ACROSS, merged=(Area(0, 0, 0, 4), Area(4, 2, 6, 2)))))

    assert sorted(found) == [
        ("Datadelning", "11 10:45", 75, ("Björken",), ("Ada Lind",)),
        ("Fika", "11 10:15", 30, (), ()),
        ("Gemensam start", "11 09:00", 75, ("Björken",), ()),
        ("Skolbesök", "11 10:45", 75, ("Eken",), ("Bo Ek",)),
        ("Skrivstuga", "11 13:00", 90, ("Björken",), ()),
        ("Upphovsrätt", "11 10:45", 75, ("Linden",), ("Eva Falk",)),
    ]


def test_the_title_and_the_notes_beside_such_a_grid_are_accounted_for() -> None:
    incoming = read(lines(ACROSS, merged=(Area(0, 0, 0, 4), Area(4, 2, 6, 2))))

    assert incoming.own_title == "Nätverkets dag om museer"
    assert [room.name for room in incoming.rooms] == ["Björken", "Eken", "Linden"]
    assert [(one.cell, one.name) for one in incoming.left] == [
        ("A9", "Meddela kost i god tid. Parkering finns bakom huset.")
    ]


TWO_BLOCKS = """
Spelhelg i parken
|
Lördag 11 april 2026
Rum | 10:00–11:00 | 11:00–12:00 | 12:00–13:00 | 14:00–15:00
Stora salen | Öppning | Torn (Nick Farr) | | Finalen (Jo Pem)
Biblioteket | | Blad i mörkret (Ada Lind) | |
|
Söndag 12 april 2026
Rum | 10:00–11:00 | 11:00–12:00 | 12:00–13:00 | 14:00–15:00
Stora salen | | | | Byt och köp
Biblioteket | Fyren (Ed Rack) | | |
|
Kaféet är öppet hela dagen, och de i gula tröjor kan alla regler utantill.
"""


def test_two_blocks_of_days_above_a_long_note_are_one_grid() -> None:
    merged = (Area(2, 0, 2, 4), Area(4, 2, 4, 3), Area(7, 0, 7, 4), Area(10, 1, 10, 2))

    incoming = read(lines(TWO_BLOCKS, merged=merged))

    assert sorted(told(incoming)) == [
        ("Blad i mörkret", "11 11:00", 60, ("Biblioteket",), ("Ada Lind",)),
        ("Byt och köp", "12 14:00", 60, ("Stora salen",), ()),
        ("Finalen", "11 14:00", 60, ("Stora salen",), ("Jo Pem",)),
        ("Fyren", "12 10:00", 120, ("Biblioteket",), ("Ed Rack",)),
        ("Torn", "11 11:00", 120, ("Stora salen",), ("Nick Farr",)),
        ("Öppning", "11 10:00", 60, ("Stora salen",), ()),
    ]
    assert [one.cell for one in incoming.left] == ["A13"]
