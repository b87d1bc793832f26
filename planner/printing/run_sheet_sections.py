"""Divides an agenda into the sections of a run sheet, such as a day of one room or person, with minutes to spare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate

from planner.domain.agenda import Agenda, moderator_appearances, session_moderator_ids
from planner.domain.entities import Day, Person, Room, Session
from planner.domain.value_objects import Kind, Placement, State, Status
from planner.printing.leaders import leading_moderators

Placed = tuple[Session, Placement]
LONGEST_GAP = 180
"""The maximum gap in minutes between sessions that counts as spare; a longer one separates, say, the evening."""
DOUBTFUL = (State.INVITED, State.TENTATIVE)
"""The answers that are printed beside a moderator's name."""


def removable_minutes(session: Session) -> int:
    """Return the minutes by which a session can be shortened; 0 if it is pinned or cancelled."""
    return 0 if session.pinned or session.status is Status.CANCELLED else session.minutes - session.least_minutes


def spare_minutes(placed: Iterable[Placed]) -> dict[str, int]:
    """Return the minutes of a delay that can be won back from each session on, by session id.

    ``placed`` are the sessions of a room on one day, in order. The minutes are all gaps, and those by which sessions
    can be shortened, before the next pinned session, which must not be late, or else before the last session, or the
    last one before a gap of more than ``LONGEST_GAP``. Set-up and teardown times reduce a gap. Cancelled sessions are
    not included, nor the last one, nor one before such a gap.
    """
    held = [pair for pair in placed if pair[0].status is not Status.CANCELLED]
    ends = list(accumulate((where.span.end + session.teardown for session, where in held), max))
    found: dict[str, int] = {}
    spare = 0
    for number in range(len(held) - 2, -1, -1):
        (session, _where), (after, then) = held[number : number + 2]
        gap = max(0, then.span.start - after.setup - ends[number])
        if gap > LONGEST_GAP:
            spare = 0
            continue
        spare = removable_minutes(session) + gap + (0 if after.pinned else spare)
        found[session.id] = spare
    return found


Leader = tuple[str, State]
"""The id of a moderator and their answer, which is ``CONFIRMED`` unless it is one of ``DOUBTFUL``."""


def named_leaders(agenda: Agenda, rows: Iterable[Placed]) -> tuple[Leader, ...]:
    """Return the moderators to be named in a section's head; empty if nobody leads it (see ``leading_moderators``).

    Empty also if a session has no moderator, as readers would think that they moderate it too. Openings need none;
    pauses and cancelled sessions do not count.
    """
    sessions = [s for s, _where in rows if not s.facts.pause and s.status is not Status.CANCELLED]
    found: Counter[tuple[Leader, ...]] = Counter()
    for session in sessions:
        if there := moderator_appearances(agenda, session):
            found[tuple((one.person, one.state if one.state in DOUBTFUL else State.CONFIRMED) for one in there)] += 1
        elif session.kind is not Kind.OPENING:
            return ()
    opening = ({one.person for one in s.people if one.is_expected} for s in sessions if s.kind is Kind.OPENING)
    return (
        leading_moderators(found, len(sessions), lambda leaders: {person for person, _state in leaders}, opening) or ()
    )


@dataclass(frozen=True, slots=True)
class RunSheetSection:
    """One day of a room, of a person or, with an empty ``name``, of the whole venue, in order of time.

    ``spare`` are the minutes that can be won back, by session id, see ``spare_minutes``. ``leaders`` are the moderators
    in the section's head. ``subject`` is the id of the room or person, with what else chose the rows. ``printed`` is
    the time in UTC at which the section was last printed, empty if it was not; ``news`` are the changes of rows since,
    by session id, and ``gone`` the lines about sessions that are no longer in it.
    """

    when: date
    name: str
    subject: str
    rows: tuple[Placed, ...]
    spare: Mapping[str, int]
    leaders: tuple[Leader, ...] = ()
    names_rooms: bool = False
    news: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    printed: str = ""

    @property
    def key(self) -> str:
        """The key under which the printed content of this section is remembered."""
        return f"{self.when.isoformat()} {self.subject}"


def moderators(agenda: Agenda) -> tuple[Person, ...]:
    """Return the people who moderate a placed session, in the order of ``people_in_order``."""
    found = {person for session, _where in agenda.placed for person in session_moderator_ids(agenda, session)}
    return tuple(person for person in agenda.people_in_order if person.id in found)


@dataclass
class RunSheetScope:
    """The choice of sessions for run sheets: those of a day, a room, a ``moderator``, or a ``person`` in any role.

    None means all of them.
    """

    agenda: Agenda
    day: Day | None = None
    room: Room | None = None
    moderator: Person | None = None
    person: Person | None = None

    @property
    def sections(self) -> list[RunSheetSection]:
        """The sections in order of day, then of room."""
        someone = self.moderator or self.person
        return list(self._person_sections(someone) if someone else self._room_sections())

    def _room_sections(self) -> Iterator[RunSheetSection]:
        """Yield a section for each day and each room used on it, or for the chosen day or room if it has sessions.

        Whole-venue sessions are in every section. A day on which no room is used has one section for the whole venue.
        """
        for when in self._dates:
            for one in [self.room] if self.room else self._used_rooms(when):
                rows = self._placed_in_room(when, one.id if one else None)
                if rows:
                    leaders = named_leaders(self.agenda, rows)
                    name, subject = (one.name, one.id) if one else ("", "")
                    yield RunSheetSection(when, name, subject, rows, spare_minutes(rows), leaders)

    def _person_sections(self, person: Person) -> Iterator[RunSheetSection]:
        """Yield a section for each day with sessions of the person.

        These are what they moderate, pauses in their shifts and, unless ``moderator`` is chosen, those they appear in.
        """
        chosen = ("moderator" if self.moderator else "", self.room.id if self.room else "")
        subject = " ".join(part for part in (person.id, *chosen) if part)
        for when in self._dates:
            found = self._placed_in_room(when, self.room.id) if self.room else self._by_day[when]
            rows = tuple(pair for pair in found if self._takes_part(person.id, pair))
            if rows:
                told = ((session.id, self._least_spare(session.id, where)) for session, where in rows)
                spare = {session: minutes for session, minutes in told if minutes is not None}
                leaders = ((person.id, State.CONFIRMED),) if self.moderator else named_leaders(self.agenda, rows)
                yield RunSheetSection(when, person.name, subject, rows, spare, leaders, names_rooms=True)

    def _takes_part(self, person: str, pair: Placed) -> bool:
        session, where = pair
        if person in session_moderator_ids(self.agenda, session):
            return True
        if session.facts.pause and any(
            cover.person == person and cover.is_expected and cover.covers_placement(where)
            for cover in self.agenda.covers_in_order
        ):
            return True  # a pause has no moderator, but the shift's moderator wants to see it
        return not self.moderator and any(a.person == person and a.is_expected for a in session.people)

    @cached_property
    def _by_day(self) -> dict[date, tuple[Placed, ...]]:
        found: dict[date, list[Placed]] = {}
        for pair in self.agenda.placed:
            found.setdefault(pair[1].span.day, []).append(pair)
        return {when: tuple(placed) for when, placed in sorted(found.items())}

    @property
    def _dates(self) -> Iterable[date]:
        return [when for when in self._by_day if self.day is None or when == self.day.date]

    def _used_rooms(self, when: date) -> list[Room] | list[None]:
        used = {room for _session, where in self._by_day[when] for room in where.rooms}
        return [room for room in self.agenda.rooms_in_order if room.id in used] or [None]

    def _placed_in_room(self, when: date, room: str | None) -> tuple[Placed, ...]:
        found = self._by_day.get(when, ())
        return tuple(pair for pair in found if room is None or pair[1].everywhere or room in pair[1].rooms)

    @cached_property
    def _spare_by_room(self) -> dict[tuple[date, str | None], dict[str, int]]:
        """The minutes to spare by session id, of each day and room used on it (None: the whole venue)."""
        used = ((when, room.id if room else None) for when in self._by_day for room in self._used_rooms(when))
        return {spot: spare_minutes(self._placed_in_room(*spot)) for spot in used}

    def _least_spare(self, session: str, where: Placement) -> int | None:
        """Return a session's fewest ``spare_minutes`` in any of its rooms, as a delay in one of them delays it.

        None if it has none in any room.
        """
        rooms = where.rooms or [room.id if room else None for room in self._used_rooms(where.span.day)]
        found = (self._spare_by_room[where.span.day, room].get(session) for room in rooms)
        return min((minutes for minutes in found if minutes is not None), default=None)
