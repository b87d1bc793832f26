"""A hook inside the window under test that answers a test's questions: one line on standard input, one on output.

`look` is answered as soon as the window shows something else than in the last answer; `slot 600 Hall`, `lane 600 Hall`
and `bar 600` with a point of the screen; `frame FOLDER` with the number of pixels that a full repaint changes; after
`watch 20 30` the colours there are part of the view. So a test waits for what it wants to see, never for a time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSocketNotifier,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from planner.domain.entities import Session
from planner.domain.span import format_clock, format_clock_range
from planner.layout.board_layout import ModeratorShift
from planner.layout.day_layout import BlockedTime
from planner.layout.grid import room_boxes
from tests.realmouse.window import Area, Carried, View
from tools.pictures.comparing import difference_picture, differing_pixels
from ui.features.command_palette.command_palette import SPOKEN, CommandPalette
from ui.features.importing.plan_table import WHAT, ImportView
from ui.features.lists.list_model import EntityTableModel
from ui.features.moderators.board import Board
from ui.features.moderators.moderators_page import ModeratorsPage
from ui.features.moderators.people_list import PeopleList
from ui.features.problems.problems_panel import ProblemsPanel
from ui.features.publishing.published_versions import ReleasesDialog
from ui.features.timeline.timeline import Timeline
from ui.plan.canvas.scene import view_rect
from ui.shell.application import Application
from ui.shell.main_window import MainWindow
from ui.shell.planner_page import PlannerPage

PULSE = 25
"""Milliseconds between two checks for something new, while a test waits for it."""
PATCH = 9
"""Side of the watched square, in pixels."""
ASKED = 0
"""File descriptor of standard input."""


def answer(estrad: Application) -> None:
    """Answer questions about this window for as long as it runs."""
    Answers(estrad, QApplication.instance())


class Answers(QObject):
    """The end that reads the questions and writes the answers."""

    def __init__(self, estrad: Application, parent: QObject | None) -> None:
        super().__init__(parent)
        self._estrad = estrad
        self._rest = b""
        self._watched: tuple[int, int] | None = None
        self._told: View | None = None
        self._notifier = QSocketNotifier(ASKED, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._pulse = QTimer(self, interval=PULSE)
        self._pulse.timeout.connect(self._tell_news)

    def _read(self) -> None:
        *lines, self._rest = (self._rest + (got := os.read(ASKED, 65536))).split(b"\n")
        for line in lines:
            self._answer(*line.decode().split(" ", 2))
        if not got:
            self._notifier.setEnabled(False)

    def _answer(self, verb: str, *words: str) -> None:
        if verb == "look":
            self._pulse.start()
        elif place := {"slot": self._slot, "lane": self._in_lane}.get(verb):
            print(json.dumps(place(int(words[0]), *words[1:])), flush=True)
        elif verb == "frame":
            print(stale_pixels(self._estrad.window, Path(" ".join(words))), flush=True)
        elif verb == "watch":
            self._watched = int(words[0]), int(words[1])

    def _tell_news(self) -> None:
        window = self._estrad.window
        if window is None:
            return
        seen = look(self._estrad, window.page, self._watched) if window.page else at_the_start(window)
        if seen != self._told:
            self._told = seen
            self._pulse.stop()
            print(seen.line(), flush=True)

    def _slot(self, minute: int, room: str) -> tuple[int, int]:
        """Return the screen point of that minute of the shown day, in the middle of that room's column."""
        timeline = self._estrad.window.page.timeline
        names = [timeline.document.agenda.rooms[room_id].name for room_id in timeline.view.grid.rooms]
        spot = QRectF((names.index(room) + 0.5) * timeline.view.grid.column_width, timeline.view.grid.y(minute), 0, 0)
        point = timeline.canvas.viewport().mapToGlobal(spot.translated(-timeline.canvas.scene.area.topLeft()).topLeft())
        return round(point.x()), round(point.y())

    def _in_lane(self, minute: int, room: str) -> tuple[int, int]:
        """Return the screen point of that minute in the lane of a room on the moderators' board."""
        (board,) = self._estrad.window.findChildren(Board)
        names = [board.document.agenda.rooms[room_id].name for room_id in board.layout.grid.rooms]
        box = board.layout.shift_box(ModeratorShift(board.layout.grid.rooms[names.index(room)]))
        spot = view_rect(board.canvas.scene, QRectF(box.x + box.width / 2, board.layout.grid.y(minute), 0, 0)).topLeft()
        point = board.canvas.viewport().mapToGlobal(spot)
        return round(point.x()), round(point.y())


def at_the_start(window: MainWindow) -> View:
    """Return the view of a window without a conference."""
    top, active, focus = reached(window), QApplication.activeWindow(), QApplication.focusWidget()
    return View(
        active=window.isActiveWindow(), title=active.windowTitle() if active else "",
        window=area(window, window.rect()), menu=menu_of(top), buttons=buttons_of(top), inputs=inputs_of(top),
        focus=focus.objectName() or type(focus).__name__ if focus else "",
    )  # fmt: skip


def look(estrad: Application, page: PlannerPage, watched: tuple[int, int] | None) -> View:
    """Return the view that the window shows now."""
    window, timeline, cards = estrad.window, page.timeline, page.tray.cards
    tabs = page.timeline_page.day_tabs
    view, sessions = timeline.canvas.viewport(), page.document.agenda.sessions
    boxes = {sessions[sid].title: timeline.view.find_boxes(sid) for sid in timeline.view.source.sessions}
    rows = [cards.rows.index(row) for row in range(cards.rows.rowCount())]
    focus = QApplication.focusWidget()
    top = reached(window)
    return View(
        active=window.isActiveWindow(),
        title=active.windowTitle() if (active := QApplication.activeWindow()) else "",  # the active window
        place=page.places.shown,
        pressed=bool(QGuiApplication.mouseButtons()),
        window=area(window, window.rect()),
        timeline=area(view, view.rect()),
        times={title: _time(page, found) for title, found in boxes.items()},
        tiles={
            t: area(view, found[0].translated(-timeline.canvas.scene.area.topLeft()).toRect())
            for t, found in boxes.items()
        },
        frames=_frames(page),
        tray={str(row.data()): area(cards.viewport(), cards.visualRect(row)) for row in rows},
        chips={chip.text(): area(chip, chip.rect()) for chip in page.tray.palette_chips.chips},
        days={tabs.tabText(n): area(tabs, tabs.tabRect(n)) for n in range(tabs.count())},
        foreseen=_foreseen(page),
        told=page.reschedule_bar.summary.text() if page.reschedule_bar.isVisible() else "",
        bar=bar_of(window),
        menu=menu_of(top),
        buttons=buttons_of(top),
        inputs=inputs_of(top),
        rows=dict(_rows(top)),
        chosen=chosen_in(top),
        ticked=ticked_in(top),
        heads=heads_of(top),
        fields=_fields(page),
        focus=focus.objectName() or type(focus).__name__ if focus else "",
        **_palette(window),
        carried=_carried(page),
        status=page.status.problems.text(),
        reasons=[card.title for card in page.problems.shown],
        shaded=[_shaded(page, part) for part in timeline.canvas.scene.shaded],
        **_cover(page),
        notice=window.notice.sentence.text() if window.notice.isVisible() else "",
        undo=_text(window.actions_by_name["undo"]),
        redo=_text(window.actions_by_name["redo"]),
        scale=timeline.canvas.scale_now,
        watched=_colours(*watched) if watched else "",
    )


def _frames(page: PlannerPage) -> dict[str, tuple[Area, str, tuple[str, ...]]]:
    """Return the heads of blocks by title, each with its room and time, and the titles of what is in it."""
    agenda, timeline, found = page.document.agenda, page.timeline, dict[str, tuple[Area, str, tuple[str, ...]]]()
    view, scene = timeline.canvas.viewport(), timeline.canvas.scene
    for name, head in scene.layout.frames.heads():
        block, inside = agenda.blocks[name], tuple(session.title for session in agenda.member_sessions(name))
        span, rooms = block.placement.span, ", ".join(agenda.room_names(block.placement.rooms))
        rect = QRectF(*head).translated(-scene.area.topLeft()).toRect()
        found[block.title] = (area(view, rect), f"{rooms} {format_clock_range(span.start, span.end)}", inside)
    return found


def _time(page: PlannerPage, boxes: list[QRectF]) -> str:
    """Return room and time, measured at the rectangles of a tile."""
    grid, rooms = page.timeline.view.grid, page.document.agenda.rooms
    columns = {c for box in boxes for c in range(grid.column(box.left() + 1), grid.column(box.right() - 1) + 1)}
    names = ", ".join(rooms[grid.rooms[column]].name for column in sorted(columns))
    start, end = (format_clock(round(grid.minute(y))) for y in (boxes[0].top(), boxes[0].bottom()))
    return f"{names} {start}–{end}"


def _foreseen(page: PlannerPage) -> dict[str, str]:
    """Return the places of the sessions in the preview of a command, by title."""
    preview, grid = page.timeline.view.source.preview, page.timeline.view.grid
    found: dict[str, list[QRectF]] = {}
    for edit in preview.change.edits if preview else ():
        session = edit.after
        if isinstance(session, Session) and session.placement and session.placement.span.day == grid.day:
            boxes = room_boxes(grid, session.placement.rooms, session.placement.span)
            found[session.title] = [QRectF(*box) for box in boxes]
    return {title: _time(page, boxes) for title, boxes in found.items()}


def _carried(page: PlannerPage) -> Carried | None:
    held = page.timeline.drag_controller.state
    if held is None:
        return None
    agenda, where = page.document.agenda, "outside" if held.outside else "tray"
    if held.slot:
        names = ", ".join(agenda.room_names(held.slot.rooms or page.timeline.view.grid.rooms))
        where = f"{names} {format_clock_range(held.slot.span.start, held.slot.span.end)}"
    clashing = sorted(agenda.sessions[other].title for other in held.clashing)
    tip, rules = page.timeline.view.ghost.label.announcement_lines(held), (conflict.rule for conflict in held.conflicts)
    return Carried(held.session.title, where, tuple(tip), tuple(clashing), tuple(rules))


def _palette(window: MainWindow) -> dict[str, Any]:
    """Return the fields of a view that describe the palette of Ctrl+K, or none if it is closed."""
    palette = next((found for found in window.findChildren(CommandPalette) if found.isVisible()), None)
    if palette is None:
        return {}
    row = palette.listing.currentIndex()
    return {"sought": palette.line.text(), "hit": row.data(SPOKEN) or "", "promise": palette.summary.text()}


def _cover(page: PlannerPage) -> dict[str, Any]:
    """Return the fields of a view that describe the moderators' board, empty if another page is in sight."""
    cover = page.places.current.inner
    if not isinstance(cover, ModeratorsPage):
        return {"board": {}, "count": "", "held": []}
    board = cover.board
    held = board.drag_controller.state
    return {
        "board": board_of(board),
        "count": cover.count.text(),
        "held": board.ghost.lines(held) if held else [],
    }


def _fields(page: PlannerPage) -> dict[str, str]:
    """Return the texts of the fields that the inspector shows, by their names in code or else by their labels."""
    found: dict[str, str] = {}
    for widget in page.inspector.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox):
            found[widget.objectName() or widget.accessibleName()] = (
                widget.toPlainText()
                if isinstance(widget, QPlainTextEdit)
                else widget.currentText()
                if isinstance(widget, QComboBox)
                else widget.text()
            )
    return found


def _shaded(page: PlannerPage, part: BlockedTime) -> str:
    grid = page.timeline.view.grid
    return f"{format_clock_range(max(part.start, grid.first), min(part.end, grid.last))} {part.why}"


def _text(action: Any) -> str:
    return action.text().replace("&", "") if action.isEnabled() else ""


def _colours(x: int, y: int) -> str:
    """Return the colours of the screen in a square around a point, as wide as stripes are apart."""
    half = PATCH // 2
    seen = QGuiApplication.primaryScreen().grabWindow(0, x - half, y - half, PATCH, PATCH).toImage()
    return " ".join(sorted({seen.pixelColor(n % PATCH, n // PATCH).name() for n in range(PATCH * PATCH)}))


# the places that mouse and keys can reach, by the words that stand on them ---------------------------------------
# With a menu or a dialog open they are its own things alone; in a form that scrolls, the part that is in sight.


def area(widget: QWidget, rect: QRect) -> Area:
    """Return a rectangle of a widget in screen coordinates."""
    corner = widget.mapToGlobal(rect.topLeft())
    return Area(corner.x(), corner.y(), rect.width(), rect.height())


def reached(window: MainWindow) -> QWidget:
    """Return the widget that mouse and keys reach now: an open menu, else a dialog, else the window."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or window


def bar_of(window: MainWindow) -> dict[str, Area]:
    """Return the names in the menu bar."""
    bar = window.menuBar()
    return {menu.text().replace("&", ""): area(bar, bar.actionGeometry(menu)) for menu in bar.actions()}


def menu_of(top: QWidget) -> dict[str, Area]:
    """Return the enabled rows of a menu."""
    if not isinstance(top, QMenu):
        return {}
    rows = [action for action in top.actions() if action.isEnabled() and not action.isSeparator()]
    return {row.text().replace("&", "").split("\t")[0]: area(top, top.actionGeometry(row)) for row in rows}


def buttons_of(top: QWidget) -> dict[str, Area]:
    """Return the enabled buttons by their text, or else by their accessible name."""
    found = top.findChildren(QAbstractButton)
    return {
        (button.text() or button.accessibleName()).replace("&", ""): seen
        for button in found
        if button.isEnabled() and (seen := _seen(button))
    }


def inputs_of(top: QWidget) -> dict[str, Area]:
    """Return the fields that take input, by label."""
    found = (widget for kind in (QLineEdit, QPlainTextEdit) for widget in top.findChildren(kind))
    return {widget.accessibleName(): seen for widget in found if widget.isEnabled() and (seen := _seen(widget))}


def chosen_in(top: QWidget) -> list[str]:
    """Return the selected rows of tables from top to bottom."""
    tables = (table for table in top.findChildren(QTableView) if table.isVisible())
    return [
        str(table.model().index(row.row(), _name_column(table)).data())
        for table in tables
        for row in sorted(table.selectionModel().selectedRows())
    ]


def ticked_in(top: QWidget) -> list[str]:
    """Return the ticked rows of an import from top to bottom."""
    views = (view for view in top.findChildren(ImportView) if view.isVisible())
    return [name for view in views for name, tick in _ticks(view.model()) if tick == Qt.CheckState.Checked.value]


def board_of(board: Board) -> dict[str, Area]:
    """Return the sessions of the moderators' board by title and its shifts by accessible text."""
    found: dict[str, Area] = {}
    for kind, name in board.source.model.keys:
        index = board.source.model.item_index((kind, name))
        words = index.data() if kind is Session else index.data(Qt.ItemDataRole.AccessibleTextRole)
        rect = board.canvas.visualRect(index).intersected(board.canvas.viewport().rect())
        if not rect.isEmpty():
            found[str(words)] = area(board.canvas.viewport(), rect)
    return found


def heads_of(top: QWidget) -> dict[str, Area]:
    """Return the column headers of tables, and the room headers of the timeline and the moderators' board."""
    found: dict[str, Area] = {}
    for timeline in (timeline for timeline in top.findChildren(Timeline) if timeline.canvas.isVisible()):
        head, grid, rooms = timeline.header, timeline.view.grid, timeline.document.agenda.rooms
        for column, room in enumerate(grid.rooms):
            left = round(column * grid.column_width) - timeline.canvas.horizontalScrollBar().value()
            found[rooms[room].name] = area(head, QRect(left, 0, round(grid.column_width), head.height()))
    for board in (board for board in top.findChildren(Board) if board.canvas.isVisible()):
        rooms, plan = board.document.agenda.rooms, board.layout
        found["All rooms"] = area(board.header, QRect(0, 0, round(plan.fixed), board.header.height()))
        for column, room in enumerate(plan.grid.rooms):
            left, width = plan.fixed + column * plan.grid.column_width, plan.grid.column_width
            box = view_rect(board.canvas.scene, QRectF(left, 0, width, 0)).toRect()
            found[rooms[room].name] = area(board.header, QRect(box.x(), 0, box.width(), board.header.height()))
    for table in top.findChildren(QTableView):
        if not table.isVisible():
            continue
        header = table.horizontalHeader()
        for column in range(header.count()):
            rect = QRect(header.sectionViewportPosition(column), 0, header.sectionSize(column), header.height())
            words = str(table.model().headerData(column, Qt.Orientation.Horizontal))
            found[words] = area(header.viewport(), rect)
    return found


def _ticks(rows: QAbstractItemModel) -> Iterator[tuple[str, object]]:
    for row in range(rows.rowCount()):
        tick = rows.index(row, 0).data(Qt.ItemDataRole.CheckStateRole)
        yield str(rows.index(row, WHAT).data()), getattr(tick, "value", tick)


def _rows(top: QWidget) -> Iterator[tuple[str, Area]]:
    """Yield the visible rows of lists and tables from top to bottom, by their first words."""
    lists = [top] if isinstance(top, QListView) else top.findChildren(QListView)
    told = (
        view
        for view in lists
        if isinstance(view, PeopleList)
        or isinstance(view.parent(), ProblemsPanel)
        or view is top
        or isinstance(top, ReleasesDialog)
    )
    for view in (*told, *top.findChildren(QTableView)):
        if not view.isVisible():
            continue
        for row in range(view.model().rowCount()):
            index: QModelIndex = view.model().index(row, _name_column(view))
            rect = view.visualRect(index).intersected(view.viewport().rect())
            if not rect.isEmpty():
                yield str(index.data()), area(view.viewport(), rect)


def _name_column(view: QListView | QTableView) -> int:
    """Return the column that holds the name of a row."""
    rows = view.model()
    if isinstance(rows, EntityTableModel):
        return next(n for n, column in enumerate(rows.columns) if column.name in ("name", "title"))
    return WHAT if isinstance(view, ImportView) else 0


def _seen(widget: QWidget) -> Area | None:
    """Return the visible part of a widget, or None if its middle is hidden."""
    region = widget.visibleRegion()
    return (
        area(widget, region.boundingRect()) if widget.isVisible() and region.contains(widget.rect().center()) else None
    )


# a frame of the window as the screen shows it, beside the same state painted whole ------------------------------


def stale_pixels(window: QWidget, folder: Path) -> int:
    """Paint what is due, then everything, and return the number of pixels in which the screen differs after that.

    If there are any, both pictures and their difference go into a folder.
    """
    _paint_due()
    shown = _on_screen(window)
    for widget in (window, *window.findChildren(QWidget)):  # a widget's own update leaves out opaque children
        widget.update()
    _paint_due()
    whole = _on_screen(window)
    differing = differing_pixels(shown, whole)
    if differing:
        for name, image in (("shown", shown), ("whole", whole), ("difference", difference_picture(shown, whole))):
            image.save(str(folder / f"{name}.png"))
    return differing


def _paint_due() -> None:
    """Deliver the paintings that were asked for and nothing else, so that the state stays as it is."""
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)


def _on_screen(window: QWidget) -> QImage:
    place = window.geometry()
    screen = QGuiApplication.primaryScreen()
    return screen.grabWindow(0, place.x(), place.y(), place.width(), place.height()).toImage()
