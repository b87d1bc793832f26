"""The sheet of keys is built from the tables that the menus and the places use, so it lists the keys that work."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from planner.domain.entities import Cover, Session, Template
from planner.wording import Wording
from tests.builders import DAY, moderator, person, talk
from tests.ui.answers import Answers
from tests.ui.board_driver import BoardDriver
from tests.ui.conftest import HandsOn
from tests.ui.lists import listed, open_list
from tests.ui.window_driver import WindowDriver
from ui.features.help.keys_dialog import KeysDialog, key_groups
from ui.state.command_table import (
    BOARD,
    CHIPS,
    COMMANDS,
    DRAGGING,
    LIST,
    SESSION_LIST,
    TIMELINE,
    TRAY,
    KeyBinding,
    shown_keys,
)
from ui.state.command_table import PLACES as KEY_PLACES

CAST = (person("ada"), talk("a", "hall", "09:00-10:00", people=(moderator("ada"),)), talk("b", "lab", "11:00-12:00"),
        talk("waiting"), Cover(id="cover", person="ada", day=DAY, start=600, end=660, room="lab"))  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a session in each room, one in the tray, and a shift."""
    driver = hands_on(*CAST)
    driver.page.document.select(("a",))
    return driver


def sheet(name: str) -> dict[str, str]:
    """Return the keys on the sheet under a heading, with their meanings."""
    return dict(dict(key_groups(Wording("en")))[name])


def test_f1_shows_the_sheet(driver: WindowDriver, answers: Answers) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, KeysDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        return False

    answers.does = look
    driver.does("keys")

    assert {"TIMELINE", "WITH THE MOUSE", "FILE", "Alt+↑  Alt+↓", "Ctrl+Shift+N", "Pin the selected sessions to their "
            "time, or unpin them", "Drag a session"} <= set(seen)  # fmt: skip


def test_it_has_every_shortcut_of_every_menu(driver: WindowDriver) -> None:
    told = [keys for _name, rows in key_groups(Wording("en")) for keys, _does in rows]
    shortcuts = [
        shown_keys([key.toString() for key in action.shortcuts()])
        for action in driver.window.actions_by_name.values() if action.shortcuts()
    ]  # fmt: skip

    assert [keys for keys in shortcuts if keys not in told] == []


def test_keys_of_one_meaning_are_one_row() -> None:
    assert sheet("Timeline")["Alt+↑  Alt+↓"] == "A step of the grid earlier or later"
    assert (sheet("Tray")["Enter  F2"], sheet("View")["Ctrl++  Ctrl+="]) == ("Edit the session", "Zoom in")


def press(widget: QWidget, key: str) -> None:
    """Send a key to a widget."""
    pressed = QKeySequence(key)[0]
    event = QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers())
    QCoreApplication.sendEvent(widget, event)


def keys(*places: tuple[KeyBinding, ...]) -> list[tuple[str, str]]:
    """Return pairs of name and key for the key bindings with a name."""
    return [(stroke.name, key) for place in places for stroke in place if stroke.name for key in stroke.keys]


def put_back(driver: WindowDriver) -> None:
    """End what a key began, and undo what it did."""
    press(driver.timeline.canvas, "Esc")
    while driver.steps:
        driver.does("undo")
    driver.page.document.select(("a",))
    driver.timeline.canvas.setFocus()


def test_the_timeline_heeds_them(driver: WindowDriver) -> None:
    told: list[object] = []
    driver.page.document.edit_requested.connect(lambda: told.append("edit"))
    driver.timeline.drag_controller.moved.connect(lambda: told.append("moved"))
    driver.timeline.command_requested.connect(told.append)
    unheeded = set()
    for name, key in keys(TIMELINE):
        put_back(driver)
        chosen = driver.page.document.selected
        told.clear()
        press(driver.timeline.canvas, key)
        renaming = driver.window.focusWidget() is not driver.timeline.canvas
        if not (told or driver.steps or renaming or driver.page.document.selected != chosen):
            unheeded.add(name)

    assert unheeded == set()


def test_the_hand_heeds_them(driver: WindowDriver) -> None:
    unheeded = set()
    for name, key in keys(DRAGGING):
        put_back(driver)
        driver.timeline.grab_by_keys(driver.agenda.sessions["b"])
        before = driver.timeline.drag_controller.state
        press(driver.timeline.canvas, key)
        if driver.timeline.drag_controller.state == before:
            unheeded.add(name)

    assert unheeded == {"right"}  # there is no room further right


def test_the_tray_heeds_them(driver: WindowDriver) -> None:
    told: list[object] = []
    driver.page.document.edit_requested.connect(lambda: told.append("edit"))
    for name, key in keys(TRAY):
        put_back(driver)
        told.clear()
        driver.page.tray.cards.setCurrentIndex(driver.page.tray.cards.rows.index(0))
        press(driver.page.tray.cards, key)
        assert told or driver.timeline.drag_controller.state, name


def test_the_chip_of_a_template_heeds_them(hands_on: HandsOn) -> None:
    driver = hands_on(Template(id="walk", title="Walk"))
    told: list[object] = []
    driver.page.document.edit_requested.connect(lambda: told.append("edit"))
    for name, key in keys(CHIPS):
        put_back(driver)
        told.clear()
        press(driver.page.tray.palette_chips.chips[-1], key)
        assert told or driver.steps or driver.timeline.drag_controller.state, name


def test_the_lists_heed_them(driver: WindowDriver) -> None:
    page, told = open_list(driver, "sessions"), list[object]()
    view = page.view
    for signal in (view.edit_requested, view.add_requested, view.delete_requested, view.pin_requested):
        signal.connect(lambda: told.append("heeded"))
    for name, key in keys(SESSION_LIST):
        told.clear()
        driver.page.document.select(("a",))
        press(page.view, key)
        assert told, name


def test_only_sessions_can_be_pinned() -> None:
    assert {stroke.name for stroke in SESSION_LIST} - {stroke.name for stroke in LIST} == {"pin"}


def test_another_list_searches_for_a_p(driver: WindowDriver) -> None:
    open_list(driver, "people")

    press(listed(driver).view, "P")

    assert driver.steps == []


@pytest.mark.parametrize("stretch", [False, True])
def test_the_board_heeds_them(hands_on: HandsOn, stretch: bool) -> None:
    cover = BoardDriver(hands_on(*CAST))
    told: list[object] = []
    cover.driver.page.document.edit_requested.connect(lambda: told.append("edit"))
    for signal in (cover.board.assign_requested, cover.board.jump_requested):
        signal.connect(told.append)
    heeded = {}
    for name, key in keys(BOARD):
        cover.driver.page.document.show(*((Cover, "cover") if stretch else (Session, "a")))
        told.clear()
        press(cover.board.canvas, key)
        heeded[name, key] = bool(told or cover.driver.steps)
        while cover.driver.steps:
            cover.driver.does("undo")

    only_stretches = ("earlier", "later", "left", "right", "shorter", "longer")
    of_no_lane = [(name, key) for name, key in heeded if name == "right" and stretch]  # no column further right
    expected = {at: stretch or at[0] not in only_stretches for at in heeded}
    assert heeded == expected | {at: heeded[at] for at in of_no_lane}


@pytest.mark.parametrize(("place", "rows"), KEY_PLACES, ids=lambda part: part if isinstance(part, str) else "")
def test_no_key_has_two_meanings_in_one_place(place: str, rows: tuple[KeyBinding, ...]) -> None:
    everywhere = [key for row in COMMANDS for key in row.keys]
    there = [key for stroke in rows for key in stroke.keys]

    assert sorted(set(there)) == sorted(there)
    assert set(there).isdisjoint(everywhere)
    assert sorted(set(everywhere)) == sorted(everywhere)
