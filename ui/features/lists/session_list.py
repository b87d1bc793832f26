"""Columns and chips of the list of sessions: time, title, room, people, kind, status, problems."""

from __future__ import annotations

from typing import Any

from planner.domain.entities import Session
from planner.domain.enums import KIND_NAMES, ON_STAGE, STATUS_NAMES, State, Status
from planner.domain.text import N_
from planner.domain.value_objects import Appearance
from planner.rules.conflict import Severity
from ui.features.lists.columns import ALL, Chip, Column
from ui.state.document import Desk


def _when(desk: Desk, session: Session) -> str:
    where = session.placement
    if where is None:
        return desk.reader.words("In the tray")
    return desk.hours(where.span.start, where.span.end)


def _time(desk: Desk, session: Session) -> Any:
    where = session.placement
    if where is None:
        return None
    order = {room.id: n for n, room in enumerate(desk.agenda.rooms_in_order)}
    first = min((order.get(room, 0) for room in where.rooms), default=-1)
    return (where.span.absolute_start, first, session.number)


def _room(desk: Desk, session: Session) -> str:
    where = session.placement
    if where is None:
        return ""
    return where.place or ", ".join(desk.agenda.room_names(where.rooms)) or desk.reader.words("Whole venue")


def _length(desk: Desk, session: Session) -> str:
    """Return the length, after the day if the conference has several."""
    where, length = session.placement, desk.reader.words("{n} min").format(n=session.minutes)
    if where is None or len(desk.agenda.days) == 1:
        return length
    return f"{desk.reader.short_day(where.span.day)} · {length}"


def _pinned(desk: Desk, session: Session) -> str:
    return desk.reader.words("Pinned") if session.pinned else ""


def _people(desk: Desk, session: Session) -> str:
    names = ", ".join(desk.agenda.names_in(session, *ON_STAGE))
    if not names and session.awaits_speaker:
        return desk.reader.words("speaker to be announced")
    return names


def _moderators(desk: Desk, session: Session) -> str:
    people = desk.agenda.people
    names = ", ".join(people[p].name for p in desk.agenda.moderators_of(session) if p in people)
    return desk.reader.words("Moderator {name}").format(name=names) if names and not session.facts.pause else ""


def _track(desk: Desk, session: Session) -> str:
    track = desk.agenda.tracks.get(session.track or "")
    return track.name if track else ""


def _status(desk: Desk, session: Session) -> str:
    return desk.reader.words(STATUS_NAMES[session.status])


def _expected(desk: Desk, session: Session) -> tuple[Appearance, ...]:
    """Return the appearances of a session that count, with those of its stretches' moderators; none if cancelled."""
    if session.status is Status.CANCELLED:
        return ()
    own = tuple(a for a in session.people if a.counts)
    return own + tuple(a for a in desk.agenda.moderating(session) if a not in session.people)


def _nobody_asked(session: Session) -> bool:
    """Return whether a session has or needs people, and none was asked, not even one who has said no since."""
    if session.status is Status.CANCELLED or not (session.people or session.facts.needs_speaker):
        return False
    return all(a.state is State.NOT_ASKED for a in session.people)


def _problem(desk: Desk, session: Session) -> str:
    return desk.reason(session.id)


def _problem_tone(desk: Desk, session: Session) -> str:
    found = desk.problems_of(session.id)
    return "" if not found else "problem" if found[0].severity is Severity.PROBLEM else "warning"


SESSION_COLUMNS: tuple[Column, ...] = (
    Column("when", N_("Time"), _when, _time, below=_length, pinned=_pinned, width=156, least=150),
    Column("title", N_("Title"), lambda desk, s: s.title, below=_track, width=250, bold=True),
    Column("rooms", N_("Room"), _room, width=110, least=96),
    Column("people", N_("People"), _people, below=_moderators, width=160, least=112),
    Column("kind", N_("Kind"), lambda desk, s: desk.reader.words(KIND_NAMES[s.kind]), width=104, least=98),
    Column(
        "status", N_("Status"), _status, width=115, least=110,
        tone=lambda desk, s: "" if s.status is Status.CONFIRMED else "warning",
    ),
    Column("problem", N_("Problems"), _problem, tone=_problem_tone, width=150),
)  # fmt: skip
SESSION_CHIPS: tuple[Chip, ...] = (
    ALL,
    Chip("placed", N_("In the timeline"), lambda desk, s: s.placement is not None),
    Chip("tray", N_("In the tray"), lambda desk, s: s.placement is None),
    Chip(
        "speakerless", N_("No speaker"),
        lambda desk, s: s.facts.needs_speaker and not desk.agenda.names_in(s, *ON_STAGE),
    ),
    Chip(
        "moderatorless", N_("No moderator"),
        lambda desk, s: s.facts.needs_moderator and not desk.agenda.moderators_of(s),
    ),
    Chip("unasked", N_("Nobody asked"), lambda desk, s: _nobody_asked(s)),
    Chip(
        "waiting", N_("Owes an answer"),
        lambda desk, s: any(a.state is State.INVITED for a in _expected(desk, s)),
    ),
    Chip("draft", N_("Draft or cancelled"), lambda desk, s: s.status is not Status.CONFIRMED),
    Chip("problems", N_("To look at"), lambda desk, s: bool(desk.problems_of(s.id))),
)  # fmt: skip
