"""Finds the sessions that came of rows with one code, or with one title and no code, by place and nearest time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from math import inf
from typing import TypeVar

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.zones import time_zone
from planner.importing.comparing import fingerprint, fingerprints_of
from planner.importing.datetimes import Zone, instant_of
from planner.importing.incoming import Incoming, IncomingSession, numbered_key
from planner.importing.name_keys import title_key
from planner.importing.session_translation import placed_by

A = TypeVar("A")
B = TypeVar("B")
MOST_COMPARED = 40_000
"""Maximum number of pairs whose distances are compared; beyond it two lists are paired in their order."""
OTHER_ROOM, NO_TIME = MINUTES_A_DAY // 2, 7 * MINUTES_A_DAY
OTHER_TITLE = OTHER_PEOPLE = 60 * MINUTES_A_DAY
"""Minutes that another room, a missing time, and another title or other people count as."""
_NUMBERED = re.compile(r"(?:×\d+|(/title:.*)#\d+)$", re.DOTALL)


def shared_key(key: str) -> str:
    """Return a key without the number that tells rows with one code, or one title and no code, apart."""
    return _NUMBERED.sub(lambda found: found[1] or "", key) if "×" in key or "#" in key else key


def minutes_apart(one: datetime | None, other: datetime | None, *, same_rooms: bool) -> float:
    """Return how far two sessions lie apart, in minutes."""
    minutes = abs((one - other).total_seconds()) / 60 if one and other else NO_TIME
    return minutes + (0 if same_rooms else OTHER_ROOM)


def nearest_pairs(
    theirs: Sequence[A], ours: Sequence[B], apart: Callable[[A, B], float]
) -> Iterator[tuple[A, B]]:  # fmt: skip
    """Pair two lists, the nearest first, using each thing once; what is infinitely far apart is not paired."""
    if len(theirs) * len(ours) > MOST_COMPARED:
        yield from (pair for pair in zip(theirs, ours, strict=False) if apart(*pair) < inf)
        return
    gone, away = set[int](), set[int]()
    for far, n, m in sorted((apart(one, other), n, m) for n, one in enumerate(theirs) for m, other in enumerate(ours)):
        if far < inf and n not in gone and m not in away:
            gone.add(n)
            away.add(m)
            yield theirs[n], ours[m]


def with_keys_of_here(incoming: Incoming, agenda: Agenda, zone: Zone) -> Incoming:
    """Return the file with the keys of the sessions that came of its rows, where several rows share a code.

    Rows are numbered in the order of the file, so the number says nothing once one of them is gone or new.
    """
    here: dict[str, list[Session]] = {}
    for session in agenda.sessions.values():
        if incoming.has(session.origin):
            here.setdefault(shared_key(session.origin), []).append(session)
    rows: dict[str, list[int]] = {}
    for n, told in enumerate(incoming.sessions):
        if not told.ours and (code := shared_key(told.key)) in here:
            rows.setdefault(code, []).append(n)
    sessions = list(incoming.sessions)
    distance = _Distance(agenda, zone)
    for code, numbers in rows.items():
        keys = {session.origin for session in here[code]}
        if len(numbers) == len(keys) == 1 and sessions[numbers[0]].key in keys:
            continue
        pairs = nearest_pairs([sessions[n] for n in numbers], here[code], distance.between)
        found = {id(told): session.origin for told, session in pairs}
        free = (key for n in count(1) if (key := _key(code, n)) not in keys)
        for n in numbers:
            told = sessions[n]
            sessions[n] = replace(told, key=found.get(id(told)) or next(free))
    return replace(incoming, sessions=tuple(sessions))


def _key(code: str, n: int) -> str:
    return f"{code}#{n}" if "/title:" in code else numbered_key(code, n)


class _Distance:
    """Measures how far a row of the file and a session that came of the file lie apart."""

    def __init__(self, agenda: Agenda, zone: Zone) -> None:
        self._rooms, self._zone, self._here = agenda.rooms, zone.zone, time_zone(agenda.conference.timezone)

    def between(self, told: IncomingSession, session: Session) -> float:
        """Return the minutes apart, or -1 if the file says the same time and place as it said last."""
        begin, placed = told.begin, session.placement
        last = fingerprints_of(session.told).get("placement")
        if begin and last and last.file == fingerprint(placed_by(told, begin, self._zone)):
            return -1
        starts = instant_of(begin, self._zone).astimezone(self._here).replace(tzinfo=None) if begin else None
        rooms = tuple(self._rooms[room].name for room in placed.rooms) if placed else ()
        minutes = minutes_apart(starts, placed.span.begins if placed else None, same_rooms=rooms == told.rooms)
        return minutes + (0 if title_key(told.title) == title_key(session.title) else OTHER_TITLE)
