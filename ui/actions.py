"""Menus and shortcuts, defined as rows of data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.text import N_
from planner.wording import LANGUAGE_NAMES, Wording
from ui.keys import TIMELINE, said


@dataclass(frozen=True, slots=True)
class Row:
    """A menu action: its name in code, its menu, text, shortcuts and needs.

    ``needs`` is a key of ``possible`` in ``ui.abilities``. ``ticks`` makes the action checkable. ``within`` is the
    submenu that holds it, and ``alone`` its text where its menu is not shown. ``stroke`` is the name in ``ui.keys`` of
    the timeline's key for it: the menu shows that key, and only the timeline handles it.
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


def make_actions(owner: QWidget, words: Wording, handlers: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """Return the actions by name, each with its shortcuts and connected to its handler."""
    found: dict[str, QAction] = {}
    for row in ROWS:
        if row.name != LINE:
            action = QAction(with_key(row.name, words(row.text)), owner)
            action.setObjectName(row.name)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            action.setCheckable(row.ticks)
            handler = handlers[row.name]
            action.triggered.connect(lambda _checked=False, act=handler: act())
            found[row.name] = action
    for within in EITHER:
        either = QActionGroup(owner)
        for row in ROWS:
            if row.within == within:
                either.addAction(found[row.name])
    return found


def with_key(name: str, text: str) -> str:
    """Return an action's text; the timeline's key for it, if any, follows a tab, so that Qt aligns it to the right."""
    wanted = _ROW[name].stroke
    keys = next((stroke.keys for stroke in TIMELINE if wanted and stroke.name == wanted), ())
    return f"{text}\t{said(keys[:1])}" if keys else text


def bare(text: str) -> str:
    """Return the text of an action without its access key and without the timeline's key."""
    return text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")


def fill_menus(
    owner: QWidget, words: Wording, actions: dict[str, QAction], add: Callable[[QMenu], object]
) -> dict[str, QMenu]:
    """Make the menus in the order of the rows, and return them by their English title."""
    menus: dict[str, QMenu] = {}

    def menu_of(title: str, within: Callable[[QMenu], object]) -> QMenu:
        if title not in menus:
            menus[title] = QMenu(words(title), owner)
            within(menus[title])
        return menus[title]

    for row in ROWS:
        menu = menu_of(row.menu, add)
        if row.within:
            menu = menu_of(row.within, menu.addMenu)
        if row.name == LINE:
            menu.addSeparator()
        else:
            menu.addAction(actions[row.name])
    return menus


def needs(name: str) -> str:
    """Return what an action needs: a key of ``possible`` in ``ui.abilities``."""
    return _ROW[name].needs
