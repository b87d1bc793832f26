"""iCalendar values in the form that every program reads, and time zones as VTIMEZONE (RFC 5545 section 3.6.5).

The values are texts, lists of texts, URIs and parameters.
"""

from __future__ import annotations

import re
from calendar import monthcalendar, monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from icalendar import Component, Parameters, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText, vUri

from planner.domain.text import clean_text

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNCLEAN = re.compile("[^\n\x20-\x7e\xa0-\u024f\u2010-\u2027]")


class TextValue(vText):
    """A TEXT value (RFC 5545 section 3.3.11) for any property, without control characters but tabs and line breaks.

    ``vText`` turns a backslash and N into a line break, and a bare string is written unescaped in properties unknown to
    icalendar.
    """

    __slots__ = ()

    def __new__(cls, value: str, /, params: dict[str, Any] | None = None) -> Self:
        """Create the value from a text, normalised to NFC and with uniform line breaks."""
        return super().__new__(cls, clean_text(value) if _UNCLEAN.search(value) else value.strip(), params=params)

    def to_ical(self) -> bytes:
        """Serialise the text with backslashes, semicolons, commas and line breaks escaped."""
        return self.translate(_ESCAPES).encode()


class TextValues:
    """A list of TEXT values in one property, such as CATEGORIES."""

    def __init__(self, values: Iterable[str]) -> None:
        self.params = Parameters()
        self._values = [TextValue(value) for value in values]

    def to_ical(self) -> bytes:
        """Serialise the values, each escaped, separated by unescaped commas."""
        return b",".join(value.to_ical() for value in self._values)


def uri_value(address: str, **params: str) -> vUri:
    """Return a URI value with explicit ``VALUE=URI``, which icalendar omits even if the default type differs."""
    return vUri(address, params={"VALUE": "URI", **{name.replace("_", "-"): value for name, value in params.items()}})


def parameter_text(text: str) -> str:
    """Return the text on one line for use as a parameter; icalendar escapes quotation marks (RFC 6868)."""
    return " ".join(clean_text(text).split())


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LOOK_AHEAD = 28
"""The number of years after which weekdays fall on the same dates again, unless 2100 is between."""


@dataclass(frozen=True, slots=True)
class OffsetChange:
    """A change of a time zone's UTC offset.

    ``wall`` is its local time, as clocks show it just before; ``name`` is the zone's abbreviation after it.
    """

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def yearly_rule_key(self) -> tuple[object, ...]:
        """The values that onsets of the same yearly rule have in common, except for the day."""
        return (self.wall.month, self.wall.weekday(), self.wall.time(), self.before, self.after, self.name)

    @property
    def weekday_positions(self) -> set[int]:
        """The positions of its weekday in the month, from 1 for the first to 4 and from -1 for the last to -4."""
        day, (_first, length) = self.wall.day, monthrange(self.wall.year, self.wall.month)
        return {n for n in ((day - 1) // 7 + 1, -((length - day) // 7 + 1)) if -5 < n < 5}


@cache
def vtimezone(key: str, first: int, last: int) -> Timezone:
    """Return the VTIMEZONE of a zone, correct from the ``first`` year to the ``last``, with yearly rules if possible.

    If several rules fit the years, the one that stays valid longest is used. A zone with other rules in other years
    (Israel, Morocco, or in the past) is correct only in these years. If no yearly rule fits them, each change is
    listed separately. The result is cached: callers must not change it.
    """
    zone, span = ZoneInfo(key), range(first, last + 1)
    component = Timezone()
    component.add("TZID", TextValue(key))
    changes = [list(_offset_changes(zone, year)) for year in span]
    rules = [] if len(changes[0]) != 2 else [_yearly_rule(zone, span, changes, which) for which in (0, 1)]
    if rules and all(rules):
        for part in sorted((part for part in rules if part), key=lambda part: part.name or ""):  # DAYLIGHT first
            component.add_component(part)
        return component
    start = datetime(span.start, 1, 1, tzinfo=zone)
    lone = OffsetChange(datetime(1970, 1, 1), _utc_offset(start), _utc_offset(start), start.tzname() or key)
    alone = [lone, *(onset for year in changes for onset in year)]
    base = min(onset.after for onset in alone)
    for onset in alone:
        component.add_component(_observance(onset, base))
    return component


def _yearly_rule(
    zone: ZoneInfo, span: range, changes: Sequence[Sequence[OffsetChange]], which: int
) -> TimezoneStandard | TimezoneDaylight | None:
    """Return the year's first (``which`` 0) or second change as a yearly rule, or None if no rule fits the years."""
    if any(len(year) != 2 or year[which].yearly_rule_key != changes[0][which].yearly_rule_key for year in changes):
        return None
    first = changes[0][which]
    weeks = set.intersection(*(year[which].weekday_positions for year in changes))
    later = span.stop
    while len(weeks) > 1 and later < span.start + _LOOK_AHEAD:
        onsets = [onset for onset in _offset_changes(zone, later) if onset.yearly_rule_key == first.yearly_rule_key]
        weeks = weeks & onsets[0].weekday_positions or weeks if onsets else weeks
        later += 1
    if not weeks:
        return None
    week = max(weeks, key=lambda n: (n == -1, n))
    start = datetime.combine(_nth_weekday(1970, first.wall.month, week, first.wall.weekday()), first.wall.time())
    base = min(first.before, first.after)
    day = f"{week}{_WEEKDAYS[first.wall.weekday()]}"
    rule = vRecur({"FREQ": "YEARLY", "BYDAY": day, "BYMONTH": first.wall.month})
    return _observance(OffsetChange(start, first.before, first.after, first.name), base, rule)


def _observance(
    onset: OffsetChange, base: timedelta, rule: vRecur | None = None
) -> TimezoneStandard | TimezoneDaylight:
    """Return a STANDARD component if the offset is ``base``, the smaller one, otherwise a DAYLIGHT component.

    The legal definition does not matter: Ireland's standard time is in summer.
    """
    part: Component = TimezoneStandard() if onset.after == base else TimezoneDaylight()
    part.add("TZNAME", TextValue(onset.name))
    part.add("TZOFFSETFROM", onset.before)
    part.add("TZOFFSETTO", onset.after)
    part.add("DTSTART", onset.wall)
    if rule:
        part.add("RRULE", rule)
    assert isinstance(part, TimezoneStandard | TimezoneDaylight)
    return part


def _utc_offset(when: datetime) -> timedelta:
    return when.utcoffset() or timedelta()


def _offset_changes(zone: ZoneInfo, year: int) -> Iterator[OffsetChange]:
    """Yield the changes of the UTC offset in a year, in chronological order."""
    step = timedelta(days=5)
    low, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while low < end:
        high = min(low + step, end)
        before, after = _utc_offset(low.astimezone(zone)), _utc_offset(high.astimezone(zone))
        if before != after:
            instant = _second_of_change(zone, low, high)
            wall = (instant + before).replace(tzinfo=None)
            name = instant.astimezone(zone).tzname() or zone.key
            yield OffsetChange(wall, before, _utc_offset(instant.astimezone(zone)), name)
        low = high


def _second_of_change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second after the offset changes between ``low`` and ``high``, by bisection."""
    before = _utc_offset(low.astimezone(zone))
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _utc_offset(middle.astimezone(zone)) == before else (low, middle)
    return high


def _nth_weekday(year: int, month: int, week: int, weekday: int) -> date:
    """Return the date of the nth weekday of a month, counted from the end if ``week`` is negative."""
    days = [row[weekday] for row in monthcalendar(year, month) if row[weekday]]
    return date(year, month, days[week - 1 if week > 0 else week])
