"""Menus and shortcuts as rows of data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.text import N_
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Row:
    """An action: its name in code, menu, text and shortcuts, and what it ``needs``: one of ``possible`` in
    ``ui.abilities``. It ``ticks`` where it is something that is or is not so.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: str = ""
    ticks: bool = False


FILE, EDIT, VIEW, SESSION, TIMES, PROGRAMME, HELP = (
    N_("&File"), N_("&Edit"), N_("&View"), N_("&Session"), N_("&Times"), N_("&Programme"), N_("&Help"),
)  # fmt: skip
LINE = "-"

ROWS: tuple[Row, ...] = (
    Row("new", FILE, N_("&New conference…"), ("Ctrl+Shift+N",)),
    Row("open", FILE, N_("&Open…"), ("Ctrl+O",)),
    Row("sample", FILE, N_("Open the &sample…")),
    Row("import_new", FILE, N_("New from a sche&dule…")),
    Row(LINE, FILE, ""),
    Row("import", FILE, N_("&Import a schedule…"), ("Ctrl+I",), "change"),
    Row(LINE, FILE, ""),
    Row("new_edition", FILE, N_("New &edition…"), (), "file"),
    Row("save_copy", FILE, N_("Save a &copy…"), ("Ctrl+Shift+S",), "file"),
    Row("close", FILE, N_("C&lose conference"), ("Ctrl+W",), "file"),
    Row(LINE, FILE, ""),
    Row("quit", FILE, N_("&Quit"), ("Ctrl+Q",)),
    Row("undo", EDIT, N_("&Undo"), ("Ctrl+Z",), "change"),
    Row("redo", EDIT, N_("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "change"),
    Row(LINE, EDIT, ""),
    Row("cut", EDIT, N_("Cu&t"), ("Ctrl+X",), "session"),
    Row("copy", EDIT, N_("&Copy"), ("Ctrl+C",), "chosen"),
    Row("paste", EDIT, N_("&Paste"), ("Ctrl+V",), "change"),
    Row(LINE, EDIT, ""),
    Row("find", EDIT, N_("&Search"), ("Ctrl+F",), "file"),
    Row("finder", EDIT, N_("&Find or do…"), ("Ctrl+K",), "file"),
    Row("select_all", EDIT, N_("Select &all in sight"), ("Ctrl+Shift+A",), "file"),
    Row("go_agenda", VIEW, N_("&Timeline"), ("Ctrl+1",), "file"),
    Row("go_people", VIEW, N_("&People"), ("Ctrl+2",), "file"),
    Row("go_sessions", VIEW, N_("&Sessions"), ("Ctrl+3",), "file"),
    Row("go_venue", VIEW, N_("&Venue and rooms"), ("Ctrl+4",), "file"),
    Row("go_cover", VIEW, N_("&Moderators"), ("Ctrl+5",), "file"),
    Row("go_conference", VIEW, N_("C&onference page"), ("Ctrl+6",), "file"),
    Row(LINE, VIEW, ""),
    Row("zoom_in", VIEW, N_("Zoom &in"), ("Ctrl++", "Ctrl+="), "file"),
    Row("zoom_out", VIEW, N_("Zoom &out"), ("Ctrl+-",), "file"),
    Row("fit", VIEW, N_("&Fit the day"), ("Ctrl+0",), "file"),
    Row("fit_selection", VIEW, N_("Fit the s&election"), ("Ctrl+9",), "chosen"),
    Row("fit_rooms", VIEW, N_("&All rooms in sight"), ("Ctrl+Shift+0",), "file", ticks=True),
    Row(LINE, VIEW, ""),
    Row("hide_room", VIEW, N_("Hide the room's col&umn"), (), "room"),
    Row("show_rooms", VIEW, N_("Show all r&ooms"), (), "hidden"),
    Row("room_left", VIEW, N_("Room to the &left"), (), "movable_room"),
    Row("room_right", VIEW, N_("Room to the ri&ght"), (), "movable_room"),
    Row(LINE, VIEW, ""),
    Row("pick", VIEW, N_("Pic&k what to see…"), ("Ctrl+Shift+F",), "file"),
    Row("snap_1", VIEW, N_("Steps of &1 minute"), (), "file", ticks=True),
    Row("snap_5", VIEW, N_("Steps of &5 minutes"), (), "file", ticks=True),
    Row("snap_10", VIEW, N_("Steps of 1&0 minutes"), (), "file", ticks=True),
    Row("snap_15", VIEW, N_("Steps of 15 &minutes"), (), "file", ticks=True),
    Row(LINE, VIEW, ""),
    Row("colour_track", VIEW, N_("Colour by trac&k"), (), "file", ticks=True),
    Row("colour_status", VIEW, N_("Colour by stat&us"), (), "file", ticks=True),
    Row("colour_kind", VIEW, N_("Colour by kin&d"), (), "file", ticks=True),
    Row(LINE, VIEW, ""),
    Row("all_days", VIEW, N_("All days &beside each other"), ("Ctrl+Shift+1",), "days", ticks=True),
    Row("next_day", VIEW, N_("&Next day"), ("Ctrl+PgDown",), "file"),
    Row("previous_day", VIEW, N_("&Previous day"), ("Ctrl+PgUp",), "file"),
    Row("problems", VIEW, N_("P&roblems"), ("F8",), "file"),
    Row("history", VIEW, N_("&History"), ("Ctrl+H",), "file"),
    Row("changed_today", VIEW, N_("What changed to&day…"), (), "file"),
    Row("conference", VIEW, N_("The &conference"), ("F4",), "file"),
    Row(LINE, VIEW, ""),
    Row("add", SESSION, N_("&New session"), ("Ctrl+N",), "change"),
    Row("duplicate", SESSION, N_("Dup&licate"), ("Ctrl+D",), "session"),
    Row("edit", SESSION, N_("&Edit"), (), "thing"),
    Row("move", SESSION, N_("&Move with the arrow keys"), (), "session"),
    Row("swap", SESSION, N_("S&wap the two"), (), "pair"),
    Row("split", SESSION, N_("&Split…"), (), "single"),
    Row("merge", SESSION, N_("Mer&ge into one"), (), "several"),
    Row("pin", SESSION, N_("&Pin to its time"), (), "session"),
    Row("unplace", SESSION, N_("&Return to the tray"), (), "placed"),
    Row("keep_template", SESSION, N_("&Keep as a template"), (), "single"),
    Row("delete", SESSION, N_("&Delete"), ("Ctrl+Del", "Ctrl+Backspace"), "thing"),
    Row("shift_rest", TIMES, N_("&Shift what follows…"), (), "change"),
    Row("insert_gap", TIMES, N_("&Insert a gap…"), (), "change"),
    Row("close_gaps", TIMES, N_("&Close the gaps…"), (), "change"),
    Row(LINE, TIMES, ""),
    Row("fit_gaps", TIMES, N_("Fit into the day by its &gaps…"), (), "change"),
    Row("fit_lengths", TIMES, N_("Fit into the day by the &lengths…"), (), "change"),
    Row("breaks", TIMES, N_("All &breaks to…"), (), "change"),
    Row("send", PROGRAMME, N_("&Publish…"), ("Ctrl+E",), "change"),
    Row("releases", PROGRAMME, N_("&Versions…"), (), "file"),
    Row(LINE, PROGRAMME, ""),
    Row("print", PROGRAMME, N_("&Print programme…"), ("Ctrl+P",), "file"),
    Row("run_sheet", PROGRAMME, N_("Print &run sheet…"), ("Ctrl+Shift+P",), "file"),
    Row("keys", HELP, N_("&Keys"), ("F1",)),
    Row("about", HELP, N_("&About Estrad")),
)


def make_actions(owner: QWidget, words: Wording, handlers: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions by name, each with its shortcuts, connected to its handler."""
    found: dict[str, QAction] = {}
    for row in ROWS:
        if row.name != LINE:
            action = QAction(words(row.text), owner)
            action.setObjectName(row.name)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            action.setCheckable(row.ticks)
            handler = handlers[row.name]
            action.triggered.connect(lambda _checked=False, act=handler: act())
            found[row.name] = action
    return found


def fill_menus(
    owner: QWidget, words: Wording, actions: dict[str, QAction], add: Callable[[QMenu], object]
) -> dict[str, QMenu]:
    """The menus by their English title, in the order of the rows."""
    menus: dict[str, QMenu] = {}
    for row in ROWS:
        menu = menus.get(row.menu)
        if menu is None:
            menu = menus[row.menu] = QMenu(words(row.menu), owner)
            add(menu)
        if row.name == LINE:
            menu.addSeparator()
        else:
            menu.addAction(actions[row.name])
    return menus


def needs(name: str) -> str:
    """What an action needs: nothing, an open file, or one that can be changed."""
    return next(row.needs for row in ROWS if row.name == name)
