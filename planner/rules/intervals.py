"""Arithmetic on the times of availability and opening: merged stretches and the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.span import LATEST, MINUTES_A_DAY, Span, clock

Stretch = tuple[int, int]
"""The absolute start and end in minutes."""


def merged(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """Return the spans as stretches sorted by time; those that touch or overlap are merged."""
    found: list[Stretch] = []
    for start, end in sorted([((m := s.day.toordinal() * MINUTES_A_DAY) + s.start, m + s.end) for s in spans]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def with_nights(agenda: Agenda, spans: Iterable[Span]) -> Iterable[Span]:
    """Yield the spans; a whole day of the conference is extended by the following night while the day is still open."""
    for span in spans:
        day = agenda.day_of(span.day) if span.is_whole_day else None
        yield Span(span.day, 0, day.closes) if day and day.closes > span.end else span


def first_outside(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """Return the first minute from ``start`` up to ``end`` that lies in no window, or None."""
    for opens, closes in windows:
        if opens > start:
            return start
        if closes > start:
            return closes if closes < end else None
    return start


def first_inside(windows: Sequence[Stretch], start: int, end: int) -> int | None:
    """Return the first minute from ``start`` up to ``end`` that lies in a window, or None."""
    for opens, closes in windows:
        if closes > start:
            return max(opens, start) if opens < end else None
    return None


def clipped(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Return the parts of the windows between ``start`` and ``end``."""
    return tuple((max(o, start), min(c, end)) for o, c in windows if o < end and c > start)


def gaps(windows: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Return the stretches between ``start`` and ``end`` that lie in no window."""
    inside = clipped(windows, start, end)
    edges = [start, *(edge for stretch in inside for edge in stretch), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def bounds(day: date) -> Stretch:
    """Return everything that can belong to a day: from its midnight to the end of the following day."""
    midnight = day.toordinal() * MINUTES_A_DAY
    return midnight, midnight + LATEST


def hours_on(windows: Sequence[Stretch], span: Span) -> str:
    """Return the windows of the span's day as text, such as ``09:00–12:00, 14:00–16:00``; empty if there are none.

    A following night counts as part of the day; of a window of several days only this day is shown.
    """
    midnight, latest = bounds(span.day)
    shown = []
    for start, end in clipped(windows, midnight, max(midnight + MINUTES_A_DAY, span.absolute_end)):
        until = next(closes for opens, closes in windows if opens <= start < closes)
        end = until if until < latest else max(end, midnight + MINUTES_A_DAY)
        whole = (start, end) == (midnight, midnight + MINUTES_A_DAY)
        shown.append("00:00–24:00" if whole else f"{clock(start)}–{clock(end)}")
    return ", ".join(shown)
