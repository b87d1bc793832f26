"""The view of the timeline: fitting, hidden and ordered rooms, and the state that the window remembers."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QAccessible, QContextMenuEvent, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from planner.commands.timeline import place
from planner.commands.venue import delete_room
from planner.domain.entities import Room
from planner.layout.day_layout import LEAST_COLUMN
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, CTRL, Key, WindowDriver, focused
from ui.state.canvas.room_header import FOOT, HEADER_HEIGHT, NARROW, TURNED, RoomHeader
from ui.state.settings import Settings

pytestmark = pytest.mark.usefixtures("forms_sleep")

ROOMS = (room("hall", seats=300), room("lab", 1), room("attic", 2))
CAST = (
    *ROOMS, talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
    talk("both", ("lab", "attic"), "13:00-13:30"), talk("late", "attic", "16:00-16:30"),
)  # fmt: skip
SECOND = date(2024, 4, 26)
MANY = tuple(room(f"room{n:02}", n) for n in range(30))


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three rooms with a session each, and one session in two of them."""
    return hands_on(*CAST)


def seen(driver: WindowDriver, session: str) -> bool:
    """Return whether a session's whole block is in sight."""
    boxes = [
        box.translated(-driver.timeline.canvas.scene.area.topLeft()).toRect()
        for box in driver.timeline.view.boxes_of(session)
    ]
    return bool(boxes) and all(driver.timeline.canvas.viewport().rect().contains(box) for box in boxes)


def chosen(driver: WindowDriver, name: str) -> None:
    """Choose a row of the open menu."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.objectName() == name]
    assert action.isEnabled()
    menu.setActiveAction(action)
    driver.key(Key.Key_Return)


# fitting -------------------------------------------------------------------------------------------------


def test_what_is_selected_fills_the_window_but_no_closer_than_an_hour(driver: WindowDriver) -> None:
    # without a selection nothing can be fitted
    assert not driver.window.actions_by_name["fit_selection"].isEnabled()

    # what is selected fills the window
    driver.anew("panel", "both")
    driver.key(Key.Key_9, modifiers=CTRL)
    timeline = driver.timeline
    assert (seen(driver, "panel"), seen(driver, "both")) == (True, True)
    minutes = timeline.canvas.viewport().height() / timeline.canvas.scale_now
    assert minutes == pytest.approx(13 * 60 + 30 - 11 * 60 + 20, abs=0.1)

    # one session is no closer than an hour
    driver.anew("panel")
    driver.key(Key.Key_9, modifiers=CTRL)
    assert driver.timeline.canvas.viewport().height() / driver.timeline.canvas.scale_now == pytest.approx(60)
    assert seen(driver, "panel")


def test_many_rooms_are_scrolled_to_or_all_brought_into_sight(hands_on: HandsOn) -> None:
    # a selection in a far room is scrolled to
    driver = hands_on(*MANY, talk("far", "room29", "09:00-09:45"))
    driver.page.document.select(("far",))
    driver.timeline.canvas.horizontalScrollBar().setValue(0)
    driver.does("fit_selection")
    assert seen(driver, "far")

    # all rooms come into sight and go back
    assert driver.timeline.view.grid.column_width == LEAST_COLUMN
    driver.key(Key.Key_8, modifiers=CTRL)
    assert (seen(driver, "far"), driver.timeline.canvas.horizontalScrollBar().maximum()) == (True, 0)
    assert driver.window.actions_by_name["fit_rooms"].isChecked()
    driver.key(Key.Key_8, modifiers=CTRL)
    assert driver.timeline.view.grid.column_width == LEAST_COLUMN

    # the keys bring a far room into sight
    driver.timeline.header.setFocus()
    driver.key(*[Key.Key_Right] * 29)
    bar = driver.timeline.canvas.horizontalScrollBar()
    assert bar.value() == bar.maximum() > 0

    # a name that has no room is in the tooltip
    driver.does("fit_rooms")
    head, at = driver.timeline.header, QPoint(int(driver.timeline.view.grid.column_width * 7.5), 10)
    QApplication.sendEvent(head.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, head.mapToGlobal(at)))
    assert QToolTip.text() == "Room07"


# hidden rooms --------------------------------------------------------------------------------------------


def test_a_room_is_hidden_by_its_menu_and_shown_by_the_button(driver: WindowDriver) -> None:
    head = driver.timeline.header
    at = QPoint(int(driver.timeline.view.grid.column_width * 1.5), 10)
    driver.click(driver._of(head, at))
    QApplication.sendEvent(head.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, head.mapToGlobal(at)))

    chosen(driver, "hide_room")

    assert driver.timeline.view.grid.rooms == ("hall", "attic")
    assert driver.timeline.view.source.model.keys == ("keynote", "both", "late")
    button = driver.page.timeline_page.bar.hidden
    assert (button.text(), button.accessibleName()) == ("1 room hidden", "Show the hidden rooms: Lab")
    assert not driver.steps
    driver.click(driver.on(button))
    assert (driver.timeline.view.grid.rooms, button.isVisible()) == (("hall", "lab", "attic"), False)


def test_the_names_of_narrow_columns_are_turned_and_the_heads_as_high_as_they_need(hands_on: HandsOn) -> None:
    driver = hands_on(*MANY[:-1], room("long", 29, name="The large hall of the faculty"))
    timeline, high = driver.timeline, driver.timeline.header.height()

    driver.does("fit_rooms")

    column, head = timeline.view.grid.column_width, timeline.header
    assert (column < NARROW, head.height() > 2 * high) == (True, True)
    boxes = [QRect(round(n * column) + 1, 0, round(column) - 2, head.height() - FOOT) for n in (7, 29)]
    inks = [ink(head.grab(box).toImage()) for box in boxes]
    assert 0 < inks[0] < inks[1] < head.height()
    assert timeline.frame.ruler.y() == timeline.canvas.viewport().y() == head.height()
    driver.does("fit_rooms")
    assert head.height() == high


def test_a_column_too_narrow_for_a_turned_name_has_none_and_costs_no_height(hands_on: HandsOn) -> None:
    driver = hands_on(*(room(f"room{n:03}", n) for n in range(120)))
    high = driver.timeline.header.height()

    driver.does("fit_rooms")

    assert driver.timeline.view.grid.column_width < TURNED
    assert driver.timeline.header.height() == high


def test_days_beside_each_other_have_their_hours_at_one_height(hands_on: HandsOn) -> None:
    driver = hands_on(day(), day(SECOND), *(room(f"r{n}", n) for n in range(12)), room("off", 12, column=False,
                     name="A long name of a room"), talk("x", "off", "09:00-10:00", on=SECOND))  # fmt: skip
    driver.does("all_days")

    driver.does("fit_rooms")

    (other,) = [view for view in driver.page.timeline_page.beside.others.values() if view.canvas.isVisible()]
    heights = {view.header.height() for view in (driver.timeline, other)}
    assert len(heights) == 1
    assert heights.pop() > HEADER_HEIGHT
    assert driver.timeline.canvas.viewport().y() == other.canvas.viewport().y()


def ink(image: QImage) -> int:
    """Return the number of pixel rows with something dark in them."""
    wide, high = image.width(), image.height()
    return sum(any(image.pixelColor(x, y).lightness() < 128 for x in range(wide)) for y in range(high))


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """Have a screen reader active."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def current(head: RoomHeader) -> str:
    """Return the name of the head that a screen reader finds current."""
    return QAccessible.queryAccessibleInterface(head).focusChild().text(QAccessible.Text.Name)


@pytest.mark.usefixtures("screen_reader")
def test_with_the_keys_alone(driver: WindowDriver) -> None:
    head = driver.timeline.header
    head.setFocus()
    driver.key(Key.Key_Right)
    assert current(head) == "Lab"

    QApplication.sendEvent(head, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    chosen(driver, "hide_room")
    assert driver.timeline.view.grid.rooms == ("hall", "attic")

    driver.does("show_rooms")
    head.setFocus()
    driver.key(Key.Key_Delete)
    assert (current(head), driver.timeline.view.grid.rooms) == ("Attic", ("hall", "attic"))


def test_what_is_selected_and_what_is_hidden_keep_apart(driver: WindowDriver) -> None:
    # what is selected has its rooms in sight
    document = driver.page.document
    document.hide_rooms("lab", "attic")
    document.select(("both",))
    assert (driver.timeline.view.grid.rooms, seen(driver, "both")) == (("hall", "lab", "attic"), True)

    # a selected session that moves into a hidden room shows it
    driver.anew()
    document.hide_rooms("attic")
    document.select(("panel",))
    document.hide_rooms("attic")
    document.apply(lambda now: place(now, "panel", DAY, 600, ("attic",)))
    assert "attic" in driver.timeline.view.grid.rooms

    # what is in a room that is hidden is no longer selected
    driver.anew("keynote", "panel", "both")
    document.hide_rooms("lab")
    assert (document.selected, driver.timeline.view.grid.rooms) == (("keynote",), ("hall", "attic"))

    # what is hidden lets the arrows and select all by
    driver.anew()
    driver.page.document.hide_rooms("lab")
    driver.timeline.canvas.setFocus()
    driver.does("select_all")
    assert set(driver.page.document.selected) == {"keynote", "both", "late"}

    # one room always stays
    driver.anew()
    driver.page.document.hide_rooms("hall", "lab")
    driver.page.document.hide_rooms("attic")
    assert driver.timeline.view.grid.rooms == ("attic",)
    driver.page.document.show(Room, "attic")
    assert not driver.window.actions_by_name["hide_room"].isEnabled()


# order of the rooms --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("screen_reader")
def test_a_room_moves_with_the_keys_and_back_by_undo(driver: WindowDriver) -> None:
    head = driver.timeline.header
    head.setFocus()

    driver.key(Key.Key_Right, modifiers=ALT)

    assert [room.id for room in driver.agenda.rooms_in_order] == ["lab", "hall", "attic"]
    assert (current(head), head.room, focused()) == ("Hall, 300 seats", "hall", head)
    assert driver.steps == ["Move room “Hall”"]
    driver.does("undo")
    assert (driver.timeline.view.grid.rooms, current(head)) == (("hall", "lab", "attic"), "Lab")


def test_a_room_goes_past_rooms_that_are_hidden(driver: WindowDriver) -> None:
    # a room moves past those that are hidden
    driver.page.document.hide_rooms("lab")
    driver.page.document.show(Room, "hall")
    driver.does("room_right")
    assert driver.timeline.view.grid.rooms == ("attic", "hall")
    assert [room.id for room in driver.agenda.rooms_in_order] == ["lab", "attic", "hall"]
    assert driver.page.document.view_state.hidden == {"lab"}

    # what is dragged goes past rooms that are hidden
    driver.anew()
    driver.page.document.hide_rooms("lab")
    driver.drag(on_head(driver, 1.5), on_head(driver, 0.1))
    assert orders(driver) == ["attic", "hall", "lab"]


def on_head(driver: WindowDriver, column: float) -> QPoint:
    """Return a point of the room headers, that many columns from the left."""
    grid, head = driver.timeline.view.grid, driver.timeline.header
    x = column * grid.column_width - driver.timeline.canvas.horizontalScrollBar().value()
    return head.mapTo(driver.window, QPoint(int(x), head.height() // 2))


def orders(driver: WindowDriver) -> list[str]:
    """Return the rooms from left to right."""
    return [room.id for room in driver.agenda.rooms_in_order]


def test_a_room_is_dragged_by_its_name(driver: WindowDriver) -> None:
    for taken, dropped, order in (
        (0.5, 2.2, "lab hall attic"),
        (0.5, 2.9, "lab attic hall"),
        (2.5, -0.4, "attic hall lab"),
        (0.5, 0.9, "hall lab attic"),
        (1.5, 1.2, "hall lab attic"),
        (1.5, 0.4, "lab hall attic"),
    ):
        moved = order != "hall lab attic"

        driver.drag(on_head(driver, taken), on_head(driver, dropped))

        assert (orders(driver), driver.steps) == (order.split(), driver.steps[:1] if moved else [])
        assert not driver.timeline.header.order.dragged
        if moved:
            driver.does("undo")
            assert orders(driver) == ["hall", "lab", "attic"]
        driver.anew()


def test_a_click_or_enter_on_a_head_shows_the_room_and_the_right_button_lets_go(driver: WindowDriver) -> None:
    # so does the right button and no menu opens
    menus: list[QPoint] = []
    driver.timeline.header.menu_requested.connect(menus.append)
    driver.take(on_head(driver, 0.5), on_head(driver, 2.8))
    assert driver.timeline.header.order.dragged
    driver.right_click()
    assert not driver.timeline.header.order.dragged
    driver.move(on_head(driver, 1.9))
    driver.release()
    assert (orders(driver), driver.steps, menus) == (["hall", "lab", "attic"], [], [])

    # a click on a name only shows the room
    driver.anew()
    driver.click(on_head(driver, 1.5))
    assert (driver.page.document.shown, driver.steps) == ((Room, "lab"), [])

    # enter shows the room that the keys are on
    driver.anew()
    driver.timeline.header.setFocus()
    driver.key(Key.Key_Right, Key.Key_Return)
    assert driver.page.document.shown == (Room, "lab")


def test_escape_leaves_a_room_that_is_dragged_where_it_was(driver: WindowDriver) -> None:
    driver.drag(on_head(driver, 0.5), on_head(driver, 1.9))
    driver.take(on_head(driver, 0.5), on_head(driver, 2.8))
    shown = driver.on_screen()
    assert driver.timeline.header.order.dragged
    driver.key(Key.Key_Z, modifiers=CTRL)

    driver.key(Key.Key_Escape)

    assert (driver.timeline.header.order.dragged, driver.on_screen() == shown) == (False, False)
    driver.release()
    assert (orders(driver), driver.steps) == (["lab", "hall", "attic"], ["Move room “Hall”"])


def test_a_room_that_is_dragged_may_vanish_and_another_may_come_into_its_place(driver: WindowDriver) -> None:
    driver.take(on_head(driver, 2.5), on_head(driver, 1.5))
    driver.page.document.hide_rooms("hall")
    driver.on_screen()
    driver.page.document.apply(lambda agenda: delete_room(agenda, "attic"))
    driver.on_screen()

    driver.release()

    assert (orders(driver), driver.timeline.header.order.dragged) == (["hall", "lab"], False)


def test_on_another_day_a_room_goes_past_the_columns_of_that_day(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(SECOND), room("hall"), room("aside", 1, column=False), room("lab", 2), room("attic", 3),
        talk("there", "aside", "09:00-10:00", on=SECOND),
    )  # fmt: skip
    driver.page.document.view_state.show_all_days(True)
    head = driver.page.timeline_page.beside.others[SECOND.isoformat()].header
    width = head._grid().column_width

    def at(column: float) -> QPoint:
        return head.mapTo(driver.window, QPoint(int(column * width), head.height() // 2))

    driver.drag(at(0.5), at(1.9))

    assert orders(driver) == ["aside", "hall", "lab", "attic"]


# remembered state ----------------------------------------------------------------------------------------


def test_it_is_looked_at_in_the_same_way_the_next_time(driver: WindowDriver, settings: Settings) -> None:
    path = driver.page.document.workspace.path
    driver.page.document.hide_rooms("lab")
    driver.does("fit_rooms")
    driver.does("colour_kind")

    driver.does("close")
    driver.window.open_path(path)

    assert driver.timeline.view.grid.rooms == ("hall", "attic")
    assert driver.page.document.view_state.rooms_fitted
    assert (driver.window.actions_by_name["colour_kind"].isChecked(), settings.hidden_rooms("another")) == (True, ())


def test_the_menu_ticks_what_was_remembered(hands_on: HandsOn, settings: Settings) -> None:
    settings.remember_view_setting("colouring", "kind")
    settings.remember_view_setting("all_rooms", "yes")

    actions = hands_on(*CAST).window.actions_by_name

    assert [name for name in ("colour_track", "colour_kind", "fit_rooms") if actions[name].isChecked()] == [
        "colour_kind", "fit_rooms",
    ]  # fmt: skip


def test_a_room_in_another_conference_is_not_hidden(hands_on: HandsOn, settings: Settings) -> None:
    settings.hide_rooms("another", ("hall",))

    assert hands_on(*CAST).timeline.view.grid.rooms == ("hall", "lab", "attic")
