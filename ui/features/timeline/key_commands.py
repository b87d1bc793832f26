"""The keys of the timeline that act on the current session and on the other selected ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from planner.commands.arranging import lengthen
from planner.domain.entities import Session
from planner.dragging import transitions
from ui.features.timeline.drag_controller import DragController
from ui.features.timeline.select_tool import InsertionPoint
from ui.state.command_table import TIMELINE, binding_for
from ui.state.document import Document
from ui.state.pinning import report_pinned, toggle_pin

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class KeyCommands:
    """Handles keys: some here, others by ``grab``, ``rename`` or the action ``command`` that is bound to them."""

    def __init__(
        self, document: Document, controller: DragController, items: QItemSelectionModel, insertion: InsertionPoint, *,
        grab: Callable[[Session], object], rename: Callable[[Session], object],
        command: Callable[[str], object], moved: Callable[[Session], object], select_all: Callable[[], None],
    ) -> None:  # fmt: skip
        self._document, self._controller, self._items = document, controller, items
        self._insertion, self._grab, self._rename, self._command = insertion, grab, rename, command
        self._moved, self._select_all = moved, select_all

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a pressed key, and return False if it has no meaning here."""
        if event.type() != QKeyEvent.Type.KeyPress:
            return False
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._select_all()
            return True
        if self._insertion.at and event.key() == Qt.Key.Key_Escape:
            self._insertion.leave()
            return True
        index = self._items.currentIndex()
        session = self._document.agenda.sessions.get(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else None
        if session is None:
            return False
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if session.id not in self._document.selected:  # focused with Tab: the first arrow key selects it
            first = key in ARROWS and not modifiers
            if first:
                self._items.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            return first
        return self._run(binding_for(TIMELINE, event), session)

    def _run(self, binding: str, session: Session) -> bool:
        step = self._document.view_state.snap
        nudges = {"earlier": (-step, 0), "later": (step, 0), "left": (0, -1), "right": (0, 1)}
        handlers: dict[str, Callable[[], object]] = {
            "edit": self._document.edit_requested.emit, "take": lambda: self._grab(session),
            "pin": lambda: toggle_pin(self._document), "shorter": lambda: self._resize(session, -step),
            "longer": lambda: self._resize(session, step), "rename": lambda: self._rename(session),
            "clear": lambda: self._document.select(()),
        }  # fmt: skip
        if binding in nudges:
            self._nudge(session, *nudges[binding])
        elif binding:
            handlers.get(binding, lambda: self._command(binding))()
        return bool(binding)

    def _nudge(self, session: Session, minutes: int, columns: int) -> None:
        """Move the selection by a step in time or to the next room."""
        others = self._controller.others(session.id)
        if not report_pinned(self._document, (session.id, *others)):
            chosen = self._document.selected
            self._controller.take_by_keys(session, others)
            self._controller.go(transitions.stepped, minutes=minutes, columns=columns)
            self._controller.put()
            self._document.select(chosen)
            self._moved(session)

    def _resize(self, session: Session, minutes: int) -> None:
        """Shorten or lengthen those of the selected sessions that allow it by a step."""
        document = self._document
        chosen = [document.agenda.sessions[name] for name in (session.id, *self._controller.others(session.id))]
        able = [s.id for s in chosen if s.placement and s.minutes + minutes >= min(document.view_state.snap, s.minutes)]
        if able and not report_pinned(document, able):
            document.apply(lambda agenda: lengthen(agenda, able, minutes))
