"""The timeline by keys alone: walking, moving, resizing, editing, and the labels of undo."""

import pytest

from planner.domain.value_objects import Kind
from tests.builders import day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, CTRL, NONE, SHIFT, Key, WindowDriver, focused, painted_whole

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
CAST = (
    *ROOMS,
    person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30"),
    talk("late", "hall", "15:00-16:00"),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("waiting"),
    talk("q", "attic", "17:00-17:30", title="Q&A"),
)


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver with the keynote selected and the timeline focused."""
    driver.selects("keynote")
    return driver


# walking -------------------------------------------------------------------------------------------------


def test_arrows_walk_and_do_nothing_to_what_is_not_selected(driver: WindowDriver) -> None:
    for keys, expected in (
        ([Key.Key_Down], "lunch"),  # down its column by time
        ([Key.Key_Down, Key.Key_Down], "late"),  # and on
        ([Key.Key_End, Key.Key_Left, Key.Key_Up], "lunch"),  # up its column by time
        ([Key.Key_Right], "panel"),  # to what lies beside it
        ([Key.Key_Right, Key.Key_Left], "keynote"),  # and back
        ([Key.Key_Left], "keynote"),  # not out of the grid
        ([Key.Key_End], "q"),  # to the last
        ([Key.Key_End, Key.Key_Down], "q"),  # and no further
        ([Key.Key_End, Key.Key_Home], "keynote"),  # to the first
    ):
        driver.key(*keys)

        assert driver.plan.selected == (expected,)
        driver.anew("keynote")

    # letters select nothing, as the next one may be a command
    driver.anew()
    driver.type_in(driver.canvas, "kp")  # the keynote, pinned
    assert (driver.plan.selected, driver.steps) == ((), [])

    # the first arrow selects the first session
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_Right):
        driver.anew()
        driver.key_in(driver.page.tray.palette_chips.more, Key.Key_Tab)
        assert focused() is driver.canvas
        driver.key(key, modifiers=ALT)  # moves nothing, and walks nowhere
        assert (driver.plan.selected, driver.steps) == ((), [])
        driver.key(key)
        assert driver.plan.selected == ("keynote",)

    # nothing is done to what is not selected
    for key in (Key.Key_Delete, Key.Key_M, Key.Key_Return, Key.Key_Down):
        driver.key_anew(key, modifiers=ALT if key is Key.Key_Down else NONE)
        assert (driver.steps, driver.timeline.drag_controller.state, focused()) == ([], None, driver.canvas)


# grabbing ------------------------------------------------------------------------------------------------


def test_m_and_arrows_move_it_named_and_in_sight_and_escape_leaves_it(driver: WindowDriver) -> None:
    for keys, expected in (
        ([Key.Key_Down], "hall 09:05-09:50"),  # down is later
        ([Key.Key_Up] * 3, "hall 08:45-09:30"),  # up is earlier
        ([Key.Key_PageDown, Key.Key_Down], "hall 10:05-10:50"),  # page down is an hour
        ([Key.Key_PageUp] * 5, "hall 07:30-08:15"),  # the grid is the limit
        ([Key.Key_Right, Key.Key_Right, Key.Key_Left], "lab 09:00-09:45"),  # left and right are rooms
        ([Key.Key_Left], "hall 09:00-09:45"),  # there is no room to the left
        ([Key.Key_W], "everywhere 09:00-09:45"),  # W is the whole venue
        ([Key.Key_Right, Key.Key_W, Key.Key_W], "hall 09:00-09:45"),  # W again is one room
    ):
        driver.key(Key.Key_M, *keys)
        assert (driver.target, driver.steps) == (expected, [])

        driver.key(Key.Key_Return)

        assert (driver.timeline.drag_controller.state, driver.where("keynote")) == (None, expected)
        assert driver.steps == ([] if expected == "hall 09:00-09:45" else ["Move “Keynote”"])
        assert driver.plan.selected == ("keynote",)
        driver.anew("keynote")

    # another key does nothing meanwhile, and escape leaves it where it was
    driver.key(Key.Key_M, Key.Key_Delete, Key.Key_A)
    assert driver.target == "hall 09:00-09:45"
    driver.key(Key.Key_Right, Key.Key_Down, Key.Key_Escape)
    assert (driver.where("keynote"), driver.steps) == ("hall 09:00-09:45", [])

    # a clash is named before enter
    driver.key_anew(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_PageDown, of="keynote")
    assert driver.held.clashing == {"panel"}
    assert driver.timeline.view.ghost.label.announcement_lines(driver.held) == [
        "11:00 – 11:45",
        "Lab is taken until 11:30: “Panel”.",
    ]

    # what is carried stays in sight, and leaves no trace where it scrolled away
    driver.anew("keynote")
    driver.set_zoom(9 * 60, 6)
    driver.key(Key.Key_M, *[Key.Key_PageDown] * 6)
    (box,) = driver.timeline.view.ghost.boxes(driver.held, driver.timeline.view.grid)
    corner = box.translated(-driver.canvas.scene.area.topLeft()).toRect().topLeft()
    assert driver.canvas.viewport().rect().contains(corner)
    assert painted_whole(driver)


# at once -------------------------------------------------------------------------------------------------


def test_one_key_does_it(driver: WindowDriver) -> None:
    for key, modifiers, expected, label in (
        (Key.Key_Down, ALT, "hall 09:05-09:50", "Move “Keynote”"),  # alt down
        (Key.Key_Up, ALT, "hall 08:55-09:40", "Move “Keynote”"),  # alt up
        (Key.Key_Right, ALT, "lab 09:00-09:45", "Move “Keynote”"),  # alt right
        (Key.Key_Down, ALT | SHIFT, "hall 09:00-09:50", "Resize “Keynote”"),  # alt shift down
        (Key.Key_Up, ALT | SHIFT, "hall 09:00-09:40", "Resize “Keynote”"),  # alt shift up
        (Key.Key_Delete, NONE, "tray", "Return “Keynote” to “Not placed”"),  # delete
        (Key.Key_Backspace, NONE, "tray", "Return “Keynote” to “Not placed”"),  # backspace
    ):
        driver.leads_to(
            lambda key=key, held=modifiers: driver.key(key, modifiers=held),
            selected=("keynote",), steps=[label], keynote=expected,
        )  # fmt: skip

    # it is never shorter than a step
    driver.key_anew(*[Key.Key_Up] * 12, modifiers=ALT | SHIFT, of="keynote")
    assert (driver.where("keynote"), driver.window.notice.property("tone")) == ("hall 09:00-09:05", "calm")

    # delete returns all that is selected
    driver.key_anew(Key.Key_A, modifiers=CTRL | SHIFT, of="keynote")
    driver.key(Key.Key_Delete)
    assert (len(driver.agenda.tray), driver.steps) == (6, ["Return 5 sessions to “Not placed”"])

    # what it did is said, with undo
    driver.key_anew(Key.Key_Delete, of="keynote")
    assert driver.said == "Done: Return “Keynote” to “Not placed”."

    # an ampersand in a title is shown in the menu
    driver.key_anew(Key.Key_Delete, of="q")
    assert driver.actions["undo"].text() == "&Undo Return “Q&&A” to “Not placed”"

    # from the tray to the first free place and on
    driver.anew()
    driver.key_in(driver.page.tray.cards, Key.Key_Down)
    assert driver.plan.selected == ("waiting",)
    driver.key(Key.Key_M)
    assert driver.target == "hall 08:00-08:30"
    driver.key(Key.Key_Right, Key.Key_Down, Key.Key_Return)
    assert (driver.where("waiting"), driver.steps) == ("lab 08:05-08:35", ["Place “Waiting”"])

    # a chip by keys
    for key in (Key.Key_M, Key.Key_Return):
        driver.anew()
        driver.key_in(driver.page.tray.palette_chips.chips[0], key, Key.Key_Down, Key.Key_Return)
        (made,) = [s for s in driver.agenda.sessions.values() if s.title == "Coffee"]
        assert (driver.where(made.id), driver.steps) == ("everywhere 08:05-08:20", ["Add “Coffee”"])

    # walking scrolls along
    driver.anew("keynote")
    driver.canvas.zoom(6)
    driver.key(Key.Key_End)
    assert driver.canvas.viewport().rect().intersects(driver.canvas.visualRect(driver.canvas.currentIndex()))

    # enter edits
    driver.key_anew(Key.Key_Return, of="keynote")
    assert focused().objectName() == "title"


# the tray ------------------------------------------------------------------------------------------------


def test_the_first_free_place_has_neither_clash_nor_late_hour(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(closes="09:00"), room("hall"), room("lab", 1), talk("a", "hall", "08:00-08:40"),
        talk("b", "lab", "08:05-09:00"), talk("waiting", minutes=20),
    )  # fmt: skip
    driver.plan.select(("waiting",))

    driver.does("move")

    assert driver.target == "hall 08:40-09:00"


# all of it without a mouse -------------------------------------------------------------------------------


def test_a_day_is_made_without_a_mouse(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS)
    driver.canvas.setFocus()

    driver.key(Key.Key_N, modifiers=CTRL)
    driver.retype("Opening words", Key.Key_Return)
    driver.key(Key.Key_F, Key.Key_F, modifiers=CTRL)
    assert focused() is driver.page.tray.line
    driver.type("opening", Key.Key_Tab)
    assert focused() is driver.page.tray.cards
    driver.key(Key.Key_M, Key.Key_PageDown, Key.Key_Right, Key.Key_Return)

    (made,) = driver.agenda.sessions.values()
    assert (made.title, driver.where(made.id)) == ("Opening words", "lab 09:00-09:30")
    assert focused() is driver.canvas
    driver.key(Key.Key_D, modifiers=CTRL)
    assert [s.title for s in driver.agenda.sessions.values()] == ["Opening words", "Opening words"]
    driver.key(Key.Key_Delete, modifiers=CTRL)
    assert list(driver.agenda.sessions.values()) == [made]
    assert driver.steps == [
        "Add “New session”", "Change title of “New session”", "Place “Opening words”", "Duplicate “Opening words”",
        "Delete “Opening words”",
    ]  # fmt: skip


# undo ----------------------------------------------------------------------------------------------------


def undo_and_redo(driver: WindowDriver) -> list[tuple[str, bool]]:
    """Return the texts of the menu for undo and redo, and whether they can be chosen."""
    return [(driver.actions[name].text(), driver.actions[name].isEnabled()) for name in ("undo", "redo")]


def test_undo_and_redo_say_what_they_do_also_after_closing_and_opening_again(driver: WindowDriver) -> None:
    assert undo_and_redo(driver) == [("&Undo", False), ("&Redo", False)]
    driver.key(Key.Key_Down, modifiers=ALT)
    assert undo_and_redo(driver) == [("&Undo Move “Keynote”", True), ("&Redo", False)]
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert driver.where("keynote") == "hall 09:00-09:45"
    assert undo_and_redo(driver) == [("&Undo", False), ("&Redo Move “Keynote”", True)]
    driver.key(Key.Key_Y, modifiers=CTRL)
    assert driver.where("keynote") == "hall 09:05-09:50"

    driver.key(Key.Key_Right, modifiers=ALT)
    driver.key(Key.Key_Z, modifiers=CTRL)
    driver.reopen()
    assert undo_and_redo(driver) == [("&Undo Move “Keynote”", True), ("&Redo Move “Keynote”", True)]
    driver.does("redo")
    assert driver.where("keynote") == "lab 09:05-09:50"
    driver.start_over()
    assert (driver.where("keynote"), undo_and_redo(driver)[0]) == ("hall 09:00-09:45", ("&Undo", False))
