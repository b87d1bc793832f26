"""Rules about a missing speaker, moderator, chair, abstract or place; moderators in several rooms or on stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter

from planner.domain.agenda import Agenda, moderators_without_shifts, session_moderator_ids
from planner.domain.entities import Session
from planner.domain.span import format_clock
from planner.domain.text import N_, Text
from planner.domain.value_objects import KINDS, ON_STAGE, Kind, Placement, Status
from planner.rules.overlap import ids_by_number
from planner.rules.rule import Conflict, Rule, Severity

NEED_SPEAKER = tuple(kind for kind, facts in KINDS.items() if facts.needs_speaker)
NEED_MODERATOR = tuple(kind for kind, facts in KINDS.items() if facts.needs_moderator)


def _rule_on_missing_field(
    rule: str, severity: Severity, text: str, short: str, lacking: Callable[[Agenda], list[Session]],
    why_silent: str = "",
) -> Rule:  # fmt: skip
    """Return a rule that yields a conflict for each session that ``lacking`` returns: one that lacks something."""

    def in_plan(agenda: Agenda) -> Iterator[Conflict]:
        for session in lacking(agenda):
            yield Conflict(rule, severity, (session.id,), Text(text, title=session.title), Text(short))

    return Rule(id=rule, title=short, in_plan=in_plan, only_hints=severity is Severity.HINT, why_silent=why_silent)


def _uncancelled_sessions(agenda: Agenda, kinds: tuple[Kind, ...]) -> list[Session]:
    """Return the sessions of these kinds that are not cancelled, by number."""
    return [s for s in agenda.sessions_in_order if s.kind in kinds and s.status is not Status.CANCELLED]


SESSION_WITHOUT_SPEAKER = _rule_on_missing_field(
    "session-without-speaker", Severity.WARNING, N_("“{title}” has no speaker yet."), N_("No speaker yet"),
    lambda agenda: [
        session for session in _uncancelled_sessions(agenda, NEED_SPEAKER)
        if not any([a.role in ON_STAGE and a.is_expected for a in session.people])
    ],
)  # fmt: skip
SESSION_WITHOUT_MODERATOR = _rule_on_missing_field(
    "session-without-moderator", Severity.WARNING, N_("“{title}” has no moderator yet."), N_("No moderator yet"),
    lambda agenda: [s for s in _uncancelled_sessions(agenda, NEED_MODERATOR) if not session_moderator_ids(agenda, s)],
    why_silent="A shift may be given to it afterwards.",
)  # fmt: skip
SESSION_WITHOUT_ABSTRACT = _rule_on_missing_field(
    "session-without-abstract", Severity.HINT, N_("“{title}” has no abstract yet."), N_("No abstract yet"),
    lambda agenda: [
        session for session in _uncancelled_sessions(agenda, NEED_SPEAKER)
        if not session.abstract.strip() and not session.description.strip()
    ],
)  # fmt: skip
SESSION_UNPLACED = _rule_on_missing_field(
    "session-unplaced", Severity.HINT, N_("“{title}” is not placed in the timeline yet."), N_("Not placed yet"),
    lambda agenda: [session for session in agenda.tray if session.status is not Status.CANCELLED],
)  # fmt: skip


Placed = tuple[Session, Placement]


def can_be_moderated(session: Session) -> bool:
    """Return whether the session can be moderated: placed, not cancelled and not a pause."""
    return session.placement is not None and not session.facts.pause and session.status is not Status.CANCELLED


def _several_rooms_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield hints for people whose shift in all rooms covers sessions in several rooms at once.

    Sessions with a moderator of their own or a chair are left out. This may be intended, for somebody who walks from
    room to room, but programme and calendar name that person in each session. Sessions that overlap, directly or
    through others, are one conflict.
    """
    everywhere = [c for c in agenda.covers_in_order if c.is_expected and c.room is None and c.person in agenda.people]
    whose = attrgetter("person", "day")
    for (person, day), covers in groupby(sorted(everywhere, key=whose), whose):
        shifts = list(covers)
        theirs = [
            (session, where)
            for session, where in agenda.day_sessions(day)
            if can_be_moderated(session)
            and not moderators_without_shifts(agenda, session)
            and any(c.covers_placement(where) for c in shifts)
        ]
        for start, peak in _busiest_minutes(theirs):
            name, time = agenda.people[person].name, format_clock(start)
            text = Text("{name} moderates {n} rooms at once at {time}.", name=name, n=len(peak), time=time)
            short = Text("{name} moderates {n} rooms at once", name=name, n=len(peak))
            yield Conflict(
                "moderator-in-several-rooms", Severity.HINT, ids_by_number(*peak), text, short, people=(person,)
            )


def _moderator_on_stage_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a hint for each person on stage in a session that they moderate only because of their shift."""
    people = {cover.person for cover in agenda.covers.values() if cover.is_expected}
    if not people:
        return
    for session in agenda.sessions_in_order:
        on_stage = [a.person for a in session.people if a.is_expected and a.role in ON_STAGE and a.person in people]
        if not on_stage or not can_be_moderated(session) or moderators_without_shifts(agenda, session):
            continue
        moderators = session_moderator_ids(agenda, session)
        for person in dict.fromkeys(on_stage):
            if person in moderators:
                name = agenda.people[person].name
                text = Text("{name} moderates “{title}” and is on stage in it.", name=name, title=session.title)
                short = Text("{name} moderates and is on stage", name=name)
                yield Conflict("moderator-on-stage", Severity.HINT, (session.id,), text, short, people=(person,))


def _busiest_minutes(placed: list[Placed]) -> Iterator[tuple[int, list[Session]]]:
    """Yield the busiest minute of each run of sessions, and one session for each place in use at that minute.

    A place is a room, or the rooms that one session has together. The minute is the first with the maximum number of
    places in use. ``placed`` is sorted by time. A run is a set of sessions that overlap directly or through others;
    runs that never use two places at once are left out.
    """
    runs: list[list[Placed]] = []
    end = 0
    for session, where in placed:
        if where.span.start >= end:
            runs.append([])
        runs[-1].append((session, where))
        end = max(end, where.span.end)
    for run in runs:
        starts = dict.fromkeys(where.span.start for _session, where in run)
        at, peak = max(((start, _session_in_each_room(run, start)) for start in starts), key=lambda busy: len(busy[1]))
        if len(peak) > 1:
            yield at, peak


def _session_in_each_room(placed: list[Placed], minute: int) -> list[Session]:
    """Return one session for each room, or set of rooms of one session, in use at that minute."""
    there = {where.rooms: session for session, where in placed if where.span.start <= minute < where.span.end}
    return list(there.values())


MODERATOR_IN_SEVERAL_ROOMS = Rule(
    id="moderator-in-several-rooms",
    title=N_("Moderator in several rooms"),
    in_plan=_several_rooms_conflicts,
    only_hints=True,
    why_silent="It may be intended.",
)
MODERATOR_ON_STAGE = Rule(
    id="moderator-on-stage",
    title=N_("Moderator on stage"),
    in_plan=_moderator_on_stage_conflicts,
    only_hints=True,
    why_silent="It may be intended.",
)


def _missing_chair_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a hint for each block that has sessions that are not cancelled, but no chair who is expected."""
    for block in agenda.blocks_in_order:
        sessions = [s.id for s in agenda.member_sessions(block.id) if s.status is not Status.CANCELLED]
        if sessions and not block.expected_chairs:
            text = Text("“{title}” has no chair yet.", title=block.title)
            yield Conflict("block-without-chair", Severity.HINT, tuple(sessions), text, Text("No chair yet"))


BLOCK_WITHOUT_CHAIR = Rule(
    id="block-without-chair",
    title=N_("No chair yet"),
    in_plan=_missing_chair_conflicts,
    only_hints=True,
)
