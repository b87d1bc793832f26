"""Matches a file's people, rooms, tracks and days with the conference's, also renamed ones, and notes new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from planner.commands.edit import make
from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Person, Room, Session, Track
from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.span import LATEST, Span
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import COLOURS
from planner.importing.comparing import (
    FieldComparer,
    FileField,
    cleaned_file_fields,
    file_fields,
    file_fields_of,
    fingerprint,
    fingerprints_of,
)
from planner.importing.findings import Findings, KnownThings, is_merged, key_fingerprint
from planner.importing.incoming import (
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingPerson,
    IncomingRoom,
    IncomingSession,
    IncomingTrack,
    key_with_name,
)
from planner.importing.name_keys import NearNames, name_key, numbers_in, unique_keys, words_of
from planner.importing.plan import ImportRow, Verdict, widened
from planner.importing.plan_rows import FilePlace
from planner.importing.replies import with_reply

LEAST, MOST_OF = 2, 0.6
"""Minimum number of sessions that moved from an old name to a new one, and minimum fraction of each name's sessions.

The number is also that of the words that both names must share if fewer sessions moved.
"""


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


def renamed_in(agenda: Agenda, incoming: Incoming, known_by: KnownThings[Session]) -> RenamedThings:
    """Return the rooms and tracks that were renamed in the file.

    The old name must have vanished from the file and the new one must be new; most sessions of each, by their keys,
    must have moved from the old one to the new one.
    """
    old_rooms, new_rooms = _old_and_new_names(incoming, agenda.rooms, incoming.rooms)
    old_tracks, new_tracks = _old_and_new_names(incoming, agenda.tracks, incoming.tracks)
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


def _old_and_new_names(
    incoming: Incoming, here: Mapping[str, Room] | Mapping[str, Track],
    told: tuple[IncomingRoom, ...] | tuple[IncomingTrack, ...],
) -> tuple[dict[str, str], set[str]]:  # fmt: skip
    """Return the names that have vanished from the file, by the id of the entity, and those that are new in it."""
    names = {thing.name for thing in told}
    came = {thing.id: name_in(thing, incoming) for thing in here.values()} if incoming.namespace else {}
    there = {*came.values(), *(thing.name for thing in here.values())}
    old = {thing_id: name for thing_id, name in came.items() if name and name not in names}
    return old, {thing.name for thing in told if thing.name not in there and not thing.ours}


def _pairs(incoming: Incoming, known_by: KnownThings[Session]) -> Iterator[tuple[IncomingSession, Session]]:
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


Named = Room | Track
_NOT_TOLD = frozenset({"id", "name", "origin", "told"})


def plan_rooms(findings: Findings, renamed: Mapping[str, Room]) -> dict[str, Room]:
    """Return the file's rooms by their names in the file; ``renamed`` are those that the file has renamed."""
    used = {name for session in findings.incoming.sessions for name in session.rooms}
    rooms = findings.agenda.rooms
    return _bring(findings, Room, findings.incoming.rooms, rooms, used, lambda n: {"position": n}, renamed)


def plan_tracks(findings: Findings, renamed: Mapping[str, Track]) -> dict[str, Track]:
    """Return the file's tracks by their names in the file; ``renamed`` are those that the file has renamed."""
    used, colours = {session.track for session in findings.incoming.sessions}, list(COLOURS)

    def fields(position: int) -> dict[str, Any]:
        return {"position": position, "colour": colours[position % len(colours)]}

    return _bring(findings, Track, findings.incoming.tracks, findings.agenda.tracks, used, fields, renamed)


def _bring(
    findings: Findings, kind: type[Any], told_things: Collection[IncomingRoom | IncomingTrack],
    things: Mapping[str, Any], used: Collection[str], fields: Callable[[int], dict[str, Any]],
    renamed: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """Return rooms or tracks by name; ``fields`` returns a new one's fields, ``used`` are the names in sessions."""
    known_by = KnownThings(things, findings.incoming)
    by_name = {thing.name: thing for thing in sorted(things.values(), key=lambda thing: thing.position)}
    all_things = list(by_name.values())
    alike = {key: all_things[n] for key, n in unique_keys([name_key(thing.name) for thing in all_things]).items()}
    found, last = {}, max((thing.position for thing in things.values()), default=-1)
    for told in told_things:
        key, place = findings.key(kind.__name__.lower(), told.name), FilePlace(told.line)
        known = known_by.find(told.ours, key) or renamed.get(told.name)
        known = known or _by_name(findings, by_name, alike, told.name)
        if known:
            if known.id != told.ours:
                findings.add_known(known, key)
            by_file = told.name in renamed and known.name == name_in(known, findings.incoming)
            trusted, stands_alone = known.id == told.ours or by_file, told.name not in used
            _compare(findings, known, told, by_name, trusted=trusted, alone=stands_alone)
        else:
            last += 1
            name = _free(told.name, by_name)
            known = _made(findings, make(kind, id=findings.ids(), name=name, origin=key, **fields(last)), told)
            findings.add_new(known, key, place)
            by_name[name] = known
        found[told.name] = known
    return found


def _compare(
    findings: Findings, known: Named, told: IncomingRoom | IncomingTrack, taken: Collection[str], *,
    trusted: bool, alone: bool,
) -> None:  # fmt: skip
    said = _place_file_fields(told, renamed=trusted and told.name != known.name and told.name not in taken)
    try:
        findings.compare(known, said, FilePlace(told.line), trusted=trusted, alone=alone, since=told.since)
    except EstradError as error:
        findings.rows.append(findings.refused(ImportRefusal(told.line, told.name, error), type(known)))


def _made(findings: Findings, made: Any, told: IncomingRoom | IncomingTrack) -> Any:
    """Return the new entity with the file's values, or with its name only if a value is impossible."""
    try:
        return findings.by(made).with_fields(
            made, cleaned_file_fields(type(made), _place_file_fields(told, renamed=False))
        )
    except EstradError as error:
        findings.rows.append(findings.refused(ImportRefusal(told.line, told.name, error), type(made)))
        return made


def _place_file_fields(told: IncomingRoom | IncomingTrack, *, renamed: bool) -> list[FileField]:
    """Return the file's values for an entity; its name only if ``renamed``."""
    fields: dict[str, Any] = {}
    if isinstance(told, IncomingRoom) and told.seats is not None:
        fields["seats"] = told.seats
    if isinstance(told, IncomingTrack) and told.colour:
        fields["colour"] = told.colour
    fields |= {name: value for name, value in told.told.items() if name not in _NOT_TOLD}
    return file_fields({**fields, **({"name": told.name} if renamed else {})})


def _by_name(findings: Findings, by_name: Mapping[str, Any], alike: Mapping[str, Any], name: str) -> Any:
    """Return the entity with a name, or else with the same name key, or None.

    None too if the file knows that entity by another name.
    """
    known = by_name.get(name) or alike.get(name_key(name))
    return None if known and known.origin and findings.incoming.has(known.origin) else known


def _free(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number appended if it is already in use."""
    numbers = (f"{name} ({n})" for n in count(2))
    return name if name not in taken else next(other for other in numbers if other not in taken)


def plan_days(findings: Findings, rows: list[ImportRow]) -> None:
    """Add missing days, with opening hours that include all their sessions."""
    here = {day.date: day for day in findings.agenda.days.values()}
    spans: dict[date, list[Span]] = {}
    for row in rows:
        if isinstance(row.after, Session) and row.after.placement:
            spans.setdefault(row.after.placement.span.day, []).append(row.after.placement.span)
    told = {day.date: day for day in findings.incoming.days}
    for when in sorted({*spans, *told}):
        key = findings.key("day", when.isoformat())
        if when in here:
            findings.prints[here[when].id] = key_fingerprint(here[when], key)
        else:
            day = _new_day(findings.ids(), when, told.get(when), spans.get(when, []))
            findings.add_new(day, key, FilePlace(told[when].line if when in told else 0))


def _new_day(day_id: str, when: date, told: IncomingDay | None, spans: list[Span]) -> Day:
    if told and told.opens is not None and told.closes is not None:
        return widened(Day(id=day_id, date=when, opens=told.opens, closes=told.closes, title=told.title), spans)
    if not spans:
        return Day(id=day_id, date=when)
    opens = min(span.start for span in spans) // 60 * 60
    return Day(id=day_id, date=when, opens=opens, closes=min(LATEST, -(-max(span.end for span in spans) // 60) * 60))


EACH, MANY = 20, 200
"""Number of people between two checks for cancellation, for slow and for fast work."""
_NOT_OF_PEOPLE = frozenset({"id", "origin", "told"})


def plan_people(findings: Findings) -> LongTask[dict[str, Person]]:
    """Return the file's people by their keys."""
    told_people = findings.incoming.people
    known = yield from _match(findings, KnownThings(findings.agenda.people, findings.incoming))
    on_stage = {key for session in findings.incoming.sessions for key, _ in session.people}
    found: dict[str, Person] = {}
    by = FieldComparer(findings.here, findings.scope_of_new)
    for n, told in enumerate(told_people):
        place = FilePlace(told.line, told.cell)
        try:
            person = known.get(n) or found.get(told.key)
            if person is None:
                person = by.new_with_fields(Person, _person_file_fields(told, None), id=findings.ids(), origin=told.key)
                findings.add_new(person, told.key, place)
            elif is_merged(person, told.key):
                findings.add_known(
                    person, told.key
                )  # values of a merged person do not apply to the one it was merged into
            elif person.id not in findings.new_things:
                trusted, alone = person.id == told.ours, told.key not in on_stage
                if not trusted:
                    findings.add_known(person, told.key)
                said = _person_file_fields(told, person)
                findings.compare(person, said, place, trusted=trusted, alone=alone, since=told.since)
                person = with_reply(person, told)
            found[told.key] = person
            if told.waits:
                findings.waiting[person.id] = told.waits
        except EstradError as error:
            findings.rows.append(findings.refused(ImportRefusal(told.line, told.name, error, cell=told.cell), Person))
        if n % EACH == EACH - 1:
            yield Progress(n + 1, len(told_people))
    yield from _doubt(findings, {person.id for person in known.values()})
    return found


def _person_file_fields(told: IncomingPerson, before: Person | None) -> list[FileField]:
    fields = {"name": told.name, **({"bio": told.bio} if told.bio else {})}
    fields |= {name: value for name, value in told.told.items() if name not in _NOT_OF_PEOPLE}
    return cleaned_file_fields(Person, file_fields_of(fields, before))


def _match(findings: Findings, known_by: KnownThings[Person]) -> LongTask[dict[int, Person]]:
    """Return the existing people by index in the file: by id, key, e-mail, exact name, or name without accents.

    E-mail and name must occur exactly once on both sides, and a person is matched only once.
    """
    told_people, people = findings.incoming.people, list(findings.agenda.people.values())
    met = yield from map_in_chunks(
        told_people, lambda told: known_by.find(told.ours, told.key) or _of_other_key(known_by, told), MANY
    )
    found = {n: person for n, person in enumerate(met) if person}
    if len(found) == len(told_people) or not people:
        return found
    theirs = unique_keys((yield from map_in_chunks(told_people, _email, MANY)))
    ours = unique_keys((yield from map_in_chunks(people, lambda person: person.email.strip().casefold(), MANY)))
    _pair(found, theirs, ours, people)
    for key_of in (lambda name: " ".join(name.split()).casefold(), name_key):  # an exact match precedes a similar one
        theirs = unique_keys((yield from map_in_chunks([told.name for told in told_people], key_of, MANY)))
        ours = unique_keys((yield from map_in_chunks([person.name for person in people], key_of, MANY)))
        others = {key for key, n in theirs.items() if key in ours and _other(_email(told_people[n]), people[ours[key]])}
        _pair(found, {key: n for key, n in theirs.items() if key not in others}, ours, people)
    return found


def _pair(found: dict[int, Person], theirs: Mapping[str, int], ours: Mapping[str, int], people: list[Person]) -> None:
    taken = {person.id for person in found.values()}
    for key, n in theirs.items():
        if n not in found and key in ours and people[ours[key]].id not in taken:
            found[n] = people[ours[key]]


def _email(told: IncomingPerson) -> str:
    return str(told.told.get("email", "")).strip().casefold()


def _other(email: str, person: Person) -> bool:
    """Return whether both have an e-mail address and the addresses differ."""
    return bool(email and person.email) and email != person.email.strip().casefold()


def _of_other_key(known_by: KnownThings[Person], told: IncomingPerson) -> Person | None:
    """Return the person whom the file knew by that id and name when it used the id for more or fewer names."""
    if not told.shared:
        return known_by.find("", key_with_name(told.key, told.name))
    known = known_by.find("", told.shared)
    if known is None:
        return None
    print_of_name = fingerprints_of(known.told).get("name")
    called = print_of_name is not None and print_of_name.file == fingerprint(told.name)
    return known if called or known.name == told.name else None


def _doubt(findings: Findings, known: set[str]) -> LongTask[None]:
    """Note for each new person someone here who is not in the file and may be the same."""
    new = list(findings.of(Person).values())
    left = [person for person in findings.agenda.people_in_order if person.id not in known] if new else []
    keys = yield from map_in_chunks(left, lambda person: name_key(person.name), MANY)
    near = NearNames(keys)
    for n, person in enumerate(new if left else []):
        if (at := near.find(name_key(person.name))) is not None:
            findings.doubts[person.id] = Text("“{name}” is perhaps the same as “{other}”, who is here.",
                                              name=person.name, other=left[at].name)  # fmt: skip
        if n % EACH == EACH - 1:
            yield Progress(n + 1, len(new))


def missing_people(findings: Findings, found: Mapping[str, Person]) -> list[ImportRow]:
    """Return rows for people imported from this list who are no longer in it; a programme lists only those on stage."""
    whole = findings.is_of_this and any(told.ours for told in findings.incoming.people)
    if not whole and (findings.incoming.sessions or not findings.incoming.people):
        return []
    agenda, known = findings.agenda, {person.id for person in found.values()}
    told = {person.key for person in findings.incoming.people}
    needed = {a.person for session in agenda.sessions.values() for a in session.people}
    needed |= {cover.person for cover in agenda.covers_in_order}
    came = [p for p in agenda.people_in_order if whole or findings.incoming.has(p.origin)]
    gone = [p for p in came if p.id not in known and p.origin not in told]
    says = Text("No longer in the file. Tick it to delete the person.")
    stays = Text("No longer in the file. The person is on stage here and stays.")
    return [
        ImportRow(
            f"person:{p.origin or p.id}", Person, Verdict.GONE, p.name, None, p, p if p.id in needed else None, (),
            (stays if p.id in needed else says,),
        )
        for p in gone
    ]  # fmt: skip
