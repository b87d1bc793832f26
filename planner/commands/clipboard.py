"""Copies sessions to the clipboard, and pastes them into this conference or another.

It decides which fields go onto the clipboard, in which format, and what is made of them.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Any

from planner.commands.blocks import block_after_drop
from planner.commands.edit import cleaned_fields, next_position, with_values
from planner.commands.sessions import UNKNOWN, carry_over_session, next_number
from planner.commands.timeline import day_span
from planner.domain.agenda import Agenda, Change, change
from planner.domain.attendee_names import NAMED_ROLES, named_people
from planner.domain.block import Block
from planner.domain.entities import Entity, Person, Room, Session, Track
from planner.domain.json_codec import from_json, to_json
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import Appearance, Placement

MIME = "application/x-estrad-sessions"
FORMAT = 2
FORMER = 1
"""The format of an older version, which also copied private fields; fields that are not ``CARRIED`` are ignored."""
MOST = 2_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""The first bytes of JPEG and PNG files."""
PARTS = ("sessions", "rooms", "tracks", "people", "blocks")
CARRIED: dict[type, tuple[str, ...]] = {
    Session: (
        "id", "number", "title", "kind", "minutes", "status", "track", "abstract", "website", "stream", "subtitle",
        "description", "tags", "language", "audience", "equipment", "setup", "teardown", "least", "segments", "links",
        "do_not_record", "people", "placement", "block",
    ),
    Block: ("id", "title", "minutes", "track", "description", "one_entry", "placement"),
    Person: ("id", "name", "title", "organisation", "sort_name", "pronouns", "bio", "photo", "links",
             "languages", "publish_profile"),
    Room: ("id", "name"),
    Track: ("id", "name", "colour", "position", "description"),
}  # fmt: skip
"""The fields on the clipboard; those of a session include its needs for room and time.

All others, such as notes, cues, fees, diets and telephone numbers, stay in the file: clipboard managers and the
programs pasted into must never see them.
"""
COPIED = frozenset(CARRIED[Session]) - {"people", "block"}
"""The fields that a session pasted into its own conference has from the clip, unless ``paste`` sets them anew."""
FEW = 3
"""The maximum number of new people named in a label."""
Deleted = Callable[[Collection[str]], Mapping[str, Entity]]
"""A function that returns deleted entities, by their ids, as they were before; ids it does not know are left out."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Copied sessions and the entities they refer to; ``conference`` is the id of their conference.

    Only ``CARRIED`` fields are included, and only the people named to attendees, without their answers; ``unnamed`` is
    the number of others who are expected. ``pictures`` are the photos of the people in base64. ``blocks`` are those
    that were copied as a whole, with all their sessions, but without their chairs.
    """

    conference: str
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    people: tuple[Person, ...] = ()
    pictures: tuple[str, ...] = ()
    unnamed: int = 0
    blocks: tuple[Block, ...] = ()

    def pictures_by_id(self) -> dict[str, bytes]:
        """Return the photos by id, the SHA-256 of their bytes in hex; anything but JPEG and PNG is left out."""
        found = (b64decode(text) for text in self.pictures)
        return {sha256(data).hexdigest(): data for data in found if data.startswith(PICTURES)}


def make_clip(
    agenda: Agenda,
    session_ids: Sequence[str],
    picture: Callable[[str], bytes | None] | None = None,
    *,
    block_ids: Collection[str] = (),
) -> Clip:
    """Make a clip of these sessions, and of these blocks with all their sessions: by time, then those in the tray.

    ``picture`` returns the bytes of a picture by its id, or None; without it photos are left out.
    """
    blocks = [block for block in agenda.blocks_in_order if block.id in block_ids]
    chosen = {*session_ids, *(session.id for block in blocks for session in agenda.member_sessions(block.id))}
    placed = [session for session, _where in agenda.placed if session.id in chosen]
    found = (*placed, *(session for session in agenda.tray if session.id in chosen))
    things: tuple[Session | Block, ...] = (*found, *blocks)
    rooms = {room for one in things if one.placement for room in one.placement.rooms}
    tracks = {one.track for one in things}
    named = {session.id: _named_appearances(agenda, session) for session in found}
    people = {appearance.person for seats in named.values() for appearance in seats}
    expected = {a.person for session in found for a in session.people if a.is_expected}
    photos = {photo for person in people if (photo := agenda.people[person].photo)} if picture else ()
    pictures = [data for photo in sorted(photos) if picture and (data := picture(photo))]
    return Clip(
        agenda.conference.id,
        tuple(replace(_carried_fields_only(session), people=named[session.id]) for session in found),
        tuple(_carried_fields_only(room) for room in agenda.rooms_in_order if room.id in rooms),
        tuple(_carried_fields_only(track) for track in agenda.tracks_in_order if track.id in tracks),
        tuple(_carried_fields_only(person) for person in agenda.people_in_order if person.id in people),
        tuple(b64encode(data).decode() for data in pictures),
        len(expected - people),
        tuple(_carried_fields_only(block) for block in blocks),
    )


def _named_appearances(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Return the session's people who are named to attendees, without their answers."""
    return tuple(Appearance(a.person, a.role) for a in named_people(agenda, session) if a in session.people)


def _carried_fields_only(entity: Any) -> Any:
    """Return the entity with only its ``CARRIED`` fields."""
    return type(entity)(**{name: getattr(entity, name) for name in CARRIED[type(entity)]})


def clip_to_bytes(clip: Clip) -> bytes:
    """Serialise a clip as clipboard data of type ``MIME``."""
    return json.dumps({"format": FORMAT, **to_json(clip)}, ensure_ascii=False).encode()


def clip_from_bytes(data: bytes) -> Clip:
    """Parse clipboard data: the inverse of ``clip_to_bytes``.

    Raise ``EstradError`` if it is not a clip, since any program can write to the clipboard.
    """
    try:
        row = json.loads(data)
        if row.get("format") not in (FORMER, FORMAT):
            raise ValueError("another format")
        clip = from_json(Clip, {name: value for name, value in row.items() if name != "format"})
        if len(clip.sessions) > MOST:
            raise ValueError("too many sessions")
        if any(len({entity.id for entity in getattr(clip, name)}) < len(getattr(clip, name)) for name in PARTS):
            raise ValueError("the same thing twice")
        clip.pictures_by_id()
        parts: dict[str, Any] = {name: tuple(map(_clean_entity, getattr(clip, name))) for name in PARTS}
        return replace(clip, **parts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise EstradError(
            Text("What is on the clipboard are no sessions of this program."), Text("Copy them again.")
        ) from error


def _clean_entity(entity: Any) -> Any:
    carried = _carried_fields_only(entity)
    if isinstance(carried, Session):
        asked = (a for a in carried.people if a.is_expected and a.role in NAMED_ROLES)
        carried = replace(carried, people=tuple(Appearance(a.person, a.role) for a in asked))
    return replace(
        carried, **cleaned_fields(type(entity), {name: getattr(carried, name) for name in CARRIED[type(entity)]})
    )


def paste(
    agenda: Agenda, clip: Clip, new_id: Callable[[], str], *, at: Placement | None = None,
    deleted: Deleted = lambda _ids: {},
) -> tuple[Change, tuple[str, ...]]:  # fmt: skip
    """Return the change that pastes the sessions of a clip, and the ids of the pasted ones.

    Without ``at`` they go into the tray. With it, the first placed one starts there, and the others keep their distance
    to it in time, also over days; one not placed, or whose day is not in the conference, goes into the tray. If all
    were in the same rooms, they go into the rooms of ``at``, if any; otherwise each stays in the rooms that match its
    own, or else goes into those of ``at`` or the first room. Whole-venue sessions stay so. If none was placed, they are
    placed one after another. In the same conference they get all private fields from the copied session, even a
    ``deleted`` one, and a cut one keeps its id. Else they keep what ``carry_over_session`` keeps, without any answers.

    Tracks and people without a clear match in the conference are created, and the label names the new people. Raise
    ``EstradError`` if a session does not fit into the day.
    """
    home = clip.conference == agenda.conference.id
    own, gone = _sessions_with_private_fields(agenda, clip, deleted) if home else ({}, ())
    rooms = _matches(clip.rooms, agenda.rooms, home)
    tracks = _matches(clip.tracks, agenda.tracks, home)
    needed = (*gone, *_people_of_clip(clip, gone))
    people = {**({person: person for person in agenda.people} if home else {}), **_matches(needed, agenda.people, home)}
    born = _create_missing(agenda, clip.tracks, needed, new_id, people, tracks)
    made: list[Session] = []
    places = _pasted_placements(agenda, clip, rooms, at)
    blocks = _pasted_blocks(agenda, clip, new_id, tracks, places, deleted)
    for session, number in zip(clip.sessions, _pasted_numbers(agenda, clip, home), strict=True):
        fields: dict[str, Any] = {
            "number": number,
            "track": tracks.get(session.track or ""),
            "people": _appearances_with_local_ids(own.get(session.id, session), people),
            "placement": places.get(session.id),
            "block": blocks[session.block].id if session.block in blocks else _block_at_target(agenda, session, places),
            "pinned": False,
        }
        if not home or session.id in agenda.sessions:
            fields |= {"id": new_id(), **UNKNOWN}
        made.append(with_values(own.get(session.id, session) if home else carry_over_session(session), **fields))
    new = (*born, *blocks.values(), *made)
    return change(_paste_label(len(made), born), *((None, thing) for thing in new)), tuple(s.id for s in made)


def _block_at_target(agenda: Agenda, session: Session, places: Mapping[str, Placement]) -> str | None:
    where = places.get(session.id)
    return block_after_drop(agenda, replace(session, block=None), where) if where else None


def _pasted_blocks(
    agenda: Agenda, clip: Clip, new_id: Callable[[], str], tracks: Mapping[str, str], places: Mapping[str, Placement],
    deleted: Deleted,
) -> dict[str, Block]:  # fmt: skip
    """Return the blocks to paste, by their ids in the clip.

    In the same conference a block has the chairs of the copied one, and keeps its id if that was cut.
    """
    home, found = clip.conference == agenda.conference.id, dict[str, Block]()
    past = deleted([block.id for block in clip.blocks if block.id not in agenda.blocks]) if home and clip.blocks else {}
    for block in clip.blocks:
        was = agenda.blocks.get(block.id) or past.get(block.id) if home else None
        chairs = was.chairs if isinstance(was, Block) else ()
        found[block.id] = replace(
            block,
            id=block.id if home and block.id not in agenda.blocks else new_id(),
            track=tracks.get(block.track or ""),
            placement=places.get(block.id),
            chairs=tuple(chair for chair in chairs if chair.person in agenda.people),
        )
    return found


def _pasted_numbers(agenda: Agenda, clip: Clip, home: bool) -> list[int]:
    """Return the number of each session: its own if that is free and the conference the same, else the next one."""
    taken = {session.number for session in agenda.sessions.values()}
    kept = [session.number for session in clip.sessions if home and session.id not in agenda.sessions]
    free = count(next_number(agenda, kept))
    return [s.number if home and s.number not in taken else next(free) for s in clip.sessions]


def count_private_losses(agenda: Agenda, clip: Clip, deleted: Deleted) -> int:
    """Return the number of sessions in a clip of this conference whose private fields are lost for good.

    They were deleted here, and ``deleted`` does not return them. It is 0 for a clip of another conference.
    """
    if clip.conference != agenda.conference.id:
        return 0
    return len(clip.sessions) - len(_sessions_with_private_fields(agenda, clip, deleted)[0])


def _sessions_with_private_fields(
    agenda: Agenda, clip: Clip, deleted: Deleted
) -> tuple[dict[str, Session], tuple[Person, ...]]:
    """Return the clip's sessions that are still known, by id, with private fields, and their people deleted since."""
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


def _appearances_with_local_ids(session: Session, people: Mapping[str, str]) -> tuple[Appearance, ...]:
    """Return a session's appearances with the ids of people in this conference, each once per role."""
    found = (replace(a, person=people[a.person]) for a in session.people if a.person in people)
    return tuple({(a.person, a.role): a for a in found}.values())


def _paste_label(n: int, born: Sequence[Entity]) -> Text:
    """Return the label with the number of pasted sessions and the names of new people."""
    label = Plural("Paste {n} session", "Paste {n} sessions", n)
    names = [thing.name for thing in born if isinstance(thing, Person)]
    if not names:
        return label
    first = ", ".join(names[:FEW]) + (" …" if len(names) > FEW else "")
    who = Plural("{n} new person: {names}", "{n} new people: {names}", len(names), names=first)
    return Text("{what} · {who}", what=label, who=who)


def _people_of_clip(clip: Clip, gone: Sequence[Person]) -> Iterator[Person]:
    """Yield the people of a clip except those in ``gone``; photos are kept only if the clip contains them."""
    pictures, known = clip.pictures_by_id() if clip.pictures else {}, {person.id for person in gone}
    for person in (person for person in clip.people if person.id not in known):
        yield person if person.photo in pictures else replace(person, photo=None)


def _create_missing(
    agenda: Agenda, those: Sequence[Track], needed: Sequence[Person], new_id: Callable[[], str],
    people: dict[str, str], tracks: dict[str, str],
) -> list[Entity]:  # fmt: skip
    """Return new people and tracks for those that do not exist here, and add their ids to ``people`` and ``tracks``."""
    born: list[Entity] = []
    for person in (person for person in needed if person.id not in people):
        people[person.id] = new_id()
        born.append(replace(person, id=people[person.id], **UNKNOWN))
    for n, track in enumerate((track for track in those if track.id not in tracks), start=next_position(agenda.tracks)):
        tracks[track.id] = new_id()
        born.append(replace(track, id=tracks[track.id], position=n, **UNKNOWN))
    return born


def _matches(those: Sequence[Any], here: Any, home: bool) -> dict[str, str]:
    """Return the ids of existing entities by the ids of those in a clip that match them.

    They match by id in the same conference, or else by name and organisation, or by name regardless of case. A name
    must be unique on both sides. No two entities match the same one.
    """
    found = {entity.id: entity.id for entity in those if entity.id in here} if home else {}
    for key in (_exact_key, _name_key):
        left = [entity for entity in those if entity.id not in found]
        free = [entity for entity in here.values() if entity.id not in found.values()]
        counted = Counter(map(key, left)), Counter(map(key, free))
        named = {key(entity): entity.id for entity in free}
        for entity in left:
            if all(count[key(entity)] == 1 for count in counted):
                found[entity.id] = named[key(entity)]
    return found


def _exact_key(entity: Any) -> tuple[str, str]:
    return entity.name, getattr(entity, "organisation", "")


def _name_key(entity: Any) -> tuple[str, str]:
    return entity.name.casefold(), ""


def _pasted_placements(agenda: Agenda, clip: Clip, rooms: dict[str, str], at: Placement | None) -> dict[str, Placement]:
    """Return the placements, by id, of those sessions and blocks that do not go into the tray."""
    if at is None:
        return {}
    things: tuple[Session | Block, ...] = (*clip.blocks, *clip.sessions)
    placed = sorted(
        ((thing, thing.placement) for thing in things if thing.placement), key=lambda pair: pair[1].span.absolute_start
    )
    found: dict[str, Placement] = {}
    start, one_place = at.span.start, len({was.rooms for _thing, was in placed}) == 1
    first = () if at.rooms else tuple(room.id for room in agenda.rooms_in_order[:1])
    for session in () if placed else clip.sessions:
        there = () if session.facts.plenary else at.rooms or first
        found[session.id] = Placement(day_span(agenda, at.span.day, start, session.minutes), there)
        start += session.minutes
    for thing, was in placed:
        origin = placed[0][1].span
        day = at.span.day + (was.span.day - origin.day)
        if day != at.span.day and agenda.day_with_date(day) is None:
            continue
        span = day_span(agenda, day, start + was.span.start - origin.start, thing.minutes)
        known = () if one_place and at.rooms else agenda.by_column(rooms[room] for room in was.rooms if room in rooms)
        found[thing.id] = Placement(span, () if was.everywhere else known or at.rooms or first, was.place)
    return found
