"""The timeline as other parts of the window see it that let it carry a session."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent

from planner.domain.entities import Session
from ui.state.document import Document


class CarriedSession(Protocol):
    """A session that is being carried, by the pointer or by the arrow keys."""

    @property
    def session(self) -> Session:
        """The session; of several the one that was grabbed."""

    @property
    def by_keys(self) -> bool:
        """True if the arrow keys carry it, False if the pointer does."""


class SessionDrag(Protocol):
    """Carries a session and emits signals while it does."""

    @property
    def moved(self) -> SignalInstance:
        """Emitted when the session is taken or moved."""

    @property
    def ended(self) -> SignalInstance:
        """Emitted when it is dropped or let go of."""

    @property
    def state(self) -> CarriedSession | None:
        """The session that is carried, or None."""


class DropTarget(Protocol):
    """A widget that carries a session from elsewhere to a place of its own."""

    document: Document

    @property
    def drag_controller(self) -> SessionDrag:
        """The object that carries the session."""

    def carry_from_tray(self, session: Session, *, draft: bool = False) -> None:
        """Begin to carry a session with the pointer; a ``draft`` is not in the conference yet."""

    def carry(self, pointer: QPoint, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """Follow the pointer, in pixels of the screen."""

    def drop(self) -> None:
        """Drop what is carried where it is."""

    def ends_drag(self, event: QMouseEvent) -> bool:
        """Return whether something is carried, so that the press is about that; the right button ends it."""

    def grab_by_keys(self, session: Session, *, draft: bool = False) -> None:
        """Carry a session with the arrow keys."""

    def setFocus(self) -> None:
        """Let the widget have the keys."""
