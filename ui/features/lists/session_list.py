"""Columns and chips of the list of sessions: time, title, room, people, kind, status, problems."""

from __future__ import annotations

from typing import Any

from planner.domain.entities import Session
from planner.domain.enums import KIND_NAMES, ON_STAGE, STATUS_NAMES, State, Status
from planner.domain.session_people import moderating, moderators_of, names_in
from planner.domain.span import clock_range
from planner.domain.text import N_
from planner.domain.value_objects import Appearance
from planner.rules.conflict import Severity
from ui.features.lists.columns import ALL, FilterChip, ListColumn
from ui.state.document import Document


def _when(document: Document, session: Session) -> str:
    where = session.placement
    if where is None:
        return document.presentation.words("In the tray")
    return clock_range(where.span.start, where.span.end)


def _time(document: Document, session: Session) -> Any:
    where = session.placement
    if where is None:
        return None
    order = {room.id: n for n, room in enumerate(document.agenda.rooms_in_order)}
    first = min((order.get(room, 0) for room in where.rooms), default=-1)
    return (where.span.absolute_start, first, session.number)


def _room(document: Document, session: Session) -> str:
    where = session.placement
    if where is None:
        return ""
    return (
        where.place or ", ".join(document.agenda.room_names(where.rooms)) or document.presentation.words("Whole venue")
    )


def _length(document: Document, session: Session) -> str:
    """Return the length, preceded by the day if the session is placed and the conference has several days."""
    where, length = session.placement, document.presentation.words("{n} min").format(n=session.minutes)
    if where is None or len(document.agenda.days) == 1:
        return length
    return f"{document.presentation.short_day(where.span.day)} · {length}"


def _pinned(document: Document, session: Session) -> str:
    return document.presentation.words("Pinned") if session.pinned else ""


def _people(document: Document, session: Session) -> str:
    names = ", ".join(names_in(document.agenda, session, *ON_STAGE))
    if not names and session.awaits_speaker:
        return document.presentation.words("speaker to be announced")
    return names


def _moderators(document: Document, session: Session) -> str:
    people = document.agenda.people
    names = ", ".join(people[p].name for p in moderators_of(document.agenda, session) if p in people)
    return (
        document.presentation.words("Moderator {name}").format(name=names) if names and not session.facts.pause else ""
    )


def _track(document: Document, session: Session) -> str:
    track = document.agenda.tracks.get(session.track or "")
    return track.name if track else ""


def _status(document: Document, session: Session) -> str:
    return document.presentation.words(STATUS_NAMES[session.status])


def _expected(document: Document, session: Session) -> tuple[Appearance, ...]:
    """Return the session's appearances that count and those of shifts' moderators; none if it is cancelled."""
    if session.status is Status.CANCELLED:
        return ()
    own = tuple(a for a in session.people if a.counts)
    return own + tuple(a for a in moderating(document.agenda, session) if a not in session.people)


def _nobody_asked(session: Session) -> bool:
    """Return True if a session has or needs people and nobody has been asked, including those who have declined."""
    if session.status is Status.CANCELLED or not (session.people or session.facts.needs_speaker):
        return False
    return all(a.state is State.NOT_ASKED for a in session.people)


def _problem(document: Document, session: Session) -> str:
    return document.reason(session.id)


def _problem_tone(document: Document, session: Session) -> str:
    found = document.problems.of(session.id)
    return "" if not found else "problem" if found[0].severity is Severity.PROBLEM else "warning"


SESSION_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("when", N_("Time"), _when, _time, below=_length, pinned=_pinned, width=156, least=150),
    ListColumn("title", N_("Title"), lambda document, s: s.title, below=_track, width=250, bold=True),
    ListColumn("rooms", N_("Room"), _room, width=110, least=96),
    ListColumn("people", N_("People"), _people, below=_moderators, width=160, least=112),
    ListColumn(
        "kind", N_("Kind"), lambda document, s: document.presentation.words(KIND_NAMES[s.kind]), width=104, least=98
    ),
    ListColumn(
        "status",
        N_("Status"),
        _status,
        width=115,
        least=110,
        tone=lambda document, s: "" if s.status is Status.CONFIRMED else "warning",
    ),
    ListColumn("problem", N_("Problems"), _problem, tone=_problem_tone, width=150),
)
SESSION_CHIPS: tuple[FilterChip, ...] = (
    ALL,
    FilterChip("placed", N_("In the timeline"), lambda document, s: s.placement is not None),
    FilterChip("tray", N_("In the tray"), lambda document, s: s.placement is None),
    FilterChip(
        "speakerless", N_("No speaker"),
        lambda document, s: s.facts.needs_speaker and not names_in(document.agenda, s, *ON_STAGE),
    ),
    FilterChip(
        "moderatorless", N_("No moderator"),
        lambda document, s: s.facts.needs_moderator and not moderators_of(document.agenda, s),
    ),
    FilterChip("unasked", N_("Nobody asked"), lambda document, s: _nobody_asked(s)),
    FilterChip(
        "waiting", N_("Owes an answer"),
        lambda document, s: any(a.state is State.INVITED for a in _expected(document, s)),
    ),
    FilterChip("draft", N_("Draft or cancelled"), lambda document, s: s.status is not Status.CONFIRMED),
    FilterChip("problems", N_("To look at"), lambda document, s: bool(document.problems.of(s.id))),
)  # fmt: skip
