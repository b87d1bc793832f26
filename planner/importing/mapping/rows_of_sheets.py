"""Reads the rows of lists as records (sessions, their parents, people, rooms, tracks), and joins sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, zip_longest

from planner.domain.text import Text, clean_line
from planner.importing.cells.contents import is_contact_row, is_total_row
from planner.importing.cells.dates import cut_to_final_date, without_document_dates
from planner.importing.cells.names import looks_like_full_name, looks_like_name
from planner.importing.cells.people import read_people
from planner.importing.cells.titles import LONGEST_LINE
from planner.importing.incoming import grouped, non_empty
from planner.importing.mapping.line_sessions import (
    TIMED,
    move_people_from_title,
    read_block_heading,
    read_session_line,
)
from planner.importing.mapping.records import ROW, MappedSheet, PersonRecord, Record, text_of
from planner.importing.mapping.row_titles import split_sessions, split_timed_title, take_title_from_merged_cell
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, NAMES, Join, SheetShape, TableMapping
from planner.tables.table import Value

_CHILD = re.compile(r"sub|talk|paper|presentation|child|item|föredrag|del\b|bidrag|vortrag|0\b|no\b|nej\b|false|n\b")
_PARENT = re.compile(r"session|block|parent|main|1\b|yes|ja\b|true|y\b|x\b")
_BEFORE = re.compile(r"\s+[–—-]\s+|:\s+|\s*\(")
_NOT_OF_BLOCKS = (
    *("speakers", "people", "panellists", "hosts", "note", "introduction", "cues", "tags", "links", "website"),
    *("stream", "equipment"),
)
"""The fields of a session that a block made of it does not take."""
_LENT, _TIMES = ("date", "track", "room", "end_date", "zone"), ("start", "when", "end")


class SheetRowReader:
    """Reads the records of one sheet, and marks the cells that were read in its view."""

    def __init__(self, view: MappedSheet, parse_day_heading: Callable[[Value], date | None]) -> None:
        self._view, self._day_in = view, parse_day_heading

    def session_records(self) -> Iterator[Record]:
        """Return an iterator over the records, one for each session."""
        match self._view.mapping.shape:
            case SheetShape.SPEAKERS:
                return iter(merge_by_session(self.row_records()))
            case SheetShape.NESTED:
                return self._nested_records()
            case SheetShape.NUMBERED:
                return self._numbered_records()
        return self.row_records()

    def row_records(self) -> Iterator[Record]:
        """Yield the records in the rows, each with the day and the block from the headings above it."""
        view, day, rows = self._view, self._heading_day(), self._view.sheet.rows
        head = rows[view.mapping.head] if view.mapping.head >= 0 else None
        view.used.update((number, ROW) for number in range(max(view.mapping.head, 0), view.mapping.first))
        mapped = sum(1 for key in view.mapping.columns if key)
        block = self._heading_room(view.mapping.head - 1)
        for number in range(len(rows))[view.mapping.first :][: view.most]:
            row = rows[number]
            said = [n for n, value in enumerate(row) if value is not None and value != ""]
            listed = bool(said) and (mapped > 1 or "timed_title" in view.fields)
            labelled = listed and view.mapping.columns[said[0] : said[0] + 1] != ("session.date",)
            told = (
                self._date_in_heading(row[said[0]])
                if labelled and all(map(_may_stand_beside_day, row[said[0] + 1 :]))
                else None
            )
            if told or not said or row == head or all(_is_drawn_line(row[n]) for n in said):
                view.used.add((number, said[0] if told and len(said) > 1 else ROW))
                day, block = (told, None) if told else (day, block)
                continue
            if len(said) == 1 < mapped and not (self._is_named_cell(number, said[0]) or view.unresolved_cells(number)):
                across = self._heading_room(number) or self._read_single_cell_row(number, said[0], day)
                block = across if across and "when" not in across.values else None
                if across and not block:
                    yield across
                continue  # otherwise the only cell of a row is no session
            record = view.record(number)
            record.day = day
            if block:
                self.lend_to_child(block, record)
            split_timed_title(record)
            take_title_from_merged_cell(record)
            if _is_timed(record) or not self._is_total_or_contact(record):
                yield from split_sessions(record)
            else:
                view.used.discard((number, ROW))

    def _is_total_or_contact(self, record: Record) -> bool:
        """Return whether a row is not a session but a total of the rows above, or a contact."""
        row, columns = self._view.sheet.rows[record.row], self._view.mapping.columns
        cells = [*zip_longest(map(text_of, row), columns[: len(row)], fillvalue="")]
        unknown = (("0", f"session.{key}") for key, _ in record.unknown)
        return is_contact_row(cells) or is_total_row([*cells, *unknown])

    def _heading_day(self) -> date | None:
        """Return the last day in a row above the content with only one filled cell, or else that of the sheet.

        The cell may have other words too, as in *Programme, Friday 8 May*. None if neither has a day.
        """
        view, day = self._view, self._view.mapping.day
        for number, row in enumerate(view.sheet.rows[: view.mapping.first] if view.mapping.head >= 0 else ()):
            filled = [n for n, value in enumerate(row) if value is not None and value != ""]
            if len(filled) == 1 and (above := self._date_in_heading(cut_to_final_date(row[filled[0]]))):
                day = above
                view.used.add((number, filled[0]))
        return day

    def _heading_room(self, number: int) -> Record | None:
        """Return a record with the room that is the only cell of a row above repeated headings, or None."""
        view, rows = self._view, self._view.sheet.rows
        texts = list(filter(None, map(text_of, rows[number]))) if 0 <= number < len(rows) - 1 else []
        repeated = len(texts) == 1 and rows[number + 1] == rows[view.mapping.head] and rows.count(rows[number + 1]) > 1
        if not repeated or "room" in view.fields or self._date_in_heading(texts[0]):
            return None
        view.used.add((number, ROW))
        return Record(view, number, {"room": texts[0]})

    def _read_single_cell_row(self, number: int, column: int, day: date | None) -> Record | None:
        """Return a session whose time and title are the only cell of a row, or the block that the cell begins, or None.

        A block, such as *Session 1A: Bees | Room Ada | Chair: Bo Ek*, has no time, and lends its room to rows below it.
        """
        cell = text_of(self._view.sheet.rows[number][column])
        beside = "title" not in self._view.fields or column > self._view.first_column("title")
        text = "" if beside or len(cell) > LONGEST_LINE else cell
        timed = TIMED.fullmatch(text)
        told = read_session_line(number, timed["time"], timed["rest"]) if timed else read_block_heading(text)
        if told is None or not told.title:
            return None
        move_people_from_title(told)
        self._view.used.add((number, ROW))
        who = "speakers" if timed else "moderators"
        values = non_empty(**{"title": told.title, "when": told.time, "room": told.room, who: told.people})
        return Record(self._view, number, values, day=day, column=column, is_heading=True)

    def _is_named_cell(self, number: int, column: int) -> bool:
        """Return whether the only cell of a row is the name of a person, a room or a track, not a heading or note."""
        view, text = self._view, text_of(self._view.sheet.rows[number][column])
        if view.mapping.shape in (SheetShape.ROOMS, SheetShape.TRACKS):
            return view.mapping.columns[column : column + 1] in (("room.name",), ("track.name",))
        wide = any(area.top <= number <= area.bottom and area.left < area.right for area in view.sheet.merged)
        is_name = view.mapping.columns[column : column + 1] == ("person.name",) and not wide and not text.isupper()
        named = read_people(text) if is_name else ()
        return bool(named) and all(looks_like_name(one.name) for one in named)

    def _date_in_heading(self, value: Value) -> date | None:
        """Return the day that a cell is, or that is in it before or after a dash, colon or bracket, or None."""
        parts = _BEFORE.split(without_document_dates(value), maxsplit=1) if isinstance(value, str) else []
        days = map(self._day_in, (value, *(parts if len(parts) > 1 else ())))
        return next(filter(None, days), None)

    # parents and children -------------------------------------------------------------------------------

    def _nested_records(self) -> Iterator[Record]:
        """Yield the children, each with its parent, and the sessions that have no children.

        In a sheet with a column for parent sessions, a row is a child if it names one or is below a row that only names
        one, whatever its level. In any other sheet its level decides.
        """
        named = "parent" in self._view.fields
        records = list(self.row_records())
        says_so = any(_CHILD.match(record.text("level").casefold()) for record in records)
        families: list[tuple[Record, list[Record]]] = []
        is_block = False
        for record in records:
            parent, level = record.text("parent"), record.text("level").casefold()
            is_child = bool(_CHILD.match(level)) or not _PARENT.match(level) if level else not says_so
            if families and (is_block and not parent if named else is_child):
                families[-1][1].append(record)
            else:
                is_block = bool(parent) and not record.text("title")
                if is_block:
                    record.values["title"] = record.values.pop("parent")
                families.append((record, []))
        records = [one for parent_row, children in families for one in self._children_or_self(parent_row, children)]
        if named:
            self._add_named_parents(records)
        yield from records

    def _add_named_parents(self, records: Iterable[Record]) -> None:
        """Make one parent a day for rows that name the same parent session; rows with the same start share that time.

        If all rows with moderators name the same ones, these become the chairs of the parent instead.
        """
        named = [record for record in records if record.text("parent")]
        for siblings in grouped(sorted(named, key=_level_number), _parent_and_time).values():
            mark_shared_time(siblings)
        day, families = "", dict[tuple[str, ...], list[Record]]()
        for record in named:
            day = record.text("date") or day
            families.setdefault((record.text("parent").casefold(), day, str(record.day)), []).append(record)
        for children in families.values():
            chairs = set(filter(None, (child.text("moderators") for child in children)))
            told = non_empty(title=children[0].text("parent"), moderators=chairs.pop() if len(chairs) == 1 else "")
            parent = Record(self._view, children[0].row, told, is_named=True)
            for child in children:
                if "moderators" in told:
                    child.values.pop("moderators", None)
                self.lend_to_child(parent, child)

    def _children_or_self(self, parent: Record, children: list[Record]) -> Iterator[Record]:
        """Yield the children of a session, or the session itself if it has none.

        Children share the time of the session, if none of them has its own.
        """
        mark_shared_time(
            [] if any("start" in child.values or "when" in child.values for child in children) else children
        )
        for child in children:
            self.lend_to_child(parent, child)
        if children:
            children[0].doubts += _left_out_of_blocks(parent)
        yield from children or [parent]

    def lend_to_child(self, parent: Record, child: Record) -> None:
        """Make a record the child of a parent, and copy the parent's day, room, track and time where it has none."""
        child.parent = parent
        timed = "start" in child.values or "when" in child.values
        lent = (name for name in (_LENT if timed else (*_LENT, *_TIMES)) if name in parent.values)
        child.values = {name: parent.values[name] for name in lent} | child.values

    # numbered columns -----------------------------------------------------------------------------------

    def _numbered_records(self) -> Iterator[Record]:
        """Yield the talks in the numbered columns of each session, or the session itself if it has none."""
        for record in self.row_records():
            known_as, numbered = record.text("id"), self._view.numbered_groups(self._view.sheet.rows[record.row])
            parts = (values for group, values in numbered if group == "part" and "title" in values)
            children = [Record(self._view, record.row, told, day=record.day, unknown=record.unknown) for told in parts]
            for number, child in enumerate(children if known_as else (), 1):
                child.values.setdefault("id", f"{known_as}/{number}")
            yield from self._children_or_self(record, children)


def _left_out_of_blocks(parent: Record) -> Iterator[Text]:
    """Yield a message for each value of a parent that no block takes."""
    yield from (parent.left_out_message(name, text) for name in _NOT_OF_BLOCKS if (text := parent.text(name)))
    yield from (parent.left_out_message("title", f"{extra.name}: {extra.value}") for extra in parent.extras)


def mark_shared_time(siblings: Sequence[Record]) -> None:
    """Mark several records as parts of the time that they share."""
    for number, record in enumerate(siblings if len(siblings) > 1 else ()):
        record.part = number, len(siblings)


def merge_by_session(records: Iterable[Record]) -> list[Record]:
    """Merge rows of one day with the same id, or title and time, into one record a session, with all their people."""
    found: dict[tuple[str, ...], Record] = {}
    day = ""
    for record in records:
        day = record.text("date") or day
        first = found.setdefault((*_session_identity(record), day), record)
        first.people.append(
            PersonRecord({n: one for n, one in record.values.items() if _is_person_field(n)}, of=record)
        )
        record.values = {name: value for name, value in record.values.items() if not _is_person_field(name)}
        for name, value in record.values.items():
            if first.values.setdefault(name, value) != value:
                problem = Text("“{text}” is otherwise in the first row of its session.", text=text_of(value)[:60])
                first.doubts.append(record.cell_problem(name, problem))
        first.unknown += [one for one in record.unknown if record is not first and one not in first.unknown]
        known = {extra.name for extra in first.extras}
        first.extras += [extra for extra in record.extras if extra.name not in known]
    return list(found.values())


def _is_timed(record: Record) -> bool:
    return any(text_of(record.values.get(name))[:1].isdigit() for name in ("start", "when"))


def _may_stand_beside_day(value: Value) -> bool:
    """Return whether a cell beside a day is empty or only names a person after a label, as *In charge: Ada Lind*."""
    label, _colon, name = text_of(value).partition(": ")
    return not label or looks_like_full_name(name.strip())


def _is_drawn_line(value: Value) -> bool:
    """Return whether a cell contains only a drawn line, as below the headings of a table in Markdown."""
    return isinstance(value, str) and len(value) > 1 and not value.strip(" :-=_–—")


def _session_identity(record: Record) -> tuple[str, ...]:
    if known_as := record.text("id"):
        return ("id", known_as)
    title = record.text("title").casefold() or str(record.row)
    return title, str(record.day), record.text("start"), record.text("when")


def _is_person_field(name: str) -> bool:
    """Return whether a field of a row belongs to the person rather than the session."""
    return name.startswith("person.") or name in ("person_role", "speakers")


def _parent_and_time(record: Record) -> tuple[str, str, str]:
    """Return the parent session, date and start of a row, which are the same for rows that share a time."""
    return record.text("parent"), record.text("date"), record.text("start") or record.text("when")


def _level_number(record: Record) -> float:
    return float(next(iter(re.findall(r"\d+(?:\.\d+)?", record.text("level"))), 0))


# sheets that belong together ---------------------------------------------------------------------------


class JoinedSheets:
    """The rows of the other sheets in a mapping, by the values with which the main sheet refers to them.

    ``inner`` are the indexes of the sheets whose rows complete sessions of the main sheet and are not read separately.
    """

    def __init__(self, mapping: TableMapping, views: list[MappedSheet]) -> None:
        self._views = views
        joins = [join for join in mapping.joins if views[join.other].mapping.shape in ABOUT_SESSIONS]
        self.inner = {join.other for join in joins}
        self._found = {join: self._joined_rows(join) for join in joins}

    def completed_records(self, rows: SheetRowReader) -> Iterator[Record]:
        """Yield the sessions of the main sheet, completed from other sheets, and then those that only these have."""
        records = list(rows.session_records())
        for join, found in self._found.items():
            untimed = [record for record in records if {"start", "when"}.isdisjoint(record.values)]
            for record in records:
                self._complete_record(rows, record, join, found.get(_join_value(record, join.column), ()))
            for siblings in grouped(untimed, lambda record: record.parent and id(record.parent)).values():
                mark_shared_time(siblings)
        yield from records
        met = {id(record.parent) for record in records}
        of_parents = (found for join, found in self._found.items() if self._joins_parents(join))
        parents = chain.from_iterable(chain.from_iterable(found.values() for found in of_parents))
        yield from (parent for parent in parents if id(parent) not in met)
        for join, found in self._found.items():
            known = {_join_value(record, join.column) for record in records}
            others = chain(*(rest for key, rest in found.items() if key not in known and not self._joins_parents(join)))
            yield from (other for other in others if other.text("title"))

    def _joins_parents(self, join: Join) -> bool:
        return self._views[join.sheet].mapping.columns[join.column] == "session.parent"

    def _joined_rows(self, join: Join) -> dict[str, list[Record]]:
        rows = SheetRowReader(self._views[join.other], lambda value: None).row_records()
        return grouped(rows, lambda record: _join_value(record, join.other_column))

    def _complete_record(self, rows: SheetRowReader, record: Record, join: Join, others: Sequence[Record]) -> None:
        view = self._views[join.other]
        if others and self._joins_parents(join):
            rows.lend_to_child(others[0], record)
        elif others and not view.fields.isdisjoint(NAMES):
            record.values.pop("speakers", None)
            record.people.extend(PersonRecord(dict(other.values), "speakers", other) for other in others)
        else:
            for other in others:
                record.day = record.day or other.day
                record.values = other.values | record.values
                record.extras.extend(other.extras)


def _join_value(record: Record, column: int) -> str:
    return clean_line(text_of(record.view.sheet.rows[record.row][column])).casefold()
