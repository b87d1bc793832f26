"""A drag during other changes: of the day, the rooms, the zoom, and from elsewhere."""

from datetime import timedelta
from itertools import product

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place
from planner.domain.entities import Day, Room, Session
from planner.domain.span import Span, parse_clock_time
from planner.domain.value_objects import Kind, Status
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, MIDDLE, SHIFT, TOP, Key, WindowDriver, label, painted_whole

NEXT = DAY + timedelta(days=1)


def tab(driver: WindowDriver, n: int) -> QPoint:
    """Return the middle of a day's tab."""
    tabs = driver.page.timeline_page.day_tabs
    return tabs.mapTo(driver.window, tabs.tabRect(n).center())


def take_by_keys(driver: WindowDriver, session: str, *keys: Key) -> None:
    """Take a session into the hand, and press keys."""
    driver.key(Key.Key_M, *keys, of=session)


# changes from elsewhere ------------------------------------------------------------------------------------


def test_a_change_lets_go_of_what_is_in_the_hand_but_a_hidden_room_does_not(hands_on: HandsOn) -> None:
    driver = hands_on(talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"))
    take_by_keys(driver, "one", Key.Key_R, Key.Key_Down)
    driver.key(Key.Key_Delete, modifiers=CTRL)
    assert driver.timeline.drag_controller.state is None
    driver.key(Key.Key_Return)
    driver.does("undo")
    take_by_keys(driver, "one", Key.Key_R, Key.Key_Down)
    driver.document.apply(lambda agenda: edit(agenda, Session, "one", title="Other"))
    assert (driver.timeline.drag_controller.state, driver.where("one")) == (None, "hall 09:00-10:00")

    # a room that is hidden is still where the hand is
    driver.anew()
    take_by_keys(driver, "one")
    driver.does("hide_room")
    driver.key_in(driver.canvas, Key.Key_Down)
    assert driver.target == "hall 09:05-10:05"
    driver.key(Key.Key_Right)
    assert driver.target == "lab 09:05-10:05"

    # a step back that takes the selected session and changes the day finds nobody selected
    driver.anew()
    driver.document.apply(lambda agenda: edit(agenda, Day, DAY.isoformat(), closes=parse_clock_time("20:00")))
    driver.document.apply(lambda agenda: add_session(agenda, "new", title="New"))
    driver.plan.select(("new",))
    driver.document.try_run(lambda: driver.workspace.go_to_position(0))
    assert driver.plan.selected == ()


# other days ------------------------------------------------------------------------------------------------


def test_over_the_tab_of_a_day_it_keeps_its_time_and_rooms_and_an_edge_and_escape_know_theirs(
    hands_on: HandsOn,
) -> None:
    # it keeps its time and its rooms, though the day opens later, and so do several
    driver = hands_on(
        day(), day(NEXT, opens="14:00"), talk("one", "lab", "09:00-10:00"), talk("two", "hall", "08:00-08:30"),
        talk("waiting"),
    )  # fmt: skip
    for chosen in (("one",), ("one", "two")):
        driver.anew(*chosen)
        driver.take(driver.on_tile("one"), tab(driver, 1))
        assert driver.target == "lab 09:00-10:00"
        driver.release()
        assert [driver.where(name) for name in ("one", "two")] == ["lab 09:00-10:00", "hall 08:00-08:30"]
        assert (driver.plan.day.date, {*driver.timeline.view.source.model.keys}) == (NEXT, {*chosen})

    # what has no time yet gets none from a tab
    driver.leads_to(lambda: driver.drag(driver.on_card("waiting"), tab(driver, 1)), steps=[], waiting="tray")

    # an edge stays on its day
    driver.anew()
    start = driver.on_tile("one", TOP)
    driver.take(start, start - QPoint(0, 20))
    driver.move(tab(driver, 1))
    assert driver.plan.day.date == DAY
    driver.does("next_day")
    assert driver.timeline.drag_controller.state is None
    driver.release()
    assert driver.steps == []

    # a title that is typed is kept when the day goes
    driver.anew()
    driver.click(driver.on_tile("one"))
    driver.key(Key.Key_F2)
    driver.retype("Other")
    driver.does("next_day")
    assert (driver.timeline.title_editor.isHidden(), driver.agenda.sessions["one"].title) == (True, "Other")

    # escape over another day shows the day from which it came
    driver.anew()
    driver.take(driver.on_tile("one"), tab(driver, 1))
    assert driver.plan.day.date == NEXT
    driver.give_up()
    assert driver.plan.day.date == DAY


def test_what_has_no_column_on_the_other_day_can_still_be_carried_there(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(NEXT), room("hall"), room("lab", 1), room("foyer", 2, column=False),
        talk("one", "foyer", "09:00-09:30"), talk("two", "hall", "12:00-12:30"),
        talk("both", ("lab", "foyer"), "15:00-15:30"),
    )  # fmt: skip
    take_by_keys(driver, "one")
    driver.does("next_day")
    assert driver.target == "foyer 09:00-09:30"
    driver.key(Key.Key_Right)
    assert driver.target == "hall 09:00-09:30"
    driver.anew("one", "two")
    driver.take(driver.on_tile("one"), tab(driver, 1))
    driver.move(driver.on_slot("lab", "10:00"))
    assert driver.held.others
    driver.leads_to(
        lambda: driver.drag_over(driver.on_tile("both"), tab(driver, 1), driver.on_slot("hall", "10:00")),
        both="hall+foyer 09:45-10:15",
    )


def test_what_is_shaded_and_makes_way_is_that_of_the_day_that_is_shown(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(NEXT), person("ada", availability=(Span(DAY, 8 * 60, 10 * 60), Span(NEXT, 14 * 60, 18 * 60))),
        talk("one", "hall", "09:00-09:30", people=(speaker("ada"),)),
        talk("two", "lab", "16:00-17:00", people=(speaker("ada"),)), talk("then", "hall", "09:00-10:00", on=NEXT),
    )  # fmt: skip
    afternoon = (parse_clock_time("16:00"), parse_clock_time("17:00"))
    driver.take_by(driver.on_tile("one"), minutes=30)
    assert driver.held.grab.busy_times == (afternoon,)
    assert away(driver) == [("10:00", "18:00")]
    driver.move(tab(driver, 1))
    assert away(driver) == [("08:00", "14:00")]
    assert afternoon not in driver.held.grab.busy_times

    driver.leads_to(
        lambda: take_by_keys(driver, "one", Key.Key_R),
        lambda: driver.does("next_day"),
        lambda: driver.key(Key.Key_Return),
        one="hall 09:00-09:30", then="hall 09:30-10:30",
    )  # fmt: skip


def away(driver: WindowDriver) -> list[tuple[str, str]]:
    """Return the times when people are away, within the hours of the day."""
    low, high = parse_clock_time("08:00"), parse_clock_time("18:00")
    bounded = [(max(part.start, low), min(part.end, high)) for part in driver.canvas.scene.shaded]
    return [(driver._time(start), driver._time(end)) for start, end in bounded if start < end]


# the mouse -------------------------------------------------------------------------------------------------


def test_what_is_carried_is_dropped_only_on_the_grid_and_not_by_another_button(hands_on: HandsOn) -> None:
    driver = hands_on(talk("one", "hall", "09:00-10:00"), talk("waiting"))
    canvas, chip = driver.canvas, driver.page.tray.palette_chips.chips[0]

    # what is let go outside the timeline stays as it was
    starts = (driver.on_tile("one"), driver.on_tile("one", BOTTOM), driver.on_card("waiting"), driver.on(chip))
    for at, widget in product(starts, (driver.page.inspector, driver.page.timeline_page.bar.search)):
        driver.take(at, driver.on_slot("lab", "14:00"))
        assert driver.held.slots
        driver.on_screen()

        driver.move(driver.on(widget))

        assert (
            driver.held.outside,
            driver.held.slots,
            driver.timeline.view.ghost.label.announcement_lines(driver.held),
        ) == (
            True,
            {},
            [],
        )
        assert painted_whole(driver)
        driver.release()
        assert (driver.steps, driver.where("one"), len(driver.agenda.sessions)) == ([], "hall 09:00-10:00", 2)
        assert painted_whole(driver)
        driver.anew()

    # another button does not drop
    driver.take(driver.on_tile("one"), driver.on_slot("lab", "14:00"))
    for act in (QTest.mousePress, QTest.mouseRelease):
        act(driver.window.windowHandle(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, driver._at)
    assert driver.held.session.id == "one"
    driver.give_up()
    assert driver.steps == []

    # outside and in again it lands where it is
    driver.leads_to(
        lambda: driver.drag_over(
            driver.on_tile("one"), driver.on(driver.page.inspector), driver.on_slot("lab", "14:30")
        ),
        one="lab 14:00-15:00",
    )

    # w does nothing to an edge
    driver.anew()
    driver.take_by(driver.on_tile("one", TOP), minutes=20)
    driver.key(Key.Key_W)
    assert driver.target.startswith("hall")

    # zooming keeps what is carried at the pointer
    driver.anew()
    driver.take(driver.on_tile("one"), driver.on_slot("lab", "12:00"))
    canvas.zoom(1.5, 100)
    driver.move(driver.on_slot("lab", "10:30"))
    assert driver.target == "lab 10:00-11:00"

    # five pixels make it five minutes shorter in a fitted day
    driver.anew()
    canvas.zoom(0.96 / canvas.scale_now)
    end = driver.on_tile("one", BOTTOM)
    driver.drag(end, end - QPoint(0, 5))
    assert driver.where("one") == "hall 09:00-09:55"


# neighbours ----------------------------------------------------------------------------------------------


def test_what_is_small_whole_or_cancelled_lands_where_it_is_seen(hands_on: HandsOn) -> None:
    driver = hands_on(
        talk("lunch", (), "12:00-13:00", kind=Kind.MEAL), talk("one", "lab", "15:00-15:30"),
        talk("short", "hall", "09:00-09:03"), talk("off", "hall", "16:00-17:00", status=Status.CANCELLED),
        talk("two", "lab", "10:00-11:00"),
    )  # fmt: skip

    # nothing makes way for what is cancelled
    driver.leads_to(
        lambda: driver.drag(driver.on_tile("off", MIDDLE), driver.on_slot("lab", "10:30"), SHIFT),
        off="lab 10:00-11:00", two="lab 10:00-11:00",
    )  # fmt: skip

    # w gives one room to what took the whole venue until it is dropped
    driver.leads_to(
        lambda: driver.take_by(driver.on_tile("lunch"), minutes=30),
        lambda: driver.key(Key.Key_W),
        lambda: driver.move(driver.on_slot("lab", "14:00")),
        driver.release,
        lunch="lab 13:30-14:30",
    )

    # in a small zoom it is drawn to the end of its neighbour and says so
    driver.anew()
    driver.canvas.zoom(0.96 / driver.canvas.scale_now)  # five minutes are 4.8 pixels, as in a fitted day
    start = driver.on_tile("one")
    driver.take(start, start + driver.by(columns=-1, minutes=-123))
    assert (driver.target, driver.held.target.meets) == ("hall 13:00-13:30", (13 * 60,))
    driver.move(start + driver.by(columns=-1, minutes=-115))
    assert (driver.target, driver.held.target.meets) == ("hall 13:05-13:35", ())
    driver.move(start + driver.by(columns=-1, minutes=-123), ALT)
    assert (driver.target != "hall 13:00-13:30", driver.held.target.meets) == (True, ())

    # the top of a short session does not go up when it is pulled down
    driver.leads_to(
        lambda: driver.set_zoom(parse_clock_time("08:30"), 6 / driver.canvas.scale_now),
        lambda: driver.drag_by(driver.on_tile("short", TOP), minutes=10),
        short="hall 09:00-09:03",
    )


# the view afterwards ----------------------------------------------------------------------------------------


def test_the_view_follows_what_is_dropped_carried_by_keys_undone_or_asked_about(hands_on: HandsOn) -> None:
    # the view stays where something was dropped
    driver = hands_on(
        *(room(f"r{n:02}", n) for n in range(20)), day(), day(NEXT), talk("one", "r00", "09:00-09:30"),
        talk("two", "r19", "09:00-09:30"),
    )  # fmt: skip
    document, bar = driver.document, driver.canvas.horizontalScrollBar()
    driver.click(driver.on_tile("one"))
    driver.take(driver.on_tile("one"), driver.on_slot("r02", "10:00"))
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
    take_by_keys(driver, "one", *[Key.Key_Right] * 12)
    box = driver.timeline.view.ghost.boxes(driver.held, driver.timeline.view.grid)[0].translated(
        -driver.canvas.scene.area.topLeft()
    )
    assert driver.canvas.viewport().rect().contains(box.toRect())
    driver.key(Key.Key_Return)
    driver.key(*[Key.Key_Left] * 6, modifiers=ALT)
    assert driver.where("one") == "r06 09:00-09:30"
    assert driver.on_tile("one")  # `on_tile` checks that it is in sight

    # what is undone on another day is shown there
    driver.anew()
    document.apply(lambda agenda: place(agenda, "one", NEXT, parse_clock_time("10:00"), ("r01",)))
    document.plan.select(())
    document.plan.show_day(driver.agenda.day_with_date(DAY))
    driver.does("undo", "redo")
    assert document.plan.day.date == NEXT
    driver.does("undo")
    assert document.plan.day.date == DAY

    # what is asked about is brought into sight
    driver.anew("two")
    bar.setValue(0)
    driver.does("shift_rest")
    driver.page.reschedule_bar.time.setText("09:00")
    assert bar.value() > 0


# several at once, and commands that ask first ------------------------------------------------------------------


def test_all_that_is_selected_gets_longer_is_shifted_exchanged_or_goes_to_the_tray(hands_on: HandsOn) -> None:
    driver = hands_on(
        talk("one", "hall", "09:00-09:30"), talk("two", "lab", "10:00-11:00", audience=50),
        talk("next", "hall", "09:30-10:00"), talk("here", "lab", "14:00-14:30"), talk("also", "lab", "14:00-14:30"),
    )  # fmt: skip

    # many that went into the tray can be brought back at once
    driver.key_in(driver.canvas, Key.Key_A, modifiers=CTRL)
    driver.key(Key.Key_Backspace)
    assert driver.where("one") == driver.where("two") == "tray"
    driver.push("Undo")
    assert driver.where("one") == "hall 09:00-09:30"

    # all that is selected gets longer, and is shifted or runs over with what follows
    for key, modifiers, one, two, then in (
        (Key.Key_Down, ALT | SHIFT, "hall 09:00-09:35", "lab 10:00-11:05", "hall 09:30-10:00"),
        (Key.Key_Down, CTRL | SHIFT, "hall 09:05-09:35", "lab 10:05-11:05", "hall 09:35-10:05"),
        (Key.Key_Right, CTRL | SHIFT, "hall 09:00-09:35", "lab 10:00-11:05", "hall 09:35-10:05"),
    ):
        driver.key_anew(key, modifiers=modifiers, of=("one", "two"))
        assert [driver.where(name) for name in ("one", "two", "next")] == [one, two, then]

    # an exchange that would clash is shown and asked about first
    driver.key_anew(Key.Key_X, of=("one", "two"))
    assert driver.page.reschedule_bar.isVisible()
    assert "“Next”" in driver.page.reschedule_bar.summary.text()
    assert driver.steps == []
    driver.key(Key.Key_Return)
    assert driver.where("two") == "hall 09:00-10:00"

    # an exchange that moves nothing says so
    driver.does_anew("swap", of=("here", "also"))
    assert driver.window.notice.sentence.text() == "Nothing to move."

    # rooms that are too small for any of a selection are named
    driver.anew()
    driver.document.apply(lambda agenda: edit(agenda, Room, "lab", seats=10))
    driver.plan.select(("one", "two"))
    driver.take_by(driver.on_tile("one"), minutes=60)
    assert list(driver.timeline.header.notes) == ["lab"]


# text of the label ----------------------------------------------------------------------------------------


def test_the_label_tells_of_shorter_breaks_and_by_keys_of_what_is_carried(hands_on: HandsOn) -> None:
    # breaks that become shorter are told
    driver = hands_on(
        talk("one", "hall", "09:00-09:30"), talk("break", "", "09:40-10:10", kind=Kind.BREAK),
        talk("two", "hall", "10:10-10:40"),
    )  # fmt: skip
    ghost = driver.timeline.view.ghost
    driver.take_by(driver.on_tile("one"), minutes=10, modifiers=SHIFT)
    assert ghost.label.announcement_lines(driver.held)[0] == "09:10 – 09:40 · 1 session makes way · breaks give 10 min"

    # what is carried by keys says which
    driver.anew()
    take_by_keys(driver, "one")
    assert label(driver)[1:] == [ghost.label.hint]
