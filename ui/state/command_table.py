"""The menus, shortcuts, keys and mouse gestures of the whole window: one table of rows of data.

The menus are made of these rows, the parts of the window look up the meaning of a key here, and the sheet of keys is
made of the same rows, so that they agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from planner.domain.text import N_
from planner.wording import LANGUAGE_NAMES, Wording


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
class Row:
    """A menu action: its name in code, its menu, text, shortcuts and needs.

    ``needs`` is a key of ``possible`` in ``ui.shell.command_state``. ``ticks`` makes the action checkable. ``within``
    is the
    submenu that holds it, and ``alone`` its text where its menu is not shown. ``stroke`` is the name of the timeline's
    key for it: the menu shows that key, and only the timeline handles it.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: str = ""
    ticks: bool = False
    within: str = ""
    alone: str = ""
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Gesture:
    """A mouse gesture and its effect, for the sheet of keys."""

    how: str
    text: str


# menus, and the keys that work everywhere

FILE, EDIT, VIEW, SESSION, TIMES, PROGRAMME, HELP = (
    N_("&File"), N_("&Edit"), N_("&View"), N_("&Session"), N_("&Times"), N_("&Programme"), N_("&Help"),
)  # fmt: skip

PEOPLE = N_("Pe&ople")

ROOMS, STEPS, COLOURS, APPEARANCE, LANGUAGE = (
    N_("&Rooms"), N_("Steps of the &grid"), N_("Co&lour blocks by"), N_("&Appearance"), N_("Lang&uage"),
)  # fmt: skip

EITHER = (STEPS, COLOURS, APPEARANCE, LANGUAGE)
"""The submenus in which exactly one action is ticked."""


LINE = "-"

ROWS: tuple[Row, ...] = (
    Row("new", FILE, N_("&New conference…"), ("Ctrl+Shift+N",)),
    Row("open", FILE, N_("&Open…"), ("Ctrl+O",)),
    Row("sample", FILE, N_("Open the &sample…")),
    Row("import_new", FILE, N_("New &from a file…")),
    Row(LINE, FILE, ""),
    Row("import", FILE, N_("&Import a file…"), ("Ctrl+I",), "change"),
    Row("export_table", FILE, N_("E&xport a table…"), ("Ctrl+Shift+X",), "file"),
    Row(LINE, FILE, ""),
    Row("new_edition", FILE, N_("New &edition…"), (), "file"),
    Row("save_copy", FILE, N_("Save a &copy…"), ("Ctrl+Shift+S",), "file"),
    Row("plan_versions", FILE, N_("&Versions…"), (), "file", alone=N_("Versions of the plan…")),
    Row("close", FILE, N_("C&lose conference"), ("Ctrl+W",), "file"),
    Row(LINE, FILE, ""),
    Row("quit", FILE, N_("&Quit"), ("Ctrl+Q",)),
    Row("undo", EDIT, N_("&Undo"), ("Ctrl+Z",), "change"),
    Row("redo", EDIT, N_("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "change"),
    Row(LINE, EDIT, ""),
    Row("cut", EDIT, N_("Cu&t"), ("Ctrl+X",), "session"),
    Row("copy", EDIT, N_("&Copy"), ("Ctrl+C",), "copyable"),
    Row("copy_addresses", EDIT, N_("Cop&y addresses"), (), "people", alone=N_("Copy e-mail addresses")),
    Row("paste", EDIT, N_("P&aste"), ("Ctrl+V",), "paste"),
    Row(LINE, EDIT, ""),
    Row("find", EDIT, N_("&Search"), ("Ctrl+F",), "file"),
    Row("finder", EDIT, N_("&Find or do…"), ("Ctrl+K",), "file"),
    Row("select_all", EDIT, N_("Select a&ll in sight"), ("Ctrl+Shift+A",), "file"),
    Row("go_agenda", VIEW, N_("&Timeline"), ("Ctrl+1",), "file"),
    Row("go_people", VIEW, N_("&People"), ("Ctrl+2",), "file"),
    Row("go_sessions", VIEW, N_("&Sessions"), ("Ctrl+3",), "file"),
    Row("go_venue", VIEW, N_("&Venue and rooms"), ("Ctrl+4",), "file"),
    Row("go_cover", VIEW, N_("&Moderators"), ("Ctrl+5",), "file"),
    Row("go_conference", VIEW, N_("C&onference page"), ("Ctrl+6",), "file"),
    Row(LINE, VIEW, ""),
    Row("zoom_in", VIEW, N_("Zoom &in"), ("Ctrl++", "Ctrl+="), "file"),
    Row("zoom_out", VIEW, N_("&Zoom out"), ("Ctrl+-",), "file"),
    Row("fit", VIEW, N_("&Fit the day"), ("Ctrl+0",), "file"),
    Row("fit_selection", VIEW, N_("Fit the s&election"), ("Ctrl+9",), "chosen"),
    Row(LINE, VIEW, ""),
    Row("fit_rooms", VIEW, N_("&All rooms in sight"), ("Ctrl+8",), "file", ticks=True, within=ROOMS),
    Row(LINE, VIEW, "", within=ROOMS),
    Row("hide_room", VIEW, N_("Hide the room's col&umn"), (), "room", within=ROOMS),
    Row("show_rooms", VIEW, N_("Show all r&ooms"), (), "hidden", within=ROOMS),
    Row("room_left", VIEW, N_("Room to the &left"), (), "movable_room", within=ROOMS),
    Row("room_right", VIEW, N_("Room to the ri&ght"), (), "movable_room", within=ROOMS),
    Row("pick", VIEW, N_("Pic&k what to see…"), ("Ctrl+Shift+F",), "file"),
    Row("snap_1", VIEW, N_("&1 minute"), (), "file", ticks=True, within=STEPS, alone=N_("Steps of 1 minute")),
    Row("snap_5", VIEW, N_("&5 minutes"), (), "file", ticks=True, within=STEPS, alone=N_("Steps of 5 minutes")),
    Row("snap_10", VIEW, N_("1&0 minutes"), (), "file", ticks=True, within=STEPS, alone=N_("Steps of 10 minutes")),
    Row("snap_15", VIEW, N_("15 &minutes"), (), "file", ticks=True, within=STEPS, alone=N_("Steps of 15 minutes")),
    Row("colour_track", VIEW, N_("&Track"), (), "file", ticks=True, within=COLOURS, alone=N_("Colour by track")),
    Row("colour_status", VIEW, N_("&Status"), (), "file", ticks=True, within=COLOURS, alone=N_("Colour by status")),
    Row("colour_kind", VIEW, N_("&Kind"), (), "file", ticks=True, within=COLOURS, alone=N_("Colour by kind")),
    Row(LINE, VIEW, ""),
    Row("all_days", VIEW, N_("All &days beside each other"), ("Ctrl+Shift+1",), "days", ticks=True),
    Row("next_day", VIEW, N_("&Next day"), ("Ctrl+PgDown",), "file"),
    Row("previous_day", VIEW, N_("Previous da&y"), ("Ctrl+PgUp",), "file"),
    Row(LINE, VIEW, ""),
    Row("problems", VIEW, N_("Pro&blems"), ("F8",), "file"),
    Row("history", VIEW, N_("&History"), ("Ctrl+H",), "file"),
    Row("changed_today", VIEW, N_("&What changed today…"), (), "file"),
    Row("conference", VIEW, N_("The &conference"), ("F4",), "file"),
    Row(LINE, VIEW, ""),
    Row("scheme_system", VIEW, N_("&System"), (), ticks=True, within=APPEARANCE, alone=N_("Appearance of the system")),
    Row("scheme_light", VIEW, N_("&Light"), (), ticks=True, within=APPEARANCE, alone=N_("Light appearance")),
    Row("scheme_dark", VIEW, N_("&Dark"), (), ticks=True, within=APPEARANCE, alone=N_("Dark appearance")),
    Row("language_system", VIEW, N_("&System"), (), ticks=True, within=LANGUAGE, alone=N_("Language of the system")),
    Row("language_en", VIEW, LANGUAGE_NAMES["en"], (), ticks=True, within=LANGUAGE, alone=N_("Language: English")),
    Row("language_sv", VIEW, LANGUAGE_NAMES["sv"], (), ticks=True, within=LANGUAGE, alone=N_("Language: Swedish")),
    Row("add", SESSION, N_("&New session"), ("Ctrl+N",), "change"),
    Row("duplicate", SESSION, N_("Dup&licate"), ("Ctrl+D",), "session"),
    Row("edit", SESSION, N_("&Edit"), (), "thing", stroke="edit"),
    Row("rename", SESSION, N_("&Rename"), (), "single", stroke="rename"),
    Row("move", SESSION, N_("&Move with the arrow keys"), (), "session", stroke="take"),
    Row("swap", SESSION, N_("S&wap the two"), (), "pair", stroke="swap"),
    Row("split", SESSION, N_("&Split…"), (), "single"),
    Row("merge", SESSION, N_("Mer&ge into one"), (), "several"),
    Row("pin", SESSION, N_("&Pin to its time"), (), "session", stroke="pin"),
    Row("unplace", SESSION, N_("Return to the tra&y"), (), "placed", stroke="unplace"),
    Row("keep_template", SESSION, N_("&Keep as a template"), (), "single"),
    Row("delete", SESSION, N_("&Delete"), ("Ctrl+Del", "Ctrl+Backspace"), "thing"),
    Row("merge_people", PEOPLE, N_("&Merge two people…"), (), "two_people"),
    Row("duplicates", PEOPLE, N_("Possible &duplicates…"), (), "file"),
    Row(
        "invite_again", PEOPLE, N_("&Invite again…"), (), "change", alone=N_("Invite people of an earlier year again…")
    ),
    Row(LINE, PEOPLE, ""),
    Row("erase_person", PEOPLE, N_("E&rase…"), (), "person", alone=N_("Erase a person…")),
    Row("shift_rest", TIMES, N_("S&hift what follows…"), (), "change"),
    Row("insert_gap", TIMES, N_("&Insert a gap…"), (), "change"),
    Row("close_gaps", TIMES, N_("Cl&ose the gaps…"), (), "change"),
    Row(LINE, TIMES, ""),
    Row("fit_gaps", TIMES, N_("Fit into the day by its &gaps…"), (), "change"),
    Row("fit_lengths", TIMES, N_("Fit into the day by the &lengths…"), (), "change"),
    Row("breaks", TIMES, N_("All &breaks to…"), (), "change"),
    Row(LINE, TIMES, ""),
    Row("fill_in_order", TIMES, N_("&Fill in order"), (), "waiting", alone=N_("Fill in order what waits in the tray")),
    Row("send", PROGRAMME, N_("&Publish…"), ("Ctrl+E",), "change"),
    Row("releases", PROGRAMME, N_("&Versions…"), (), "file"),
    Row(LINE, PROGRAMME, ""),
    Row("print", PROGRAMME, N_("Pr&int programme…"), ("Ctrl+P",), "file"),
    Row("run_sheet", PROGRAMME, N_("Print &run sheet…"), ("Ctrl+Shift+P",), "file"),
    Row("keys", HELP, N_("&Keys"), ("F1",)),
    Row("about", HELP, N_("&About Estrad")),
)
_ROW = {row.name: row for row in ROWS}

# keys in one place, and the mouse

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

# lookups

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


def needs(name: str) -> str:
    """Return what an action needs: a key of ``possible`` in ``ui.shell.command_state``."""
    return _ROW[name].needs


def bare(text: str) -> str:
    """Return the text of an action without its access key and without the timeline's key."""
    return text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")
