"""Verbs that are typed into the command palette: a session ends later or earlier, or two change places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.search import best_matches, search_entry
from planner.domain.span import clock
from planner.wording import Wording

_LATER = re.compile(r"(?P<title>.*\S)\s*(?P<sign>[+\-−–])\s*(?P<minutes>[0-9]{1,3})\s*(?:min\w*\.?)?\s*", re.IGNORECASE)
_SWAPS = re.compile(r"(?P<title>.*\S)\s+[x×⇄]\s+(?P<other>\S.*)", re.IGNORECASE)
MOST = 5
"""Maximum number of sessions that a typed title may mean, and of verbs that are listed."""


@dataclass(frozen=True, slots=True)
class TypedVerb:
    """A verb that was typed: the one session ends so many ``minutes`` later, or the two change places."""

    sessions: tuple[str, ...]
    minutes: int = 0

    def says(self, agenda: Agenda, words: Wording) -> tuple[str, str]:
        """Return its title and what it would do, as ``Keynote`` and ``+10 min, 09:55`` or ``⇄ Panel``."""
        first = agenda.sessions[self.sessions[0]]
        if len(self.sessions) == 2:
            return first.title, f"⇄ {agenda.sessions[self.sessions[1]].title}"
        assert first.placement
        later = words("{n} min").format(n=f"{self.minutes:+}".replace("-", "−"))
        return first.title, f"{later}, {clock(first.placement.span.end + self.minutes)}"


def typed_verbs(agenda: Agenda, typed: str) -> list[TypedVerb]:
    """Return what a text such as ``keynote +10`` or ``keynote x panel`` would do, the likeliest first."""
    placed = [session for session, _where in agenda.placed]
    if found := _LATER.fullmatch(typed):
        minutes = int(found["minutes"]) * (1 if found["sign"] == "+" else -1)
        meant = (session for session in _meant(placed, found["title"]) if session.minutes + minutes > 0)
        return [TypedVerb((session.id,), minutes) for session in islice(meant if minutes else (), MOST)]
    if found := _SWAPS.fullmatch(typed):
        return list(islice(_pairs(agenda, placed, found["title"], found["other"]), MOST))
    return []


def _pairs(agenda: Agenda, placed: Sequence[Session], title: str, other: str) -> Iterator[TypedVerb]:
    """Yield the pairs of which at least the first is placed."""
    for first in _meant(placed, title):
        for second in _meant(agenda.sessions_in_order, other):
            if first is not second:
                yield TypedVerb((first.id, second.id))


def _meant(sessions: Sequence[Session], title: str) -> list[Session]:
    return best_matches([search_entry(session, session.title) for session in sessions], title, MOST)
