"""The content of a session's block, computed before it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from planner.domain.agenda import moderators_of, names_in
from planner.domain.entities import Session
from planner.domain.span import clock, clock_range
from planner.domain.value_objects import KIND_NAMES, ON_STAGE, STATUS_NAMES, Status
from planner.wording import LANGUAGE_NAMES
from ui.state.document import Document
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Colouring


@dataclass(frozen=True, slots=True)
class BlockContent:
    """The content of a block, ready to paint; ``reason`` is set if the session has a problem.

    ``details`` are lines: time, place and speakers; the moderator; the label of the colour. ``badges`` are words.
    ``parts`` are the titles of the session's parts, each with the fraction of the session's length at which it starts.
    """

    title: str
    details: tuple[str, ...]
    colour: str
    pause: bool
    cancelled: bool
    reason: str
    grave: bool
    name: str
    pinned: str = ""
    """The label of a pinned session; empty if it is not pinned."""
    badges: tuple[str, ...] = ()
    draft: bool = False
    parts: tuple[tuple[float, str], ...] = ()
    buffers: tuple[str, str] = ("", "")
    """Labels of the set-up time before the session and the clearing time after it."""
    rooms: str = ""
    """The names of the session's rooms; empty in the tray."""


def content_of(document: Document, session: Session, start: int, end: int, *, tray: bool = False) -> BlockContent:
    """Return the content of a session's block at a time; a block in the tray shows the length instead of the time."""
    _, agenda = document.presentation.words, document.agenda
    placement = session.placement
    awaited = _("speaker to be announced") if session.awaits_speaker else ""
    speakers = ", ".join(names_in(agenda, session, *ON_STAGE)) or awaited
    moderators = () if session.facts.pause else moderators_of(agenda, session)
    moderator = ", ".join(agenda.people[p].name for p in moderators if p in agenda.people)
    hours = _("{n} min").format(n=session.minutes) if tray else clock_range(start, end)
    place = placement.place if placement and not tray else ""
    moderated = _("Moderator {name}").format(name=moderator) if moderator else ""
    coloured, word = _colour_of(document, session)
    first = " · ".join(part for part in (hours, place, speakers) if part)
    rooms = ", ".join(agenda.room_names(placement.rooms)) if placement else ""
    where = "" if tray else rooms or (_("all rooms") if placement else "")
    times = hours if tray else _("{start} to {end}").format(start=clock(start), end=clock(end))
    badges, buffers, reason = badges_of(document, session), _buffers(document, session), document.reason(session.id)
    held = _("Pinned") if session.pinned and not tray else ""
    name = [session.title, where, times, place, speakers, moderated, word]
    name += [badge.lower() for badge in (*badges, held, *buffers) if badge]
    if reason:
        name.append(_("Problem: {reason}").format(reason=reason))
    return BlockContent(
        session.title,
        tuple(line for line in (first, moderated, "" if tray else word) if line),
        coloured,
        session.facts.pause,
        session.status is Status.CANCELLED,
        reason,
        any(c.severity.rank == 0 for c in document.problems.of(session.id)),
        ", ".join(part for part in name if part),
        held,
        badges,
        session.status is Status.DRAFT,
        _parts(session),
        buffers,
        "" if tray or not placement else rooms or _("All rooms"),
    )


def _colour_of(document: Document, session: Session) -> tuple[str, str]:
    """Return the name of a session's colour and the label that explains it."""
    words, by = document.presentation.words, document.view_state.colouring
    if by is Colouring.STATUS:
        return STATUS_COLOURS[session.status], words(STATUS_NAMES[session.status])
    if by is Colouring.KIND:
        return KIND_COLOURS[session.kind], words(KIND_NAMES[session.kind])
    track = document.agenda.tracks.get(session.track or "")
    return (track.colour, track.name) if track else ("", "")


def badges_of(document: Document, session: Session) -> tuple[str, ...]:
    """Return a label for each unusual property of a session: its status, recording and language."""
    words, language = document.presentation.words, session.language.strip()
    found = [words(STATUS_NAMES[session.status])] if session.status is not Status.CONFIRMED else []
    if session.do_not_record:
        found.append(words("Not recorded"))
    if language and language.casefold() != document.agenda.conference.language.casefold():
        found.append(LANGUAGE_NAMES.get(language, language))
    return tuple(found)


def _buffers(document: Document, session: Session) -> tuple[str, str]:
    words = document.presentation.words
    before = words("Set-up {n} min").format(n=session.setup) if session.setup else ""
    after = words("Clearing {n} min").format(n=session.teardown) if session.teardown else ""
    return before, after


def _parts(session: Session) -> tuple[tuple[float, str], ...]:
    """Return the parts of a session that start before its end, each with the fraction of its length."""
    begins = accumulate((part.minutes for part in session.segments), initial=0)
    shares = [(begin / session.minutes, part.title) for begin, part in zip(begins, session.segments, strict=False)]
    return tuple(pair for pair in shares if pair[0] < 1)


def tooltip_lines(content: BlockContent) -> str:
    """Return all texts of a block, one per line, for a tooltip."""
    parts = " · ".join(title for _begin, title in content.parts)
    marks = " · ".join(word for word in (*content.badges, content.pinned, *content.buffers) if word)
    return "\n".join(
        line for line in (content.title, content.rooms, *content.details, content.reason, parts, marks) if line
    )
