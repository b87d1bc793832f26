"""A rule's finding: the sessions, people and rooms concerned, its severity and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import Text


class Severity(StrEnum):
    """The severity: a problem cannot happen on the day, a warning should not, a hint is work left to do."""

    PROBLEM = "problem"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """The position by severity; 0 is the most serious."""
        return _BY_GRAVITY.index(self)


_BY_GRAVITY = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding. ``rule`` is a stable id, ``text`` the reason; ``short`` fits on a block of the timeline."""

    rule: str
    severity: Severity
    sessions: tuple[str, ...]
    text: Text
    short: Text
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
