"""Fills pages with blocks from top to bottom; a block is split only if necessary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from planner.printing.marks import FilledRect, Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A strip of a page, ``height`` millimetres high; the ``y`` of its marks is relative to its upper edge."""

    height: float
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A part of a page that is kept together: a heading, lines, and marks beside the first lines.

    ``beside`` is used if the block follows another on the page. ``beside_on_top`` is used if it has a heading, is the
    page's first row or continues from the previous page; in the last case ``again`` comes before the lines. The ``y``
    of both is relative to the upper edge of the first line, so a rule above ``space_above`` has a negative one.
    ``beside_height`` is the space that these marks need. The first ``keep`` lines are never alone at the end of a page.
    A block without ``row`` is a head: a long block after it is split rather than moved to the next page. ``key``
    identifies the block's group, such as its day. ``ground`` is drawn behind everything but the heading, as high as
    the block on each page.
    """

    lines: tuple[Line, ...]
    heading: tuple[Line, ...] = ()
    beside: tuple[Mark, ...] = ()
    beside_on_top: tuple[Mark, ...] = ()
    beside_height: float = 0
    again: tuple[Line, ...] = ()
    keep: int = 1
    space_above: float = 0
    space_below: float = 0
    row: bool = True
    key: str = ""
    ground: FilledRect | None = None

    @property
    def height(self) -> float:
        """The height of the block if it is not split."""
        return height_of(self.heading) + self.row_height(self.lines)

    def row_height(self, lines: Sequence[Line]) -> float:
        """Return the height of some of the block's lines, including the space above and below."""
        return self.space_above + max(height_of(lines), self.beside_height) + self.space_below


@dataclass(frozen=True, slots=True)
class Frame:
    """The area for blocks in millimetres: its top on the first page and on later pages, and its bottom."""

    first_top: float
    later_top: float
    bottom: float


@dataclass(slots=True)
class PageDraft:
    """A page being filled; ``keys`` has the distinct keys of its blocks in order."""

    marks: list[Mark] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    has_row: bool = False

    @property
    def key(self) -> str:
        """The key of the first block that has one, or an empty string."""
        return self.keys[0] if self.keys else ""


def height_of(lines: Iterable[Line]) -> float:
    """Return the total height of the lines."""
    return sum(line.height for line in lines)


class Paginator:
    """Distributes blocks over pages: ``place`` them one after the other, then read ``sheets``."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._y = frame.first_top
        self.sheets = [PageDraft()]

    def place(self, block: PageBlock) -> None:
        """Add the block to this page if it fits; otherwise move it to the next page or split it."""
        fits = self._y + block.height <= self._frame.bottom
        fits_on_next = self._frame.later_top + block.height <= self._frame.bottom
        if not fits and fits_on_next and self.sheets[-1].has_row:
            self._turn()
            fits = True
        if fits:
            self._put(block, block.heading, block.lines, continued=False)
        else:
            self._split(block)

    def _split(self, block: PageBlock) -> None:
        """Spread the block over as many pages as it needs."""
        lines, heading, keep, continued = block.lines, block.heading, block.keep, False
        while lines:
            count = self._fitting(block, height_of(heading), lines)
            if count < len(lines) and count <= keep and self.sheets[-1].marks:
                self._turn()
                continue
            count = max(keep + 1 if continued else 1, count)
            if len(lines) - count == 1 and count > keep + 2:
                count -= 1  # avoid a single line at the top of the next page
            self._put(block, heading, lines[:count], continued=continued)
            lines = lines[count:]
            if lines:
                self._turn()
                lines, heading, keep, continued = (*block.again, *lines), (), len(block.again), True

    def _fitting(self, block: PageBlock, above: float, lines: Sequence[Line]) -> int:
        """Return the number of lines that fit on this page; 0 if the marks beside them do not fit."""
        room = self._frame.bottom - self._y - above - block.space_above - block.space_below
        if block.beside_height > room:
            return 0
        used, count = 0.0, 0
        for line in lines:
            used += line.height
            if used > room:
                break
            count += 1
        return count

    def _put(self, block: PageBlock, heading: Sequence[Line], lines: Sequence[Line], *, continued: bool) -> None:
        sheet = self.sheets[-1]
        on_top = continued or not sheet.has_row or bool(heading)
        if block.key and block.key not in sheet.keys:
            sheet.keys.append(block.key)
        sheet.has_row = sheet.has_row or block.row
        self._draw(heading)
        top = self._y
        if block.ground:
            sheet.marks.append(replace(block.ground, y=top, height=block.row_height(lines)))
        self._y += block.space_above
        sheet.marks += [mark.moved(0, self._y) for mark in (block.beside_on_top if on_top else block.beside)]
        self._draw(lines)
        self._y = top + block.row_height(lines)

    def _draw(self, lines: Iterable[Line]) -> None:
        marks = self.sheets[-1].marks
        for line in lines:
            marks += [mark.moved(0, self._y) for mark in line.marks]
            self._y += line.height

    def _turn(self) -> None:
        self.sheets.append(PageDraft())
        self._y = self._frame.later_top
