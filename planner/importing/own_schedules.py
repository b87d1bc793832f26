"""Recognises a schedule that Estrad wrote of this conference, and restores in it what the format cannot express.

The sessions and people in it have UUIDs made of the ids of the conference and of themselves, which nothing else has. So
they are recognised without the memory of an import. The fields of the conference itself are not taken from such a file.
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
"""The functions that change a field's value when it is read, by field; links are compared apart."""


_BY_ID = re.compile(r"/(?:gu)?id:([^/:]+)$")
_NOT_TOLD = frozenset({"do_not_record", "extra", "note", "tags"})
"""Fields that no schedule of ours has; in a rundown, their columns have texts for Ontime."""


def estrad_namespace(generator: str, address: str) -> str:
    """Return the namespace of a schedule that Estrad wrote, the UUID of its conference; empty for any other."""
    return address.removeprefix(MARK) if generator == GENERATOR and address.startswith(MARK) else ""


def whole_venue_names() -> frozenset[str]:
    """Return the names of the room under which Estrad lists what is for the whole venue, in all its languages."""
    return frozenset(wording(language)("All rooms") for language in LANGUAGES)


def with_conference_ids(incoming: Incoming, agenda: Agenda) -> LongTask[Incoming]:
    """Return a schedule that Estrad wrote of this conference with the conference's ids and places.

    A list, such as a rundown, does not name its conference; it is of this one if it has any of its sessions. Any other
    file is returned unchanged, except that calendar entries of this conference's blocks are removed.
    """
    conference = agenda.conference.id
    incoming = _without_block_entries(incoming, agenda)
    known = {session_uid(conference, session.id): session for session in agenda.sessions.values()}
    whole = incoming.namespace == conference_uid(conference)
    if not whole and known.keys().isdisjoint(map(_guid, incoming.sessions)):
        return incoming
    ids = {person_uid(conference, person): person for person in agenda.people}
    people = [_with_matched_person(one, agenda.people.get(ids.get(_guid(one), ""))) for one in incoming.people]
    here = _SessionRestorer(agenda, {one.key: one for one in people}, incoming.rooms)

    def of_here(one: IncomingSession) -> IncomingSession:
        return here.restore(one, known[guid]) if (guid := _guid(one)) in known else one

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
        rooms=_places_with_ids(incoming.rooms, used, agenda.rooms),
        tracks=_places_with_ids(
            incoming.tracks, dict.fromkeys(one.track for one in sessions if one.track), agenda.tracks
        ),
        people=tuple(one for one in people if not whole or one.ours or one.key in on_stage),
    )


def _without_block_entries(incoming: Incoming, agenda: Agenda) -> Incoming:
    """Return a file without calendar entries that stand for blocks of the conference."""
    blocks = {session_uid(agenda.conference.id, block_key(block)) for block in agenda.blocks}
    sessions = tuple(one for one in incoming.sessions if one.key.rpartition("/uid:")[2] not in blocks)
    return replace(incoming, sessions=sessions) if len(sessions) < len(incoming.sessions) else incoming


def _guid(one: IncomingSession | IncomingPerson) -> str:
    """Return the guid or id by which a file knows something, or an empty text."""
    found = _BY_ID.search(one.key)
    return found[1] if found else ""


def _places_with_ids(
    listed: Iterable[IncomingPlace], used: Iterable[str], things: Mapping[str, Room] | Mapping[str, Track]
) -> tuple[IncomingPlace, ...]:
    """Return the rooms or tracks that sessions use, with the ids of those with the same names in the conference."""
    places, ids = {place.name: place for place in listed}, {thing.name: thing.id for thing in things.values()}
    return tuple(replace(places.get(name) or IncomingPlace(0, name), ours=ids.get(name, "")) for name in used)


def _with_matched_person(one: IncomingPerson, here: Person | None) -> IncomingPerson:
    """Return the file's person with the id of its match in the plan; unchanged without a match.

    The name is that in the plan if both consist of the same words, regardless of order, case and punctuation.
    """
    if here is None:
        return one
    return replace(
        one, ours=here.id, name=here.name if _sorted_words([one.name]) == _sorted_words([here.name]) else one.name
    )


def _sorted_words(names: Iterable[str]) -> list[str]:
    return sorted(word for name in names for word in re.findall(r"\w+", name.casefold()))


class _SessionRestorer:
    """Completes sessions of a schedule from the plan; ``people`` are the schedule's, by their keys."""

    def __init__(self, agenda: Agenda, people: Mapping[str, IncomingPerson], rooms: Iterable[IncomingPlace]) -> None:
        self._agenda, self._people = agenda, people
        self._shown = {session.id: placed.span for session, placed in agenda_as_clocks_show(agenda).placed}
        self._twice = {name for name, n in Counter(track.name for track in agenda.tracks.values()).items() if n > 1}
        self._keys = {one.ours: one.key for one in people.values() if one.ours}
        self._everywhere = [
            *whole_venue_names(),
            " ".join(room.name for room in rooms),
        ]  # which a table makes of *all rooms*

    def restore(self, one: IncomingSession, here: Session) -> IncomingSession:
        """Return the file's session with the id of its match in the plan, completed from it where detail is lacking."""
        told, track = one.track, self._agenda.tracks[here.track].name if here.track else ""
        if _sorted_words([told, *one.fields.get("tags", ())]) == _sorted_words(
            [track]
        ):  # a list takes what follows a ; for tags
            told = "" if track in self._twice else track  # of two with one name none is told
        fields, people = _restored_values(one, here), self._restore_people(one, here)
        one = replace(one, ours=here.id, fields=fields, track=told, people=people)
        return self._restore_placement(one, here, here.placement) if here.placement else one

    def _restore_placement(self, one: IncomingSession, here: Session, placed: Placement) -> IncomingSession:
        """Return a session without time and place if these and the length are as in the plan: nothing has changed.

        Otherwise a text that stands for its rooms in the plan is replaced by these, and a night may last until the end
        of the next day.
        """
        if one.begin is None:
            return one
        shown, there = self._shown[here.id], self._is_same_place(one, placed)
        at_its_time = one.begin.at.replace(tzinfo=None) == shown.start_datetime
        if there and at_its_time and one.minutes in (shown.minutes, here.minutes):
            return replace(one, begin=None, rooms=())
        day = shown.day if at_its_time else one.begin.day
        one = replace(one, begin=replace(one.begin, day=day, night=MINUTES_A_DAY))
        names = tuple(self._agenda.rooms[room].name for room in placed.rooms)
        return replace(one, rooms=names, everywhere=not names) if there else one

    def _is_same_place(self, one: IncomingSession, placed: Placement) -> bool:
        """Return whether a session has no place in the file or that in the plan; a text may name several rooms."""
        if one.everywhere:
            return not (placed.place or placed.rooms)
        if placed.place or placed.rooms:
            texts = [placed.place or ", ".join(self._agenda.room_names(placed.rooms))]
        else:
            texts = self._everywhere
        told = _sorted_words(one.rooms)
        return not told or any(told == _sorted_words([text]) for text in texts)

    def _restore_people(self, one: IncomingSession, here: Session) -> tuple[tuple[str, Role], ...]:
        """Return the people of a session by their keys: those in the plan, if the names in each role are the same.

        A list of names tells neither namesakes apart nor a person whose name is made of two others. Somebody who
        moderates only by a shift is not a person of the session. Somebody in the file whom attendees do not see in the
        session stays in it.
        """
        named, own = ([(a.person, a.role) for a in of] for of in (named_people(self._agenda, here), here.people))
        told = [(self._people[key].ours or key, role) for key, role in one.people]
        if self._words_by_role(told) == self._words_by_role(named):
            told = named
        kept = [pair for pair in told if pair in own or pair not in named]
        kept += [pair for pair in own if pair not in named and pair not in told]
        keys = ((self._keys.get(person, person), role) for person, role in kept)
        return tuple(pair for pair in keys if pair[0] in self._people)

    def _words_by_role(self, pairs: Iterable[tuple[str, Role]]) -> list[tuple[Role, list[str]]]:
        """Return each role with the words of its people's names, sorted."""
        names = [(role, (self._agenda.people.get(who) or self._people[who]).name) for who, role in pairs]
        return [(role, _sorted_words(name for what, name in names if what is role)) for role in Role]


def _web_addresses(links: Iterable[Link]) -> set[str]:
    """Return the web addresses of links without punctuation at their ends, which reading a JSON file removes too."""
    return {address.rstrip(".,;)") for link in links if (address := web_address(link.address))}


def _restored_values(one: IncomingSession, here: Session) -> dict[str, Any]:
    """Return the values in a schedule of ours, or those in the plan if only writing and reading changed them."""
    fields = {name: value for name, value in one.fields.items() if name not in _NOT_TOLD}
    for name, read in _READ_AGAIN.items():
        told, ours = fields.get(name), getattr(here, name)
        if told is not None and told != ours and read(ours) in (told, read(told)):
            fields[name] = ours
    links = (*here.links, Link(here.stream)) if here.stream else here.links
    if _web_addresses(fields.get("links", ())) == _web_addresses(links):
        fields["links"] = here.links
    return fields
