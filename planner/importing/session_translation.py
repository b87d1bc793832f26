"""Translates a file's sessions and blocks into values for fields, and matches its blocks with the conference's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from planner.commands.answers import people_or_chairs, with_own_answer
from planner.commands.edit import MOST_VALUES, cleaned_fields
from planner.domain.block import Block
from planner.domain.entities import Person, Room, Session, Track
from planner.domain.json_codec import to_json
from planner.domain.span import Span, format_date_and_times
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import KINDS, Appearance, Kind, Placement
from planner.domain.zones import time_zone
from planner.importing.comparing import FieldComparer, FileField, file_fields, fingerprint, parse_fingerprints
from planner.importing.datetimes import Zone, contradicts_zone, event_span
from planner.importing.entity_planning import name_in_file
from planner.importing.findings import Findings, KnownThings, key_fingerprint, title_key, unique_indexes
from planner.importing.incoming import ImportRefusal, IncomingBlock, IncomingEntry, IncomingSession, IncomingStart
from planner.importing.plan import ImportRow
from planner.importing.plan_rows import change_and_conflict_rows, gone_row, new_row, row_key

BLOCK_MINUTES = 60
"""The length in minutes of a new block for which the file gives only the start."""
MOST_ADDED, MOST_THERE = 3, 20
"""Limits for finding out whom a file named last: people added to a session here since, and people in it."""
_NOT_TAKEN = frozenset({"id", "number", "origin", "import_marks", "people", "chairs", "placement", "block"})


class SessionTranslator:
    """Translates the file's sessions and blocks into values for fields; the mappings are by name or key in the file."""

    def __init__(
        self, findings: Findings, zone: Zone, rooms: Mapping[str, Room], tracks: Mapping[str, Track],
        people: Mapping[str, Person],
    ) -> None:  # fmt: skip
        agenda, incoming = findings.agenda, findings.incoming
        self._findings, self._incoming, self._zone = findings, incoming, zone
        self._here = time_zone(agenda.conference.timezone)
        self._rooms, self._tracks, self._people = rooms, tracks, people
        own = {person.id for person in agenda.people.values() if incoming.owns_key(person.origin)}
        self._known_to_file = own | {person.id for person in people.values()}
        self._tells = {
            "people": any(session.people for session in incoming.sessions),
            "chairs": any(block.people for block in incoming.blocks),
        }
        self._named_last: dict[Hashable, frozenset[str]] = {}
        self._times: dict[Hashable, Span] = {}

    def session_values(self, incoming: IncomingSession, before: Session | None) -> tuple[list[FileField], list[Text]]:
        """Return the values for a session and remarks on them; raise ``EstradError`` if a value is impossible."""
        fields = {name: value for name, value in incoming.fields.items() if name not in _NOT_TAKEN}
        said = file_fields(Session, {**fields, **({"kind": incoming.kind} if incoming.kind else {})}, before)
        said += [*self._track_values(incoming), *self._people_values("people", incoming, before)]
        where, remarks = self._time_and_rooms(incoming, before)
        return [*said, *where], [*incoming.remarks, *remarks]

    def block_values(self, incoming: IncomingBlock, before: Block | None) -> list[FileField]:
        """Return the values for a block; raise ``EstradError`` if one is impossible."""
        fields = {name: value for name, value in incoming.fields.items() if name not in _NOT_TAKEN}
        said = file_fields(Block, fields, before)
        said += [*self._track_values(incoming), *self._people_values("chairs", incoming, before)]
        if incoming.begin is None:
            return [*said, *self._unplaced_values(incoming, before)]
        span = self._cached_span(incoming.begin, incoming.minutes or (before.minutes if before else BLOCK_MINUTES))
        return [*said, self._placement_field(incoming, incoming.begin, span, before)]

    def _track_values(self, incoming: IncomingEntry) -> list[FileField]:
        """Return the value for the track, if the file names one."""
        if not incoming.track:
            return []
        track, old = self._tracks[incoming.track].id, self._earlier_name(incoming.track, self._tracks)
        return [FileField("track", {"track": track}, incoming.track, old if old != incoming.track else None)]

    def _people_values(self, name: str, incoming: IncomingEntry, before: Session | Block | None) -> list[FileField]:
        """Return the value for a session's people or a block's chairs; none if the file does not say who they are."""
        if not (incoming.people or self._tells[name] or name in incoming.fields):
            return []
        words = [
            *sorted(incoming.people),
            *sorted((*who, fingerprint(to_json(a))) for who, a in incoming.agreed.items()),
        ]
        people = self._appearances(incoming, before)
        if len(people) > MOST_VALUES:
            cleaned_fields(Session, {"people": people})  # which refuses so many, and is slow
        return [FileField(name, {name: people}, words)]

    def compared_value(self, session: Session | Block, name: str) -> Any:
        """Return a field's value for comparison; of people, only those whom the file controls.

        Of a placement, time and rooms are compared. People who were added here, and agreements with people, are not,
        since the file does not control them.
        """
        if name in ("people", "chairs"):
            return _people_with_roles(session, self._people_named_by_file(session))
        if name == "placement":
            return session.placement and (session.placement.span, session.placement.rooms)
        return self._findings.compared_value(session, name)

    def _people_named_by_file(self, session: Session | Block) -> frozenset[str]:
        """Return the ids of the people of a session, or chairs of a block, whom the file controls.

        These are the people in the file or imported from it, and those whom its last import named here, even if they
        came from another list: one whom it no longer names was removed there. Whom it last named is found by
        fingerprint, unless the session has many people or many were added here since.
        """
        people, name = people_or_chairs(session), "people" if isinstance(session, Session) else "chairs"
        there = frozenset(a.person for a in people)
        known = there & self._known_to_file
        last = (
            parse_fingerprints(session.import_marks).get(f"{self._findings.marks_prefix(session)}{name}")
            if known < there
            else None
        )
        if last is None or len(there) > MOST_THERE:
            return known
        key = people, last.here
        if key not in self._named_last:
            some = (there.difference(added) for n in range(MOST_ADDED + 1) for added in combinations(sorted(there), n))
            self._named_last[key] = next(
                (ids for ids in some if fingerprint(_people_with_roles(session, ids)) == last.here), frozenset[str]()
            )
        return known | self._named_last[key]

    def traits_for_matching(self, incoming: IncomingSession) -> tuple[frozenset[str], datetime | None, tuple[str, ...]]:
        """Return the ids of a session's people, its start here or None if it has no valid one, and ids of its rooms."""
        people = frozenset(self._people[key].id for key, _ in incoming.people if key in self._people)
        rooms = tuple(self._rooms[name].id for name in incoming.rooms)
        span = self._incoming_span(incoming)
        return people, span.start_datetime if span else None, rooms

    def _incoming_span(self, incoming: IncomingSession) -> Span | None:
        with suppress(EstradError):
            minutes = incoming.minutes or KINDS[incoming.kind or Kind.TALK].minutes
            return self._cached_span(incoming.begin, minutes) if incoming.begin else None
        return None

    @cached_property
    def _sorted_starts_and_ends(self) -> tuple[list[datetime], list[datetime]]:
        """The starts and the ends of the file's sessions that have a room, each sorted."""
        spans = [span for one in self._incoming.sessions if one.rooms and (span := self._incoming_span(one))]
        return sorted(span.start_datetime for span in spans), sorted(span.end_datetime for span in spans)

    def _is_free(self, span: Span) -> bool:
        """Return whether no session of the file that has a room is on during the span."""
        begins, ends = self._sorted_starts_and_ends
        return bisect_left(begins, span.end_datetime) - bisect_right(ends, span.start_datetime) == 0

    def placement_fingerprint(self, incoming: IncomingSession) -> str:
        """Return the fingerprint of a session's time and place as the file gives them; empty without a time."""
        return fingerprint(written_placement(incoming, incoming.begin, self._zone.zone)) if incoming.begin else ""

    def last_fingerprint(self, session: Session | Block, name: str) -> str:
        """Return the fingerprint of the value that the file had for a field at the last import; empty if none."""
        known = parse_fingerprints(session.import_marks).get(f"{self._findings.marks_prefix(session)}{name}")
        return known.file if known else ""

    def _time_and_rooms(self, incoming: IncomingSession, before: Session | None) -> tuple[list[FileField], list[Text]]:
        """Return the values for a session's time, rooms and length, and remarks on them."""
        if incoming.begin is None:
            return self._unplaced_values(incoming, before), []
        kind = incoming.kind or (before.kind if before else Kind.TALK)
        minutes = incoming.minutes or (before.minutes if before else KINDS[kind].minutes)
        span = self._cached_span(incoming.begin, minutes)
        remarks = [] if incoming.minutes else [Text("{n} min are taken as its length.", n=minutes)]
        somewhere = incoming.everywhere or incoming.place or KINDS[kind].plenary
        if not incoming.rooms and self._incoming.rooms and not somewhere:
            if incoming.fields.get("stream") or not self._is_free(span):
                when = Text("{when}, all rooms", when=format_date_and_times(span))
                if before and before.placement:
                    return [], [*remarks, Text("It has no room and stays where it is here: {when}.", when=when)]
                waits = Text("It has no room and waits in “Not placed”: {when}.", when=when)
                return _length_values(incoming), [*remarks, waits]
            remarks.append(Text("It has no room and is put over all rooms, as nothing else is on then."))
        return [self._placement_field(incoming, incoming.begin, span, before)], remarks

    def _placement_field(
        self, incoming: IncomingEntry, begin: IncomingStart, span: Span, before: Session | Block | None
    ) -> FileField:
        """Return the value for the placement, with the length, of a session or block."""
        placed = before and before.placement
        rooms = tuple(self._rooms[name].id for name in incoming.rooms)
        placement = Placement(
            span, rooms, incoming.place if incoming.place is not None else placed.place if placed else ""
        )
        names = tuple(self._earlier_name(name, self._rooms) for name in incoming.rooms)
        zone = self._zone.zone
        old = written_placement(replace(incoming, rooms=names), begin, zone) if names != incoming.rooms else None
        return FileField(
            "placement",
            {"placement": placement, "minutes": span.minutes},
            written_placement(incoming, begin, zone),
            old,
        )

    def _unplaced_values(self, incoming: IncomingEntry, before: Session | Block | None) -> list[FileField]:
        """Return the values for an entry without a time.

        They are its length, unless it stays placed, and that it is not placed, if the file says so.
        """
        away = [FileField("placement", {"placement": None})] if "placement" in incoming.fields else []
        return [*away, *([] if before and before.placement and not away else _length_values(incoming))]

    def _earlier_name(self, name: str, places: Mapping[str, Room] | Mapping[str, Track]) -> str:
        """Return the name that a room or track had in the file before it was renamed there, or else its name."""
        agenda, key = self._findings.agenda, places[name].id
        here = agenda.rooms.get(key) or agenda.tracks.get(key)
        return (name_in_file(here, self._incoming) if here else "") or name

    def _cached_span(self, begin: IncomingStart, minutes: int) -> Span:
        """Return the span of a start and a length, cached for sessions with the same times.

        Raise ``EstradError`` if the span is impossible. Equal datetimes may differ in zone, or in the fold of an
        ambiguous hour, so both are part of the key.
        """
        key = begin, begin.at.utcoffset(), begin.at.fold, minutes
        if key not in self._times:
            self._times[key] = event_span(begin, minutes, self._zone.zone, self._here)
        return self._times[key]

    def _appearances(self, incoming: IncomingEntry, before: Session | Block | None) -> tuple[Appearance, ...]:
        """Return the people of a session or block after the import: those in the file, and those added here.

        Somebody in the file keeps the answer that they gave here, unless the file gives one. Somebody in ``before``
        stays if the file does not control them, see ``_people_named_by_file``.
        """
        agreed = {(a.person, a.role): a for a in people_or_chairs(before)} if before else {}
        known = self._people_named_by_file(before) if before else frozenset()
        found: dict[tuple[str, str], Appearance] = {}
        for key, role in incoming.people:
            if person := self._people.get(key):
                pair = person.id, role
                told_of = incoming.agreed.get((key, role))
                made = told_of and replace(told_of, person=person.id)
                found[pair] = made or agreed.get(pair) or with_own_answer(Appearance(person.id, role), person)
        found |= {pair: one for pair, one in agreed.items() if one.person not in known and pair not in found}
        order = agreed if found.keys() == agreed.keys() else found  # another order alone changes nothing
        return tuple(found[pair] for pair in order)


def _people_with_roles(session: Session | Block, people: frozenset[str]) -> list[tuple[str, str]]:
    return sorted((a.person, a.role.value) for a in people_or_chairs(session) if a.person in people)


def _length_values(incoming: IncomingEntry) -> list[FileField]:
    """Return the value for the length of an entry without a placement, if the file gives it."""
    return [FileField("minutes", {"minutes": incoming.minutes})] if incoming.minutes else []


def written_placement(incoming: IncomingEntry, begin: IncomingStart, zone: ZoneInfo) -> tuple[Any, ...]:
    """Return an entry's time, length and rooms as the file gives them, and the zone if the time depends on it."""
    open_to_zones = begin.at.tzinfo is None or (begin.is_wall_clock and contradicts_zone(begin, zone))
    return (begin.day, begin.at, begin.night, zone.key if open_to_zones else ""), incoming.minutes, incoming.rooms


GONE = Text("No longer in the file. Tick it to ungroup it; its sessions stay.")


class BlockPlanner:
    """Compares the blocks; each block here is matched with one of the file at most.

    A session here for which the file names a block for the first time is only offered to a new block, and goes into it
    if the user ticks the block: ``offered`` are the ids of such sessions by the id of the block. ``rows`` are those of
    the blocks. A file without blocks says nothing about them.
    """

    def __init__(self, findings: Findings, telling: SessionTranslator) -> None:
        self._findings, self._telling = findings, telling
        self._members = Counter(one.block for one in findings.incoming.sessions)
        self._tells = any(self._members.keys() - {""})
        self._met: dict[str, Block] = {}
        self.offered: dict[str, tuple[str, ...]] = {}
        self.rows: list[ImportRow] = []
        known = self._match_blocks()
        for n, incoming in enumerate(findings.incoming.blocks):
            try:
                self.rows += self._compared_rows(incoming, known.get(n))
            except EstradError as error:
                refusal = ImportRefusal(incoming.line, incoming.title, error, cell=incoming.cell)
                self.rows.append(findings.refused_row(refusal, Block))
        if findings.incoming.blocks:
            self.rows += self._gone_rows({block.id for block in known.values()})

    def _match_blocks(self) -> dict[int, Block]:
        """Return the conference's block for each block of the file that has one, by its index in the file.

        Id, key, title and day, or a title alone match, that if the block came from this file or one of both has no day.
        """
        incoming, blocks = self._findings.incoming.blocks, list(self._findings.agenda.blocks.values())
        known_by = KnownThings(self._findings.agenda.blocks, self._findings.incoming)
        found: dict[int, Block] = {}
        for n, one in enumerate(incoming):
            here = known_by.find(one.ours, one.key)
            if here and here not in found.values():
                found[n] = here
        keys: tuple[Callable[[IncomingBlock | Block], Hashable], ...] = (
            lambda one: (title_key(one.title), _block_day(one)),
            lambda one: title_key(one.title),
        )
        for key_of in keys:
            ours = unique_indexes([str(key_of(block)) for block in blocks])
            for key, n in unique_indexes([str(key_of(one)) for one in incoming]).items():
                here = blocks[ours[key]] if key in ours else None
                days = {_block_day(incoming[n]), _block_day(here)} - {None} if here else ()
                moved = here and self._findings.incoming.owns_key(here.origin)
                if here and n not in found and here not in found.values() and (moved or len(days) < 2):
                    found[n] = here
        return found

    def _compared_rows(self, incoming: IncomingBlock, before: Block | None) -> list[ImportRow]:
        findings = self._findings
        said = self._telling.block_values(incoming, before)
        if before is None:
            return [self._new_row(incoming, said)]
        self._met[incoming.key] = before
        ours = before.id == incoming.ours
        compared = findings.compare(before, said, trusted=ours, since=incoming.since, here=self._telling.compared_value)
        if not ours:
            findings.add_known(before, incoming.key)
        remembered = findings.remembered.get(before.id)
        rows = change_and_conflict_rows(compared, findings.showing, incoming.line, incoming.cell, remembered=remembered)
        return rows if compared.changed or compared.conflicts or compared.kept else []

    def _new_row(self, incoming: IncomingBlock, said: list[FileField]) -> ImportRow:
        findings, showing = self._findings, self._findings.showing
        by = FieldComparer(self._telling.compared_value, findings.new_marks_prefix)
        block = by.new_with_fields(Block, said, id=findings.ids(), origin=incoming.key)
        self._met[incoming.key] = findings.new_blocks[block.id] = block
        findings.prints[block.id] = key_fingerprint(block, incoming.key)
        if incoming.waits:
            findings.waiting[block.id] = incoming.waits
        about = Plural(
            "{where} · {who} · {n} session", "{where} · {who} · {n} sessions", self._members[incoming.key],
            where=showing.place(block.placement) if block.placement else Text("not placed"),
            who=showing.chairs(block.chairs) if block.chairs else Text("no chair"),
        )  # fmt: skip
        doubts = [findings.doubts[one.person] for one in block.chairs if one.person in findings.doubts]
        kept = findings.was_imported_before(block.id)
        return new_row(block, row_key(block), block.title, incoming.line, incoming.cell, about, doubts, kept=kept)

    def session_block_values(self, incoming: IncomingSession, before: Session | None) -> list[FileField]:
        """Return the value for a session's block.

        There is none if the file does not say it, if the block is refused, or if the session is recorded as offered.
        """
        if not incoming.block:
            return [FileField("block", {"block": None})] if self._tells or "block" in incoming.fields else []
        block = self._met.get(incoming.block)
        if block is None:
            return []
        asked = (
            before is not None and before.id != incoming.ours and not self._telling.last_fingerprint(before, "block")
        )
        if before is not None and asked and block.id in self._findings.new_blocks:
            self.offered[block.id] = (*self.offered.get(block.id, ()), before.id)
            return []
        return [FileField("block", {"block": block.id}, incoming.block, asked=asked)]

    def rows_with_offers(self) -> list[ImportRow]:
        """Return the rows; a new block with offered sessions is not ticked. Call it after comparing all sessions."""
        return [
            self._row_with_offer(row, len(self.offered.get(row.after.id, ()))) if row.after else row
            for row in self.rows
        ]

    def _row_with_offer(self, row: ImportRow, offered: int) -> ImportRow:
        if not offered or row.kept:
            return row
        why = Plural(
            "{n} session of it came by itself before. Tick it to put it into the block.",
            "{n} sessions of it came by themselves before. Tick it to put them into the block.", offered,
        )  # fmt: skip
        return replace(row, ticked=False, doubtful=True, says=(*row.says, why))

    def _gone_rows(self, met: set[str]) -> list[ImportRow]:
        """Return rows for the blocks imported from the file that it lacks, or for all that a whole workbook lacks."""
        findings, incoming = self._findings, self._findings.incoming
        whole = findings.is_whole_conference and any(one.ours for one in incoming.blocks)
        return [
            gone_row(one, None, one.title, GONE)
            for one in findings.agenda.blocks_in_order
            if one.id not in met and (whole or incoming.owns_key(one.origin))
        ]


def _block_day(block: IncomingBlock | Block) -> date | None:
    """Return the day of a block, or None if it is not placed."""
    if isinstance(block, Block):
        return block.placement.span.day if block.placement else None
    return block.begin.day if block.begin else None
