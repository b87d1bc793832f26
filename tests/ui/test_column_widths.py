"""How the columns of a list share its width."""

from hypothesis import given
from hypothesis import strategies as st

from ui.pages.columns import Column, shared_widths
from ui.pages.people import PEOPLE_COLUMNS
from ui.pages.rooms import ROOM_COLUMNS
from ui.pages.sessions import SESSION_COLUMNS

LISTS = (PEOPLE_COLUMNS, SESSION_COLUMNS, ROOM_COLUMNS)


@given(st.sampled_from(LISTS), st.integers(0, 4000))
def test_they_fill_the_list_exactly_and_never_scroll_unless_they_must(columns: tuple[Column, ...], room: int) -> None:
    widths = shared_widths(columns, room)

    assert all(widths[column.name] >= column.least for column in columns)
    assert sum(widths.values()) == max(room, sum(column.least for column in columns))


def test_a_wide_list_is_shared_as_the_columns_usually_are() -> None:
    widths = shared_widths(PEOPLE_COLUMNS, 2 * sum(column.width for column in PEOPLE_COLUMNS))

    assert widths == {column.name: 2 * column.width for column in PEOPLE_COLUMNS}


def test_nothing_is_shared_where_all_widths_are_given() -> None:
    assert shared_widths((), 100) == {}
