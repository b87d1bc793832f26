"""The arithmetic of times that overlap: of sessions as pairs and crowds, also with set-up and clearing; of windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import LATEST, MINUTES_A_DAY, Span, format_clock, format_clock_range, merged_times
from planner.domain.value_objects import Placement

Stretch = tuple[int, int]
"""An interval: its absolute start and end in minutes."""


def merge_spans(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """Merge spans that touch or overlap into intervals sorted by time."""
    return tuple(merged_times((span.absolute_start, span.absolute_end) for span in spans))


def with_following_nights(agenda: Agenda, spans: Iterable[Span]) -> Iterable[Span]:
    """Yield the spans; one of a whole conference day includes the following night for as long as the day is open."""
    for span in spans:
        day = agenda.day_with_date(span.day) if span.is_whole_day else None
        yield Span(span.day, 0, day.closes) if day and day.closes > span.end else span


def first_closed_minute(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """Return the first minute from ``start`` up to ``end`` that is in no window, or None if there is none.

    ``windows`` are as ``merge_spans`` returns them.
    """
    for opens, closes in windows:
        if opens > start:
            return start
        if closes > start:
            return closes if closes < end else None
    return start


def first_open_minute(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """Return the first minute from ``start`` up to ``end`` that is in a window, or None if there is none.

    ``windows`` are as ``merge_spans`` returns them.
    """
    for opens, closes in windows:
        if closes > start:
            return max(opens, start) if opens < end else None
    return None


def clipped_windows(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Return the parts of the windows between ``start`` and ``end``."""
    return tuple((max(o, start), min(c, end)) for o, c in windows if o < end and c > start)


def day_bounds(day: date) -> Stretch:
    """Return the interval of all times that can belong to a day: from its midnight to the end of the following day."""
    midnight = day.toordinal() * MINUTES_A_DAY
    return midnight, midnight + LATEST


def format_windows(windows: Sequence[Stretch], span: Span) -> str:
    """Format the windows on the span's day, such as ``09:00–12:00, 14:00–16:00``; empty if there are none.

    If the span goes past midnight, those up to its end are included. A window that ends before the end of the following
    day is shown up to its end, a longer one only up to the end of this day or, if that is later, of the span.
    """
    midnight, latest = day_bounds(span.day)
    shown = []
    for start, end in clipped_windows(windows, midnight, max(midnight + MINUTES_A_DAY, span.absolute_end)):
        until = next(closes for opens, closes in windows if opens <= start < closes)
        end = until if until < latest else max(end, midnight + MINUTES_A_DAY)
        whole = (start, end) == (midnight, midnight + MINUTES_A_DAY)
        shown.append("00:00–24:00" if whole else format_clock_range(start, end))
    return ", ".join(shown)


Slot = tuple[int, int, str]
"""The absolute start and end of a session in minutes, and its id."""
CROWD = 3
"""The least number of simultaneous sessions that are one conflict together, not one for each pair."""


class Crowd(NamedTuple):
    """A time with three or more sessions at once: absolute minutes, the maximum number at once, and all ids."""

    start: int
    end: int
    most: int
    ids: tuple[str, ...]

    @property
    def hours(self) -> str:
        """The times of the crowd, such as ``12:00–12:50``."""
        return format_clock_range(self.start, self.end)

    def text_arguments(self, sessions: Sequence[Session]) -> dict[str, str | int]:
        """Return the arguments of a conflict's text: the time, the numbers of sessions, and two titles."""
        said: dict[str, str | int] = {"time": self.hours, "n": len(sessions), "most": self.most}
        return said | {"first": sessions[0].title, "second": sessions[1].title, "more": len(sessions) - 2}


def session_slot(session: Session, placement: Placement) -> Slot:
    """Return the absolute start and end of a placed session, and its id, as a sortable tuple."""
    span = placement.span
    midnight = span.day.toordinal() * MINUTES_A_DAY
    return (midnight + span.start, midnight + span.end, session.id)


def expected_person_ids(session: Session) -> list[str]:
    """Return the ids of the people expected in the session, in any role, each once."""
    found = [a.person for a in session.people if a.is_expected]
    return found if len(found) < 2 else list(dict.fromkeys(found))


def require_placement(session: Session) -> Placement:
    """Return the placement of a session that is known to have one."""
    assert session.placement
    return session.placement


def earlier_first(one: Session, other: Session) -> tuple[Session, Session]:
    """Return two placed sessions, the earlier first."""
    first = session_slot(one, require_placement(one)) <= session_slot(other, require_placement(other))
    return (one, other) if first else (other, one)


def overlap_start(one: Span, other: Span) -> str:
    """Return the time of day at which two spans start to overlap, such as 09:30."""
    return format_clock(max(one.absolute_start, other.absolute_start))


def ids_by_number(*sessions: Session) -> tuple[str, ...]:
    """Return the ids of these sessions in the order of their numbers."""
    return tuple(s.id for s in sorted(sessions, key=lambda s: (s.number, s.id)))


def crowd_sessions(agenda: Agenda, crowd: Crowd) -> list[Session]:
    """Return the sessions of a crowd, sorted by start."""
    found = [agenda.sessions[name] for name in crowd.ids]
    return sorted(found, key=lambda s: (s.placement.span.absolute_start if s.placement else 0, s.number, s.id))


def overlapping_pairs(slots: Iterable[Slot]) -> Iterator[tuple[str, str]]:
    """Yield each pair of ids whose slots share a minute or more; ``slots`` must be sorted."""
    active: list[Slot] = []
    for slot in slots:
        if active:
            active = [other for other in active if other[1] > slot[0]]
            yield from ((other[2], slot[2]) for other in active)
        active.append(slot)


def pairs_and_crowds(slots: Sequence[Slot]) -> tuple[list[tuple[str, str]], list[Crowd]]:
    """Return the pairs and crowds among sorted slots, in n log n steps and with no more results than slots.

    The pairs are those that are never part of a crowd, by time.

    A crowd lasts as long as three or more sessions run. Two sessions that overlap and belong to one crowd also overlap
    in it: three intervals that overlap pairwise share a minute.
    """
    ends: list[tuple[int, str]] = []
    pairs: dict[tuple[str, str], None] = {}
    found: list[_GrowingCrowd] = []
    for start, end, name in slots:
        while ends and ends[0][0] <= start:
            _remove_ended(ends, found)
        if len(ends) == 1:
            pairs[ends[0][1], name] = None
        heappush(ends, (end, name))
        if len(ends) == CROWD:  # a crowd begins, or continues right where it just ended
            if not found or found[-1].end != start:
                found.append(_GrowingCrowd(start))
            _add_to_crowd(found[-1], [other for _, other in ends], pairs)
        if len(ends) >= CROWD:
            found[-1].ids[name] = None
            found[-1].most = max(found[-1].most, len(ends))
    while len(ends) >= CROWD:
        _remove_ended(ends, found)
    return list(pairs), [Crowd(c.start, c.end, c.most, tuple(c.ids)) for c in found]


@dataclass(slots=True)
class _GrowingCrowd:
    """A crowd still being built; ``end`` is the last time so far at which fewer than three sessions remained."""

    start: int
    end: int = -1
    most: int = 0
    ids: dict[str, None] = field(default_factory=dict)


def _remove_ended(ends: list[tuple[int, str]], found: Sequence[_GrowingCrowd]) -> None:
    """Remove the slot that ends next; if that leaves two of three, the crowd ends with it."""
    end, _name = heappop(ends)
    if len(ends) == CROWD - 1:
        found[-1].end = end


def _add_to_crowd(crowd: _GrowingCrowd, names: Sequence[str], pairs: dict[tuple[str, str], None]) -> None:
    """Add sessions to a crowd, removing their pairs."""
    crowd.ids.update(dict.fromkeys(names))
    for one in names:
        for other in names:
            pairs.pop((one, other), None)


def slots_by_room(agenda: Agenda) -> dict[str, list[Slot]]:
    """Return the sorted slots of each room by id; whole-venue sessions are in all rooms, and under "" on their own."""
    where = [placement.rooms for _session, placement in agenda.taking_place]
    return _group_slots_by_room(agenda, zip(where, agenda.slots, strict=True))


def padded_slots_by_room(agenda: Agenda) -> dict[str, list[Slot]]:
    """Return the slots of each room as ``slots_by_room`` does, extended by setting up and clearing away.

    Pauses over the whole venue are left out: people set up and clear away during these.
    """
    return _group_slots_by_room(
        agenda,
        [
            (where.rooms, (start - session.setup, end + session.teardown, name))
            for (session, where), (start, end, name) in zip(agenda.taking_place, agenda.slots, strict=True)
            if not allows_changeover(session, where)
        ],
    )


def allows_changeover(session: Session, placement: Placement) -> bool:
    """Return whether rooms may be set up and cleared away during the session: it is a pause of the whole venue."""
    return placement.everywhere and session.facts.pause


def _group_slots_by_room(agenda: Agenda, slots: Iterable[tuple[tuple[str, ...], Slot]]) -> dict[str, list[Slot]]:
    by_room: dict[str, list[Slot]] = {room: [] for room in agenda.rooms}
    by_room[""] = []
    for rooms, slot in slots:
        for room in rooms or by_room:
            by_room[room].append(slot)
    for found in by_room.values():
        found.sort()
    return by_room


def slots_by_person(agenda: Agenda) -> dict[str, list[Slot]]:
    """Return the sorted slots of each person by id, in any role, without sessions that they declined or called off."""
    by_person: dict[str, list[Slot]] = {}
    for (session, _placement), slot in zip(agenda.taking_place, agenda.slots, strict=True):
        if session.people:
            for person in expected_person_ids(session):
                by_person.setdefault(person, []).append(slot)
    for slots in by_person.values():
        slots.sort()
    return by_person
