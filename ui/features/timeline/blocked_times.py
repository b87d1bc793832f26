"""Shaded times of the timeline that cannot be used: closed rooms, and people who are away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text
from planner.layout.blocked_times import BlockedTime
from planner.layout.grid import Grid
from planner.rules.capacity import Equipment, equipment_finding, too_few_seats
from planner.rules.conflict import Severity
from planner.rules.conflict_index import Absence
from planner.rules.hours import closed_rooms
from planner.rules.intervals import bounds, clipped
from planner.wording import Wording


def closed_times(agenda: Agenda, grid: Grid, words: Wording) -> tuple[BlockedTime, ...]:
    """Return the times at which rooms of the grid are closed."""
    midnight, closed = grid.day.toordinal() * MINUTES_A_DAY, closed_rooms(agenda)
    return tuple(
        BlockedTime((column, column), start - midnight, end - midnight, words("Closed"))
        for column, room in enumerate(grid.rooms)
        for start, end in clipped(closed.get(room, ()), *bounds(grid.day))
    )


def absence_times(absences: Iterable[Absence], grid: Grid, words: Wording) -> tuple[BlockedTime, ...]:
    """Return the times at which people of the dragged sessions are away, across all columns."""
    midnight, columns = grid.day.toordinal() * MINUTES_A_DAY, (0, grid.columns - 1)
    return tuple(
        BlockedTime(columns, absence.start - midnight, absence.end - midnight, words.say(_away(absence.names)))
        for absence in absences
    )


def _away(names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text("{name} is away", name=names[0])
    return Text("{names} are away", names=", ".join(names))


def unfit_rooms(agenda: Agenda, session: Session, words: Wording) -> dict[str, str]:
    """Return the rooms that do not suit a session, each with a short reason: seats or equipment."""
    equipment, found = Equipment(agenda), {}
    for room in agenda.rooms:
        lacks = (too_few_seats(agenda, session, (room,)), equipment_finding(equipment, session, (room,)))
        said = [words.say(lack.short) for lack in lacks if lack and lack.severity is not Severity.HINT]
        if said:
            found[room] = " · ".join(said)
    return found
