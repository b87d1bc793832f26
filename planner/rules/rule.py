"""A rule that checks a plan, with everything that the problem list, the drag and the preview must know about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from planner.rules.conflict import Conflict
from planner.rules.conflict_index import ConflictIndex

Places = Iterable[tuple[Session, Placement]]
"""Sessions that take place, each with its placement."""
Label = Callable[[Agenda, Conflict, Session, int], Text]
"""Returns the text of a dragged session's conflict if it started at a minute of the day."""


def in_full(_agenda: Agenda, conflict: Conflict, _session: Session, _start: int) -> Text:
    """Return the reason of a conflict."""
    return conflict.text


def in_short(_agenda: Agenda, conflict: Conflict, _session: Session, _start: int) -> Text:
    """Return the short text, which says everything about a session and a time that are known."""
    return conflict.short


def other_of(agenda: Agenda, conflict: Conflict, session: Session) -> tuple[Session, Placement] | None:
    """Return the other session of a conflict between two; None if there is none or more than one."""
    others = [agenda.sessions[name] for name in conflict.sessions if name != session.id and name in agenda.sessions]
    where = others[0].placement if len(others) == 1 else None
    return (others[0], where) if where else None


def minutes_shared(agenda: Agenda, conflict: Conflict) -> int:
    """Return the minutes that two sessions overlap (negative: the gap between them), or 0 if there are not two."""
    spans = [where.span for name in conflict.sessions if (where := agenda.sessions[name].placement)]
    if len(spans) != 2:
        return 0
    return min(span.absolute_end for span in spans) - max(span.absolute_start for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: ``id`` is stable, and it has ``at_places``, ``in_plan`` or both.

    ``at_places`` yields the conflicts of sessions at their places, so that the drag knows it; from it the conflicts of
    the plan are derived. ``in_plan`` yields those of a plan: of a rule about no place, or if pairs and crowds are found
    faster otherwise.

    ``label`` says a conflict at the pointer, where the dragged session and its time are seen. ``minutes`` is the extent
    of a conflict: in the preview of a change, one that exists already is told again if it lasts longer. ``only_hints``
    is True if no conflict is more severe; such a rule has no part in previews. ``untold`` is the reason why a drag does
    not tell the rule although it depends on places.
    """

    id: str
    at_places: Callable[[ConflictIndex, Places], Iterable[Conflict]] | None = None
    in_plan: Callable[[Agenda], Iterable[Conflict]] | None = None
    label: Label = in_full
    minutes: Callable[[Agenda, Conflict], int] = minutes_shared
    only_hints: bool = False
    untold: str = ""

    def check(self, agenda: Agenda) -> Iterable[Conflict]:
        """Return the conflicts of a plan."""
        if self.in_plan:
            return self.in_plan(agenda)
        return self.at_places(ConflictIndex(agenda), agenda.taking_place) if self.at_places else ()

    def at(self, index: ConflictIndex, session: Session, placement: Placement) -> Iterable[Conflict]:
        """Return the conflicts of a session if it were placed there; none if the rule speaks of no place."""
        return self.at_places(index, ((session, placement),)) if self.at_places else ()
