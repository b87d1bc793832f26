"""Tests of the keys by which sessions of a table are recognised in the next import."""

from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import Worksheet
from tests.importing.mapping.tables import TWO_DAYS, lines, read, sheet

LIST = lines("""
    Titel | Talare | Start | Sal
    Lunch | | 2026-04-10 12:00 |
    Lunch | | 2026-04-11 12:00 |
    Verkstad | Ada Lind | 2026-04-10 13:00 | A
    Verkstad | Bo Ek | 2026-04-10 14:00 | B
    Verkstad | Bo Ek | 2026-04-11 13:00 | B
    Slutord | | 2026-04-11 15:00 | A
""")


def turned_round(table: Worksheet) -> Worksheet:
    return sheet(list(table.rows[0]), *(list(row) for row in reversed(table.rows[1:])))


def test_a_session_is_known_by_its_title_then_by_its_people_then_by_its_number() -> None:
    incoming = read(LIST)

    assert [session.key for session in incoming.sessions] == [
        "list/title:lunch#1",
        "list/title:lunch#2",
        "list/title:verkstad/name:ada lind",
        "list/title:verkstad#1",
        "list/title:verkstad#2",
        "list/title:slutord",
    ]
    assert all(session.named for session in incoming.sessions)


def test_rows_in_another_order_have_the_same_keys() -> None:
    def by_key(table: Worksheet) -> dict[str, object]:
        return {session.key: (session.title, session.begin, session.rooms) for session in read(table).sessions}

    assert by_key(turned_round(LIST)) == by_key(LIST)


def test_ids_of_the_table_are_keys() -> None:
    assert [(session.key, session.named) for session in read(lines("ID | Titel\n7 | Ett\n8 | Två")).sessions] == [
        ("list/id:7", False),
        ("list/id:8", False),
    ]


def test_an_id_that_stands_twice_is_refused_the_second_time() -> None:
    incoming = read(lines("ID | Titel | Start | Sal\n7 | Ett | 2026-04-10 09:00 | A\n7 | Två | 2026-04-10 10:00 | A"))

    assert [session.title for session in incoming.sessions] == ["Ett"]
    assert [(one.title, one.key, str(one.why.problem)) for one in incoming.refused] == [
        ("Två", "list/id:7", "Row 2 has the same number, 7.")
    ]


def test_a_room_with_a_comma_in_its_name_is_one_room_unless_both_are_known() -> None:
    table = lines("Titel | Start | Sal\nEtt | 2026-04-10 09:00 | Huset, plan 2\nTvå | 2026-04-10 10:00 | A, B")

    assert [session.rooms for session in read(table).sessions] == [("Huset, plan 2",), ("A, B",)]
    known = MappingContext(dates=TWO_DAYS.dates, rooms=("A", "B"))
    assert [session.rooms for session in read(table, context=known).sessions] == [("Huset, plan 2",), ("A", "B")]
