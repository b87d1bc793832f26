"""Reads tables in XML: sibling elements with the same name, whose children are columns, as ConfTool exports them."""

from __future__ import annotations

from collections import Counter, deque
from itertools import chain

from planner.domain.long_task import LongTask
from planner.domain.text import clean_text
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import read_each
from planner.importing.sources.first_bytes import other_xml
from planner.importing.sources.safe_xml import Element, name_of, read_document
from planner.tables.opened_file import OpenedFile, is_too_far, too_large
from planner.tables.table import TableFormat, Tables, Worksheet

MOST_SHEETS = 20


def read_records(opened: OpenedFile) -> LongTask[Tables]:
    """Return the document's tables, a sheet for each kind of record; raise ``EstradError`` if there is none."""
    root, _ = yield from read_document(opened)
    found = _records(root)
    if not found:
        raise other_xml(name_of(root), opened.path, root.sourceline)
    sheets = []
    for path, elements in found[:MOST_SHEETS]:
        rows, _ = yield from read_each(elements, _row, lambda element: (element.sourceline, "", ""))
        sheets.append(_sheet(path.rpartition("/")[2], elements, rows, opened))
    return Tables(opened.name, TableFormat.XML, tuple(sheets))


def _records(root: Element) -> list[tuple[str, list[Element]]]:
    """Return the records by their path, the outermost first; elements in a record are part of it."""
    found: dict[str, list[Element]] = {}
    pending = deque([(root, "")])
    while pending:
        element, path = pending.popleft()
        often = Counter(map(name_of, element))
        for child in element:
            where = f"{path}/{name_of(child)}"
            if often[name_of(child)] > 1 and _is_record(child):
                found.setdefault(where, []).append(child)
            elif len(child):
                pending.append((child, where))
    return [(path, elements) for path, elements in found.items() if len(elements) > 1]


def _is_record(element: Element) -> bool:
    """Return whether an element's children or attributes are columns: there are several without children."""
    return len({name_of(child) for child in element if not len(child)}) + len(element.attrib) > 1


def _sheet(name: str, elements: list[Element], rows: list[dict[str, str]], opened: OpenedFile) -> Worksheet:
    """Return the records as rows below a heading; raise ``EstradError`` if there are too many cells."""
    columns = tuple(dict.fromkeys(chain.from_iterable(rows)))
    if is_too_far(len(rows), len(columns)):
        raise too_large(opened.path)
    values = (tuple(row.get(column) or None for column in columns) for row in rows)
    lines = (max((elements[0].sourceline or 1) - 1, 1), *(element.sourceline or 1 for element in elements))
    return Worksheet(name, (columns, *values), lines=lines)


def _row(element: Element) -> dict[str, str]:
    """Return the columns of a record; several values of one column are joined by line breaks."""
    row: dict[str, list[str]] = {name.rpartition("}")[2]: [value] for name, value in element.attrib.items()}
    for child in element:
        name = name_of(child)
        parts = [(f"{name}/{name_of(inner)}", inner) for inner in child] or [(name, child)]
        for column, part in parts if name else ():
            if text := _text(part):
                row.setdefault(column, []).append(text)
    return {name: "\n".join(texts) for name, texts in row.items()}


def _text(element: Element) -> str:
    written = "".join(element.itertext())
    return html_to_text(written) if "<" in written else clean_text(written)
