"""The drag of sessions in the window, by mouse or keyboard, from the grab to the drop or the cancel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partialmethod

from PySide6.QtCore import QObject, Signal

from planner.domain.change import Change
from planner.domain.entities import Session
from planner.dragging import transitions
from planner.dragging.drag_state import DragState, own_slot
from planner.layout.drag import Drag, DragPart
from planner.layout.grid import Grid
from planner.rules.conflict_index import Absence
from ui.state.document import Document


class DragController(QObject):
    """Holds the state of a drag, and makes one change on a drop."""

    moved = Signal()
    ended = Signal()

    def __init__(self, document: Document, grid: Callable[[], Grid], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._grid = document, grid
        self.state: DragState | None = None
        document.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        """Cancel the drag, as the sessions may have changed since they were grabbed."""
        if change.edits and self.state:
            self.cancel()

    @property
    def busy(self) -> tuple[tuple[int, int], ...]:
        """The minutes of the day at which people of the dragged sessions are in others."""
        return self.state.grab.busy if self.state else ()

    @property
    def absences(self) -> tuple[Absence, ...]:
        """The times of the day at which people of the dragged sessions are away."""
        return self.state.grab.absences if self.state else ()

    def take(
        self, session: Session, *, x: float = 0, y: float = 0, hold: DragPart = DragPart.WHOLE, draft: bool = False,
        others: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Grab a session with the mouse. If it is placed, ``x`` and ``y`` are the grabbed point in grid coordinates.

        ``others`` are the ids of the other selected sessions that are placed on the shown day.
        """
        drag = transitions.held_at(self._grid(), session, x, y, hold)
        agenda, known = self._document.agenda, self._document.problems.all
        self.state = transitions.grabbed(agenda, known, drag, others, draft=draft)
        self.moved.emit()

    def take_by_keys(self, session: Session, *, draft: bool = False, others: Iterable[str] = ()) -> None:
        """Grab a session for the arrow keys, at its own place or else at the first free place of the day."""
        drag = Drag(self._grid(), session, own_slot(session))
        agenda, known = self._document.agenda, self._document.problems.all
        self.state = transitions.grabbed(agenda, known, drag, others, draft=draft, by_keys=True)
        self.moved.emit()

    def _go(self, transition: Callable[..., DragState | None], *args: object, **steps: int) -> None:
        """Go to the next state; cancel if there is none."""
        if self.state is None:
            return
        state = transition(self.state, *args, **steps)
        if state is None:
            self.cancel()
        elif state is not self.state and state != self.state:
            self.state = state
            self.moved.emit()

    move_to_tray = partialmethod(_go, transitions.to_tray)
    move_outside = partialmethod(_go, transitions.to_outside)
    keep_time = partialmethod(_go, transitions.to_own_time)
    step = partialmethod(_go, transitions.stepped)
    toggle_everywhere = partialmethod(_go, transitions.toggled_everywhere)
    toggle_push = partialmethod(_go, transitions.toggled_push)

    def move_to_point(self, x: float, y: float, *, push: bool = False, fine: bool = False, over: str = "") -> None:
        """Move the drag to a point in grid coordinates; the details are those of ``to_point``."""
        self._go(transitions.to_point, self._grid(), x, y, push, fine, over)

    def rebase(self) -> None:
        """Continue the drag on the grid that is shown now."""
        self._go(transitions.rebased, self._grid())

    def drop(self) -> tuple[str, ...]:
        """Drop at the target and return the ids of the sessions; the document reports a refused change."""
        state, self.state = self.state, None
        if state is None:
            return ()
        self.ended.emit()
        if state.outside:
            return ()
        self._document.apply(lambda _: transitions.drop_change(state))
        return tuple(state.grab.sessions)

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        self.state = None
        self.ended.emit()
