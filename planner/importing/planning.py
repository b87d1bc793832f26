"""Compares a file with a conference, row by row, and warns if it seems to be of another one or incomplete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from planner.commands.edit import make, name_of
from planner.commands.sessions import next_number
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Entity, Person, Room, Session, Track, Venue
from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import KINDS, Kind
from planner.domain.zones import time_zone
from planner.importing.comparing import (
    FieldComparer,
    FileField,
    States,
    cleaned_file_fields,
    file_fields,
    no_states,
    possible_values,
    without_fingerprints,
)
from planner.importing.cover_planning import plan_covers
from planner.importing.datetimes import Zone, contradiction, zone_remarks, zone_warnings
from planner.importing.entity_planning import (
    missing_people,
    plan_days,
    plan_people,
    plan_rooms,
    plan_tracks,
    renamed_in,
)
from planner.importing.findings import Findings, KnownThings, changed_since_export, key_fingerprint, scope_of
from planner.importing.incoming import ImportRefusal, Incoming, IncomingSession
from planner.importing.matching import MatchedBy, SessionMatch, match_sessions, with_our_ids
from planner.importing.plan import ImportPlan, ImportRow, Verdict
from planner.importing.plan_rows import NO_LONGER, FilePlace, ValueFormatter, rows_of
from planner.importing.repeated_codes import with_keys_of_here
from planner.importing.replies import replies, replies_left_out
from planner.importing.session_translation import SessionTranslator

EACH, MANY = 20, 100
"""Number of sessions between two checks for cancellation, for slow and for fast work."""
NOTHING_IN_IT = Text("There is nothing in the file that could be imported.")


def plan_import(
    agenda: Agenda, incoming: Incoming, zone: Zone, ids: Callable[[], str], states: States = no_states
) -> LongTask[ImportPlan]:
    """Return the plan of importing the file into the conference; the file's times are in ``zone``.

    ``ids`` generates ids for new entities, ``states`` returns the earlier states of an entity. Nothing is changed.
    """
    incoming = with_keys_of_here((yield from with_our_ids(incoming, agenda)), agenda, zone)
    return (yield from _Planning(Findings(agenda, incoming, ids, states), zone).plan())


class _Planning:
    """A comparison in progress."""

    def __init__(self, findings: Findings, zone: Zone) -> None:
        self._findings, self._zone = findings, zone
        self._agenda, self._incoming = findings.agenda, findings.incoming
        self._number = next_number(self._agenda)
        self._here: dict[int, SessionMatch] = {}
        self._people: Mapping[str, Person] = {}

    def plan(self) -> LongTask[ImportPlan]:
        findings, incoming = self._findings, self._incoming
        self._bring_showing({})
        self._whole()
        known_by = KnownThings(self._agenda.sessions, incoming)
        renamed = renamed_in(self._agenda, incoming, known_by)
        rooms, tracks = plan_rooms(findings, renamed.rooms), plan_tracks(findings, renamed.tracks)
        yield Progress(0, len(incoming.sessions))
        people = self._people = yield from plan_people(findings)
        self._bring_showing(findings.new_things)
        self._telling = SessionTranslator(
            self._agenda, incoming, self._zone, rooms, tracks, people, renamed, findings.scope
        )
        self._here = yield from match_sessions(self._agenda, incoming, self._telling, known_by)
        of_each = yield from map_in_chunks(range(len(incoming.sessions)), self._session_rows, EACH)
        sessions = [row for rows in of_each for row in rows]
        waiting = [(told.waits, rows) for told, rows in zip(incoming.sessions, of_each, strict=True) if told.waits]
        findings.waiting |= {row.after.id: why for why, rows in waiting for row in rows if row.after}
        plan_days(findings, sessions)
        sessions += [findings.refused(refusal) for refusal in incoming.refused]
        sessions.sort(key=lambda row: row.line or 0)
        gone = (yield from self._gone()) if tells_sessions(incoming) else []
        yield Progress(len(incoming.sessions), len(incoming.sessions))
        away = missing_people(findings, people)
        covers = plan_covers(findings, self._zone, rooms, people)
        plan = self._plan((*sessions, *gone, *findings.rows, *covers, *away), self._short(len(gone), len(away)))
        yield Progress(len(incoming.sessions), len(incoming.sessions))
        return replace(plan, rows=findings.held_back((*plan.rows, *(yield from self._unneeded(plan)))))

    def _bring_showing(self, born: Mapping[str, Any]) -> None:
        """Update the formatter to include existing and new entities."""
        agenda, of = self._agenda, self._findings.of
        self._findings.showing = ValueFormatter(
            {**agenda.rooms, **of(Room)}, {**agenda.tracks, **of(Track)}, {**agenda.people, **of(Person)}
        )

    def _plan(self, rows: tuple[ImportRow, ...], short: tuple[Text, ...]) -> ImportPlan:
        findings, incoming, zone = self._findings, self._incoming, self._zone
        against, told = contradiction(incoming, zone), replies(incoming, self._people)
        if against and self._telling.was_read_so({n: found.session for n, found in self._here.items()}):
            against = None
        return ImportPlan(
            name=incoming.name,
            agenda=self._agenda,
            rows=rows,
            new_things=findings.new_things,
            zone=zone,
            unmapped=incoming.unmapped,
            remarks=(*incoming.remarks, *zone_remarks(zone, time_zone(self._agenda.conference.timezone))),
            remembered=findings.remembered,
            prints=findings.prints,
            told_covers=findings.told_covers,
            replies=told,
            warnings=(
                *([NOTHING_IN_IT] if is_empty(incoming) else short),
                *mismatch_warnings(self._agenda, incoming),
                *replies_left_out(self._agenda, told),
                *incoming.warnings,
                *(() if against else zone_warnings(incoming, zone)),
            ),
            contradiction=against,
            left=incoming.left,
        )

    def _whole(self) -> None:
        """Compare conference and venue: values for empty fields are proposed, replacements need a tick."""
        findings, incoming, agenda = self._findings, self._incoming, self._agenda
        trusted = findings.is_of_this
        told, since = file_fields(incoming.conference), incoming.since
        findings.compare(agenda.conference, told, FilePlace(1), trusted=trusted, since=since)
        findings.compare(
            agenda.venue, file_fields(incoming.venue), FilePlace(1), trusted=trusted, since=incoming.venue_since
        )

    # sessions ------------------------------------------------------------------------------------------

    def _session_rows(self, n: int) -> list[ImportRow]:
        told = self._incoming.sessions[n]
        try:
            try:
                return self._session(n, told)
            except EstradError:
                possible, left_out = possible_values(Session, told.told)
                if not left_out or "title" not in possible:
                    raise
                return self._session(n, replace(told, told=possible, remarks=(*told.remarks, *left_out)))
        except EstradError as error:
            return [self._findings.refused(ImportRefusal(told.line, told.title, error, cell=told.cell))]

    def _session(self, n: int, told: IncomingSession) -> list[ImportRow]:
        found = self._here.get(n)
        before = found.session if found else None
        said, says = self._telling.said(told, before)
        if found is None or before is None:
            return [self._new_session(told, said, says)]
        trusted, news = before.id == told.ours, False
        by = self._by(self._findings.scope(before), trusted=trusted)
        if trusted and told.since:
            meanwhile = self._findings.meanwhile.changed(before, told.since)
            said, by = changed_since_export(said, told.since), replace(by, disputed=meanwhile)
        compared = by.compare(before, said)
        if not trusted:
            news = self._findings.add_known(before, told.key)
        self._findings.remember(compared, by)
        says = [*says, *self._doubts(told)]
        notes = found.notes if news or found.doubtful else ()
        place, remembered = FilePlace(told.line, told.cell), self._findings.remembered.get(before.id)
        rows = rows_of(compared, by, self._findings.showing, place, says, notes, remembered)
        if news and found.how is not MatchedBy.KEY:
            rows = [self._known_from_now_on(row) for row in rows]
        return [replace(row, doubtful=True) for row in rows] if found.doubtful else rows

    def _by(self, scope: str, *, trusted: bool) -> FieldComparer:
        return FieldComparer(self._telling.here, scope, trusted, self._findings.states)

    def _known_from_now_on(self, row: ImportRow) -> ImportRow:
        """Return the row, ticked if nothing differs, so that the newly matched key is remembered."""
        if row.verdict is not Verdict.SAME or row.before is None:
            return row
        return replace(row, after=self._findings.remembered[row.before.id], ticked=True)

    def _doubts(self, told: IncomingSession) -> list[Text]:
        """Return the doubts about a session's people who may be the same as someone here."""
        doubts, people = self._findings.doubts, self._people
        if not doubts:
            return []
        ids = (people[key].id for key, _ in told.people if key in people)
        return [doubts[person_id] for person_id in dict.fromkeys(ids) if person_id in doubts]

    def _new_session(self, told: IncomingSession, said: list[FileField], remarks: list[Text]) -> ImportRow:
        said = cleaned_file_fields(Session, said)
        fields = {"minutes": KINDS[told.kind or Kind.TALK].minutes}
        by = self._by(self._findings.scope_of_new, trusted=False)
        session = by.new_with_fields(
            Session, said, id=self._findings.ids(), number=self._number, origin=told.key, **fields
        )
        self._number += 1
        self._findings.prints[session.id] = key_fingerprint(session, told.key)
        kept, showing = self._findings.was_here(session.id), self._findings.showing
        where = showing.place(session.placement) if session.placement else Text("not placed")
        who = showing.people(session.people) if session.people else Text("nobody yet")
        about = Text("{where} · {who}", where=where, who=who)
        remarks = [*remarks, *self._doubts(told)]
        return ImportRow(
            key=f"session:{told.key}",
            what=Session,
            verdict=Verdict.SAME if kept else Verdict.NEW,
            title=session.title,
            line=told.line,
            after=session,
            says=(NO_LONGER, about) if kept else (about, *remarks),
            ticked=not kept,
            kept=kept,
            doubtful=bool(remarks) and not kept,
            cell=told.cell,
        )

    def _short(self, gone: int, away: int) -> tuple[Text, ...]:
        """Return a warning if the file has far less than was imported from it before.

        ``gone`` and ``away`` are the numbers of sessions and people that are no longer in it.
        """
        agenda, has = self._agenda, self._incoming.has
        if tells_sessions(self._incoming):
            came = [session for session in agenda.sessions.values() if has(session.origin)]
            if is_another_list(self._incoming, came, {one.session.id for one in self._here.values()}):
                return (Plural(
                    "{n} session came from a list before and is not in this one, which is taken for another. "
                    "Nothing is gone.",
                    "{n} sessions came from a list before; none is in this one, which is taken for another. "
                    "Nothing is gone.", len(came),
                ),)  # fmt: skip
            return shortfall_warning(self._incoming, len(came), gone)
        return people_shortfall_warning(
            self._incoming, sum(has(p.origin) for p in agenda.people.values()) if away else 0, away
        )

    def _gone(self) -> LongTask[list[ImportRow]]:
        """Return rows for sessions that were imported from this file and are no longer in it."""
        found = {one.session.id for one in self._here.values()}
        told = {session.key for session in self._incoming.sessions} | {r.key for r in self._incoming.refused}
        whole = self._findings.is_of_this and any(session.ours for session in self._incoming.sessions)
        came = [s for s in self._agenda.sessions.values() if whole or self._incoming.has(s.origin)]
        if is_another_list(self._incoming, came, found):
            return []
        gone = [session for session in came if session.id not in found and session.origin not in told]
        return (yield from map_in_chunks(sorted(gone, key=lambda s: s.number), _gone_row, MANY))

    # new entities that no session needs -----------------------------------------------------------------

    def _unneeded(self, plan: ImportPlan) -> LongTask[list[ImportRow]]:
        """Return rows for new entities that no session needs."""
        brought = {entity.id for entity in plan.needed(row.after for row in plan.rows if row.after is not None)}
        alone = [entity for key, entity in self._findings.new_things.items() if key not in brought]
        return (yield from map_in_chunks(alone, self._unneeded_row, MANY))

    def _unneeded_row(self, entity: Entity) -> ImportRow:
        what, title, place = type(entity), name_of(entity), self._findings.places[entity.id]
        key = f"new {what.__name__.lower()}:{getattr(entity, 'origin', '') or title}"
        line, cell = place.line or None, place.cell
        if self._findings.was_here(entity.id):
            return ImportRow(key, what, Verdict.SAME, title, line, None, entity, (), (NO_LONGER,), kept=True, cell=cell)
        doubt = self._findings.doubts.get(entity.id)
        waits = isinstance(entity, Person) and bool(self._incoming.sessions) and not self._findings.is_of_this
        said = entity.id in self._findings.waiting
        wait = [Text("No session of the file names them. Tick it to take them in.")] if waits and not said else []
        says = (_about(entity), *([doubt] if doubt else []), *wait)
        return ImportRow(
            key, what, Verdict.NEW, title, line, None, entity, (), says, not waits, doubtful=bool(doubt), cell=cell
        )


def _about(entity: Entity) -> Text:
    """Return a description of a new entity that no session needs."""
    parts = [entity.title, entity.organisation, entity.email] if isinstance(entity, Person) else []
    about = ", ".join(part for part in parts if part)
    if about:
        return Text("{text}", text=about)
    return Text("In no session yet.") if isinstance(entity, Person) else Text("Nothing is in it yet.")


def _gone_row(session: Session) -> ImportRow:
    says = Text("No longer in the file. Tick it to return it to “Not placed”.")
    said = (says if session.placement else Text("No longer in the file. It is not placed."),)
    key, after = f"session:{session.origin or session.id}", _put_away(session)
    return ImportRow(key, Session, Verdict.GONE, session.title, None, session, after, (), said)


def _put_away(session: Session) -> Session:
    """Return the session moved to the tray; if it reappears in the file, it will be placed as in the file."""
    if session.placement is None:
        return session
    return replace(session, placement=None, told=without_fingerprints(session.told, "placement"))


def new_conference_from(incoming: Incoming, ids: Callable[[], str], *, zone: Zone, language: str) -> Agenda:
    """Return an empty conference named as in the file, into which the file can be planned.

    It has no days yet; the plan adds them.
    """
    title = incoming.own_title or incoming.name.rpartition(".")[0] or incoming.name
    told = {"title": title, **incoming.conference}
    conference = make(Conference, id=ids(), timezone=zone.zone.key, language=language, **told)
    place = {"name": incoming.own_place} if incoming.own_place and not incoming.venue else incoming.venue
    venue = make(Venue, id=ids(), **place)
    by = FieldComparer(scope=scope_of(incoming))
    return Agenda.of(
        by.with_memory(conference, cleaned_file_fields(Conference, file_fields(incoming.conference))),
        by.with_memory(venue, cleaned_file_fields(Venue, file_fields(incoming.venue))),
    )


def mismatch_warnings(agenda: Agenda, incoming: Incoming) -> tuple[Text, ...]:
    """Return a warning if nothing here was imported from the file's conference, and title and dates differ.

    A table that lists no days does not belong to a particular conference.
    """
    days = sorted(day.date for day in agenda.days.values())
    theirs = sorted(day.date for day in incoming.days)
    title, ours = str(incoming.conference.get("title", "")), agenda.conference.title
    origins = (thing.origin for thing in agenda.entities() if isinstance(thing, Session | Person | Room | Track))
    if (
        not (days and theirs)
        or title.casefold() == ours.casefold()
        or set(days) & set(theirs)
        or any(map(incoming.has, origins))
    ):
        return ()
    return (
        Text("The file seems to belong to another conference: it is of “{title}”, {date}, and this is “{ours}”, {day}.",
             title=title or incoming.name, date=theirs[0].isoformat(), ours=ours, day=days[0].isoformat()),
    )  # fmt: skip


FEW, SHARE = 3, 5
"""Number of sessions that may vanish without a warning, and the divisor of the fraction that may: a fifth."""


def shortfall_warning(incoming: Incoming, before: int, gone: int) -> tuple[Text, ...]:
    """Return a warning if the file has less than half of the sessions imported ``before``, or if many are gone.

    The user may have exported or pasted only a part.
    """
    told = len(incoming.sessions) + len(incoming.refused)
    if not _is_short(told, before, gone):
        return ()
    return (
        Plural("The file has {n} session; {before} came from it before. Nothing is taken as gone.",
               "The file has {n} sessions; {before} came from it before. Nothing is taken as gone.",
               told, before=before),
    )  # fmt: skip


def people_shortfall_warning(incoming: Incoming, before: int, gone: int) -> tuple[Text, ...]:
    """Return the same warning for a list of people."""
    told = len(incoming.people)
    if not _is_short(told, before, gone):
        return ()
    return (
        Plural("The file has {n} person; {before} came from it before. Nobody is taken as gone.",
               "The file has {n} people; {before} came from it before. Nobody is taken as gone.",
               told, before=before),
    )  # fmt: skip


def _is_short(told: int, before: int, gone: int) -> bool:
    return before > 0 and (told * 2 < before or gone > max(FEW, before / SHARE))


def is_another_list(incoming: Incoming, came: Collection[Session], found: Collection[str]) -> bool:
    """Return whether a list without ids shares no session with ``came``, those imported from such lists before.

    ``found`` are the ids of the conference's sessions that are in the list.
    """
    nameless = bool(incoming.sessions) and all(session.named for session in incoming.sessions)
    return nameless and bool(came) and not any(session.id in found for session in came)


def tells_sessions(incoming: Incoming) -> bool:
    """Return whether the file describes sessions; a list of people alone does not show that sessions are gone."""
    only_people = incoming.people and not (incoming.rooms or incoming.days)
    return bool(incoming.sessions or incoming.refused or not (only_people or is_empty(incoming)))


def is_empty(incoming: Incoming) -> bool:
    """Return whether the file contains nothing to import or refuse."""
    return not any(
        (incoming.sessions, incoming.people, incoming.rooms, incoming.tracks, incoming.days, incoming.refused)
    )
