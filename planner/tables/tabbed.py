"""Reads tab-separated text as spreadsheets put it on the clipboard, where only multi-line cells are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.tables.limits import check_extent
from planner.tables.pieces import Row
from planner.tables.table import Value

_CELL = re.compile(r'(?:"((?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*+))(\t|\r\n|\r|\n|\Z)')


def tabbed_rows(text: str) -> Iterator[tuple[Row, int]]:
    """Yield the rows of a text, each with the line on which it begins.

    A quotation mark that does not enclose a whole cell is part of the text, since no program doubles quotation marks
    here.
    """
    row: list[Value] = []
    line = begins = 1
    rows = place = 0
    while place < len(text):
        found = _CELL.match(text, place)
        assert found is not None
        quoted, plain, after = found.groups()
        row.append(plain if quoted is None else _unquoted(quoted))
        place = found.end()
        if quoted is not None:
            line += text.count("\n", found.start(), found.end(1))
        if after != "\t":
            rows += 1
            check_extent("", rows, len(row))
            yield tuple(row), begins
            line += 1
            begins, row = line, []
    if row:
        yield tuple(row), begins


def _unquoted(cell: str) -> str:
    return cell.replace('""', '"').replace("\r\n", "\n").replace("\r", "\n")
