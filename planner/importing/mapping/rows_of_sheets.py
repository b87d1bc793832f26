"""Reads sheets whose rows are sessions, speakers, or parents and children."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from planner.domain.text import Text, clean_line
from planner.domain.value_objects import Extra
from planner.importing.cells.dates import date_ending
from planner.importing.cells.stamps import without_stamps
from planner.importing.cells.titles import TitlePattern, apart_from_time, pattern_of, read_talk
from planner.importing.mapping.records import ROW, MappedSheet, PersonRecord, Record, person_record, text_of
from planner.importing.mapping.table_mapping import SheetShape
from planner.importing.mapping.table_people import ROLES
from planner.importing.vocabulary import kind_of_title
from planner.tables.table import Value

DayIn = Callable[[Value], date | None]
"""Function that parses a value as a date, or returns None."""
_CHILD = re.compile(r"sub|talk|paper|presentation|child|item|föredrag|del\b|bidrag|vortrag|0\b|no\b|nej\b|false|n\b")
_PARENT = re.compile(r"session|block|parent|main|1\b|yes|ja\b|true|y\b|x\b")
_TOTAL = re.compile(
    r"(?:summa|delsumma|sum|subtotal|(?:grand )?total|totalt|total tid|total time|summe|gesamt|insgesamt|antal \w+)"
    r"[\s:=\d]*(?:min|h)?\.?"
)
"""Words before the sum of a column."""
_COUNTED = re.compile(r"\d+(?:\s+\w+){0,2}")
"""What a sum counts, beside its word: *5 sessions*."""
_BEFORE = re.compile(r"\s+[–—-]\s+|:\s+|\s*\(")
_OF_PARENT = {
    "sv": ("Session", "Sessionens ordförande", "Om sessionen"),
    "": ("Session", "Session chair", "About the session"),
}
"""Names of the extra fields for the title, chair and text of a session's parent."""
_NAMES = ("person.name", "person.first", "person.last")
_LENT = ("date", "track", "room", "end_date", "zone")


class RowsOfSheet:
    """Reads the records of one sheet, and notes in its view the cells that were used."""

    def __init__(self, view: MappedSheet, day_in: DayIn, language: str = "en") -> None:
        self._view, self._day_in = view, day_in
        self._names = _OF_PARENT.get(language[:2], _OF_PARENT[""])

    def records(self) -> Iterator[Record]:
        """Return an iterator over the records, one for each session."""
        match self._view.mapping.shape:
            case SheetShape.SPEAKERS:
                return iter(grouped(self.rows()))
            case SheetShape.NESTED:
                return self._children()
            case SheetShape.NUMBERED:
                return self._parts()
        return self.rows()

    def rows(self) -> Iterator[Record]:
        """Yield the non-empty rows, each with the day from the heading above it."""
        view, day = self._view, self._view.mapping.day
        rows = view.sheet.rows
        head = rows[view.mapping.head] if view.mapping.head >= 0 else None
        view.used.update((number, ROW) for number in range(max(view.mapping.head, 0), view.mapping.first))
        for number in range(min(view.mapping.first, len(rows))):
            filled = [n for n, value in enumerate(rows[number]) if value is not None and value != ""]
            if len(filled) == 1 and view.mapping.head >= 0:
                above = self._heading(date_ending(rows[number][filled[0]]))
                day = above or day
                view.used.update([(number, filled[0])] if above else [])
        mapped = sum(1 for key in view.mapping.columns if key)
        for number in view.rows():
            row = rows[number]
            said = [value for value in row if value is not None and value != ""]
            if not said or row == head or all(_is_line(value) for value in said):
                view.used.add((number, ROW))
                continue
            if len(said) == 1 and (mapped > 1 or "timed_title" in view.fields):
                if (told := self._heading(said[0])) is not None:
                    view.used.add((number, ROW))
                    day = told
                    continue
                if mapped > 1 and self._stands_alone(number):
                    continue
            record = view.record(number)
            record.day = day
            _part_time(record)
            if _is_total(record):
                view.used.discard((number, ROW))
            else:
                yield record

    def _heading(self, value: Value) -> date | None:
        """Return the day in a row that contains nothing else, or None."""
        found = self._day_in(value)
        if found is None and isinstance(value, str):
            parts = _BEFORE.split(without_stamps(value), maxsplit=1)
            found = next((day for part in parts if len(parts) > 1 and (day := self._day_in(part))), None)
        return found

    def _stands_alone(self, number: int) -> bool:
        """Return whether the only cell of a row is no person's name, so that the row is left out."""
        column = next(n for n, one in enumerate(self._view.sheet.rows[number]) if one is not None and one != "")
        key = self._view.mapping.columns[column] if column < len(self._view.mapping.columns) else ""
        return key != "person.name" and not self._view.is_unknown(number)

    # parents and children -------------------------------------------------------------------------------

    def _children(self) -> Iterator[Record]:
        """Yield the children, and the parents that have none."""
        if "parent" in self._view.fields:
            yield from self._by_session()
            return
        records = list(self.rows())
        parent: Record | None = None
        children: list[Record] = []
        says_so = any(_CHILD.match(record.text("level").casefold()) for record in records)
        for record in records:
            if parent is not None and _is_child(record.text("level"), unsaid=not says_so):
                children.append(record)
                continue
            yield from self._family(parent, children)
            parent, children = record, []
        yield from self._family(parent, children)

    def _by_session(self) -> Iterator[Record]:
        """Yield rows that name their parent session; those with the same time share it."""
        records = self._below_their_blocks(list(self.rows()))
        sizes: dict[tuple[str, str, str], list[Record]] = {}
        for record in records:
            if record.text("parent"):
                key = record.text("parent"), record.text("date"), record.text("start") or record.text("when")
                sizes.setdefault(key, []).append(record)
        for siblings in sizes.values():
            siblings.sort(key=lambda record: _number(record.text("level")))
            for number, record in enumerate(siblings):
                chair = Extra(self._names[1], clean_line(text_of(record.values.pop("moderators", None))))
                session = Extra(self._names[0], clean_line(record.text("parent")))
                record.extras += [session, chair] if chair.value else [session]
                if len(siblings) > 1:
                    record.part = number, len(siblings)
        yield from records

    def _below_their_blocks(self, records: list[Record]) -> list[Record]:
        """Return the rows with a title; one below a row that only names a parent is a part of that one."""
        found: list[Record] = []
        families: dict[int, list[Record]] = {}
        block: Record | None = None
        for record in records:
            if record.text("parent") and not record.text("title"):
                block = record
                record.values["title"] = record.values.pop("parent")
            elif block is not None and not record.text("parent"):
                families.setdefault(id(block), []).append(record)
                continue
            else:
                block = None
            found.append(record)
        return [one for record in found for one in self._family(record, families.get(id(record), []))]

    def _family(self, parent: Record | None, children: list[Record]) -> Iterator[Record]:
        if parent is None or not children:
            if parent is not None:
                yield parent
            return
        timed = [child for child in children if "start" in child.values or "when" in child.values]
        for number, child in enumerate(children):
            self.lend(parent, child)
            if not timed and len(children) > 1:
                child.part = number, len(children)
            yield child

    def lend(self, parent: Record, child: Record) -> None:
        """Copy a parent's day, room and track to a child without them, and its title, chair and text as extras."""
        child.parent = parent
        for name in _LENT:
            if name in parent.values:
                child.values.setdefault(name, parent.values[name])
        if not {"start", "when"} & child.values.keys():
            for name in ("start", "when", "end"):
                if name in parent.values:
                    child.values.setdefault(name, parent.values[name])
        title, chair, about = self._names
        text = parent.text("abstract") or parent.text("description")
        chairs = ", ".join(filter(None, (parent.text("moderators"), _names_of(parent.people, "moderators"))))
        kept = (Extra(title, clean_line(parent.text("title"))), Extra(chair, clean_line(chairs)), Extra(about, text))
        child.extras.extend(extra for extra in kept if extra.value)

    # numbered columns -----------------------------------------------------------------------------------

    def _parts(self) -> Iterator[Record]:
        """Yield the talks in numbered columns of their session, and the sessions without any."""
        for record in self.rows():
            parts = [values for values in self._view.parts(record.row) if "title" in values]
            for number, values in enumerate(parts):
                child = Record(self._view, record.row, dict(values), day=record.day)
                if "id" in record.values and "id" not in values:
                    child.values["id"] = f"{record.text('id')}/{number + 1}"
                self.lend(record, child)
                timed = "start" in values or "when" in values
                child.part = (number, len(parts)) if len(parts) > 1 and not timed else None
                yield child
            if not parts:
                yield record


def grouped(records: Iterable[Record]) -> list[Record]:
    """Merge all rows of a session, identified by its id or its title and time, into one record with their people."""
    found: dict[tuple[str, ...], Record] = {}
    for record in records:
        first = found.setdefault(_same_session(record), record)
        values = {name: one for name, one in record.values.items() if _is_persons(name)}
        first.people.append(PersonRecord(values, of=record))
        if first is record:
            record.values = {name: value for name, value in record.values.items() if not _is_persons(name)}
        for name, value in record.values.items():
            if not _is_persons(name) and first.values.setdefault(name, value) != value and name != "speakers":
                problem = Text("“{text}” is otherwise in the first row of its session.", text=text_of(value)[:60])
                first.doubts.append(Text("{cell}: {problem}", cell=record.cell(name), problem=problem))
        if first is not record:
            if "speakers" in record.values:
                first.values["speakers"] = (*_several(first.values["speakers"]), *_several(record.values["speakers"]))
            known = {extra.name for extra in first.extras}
            first.extras.extend(extra for extra in record.extras if extra.name not in known)
    return list(found.values())


def _part_time(record: Record) -> None:
    """Give a record the time and the title that its cell holds together."""
    if "timed_title" in record.values:
        title, when = apart_from_time(text_of(record.values.pop("timed_title")))
        record.values["title"] = title
        if when:
            record.values["when"] = when


def _is_total(record: Record) -> bool:
    """Return whether a row is the total of those above it."""
    name = "title" if "title" in record.values else "person.name"
    sums = [key for key, value in record.values.items()
            if isinstance(value, str) and _TOTAL.fullmatch(" ".join(value.casefold().split()))]  # fmt: skip
    others = "".join(record.text(key) for key in record.values.keys() - {*sums, "date", "length", "note"})
    counted = name not in sums and bool(_COUNTED.fullmatch(record.text(name)))
    return bool(sums) and (counted or not any(map(str.isalpha, others)))


def _is_line(value: Value) -> bool:
    """Return whether a cell contains only a drawn line, as below the headings of a table in Markdown."""
    return isinstance(value, str) and len(value) > 1 and not value.strip(" :-=_–—")


def _several(value: Value | tuple[Value, ...]) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _same_session(record: Record) -> tuple[str, ...]:
    if known_as := record.text("id"):
        return ("id", known_as)
    if not record.text("title"):
        return ("row", str(record.row))
    return (record.text("title").casefold(), record.text("date"), record.text("start"), record.text("when"))


def _is_persons(name: str) -> bool:
    """Return whether a field of a row belongs to the person rather than the session."""
    return name.startswith("person.") or name == "person_role"


def _is_child(level: str, *, unsaid: bool) -> bool:
    """Return whether a row is a part of the one above; ``unsaid`` is the answer for an empty ``level``."""
    text = level.casefold()
    return (bool(_CHILD.match(text)) or not _PARENT.match(text)) if text else unsaid


def _number(text: str) -> float:
    found = re.search(r"\d+(?:\.\d+)?", text)
    return float(found[0]) if found else 0


def _names_of(people: list[PersonRecord], role: str) -> str:
    rows = (map(person.values.get, _NAMES) for person in people if person.role == role)
    return ", ".join(filter(None, (" ".join(filter(None, map(text_of, row))) for row in rows)))


LOOKED_AT = 200
_LEAST = 2


def pattern_of_titles(view: MappedSheet, known: frozenset[str]) -> TitlePattern | None:
    """Return the pattern by which at least half of a list's titles name people, or None.

    None too if a column names people; ``known`` are casefolded names.
    """
    named = any(field in ROLES or field.startswith("person.") for field in view.fields)
    if named or view.has_people or view.mapping.shape not in (SheetShape.SESSIONS, SheetShape.TITLES):
        return None
    column = view.column_of("timed_title")
    rows = (row for row in view.sheet.rows[view.mapping.first :][:LOOKED_AT] if column < len(row))
    texts = [apart_from_time(text_of(row[column]))[0] for row in rows]
    titles = [text for text in texts if text and (not kind_of_title(text) or read_talk(text, known).people)]
    pattern = pattern_of(titles, known)
    found = sum(bool(read_talk(text, known, pattern).people) for text in titles) if pattern else 0
    return pattern if found >= _LEAST and found * 2 >= len(titles) else None


def take_title_apart(record: Record, known: frozenset[str], pattern: TitlePattern) -> None:
    """Move the people in a record's title to its people."""
    talk = read_talk(record.text("title"), known, pattern)
    if talk.people:
        record.values["title"] = talk.title
        record.people = [person_record(one) for one in talk.people]
        for name, text in (("track", talk.track), ("abstract", talk.text)):
            if text:
                record.values.setdefault(name, text)
