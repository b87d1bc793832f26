"""The state of a drag: what it keeps from the grab to the drop, and its target of the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.commands.propagation import ScheduleGraph
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.layout.drag import Drag, Slot, SnapTimes
from planner.rules.availability import Absence, absences
from planner.rules.conflict import Conflict
from planner.rules.rule import ConflictIndex


@dataclass(frozen=True, eq=False)
class Grab:
    """All that a drag keeps until it ends: the ``sessions`` by id, the grabbed one first, of the snapshot ``agenda``.

    ``known`` are the snapshot's conflicts, and ``index`` finds those of the sessions at a place. ``draft`` is True if
    the session is not in the conference yet. What is computed is computed once, when it is first needed.
    """

    agenda: Agenda
    known: tuple[Conflict, ...]
    index: ConflictIndex
    drag: Drag
    sessions: Mapping[str, Session]
    draft: bool

    @cached_property
    def origins(self) -> dict[str, Slot]:
        """The slots of the sessions in the snapshot; empty if the session waits in the tray."""
        return {name: slot for name, session in self.sessions.items() if (slot := own_slot(session))}

    @cached_property
    def edges(self) -> SnapTimes:
        """The starts and ends of the other sessions of the shown day."""
        return SnapTimes(self.agenda.on(self.drag.grid.day), self.sessions.keys())

    @cached_property
    def graph(self) -> ScheduleGraph | None:
        """The order of the sessions on the day from which the grabbed one comes; None if it comes from the tray."""
        return ScheduleGraph(self.agenda, self.drag.origin.span.day) if self.drag.origin else None

    @cached_property
    def busy(self) -> tuple[tuple[int, int], ...]:
        """The minutes of the shown day at which people of the sessions are in others."""
        midnight = self.drag.grid.day.toordinal() * MINUTES_A_DAY
        return tuple(
            (start - midnight, end - midnight) for start, end, _ in self.index.busy(self._with_people_of_all())
        )

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The times of the shown day at which people of the sessions are away."""
        return absences(self.index, self._with_people_of_all(), self.drag.grid.day)

    def _with_people_of_all(self) -> Session:
        grabbed, *others = self.sessions.values()
        found = {(a.person, a.role): a for one in (*others, grabbed) for a in one.people if a.counts}
        return replace(self.drag.session, people=tuple(found.values()))


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a drag: a slot for each session; without slots the tray, where a drop takes them off the timeline.

    ``meets`` are the minutes at which the grabbed session meets a neighbour exactly. ``change`` is that of a drop that
    also pushes the sessions that follow, which may hold the dragged ones back if pinned, or that swaps the session with
    ``swap``. ``outside`` every target, a drop changes nothing.
    """

    slots: Mapping[str, Slot] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    meets: tuple[int, ...] = ()
    change: Change | None = None
    swap: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class DragState:
    """A drag at its target; its properties are those of the grab and the target.

    ``by_keys`` is True if the arrow keys move it, False if the pointer does. ``everywhere`` requests the whole venue,
    and False one room instead of it; with ``pushing`` each step pushes the sessions that follow.
    """

    grab: Grab
    target: Target
    by_keys: bool
    everywhere: bool | None = None
    pushing: bool = False

    @property
    def drag(self) -> Drag:
        return self.grab.drag

    @property
    def session(self) -> Session:
        """The dragged session; if there are several, the one that was grabbed."""
        return self.grab.drag.session

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the sessions dragged along."""
        return tuple(self.grab.sessions)[1:]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.grab.sessions)

    @property
    def slots(self) -> Mapping[str, Slot]:
        return self.target.slots

    @property
    def slot(self) -> Slot | None:
        """The slot of the grabbed session."""
        return self.slots.get(self.session.id)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.target.conflicts

    @property
    def clashing(self) -> frozenset[str]:
        """The ids of the other sessions that the dragged ones would conflict with."""
        return frozenset(s for c in self.conflicts for s in c.sessions) - self.ids

    @property
    def change(self) -> Change | None:
        """The change of a drop that also affects other sessions."""
        return self.target.change

    @property
    def outside(self) -> bool:
        return self.target.outside


def own_slot(session: Session) -> Slot | None:
    """Return the slot at which a session is placed, or None."""
    return Slot(session.placement.span, session.placement.rooms) if session.placement else None
