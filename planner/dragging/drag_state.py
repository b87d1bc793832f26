"""The state of a drag: what it keeps from the grab to the drop, and its target of the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner.commands.propagation import ScheduleGraph
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.layout.drag import Drag, Slot
from planner.layout.drag_group import DragGroup
from planner.layout.snapping import SnapTimes
from planner.rules.conflict import Conflict
from planner.rules.conflict_index import Absence, ConflictIndex


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
    def group(self) -> DragGroup | None:
        """The arrangement that several sessions keep; None for a single one."""
        several = len(self.sessions) > 1
        return DragGroup(self.drag.grid, self.drag.session.id, self.origins) if several else None

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
        return self.index.absent(self._with_people_of_all(), self.drag.grid.day)

    def _with_people_of_all(self) -> Session:
        grabbed, *others = self.sessions.values()
        found = {(a.person, a.role): a for one in (*others, grabbed) for a in one.people if a.counts}
        return replace(self.drag.session, people=tuple(found.values()))


@dataclass(frozen=True, slots=True)
class OverTray:
    """The tray: a drop takes the sessions out of the timeline."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Outside every target: a drop changes nothing."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot for each session; ``meets`` are the minutes at which the grabbed one meets a neighbour exactly."""

    slots: Mapping[str, Slot]
    conflicts: tuple[Conflict, ...]
    meets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pushing:
    """The slots after a change that also pushes those that follow; pinned ones may hold the sessions back."""

    slots: Mapping[str, Slot]
    conflicts: tuple[Conflict, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Swapping:
    """The slot after a change that swaps the session with ``other``."""

    slots: Mapping[str, Slot]
    conflicts: tuple[Conflict, ...]
    change: Change
    other: str


Target = OverTray | Outside | Placed | Pushing | Swapping


@dataclass(frozen=True, slots=True)
class DragState:
    """A drag at its target; its properties are those of the grab and the target, or empty if they have none.

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
        return {} if isinstance(self.target, OverTray | Outside) else self.target.slots

    @property
    def slot(self) -> Slot | None:
        """The slot of the grabbed session."""
        return self.slots.get(self.session.id)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return () if isinstance(self.target, OverTray | Outside) else self.target.conflicts

    @property
    def clashing(self) -> frozenset[str]:
        """The ids of the other sessions that the dragged ones would conflict with."""
        return frozenset(s for c in self.conflicts for s in c.sessions) - self.ids

    @property
    def change(self) -> Change | None:
        """The change of a drop that also affects other sessions."""
        return self.target.change if isinstance(self.target, Pushing | Swapping) else None

    @property
    def swap(self) -> str:
        return self.target.other if isinstance(self.target, Swapping) else ""

    @property
    def outside(self) -> bool:
        return isinstance(self.target, Outside)

    @property
    def meets(self) -> tuple[int, ...]:
        return self.target.meets if isinstance(self.target, Placed) else ()


def own_slot(session: Session) -> Slot | None:
    """Return the slot at which a session is placed, or None."""
    return Slot(session.placement.span, session.placement.rooms) if session.placement else None
