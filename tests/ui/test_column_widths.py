"""Tests for the widths of a list's columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetricsF

from planner.domain.value_objects import KIND_NAMES
from planner.wording import LANGUAGES, wording
from tests.builders import DAY
from ui.features.lists.list_model import ColumnChoice, ListColumn, shared_widths
from ui.features.lists.list_view import BAND, PAD
from ui.features.lists.listings import PEOPLE, PEOPLE_COLUMNS, ROOM_COLUMNS, SESSION_COLUMNS
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import LIGHT, Presentation
from ui.state.fields.conference_fields import ROLE_NAMES
from ui.state.view_state import Settings

LISTS = (PEOPLE_COLUMNS, SESSION_COLUMNS, ROOM_COLUMNS)


@given(st.sampled_from(LISTS), st.integers(0, 4000))
def test_they_fill_the_list_exactly_and_never_scroll_unless_they_must(
    columns: tuple[ListColumn, ...], room: int
) -> None:
    widths = shared_widths(columns, room)

    assert all(widths[column.name] >= column.least for column in columns)
    assert sum(widths.values()) == max(room, sum(column.least for column in columns))


def test_a_wide_list_is_shared_as_the_columns_usually_are() -> None:
    widths = shared_widths(PEOPLE_COLUMNS, 2 * sum(column.width for column in PEOPLE_COLUMNS))

    assert widths == {column.name: 2 * column.width for column in PEOPLE_COLUMNS}


def test_nothing_is_shared_where_all_widths_are_given() -> None:
    assert shared_widths((), 100) == {}


def test_a_column_keeps_the_width_that_the_user_gave_it_and_the_others_share_the_rest(settings: Settings) -> None:
    choice = ColumnChoice(settings, PEOPLE)
    first, second, *others = choice.chosen
    choice.set_width(second, 333)

    widths = choice.widths(choice.chosen, 2000)

    shared = shared_widths([first, *others], 2000 - 333)
    assert widths == [shared[first.name], 333, *(shared[column.name] for column in others)]


def test_the_last_column_fills_the_list_whatever_width_it_had_when_it_was_not_the_last(settings: Settings) -> None:
    choice = ColumnChoice(settings, PEOPLE)
    for column in choice.chosen:
        choice.set_width(column, 200)

    assert choice.widths(choice.chosen[:3], 1000) == [200, 200, 600]


def test_without_a_choice_the_usual_columns_are_shown_and_a_choice_keeps_their_order(settings: Settings) -> None:
    choice = ColumnChoice(settings, PEOPLE)
    usual = choice.chosen
    choice.choose(["phone", "name"])

    assert usual == tuple(column for column in choice.all if column.usual)
    assert [column.name for column in choice.chosen] == ["name", "phone"]


def small(words: str) -> float:
    """Return the width in pixels of a cell with this second line."""
    return QFontMetricsF(text_font(12)).horizontalAdvance(words) + 1.5 * PAD


def usual(words: str) -> float:
    """Return the width in pixels of a cell with this text."""
    return QFontMetricsF(text_font(13)).horizontalAdvance(words) + 1.5 * PAD


def least(columns: tuple[ListColumn, ...], name: str) -> int:
    """Return the least width of a column."""
    return next(column.least for column in columns if column.name == name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("columns", "name", "names"), [
    (PEOPLE_COLUMNS, "role", ROLE_NAMES), (SESSION_COLUMNS, "kind", KIND_NAMES),
], ids=["role", "kind"])  # fmt: skip
def test_what_there_is_to_choose_has_room_for_every_word(
    qapp: object, language: str, columns: tuple[ListColumn, ...], name: str, names: dict[object, str]
) -> None:
    assert [word for word in map(wording(language), names.values()) if usual(word) > least(columns, name)] == []


@pytest.mark.parametrize(("language", "country"), [("en", "en_GB"), ("sv", "sv_SE")])
def test_times_and_numbers_have_room(qapp: object, language: str, country: str) -> None:
    presentation = Presentation(wording(language), QLocale(country), LIGHT)
    day, words = presentation.short_day(DAY), presentation.words
    minutes = words("{n} min").format(n=120)

    assert small(f"{day} · {minutes}") + BAND + PAD <= least(SESSION_COLUMNS, "when")
    assert small(f"{day} · {minutes}") <= least(PEOPLE_COLUMNS, "stage")
    assert usual(words.plural("{n} session", "{n} sessions", 12)) <= least(ROOM_COLUMNS, "use")
    assert usual(words.plural("{n} seat", "{n} seats", 1200)) <= least(ROOM_COLUMNS, "seats")
    assert small(f"{day} 12:00–13:00") + 14 <= least(ROOM_COLUMNS, "closed")
    assert usual(words("Whole venue")) <= least(SESSION_COLUMNS, "rooms")


@pytest.mark.parametrize("columns", LISTS, ids=["people", "sessions", "rooms"])
def test_all_of_a_list_is_seen_on_a_small_laptop(columns: tuple[ListColumn, ...]) -> None:
    assert sum(column.least for column in columns) <= 740
