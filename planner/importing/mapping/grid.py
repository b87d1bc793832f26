"""Reads a grid: one axis for times and the other for rooms, with a session in each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.text import clean_line
from planner.domain.value_objects import Extra
from planner.importing.cells.cell_times import TimeColumn
from planner.importing.cells.dates import date_ending
from planner.importing.cells.titles import CellTalk, TitlePattern, apart_from_time, pattern_of, read_talk
from planner.importing.mapping.records import (
    ROW,
    MappedSheet,
    Record,
    person_record,
    text_of,
    turned,
    without_guard,
)
from planner.importing.mapping.table_mapping import EXTRA, SheetMapping
from planner.importing.mapping.timing import RowTimeReader
from planner.importing.vocabulary import kind_of_title
from planner.tables.table import Area, Value

ROOM = "session.room"
TIMES = ("session.when", "session.start", "session.end", "session.length")
_LOST = re.compile(
    r"(?:(?:kl|ca)\b\.?\s*)*\d{1,2}(?:[:.]\d{1,2})?(?:\s*[-–].*)?$|(?:after|before|efter|före|innan|nach|vor)\b|[feap]\.?m\b"
)
"""A text that resembles a start time."""
LOOKED_AT = 200
"""Maximum number of cells that are examined to find out how the cells are written."""


@dataclass(slots=True)
class _Time:
    """The start and the end of a row in minutes from midnight, and its day if the times have one."""

    start: int
    end: int | None
    day: date | None = None


class GridReader:
    """Reads the cells of one grid; ``known`` are casefolded names of people."""

    def __init__(self, view: MappedSheet, timing: RowTimeReader, known: frozenset[str]) -> None:
        self._view, self._timing, self._day_in = view, timing, timing.day_in
        mapping = view.mapping
        self._sheet = turned(view.sheet) if mapping.across else view.sheet
        self._last = len(self._sheet.rows)
        if view.most is not None:
            self._last = min(self._last, mapping.first + view.most)
        self._columns = tuple(mapping.columns[: self._sheet.width])
        self._of_dates = [n for n, key in enumerate(self._columns) if key == "session.date"]
        self._rooms = self._rooms_in(mapping.head)
        self._dates = self._dates_above(mapping)
        self._tracks = {} if mapping.tracks is None else self._rooms_in(mapping.tracks)
        self._beside = {
            n: key for n, key in enumerate(self._columns) if key and key not in (ROOM, "session.date", *TIMES)
        }
        self._areas = {(area.top, area.left): area for area in self._sheet.merged}
        self._covered = {
            (row, column)
            for area in self._sheet.merged
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        } - self._areas.keys()
        cells = [row[n] for row in self._sheet.rows[mapping.first :][:LOOKED_AT] for n in self._rooms]
        self._known = known
        self._pattern: TitlePattern | None = pattern_of(cells[:LOOKED_AT], known)

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms of the grid in their order."""
        return tuple(dict.fromkeys(name for name in self._rooms.values() if name))

    def records(self) -> Iterator[Record]:
        """Yield the record of each cell, row by row."""
        rows, first, day = self._sheet.rows, self._view.mapping.first, self._view.mapping.day
        times = self._times()
        for number in (self._view.mapping.head, self._view.mapping.tracks):
            if number is not None:
                self._use(number, ROW)
        for number, row in enumerate(rows[:first]):
            above = self._heading(row, above=True) or self._in_corner(row)
            self._use(number, *([ROW] if above else [n for n, value in enumerate(row) if self._day_in(value)]))
            day = above or day
        for number in range(first, self._last):
            row = rows[number]
            heading = self._heading(row) or next(filter(None, (self._day_in(row[n]) for n in self._of_dates)), None)
            day = heading or day
            if self._heading(row):
                self._use(number, ROW)
            self._use(number, *(n for n in self._of_dates if self._day_in(row[n])))
            if self._is_head(number):
                self._use(number, ROW)
                day = self._in_corner(row) or day
                self._rooms = self._rooms_in(number)
                self._dates = self._dates_above(replace(self._view.mapping, head=number)) or self._dates
            elif number in times or self._lost_time(number):
                self._use(number, *(n for n, key in enumerate(self._columns) if key in TIMES))
                yield from self._of_row(number, day, times)
            elif not heading and (alone := self._alone(number, day)):
                yield alone

    def _use(self, row: int, *columns: int) -> None:
        """Note that cells are read; ``ROW`` are all of the row."""
        if self._view.mapping.across:
            columns = tuple(range(self._sheet.width)) if ROW in columns else columns
            self._view.used.update((column, row) for column in columns)
        else:
            self._view.used.update((row, column) for column in columns)

    # surroundings ---------------------------------------------------------------------------------------

    def _rooms_in(self, head: int) -> dict[int, str]:
        """Return the name of the room of each column; a merged one names all its columns."""
        row = self._sheet.rows[head] if 0 <= head < len(self._sheet.rows) else ()
        found: dict[int, str] = {}
        for column, key in enumerate(self._columns):
            if key == ROOM and column < len(row):
                lefts = [area.left for area in self._sheet.merged
                         if area.top <= head <= area.bottom and area.left < column <= area.right][:1]  # fmt: skip
                name = next(filter(None, (clean_line(text_of(row[n])) for n in (column, *lefts))), "")
                found[column] = "" if name and self._day_in(name) else name
        return found

    def _dates_above(self, mapping: SheetMapping) -> dict[int, date]:
        """Return the date over each column of rooms, if a row above the rooms has dates."""
        found: dict[int, date] = {}
        for number in range(mapping.head, max(mapping.head - 4, -1), -1):
            row = self._sheet.rows[number]
            days = {column: day for column, value in enumerate(row) if (day := self._day_in(value))}
            if days and any(column in self._rooms for column in days):
                last: date | None = None
                for column in range(len(row)):
                    last = days.get(column, last)
                    if last and column in self._rooms:
                        found[column] = last
                return found
        return found

    def _heading(self, row: tuple[Value, ...], *, above: bool = False) -> date | None:
        """Return the day in a row that contains nothing else, or None; ``above`` the grid, the day may end a title."""
        said = list(dict.fromkeys(value for value in row if value is not None and value != ""))
        return self._day_in(date_ending(said[0]) if above else said[0]) if len(said) == 1 else None

    def _in_corner(self, row: tuple[Value, ...]) -> date | None:
        """Return the day above the times, beside the names of the rooms, or None."""
        times = [row[n] for n, key in enumerate(self._columns) if key in TIMES]
        return next(filter(None, map(self._day_in, times)), None)

    def _is_head(self, number: int) -> bool:
        """Return whether a row repeats the header: its rooms, or the heading of its times."""
        row = self._sheet.rows[number]
        head = self._sheet.rows[self._view.mapping.head]
        columns = [n for n, key in enumerate(self._columns) if key in TIMES]
        same = any(text_of(row[n]) and text_of(row[n]).casefold() == text_of(head[n]).casefold() for n in columns)
        known = {name.casefold() for name in self._rooms.values() if name}
        names = [text_of(row[n]).casefold() for n in self._rooms if text_of(row[n])]
        return same or (len(names) > 1 and all(name in known for name in names))

    # times ----------------------------------------------------------------------------------------------

    def _times(self) -> dict[int, dict[int, _Time]]:
        """Return start and end of each row, for each group of time columns; an end may be the next row's start."""
        found: dict[int, dict[int, _Time]] = {}
        columns = [n for n, key in enumerate(self._columns) if key in TIMES]
        before: dict[int, _Time] = {}
        for number in range(self._view.mapping.first, self._last):
            row, of_row = self._sheet.rows[number], {}
            said = (self._timing.when(row[n], TimeColumn.START) for n in columns if row[n] is not None)
            if (self._heading(row) is not None and all(one.start is None for one in said)) or self._is_head(number):
                before = {}
                continue
            for group in _beside(columns):
                time = self._time(row, number, group)
                if time is None:
                    continue
                last = before.get(group[0])
                if last and time.start < last.start and last.start - time.start > 12 * 60:
                    time.start += 24 * 60
                    time.end = time.end + 24 * 60 if time.end is not None else None
                if last and last.end is None and time.start > last.start:
                    last.end = time.start
                before[group[0]] = of_row[group[0]] = time
            if of_row:
                found[number] = of_row
        return found

    def _time(self, row: tuple[Value, ...], number: int, group: tuple[int, ...]) -> _Time | None:
        start: int | None = None
        end: int | None = None
        day: date | None = None
        for column in group:
            value = row[column]
            part = TimeColumn.END if self._columns[column] == "session.end" else TimeColumn.START
            part = TimeColumn.LENGTH if self._columns[column] == "session.length" else part
            said = self._timing.when(value, part)
            day = day or said.day
            start = said.start if start is None else start
            end = said.end if end is None else end
            if end is None and said.minutes and start is not None:
                end = start + said.minutes
        if start is None and any((number, column) in self._sheet.unknown for column in group):
            return _Time(-1, None)
        if start is None:
            return None
        return _Time(start, end + 24 * 60 if end is not None and end <= start else end, day)

    def _lost_time(self, number: int) -> str:
        """Return the unreadable text in place of a row's time, such as *after lunch*, or an empty text."""
        row = self._sheet.rows[number]
        texts = (text_of(row[n]) for n, key in enumerate(self._columns) if key in TIMES)
        said = next((text for text in texts if _LOST.match(text.casefold())), "")
        return said if said and not self._day_in(said) and not self._is_head(number) else ""

    def _alone(self, number: int, day: date | None) -> Record | None:
        """Return the session, for all rooms, of a row's only cell if it contains a time, or None."""
        row = self._sheet.rows[number]
        said = [n for n, value in enumerate(row) if value not in (None, "") and (number, n) not in self._covered]
        if len(said) != 1 or said[0] >= len(self._columns) or self._columns[said[0]] not in TIMES:
            return None
        at = (said[0], number) if self._view.mapping.across else (number, said[0])
        title, written = apart_from_time(text_of(row[said[0]]))
        when = self._timing.when(written, TimeColumn.START)
        if when.start is None:
            return None
        self._use(number, *said)
        record = Record(self._view, at[0], {"title": title}, day=when.day or day, rooms=(), column=at[1])
        record.span = when.start, when.end
        return record

    # cells ----------------------------------------------------------------------------------------------

    def _of_row(self, number: int, day: date | None, times: dict[int, dict[int, _Time]]) -> Iterator[Record]:
        row = self._sheet.rows[number]
        columns = [n for n in self._rooms if n < len(row)]
        done: set[int] = set()
        for column in columns:
            value = row[column]
            empty = value is None or text_of(value) == ""
            unknown = (number, column) in self._sheet.unknown
            if column in done or (empty and not unknown) or (number, column) in self._covered:
                continue
            value = self._with_lines_below(number, column, times)
            area = self._areas.get((number, column), Area(number, column, number, column))
            wide = [n for n in columns if area.left <= n <= area.right]
            if area.left == area.right:
                wide += [n for n in columns if n > column and self._is_same(row, number, column, n)]
            done |= set(wide)
            self._use(number, *wide)
            yield self._record(number, area.bottom, wide, value, day, times)

    def _put_beside(self, record: Record, number: int) -> None:
        """Give a session what stands beside its row: a note, a moderator, an extra field."""
        row, head = self._sheet.rows[number], self._sheet.rows[self._view.mapping.head]
        keys = list(self._beside.values())
        for n, key in self._beside.items():
            near = max((column for column in self._rooms if column < n), default=-1)
            ours = keys.count(key) == 1 or near == (record.row if self._view.mapping.across else record.column)
            if text_of(row[n]) and ours:
                self._use(number, n)
                if key == EXTRA:
                    record.extras.append(Extra(clean_line(text_of(head[n]))[:200], text_of(without_guard(row[n]))))
                else:
                    record.values.setdefault(key.removeprefix("session."), without_guard(row[n]))

    def _is_same(self, row: tuple[Value, ...], number: int, one: int, other: int) -> bool:
        """Return whether a session is in another room as well: the same text there, on the same day."""
        alone = (number, other) not in self._areas and (number, other) not in self._covered
        return alone and row[other] == row[one] and self._dates.get(one) == self._dates.get(other)

    def _record(
        self, number: int, bottom: int, columns: list[int], value: Value, day: date | None,
        times: dict[int, dict[int, _Time]],
    ) -> Record:  # fmt: skip
        talk = read_talk(without_guard(value), self._known, self._pattern)
        record = Record(self._view, number, {"title": talk.title}, day=self._dates.get(columns[0], day))
        record.column = columns[0]
        if self._view.mapping.across:
            record.row, record.column = columns[0], number
        names = tuple(dict.fromkeys(self._rooms[n] for n in columns if self._rooms[n]))
        if names:
            record.rooms = () if self._is_everywhere(number, columns, talk) else names
        tracks = {self._tracks.get(n, "") for n in columns}
        if track := talk.track or (tracks.pop() if len(tracks) == 1 else ""):
            record.values["track"] = track
        if talk.text:
            record.values["abstract"] = talk.text
        self._put_beside(record, number)
        self._put_time(record, number, bottom, columns[0], times)
        record.people = [person_record(one) for one in talk.people]
        cells = [(number, columns[0]), *((number, n) for n, key in enumerate(self._columns) if key in TIMES)]
        if lost := [cell for cell in cells if cell in self._sheet.unknown]:
            record.unknown = self._view.cell(*(reversed(lost[0]) if self._view.mapping.across else lost[0]))
        return record

    def _with_lines_below(self, number: int, column: int, times: dict[int, dict[int, _Time]]) -> Value:
        """Return the value of a cell, with the lines from the cells below it whose rows have no time."""
        rows, texts = self._sheet.rows, [text_of(self._sheet.rows[number][column])]
        for below in range(number + 1, len(rows)):
            if (
                below in times
                or self._lost_time(below)
                or self._heading(rows[below]) is not None
                or self._is_head(below)
            ):
                break
            if (number, column) not in self._areas and (below, column) not in self._covered:
                texts.append(text_of(rows[below][column]))
                self._use(below, column)
        return "\n".join(filter(None, texts)) if len(texts) > 1 else rows[number][column]

    def _put_time(
        self, record: Record, number: int, bottom: int, column: int, times: dict[int, dict[int, _Time]]
    ) -> None:
        if number not in times:
            record.values["when"] = self._lost_time(number)
            return
        of_row = times[number]
        group = max((n for n in of_row if n < column), default=min(of_row))
        start, end = of_row[group].start, of_row[group].end
        before = start
        for row in range(number + 1, bottom + 1):
            if (last := times.get(row, {}).get(group)) and last.start >= start:
                end = last.end if last.end is not None else 2 * last.start - before
            before = last.start if last else before
        record.span = start, end
        record.day = of_row[group].day or record.day

    def _is_everywhere(self, number: int, columns: list[int], talk: CellTalk) -> bool:
        """Return whether a session takes the whole venue: all rooms of its day, or a break alone in its row."""
        same_day = [n for n in self._rooms if self._dates.get(n) == self._dates.get(columns[0])]
        if len(same_day) > 1 and set(same_day) <= set(columns):
            return True
        row = self._sheet.rows[number]
        alone = all(text_of(row[n]) == "" and (number, n) not in self._covered for n in same_day if n not in columns)
        return bool(alone and len(same_day) > 1 and not talk.people and kind_of_title(talk.title))


def _beside(columns: list[int]) -> list[tuple[int, ...]]:
    """Group adjacent columns of times, since each group forms one time."""
    groups: list[tuple[int, ...]] = []
    for column in columns:
        if groups and groups[-1][-1] == column - 1:
            groups[-1] = (*groups[-1], column)
        else:
            groups.append((column,))
    return groups
