"""Many clashing sessions in a narrow column: a mark shows their number and can be used like a block."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.entities import Session
from tests.builders import DAY, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Hands, Key
from ui.kit.theme.theme import LIGHT

ROOMS = [room(f"r{n:02}", n) for n in range(34)]


def crowd(n: int, where: str = "r05", times: str = "13:00-14:00") -> list[Session]:
    """Return that many sessions at once in a room."""
    return [talk(f"s{i:03}", where, times) for i in range(n)]


def in_sight(hands: Hands) -> Hands:
    """Fit all 34 rooms, at about 20 pixels a column, and the whole day."""
    hands.does("fit_rooms")
    hands.timeline.fit()
    return hands


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on five sessions at once in one of 34 rooms, all of them in sight."""
    return in_sight(hands_on(*ROOMS, *crowd(5), talk("alone", "r07", "13:00-14:00"), talk("waiting")))


def on_mark(hands: Hands) -> QPoint:
    """Return the middle of the mark."""
    return hands.on_block("s000")


def reds(hands: Hands, session: str) -> int:
    """Return the number of pixels of a session's box that have about the colour of a problem."""
    shown: QImage = hands.timeline.viewport().grab().toImage()
    box = hands.timeline.boxes_of(session)[0].translated(hands.timeline.origin()).toRect()
    red, soft = LIGHT.colour("problem"), LIGHT.colour("problem_soft")

    def near(pixel: QPoint) -> bool:
        colour = shown.pixelColor(pixel)
        return any(
            abs(colour.red() - c.red()) + abs(colour.green() - c.green()) + abs(colour.blue() - c.blue()) < 12
            for c in (red, soft)
        )

    return sum(near(QPoint(x, y)) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))


@pytest.mark.parametrize("n", [3, 5, 385])
def test_the_most_crowded_room_is_the_reddest(hands_on: HandsOn, n: int) -> None:
    hands = in_sight(hands_on(*ROOMS, *crowd(n), talk("alone", "r07", "13:00-14:00")))
    (box,) = set(map(tuple, (b.getRect() for b in hands.timeline.boxes_of("s000", "s001", "s002"))))

    assert box[2] == hands.timeline.grid.column_width
    assert reds(hands, "s000") > 0.35 * box[2] * box[3]


def test_its_sessions_say_how_many_are_at_once(hands: Hands) -> None:
    row = hands.timeline.days.row("s003")
    name = hands.timeline.days.index(row).data(Qt.ItemDataRole.AccessibleTextRole)

    assert name.endswith("Problem: 5 at once in the room 13:00–14:00")


def test_a_single_session_in_the_narrowest_column_is_seen(hands: Hands) -> None:
    box = hands.timeline.boxes_of("alone")[0].translated(hands.timeline.origin()).toRect()
    shown = hands.timeline.viewport().grab().toImage()

    assert shown.pixelColor(box.center()) != shown.pixelColor(QPoint(box.center().x(), box.top() - 20))


def test_a_click_selects_all_of_it_and_further_clicks_one_after_the_other(hands: Hands) -> None:
    chosen = []
    for _click in range(7):
        hands.click(on_mark(hands))
        chosen.append(hands.page.desk.selected)

    every = tuple(f"s{n:03}" for n in range(5))
    assert chosen == [every, *((name,) for name in every), every]


def test_with_ctrl_it_is_added_to_what_is_selected(hands: Hands) -> None:
    hands.page.desk.select(("alone",))
    hands.click(on_mark(hands), CTRL)

    assert set(hands.page.desk.selected) == {"alone", *(f"s{n:03}" for n in range(5))}


def test_dragged_all_of_it_moves_or_the_one_that_is_selected(hands: Hands) -> None:
    hands.drag(on_mark(hands), on_mark(hands) + hands.by(minutes=60))
    assert {hands.where(f"s{n:03}") for n in range(5)} == {"r05 14:00-15:00"}

    hands.page.desk.select(("s002",))
    hands.drag(on_mark(hands), on_mark(hands) + hands.by(columns=5))
    assert [hands.where(f"s{n:03}") for n in (1, 2, 3)] == ["r05 14:00-15:00", "r10 14:00-15:00", "r05 14:00-15:00"]


def test_the_arrows_walk_through_it(hands: Hands) -> None:
    hands.page.desk.select(("s000",))
    hands.timeline.setFocus()

    hands.key(Key.Key_Down)

    assert hands.page.desk.selected == ("s001",)


def test_dropped_on_it_nothing_changes_places(hands: Hands) -> None:
    hands.take(hands.on_block("alone"), on_mark(hands))

    assert hands.held.swap == ""
    hands.key(Key.Key_Escape)
    hands.release()


def test_its_tooltip_tells_of_all(hands: Hands, qtbot: QtBot) -> None:
    area = hands.timeline.viewport()
    at = area.mapFrom(hands.window, on_mark(hands))
    QApplication.sendEvent(area, QHelpEvent(QEvent.Type.ToolTip, at, area.mapToGlobal(at)))

    for words in ("5 clash", "S000", "S002", "and 2 more"):
        assert words in QToolTip.text()
    QToolTip.hideText()


def painted_whole(hands: Hands) -> bool:
    """Return whether the screen equals a full repaint."""
    shown = hands.on_screen()
    hands.timeline.viewport().update()
    return shown == hands.on_screen()


def test_what_changes_in_it_is_painted_anew(hands: Hands) -> None:
    hands.on_screen()
    desk = hands.page.desk

    hands.page.desk.select(("s001",))
    assert painted_whole(hands)
    desk.perform(lambda now: place(now, "s004", DAY, 13 * 60 + 30, ("r05",)))
    assert painted_whole(hands)
    desk.perform(lambda now: place(now, "waiting", DAY, 12 * 60 + 45, ("r05",)))
    assert painted_whole(hands)
    for name in ("s000", "s001", "s002", "s003"):
        desk.perform(lambda now, name=name: delete_session(now, name))
        assert painted_whole(hands)
    for _step in range(6):
        hands.does("undo")
        assert painted_whole(hands)


def test_while_something_is_carried_over_it_it_is_painted_whole(hands: Hands) -> None:
    hands.take(hands.on_block("alone"), on_mark(hands))
    assert painted_whole(hands)
    hands.move(hands.on_block("alone"))
    assert painted_whole(hands)
    hands.key(Key.Key_Escape)
    hands.release()
    assert painted_whole(hands)


def test_scrolled_halfway_its_number_stays_in_sight(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, *crowd(30, times="09:00-17:00"))
    hands.timeline.zoom(3)
    hands.timeline.scroll_to_minute(11 * 60)
    hands.on_screen()
    bar = hands.timeline.verticalScrollBar()

    bar.setValue(bar.value() + 57)

    assert painted_whole(hands)


def test_in_a_wide_column_some_are_shown_and_the_rest_counted(hands_on: HandsOn) -> None:
    hands = hands_on(room("hall"), *crowd(200, "hall"))
    boxes = {tuple(box.getRect()) for box in hands.timeline.boxes_of(*(f"s{n:03}" for n in range(200)))}
    fold = hands.timeline.fold_at(QPointF(hands.timeline.grid.column_width - 5, hands.timeline.grid.y(13 * 60 + 30)
                                          - hands.timeline.verticalOffset()))  # fmt: skip

    assert fold
    assert len(boxes) == fold.places
    assert len(fold.sessions) == 200 - (fold.places - 1)
