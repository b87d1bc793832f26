"""Divides an agenda into the sections of a run sheet, a day of a room or a person, and computes their slack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.agenda import Agenda, moderators_of
from planner.domain.entities import Day, Person, Room, Session
from planner.domain.value_objects import Placement, Status
from planner.rules.hours import house_closes

Placed = tuple[Session, Placement]


@dataclass(frozen=True, slots=True)
class Slack:
    """The delay that a stretch can absorb until ``at`` (minutes from midnight), in minutes of gaps and of breaks.

    The stretch ends at the pinned session called ``title``, or at the day's end if ``title`` is empty.
    """

    title: str
    at: int
    gaps: int = 0
    breaks: int = 0

    @property
    def minutes(self) -> int:
        """The total slack in minutes."""
        return self.gaps + self.breaks


def can_give(session: Session) -> int:
    """Return the minutes by which a session can be shortened; 0 if it is pinned or cancelled."""
    return 0 if session.pinned or session.status is Status.CANCELLED else session.minutes - session.least_minutes


def slack_in(placed: Iterable[Placed], closes: int | None) -> dict[str, Slack]:
    """Return the slack of each session's stretch on one day of a room, by session id.

    ``placed`` is in order of time; ``closes`` is the end of the day, or None if unknown. Set-up and teardown times
    reduce a gap. A stretch ends before a pinned session, which must not be delayed; the last one ends at ``closes``,
    and has no slack if ``closes`` is unknown or exceeded.
    """
    found: dict[str, Slack] = {}
    for sessions, slack in _slack_stretches(
        [pair for pair in placed if pair[0].status is not Status.CANCELLED], closes
    ):
        found |= dict.fromkeys(sessions, slack)
    return found


def _slack_stretches(placed: Iterable[Placed], closes: int | None) -> Iterator[tuple[list[str], Slack]]:
    stretch: list[str] = []
    gaps = breaks = end = 0
    for session, where in placed:
        start = where.span.start
        if stretch:
            gaps += max(0, start - session.setup - end)
        if session.pinned and stretch:
            yield stretch, Slack(session.title, start, gaps, breaks)
            stretch, gaps, breaks = [], 0, 0
        breaks += can_give(session)
        end = max(end, where.span.end + session.teardown)
        stretch.append(session.id)
    if stretch and closes is not None and end <= closes:
        yield stretch, Slack("", closes, gaps + closes - end, breaks)


@dataclass(frozen=True, slots=True)
class RunSheetSection:
    """One day of one room or person, in order of time; ``name`` is empty for the whole venue.

    ``slack`` maps the id of a session to the slack of the stretch that contains the session.
    """

    when: date
    name: str
    rows: tuple[Placed, ...]
    slack: dict[str, Slack]
    names_rooms: bool = False

    @property
    def start(self) -> int:
        """The start of the first session that is not cancelled, or of the first session if all are."""
        held = [where.span.start for session, where in self.rows if session.status is not Status.CANCELLED]
        return min(held or [where.span.start for _session, where in self.rows])

    @property
    def slacks(self) -> tuple[Slack, ...]:
        """The distinct slacks of the section's stretches, in row order."""
        found = (self.slack.get(session.id) for session, _where in self.rows)
        return tuple(dict.fromkeys(slack for slack in found if slack))

    @property
    def told(self) -> dict[str, Slack]:
        """The slack to print in a row, by session id; the last session of each stretch has it."""
        last = {slack: session.id for session, _where in self.rows if (slack := self.slack.get(session.id))}
        return {session: slack for slack, session in last.items()}


def moderators(agenda: Agenda) -> tuple[Person, ...]:
    """Return the people who moderate a placed session, in the order of ``people_in_order``."""
    found = {person for session, _where in agenda.placed for person in moderators_of(agenda, session)}
    return tuple(person for person in agenda.people_in_order if person.id in found)


class SectionDivider:
    """Divides an agenda into the sections of a run sheet."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda

    def of_rooms(self, day: Day | None = None, room: Room | None = None) -> Iterator[RunSheetSection]:
        """Yield a section for each day and each room in use, or only for ``day`` or ``room`` if given.

        Whole-venue sessions are in every section. A day on which no room is in use has one section for the whole venue.
        """
        for when in self._dates(day):
            for one in [room] if room else self._used_rooms(when):
                rows = self._in_room(when, one.id if one else None)
                if rows:
                    yield RunSheetSection(
                        when, one.name if one else "", rows, self._slack(when, one.id if one else None)
                    )

    def of_person(
        self, person: Person, day: Day | None = None, room: Room | None = None, *, moderating: bool
    ) -> Iterator[RunSheetSection]:
        """Yield a section for each day on which the person moderates or, unless ``moderating``, has any role."""
        for when in self._dates(day):
            found = self._in_room(when, room.id) if room else self._by_day[when]
            rows = tuple(pair for pair in found if self._takes_part(person.id, pair, moderating))
            if rows:
                slack = {session.id: tight for session, where in rows if (tight := self._tightest(session.id, where))}
                yield RunSheetSection(when, person.name, rows, slack, names_rooms=True)

    def _takes_part(self, person: str, pair: Placed, moderating: bool) -> bool:
        session, where = pair
        if person in moderators_of(self._agenda, session):
            return True
        if session.facts.pause and any(
            cover.person == person and cover.counts and cover.reaches(where) for cover in self._agenda.covers_in_order
        ):
            return True  # a pause has no moderator, but the shift's moderator wants to see it
        return not moderating and any(a.person == person and a.counts for a in session.people)

    @cached_property
    def _by_day(self) -> dict[date, tuple[Placed, ...]]:
        found: dict[date, list[Placed]] = {}
        for pair in self._agenda.placed:
            found.setdefault(pair[1].span.day, []).append(pair)
        return {when: tuple(placed) for when, placed in sorted(found.items())}

    def _dates(self, day: Day | None) -> Iterable[date]:
        return [when for when in self._by_day if day is None or when == day.date]

    def _used_rooms(self, when: date) -> list[Room] | list[None]:
        used = {room for _session, where in self._by_day[when] for room in where.rooms}
        return [room for room in self._agenda.rooms_in_order if room.id in used] or [None]

    def _in_room(self, when: date, room: str | None) -> tuple[Placed, ...]:
        found = self._by_day.get(when, ())
        return tuple(pair for pair in found if room is None or pair[1].everywhere or room in pair[1].rooms)

    def _slack(self, when: date, room: str | None) -> dict[str, Slack]:
        key = (when, room)
        if key not in self._slack_by_room:
            self._slack_by_room[key] = slack_in(self._in_room(when, room), self._closes(when))
        return self._slack_by_room[key]

    @cached_property
    def _slack_by_room(self) -> dict[tuple[date, str | None], dict[str, Slack]]:
        return {}

    def _tightest(self, session: str, where: Placement) -> Slack | None:
        """Return the smallest slack among the session's rooms, since a delay in any of them delays it."""
        rooms = where.rooms or [room.id if room else None for room in self._used_rooms(where.span.day)]
        found = [self._slack(where.span.day, room).get(session) for room in rooms]
        return min((slack for slack in found if slack), key=lambda slack: slack.minutes, default=None)

    def _closes(self, when: date) -> int | None:
        day = self._agenda.day_of(when)
        known = (day.closes if day else None, house_closes(self._agenda, day))
        return min((closes for closes in known if closes is not None), default=None)
