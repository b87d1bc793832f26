"""Comparing a file with a conference, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from planner.commands.edit import cleaned, impossible, make
from planner.commands.field_names import FIELD_NAMES
from planner.domain.agenda import Agenda
from planner.domain.details import Appearance, Placement
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.errors import EstradError
from planner.domain.kinds import COLOURS, KINDS, Kind
from planner.domain.span import LATEST, Span
from planner.domain.text import Text
from planner.importing.incoming import Incoming, IncomingDay, IncomingSession, Progress, Refusal, Steps
from planner.importing.moments import span_of
from planner.importing.plan import Difference, Plan, Row, Verdict, widened
from planner.importing.showing import Showing
from planner.importing.zones import Zone, zone_remarks

E = TypeVar("E", bound=Entity)
EACH = 20
"""Sessions between two looks at whether it shall go on."""


def plan_import(agenda: Agenda, incoming: Incoming, zone: Zone, ids: Callable[[], str]) -> Steps[Plan]:
    """What importing that into the conference would do; the file's times are in ``zone``.

    ``ids`` gives the ids of what would be new. Nothing is changed.
    """
    return (yield from _Planning(agenda, incoming, zone, ids).plan())


class _Planning:
    """One comparison under way."""

    def __init__(self, agenda: Agenda, incoming: Incoming, zone: Zone, ids: Callable[[], str]) -> None:
        self._agenda, self._incoming, self._zone, self._ids = agenda, incoming, zone, ids
        self._here = ZoneInfo(agenda.conference.timezone)
        self._born: dict[str, Entity] = {}
        self._lines: dict[str, int] = {}
        self._rows: list[Row] = []
        self._rooms = {room.name: room for room in agenda.rooms_in_order}
        self._tracks = {track.name: track for track in agenda.tracks_in_order}
        self._people = {person.origin: person for person in agenda.people.values() if person.origin}
        self._sessions = {session.origin: session for session in agenda.sessions.values() if session.origin}
        self._days: dict[date, Day] = {day.date: day for day in agenda.days.values()}
        self._number = agenda.next_number()
        self._showing = Showing({}, {}, {})
        self._compared: set[str] = set()
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
        sessions = yield from self._session_rows()
        self._bring_days(sessions)
        sessions += [self._refused(refusal) for refusal in self._incoming.refused]
        sessions.sort(key=lambda row: row.line or 0)
        rows = (*sessions, *self._gone(), *self._rows)
        plan = Plan(
            name=self._incoming.name,
            agenda=self._agenda,
            rows=rows,
            born=self._born,
            zone=self._zone,
            unmapped=self._incoming.unmapped,
            remarks=(*self._incoming.remarks, *zone_remarks(self._incoming, self._zone, self._here)),
        )
        return replace(plan, rows=(*rows, *self._unneeded(plan)))

    def _of(self, kind: type[E]) -> Mapping[str, E]:
        return {key: entity for key, entity in self._born.items() if isinstance(entity, kind)}

    def _bear(self, entity: E, line: int) -> E:
        self._born[entity.id] = entity
        self._lines[entity.id] = line
        return entity

    # what sessions stand in ----------------------------------------------------------------------------

    def _whole(self) -> None:
        """Conference and venue: what is empty is proposed, what would be replaced waits for a tick."""
        for before, told in (
            (self._agenda.conference, self._incoming.conference),
            (self._agenda.venue, self._incoming.venue),
        ):
            if told:
                after = self._with(before, told)
                fills = all(getattr(before, f) in ("", getattr(after, f)) for f in told if f != "colour")
                self._compare(before, after, 1, tuple(told), ticked=fills and "colour" not in told)

    def _bring_rooms(self) -> None:
        last = max((room.position for room in self._agenda.rooms.values()), default=-1)
        for told in self._incoming.rooms:
            known = self._rooms.get(told.name)
            if known is None:
                last += 1
                room = make(Room, id=self._ids(), name=told.name, seats=told.seats, position=last)
                self._rooms[told.name] = self._bear(room, told.line)
            elif told.seats is not None:
                self._compare(known, self._with(known, {"seats": told.seats}), told.line, ("seats",))

    def _bring_tracks(self) -> None:
        last = max((track.position for track in self._agenda.tracks.values()), default=-1)
        colours = list(COLOURS)
        for told in self._incoming.tracks:
            known = self._tracks.get(told.name)
            if known is None:
                last += 1
                colour = told.colour or colours[last % len(colours)]
                track = make(Track, id=self._ids(), name=told.name, colour=colour, position=last)
                self._tracks[told.name] = self._bear(track, told.line)
            elif told.colour:
                self._compare(known, self._with(known, {"colour": told.colour}), told.line, ("colour",))

    def _bring_people(self) -> None:
        """People by their key; who has none in the file is whoever alone has that name here."""
        named: dict[str, list[Person]] = {}
        for person in self._agenda.people.values():
            named.setdefault(person.name.casefold(), []).append(person)
        for told in self._incoming.people:
            known = self._people.get(told.key)
            alike = named.get(told.name.casefold(), [])
            if known is None and told.named and len(alike) == 1:
                known = alike[0]
            if known is None:
                fields: dict[str, Any] = {"name": told.name, "bio": told.bio, "origin": told.key}
                try:
                    self._people[told.key] = self._bear(make(Person, id=self._ids(), **fields), told.line)
                except EstradError as error:
                    self._rows.append(self._refused(Refusal(told.line, told.name, error), Person))
                continue
            self._people[told.key] = known
            news = {"name": told.name, **({"bio": told.bio} if told.bio else {})}
            self._compare(known, self._with(known, news), told.line, tuple(news))

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
                line = told[when].line if when in told else 0
                self._days[when] = self._bear(day, line)

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
        rows = []
        for n, told in enumerate(self._incoming.sessions):
            try:
                rows.append(self._session(told))
            except EstradError as error:
                rows.append(self._refused(Refusal(told.line, told.title, error)))
            if n % EACH == EACH - 1:
                yield Progress(n + 1, len(self._incoming.sessions))
        return rows

    def _session(self, told: IncomingSession) -> Row:
        before = self._sessions.get(told.key)
        fields = {**told.told}
        if told.kind:
            fields["kind"] = told.kind
        if told.track:
            fields["track"] = self._tracks[told.track].id
        fields["people"] = self._appearances(told, before)
        says = [*told.remarks, *self._placement(told, before, fields)]
        if before is None:
            return self._new_session(told, fields, says)
        after = self._with(before, fields)
        return self._row(before, after, told.line, tuple(fields), says)

    def _new_session(self, told: IncomingSession, fields: dict[str, Any], remarks: list[Text]) -> Row:
        fields.setdefault("minutes", KINDS[told.kind or Kind.TALK].minutes)
        session = make(Session, id=self._ids(), number=self._number, origin=told.key, **fields)
        self._number += 1
        where = self._showing.place(session.placement) if session.placement else Text("in the tray")
        who = self._showing.people(session.people) if session.people else Text("nobody yet")
        says = (Text("{where} · {who}", where=where, who=who), *remarks)
        return Row(f"session:{told.key}", Session, Verdict.NEW, session.title, told.line, None, session, (), says, True)

    def _placement(self, told: IncomingSession, before: Session | None, fields: dict[str, Any]) -> list[Text]:
        """Put time, rooms and length into the fields; the answer is what is to be said about them."""
        kind = told.kind or (before.kind if before else Kind.TALK)
        minutes = told.minutes or (before.minutes if before else KINDS[kind].minutes)
        if told.begin is None:
            if before is None or (before.placement is None and told.minutes):
                fields["minutes"] = minutes
            return []
        span = span_of(told.begin, minutes, self._zone.zone, self._here)
        fields["minutes"] = minutes
        remarks = [] if told.minutes else [Text("It has no length; {n} min are taken.", n=minutes)]
        rooms = tuple(self._rooms[name].id for name in told.rooms)
        if not rooms and self._incoming.rooms and not KINDS[kind].plenary:
            if before and before.placement:
                fields["minutes"] = before.minutes
            when = self._showing.place(Placement(span))
            return [*remarks, Text("It has no room and waits in the tray: {when}.", when=when)]
        place = before.placement.place if before and before.placement else ""
        fields["placement"] = Placement(span, rooms, place)
        return remarks

    def _appearances(self, told: IncomingSession, before: Session | None) -> tuple[Appearance, ...]:
        """Who the file says is in it, with what was agreed with them here, and whoever the file does not know."""
        agreed = {(a.person, a.role): a for a in before.people} if before else {}
        found: dict[tuple[str, str], Appearance] = {}
        for key, role in told.people:
            if person := self._people.get(key):
                pair = person.id, role
                found[pair] = agreed.get(pair) or Appearance(person.id, role)
        for pair, appearance in agreed.items():
            known = self._agenda.people.get(appearance.person)
            if known is None or not self._is_from_here(known.origin):
                found.setdefault(pair, appearance)
        same = found.keys() == agreed.keys()
        return before.people if before and same else tuple(found.values())

    def _gone(self) -> list[Row]:
        """What came from this file before and is no longer in it."""
        told = {session.key for session in self._incoming.sessions} | {r.key for r in self._incoming.refused}
        gone = [s for key, s in self._sessions.items() if self._is_from_here(key) and key not in told]
        says = Text("No longer in the file. Tick it to move it to the tray.")
        waits = Text("No longer in the file. It is in the tray.")
        return [
            Row(f"session:{s.origin}", Session, Verdict.GONE, s.title, None, s, replace(s, placement=None), (),
                (says if s.placement else waits,))
            for s in sorted(gone, key=lambda s: s.number)
        ]  # fmt: skip

    def _is_from_here(self, origin: str) -> bool:
        return origin.startswith(f"{self._incoming.namespace}/")

    # rows ----------------------------------------------------------------------------------------------

    def _with(self, before: E, told: Mapping[str, Any]) -> E:
        try:
            return replace(before, **cleaned(type(before), dict(told)))
        except ValueError as error:
            raise impossible(error) from error

    def _compare(self, before: Entity, after: Entity, line: int, fields: tuple[str, ...], ticked: bool = True) -> None:
        """Note a row for something else than a session, if it changes."""
        if before != after and before.id not in self._compared:
            self._compared.add(before.id)
            self._rows.append(self._row(before, after, line, fields, [], ticked))

    def _row(
        self, before: Entity, after: Entity, line: int, fields: tuple[str, ...], says: list[Text], ticked: bool = True
    ) -> Row:
        verdict = Verdict.CHANGED if before != after else Verdict.SAME
        return Row(
            key=f"{type(after).__name__.lower()}:{getattr(before, 'origin', '') or before.id}",
            what=type(after),
            verdict=verdict,
            title=_title(after),
            line=line or None,
            before=before,
            after=after,
            differences=self._differences(before, after, fields),
            says=tuple(says),
            ticked=ticked and verdict is Verdict.CHANGED,
        )

    def _differences(self, before: Entity, after: Entity, fields: tuple[str, ...]) -> tuple[Difference, ...]:
        found = []
        for field in fields:
            old, new = getattr(before, field), getattr(after, field)
            if old == new or (field == "minutes" and "placement" in fields and _placed(before, after)):
                continue
            found.append(Difference(FIELD_NAMES[field], *self._showing.pair(field, old, new)))
        return tuple(found)

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
        what, title = type(entity), _title(entity)
        key, line = f"new {what.__name__.lower()}:{title}", self._lines[entity.id] or None
        return Row(key, what, Verdict.NEW, title, line, None, entity, (), (Text("Nothing is in it yet."),), True)


def _placed(before: Entity, after: Entity) -> bool:
    """Whether both are sessions with a time, whose length is told with it."""
    return all(isinstance(s, Session) and s.placement is not None for s in (before, after))


def _title(entity: Entity) -> str:
    if isinstance(entity, Day):
        return entity.date.isoformat()
    return str(getattr(entity, "title", "") or getattr(entity, "name", ""))


def new_conference_from(incoming: Incoming, ids: Callable[[], str], *, zone: Zone, language: str) -> Agenda:
    """An empty conference with the name that the file tells, to plan the import of its sessions into.

    It has no day yet: the plan brings them.
    """
    told = {"title": incoming.name.rpartition(".")[0] or incoming.name, **incoming.conference}
    return Agenda.of(
        make(Conference, id=ids(), timezone=zone.zone.key, language=language, **told),
        make(Venue, id=ids(), **incoming.venue),
    )
