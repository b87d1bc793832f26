"""How the timeline is looked at: what is fitted in, rooms in sight and in order, and what the window remembers."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from planner.commands.timeline import place
from planner.domain.entities import Room
from tests.builders import DAY, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.hands import ALT, CTRL, SHIFT, Hands, Key, focused
from ui.settings import Settings
from ui.timeline.view import LEAST_COLUMN

ROOMS = (room("hall", seats=300), room("lab", 1), room("attic", 2))
CAST = (
    *ROOMS, talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
    talk("both", ("lab", "attic"), "13:00-13:30"), talk("late", "attic", "16:00-16:30"),
)  # fmt: skip
MANY = tuple(room(f"room{n:02}", n) for n in range(30))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Three rooms with a session each, and one in two of them."""
    return hands_on(*CAST)


def seen(hands: Hands, session: str) -> bool:
    """Whether the whole of a session's block is in sight."""
    boxes = [box.translated(hands.timeline.origin()).toRect() for box in hands.timeline.boxes_of(session)]
    return bool(boxes) and all(hands.timeline.viewport().rect().contains(box) for box in boxes)


def chosen(hands: Hands, name: str) -> None:
    """Choose a row of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.objectName() == name]
    assert action.isEnabled()
    menu.setActiveAction(action)
    hands.key(Key.Key_Return)


# what is fitted in ---------------------------------------------------------------------------------------


def test_what_is_selected_fills_the_window(hands: Hands) -> None:
    hands.page.desk.select(("panel", "both"))

    hands.key(Key.Key_9, modifiers=CTRL)

    timeline = hands.timeline
    assert (seen(hands, "panel"), seen(hands, "both")) == (True, True)
    minutes = timeline.viewport().height() / timeline.scale_now
    assert minutes == pytest.approx(13 * 60 + 30 - 11 * 60 + 20, abs=0.1)


def test_without_a_selection_nothing_can_be_fitted(hands: Hands) -> None:
    assert not hands.window.actions_by_name["fit_selection"].isEnabled()


def test_one_session_is_no_closer_than_an_hour(hands: Hands) -> None:
    hands.page.desk.select(("panel",))

    hands.key(Key.Key_9, modifiers=CTRL)

    assert hands.timeline.viewport().height() / hands.timeline.scale_now == pytest.approx(60)
    assert seen(hands, "panel")


def test_a_selection_in_a_far_room_is_scrolled_to(hands_on: HandsOn) -> None:
    hands = hands_on(*MANY, talk("far", "room29", "09:00-09:45"))
    hands.page.desk.select(("far",))
    hands.timeline.horizontalScrollBar().setValue(0)

    hands.does("fit_selection")

    assert seen(hands, "far")


def test_all_rooms_come_into_sight_and_go_back(hands_on: HandsOn) -> None:
    hands = hands_on(*MANY, talk("far", "room29", "09:00-09:45"))
    assert hands.timeline.grid.column_width == LEAST_COLUMN

    hands.key(Key.Key_0, modifiers=CTRL | SHIFT)

    assert seen(hands, "far")
    assert hands.timeline.horizontalScrollBar().maximum() == 0
    assert hands.window.actions_by_name["fit_rooms"].isChecked()
    hands.key(Key.Key_0, modifiers=CTRL | SHIFT)
    assert hands.timeline.grid.column_width == LEAST_COLUMN


def test_a_name_that_has_no_room_is_in_the_tooltip(hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = hands_on(*MANY)
    hands.does("fit_rooms")
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: said.append(text))
    head, at = hands.timeline.header, QPoint(int(hands.timeline.grid.column_width * 7.5), 10)

    QApplication.sendEvent(head, QHelpEvent(QEvent.Type.ToolTip, at, head.mapToGlobal(at)))

    assert said == ["Room07"]


# rooms hidden --------------------------------------------------------------------------------------------


def test_a_room_is_hidden_by_its_menu_and_shown_by_the_button(hands: Hands) -> None:
    head = hands.timeline.header
    at = QPoint(int(hands.timeline.grid.column_width * 1.5), 10)
    hands.click(hands._of(head, at))
    QApplication.sendEvent(head, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, head.mapToGlobal(at)))

    chosen(hands, "hide_room")

    assert hands.timeline.grid.rooms == ("hall", "attic")
    assert hands.timeline.days.ids == ("keynote", "both", "late")
    assert (head.more.text(), head.more.accessibleName()) == ("1 hidden", "Show the hidden rooms: Lab")
    assert not hands.steps
    hands.click(hands.on(head.more))
    assert hands.timeline.grid.rooms == ("hall", "lab", "attic")
    assert not head.more.isVisible()


def test_with_the_keys_alone(hands: Hands) -> None:
    head = hands.timeline.header
    head.setFocus()
    hands.key(Key.Key_Right)
    assert head.accessibleName() == "Rooms: Lab"

    QApplication.sendEvent(head, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    chosen(hands, "hide_room")
    assert hands.timeline.grid.rooms == ("hall", "attic")

    hands.does("show_rooms")
    head.setFocus()
    hands.key(Key.Key_Delete)
    assert head.accessibleName() == "Rooms: Attic"
    assert hands.timeline.grid.rooms == ("hall", "attic")


def test_enter_shows_the_room_that_the_keys_are_on(hands: Hands) -> None:
    hands.timeline.header.setFocus()

    hands.key(Key.Key_Right, Key.Key_Return)

    assert hands.page.desk.shown == (Room, "lab")


def test_the_keys_bring_a_far_room_into_sight(hands_on: HandsOn) -> None:
    hands = hands_on(*MANY)
    hands.timeline.header.setFocus()

    hands.key(*[Key.Key_Right] * 29)

    bar = hands.timeline.horizontalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_what_is_selected_has_its_rooms_in_sight(hands: Hands) -> None:
    desk = hands.page.desk
    desk.hide_rooms("lab", "attic")

    desk.select(("both",))

    assert hands.timeline.grid.rooms == ("hall", "lab", "attic")
    assert seen(hands, "both")


def test_a_selected_session_that_moves_into_a_hidden_room_shows_it(hands: Hands) -> None:
    desk = hands.page.desk
    desk.hide_rooms("attic")
    desk.select(("panel",))
    desk.hide_rooms("attic")

    desk.perform(lambda now: place(now, "panel", DAY, 600, ("attic",)))

    assert "attic" in hands.timeline.grid.rooms


def test_what_is_in_a_room_that_is_hidden_is_no_longer_selected(hands: Hands) -> None:
    desk = hands.page.desk
    desk.select(("keynote", "panel", "both"))

    desk.hide_rooms("lab")

    assert desk.selected == ("keynote",)
    assert hands.timeline.grid.rooms == ("hall", "attic")


def test_one_room_always_stays(hands: Hands) -> None:
    hands.page.desk.hide_rooms("hall", "lab")

    hands.page.desk.hide_rooms("attic")

    assert hands.timeline.grid.rooms == ("attic",)
    hands.page.desk.show(Room, "attic")
    assert not hands.window.actions_by_name["hide_room"].isEnabled()


def test_what_is_hidden_lets_the_arrows_and_select_all_by(hands: Hands) -> None:
    hands.page.desk.hide_rooms("lab")
    hands.timeline.setFocus()

    hands.does("select_all")

    assert set(hands.page.desk.selected) == {"keynote", "both", "late"}


# rooms in order ------------------------------------------------------------------------------------------


def test_a_room_moves_with_the_keys_and_back_by_undo(hands: Hands) -> None:
    head = hands.timeline.header
    head.setFocus()

    hands.key(Key.Key_Right, modifiers=ALT)

    assert [room.id for room in hands.agenda.rooms_in_order] == ["lab", "hall", "attic"]
    assert (head.accessibleName(), head.room, focused()) == ("Rooms: Hall", "hall", head)
    assert hands.steps == ["Move room “Hall”"]
    hands.does("undo")
    assert hands.timeline.grid.rooms == ("hall", "lab", "attic")
    assert head.accessibleName() == "Rooms: Lab"


def test_a_room_moves_past_those_that_are_hidden(hands: Hands) -> None:
    hands.page.desk.hide_rooms("lab")
    hands.page.desk.show(Room, "hall")

    hands.does("room_right")

    assert hands.timeline.grid.rooms == ("attic", "hall")
    assert [room.id for room in hands.agenda.rooms_in_order] == ["lab", "attic", "hall"]
    assert hands.page.desk.seeing.hidden == {"lab"}


# what the window remembers -------------------------------------------------------------------------------


def test_it_is_looked_at_in_the_same_way_the_next_time(hands: Hands, settings: Settings) -> None:
    path = hands.page.desk.workspace.path
    hands.page.desk.hide_rooms("lab")
    hands.does("fit_rooms")
    hands.does("colour_kind")

    hands.does("close")
    hands.window.open_path(path)

    assert hands.timeline.grid.rooms == ("hall", "attic")
    assert hands.page.desk.seeing.all_rooms
    assert hands.window.actions_by_name["colour_kind"].isChecked()
    assert settings.hidden_rooms("another") == ()


def test_the_menu_ticks_what_was_remembered(hands_on: HandsOn, settings: Settings) -> None:
    settings.see("colouring", "kind")
    settings.see("all_rooms", "yes")

    actions = hands_on(*CAST).window.actions_by_name

    assert [name for name in ("colour_track", "colour_kind", "fit_rooms") if actions[name].isChecked()] == [
        "colour_kind", "fit_rooms",
    ]  # fmt: skip


def test_a_room_in_another_conference_is_not_hidden(hands_on: HandsOn, settings: Settings) -> None:
    settings.hide_rooms("another", ("hall",))

    hands = hands_on(*CAST)

    assert hands.timeline.grid.rooms == ("hall", "lab", "attic")
