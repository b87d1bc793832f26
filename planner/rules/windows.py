"""The arithmetic of times somebody is there or something is open: merged stretches, and what lies outside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.span import LATEST, MINUTES_A_DAY, Span, clock

Stretch = tuple[int, int]
"""Absolute start and end in minutes."""


def merged(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """The spans as stretches by time; those that touch or overlap are one."""
    found: list[Stretch] = []
    for start, end in sorted([((m := s.day.toordinal() * MINUTES_A_DAY) + s.start, m + s.end) for s in spans]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def with_nights(agenda: Agenda, spans: Iterable[Span]) -> Iterable[Span]:
    """The spans, a whole day of the conference with the night in which that day is still open."""
    for span in spans:
        day = agenda.day_of(span.day) if span.is_whole_day else None
        yield Span(span.day, 0, day.closes) if day and day.closes > span.end else span


def first_outside(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """The first minute from ``start`` up to ``end`` that no window holds, or None."""
    for opens, closes in windows:
        if opens > start:
            return start
        if closes > start:
            return closes if closes < end else None
    return start


def first_inside(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """The first minute from ``start`` up to ``end`` that a window holds, or None."""
    for opens, closes in windows:
        if closes > start:
            return max(opens, start) if opens < end else None
    return None


def clipped(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """What of the windows lies between."""
    return tuple((max(o, start), min(c, end)) for o, c in windows if o < end and c > start)


def gaps(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """What between ``start`` and ``end`` no window holds."""
    inside = clipped(windows, start, end)
    edges = [start, *(edge for stretch in inside for edge in stretch), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def bounds(day: date) -> Stretch:
    """All that can belong to a day: from its midnight to the end of the following one."""
    midnight = day.toordinal() * MINUTES_A_DAY
    return midnight, midnight + LATEST


def hours_on(windows: Sequence[Stretch], span: Span) -> str:
    """The windows of the span's day for people, such as ``09:00–12:00, 14:00–16:00``; empty if there are none.

    A night that follows counts as the day's; of a window of several days only this day is said.
    """
    midnight, latest = bounds(span.day)
    shown = []
    for start, end in clipped(windows, midnight, max(midnight + MINUTES_A_DAY, span.absolute_end)):
        until = next(closes for opens, closes in windows if opens <= start < closes)
        end = until if until < latest else max(end, midnight + MINUTES_A_DAY)
        whole = (start, end) == (midnight, midnight + MINUTES_A_DAY)
        shown.append("00:00–24:00" if whole else f"{clock(start)}–{clock(end)}")
    return ", ".join(shown)
