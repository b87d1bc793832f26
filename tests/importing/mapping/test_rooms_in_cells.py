"""A cell of a grid that names a room is in that room, and the day above a grid may have its hours behind it."""

from __future__ import annotations

from planner.tables.table import Area
from tests.importing.mapping.tables import facts, lines, read, told

EVENING = """
Föräldrakväll för årskurs 7
Fredag den 10 april 2026 kl. 18–21
Tid | Sal 204 | Sal 206 | Biblioteket
18.00–18.30 | Gemensam start\\nAda Lind\\n(i aulan) | |
18.35–19.15 | Klass A\\nBo Ek | Klass B\\nEva Falk | Klass C\\nSal 101
19.15–19.35 | Kaffe | |
19.35–20.00 | Slutord (Aulan) | |
"""
MERGED = (Area(3, 1, 3, 3), Area(5, 1, 5, 3), Area(6, 1, 6, 3))


def test_a_cell_over_all_rooms_is_in_the_room_that_it_names() -> None:
    assert told(read(lines(EVENING, merged=MERGED))) == [
        ("Gemensam start", "10 18:00", 30, ("aulan",), ("Ada Lind",)),
        ("Klass A", "10 18:35", 40, ("Sal 204",), ("Bo Ek",)),
        ("Klass B", "10 18:35", 40, ("Sal 206",), ("Eva Falk",)),
        ("Klass C", "10 18:35", 40, ("Sal 101",), ()),
        ("Kaffe", "10 19:15", 20, (), ()),
        ("Slutord", "10 19:35", 25, ("aulan",), ()),
    ]


def test_another_room_in_the_cell_of_one_room_is_a_doubt() -> None:
    said = facts(lines(EVENING, merged=MERGED))["said"]

    assert said == [[], [], [], ["D5: “Sal 101” is taken as its room."], [], []]


def test_a_track_before_a_room_in_a_heading_or_a_cell_is_the_track_of_its_sessions() -> None:
    grid = read(lines("""
        Fredag 10 april 2026 | |
        Tid | Spår A – Aulan | Spår B – Musiksalen
        09:00–10:00 | Lagen – Oskar Brandt | Klarspråk – Mia Tollin
        10:00–11:00 | Tester – Hanna Quist | Filer – David Ferm
    """))  # fmt: skip
    listed = read(lines("""
        Tid              | Titel | Sal
        2026-04-10 09:00 | Lagen | Spår A: Aulan
        2026-04-10 10:00 | Filer | Aulan
    """))  # fmt: skip

    assert [(one.rooms, one.track) for one in grid.sessions][:2] == [
        (("Aulan",), "Spår A"), (("Musiksalen",), "Spår B"),
    ]  # fmt: skip
    assert [room.name for room in grid.rooms] == ["Aulan", "Musiksalen"]
    assert [(one.rooms, one.track) for one in listed.sessions] == [(("Aulan",), "Spår A"), (("Aulan",), "")]
