"""Sessions on the clipboard: taken along within a conference or into another one, and as a table for a spreadsheet."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from planner.commands.edit import cleaned, impossible
from planner.commands.lasting import lasting_session
from planner.commands.sessions import UNKNOWN
from planner.commands.timeline import span_on
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.details import Appearance, Placement
from planner.domain.entities import Entity, Person, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.naming import NAMED_ROLES, named_in
from planner.domain.plain import from_plain, to_plain
from planner.domain.text import Plural, Text

MIME = "application/x-estrad-sessions"
FORMAT = 2
FORMER = 1
"""What an older Estrad copied, with all that is private; what is not ``CARRIED`` is not read."""
MOST = 2_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How a JPEG and a PNG begin."""
PARTS = ("sessions", "rooms", "tracks", "people")
CARRIED: dict[type, tuple[str, ...]] = {
    Session: (
        "id", "number", "title", "kind", "minutes", "status", "track", "abstract", "website", "stream", "subtitle",
        "description", "tags", "language", "audience", "equipment", "setup", "teardown", "least", "segments", "links",
        "do_not_record", "people", "placement",
    ),
    Person: ("id", "name", "title", "organisation", "sort_name", "pronouns", "bio", "photo", "links"),
    Room: ("id", "name"),
    Track: ("id", "name", "colour", "position", "description"),
}  # fmt: skip
"""The fields that lie on the clipboard: what attendees may read, and what a session needs of its room and time. All
else, such as notes, cues, fees, diets and telephone numbers, stays in the file: programs that remember the clipboard
and those it is pasted into never see it.
"""
COPIED = frozenset(CARRIED[Session]) - {"people"}
"""What a copy of a session has as it was when it was copied; the rest is the open conference's."""
FEW = 3
"""New people who are named in a label; more of them are counted."""
Deleted = Callable[[Collection[str]], Mapping[str, Entity]]
"""Gives things that are not there any more as they were before they were deleted, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Sessions as they were when they were copied, with what they point to; ``conference`` is where they are from.

    Of each there is what is ``CARRIED``, and of the people in them those who are named to attendees, without their
    answers; ``unnamed`` is how many others there are still. ``pictures`` are the photos of the people, in base64.
    """

    conference: str
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    people: tuple[Person, ...] = ()
    pictures: tuple[str, ...] = ()
    unnamed: int = 0

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
    named = {session.id: _named(agenda, session) for session in found}
    people = {appearance.person for seats in named.values() for appearance in seats}
    expected = {a.person for session in found for a in session.people if a.counts}
    photos = {photo for person in people if (photo := agenda.people[person].photo)} if picture else ()
    pictures = [data for photo in sorted(photos) if picture and (data := picture(photo))]
    return Clip(
        agenda.conference.id,
        tuple(replace(_carried(session), people=named[session.id]) for session in found),
        tuple(_carried(room) for room in agenda.rooms_in_order if room.id in rooms),
        tuple(_carried(track) for track in agenda.tracks_in_order if any(s.track == track.id for s in found)),
        tuple(_carried(person) for person in agenda.people_in_order if person.id in people),
        tuple(b64encode(data).decode() for data in pictures),
        len(expected - people),
    )


def _named(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Those in the session whom attendees may read about, without what they answered."""
    return tuple(Appearance(a.person, a.role) for a in named_in(agenda, session) if a in session.people)


def _carried(entity: Any) -> Any:
    """The thing as it lies on the clipboard."""
    return type(entity)(**{name: getattr(entity, name) for name in CARRIED[type(entity)]})


def clip_to_bytes(clip: Clip) -> bytes:
    """What goes onto the clipboard as ``MIME``."""
    return json.dumps({"format": FORMAT, **to_plain(clip)}, ensure_ascii=False).encode()


def clip_from_bytes(data: bytes) -> Clip:
    """The inverse; raises ``EstradError`` for anything else, since any program can fill a clipboard."""
    try:
        row = json.loads(data)
        if row.get("format") not in (FORMER, FORMAT):
            raise ValueError("another format")
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
    carried = _carried(entity)
    if isinstance(carried, Session):
        asked = (a for a in carried.people if a.counts and a.role in NAMED_ROLES)
        carried = replace(carried, people=tuple(Appearance(a.person, a.role) for a in asked))
    return replace(carried, **cleaned(type(entity), {name: getattr(carried, name) for name in CARRIED[type(entity)]}))


def _nothing(ids: Collection[str]) -> Mapping[str, Entity]:
    return {}


def paste(
    agenda: Agenda, clip: Clip, new_id: Callable[[], str], *, at: Placement | None = None, deleted: Deleted = _nothing
) -> tuple[Change, tuple[str, ...]]:
    """The sessions of a clip made anew, and their ids. Those that were cut, so are not there, keep theirs.

    Into the tray, or with ``at`` so that the first of the placed ones begins there and the others keep their distance
    in time; those of one place come into the rooms of ``at``, those of several stay in the rooms of their names, and
    what has the whole venue has it there too. Those of later days come as many days later, into the tray where there is
    no such day. If all of them wait they follow one another there.

    At home, in the conference they are from, they have all that is private from the session that was copied, be it
    ``deleted`` since. In another one they have what lasts from one edition to the next (``lasting_session``), and their
    people are there without an answer. Rooms, tracks and people are found by name; tracks and people are brought along
    where there is none of that name, or where it is not clear which is meant; the label says which people are new.
    Raises ``EstradError`` where the day has no more time for them.
    """
    home = clip.conference == agenda.conference.id
    own, gone = _own(agenda, clip, deleted) if home else ({}, ())
    rooms = _known(clip.rooms, agenda.rooms, home)
    tracks = _known(clip.tracks, agenda.tracks, home)
    needed = (*gone, *_people(clip, gone))
    people = {**({person: person for person in agenda.people} if home else {}), **_known(needed, agenda.people, home)}
    born = _brought(agenda, clip.tracks, needed, new_id, people, tracks)
    made: list[Session] = []
    places = _places(agenda, clip, rooms, at)
    for session, number in zip(clip.sessions, _numbers(agenda, clip, home), strict=True):
        fields: dict[str, Any] = {
            "number": number,
            "track": tracks.get(session.track or ""),
            "people": _seats(own.get(session.id, session), people),
            "placement": places.get(session.id),
            "pinned": False,
        }
        if not home or session.id in agenda.sessions:
            fields |= {"id": new_id(), **UNKNOWN}
        try:
            made.append(replace(own.get(session.id, session) if home else lasting_session(session), **fields))
        except ValueError as error:
            raise impossible(error) from error
    return change(_label(len(made), born), *((None, thing) for thing in (*born, *made))), tuple(s.id for s in made)


def _numbers(agenda: Agenda, clip: Clip, home: bool) -> Iterator[int]:
    """The number of each session: its own where it comes home and that is free, else the next."""
    taken = {session.number for session in agenda.sessions.values()}
    kept = [session.number for session in clip.sessions if home and session.id not in agenda.sessions]
    number = max([agenda.next_number(), *(n + 1 for n in kept)])
    for session in clip.sessions:
        if home and session.number not in taken:
            yield session.number
        else:
            yield number
            number += 1


def lost(agenda: Agenda, clip: Clip, deleted: Deleted) -> int:
    """How many sessions of a clip of this conference have nothing private any more: neither it nor its history does."""
    if clip.conference != agenda.conference.id:
        return 0
    return len(clip.sessions) - len(_own(agenda, clip, deleted)[0])


def _own(agenda: Agenda, clip: Clip, deleted: Deleted) -> tuple[dict[str, Session], tuple[Person, ...]]:
    """The sessions as they were when they were copied, with all that is private of them, and the people in them who
    are not there any more.
    """
    missing = [session.id for session in clip.sessions if session.id not in agenda.sessions]
    past = deleted(missing) if missing else {}
    own: dict[str, Session] = {}
    for session in clip.sessions:
        whole = agenda.sessions.get(session.id) or past.get(session.id)
        if isinstance(whole, Session):
            copied: dict[str, Any] = {name: getattr(session, name) for name in COPIED}
            own[session.id] = replace(whole, **copied)
    absent = {a.person for session in own.values() for a in session.people if a.person not in agenda.people}
    people = deleted(absent).values() if absent else ()
    return own, tuple(person for person in people if isinstance(person, Person))


def _seats(session: Session, people: Mapping[str, str]) -> tuple[Appearance, ...]:
    """Who is in it, by their ids here; nobody twice in one role."""
    found = (replace(a, person=people[a.person]) for a in session.people if a.person in people)
    return tuple({(a.person, a.role): a for a in found}.values())


def _label(n: int, born: Sequence[Entity]) -> Text:
    """What was pasted, and who is new by it."""
    label = Plural("Paste {n} session", "Paste {n} sessions", n)
    names = [thing.name for thing in born if isinstance(thing, Person)]
    if not names:
        return label
    first = ", ".join(names[:FEW]) + (" …" if len(names) > FEW else "")
    who = Plural("{n} new person: {names}", "{n} new people: {names}", len(names), names=first)
    return Text("{what} · {who}", what=label, who=who)


def _people(clip: Clip, gone: Sequence[Person]) -> Iterator[Person]:
    """The people of a clip but for those; nobody has a photo that did not come along."""
    pictures, known = clip.pictures_by_id() if clip.pictures else {}, {person.id for person in gone}
    for person in (person for person in clip.people if person.id not in known):
        yield person if person.photo in pictures else replace(person, photo=None)


def _brought(
    agenda: Agenda, those: Sequence[Track], needed: Sequence[Person], new_id: Callable[[], str],
    people: dict[str, str], tracks: dict[str, str],
) -> list[Entity]:  # fmt: skip
    """The people and tracks that are not known here, made anew and known from now on."""
    born: list[Entity] = []
    for person in (person for person in needed if person.id not in people):
        people[person.id] = new_id()
        born.append(replace(person, id=people[person.id], **UNKNOWN))
    last = max((track.position for track in agenda.tracks.values()), default=-1)
    for n, track in enumerate((track for track in those if track.id not in tracks), start=last + 1):
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
