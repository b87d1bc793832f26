"""The interface of the timeline for features that start a drag to it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent

from planner.domain.entities import Session
from ui.state.document import Document


class CarriedSession(Protocol):
    """The state of a drag, by the pointer or by the arrow keys."""

    @property
    def session(self) -> Session:
        """The dragged session; if there are several, the one that was grabbed."""

    @property
    def by_keys(self) -> bool:
        """True if the arrow keys move it, False if the pointer does."""


class SessionDrag(Protocol):
    """A drag controller: drags a session and emits signals."""

    @property
    def moved(self) -> SignalInstance:
        """Emitted when the session is grabbed or moved."""

    @property
    def ended(self) -> SignalInstance:
        """Emitted when the session is dropped or the drag is cancelled."""

    @property
    def state(self) -> CarriedSession | None:
        """The state of the drag, or None if nothing is dragged."""


class DropTarget(Protocol):
    """A widget into which sessions can be dragged from elsewhere."""

    document: Document

    @property
    def drag_controller(self) -> SessionDrag:
        """The drag controller of the widget."""

    def carry_from_tray(self, session: Session, *, draft: bool = False) -> None:
        """Start dragging a session with the pointer; a ``draft`` is not in the conference yet."""

    def carry(self, pointer: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Move the drag to ``pointer``, in screen coordinates."""

    def drop(self) -> None:
        """Drop the dragged session at its target."""

    def ends_drag(self, event: QMouseEvent) -> bool:
        """Return True if a drag is active, which then handles the press; the right button cancels it."""

    def grab_by_keys(self, session: Session, *, draft: bool = False) -> None:
        """Start moving a session with the arrow keys; a ``draft`` is not in the conference yet."""

    def setFocus(self) -> None:
        """Give the widget the keyboard focus."""
