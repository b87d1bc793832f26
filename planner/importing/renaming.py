"""Rooms to which a file has given another name: its sessions went there together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from planner.domain.agenda import Agenda
from planner.domain.entities import Room, Session
from planner.importing.incoming import Incoming
from planner.importing.names import numbers_in, words_of

LEAST, MOST_OF = 2, 0.6
"""Sessions that must have gone from an old name to a new one, or words that they share; and the share of each name's
sessions that did."""


class KnownSessions(Protocol):
    """Sessions that are here, by id and by key."""

    def find(self, ours: str, *keys: str) -> Session | None: ...


def name_in(room: Room, incoming: Incoming) -> str:
    """What the file called the room when it brought it; empty where another file did, or none."""
    key = f"{incoming.namespace}/room:"
    return room.origin.removeprefix(key) if room.origin.startswith(key) else ""


def renamed_rooms(agenda: Agenda, incoming: Incoming, known_by: KnownSessions) -> Mapping[str, Room]:
    """The rooms that were renamed in the file, by their new names.

    The old name must have vanished from it and the new one be new; most of the sessions of each, by their keys, were
    in the one and are in the other.
    """
    told = {room.name for room in incoming.rooms}
    came = {room.id: name_in(room, incoming) for room in agenda.rooms.values()}
    old = {room_id for room_id, name in came.items() if name and name not in told}
    there = {*came.values(), *(room.name for room in agenda.rooms.values())}
    new = {room.name for room in incoming.rooms if room.name not in there and not room.ours}
    if not (old and new and incoming.namespace):
        return {}
    went: Counter[tuple[str, str]] = Counter()
    for session in incoming.sessions:
        here = known_by.find(session.ours, session.key, *session.known_as)
        if here and here.placement and len(session.rooms) == len(here.placement.rooms) == 1:
            went[here.placement.rooms[0], session.rooms[0]] += 1
    left, arrived = Counter[str](), Counter[str]()
    for (room_id, name), n in went.items():
        left[room_id] += n
        arrived[name] += n
    return {
        name: agenda.rooms[room_id]
        for (room_id, name), n in went.items()
        if room_id in old and name in new and n >= MOST_OF * max(left[room_id], arrived[name])
        if n >= LEAST or _share_words(came[room_id], name)
    }


def _share_words(one: str, other: str) -> bool:
    """Whether two names have enough in common that a single session says that they are one room's."""
    shared = {word for word in words_of(one) if len(word) > 2} & set(words_of(other))
    return len(shared) >= LEAST and numbers_in(one) == numbers_in(other)
