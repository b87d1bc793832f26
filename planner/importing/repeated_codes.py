"""Finds the sessions that came of rows with one code, or with one title and no code, by place and nearest time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count, product
from math import inf
from operator import itemgetter
from typing import TypeVar
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.zones import time_zone
from planner.importing.comparing import fingerprint, fingerprints_of
from planner.importing.datetimes import Zone, wall_of
from planner.importing.incoming import Incoming, IncomingSession, grouped, numbered_key
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


def nearest(distances: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes of two lists, the nearest first, using each index once."""
    gone, away = set[int](), set[int]()
    for _, n, m in sorted(distances, key=itemgetter(0)):
        if n not in gone and m not in away:
            gone.add(n)
            away.add(m)
            yield n, m


def nearest_pairs(theirs: Sequence[A], ours: Sequence[B], apart: Callable[[A, B], float]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes of two lists as ``nearest`` does; what is infinitely far apart is not paired."""
    numbers: Iterable[tuple[int, int]] = product(range(len(theirs)), range(len(ours)))
    if len(theirs) * len(ours) > MOST_COMPARED:
        numbers = ((n, n) for n in range(min(len(theirs), len(ours))))
    distances = ((apart(theirs[n], ours[m]), n, m) for n, m in numbers)
    return nearest(found for found in distances if found[0] < inf)


def with_keys_of_here(incoming: Incoming, agenda: Agenda, zone: Zone) -> Incoming:
    """Return the file with the keys of the sessions that came of its rows, where several rows share a code.

    Rows are numbered in the order of the file, so the number says nothing once one of them is gone or new.
    """
    sessions = list(incoming.sessions)
    came = (session for session in agenda.sessions.values() if incoming.has(session.origin))
    here = grouped(came, lambda session: shared_key(session.origin))
    told = grouped(range(len(sessions)), lambda n: "" if sessions[n].ours else shared_key(sessions[n].key))
    for code, rows in told.items():
        keys = [session.origin for session in here.get(code, ())]
        if not keys or (len(rows) == len(keys) == 1 and sessions[rows[0]].key in keys):
            continue
        pairs = nearest_pairs([sessions[n] for n in rows], here[code], partial(_apart, agenda, zone.zone))
        found = {rows[n]: keys[m] for n, m in pairs}
        free = (key for n in count(1) if (key := _key(code, n)) not in keys)
        for n in rows:
            sessions[n] = replace(sessions[n], key=found.get(n) or next(free))
    return replace(incoming, sessions=tuple(sessions))


def _key(code: str, n: int) -> str:
    return f"{code}#{n}" if "/title:" in code else numbered_key(code, n)


def _apart(agenda: Agenda, zone: ZoneInfo, told: IncomingSession, session: Session) -> float:
    """Return the minutes apart, or -1 if the file says the same time and place as it said last."""
    begin, placed = told.begin, session.placement
    last = fingerprints_of(session.told).get("placement")
    if begin and last and last.file == fingerprint(placed_by(told, begin, zone)):
        return -1
    starts = wall_of(begin, zone, time_zone(agenda.conference.timezone)) if begin else None
    rooms = tuple(agenda.rooms[room].name for room in placed.rooms) if placed else ()
    minutes = minutes_apart(starts, placed.span.begins if placed else None, same_rooms=rooms == told.rooms)
    return minutes + (0 if title_key(told.title) == title_key(session.title) else OTHER_TITLE)
