"""Sessions on the clipboard: taken along within a conference or into another one, and as a table for a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.commands.edit import cleaned, impossible
from planner.commands.sessions import UNKNOWN
from planner.commands.timeline import span_on
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.details import Placement
from planner.domain.entities import Entity, Person, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.plain import from_plain, to_plain
from planner.domain.text import Plural, Text

MIME = "application/x-estrad-sessions"
FORMAT = 1
MOST = 2_000
PARTS = ("sessions", "rooms", "tracks", "people")


@dataclass(frozen=True, slots=True)
class Clip:
    """Sessions as they were when they were copied, with what they point to; ``conference`` is where they are from."""

    conference: str
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    people: tuple[Person, ...] = ()


def clip_of(agenda: Agenda, session_ids: Sequence[str]) -> Clip:
    """These sessions to be taken along, by time."""
    chosen = set(session_ids)
    placed = [session for session, _where in agenda.placed if session.id in chosen]
    found = (*placed, *(session for session in agenda.tray if session.id in chosen))
    rooms = {room for session in found if session.placement for room in session.placement.rooms}
    people = {appearance.person for session in found for appearance in session.people}
    return Clip(
        agenda.conference.id,
        found,
        tuple(room for room in agenda.rooms_in_order if room.id in rooms),
        tuple(track for track in agenda.tracks_in_order if any(s.track == track.id for s in found)),
        tuple(person for person in agenda.people_in_order if person.id in people),
    )


def clip_to_bytes(clip: Clip) -> bytes:
    """What goes onto the clipboard as ``MIME``."""
    return json.dumps({"format": FORMAT, **to_plain(clip)}, ensure_ascii=False).encode()


def clip_from_bytes(data: bytes) -> Clip:
    """The inverse; raises ``EstradError`` for anything else, since any program can fill a clipboard."""
    try:
        row = json.loads(data)
        if row.get("format") != FORMAT:
            raise ValueError("another format")
        clip = from_plain(Clip, {name: value for name, value in row.items() if name != "format"})
        if len(clip.sessions) > MOST:
            raise ValueError("too many sessions")
        parts: dict[str, Any] = {name: tuple(map(_clean, getattr(clip, name))) for name in PARTS}
        return replace(clip, **parts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise EstradError(
            Text("What is on the clipboard are no sessions of this program."), Text("Copy them again.")
        ) from error


def _clean(entity: Any) -> Any:
    fields = {name: getattr(entity, name) for name in entity.__dataclass_fields__}
    return replace(entity, **cleaned(type(entity), fields))


def paste(
    agenda: Agenda, clip: Clip, new_id: Callable[[], str], *, at: Placement | None = None
) -> tuple[Change, tuple[str, ...]]:
    """The sessions of a clip made anew, and their ids. Those that were cut, so are not there, keep theirs.

    Into the tray, or with ``at`` so that the first of the placed ones begins there and the others keep their distance
    in time; those of one place come into the rooms of ``at``, those of several stay in the rooms of their names. If all
    of them wait they follow one another there. Tracks and rooms are found by name, people by name too, and are brought
    along where there is nobody of that name. Raises ``EstradError`` where the day has no more time for them.
    """
    home = clip.conference == agenda.conference.id
    born: list[Entity] = []
    rooms = _known(clip.rooms, agenda.rooms, home)
    tracks = _known(clip.tracks, agenda.tracks, home)
    people = _known(clip.people, agenda.people, home)
    for person in clip.people:
        if person.id not in people:
            stranger = replace(person, id=new_id(), photo=None, **UNKNOWN)
            born.append(stranger)
            people[person.id] = stranger.id
    number, made = agenda.next_number(), []
    taken = {session.number for session in agenda.sessions.values()}
    places = _places(agenda, clip, rooms, at)
    for session in clip.sessions:
        fields: dict[str, Any] = {
            "track": tracks.get(session.track or ""),
            "people": tuple(replace(a, person=people[a.person]) for a in session.people if a.person in people),
            "placement": places.get(session.id),
            "pinned": False,
        }
        if not home or session.id in agenda.sessions:
            fields |= {"id": new_id(), **UNKNOWN}
        if session.number in taken or not home:
            fields["number"], number = number, number + 1
        try:
            made.append(replace(session, **fields))
        except ValueError as error:
            raise impossible(error) from error
    label = Plural("Paste {n} session", "Paste {n} sessions", len(made))
    return change(label, *((None, entity) for entity in (*born, *made))), tuple(session.id for session in made)


def _known(those: Sequence[Any], here: Any, home: bool) -> dict[str, str]:
    """Which thing here each of those is: itself at home, else the one of the same name."""
    named = {entity.name.casefold(): entity.id for entity in here.values()}
    found = {}
    for entity in those:
        if home and entity.id in here:
            found[entity.id] = entity.id
        elif entity.name.casefold() in named:
            found[entity.id] = named[entity.name.casefold()]
    return found


def _places(agenda: Agenda, clip: Clip, rooms: dict[str, str], at: Placement | None) -> dict[str, Placement]:
    """Where the sessions go that go anywhere but into the tray."""
    if at is None:
        return {}
    placed = [(session, session.placement) for session in clip.sessions if session.placement]
    found: dict[str, Placement] = {}
    start, one_place = at.span.start, len({was.rooms for _session, was in placed}) == 1
    for session in () if placed else clip.sessions:
        found[session.id] = Placement(span_on(agenda, at.span.day, start, session.minutes), at.rooms)
        start += session.minutes
    for session, was in placed:
        later = was.span.absolute_start - placed[0][1].span.absolute_start
        span = span_on(agenda, at.span.day, start + later, session.minutes)
        found[session.id] = Placement(span, at.rooms if one_place else _rooms(was, rooms, at), was.place)
    return found


def _rooms(was: Placement, rooms: dict[str, str], at: Placement) -> tuple[str, ...]:
    """The rooms here of the names of those there; those of ``at`` where there are none of that name."""
    known = tuple(rooms[room] for room in was.rooms if room in rooms)
    return known or (() if was.everywhere else at.rooms)
