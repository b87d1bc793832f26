"""Matches a file's people, rooms, tracks, days and moderators' shifts with the conference's; records new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, count
from operator import attrgetter
from typing import Any, TypeVar

from planner.commands.answers import people_in_plan
from planner.commands.edit import cleaned_fields, next_position, taken_name_error
from planner.commands.venue import next_colour
from planner.domain.block import Block
from planner.domain.entities import Cover, Day, Person, Room, Session, Track
from planner.domain.fingerprint import fingerprint_of_key
from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.span import LATEST, MINUTES_A_DAY, Span
from planner.domain.text import N_, EstradError, Text
from planner.domain.zones import time_zone
from planner.importing.comparing import file_fields
from planner.importing.datetimes import Zone, event_span
from planner.importing.findings import (
    Findings,
    KnownThings,
    SimilarNameIndex,
    is_key_of_merged,
    key_fingerprint,
    name_key,
    name_words,
    title_numbers,
    unique_indexes,
)
from planner.importing.incoming import (
    EACH,
    MANY,
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingEntry,
    IncomingPerson,
    IncomingPlace,
    IncomingStart,
    grouped,
)
from planner.importing.plan import Difference, ImportRow, Verdict, widen_day
from planner.importing.plan_rows import BOTH, OTHER, gone_row, new_row, row_key

LEAST, MOST_OF = 2, 0.6
"""Minimum number of sessions that moved from an old name to a new one, and minimum fraction of each name's sessions.

The number is also that of the words that both names must share if fewer sessions moved.
"""


Named = TypeVar("Named", Room, Track)


def name_in_file(thing: Room | Track, incoming: Incoming) -> str:
    """Return the name in the origin of a room or track; empty if that is not a key of this file."""
    key = f"{incoming.namespace}/{type(thing).__name__.lower()}:"
    return thing.origin.removeprefix(key) if incoming.namespace and thing.origin.startswith(key) else ""


def _renamed_places(
    incoming: Incoming, things: Mapping[str, Named], places: Collection[IncomingPlace],
    moves: Iterable[tuple[str, str]],
) -> dict[str, Named]:  # fmt: skip
    """Return the conference's rooms, or its tracks, that the file has renamed, by their new names.

    The old name must have vanished from the file and the new one must be new, and most sessions of each must have moved
    from the old one to the new one: at least ``LEAST``, unless the two names share words. ``moves`` are pairs, one for
    each session: the id of the room or track that it has in the conference, and the name of that in the file.
    """
    names = {one.name for one in places}
    came: dict[str, str] = {thing.id: name_in_file(thing, incoming) for thing in things.values()}
    old = {thing_id: name for thing_id, name in came.items() if name and name not in names}
    there = {*came.values(), *(thing.name for thing in things.values())}
    new = {one.name for one in places if one.name not in there and not one.ours}
    moved = list(moves) if old and new else []
    left, arrived = Counter(thing_id for thing_id, _ in moved), Counter(name for _, name in moved)
    return {
        name: things[thing_id]
        for (thing_id, name), n in Counter(moved).items()
        if thing_id in old and name in new and n >= MOST_OF * max(left[thing_id], arrived[name])
        if n >= LEAST or _has_similar_name(old[thing_id], name)
    }


def _has_similar_name(one: str, other: str) -> bool:
    """Return whether one moved session is enough to take two names for the same room or track.

    It is if they share ``LEAST`` words of more than two letters, and have the same numbers.
    """
    shared = {word for word in name_words(one) if len(word) > 2} & set(name_words(other))
    return len(shared) >= LEAST and title_numbers(one) == title_numbers(other)


_NOT_TAKEN = frozenset({"id", "name", "origin", "import_marks"})


def match_rooms_or_tracks(
    findings: Findings, kind: type[Named], places: Collection[IncomingPlace], things: Mapping[str, Named],
    by_key: KnownThings[Session],
) -> dict[str, Named]:  # fmt: skip
    """Return the file's rooms or tracks, matched or new, by their names there; record the new, changed and refused."""
    incoming: Incoming = findings.incoming
    used = {name for one in (*incoming.sessions, *incoming.blocks) for name in _rooms_or_track(kind, one)}
    pairs = ((one, by_key.find(one.ours, one.key, *one.known_as)) for one in incoming.sessions)
    known_pairs = ((_rooms_or_track(kind, here), _rooms_or_track(kind, one)) for one, here in pairs if here)
    moves = ((ids[0], names[0]) for ids, names in known_pairs if len(ids) == len(names) == 1)
    known_by, renamed = KnownThings(things, incoming), _renamed_places(incoming, things, places, moves)
    by_name = {thing.name: thing for thing in sorted(things.values(), key=lambda thing: thing.position)}
    all_things = list(by_name.values())
    alike = {key: all_things[n] for key, n in unique_indexes([name_key(thing.name) for thing in all_things]).items()}
    found, positions = {}, count(next_position(things))
    for place in places:
        key, by_file, born = findings.key_in_file(kind.__name__.lower(), place.name), False, dict[str, Any]()
        named = by_name.get(place.name) or alike.get(name_key(place.name))
        other = named is None or incoming.owns_key(named.origin)  # the file knows it by another name
        known = known_by.find(place.ours, key) or renamed.get(place.name) or (None if other else named)
        fields = {name: value for name, value in place.fields.items() if name not in _NOT_TAKEN}
        if known is None:
            born = _new_place_fields(kind, place.name, next(positions), by_name)
        else:
            by_file = place.name in renamed and known.name == name_in_file(known, incoming)
            if (by_file or known.id == place.ours) and place.name not in by_name:
                fields["name"] = place.name
            elif place.since and "name" in place.since.changed and known.name != (name := str(place.fields["name"])):
                taken = ImportRefusal(place.line, name, taken_name_error(kind, name))
                findings.rows.append(findings.refused_row(taken, kind))
        alone = place.name not in used
        meet = partial(findings.create_or_compare, kind, place, key, known, by_file=by_file, alone=alone, born=born)
        try:
            thing = meet(file_fields(kind, fields))
        except EstradError as error:
            findings.rows.append(findings.refused_row(ImportRefusal(place.line, place.name, error), kind))
            thing = known or meet([])
        by_name.setdefault(thing.name, thing)
        found[place.name] = thing
    return found


def _new_place_fields(kind: type[Named], name: str, position: int, by_name: Mapping[str, Named]) -> dict[str, Any]:
    """Return the initial fields of a new room or track; its name gets a number if another has it."""
    names = chain((name,), (f"{name} ({n})" for n in count(2)))
    born = cleaned_fields(kind, {"name": next(one for one in names if one not in by_name)}) | {"position": position}
    return born | ({"colour": next_colour(one.colour for one in by_name.values())} if kind is Track else {})


def _rooms_or_track(kind: type[Room | Track], session: Session | IncomingEntry) -> tuple[str, ...]:
    """Return the rooms, or the track, of a session or block: names for one of the file, ids for the conference's."""
    if kind is Track:
        return (session.track,) if session.track else ()
    placed = session.placement if isinstance(session, Session) else session
    return placed.rooms if placed else ()


def plan_days(findings: Findings, rows: list[ImportRow], shifts: Iterable[ImportRow] = ()) -> None:
    """Record the new days of the file and of the rows, and the file's keys of those that are here.

    New days have opening hours that include their sessions and blocks. ``shifts`` are rows of moderators' shifts, whose
    days are there too.
    """
    here = {day.date: day for day in findings.agenda.days.values()}
    placed = (row.after.placement for row in rows if isinstance(row.after, Session | Block) and row.after.placement)
    spans = grouped((placement.span for placement in placed), attrgetter("day"))
    dates = [*spans, *(row.after.day for row in shifts if isinstance(row.after, Cover))]
    days = {when: IncomingDay(0, when) for when in dates} | {day.date: day for day in findings.incoming.days}
    for when, day in sorted(days.items()):
        key = findings.key_in_file("day", when.isoformat())
        if when in here:
            findings.prints[here[when].id] = key_fingerprint(here[when], key)
        else:
            findings.add_new(_new_day(findings.ids(), day, spans.get(when, [])), key, day.line)


def _new_day(day_id: str, incoming: IncomingDay, spans: list[Span]) -> Day:
    day = Day(id=day_id, date=incoming.date, title=incoming.title)
    if incoming.opens is not None and incoming.closes is not None:
        return widen_day(replace(day, opens=incoming.opens, closes=incoming.closes), spans)
    closes = max((span.end for span in spans), default=day.closes)
    opens = min((span.start for span in spans), default=day.opens)
    return replace(day, opens=opens // 60 * 60, closes=min(LATEST, -(-closes // 60) * 60))


_NOT_OF_PEOPLE = frozenset({"id", "origin", "import_marks"})


def plan_people(findings: Findings) -> LongTask[dict[str, Person]]:
    """Match the file's people with the conference's, record new and changed ones, and return them by their keys.

    Those with an impossible value get a refused row instead.
    """
    incoming = findings.incoming.people
    known = yield from _match_people(findings, KnownThings(findings.agenda.people, findings.incoming))
    holders: list[IncomingEntry] = [*findings.incoming.sessions, *findings.incoming.blocks]
    on_stage = {key for holder in holders for key, _ in holder.people}
    found: dict[str, Person] = {}
    for n, one in enumerate(incoming):
        here = known.get(n)
        fields = {"name": one.name, **({"bio": one.bio} if one.bio else {}), **one.fields}
        fields = {name: value for name, value in fields.items() if name not in _NOT_OF_PEOPLE}
        try:
            before = here or found.get(one.key)
            said, alone = file_fields(Person, fields, before), one.key not in on_stage
            person = findings.create_or_compare(Person, one, one.key, before, said, alone=alone, born={})
            if here and "state" in fields and not is_key_of_merged(here, one.key):
                person = replace(person, state=fields["state"])  # with which new sessions begin
            found[one.key] = person
            if one.waits:
                findings.waiting[person.id] = one.waits
            if one.doubt and not here:
                findings.doubts[person.id] = one.doubt
        except EstradError as error:
            findings.rows.append(findings.refused_row(ImportRefusal(one.line, one.name, error, cell=one.cell), Person))
        if n % EACH == EACH - 1:
            yield Progress(n + 1, len(incoming))
    yield from _note_similar_people(findings, found, {person.id for person in known.values()})
    return found


def _match_people(findings: Findings, known_by: KnownThings[Person]) -> LongTask[dict[int, Person]]:
    """Return the matching people of the conference, by index in the file.

    They match by id, key, e-mail, name, or name without accents. E-mail and name must occur exactly once on both sides,
    and they match nobody twice, nor people whose e-mails differ.
    """
    incoming, people = findings.incoming.people, list(findings.agenda.people.values())
    met = yield from map_in_chunks(incoming, lambda one: known_by.find(one.ours, one.key), MANY)
    found = {n: person for n, person in enumerate(met) if person}
    # an exact match precedes a similar one
    for key_of in (_folded_email, lambda one: " ".join(one.name.split()).casefold(), lambda one: name_key(one.name)):
        theirs = unique_indexes((yield from map_in_chunks(incoming, key_of, MANY)))
        ours = unique_indexes((yield from map_in_chunks(people, key_of, MANY)))
        taken = {person.id for person in found.values()}
        for key, n in theirs.items():
            here = people[ours[key]] if key in ours else None
            if (
                here
                and n not in found
                and here.id not in taken
                and len({_folded_email(incoming[n]), _folded_email(here), ""}) < 3
            ):
                found[n] = here
    return found


def _folded_email(one: IncomingPerson | Person) -> str:
    return str(one.email if isinstance(one, Person) else one.fields.get("email", "")).strip().casefold()


def _note_similar_people(findings: Findings, found: Mapping[str, Person], known: set[str]) -> LongTask[None]:
    """Note a doubt about each new person who may be the same as somebody in the conference or in an earlier sheet.

    People of the conference who are matched with one of the file are left out.
    """
    incoming = [one for one in findings.incoming.people if one.key in found]
    before = [(person.name, "") for person in findings.agenda.people_in_order if person.id not in known]
    near, others = SimilarNameIndex(), list[tuple[str, str]]()
    for sheet in grouped(incoming, lambda one: (one.cell.rpartition("!")[0],)).values():
        near.add((yield from map_in_chunks(before, lambda other: name_key(other[0]), MANY)))
        others += before
        before = [(one.name, one.cell) for one in sheet]
        new = [one for one in sheet if found[one.key].id in findings.new_things] if others else []
        met = yield from map_in_chunks(new, lambda one: near.find(name_key(one.name)), EACH)
        for one, (name, cell) in ((one, others[at]) for one, at in zip(new, met, strict=True) if at is not None):
            here = Text("“{name}” is perhaps the same as “{other}”, who is here.", name=one.name, other=name)
            there = Text("“{name}” is perhaps the same as “{other}” in {cell}.", name=one.name, other=name, cell=cell)
            findings.doubts[found[one.key].id] = there if cell else here


def missing_people_rows(findings: Findings, found: Mapping[str, Person]) -> list[ImportRow]:
    """Return rows for the people who were imported from the file and are no longer in it.

    Of a workbook of this whole conference, these are all people who are not in it. Any other file has none if it has
    sessions, since a programme lists only people on stage, if it lists nobody, or if it is partial.
    """
    whole = findings.is_whole_conference and any(one.ours for one in findings.incoming.people)
    if not whole and (findings.incoming.sessions or not findings.incoming.people or findings.incoming.is_partial):
        return []
    agenda, known = findings.agenda, {person.id for person in found.values()}
    known |= findings.incoming.refused_ids | {one.ours for one in findings.incoming.people}
    keys, needed = {person.key for person in findings.incoming.people}, people_in_plan(agenda)
    came = [p for p in agenda.people_in_order if whole or findings.incoming.owns_key(p.origin)]
    says = Text("No longer in the file. Tick it to delete the person.")
    stays = Text("No longer in the file. The person is on stage here and stays.")
    return [
        gone_row(p, p, p.name, stays) if p.id in needed else gone_row(p, None, p.name, says)
        for p in came
        if p.id not in known and p.origin not in keys
    ]


STRETCH = N_("shift")


class CoverPlanner:
    """Compares the moderators' shifts; each of the conference is matched with one of the file at most.

    A shift has no name and no memory of its own. It is known by its id, which a copy shares with its original, or else
    by who moderates where and when. The conference remembers fingerprints of what the file said last: of the shift's
    key, and of the key with its values. They tell whether a difference was made in the conference, in the file or in
    both. ``rooms`` are those of the file by its names, ``people`` by its keys.
    """

    def __init__(self, findings: Findings, zone: Zone, rooms: Mapping[str, Room], people: Mapping[str, Person]) -> None:
        self._findings, self._zone, self._rooms, self._people = findings, zone.zone, rooms, people
        self._left = dict(findings.agenda.covers)
        self._incoming_ids = {cover.id for cover in findings.incoming.covers}
        others = (one for one in findings.agenda.covers_in_order if one.id not in self._incoming_ids)
        self._alike = {_shift_identity(one): one for one in others}
        self._ids = {entity.id for entity in findings.agenda.entities()}
        self._seen = findings.imported

    def rows(self) -> list[ImportRow]:
        """Return the rows of the shifts that differ, are new, are refused, or are no longer in the file."""
        rows = [self._shift_row(cover) for cover in self._findings.incoming.covers]
        return [*(row for row in rows if row), *self._gone_rows()]

    def _shift_row(self, incoming: Cover) -> ImportRow | None:
        """Return the row of a shift in the file, or None if it is the same in the conference."""
        findings = self._findings
        try:
            cover = self._shift_in_conference(incoming)
        except EstradError as error:
            names = (one.name for one in findings.incoming.people if one.key == incoming.person)
            return findings.refused_row(ImportRefusal(0, next(names, ""), error), Cover)
        alike = self._left.get(incoming.id) or self._alike.get(_shift_identity(cover))
        before = alike if alike and alike.id in self._left else None
        after = replace(cover, id=before.id) if before else cover
        marks = self._shift_fingerprints(incoming.id, after)
        findings.incoming_covers[after.id] = after, (*marks, self._shift_fingerprints(after.id, after)[0])
        if before:
            del self._left[before.id]
            return None if after == before else self._changed_row(incoming, before, after)
        kept, shown = marks[0] in self._seen, findings.showing
        return new_row(
            after, f"cover:{incoming.id}", shown.name(after.person), 0, "", shown.format_shift(after), kept=kept
        )

    def _gone_rows(self) -> list[ImportRow]:
        """Return the rows of the shifts that were imported from the file and are no longer in it."""
        says, shown = Text("No longer in the file. Tick it to delete the shift."), self._findings.showing
        return [
            gone_row(one, None, shown.name(one.person), shown.format_shift(one), says)
            for one in self._findings.agenda.covers_in_order
            if one.id in self._left and self._shift_fingerprints(one.id, one)[0] in self._seen
        ]

    def _shift_in_conference(self, incoming: Cover) -> Cover:
        """Return the shift with the person, room and time that it would have in the conference.

        Raise ``EstradError`` if that is impossible.
        """
        person, room = self._people.get(incoming.person), self._rooms.get(incoming.room or "")
        if person is None or (room is None and incoming.room):
            raise EstradError(Text("Its person or room cannot be taken in."))
        cover_id = self._findings.ids() if incoming.id in self._ids else incoming.id
        cover = replace(incoming, id=cover_id, person=person.id, room=room.id if room else None)
        here = time_zone(self._findings.agenda.conference.timezone)
        if incoming.whole_day or here.key == self._zone.key:
            return cover
        span = event_span(
            IncomingStart(incoming.day, incoming.span.start_datetime, MINUTES_A_DAY),
            incoming.span.minutes,
            self._zone,
            here,
        )
        return replace(cover, day=span.day, start=span.start, end=span.end)

    def _shift_fingerprints(self, key: str, cover: Cover) -> tuple[str, str]:
        """Return the fingerprints of a shift's key, and of the key together with the shift's values."""
        key = self._findings.key_in_file("cover", key)
        values = " ".join(map(str, (*_shift_identity(cover), cover.state)))
        return fingerprint_of_key("Cover", key), fingerprint_of_key("Cover", f"{key} {values}")

    def _changed_row(self, incoming: Cover, before: Cover, after: Cover) -> ImportRow:
        """Return the row of a shift that differs from the file's; its verdict depends on who changed it."""
        known, ours_is_told = (mark in self._seen for mark in self._shift_fingerprints(incoming.id, before))
        trusted, shown = not known and before.id == incoming.id, self._findings.showing
        was_told = self._shift_fingerprints(incoming.id, after)[1] in self._seen
        stale = was_told or (trusted and after in self._findings.states(before.id))
        key, title = row_key(before), shown.name(after.person)
        if stale and not ours_is_told:
            says = Text("Kept as it is here: {fields}.", fields=Text(STRETCH))
            return ImportRow(key, Cover, Verdict.SAME, title, None, before, before, (), (says,), kept=True)
        difference = Difference(STRETCH, shown.format_shift(before), shown.format_shift(after), key=STRETCH)
        if not stale and (ours_is_told or trusted):
            return ImportRow(key, Cover, Verdict.CHANGED, title, None, before, after, (difference,), ticked=True)
        says = BOTH if known else OTHER
        return ImportRow(f"conflict {key}", Cover, Verdict.CONFLICT, title, None, before, after, (difference,), (says,))


def _shift_identity(cover: Cover) -> tuple[object, ...]:
    return cover.person, cover.day, cover.start, cover.end, cover.room
