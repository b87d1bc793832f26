"""Restore the plan, or some of its sessions, from an earlier version; find the sessions in which two plans differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import NamedTuple, TypeVar

from planner.commands.answers import people_or_chairs
from planner.commands.sessions import UNKNOWN, next_number
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import INTERNAL, Entity, Person, Room, Session, Track
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Placement

Pair = tuple[Entity | None, Entity | None]
T = TypeVar("T", bound=Room | Track | Person | Block | Session)


def restore_plan(agenda: Agenda, then: Agenda) -> Change:
    """Restore the whole plan as it was ``then``: remove everything added since, and bring back everything deleted.

    What was sent to attendees and the history are not part of the plan. The change has no edits if nothing differs.
    """
    return change_to_state(agenda, then, Text("Restore the plan"))


def change_to_state(agenda: Agenda, then: Agenda, label: Text) -> Change:
    """Return the change from ``agenda`` to ``then``, another state of the same conference; it may have no edits."""
    before = {(type(entity), entity.id): entity for entity in agenda.entities()}
    after = {(type(entity), entity.id): entity for entity in then.entities()}
    pairs = [(before.get(key), after.get(key)) for key in (*before, *(key for key in after if key not in before))]
    return change(label, *pairs)


def restore_sessions(agenda: Agenda, then: Agenda, session_ids: Collection[str]) -> Change:
    """Restore these sessions as they were ``then``, with their blocks, rooms, tracks and people that are gone.

    Existing blocks, rooms, tracks and people stay as they are; a room that now has the name of a missing one takes its
    place. A session whose day was deleted waits in the tray, and its rooms are not restored. One whose number is in use
    gets the next free one. If an entity was imported again in the meantime, the new one keeps the import key.
    """
    wanted = [session for session in then.sessions_in_order if session.id in set(session_ids)]
    keys = _ids_by_import_key(agenda)
    gone = {session.block for session in wanted if session.block} - agenda.blocks.keys()
    blocks = [block for block in then.blocks_in_order if block.id in gone]
    pairs: list[Pair] = [
        (None, _without_taken_key(keys, entity)) for entity in _missing_things(agenda, then, (*wanted, *blocks))
    ]
    pairs += [
        (None, replace(_without_taken_key(keys, b), placement=_placement_now(agenda, then, b.placement)))
        for b in blocks
    ]
    free = next_number(agenda, (session.number for session in wanted))
    numbers = {session.number: session.id for session in agenda.sessions.values()}
    for session in wanted:
        where = _placement_now(agenda, then, session.placement)
        fetched = replace(_without_taken_key(keys, session), placement=where)
        if numbers.get(session.number, session.id) != session.id:
            fetched, free = replace(fetched, number=free), free + 1
        pairs.append((agenda.sessions.get(session.id), fetched))
    if len(wanted) == 1:
        return change(Text("Restore “{title}”", title=wanted[0].title), *pairs)
    return change(Plural("Restore {n} session", "Restore {n} sessions", len(wanted)), *pairs)


def _missing_things(
    agenda: Agenda, then: Agenda, things: Collection[Session | Block]
) -> Iterator[Room | Track | Person]:
    """Yield the rooms, tracks and people of these sessions and blocks that do not exist now, each once.

    Rooms of placements whose day no longer exists are left out.
    """
    placements = [_placement_now(agenda, then, thing.placement) for thing in things]
    rooms = {room for placement in placements if placement for room in placement.rooms}
    yield from (room for room in then.rooms_in_order if room.id in rooms - agenda.rooms.keys())
    tracks = {thing.track for thing in things if thing.track}
    yield from (track for track in then.tracks_in_order if track.id in tracks - agenda.tracks.keys())
    people = {seat.person for thing in things for seat in people_or_chairs(thing)}
    yield from (person for person in then.people_in_order if person.id in people - agenda.people.keys())


def _ids_by_import_key(agenda: Agenda) -> dict[tuple[type, str], str]:
    """Return the ids of imported entities by type and import key."""
    return {(type(thing), key): thing.id for thing in agenda.entities() if (key := getattr(thing, "origin", ""))}


def _without_taken_key(keys: Mapping[tuple[type, str], str], entity: T) -> T:
    """Return the entity, without its import fields if another entity already has its import key."""
    return entity if keys.get((type(entity), entity.origin), entity.id) == entity.id else replace(entity, **UNKNOWN)


def _placement_now(agenda: Agenda, then: Agenda, placement: Placement | None) -> Placement | None:
    """Return a placement of ``then``, or None if its day no longer exists.

    A room that no longer exists is replaced by one that now has its name, if there is one.
    """
    if placement is None or agenda.day_with_date(placement.span.day) is None:
        return None
    named = {room.name: room.id for room in agenda.rooms.values()}
    rooms = (room if room in agenda.rooms else named.get(then.rooms[room].name, room) for room in placement.rooms)
    return replace(placement, rooms=tuple(dict.fromkeys(rooms)))


class SessionDifference(NamedTuple):
    """A session that differs between two plans: as it is in each (None if it is not there), and the fields that differ.

    ``names`` are the names of the fields, none if one plan does not have the session.
    """

    first: Session | None
    second: Session | None
    names: tuple[str, ...]

    @property
    def id(self) -> str:
        """The session's id."""
        return next(session.id for session in (self.first, self.second) if session)


def session_differences(first: Agenda, second: Agenda) -> tuple[SessionDifference, ...]:
    """Return the sessions that differ between two plans: those in ``second`` by time, then those only in ``first``.

    In each plan those in the tray come after the placed ones.
    """
    order = [session for plan in (second, first) for session in (*(placed for placed, _ in plan.placed), *plan.tray)]
    found = []
    for name in dict.fromkeys(session.id for session in order):
        here, there = first.sessions.get(name), second.sessions.get(name)
        names = _differing_fields(there, here) if here and there else ()
        if names or not (here and there):
            found.append(SessionDifference(here, there, names))
    return tuple(found)


def _differing_fields(session: Session, now: Session) -> tuple[str, ...]:
    names = [f.name for f in fields(Session) if getattr(session, f.name) != getattr(now, f.name)]
    if "placement" in names and "minutes" in names and session.placement and now.placement:
        names.remove("minutes")  # the placement includes the length
    return tuple(name for name in names if name not in INTERNAL)
