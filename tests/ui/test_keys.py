"""The sheet of keys is built from the tables that the menus and the places use, so it lists the keys that work."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from planner.domain.entities import Cover, Session, Template
from planner.wording import Wording
from tests.builders import DAY, moderator, person, talk
from tests.ui.answers import Answers
from tests.ui.board_driver import CoverHands
from tests.ui.conftest import HandsOn
from tests.ui.lists import listed, open_list
from tests.ui.window_driver import Hands
from ui.features.help.keys_dialog import Keys, groups
from ui.state.command_table import BOARD, CHIPS, HELD, LIST, ROWS, SESSION_LIST, TIMELINE, TRAY, Stroke, said
from ui.state.command_table import PLACES as KEY_PLACES

CAST = (person("ada"), talk("a", "hall", "09:00-10:00", people=(moderator("ada"),)), talk("b", "lab", "11:00-12:00"),
        talk("waiting"), Cover(id="cover", person="ada", day=DAY, start=600, end=660, room="lab"))  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a session in each room, one in the tray, and a stretch."""
    hands = hands_on(*CAST)
    hands.page.desk.select(("a",))
    return hands


def sheet(name: str) -> dict[str, str]:
    """Return the keys on the sheet under a heading, with their meanings."""
    return dict(dict(groups(Wording("en")))[name])


def test_f1_shows_the_sheet(hands: Hands, answers: Answers) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, Keys)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        return False

    answers.does = look
    hands.does("keys")

    assert {"TIMELINE", "WITH THE MOUSE", "FILE", "Alt+↑  Alt+↓", "Ctrl+Shift+N", "Pin the selected sessions to their "
            "time, or unpin them", "Drag a session"} <= set(seen)  # fmt: skip


def test_it_has_every_shortcut_of_every_menu(hands: Hands) -> None:
    told = [keys for _name, rows in groups(Wording("en")) for keys, _does in rows]
    shortcuts = [
        said([key.toString() for key in action.shortcuts()])
        for action in hands.window.actions_by_name.values() if action.shortcuts()
    ]  # fmt: skip

    assert [keys for keys in shortcuts if keys not in told] == []


def test_keys_of_one_meaning_are_one_row() -> None:
    assert sheet("Timeline")["Alt+↑  Alt+↓"] == "A step of the grid earlier or later"
    assert sheet("Tray")["Enter  F2"] == "Edit the session"
    assert sheet("View")["Ctrl++  Ctrl+="] == "Zoom in"


def press(widget: QWidget, key: str) -> None:
    """Send a key to a widget."""
    pressed = QKeySequence(key)[0]
    event = QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers())
    QCoreApplication.sendEvent(widget, event)


def keys(*places: tuple[Stroke, ...]) -> list[tuple[str, str]]:
    """Return pairs of name and key for the strokes with a name."""
    return [(stroke.name, key) for place in places for stroke in place if stroke.name for key in stroke.keys]


@pytest.mark.parametrize(("name", "key"), keys(TIMELINE))
def test_the_timeline_heeds_them(hands: Hands, name: str, key: str) -> None:
    done = len(hands.steps)
    told: list[object] = []
    hands.page.desk.edit_wanted.connect(lambda: told.append(name))
    hands.timeline.hand.moved.connect(lambda: told.append(name))
    hands.timeline.verb_wanted.connect(told.append)
    if name == "clear":
        hands.page.desk.selection_changed.connect(lambda: told.append(name))
    hands.timeline.setFocus()

    press(hands.timeline, key)

    moved_on = hands.window.focusWidget() is not hands.timeline  # in the line for the title
    assert told or len(hands.steps) > done or moved_on or name in ("left",)


@pytest.mark.parametrize(("name", "key"), keys(HELD))
def test_the_hand_heeds_them(hands: Hands, name: str, key: str) -> None:
    hands.timeline.grab_by_keys(hands.agenda.sessions["b"])
    before = hands.timeline.hand.held

    press(hands.timeline, key)

    assert hands.timeline.hand.held != before or name == "right"


@pytest.mark.parametrize(("name", "key"), keys(TRAY))
def test_the_tray_heeds_them(hands: Hands, name: str, key: str) -> None:
    told: list[object] = []
    hands.page.desk.edit_wanted.connect(lambda: told.append(name))
    hands.page.tray.cards.setCurrentIndex(hands.page.tray.cards.rows.index(0))

    press(hands.page.tray.cards, key)

    assert told or hands.timeline.hand.held


@pytest.mark.parametrize(("name", "key"), keys(CHIPS))
def test_the_chip_of_a_template_heeds_them(hands_on: HandsOn, name: str, key: str) -> None:
    hands = hands_on(Template(id="walk", title="Walk"))
    told: list[object] = []
    hands.page.desk.edit_wanted.connect(lambda: told.append(name))

    press(hands.page.tray.palette_chips.chips[-1], key)

    assert told or hands.steps or hands.timeline.hand.held


@pytest.mark.parametrize(("name", "key"), keys(SESSION_LIST))
def test_the_lists_heed_them(hands: Hands, name: str, key: str) -> None:
    page = open_list(hands, "sessions")
    told: list[object] = []
    for signal in (page.view.edit_wanted, page.view.add_wanted, page.view.delete_wanted, page.view.pin_wanted):
        signal.connect(lambda: told.append(name))

    press(page.view, key)

    assert told


def test_only_sessions_can_be_pinned() -> None:
    assert {stroke.name for stroke in SESSION_LIST} - {stroke.name for stroke in LIST} == {"pin"}


def test_another_list_searches_for_a_p(hands: Hands) -> None:
    open_list(hands, "people")

    press(listed(hands).view, "P")

    assert hands.steps == []


@pytest.mark.parametrize("stretch", [False, True])
def test_the_board_heeds_them(hands_on: HandsOn, stretch: bool) -> None:
    cover = CoverHands(hands_on(*CAST))
    told: list[object] = []
    cover.hands.page.desk.edit_wanted.connect(lambda: told.append("edit"))
    for signal in (cover.board.assign_wanted, cover.board.jump_wanted):
        signal.connect(told.append)
    heeded = {}
    for name, key in keys(BOARD):
        cover.hands.page.desk.show(*((Cover, "cover") if stretch else (Session, "a")))
        told.clear()
        press(cover.board, key)
        heeded[name, key] = bool(told or cover.hands.steps)
        while cover.hands.steps:
            cover.hands.does("undo")

    only_stretches = ("earlier", "later", "left", "right", "shorter", "longer")
    of_no_lane = [(name, key) for name, key in heeded if name == "right" and stretch]  # no column further right
    expected = {at: stretch or at[0] not in only_stretches for at in heeded}
    assert heeded == expected | {at: heeded[at] for at in of_no_lane}


@pytest.mark.parametrize(("place", "rows"), KEY_PLACES, ids=lambda part: part if isinstance(part, str) else "")
def test_no_key_has_two_meanings_in_one_place(place: str, rows: tuple[Stroke, ...]) -> None:
    everywhere = [key for row in ROWS for key in row.keys]
    there = [key for stroke in rows for key in stroke.keys]

    assert sorted(set(there)) == sorted(there)
    assert set(there).isdisjoint(everywhere)
    assert sorted(set(everywhere)) == sorted(everywhere)
