"""The moderators of a snapshot: who moderates each session, the sessions without one, and the conflicts. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.enums import Status
from planner.domain.session_people import moderators_of
from planner.domain.span import Span
from planner.rules.availability import PERSON_UNAVAILABLE
from planner.rules.completeness import has_own, is_counted
from planner.rules.conflict import Conflict
from planner.rules.overlap import merged
from planner.rules.people import PERSON_IN_TWO_PLACES


@dataclass(frozen=True, slots=True)
class ModeratorLoad:
    """The number of sessions and minutes that a person moderates; time of parallel sessions is counted once."""

    sessions: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The moderators of a snapshot, by default of one without sessions.

    ``moderators`` are those of each placed session, by its id. ``counted`` are the ids of sessions that could have a
    moderator, by time; ``missing`` are those of them without one, and ``needing`` those whose kind needs one. ``work``
    is the load of each moderator, by the person's id.
    """

    moderators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    needing: frozenset[str] = frozenset()
    work: Mapping[str, ModeratorLoad] = field(default_factory=dict)


def is_missing(session: Session, moderators: Mapping[str, tuple[str, ...]]) -> bool:
    """Return True if a session could have a moderator and has none; the header and the board use this."""
    return is_counted(session) and not moderators.get(session.id)


def coverage_of(agenda: Agenda) -> Coverage:
    """Compute the moderators of a snapshot."""
    moderators = _moderators(agenda)
    counted = tuple(session.id for session, _ in agenda.placed if is_counted(session))
    times: dict[str, list[Span]] = {cover.person: [] for cover in agenda.covers.values() if cover.counts}
    for session, placement in agenda.placed:
        if session.status is not Status.CANCELLED:
            for person in moderators[session.id]:
                times.setdefault(person, []).append(placement.span)
    work = {
        person: ModeratorLoad(len(spans), sum(end - start for start, end in merged(spans)))
        for person, spans in times.items()
    }
    missing = tuple(sid for sid in counted if is_missing(agenda.sessions[sid], moderators))
    needing = frozenset(sid for sid in counted if agenda.sessions[sid].facts.needs_moderator)
    return Coverage(moderators, counted, missing, needing, work)


def _moderators(agenda: Agenda) -> dict[str, tuple[str, ...]]:
    """Return the moderators of each placed session.

    Each is looked up in a snapshot with only the shifts of its day and rooms: the result is the same, but faster if
    there is a shift for every room.
    """
    near: dict[tuple[date, tuple[str, ...]], Agenda] = {}
    found = {}
    for session, where in agenda.placed:
        key = (where.span.day, where.rooms)
        if key not in near:
            there = {c.id: c for c in agenda.covers.values() if c.day == key[0] and c.room in (None, *key[1])}
            near[key] = replace(agenda, covers=there)
        found[session.id] = moderators_of(near[key], session)
    return found


def would_gain(agenda: Agenda, cover: Cover) -> frozenset[str]:
    """Return the sessions to which a shift gives a moderator: those it covers that have no moderator assigned.

    Only sessions that could have a moderator are included. One in several rooms needs the person's other shifts too.
    """
    theirs = {c.id: c for c in agenda.covers.values() if c.person == cover.person and c.day == cover.day}
    small = replace(agenda, covers={**theirs, cover.id: cover})
    inside = [s for s, where in agenda.on(cover.day) if is_counted(s) and cover.reaches(where) and not has_own(s)]
    return frozenset(s.id for s in inside if cover.person in moderators_of(small, s))


def clashes(agenda: Agenda, before: Agenda, person_id: str) -> tuple[Conflict, ...]:
    """Return the conflicts of a person that are not in an earlier snapshot: in two places at once, or unavailable."""
    known = set(_conflicts_of_person(before, person_id))
    return tuple(conflict for conflict in _conflicts_of_person(agenda, person_id) if conflict not in known)


def clashes_of(agenda: Agenda, cover: Cover) -> tuple[Conflict, ...]:
    """Return the conflicts that a shift causes for its person: in two places at once, or unavailable."""
    return clashes(agenda, without_shift(agenda, cover.id), cover.person)


def without_shift(agenda: Agenda, cover_id: str) -> Agenda:
    """Return the snapshot without a shift."""
    return replace(agenda, covers={cid: cover for cid, cover in agenda.covers.items() if cid != cover_id})


def _conflicts_of_person(agenda: Agenda, person_id: str) -> list[Conflict]:
    """Return the conflicts of one person's times, checked fast enough for each step of a drag."""
    who = agenda.people.get(person_id)
    if who is None:
        return []
    sessions = {
        session.id: replace(session, people=tuple(a for a in session.people if a.person == person_id))
        for session, where in agenda.placed
        if len(where.rooms) != 1 or any(a.person == person_id for a in session.people)
    }  # a session in several rooms links shifts in these rooms
    covers = {cid: cover for cid, cover in agenda.covers.items() if cover.person == person_id}
    small = replace(agenda, people={person_id: who}, sessions=sessions, covers=covers)
    return [*PERSON_IN_TWO_PLACES.check(small), *PERSON_UNAVAILABLE.check(small)]
