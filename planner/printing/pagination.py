"""Distributes blocks of lines over pages; each column of a long block is split separately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from planner.printing.marks import FilledRect, Mark

MOVED_WHOLE = 0.18
"""The height, as a share of a page, up to which a block is moved to the next page rather than split."""


@dataclass(frozen=True, slots=True)
class Line:
    """A strip of a page, ``height`` millimetres high; the ``y`` of its marks is relative to its upper edge.

    A ``tied`` line stays on the page of the line above it if possible. ``again`` are lines that are repeated above it
    if it begins a page. Consecutive lines with the same ``bar`` get a single bar as high as all of them.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    tied: bool = False
    again: tuple[Line, ...] = ()
    bar: FilledRect | None = None


def tied_lines(
    lines: Iterable[Line], keep: int = 1, again: tuple[Line, ...] = (), bar: FilledRect | None = None
) -> tuple[Line, ...]:
    """Return the lines of a text, tied so that it is not split within its first ``keep`` lines.

    After these, a split leaves at least two lines before and behind it; only if there are three, the last may be alone.
    ``again`` is repeated above a part that continues on the next page; ``bar`` stands beside all lines.
    """
    found = tuple(lines)
    last = len(found) - 1
    said_again = tuple(Line(line.height, line.marks, bar=bar) for line in again)
    return tuple(
        Line(
            line.height,
            line.marks,
            tied=0 < number < keep + 2 or number == last > keep + 2,
            again=said_again if number else (),
            bar=bar,
        )
        for number, line in enumerate(found)
    )


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A part of a page that is kept together if it is short: a heading, columns of lines, and marks beside them.

    ``beside`` are the marks beside the columns if the block follows another on the page, ``beside_on_top`` those if it
    has a heading, is the page's first row or continues from the previous page. The ``y`` of both is relative to the
    upper edge of the first line, so a rule above ``space_above`` has a negative one. ``beside_height`` is the space
    that these marks need. ``row`` is false for a head or the like: a block with nothing else above it on its page is
    split rather than moved to the next page. ``key`` identifies the block's group, such as its day. ``grounds`` are
    drawn behind everything but the heading, as high as the block on each page.
    """

    columns: tuple[tuple[Line, ...], ...]
    heading: tuple[Line, ...] = ()
    beside: tuple[Mark, ...] = ()
    beside_on_top: tuple[Mark, ...] = ()
    beside_height: float = 0
    space_above: float = 0
    space_below: float = 0
    row: bool = True
    key: str = ""
    grounds: tuple[FilledRect, ...] = ()

    @property
    def height(self) -> float:
        """The height of the block if it is not split."""
        return measure_height(self.heading) + self.row_height(self.columns)

    def row_height(self, columns: Iterable[Sequence[Line]]) -> float:
        """Return the height of these columns of the block's lines, including the space above and below."""
        tallest = max(map(measure_height, columns), default=0.0)
        return self.space_above + max(tallest, self.beside_height) + self.space_below


@dataclass(slots=True)
class PageDraft:
    """A page being filled; ``keys`` has the distinct keys of its blocks in order."""

    marks: list[Mark] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    has_row: bool = False


def measure_height(lines: Iterable[Line]) -> float:
    """Return the total height of the lines."""
    return sum(line.height for line in lines)


class Paginator:
    """Distributes blocks over pages: ``place`` them one after the other, then read ``sheets``.

    ``first_top``, ``later_top`` and ``bottom`` are the edges of the area for blocks in millimetres: its top on the
    first page and on later pages, and its bottom.
    """

    def __init__(self, first_top: float, later_top: float, bottom: float) -> None:
        self._y, self._later_top, self._bottom = first_top, later_top, bottom
        self.sheets = [PageDraft()]

    @property
    def space_left(self) -> float:
        """The height in millimetres that is left on the current page."""
        return self._bottom - self._y

    def place(self, block: PageBlock) -> None:
        """Add the block to this page if it fits; otherwise move it to the next page or split it."""
        page = self._bottom - self._later_top
        if block.height > self.space_left and block.height <= page * MOVED_WHOLE and self.sheets[-1].has_row:
            self.turn_page()
        if block.height <= self.space_left:
            self._put(block, block.heading, block.columns, continued=False)
        else:
            self._split(block)

    def _split(self, block: PageBlock) -> None:
        """Spread the block over as many pages as it needs."""
        columns, heading, continued = list(block.columns), block.heading, False
        said_again = [0] * len(columns)
        while any(columns):
            empty = not self.sheets[-1].marks
            counts = [
                self._fitting_count(block, measure_height(heading), lines, said + 1 if empty else 0)
                for lines, said in zip(columns, said_again, strict=True)
            ]
            if not empty and any(lines and not count for lines, count in zip(columns, counts, strict=True)):
                self.turn_page()
                continue
            self._put(
                block, heading, [lines[:n] for lines, n in zip(columns, counts, strict=True)], continued=continued
            )
            left = [lines[n:] for lines, n in zip(columns, counts, strict=True)]
            said_again = [len(lines[0].again) if lines else 0 for lines in left]
            columns = [(*ls[0].again, replace(ls[0], tied=bool(ls[0].again)), *ls[1:]) if ls else () for ls in left]
            heading, continued = (), True
            if any(columns):
                self.turn_page()

    def _fitting_count(self, block: PageBlock, above: float, lines: Sequence[Line], least: int) -> int:
        """Return the number of lines to put on this page: as many as fit, not ending just before a tied line.

        It is 0 if the marks beside them do not fit. If that gives fewer than ``least``, it is as many as fit, wherever
        they end, but not fewer than ``least``, unless there are fewer lines.
        """
        room = self.space_left - above - block.space_above - block.space_below
        used, most = 0.0, 0
        for line in lines:
            used += line.height
            if used > room:
                break
            most += 1
        count = most if block.beside_height <= room else 0
        while 0 < count < len(lines) and lines[count].tied:
            count -= 1
        return count if count >= least else min(max(most, least), len(lines))

    def _put(
        self, block: PageBlock, heading: Sequence[Line], columns: Sequence[Sequence[Line]], *, continued: bool
    ) -> None:
        sheet = self.sheets[-1]
        on_top = continued or not sheet.has_row or bool(heading)
        if block.key and block.key not in sheet.keys:
            sheet.keys.append(block.key)
        sheet.has_row = sheet.has_row or block.row
        self._add_lines(heading, self._y)
        self._y += measure_height(heading)
        height = block.row_height(columns)
        sheet.marks += [replace(ground, y=self._y, height=height) for ground in block.grounds]
        top = self._y + block.space_above
        sheet.marks += [mark.lowered(top) for mark in (block.beside_on_top if on_top else block.beside)]
        for lines in columns:
            self._add_lines(lines, top)
        self._y += height

    def _add_lines(self, lines: Iterable[Line], y: float) -> None:
        marks, bar, top = self.sheets[-1].marks, None, y
        for line in lines:
            if line.bar is not bar:
                marks += [replace(bar, y=top, height=y - top)] if bar else []
                bar, top = line.bar, y
            marks += [mark.lowered(y) for mark in line.marks]
            y += line.height
        marks += [replace(bar, y=top, height=y - top)] if bar else []

    def turn_page(self) -> None:
        """Begin the next page."""
        self.sheets.append(PageDraft())
        self._y = self._later_top
