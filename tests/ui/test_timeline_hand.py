"""A drag during other changes: of the day, the rooms, the zoom, and from elsewhere."""

from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place
from planner.domain.entities import Day, Session
from planner.domain.enums import Kind, Status
from planner.domain.span import Span, minutes_of
from planner.layout.blocked_times import BlockedTime
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, MIDDLE, SHIFT, TOP, Key, WindowDriver, painted_whole

pytestmark = pytest.mark.usefixtures("forms_sleep")

NEXT = DAY + timedelta(days=1)
ROOMS = (room("hall"), room("lab", 1))


def tab(driver: WindowDriver, n: int) -> QPoint:
    """Return the middle of a day's tab."""
    tabs = driver.page.timeline_page.day_tabs
    return tabs.mapTo(driver.window, tabs.tabRect(n).center())


def take_by_keys(driver: WindowDriver, session: str) -> None:
    driver.selects(session)
    driver.key(Key.Key_M)


# changes from elsewhere ------------------------------------------------------------------------------------


def test_a_change_lets_go_of_what_is_in_the_hand(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"))
    take_by_keys(driver, "one")
    driver.key(Key.Key_R, Key.Key_Down)
    driver.key(Key.Key_Delete, modifiers=CTRL)
    assert driver.timeline.drag_controller.state is None
    driver.key(Key.Key_Return)
    driver.does("undo")
    take_by_keys(driver, "one")
    driver.key(Key.Key_R, Key.Key_Down)
    driver.page.document.apply(lambda agenda: edit(agenda, Session, "one", title="Other"))
    assert (driver.timeline.drag_controller.state, driver.where("one")) == (None, "hall 09:00-10:00")


def test_a_step_back_that_takes_the_selected_session_and_changes_the_day_finds_nobody_selected(
    hands_on: HandsOn,
) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"))
    document = driver.page.document
    document.apply(lambda agenda: edit(agenda, Day, DAY.isoformat(), closes=minutes_of("20:00")))
    document.apply(lambda agenda: add_session(agenda, "new", title="New"))
    document.select(("new",))
    document.try_run(lambda: document.workspace.jump(0))
    assert document.selected == ()


# other days ------------------------------------------------------------------------------------------------


def test_an_edge_a_typed_title_and_escape_know_their_day(hands_on: HandsOn) -> None:
    # an edge stays on its day
    driver = hands_on(*ROOMS, day(), day(NEXT, opens="12:00", closes="18:00"), talk("one", "hall", "09:00-09:30"))
    start = driver.on_block("one", TOP)
    driver.take(start, start - QPoint(0, 20))
    driver.move(tab(driver, 1))
    assert driver.page.document.day.date == DAY
    driver.does("next_day")
    assert driver.timeline.drag_controller.state is None
    driver.release()
    assert driver.steps == []

    # a title that is typed is kept when the day goes
    driver.anew()
    driver.click(driver.on_block("one"))
    driver.key(Key.Key_F2)
    driver.retype("Other")
    driver.does("next_day")
    assert (driver.timeline._title.isHidden(), driver.agenda.sessions["one"].title) == (True, "Other")

    # escape over another day shows the day from which it came
    driver.anew()
    driver.take(driver.on_block("one"), tab(driver, 1))
    assert driver.page.document.day.date == NEXT
    driver.key(Key.Key_Escape)
    driver.release()
    assert driver.page.document.day.date == DAY


def test_what_has_no_column_on_the_other_day_can_still_be_carried_there(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(NEXT), *ROOMS, room("foyer", 2, column=False), talk("one", "foyer", "09:00-09:30"),
        talk("two", "hall", "12:00-12:30"), talk("both", ("lab", "foyer"), "15:00-15:30"),
    )  # fmt: skip
    take_by_keys(driver, "one")
    driver.does("next_day")
    assert driver.target == "foyer 09:00-09:30"
    driver.key(Key.Key_Right)
    assert driver.target == "hall 09:00-09:30"
    driver.key(Key.Key_Escape)
    driver.does("previous_day")
    driver.page.document.select(("one", "two"))
    driver.take(driver.on_block("one"), tab(driver, 1))
    driver.move(driver.on_slot("lab", "10:00"))
    assert driver.held.others
    driver.key(Key.Key_Escape)
    driver.release()
    driver.does("previous_day")
    driver.take(driver.on_block("both"), tab(driver, 1))
    driver.move(driver.on_slot("hall", "10:00"))
    driver.release()
    assert driver.where("both").startswith("hall+foyer")


def test_a_room_that_is_hidden_is_still_where_the_hand_is(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"))
    take_by_keys(driver, "one")
    driver.does("hide_room")
    driver.timeline.canvas.setFocus()
    driver.key(Key.Key_Down)
    assert driver.target == "hall 09:05-10:05"
    driver.key(Key.Key_Right)
    assert driver.target == "lab 09:05-10:05"
    driver.key(Key.Key_Escape)


def test_what_is_shaded_is_that_of_the_day_that_is_shown(hands_on: HandsOn) -> None:
    there = (Span(DAY, minutes_of("08:00"), minutes_of("10:00")), Span(NEXT, minutes_of("14:00"), minutes_of("18:00")))
    driver = hands_on(
        *ROOMS, day(), day(NEXT), person("ada", availability=there),
        talk("one", "hall", "09:00-09:30", people=(speaker("ada"),)),
        talk("two", "lab", "16:00-17:00", people=(speaker("ada"),)),
    )  # fmt: skip
    driver.take_by(driver.on_block("one"), minutes=30)
    assert driver.timeline.drag_controller.state.grab.busy == ((minutes_of("16:00"), minutes_of("17:00")),)
    assert away(driver) == [("10:00", "18:00")]
    driver.move(tab(driver, 1))
    assert away(driver) == [("08:00", "14:00")]
    assert (minutes_of("16:00"), minutes_of("17:00")) not in driver.timeline.drag_controller.state.grab.busy


def away(driver: WindowDriver) -> list[tuple[str, str]]:
    """Return the times when people are away, within the hours of the day."""
    low, high = minutes_of("08:00"), minutes_of("18:00")
    parts: tuple[BlockedTime, ...] = driver.timeline.canvas.scene.shaded
    bounded = [(max(part.start, low), min(part.end, high)) for part in parts]
    return [(driver._time(start), driver._time(end)) for start, end in bounded if start < end]


def test_what_follows_makes_way_on_the_other_day_too(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS, day(), day(NEXT), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:00-10:00", on=NEXT)
    )
    take_by_keys(driver, "one")
    driver.key(Key.Key_R)
    driver.does("next_day")
    driver.key(Key.Key_Return)
    assert (driver.where("one"), driver.where("two")) == ("hall 09:00-09:30", "hall 09:30-10:30")


# the mouse -------------------------------------------------------------------------------------------------


def test_after_escape_the_mouse_chooses_nothing_until_it_is_let_go(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, *(talk(f"s{n}", "hall", f"{9 + n:02}:00-{10 + n:02}:00") for n in range(4)))
    driver.take(driver.on_block("s0"), driver.on_block("s1"))
    driver.key(Key.Key_Escape)
    driver.move(driver.on_block("s3"))
    driver.release()
    assert driver.page.document.selected == ("s0",)


def test_other_buttons_keys_and_zooms_do_not_drop_what_is_carried(hands_on: HandsOn) -> None:
    # another button does not drop
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"))
    driver.take(driver.on_block("one"), driver.on_slot("lab", "14:00"))
    for act in (QTest.mousePress, QTest.mouseRelease):
        act(driver.window.windowHandle(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, driver._at)
    assert driver.held.session.id == "one"
    driver.key(Key.Key_Escape)
    driver.release()
    assert driver.steps == []

    # outside and in again it lands where it is
    driver.anew()
    driver.take(driver.on_block("one"), driver.on(driver.page.inspector))
    assert driver.held.outside
    driver.move(driver.on_slot("lab", "14:30"))
    driver.release()
    assert driver.where("one") == "lab 14:00-15:00"

    # w does nothing to an edge
    driver.anew()
    driver.take_by(driver.on_block("one", TOP), minutes=20)
    driver.key(Key.Key_W)
    assert driver.target.startswith("hall")

    # zooming keeps what is carried at the pointer
    driver.anew()
    driver.take(driver.on_block("one"), driver.on_slot("lab", "12:00"))
    driver.timeline.canvas.zoom(1.5, 100)
    driver.move(driver.on_slot("lab", "10:30"))
    assert driver.target == "lab 10:00-11:00"

    # five pixels make it five minutes shorter in a fitted day
    driver.anew()
    driver.timeline.canvas.zoom(0.96 / driver.timeline.canvas.scale_now)
    end = driver.on_block("one", BOTTOM)
    driver.drag(end, end - QPoint(0, 5))
    assert driver.where("one") == "hall 09:00-09:55"


def test_the_right_button_lets_go_of_what_is_carried(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("waiting"))
    menus: list[object] = []
    driver.page.tray.cards.menu_requested.connect(menus.append)
    driver.timeline.canvas.menu_requested.connect(menus.append)
    chip = driver.page.tray.palette_chips.chips[0]
    for start in (
        "block",
        "card",
        "chip",
    ):
        at = {"block": driver.on_block("one"), "card": driver.on_card("waiting"), "chip": driver.on(chip)}[start]
        driver.take(at, driver.on_slot("lab", "14:00"))
        assert driver.held

        driver.right_click()

        assert (driver.timeline.drag_controller.state, driver.where("one")) == (None, "hall 09:00-10:00")
        driver.move(driver.on_slot("lab", "15:00"))  # the left button is still down
        assert driver.timeline.drag_controller.state is None
        driver.release()
        assert (driver.steps, menus, len(driver.agenda.sessions)) == ([], [], 2)
        driver.anew()


# outside the grid, and on a day's tab --------------------------------------------------------------------


def test_what_is_let_go_outside_the_timeline_stays_as_it_was(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("waiting"))
    starts = (
        driver.on_block("one"), driver.on_block("one", BOTTOM), driver.on_card("waiting"),
        driver.on(driver.page.tray.palette_chips.chips[0]),
    )  # fmt: skip
    for at, widget in product(starts, (driver.page.inspector, driver.page.timeline_page.bar.search)):
        driver.take(at, driver.on_slot("lab", "14:00"))
        assert driver.held.slots
        driver.on_screen()

        driver.move(driver.on(widget))

        assert (driver.held.outside, driver.held.slots, driver.timeline.view.ghost.lines(driver.held)) == (True, {}, [])
        assert painted_whole(driver)
        driver.release()
        assert (driver.steps, driver.where("one"), len(driver.agenda.sessions)) == ([], "hall 09:00-10:00", 2)
        assert painted_whole(driver)
        driver.anew()


def test_on_the_tab_of_a_day_it_keeps_its_time_and_its_rooms_if_it_has_any(hands_on: HandsOn) -> None:
    # on the tab of a day it keeps its time and its rooms
    driver = hands_on(day(), day(NEXT, opens="09:00"), *ROOMS, talk("one", "lab", "16:00-17:00"), talk("waiting"))
    driver.take(driver.on_block("one"), tab(driver, 1))
    assert driver.target == "lab 16:00-17:00"
    driver.release()
    where = driver.agenda.sessions["one"].placement
    assert where
    assert (driver.where("one"), where.span.day) == ("lab 16:00-17:00", NEXT)

    # what has no time yet gets none from a tab
    driver.anew()
    driver.drag(driver.on_card("waiting"), tab(driver, 1))
    assert (driver.where("waiting"), driver.steps) == ("tray", [])


def test_several_on_the_tab_of_a_day_that_opens_later_all_keep_their_times(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(NEXT, opens="14:00"), *ROOMS, talk("one", "lab", "09:00-10:00"), talk("two", "hall", "08:00-08:30")
    )  # fmt: skip
    driver.page.document.select(("one", "two"))

    driver.drag(driver.on_block("one"), tab(driver, 1))

    assert [driver.where(session) for session in ("one", "two")] == ["lab 09:00-10:00", "hall 08:00-08:30"]
    assert driver.page.document.day.date == NEXT


# neighbours ----------------------------------------------------------------------------------------------


def test_in_a_small_zoom_it_is_drawn_to_the_end_of_its_neighbour_and_says_so(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("lunch", "hall", "12:00-13:00"), talk("one", "lab", "15:00-15:30"))
    driver.timeline.canvas.zoom(
        0.96 / driver.timeline.canvas.scale_now
    )  # five minutes are 4.8 pixels, as in a fitted day
    start = driver.on_block("one")

    driver.take(start, start + driver.by(columns=-1, minutes=-123))
    assert (driver.target, driver.held.target.meets) == ("hall 13:00-13:30", (13 * 60,))
    driver.move(start + driver.by(columns=-1, minutes=-115))
    assert (driver.target, driver.held.target.meets) == ("hall 13:05-13:35", ())
    driver.move(start + driver.by(columns=-1, minutes=-123), ALT)
    assert driver.target != "hall 13:00-13:30"
    assert driver.held.target.meets == ()


def test_w_gives_one_room_to_what_took_the_whole_venue_until_it_is_dropped(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("lunch", (), "12:00-13:00", kind=Kind.MEAL))
    driver.take_by(driver.on_block("lunch"), minutes=30)
    driver.key(Key.Key_W)
    driver.move(driver.on_slot("lab", "14:00"))
    driver.release()
    assert driver.where("lunch") == "lab 13:30-14:30"


def test_the_top_of_a_short_session_does_not_go_up_when_it_is_pulled_down(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("short", "hall", "09:00-09:03"))
    driver.zoom_to(minutes_of("08:30"), 6 / driver.timeline.canvas.scale_now)
    driver.drag_by(driver.on_block("short", TOP), minutes=10)
    assert driver.where("short") == "hall 09:00-09:03"


def test_nothing_makes_way_for_what_is_cancelled(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS, talk("off", "hall", "09:00-10:00", status=Status.CANCELLED), talk("two", "lab", "10:00-11:00")
    )
    driver.drag(driver.on_block("off", MIDDLE), driver.on_slot("lab", "10:30"), SHIFT)
    assert (driver.where("off"), driver.where("two")) == ("lab 10:00-11:00", "lab 10:00-11:00")


# the view afterwards ----------------------------------------------------------------------------------------


def many_rooms(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for more rooms than the window shows."""
    rooms = [room(f"r{n:02}", n) for n in range(20)]
    return hands_on(*rooms, day(), day(NEXT), talk("one", "r00", "09:00-09:30"), talk("two", "r19", "09:00-09:30"))


def test_the_view_follows_what_is_dropped_and_carried_by_keys(hands_on: HandsOn) -> None:
    # the view stays where something was dropped
    driver = many_rooms(hands_on)
    driver.click(driver.on_block("one"))
    driver.take(driver.on_block("one"), driver.on_slot("r02", "10:00"))
    bar = driver.timeline.canvas.horizontalScrollBar()
    bar.setValue(bar.maximum())
    driver.move(driver.on_slot("r18", "11:00"))
    driver.release()
    assert (driver.where("one"), bar.value()) == ("r18 10:45-11:15", bar.maximum())
    driver.does("undo")
    assert bar.value() == 0
    driver.does("redo")
    assert bar.value() > 0

    # the view follows the hand of the keys to rooms out of sight
    driver.anew()
    take_by_keys(driver, "one")
    driver.key(*[Key.Key_Right] * 12)
    box = driver.timeline.view.ghost.boxes(driver.held, driver.timeline.view.grid)[0].translated(
        -driver.timeline.canvas.scene.area.topLeft()
    )
    assert driver.timeline.canvas.viewport().rect().contains(box.toRect())
    driver.key(Key.Key_Return)
    driver.key(*[Key.Key_Left] * 6, modifiers=ALT)
    assert driver.where("one") == "r06 09:00-09:30"
    assert driver.on_block("one")  # `on_block` checks that it is in sight


def test_what_is_undone_or_asked_about_is_brought_into_sight(hands_on: HandsOn) -> None:
    # what is undone on another day is shown there
    driver = many_rooms(hands_on)
    driver.page.document.apply(lambda agenda: place(agenda, "one", NEXT, minutes_of("10:00"), ("r01",)))
    driver.page.document.select(())
    driver.page.document.show_day(driver.agenda.day_of(DAY))
    driver.does("undo")
    driver.does("redo")
    assert driver.page.document.day.date == NEXT
    driver.does("undo")
    assert driver.page.document.day.date == DAY

    # what is asked about is brought into sight
    driver.anew("two")
    driver.timeline.canvas.horizontalScrollBar().setValue(0)
    driver.does("shift_rest")
    driver.page.reschedule_bar.time.setText("09:00")
    assert driver.timeline.canvas.horizontalScrollBar().value() > 0


# several at once, and commands that ask first ------------------------------------------------------------------


def test_all_that_is_selected_gets_longer_is_shifted_or_goes_to_the_tray(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-09:30"),
        talk("two", "lab", "09:00-09:30"),
        talk("next", "hall", "09:30-10:00"),
    )
    # many that went into the tray can be brought back at once
    driver.timeline.canvas.setFocus()
    driver.key(Key.Key_A, modifiers=CTRL)
    driver.key(Key.Key_Backspace)
    assert driver.where("one") == driver.where("two") == "tray"
    driver.push("Undo")
    assert driver.where("one") == "hall 09:00-09:30"

    # all that is selected gets longer and is shifted with what follows
    driver.anew("one", "two")
    driver.key(Key.Key_Down, modifiers=ALT | SHIFT)
    assert (driver.where("one"), driver.where("two")) == ("hall 09:00-09:35", "lab 09:00-09:35")
    driver.does("undo")
    driver.key(Key.Key_Down, modifiers=CTRL | SHIFT)
    assert (driver.where("one"), driver.where("two"), driver.where("next")) == (
        "hall 09:05-09:35", "lab 09:05-09:35", "hall 09:35-10:05",
    )  # fmt: skip
    driver.does("undo")
    driver.key(Key.Key_Right, modifiers=CTRL | SHIFT)
    assert (driver.where("one"), driver.where("two"), driver.where("next")) == (
        "hall 09:00-09:35", "lab 09:00-09:35", "hall 09:35-10:05",
    )  # fmt: skip


def test_an_exchange_that_would_clash_is_shown_and_asked_about_first(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-09:30"),
        talk("two", "lab", "10:00-11:00"),
        talk("next", "hall", "09:30-10:00"),
    )
    driver.selects("one", "two")
    driver.key(Key.Key_X)
    assert driver.page.reschedule_bar.isVisible()
    assert "“Next”" in driver.page.reschedule_bar.summary.text()
    assert driver.steps == []
    driver.key(Key.Key_Return)
    assert driver.where("two") == "hall 09:00-10:00"


def test_an_exchange_that_moves_nothing_says_so(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:00-09:30"))
    driver.page.document.apply(lambda agenda: edit(agenda, Session, "one", title="Other"))
    driver.page.document.select(("one", "two"))
    driver.does("swap")
    assert driver.window.notice.sentence.text() == "Nothing would move."


def test_rooms_that_are_too_small_for_any_of_a_selection_are_named(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), room("lab", 1, seats=10), talk("one", "hall", "09:00-09:30"),
        talk("two", "hall", "09:30-10:00", audience=50),
    )  # fmt: skip
    driver.page.document.select(("one", "two"))
    driver.take_by(driver.on_block("one"), minutes=60)
    assert list(driver.timeline.header.notes) == ["lab"]


# text of the label ----------------------------------------------------------------------------------------


def test_the_label_tells_of_shorter_breaks_and_by_keys_of_what_is_carried(hands_on: HandsOn) -> None:
    # breaks that become shorter are told
    driver = hands_on(
        *ROOMS, talk("one", "hall", "09:00-09:30"), talk("break", "", "09:40-10:10", kind=Kind.BREAK),
        talk("two", "hall", "10:10-10:40"),
    )  # fmt: skip
    driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=10), SHIFT)
    assert (
        driver.timeline.view.ghost.lines(driver.held)[0] == "09:10 – 09:40 · 1 session makes way · breaks give 10 min"
    )

    # what is carried by keys says which
    driver.anew()
    ghost = driver.timeline.view.ghost
    take_by_keys(driver, "one")
    assert len(ghost._rows(driver.held, 400)) == 2
    driver.key(Key.Key_Escape)
    driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=10))
    assert len(ghost._rows(driver.held, 400)) == 1
