"""Reads the tables of a web page, or of a Word document converted to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from planner.domain.text import Plural
from planner.tables.opened_file import MOST_COLUMNS, MOST_MERGED, check_sheet_count, check_sheet_size
from planner.tables.table import (
    Area,
    Done,
    Piece,
    Row,
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
"""A CSS class in which Excel strikes cells through."""
MOST_LINES, LONGEST_LINE = 4, 150
"""Maximum number of lines above a table that are read with it, and of characters in each."""


class _Table:
    """The rows of a table; a merged cell blocks the positions that it covers.

    ``inner`` are the tables in its cells, ``above`` the lines above it. The cell ``around`` it, if any, gets its text,
    with a line for each row.
    """

    def __init__(self, around: HtmlCell | None) -> None:
        self.rows: list[Row] = []
        self.inner: list[_Table] = []
        self.above: list[str] = []
        self._around = around
        self._struck: list[tuple[int, int]] = []
        self._merged: list[Area] = []
        self._row: list[Value] | None = None
        self._taken: dict[int, int] = {}
        """The first row that is free again below a merged cell, by column."""
        self._below: dict[int, int] = {}
        """Index in ``_merged`` of the area that a cell further down may continue, by column."""

    def begin_row(self) -> None:
        """Begin a row, ending the previous one if it is still open."""
        self.end_row()
        if self._around:
            self._around.begin_line("tr")
        self._row = []

    def end_row(self) -> None:
        """End the row, if one is open."""
        if self._row is not None:
            self.rows.append(tuple(self._row))
            self._row = None

    def add(self, cell: HtmlCell) -> None:
        """Put a cell at the next free position in the row."""
        if self._around:
            self._around.add(f"{cell.text} ", struck=cell.is_struck)
        self._row = self._row or []
        row, column = len(self.rows), len(self._row)
        while self._taken.get(column, 0) > row:
            column += 1
        check_sheet_size("", row + 1, column + 1)
        wide = min(cell.wide, MOST_COLUMNS - column)
        self._row += [None] * (column - len(self._row)) + [None if cell.continues else cell.text or None]
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
    def is_layout_table(self) -> bool:
        """True if the table only places others on the page: it has a single cell, with tables in it."""
        return bool(self.inner) and len(self.rows) == 1 and len(self.rows[0]) == 1

    def pieces(self, name: str) -> Iterator[Piece]:
        """Yield the lines above the table as rows, then its own rows, and then its marks as a sheet called ``name``.

        Merged areas end at the last row at the latest.
        """
        yield from rows_in_pieces((row, 0) for row in (*((line,) for line in self.above), *self.rows))
        down, last = len(self.above), len(self.rows) - 1
        merged = [
            Area(area.top + down, area.left, min(area.bottom, last) + down, area.right)
            for area in self._merged
            if area.left < area.right or area.top < min(area.bottom, last)
        ]
        yield SheetMarks(name, merged, struck=[(row + down, column) for row, column in self._struck])


class PageTables:
    """The tables of a page, with the text in their cells.

    A table inside a cell is only text of that cell, with a line for each row; but if the cell is the only one of its
    table, the inner tables take the place of the outer one. With ``with_lines`` (Word), the last short lines above a
    table are its first rows.
    """

    def __init__(self, page: Any, *, with_lines: bool = False) -> None:
        self._tables: list[_Table] = []
        self._outside = HtmlCell({}, _SPACES_BUT_TABS)
        self._left_out: list[str] = []
        styles = " ".join(style.text or "" for style in page.iter("style"))
        self._struck_classes = set(_STRUCK_CLASS.findall(styles))
        self._read_element(page, None, self._outside if with_lines else None)
        if self._tables:
            self._left_out += self.take_lines()

    @property
    def filled_tables(self) -> list[_Table]:
        """The tables that have a value in a cell, or a line above."""
        return [
            table
            for table in self._tables
            if table.above or any(value is not None for row in table.rows for value in row)
        ]

    def pieces(self, form: TableFormat) -> Iterator[Piece]:
        """Yield a remark on lines left out, if any, then the tables that are not empty, a sheet each, and ``Done``."""
        tables = self.filled_tables
        if self._left_out:
            yield Plural(
                "{n} line beside the tables is left out: “{line}”.",
                "{n} lines beside the tables are left out, the first is “{line}”.",
                len(self._left_out),
                line=self._left_out[0][:60],
            )
        for number, table in enumerate(tables, 1):
            yield from table.pieces(str(number) if len(tables) > 1 else "")
        yield Done(form)

    def take_lines(self) -> list[str]:
        """Return the lines outside of tables that were read since the last call."""
        text = self._outside.text
        self._outside.clear()
        return [line for line in text.split("\n") if line]

    def _read_element(self, element: Any, table: _Table | None, cell: HtmlCell | None, *, struck: bool = False) -> None:
        """Read what an element shows: rows and cells into ``table``, text into ``cell``, if they are given."""
        tag = element.tag
        if tag in _SILENT or _is_hidden(element, in_text=cell is not None):
            return
        if tag == "table":
            self._read_table(element, table, cell if table else None)
        elif tag == "tr" and table:
            table.begin_row()
            self._read_children(element, table, cell, struck=struck)
            table.end_row()
        elif tag in _CELLS and table:
            own = HtmlCell(element.attrib)
            self._read_children(element, table, own, struck=self._strikes_text(element))
            table.add(own)
        else:
            if cell:
                cell.begin_line(tag)
            self._read_children(element, table, cell, struck=struck or self._strikes_text(element))
            if cell and tag in _BLOCKS:
                cell.begin_line(tag)

    def _read_children(
        self, element: Any, table: _Table | None, cell: HtmlCell | None, *, struck: bool = False
    ) -> None:
        if cell:
            cell.add(element.text or "", struck=struck)
        for part in element:
            self._read_element(part, table, cell, struck=struck)
            if cell:
                cell.add(part.tail or "", struck=struck)

    def _read_table(self, element: Any, around: _Table | None, cell: HtmlCell | None) -> None:
        check_sheet_count(len(self._tables) + 1)
        table = _Table(cell)
        self._read_children(element, table, cell)
        table.end_row()
        found = table.inner if table.is_layout_table else [table]
        if cell:
            cell.begin_line("tr")
        if around:
            around.inner += found
        else:
            self._tables += found
            table.above = [] if table.is_layout_table else self._take_lines_above()

    def _strikes_text(self, element: Any) -> bool:
        """Return whether an element strikes its text through."""
        struck = element.tag in _STRIKES or "line-through" in element.get("style", "").lower()
        return struck or element.get("class", "") in self._struck_classes

    def _take_lines_above(self) -> list[str]:
        lines = self.take_lines()
        near = [n for n, line in enumerate(lines) if len(line) <= LONGEST_LINE][-MOST_LINES:]
        self._left_out += [line for n, line in enumerate(lines) if n not in near]
        return [" ".join(lines[n].split()) for n in near]


def _is_hidden(element: Any, *, in_text: bool) -> bool:
    """Return whether an element is hidden or a tracked deletion; unless ``in_text``, only rows and cells count."""
    if element.tag in ("tr", *_CELLS) or in_text:
        tracked = element.tag == "del" and ("cite" in element.attrib or "datetime" in element.attrib)
        return tracked or "display:none" in element.get("style", "").replace(" ", "").lower()
    return False


_MOST_SPAN = 100_000
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPACES_BUT_TABS = re.compile(r"[ \r\n\f]+")


class HtmlCell:
    """A cell while its text is being read.

    ``wide`` and ``high`` are the numbers of columns and rows that it spans. In tables from Word, a cell that
    ``continues`` is merged with the one above, and one that ``is_continued`` begins such an area.
    """

    def __init__(self, attributes: Mapping[str, str], spaces: re.Pattern[str] = _SPACES) -> None:
        self._spaces = spaces
        self.wide = _parse_span(attributes.get("colspan"))
        self.high = _parse_span(attributes.get("rowspan"))
        self.continues = attributes.get("vmerge") == "continue"
        self.is_continued = attributes.get("vmerge") == "restart"
        self.is_struck = False
        self.clear()

    def clear(self) -> None:
        """Drop the text that was read so far."""
        self._lines: list[list[str]] = [[]]

    def add(self, text: str, *, struck: bool = False) -> None:
        """Append text, in which line breaks count as spaces; ``struck`` if it is struck through."""
        self._lines[-1].append(text)
        self.is_struck |= struck and bool(text.strip())

    def begin_line(self, tag: str) -> None:
        """Begin a new line for a ``br``, and for an element in ``_BLOCKS`` if the current line has text."""
        if tag == "br" or (tag in _BLOCKS and "".join(self._lines[-1]).strip()):
            self._lines.append([])

    @property
    def text(self) -> str:
        """The text in lines, without spaces at either end of a line and without empty lines at either end."""
        lines = [self._spaces.sub(" ", "".join(parts)).replace("\xa0", " ").strip() for parts in self._lines]
        return "\n".join(lines).strip("\n")


def _parse_span(said: str | None) -> int:
    """Return the number in ``rowspan`` or ``colspan``, 1 if there is none; ``_MOST_SPAN`` for 0 (all that follow)."""
    digits = (said or "").strip()[:9]
    return min(int(digits) or _MOST_SPAN, _MOST_SPAN) if digits.isdecimal() else 1
