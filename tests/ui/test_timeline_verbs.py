"""Verbs on several sessions, or on one and all that follows it, by mouse and by keys."""

from dataclasses import replace

import pytest

from planner.domain.enums import Kind
from planner.domain.span import minutes_of
from tests.builders import day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, SHIFT, Key, WindowDriver, focused, painted_whole
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


def test_clicks_with_control_a_band_and_control_a_select_several(driver: WindowDriver) -> None:
    # control and a click selects one more or one less
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    assert chosen(driver) == {"first", "beside"}
    driver.click(driver.on_block("first"), CTRL)
    assert chosen(driver) == {"beside"}

    # a click on one of several selects that one
    driver.anew()
    driver.click(driver.on_block("first"))
    driver.click(driver.on_block("beside"), CTRL)
    driver.click(driver.on_block("beside"))
    assert chosen(driver) == {"beside"}

    # a band selects what it touches
    driver.anew()
    driver.take(driver.on_slot("lab", "09:20"), driver.on_slot("hall", "10:10"))
    assert driver.timeline.canvas.scene.band is not None
    driver.release()
    assert (chosen(driver), driver.timeline.canvas.scene.band) == ({"keynote", "coffee", "first", "beside"}, None)

    # control a selects all of the day and escape nothing
    driver.anew()
    driver.click(driver.on_block("first"))
    driver.key(Key.Key_A, modifiers=CTRL)
    assert len(chosen(driver)) == 6
    driver.key(Key.Key_Escape)
    assert chosen(driver) == set()


def test_a_selection_moves_as_one_and_not_at_all_with_a_pinned_session(driver: WindowDriver) -> None:
    # a selection keeps its shape over rooms and times
    driver.selects("first", "beside")
    driver.drag_by(driver.on_block("first"), columns=1, minutes=180, modifiers=ALT)
    assert (driver.where("first"), driver.where("beside")) == ("lab 13:05-13:35", "den 13:05-13:50")
    assert (driver.steps, chosen(driver)) == (["Move 2 sessions"], {"first", "beside"})

    # a selection stops as one at the edge
    driver.anew("first", "beside")
    driver.drag_by(driver.on_block("first"), columns=2, minutes=60)
    assert (driver.where("first"), driver.where("beside")) == ("lab 11:05-11:35", "den 11:05-11:50")

    # a selection moves by keys and by the hand of the keys
    driver.anew("first", "beside")
    driver.key(Key.Key_Down, modifiers=ALT)
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:10-10:40", "lab 10:10-10:55")
    driver.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_Return)
    assert (driver.where("first"), driver.where("beside")) == ("lab 11:10-11:40", "den 11:10-11:55")

    # a selection with a pinned session does not move
    driver.anew("first", "lunch")
    driver.drag_by(driver.on_block("first"), minutes=60)
    assert (driver.where("first"), driver.steps, driver.window.notice.isVisible()) == ("hall 10:05-10:35", [], True)

    # a selection is put into the tray together
    driver.anew("first", "second")
    driver.drag(driver.on_block("first"), driver.on(driver.page.tray))
    assert driver.where("first") == driver.where("second") == "tray"
    assert driver.steps == ["Return 2 sessions to the tray"]


# swapping places -----------------------------------------------------------------------------------------


def test_two_sessions_change_places_unless_one_is_pinned(driver: WindowDriver) -> None:
    # two sessions change places when one is dropped on the middle of the other
    driver.take(driver.on_block("first"), driver.on_block("beside"))
    assert driver.held.target.swap == "beside"
    assert "⇄ with “Beside”" in driver.timeline.view.ghost.lines(driver.held)[0]
    driver.release()
    assert (driver.where("first"), driver.where("beside")) == ("lab 10:05-10:35", "hall 10:05-10:50")
    assert driver.steps == ["Swap “First” and “Beside”"]

    # what is pinned changes places with nobody
    driver.anew()
    driver.take(driver.on_block("first"), driver.on_block("lunch"))
    assert driver.held.target.swap == ""
    driver.key(Key.Key_Escape)


def test_all_that_an_exchange_shows_is_painted_and_wiped(driver: WindowDriver) -> None:
    for then in (
        "stay",
        "leave",
    ):
        driver.take(driver.on_block("first"), driver.on_block("beside"))
        assert driver.held.target.swap == "beside"
        driver.on_screen()
        if then == "leave":
            driver.move(driver.on_slot("den", "13:00"))
            assert driver.held.target.swap == ""
        assert painted_whole(driver)
        driver.key(Key.Key_Escape)
        driver.release()
        driver.anew()


# following sessions --------------------------------------------------------------------------------------


def test_what_follows_makes_way_and_breaks_give_first(driver: WindowDriver) -> None:
    # with shift what follows makes way and breaks give first
    driver.take_by(driver.on_block("keynote", BOTTOM), minutes=10, modifiers=SHIFT)
    assert driver.held.change is not None
    driver.release(SHIFT)
    assert (driver.where("keynote"), driver.where("coffee")) == ("hall 09:00-09:55", "everywhere 09:55-10:05")
    assert (driver.where("first"), len(driver.steps)) == ("hall 10:05-10:35", 1)
    driver.does("undo")
    assert driver.where("coffee") == "everywhere 09:45-10:05"

    # a session is moved with all that follows it
    driver.anew()
    driver.drag_by(driver.on_block("first"), minutes=10, modifiers=SHIFT)
    assert (driver.where("first"), driver.where("second")) == ("hall 10:15-10:45", "hall 10:50-11:20")
    assert driver.where("beside") == "lab 10:05-10:50"

    # what is left over is a clash that is shown before
    driver.anew()
    driver.take_by(driver.on_block("first"), minutes=30, modifiers=SHIFT)
    assert any("Lunch" in line for line in driver.timeline.view.ghost.lines(driver.held))
    driver.key(Key.Key_Escape)
    driver.release(SHIFT)
    assert driver.steps == []

    # what comes from the tray pushes what begins there
    driver.anew()
    driver.drag(driver.on_card("waiting"), driver.on_slot("hall", "10:15"), SHIFT)
    assert (driver.where("waiting"), driver.where("first")) == ("hall 10:05-10:25", "hall 10:25-10:55")

    # r lets what follows make way in the hand of the keys
    driver.anew()
    driver.click(driver.on_block("first"))
    driver.key(Key.Key_M, Key.Key_R, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert (driver.where("first"), driver.where("second")) == ("hall 10:15-10:45", "hall 10:50-11:20")


def test_a_selection_and_a_new_break_push_what_follows_and_what_is_pinned_holds_it_back(driver: WindowDriver) -> None:
    # a selection takes what follows with it
    driver.selects("first", "beside")
    driver.take_by(driver.on_block("first"), minutes=10, modifiers=SHIFT)
    assert "1 session makes way" in driver.timeline.view.ghost.lines(driver.held)[0]
    driver.release(SHIFT)
    assert (driver.where("first"), driver.where("beside")) == ("hall 10:15-10:45", "lab 10:15-11:00")
    assert driver.where("second") == "hall 10:50-11:20"
    assert (driver.steps, chosen(driver)) == (["Shift 2 sessions and what follows by 10 min"], {"first", "beside"})

    # what is pinned holds back what is shifted and the hand shows where
    driver.anew()
    driver.take_by(driver.on_block("second"), minutes=120, modifiers=SHIFT)
    shown = driver.target
    driver.release(SHIFT)
    assert driver.where("second") == shown == "hall 11:30-12:00"

    # a new break from the palette pushes what begins there
    driver.anew()
    driver.drag(driver.on(driver.page.tray.palette_chips.chips[0]), driver.on_slot("hall", "10:12"), SHIFT)
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
    driver.take_by(driver.on_block("one"), columns=2)
    assert (shown(driver).reason, shown(driver).grave) == ("", False)
    driver.move(driver.on_slot("lab", "11:45"))
    assert (shown(driver).reason, shown(driver).grave) == ("Room taken twice at 12:00", True)
    assert driver.timeline.view.ghost.lines(driver.held)[1] == "Lab is taken from 12:00: “Far”."


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


# titles --------------------------------------------------------------------------------------------------


def test_f2_edits_the_title_in_its_place(driver: WindowDriver) -> None:
    driver.click(driver.on_block("first"))
    driver.key(Key.Key_F2)
    driver.retype("Opening words")
    driver.key(Key.Key_Return)
    assert (driver.agenda.sessions["first"].title, focused() is driver.timeline.canvas) == ("Opening words", True)
    driver.key(Key.Key_F2)
    driver.retype("Other")
    driver.key(Key.Key_Escape)
    assert driver.agenda.sessions["first"].title == "Opening words"


# the grid ------------------------------------------------------------------------------------------------


def test_the_grid_has_steps_of_one_five_ten_or_fifteen_minutes(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"))
    for minutes, lands in (
        (1, "09:07"),
        (5, "09:05"),
        (10, "09:10"),
        (15, "09:00"),
    ):
        driver.does(f"snap_{minutes}")
        driver.zoom_to(8 * 60 + 30, 4 / driver.timeline.canvas.scale_now)
        driver.drag_by(driver.on_block("one"), columns=1, minutes=7)
        assert driver.where("one").startswith(f"lab {lands}")
        driver.click(driver.on_block("one"))
        driver.key(Key.Key_Down, modifiers=ALT)
        placement = driver.agenda.sessions["one"].placement
        assert placement
        hours, rest = lands.split(":")
        assert placement.span.start == int(hours) * 60 + int(rest) + minutes
        driver.anew()
