"""Reads the times of a table's rows from all their columns, and dates between rows and in the names of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import EstradError, Text
from planner.importing.cells.cell_times import (
    NOTHING,
    CellTime,
    TimeColumn,
    WrongWeekday,
    cell_time_or_nothing,
    parse_date_with_time,
    read_cell_time,
)
from planner.importing.cells.contents import LOOKED_AT, infer_date_order, needs_date_order
from planner.importing.cells.dates import DateOrder, cut_to_final_date
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.mapping.records import Record, RowTime, find_sheet, text_of, transposed
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
)
from planner.tables.table import Tables, Value, Worksheet

TIMES = frozenset({"date", "when", "start", "end", "end_date", "length"})
"""The fields for the time of a session."""
_EVENING, _MORNING = 20 * 60, 9 * 60


class RowTimeReader:
    """Reads the times of rows one after another; a day holds for the rows below it until the next one."""

    def __init__(
        self,
        mapping: TableMapping,
        context: MappingContext,
        lengths: TimeColumn = TimeColumn.LENGTH,
        first_day: int = 1,
    ) -> None:
        self._order = DateOrder(mapping.order) if mapping.order else None
        self._dates = context.dates
        self._days = (mapping.day,) if mapping.day and not (context.written or context.dates) else context.likely_days
        self._default, self._lengths, self._first_day = mapping.day, lengths, first_day
        self._day: date | None = None
        self._before: RowTime | None = None
        self._is_lost = False
        self._is_year_known = bool(self._dates or context.written or mapping.day)
        self._doubted: dict[date, Text] = {}

    def read_cell(self, value: Value, part: TimeColumn) -> CellTime:
        """Return the time in a cell, or ``NOTHING`` if it cannot be read; ``part`` is the kind of its column."""
        return cell_time_or_nothing(value, self._order, part, self._days)

    def parse_day_heading(self, value: Value, *, certain: bool = False) -> date | None:
        """Parse a heading between rows, with or without times after it, as a date; return None if it is no date.

        *6.05* is a time of day unless it is ``certain`` that the value is a date. A date with a wrong weekday counts,
        and a doubt about it is noted.
        """
        timed = self.read_cell(value, TimeColumn.START) if isinstance(value, str) and not certain else NOTHING
        if timed.start is not None:
            return self._date_of_cell_time(timed)
        try:
            return self.read_date_cell(value)
        except WrongWeekday as error:
            self._doubted[error.day] = error.problem
            return error.day
        except EstradError:
            return None

    def read_date_cell(self, value: Value) -> date | None:
        """Parse a value as a date, or return None if it names none; raise ``EstradError`` if it cannot be read."""
        said = read_cell_time(value, self._order, TimeColumn.DATE, self._days)
        self._note_year(value, said)
        return self._date_of_cell_time(said)

    def read(self, record: Record) -> RowTime:
        """Return the time of a record, and add doubts about it to the record."""
        self._is_lost, before = False, len(record.doubts)
        slot = record.slot or self._time_in_cells(record)
        if record.slot:
            slot.day = record.day or self._default
        if slot.day in self._doubted:
            record.doubts.append(self._doubted[slot.day])
        slot.doubted = len(record.doubts) > before
        return slot

    def _time_in_cells(self, record: Record) -> RowTime:
        """Return the time in the cells of a record."""
        values = record.values
        dated = self._read_field(record, "date", TimeColumn.DATE) if "date" in values else NOTHING
        begun = self._read_field(record, "start", TimeColumn.START) if "start" in values else NOTHING
        beside = begun.start
        if "when" in values:
            begun = self._read_field(record, "when", TimeColumn.START)
        ended = self._read_field(record, "end" if "end" in values else "end_date", TimeColumn.END)
        ended = ended if "end" in values or ended.end is not None else NOTHING
        lasts = self._read_field(record, "length", self._lengths) if "length" in values else NOTHING
        slot = RowTime(minutes=lasts.minutes or begun.minutes or dated.minutes)
        start = begun.start if begun.start is not None else dated.start
        if begun.at or dated.at:
            slot.at, slot.wall = begun.at or dated.at, beside if "when" in values or not begun.at else None
            slot.day, slot.start = slot.at.date(), slot.at.hour * 60 + slot.at.minute  # type: ignore[union-attr]
        elif start is not None or dated is not NOTHING:
            slot.day, slot.start = self._day_of_record(record, dated, begun, start), start
        self._move_to_listed_day(slot, dated, begun, record)
        self._set_length_by_end(record, slot, begun if begun.end is not None else dated, ended)
        return self._moved_into_night(slot, whole=begun.day is not None)

    def _move_to_listed_day(self, slot: RowTime, dated: CellTime, begun: CellTime, record: Record) -> None:
        """Put a row with date and time in one cell under the day in another cell, if it is before 9:00 on the next day.

        Otherwise its own date counts. If a time in another cell contradicts one with a UTC offset other than
        zero, that is a doubt.
        """
        if begun.day and dated.day and begun.day != dated.day and slot.start is not None:
            in_its_night = (begun.day - dated.day).days == 1 and slot.start < _MORNING
            slot.day = dated.day if in_its_night else begun.day
            slot.start += MINUTES_A_DAY * in_its_night
        at = slot.at if slot.wall is not None else None
        if at and at.utcoffset() and slot.wall != at.hour * 60 + at.minute:
            record.doubts.append(Text("It begins at {start} by its start, but its date counts: {date}.",
                                      start=record.text("start"), date=at.isoformat()))  # fmt: skip

    def _read_field(self, record: Record, name: str, part: TimeColumn) -> CellTime:
        """Return the time in a field of a record; if it cannot be read, add a doubt and return ``NOTHING``."""
        value = record.values.get(name)
        try:
            for one in value if isinstance(value, tuple) else (value,):
                said = read_cell_time(one, self._order, part, self._days)
                if said is not NOTHING:
                    self._note_year(one, said)
                    return said
        except EstradError as error:
            cell, problem, remedy = record.cell_name(name), error.problem, error.remedy or ""
            record.doubts.append(Text("{cell}: {problem} {remedy}", cell=cell, problem=problem, remedy=remedy))
            self._is_lost = self._is_lost or name == "date"
        return NOTHING

    def _note_year(self, value: Value, read: CellTime) -> None:
        """Note a doubt about a date without a year, if neither the context nor a weekday confirms the inferred one."""
        open_year = isinstance(value, str) and not self._is_year_known and read.day not in (None, *self._doubted)
        said = parse_date_with_time(str(value)) if open_year else None
        if said and read.day and said.year is None and said.weekday is None:
            self._doubted[read.day] = Text(
                "“{text}” has no year; {year} is taken.", text=str(value), year=read.day.year
            )

    def _day_of_record(self, record: Record, dated: CellTime, begun: CellTime, start: int | None) -> date | None:
        told = self._date_of_cell_time(dated) or self._date_of_cell_time(begun)
        if told or self._is_lost:
            self._day = told
        elif dated is not NOTHING and start is not None:
            problem = Text("“{text}” names no day of the conference.", text=record.text("date")[:40])
            record.doubts.append(record.cell_problem("date", problem))
            return None
        if self._is_lost:
            return told
        carried = self._day if "date" in record.view.fields else None
        return told or carried or record.day or self._day or self._default

    def _date_of_cell_time(self, said: CellTime) -> date | None:
        """Return the date of a time; numbers of days count from the conference's first day.

        If the conference has no days, numbers and weekdays are counted from the mapping's day; None if there is none.
        """
        nth = 0 if said.nth is None else said.nth - self._first_day
        by_number = said.day is None and said.nth is not None
        if by_number and 0 <= nth < len(self._dates):
            return self._dates[nth]
        if self._dates or not (by_number or said.weekday is not None):
            return said.day
        further = (said.weekday - self._default.weekday()) % 7 if said.weekday is not None and self._default else nth
        return self._default + timedelta(days=further) if self._default and further >= 0 else None

    def _set_length_by_end(self, record: Record, slot: RowTime, begun: CellTime, ended: CellTime) -> None:
        """Set the length of a time by the column of ends, or by a range without a length; a wrong end is a doubt."""
        until = ended if ended.end is not None else begun
        if slot.at and until.until:
            minutes = (until.until - slot.at) // timedelta(minutes=1)
        elif slot.start is None or until.end is None:
            return
        else:
            day = self._date_of_cell_time(self._read_field(record, "end_date", TimeColumn.DATE)) or ended.day
            minutes = until.end - slot.start
            if day and slot.day:
                minutes += (day - slot.day).days * MINUTES_A_DAY
            elif minutes <= 0:
                minutes += MINUTES_A_DAY
        if 0 < minutes <= LATEST:
            slot.minutes = slot.minutes if slot.minutes and not ended else minutes
        else:
            problem = (
                Text("It lasts {hours} hours; a session ends on the following day at the latest.", hours=minutes // 60)
                if minutes > LATEST else Text("it would end before it begins.")
            )  # fmt: skip
            record.doubts.append(record.cell_problem("end", problem))

    def _moved_into_night(self, slot: RowTime, *, whole: bool) -> RowTime:
        """Return the time of a row, moved into the night of the row before if that is in the evening.

        This is done to a time just after midnight without a UTC offset, by a change of ``slot`` itself. ``whole`` means
        that its date stands beside its time in one cell.
        """
        before = self._before
        if slot.start is None or slot.day is None or slot.at:
            return slot
        if before and before.day and (before.start or 0) >= _EVENING and slot.start < NIGHT_ENDS:
            if before.day == slot.day and not whole:
                slot.start += MINUTES_A_DAY
            elif (slot.day - before.day).days == 1:
                slot.day, slot.start = before.day, slot.start + MINUTES_A_DAY
        self._before = slot
        return slot


_DATED = frozenset({"session.date", "session.start", "session.when", "session.end", "session.end_date"})
_LONGEST = 60
_BEFORE_PLACE = re.compile(r"\s+[–—-]\s+|\s*\(")
"""A dash or a bracket, since a place may follow a date there."""


def date_order(tables: Tables, sheets: Iterable[SheetMapping], context: MappingContext) -> str | None:
    """Return the order of day and month in the tables' dates, or None if the user has to be asked."""
    values = [value for told in sheets for value, _ in _possible_dates(find_sheet(tables, told.sheet), told)]
    usual = None if needs_date_order(values) else DateOrder.DAY_FIRST
    found = infer_date_order(values, context.dates) or usual
    return found.value if found else None


def first_day_number(sheet: Worksheet, mapping: SheetMapping) -> int:
    """Return 0 if a value in a sheet that may be a date is day 0, as *Day 0*, or a bare 0 among dates; otherwise 1."""
    return int(
        all(
            cell_time_or_nothing(value, None, TimeColumn.DATE).nth != 0
            for value, certain in _possible_dates(sheet, mapping)
            if value != "" and (certain or not text_of(value).isdigit())
        )
    )


def has_dates(tables: Tables, mapping: TableMapping, context: MappingContext) -> bool:
    """Return whether the times in the tables have dates: in columns, between rows, or in names of sheets."""
    reader = RowTimeReader(TableMapping(order=mapping.order or DateOrder.DAY_FIRST.value), context)
    return any(
        told.day is not None
        or any(
            reader.parse_day_heading(value, certain=certain)
            for value, certain in _possible_dates(find_sheet(tables, told.sheet), told)
        )
        for told in mapping.sheets
    )


def day_in_sheet_name(name: str, context: MappingContext) -> date | None:
    """Return the day in the name of a sheet, such as *Friday 12 April* or *Day 2*, or None."""
    try:
        return RowTimeReader(TableMapping(order=None), context).read_date_cell(cut_to_final_date(name))
    except EstradError:
        return None


def _possible_dates(sheet: Worksheet, mapping: SheetMapping) -> Iterator[tuple[Value, bool]]:
    """Yield the values in a sheet that may be dates, and whether each is in a column of dates.

    They are in columns of time, in rows with a single value, and around the cells of a grid.
    """
    is_grid = mapping.shape is SheetShape.GRID
    rows = (transposed(sheet) if is_grid and mapping.across else sheet).rows if mapping.shape in ABOUT_SESSIONS else ()
    columns = [
        (n, key == "session.date") for n, key in enumerate(mapping.columns) if key in _DATED or (is_grid and key)
    ]
    for number, row in enumerate(rows[: mapping.first + LOOKED_AT]):
        said: list[Value] = list(dict.fromkeys(value for value in row if value not in (None, "")))
        if number >= mapping.first and not is_grid:
            yield from ((row[n], certain) for n, certain in columns if n < len(row) and row[n] is not None)
        elif number >= mapping.first and len(said) > 1:
            said = [row[n] for n, _ in columns if n < len(row) and mapping.columns[n] != "session.room"]
        elif number < mapping.first and (mapping.across or len(said) == 1):
            said = [cut_to_final_date(value) for value in said]
        alone = len(said) == 1 and (len(row) > 1 or "session.timed_title" in mapping.columns)
        bare = [_BEFORE_PLACE.split(text, maxsplit=1)[0] for text in said if isinstance(text, str) and not is_grid]
        parts = [*said, *bare] if is_grid or alone else []
        yield from ((part, False) for part in parts if _may_be_date(part))


def _may_be_date(value: Value) -> bool:
    written = isinstance(value, str) and len(value) <= _LONGEST and any(map(str.isalnum, value))
    return written or isinstance(value, date)
