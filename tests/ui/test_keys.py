"""The keys that the menus and the places use, and that the help lists, work on every keyboard our users have.

Qt matches a pressed key with each sequence it may mean: the key with Shift, and the character that Shift makes of it
(``QXkbCommon::possibleKeyCombinations``, and similarly on Windows). If two actions match, Qt runs neither. AltGr is
Ctrl and Alt on Windows. Ctrl+Backspace and Ctrl+Del delete a word in a text field, and a session everywhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from planner.domain.entities import Cover, Session, Template
from tests.builders import DAY, day, moderator, person, room, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.lists import open_list
from tests.ui.window_driver import CTRL, HandsOn, Key, WindowDriver, focused
from ui.state.command_table import (
    BOARD,
    CHIPS,
    COMMANDS,
    DRAGGING,
    LIST,
    ROOM_HEADERS,
    TIMELINE,
    TITLE,
    TRAY,
    KeyBinding,
)

PLACES = {
    "timeline": TIMELINE, "hand": DRAGGING, "room headers": ROOM_HEADERS, "tray": TRAY, "chips": CHIPS, "list": LIST,
    "board": BOARD, "title": TITLE,
}  # fmt: skip
CAST = (person("ada"), talk("a", "hall", "09:00-10:00", people=(moderator("ada"),)), talk("b", "lab", "11:00-12:00"),
        talk("waiting"), Cover(id="cover", person="ada", day=DAY, start=600, end=660, room="lab"))  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    driver.plan.select(("a",))
    return driver


def press(widget: QWidget, key: str) -> None:
    pressed = QKeySequence(key)[0]
    QCoreApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers()))


def keys(*places: tuple[KeyBinding, ...]) -> list[tuple[str, str]]:
    """Return pairs of name and key for the key bindings with a name."""
    return [(stroke.name, key) for place in places for stroke in place if stroke.name for key in stroke.keys]


def put_back(driver: WindowDriver) -> None:
    """End what a key began, and undo what it did."""
    press(driver.canvas, "Esc")
    driver.anew("a")


def test_the_timeline_heeds_them(driver: WindowDriver) -> None:
    told: list[object] = []
    driver.document.edit_requested.connect(lambda: told.append("edit"))
    driver.timeline.drag_controller.moved.connect(lambda: told.append("moved"))
    driver.timeline.command_requested.connect(told.append)
    unheeded = set()
    for name, key in keys(TIMELINE):
        put_back(driver)
        chosen = driver.plan.selected
        told.clear()
        press(driver.canvas, key)
        renaming = driver.window.focusWidget() is not driver.canvas
        if not (told or driver.steps or renaming or driver.plan.selected != chosen):
            unheeded.add(name)

    assert unheeded == set()


def test_the_hand_heeds_them(driver: WindowDriver) -> None:
    unheeded = set()
    for name, key in keys(DRAGGING):
        put_back(driver)
        driver.timeline.grab_by_keys(driver.agenda.sessions["b"])
        before = driver.timeline.drag_controller.state
        press(driver.canvas, key)
        if driver.timeline.drag_controller.state == before:
            unheeded.add(name)

    assert unheeded == {"right", "alone"}  # there is no room further right, and it is no block


def test_the_tray_heeds_them(driver: WindowDriver) -> None:
    told: list[object] = []
    driver.document.edit_requested.connect(lambda: told.append("edit"))
    for name, key in keys(TRAY):
        put_back(driver)
        told.clear()
        driver.page.tray.cards.setCurrentIndex(driver.page.tray.cards.rows.index(0))
        press(driver.page.tray.cards, key)
        assert told or driver.timeline.drag_controller.state, name


def test_the_chip_of_a_template_heeds_them(hands_on: HandsOn) -> None:
    driver = hands_on(Template(id="walk", title="Walk"))
    told: list[object] = []
    driver.document.edit_requested.connect(lambda: told.append("edit"))
    for name, key in keys(CHIPS):
        put_back(driver)
        told.clear()
        press(driver.page.tray.palette_chips.chips[-1], key)
        assert told or driver.steps or driver.timeline.drag_controller.state, name


def test_the_lists_heed_them(driver: WindowDriver) -> None:
    view, told = open_list(driver, "sessions").view, list[object]()
    for signal in (view.edit_requested, view.add_requested, view.delete_requested):
        signal.connect(lambda: told.append("heeded"))
    driver.document.status_reported.connect(told.append)
    QGuiApplication.clipboard().setText("13:00")
    for name, key in keys(LIST):
        told.clear()
        driver.start_over()
        open_list(driver, "sessions")
        driver.plan.select(("a", "b") if name == "fill_down" else ("a",))
        press(view, key)
        assert told or driver.steps or view.cells.is_open, name
        view.cells.finish()


@pytest.mark.parametrize("shift", [False, True])
def test_the_board_heeds_them(hands_on: HandsOn, shift: bool) -> None:
    cover = BoardDriver(hands_on(*CAST))
    told: list[object] = []
    cover.driver.document.edit_requested.connect(lambda: told.append("edit"))
    for signal in (cover.board.assign_requested, cover.board.jump_requested):
        signal.connect(told.append)
    heeded = {}
    for name, key in keys(BOARD):
        cover.driver.plan.show(*((Cover, "cover") if shift else (Session, "a")))
        told.clear()
        press(cover.board.canvas, key)
        heeded[name, key] = bool(told or cover.driver.steps)
        cover.driver.start_over()

    only_shifts = ("earlier", "later", "left", "right", "shorter", "longer")
    if shift:
        heeded = {at: done for at, done in heeded.items() if at[0] != "right"}  # there is no column further right
    assert heeded == {at: shift or at[0] not in only_shifts for at in heeded}


@pytest.mark.parametrize(("place", "rows"), PLACES.items(), ids=lambda part: part if isinstance(part, str) else "")
def test_no_key_has_two_meanings_in_one_place(place: str, rows: tuple[KeyBinding, ...]) -> None:
    everywhere = [key for row in COMMANDS for key in row.keys]
    there = [key for stroke in rows for key in stroke.keys]

    assert sorted(set(there)) == sorted(there)
    assert set(there) & set(everywhere) <= ({"Ctrl+D"} if rows is LIST else set())  # fills down, as in any table
    assert sorted(set(everywhere)) == sorted(everywhere)


# the keyboards of several languages ---------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """A keyboard: its keys alone, with Shift and with AltGr; a space stands for no character."""

    plain: str
    shifted: str
    third: str

    @property
    def keys(self) -> Iterator[tuple[str, str]]:
        yield from zip(self.plain, self.shifted, strict=True)
        yield from ((letter, letter) for letter in ascii_uppercase)
        yield from ((name, name) for name in NAMED)


NAMED = ("PgUp", "PgDown", "Del", "Backspace", "Left", "Right", "Up", "Down", "Return", "Enter", "Esc", "Ins",
         *(f"F{n}" for n in range(1, 13)))  # fmt: skip
LAYOUTS = {  # from xkeyboard-config: us, se, de, no
    "US": Layout("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', " " * 21),
    "Swedish": Layout("§1234567890+\u00b4å¨öä'<,.-", '½!"#¤%&/()=?`Å^ÖÄ*>;:_', "  @£$€ {[]}\\  ~   |   "),
    "German": Layout("^1234567890ß\u00b4ü+öä#<,.-", "°!\"§$%&/()=?`Ü*ÖÄ'>;:_", "  ²³   {[]}\\  ~   |   "),
    "Norwegian": Layout("|1234567890+\\å¨øæ'<,.-", '§!"#¤%&/()=?`Å^ØÆ*>;:_', "  @£$€ {[]} \u00b4 ~       "),
}
MODIFIERS = [tuple(m for m in found if m) for found in product(("Ctrl", ""), ("Alt", ""), ("Shift", ""))]


def sequence(modifiers: tuple[str, ...], key: str) -> str:
    return QKeySequence("+".join([*modifiers, key])).toString(QKeySequence.SequenceFormat.PortableText)


def may_be(modifiers: tuple[str, ...], plain: str, shifted: str) -> set[str]:
    """Return the sequences that a press of a key with these modifiers may mean."""
    found = {sequence(modifiers, plain)}
    if "Shift" in modifiers and shifted != plain:  # Qt matches a letter by its key alone
        found.add(sequence(tuple(m for m in modifiers if m != "Shift"), shifted))
    return found


KEYS = {sequence((), key): row.name for row in COMMANDS for key in row.keys}
STROKES = {key for strokes in PLACES.values() for stroke in strokes for key in stroke.keys}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_key_that_is_promised_can_be_pressed_and_means_one_thing(name: str) -> None:
    layout = LAYOUTS[name]
    presses = [may_be(modifiers, plain, shifted) for modifiers in MODIFIERS for plain, shifted in layout.keys]
    assert [press for press in presses if len({KEYS[s] for s in press if s in KEYS}) > 1] == []
    assert sorted(KEYS.keys() - set().union(*presses)) == []

    only = set(layout.third) - set(layout.plain) - set(layout.shifted) - {" "}
    made = {f"Ctrl+Alt+{plain}" for plain, third in zip(layout.plain, layout.third, strict=True) if third != " "}
    assert [key for key in KEYS if key[-1] in only or key in made] == []  # none is a character of AltGr


def test_nothing_wants_ctrl_and_alt_which_is_altgr_on_windows() -> None:
    assert [key for key in {*KEYS, *STROKES} if "Ctrl+" in key and "Alt+" in key] == []


# words in text fields -----------------------------------------------------------------------------------


@pytest.fixture
def titled(hands_on: HandsOn) -> WindowDriver:
    titled = hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:45", title="Two more words"))
    titled.page.document.plan.select(("one",))
    return titled


def test_in_the_title_and_in_what_is_searched_for_a_word(titled: WindowDriver) -> None:
    for verb in ("edit", "rename"):
        titled.does(verb)
        field = focused()
        titled.key(Key.Key_End)
        titled.key(Key.Key_Backspace, modifiers=CTRL)
        titled.key(Key.Key_Home)
        titled.key(Key.Key_Delete, modifiers=CTRL)
        assert field.text() == "more "
        titled.timeline.canvas.setFocus()
        assert titled.agenda.sessions["one"].title.strip() == "more"
        titled.start_over()

    for line in (titled.page.tray.line, titled.page.timeline_page.bar.search):
        for key, left in ((Key.Key_Backspace, "camera"), (Key.Key_Delete, "law ")):
            line.setFocus()
            line.setText("law camera")
            line.setCursorPosition(4)
            titled.key(key, modifiers=CTRL)
            assert (line.text(), titled.steps) == (left, [])


def test_in_fields_of_other_kinds_too_but_not_where_nothing_can_be_typed(titled: WindowDriver) -> None:
    for widget, text in (
        (QPlainTextEdit("law", titled.page), "plainText"), (QSpinBox(titled.page, value=25), "text"),
        (QComboBox(titled.page, editable=True, currentText="law"), "currentText"),
    ):  # fmt: skip
        assert widget.property(text) in ("law", "25")
        widget.show()
        widget.setFocus()
        assert focused() is widget
        titled.key(Key.Key_End)
        titled.key(Key.Key_Backspace, modifiers=CTRL)
        assert (widget.property(text), titled.steps) == ("", [])

    line = QLineEdit("law", titled.page, readOnly=True)
    line.show()
    titled.key_in(line, Key.Key_Backspace, modifiers=CTRL)
    assert (line.text(), titled.steps) == ("law", [])

    box = QComboBox(titled.page)
    box.show()
    for widget, key in ((box, Key.Key_Delete), (titled.timeline.canvas, Key.Key_Backspace)):
        titled.page.document.plan.select(("one",))
        titled.key_in(widget, key, modifiers=CTRL)
        assert (list(titled.agenda.sessions), titled.steps) == ([], ["Delete “Two more words”"])
        titled.does("undo")
