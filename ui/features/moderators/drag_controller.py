"""The drag of a moderator: a person from the list or a shift, from the grab to the drop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.commands.covers import add_cover, add_moderator, delete_cover, edit_cover
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Cover, Session
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.rules.conflict import Severity
from ui.features.moderators.block_contents import BoardItem
from ui.features.moderators.coverage import clashes, without_shift, would_gain
from ui.features.moderators.moderator_shift import ModeratorShift, ShiftResize, shift_of
from ui.state.document import Document


class ListTarget(Enum):
    """The list of people as a drop target: a shift dropped there is deleted."""

    PEOPLE = "people"


Target = ModeratorShift | ListTarget | str
"""A shift, the list of people, or a session by its id."""


_NEW = "a stretch to be"
"""The id of a shift that is not in the conference yet, used to compute its effects."""


@dataclass(frozen=True, slots=True)
class ShiftDrag:
    """The state of a drag: ``person`` is dragged to ``target``, which is None if there is no target.

    ``cover`` and ``pull`` are set if a shift is dragged. ``lit`` are the sessions that would get the moderator,
    ``reasons`` the conflicts this would cause, and ``grave`` is True if one of them is a problem or the drop is
    refused.
    """

    person: str
    cover: Cover | None = None
    pull: ShiftResize | None = None
    target: Target | None = None
    lit: frozenset[str] = frozenset()
    reasons: tuple[Text, ...] = ()
    grave: bool = False


class ShiftDragController(QObject):
    """Holds at most one drag, computes its effects at each step, and makes one change on a drop."""

    moved = Signal()
    ended = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.state: ShiftDrag | None = None

    def take_person(self, person_id: str) -> None:
        """Start dragging a person from the list."""
        self.state = ShiftDrag(person_id)
        self.moved.emit()

    def take_shift(self, cover: Cover, pull: ShiftResize) -> None:
        """Start dragging a shift."""
        self.state = ShiftDrag(cover.person, cover, pull)
        self.to(shift_of(cover))

    def to(self, target: Target | None) -> None:
        """Set the target and compute the effects of a drop there."""
        if self.state and target != self.state.target:
            self.state = with_effects(self._document, replace(self.state, target=target))
            self.moved.emit()

    def drop(self) -> BoardItem | None:
        """Drop at the target and return the added or changed entity, or None if nothing was changed.

        The document reports a refused change.
        """
        state, self.state = self.state, None
        if state is None:
            return None
        self.ended.emit()
        moved = state.cover is not None and state.target == shift_of(state.cover)
        if state.target is None or moved or (state.target is ListTarget.PEOPLE and state.cover is None):
            return None
        return apply_drop(self._document, state)

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        self.state = None
        self.ended.emit()


def with_effects(document: Document, state: ShiftDrag) -> ShiftDrag:
    """Return the drag with the sessions that a drop would give a moderator, and the conflicts it would cause."""
    agenda = document.agenda
    if state.target is None or state.target is ListTarget.PEOPLE:
        return replace(state, lit=frozenset(), reasons=(), grave=False)
    try:
        change = drop_change(agenda, state, document.day.date, _NEW)
    except EstradError as error:
        return replace(state, lit=_sessions_inside(agenda, state.target), reasons=(error.problem,), grave=True)
    base = without_shift(agenda, state.cover.id) if state.cover else agenda
    after = agenda.after(change)
    if isinstance(state.target, ModeratorShift):
        lit = would_gain(after, after.covers[state.cover.id if state.cover else _NEW])
    else:
        lit = _sessions_inside(agenda, state.target)
    found = clashes(after, base, state.person)
    grave = any(conflict.severity is Severity.PROBLEM for conflict in found)
    return replace(state, lit=lit, reasons=tuple(conflict.text for conflict in found), grave=grave)


def apply_drop(document: Document, state: ShiftDrag) -> BoardItem | None:
    """Apply the drop and return the changed session or the shift; None if it was refused or the shift deleted."""
    new_id, when, target = document.workspace.new_id(), document.day.date, state.target
    if not document.apply(lambda agenda: drop_change(agenda, state, when, new_id)):
        return None
    if isinstance(target, ModeratorShift):
        return (Cover, state.cover.id if state.cover else new_id)
    return (Session, target) if isinstance(target, str) else None


def drop_change(agenda: Agenda, state: ShiftDrag, when: date, new_id: str) -> Change:
    """Return the change that a drop makes on the shown day."""
    target, cover = state.target, state.cover
    if isinstance(target, ModeratorShift):
        fields: dict[str, Any] = {"room": target.room, "start": target.start, "end": target.end}
        if cover:
            return edit_cover(agenda, cover.id, **fields)
        return add_cover(agenda, new_id, state.person, when, start=target.start, end=target.end, room=target.room)
    if isinstance(target, str):
        return add_moderator(agenda, (target,), state.person)
    assert cover
    return delete_cover(agenda, cover.id)


def _sessions_inside(agenda: Agenda, target: Target) -> frozenset[str]:
    return frozenset({target}) & agenda.sessions.keys() if isinstance(target, str) else frozenset()
