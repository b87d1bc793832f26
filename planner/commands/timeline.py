"""Commands that place, unplace, resize, shift, swap, pin and cancel sessions, validating every placement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from planner.commands.edit import cleaned_fields, with_values
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY, Span, format_clock
from planner.domain.text import EstradError, Pinned, Plural, Text
from planner.domain.value_objects import Placement, Status

Placed = TypeVar("Placed", Session, Block)


def day_span(agenda: Agenda, day: date, start: int, minutes: int) -> Span:
    """Return a span on a day of the conference; raise ``EstradError`` if the day or the time is invalid."""
    if agenda.day_with_date(day) is None:
        raise EstradError(
            Text("{date} is not a day of this conference.", date=day.isoformat()), Text("Add the day first.")
        )
    try:
        return Span(day, start, start + minutes)
    except ValueError as error:
        problem = Text(
            "A session cannot run from {start} for {minutes} minutes.", start=format_clock(start), minutes=minutes
        )
        if start < 0:
            problem = Text("A session cannot begin before 00:00 of its day.")
        elif start >= MINUTES_A_DAY and minutes > 0:
            problem = Text("A session cannot go on after the night that follows its day.")
        remedy = Text("Choose a time from 00:00 to the end of the following night, and at least one minute.")
        raise EstradError(problem, remedy) from error


def with_span(placed: Placed, span: Span) -> Placed:
    """Return a placed session or block at another time, in the same rooms."""
    assert placed.placement
    return replace(placed, minutes=span.minutes, placement=replace(placed.placement, span=span))


def minute_in_night(agenda: Agenda, day: date, minute: int) -> int:
    """Return the minute of a day, moved to the following night if the day opens later but is open then."""
    found = agenda.day_with_date(day)
    late = found is not None and minute < found.opens and minute + MINUTES_A_DAY < found.closes
    return minute + MINUTES_A_DAY if late else minute


def pinned_error(sessions: Sequence[Session]) -> Pinned:
    """Return the error for moving pinned sessions (at least one)."""
    text = (
        Plural(
            "{n} session is pinned: its time and room stay.",
            "{n} sessions are pinned: their times and rooms stay.",
            len(sessions),
        )
        if len(sessions) > 1
        else Text("“{title}” is pinned: its time and room stay.", title=sessions[0].title)
    )
    return Pinned(text, tuple(session.id for session in sessions))


def is_placed_and_pinned(session: Session) -> bool:
    """Return whether the session is placed and pinned."""
    return session.pinned and session.placement is not None


def set_pinned(agenda: Agenda, *session_ids: str, on: bool) -> Change:
    """Pin sessions to their time and rooms, or unpin them."""
    found = [agenda.sessions[session_id] for session_id in dict.fromkeys(session_ids)]
    touched = [session for session in found if session.pinned is not on]
    title, n = (touched or found)[0].title, len(touched)
    if n > 1:
        label = Plural("Pin {n} session", "Pin {n} sessions", n) if on else Plural(
            "Unpin {n} session", "Unpin {n} sessions", n
        )  # fmt: skip
    else:
        label = Text("Pin “{title}”", title=title) if on else Text("Unpin “{title}”", title=title)
    return change(label, *((session, replace(session, pinned=on)) for session in touched))


def set_cancelled(agenda: Agenda, *session_ids: str, off: bool = True) -> Change:
    """Cancel sessions, or hold cancelled ones after all, as planned; attendees read of it at the next publishing."""
    status = Status.CANCELLED if off else Status.CONFIRMED
    found = [agenda.sessions[session_id] for session_id in dict.fromkeys(session_ids)]
    touched = [session for session in found if (session.status is Status.CANCELLED) is not off]
    title, n = (touched or found)[0].title, len(touched)
    label = Text("Call off “{title}”", title=title) if off else Text("Hold “{title}” after all", title=title)
    if n > 1:
        label = Plural("Call off {n} session", "Call off {n} sessions", n) if off else Plural(
            "Hold {n} session after all", "Hold {n} sessions after all", n
        )  # fmt: skip
    return change(label, *((session, replace(session, status=status)) for session in touched))


def _placed_session(session: Session, placement: Placement) -> Session:
    """Return the session at that placement; raise ``Pinned`` if it is pinned to another time or other rooms."""
    before = session.placement
    if before and session.pinned and not (before.span == placement.span and before.has_same_rooms(placement)):
        raise pinned_error((session,))
    return replace(session, minutes=placement.span.minutes, placement=placement)


def place(
    agenda: Agenda,
    session_id: str,
    day: date,
    start: int,
    rooms: Sequence[str] = (),
    *,
    place: str | None = None,
    minutes: int | None = None,
) -> Change:
    """Place a session at ``start`` (minutes from the day's midnight) in ``rooms``, or over the whole venue if empty.

    Length and place text stay unless given. Raise ``EstradError`` for an invalid day or time, ``Pinned`` if the session
    is pinned to another time or room, and ``KeyError`` for an unknown room.
    """
    before = agenda.sessions[session_id]
    length = before.minutes if minutes is None else minutes
    for room in rooms:
        if room not in agenda.rooms:
            raise KeyError(room)
    where = (
        (before.placement.place if before.placement else "")
        if place is None
        else cleaned_fields(Session, {"place": place})["place"]
    )
    placement = Placement(day_span(agenda, day, start, length), agenda.by_column(rooms), where)
    if before.placement and before.placement.has_same_rooms(placement):
        placement = replace(placement, rooms=before.placement.rooms)  # the columns may have another order by now
    label = (
        Text("Move “{title}”", title=before.title) if before.placement else Text("Place “{title}”", title=before.title)
    )
    return change(label, (before, _placed_session(before, placement)))


def unplace(agenda: Agenda, *session_ids: str) -> Change:
    """Return sessions to the tray, except pinned ones; raise ``Pinned`` if all placed ones are pinned."""
    found = [agenda.sessions[session_id] for session_id in dict.fromkeys(session_ids)]
    placed = [session for session in found if session.placement and not session.pinned]
    if not placed and any(map(is_placed_and_pinned, found)):
        raise pinned_error(list(filter(is_placed_and_pinned, found)))
    label = (
        Text("Return {n} sessions to “Not placed”", n=len(placed))
        if len(placed) > 1
        else Text("Return “{title}” to “Not placed”", title=(placed or found)[0].title)
    )
    return change(label, *((session, replace(session, placement=None)) for session in placed))


def resize(agenda: Agenda, session_id: str, start: int, end: int) -> Change:
    """Change the start and end of a placed session, in minutes from its day's midnight.

    Raise ``KeyError`` if it is in the tray, ``Pinned`` if it is pinned to another time, ``EstradError`` for an invalid
    time.
    """
    before = agenda.sessions[session_id]
    if before.placement is None:
        raise KeyError(session_id)
    span = day_span(agenda, before.placement.span.day, start, end - start)
    after = _placed_session(before, replace(before.placement, span=span))
    return change(Text("Resize “{title}”", title=before.title), (before, after))


def set_length(agenda: Agenda, session_id: str, minutes: int) -> Change:
    """Set the length of a session in minutes, whether it is placed or in the tray.

    Raise ``EstradError`` for an invalid length, ``Pinned`` if it is placed and pinned and the length is another.
    """
    before = agenda.sessions[session_id]
    if before.placement:
        start = before.placement.span.start
        return resize(agenda, session_id, start, start + minutes)
    after = with_values(before, minutes=minutes)
    return change(Text("Resize “{title}”", title=before.title), (before, after))


def shift(agenda: Agenda, session_id: str, minutes: int) -> Change:
    """Move only this placed session later (negative: earlier); ``ripple.shift_following`` also moves what follows.

    Raise ``EstradError`` if it is in the tray or for an invalid time, ``Pinned`` if it is pinned to another time.
    """
    session = agenda.sessions[session_id]
    if session.placement is None:
        raise EstradError(
            Text("“{title}” is not placed and has no time.", title=session.title), Text("Place the session first.")
        )
    label, old = Text("Shift “{title}” by {minutes} min", title=session.title, minutes=minutes), session.placement.span
    span = day_span(agenda, old.day, old.start + minutes, old.minutes)
    return change(label, (session, _placed_session(session, replace(session.placement, span=span))))


def swap(agenda: Agenda, first_id: str, second_id: str) -> Change:
    """Swap the places of two sessions, each keeping its length.

    If one is in the tray, it takes the other's place, and the other goes to the tray. They also swap their blocks.
    Neighbours that would then overlap are reordered instead: the second starts where the first started, the first ends
    where the second ended. If one has the whole venue and the other a room, each keeps that and they swap times. Raise
    ``Pinned`` if one of them must not move, ``EstradError`` if both are in the tray or a new time is invalid.
    """
    first, second = agenda.sessions[first_id], agenda.sessions[second_id]
    if first.placement is None and second.placement is None:
        raise EstradError(
            Text("Two sessions that are not placed have no places to change."), Text("Place one of them first.")
        )
    if held := [session for session in (first, second) if is_placed_and_pinned(session)]:
        raise pinned_error(held)
    pairs = _reordered_neighbours(agenda, first, second) or [
        (first, _replacing_session(agenda, first, second)),
        (second, _replacing_session(agenda, second, first)),
    ]
    blocks = {first.id: second.block, second.id: first.block}
    pairs = [(before, replace(after, block=blocks[before.id])) for before, after in pairs]
    return change(Text("Swap “{first}” and “{second}”", first=first.title, second=second.title), *pairs)


def _replacing_session(agenda: Agenda, session: Session, other: Session) -> Session:
    """Return the session moved to the place of ``other``, keeping its length, or unplaced if ``other`` is.

    It keeps its rooms if only one of the two has the whole venue.
    """
    if other.placement is None:
        return replace(session, placement=None)
    span = day_span(agenda, other.placement.span.day, other.placement.span.start, session.minutes)
    own = session.placement
    if own and own.everywhere != other.placement.everywhere:
        return replace(session, placement=replace(own, span=span))
    return replace(session, placement=replace(other.placement, span=span))


def _reordered_neighbours(agenda: Agenda, *both: Session) -> list[tuple[Session, Session]]:
    """Return two neighbours before and after they are reordered; none if they need not be, or are no neighbours.

    They must be if the later one, at the start of the earlier one, would end after its own present start. Neighbours
    follow each other in the same rooms, and no other session there overlaps the time from the start of the one to the
    end of the other. A whole-venue session is treated as being in the rooms of the other.
    """
    placed = sorted(((s, s.placement) for s in both if s.placement), key=lambda pair: pair[1].span.absolute_start)
    if len(placed) < 2:
        return []
    (early, one), (late, other) = placed
    apart = one.span.day != other.span.day or one.span.end > other.span.start
    alike = one.has_same_rooms(other) or one.everywhere or other.everywhere
    if apart or not alike or one.span.start + late.minutes <= other.span.start:
        return []
    whole = replace(other if one.everywhere else one, span=Span(one.span.day, one.span.start, other.span.end))
    if any(session not in both and where.meets(whole) for session, where in agenda.day_sessions(one.span.day)):
        return []
    first = day_span(agenda, one.span.day, one.span.start, late.minutes)
    second = day_span(agenda, one.span.day, other.span.end - early.minutes, early.minutes)
    if one.everywhere != other.everywhere:
        one, other = other, one  # each keeps its rooms
    return [
        (early, replace(early, placement=replace(other, span=second))),
        (late, replace(late, placement=replace(one, span=first))),
    ]
