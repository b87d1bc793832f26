"""Reads dates, times and lengths from one cell, as text in many forms or as a spreadsheet's native value.

``read_cell_time`` raises ``DoubtfulDate`` for a date that can be read in two ways if the order of day and month is not
given, and ``EstradError`` for a value that cannot be read. A cell with *TBA* or *Lunch* counts as empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import N_, EstradError, Text
from planner.domain.title_kinds import kind_named_by_title
from planner.importing.cells.clocks import parse_length_in_words, parse_time_range
from planner.importing.cells.dates import (
    HALVES,
    ISO_MOMENT,
    LENGTH_AFTER,
    REMARK,
    SAYS_NOTHING,
    TIMES_AFTER,
    TIMES_BEFORE,
    TWO_MOMENTS,
    DateOrder,
    PartialDate,
    has_possible_year,
    normalize_time_text,
    parse_partial_date,
)
from planner.importing.datetimes import message_excerpt, parse_length
from planner.tables.table import Value


class TimeColumn(StrEnum):
    """The kind of time in a column, which decides how its cells are read, above all a bare number.

    ``ANY`` is a column of unknown kind, ``HOURS`` one of lengths in which bare numbers are hours.
    """

    ANY = "any"
    DATE = "date"
    START = "start"
    END = "end"
    LENGTH = "length"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class CellTime:
    """The time in a cell; parts that the cell does not give are None.

    ``start`` and ``end`` are minutes from midnight of ``day``, ``minutes`` is a length. ``at`` and ``until`` are the
    same times with their UTC offset, if that and the day are known; ``offset`` is the UTC offset in minutes of a time
    of day without a date. ``nth`` counts the days of a conference from 1, or from 0 if there is a day 0; ``weekday`` is
    0 for Monday, if the cell has a weekday and no date.
    """

    day: date | None = None
    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    at: datetime | None = None
    until: datetime | None = None
    offset: int | None = None
    nth: int | None = None
    weekday: int | None = None

    def __bool__(self) -> bool:
        """Return whether any part is given."""
        return self != NOTHING


NOTHING = CellTime()
_ZERO = re.compile(r"0+(?:[:.,]0+)*\s*(?:h|min|minut\w*|hours?|tim\w*|stunden|uhr)?\.?")
"""Matches a length of zero, which says that the length is not known."""


class DoubtfulDate(EstradError):
    """Raised if a date can be read in two ways, or has no year and no days are known from which to infer it.

    In the first case the user has to choose whether the day or the month comes first.
    """


class WrongWeekday(EstradError):
    """Raised if the date in a cell, ``day``, is another day of the week than the cell says."""

    def __init__(self, problem: Text, remedy: Text, day: date) -> None:
        super().__init__(problem, remedy)
        self.day = day


MOST_DAYS = 10
"""Highest bare number in a column of dates that is read as the nth day of the conference."""
LONGEST = 100
"""Maximum length in characters of a cell that is read as a time; longer ones are refused."""
SERIAL_ZERO = date(1899, 12, 30)
"""The day that spreadsheets count as day 0."""
SERIALS = range(25569, 109576)
"""The serial numbers in spreadsheets of the days from 1 January 1970 to 1 January 2200."""
_NUMBER = r"[+-]?\d+[.,]\d{3,}|0[.,](?:\d|25|75)|\d(?:[.,]\d+)?e-\d\d?|0|[0-9]{5}|[0-9]{10}|[0-9]{13}"
_NUMBERS = {
    TimeColumn.DATE: re.compile(rf"{_NUMBER}|[0-9]{{1,4}}"),
    TimeColumn.HOURS: re.compile(rf"{_NUMBER}|[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?"),
}
"""The forms of bare numbers in columns of dates and of hours, in which short ones count too."""
_EPOCH = 10**8, 7_300_000_000
"""The least and the greatest number that is read as seconds since 1970: from 1973 to 2201."""


def read_cell_time(
    value: Value, how: DateOrder | None = None, part: TimeColumn = TimeColumn.ANY, days: tuple[date, ...] = ()
) -> CellTime:
    """Return the time in a cell, or ``NOTHING`` if it gives none, as an empty cell, *TBA* or the number 0 as a length.

    Raise ``EstradError`` if the cell is invalid, ``DoubtfulDate`` if ``how`` or ``days`` are needed to read it. ``how``
    is the order of day and month, ``part`` the kind of the column. ``days`` are the days of the conference, or days
    near it, from which a date's year and a weekday's date are inferred.
    """
    said = _read_text(value, how, part, days) if isinstance(value, str) else _read_native_value(value, part)
    if said is None:
        written = f"{value:g}" if isinstance(value, float) else str(value)
        if part in (TimeColumn.LENGTH, TimeColumn.HOURS):
            parse_length(written)  # which says how long it is, if that is too long
        problem, remedy = _UNREAD.get(part, _NO_CLOCK)
        raise EstradError(Text(problem, text=message_excerpt(written)), Text(remedy))
    if part is TimeColumn.END and said.start is not None and said.end is None:  # its only time of day is the end
        return replace(said, start=None, end=said.start, at=None, until=said.at)
    return said


def cell_time_or_nothing(
    value: Value, how: DateOrder | None = None, part: TimeColumn = TimeColumn.ANY, days: tuple[date, ...] = ()
) -> CellTime:
    """Return the time in a cell, or ``NOTHING`` if it gives none, or is invalid or doubtful."""
    try:
        return read_cell_time(value, how, part, days)
    except EstradError:
        return NOTHING


def _read_native_value(value: Value, part: TimeColumn) -> CellTime | None:
    """Read the value of a cell that is not a text; return None if it is no time, ``NOTHING`` if it gives none."""
    match value:
        case None:
            return NOTHING
        case datetime():
            return _read_datetime(value, part)
        case date():
            return CellTime(day=value) if has_possible_year(value) else None
        case time():
            distance = value.utcoffset()
            offset = None if distance is None else distance // timedelta(minutes=1)
            return _read_minutes(value.hour * 60 + value.minute + (value.second >= 30), part, offset)
        case timedelta():
            return _read_minutes(round(value / timedelta(minutes=1)), part)
        case int() | float() if not isinstance(value, bool) and abs(value) <= _EPOCH[1]:
            return _read_number(value, part)
    return None


def _read_datetime(value: datetime, part: TimeColumn) -> CellTime | None:
    if value.year < 1910:  # a time of day alone, which spreadsheets store as a time on one of their first days
        days = max((value.date() - SERIAL_ZERO).days, 0)
        past = MINUTES_A_DAY if days == 1 and value.hour < 12 and part in (TimeColumn.END, TimeColumn.LENGTH) else 0
        return _read_minutes(value.hour * 60 + value.minute + (value.second >= 30) + past, part)
    if not has_possible_year(value.date()):
        return None
    rounded = value + timedelta(seconds=30)
    start = rounded.hour * 60 + rounded.minute
    if not start and not value.tzinfo and part in (TimeColumn.DATE, TimeColumn.ANY):
        return CellTime(day=rounded.date())
    at = rounded.replace(second=0, microsecond=0) if value.tzinfo else None
    return CellTime(day=rounded.date(), start=start, at=at)


def _read_minutes(minutes: int, part: TimeColumn, offset: int | None = None) -> CellTime | None:
    if not 0 <= minutes <= LATEST:
        return None
    if part in (TimeColumn.LENGTH, TimeColumn.HOURS):
        return CellTime(minutes=minutes) if minutes else NOTHING
    return CellTime(start=minutes, offset=offset)


def _read_number(value: float, part: TimeColumn) -> CellTime | None:
    """Read a bare number, whose meaning depends on the kind of its column; return None if it is no time.

    In a column of dates, raise ``EstradError`` if its digits are a date that is not possible, such as 20241331.
    """
    if part is TimeColumn.HOURS and 0 < value <= 48:
        return CellTime(minutes=round(value * 60))
    whole = float(value).is_integer()
    if part is TimeColumn.DATE and whole and 0 <= value <= MOST_DAYS:
        return CellTime(nth=int(value))
    if 0 <= value < 1 and not (whole and isinstance(value, int)) and part is not TimeColumn.DATE:
        return _read_minutes(round(value * MINUTES_A_DAY), part)  # a part of a day, as spreadsheets store times
    if part is TimeColumn.LENGTH:
        return _read_minutes(round(value), part) if whole else None
    if _EPOCH[0] <= value <= _EPOCH[1]:
        return _read_datetime(datetime.fromtimestamp(value, UTC), part)
    if int(value) in SERIALS and (part is TimeColumn.DATE or not whole):
        return _read_datetime(datetime.combine(SERIAL_ZERO, time()) + timedelta(days=value), part)
    if part is TimeColumn.DATE and whole and (said := parse_partial_date(str(int(value)))) and said.has_day_and_month:
        return _resolve_date(said, str(value), None, ())
    if part in (TimeColumn.START, TimeColumn.END) and (clock := _clock_of_number(value)) is not None:
        return CellTime(start=clock)
    return None


def _clock_of_number(value: float) -> int | None:
    """Parse *9*, *930* or *9.3* (9.30 typed in a spreadsheet) as minutes from midnight, or None if it is not a time."""
    if value < 25 and round(value, 2) != value:
        return None
    hours, minutes = divmod(round(value * 100), 100) if value < 25 else divmod(round(value), 100)
    whole = value < 25 or (value >= 100 and float(value).is_integer())
    return hours * 60 + minutes if whole and 0 <= minutes < 60 and 0 <= hours * 60 + minutes <= MINUTES_A_DAY else None


@lru_cache(16384)
def _read_text(written: str, how: DateOrder | None, part: TimeColumn, days: tuple[date, ...]) -> CellTime | None:
    if len(written) > LONGEST:
        return None
    text = normalize_time_text(written)
    if text in SAYS_NOTHING or (part in (TimeColumn.LENGTH, TimeColumn.HOURS) and _ZERO.fullmatch(text)):
        return NOTHING
    if re.fullmatch(_NUMBERS.get(part, _NUMBER), text):
        return _read_native_value(float(text.replace(",", ".")), part)
    is_title = not any(map(str.isdigit, text)) and text not in HALVES and (len(text) <= 3 or kind_named_by_title(text))
    return _read_in_known_forms(text, how, part, days) or (NOTHING if is_title else None)  # such as *Lunch*


def _read_in_known_forms(text: str, how: DateOrder | None, part: TimeColumn, days: tuple[date, ...]) -> CellTime | None:
    """Read a text in the forms that are usual in such a column, the likeliest first.

    Return None if it has none of them. Raise ``EstradError`` for a date that is doubtful or wrong.
    """
    if ISO_MOMENT.fullmatch(text) and (said := _read_iso(text, part)):
        return said
    if part in (TimeColumn.LENGTH, TimeColumn.HOURS):
        return _read_length(text) or _read_time(text) or _read_date_and_time(text, how, days)
    if part is TimeColumn.DATE:
        return _read_date(text, how, days) or _read_date_and_time(text, how, days) or _read_time(text)
    return (
        _read_time(text)
        or _read_length(text, bare=False)
        or _read_date_and_time(text, how, days)
        or _read_date(text, how, days)
    )


def _read_iso(text: str, part: TimeColumn) -> CellTime | None:
    try:
        value = datetime.fromisoformat(text.upper().replace("UTC", "Z").replace(" Z", "Z").replace(",", "."))
    except ValueError:
        return None
    return _read_datetime(value, part)


def _read_length(text: str, *, bare: bool = True) -> CellTime | None:
    return CellTime(minutes=minutes) if (minutes := parse_length_in_words(text, bare=bare)) else None


def _read_time(text: str) -> CellTime | None:
    """Read a time of day or a time range, possibly with a length or remark after it; return None for anything else."""
    stretch, minutes = parse_time_range(text) or parse_time_range(REMARK.sub("", text)), None
    if stretch is None and (found := LENGTH_AFTER.fullmatch(text)):
        minutes = parse_length_in_words(found["in"] or found["after"] or found["slash"], bare=False)
        stretch = parse_time_range(found["times"]) if minutes else None
    start, end, offset = stretch or (None, None, None)
    return CellTime(None, start, end, minutes, offset=offset) if stretch else None


def _read_date(text: str, how: DateOrder | None, days: tuple[date, ...]) -> CellTime | None:
    return _resolve_date(said, text, how, days) if (said := parse_partial_date(text)) else None


def _resolve_date(said: PartialDate, written: str, how: DateOrder | None, days: tuple[date, ...]) -> CellTime:
    if not said.has_day_and_month:  # the conference's only day on that weekday, or the weekday alone
        same = [day for day in days if day.weekday() == said.weekday]
        return CellTime(day=same[0] if len(same) == 1 else None, nth=said.nth, weekday=said.weekday)
    orders = said.orders_on_weekday(days)  # a weekday beside the date may tell its order
    orders = (how,) if how is not None and how in orders else orders
    if len(orders) > 1:
        raise DoubtfulDate(
            Text("“{text}” may be two dates.", text=message_excerpt(written)),
            Text("Choose whether the day or the month is first."),
        )
    if orders and said.year is None and not days:
        raise DoubtfulDate(
            Text("“{text}” has no year.", text=message_excerpt(written)), Text("Write it as 2024-04-25.")
        )
    found = said.to_date(orders[0], days) if orders else None
    remedy = Text("Write it as 2024-04-25.")
    other = said.to_date(said.possible_orders[0], days) if said.possible_orders and not orders else None
    if other is not None and has_possible_year(other):
        another = Text("“{text}”: that date is another day of the week.", text=message_excerpt(written))
        raise WrongWeekday(another, remedy, other)
    if found is None or not has_possible_year(found):
        raise EstradError(Text("“{text}” is not in the calendar.", text=message_excerpt(written)), remedy)
    return CellTime(day=found, nth=said.nth)


def _read_date_and_time(text: str, how: DateOrder | None, days: tuple[date, ...]) -> CellTime | None:
    """Read a date with a time of day or a range before or after it, or two dates with times.

    Return None for anything else. Raise ``EstradError`` for a date that is doubtful or wrong.
    """
    for said, times in _dates_beside_times(text):
        return _join_date(_resolve_date(said, text, how, days), times)
    found = TWO_MOMENTS.fullmatch(text)
    parts = found.groups() if found else ()
    first, last = [_read_in_known_forms(part.strip(), how, TimeColumn.START, days) or NOTHING for part in parts] or [
        NOTHING,
        NOTHING,
    ]
    if first.day is None or last.day is None or first.start is None or last.start is None:
        return None
    end = (last.day - first.day).days * MINUTES_A_DAY + last.start
    return replace(first, end=end, until=last.at) if first.start < end <= LATEST else None


def parse_date_with_time(value: str) -> PartialDate | None:
    """Return the date, weekday or *Day 2* that a text consists of, with or without a time beside it, or None."""
    if len(value) > LONGEST:
        return None
    text = normalize_time_text(value)
    return parse_partial_date(text) or next((said for said, _ in _dates_beside_times(text)), None)


def _dates_beside_times(text: str) -> Iterator[tuple[PartialDate, CellTime]]:
    """Yield each way to read a text as a date with times after or before it."""
    for form in (TIMES_AFTER, TIMES_BEFORE):
        found = form.fullmatch(text)
        if (
            found
            and (times := _read_time(found["times"].strip()))
            and (said := parse_partial_date(found["date"].strip(" ,-")))
        ):
            yield said, times


def _join_date(date_said: CellTime, times: CellTime) -> CellTime:
    said = replace(times, day=date_said.day, nth=date_said.nth, weekday=date_said.weekday)
    if said.day is None or times.offset is None:
        return said
    begin = datetime.combine(said.day, time(), timezone(timedelta(minutes=times.offset)))
    at, until = (None if m is None else begin + timedelta(minutes=m) for m in (said.start, said.end))
    return replace(said, at=at, until=until, offset=None)


_NO_CLOCK = N_("“{text}” is no time of day."), N_("Write it as 09:30; past midnight goes on with 24:30.")
_UNREAD = {
    TimeColumn.DATE: (N_("“{text}” is no date."), N_("Write it as 2024-04-25.")),
    TimeColumn.ANY: (N_("“{text}” is no date and no time."), N_("Write it as 2024-04-25 09:30.")),
}
