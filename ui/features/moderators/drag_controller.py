"""The drag of a moderator: of a person from the list, or of a stretch, from the grab to the drop."""

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
from ui.features.moderators.block_contents import Thing
from ui.features.moderators.coverage import clashes, without, would_gain
from ui.features.moderators.moderator_shift import Pull, Stretch, stretch_of
from ui.state.document import Desk


class Back(Enum):
    """The list of people as a target: a stretch dropped there is deleted."""

    PEOPLE = "people"


Target = Stretch | Back | str
"""A stretch, the people, or a session by its id."""


_NEW = "a stretch to be"
"""The id of a stretch that is not in the conference yet, used to compute its effect."""


@dataclass(frozen=True, slots=True)
class Held:
    """The state of a drag: ``person`` is carried to ``target`` (None: no place).

    ``cover`` and ``pull`` are the stretch that is moved, if there is one. ``lit`` are the sessions that would be
    moderated, ``reasons`` the clashes that this would cause.
    """

    person: str
    cover: Cover | None = None
    pull: Pull | None = None
    target: Target | None = None
    lit: frozenset[str] = frozenset()
    reasons: tuple[Text, ...] = ()
    grave: bool = False


class CoverHand(QObject):
    """Holds at most one moderator. It computes the effect at each step, and makes one change on a drop."""

    moved = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.held: Held | None = None

    def take_person(self, person: str) -> None:
        """Grab a person from the list."""
        self.held = Held(person)
        self.moved.emit()

    def take_cover(self, cover: Cover, pull: Pull) -> None:
        """Grab a stretch."""
        self.held = Held(cover.person, cover, pull)
        self.to(stretch_of(cover))

    def to(self, target: Target | None) -> None:
        """Set the target."""
        if self.held and target != self.held.target:
            self.held = judged(self._desk, replace(self.held, target=target))
            self.moved.emit()

    def drop(self) -> Thing | None:
        """Drop at the target, and return what was added or changed, if anything. The desk reports a refused change."""
        held, self.held = self.held, None
        if held is None:
            return None
        self.ended.emit()
        moved = held.cover is not None and held.target == stretch_of(held.cover)
        if held.target is None or moved or (held.target is Back.PEOPLE and held.cover is None):
            return None
        return perform(self._desk, held)

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        self.held = None
        self.ended.emit()


def judged(desk: Desk, held: Held) -> Held:
    """Return the drag with the sessions that a drop would give a moderator, and the clashes that it would cause."""
    agenda = desk.agenda
    if held.target is None or held.target is Back.PEOPLE:
        return replace(held, lit=frozenset(), reasons=(), grave=False)
    try:
        change = change_of(agenda, held, desk.day.date, _NEW)
    except EstradError as error:
        return replace(held, lit=_lit(agenda, held.target), reasons=(error.problem,), grave=True)
    base = without(agenda, held.cover.id) if held.cover else agenda
    after = agenda.after(change)
    if isinstance(held.target, Stretch):
        lit = would_gain(after, after.covers[held.cover.id if held.cover else _NEW])
    else:
        lit = _lit(agenda, held.target)
    found = clashes(after, base, held.person)
    grave = any(conflict.severity is Severity.PROBLEM for conflict in found)
    return replace(held, lit=lit, reasons=tuple(conflict.text for conflict in found), grave=grave)


def perform(desk: Desk, held: Held) -> Thing | None:
    """Make the change, and return the session or the stretch that it added or changed, or None if refused."""
    new_id, when, target = desk.workspace.new_id(), desk.day.date, held.target
    if not desk.perform(lambda agenda: change_of(agenda, held, when, new_id)):
        return None
    if isinstance(target, Stretch):
        return (Cover, held.cover.id if held.cover else new_id)
    return (Session, target) if isinstance(target, str) else None


def change_of(agenda: Agenda, held: Held, when: date, new_id: str) -> Change:
    """Return the change that a drop makes on the shown day."""
    target, cover = held.target, held.cover
    if isinstance(target, Stretch):
        fields: dict[str, Any] = {"room": target.room, "start": target.start, "end": target.end}
        if cover:
            return edit_cover(agenda, cover.id, **fields)
        return add_cover(agenda, new_id, held.person, when, start=target.start, end=target.end, room=target.room)
    if isinstance(target, str):
        return add_moderator(agenda, (target,), held.person)
    assert cover
    return delete_cover(agenda, cover.id)


def _lit(agenda: Agenda, target: Target) -> frozenset[str]:
    return frozenset({target}) & agenda.sessions.keys() if isinstance(target, str) else frozenset()
