"""The timeline by keys alone: walking, moving, resizing, editing, and the labels of undo."""

import pytest
from PySide6.QtCore import Qt

from planner.domain.enums import Kind
from planner.workspace import Environment
from tests.builders import day, person, room, speaker, talk
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import ALT, CTRL, NONE, SHIFT, Hands, Key, focused

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
CAST = (
    *ROOMS,
    person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30"),
    talk("late", "hall", "15:00-16:00"),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("waiting"),
)
ALT_SHIFT = ALT | SHIFT


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands with the keynote selected and the timeline focused."""
    hands = hands_on(*CAST)
    hands.page.desk.select(("keynote",))
    hands.timeline.setFocus()
    return hands


def selected(hands: Hands) -> str:
    """Return the only selected session."""
    (found,) = hands.page.desk.selected
    return found


# walking -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param([Key.Key_Down], "lunch", id="down its column by time"),
        pytest.param([Key.Key_Down, Key.Key_Down], "late", id="and on"),
        pytest.param([Key.Key_End, Key.Key_Up], "lunch", id="up its column by time"),
        pytest.param([Key.Key_Right], "panel", id="to what lies beside it"),
        pytest.param([Key.Key_Right, Key.Key_Left], "keynote", id="and back"),
        pytest.param([Key.Key_Left], "keynote", id="not out of the grid"),
        pytest.param([Key.Key_End], "late", id="to the last"),
        pytest.param([Key.Key_End, Key.Key_Down], "late", id="and no further"),
        pytest.param([Key.Key_End, Key.Key_Home], "keynote", id="to the first"),
    ],
)
def test_arrows_walk(hands: Hands, keys: list[Key], expected: str) -> None:
    hands.key(*keys)

    assert selected(hands) == expected


def test_walking_scrolls_along(hands: Hands) -> None:
    hands.timeline.zoom(6)

    hands.key(Key.Key_End)

    rect = hands.timeline.visualRect(hands.timeline.currentIndex())
    assert hands.timeline.viewport().rect().intersects(rect)


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Up, Key.Key_Right])
def test_the_first_arrow_selects_the_first_session(hands_on: HandsOn, key: Key) -> None:
    hands = hands_on(*CAST)
    hands.page.tray.palette_chips.more.setFocus()
    hands.key(Key.Key_Tab)
    assert focused() is hands.timeline

    hands.key(key)

    assert selected(hands) == "keynote"


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_M, Key.Key_Return, Key.Key_Down])
def test_nothing_is_done_to_what_is_not_selected(hands: Hands, key: Key) -> None:
    hands.page.desk.select(())

    hands.key(key, modifiers=ALT if key is Key.Key_Down else NONE)

    assert (hands.steps, hands.timeline.hand.held, focused()) == ([], None, hands.timeline)


# grabbing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param([Key.Key_Down], "hall 09:05-09:50", id="down is later"),
        pytest.param([Key.Key_Up] * 3, "hall 08:45-09:30", id="up is earlier"),
        pytest.param([Key.Key_PageDown, Key.Key_Down], "hall 10:05-10:50", id="page down is an hour"),
        pytest.param([Key.Key_PageUp] * 5, "hall 07:30-08:15", id="the grid is the limit"),
        pytest.param([Key.Key_Right, Key.Key_Right, Key.Key_Left], "lab 09:00-09:45", id="left and right are rooms"),
        pytest.param([Key.Key_Left], "hall 09:00-09:45", id="there is no room to the left"),
        pytest.param([Key.Key_W], "everywhere 09:00-09:45", id="W is the whole venue"),
        pytest.param([Key.Key_Right, Key.Key_W, Key.Key_W], "hall 09:00-09:45", id="W again is one room"),
    ],
)
def test_m_and_arrows_move_it(hands: Hands, keys: list[Key], expected: str) -> None:
    hands.key(Key.Key_M, *keys)
    assert hands.target == expected
    assert hands.steps == []

    hands.key(Key.Key_Return)

    assert hands.timeline.hand.held is None
    assert hands.where("keynote") == expected
    assert hands.steps == ([] if expected == "hall 09:00-09:45" else ["Move “Keynote”"])
    assert selected(hands) == "keynote"


def test_escape_leaves_it_where_it_was(hands: Hands) -> None:
    hands.key(Key.Key_M, Key.Key_Right, Key.Key_Down, Key.Key_Escape)

    assert hands.timeline.hand.held is None
    assert (hands.where("keynote"), hands.steps) == ("hall 09:00-09:45", [])


def test_a_clash_is_named_before_enter(hands: Hands) -> None:
    hands.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_PageDown)

    assert hands.held.clashing == {"panel"}
    assert hands.timeline.tip_lines(hands.held) == [
        "11:00 – 11:45",
        "Lab is taken until 11:30: “Panel”.",
    ]
    hands.key(Key.Key_Escape)


def test_what_is_carried_stays_in_sight(hands: Hands) -> None:
    hands.timeline.zoom(6)
    hands.timeline.scroll_to_minute(9 * 60)

    hands.key(Key.Key_M, *[Key.Key_PageDown] * 6)

    (box,) = hands.timeline._held_blocks(hands.held)
    assert hands.timeline.viewport().rect().contains(box.translated(hands.timeline.origin()).toRect().topLeft())
    hands.key(Key.Key_Escape)


def test_another_key_does_nothing_meanwhile(hands: Hands) -> None:
    hands.key(Key.Key_M, Key.Key_Delete, Key.Key_A)

    assert hands.target == "hall 09:00-09:45"
    hands.key(Key.Key_Escape)
    assert hands.steps == []


# at once -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifiers", "expected", "label"),
    [
        pytest.param(Key.Key_Down, ALT, "hall 09:05-09:50", "Move “Keynote”", id="alt down"),
        pytest.param(Key.Key_Up, ALT, "hall 08:55-09:40", "Move “Keynote”", id="alt up"),
        pytest.param(Key.Key_Right, ALT, "lab 09:00-09:45", "Move “Keynote”", id="alt right"),
        pytest.param(Key.Key_Down, ALT_SHIFT, "hall 09:00-09:50", "Resize “Keynote”", id="alt shift down"),
        pytest.param(Key.Key_Up, ALT_SHIFT, "hall 09:00-09:40", "Resize “Keynote”", id="alt shift up"),
        pytest.param(Key.Key_Delete, NONE, "tray", "Return “Keynote” to the tray", id="delete"),
        pytest.param(Key.Key_Backspace, NONE, "tray", "Return “Keynote” to the tray", id="backspace"),
    ],
)
def test_one_key_does_it(hands: Hands, key: Key, modifiers: Qt.KeyboardModifier, expected: str, label: str) -> None:
    hands.key(key, modifiers=modifiers)

    assert hands.where("keynote") == expected
    assert hands.steps == [label]


def test_it_is_never_shorter_than_a_step(hands: Hands) -> None:
    hands.key(*[Key.Key_Up] * 12, modifiers=ALT_SHIFT)

    assert hands.where("keynote") == "hall 09:00-09:05"
    assert not hands.window.notice.isVisible()


def test_enter_edits(hands: Hands) -> None:
    hands.key(Key.Key_Return)

    assert focused().objectName() == "title"


def test_delete_returns_all_that_is_selected(hands: Hands) -> None:
    hands.key(Key.Key_A, modifiers=CTRL | SHIFT)

    hands.key(Key.Key_Delete)

    assert len(hands.agenda.tray) == 5
    assert hands.steps == ["Return 4 sessions to the tray"]


# the tray ------------------------------------------------------------------------------------------------


def test_from_the_tray_to_the_first_free_place_and_on(hands: Hands) -> None:
    hands.page.tray.cards.setFocus()
    hands.key(Key.Key_Down)
    assert selected(hands) == "waiting"

    hands.key(Key.Key_M)
    assert hands.target == "hall 08:00-08:30"
    hands.key(Key.Key_Right, Key.Key_Down, Key.Key_Return)

    assert hands.where("waiting") == "lab 08:05-08:35"
    assert hands.steps == ["Place “Waiting”"]


def test_the_first_free_place_has_neither_clash_nor_late_hour(hands_on: HandsOn) -> None:
    hands = hands_on(
        day(closes="09:00"), room("hall"), room("lab", 1), talk("a", "hall", "08:00-08:40"),
        talk("b", "lab", "08:05-09:00"), talk("waiting", minutes=20),
    )  # fmt: skip
    hands.page.desk.select(("waiting",))

    hands.does("move")

    assert hands.target == "hall 08:40-09:00"
    hands.key(Key.Key_Escape)


def test_where_nothing_is_free_it_begins_with_the_day(hands_on: HandsOn) -> None:
    hands = hands_on(room("hall"), talk("all", "hall", "08:00-18:00"), talk("waiting"))
    hands.page.desk.select(("waiting",))

    hands.does("move")

    assert (hands.target, hands.held.clashing) == ("hall 08:00-08:30", {"all"})
    hands.key(Key.Key_Escape)


@pytest.mark.parametrize("key", [Key.Key_M, Key.Key_Return])
def test_a_chip_by_keys(hands: Hands, key: Key) -> None:
    hands.page.tray.palette_chips.chips[0].setFocus()

    hands.key(key, Key.Key_Down, Key.Key_Return)

    (made,) = [s for s in hands.agenda.sessions.values() if s.title == "Coffee"]
    assert hands.where(made.id) == "everywhere 08:05-08:20"
    assert hands.steps == ["Add “Coffee”"]


# all of it without a mouse -------------------------------------------------------------------------------


def test_a_day_is_made_without_a_mouse(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS)
    hands.timeline.setFocus()

    hands.key(Key.Key_N, modifiers=CTRL)
    hands.retype("Opening words")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_F, Key.Key_F, modifiers=CTRL)
    assert focused() is hands.page.tray.search
    hands.type("opening")
    hands.key(Key.Key_Tab)
    assert focused() is hands.page.tray.cards
    hands.key(Key.Key_M, Key.Key_PageDown, Key.Key_Right, Key.Key_Return)

    (made,) = hands.agenda.sessions.values()
    assert (made.title, hands.where(made.id)) == ("Opening words", "lab 09:00-09:30")
    assert focused() is hands.timeline
    hands.key(Key.Key_D, modifiers=CTRL)
    assert [s.title for s in hands.agenda.sessions.values()] == ["Opening words", "Opening words"]
    hands.key(Key.Key_Delete, modifiers=CTRL)
    assert list(hands.agenda.sessions.values()) == [made]
    assert hands.steps == [
        "Add “New session”", "Change title of “New session”", "Place “Opening words”", "Duplicate “Opening words”",
        "Delete “Opening words”",
    ]  # fmt: skip


# undo ----------------------------------------------------------------------------------------------------


def test_undo_and_redo_say_what_they_do(hands: Hands) -> None:
    undo, redo = hands.window.actions_by_name["undo"], hands.window.actions_by_name["redo"]
    assert (undo.text(), undo.isEnabled(), redo.text(), redo.isEnabled()) == ("&Undo", False, "&Redo", False)

    hands.key(Key.Key_Down, modifiers=ALT)
    assert (undo.text(), undo.isEnabled(), redo.isEnabled()) == ("&Undo Move “Keynote”", True, False)

    hands.key(Key.Key_Z, modifiers=CTRL)
    assert hands.where("keynote") == "hall 09:00-09:45"
    assert (undo.text(), undo.isEnabled(), redo.text(), redo.isEnabled()) == (
        "&Undo", False, "&Redo Move “Keynote”", True,
    )  # fmt: skip

    hands.key(Key.Key_Y, modifiers=CTRL)
    assert hands.where("keynote") == "hall 09:05-09:50"


def test_undo_and_redo_after_closing_and_opening_again(hands: Hands, new_window: NewWindow, edge: Environment) -> None:
    path = hands.page.desk.workspace.path
    hands.key(Key.Key_Down, modifiers=ALT)
    hands.key(Key.Key_Right, modifiers=ALT)
    hands.key(Key.Key_Z, modifiers=CTRL)
    hands.window.close()

    again = Hands(new_window(path))

    texts = [again.window.actions_by_name[name].text() for name in ("undo", "redo")]
    assert texts == ["&Undo Move “Keynote”", "&Redo Move “Keynote”"]
    again.does("redo")
    assert again.where("keynote") == "lab 09:05-09:50"
    again.does("undo")
    again.does("undo")
    assert again.where("keynote") == "hall 09:00-09:45"
    assert not again.window.actions_by_name["undo"].isEnabled()


def test_an_ampersand_in_a_title_is_shown_in_the_menu(hands_on: HandsOn) -> None:
    hands = hands_on(talk("q", "hall", "09:00-09:45", title="Q&A"))
    hands.page.desk.select(("q",))
    hands.timeline.setFocus()

    hands.key(Key.Key_Delete)

    assert hands.window.actions_by_name["undo"].text() == "&Undo Return “Q&&A” to the tray"


def test_what_the_keys_carry_leaves_no_trace_where_it_scrolled_away(hands: Hands) -> None:
    hands.timeline.zoom(4)
    hands.page.desk.select(("keynote",))
    hands.timeline.setFocus()
    hands.key(Key.Key_M)
    for _ in range(4):
        hands.key(Key.Key_PageDown)
    shown = hands.timeline._shown

    box = hands.timeline._held_blocks(hands.held)[0].translated(hands.timeline.origin()).toAlignedRect()
    assert shown.contains(box.center())
