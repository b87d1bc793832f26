"""All days of a small conference beside each other."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint

from planner.commands.venue import add_day, delete_day
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, SHIFT, Hands, Key, focused
from ui.features.timeline.all_days_view import OtherDay

DAYS = tuple(DAY + timedelta(n) for n in range(3))
CAST = (
    day(DAYS[0]), day(DAYS[1], opens="10:00", closes="20:00", title="Workshops"), day(DAYS[2]),
    room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-10:00"),
    talk("shop", "lab", "13:00-14:00", on=DAYS[1]),
    talk("end", "hall", "16:00-17:00", on=DAYS[2]), talk("waiting"),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on three days, all in sight."""
    hands = hands_on(*CAST)
    hands.key(Key.Key_1, modifiers=CTRL | SHIFT)
    hands.timeline.fit()
    return hands


def other(hands: Hands, n: int) -> OtherDay:
    """Return one of the days beside the timeline's own."""
    return hands.page.beside.others[DAYS[n].isoformat()]


def on_other(hands: Hands, n: int, session: str) -> QPoint:
    """Return the middle of a block on that day, as a point of the window."""
    view = other(hands, n)
    box = view.boxes_of(session)[0].translated(view.origin()).toRect()
    assert view.viewport().rect().contains(box)
    return view.viewport().mapTo(hands.window, box.center())


def left_to_right(hands: Hands) -> list[str]:
    """Return the days from left to right, the timeline's own in brackets."""
    views = [view for view in (hands.timeline, *hands.page.beside.others.values()) if view.isVisible()]
    views.sort(key=lambda view: view.mapTo(hands.window, QPoint(0, 0)).x())
    return [f"[{view.day.date.day}]" if view is hands.timeline else str(view.day.date.day) for view in views]


def test_the_timeline_stands_among_the_other_days(hands: Hands) -> None:
    assert left_to_right(hands) == ["[25]", "26", "27"]
    assert [view.days.ids for view in (hands.timeline, other(hands, 1), other(hands, 2))] == [
        ("keynote",), ("shop",), ("end",),
    ]  # fmt: skip

    hands.key(Key.Key_PageDown, modifiers=CTRL)
    assert left_to_right(hands) == ["25", "[26]", "27"]

    hands.key(Key.Key_1, modifiers=CTRL | SHIFT)
    assert left_to_right(hands) == ["[26]"]


def test_the_hours_are_beside_each_other(hands: Hands) -> None:
    grids = [view.grid for view in (hands.timeline, other(hands, 1), other(hands, 2))]

    assert len({(grid.first, grid.last, grid.scale) for grid in grids}) == 1
    hands.timeline.zoom(3)
    hands.timeline.verticalScrollBar().setValue(200)
    assert {other(hands, n).scale_now for n in (1, 2)} == {hands.timeline.scale_now}
    assert {other(hands, n).verticalOffset() for n in (1, 2)} == {200}


def test_they_are_as_wide_as_each_other(hands: Hands) -> None:
    widths = [view.width() for view in (hands.timeline, other(hands, 1), other(hands, 2))]

    assert max(widths) - min(widths) <= 1


def test_whoever_presses_in_another_day_has_the_timeline_there(hands: Hands) -> None:
    hands.page.tray.search.setFocus()

    hands.click(on_other(hands, 1, "shop"))

    assert left_to_right(hands) == ["25", "[26]", "27"]
    assert (hands.page.desk.selected, focused()) == (("shop",), hands.timeline)


def test_one_drag_is_enough_there(hands: Hands) -> None:
    start = on_other(hands, 1, "shop")

    hands.drag(start, start + hands.by(minutes=60))

    assert hands.agenda.sessions["shop"].placement == talk("x", "lab", "14:00-15:00", on=DAYS[1]).placement


def test_carried_over_another_day_it_lands_there(hands: Hands) -> None:
    target = on_other(hands, 2, "end") - hands.by(minutes=120)

    hands.drag(hands.on_block("keynote"), target)

    placement = hands.agenda.sessions["keynote"].placement
    assert placement
    assert (placement.span.day, placement.rooms) == (DAYS[2], ("hall",))
    assert left_to_right(hands) == ["25", "26", "[27]"]


def test_from_the_tray_too(hands: Hands) -> None:
    hands.drag(hands.on_card("waiting"), on_other(hands, 1, "shop") - hands.by(minutes=90))

    placement = hands.agenda.sessions["waiting"].placement
    assert placement
    assert (placement.span.day, placement.rooms) == (DAYS[1], ("lab",))


def test_days_come_and_go(hands: Hands) -> None:
    desk = hands.page.desk

    desk.perform(lambda now: add_day(now, "new", when=DAYS[2] + timedelta(1)))
    assert left_to_right(hands) == ["[25]", "26", "27", "28"]

    desk.perform(lambda now: delete_day(now, DAYS[0].isoformat()))
    assert left_to_right(hands) == ["[26]", "27", "28"]
    assert 3 * hands.timeline.width() == pytest.approx(hands.page.beside.width(), abs=3)
    hands.does("undo")
    assert left_to_right(hands) == ["[25]", "26", "27", "28"]  # in its place again


def test_more_than_five_are_too_many(hands: Hands) -> None:
    for n in range(3, 6):
        hands.page.desk.perform(lambda now, n=n: add_day(now, f"new{n}", when=DAY + timedelta(n)))

    assert left_to_right(hands) == ["[25]"]
    assert not hands.window.actions_by_name["all_days"].isEnabled()


def test_one_day_has_nothing_beside_it(hands_on: HandsOn) -> None:
    assert not hands_on(room("hall")).window.actions_by_name["all_days"].isEnabled()


def test_they_are_there_the_next_time(hands: Hands) -> None:
    path = hands.page.desk.workspace.path

    hands.does("close")
    hands.window.open_path(path)

    assert left_to_right(hands) == ["[25]", "26", "27"]
    assert hands.window.actions_by_name["all_days"].isChecked()
