"""Recognises a schedule that Estrad wrote of a conference: what stands in it is what is here, where a format says less.

Sessions and people have there UUIDs made of the ids of the conference and of themselves, which nothing else has. So no
memory of an import is needed, and none is kept. What the conference itself is called is not taken from such a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from planner.domain.addresses import web_address
from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_people
from planner.domain.clock_change import agenda_as_clocks_show
from planner.domain.entities import Person, Room, Session, Track
from planner.domain.languages import LANGUAGES
from planner.domain.long_task import LongTask, map_in_chunks
from planner.domain.span import MINUTES_A_DAY
from planner.domain.value_objects import Link, Placement, Role
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import EACH, Incoming, IncomingPerson, IncomingPlace, IncomingSession
from planner.importing.vocabulary import parse_language
from planner.programme.block_entries import block_key
from planner.programme.calendar import conference_uid, person_uid, session_uid
from planner.wording import wording

GENERATOR, MARK = "Estrad", "urn:uuid:"
_READ_AGAIN = {
    "abstract": html_to_text,
    "description": html_to_text,
    "website": web_address,
    "language": parse_language,
}
"""How a value is read again that Estrad wrote; all others stay as they are."""


_BY_ID = re.compile(r"/(?:gu)?id:([^/:]+)$")
_NOT_TOLD = frozenset({"do_not_record", "extra", "note", "tags"})
"""Fields that no schedule of ours has; what stands in their columns of a rundown is for Ontime."""


def own_namespace(generator: str, address: str) -> str:
    """Return the namespace of a schedule that Estrad wrote: the UUID of its conference. It is empty for any other."""
    return address.removeprefix(MARK) if generator == GENERATOR and address.startswith(MARK) else ""


def all_rooms() -> frozenset[str]:
    """Return how Estrad calls, in each of its languages, the room in which it lists what is for the whole venue."""
    return frozenset(wording(language)("All rooms") for language in LANGUAGES)


def with_ids_of_here(incoming: Incoming, agenda: Agenda) -> LongTask[Incoming]:
    """Return a schedule of this conference with the ids and places of here; any other file unchanged.

    One that is a list, such as a rundown, does not say whose it is, but has a session of here.
    """
    conference = agenda.conference.id
    incoming = _without_blocks(incoming, agenda)
    known = {session_uid(conference, session.id): session for session in agenda.sessions.values()}
    whole = incoming.namespace == conference_uid(conference)
    if not whole and known.keys().isdisjoint(map(_guid, incoming.sessions)):
        return incoming
    ids = {person_uid(conference, person): person for person in agenda.people}
    people = [_person_of_here(one, agenda.people.get(ids.get(_guid(one), ""))) for one in incoming.people]
    here = _Here(agenda, {one.key: one for one in people}, incoming.rooms)

    def of_here(one: IncomingSession) -> IncomingSession:
        return here.session(one, known[guid]) if (guid := _guid(one)) in known else one

    sessions = tuple((yield from map_in_chunks(incoming.sessions, of_here, EACH)))
    days = {one.begin.day for one in sessions if one.begin}
    on_stage = {key for one in sessions for key, _ in one.people}
    used = dict.fromkeys(name for one in sessions for name in one.rooms)
    return replace(
        incoming,
        conference={},
        venue={},
        days=tuple(day for day in incoming.days if whole or day.date in days),
        sessions=sessions,
        rooms=_named_here(incoming.rooms, used, agenda.rooms),
        tracks=_named_here(incoming.tracks, dict.fromkeys(one.track for one in sessions if one.track), agenda.tracks),
        people=tuple(one for one in people if not whole or one.ours or one.key in on_stage),
    )


def _without_blocks(incoming: Incoming, agenda: Agenda) -> Incoming:
    """Return a file without the entries of blocks of here in our calendar, whose sessions are here too."""
    blocks = {session_uid(agenda.conference.id, block_key(block)) for block in agenda.blocks}
    sessions = tuple(one for one in incoming.sessions if one.key.rpartition("/uid:")[2] not in blocks)
    return replace(incoming, sessions=sessions) if len(sessions) < len(incoming.sessions) else incoming


def _guid(one: IncomingSession | IncomingPerson) -> str:
    """Return the guid or id by which a file knows something, or an empty text."""
    found = _BY_ID.search(one.key)
    return found[1] if found else ""


def _named_here(
    listed: Iterable[IncomingPlace], used: Iterable[str], things: Mapping[str, Room] | Mapping[str, Track]
) -> tuple[IncomingPlace, ...]:
    """Return the rooms or tracks that sessions use, with the ids of those that are called so here."""
    places, ids = {place.name: place for place in listed}, {thing.name: thing.id for thing in things.values()}
    return tuple(replace(places.get(name) or IncomingPlace(0, name), ours=ids.get(name, "")) for name in used)


def _person_of_here(one: IncomingPerson, here: Person | None) -> IncomingPerson:
    """Return a person with the id and name of here, whose parts a reader may have put in another order."""
    if here is None:
        return one
    return replace(one, ours=here.id, name=here.name if _words([one.name]) == _words([here.name]) else one.name)


def _words(names: Iterable[str]) -> list[str]:
    return sorted(word for name in names for word in re.findall(r"\w+", name.casefold()))


class _Here:
    """The conference, with the people of a schedule of it by their keys there."""

    def __init__(self, agenda: Agenda, people: Mapping[str, IncomingPerson], rooms: Iterable[IncomingPlace]) -> None:
        self._agenda, self._people = agenda, people
        self._shown = {session.id: placed.span for session, placed in agenda_as_clocks_show(agenda).placed}
        self._twice = {name for name, n in Counter(track.name for track in agenda.tracks.values()).items() if n > 1}
        self._keys = {one.ours: one.key for one in people.values() if one.ours}
        self._everywhere = [*all_rooms(), " ".join(room.name for room in rooms)]  # which a table makes of *all rooms*

    def session(self, one: IncomingSession, here: Session) -> IncomingSession:
        """Return a session with the id, the people, the track, the place and the unchanged values that it has here."""
        told, track = one.track, self._agenda.tracks[here.track].name if here.track else ""
        if _words([told, *one.fields.get("tags", ())]) == _words([track]):  # a list takes what follows a ; for tags
            told = "" if track in self._twice else track  # of two with one name none is told
        fields, people = _values(one, here), self._on_stage(one, here)
        one = replace(one, ours=here.id, fields=fields, track=told, people=people)
        return self._placed(one, here, here.placement) if here.placement else one

    def _placed(self, one: IncomingSession, here: Session, placed: Placement) -> IncomingSession:
        """Return a session without time and place if it is when and where clocks and rooms of here show it.

        Else a file has one text for its place, which may stand for several rooms, or for the whole venue, and a night
        may last until the end of the next day.
        """
        if one.begin is None:
            return one
        shown, there = self._shown[here.id], self._is_there(one, placed)
        at_its_time = one.begin.at.replace(tzinfo=None) == shown.begins
        if there and at_its_time and one.minutes in (shown.minutes, here.minutes):
            return replace(one, begin=None, rooms=())
        day = shown.day if at_its_time else one.begin.day
        one = replace(one, begin=replace(one.begin, day=day, night=MINUTES_A_DAY))
        names = tuple(self._agenda.rooms[room].name for room in placed.rooms)
        return replace(one, rooms=names, everywhere=not names) if there else one

    def _is_there(self, one: IncomingSession, placed: Placement) -> bool:
        """Return whether a session is where it is here, as the text of its place is read: it may name several rooms."""
        if one.everywhere:
            return not (placed.place or placed.rooms)
        if placed.place or placed.rooms:
            texts = [placed.place or ", ".join(self._agenda.room_names(placed.rooms))]
        else:
            texts = self._everywhere
        told = _words(one.rooms)
        return not told or any(told == _words([text]) for text in texts)

    def _on_stage(self, one: IncomingSession, here: Session) -> tuple[tuple[str, Role], ...]:
        """Return the people of a session by their keys, who are those of here if they are called so.

        A list of names does not tell namesakes apart, nor one who is called like two. Who moderates by a shift is no
        person of the session, and whom attendees do not read of stays in it.
        """
        named, own = ([(a.person, a.role) for a in of] for of in (named_people(self._agenda, here), here.people))
        told = [(self._people[key].ours or key, role) for key, role in one.people]
        if self._called(told) == self._called(named):
            told = named
        kept = [pair for pair in told if pair in own or pair not in named]
        kept += [pair for pair in own if pair not in named and pair not in told]
        keys = ((self._keys.get(person, person), role) for person, role in kept)
        return tuple(pair for pair in keys if pair[0] in self._people)

    def _called(self, pairs: Iterable[tuple[str, Role]]) -> list[tuple[Role, list[str]]]:
        """Return the words of the names in each role."""
        names = [(role, (self._agenda.people.get(who) or self._people[who]).name) for who, role in pairs]
        return [(role, _words(name for what, name in names if what is role)) for role in Role]


def _addresses(links: Iterable[Link]) -> set[str]:
    """Return the web addresses of links as they are read again: in JSON without the bracket or sign at their end."""
    return {address.rstrip(".,;)") for link in links if (address := web_address(link.address))}


def _values(one: IncomingSession, here: Session) -> dict[str, Any]:
    """Return the values that a file of ours tells, those of here where only reading made them others."""
    fields = {name: value for name, value in one.fields.items() if name not in _NOT_TOLD}
    for name, read in _READ_AGAIN.items():
        told, ours = fields.get(name), getattr(here, name)
        if told is not None and told != ours and read(ours) in (told, read(told)):
            fields[name] = ours
    links = (*here.links, Link(here.stream)) if here.stream else here.links
    if _addresses(fields.get("links", ())) == _addresses(links):
        fields["links"] = here.links
    return fields
