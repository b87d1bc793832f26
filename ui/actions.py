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
    """An action: its name in code, menu, text and shortcuts. ``needs`` is empty, ``file`` or ``change``."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: str = ""


FILE, EDIT, VIEW, SESSION, PROGRAMME, HELP = (
    N_("&File"), N_("&Edit"), N_("&View"), N_("&Session"), N_("&Programme"), N_("&Help"),
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
    Row("find", EDIT, N_("&Search"), ("Ctrl+F",), "file"),
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
    Row(LINE, VIEW, ""),
    Row("next_day", VIEW, N_("&Next day"), ("Ctrl+PgDown",), "file"),
    Row("previous_day", VIEW, N_("&Previous day"), ("Ctrl+PgUp",), "file"),
    Row("problems", VIEW, N_("P&roblems"), ("F8",), "file"),
    Row("conference", VIEW, N_("The &conference"), ("F4",), "file"),
    Row(LINE, VIEW, ""),
    Row("add", SESSION, N_("&New session"), ("Ctrl+N",), "change"),
    Row("duplicate", SESSION, N_("Dup&licate"), ("Ctrl+D",), "change"),
    Row("edit", SESSION, N_("&Edit"), (), "change"),
    Row("move", SESSION, N_("&Move with the arrow keys"), (), "change"),
    Row("pin", SESSION, N_("&Pin to its time"), (), "change"),
    Row("unplace", SESSION, N_("&Return to the tray"), (), "change"),
    Row("delete", SESSION, N_("&Delete"), ("Ctrl+Del", "Ctrl+Backspace"), "change"),
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
