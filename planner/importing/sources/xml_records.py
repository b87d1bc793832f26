"""Reads tables in XML: sibling elements with the same name, whose children are columns, as ConfTool exports them."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

from planner.domain.cleaning import clean_text
from planner.domain.long_task import LongTask, Progress
from planner.importing.html_to_text import html_to_text
from planner.importing.sources.first_bytes import not_a_schedule, other_root
from planner.importing.sources.safe_xml import Element, name_of, read_document
from planner.tables.opened_file import OpenedFile, too_large
from planner.tables.table import TableFormat, Tables, Value, Worksheet

MOST_COLUMNS, MOST_ROWS, MOST_CELLS, MOST_SHEETS = 500, 100_000, 2_000_000, 20
EACH = 200
"""Number of elements between two checks for cancellation."""


@dataclass(slots=True)
class _Records:
    """Elements with the same name and position, and the names of their columns in order of appearance."""

    name: str
    elements: list[Element] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)


def read_records(opened: OpenedFile) -> LongTask[Tables]:
    """Return the document's tables, a sheet for each kind of record; raise ``EstradError`` if there is none."""
    root, _ = yield from read_document(opened)
    found = yield from _records(root)
    if not found:
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    sheets = []
    for records in found[:MOST_SHEETS]:
        sheets.append((yield from _sheet(records, opened)))
    return Tables(opened.name, TableFormat.XML, tuple(sheets))


def _records(root: Element) -> LongTask[list[_Records]]:
    """Return the kinds of records, the outermost first; elements in a record are part of it."""
    found: dict[str, _Records] = {}
    pending, done = deque([(root, "")]), 0
    while pending:
        element, path = pending.popleft()
        often = Counter(name_of(child) for child in element)
        for child in element:
            name = name_of(child)
            where = f"{path}/{name}"
            if often[name] > 1 and _is_record(child):
                found.setdefault(where, _Records(name)).elements.append(child)
            elif len(child):
                pending.append((child, where))
            done += 1
            if done % EACH == 0:
                yield Progress(0, 1)
    return [records for records in found.values() if len(records.elements) > 1]


def _is_record(element: Element) -> bool:
    """Return whether an element's children or attributes are columns: there are several without children."""
    return len({name_of(child) for child in element if not len(child)}) + len(element.attrib) > 1


def _sheet(records: _Records, opened: OpenedFile) -> LongTask[Worksheet]:
    """Return the records as rows below a heading; raise ``EstradError`` if there are too many cells."""
    rows: list[dict[str, str]] = []
    if len(records.elements) > MOST_ROWS:
        raise too_large(opened.path)
    for n, element in enumerate(records.elements):
        row = _row(element)
        for name in row:
            records.columns.setdefault(name, len(records.columns))
        if len(records.columns) > MOST_COLUMNS or len(records.columns) * len(records.elements) > MOST_CELLS:
            raise too_large(opened.path)
        rows.append(row)
        if n % EACH == EACH - 1:
            yield Progress(n, len(records.elements))
    heading: tuple[Value, ...] = tuple(records.columns)
    values = tuple(tuple(row.get(name) or None for name in records.columns) for row in rows)
    first = (records.elements[0].sourceline or 1) - 1
    lines = (max(first, 1), *(element.sourceline or 1 for element in records.elements))
    return Worksheet(records.name, (heading, *values), lines=lines)


def _row(element: Element) -> dict[str, str]:
    """Return the columns of a record; several values of one column are joined by line breaks."""
    row: dict[str, list[str]] = {name.rpartition("}")[2]: [value] for name, value in element.attrib.items()}
    for child in element:
        name = name_of(child)
        if not name:
            continue
        if len(child):
            for inner in child:
                if text := _text(inner):
                    row.setdefault(f"{name}/{name_of(inner)}", []).append(text)
        elif text := _text(child):
            row.setdefault(name, []).append(text)
    return {name: "\n".join(texts) for name, texts in row.items()}


def _text(element: Element) -> str:
    written = "".join(element.itertext())
    return html_to_text(written) if "<" in written else clean_text(written)
