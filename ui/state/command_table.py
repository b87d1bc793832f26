"""The menus, shortcuts, keys and mouse gestures of the whole window as tables.

Menus and help are made from them, and timeline, lists and other parts look up pressed keys in them, so that all agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from planner.domain.languages import LANGUAGES
from planner.domain.text import N_
from planner.products import PRINTED
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """A key binding in one part of the window: name in code, keys in Qt's portable notation, and description.

    Neighbours with the same description become one row of the help. One without a name is only for the help, and its
    keys may be described, as *A … Z*.
    """

    name: str
    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A menu action: its name in code, and its menu, text, shortcuts and needs; with the name ``LINE``, a separator.

    ``needs`` is a key of ``action_conditions`` in ``ui.shell.menus``. ``ticks`` makes it checkable. ``within`` is its
    submenu. ``alone`` is its text where its menu is not shown with it. ``key_binding`` names its key binding in the
    timeline or in lists: the menu shows that key, but only the timeline or the list handles it.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: str = ""
    ticks: bool = False
    within: str = ""
    alone: str = ""
    key_binding: str = ""


@dataclass(frozen=True, slots=True)
class MouseGesture:
    """A mouse gesture, or a text typed into Ctrl+K, and its effect, for the help."""

    how: str
    text: str


# menus, and the keys that work everywhere

FILE, EDIT, VIEW, SESSION, PEOPLE, TIMES, PROGRAMME, HELP = (
    N_("&File"), N_("&Edit"), N_("&View"), N_("&Session"), N_("Pe&ople"), N_("&Times"), N_("&Programme"), N_("&Help"),
)  # fmt: skip

ZOOM, ROOMS, STEPS, COLOURS, APPEARANCE, LANGUAGE = (
    N_("&Zoom"), N_("&Rooms"), N_("S&nap to"), N_("Co&lour blocks by"), N_("&Appearance"), N_("Lang&uage"),
)  # fmt: skip

EXCLUSIVE = (STEPS, COLOURS, APPEARANCE, LANGUAGE)
"""The submenus of which at most one action is checked at a time."""
LINE = "-"

COMMANDS: tuple[Command, ...] = (
    Command("new", FILE, N_("&New conference…"), ("Ctrl+Shift+N",)),
    Command("open", FILE, N_("&Open…"), ("Ctrl+O",)),
    Command("open_beside", FILE, N_("Open another &beside…"), ("Ctrl+Shift+O",), "file"),
    Command("sample", FILE, N_("Open the &sample")),
    Command("full_example", FILE, N_("Open the full exa&mple")),
    Command("import_new", FILE, N_("New &from Excel or a file…")),
    Command(LINE, FILE, ""),
    Command("import", FILE, N_("&Import from Excel or a file…"), ("Ctrl+I",), "paste"),
    Command("export_table", FILE, N_("E&xport to Excel…"), ("Ctrl+Shift+X",), "file"),
    Command(LINE, FILE, ""),
    Command("new_edition", FILE, N_("New &edition…"), (), "file"),
    Command("save_copy", FILE, N_("Save a &copy…"), ("Ctrl+Shift+S",), "file"),
    Command("plan_versions", FILE, N_("&Kept plans…"), (), "file"),
    Command("read_again", FILE, N_("Read a&gain"), ("F5",), "copy", alone=N_("Read the file again")),
    Command("edit_here", FILE, N_("Edit here"), (), "copy"),
    Command("close", FILE, N_("C&lose conference"), ("Ctrl+W",), "file"),
    Command(LINE, FILE, ""),
    Command("quit", FILE, N_("&Quit"), ("Ctrl+Q",)),
    Command("undo", EDIT, N_("&Undo"), ("Ctrl+Z",), "change"),
    Command("redo", EDIT, N_("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "change"),
    Command(LINE, EDIT, ""),
    Command("cut", EDIT, N_("Cu&t"), ("Ctrl+X",), "movable"),
    Command("copy", EDIT, N_("Cop&y"), ("Ctrl+C",), "copyable"),
    Command("copy_addresses", EDIT, N_("C&opy addresses"), (), "people", alone=N_("Copy e-mail addresses")),
    Command("paste", EDIT, N_("P&aste"), ("Ctrl+V",), "paste"),
    Command(LINE, EDIT, ""),
    Command("find", EDIT, N_("&Search"), ("Ctrl+F",), "file"),
    Command("next_hit", EDIT, N_("&Next hit"), ("F3",), "filter"),
    Command("previous_hit", EDIT, N_("Pre&vious hit"), ("Shift+F3",), "filter"),
    Command("finder", EDIT, N_("Sear&ch or run…"), ("Ctrl+K",), "file"),
    Command(
        "fill_down",
        EDIT,
        N_("Fill down"),
        (),
        "list",
        alone=N_("Fill the column of the list down"),
        key_binding="fill_down",
    ),
    Command(
        "paste_down",
        EDIT,
        N_("Paste cells"),
        (),
        "list",
        alone=N_("Paste cells into the list"),
        key_binding="paste_down",
    ),
    Command("next_one", EDIT, N_("Next in the list"), ("Alt+PgDown",), "file"),
    Command("previous_one", EDIT, N_("Previous in the list"), ("Alt+PgUp",), "file"),
    Command("write", EDIT, N_("Open lar&ge editor"), ("F11",), "texts"),
    Command("select_all", EDIT, N_("Select a&ll in sight"), ("Ctrl+Shift+A",), "file"),
    Command("go_agenda", VIEW, N_("&Timeline"), ("Ctrl+1",), "file"),
    Command("go_people", VIEW, N_("&People"), ("Ctrl+2",), "file"),
    Command("go_sessions", VIEW, N_("&Sessions"), ("Ctrl+3",), "file"),
    Command("go_venue", VIEW, N_("&Venue and rooms"), ("Ctrl+4",), "file"),
    Command("go_cover", VIEW, N_("&Moderators"), ("Ctrl+5",), "file"),
    Command("go_conference", VIEW, N_("C&onference page"), ("Ctrl+6",), "file"),
    Command(LINE, VIEW, ""),
    Command("zoom_in", VIEW, N_("Zoom &in"), ("Ctrl++", "Ctrl+="), "file", within=ZOOM),
    Command("zoom_out", VIEW, N_("&Zoom out"), ("Ctrl+-",), "file", within=ZOOM),
    Command("fit", VIEW, N_("&Fit the whole day"), ("Ctrl+0",), "file", within=ZOOM),
    Command("fit_selection", VIEW, N_("Zoom to the s&election"), ("Ctrl+9",), "chosen", within=ZOOM),
    Command("fit_rooms", VIEW, N_("&All rooms in sight"), ("Ctrl+8",), "file", ticks=True, within=ROOMS),
    Command(LINE, VIEW, "", within=ROOMS),
    Command("hide_room", VIEW, N_("Hide the room's col&umn"), (), "room", within=ROOMS),
    Command("show_rooms", VIEW, N_("Show all r&ooms"), (), "hidden", within=ROOMS),
    Command("room_left", VIEW, N_("Room to the &left"), (), "movable_room", within=ROOMS),
    Command("room_right", VIEW, N_("Room to the ri&ght"), (), "movable_room", within=ROOMS),
    Command("pick", VIEW, N_("Filter: pic&k what to see…"), ("Ctrl+Shift+F",), "file"),
    Command("snap_1", VIEW, N_("&1 minute"), (), "file", ticks=True, within=STEPS, alone=N_("Snap to 1 minute")),
    Command("snap_5", VIEW, N_("&5 minutes"), (), "file", ticks=True, within=STEPS, alone=N_("Snap to 5 minutes")),
    Command("snap_10", VIEW, N_("1&0 minutes"), (), "file", ticks=True, within=STEPS, alone=N_("Snap to 10 minutes")),
    Command("snap_15", VIEW, N_("15 &minutes"), (), "file", ticks=True, within=STEPS, alone=N_("Snap to 15 minutes")),
    Command("colour_track", VIEW, N_("&Track"), (), "file", ticks=True, within=COLOURS, alone=N_("Colour by track")),
    Command("colour_status", VIEW, N_("&Status"), (), "file", ticks=True, within=COLOURS, alone=N_("Colour by status")),
    Command("colour_kind", VIEW, N_("T&ype"), (), "file", ticks=True, within=COLOURS, alone=N_("Colour by type")),
    Command(LINE, VIEW, ""),
    Command("all_days", VIEW, N_("All &days beside each other"), ("Ctrl+Shift+1",), "days", ticks=True),
    Command("next_day", VIEW, N_("N&ext day"), ("Ctrl+PgDown",), "file"),
    Command("previous_day", VIEW, N_("Previous da&y"), ("Ctrl+PgUp",), "file"),
    Command("now", VIEW, N_("Go to now"), ("Ctrl+G",), "today"),
    Command(LINE, VIEW, ""),
    Command("tray", VIEW, N_("Show or hide “Not placed”"), ("F7",), "file"),
    Command("problems", VIEW, N_("Pro&blems"), ("F8",), "file"),
    Command("history", VIEW, N_("&History"), ("Ctrl+H",), "file"),
    Command("changed_today", VIEW, N_("&What changed today…"), (), "file"),
    Command("conference", VIEW, N_("Overview of the &conference"), ("F4",), "file"),
    Command(LINE, VIEW, ""),
    Command(
        "scheme_system",
        VIEW,
        N_("&Same as system"),
        ticks=True,
        within=APPEARANCE,
        alone=N_("Appearance of the system"),
    ),
    Command("scheme_light", VIEW, N_("&Light"), (), ticks=True, within=APPEARANCE, alone=N_("Light appearance")),
    Command("scheme_dark", VIEW, N_("&Dark"), (), ticks=True, within=APPEARANCE, alone=N_("Dark appearance")),
    Command(
        "language_system", VIEW, N_("&Same as system"), ticks=True, within=LANGUAGE, alone=N_("Language of the system")
    ),
    *(
        Command(f"language_{row.code}", VIEW, row.name, ticks=True, within=LANGUAGE, alone=row.action)
        for row in LANGUAGES.values()
    ),
    Command("add", SESSION, N_("&New session"), ("Ctrl+N",), "change"),
    Command("duplicate", SESSION, N_("Dup&licate"), ("Ctrl+D",), "session"),
    Command(LINE, SESSION, ""),
    Command("edit", SESSION, N_("&Edit"), (), "thing", key_binding="edit"),
    Command("rename", SESSION, N_("&Rename"), (), "single", key_binding="rename"),
    Command("move", SESSION, N_("&Move with the arrow keys"), (), "movable", key_binding="take"),
    Command("swap", SESSION, N_("S&wap the two"), (), "swap", key_binding="swap"),
    Command("pin", SESSION, N_("&Pin to its time"), (), "session", key_binding="pin"),
    Command("unplace", SESSION, N_("Ret&urn to “Not placed”"), (), "placed", key_binding="unplace"),
    Command(LINE, SESSION, ""),
    Command("split", SESSION, N_("&Split…"), (), "single"),
    Command("merge", SESSION, N_("Mer&ge into one"), (), "several"),
    Command("keep_template", SESSION, N_("Sa&ve as template"), (), "single"),
    Command(LINE, SESSION, ""),
    Command("group", SESSION, N_("Make &block"), (), "session", key_binding="group"),
    Command("ungroup", SESSION, N_("Ungroup"), ("Ctrl+Shift+G",), "block"),
    Command("leave_block", SESSION, N_("Ta&ke out of the block"), (), "in_block"),
    Command(LINE, SESSION, ""),
    Command("call_off", SESSION, N_("&Call off"), (), "change"),
    Command("delete", SESSION, N_("&Delete"), ("Ctrl+Del", "Ctrl+Backspace"), "thing"),
    Command(
        "person_calendar", PEOPLE, N_("&Calendar for this person…"), (), "person", alone=N_("Calendar for a person…")
    ),
    Command("merge_people", PEOPLE, N_("&Merge two people…"), (), "two_people"),
    Command("duplicates", PEOPLE, N_("Possible &duplicates…"), (), "file"),
    Command(
        "invite_again", PEOPLE, N_("&Invite again…"), (), "change", alone=N_("Invite people of an earlier year again…")
    ),
    Command(LINE, PEOPLE, ""),
    Command("erase_person", PEOPLE, N_("E&rase personal data…"), (), "person", alone=N_("Erase a person’s data…")),
    Command("shift_rest", TIMES, N_("Shift what &follows…"), (), "change"),
    Command("insert_gap", TIMES, N_("&Insert a gap…"), (), "change"),
    Command("close_gaps", TIMES, N_("Close t&he gaps…"), (), "change"),
    Command("gaps_first", TIMES, N_("G&aps give first"), (), "file", ticks=True),
    Command(LINE, TIMES, ""),
    Command("fit_gaps", TIMES, N_("Make the day fit: shrink &gaps…"), (), "change"),
    Command("fit_lengths", TIMES, N_("Make the day fit: shorten s&essions…"), (), "change"),
    Command("breaks", TIMES, N_("Set all &breaks to…"), (), "change"),
    Command(LINE, TIMES, ""),
    Command("fill_in_order", TIMES, N_("Place all in &order"), (), "waiting"),
    Command("usual_day", TIMES, N_("Add a usual &day"), (), "empty_day"),
    Command("send", PROGRAMME, N_("&Publish…"), ("Ctrl+E",), "change"),
    Command("releases", PROGRAMME, N_("Published &versions…"), (), "file"),
    Command(LINE, PROGRAMME, ""),
    *(Command(product.command, PROGRAMME, product.offer, product.keys, "file") for product in PRINTED),
    Command("export_for_others", PROGRAMME, N_("Programme for &others (.xlsx)…"), (), "file"),
    Command("first_steps", HELP, N_("&First steps"), (), "change", ticks=True),
    Command("help", HELP, N_("&Help and keyboard shortcuts"), ("F1",)),
    Command("about", HELP, N_("&About Estrad")),
)
ALSO = {"export_table": (LINE, "send", *(product.command for product in PRINTED))}
"""Commands listed in a menu a second time, by the command they follow: many look for print under *File*."""
_ROW = {row.name: row for row in COMMANDS}

# keys in one place, and the mouse

ENTER = ("Return", "Enter")
_STEP, _ROOM, _LENGTH = N_("A step earlier or later"), N_("To the next room"), N_("A step shorter or longer")
TIMELINE: tuple[KeyBinding, ...] = (
    KeyBinding("", ("Up", "Down", "Left", "Right"), N_("Walk from session to session")),
    KeyBinding("", ("Ctrl+A",), N_("Select all of the day")),
    KeyBinding("clear", ("Esc",), N_("Select nothing; then show all that is dimmed")),
    KeyBinding("edit", ENTER, N_("Edit the session")),
    KeyBinding("rename", ("F2",), N_("Type the title in its place")),
    KeyBinding("take", ("M",), N_("Pick up the selected sessions")),
    KeyBinding("pin", ("P",), N_("Pin the selected sessions to their time, or unpin them")),
    KeyBinding("earlier", ("Alt+Up",), _STEP),
    KeyBinding("later", ("Alt+Down",), _STEP),
    KeyBinding("left", ("Alt+Left",), _ROOM),
    KeyBinding("right", ("Alt+Right",), _ROOM),
    KeyBinding("shorter", ("Alt+Shift+Up",), _LENGTH),
    KeyBinding("longer", ("Alt+Shift+Down",), _LENGTH),
    KeyBinding("follow_earlier", ("Ctrl+Shift+Up",), N_("The session and what follows a step earlier or later")),
    KeyBinding("follow_later", ("Ctrl+Shift+Down",), N_("The session and what follows a step earlier or later")),
    KeyBinding("end_earlier", ("Ctrl+Shift+Left",), N_("Ends a step earlier or later, and what follows makes way")),
    KeyBinding("end_later", ("Ctrl+Shift+Right",), N_("Ends a step earlier or later, and what follows makes way")),
    KeyBinding("swap", ("X",), N_("Let two sessions change places, or one and another that is not placed")),
    KeyBinding("group", ("G",), N_("Make a block around the selected sessions")),
    KeyBinding("unplace", ("Del", "Backspace"), N_("Back to “Not placed”")),
)
DRAGGING: tuple[KeyBinding, ...] = (
    KeyBinding("earlier", ("Up",), _STEP),
    KeyBinding("later", ("Down",), _STEP),
    KeyBinding("left", ("Left",), _ROOM),
    KeyBinding("right", ("Right",), _ROOM),
    KeyBinding("hour_earlier", ("PgUp",), N_("An hour earlier or later")),
    KeyBinding("hour_later", ("PgDown",), N_("An hour earlier or later")),
    KeyBinding("everywhere", ("W",), N_("All rooms, or one room again")),
    KeyBinding("ripple", ("R",), N_("What follows makes way, or stays")),
    KeyBinding("alone", ("F",), N_("The frame of a block alone, or with its sessions")),
    KeyBinding("drop", ENTER, N_("Drop it")),
    KeyBinding("cancel", ("Esc",), N_("Cancel; nothing moves")),
)
ROOM_HEADERS: tuple[KeyBinding, ...] = (
    KeyBinding("left", ("Left",), N_("Walk from room to room")),
    KeyBinding("right", ("Right",), N_("Walk from room to room")),
    KeyBinding("show", ENTER, N_("Show the room in the inspector")),
    KeyBinding("room_left", ("Alt+Left",), N_("Move the room's column")),
    KeyBinding("room_right", ("Alt+Right",), N_("Move the room's column")),
    KeyBinding("hide", ("Del", "Backspace"), N_("Hide the room's column")),
)
TRAY: tuple[KeyBinding, ...] = (
    KeyBinding("take", ("M",), N_("Pick up the session")),
    KeyBinding("edit", (*ENTER, "F2"), N_("Edit the session")),
)
CHIPS: tuple[KeyBinding, ...] = (
    KeyBinding("take", ("M", *ENTER), N_("Pick up what can be dragged in")),
    KeyBinding("edit", ("F2",), N_("Edit the template")),
    KeyBinding("delete", ("Del",), N_("Delete the template")),
)
TITLE: tuple[KeyBinding, ...] = (
    KeyBinding("subtitle", ("Down",), N_("From the title to the subtitle and back")),
    KeyBinding("title", ("Up",), N_("From the title to the subtitle and back")),
)
LIST: tuple[KeyBinding, ...] = (
    KeyBinding("", ("Up", "Down"), N_("Walk from row to row; with Shift select on")),
    KeyBinding("", ("Left", "Right"), N_("Walk from cell to cell")),
    KeyBinding("edit", ENTER, N_("Edit what is selected in the form")),
    KeyBinding("edit_cell", ("F2",), N_("Edit in the cell, as typing does; Tab goes on to the next cell, Enter down")),
    KeyBinding("fill_down", ("Ctrl+D",), N_("Fill the column down from the first selected row; no row moves")),
    KeyBinding("paste_down", ("Ctrl+Shift+V",), N_("Paste cells from here down and to the right; no row moves")),
    KeyBinding("add", ("Ins",), N_("Add one")),
    KeyBinding("delete", ("Del",), N_("Delete what is selected")),
)
LIST_MOUSE: tuple[MouseGesture, ...] = (
    MouseGesture(N_("Click the head of a column"), N_("Sort by it, and again after a fill or paste")),
    MouseGesture(N_("“Day” and “Room” above all sessions"), N_("List only what is then or there")),
)
BOARD: tuple[KeyBinding, ...] = (
    KeyBinding("", ("Up", "Down", "Left", "Right"), N_("Walk from session to session")),
    KeyBinding("", ("A … Z",), N_("Type who moderates the session, or look for a person")),
    KeyBinding("next", ("Ctrl+Down",), N_("To the next or the previous session without a moderator")),
    KeyBinding("previous", ("Ctrl+Up",), N_("To the next or the previous session without a moderator")),
    KeyBinding("assign", ENTER, N_("Choose who moderates the session; edit the shift")),
    KeyBinding("edit", ("F2",), N_("Edit the session or shift")),
    KeyBinding("stretch", ("Shift+Return", "Shift+Enter", "Ins"), N_("A moderator for the shift around it")),
    KeyBinding("all_day", ("Ctrl+Return", "Ctrl+Enter", "Shift+Ins"), N_("A moderator for the room all day")),
    KeyBinding("everywhere", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), N_("A moderator for all rooms all day")),
    KeyBinding("remove", ("Del", "Backspace"), N_("Take the moderator or the shift away")),
    KeyBinding("earlier", ("Alt+Up",), N_("The shift 5 minutes earlier or later")),
    KeyBinding("later", ("Alt+Down",), N_("The shift 5 minutes earlier or later")),
    KeyBinding("left", ("Alt+Left",), N_("The shift to the next room")),
    KeyBinding("right", ("Alt+Right",), N_("The shift to the next room")),
    KeyBinding("shorter", ("Alt+Shift+Up",), N_("The shift 5 minutes shorter or longer")),
    KeyBinding("longer", ("Alt+Shift+Down",), N_("The shift 5 minutes shorter or longer")),
)
MOUSE: tuple[MouseGesture, ...] = (
    MouseGesture(N_("Drag a session"), N_("To another time or room, or back to “Not placed”")),
    MouseGesture(N_("Drag a card of “Not placed”, or what can be dragged in"), N_("Into the timeline")),
    MouseGesture(N_("Drag the upper or lower edge"), N_("To another start or end")),
    MouseGesture(N_("Shift while dragging"), N_("What follows makes way")),
    MouseGesture(N_("Alt while dragging"), N_("Single minutes")),
    MouseGesture(N_("Drag the head of a block"), N_("The block and its sessions to another time or room")),
    MouseGesture(N_("Ctrl while dragging a block"), N_("Its frame alone; at its end the sessions share its time")),
    MouseGesture(N_("Shift while dragging the end of a block"), N_("Its sessions shift into it")),
    MouseGesture(N_("W while dragging"), N_("Over all rooms")),
    MouseGesture(N_("Drop on the middle of another session"), N_("The two change places")),
    MouseGesture(N_("Drag over the tab of a day"), N_("To another day")),
    MouseGesture(
        N_("Ctrl or Shift and a click, or a band around them"), N_("Select several, which then move together")
    ),
    MouseGesture(N_("Escape while dragging"), N_("Cancel; nothing moves")),
    MouseGesture(N_("Click on the empty grid"), N_("New sessions land here")),
    MouseGesture(N_("Double click"), N_("Edit what is under the pointer, or make a session on the empty grid")),
    MouseGesture(N_("Right click"), N_("A menu of what can be done")),
    MouseGesture(N_("Ctrl and the wheel"), N_("Zoom in or out")),
    MouseGesture(N_("Shift and the wheel"), N_("Scroll sideways")),
    MouseGesture(N_("Click the name of a room"), N_("Show the room in the inspector")),
)
MODERATING: tuple[MouseGesture, ...] = (
    MouseGesture(N_("Drag a moderator on a session, a room or the name of a room"), N_("Let them moderate it")),
)
TYPED: tuple[MouseGesture, ...] = (
    MouseGesture(N_("Ctrl+K: keynote +10"), N_("It ends 10 minutes later, and what follows makes way")),
    MouseGesture(N_("Ctrl+K: keynote begins +10"), N_("It begins 10 minutes later, and so does what follows")),
    MouseGesture(N_("Ctrl+K: late by 12 in room B"), N_("What is on there ends later, or else the next begins later")),
    MouseGesture(N_("Ctrl+K: keynote x panel"), N_("The two change places")),
    MouseGesture(N_("Ctrl+K: call off keynote"), N_("It is called off; attendees read it at the next publishing")),
    MouseGesture(N_("Ctrl+K: break hall 30 +10"), N_("A type, room, day, time or person says which session is meant")),
)

# lookups

ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


def match_binding(strokes: Sequence[KeyBinding], event: QKeyEvent, *, bare: bool = False) -> str:
    """Return the name of the binding for a pressed key, or an empty string; ``bare`` ignores modifiers."""
    modifiers = Qt.KeyboardModifier.NoModifier if bare else event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString(
        QKeySequence.SequenceFormat.PortableText
    )
    return next((stroke.name for stroke in strokes if pressed in stroke.keys), "")


def types_character(event: QKeyEvent) -> bool:
    """Return whether a key types a visible character without Ctrl, Alt or Meta; a space, which selects, is none."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return event.text().isprintable() and bool(event.text().strip()) and not event.modifiers() & commands


def keys_text(keys: Sequence[str], words: Wording) -> str:
    """Return keys as the user sees them, without duplicates, such as ``Alt+↑  Alt+↓``.

    *Shift* is named as in Qt's menus.
    """
    return "  ".join(dict.fromkeys("+".join(keycaps(key)) for key in keys)).replace("Shift", words("Shift"))


def keycaps(key: str) -> list[str]:
    """Return the labels of the keys in a key sequence, such as Alt and ↑; ``Ctrl++`` gives Ctrl and +."""
    *before, last = [*key[:-2].split("+"), "+"] if key.endswith("++") else key.split("+")
    return [*before, ARROWS.get(last, last)]


def without_mnemonic(text: str) -> str:
    """Return an action's text without the mark of its access letter, and without a key after a tab."""
    return text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")
