"""Comparing a file with a conference, row by row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from planner.commands.edit import impossible, make, name_of
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.errors import EstradError
from planner.domain.kinds import COLOURS, KINDS, Kind
from planner.domain.span import LATEST, Span
from planner.domain.steps import Progress, Steps
from planner.domain.text import Text
from planner.importing.comparing import Compared, Comparing, E, Said, Thing, as_ours, of_fields
from planner.importing.doubts import doubts
from planner.importing.incoming import Incoming, IncomingDay, IncomingPerson, IncomingSession, Refusal, with_name
from planner.importing.memory import fingerprint, prints_of, told_without
from planner.importing.plan import Plan, Row, Verdict, widened
from planner.importing.rows import rows_of
from planner.importing.showing import Showing
from planner.importing.telling import Telling
from planner.importing.zones import Zone, contradiction, zone_remarks, zone_warnings

EACH = 20
"""Sessions between two looks at whether it shall go on."""
NO_LONGER = Text("Imported before and no longer here. Tick it to take it in again.")


def plan_import(agenda: Agenda, incoming: Incoming, zone: Zone, ids: Callable[[], str]) -> Steps[Plan]:
    """What importing that into the conference would do; the file's times are in ``zone``.

    ``ids`` gives the ids of what would be new. Nothing is changed.
    """
    return (yield from _Planning(agenda, incoming, zone, ids).plan())


class _Planning:
    """One comparison under way."""

    def __init__(self, agenda: Agenda, incoming: Incoming, zone: Zone, ids: Callable[[], str]) -> None:
        self._agenda, self._incoming, self._zone, self._ids = agenda, incoming, zone, ids
        self._born: dict[str, Entity] = {}
        self._lines: dict[str, int] = {}
        self._prints: dict[str, str] = {}
        self._imported = frozenset(agenda.conference.imported)
        self._remembered: dict[str, Thing] = {}
        self._rows: list[Row] = []
        self._rooms: dict[str, Room] = {}
        self._tracks: dict[str, Track] = {}
        self._people = {person.origin: person for person in agenda.people.values() if person.origin}
        self._sessions = {session.origin: session for session in agenda.sessions.values() if session.origin}
        self._days: dict[date, Day] = {day.date: day for day in agenda.days.values()}
        self._number = agenda.next_number()
        self._showing = Showing({}, {}, {})
        self._compared: set[str] = set()
        self._plainly = Comparing()
        self._strange = False
        self._refusals = count(1)

    def plan(self) -> Steps[Plan]:
        self._whole()
        self._bring_rooms()
        self._bring_tracks()
        self._bring_people()
        self._showing = Showing(
            {**self._agenda.rooms, **self._of(Room)},
            {**self._agenda.tracks, **self._of(Track)},
            {**self._agenda.people, **self._of(Person)},
        )
        self._telling = Telling(self._agenda, self._incoming, self._zone, self._rooms, self._tracks, self._people)
        self._by_telling = Comparing(self._telling.here)
        sessions = yield from self._session_rows()
        self._bring_days(sessions)
        sessions += [self._refused(refusal) for refusal in self._incoming.refused]
        sessions.sort(key=lambda row: row.line or 0)
        rows = (*sessions, *self._gone(), *self._rows)
        here = ZoneInfo(self._agenda.conference.timezone)
        against = contradiction(self._incoming, self._zone)
        if against and self._telling.was_read_so(self._sessions):
            against = None
        plan = Plan(
            name=self._incoming.name,
            agenda=self._agenda,
            rows=rows,
            born=self._born,
            zone=self._zone,
            unmapped=self._incoming.unmapped,
            remarks=(*self._incoming.remarks, *zone_remarks(self._zone, here)),
            remembered=self._remembered,
            prints=self._prints,
            warnings=(
                *doubts(self._agenda, self._incoming),
                *self._incoming.warnings,
                *(() if against else zone_warnings(self._incoming, self._zone)),
            ),
            contradiction=against,
        )
        return replace(plan, rows=(*rows, *self._unneeded(plan)))

    def _of(self, kind: type[Thing]) -> Mapping[str, Any]:
        return {key: entity for key, entity in self._born.items() if isinstance(entity, kind)}

    def _key(self, what: str, name: str) -> str:
        """The key of something that the file knows by its name."""
        return f"{self._incoming.namespace}/{what}:{name}"

    def _bear(self, entity: Entity, key: str, line: int) -> None:
        """Note something that is not here yet."""
        self._born[entity.id] = entity
        self._lines[entity.id] = line
        self._prints[entity.id] = _print(entity, key)

    def _was_here(self, entity_id: str) -> bool:
        """Whether an import has brought it before."""
        return self._prints[entity_id] in self._imported

    def _meet(self, known: Thing, key: str) -> None:
        """Note something that is here; from now on it is known by its key, whatever it is called."""
        self._prints[known.id] = _print(known, key)
        if isinstance(known, Room | Track | Person) and not known.origin:
            self._remembered[known.id] = replace(known, origin=key)

    # what sessions stand in ----------------------------------------------------------------------------

    def _whole(self) -> None:
        """Conference and venue: what is empty is proposed, what would be replaced waits for a tick."""
        self._compare(self._agenda.conference, of_fields(self._incoming.conference), 1)
        self._compare(self._agenda.venue, of_fields(self._incoming.venue), 1)

    def _bring_rooms(self) -> None:
        by_key = {room.origin: room for room in self._agenda.rooms_in_order if room.origin}
        by_name = {room.name: room for room in self._agenda.rooms_in_order}
        last = max((room.position for room in self._agenda.rooms.values()), default=-1)
        for told in self._incoming.rooms:
            key = self._key("room", told.name)
            known = by_key.get(key) or self._by_name(by_name, told.name)
            said = of_fields({} if told.seats is None else {"seats": told.seats})
            if known:
                self._meet(known, key)
                self._compare(known, said, told.line)
            else:
                last += 1
                name = _free(told.name, by_name)
                made = make(Room, id=self._ids(), name=name, position=last, origin=key)
                known = self._plainly.taking(made, said)
                self._bear(known, key, told.line)
                by_name[name] = known
            self._rooms[told.name] = known

    def _bring_tracks(self) -> None:
        by_key = {track.origin: track for track in self._agenda.tracks_in_order if track.origin}
        by_name = {track.name: track for track in self._agenda.tracks_in_order}
        last = max((track.position for track in self._agenda.tracks.values()), default=-1)
        colours = list(COLOURS)
        for told in self._incoming.tracks:
            key = self._key("track", told.name)
            known = by_key.get(key) or self._by_name(by_name, told.name)
            said = of_fields({"colour": told.colour} if told.colour else {})
            if known:
                self._meet(known, key)
                self._compare(known, said, told.line)
            else:
                last += 1
                name, colour = _free(told.name, by_name), colours[last % len(colours)]
                made = make(Track, id=self._ids(), name=name, colour=colour, position=last, origin=key)
                known = self._plainly.taking(made, said)
                self._bear(known, key, told.line)
                by_name[name] = known
            self._tracks[told.name] = known

    def _by_name(self, things: Mapping[str, E], name: str) -> E | None:
        """What has that name here, if the file does not know it by another."""
        known = things.get(name)
        return None if known and self._incoming.has(getattr(known, "origin", "")) else known

    def _bring_people(self) -> None:
        """People by their key; who has none in the file is whoever alone has that name here."""
        named: dict[str, list[Person]] = {}
        for person in self._agenda.people.values():
            named.setdefault(person.name.casefold(), []).append(person)
        for told in self._incoming.people:
            known = self._people.get(told.key) or self._of_other_key(told)
            alike = named.get(told.name.casefold(), [])
            if known is None and told.named and len(alike) == 1:
                known = alike[0]
            try:
                said = as_ours(Person, of_fields({"name": told.name, **({"bio": told.bio} if told.bio else {})}))
                if known:
                    self._meet(known, told.key)
                    self._compare(known, said, told.line)
                else:
                    made = make(Person, id=self._ids(), name=told.name, bio=told.bio, origin=told.key)
                    known = self._plainly.remembering(made, said)
                    self._bear(known, told.key, told.line)
                self._people[told.key] = known
            except EstradError as error:
                self._rows.append(self._refused(Refusal(told.line, told.name, error), Person))

    def _of_other_key(self, told: IncomingPerson) -> Person | None:
        """Who had that name under that id when the file gave the id to other names as well, or not yet."""
        if not told.shared:
            return self._people.get(with_name(told.key, told.name))
        known = self._people.get(told.shared)
        if known is None:
            return None
        print_of_name = prints_of(known.told).get("name")
        called = print_of_name is not None and print_of_name.file == fingerprint(told.name)
        return known if called or known.name == told.name else None

    def _bring_days(self, rows: list[Row]) -> None:
        """Days that are not there yet, open for all that would stand in them."""
        spans: dict[date, list[Span]] = {}
        for row in rows:
            if isinstance(row.after, Session) and row.after.placement:
                spans.setdefault(row.after.placement.span.day, []).append(row.after.placement.span)
        told = {day.date: day for day in self._incoming.days}
        for when in sorted({*spans, *told}):
            if when not in self._days:
                day = self._new_day(when, told.get(when), spans.get(when, []))
                self._bear(day, self._key("day", when.isoformat()), told[when].line if when in told else 0)
                self._days[when] = day
            else:
                self._prints[self._days[when].id] = _print(self._days[when], self._key("day", when.isoformat()))

    def _new_day(self, when: date, told: IncomingDay | None, spans: list[Span]) -> Day:
        if told and told.opens is not None and told.closes is not None:
            return widened(Day(id=self._ids(), date=when, opens=told.opens, closes=told.closes), spans)
        if not spans:
            return Day(id=self._ids(), date=when)
        opens = min(span.start for span in spans) // 60 * 60
        closes = min(LATEST, -(-max(span.end for span in spans) // 60) * 60)
        return Day(id=self._ids(), date=when, opens=opens, closes=closes)

    # sessions ------------------------------------------------------------------------------------------

    def _session_rows(self) -> Steps[list[Row]]:
        rows: list[Row] = []
        for n, told in enumerate(self._incoming.sessions):
            try:
                rows += self._session(told)
            except EstradError as error:
                rows.append(self._refused(Refusal(told.line, told.title, error)))
            if n % EACH == EACH - 1:
                yield Progress(n + 1, len(self._incoming.sessions))
        return rows

    def _session(self, told: IncomingSession) -> list[Row]:
        before = self._sessions.get(told.key)
        said, says = self._telling.said(told, before)
        if before is None:
            return [self._new_session(told, said, says)]
        self._meet(before, told.key)
        compared = self._by_telling.compare(before, said)
        self._remember(compared, self._by_telling)
        return rows_of(compared, self._by_telling, self._showing, told.line, says)

    def _new_session(self, told: IncomingSession, said: list[Said], remarks: list[Text]) -> Row:
        said = as_ours(Session, said)
        fields = {name: value for one in said for name, value in one.values.items()}
        fields.setdefault("minutes", KINDS[told.kind or Kind.TALK].minutes)
        try:
            made = Session(id=self._ids(), number=self._number, origin=told.key, **fields)
        except ValueError as error:
            raise impossible(error) from error
        session = self._by_telling.remembering(made, said)
        self._number += 1
        self._prints[session.id] = _print(session, told.key)
        kept = self._was_here(session.id)
        where = self._showing.place(session.placement) if session.placement else Text("in the tray")
        who = self._showing.people(session.people) if session.people else Text("nobody yet")
        about = Text("{where} · {who}", where=where, who=who)
        return Row(
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
        )

    def _gone(self) -> list[Row]:
        """What came from this file before and is no longer in it."""
        told = {session.key for session in self._incoming.sessions} | {r.key for r in self._incoming.refused}
        gone = [s for key, s in self._sessions.items() if self._incoming.has(key) and key not in told]
        says = Text("No longer in the file. Tick it to move it to the tray.")
        waits = Text("No longer in the file. It is in the tray.")
        return [
            Row(f"session:{s.origin}", Session, Verdict.GONE, s.title, None, s, _put_away(s), (),
                (says if s.placement else waits,))
            for s in sorted(gone, key=lambda s: s.number)
        ]  # fmt: skip

    # rows ----------------------------------------------------------------------------------------------

    def _compare(self, before: Thing, said: list[Said], line: int) -> None:
        """Note rows for something else than a session, if there is something to say of it."""
        if before.id in self._compared:
            return
        self._compared.add(before.id)
        by = Comparing(scope=self._scope(before))
        compared = by.compare(before, said)
        if isinstance(before, Conference | Venue) and (compared.other or self._strange):
            self._strange = True  # a file of another conference fills nothing
            compared.other, compared.changed = [*compared.changed, *compared.other], []
        self._remember(compared, by)
        if compared.changed or compared.conflicts or compared.kept:
            self._rows += rows_of(compared, by, self._showing, line)

    def _scope(self, thing: Thing) -> str:
        """Under what the file's words of it are remembered: nothing, if no other file has a say."""
        origin = getattr(thing, "origin", None)
        ours = origin is not None and (not origin or self._incoming.has(origin))
        return "" if ours else scope_of(self._incoming)

    def _remember(self, compared: Compared[Any], by: Comparing) -> None:
        """What is as the file says is remembered along with any change."""
        before = self._remembered.get(compared.before.id, compared.before)
        after = by.remembering(before, compared.same)
        if after != compared.before:
            self._remembered[after.id] = after

    def _refused(self, refusal: Refusal, what: type[Entity] = Session) -> Row:
        why = refusal.why
        says = (why.problem, why.remedy) if why.remedy else (why.problem,)
        key = f"refused:{next(self._refusals)}"
        return Row(key, what, Verdict.REFUSED, refusal.title, refusal.line or None, says=says)

    def _unneeded(self, plan: Plan) -> list[Row]:
        """New things that no session brings along are rows of their own."""
        every = frozenset(row.key for row in plan.rows)
        brought = {edit.entity.id for edit in plan.change(every).edits}
        return [self._unneeded_row(entity) for key, entity in self._born.items() if key not in brought]

    def _unneeded_row(self, entity: Entity) -> Row:
        what, title = type(entity), name_of(entity)
        key, line = f"new {what.__name__.lower()}:{title}", self._lines[entity.id] or None
        if self._was_here(entity.id):
            return Row(key, what, Verdict.SAME, title, line, None, entity, (), (NO_LONGER,), kept=True)
        return Row(key, what, Verdict.NEW, title, line, None, entity, (), (Text("Nothing is in it yet."),), True)


def _put_away(session: Session) -> Session:
    """The session in the tray; when the file has it again, it is put where it says."""
    if session.placement is None:
        return session
    return replace(session, placement=None, told=told_without(session.told, "placement"))


def _print(entity: Entity, key: str) -> str:
    """The fingerprint of a key; a session and a person may have the same one."""
    return fingerprint(f"{type(entity).__name__} {key}")


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or one with a number where something else has it."""
    numbers = (f"{name} ({n})" for n in count(2))
    return name if name not in taken else next(other for other in numbers if other not in taken)


def new_conference_from(incoming: Incoming, ids: Callable[[], str], *, zone: Zone, language: str) -> Agenda:
    """An empty conference with the name that the file tells, to plan the import of its sessions into.

    It has no day yet: the plan brings them.
    """
    told = {"title": incoming.name.rpartition(".")[0] or incoming.name, **incoming.conference}
    conference = make(Conference, id=ids(), timezone=zone.zone.key, language=language, **told)
    venue = make(Venue, id=ids(), **incoming.venue)
    by = Comparing(scope=scope_of(incoming))
    return Agenda.of(
        by.remembering(conference, as_ours(Conference, of_fields(incoming.conference))),
        by.remembering(venue, as_ours(Venue, of_fields(incoming.venue))),
    )


def scope_of(incoming: Incoming) -> str:
    """What begins the names in the memory of a thing that more than one file may speak of."""
    return f"{fingerprint(incoming.namespace)}/"
