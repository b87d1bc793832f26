"""Conflicts, the results of rules: what they concern, severity and reason; and all those of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import Text


class Severity(StrEnum):
    """The severity: a problem is impossible on the day, a warning undesirable, a hint work left to do."""

    PROBLEM = "problem"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """The position in the order of severity; 0 is the most serious."""
        return _BY_GRAVITY.index(self)


_BY_GRAVITY = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict found by a rule. ``rule`` is a stable id, ``text`` the reason; ``short`` fits on a timeline block."""

    rule: str
    severity: Severity
    sessions: tuple[str, ...]
    text: Text
    short: Text
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


class Problems:
    """All conflicts of a plan, and of each session and person those that are no mere hints; the most severe first."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.all = conflicts
        self._by_session: dict[str, list[Conflict]] = {}
        self._by_person: dict[str, list[Conflict]] = {}
        for conflict in conflicts:
            if conflict.severity is not Severity.HINT:
                for session in conflict.sessions:
                    self._by_session.setdefault(session, []).append(conflict)
                for person in conflict.people:
                    self._by_person.setdefault(person, []).append(conflict)

    def of(self, session_id: str) -> list[Conflict]:
        """Return the conflicts of a session except hints."""
        return self._by_session.get(session_id, [])

    def with_person(self, person_id: str) -> list[Conflict]:
        """Return the conflicts of a person's sessions and shifts except hints."""
        return self._by_person.get(person_id, [])
