"""A row of a list with one cell across it is a session if it has a time and a title, or a block with room and chair."""

from __future__ import annotations

from planner.tables.table import Area
from tests.importing.mapping.tables import facts, lines, read, told

PAPERS = """
Fredag 10 april 2026
Starts | Paper | Authors
09:00 | Welcome | Ada Lind
Session 1A: Counting bees ; Room Ada ; Chair: Bo Ek
09:15 | On bees | Cid Dal
09:45 | On wasps | Eva Falk
10:15 | On moss | Gun Holm
Session 1B: Places ; Room Bo
09:15 | On ants | Ivan Kvist
10:45–11:15 Coffee in the hall
11:15 | On flies | Lisa Moe
"""


def test_a_time_and_a_title_across_a_list_are_a_session() -> None:
    found = told(read(lines(PAPERS)))

    assert found[5] == ("Coffee in the hall", "10 10:45", 30, (), ())
    assert found[-1][:3] == ("On flies", "10 11:15", None)


def test_a_block_across_a_list_gives_the_rows_below_it_room_and_chair() -> None:
    found = facts(lines(PAPERS))
    rooms = {title: rooms for title, _, _, rooms, _ in found["told"]}  # type: ignore[attr-defined]

    assert rooms == {
        "Welcome": (),
        "On bees": ("Room Ada",),
        "On wasps": ("Room Ada",),
        "On moss": ("Room Ada",),
        "On ants": ("Room Bo",),
        "Coffee in the hall": (),
        "On flies": (),
    }
    assert found["blocks"] == [
        ("Session 1A: Counting bees", "10 09:15", 90, ("Room Ada",), ("Bo Ek",), ["On bees", "On wasps", "On moss"]),
        ("Session 1B: Places", "10 09:15", 90, ("Room Bo",), (), ["On ants"]),
    ]


def test_a_break_ends_a_block_and_what_is_below_it_keeps_the_heading_in_extra_fields() -> None:
    found = facts(lines("""
Fredag 10 april 2026
Starts | Paper | Authors
Session 1A: Counting bees ; Room Ada ; Chair: Bo Ek
09:15 | On bees | Cid Dal
09:45 | On wasps | Eva Falk
10:15 | Coffee |
10:45 | On moss | Gun Holm
"""))  # fmt: skip

    assert found["blocks"] == [
        ("Session 1A: Counting bees", "10 09:15", 60, ("Room Ada",), ("Bo Ek",), ["On bees", "On wasps"])
    ]
    assert found["extras"][3] == [("Session", "Session 1A: Counting bees"), ("Sessionens ordförande", "Bo Ek")]  # type: ignore[index]


def test_the_end_by_the_next_start_is_a_doubt_where_it_is_far_away() -> None:
    found = facts(lines(PAPERS))

    assert found["minutes"] == [15, 30, 30, 30, 90, 30, None]
    assert found["said"][4] == ["Its 90 min until the next start are longer than usual."]  # type: ignore[index]


def test_a_title_may_be_merged_over_the_columns_beside_it() -> None:
    sheet = lines(
        """
Fredag 10 april 2026
Tid | Lokal | Titel | Talare
10.00-10.30 | Aulan | Bin | Ada Lind
10.30-11.00 | Lunch – ingen scen | |
11.00-11.30 | Salen | Mossa | Bo Ek
""",
        merged=(Area(3, 1, 3, 3),),
    )

    assert told(read(sheet))[1] == ("Lunch – ingen scen", "10 10:30", 30, (), ())


def test_a_day_across_a_list_may_name_who_is_in_charge_beside_it() -> None:
    found = read(lines("""
        Tid         | Punkt                      | Vem     | Var
        10 APRIL    | Dagansvarig: Tina Wall     |         |
        10.00–11.00 | Bin                        | Bo Ek   | Aulan
        12.00–13.00 | Lunch                      |         | Matsalen
        11 APRIL    | Dagansvarig: Pelle Lind    |         |
        10.00–11.00 | Mossa                      | Al Bo   | Aulan
        12.00–13.00 | Lunch                      |         | Matsalen
    """))  # fmt: skip

    assert [one[:2] for one in told(found)] == [
        ("Bin", "10 10:00"), ("Lunch", "10 12:00"), ("Mossa", "11 10:00"), ("Lunch", "11 12:00"),
    ]  # fmt: skip
    assert [one.name for one in found.left] == ["Dagansvarig: Tina Wall", "Dagansvarig: Pelle Lind"]


def test_a_break_in_another_column_than_that_of_the_titles_is_a_session() -> None:
    found = read(lines("""
        Pass  | Tid         | Talare        | Titel
        1     | 09.00-09.30 | Ada Lind, KTH | Jord och regn
              | 09.30-10.00 | Fika          |
        2     | 10.00-10.30 | Bo Ek, SLU    | Rötter i mörkret
        Lunch | 10.30-11.30 |               |
    """))  # fmt: skip

    assert [(one.title, one.minutes) for one in found.sessions] == [
        ("Jord och regn", 30), ("Fika", 30), ("Rötter i mörkret", 30), ("Lunch", 60),
    ]  # fmt: skip
    assert [one.name for one in found.people] == ["Ada Lind", "Bo Ek"]


def test_sessions_below_one_another_in_one_cell_are_sessions_at_its_time_as_a_doubt() -> None:
    incoming = read(
        lines(
            """
Fredag 10 april 2026
Tid | Programpunkt | Lokal
9.00 | Välkomna\\nAda Lind | Aulan
10.00 | Parallella pass:\\nA) Hav – Bo Ek\\nB) Skog – Eva Falk, SLU | Sal 1\\nSal 2
11.00 | Fika | Aulan
12.00 | Årsmöte\\n1. Val\\n2. Motioner | Aulan
13.00 | Slut | Aulan
"""
        )
    )

    assert [(title, begins, rooms, people) for title, begins, _, rooms, people in told(incoming)][1:5] == [
        ("A) Hav", "10 10:00", ("Sal 1",), ("Bo Ek",)),
        ("B) Skog", "10 10:00", ("Sal 2",), ("Eva Falk",)),
        ("Fika", "10 11:00", ("Aulan",), ()),
        ("Årsmöte 1. Val 2. Motioner", "10 12:00", ("Aulan",), ()),
    ]
    assert list(map(str, incoming.sessions[1].remarks)) == ["B4: “Parallella pass:” is read as A) Hav, B) Skog."]


def test_what_stands_alone_above_repeated_headings_is_the_room_of_the_rows_below() -> None:
    found = read(lines("""
        Lördag 10 april 2026 | |
        Stora scenen | |
        Tid   | Programpunkt | Talare
        11.00 | Invigning    | Anna Berg
        12.00 | Havet        | Bo Ek
        | |
        Tältet | |
        Tid   | Programpunkt | Talare
        11.00 | Högläsning   | Siri Fors
    """))  # fmt: skip

    assert {one.title: one.rooms for one in found.sessions} == {
        "Invigning": ("Stora scenen",), "Havet": ("Stora scenen",), "Högläsning": ("Tältet",),
    }  # fmt: skip


def test_a_break_at_the_same_time_on_another_day_that_stands_once_for_its_rows_is_another() -> None:
    found = read(lines("""
        Day        | From  | To    | What   | Led by    | Where
        2026-04-10 | 10:00 | 11:00 | Wagons | Anna Berg | Hall
                   | 12:30 | 13:30 | Lunch  |           | Tea room
        2026-04-11 | 10:00 | 11:00 | Kits   | Bo Ek     | Hall
                   | 12:30 | 13:30 | Lunch  |           | Tea room
    """))  # fmt: skip

    assert [(one.title, one.begin.at.day) for one in found.sessions if one.begin] == [
        ("Wagons", 10), ("Lunch", 10), ("Kits", 11), ("Lunch", 11),
    ]  # fmt: skip
