"""Sessions on the clipboard: taken along within a conference or into another one, and as a table for a spreadsheet."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from planner.commands.edit import cleaned, impossible
from planner.commands.sessions import UNKNOWN
from planner.commands.timeline import span_on
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.details import Placement
from planner.domain.entities import Entity, Person, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.former import session_now
from planner.domain.plain import from_plain, to_plain
from planner.domain.text import Plural, Text

MIME = "application/x-estrad-sessions"
FORMAT = 2
FORMER = 1
"""What an older Estrad copied, in which everybody began as confirmed."""
MOST = 2_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How a JPEG and a PNG begin."""
PARTS = ("sessions", "rooms", "tracks", "people")


@dataclass(frozen=True, slots=True)
class Clip:
    """Sessions as they were when they were copied, with what they point to; ``conference`` is where they are from.

    ``pictures`` are the photos of the people, in base64.
    """

    conference: str
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    people: tuple[Person, ...] = ()
    pictures: tuple[str, ...] = ()

    def pictures_by_id(self) -> dict[str, bytes]:
        """The photos by their id: the SHA-256 of their bytes in hex. What is no JPEG or PNG is left out."""
        found = (b64decode(text) for text in self.pictures)
        return {sha256(data).hexdigest(): data for data in found if data.startswith(PICTURES)}


def clip_of(agenda: Agenda, session_ids: Sequence[str], picture: Callable[[str], bytes | None] | None = None) -> Clip:
    """These sessions to be taken along, by time; ``picture`` gives the bytes of one."""
    chosen = set(session_ids)
    placed = [session for session, _where in agenda.placed if session.id in chosen]
    found = (*placed, *(session for session in agenda.tray if session.id in chosen))
    rooms = {room for session in found if session.placement for room in session.placement.rooms}
    people = {appearance.person for session in found for appearance in session.people}
    photos = {photo for person in people if (photo := agenda.people[person].photo)} if picture else ()
    pictures = [data for photo in sorted(photos) if picture and (data := picture(photo))]
    return Clip(
        agenda.conference.id,
        found,
        tuple(room for room in agenda.rooms_in_order if room.id in rooms),
        tuple(track for track in agenda.tracks_in_order if any(s.track == track.id for s in found)),
        tuple(person for person in agenda.people_in_order if person.id in people),
        tuple(b64encode(data).decode() for data in pictures),
    )


def clip_to_bytes(clip: Clip) -> bytes:
    """What goes onto the clipboard as ``MIME``."""
    return json.dumps({"format": FORMAT, **to_plain(clip)}, ensure_ascii=False).encode()


def clip_from_bytes(data: bytes) -> Clip:
    """The inverse; raises ``EstradError`` for anything else, since any program can fill a clipboard."""
    try:
        row = json.loads(data)
        if row.get("format") not in (FORMER, FORMAT):
            raise ValueError("another format")
        if row["format"] == FORMER:
            row["sessions"] = [session_now(session) for session in row["sessions"]]
        clip = from_plain(Clip, {name: value for name, value in row.items() if name != "format"})
        if len(clip.sessions) > MOST:
            raise ValueError("too many sessions")
        if any(len({entity.id for entity in getattr(clip, name)}) < len(getattr(clip, name)) for name in PARTS):
            raise ValueError("the same thing twice")
        clip.pictures_by_id()
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
    in time; those of one place come into the rooms of ``at``, those of several stay in the rooms of their names, and
    what has the whole venue has it there too. Those of later days come as many days later, into the tray where there is
    no such day. If all of them wait they follow one another there. Rooms, tracks and people are found by name; tracks
    and people are brought along where there is none of that name, or where it is not clear which is meant.
    Raises ``EstradError`` where the day has no more time for them.
    """
    home = clip.conference == agenda.conference.id
    rooms = _known(clip.rooms, agenda.rooms, home)
    tracks = _known(clip.tracks, agenda.tracks, home)
    people = _known(clip.people, agenda.people, home)
    born = _brought(agenda, clip, new_id, people, tracks)
    kept = [session.number for session in clip.sessions if home and session.id not in agenda.sessions]
    number, made = max([agenda.next_number(), *(n + 1 for n in kept)]), []
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


def _brought(
    agenda: Agenda, clip: Clip, new_id: Callable[[], str], people: dict[str, str], tracks: dict[str, str]
) -> list[Entity]:
    """The people and tracks that are not known here, made anew and known from now on."""
    born: list[Entity] = []
    pictures = clip.pictures_by_id() if clip.pictures else {}
    for person in (person for person in clip.people if person.id not in people):
        people[person.id] = new_id()
        photo = person.photo if person.photo in pictures else None
        born.append(replace(person, id=people[person.id], photo=photo, **UNKNOWN))
    last = max((track.position for track in agenda.tracks.values()), default=-1)
    for n, track in enumerate((track for track in clip.tracks if track.id not in tracks), start=last + 1):
        tracks[track.id] = new_id()
        born.append(replace(track, id=tracks[track.id], position=n, **UNKNOWN))
    return born


def _known(those: Sequence[Any], here: Any, home: bool) -> dict[str, str]:
    """Which thing here each of those is: itself at home, else the one of the same name (and organisation), as far as
    there is only one of that on either side. No two are the same.
    """
    found = {entity.id: entity.id for entity in those if entity.id in here} if home else {}
    for key in (_exactly, _by_name):
        left = [entity for entity in those if entity.id not in found]
        free = [entity for entity in here.values() if entity.id not in found.values()]
        counted = Counter(map(key, left)), Counter(map(key, free))
        named = {key(entity): entity.id for entity in free}
        for entity in left:
            if all(count[key(entity)] == 1 for count in counted):
                found[entity.id] = named[key(entity)]
    return found


def _exactly(entity: Any) -> tuple[str, str]:
    return entity.name, getattr(entity, "organisation", "")


def _by_name(entity: Any) -> tuple[str, str]:
    return entity.name.casefold(), ""


def _places(agenda: Agenda, clip: Clip, rooms: dict[str, str], at: Placement | None) -> dict[str, Placement]:
    """Where the sessions go that go anywhere but into the tray."""
    if at is None:
        return {}
    placed = [(session, session.placement) for session in clip.sessions if session.placement]
    found: dict[str, Placement] = {}
    start, one_place = at.span.start, len({was.rooms for _session, was in placed}) == 1
    first = () if at.rooms else tuple(room.id for room in agenda.rooms_in_order[:1])
    for session in () if placed else clip.sessions:
        there = () if session.facts.plenary else at.rooms or first
        found[session.id] = Placement(span_on(agenda, at.span.day, start, session.minutes), there)
        start += session.minutes
    days = {day.date for day in agenda.days.values()}
    for session, was in placed:
        origin = placed[0][1].span
        day = at.span.day + (was.span.day - origin.day)
        if day != at.span.day and day not in days:
            continue
        span = span_on(agenda, day, start + was.span.start - origin.start, session.minutes)
        known = () if one_place and at.rooms else tuple(rooms[room] for room in was.rooms if room in rooms)
        order = [room.id for room in agenda.rooms_in_order if room.id in known]
        found[session.id] = Placement(span, () if was.everywhere else tuple(order) or at.rooms or first, was.place)
    return found
