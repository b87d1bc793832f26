"""The addresses of rooms on a page, such as ``#room=sal-a``: a room keeps the one that it was published with first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.entities import Room
from planner.exporting.file_names import unique_names, web_name
from planner.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class RoomAddress:
    """The address of the room of a name; ``room`` is its id, empty if no room is called so now."""

    room: str
    name: str
    address: str


def room_addresses(shown: Programme, rooms: Iterable[Room], kept: Mapping[str, str]) -> tuple[RoomAddress, ...]:
    """Return the addresses of the rooms that a programme names, each name once, in the order of ``rooms``.

    ``kept`` are the addresses that were published, by room id; no other room gets one of them.
    """
    called, named = dict[str, str](), dict.fromkeys(name for item in shown.items for name in item.rooms)
    for room in rooms:
        called.setdefault(room.name, room.id)
    ids = {name: room for name, room in called.items() if name in named} | {n: "" for n in named if n not in called}
    wanted = (web_name(name) or "room" for name, room in ids.items() if room not in kept)
    new = iter(unique_names(wanted, kept.values()))
    return tuple(RoomAddress(room, name, kept.get(room) or next(new)) for name, room in ids.items())
