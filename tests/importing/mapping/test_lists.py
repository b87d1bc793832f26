"""Tables with a row for each session, as people write them."""

from planner.domain.plain import from_plain, to_plain
from planner.importing.mapping.mapping import Mapping, Shape
from tests.importing.mapping.tables import guessed, lines, read, told

SIMPLE = lines("""
    Title       | Speaker              | Start            | End   | Room
    Hello world | Ada Lovelace, Bo Ek  | 2026-04-10 09:00 | 09:30 | Hall A
    Lunch       |                      | 2026-04-10 12:00 |       |
    Something   | Cid Dal              | 2026-04-10 13.00 | 13.45 | Hall B
""")


def test_a_simple_list_needs_nobody_to_look_at_it() -> None:
    mapping = guessed(SIMPLE)

    assert mapping.shape is Shape.SESSIONS
    assert mapping.main.columns == (
        "session.title", "session.speakers", "session.start", "session.end", "session.room",
    )  # fmt: skip
    assert mapping.sure


def test_a_simple_list_is_read() -> None:
    assert told(read(SIMPLE)) == [
        ("Hello world", "10 09:00", 30, ("Hall A",), ("Ada Lovelace", "Bo Ek")),
        ("Lunch", "10 12:00", 60, (), ()),
        ("Something", "10 13:00", 45, ("Hall B",), ("Cid Dal",)),
    ]


def test_a_mapping_can_be_stored() -> None:
    mapping = guessed(SIMPLE)

    assert from_plain(Mapping, to_plain(mapping)) == mapping
