"""Verbs on several sessions, or on one and all that follows it, by mouse and by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.domain.enums import Kind
from planner.domain.span import minutes_of
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, SHIFT, Key, WindowDriver, focused
from ui.state.canvas.block_content import BlockContent

pytestmark = pytest.mark.usefixtures("forms_sleep")

ROOMS = (room("hall"), room("lab", 1), room("den", 2))


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a morning in the hall, a session beside it in the lab and a pinned lunch after it."""
    return hands_on(
        *ROOMS, person("ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", (), "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35"),
        talk("beside", "lab", "10:05-10:50"),
        talk("second", "hall", "10:40-11:10"),
        talk("lunch", (), "11:30-12:30", kind=Kind.MEAL, pinned=True),
        talk("waiting", minutes=20),
    )  # fmt: skip


def chosen(driver: WindowDriver) -> set[str]:
    return set(driver.page.document.selected)


# selecting several ---------------------------------------------------------------------------------------


def test_control_and_a_click_selects_one_more_or_one_less(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    assert chosen(driver) == {"first", "beside"}
    driver.click(driver.on_block("first"), CTRL)
    assert chosen(driver) == {"beside"}


def test_a_band_selects_what_it_touches(driver: WindowDriver) -> None:
    start = driver.on_slot("lab", "09:20")
    driver.take(start, driver.on_slot("hall", "10:10"))
    assert driver.timeline.canvas.scene.band is not None
    driver.release()
    assert chosen(driver) == {"keynote", "coffee", "first", "beside"}
    assert driver.timeline.canvas.scene.band is None


def test_control_a_selects_all_of_the_day_and_escape_nothing(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.key(Key.Key_A, modifiers=CTRL)
    assert len(chosen(driver)) == 6
    driver.key(Key.Key_Escape)
    assert chosen(driver) == set()


def test_a_selection_keeps_its_shape_over_rooms_and_times(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    start = driver.on_block("first")
    driver.drag(start, start + driver.by(columns=1, minutes=180), ALT)
    assert (driver.where("first"), driver.where("beside")) == ("lab 13:05-13:35", "den 13:05-13:50")
    assert driver.steps == ["Move 2 sessions"]
    assert chosen(driver) == {"first", "beside"}


def test_a_selection_stops_as_one_at_the_edge(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    start = driver.on_block("first")
    driver.drag(start, start + driver.by(columns=2, minutes=60))
    assert (driver.where("first"), driver.where("beside")) == ("lab 11:05-11:35", "den 11:05-11:50")


def test_a_selection_with_a_pinned_session_does_not_move(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("lunch"), CTRL)
    start = driver.on_block("first")
    driver.drag(start, start + driver.by(minutes=60))
    assert (driver.where("first"), driver.steps) == ("hall 10:05-10:35", [])
    assert driver.window.notice.isVisible()


def test_a_click_on_one_of_several_selects_that_one(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    driver.click(driver.on_block("beside"))
    assert chosen(driver) == {"beside"}


def test_a_selection_is_put_into_the_tray_together(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("second"), CTRL)
    driver.drag(driver.on_block("first"), driver.on(driver.page.tray))
    assert driver.where("first") == driver.where("second") == "tray"
    assert driver.steps == ["Return 2 sessions to the tray"]


def test_a_selection_moves_by_keys_and_by_the_hand_of_the_keys(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    driver.key(Key.Key_Down, modifiers=ALT)
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:10-10:40", "lab 10:10-10:55")
    driver.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_Return)
    assert (driver.where("first"), driver.where("beside")) == ("lab 11:10-11:40", "den 11:10-11:55")


# swapping places -----------------------------------------------------------------------------------------


def test_two_sessions_change_places_when_one_is_dropped_on_the_middle_of_the_other(driver: WindowDriver) -> None:
    driver.take(driver.on_block("first"), driver.on_block("beside"))
    assert driver.held.target.swap == "beside"
    assert "⇄ with “Beside”" in driver.timeline.view.ghost.lines(driver.held)[0]
    driver.release()
    assert (driver.where("first"), driver.where("beside")) == ("lab 10:05-10:35", "hall 10:05-10:50")
    assert driver.steps == ["Swap “First” and “Beside”"]


@pytest.mark.parametrize("then", ["stay", "leave"])
def test_all_that_an_exchange_shows_is_painted_and_wiped(driver: WindowDriver, then: str) -> None:
    driver.take(driver.on_block("first"), driver.on_block("beside"))
    assert driver.held.target.swap == "beside"
    driver.on_screen()
    if then == "leave":
        driver.move(driver.on_slot("den", "13:00"))
        assert driver.held.target.swap == ""
    seen = driver.on_screen()
    driver.timeline.canvas.viewport().update()

    assert seen == driver.on_screen()
    driver.key(Key.Key_Escape)
    driver.release()


def test_what_is_pinned_changes_places_with_nobody(driver: WindowDriver) -> None:
    driver.take(driver.on_block("first"), driver.on_block("lunch"))
    assert driver.held.target.swap == ""
    driver.key(Key.Key_Escape)
    driver.release()


# following sessions --------------------------------------------------------------------------------------


def test_with_shift_what_follows_makes_way_and_breaks_give_first(driver: WindowDriver) -> None:
    edge = driver.on_block("keynote", BOTTOM)
    driver.take(edge, edge + driver.by(minutes=10), SHIFT)
    assert driver.held.change is not None
    driver.release(SHIFT)
    assert driver.where("keynote") == "hall 09:00-09:55"
    assert driver.where("coffee") == "everywhere 09:55-10:05"
    assert driver.where("first") == "hall 10:05-10:35"
    assert len(driver.steps) == 1
    driver.does("undo")
    assert driver.where("coffee") == "everywhere 09:45-10:05"


def test_a_session_is_moved_with_all_that_follows_it(driver: WindowDriver) -> None:
    start = driver.on_block("first")
    driver.drag(start, start + driver.by(minutes=10), SHIFT)
    assert (driver.where("first"), driver.where("second")) == ("hall 10:15-10:45", "hall 10:50-11:20")
    assert driver.where("beside") == "lab 10:05-10:50"


def test_what_is_left_over_is_a_clash_that_is_shown_before(driver: WindowDriver) -> None:
    start = driver.on_block("first")
    driver.take(start, start + driver.by(minutes=30), SHIFT)
    assert any("Lunch" in line for line in driver.timeline.view.ghost.lines(driver.held))
    driver.key(Key.Key_Escape)
    driver.release(SHIFT)
    assert driver.steps == []


def test_what_comes_from_the_tray_pushes_what_begins_there(driver: WindowDriver) -> None:
    driver.drag(driver.on_card("waiting"), driver.on_slot("hall", "10:15"), SHIFT)
    assert driver.where("waiting") == "hall 10:05-10:25"
    assert driver.where("first") == "hall 10:25-10:55"


def test_r_lets_what_follows_make_way_in_the_hand_of_the_keys(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.key(Key.Key_M, Key.Key_R, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert (driver.where("first"), driver.where("second")) == ("hall 10:15-10:45", "hall 10:50-11:20")


def test_a_selection_takes_what_follows_with_it(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    start = driver.on_block("first")
    driver.take(start, start + driver.by(minutes=10), SHIFT)
    assert "1 session makes way" in driver.timeline.view.ghost.lines(driver.held)[0]
    driver.release(SHIFT)
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:15-10:45", "lab 10:15-11:00")
    assert driver.where("second") == "hall 10:50-11:20"
    assert driver.steps == ["Shift 2 sessions and what follows by 10 min"]
    assert chosen(driver) == {"first", "beside"}


def test_what_is_pinned_holds_back_what_is_shifted_and_the_hand_shows_where(driver: WindowDriver) -> None:
    start = driver.on_block("second")
    driver.take(start, start + driver.by(minutes=120), SHIFT)
    shown = driver.target
    driver.release(SHIFT)
    assert driver.where("second") == shown == "hall 11:30-12:00"


def test_a_new_break_from_the_palette_pushes_what_begins_there(driver: WindowDriver) -> None:
    chip = driver.page.tray.palette_chips.chips[0]
    driver.drag(driver.on(chip), driver.on_slot("hall", "10:12"), SHIFT)
    (new,) = chosen(driver)
    assert driver.where(new) == "everywhere 10:05-10:20"
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:20-10:50", "lab 10:20-11:05")
    assert driver.steps == ["Put “Coffee” in and shift what follows"]
    driver.does("undo")
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:05-10:35", "lab 10:05-10:50")


def test_what_would_end_after_all_hours_is_shown_while_it_would(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS, day(closes="10:30"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:30")
    )
    before, start = driver.timeline.view.grid, driver.on_block("one")
    driver.take(start, start + driver.by(minutes=60), SHIFT)
    assert driver.timeline.view.grid == replace(before, last=minutes_of("12:00"))
    driver.key(Key.Key_Escape)
    driver.release(SHIFT)
    assert driver.timeline.view.grid == before
    driver.does("insert_gap")
    bar = driver.page.reschedule_bar
    bar.time.setText("09:30")
    bar.minutes.setValue(90)
    assert driver.timeline.view.grid.last == minutes_of("12:30")
    driver.key(Key.Key_Escape)
    assert driver.timeline.view.grid == before


def test_in_a_fitted_day_nothing_moves_away_below_the_pointer(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS, day(closes="10:30"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:30")
    )
    driver.does("fit")
    before, start = driver.timeline.view.grid, driver.on_block("one")
    driver.take(start, start + driver.by(minutes=60), SHIFT)
    assert driver.timeline.view.grid == replace(before, last=minutes_of("12:00"))
    driver.release(SHIFT)
    assert driver.timeline.view.grid.height <= driver.timeline.canvas.viewport().height() + 1


def shown(driver: WindowDriver) -> BlockContent:
    """Return the content of the dragged block."""
    held = driver.held
    assert held.slot
    return driver.timeline.view.ghost.content(held, held.session, held.slot)


def test_a_carried_session_says_what_it_would_meet_and_not_what_it_meets(hands_on: HandsOn) -> None:
    driver = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-10:00"),
        talk("two", "hall", "09:30-10:30"),
        talk("far", "lab", "12:00-13:00"),
    )
    assert driver.timeline.view.source.model.contents["one"].grave
    start = driver.on_block("one")
    driver.take(start, start + driver.by(columns=2))
    assert (shown(driver).reason, shown(driver).grave) == ("", False)
    driver.move(driver.on_slot("lab", "11:45"))
    assert (shown(driver).reason, shown(driver).grave) == ("Room taken twice at 12:00", True)
    assert driver.timeline.view.ghost.lines(driver.held)[1] == "Lab is taken from 12:00: “Far”."
    driver.key(Key.Key_Escape)
    driver.release()


# snapping ------------------------------------------------------------------------------------------------


def test_a_block_snaps_to_its_neighbours_and_with_alt_to_minutes(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("odd", "hall", "09:00-09:33"), talk("free", "hall", "11:00-11:30"))
    start = driver.on_block("free")
    driver.take(start, start + driver.by(minutes=-86))
    assert driver.target == "hall 09:33-10:03"
    driver.move(start + driver.by(minutes=-40))
    assert driver.target == "hall 10:20-10:50"
    driver.move(start + driver.by(minutes=-38), ALT)
    assert driver.target == "hall 10:22-10:52"
    driver.release(ALT)
    assert driver.where("free") == "hall 10:22-10:52"


# days ----------------------------------------------------------------------------------------------------


def test_over_the_tab_of_another_day_it_goes_there(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, day(), day(DAY + timedelta(days=1)), talk("one", "hall", "09:00-09:30"))
    tabs = driver.page.timeline_page.day_tabs
    driver.take(driver.on_block("one"), tabs.mapTo(driver.window, tabs.tabRect(1).center()))
    assert driver.page.document.day.date == DAY + timedelta(days=1)
    driver.move(driver.on_slot("lab", "13:15"))
    driver.release()
    placement = driver.agenda.sessions["one"].placement
    assert placement
    assert (placement.span.day, driver.where("one")) == (DAY + timedelta(days=1), "lab 13:00-13:30")


# titles --------------------------------------------------------------------------------------------------


def test_f2_edits_the_title_in_its_place(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.key(Key.Key_F2)
    driver.retype("Opening words")
    driver.key(Key.Key_Return)
    assert driver.agenda.sessions["first"].title == "Opening words"
    assert focused() is driver.timeline.canvas
    driver.key(Key.Key_F2)
    driver.retype("Other")
    driver.key(Key.Key_Escape)
    assert driver.agenda.sessions["first"].title == "Opening words"


# the grid ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "lands"), [(1, "09:07"), (5, "09:05"), (10, "09:10"), (15, "09:00")])
def test_the_grid_has_steps_of_one_five_ten_or_fifteen_minutes(hands_on: HandsOn, minutes: int, lands: str) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"))
    driver.does(f"snap_{minutes}")
    driver.timeline.canvas.zoom(4 / driver.timeline.canvas.scale_now)
    driver.timeline.frame.scroll_to_minute(8 * 60 + 30)
    start = driver.on_block("one")
    driver.drag(start, start + driver.by(columns=1, minutes=7))
    assert driver.where("one").startswith(f"lab {lands}")
    driver.click(driver.on_block("one"))
    driver.key(Key.Key_Down, modifiers=ALT)
    placement = driver.agenda.sessions["one"].placement
    assert placement
    hours, rest = lands.split(":")
    assert placement.span.start == int(hours) * 60 + int(rest) + minutes
