"""Finds the legend of a sheet: coloured cells outside its table that name what their colours mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from planner.tables.table import CellLooks, LegendEntry, Worksheet

LONGEST, MOST_CELLS = 60, 100_000
"""Maximum number of characters of an entry, and of cells of a sheet in which a legend is looked for."""
_LABEL = re.compile(
    r"(?:legend|key|colou?r|färg|fargekode|farve|teckenförklaring|tegnforklaring|legende|légende|farb|kleur|väri"
    r"|couleur)[^=]{0,30}|[^=]{2,40}:",
    re.IGNORECASE,
)
"""A text above or before the entries of a legend, such as *Colours* or *Tracks:*."""
_DAY = re.compile(
    r"\b(?:\w+dag|\w+day|\w+tag|mittwoch|20\d\d|\d{1,2}[./-]\d{1,2}|\d{1,2}[.:]\d\d)\b|\b\d{1,2}\.?\s+[^\W\d]{3}",
    re.IGNORECASE,
)
"""A text with a date or a time, which is a heading of the table."""
_SAYS_SO = re.compile(r"\w\s*[=:–—]\s*\w")


class CellColours:
    """The colours behind a sheet's cells."""

    def __init__(self, looks: CellLooks) -> None:
        self._runs: dict[int, list[tuple[int, int, str]]] = {}
        for row, first, last, colour in looks.colours:
            self._runs.setdefault(row, []).append((first, last, colour))

    def of(self, row: int, column: int) -> str:
        """Return the colour of a cell, or an empty text."""
        runs = self._runs.get(row, ())
        return next((colour for first, last, colour in runs if first <= column <= last), "")

    def in_row(self, row: int) -> set[str]:
        """Return the colours in a row."""
        return {colour for _first, _last, colour in self._runs.get(row, ())}


def with_legend(sheet: Worksheet) -> Worksheet:
    """Return the sheet with the entries of its legend in its looks and no longer in its cells.

    A legend lies between empty rows or beside an empty column, all its cells are short texts with a colour behind or
    before them, and its colours occur in the table. One of a single colour says what it is, as in *Yellow = workshops*.
    """
    if not sheet.looks.colours or len(sheet.rows) * sheet.width > MOST_CELLS:
        return sheet
    colours = CellColours(sheet.looks)
    places = sorted({place for block in _blocks(sheet) if _is_legend(sheet, block, colours) for place in block})
    entries = [
        LegendEntry(colour, str(sheet.rows[row][column]), row, column)
        for row, column in places
        if (colour := _cell_colour(sheet, row, column, colours))
    ]
    names = {entry.colour for entry in entries}
    told = len(names) > 1 or any(_SAYS_SO.search(entry.text) for entry in entries)
    if not told or len(names) < len(entries):
        return sheet
    rows = list(sheet.rows)
    for row, column in places:
        rows[row] = (*rows[row][:column], None, *rows[row][column + 1 :])
    filled = [
        (row, column) for row, cells in enumerate(rows) for column, value in enumerate(cells) if value is not None
    ]
    if names.isdisjoint(colours.of(row, column) for row, column in filled if row > filled[0][0]):
        return sheet
    return replace(sheet, rows=tuple(rows), looks=replace(sheet.looks, legend=tuple(entries)))


def _blocks(sheet: Worksheet) -> Iterator[list[tuple[int, int]]]:
    """Yield the filled cells between empty rows, and those to the right of the last empty column."""
    filled = [[column for column, value in enumerate(cells) if value is not None] for cells in sheet.rows]
    for has_cells, rows in groupby(range(len(filled)), lambda row: bool(filled[row])):
        if has_cells:
            yield [(row, column) for row in rows for column in filled[row]]
    empty = max(set(range(sheet.width)).difference(*filled), default=sheet.width)
    yield [(row, column) for row, columns in enumerate(filled) for column in columns if column > empty]


def _is_legend(sheet: Worksheet, block: list[tuple[int, int]], colours: CellColours) -> bool:
    """Return whether all cells of a block are entries of a legend or its label."""
    for row, column in block:
        value = sheet.rows[row][column]
        if not isinstance(value, str) or len(value) > LONGEST or _DAY.search(value):
            return False
        if not _cell_colour(sheet, row, column, colours) and not _LABEL.fullmatch(value.strip()):
            return False
    return True


def _cell_colour(sheet: Worksheet, row: int, column: int, colours: CellColours) -> str:
    """Return the colour behind a cell, or else behind the empty cell before it."""
    before = column > 0 and sheet.rows[row][column - 1] is None
    return colours.of(row, column) or (colours.of(row, column - 1) if before else "")
