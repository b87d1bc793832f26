"""The keys and mouse gestures of each place, as rows of data.

The parts of the window look up the meaning of a key here, and the sheet of keys is made of the same rows, so the two
agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from planner.domain.text import N_
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key binding of one place: its name in code, the keys in Qt's portable names, and its text.

    Neighbouring bindings with the same text become one row of the sheet. One without a name is handled by Qt's own
    list.
    """

    name: str
    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Gesture:
    """A mouse gesture and its effect, for the sheet of keys."""

    how: str
    text: str


ENTER = ("Return", "Enter")
_STEP, _ROOM, _LENGTH = (
    N_("A step of the grid earlier or later"),
    N_("To the next room"),
    N_("A step shorter or longer"),
)
TIMELINE: tuple[Stroke, ...] = (
    Stroke("", ("Up", "Down", "Left", "Right"), N_("Walk from session to session")),
    Stroke("", ("Ctrl+A",), N_("Select all of the day")),
    Stroke("clear", ("Esc",), N_("Select nothing")),
    Stroke("edit", ENTER, N_("Edit the session")),
    Stroke("rename", ("F2",), N_("Type the title in its place")),
    Stroke("take", ("M",), N_("Take the selected sessions into the hand")),
    Stroke("pin", ("P",), N_("Pin the selected sessions to their time, or unpin them")),
    Stroke("earlier", ("Alt+Up",), _STEP),
    Stroke("later", ("Alt+Down",), _STEP),
    Stroke("left", ("Alt+Left",), _ROOM),
    Stroke("right", ("Alt+Right",), _ROOM),
    Stroke("shorter", ("Alt+Shift+Up",), _LENGTH),
    Stroke("longer", ("Alt+Shift+Down",), _LENGTH),
    Stroke("follow_earlier", ("Ctrl+Shift+Up",), N_("The session and what follows a step earlier or later")),
    Stroke("follow_later", ("Ctrl+Shift+Down",), N_("The session and what follows a step earlier or later")),
    Stroke("end_earlier", ("Ctrl+Shift+Left",), N_("Ends a step earlier or later, and what follows makes way")),
    Stroke("end_later", ("Ctrl+Shift+Right",), N_("Ends a step earlier or later, and what follows makes way")),
    Stroke("swap", ("X",), N_("Let the two selected sessions change places")),
    Stroke("unplace", ("Del", "Backspace"), N_("Back to the tray")),
)
HELD: tuple[Stroke, ...] = (
    Stroke("earlier", ("Up",), _STEP),
    Stroke("later", ("Down",), _STEP),
    Stroke("left", ("Left",), _ROOM),
    Stroke("right", ("Right",), _ROOM),
    Stroke("hour_earlier", ("PgUp",), N_("An hour earlier or later")),
    Stroke("hour_later", ("PgDown",), N_("An hour earlier or later")),
    Stroke("everywhere", ("W",), N_("The whole venue, or one room again")),
    Stroke("ripple", ("R",), N_("What follows makes way, or stays")),
    Stroke("drop", ENTER, N_("Drop it")),
    Stroke("cancel", ("Esc",), N_("Let go, nothing happens")),
)
HEADS: tuple[Stroke, ...] = (
    Stroke("left", ("Left",), N_("Walk from room to room")),
    Stroke("right", ("Right",), N_("Walk from room to room")),
    Stroke("show", ENTER, N_("Show the room in the inspector")),
    Stroke("room_left", ("Alt+Left",), N_("Move the room's column")),
    Stroke("room_right", ("Alt+Right",), N_("Move the room's column")),
    Stroke("hide", ("Del", "Backspace"), N_("Hide the room's column")),
)
TRAY: tuple[Stroke, ...] = (
    Stroke("take", ("M",), N_("Take the session into the hand")),
    Stroke("edit", (*ENTER, "F2"), N_("Edit the session")),
)
CHIPS: tuple[Stroke, ...] = (
    Stroke("take", ("M", *ENTER), N_("Take what can be inserted into the hand")),
    Stroke("edit", ("F2",), N_("Edit the template")),
    Stroke("delete", ("Del",), N_("Delete the template")),
)
LIST: tuple[Stroke, ...] = (
    Stroke("", ("Up", "Down"), N_("Walk from row to row; with Shift select on")),
    Stroke("edit", (*ENTER, "F2"), N_("Edit what is selected")),
    Stroke("add", ("Ins",), N_("Add one")),
    Stroke("delete", ("Del",), N_("Delete what is selected")),
)
SESSION_LIST: tuple[Stroke, ...] = (
    *LIST,
    Stroke("pin", ("P",), N_("Pin the selected sessions to their time, or unpin them")),
)
BOARD: tuple[Stroke, ...] = (
    Stroke("", ("Up", "Down", "Left", "Right"), N_("Walk from session to session")),
    Stroke("next", ("N",), N_("To the next or the previous session without a moderator")),
    Stroke("previous", ("Shift+N",), N_("To the next or the previous session without a moderator")),
    Stroke("assign", ENTER, N_("Choose who moderates the session; edit the stretch")),
    Stroke("edit", ("F2",), N_("Edit the session or stretch")),
    Stroke("stretch", ("M", "Ins"), N_("A moderator for the stretch around it")),
    Stroke("all_day", ("Shift+M", "Shift+Ins"), N_("A moderator for the room all day")),
    Stroke("remove", ("Del", "Backspace"), N_("Take the moderator or the stretch away")),
    Stroke("earlier", ("Alt+Up",), N_("The stretch 5 minutes earlier or later")),
    Stroke("later", ("Alt+Down",), N_("The stretch 5 minutes earlier or later")),
    Stroke("left", ("Alt+Left",), N_("The stretch to the next room")),
    Stroke("right", ("Alt+Right",), N_("The stretch to the next room")),
    Stroke("shorter", ("Alt+Shift+Up",), N_("The stretch 5 minutes shorter or longer")),
    Stroke("longer", ("Alt+Shift+Down",), N_("The stretch 5 minutes shorter or longer")),
)
MOUSE: tuple[Gesture, ...] = (
    Gesture(N_("Drag a session"), N_("To another time or room, or back to the tray")),
    Gesture(N_("Drag a card of the tray, or what can be inserted"), N_("Into the timeline")),
    Gesture(N_("Drag the upper or lower edge"), N_("To another start or end")),
    Gesture(N_("Shift while dragging"), N_("What follows makes way")),
    Gesture(N_("Alt while dragging"), N_("Single minutes")),
    Gesture(N_("W while dragging"), N_("Over the whole venue")),
    Gesture(N_("Drop on the middle of another session"), N_("The two change places")),
    Gesture(N_("Drag over the tab of a day"), N_("To another day")),
    Gesture(N_("Ctrl or Shift and a click, or a band around them"), N_("Select several, which then move together")),
    Gesture(N_("Escape while dragging"), N_("Let go, nothing happens")),
    Gesture(N_("Click on the empty grid"), N_("There goes what is pasted or made next")),
    Gesture(N_("Double click"), N_("Edit what is under the pointer, or make a session on the empty grid")),
    Gesture(N_("Right click"), N_("A menu of what can be done")),
    Gesture(N_("Ctrl and the wheel"), N_("Zoom in or out")),
    Gesture(N_("Click the name of a room"), N_("Show the room in the inspector")),
    Gesture(N_("Drag a moderator on a session, a room or the name of a room"), N_("Let them moderate it")),
)
PLACES: tuple[tuple[str, tuple[Stroke, ...]], ...] = (
    (N_("Timeline"), TIMELINE), (N_("While a session is in the hand"), HELD), (N_("Names of the rooms"), HEADS),
    (N_("Tray"), TRAY),
    (N_("What can be inserted"), CHIPS), (N_("Lists"), SESSION_LIST), (N_("Moderators"), BOARD),
)  # fmt: skip

ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


def meant(strokes: Sequence[Stroke], event: QKeyEvent, *, bare: bool = False) -> str:
    """Return the name of the binding that a pressed key matches, or an empty string; ``bare`` ignores modifiers."""
    modifiers = Qt.KeyboardModifier.NoModifier if bare else event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString(
        QKeySequence.SequenceFormat.PortableText
    )
    return next((stroke.name for stroke in strokes if pressed in stroke.keys), "")


def said(keys: Sequence[str]) -> str:
    """Return the keys as shown to the user, each once: ``Alt+↑  Alt+↓``."""
    named = ("+".join([*before, ARROWS.get(last, last)]) for *before, last in (_parts(key) for key in keys))
    return "  ".join(dict.fromkeys(named))


def _parts(key: str) -> list[str]:
    """Split a key into modifiers and key; ``Ctrl++`` is Ctrl and +."""
    return [*key[:-2].split("+"), "+"] if key.endswith("++") else key.split("+")


def rows_of(strokes: Sequence[Stroke], words: Wording) -> list[tuple[str, str]]:
    """Return the rows of the sheet for a place: the keys, and their text."""
    return [
        (said([key for stroke in same for key in stroke.keys]), words(text))
        for text, same in groupby(strokes, key=lambda stroke: stroke.text)
    ]
