"""Verbs on several sessions, or on one and all that follows it, by mouse and by keys."""

from dataclasses import replace

from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Kind
from tests.builders import day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, NONE, SHIFT, Key, WindowDriver, focused, painted_whole
from ui.plan.canvas.tile_content import TileContent

ROOMS = (room("hall"), room("lab", 1), room("den", 2))


CAST = (
    *ROOMS, person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("coffee", (), "09:45-10:05", kind=Kind.BREAK),
    talk("first", "hall", "10:05-10:35"),
    talk("beside", "lab", "10:05-10:50"),
    talk("second", "hall", "10:40-11:10"),
    talk("lunch", (), "11:30-12:30", kind=Kind.MEAL, pinned=True),
    talk("waiting", minutes=20),
)  # fmt: skip
"""A morning in the hall, a session beside it in the lab and a pinned lunch after it."""


def chosen(driver: WindowDriver) -> set[str]:
    return set(driver.plan.selected)


# selecting several ---------------------------------------------------------------------------------------


def test_clicks_with_control_a_band_and_control_a_select_several_that_move_as_one(driver: WindowDriver) -> None:
    first, beside = ("first", NONE), ("beside", CTRL)
    for clicks, expected in (
        ([first, beside], {"first", "beside"}),  # one more
        ([first, beside, ("first", CTRL)], {"beside"}),  # one less
        ([first, beside, ("beside", NONE)], {"beside"}),  # a click on one of several selects that one
    ):
        driver.anew()
        for name, held in clicks:
            driver.click(driver.on_tile(name), held)
        assert chosen(driver) == expected

    # a band selects what it touches
    driver.anew()
    driver.take(driver.on_slot("lab", "09:20"), driver.on_slot("hall", "10:10"))
    assert driver.canvas.scene.band is not None
    driver.release()
    assert (chosen(driver), driver.canvas.scene.band) == ({"keynote", "coffee", "first", "beside"}, None)

    # control a selects all of the day and escape nothing
    driver.key(Key.Key_A, modifiers=CTRL)
    assert len(chosen(driver)) == 6
    driver.key(Key.Key_Escape)
    assert chosen(driver) == set()

    # a selection keeps its shape over rooms and times, and is still selected
    driver.leads_to(
        lambda: driver.drag_by(driver.on_tile("first"), columns=1, minutes=180, modifiers=ALT),
        selected=("first", "beside"), steps=["Move 2 sessions"],
        first="lab 13:05-13:35", beside="den 13:05-13:50",
    )  # fmt: skip
    assert chosen(driver) == {"first", "beside"}

    # it stops as one at the edge
    driver.leads_to(
        lambda: driver.drag_by(driver.on_tile("first"), columns=2, minutes=30),
        selected=("first", "beside"), first="lab 10:35-11:05", beside="den 10:35-11:20",
    )  # fmt: skip

    # it moves by keys and by the hand of the keys
    driver.leads_to(
        lambda: driver.key(Key.Key_Down, modifiers=ALT),
        selected=("first", "beside"), first="hall 10:10-10:40", beside="lab 10:10-10:55",
    )  # fmt: skip
    driver.leads_to(
        lambda: driver.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_Return),
        lambda: driver.key(Key.Key_Return),  # it meets lunch, and so is asked about
        selected=("first", "beside"), first="lab 11:05-11:35", beside="den 11:05-11:50",
    )  # fmt: skip

    # with a pinned session it does not move
    driver.leads_to(
        lambda: driver.drag_by(driver.on_tile("first"), minutes=60),
        selected=("first", "lunch"), steps=[], first="hall 10:05-10:35",
    )  # fmt: skip
    assert driver.window.notice.isVisible()

    # it is put into the tray together
    driver.leads_to(
        lambda: driver.drag(driver.on_tile("first"), driver.on(driver.page.tray)),
        selected=("first", "second"), steps=["Return 2 sessions to “Not placed”"], first="tray", second="tray",
    )  # fmt: skip


# swapping places -----------------------------------------------------------------------------------------


def test_two_sessions_change_places_unless_one_is_pinned_and_all_that_it_shows_is_wiped(driver: WindowDriver) -> None:
    # dropped on the middle of the other
    for then in ("stay", "leave"):
        driver.anew()
        driver.take(driver.on_tile("first"), driver.on_tile("beside"))
        assert driver.held.target.swap == "beside"
        assert "⇄ with “Beside”" in driver.timeline.view.ghost.label.announcement_lines(driver.held)[0]
        driver.on_screen()
        if then == "leave":
            driver.move(driver.on_slot("den", "13:00"))
            assert driver.held.target.swap == ""
        assert painted_whole(driver)
    driver.leads_to(
        lambda: driver.drag(driver.on_tile("first"), driver.on_tile("beside")),
        steps=["Swap “First” and “Beside”"], first="lab 10:05-10:35", beside="hall 10:05-10:50",
    )  # fmt: skip

    # what is pinned changes places with nobody
    driver.anew()
    driver.take(driver.on_tile("first"), driver.on_tile("lunch"))
    assert driver.held.target.swap == ""


# following sessions --------------------------------------------------------------------------------------


def test_what_follows_makes_way_and_breaks_give_first(driver: WindowDriver) -> None:
    # with shift what follows makes way and breaks give first
    driver.take_by(driver.on_tile("keynote", BOTTOM), minutes=10, modifiers=SHIFT)
    driver.release(SHIFT)
    assert [driver.where(name) for name in ("keynote", "coffee", "first")] == [
        "hall 09:00-09:55", "everywhere 09:55-10:05", "hall 10:05-10:35",
    ]  # fmt: skip
    assert len(driver.steps) == 1
    driver.does("undo")
    assert driver.where("coffee") == "everywhere 09:45-10:05"

    # a session is moved with all that follows it
    driver.leads_to(
        lambda: driver.drag_by(driver.on_tile("first"), minutes=10, modifiers=SHIFT),
        first="hall 10:15-10:45", second="hall 10:50-11:20", beside="lab 10:05-10:50",
    )  # fmt: skip

    # what is left over is a clash that is shown before
    driver.anew()
    driver.take_by(driver.on_tile("first"), minutes=30, modifiers=SHIFT)
    assert any("Lunch" in line for line in driver.timeline.view.ghost.label.announcement_lines(driver.held))
    driver.key(Key.Key_Escape)
    driver.release(SHIFT)
    assert driver.steps == []

    # what comes from the tray pushes what begins there
    driver.leads_to(
        lambda: driver.drag(driver.on_card("waiting"), driver.on_slot("hall", "10:15"), SHIFT),
        waiting="hall 10:05-10:25", first="hall 10:25-10:55",
    )  # fmt: skip

    # r lets what follows make way in the hand of the keys
    driver.leads_to(
        lambda: driver.click(driver.on_tile("first")),
        lambda: driver.key(Key.Key_M, Key.Key_R, Key.Key_Down, Key.Key_Down, Key.Key_Return),
        first="hall 10:15-10:45", second="hall 10:50-11:20",
    )  # fmt: skip

    # a selection takes what follows with it
    driver.anew("first", "beside")
    driver.take_by(driver.on_tile("first"), minutes=10, modifiers=SHIFT)
    assert "1 session makes way" in driver.timeline.view.ghost.label.announcement_lines(driver.held)[0]
    driver.release(SHIFT)
    assert [driver.where(name) for name in ("first", "beside", "second")] == [
        "hall 10:15-10:45", "lab 10:15-11:00", "hall 10:50-11:20",
    ]  # fmt: skip
    assert (driver.steps, chosen(driver)) == (["Shift 2 sessions and what follows by 10 min"], {"first", "beside"})

    # what is pinned holds back what is shifted and the hand shows where
    driver.anew()
    driver.take_by(driver.on_tile("second"), minutes=120, modifiers=SHIFT)
    shown = driver.target
    driver.release(SHIFT)
    assert (driver.where("second"), shown) == ("hall 10:40-11:10", "hall 11:30-12:00")
    assert not driver.page.reschedule_bar.go.isEnabled()  # the hall would be double-booked
    driver.key(Key.Key_Escape)

    # a new break from the palette pushes what begins there
    driver.leads_to(
        lambda: driver.drag(
            driver.on(driver.page.tray.palette_chips.chips[0]), driver.on_slot("hall", "10:12"), SHIFT
        ),
        steps=["Put “Coffee” in and shift what follows"], first="hall 10:20-10:50", beside="lab 10:20-11:05",
    )  # fmt: skip
    (new,) = chosen(driver)
    assert driver.where(new) == "everywhere 10:05-10:20"
    driver.does("undo")
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:05-10:35", "lab 10:05-10:50")

    # f2 edits the title in its place, and escape leaves it
    driver.anew()
    driver.click(driver.on_tile("first"))
    for typed, key in (("Opening words", Key.Key_Return), ("Other", Key.Key_Escape)):
        driver.key(Key.Key_F2)
        driver.retype(typed, key)
        assert (driver.agenda.sessions["first"].title, focused()) == ("Opening words", driver.canvas)


def test_what_would_end_after_all_hours_is_shown_while_it_would(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS, day(closes="10:30"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:30")
    )
    before = driver.timeline.view.grid
    driver.take_by(driver.on_tile("one"), minutes=60, modifiers=SHIFT)
    assert driver.timeline.view.grid == replace(before, last=parse_clock_time("12:00"))
    driver.key(Key.Key_Escape)
    driver.release(SHIFT)
    assert driver.timeline.view.grid == before
    driver.does("insert_gap")
    driver.page.reschedule_bar.time.setText("09:30")
    driver.page.reschedule_bar.minutes.setValue(90)
    assert driver.timeline.view.grid.last == parse_clock_time("12:30")
    driver.key(Key.Key_Escape)
    assert driver.timeline.view.grid == before

    # in a fitted day nothing moves away below the pointer
    driver.does("fit")
    before = driver.timeline.view.grid
    driver.take_by(driver.on_tile("one"), minutes=60, modifiers=SHIFT)
    assert driver.timeline.view.grid == replace(before, last=parse_clock_time("12:00"))
    driver.release(SHIFT)
    hours, height = driver.timeline.view.grid, driver.canvas.viewport().height()
    assert hours.y(hours.closes) - hours.y(hours.opens) <= height


def shown(driver: WindowDriver) -> TileContent:
    """Return the content of the dragged tile."""
    return driver.timeline.view.ghost.content(driver.held, driver.held.session, driver.held.slot)


def test_a_carried_session_says_what_it_would_meet_and_not_what_it_meets(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-10:00"),
        talk("two", "hall", "09:30-10:30"),
        talk("far", "lab", "12:00-13:00"),
    )
    assert driver.timeline.view.source.model.contents["one"].grave
    driver.take_by(driver.on_tile("one"), columns=2)
    assert (shown(driver).reason, shown(driver).grave) == ("", False)
    driver.move(driver.on_slot("lab", "11:45"))
    assert (shown(driver).reason, shown(driver).grave) == ("Room double-booked at 12:00", True)
    assert driver.timeline.view.ghost.label.announcement_lines(driver.held)[1] == "Lab is taken from 12:00: “Far”."


# snapping ------------------------------------------------------------------------------------------------


def test_a_tile_snaps_to_its_neighbours_to_the_steps_of_the_grid_and_with_alt_to_minutes(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("odd", "hall", "09:00-09:33"), talk("free", "hall", "11:00-11:30"))
    start = driver.on_tile("free")
    driver.take(start, start + driver.by(minutes=-86))
    assert driver.target == "hall 09:33-10:03"
    driver.move(start + driver.by(minutes=-40))
    assert driver.target == "hall 10:20-10:50"
    driver.move(start + driver.by(minutes=-38), ALT)
    assert driver.target == "hall 10:22-10:52"
    driver.release(ALT)
    assert driver.where("free") == "hall 10:22-10:52"

    for minutes, lands, further in (
        (1, "11:07-11:37", "11:08-11:38"),
        (5, "11:05-11:35", "11:10-11:40"),
        (10, "11:10-11:40", "11:20-11:50"),
        (15, "11:00-11:30", "11:15-11:45"),
    ):
        driver.does_anew(f"snap_{minutes}")
        driver.set_zoom(10 * 60 + 30, 4 / driver.canvas.scale_now)
        driver.drag_by(driver.on_tile("free"), columns=1, minutes=7)
        assert driver.where("free") == f"lab {lands}"
        driver.key(Key.Key_Down, modifiers=ALT)
        assert driver.where("free") == f"lab {further}"
