"""Interval arithmetic on availability and opening times: merging intervals and finding the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.span import LATEST, MINUTES_A_DAY, Span, clock_range

Stretch = tuple[int, int]
"""The absolute start and end in minutes."""


def merged(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """Merge spans that touch or overlap into intervals sorted by time."""
    found: list[Stretch] = []
    for start, end in sorted([((m := s.day.toordinal() * MINUTES_A_DAY) + s.start, m + s.end) for s in spans]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def with_nights(agenda: Agenda, spans: Iterable[Span]) -> Iterable[Span]:
    """Yield the spans; a whole conference day is extended by the following night for as long as the day is open."""
    for span in spans:
        day = agenda.day_of(span.day) if span.is_whole_day else None
        yield Span(span.day, 0, day.closes) if day and day.closes > span.end else span


def first_outside(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """Return the first minute from ``start`` up to ``end`` that is in no window, or None if there is none."""
    for opens, closes in windows:
        if opens > start:
            return start
        if closes > start:
            return closes if closes < end else None
    return start


def first_inside(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """Return the first minute from ``start`` up to ``end`` that is in a window, or None if there is none."""
    for opens, closes in windows:
        if closes > start:
            return max(opens, start) if opens < end else None
    return None


def clipped(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Return the parts of the windows between ``start`` and ``end``."""
    return tuple((max(o, start), min(c, end)) for o, c in windows if o < end and c > start)


def gaps(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Return the intervals between ``start`` and ``end`` that are in no window."""
    inside = clipped(windows, start, end)
    edges = [start, *(edge for stretch in inside for edge in stretch), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def bounds(day: date) -> Stretch:
    """Return the interval that can belong to a day: from its midnight to the end of the following day."""
    midnight = day.toordinal() * MINUTES_A_DAY
    return midnight, midnight + LATEST


def hours_on(windows: Sequence[Stretch], span: Span) -> str:
    """Format the windows on the span's day, such as ``09:00–12:00, 14:00–16:00``; empty if there are none.

    The following night is part of the day; of a window over several days only this day is shown.
    """
    midnight, latest = bounds(span.day)
    shown = []
    for start, end in clipped(windows, midnight, max(midnight + MINUTES_A_DAY, span.absolute_end)):
        until = next(closes for opens, closes in windows if opens <= start < closes)
        end = until if until < latest else max(end, midnight + MINUTES_A_DAY)
        whole = (start, end) == (midnight, midnight + MINUTES_A_DAY)
        shown.append("00:00–24:00" if whole else clock_range(start, end))
    return ", ".join(shown)
