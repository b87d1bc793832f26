"""The view of the timeline: fitting, hidden and ordered rooms, and the state that the window remembers."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.commands.timeline import place
from planner.commands.venue import delete_room
from planner.domain.entities import Room
from planner.layout.day_layout import NARROWEST, SCROLLED
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, CTRL, Key, WindowDriver, focused
from ui.plan.canvas.room_header import RoomHeader
from ui.state.view_state import Settings

CAST = (
    room("hall", seats=300), room("lab", 1), room("attic", 2),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
    talk("both", ("lab", "attic"), "13:00-13:30"), talk("late", "attic", "16:00-16:30"),
)  # fmt: skip
"""Three rooms with a session each, and one session in two of them."""
SECOND = date(2024, 4, 26)
MANY = (*(room(f"room{n:02}", n) for n in range(29)), room("long", 29, name="The large hall of the faculty"))


def seen(driver: WindowDriver, session: str) -> bool:
    """Return whether a session's whole tile is in sight."""
    boxes = [
        box.translated(-driver.canvas.scene.area.topLeft()).toRect() for box in driver.timeline.view.find_boxes(session)
    ]
    return bool(boxes) and all(driver.canvas.viewport().rect().contains(box) for box in boxes)


def chosen(driver: WindowDriver, name: str) -> None:
    """Choose a row of the open menu."""
    menu = QApplication.activePopupWidget()
    (action,) = [action for action in menu.actions() if action.objectName() == name]
    assert action.isEnabled()
    menu.setActiveAction(action)
    driver.key(Key.Key_Return)


# fitting -------------------------------------------------------------------------------------------------


def test_what_is_selected_fills_the_window_but_no_closer_than_an_hour(driver: WindowDriver) -> None:
    # without a selection nothing can be fitted
    assert not driver.actions["fit_selection"].isEnabled()

    # what is selected fills the window, one session no closer than an hour
    for chosen_ones, minutes in ((("panel", "both"), 13 * 60 + 30 - 11 * 60 + 20), (("panel",), 60)):
        driver.key_anew(Key.Key_9, modifiers=CTRL, of=chosen_ones)
        assert all(seen(driver, session) for session in chosen_ones)
        assert driver.canvas.viewport().height() / driver.canvas.scale_now == pytest.approx(minutes, abs=0.1)


def test_many_rooms_are_scrolled_to_or_all_brought_into_sight(hands_on: HandsOn) -> None:
    # a selection in a far room is scrolled to
    driver = hands_on(*MANY, talk("far", "long", "09:00-09:45"))
    timeline, head, bar = driver.timeline, driver.timeline.header, driver.canvas.horizontalScrollBar()
    high = head.height()
    driver.plan.select(("far",))
    bar.setValue(0)
    driver.does("fit_selection")
    assert seen(driver, "far")

    # all rooms come into sight and go back
    assert timeline.view.grid.column_width == SCROLLED
    driver.key(Key.Key_8, modifiers=CTRL)
    assert (seen(driver, "far"), bar.maximum()) == (True, 0)
    assert driver.actions["fit_rooms"].isChecked()
    driver.key(Key.Key_8, modifiers=CTRL)
    assert (timeline.view.grid.column_width, head.height()) == (SCROLLED, high)

    # the keys bring a far room into sight
    driver.key_in(head, *[Key.Key_Right] * 29)
    assert bar.value() == bar.maximum() > 0

    # focused by a key the names of the rooms scroll back to theirs, and by a click they stay
    for reason, shown in ((Qt.FocusReason.MouseFocusReason, 0), (Qt.FocusReason.TabFocusReason, bar.maximum())):
        timeline.canvas.setFocus()
        bar.setValue(0)
        head.setFocus(reason)
        assert bar.value() == shown

    # where all would be too narrow those without a session fold first
    driver.does("fit_rooms")
    told = driver.page.timeline_page.hidden_rooms
    assert (timeline.view.grid.rooms, told.text()) == (("long",), "1 of 30 rooms in sight")
    driver.click(driver.on(told))
    assert (len(timeline.view.grid.rooms), timeline.view.grid.column_width) == (30, SCROLLED)
    assert not told.isVisible()


def test_all_rooms_scroll_where_they_would_be_too_narrow_for_a_word(hands_on: HandsOn) -> None:
    driver = hands_on(*(room(f"room{n:03}", n) for n in range(120)))
    driver.does("fit_rooms")

    grid, canvas = driver.timeline.view.grid, driver.canvas
    seen = canvas.viewport().width() // NARROWEST
    assert (grid.column_width, canvas.horizontalScrollBar().maximum() > 0) == (NARROWEST, True)
    assert driver.page.timeline_page.hidden_rooms.text() == f"{seen} of 120 rooms in sight"


def test_a_session_of_another_day_may_be_selected_while_all_days_are_opened(hands_on: HandsOn) -> None:
    driver = hands_on(day(), day(SECOND), room("hall"), talk("x", "hall", "09:00-10:00", on=SECOND))
    driver.does("all_days", of="x")

    views = (driver.timeline.view, *driver.page.timeline_page.beside.others.values())
    current = [view.source.model.key(view.canvas.currentIndex().row()) for view in views if view.canvas.isVisible()]
    assert sorted(filter(None, current)) == ["x"]


def test_days_beside_each_other_have_their_hours_at_one_height_and_their_own_columns(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(SECOND), *(room(f"r{n}", n) for n in range(3)),
        room("off", 3, column=False, name="A long name of a room"), talk("x", "off", "09:00-10:00", on=SECOND),
    )  # fmt: skip
    driver.does("all_days")

    (other,) = [view for view in driver.page.timeline_page.beside.others.values() if view.canvas.isVisible()]
    high = driver.timeline.header.height()
    assert other.header.height() == high
    assert driver.canvas.viewport().y() == other.canvas.viewport().y()

    # a right press there asks for the menu of what it is on
    (box,) = other.find_boxes("x")
    at = other.canvas.viewport().mapTo(driver.window, (box.center() - other.canvas.scene.area.topLeft()).toPoint())
    QTest.mousePress(driver.window.windowHandle(), Qt.MouseButton.RightButton, pos=at)
    menu = QApplication.activePopupWidget()
    assert (driver.plan.selected, isinstance(menu, QMenu)) == (("x",), True)
    menu.close()
    QTest.mouseRelease(driver.window.windowHandle(), Qt.MouseButton.RightButton, pos=at)
    driver.does("previous_day")
    (other,) = [view for view in driver.page.timeline_page.beside.others.values() if view.canvas.isVisible()]

    # there a room goes past the columns of that day
    width = other.header._grid().column_width
    driver.drag(*(other.header.mapTo(driver.window, QPoint(int(n * width), high // 2)) for n in (2.5, 3.9)))
    assert orders(driver)[-2:] == ["off", "r2"]


# hidden rooms --------------------------------------------------------------------------------------------


def current(head: RoomHeader) -> str:
    """Return the name of the head that a screen reader finds current."""
    return QAccessible.queryAccessibleInterface(head).focusChild().text(QAccessible.Text.Name)


@pytest.mark.usefixtures("screen_reader")
def test_a_room_is_hidden_by_its_menu_or_the_keys_and_shown_by_the_button(driver: WindowDriver) -> None:
    # by its menu, and shown by the button
    head, grid_of = driver.timeline.header, driver.timeline.view
    at = QPoint(int(grid_of.grid.column_width * 1.5), 10)
    driver.click(driver._of(head, at))
    QApplication.sendEvent(head.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, head.mapToGlobal(at)))
    chosen(driver, "hide_room")
    assert (grid_of.grid.rooms, grid_of.source.model.keys) == (
        ("hall", "attic"),
        ("keynote", "both", "late"),
    )
    button = driver.page.timeline_page.hidden_rooms
    assert (button.text(), button.accessibleName()) == ("1 room hidden", "Show the hidden rooms: Lab")
    assert not driver.steps
    driver.click(driver.on(button))
    assert (grid_of.grid.rooms, button.isVisible()) == (("hall", "lab", "attic"), False)

    # by the keys alone
    driver.key_in(head, Key.Key_Left, Key.Key_Left, Key.Key_Right)
    assert current(head) == "Lab"
    QApplication.sendEvent(head, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    chosen(driver, "hide_room")
    assert grid_of.grid.rooms == ("hall", "attic")
    driver.does("show_rooms")
    driver.key_in(head, Key.Key_Delete)
    assert (current(head), grid_of.grid.rooms) == ("Attic", ("hall", "attic"))

    # what is selected has its rooms in sight
    driver.plan.hide_rooms("lab", "attic")
    driver.plan.select(("both",))
    assert (grid_of.grid.rooms, seen(driver, "both")) == (("hall", "lab", "attic"), True)

    # a selected session that moves into a hidden room shows it
    driver.anew()
    driver.plan.hide_rooms("attic")
    driver.plan.select(("panel",))
    driver.plan.hide_rooms("attic")
    driver.document.apply(lambda now: place(now, "panel", DAY, 600, ("attic",)))
    assert "attic" in grid_of.grid.rooms

    # what is in a room that is hidden is no longer selected, and arrows and select all let it by
    driver.anew("keynote", "panel", "both")
    driver.plan.hide_rooms("lab")
    assert (driver.plan.selected, grid_of.grid.rooms) == (("keynote",), ("hall", "attic"))
    driver.does_anew("select_all")
    assert set(driver.plan.selected) == {"keynote", "both", "late"}

    # a room moves past those that are hidden, also when it is dragged
    driver.anew()
    driver.plan.hide_rooms("lab")
    driver.plan.show(Room, "hall")
    driver.does("room_right")
    assert (grid_of.grid.rooms, orders(driver)) == (("attic", "hall"), ["lab", "attic", "hall"])
    assert driver.plan.view_state.hidden == {"lab"}
    driver.does("undo")
    driver.drag(on_head(driver, 1.5), on_head(driver, 0.1))
    assert orders(driver) == ["attic", "hall", "lab"]

    # one room always stays
    driver.anew()
    driver.plan.hide_rooms("hall", "lab")
    driver.plan.hide_rooms("attic")
    assert grid_of.grid.rooms == ("attic",)
    driver.plan.show(Room, "attic")
    assert not driver.actions["hide_room"].isEnabled()


# order of the rooms --------------------------------------------------------------------------------------


def on_head(driver: WindowDriver, column: float) -> QPoint:
    """Return a point of the room headers, that many columns from the left."""
    grid, head = driver.timeline.view.grid, driver.timeline.header
    x = column * grid.column_width - driver.canvas.horizontalScrollBar().value()
    return head.mapTo(driver.window, QPoint(int(x), head.height() // 2))


def orders(driver: WindowDriver) -> list[str]:
    """Return the rooms from left to right."""
    return [room.id for room in driver.agenda.rooms_in_order]


@pytest.mark.usefixtures("screen_reader")
def test_a_room_is_moved_by_its_name_with_mouse_or_keys_and_back_by_undo(driver: WindowDriver) -> None:
    head, document = driver.timeline.header, driver.document
    for taken, dropped, order in (
        (0.5, 2.2, "lab hall attic"),
        (0.5, 2.9, "lab attic hall"),
        (2.5, -0.4, "attic hall lab"),
        (0.5, 0.9, "hall lab attic"),
        (1.5, 1.2, "hall lab attic"),
        (1.5, 0.4, "lab hall attic"),
    ):
        driver.drag(on_head(driver, taken), on_head(driver, dropped))
        assert (orders(driver), len(driver.steps)) == (order.split(), int(order != "hall lab attic"))
        assert not head.order.dragged
        driver.start_over()
        assert orders(driver) == ["hall", "lab", "attic"]

    # the right button lets go and no menu opens
    menus: list[QPoint] = []
    head.menu_requested.connect(menus.append)
    driver.take(on_head(driver, 0.5), on_head(driver, 2.8))
    assert head.order.dragged
    driver.right_click()
    assert not head.order.dragged
    driver.move(on_head(driver, 1.9))
    driver.release()
    assert (orders(driver), driver.steps, menus) == (["hall", "lab", "attic"], [], [])

    # a click on a name only shows the room, and enter that which the keys are on
    driver.anew()
    driver.click(on_head(driver, 2.5))
    assert (document.plan.shown, driver.steps) == ((Room, "attic"), [])
    driver.key_in(head, Key.Key_Right, Key.Key_Return)
    assert document.plan.shown == (Room, "lab")

    # the keys move it too, no farther than to the first or the last place
    driver.key(Key.Key_Right)
    driver.key(Key.Key_Right, modifiers=ALT)
    driver.key(Key.Key_Left, Key.Key_Left)
    driver.key(Key.Key_Left, modifiers=ALT)
    assert (orders(driver), current(head), driver.steps) == (["hall", "lab", "attic"], "Hall, 300 seats", [])
    driver.key(Key.Key_Right, modifiers=ALT)
    assert (orders(driver), driver.steps) == (["lab", "hall", "attic"], ["Move room “Hall”"])
    assert (current(head), head.room, focused()) == ("Hall, 300 seats", "hall", head)
    driver.does("undo")
    assert (driver.timeline.view.grid.rooms, current(head)) == (("hall", "lab", "attic"), "Lab")

    # escape leaves a room that is dragged where it was, and Ctrl+Z does nothing meanwhile
    driver.does("redo")
    driver.take(on_head(driver, 0.5), on_head(driver, 2.8))
    shown = driver.on_screen()
    assert head.order.dragged
    driver.key(Key.Key_Z, modifiers=CTRL)
    driver.key(Key.Key_Escape)
    assert (head.order.dragged, driver.on_screen() == shown) == (False, False)
    driver.release()
    assert (orders(driver), driver.steps) == (["lab", "hall", "attic"], ["Move room “Hall”"])

    # a room that is dragged may vanish, and another may come into its place
    driver.anew()
    driver.take(on_head(driver, 2.5), on_head(driver, 1.5))
    document.plan.hide_rooms("hall")
    driver.on_screen()
    document.apply(lambda agenda: delete_room(agenda, "attic"))
    driver.on_screen()
    driver.release()
    assert (orders(driver), head.order.dragged) == (["hall", "lab"], False)


# remembered state ----------------------------------------------------------------------------------------


def test_it_is_looked_at_in_the_same_way_the_next_time(hands_on: HandsOn, settings: Settings) -> None:
    # the menu ticks what was remembered, and a room in another conference is not hidden
    settings.remember_view_setting("colouring", "kind")
    settings.remember_view_setting("conference/all_rooms", "yes")
    settings.hide_rooms("another", ("hall",))
    driver = hands_on(*CAST)
    actions = driver.actions
    assert [actions[name].isChecked() for name in ("colour_track", "colour_kind", "fit_rooms")] == [False, True, True]
    assert driver.timeline.view.grid.rooms == ("hall", "lab", "attic")

    driver.plan.hide_rooms("lab")
    driver.does("fit_rooms", "colour_track")
    driver.reopen()

    assert (driver.timeline.view.grid.rooms, driver.plan.view_state.rooms_fitted) == (
        ("hall", "attic"),
        False,
    )
    assert (actions["colour_track"].isChecked(), settings.hidden_rooms("elsewhere")) == (True, ())


def test_zoom_and_scroll_of_a_file_are_there_the_next_time(hands_on: HandsOn, qtbot: QtBot) -> None:
    driver = hands_on(*MANY)
    canvas = driver.canvas
    canvas.zoom(2)
    canvas.verticalScrollBar().setValue(300)
    canvas.horizontalScrollBar().setValue(450)
    seen = (canvas.scale_now, canvas.verticalScrollBar().value(), canvas.horizontalScrollBar().value())

    driver.reopen()

    def looks_so() -> bool:
        return (
            driver.canvas.scale_now,
            driver.canvas.verticalScrollBar().value(), driver.canvas.horizontalScrollBar().value(),
        ) == pytest.approx(seen, abs=2)  # fmt: skip

    qtbot.waitUntil(looks_so)
    driver.does("fit")
    whole = driver.canvas.scale_now
    driver.reopen()
    qtbot.waitUntil(lambda: driver.canvas.scale_now == pytest.approx(whole))
    driver.window.resize(1366, 700)  # the whole day stays in sight
    qtbot.waitUntil(lambda: driver.canvas.scale_now < whole)
