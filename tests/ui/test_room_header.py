"""The heads of rooms for a screen reader, and the states of ordering rooms by dragging a head."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.domain.entities import Room
from tests.builders import person, room, speaker, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.picture import Picture
from tests.ui.window_driver import CTRL, NONE, Key, WindowDriver
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.room_header import RoomHead, RoomHeader, RoomHeadPainter

CAST = (
    room("hall", seats=300), room("lab", 1, seats=80), room("attic", 2), person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), audience=120),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver, screen_reader: None) -> WindowDriver:
    """Return a window driver for a conference in three rooms, while a screen reader is active."""
    return driver


# heads for a screen reader -------------------------------------------------------------------------------


def heads(header: RoomHeader) -> list[QAccessibleInterface]:
    """Return what a screen reader finds in a header."""
    found = QAccessible.queryAccessibleInterface(header)
    return [found.child(n) for n in range(found.childCount())]


def names(header: RoomHeader) -> list[str]:
    """Return the accessible names of the heads."""
    return [head.text(QAccessible.Text.Name) for head in heads(header)]


def test_a_header_is_a_list_of_rooms_whose_heads_follow_their_rooms(
    driver: WindowDriver,
) -> None:
    # a header is a list of rooms with their seats
    header = driver.timeline.header
    found = QAccessible.queryAccessibleInterface(header)
    assert (found.role(), found.text(QAccessible.Text.Name)) == (QAccessible.Role.List, "Rooms")
    assert {head.role() for head in heads(header)} == {QAccessible.Role.ListItem}
    assert names(header) == ["Hall, 300 seats", "Lab, 80 seats", "Attic"]

    # each head is where it is seen and cannot be edited
    width = driver.timeline.view.grid.column_width
    for n, head in enumerate(heads(header)):
        assert head.rect().left() == header.mapToGlobal(QPoint(round(n * width), 0)).x()
        assert (head.rect().height(), bool(head.state().editable)) == (header.height(), False)

    # the arrows give the focus to the next head
    driver.key_in(header, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert [bool(head.state().focused) for head in heads(header)] == [False, True, False]
    assert QAccessible.queryAccessibleInterface(header).focusChild().text(QAccessible.Text.Name) == "Lab, 80 seats"

    # a head says why a room will not do while a session is dragged
    driver.take_by(driver.on_tile("keynote"), minutes=30)
    assert names(header) == ["Hall, 300 seats", "Lab, 80 seats, 80 seats for 120", "Attic"]
    driver.give_up()
    assert names(header)[1] == "Lab, 80 seats"

    # a head follows the name and the seats of its room
    driver.document.apply(lambda now: edit(now, Room, "lab", name="Studio", seats=1))
    assert names(header) == ["Hall, 300 seats", "Studio, 1 seat", "Attic"]

    # without rooms there is one head for the whole venue
    driver.document.apply(lambda now: delete_entities(now, Room, ("hall", "lab", "attic")))
    assert (names(header), header.room) == (["All rooms"], "")


def test_the_board_has_a_head_for_every_room_where_its_lane_is(driver: WindowDriver) -> None:
    # the board has a head for all rooms first
    header = BoardDriver(driver).board.header
    assert names(header) == ["All rooms", "Hall, 300 seats", "Lab, 80 seats", "Attic"]

    # on the board the first room begins where the lane for all rooms ends
    _every, hall, *_others = heads(header)
    x = hall.rect().left() - header.mapToGlobal(QPoint()).x()
    assert [header.find_room(x - 1), header.find_room(x)] == ["", "hall"]


# the states of ordering rooms ----------------------------------------------------------------------------


def at(driver: WindowDriver, column: float) -> QPoint:
    """Return a point of the window on the heads, that many columns from the left."""
    header = driver.timeline.header
    return header.mapTo(
        driver.window, QPoint(int(column * driver.timeline.view.grid.column_width), header.height() // 2)
    )


def state(driver: WindowDriver) -> str:
    """Return the state in which ordering rooms is."""
    order = driver.timeline.header.order
    return DRAGGED if order.dragged else PRESSED if order.room else IDLE


def told(kind: QEvent.Type) -> Callable[[WindowDriver], None]:
    """Return an act that tells the header an event that Qt sends."""
    return lambda driver: QApplication.sendEvent(driver.timeline.header, QEvent(kind))


def move_without_a_button(driver: WindowDriver) -> None:
    """Move the mouse after its button was let go where nobody told us."""
    spot, none = QPointF(400, 10), Qt.MouseButton.NoButton
    area = driver.timeline.header.viewport()
    QApplication.sendEvent(area, QMouseEvent(QEvent.Type.MouseMove, spot, area.mapToGlobal(spot), none, none, NONE))


IDLE, PRESSED, DRAGGED = "idle", "pressed", "dragged"
REACH: dict[str, Callable[[WindowDriver], None]] = {
    IDLE: lambda driver: None,
    PRESSED: lambda driver: driver.press(at(driver, 0.5)),
    DRAGGED: lambda driver: driver.take(at(driver, 0.5), at(driver, 2.8)),
}
EVENTS: dict[str, tuple[Callable[[WindowDriver], object], str, str, str]] = {
    "move a little": (lambda driver: driver.move(at(driver, 0.5) + QPoint(2, 0)), IDLE, PRESSED, DRAGGED),
    "move far": (lambda driver: driver.move(at(driver, 1.7)), IDLE, DRAGGED, DRAGGED),
    "press the left button": (lambda driver: driver.press(at(driver, 0.5)), PRESSED, PRESSED, PRESSED),
    "let it go": (lambda driver: driver.release(), IDLE, IDLE, IDLE),
    "let it go elsewhere": (move_without_a_button, IDLE, IDLE, IDLE),
    "click the right button": (lambda driver: driver.right_click(), IDLE, IDLE, IDLE),
    "press Escape there": (lambda driver: QTest.keyClick(driver.timeline.header, Key.Key_Escape), IDLE, IDLE, IDLE),
    "press Ctrl+Z": (lambda driver: driver.key(Key.Key_Z, modifiers=CTRL), IDLE, PRESSED, DRAGGED),
    "lose the focus": (told(QEvent.Type.FocusOut), IDLE, IDLE, IDLE),
    "lose the mouse": (told(QEvent.Type.UngrabMouse), IDLE, IDLE, IDLE),
    "lose the window": (told(QEvent.Type.WindowDeactivate), IDLE, IDLE, IDLE),
    "go to another place": (lambda driver: driver.does("go_people"), IDLE, IDLE, IDLE),
    "hide another room": (lambda driver: driver.plan.hide_rooms("lab"), IDLE, PRESSED, IDLE),
    "hide the room": (lambda driver: driver.plan.hide_rooms("hall"), IDLE, IDLE, IDLE),
    "note a room": (lambda driver: driver.timeline.header.show_notes({"lab": "too small"}), IDLE, PRESSED, DRAGGED),
}
"""What happens, and the state after it in each of the three states."""


@pytest.mark.parametrize("before", REACH)
def test_every_event_in_every_state(driver: WindowDriver, before: str) -> None:
    header, document = driver.timeline.header, driver.document
    for event, (happens, *after) in EVENTS.items():
        REACH[before](driver)
        assert state(driver) == before, event

        happens(driver)

        assert state(driver) == after[list(REACH).index(before)], event
        assert (header.viewport().cursor().shape() == Qt.CursorShape.ClosedHandCursor) == (state(driver) == DRAGGED)
        header.event(QEvent(QEvent.Type.FocusOut))
        driver.release()
        order = ["lab", "attic", "hall"] if (before, event) == (DRAGGED, "let it go") else ["hall", "lab", "attic"]
        assert [room.id for room in driver.agenda.rooms_in_order] == order, event
        document.workspace.go_to_position(0)
        document.plan.view_state.show_rooms()
        header.show_notes({})
        driver.page.places.show_timeline()


def test_a_name_stands_in_what_is_seen_of_its_column() -> None:
    painter, head, seen = RoomHeadPainter(LIGHT), RoomHead("hall", "Hall"), QRectF(0, 0, 400, 34)

    def inked(left: float) -> int | None:
        """Return the first column of pixels with ink of a head that begins there, or None without words."""
        ground = LIGHT.colour("panel")
        picture = Picture(lambda p: painter.paint(p, head, QRectF(left, 0, 200, 34), seen), 400, 34, ground)
        return next((x for x in range(400) if picture.count(LIGHT.colour("ink"), QRectF(x, 0, 1, 34))), None)

    whole = inked(0)
    assert whole
    assert [inked(left) for left in (100, -100, -180)] == [100 + whole, whole, None]
