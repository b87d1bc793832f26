"""The content of the sessions and shifts on the board, prepared for painting."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.entities import Cover, Entity, Session
from planner.domain.enums import State, Status
from planner.domain.span import clock, clock_range
from planner.rules.conflict import Conflict
from planner.rules.moderating import has_own
from ui.features.moderators.coverage import Coverage, clashes_of, is_missing
from ui.state.document import Document
from ui.state.fields.person_fields import STATE_NAMES

BoardItem = tuple[type[Entity], str]
"""A session or a shift: its type and id, as in ``Document.shown``."""
ABOUT_PEOPLE = ("person-in-two-places", "person-unavailable")


@dataclass(frozen=True, slots=True)
class BoardSessionContent:
    """The content of a session's block.

    ``who`` are the moderators' names, or words for a missing one; ``missing`` is True if there could be one and is
    none, ``needed`` if the kind also needs one. ``own`` is True if the moderator was assigned to the session rather
    than by a shift; ``wrong`` is the reason why a moderator cannot, or empty.
    """

    title: str
    hours: str
    who: str
    people: tuple[str, ...]
    own: bool
    missing: bool
    needed: bool
    pause: bool
    cancelled: bool
    colour: str
    wrong: str
    name: str


@dataclass(frozen=True, slots=True)
class ShiftContent:
    """The content of a shift: ``firm`` if the person has confirmed, ``counts`` unless they have declined."""

    person: str
    who: str
    firm: bool
    counts: bool
    wrong: str
    name: str


def session_content(document: Document, session: Session, coverage: Coverage) -> BoardSessionContent:
    """Return the content of a placed session's block."""
    words, agenda, where = document.presentation.words, document.agenda, session.placement
    assert where
    people, own = coverage.moderators.get(session.id, ()), has_own(session)
    missing = is_missing(session, coverage.moderators)
    who = ", ".join(agenda.people[person].name for person in people if person in agenda.people)
    said = words("No moderator") if missing else who
    wrong = _trouble_of(document, document.problems.of(session.id), people)
    track = agenda.tracks.get(session.track or "")
    hours = clock_range(where.span.start, where.span.end)
    rooms = ", ".join(agenda.room_names(where.rooms)) or words("whole venue")
    times = words("{start} to {end}").format(start=clock(where.span.start), end=clock(where.span.end))
    told = words("Moderator {name}").format(name=who) if who else said
    if who and not own:
        told = words("{name} · by stretch").format(name=told)
    cancelled = session.status is Status.CANCELLED
    parts = (session.title, rooms, times, told, words("cancelled") if cancelled else "", wrong)
    return BoardSessionContent(
        session.title, hours, said, people, own, missing, missing and session.facts.needs_moderator,
        session.facts.pause, cancelled, track.colour if track else "", wrong, ", ".join(part for part in parts if part),
    )  # fmt: skip


def shift_content(document: Document, cover: Cover) -> ShiftContent:
    """Return the content of a shift."""
    words, agenda = document.presentation.words, document.agenda
    who = agenda.people[cover.person].name
    where = agenda.rooms.get(cover.room or "")
    room = where.name if where else words("every room")
    if cover.start is None or cover.end is None:
        times = words("the whole day")
    else:
        times = words("{start} to {end}").format(start=clock(cover.start), end=clock(cover.end))
    firm = cover.state is State.CONFIRMED
    found = clashes_of(agenda, cover) if cover.counts else ()
    wrong = words.say(found[0].short) if found else ""
    parts = (
        words("Moderator {name}").format(name=who), room, times, "" if firm else words(STATE_NAMES[cover.state]), wrong,
    )  # fmt: skip
    return ShiftContent(cover.person, who, firm, cover.counts, wrong, ", ".join(part for part in parts if part))


def _trouble_of(document: Document, problems: list[Conflict], people: tuple[str, ...]) -> str:
    """Return a short reason why one of the session's moderators is not available, or an empty string."""
    found = (c for c in problems if c.rule in ABOUT_PEOPLE and not set(c.people).isdisjoint(people))
    return next((document.presentation.words.say(conflict.short) for conflict in found), "")
