"""Every key on the menus and on the sheet of keys works on every keyboard our users have.

Qt matches a pressed key with each sequence it may mean: the key with Shift, and the character that Shift makes of it
(``QXkbCommon::possibleKeyCombinations``, and similarly on Windows). If two actions match, Qt runs neither. AltGr is
Ctrl and Alt on Windows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase

import pytest
from PySide6.QtGui import QKeySequence

from planner.wording import Wording
from tests.ui.conftest import NewWindow
from ui.state.command_table import COMMANDS, PLACES


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
    """Return a sequence as Qt writes it in every language."""
    return QKeySequence("+".join([*modifiers, key])).toString(QKeySequence.SequenceFormat.PortableText)


def may_be(modifiers: tuple[str, ...], plain: str, shifted: str) -> set[str]:
    """Return the sequences that a press of a key with these modifiers may mean."""
    found = {sequence(modifiers, plain)}
    if "Shift" in modifiers and shifted != plain:  # Qt matches a letter by its key alone
        found.add(sequence(tuple(m for m in modifiers if m != "Shift"), shifted))
    return found


KEYS = {sequence((), key): row.name for row in COMMANDS for key in row.keys}
STROKES = {key for _place, strokes in PLACES for stroke in strokes for key in stroke.keys}


def meanings(layout: Layout) -> dict[tuple[tuple[str, ...], str], set[str]]:
    """Return the actions of each key press, by all sequences that it may mean."""
    return {
        (modifiers, plain): {KEYS[s] for s in may_be(modifiers, plain, shifted) if s in KEYS}
        for modifiers in MODIFIERS
        for plain, shifted in layout.keys
    }


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_press_means_two_actions(name: str) -> None:
    assert {press: found for press, found in meanings(LAYOUTS[name]).items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_key_that_is_promised_can_be_pressed(name: str) -> None:
    layout = LAYOUTS[name]
    pressed = {s for mods in MODIFIERS for plain, shifted in layout.keys for s in may_be(mods, plain, shifted)}

    assert sorted(KEYS.keys() - pressed) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_key_is_a_character_of_altgr(name: str) -> None:
    layout = LAYOUTS[name]
    only = set(layout.third) - set(layout.plain) - set(layout.shifted) - {" "}
    made = {f"Ctrl+Alt+{plain}" for plain, third in zip(layout.plain, layout.third, strict=True) if third != " "}

    assert [key for key in KEYS if key[-1] in only or key in made] == []


def test_nothing_wants_ctrl_and_alt_which_is_altgr_on_windows() -> None:
    assert [key for key in {*KEYS, *STROKES} if "Ctrl+" in key and "Alt+" in key] == []


def test_the_keys_of_the_window_are_those_of_the_rows(new_window: NewWindow) -> None:
    window = new_window(words=Wording("en"))
    shown = {
        shortcut.toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.actions_by_name.values()
        for shortcut in action.shortcuts()
    }

    assert shown == KEYS.keys()
