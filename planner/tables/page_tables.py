"""The tables of a web page or a document while it is being read, with the text in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.domain.text import Plural
from planner.tables.html_cell import SPACES_BUT_TABS, HtmlCell, typed_value
from planner.tables.opened_file import MOST_COLUMNS, MOST_MERGED, check_extent, check_sheets
from planner.tables.table import (
    Area,
    Begins,
    Piece,
    Remark,
    Row,
    SheetBegins,
    SheetMarks,
    TableFormat,
    Value,
    rows_in_pieces,
)

_SILENT = {"style", "script", "title", "template", "noscript", "xml", "select", "textarea"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "tr"}
_CELLS = {"td", "th"}
_STRIKES = {"s", "strike", "del"}
_STRUCK_CLASS = re.compile(r"\.(xl\d+)\s*\{[^}]*line-through")
"""A style of Excel's for cells that are struck through."""
MOST_LINES, LONGEST_LINE = 4, 150
"""Maximum number of lines above a table that are read with it, and of characters in them."""


class _Table:
    """The rows of a table while it is being read; a merged cell blocks the positions that it covers.

    ``cell`` is the one that is being read, ``inner`` are the tables in its cells, ``above`` the lines above the table.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cell: HtmlCell | None = None
        self.inner: list[_Table] = []
        self.above: list[str] = []
        self._struck: list[tuple[int, int]] = []
        self._merged: list[Area] = []
        self._row: list[Value] | None = None
        self._taken: dict[int, int] = {}
        """Number of the first row below the cell that covers a column, by column."""
        self._below: dict[int, int] = {}
        """Index of the area that the cell below may continue, by column."""

    def begin_row(self) -> None:
        """Begin a row, ending the previous one if it is still open."""
        self.end_row()
        self._row = []

    def end_row(self) -> None:
        """End the row, if one is open."""
        self.end_cell()
        if self._row is not None:
            self.rows.append(tuple(self._row))
            check_extent("", len(self.rows), len(self._row))
            self._row = None

    def end_cell(self) -> None:
        """Put the cell that is being read, if any, at the next free position in the row."""
        cell, self.cell = self.cell, None
        if cell is None:
            return
        self._row = self._row or []
        row, column = len(self.rows), len(self._row)
        while self._taken.get(column, 0) > row:
            column += 1
        check_extent("", row + 1, column + 1)
        wide = min(cell.wide, MOST_COLUMNS - column)
        self._row += [None] * (column - len(self._row)) + [None if cell.continues else typed_value(cell)]
        self._row += [None] * (wide - 1)
        if cell.is_struck:
            self._struck.append((row, column))
        if cell.continues and column in self._below:
            above = self._below[column]
            self._merged[above] = replace(self._merged[above], bottom=row)
            return
        self._below.pop(column, None)
        if cell.high != 1:
            self._taken |= dict.fromkeys(range(column, column + wide), row + cell.high)
        if (wide > 1 or cell.high > 1 or cell.is_continued) and len(self._merged) < MOST_MERGED:
            self._below[column] = len(self._merged)
            self._merged.append(Area(row, column, row + cell.high - 1, column + wide - 1))

    @property
    def is_frame(self) -> bool:
        """True if the table has a single cell, with tables in it: it only places them on a page."""
        return bool(self.inner) and len(self.rows) == 1 and len(self.rows[0]) == 1

    def pieces(self) -> Iterator[Piece]:
        """Yield the lines above the table and its rows, and the marks of its cells, which end at the last row."""
        yield from rows_in_pieces((row, 0) for row in (*((line,) for line in self.above), *self.rows))
        down, last = len(self.above), len(self.rows) - 1
        merged = [
            Area(area.top + down, area.left, min(area.bottom, last) + down, area.right)
            for area in self._merged
            if area.left < area.right or area.top < min(area.bottom, last)
        ]
        yield SheetMarks(merged, struck=[(row + down, column) for row, column in self._struck])


class PageTables:
    """A parser target that collects the tables of a page, with the text in their cells.

    A table in a cell is text of that cell, too, unless the cell is all that its table has. In what Word wrote the
    short lines above a table (``with_lines``) are rows of it.
    """

    def __init__(self, *, with_lines: bool = False) -> None:
        self._tables: list[_Table] = []
        self._open: list[_Table] = []
        self._hidden = self._struck = 0
        self._outside = HtmlCell({}, SPACES_BUT_TABS)
        self._with_lines = with_lines
        self._left_out: list[str] = []
        self._struck_classes: set[str] = set()

    @property
    def filled(self) -> list[_Table]:
        """The tables that are not empty."""
        return [
            table
            for table in self._tables
            if table.above or any(value is not None for row in table.rows for value in row)
        ]

    def pieces(self, form: TableFormat) -> Iterator[Piece]:
        """Yield the pieces of the tables that are not empty, each as a sheet."""
        tables = self.filled
        yield Begins(form, rows=sum(len(table.above) + len(table.rows) for table in tables))
        if self._left_out:
            yield Remark(
                Plural(
                    "{n} line beside the tables is left out: “{line}”.",
                    "{n} lines beside the tables are left out, the first is “{line}”.",
                    len(self._left_out),
                    line=self._left_out[0][:60],
                )
            )
        for number, table in enumerate(tables, 1):
            yield SheetBegins(str(number) if len(tables) > 1 else "")
            yield from table.pieces()

    def lines(self) -> list[str]:
        """Return the lines of text that are in no table, and forget them."""
        text, self._outside = self._outside.text, HtmlCell({}, SPACES_BUT_TABS)
        return [line for line in text.split("\n") if line]

    @property
    def _texts(self) -> list[HtmlCell]:
        """The cells that are open, the outermost first, or what is in no table if lines are wanted."""
        if self._open:
            return [table.cell for table in self._open if table.cell]
        return [self._outside] if self._with_lines else []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle the beginning of an element."""
        if self._hidden or tag in _SILENT or _hides(tag, attributes, in_text=bool(self._texts)):
            self._hidden += 1
        elif tag == "table":
            for cell in self._texts:
                cell.break_line()
            check_sheets(len(self._tables) + 1)
            self._open.append(_Table())
        elif tag in ("tr", *_CELLS) and self._open:
            table = self._open[-1]
            table.end_cell()
            self._struck = self._strikes(tag, attributes)
            if tag == "tr":
                table.begin_row()
            else:
                table.cell = HtmlCell(attributes)
            for around in self._texts[:-1] if table.cell else self._texts:
                around.break_line() if tag == "tr" else around.add(" ")
        else:
            self._struck += bool(self._struck) or self._strikes(tag, attributes)
            self._mark(tag)

    def _strikes(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Return whether an element strikes its text through."""
        struck = tag in _STRIKES or "line-through" in attributes.get("style", "").lower()
        return struck or attributes.get("class", "") in self._struck_classes

    def _mark(self, tag: str) -> None:
        """Divide the text where an element begins or a block ends; around a table in a cell only its rows are lines."""
        if tag != "br" and tag not in _BLOCKS:
            return
        *around, inner = self._texts or [self._outside]
        inner.add_break() if tag == "br" else inner.break_line()
        for cell in around:
            cell.add(" ")

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if self._hidden:
            self._hidden -= 1
        elif tag == "table" and self._open:
            self._end_table()
        elif tag in ("tr", *_CELLS) and self._open:
            self._open[-1].end_cell()
            if tag == "tr":
                self._open[-1].end_row()
        else:
            self._struck = max(0, self._struck - 1)
            if tag in _BLOCKS:
                self._mark(tag)

    def _end_table(self) -> None:
        table = self._open.pop()
        table.end_row()
        found = table.inner if table.is_frame else [table]
        if self._open:
            self._open[-1].inner += found
        else:
            self._tables += found
            table.above = [] if table.is_frame else self._lines_above()

    def _lines_above(self) -> list[str]:
        lines = self.lines()
        near = [n for n, line in enumerate(lines) if len(line) <= LONGEST_LINE][-MOST_LINES:]
        self._left_out += [line for n, line in enumerate(lines) if n not in near]
        return [" ".join(lines[n].split()) for n in near]

    def data(self, text: str) -> None:
        """Handle text; of a style only which classes strike through is kept."""
        if self._hidden:
            self._struck_classes |= set(_STRUCK_CLASS.findall(text))
        for cell in () if self._hidden else self._texts:
            cell.add(text, struck=self._struck > 0)

    def close(self) -> None:
        """Handle the end of the page; tables that are still open end there."""
        while self._open:
            self._end_table()
        if self._tables:
            self._left_out += self.lines()


def _hides(tag: str, attributes: Mapping[str, str], *, in_text: bool) -> bool:
    """Return whether an element is hidden: a row or cell, or in a text anything, also what is deleted with a track."""
    if tag in ("tr", *_CELLS) or in_text:
        tracked = tag == "del" and ("cite" in attributes or "datetime" in attributes)
        return tracked or "display:none" in attributes.get("style", "").replace(" ", "").lower()
    return False
