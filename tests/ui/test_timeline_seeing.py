"""The view of the timeline: fitting, hidden and ordered rooms, and the state that the window remembers."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from planner.commands.timeline import place
from planner.commands.venue import delete_room
from planner.domain.entities import Room
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, CTRL, Hands, Key, focused
from ui.features.timeline.block_view import LEAST_COLUMN
from ui.state.canvas.rulers import FOOT, HEADER_HEIGHT, NARROW, TURNED
from ui.state.settings import Settings

ROOMS = (room("hall", seats=300), room("lab", 1), room("attic", 2))
CAST = (
    *ROOMS, talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
    talk("both", ("lab", "attic"), "13:00-13:30"), talk("late", "attic", "16:00-16:30"),
)  # fmt: skip
SECOND = date(2024, 4, 26)
MANY = tuple(room(f"room{n:02}", n) for n in range(30))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on three rooms with a session each, and one session in two of them."""
    return hands_on(*CAST)


def seen(hands: Hands, session: str) -> bool:
    """Return whether a session's whole block is in sight."""
    boxes = [box.translated(hands.timeline.origin()).toRect() for box in hands.timeline.boxes_of(session)]
    return bool(boxes) and all(hands.timeline.viewport().rect().contains(box) for box in boxes)


def chosen(hands: Hands, name: str) -> None:
    """Choose a row of the open menu."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.objectName() == name]
    assert action.isEnabled()
    menu.setActiveAction(action)
    hands.key(Key.Key_Return)


# fitting -------------------------------------------------------------------------------------------------


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

    hands.key(Key.Key_8, modifiers=CTRL)

    assert seen(hands, "far")
    assert hands.timeline.horizontalScrollBar().maximum() == 0
    assert hands.window.actions_by_name["fit_rooms"].isChecked()
    hands.key(Key.Key_8, modifiers=CTRL)
    assert hands.timeline.grid.column_width == LEAST_COLUMN


def test_a_name_that_has_no_room_is_in_the_tooltip(hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = hands_on(*MANY)
    hands.does("fit_rooms")
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: said.append(text))
    head, at = hands.timeline.header, QPoint(int(hands.timeline.grid.column_width * 7.5), 10)

    QApplication.sendEvent(head, QHelpEvent(QEvent.Type.ToolTip, at, head.mapToGlobal(at)))

    assert said == ["Room07"]


# hidden rooms --------------------------------------------------------------------------------------------


def test_a_room_is_hidden_by_its_menu_and_shown_by_the_button(hands: Hands) -> None:
    head = hands.timeline.header
    at = QPoint(int(hands.timeline.grid.column_width * 1.5), 10)
    hands.click(hands._of(head, at))
    QApplication.sendEvent(head, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, head.mapToGlobal(at)))

    chosen(hands, "hide_room")

    assert hands.timeline.grid.rooms == ("hall", "attic")
    assert hands.timeline.days.ids == ("keynote", "both", "late")
    button = hands.page.bar.hidden
    assert (button.text(), button.accessibleName()) == ("1 room hidden", "Show the hidden rooms: Lab")
    assert not hands.steps
    hands.click(hands.on(button))
    assert hands.timeline.grid.rooms == ("hall", "lab", "attic")
    assert not button.isVisible()


def test_the_names_of_narrow_columns_are_turned_and_the_heads_as_high_as_they_need(hands_on: HandsOn) -> None:
    hands = hands_on(*MANY[:-1], room("long", 29, name="The large hall of the faculty"))
    timeline, high = hands.timeline, hands.timeline.header.height()

    hands.does("fit_rooms")

    column, head = timeline.grid.column_width, timeline.header
    assert (column < NARROW, head.height() > 2 * high) == (True, True)
    boxes = [QRect(round(n * column) + 1, 0, round(column) - 2, head.height() - FOOT) for n in (7, 29)]
    inks = [ink(head.grab(box).toImage()) for box in boxes]
    assert 0 < inks[0] < inks[1] < head.height()
    assert timeline.ruler.y() == timeline.viewport().y() == head.height()
    hands.does("fit_rooms")
    assert head.height() == high


def test_a_column_too_narrow_for_a_turned_name_has_none_and_costs_no_height(hands_on: HandsOn) -> None:
    hands = hands_on(*(room(f"room{n:03}", n) for n in range(120)))
    high = hands.timeline.header.height()

    hands.does("fit_rooms")

    assert hands.timeline.grid.column_width < TURNED
    assert hands.timeline.header.height() == high


def test_days_beside_each_other_have_their_hours_at_one_height(hands_on: HandsOn) -> None:
    hands = hands_on(day(), day(SECOND), *(room(f"r{n}", n) for n in range(12)), room("off", 12, column=False,
                     name="A long name of a room"), talk("x", "off", "09:00-10:00", on=SECOND))  # fmt: skip
    hands.does("all_days")

    hands.does("fit_rooms")

    (other,) = [view for view in hands.page.beside.others.values() if view.isVisible()]
    heights = {view.header.height() for view in (hands.timeline, other)}
    assert len(heights) == 1
    assert heights.pop() > HEADER_HEIGHT
    assert hands.timeline.viewport().y() == other.viewport().y()


def ink(image: QImage) -> int:
    """Return the number of pixel rows with something dark in them."""
    wide, high = image.width(), image.height()
    return sum(any(image.pixelColor(x, y).lightness() < 128 for x in range(wide)) for y in range(high))


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


# order of the rooms --------------------------------------------------------------------------------------


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


def on_head(hands: Hands, column: float) -> QPoint:
    """Return a point of the room heads, that many columns from the left."""
    grid, head = hands.timeline.grid, hands.timeline.header
    x = column * grid.column_width - hands.timeline.horizontalOffset()
    return head.mapTo(hands.window, QPoint(int(x), head.height() // 2))


def orders(hands: Hands) -> list[str]:
    """Return the rooms from left to right."""
    return [room.id for room in hands.agenda.rooms_in_order]


@pytest.mark.parametrize(
    ("taken", "dropped", "order"),
    [
        (0.5, 2.2, "lab hall attic"), (0.5, 2.9, "lab attic hall"), (2.5, -0.4, "attic hall lab"),
        (0.5, 0.9, "hall lab attic"), (1.5, 1.2, "hall lab attic"), (1.5, 0.4, "lab hall attic"),
    ],
)  # fmt: skip
def test_a_room_is_dragged_by_its_name(hands: Hands, taken: float, dropped: float, order: str) -> None:
    moved = order != "hall lab attic"

    hands.drag(on_head(hands, taken), on_head(hands, dropped))

    assert (orders(hands), hands.steps) == (order.split(), hands.steps[:1] if moved else [])
    assert hands.timeline.header.carried is None
    if moved:
        hands.does("undo")
        assert orders(hands) == ["hall", "lab", "attic"]


def test_what_is_dragged_goes_past_rooms_that_are_hidden(hands: Hands) -> None:
    hands.page.desk.hide_rooms("lab")

    hands.drag(on_head(hands, 1.5), on_head(hands, 0.1))

    assert orders(hands) == ["attic", "hall", "lab"]


def test_so_does_the_right_button_and_no_menu_opens(hands: Hands) -> None:
    menus: list[QPoint] = []
    hands.timeline.header.menu_wanted.connect(menus.append)
    hands.take(on_head(hands, 0.5), on_head(hands, 2.8))
    assert hands.timeline.header.carried

    hands.right_click()

    assert hands.timeline.header.carried is None
    hands.move(on_head(hands, 1.9))
    hands.release()
    assert (orders(hands), hands.steps, menus) == (["hall", "lab", "attic"], [], [])


def test_escape_leaves_a_room_that_is_dragged_where_it_was(hands: Hands) -> None:
    hands.drag(on_head(hands, 0.5), on_head(hands, 1.9))
    hands.take(on_head(hands, 0.5), on_head(hands, 2.8))
    shown = hands.on_screen()
    assert hands.timeline.header.carried
    hands.key(Key.Key_Z, modifiers=CTRL)

    hands.key(Key.Key_Escape)

    assert (hands.timeline.header.carried, hands.on_screen() == shown) == (None, False)
    hands.release()
    assert (orders(hands), hands.steps) == (["lab", "hall", "attic"], ["Move room “Hall”"])


def test_a_room_that_is_dragged_may_vanish_and_another_may_come_into_its_place(hands: Hands) -> None:
    hands.take(on_head(hands, 2.5), on_head(hands, 1.5))
    hands.page.desk.hide_rooms("hall")
    hands.on_screen()
    hands.page.desk.perform(lambda agenda: delete_room(agenda, "attic"))
    hands.on_screen()

    hands.release()

    assert (orders(hands), hands.timeline.header.carried) == (["hall", "lab"], None)


def test_on_another_day_a_room_goes_past_the_columns_of_that_day(hands_on: HandsOn) -> None:
    hands = hands_on(
        day(), day(SECOND), room("hall"), room("aside", 1, column=False), room("lab", 2), room("attic", 3),
        talk("there", "aside", "09:00-10:00", on=SECOND),
    )  # fmt: skip
    hands.page.desk.seeing.show_all_days(True)
    head = hands.page.beside.others[SECOND.isoformat()].header
    width = head._grid().column_width

    def at(column: float) -> QPoint:
        return head.mapTo(hands.window, QPoint(int(column * width), head.height() // 2))

    hands.drag(at(0.5), at(1.9))

    assert orders(hands) == ["aside", "hall", "lab", "attic"]


def test_a_click_on_a_name_only_shows_the_room(hands: Hands) -> None:
    hands.click(on_head(hands, 1.5))

    assert (hands.page.desk.shown, hands.steps) == ((Room, "lab"), [])


# remembered state ----------------------------------------------------------------------------------------


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
