"""The night in which the clocks change: an hour of the wall's time that is skipped, or one that comes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import LATEST, Span, moment

DAYS_KNOWN = 1000
"""Days of which it is kept in mind whether the clocks change."""


def zone_of(agenda: Agenda) -> ZoneInfo | None:
    """The conference's time zone, or None if there is none of that name."""
    try:
        return ZoneInfo(agenda.conference.timezone)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return None


@lru_cache(maxsize=DAYS_KNOWN)
def clocks_change(zone: ZoneInfo, day: date) -> bool:
    """Whether the clocks change from the midnight that begins the day to the end of the night that follows it."""
    first, last = (moment(day, minutes).replace(tzinfo=zone) for minutes in (0, LATEST))
    return first.utcoffset() != last.utcoffset()


def as_clocks_show(wall: datetime, zone: ZoneInfo) -> datetime:
    """The wall time that clocks show for it: a skipped 02:30 is 03:30 (RFC 5545, 3.3.5), all others are as they are."""
    found = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return found.replace(tzinfo=None, fold=0)


def comes_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks show that time twice, as 02:30 when summer time ends."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and as_clocks_show(wall, zone) == wall


def shown_span(span: Span, zone: ZoneInfo) -> Span:
    """The span as clocks show it: one that begins in the skipped hour begins after it.

    It ends when it was to end if that is a time after its beginning, else it keeps its length.
    """
    if not clocks_change(zone, span.day):
        return span
    moved = as_clocks_show(span.begins, zone) - span.begins
    if not moved:
        return span
    start = span.start + moved // timedelta(minutes=1)
    there = as_clocks_show(span.ends, zone) == span.ends and span.end > start
    end = span.end if there else start + span.minutes
    return Span(span.day, start, end) if end <= LATEST else span


def real_minutes(span: Span, zone: ZoneInfo) -> int:
    """How long it lasts by a stop-watch."""
    begins, ends = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in (span.begins, span.ends))
    return (ends - begins) // timedelta(minutes=1)


def agenda_as_clocks_show(agenda: Agenda) -> Agenda:
    """The plan with every session at the time that clocks show, for all that is read: paper and calendar."""
    zone = zone_of(agenda)
    if zone is None or not any([clocks_change(zone, day.date) for day in agenda.days.values()]):
        return agenda
    moved = {session.id: found for session, found in ((s, _shown(s, zone)) for s, _w in agenda.placed) if found}
    return replace(agenda, sessions=MappingProxyType({**agenda.sessions, **moved})) if moved else agenda


def _shown(session: Session, zone: ZoneInfo) -> Session | None:
    """The session at the time that clocks show, or None where that is its own."""
    where = session.placement
    span = shown_span(where.span, zone) if where else None
    if where is None or span is None or span == where.span:
        return None
    return replace(session, minutes=span.minutes, placement=replace(where, span=span))
