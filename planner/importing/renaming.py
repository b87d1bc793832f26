"""Recognises rooms and tracks that the file has renamed, by the sessions that moved together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from planner.domain.agenda import Agenda
from planner.domain.entities import Room, Session, Track
from planner.importing.incoming import Incoming, IncomingRoom, IncomingSession, IncomingTrack
from planner.importing.name_keys import numbers_in, words_of

LEAST, MOST_OF = 2, 0.6
"""Minimum number of sessions that moved from an old name to a new one, and minimum fraction of each name's sessions.

The number is also that of the words that both names must share if fewer sessions moved.
"""


class KnownSessions(Protocol):
    """Index of existing sessions by id and by key."""

    def find(self, ours: str, *keys: str) -> Session | None: ...


@dataclass(frozen=True, slots=True)
class RenamedThings:
    """The rooms and tracks that a file has renamed, by their new names, and their old names in the file."""

    rooms: Mapping[str, Room]
    tracks: Mapping[str, Track]
    old_rooms: Mapping[str, str]
    old_tracks: Mapping[str, str]


def name_in(thing: Room | Track, incoming: Incoming) -> str:
    """Return the name that this file uses for a room or track which it created, or an empty text for another."""
    key = f"{incoming.namespace}/{type(thing).__name__.lower()}:"
    return thing.origin.removeprefix(key) if thing.origin.startswith(key) else ""


def renamed_in(agenda: Agenda, incoming: Incoming, known_by: KnownSessions) -> RenamedThings:
    """Return the rooms and tracks that were renamed in the file.

    The old name must have vanished from the file and the new one must be new; most sessions of each, by their keys,
    must have moved from the old one to the new one.
    """
    old_rooms, new_rooms = _names(incoming, agenda.rooms, incoming.rooms)
    old_tracks, new_tracks = _names(incoming, agenda.tracks, incoming.tracks)
    pairs = list(_pairs(incoming, known_by)) if (old_rooms and new_rooms) or (old_tracks and new_tracks) else []
    in_rooms = (
        (here.placement.rooms[0], told.rooms[0])
        for told, here in pairs
        if here.placement and len(told.rooms) == len(here.placement.rooms) == 1
    )
    in_tracks = ((here.track, told.track) for told, here in pairs if here.track and told.track)
    rooms = _went(Counter(in_rooms), old_rooms, new_rooms)
    tracks = _went(Counter(in_tracks), old_tracks, new_tracks)
    return RenamedThings(
        {name: agenda.rooms[room] for name, room in rooms.items()},
        {name: agenda.tracks[track] for name, track in tracks.items()},
        {name: old_rooms[room] for name, room in rooms.items()},
        {name: old_tracks[track] for name, track in tracks.items()},
    )


def _names(
    incoming: Incoming, here: Mapping[str, Room] | Mapping[str, Track],
    told: tuple[IncomingRoom, ...] | tuple[IncomingTrack, ...],
) -> tuple[dict[str, str], set[str]]:  # fmt: skip
    """Return the names that have vanished from the file, by the id of the entity, and those that are new in it."""
    names = {thing.name for thing in told}
    came = {thing.id: name_in(thing, incoming) for thing in here.values()} if incoming.namespace else {}
    there = {*came.values(), *(thing.name for thing in here.values())}
    old = {thing_id: name for thing_id, name in came.items() if name and name not in names}
    return old, {thing.name for thing in told if thing.name not in there and not thing.ours}


def _pairs(incoming: Incoming, known_by: KnownSessions) -> Iterator[tuple[IncomingSession, Session]]:
    for told in incoming.sessions:
        if here := known_by.find(told.ours, told.key, *told.known_as):
            yield told, here


def _went(went: Counter[tuple[str, str]], old: Mapping[str, str], new: set[str]) -> dict[str, str]:
    """Return the ids of renamed entities, by their new names."""
    left, arrived = Counter[str](), Counter[str]()
    for (thing_id, name), n in went.items():
        left[thing_id] += n
        arrived[name] += n
    return {
        name: thing_id
        for (thing_id, name), n in went.items()
        if thing_id in old and name in new and n >= MOST_OF * max(left[thing_id], arrived[name])
        if n >= LEAST or _share_words(old[thing_id], name)
    }


def _share_words(one: str, other: str) -> bool:
    """Return whether two names share enough words that a single session proves they are one room or track."""
    shared = {word for word in words_of(one) if len(word) > 2} & set(words_of(other))
    return len(shared) >= LEAST and numbers_in(one) == numbers_in(other)
