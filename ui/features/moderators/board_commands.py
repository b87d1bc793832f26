"""The commands of the board: by keys, by its menu and by a double click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent

from planner.commands.covers import edit_cover, remove_moderators
from planner.commands.deleting import delete_all
from planner.commands.sessions import no_moderator
from planner.domain.entities import Cover, Session
from planner.layout.board_layout import BoardItem, BoardLayout
from planner.layout.moderator_shift import ModeratorShift, shift_around_session, shift_of, stepped
from ui.features.moderators.board_scene import selected_items
from ui.features.moderators.drag_controller import Target
from ui.state.canvas.canvas_model import CanvasModel
from ui.state.canvas.tools import Pointer
from ui.state.command_table import BOARD, binding_for
from ui.state.document import Document

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
STEPS = ("earlier", "later", "left", "right", "shorter", "longer")
"""Names of the key bindings that move or resize a shift."""


class BoardCommands:
    """Acts on the current session or shift. ``assign`` asks for the moderator of a target, ``jump`` goes to a session
    without one, and ``moved`` is called with a shift that a key has moved."""

    def __init__(
        self, document: Document, model: CanvasModel, items: QItemSelectionModel, layout: Callable[[], BoardLayout], *,
        assign: Callable[[Target], object], jump: Callable[[int], object], moved: Callable[[BoardItem], object],
    ) -> None:  # fmt: skip
        self._document, self._model, self._items, self._layout = document, model, items, layout
        self._assign, self._jump, self._moved = assign, jump, moved

    @property
    def current(self) -> BoardItem | None:
        """The current session or shift, or None if there is none."""
        return self._model.key(self._items.currentIndex().row())

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a pressed key, and return False if it has no meaning here."""
        if event.type() != QKeyEvent.Type.KeyPress:
            return False
        item, binding, edit = self.current, binding_for(BOARD, event), self._document.edit_requested.emit
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if item and item not in selected_items(self._document) and event.key() in ARROWS and bare:
            # focused with Tab: the first arrow key selects the current item
            self._items.setCurrentIndex(self._items.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            return True
        handlers: dict[str, Callable[[], object]] = {
            "next": partial(self._jump, 1), "previous": partial(self._jump, -1),
        }  # fmt: skip
        if item:
            handlers |= {
                "edit": edit, "stretch": self.request_shift, "remove": self.remove,
                "assign": edit if item[0] is Cover else self.request_moderator,
                "all_day": partial(self.request_shift, whole_day=True),
            }  # fmt: skip
        if item and item[0] is Cover:
            handlers |= {way: partial(self._step, item, way) for way in STEPS}
        if binding in handlers:
            handlers[binding]()
        return binding in handlers

    def open(self, at: Pointer) -> None:
        """Edit the shift at a point, or ask for the moderator of the session or of the shift around an empty place."""
        item = self._layout().key_at(at.spot.x(), at.spot.y())
        if item and item[0] is Cover:
            self._document.edit_requested.emit()
        else:
            self._request(item[1] if item else self._layout().shift_at(at.spot.x(), at.spot.y()))

    def request_moderator(self) -> None:
        """Ask for the moderator of the current session."""
        if self.current and self.current[0] is Session:
            self._request(self.current[1])

    def request_shift(self, *, whole_day: bool = False) -> None:
        """Ask for the moderator of the shift around the current session, or of its room for the whole day."""
        (kind, name), agenda = self.current or (None, ""), self._document.agenda
        found = shift_of(agenda.covers[name]) if kind is Cover else None
        if kind is Session:
            found = shift_around_session(agenda, agenda.sessions[name])
        if found:
            self._request(ModeratorShift(found.room) if whole_day else found)

    def _request(self, target: Target) -> None:
        session = self._document.agenda.sessions.get(target) if isinstance(target, str) else None
        if session and session.facts.pause:
            self._document.change_refused.emit(no_moderator(session))
        elif self._document.workspace.writable:
            self._assign(target)

    def remove(self) -> None:
        """Delete the selected shifts, or remove the moderators of the selected sessions."""
        chosen = selected_items(self._document)
        names = [name for _kind, name in chosen]
        if chosen and chosen[0][0] is Session:
            self._document.apply(lambda agenda: remove_moderators(agenda, names))
        elif chosen:
            self._document.apply(lambda agenda: delete_all(agenda, Cover, names))

    def _step(self, item: BoardItem, way: str) -> None:
        """Move a shift by a step in time or to the next lane, or move its end."""
        where = shift_of(self._document.agenda.covers[item[1]])
        if (to := stepped(self._layout().grid, where, way)) != where:
            self._document.apply(lambda agenda: edit_cover(agenda, item[1], **asdict(to)))
            self._moved(item)
