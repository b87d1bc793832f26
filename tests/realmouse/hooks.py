"""A hook inside the window under test that answers a test's questions: one line on standard input, one on output.

`look` is answered as soon as the window shows something else than in the last answer; `slot 600 Hall`, `lane 600 Hall`
and `bar 600` with a point of the screen; `frame FOLDER` with the number of pixels that a full repaint changes; after
`watch 20 30` the colours there are part of the view. So a test waits for what it wants to see, never for a time.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from planner.domain.entities import Session
from planner.domain.span import clock, clock_range
from planner.layout.board_layout import ModeratorShift
from planner.layout.day_layout import BlockedTime
from planner.layout.grid import boxes_at
from tests.realmouse.film import stale_pixels
from tests.realmouse.spots import (
    area,
    board_of,
    buttons_of,
    chosen_in,
    heads_of,
    inputs_of,
    menu_of,
    reached,
    rows_of,
    ticked_in,
)
from tests.realmouse.view import Carried, View
from ui.features.moderators.board import Board
from ui.features.moderators.moderators_page import ModeratorsPage
from ui.shell.application import Application
from ui.shell.planner_page import PlannerPage
from ui.state.availability.availability_editor import DayBars
from ui.state.canvas.scene import in_view

PULSE = 10
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
        elif place := {"slot": self._slot, "lane": self._in_lane, "bar": self._on_bar}.get(verb):
            print(json.dumps(place(int(words[0]), *words[1:])), flush=True)
        elif verb == "frame":
            assert self._estrad.window
            print(stale_pixels(self._estrad.window, Path(" ".join(words))), flush=True)
        elif verb == "watch":
            self._watched = int(words[0]), int(words[1])

    def _tell_news(self) -> None:
        window = self._estrad.window
        if window is None or window.page is None:
            return
        seen = look(self._estrad, window.page, self._watched)
        if seen != self._told:
            self._told = seen
            self._pulse.stop()
            print(seen.to_json(), flush=True)

    def _slot(self, minute: int, room: str) -> tuple[int, int]:
        """Return the screen point of that minute of the shown day, in the middle of that room's column."""
        assert self._estrad.window
        assert self._estrad.window.page
        timeline = self._estrad.window.page.timeline
        names = [timeline.document.agenda.rooms[room_id].name for room_id in timeline.view.grid.rooms]
        spot = QRectF((names.index(room) + 0.5) * timeline.view.grid.column_width, timeline.view.grid.y(minute), 0, 0)
        point = timeline.canvas.viewport().mapToGlobal(spot.translated(-timeline.canvas.scene.area.topLeft()).topLeft())
        return round(point.x()), round(point.y())

    def _in_lane(self, minute: int, room: str) -> tuple[int, int]:
        """Return the screen point of that minute in the lane of a room on the moderators' board."""
        assert self._estrad.window
        (board,) = self._estrad.window.findChildren(Board)
        names = [board.document.agenda.rooms[room_id].name for room_id in board.layout.grid.rooms]
        box = board.layout.shift_box(ModeratorShift(board.layout.grid.rooms[names.index(room)]))
        assert box
        spot = in_view(board.canvas.scene, QRectF(box.x + box.width / 2, board.layout.grid.y(minute), 0, 0)).topLeft()
        point = board.canvas.viewport().mapToGlobal(spot)
        return round(point.x()), round(point.y())

    def _on_bar(self, minute: int) -> tuple[int, int]:
        """Return the screen point of that minute on the first day's bar of the form."""
        assert self._estrad.window
        (bars,) = (bars for bars in self._estrad.window.findChildren(DayBars) if bars.isVisible())
        point = bars.mapToGlobal(QPointF(bars.bar_layout.x_of(minute), bars.bar_layout.bar(0).center().y()))
        return round(point.x()), round(point.y())


def look(estrad: Application, page: PlannerPage, watched: tuple[int, int] | None) -> View:
    """Return the view that the window shows now."""
    window, timeline, cards = estrad.window, page.timeline, page.tray.cards
    tabs = page.timeline_page.day_tabs
    assert window
    view, sessions = timeline.canvas.viewport(), page.document.agenda.sessions
    boxes = {sessions[sid].title: timeline.view.boxes_of(sid) for sid in timeline.view.source.model.keys}
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
        blocks={
            t: area(view, found[0].translated(-timeline.canvas.scene.area.topLeft()).toRect())
            for t, found in boxes.items()
        },
        tray={str(row.data()): area(cards.viewport(), cards.visualRect(row)) for row in rows},
        chips={chip.text(): area(chip, chip.rect()) for chip in page.tray.palette_chips.chips},
        days={tabs.tabText(n): area(tabs, tabs.tabRect(n)) for n in range(tabs.count())},
        foreseen=_foreseen(page),
        told=page.reschedule_bar.summary.text() if page.reschedule_bar.isVisible() else "",
        menu=menu_of(top),
        buttons=buttons_of(top),
        inputs=inputs_of(top),
        rows=rows_of(top),
        chosen=chosen_in(top),
        ticked=ticked_in(top),
        heads=heads_of(top),
        fields=_fields(page),
        focus=focus.objectName() or type(focus).__name__ if focus else "",
        carried=_carried(page),
        status=page.status.problems.text(),
        reasons=[page.problems.rows.index(row).data() for row in range(page.problems.rows.rowCount())],
        shaded=[_shaded(page, part) for part in timeline.canvas.scene.shaded],
        **_cover(page),
        notice=window.notice.sentence.text() if window.notice.isVisible() else "",
        undo=_text(window.actions_by_name["undo"]),
        redo=_text(window.actions_by_name["redo"]),
        scale=timeline.canvas.scale_now,
        watched=_colours(*watched) if watched else "",
    )


def _time(page: PlannerPage, boxes: list[QRectF]) -> str:
    """Return room and time, measured at the rectangles of a block."""
    grid, rooms = page.timeline.view.grid, page.document.agenda.rooms
    columns = {c for box in boxes for c in range(grid.column(box.left() + 1), grid.column(box.right() - 1) + 1)}
    names = ", ".join(rooms[grid.rooms[column]].name for column in sorted(columns))
    start, end = (clock(round(grid.minute(y))) for y in (boxes[0].top(), boxes[0].bottom()))
    return f"{names} {start}–{end}"


def _foreseen(page: PlannerPage) -> dict[str, str]:
    """Return the places of the sessions in the preview of a command, by title."""
    preview, grid = page.timeline.view.source.preview, page.timeline.view.grid
    found: dict[str, list[QRectF]] = {}
    for edit in preview.change.edits if preview else ():
        session = edit.after
        if isinstance(session, Session) and session.placement and session.placement.span.day == grid.day:
            boxes = boxes_at(grid, session.placement.rooms, session.placement.span)
            found[session.title] = [QRectF(*box) for box in boxes]
    return {title: _time(page, boxes) for title, boxes in found.items()}


def _carried(page: PlannerPage) -> Carried | None:
    held = page.timeline.drag_controller.state
    if held is None:
        return None
    agenda, where = page.document.agenda, "outside" if held.outside else "tray"
    if held.slot:
        names = ", ".join(agenda.room_names(held.slot.rooms or page.timeline.view.grid.rooms))
        where = f"{names} {clock_range(held.slot.span.start, held.slot.span.end)}"
    clashing = sorted(agenda.sessions[other].title for other in held.clashing)
    tip, rules = page.timeline.view.ghost.lines(held), (conflict.rule for conflict in held.conflicts)
    return Carried(held.session.title, where, tuple(tip), tuple(clashing), tuple(rules))


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
    return f"{clock_range(max(part.start, grid.first), min(part.end, grid.last))} {part.why}"


def _text(action: Any) -> str:
    return action.text().replace("&", "") if action.isEnabled() else ""


def _colours(x: int, y: int) -> str:
    """Return the colours of the screen in a square around a point, as wide as stripes are apart."""
    half = PATCH // 2
    seen = QGuiApplication.primaryScreen().grabWindow(0, x - half, y - half, PATCH, PATCH).toImage()
    return " ".join(sorted({seen.pixelColor(n % PATCH, n // PATCH).name() for n in range(PATCH * PATCH)}))
