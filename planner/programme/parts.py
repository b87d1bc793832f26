"""A part of the programme that attendees get as a file of its own."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.entities import Day
from planner.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Part:
    """``key`` is its stable name in the ledger, ``title`` what attendees read, ``sessions`` what it holds now."""

    key: str
    title: str
    sessions: frozenset[str]


def day_part(programme: Programme, day: Day, title: str) -> Part:
    """One day of the programme; ``title`` is its date in the conference's language."""
    return Part(f"day:{day.date.isoformat()}", title, frozenset(item.id for item in programme.on(day)))
