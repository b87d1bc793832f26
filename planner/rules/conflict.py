"""The result of a rule: the sessions, people and rooms concerned, with severity and reason."""

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
