"""Reads a grid with times on one axis and rooms on the other, and a session in each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby, islice

from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text, clean_line
from planner.domain.title_kinds import kind_named_by_title
from planner.domain.value_objects import ExtraField
from planner.importing.cells.cell_times import TimeColumn
from planner.importing.cells.clocks import minutes_between
from planner.importing.cells.contents import LOOKED_AT
from planner.importing.cells.dates import cut_to_final_date
from planner.importing.cells.titles import (
    CellTalk,
    infer_pattern,
    read_talk,
    split_off_room,
    split_off_time,
    split_track_and_room,
)
from planner.importing.mapping.line_sessions import read_block_heading
from planner.importing.mapping.records import (
    ROW,
    MappedSheet,
    Record,
    RowTime,
    person_record,
    text_of,
    transposed,
    without_formula_guard,
)
from planner.importing.mapping.table_mapping import EXTRA
from planner.importing.mapping.table_people import doubts_about_guesses
from planner.importing.mapping.timing import RowTimeReader
from planner.tables.table import Area, Value

TIMES = ("session.when", "session.start", "session.end", "session.length")
_PARTS = {"session.end": TimeColumn.END, "session.length": TimeColumn.LENGTH}
_LOST = re.compile(
    r"(?:(?:klo?|ca)\b\.?\s*)*\d{1,2}(?:[:.]\d{1,2})?(?:\s*[-–].*)?$|(?:after|before|efter|före|innan|nach|vor)\b|[feap]\.?m\b"
)
"""A text in place of a start time, such as *after lunch* or a time that cannot be read."""


class GridReader:
    """Reads the cells of one grid; ``known`` are casefolded names of people.

    ``rooms`` are the rooms in each of its header rows that has been read, in their order.
    """

    def __init__(self, view: MappedSheet, timing: RowTimeReader, known: frozenset[str]) -> None:
        self._view, self._timing, self._day_in, self._known = view, timing, timing.parse_day_heading, known
        mapping = view.mapping
        self._sheet = transposed(view.sheet) if mapping.across else view.sheet
        self._numbers = range(len(self._sheet.rows))[mapping.first :][: view.most]
        self._columns = tuple(mapping.columns[: self._sheet.width])
        self._timed = [n for n, key in enumerate(self._columns) if key in TIMES]
        self._of_dates = [n for n, key in enumerate(self._columns) if key == "session.date"]
        self._areas = {
            (row, column): area
            for area in self._sheet.merged
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }
        self._rooms = self._column_rooms(mapping.head)
        self.rooms = [self._rooms.values()]
        self._dates = self._column_dates(mapping.head)
        heads = enumerate(self._sheet.rows[mapping.head] if mapping.head < len(self._sheet.rows) else ())
        self._tracks = {n: split_track_and_room(clean_line(text_of(value)))[0] for n, value in heads}
        self._tracks |= {} if mapping.tracks is None else self._column_rooms(mapping.tracks)
        others = ("", "session.room", "session.date", *TIMES)
        self._beside = {n: key for n, key in enumerate(self._columns) if key not in others}
        cells = (row[n] for row in self._sheet.rows[mapping.first :] for n in self._rooms)
        self._pattern = infer_pattern(islice(cells, LOOKED_AT), known)
        self._times = self._times_of_rows()
        below = range(mapping.head + 1, max(self._numbers.stop, mapping.head + 1))
        self._headings = {number: found for number in below if (found := self._block_headings(number))}
        for number, found in self._headings.items():
            self._mark_used(number, *found)

    def records(self) -> Iterator[Record]:
        """Yield the sessions in the cells of the grid, row by row, or column by column if the times are in a row."""
        mapping, rows = self._view.mapping, self._sheet.rows
        day = mapping.day
        told = (found for number, found in self._headings.items() if number < mapping.first)
        headings = {n: one for found in told for n, one in found.items()}
        for number in {mapping.head, mapping.head if mapping.tracks is None else mapping.tracks}:
            self._mark_used(number, ROW)
        beside = mapping.rows_above if mapping.across else 0
        for number, row in enumerate(rows[: mapping.first]):
            alone = _has_single_value(row)
            titles = (cut_to_final_date(value) if alone or n < beside else value for n, value in enumerate(row))
            days = {n: found for n, value in enumerate(titles) if (found := self._day_in(value))}
            self._mark_used(number, *days)
            day = next((found for n, found in days.items() if alone or n < beside or n in self._timed), day)
        for number in self._numbers:
            row = rows[number]
            columns = range(len(row)) if _has_single_value(row) else self._of_dates
            days = {n: found for n in columns if (found := self._day_in(row[n]))}
            self._mark_used(number, *days)
            day = next(iter(days.values()), day)
            headings = headings | self._headings.get(number, {}) if not (days or self._repeats_header(number)) else {}
            if self._repeats_header(number):
                self._mark_used(number, ROW)
                day = next(filter(None, (self._day_in(row[n]) for n in self._timed)), day)
                self._rooms = self._column_rooms(number)
                self.rooms.append(self._rooms.values())
                self._dates = self._column_dates(number) or self._dates
            elif number in self._times or self._unreadable_time(number):
                self._mark_used(number, *self._timed)
                yield from self._row_records(headings, number, day)
            elif not days and (across := self._session_in_only_cell(number, day)):
                yield across

    def _mark_used(self, row: int, *columns: int) -> None:
        """Mark cells as read; ``ROW`` marks the whole row, or if ``across``, its cells in columns with a field."""
        across = self._view.mapping.across
        if across and ROW in columns:
            columns = tuple(n for n, key in enumerate(self._columns) if key)
        self._view.used.update((column, row) if across else (row, column) for column in columns)

    # surroundings ---------------------------------------------------------------------------------------

    def _column_rooms(self, head: int) -> dict[int, str]:
        """Return the room of each column of rooms as a header row names it, or an empty text.

        A merged cell names all of its columns. A date names no room.
        """
        row = self._sheet.rows[head] if 0 <= head < len(self._sheet.rows) else ()
        rooms = [n for n, key in enumerate(self._columns[: len(row)]) if key == "session.room"]
        names = {n: clean_line(text_of(row[n]) or text_of(row[self._area(head, n).left])) for n in rooms}
        return {n: "" if name and self._day_in(name) else split_track_and_room(name)[1] for n, name in names.items()}

    def _area(self, row: int, column: int) -> Area:
        """Return the merged area of a cell, or the cell itself."""
        return self._areas.get((row, column), Area(row, column, row, column))

    def _column_dates(self, head: int) -> dict[int, date]:
        """Return the date over each column of rooms from the first date on, in the header row or one of three above."""
        for row in reversed(self._sheet.rows[max(head - 3, 0) : head + 1]):
            days = {column: day for column, value in enumerate(row) if (day := self._day_in(value))}
            if not days.keys().isdisjoint(self._rooms):
                first = min(days)
                return {n: days[max(m for m in days if m <= n)] for n in self._rooms if n >= first}
        return {}

    def _is_day_row(self, number: int) -> bool:
        """Return whether a row has a day and nothing else."""
        row = self._sheet.rows[number]
        return _has_single_value(row) and any(map(self._day_in, row))

    def _repeats_header(self, number: int) -> bool:
        """Return whether a row repeats the header: its rooms, or the heading of its times."""
        row, head = self._sheet.rows[number], self._sheet.rows[self._view.mapping.head]
        same = any(text_of(row[n]) and text_of(row[n]).casefold() == text_of(head[n]).casefold() for n in self._timed)
        known = {name.casefold() for name in self._rooms.values()}
        names = [text_of(row[n]).casefold() for n in self._rooms if text_of(row[n])]
        return same or (len(names) > 1 and known.issuperset(names))

    # times ----------------------------------------------------------------------------------------------

    def _times_of_rows(self) -> dict[int, dict[int, RowTime]]:
        """Return the times of each row, by the first column of each group of time columns.

        A time without an end lasts until that of the next row.
        """
        found: dict[int, dict[int, RowTime]] = {}
        before: dict[int, RowTime] = {}
        runs = groupby(enumerate(self._timed), lambda one: one[1] - one[0])  # columns beside each other form one time
        groups = [tuple(column for _, column in run) for _, run in runs]
        for number in self._numbers:
            timed = {group[0]: time for group in groups if (time := self._time_in_columns(number, group))}
            if self._repeats_header(number) or (not timed and self._is_day_row(number)):
                before = {}
            elif timed:
                for group, time in timed.items():
                    _adjust_to_previous(before.get(group), time)
                found[number] = timed
                before |= timed
        return found

    def _time_in_columns(self, number: int, group: tuple[int, ...]) -> RowTime | None:
        """Return the time in the adjacent columns of a group, or None if they give no start.

        Each part comes from the first column that gives it, but the length is that up to an end, if there is one. The
        start is -1 if none is given but one of the columns has a formula without a stored value.
        """
        row = self._sheet.rows[number]
        said = [self._timing.read_cell(row[n], _PARTS.get(self._columns[n], TimeColumn.START)) for n in group]
        start = next((one.start for one in said if one.start is not None), None)
        end = next((one.end for one in said if one.end is not None), None)
        minutes = next(filter(None, (one.minutes for one in said)), None)
        if start is None:  # a time whose formula has no stored value counts as one
            return RowTime(start=-1) if any((number, n) in self._sheet.unknown for n in group) else None
        if end is not None:
            minutes = minutes_between(start, end)
        return RowTime(next(filter(None, (one.day for one in said)), None), start, minutes)

    def _unreadable_time(self, number: int) -> str:
        """Return the text in place of a row's time that cannot be read, such as *after lunch*, or an empty text."""
        texts = (text_of(self._sheet.rows[number][n]) for n in self._timed)
        said = next((text for text in texts if _LOST.match(text.casefold())), "")
        return said if said and not self._day_in(said) and not self._repeats_header(number) else ""

    def _session_in_only_cell(self, number: int, day: date | None) -> Record | None:
        """Return the session whose time and title are the only cell of a row, and which is for all rooms, or None."""
        row = self._sheet.rows[number]
        said = [n for n, value in enumerate(row) if value not in (None, "")]
        title, written = split_off_time(text_of(row[said[0]]) if len(said) == 1 and said[0] in self._timed else "")
        if self._timing.read_cell(written, TimeColumn.START).start is None:
            return None
        self._mark_used(number, *said)
        record = self._new_record(number, said[0], title, day)
        record.rooms, record.values["when"] = (), written
        return record

    def _new_record(self, row: int, column: int, title: str, day: date | None) -> Record:
        at = (column, row) if self._view.mapping.across else (row, column)
        return Record(self._view, at[0], {"title": title}, day=day, column=at[1])

    # cells ----------------------------------------------------------------------------------------------

    def _block_headings(self, number: int) -> dict[int, Record]:
        """Return the blocks in a row without a time, by column, if all its cells are headings of blocks with chairs."""
        if (
            number in self._times
            or self._unreadable_time(number)
            or self._repeats_header(number)
            or self._is_day_row(number)
        ):
            return {}
        texts = {n: text for n, value in enumerate(self._sheet.rows[number]) if (text := text_of(value))}
        blocks = {n: one for n, text in texts.items() if n in self._rooms and (one := read_block_heading(text))}
        if len(blocks) < len(texts) or not all(one.title and one.people for one in blocks.values()):
            return {}
        found = {n: self._new_record(number, n, one.title, None) for n, one in blocks.items()}
        for n, record in found.items():
            record.values["moderators"], record.is_heading = blocks[n].people, True
        return found

    def _row_records(self, headings: dict[int, Record], number: int, day: date | None) -> Iterator[Record]:
        """Yield the session of each filled cell of a row in a room's column, whose parent is the block of that column.

        A break or the like, or a session over several columns, ends that block.
        """
        row = self._sheet.rows[number]
        done: set[int] = set()
        for column in self._rooms:
            unknown = (number, column) in self._sheet.unknown
            if column in done or (not text_of(row[column]) and not unknown):
                continue
            value = self._value_with_lines_below(number, column)
            area = self._area(number, column)
            wide = [n for n in self._rooms if area.left <= n <= area.right]
            if area.left == area.right:  # in another room as well: the same text there, on the same day
                alone = (n for n in self._rooms if n > column and (number, n) not in self._areas)
                wide += [n for n in alone if row[n] == row[column] and self._dates.get(n) == self._dates.get(column)]
            done |= set(wide)
            self._mark_used(number, *wide)
            record = self._make_session_record(number, area.bottom, wide, value, day)
            for n in wide if len(wide) > 1 or kind_named_by_title(record.text("title")) else ():
                headings.pop(n, None)
            record.parent = headings.get(column)
            yield record

    def _add_cells_beside(self, record: Record, number: int, column: int) -> None:
        """Add to a session what the columns beside the rooms have in its row: a note, a moderator, an extra field."""
        row, head = self._sheet.rows[number], self._sheet.rows[self._view.mapping.head]
        keys = list(self._beside.values())
        for n, key in self._beside.items():
            near = max((room for room in self._rooms if room < n), default=-1)
            if text_of(row[n]) and (keys.count(key) == 1 or near == column):
                self._mark_used(number, n)
                if key == EXTRA:
                    record.extras.append(
                        ExtraField(clean_line(text_of(head[n]))[:200], text_of(without_formula_guard(row[n])))
                    )
                else:
                    record.values.setdefault(key.removeprefix("session."), without_formula_guard(row[n]))

    def _make_session_record(
        self, number: int, bottom: int, columns: list[int], value: Value, day: date | None
    ) -> Record:
        text, room = split_off_room(text_of(without_formula_guard(value)))
        talk = read_talk(text if room else without_formula_guard(value), self._known, self._pattern)
        record = self._new_record(number, columns[0], talk.title, self._dates.get(columns[0], day))
        names = tuple(dict.fromkeys(self._rooms[n] for n in columns if self._rooms[n]))
        if names:
            record.rooms = () if self._is_for_all_rooms(number, columns, talk) else names
        if room and room not in names:
            record.rooms = (room,)
            if len(names) == 1:
                record.doubts.append(Text("{cell}: “{text}” is taken as its room.", cell=record.cell_name(), text=room))
        tracks = {self._tracks.get(n, "") for n in columns}
        track = talk.track or (tracks.pop() if len(tracks) == 1 else "")
        record.values |= {key: text for key, text in (("track", track), ("abstract", talk.text)) if text}
        self._add_cells_beside(record, number, columns[0])
        self._set_time(record, number, bottom, columns[0])
        record.people = [person_record(one) for one in talk.people]
        record.doubts += [record.cell_problem("title", doubt) for doubt in doubts_about_guesses(talk.people)]
        lost = (n for n in (columns[0], *self._timed) if (number, n) in self._sheet.unknown)
        record.unknown = [("title", self._new_record(number, n, "", None).cell_name()) for n in lost]
        return record

    def _value_with_lines_below(self, number: int, column: int) -> Value:
        """Return the value of a cell, followed by lines from the cells below it whose rows have no time."""
        rows, texts = self._sheet.rows, [text_of(self._sheet.rows[number][column])]
        for below in range(number + 1, len(rows)):
            timed = below in self._times or self._unreadable_time(below)
            if timed or self._is_day_row(below) or self._repeats_header(below) or self._block_headings(below):
                break
            if (number, column) not in self._areas:
                texts.append(text_of(rows[below][column]))
                self._mark_used(below, column)
        return "\n".join(filter(None, texts)) if len(texts) > 1 else rows[number][column]

    def _set_time(self, record: Record, number: int, bottom: int, column: int) -> None:
        """Set the time of a session to that of its row, or of all rows down to ``bottom``.

        If the time of its row cannot be read, the text there is kept as the value of *when*.
        """
        if number not in self._times:
            record.values["when"] = self._unreadable_time(number)
            return
        group = max((n for n in self._times[number] if n < column), default=min(self._times[number]))
        times = [timed[group] for row in range(number, bottom + 1) if group in (timed := self._times.get(row, {}))]
        first, last = times[0], times[-1]
        start, minutes = first.start or 0, first.minutes
        if len(times) > 1 and (begins := last.start or 0) >= start:
            lasts = begins - (times[-2].start or 0) if last.minutes is None else last.minutes
            minutes = begins + lasts - start
        record.day = first.day or record.day
        record.slot = RowTime(record.day, start, minutes)

    def _is_for_all_rooms(self, number: int, columns: list[int], talk: CellTalk) -> bool:
        """Return whether a session is for all rooms of its day, of which there must be several.

        It has all their columns, or it is a break or the like, without people, and alone in its row.
        """
        same_day = [n for n in self._rooms if self._dates.get(n) == self._dates.get(columns[0])]
        others = set(same_day) - set(columns)
        row = self._sheet.rows[number]
        alone = all(text_of(row[n]) == "" and self._area(number, n).top == number for n in others)
        is_break = alone and not talk.people and kind_named_by_title(talk.title)
        return len(same_day) > 1 and (not others or bool(is_break))


def _adjust_to_previous(before: RowTime | None, time: RowTime) -> None:
    """Add a day to a time if it is far earlier than the one above, and let the one above end when it begins.

    The one above keeps its length if it has one. Nothing is done if one of the two is not known.
    """
    if before is None or before.start is None or time.start is None or min(before.start, time.start) < 0:
        return
    if before.start - time.start > MINUTES_A_DAY // 2:
        time.start += MINUTES_A_DAY
    if before.minutes is None and time.start > before.start:
        before.minutes = time.start - before.start


def _has_single_value(row: tuple[Value, ...]) -> bool:
    """Return whether a row has only one value, which may stand in several cells."""
    return len(set(row) - {None, ""}) == 1
