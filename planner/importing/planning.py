"""Compares a file with a conference row by row, and warns if the file seems incomplete or of another conference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planner.commands.edit import cleaned_fields, entity_name
from planner.commands.sessions import next_number
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Entity, Person, Room, Session, Track, Venue
from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import KINDS, Kind
from planner.domain.zones import time_zone
from planner.importing.comparing import (
    NO_STATES,
    FieldComparer,
    FileField,
    HistoryStates,
    file_fields,
    split_valid_values,
    without_fingerprints,
)
from planner.importing.datetimes import Zone, find_contradiction, zone_remarks, zone_warnings
from planner.importing.entity_planning import (
    CoverPlanner,
    match_rooms_or_tracks,
    missing_people_rows,
    plan_days,
    plan_people,
)
from planner.importing.findings import Findings, KnownThings, key_fingerprint, shared_marks_prefix
from planner.importing.incoming import EACH, MANY, ImportRefusal, Incoming, IncomingSession
from planner.importing.matching import (
    DOUBTFUL,
    MatchedBy,
    SessionMatch,
    match_sessions,
    with_conference_keys,
    with_conference_rooms,
)
from planner.importing.own_schedules import with_conference_ids
from planner.importing.plan import ImportPlan, ImportRow, Verdict, omitted_reply_warning, replies
from planner.importing.plan_rows import NO_LONGER, change_and_conflict_rows, gone_row, new_row, row_key
from planner.importing.session_translation import BlockPlanner, SessionTranslator

NOTHING_IN_IT = Text("There is nothing in the file that could be imported.")


def plan_import(
    agenda: Agenda, incoming: Incoming, zone: Zone, ids: Callable[[], str], states: HistoryStates = NO_STATES
) -> LongTask[ImportPlan]:
    """Return the plan of importing the file into the conference, which is not changed.

    The file's times are in ``zone``. ``ids`` generates ids for new entities, ``states`` returns the earlier states of
    an entity. Raise ``EstradError`` for an impossible value of the conference or venue.
    """
    incoming = yield from with_conference_ids(incoming, agenda)
    yield Progress(0, 1)
    incoming = with_conference_rooms(incoming, agenda)
    yield Progress(0, 1)
    incoming = with_conference_keys(incoming, agenda, zone)
    yield Progress(0, 1)
    return (yield from _ImportPlanner(Findings(agenda, incoming, ids, states), zone).plan())


class _ImportPlanner:
    """The comparison of a file with the conference while it is being made."""

    def __init__(self, findings: Findings, zone: Zone) -> None:
        self._findings, self._zone = findings, zone
        self._agenda, self._incoming = findings.agenda, findings.incoming
        self._number = next_number(self._agenda)
        self._here: dict[int, SessionMatch] = {}
        self._people: Mapping[str, Person] = {}

    def plan(self) -> LongTask[ImportPlan]:
        findings, incoming = self._findings, self._incoming
        self._compare_conference()
        known_by = KnownThings(self._agenda.sessions, incoming)
        rooms = match_rooms_or_tracks(findings, Room, incoming.rooms, self._agenda.rooms, known_by)
        tracks = match_rooms_or_tracks(findings, Track, incoming.tracks, self._agenda.tracks, known_by)
        yield Progress(0, len(incoming.sessions))
        people = self._people = yield from plan_people(findings)
        self._telling = SessionTranslator(findings, self._zone, rooms, tracks, people)
        self._here = yield from match_sessions(findings, self._telling, known_by)
        self._blocks = BlockPlanner(findings, self._telling)
        numbered = list(enumerate(incoming.sessions))
        of_each = yield from map_in_chunks(numbered, lambda pair: self._session_rows(*pair), EACH)
        sessions = [row for rows in of_each for row in rows]
        waiting = [(one.waits, rows) for one, rows in zip(incoming.sessions, of_each, strict=True) if one.waits]
        findings.waiting |= {row.after.id: why for why, rows in waiting for row in rows if row.after}
        blocks = self._blocks.rows_with_offers()
        covers = CoverPlanner(findings, self._zone, rooms, people).rows()
        plan_days(findings, [*sessions, *blocks], covers)
        sessions += [findings.refused_row(refusal) for refusal in incoming.refused]
        sessions.sort(key=lambda row: row.line or 0)
        gone = (yield from self._gone_rows()) if can_lack_sessions(incoming) else []
        yield Progress(len(incoming.sessions), len(incoming.sessions))
        away = missing_people_rows(findings, people)
        plan = self._build_plan(
            (*blocks, *sessions, *gone, *findings.rows, *covers, *away), self._short_file_warning(len(gone), len(away))
        )
        return replace(
            plan, rows=findings.untick_waiting_rows((*plan.rows, *(yield from self._rows_of_unneeded_entities(plan))))
        )

    def _build_plan(self, rows: tuple[ImportRow, ...], short: tuple[Text, ...]) -> ImportPlan:
        findings, incoming, zone = self._findings, self._incoming, self._zone
        against, answers = find_contradiction(incoming, zone), replies(incoming, self._people)
        if against and any(
            self._telling.last_fingerprint(session, "placement")
            == self._telling.placement_fingerprint(incoming.sessions[n])
            for n, (session, _) in self._here.items()
            if incoming.sessions[n].begin
        ):  # a session was last imported with the same times in this zone
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
            incoming_covers=findings.incoming_covers,
            offered=self._blocks.offered,
            replies=answers,
            warnings=(
                *([NOTHING_IN_IT] if is_empty(incoming) else short),
                *mismatch_warnings(self._agenda, incoming),
                *omitted_reply_warning(self._agenda, answers),
                *incoming.warnings,
                *self._doubtful_people_warning(),
                *(() if against else zone_warnings(incoming, zone)),
            ),
            contradiction=against,
            left=incoming.left,
        )

    def _doubtful_people_warning(self) -> tuple[Text, ...]:
        """Return a warning that names the new people who may not be people, if any."""
        new = [one for one in self._incoming.people if one.doubt and one.key in self._people]
        names = [one.name[:60] for one in new if self._people[one.key].id in self._findings.doubts]
        more = ["…"] if len(names) > MOST_NAMED else []
        taken = Plural("{names} is read as a person.", "{names} are read as people.", len(names),
                       names=", ".join(names[:MOST_NAMED] + more))  # fmt: skip
        return (taken,) if names else ()

    def _compare_conference(self) -> None:
        """Compare first the conference, then the venue; values that the file fills or has changed are ticked.

        Once another value here would be replaced, the file may be of another conference, and nothing more is ticked.
        """
        findings, incoming, strange = self._findings, self._incoming, False
        for before, fields, since in (
            (self._agenda.conference, incoming.conference, incoming.since),
            (self._agenda.venue, incoming.venue, incoming.venue_since),
        ):
            compared = findings.compare(
                before, file_fields(type(before), fields), trusted=findings.is_whole_conference, since=since
            )
            strange = strange or bool(compared.other)
            if strange:
                compared.other, compared.changed = [*compared.changed, *compared.other], []
            findings.add_rows(compared, 1)

    # sessions ------------------------------------------------------------------------------------------

    def _session_rows(self, n: int, incoming: IncomingSession) -> list[ImportRow]:
        try:
            return self._compare_session(n, incoming)
        except EstradError as error:
            possible, left_out = split_valid_values(Session, incoming.fields)
            if left_out and "title" in possible:
                return self._session_rows(n, replace(incoming, fields=possible, remarks=(*incoming.remarks, *left_out)))
            return [self._findings.refused_row(ImportRefusal(incoming.line, incoming.title, error, cell=incoming.cell))]

    def _compare_session(self, n: int, incoming: IncomingSession) -> list[ImportRow]:
        findings, (before, how) = self._findings, self._here.get(n, (None, MatchedBy.KEY))
        said, remarks = self._telling.session_values(incoming, before)
        said += self._blocks.session_block_values(incoming, before)
        people = dict.fromkeys(self._people[key].id for key, _ in incoming.people if key in self._people)
        remarks = [*remarks, *(findings.doubts[person_id] for person_id in people if person_id in findings.doubts)]
        if before is None:
            return [self._new_session(incoming, said, remarks)]
        ours, doubtful = before.id == incoming.ours, how in DOUBTFUL
        compared = findings.compare(before, said, trusted=ours, since=incoming.since, here=self._telling.compared_value)
        news = not ours and findings.add_known(before, incoming.key)
        notes = [Text(how.value, title=before.title)] if how.value and (news or doubtful) else []
        remembered = findings.remembered.get(before.id)
        rows = change_and_conflict_rows(
            compared, findings.showing, incoming.line, incoming.cell, remarks, notes, remembered
        )
        if news and how is not MatchedBy.KEY:  # ticked, so that the newly matched key is remembered
            rows = [replace(r, after=remembered, ticked=True) if r.verdict is Verdict.SAME else r for r in rows]
        return [replace(row, doubtful=True) for row in rows] if doubtful else rows

    def _new_session(self, incoming: IncomingSession, said: list[FileField], remarks: list[Text]) -> ImportRow:
        findings, showing = self._findings, self._findings.showing
        by = FieldComparer(self._telling.compared_value, findings.new_marks_prefix)
        session = by.new_with_fields(
            Session, said, id=findings.ids(), number=self._number, origin=incoming.key,
            minutes=KINDS[incoming.kind or Kind.TALK].minutes,
        )  # fmt: skip
        self._number += 1
        findings.prints[session.id] = key_fingerprint(session, incoming.key)
        where = showing.place(session.placement) if session.placement else Text("not placed")
        who = showing.people(session.people) if session.people else Text("nobody yet")
        about, kept = Text("{where} · {who}", where=where, who=who), findings.was_imported_before(session.id)
        return new_row(
            session, row_key(session), session.title, incoming.line, incoming.cell, about, remarks, kept=kept
        )

    def _short_file_warning(self, gone: int, away: int) -> tuple[Text, ...]:
        """Return a warning if the file is another list, or has far less than was imported from it before, else nothing.

        The user may have exported or pasted only a part. ``gone`` and ``away`` are the numbers of sessions and people
        that are no longer in it.
        """
        incoming = self._incoming
        if can_lack_sessions(incoming):
            before = len(self._imported_sessions())
            if self._is_another_list():
                return (Plural(
                    "{n} session came from a list before and is not in this one, which counts as another. "
                    "Nothing is missing.",
                    "{n} sessions came from a list before; none is in this one, which counts as another. "
                    "Nothing is missing.", before,
                ),)  # fmt: skip
            count = len(incoming.sessions) + len(incoming.refused)
            says = Plural("The file has {n} session; {before} came from it before. Nothing missing is ticked.",
                          "The file has {n} sessions; {before} came from it before. Nothing missing is ticked.",
                          count, before=before)  # fmt: skip
        else:
            before = sum(incoming.owns_key(p.origin) for p in self._agenda.people.values()) if away else 0
            count, gone = len(incoming.people), away
            says = Plural("The file has {n} person; {before} came from it before. Nobody missing is ticked.",
                          "The file has {n} people; {before} came from it before. Nobody missing is ticked.",
                          count, before=before)  # fmt: skip
        short = before > 0 and (count * 2 < before or gone > max(FEW, before / SHARE))
        return (says,) if short else ()

    def _imported_sessions(self) -> list[Session]:
        """Return the sessions that were imported from this file, or all if it is a workbook of the whole conference."""
        whole = self._findings.is_whole_conference and any(session.ours for session in self._incoming.sessions)
        return [one for one in self._agenda.sessions.values() if whole or self._incoming.owns_key(one.origin)]

    def _is_another_list(self) -> bool:
        """Return whether the file is a list without ids that has none of the sessions imported under its name before.

        If none were, it is not another list.
        """
        nameless = bool(self._incoming.sessions) and all(session.named for session in self._incoming.sessions)
        came = {session.id for session in self._imported_sessions()}
        return nameless and bool(came) and came.isdisjoint(session.id for session, _ in self._here.values())

    def _gone_rows(self) -> LongTask[list[ImportRow]]:
        """Return rows for the sessions imported from the file that it lacks, or for all that a whole workbook lacks.

        There are none if it is another list.
        """
        if self._is_another_list():
            return []
        found = {session.id for session, _ in self._here.values()}
        keys = {session.key for session in self._incoming.sessions} | {r.key for r in self._incoming.refused}
        found |= self._incoming.refused_ids
        came = self._imported_sessions()
        gone = [session for session in came if session.id not in found and session.origin not in keys]
        return (yield from map_in_chunks(sorted(gone, key=lambda s: s.number), _gone_row, MANY))

    # new entities that no session needs -----------------------------------------------------------------

    def _rows_of_unneeded_entities(self, plan: ImportPlan) -> LongTask[list[ImportRow]]:
        """Return rows for new entities that no row of the plan needs."""
        brought = {
            entity.id for entity in plan.needed_entities(row.after for row in plan.rows if row.after is not None)
        }
        alone = [entity for key, entity in self._findings.new_things.items() if key not in brought]
        return (yield from map_in_chunks(alone, self._unneeded_row, MANY))

    def _unneeded_row(self, entity: Entity) -> ImportRow:
        findings, title = self._findings, entity_name(entity)
        doubts = [findings.doubts[entity.id]] if entity.id in findings.doubts else []
        key = f"new {type(entity).__name__.lower()}:{getattr(entity, 'origin', '') or title}"
        kept = findings.was_imported_before(entity.id)
        row = new_row(entity, key, title, *findings.places[entity.id], _describe(entity), doubts, kept=kept)
        if kept:
            return replace(row, says=(NO_LONGER,))
        waits = isinstance(entity, Person) and bool(self._incoming.sessions) and not findings.is_whole_conference
        if waits and entity.id not in findings.waiting:
            row = replace(row, says=(*row.says, Text("No session of the file names them. Tick it to take them in.")))
        return replace(row, ticked=not waits)


def _describe(entity: Entity) -> Text:
    """Return a short description of a new entity that no session needs."""
    said = (entity.title, entity.organisation, entity.email) if isinstance(entity, Person) else ()
    if about := ", ".join(filter(None, said)):
        return Text("{text}", text=about)
    return Text("In no session yet.") if isinstance(entity, Person) else Text("Nothing is in it yet.")


def _gone_row(session: Session) -> ImportRow:
    """Return the row of a session that is no longer in the file; if it is placed, it goes to the tray if ticked.

    Should a later file have it again, it is placed as that file says.
    """
    if session.placement is None:
        return gone_row(session, session, session.title, Text("No longer in the file. It is not placed."))
    after = replace(session, placement=None, import_marks=without_fingerprints(session.import_marks, "placement"))
    says = Text("No longer in the file. Tick it to return it to “Not placed”.")
    return gone_row(session, after, session.title, says)


def conference_from_file(incoming: Incoming, ids: Callable[[], str], *, zone: Zone, language: str) -> Agenda:
    """Return an empty conference with the fields that the file gives, into which the file can be imported.

    If the file gives no title, ``own_title`` or else its name without the ending is the title. There are no days yet;
    the plan adds them. Raise ``EstradError`` if a value is impossible.
    """
    title = incoming.own_title or incoming.name.rpartition(".")[0] or incoming.name
    named = cleaned_fields(Conference, {"title": title}) | {"timezone": zone.zone.key, "language": language}
    place = {"name": incoming.own_place} if incoming.own_place and not incoming.venue else {}
    by = FieldComparer(scope=shared_marks_prefix(incoming))
    return Agenda.of(
        by.new_with_fields(Conference, file_fields(Conference, incoming.conference), id=ids(), **named),
        by.new_with_fields(Venue, file_fields(Venue, incoming.venue), id=ids(), **cleaned_fields(Venue, place)),
    )


def mismatch_warnings(agenda: Agenda, incoming: Incoming) -> tuple[Text, ...]:
    """Return a warning if the file seems to be of another conference, or nothing.

    It does if nothing here was imported from it, and its title and all its dates are others. A table that lists no days
    does not belong to a particular conference.
    """
    days = sorted(day.date for day in agenda.days.values())
    theirs = sorted(day.date for day in incoming.days)
    title, ours = str(incoming.conference.get("title", "")), agenda.conference.title
    origins = (thing.origin for thing in agenda.entities() if isinstance(thing, Session | Person | Room | Track))
    if (
        not (days and theirs)
        or title.casefold() == ours.casefold()
        or set(days) & set(theirs)
        or any(map(incoming.owns_key, origins))
    ):
        return ()
    return (
        Text("The file seems to belong to another conference: it is of “{title}”, {date}, and this is “{ours}”, {day}.",
             title=title or incoming.name, date=theirs[0].isoformat(), ours=ours, day=days[0].isoformat()),
    )  # fmt: skip


MOST_NAMED = 20
"""Maximum number of people whom a warning names."""
FEW, SHARE = 3, 5
"""Number of sessions or people that may vanish without a warning, and the divisor for the fraction: a fifth."""


def can_lack_sessions(incoming: Incoming) -> bool:
    """Return whether sessions may be missing from the file.

    They may not if it is empty, or if it has people but no sessions, rooms and days, and refuses nothing.
    """
    only_people = incoming.people and not (incoming.rooms or incoming.days)
    return bool(incoming.sessions or incoming.refused or not (only_people or is_empty(incoming)))


def is_empty(incoming: Incoming) -> bool:
    """Return whether the file has no sessions, people, rooms, tracks and days, and nothing that is refused."""
    return not any(
        (incoming.sessions, incoming.people, incoming.rooms, incoming.tracks, incoming.days, incoming.refused)
    )
