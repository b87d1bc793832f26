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
