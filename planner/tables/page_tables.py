"""The tables of a web page or a document while it is being read, with the text in their cells."""

from __future__ import annotations

from collections.abc import Iterator

from planner.tables.html_cell import HtmlCell, typed_value
from planner.tables.opened_file import MOST_COLUMNS, MOST_MERGED, MOST_SHEETS, check_extent, too_many_sheets
from planner.tables.table import Area, Row, Value

_SILENT = {"style", "script", "title", "template", "noscript", "xml", "select", "textarea"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "tr"}
_CELLS = {"td", "th"}


class _Table:
    """The rows of a table while it is being read; a merged cell blocks the positions that it covers."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._merged: list[Area] = []
        self._taken: dict[int, int] = {}
        """Number of following rows that are still covered from above, by column."""
        self._row: list[Value] = []
        self._fresh: dict[int, int] = {}
        self.is_open = False

    def begin_row(self) -> None:
        """Begin a row, ending the previous one if it is still open."""
        self.end_row()
        self.is_open = True

    def end_row(self) -> None:
        """End the row, if one is open."""
        if not self.is_open:
            return
        self.rows.append(tuple(self._row))
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1} | self._fresh
        self._row, self._fresh, self.is_open = [], {}, False
        check_extent("", len(self.rows), max(map(len, self.rows[-1:]), default=0))

    def add(self, cell: HtmlCell, value: Value) -> None:
        """Put a cell at the next free position in the row."""
        if not self.is_open:
            self.begin_row()
        column = len(self._row)
        while column in self._taken:
            column += 1
        check_extent("", len(self.rows) + 1, column + 1)
        wide = min(cell.wide, MOST_COLUMNS - column)
        self._row += [None] * (column - len(self._row)) + [value] + [None] * (wide - 1)
        if cell.high != 1:
            self._fresh |= dict.fromkeys(range(column, column + wide), cell.high - 1)
        if (wide > 1 or cell.high > 1) and len(self._merged) < MOST_MERGED:
            row = len(self.rows)
            self._merged.append(Area(row, column, row + cell.high - 1, column + wide - 1))

    def areas(self) -> Iterator[Area]:
        """Yield the merged areas, clipped at the last row."""
        last = len(self.rows) - 1
        return (Area(area.top, area.left, min(area.bottom, last), area.right) for area in self._merged)


class PageTables:
    """A parser target that collects the outermost tables, with the text in their cells."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._depth = self._silent = 0
        self._cell: HtmlCell | None = None
        self._hidden_row = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the beginning of an element."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._silent = 0
                if len(self.tables) >= MOST_SHEETS:
                    raise too_many_sheets()
                self.tables.append(_Table())
            elif self._cell:
                self._cell.break_line()
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._hidden_row = "display:none" in attributes.get("style", "").replace(" ", "").lower()
            if not self._hidden_row:
                self.tables[-1].begin_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            self._cell = HtmlCell(attributes)
        elif self._cell:
            self._mark(tag)

    def _mark(self, tag: str) -> None:
        assert self._cell is not None
        match tag:
            case "br":
                self._cell.add_break()
            case "td" | "th":
                self._cell.add(" ")
            case _ if tag in _BLOCKS:
                self._cell.break_line()

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self.tables[-1].end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in ("tr", *_CELLS):
            self._end_cell()
            if tag == "tr":
                self.tables[-1].end_row()
        elif self._cell and tag in _BLOCKS:
            self._cell.break_line()

    def data(self, text: str) -> None:
        """Handle text."""
        if self._cell and not self._silent:
            self._cell.add(text)

    def close(self) -> None:
        """Handle the end of the page; a table that is still open ends there."""
        self._end_cell()
        if self._depth and self.tables:
            self.tables[-1].end_row()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell and not self._hidden_row:
            self.tables[-1].add(cell, typed_value(cell))
