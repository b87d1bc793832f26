"""The state of the bars as a value: what is grabbed at a minute, and what cursor, mouse and keys make of it."""

from datetime import date

import pytest

from planner.domain.span import Span, minutes_of
from tests.builders import DAY, day, span
from ui.state.availability.bar_painter import EDGE, BarLayout
from ui.state.availability.bar_state import BarGrip, BarState, BegunBy, ShownHours

FRIDAY = date(2024, 4, 26)
MORNING = span("09:00-12:00")
DAYS = (day(), day(FRIDAY))


def showing(*windows: Span) -> BarState:
    return BarState((), (), ShownHours(0, 60)).showing(DAYS, windows, "")


@pytest.mark.parametrize(
    ("time", "grip", "held"),
    [
        ("08:50", BarGrip.START, MORNING), ("09:10", BarGrip.START, MORNING), ("10:30", BarGrip.WHOLE, MORNING),
        ("12:10", BarGrip.END, MORNING), ("12:11", BarGrip.NEW, None),
    ],
)  # fmt: skip
def test_an_edge_is_grabbed_from_near_and_the_rest_of_a_window_as_a_whole(
    time: str, grip: BarGrip, held: Span | None
) -> None:
    found = showing(MORNING).drag_at(0, minutes_of(time), 10)

    assert (found.grip, found.held) == (grip, held)


def test_a_grip_is_as_many_pixels_at_every_width_and_nothing_below_the_bars() -> None:
    # an edge is grabbed from as many pixels at every width
    state = showing(MORNING)
    for width in (200, 800):
        places = BarLayout(2, state.hours, 0, width)
        point = places.bar(0).center()
        point.setX(places.x_of(MORNING.end) + EDGE - 0.1)
        near = places.drag_at(point, state)
        point.setX(point.x() + 0.2)
        far = places.drag_at(point, state)
        assert near
        assert far
        assert (near.grip, far.grip) == (BarGrip.END, BarGrip.NEW)

    # nothing is grabbed below the bars
    places = BarLayout(2, showing().hours, 0, 400)
    assert places.drag_at(places.bar(1).bottomLeft(), showing()) is None


def test_the_cursor_selects_the_window_it_comes_to_and_stays_on_the_bars() -> None:
    state = showing(MORNING)

    assert state.moved_to(0, minutes_of("10:00")).selected == MORNING
    outside = state.moved_to(5, minutes_of("30:00"))
    assert (outside.day, outside.minute, outside.selected) == (DAYS[1], minutes_of("18:00"), None)


def test_a_drag_by_keys_is_shown_before_it_changes_a_window() -> None:
    # a drag is shown before it changes a window
    state = showing(MORNING).moved_to(0, MORNING.end).begun(BegunBy.SHIFT).moved_to(0, minutes_of("12:30"))
    assert (state.preview, state.hit, state.windows) == ((span("09:00-12:30"),), span("09:00-12:30"), (MORNING,))

    # enter begins a new window even at an edge
    state = showing(MORNING).moved_to(0, MORNING.end).begun(BegunBy.ENTER).moved_to(0, minutes_of("13:00"))
    assert state.preview == (MORNING, span("12:00-13:00"))

    # back where it began a drag by keys changes nothing
    begun = showing(MORNING).moved_to(0, minutes_of("14:00")).begun(BegunBy.ENTER)
    assert begun.moved_to(0, minutes_of("15:00")).moved_to(0, minutes_of("14:00")).preview == (MORNING,)


def test_a_change_from_elsewhere_cancels_a_drag_and_leaves_the_cursor() -> None:
    state = showing(MORNING).moved_to(1, minutes_of("10:00")).begun(BegunBy.ENTER).moved_to(1, minutes_of("11:00"))

    changed = state.showing(DAYS, (Span(DAY, 600, 700),), "")
    assert (changed.drag, changed.day, changed.minute) == (None, DAYS[1], minutes_of("11:00"))
    assert changed.preview == (Span(DAY, 600, 700),)
