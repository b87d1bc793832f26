"""The timeline: the shown day, where sessions are placed, dragged, resized and renamed by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

from planner.commands.edit import edit, move_in_order
from planner.domain.agenda import Change
from planner.domain.block import Block
from planner.domain.entities import Day, Room, Session
from planner.domain.text import EstradError
from planner.layout.grid import Box, day_columns
from planner.rules.rule import Conflict
from ui.features.timeline.drag_controller import DragController, KeyCommands
from ui.features.timeline.filter_hits import FilterHits
from ui.features.timeline.select_tool import BandTool, InsertionPoint, Press, PressTool, SelectTool
from ui.kit.editors.text_editors import AutosaveTimer
from ui.kit.theme.theme import announce
from ui.plan.canvas.outside_drag import DragTarget
from ui.plan.canvas.painters import rectangle
from ui.plan.canvas.scene import to_box, view_rect
from ui.plan.canvas.tools import Tool
from ui.plan.day.day_scene import Preview, unfit_rooms
from ui.plan.day.day_view import DayView
from ui.plan.day.ghosts import moved_boxes
from ui.state.document import Document, Draft, DraftSpot

LEAST_WIDTH, HEIGHT = 160, 30


class TitleEditor(QLineEdit):
    """A line edit over a tile for the session's title; Enter and losing the focus save it, Escape restores it."""

    def __init__(self, document: Document, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self._document, self._view = document, view
        self._session = self._before = self._step = ""
        self._autosave_timer = AutosaveTimer(self)
        self._autosave_timer.due.connect(self._autosave_draft)
        self.textEdited.connect(self._on_typed)
        self.setAccessibleName(document.presentation.words("Title"))
        self.hide()

    def begin(self, session: Session, tile: QRect) -> None:
        """Open the editor over a tile, given in viewport coordinates, with the whole title selected."""
        self._session, self._before, self._step = session.id, session.title, ""
        self.setText(session.title)
        room = self._view.viewport().width()
        width = min(max(LEAST_WIDTH, tile.width()), room)
        self.setGeometry(max(0, min(tile.left(), room - width)), max(0, tile.top()), width, HEIGHT)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._before)  # also if some of it has been saved already
            self._view.setFocus()  # losing the focus saves the text
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._view.setFocus()  # losing the focus saves the text
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._save_or_keep_draft()
        self.hide()

    def save_and_close(self) -> None:
        """Save the text and close the editor, as when its tile moves away."""
        if self.isVisible():
            self._view.setFocus()  # losing the focus saves the text

    def _on_typed(self, text: str) -> None:
        self._document.drafts.keep(self._draft_spot(), Draft(text, self._before))
        self._autosave_timer.restart()

    def _draft_spot(self) -> DraftSpot:
        return DraftSpot.of(Session, [self._session], "title")

    def _autosave_draft(self) -> None:
        """Save the text typed so far, unless it is not a valid title yet."""
        if self._session not in self._document.agenda.sessions:
            return
        try:
            edit(self._document.agenda, Session, self._session, title=self.text())
        except EstradError:
            return
        if self._save():
            self._document.drafts.discard(self._draft_spot())

    def _save(self) -> bool:
        """Save the title, as one step of the history for all typing; return whether it was accepted."""
        name, title, workspace = self._session, self.text(), self._document.workspace

        def amend() -> None:
            self._step = workspace.amend(edit(workspace.agenda, Session, name, title=title), self._step)

        return self._document.try_run(amend)

    def _save_or_keep_draft(self) -> None:
        self._autosave_timer.stop()
        session = self._document.agenda.sessions.get(self._session)
        if session and self.text() != session.title and not self._save() and self.text().strip():
            self._session = ""
            return  # not lost: the draft is shown in the form, and the bar below reports it
        self._document.drafts.discard(self._draft_spot())
        self._session = ""


def move_room_column(document: Document, room_id: str, by: int, columns: Sequence[str] = ()) -> bool:
    """Move a room's column right by a number of visible columns (left if negative); return whether that was possible.

    ``columns`` are the ids of the visible rooms, by default those of the shown day.
    """
    plan = document.plan
    columns = columns or day_columns(plan.agenda, plan.day, plan.view_state.hidden)
    place = columns.index(room_id) + by if room_id in columns else -1
    if not 0 <= place < len(columns) or not plan.editable():
        return False
    order = [other.id for other in plan.agenda.rooms_in_order]
    return document.apply(
        lambda now: move_in_order(now, Room, room_id, order.index(columns[place]) - order.index(room_id))
    )


AROUND = 10
"""Minutes shown before and after the sessions that ``fit_selection`` zooms to."""
ABOVE, BELOW = 40, 12
"""Pixels kept free above and below a session that is moved by keys."""


class Timeline(QObject):
    """The shown day with all its tools; ``outside`` is the target for drags from elsewhere in the window."""

    carried = Signal(str)
    """Emitted with the id of the session or block being dragged; empty when the drag has ended."""
    command_requested = Signal(str)
    """Emitted with the name of an action to run, for a key or a double click."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self._select = SelectTool(document, lambda: self.canvas.scene, lambda event: self._keys.handle(event))
        self.view = view = DayView(document.plan, self._select, parent=parent, move=partial(move_room_column, document))
        self._select.hover = view.hover
        self.frame, self.canvas, self.header, self.tools = view.frame, view.canvas, view.header, view.tools
        super().__init__(view.frame)
        self.document = document
        self.drag_controller = DragController(document, self.canvas, self._announce)
        self.insertion_point = InsertionPoint(document, self)
        self.hits = FilterHits(document, view.matcher, lambda: self.drag_controller.state is not None, self)
        view.source.drag = lambda: self.drag_controller.state
        view.source.insertion = lambda: self.insertion_point.at
        self._noted: tuple[frozenset[str], date] | None = None
        """The dragged sessions and the day for which the header notes unfit rooms."""
        self.title_editor = TitleEditor(document, self.canvas)
        self.outside = DragTarget(self.canvas, self.tools, self.drag_controller.begin_outside_drag, self.grab_by_keys)
        self._keys = KeyCommands(
            document, self.drag_controller, self.canvas.selectionModel(), self.insertion_point,
            grab=self.grab_by_keys, rename=self.rename, moved=self._show_moved,
            command=self.command_requested.emit, select_all=self.select_all,
        )  # fmt: skip
        self._select.begins = (self._make_press_tool, self._make_band_tool)
        self._connect()

    def _connect(self) -> None:
        document, controller, canvas = self.document, self.drag_controller, self.canvas
        controller.moved.connect(self._on_drag_moved)
        controller.ended.connect(self._on_drag_ended)
        controller.stepped.connect(self._show_dragged)
        controller.dropping.connect(partial(setattr, self.view.mover, "dropped"))
        document.plan.day_changed.connect(controller.continue_on_shown_grid)
        document.plan.view_state.rooms_changed.connect(controller.continue_on_shown_grid)
        self.insertion_point.moved.connect(canvas.refresh)
        document.plan.view_state.filter_changed.connect(
            lambda: self.reveal(self.matching_sessions if self.hits.all else ())
        )
        for moved in (
            document.plan.day_changed,
            canvas.verticalScrollBar().valueChanged,
            canvas.horizontalScrollBar().valueChanged,
        ):
            moved.connect(self.title_editor.save_and_close)

    def set_outside_targets(self, tray: QWidget, find_day: Callable[[QPoint], Day | None]) -> None:
        """Allow drags to the ``tray``, and to the day that ``find_day`` returns for a point in screen coordinates."""
        self.drag_controller.find_day = find_day
        self.drag_controller.is_over_tray = lambda point: tray.rect().contains(tray.mapFromGlobal(point))

    # tools ----------------------------------------------------------------------------------------------

    def _make_press_tool(self, press: Press) -> Tool | None:
        """Return the tool for a press on a tile, block or clash mark; None if it was on none."""
        if press.hit is None:
            return None
        return PressTool(
            self.document, self._select, press, press.hit, self.drag_controller.grab, lambda: self.canvas.scene
        )

    def _make_band_tool(self, press: Press) -> Tool | None:
        """Return the tool that draws a band; unless a key is held or the file is read-only, set the insertion point.

        If there is one, the second press of a double click adds a session when it is released.
        """
        if self.document.workspace.writable and not press.at.modifiers:
            self._announce(self.insertion_point.set_spot(self.view.grid, press.at.spot))
        adds = press.at.twice and self.insertion_point.at is not None

        def draw(band: QRectF | None) -> None:
            self.view.source.band = band
            self.canvas.refresh()

        return BandTool(self._select, press.at, draw, lambda: self.command_requested.emit("add") if adds else None)

    def grab_by_keys(self, thing: Session | Block, *, draft: bool = False) -> None:
        """Start to move a session or block with the arrow keys, unless that is pinned or the file is read-only.

        A ``draft`` is not in the conference yet.
        """
        grab = partial(self.drag_controller.grab_by_keys, thing, draft=draft)
        if self.document.workspace.writable and self.tools.begin(grab):
            self.canvas.setFocus()
            self._announce(self.view.ghost.label.hint)

    def cancel(self) -> None:
        """Cancel what a tool has begun."""
        self.tools.end()

    # what a drag shows --------------------------------------------------------------------------------------

    def _on_drag_moved(self) -> None:
        self.canvas.refresh()
        state, document = self.drag_controller.state, self.document
        self.carried.emit(state.session.id if state else "")
        if state and self._noted != (noted := (state.ids, state.drag.grid.day)):
            self._noted, found = noted, dict[str, str]()
            for session in (*(state.grab.sessions[name] for name in state.others), state.session):
                found |= unfit_rooms(document.agenda, session, document.presentation.words)
            self.header.show_notes(found)

    def _on_drag_ended(self) -> None:
        self._noted = None
        if self.tools.drags:  # else a key has moved a session at once
            self.tools.return_to_idle()
        self.carried.emit("")
        self.header.show_notes({})
        self.canvas.refresh()

    def _show_dragged(self) -> None:
        """Scroll to the session or block that is moved by keys, and announce its place."""
        if (state := self.drag_controller.state) and state.slot:
            box, *_others = self.view.ghost.boxes(state, self.view.grid) or [QRectF()]
            rect, area = view_rect(self.canvas.scene, box).toRect(), self.canvas.viewport().rect()
            bar = self.canvas.verticalScrollBar()
            if rect.top() < area.top() + ABOVE:
                bar.setValue(bar.value() + rect.top() - ABOVE)
            elif rect.bottom() > area.bottom() - BELOW:
                bar.setValue(bar.value() + rect.bottom() - area.bottom() + BELOW)
            self.view.scroll_sideways(to_box(box))
            rooms = ", ".join(self.document.agenda.room_names(state.slot.rooms))
            rooms = rooms or self.document.presentation.words("All rooms")
            self._announce(", ".join([rooms, *self.view.ghost.label.announcement_lines(state)]))

    def _show_moved(self, name: str) -> None:
        """Scroll to a session or block that a key has moved, and announce it."""
        self.show_session(name)
        self._announce(self.view.source.model.contents[name].name)

    def _announce(self, text: str) -> None:
        announce(self.canvas, text)

    # what the window asks for --------------------------------------------------------------------------------

    @property
    def matching_sessions(self) -> tuple[str, ...]:
        """The ids of the sessions with a tile on the shown day that match search and filter, by time."""
        return self.view.matcher.fitting(self.view.source.sessions)

    def select_all(self) -> None:
        """Select all sessions with a tile on the shown day that match search and filter."""
        self.document.plan.select(self.matching_sessions)

    def show_session(self, session: str) -> None:
        self.canvas.scrollTo(self.view.source.model.item_index(session))

    def rename(self, session: Session) -> None:
        """Edit the title of a session in its tile on the shown day, unless the file is read-only."""
        if self.document.workspace.writable:
            self.show_session(session.id)
            self.title_editor.begin(session, view_rect(self.canvas.scene, self.view.find_boxes(session.id)[0]).toRect())

    def tile_rect(self, session_id: str) -> QRect:
        """Return the visible part of a session's tile in screen coordinates; empty if it is out of sight."""
        view, index = self.canvas.viewport(), self.view.source.model.item_index(session_id)
        seen = self.canvas.visualRect(index).intersected(view.rect()) if view.isVisible() else QRect()
        return QRect(view.mapToGlobal(seen.topLeft()), seen.size()) if seen else QRect()

    def reveal(self, sessions: Iterable[str]) -> None:
        """Scroll to the first of these sessions that is on the shown day, unless one of them is visible."""
        first, area = None, self.canvas.viewport().rect()
        for index in map(self.view.source.model.item_index, sessions):
            if index.isValid():
                if self.canvas.visualRect(index).intersects(area):
                    return
                first = first or index
        if first:
            self.canvas.scrollTo(first)

    def fit_selection(self) -> None:
        """Zoom so that the selected sessions on the shown day fill the timeline's height, within the limits of zoom."""
        if boxes := self.canvas.scene.layout.find_boxes(*self.document.plan.selected):
            x, y, grid = min(box.x for box in boxes), min(box.y for box in boxes), self.view.grid
            around = Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
            first, last = grid.minute(around.y) - AROUND, grid.minute(around.bottom) + AROUND
            self.canvas.zoom(self.canvas.viewport().height() / (last - first) / self.canvas.scale_now, 0)
            self.canvas.verticalScrollBar().setValue(round(self.view.grid.y(first)))
            self.view.scroll_sideways(around)

    def show_preview(self, change: Change | None, conflicts: Sequence[Conflict] = ()) -> None:
        """Preview a change with its conflicts, and scroll to it if none of it is in sight; None ends the preview."""
        self.view.source.preview = Preview(change, tuple(conflicts)) if change else None
        self.canvas.refresh()
        boxes = [box for _session, box in moved_boxes(change, self.view.grid)] if change else []
        rects = [view_rect(self.canvas.scene, rectangle(box)).toRect() for box in boxes]
        if rects and not any(rect.intersects(self.canvas.viewport().rect()) for rect in rects):
            self.canvas.reveal(rects[0])
