"""The conference's time zone: the day that is today there, the sessions that are over, and changes of the clocks.

In the night of such a change, an hour is skipped or repeated (daylight saving time).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST, Span, wall_time
from planner.domain.text import EstradError
from planner.domain.zones import time_zone

Placed = TypeVar("Placed", Session, Block)
DAYS_KNOWN = 1000
"""The cache size of ``has_clock_change``, in days."""


def conference_zone(agenda: Agenda) -> ZoneInfo | None:
    """Return the conference's time zone, or None if this computer knows no zone of that name."""
    try:
        return time_zone(agenda.conference.timezone)
    except EstradError:
        return None


def current_day(agenda: Agenda, now: datetime) -> Day | None:
    """Return the day that is today in the conference's time zone; None if there is none, or the zone is unknown.

    After midnight, the day before counts as today while it is still open and the new day has not opened.
    """
    if (zone := conference_zone(agenda)) is None:
        return None
    there = now.astimezone(zone)
    minute = there.hour * 60 + there.minute
    today, night = agenda.day_with_date(there.date()), agenda.day_with_date(there.date() - timedelta(1))
    goes_on = night is not None and minute + 24 * 60 < night.closes and (today is None or minute < today.opens)
    return night if goes_on else today


def ended_sessions(agenda: Agenda, now: datetime) -> frozenset[str]:
    """Return the ids of the sessions that are over; none if ``current_day`` returns None."""
    if current_day(agenda, now) is None or (zone := conference_zone(agenda)) is None:
        return frozenset()
    there = now.astimezone(zone).replace(tzinfo=None)
    return frozenset(session.id for session, where in agenda.placed if where.span.end_datetime <= there)


@lru_cache(maxsize=DAYS_KNOWN)
def has_clock_change(zone: ZoneInfo, day: date) -> bool:
    """Return whether the clocks change between the midnight that begins the day and the end of the following day."""
    first, last = (wall_time(day, minutes).replace(tzinfo=zone) for minutes in (0, LATEST))
    return first.utcoffset() != last.utcoffset()


def shown_wall_time(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the wall time that clocks show: a skipped 02:30 becomes 03:30 (RFC 5545, 3.3.5), others stay the same."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)


def is_ambiguous_time(wall: datetime, zone: ZoneInfo) -> bool:
    """Return whether that wall time occurs twice, like 02:30 on the night when summer time ends."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and shown_wall_time(wall, zone) == wall


def shown_span(span: Span, zone: ZoneInfo) -> Span:
    """Return the span as clocks show it: one that starts in the skipped hour starts after it.

    Its end stays the same if clocks show that time and it is still after the start; otherwise its length does. A span
    that starts at any other time, or would then end after ``LATEST``, is returned unchanged.
    """
    if not has_clock_change(zone, span.day):
        return span
    moved = shown_wall_time(span.start_datetime, zone) - span.start_datetime
    if not moved:
        return span
    start = span.start + moved // timedelta(minutes=1)
    end = (
        span.end
        if shown_wall_time(span.end_datetime, zone) == span.end_datetime and span.end > start
        else start + span.minutes
    )
    return Span(span.day, start, end) if end <= LATEST else span


def elapsed_minutes(span: Span, zone: ZoneInfo) -> int:
    """Return the elapsed time of a span in minutes, as a stop-watch would measure it.

    The span is as clocks show it, see ``shown_span``; a time in a repeated hour means the first one.
    """
    begins, ends = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in (span.start_datetime, span.end_datetime))
    return (ends - begins) // timedelta(minutes=1)


def agenda_as_clocks_show(agenda: Agenda) -> Agenda:
    """Return the agenda with all sessions and blocks at the times that clocks show.

    It is the same object if no time changes, or if the time zone is unknown.
    """
    zone = conference_zone(agenda)
    if zone is None or not any([has_clock_change(zone, day.date) for day in agenda.days.values()]):
        return agenda
    sessions = {name: _with_shown_span(session, zone) for name, session in agenda.sessions.items()}
    blocks = {name: _with_shown_span(block, zone) for name, block in agenda.blocks.items()}
    if all(agenda.sessions[name] is s for name, s in sessions.items()) and blocks == agenda.blocks:
        return agenda
    return replace(agenda, sessions=MappingProxyType(sessions), blocks=MappingProxyType(blocks))


def _with_shown_span(thing: Placed, zone: ZoneInfo) -> Placed:
    """Return a session or a block at the time that clocks show; the same object if that does not change."""
    where = thing.placement
    span = shown_span(where.span, zone) if where else None
    if where is None or span is None or span == where.span:
        return thing
    return replace(thing, minutes=span.minutes, placement=replace(where, span=span))
