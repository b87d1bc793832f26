"""Breaks text into lines of a maximum width, as measured in the printed font, and lines and blocks into pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planner.printing.marks import POINT, FilledRect, Mark, Measure, PlacedText, TextStyle

ELLIPSIS = "…"
_SPACE = re.compile(r"(?<!\d)[ \t\n]+|[ \t\n]+(?!\d{3}(?!\d))")  # not inside a number such as 2 500
_SEAMS = re.compile(r"(?<=[-/?&=_.,;:–—])")  # preferred places to break a word that is wider than a line
_SOFT_HYPHEN = "\u00ad"
_JOINERS = ("\u200d", "\ufe0e", "\ufe0f")
_ROUNDING = 1e-6
_SHORT_REST = 0.25  # of the width
_MOST_EVENED = 4  # lines


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text in one style; consecutive runs form a paragraph."""

    text: str
    face: TextStyle


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a line in one style that begins ``x`` millimetres from the line's left edge."""

    x: float
    text: str
    face: TextStyle


PieceLine = tuple[TextPiece, ...]
Word = list[tuple[str, TextStyle]]


class LineBreaker:
    """Breaks paragraphs into lines greedily, caching the measured width of each word."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._widths: dict[TextStyle, dict[str, float]] = {}

    def width(self, text: str, face: TextStyle) -> float:
        """Return the width of a single-line text in millimetres."""
        known = self._widths.setdefault(face, {})
        found = known.get(text)
        if found is None:
            found = known[text] = self._measure(text, face)
        return found

    def wrap(self, runs: Sequence[TextRun], width: float, most: int | None = None) -> list[PieceLine]:
        """Break a paragraph into lines of at most ``width``; it is cut with an ellipsis after ``most`` lines."""
        lines = self._wrap_plain(runs[0], width) if len(runs) == 1 else self._wrap_mixed(runs, width)
        return lines if most is None or len(lines) <= most else self._cut(lines, width, most)

    def _wrap_plain(self, run: TextRun, width: float) -> list[PieceLine]:
        """Wrap a paragraph of one style, ten times as fast; use ``_wrap_mixed`` if a word must be broken."""
        face, most = run.face, width + _ROUNDING
        known = self._widths.setdefault(face, {})
        space = self.width(" ", face)
        lines: list[list[str]] = []
        end = 0.0
        for word in filter(None, _SPACE.split(run.text.replace(_SOFT_HYPHEN, ""))):
            size = known.get(word) or self.width(word, face)
            if lines and end + space + size <= most:
                lines[-1].append(word)
                end += space + size
            elif size <= most:
                lines.append([word])
                end = size
            else:
                return self._wrap_mixed([run], width)
        return [(TextPiece(0.0, " ".join(words), face),) for words in lines]

    def _wrap_mixed(self, runs: Sequence[TextRun], width: float) -> list[PieceLine]:
        lines: list[PieceLine] = []
        line: list[TextPiece] = []
        end = 0.0
        for word in _words(runs):
            size = sum(self.width(text, face) for text, face in word)
            space = self.width(" ", word[0][1]) if line else 0.0
            if end + space + size <= width + _ROUNDING:
                end = self._add(line, word, end, space)
                continue
            parts = [word] if size <= width + _ROUNDING else self._broken(word, end + space, width)
            for part in parts:
                if line and not (part is parts[0] and len(parts) > 1 and self._fits(part, end + space, width)):
                    lines.append(tuple(line))
                    line, end, space = [], 0.0, 0.0
                end = self._add(line, part, end, space)
        if line:
            lines.append(tuple(line))
        return lines

    def wrap_evenly(self, runs: Sequence[TextRun], width: float) -> list[PieceLine]:
        """Wrap like ``wrap``, but move words to the last line if it would be very short."""
        best = self.wrap(runs, width)
        if not 1 < len(best) <= _MOST_EVENED or self._end(best[-1]) > width * _SHORT_REST:
            return best
        too_narrow, enough = width * 0.5, width
        for _step in range(6):
            middle = (too_narrow + enough) / 2
            lines = self.wrap(runs, middle)
            if len(lines) > len(best):
                too_narrow = middle
            else:
                best, enough = lines, middle
        return best

    def _end(self, line: PieceLine) -> float:
        return line[-1].x + self._measure(line[-1].text, line[-1].face)

    def _fits(self, word: Word, start: float, width: float) -> bool:
        return start + sum(self.width(text, face) for text, face in word) <= width + _ROUNDING

    def fitting(self, text: str, face: TextStyle, width: float) -> str:
        """Return the text shortened with an ellipsis if it is wider than ``width``."""
        return "".join(piece.text for line in self.wrap([TextRun(text, face)], width, most=1) for piece in line)

    def _add(self, line: list[TextPiece], word: Word, end: float, space: float) -> float:
        """Append the word to the line and return the new end of the line."""
        for index, (text, face) in enumerate(word):
            gap, blank = (space, " ") if space and index == 0 else (0.0, "")
            size = self.width(text, face)
            if line and line[-1].face == face:
                last = line[-1]
                line[-1] = TextPiece(last.x, last.text + blank + text, face)
            else:
                line.append(TextPiece(end + gap, text, face))
            end += gap + size
        return end

    def _broken(self, word: Word, start: float, width: float) -> list[Word]:
        """Break a word wider than a line into parts that fit, after a hyphen or slash if possible.

        The first part continues the line at ``start`` if anything of the word fits there.
        """
        parts: list[Word] = []
        current: Word = []
        used = start
        for text, face in word:
            for chunk in self._chunks(text, face, width):
                size = self.width(chunk, face)
                if used + size > width + _ROUNDING:
                    parts += [current] if current else []
                    current, used = [], 0.0
                current.append((chunk, face))
                used += size
        return [*parts, current]

    def _chunks(self, text: str, face: TextStyle, width: float) -> Iterator[str]:
        for chunk in filter(None, _SEAMS.split(text)):
            if self._measure(chunk, face) <= width:
                yield chunk
            else:
                yield from self._slices(chunk, face, width)

    def _slices(self, text: str, face: TextStyle, width: float) -> Iterator[str]:
        """Split text into slices that fit on a line; a letter wider than a line is a slice by itself."""
        current, used = "", 0.0
        for letter in _letters(text):
            size = self.width(letter, face)
            if current and used + size > width:
                yield current
                current, used = "", 0.0
            current += letter
            used += size
        if current:
            yield current

    def _cut(self, lines: list[PieceLine], width: float, most: int) -> list[PieceLine]:
        """Return the first ``most`` lines, with an ellipsis at the end of the last one."""
        kept = lines[:most]
        last = list(kept[-1])
        while last:
            x, text, face = last[-1].x, last[-1].text, last[-1].face
            letters = list(_letters(text))
            while letters and x + self._measure("".join(letters).rstrip() + ELLIPSIS, face) > width:
                letters.pop()
            if letters or len(last) == 1:
                last[-1] = TextPiece(x, "".join(letters).rstrip() + ELLIPSIS, face)
                break
            last.pop()
        return [*kept[:-1], tuple(last)]


def _words(runs: Iterable[TextRun]) -> Iterator[Word]:
    """Yield the words of a paragraph; the style may change within a word, as in “**Name**, title”."""
    word: Word = []
    for run in runs:
        for index, text in enumerate(_SPACE.split(run.text.replace(_SOFT_HYPHEN, ""))):
            if index and word:
                yield word
                word = []
            if text:
                word.append((text, run.face))
    if word:
        yield word


def _letters(text: str) -> Iterator[str]:
    """Yield the letters of a text, each with its combining accents and joiners."""
    current = ""
    for character in text:
        joined = unicodedata.combining(character) or character in _JOINERS or current.endswith("\u200d")
        if current and not joined:
            yield current
            current = ""
        current += character
    if current:
        yield current


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
        if not fits and self._frame.later_top + block.height <= self._frame.bottom and self.sheets[-1].has_row:
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


INK, SOFT, QUIET, MUTED = "#1d1d1b", "#43433f", "#5d5d58", "#74746e"
"""The inks for text, from the darkest to the lightest."""
LEADING = 1.38
"""The height of a line, in sizes of its letters."""


def leading(face: TextStyle) -> float:
    """Return the line height of a style in millimetres."""
    return face.size * POINT * LEADING


def baseline(face: TextStyle) -> float:
    """Return the distance from a line's upper edge to its baseline, such that the letters are centred."""
    return leading(face) / 2 + 0.364 * face.size * POINT


def lines_at(left: float, face: TextStyle, broken: Iterable[PieceLine]) -> list[Line]:
    """Turn broken lines into page lines that begin at ``left``, with the line height of ``face``."""
    height, base = leading(face), baseline(face)
    return [Line(height, tuple(PlacedText(left + p.x, base, p.text, p.face) for p in pieces)) for pieces in broken]
