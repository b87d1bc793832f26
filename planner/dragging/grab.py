"""The values of a drag that stay from beginning to end, and its target: a slot for each session, or a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.commands.propagation import KEPT, Propagation, ScheduleGraph
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.layout.drag import Drag, Slot, SnapTimes
from planner.rules.availability import Absence, absences
from planner.rules.rule import Conflict, ConflictIndex


def own_slot(session: Session) -> Slot | None:
    """Return the slot at which a session is placed, or None."""
    return Slot(session.placement.span, session.placement.rooms) if session.placement else None


@dataclass(frozen=True, eq=False)
class Grab:
    """All that a drag keeps until it ends: the ``sessions`` by id, the grabbed one first, of the snapshot ``agenda``.

    ``known`` are the snapshot's conflicts, and ``index`` finds those of the sessions at a place. ``draft`` is True if
    the session is not in the conference yet. ``how`` is how what follows makes way. What is computed is computed once,
    when it is first needed.
    """

    agenda: Agenda
    known: tuple[Conflict, ...]
    index: ConflictIndex
    drag: Drag
    sessions: Mapping[str, Session]
    draft: bool
    how: Propagation = KEPT

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
        return (
            ScheduleGraph(self.agenda, self.drag.origin.span.day, how=self.how.asked(self.sessions))
            if self.drag.origin
            else None
        )

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

    def joined_blocks(self, after: Mapping[str, Session]) -> dict[str, str | None]:
        """Return the block, or None, of each session that is in another one ``after`` a drop."""
        return {
            name: after[name].block
            for name, was in self.sessions.items()
            if name in after and after[name].block != was.block
        }

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
    blocks: Mapping[str, str | None] = field(default_factory=dict)
    """The block of each dragged session that a drop puts into another one, or into none."""
