"""Breaks text into lines of a maximum width, measured in the printed font; also line heights, inks, strikethrough."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.printing.marks import POINT, HorizontalRule, Mark, Measure, PlacedText, TextStyle, Weight
from planner.printing.pagination import Line

ELLIPSIS, BOUND = "…", "\u00a0"
PUNCTUATION = ".,:;!?()[]“”‘’\"'"
LEAST_PART = 3
"""The minimum number of letters after the last hyphen put into a word, except in very narrow lines."""
MOST_BOUND = 22
"""The maximum length of a text whose words ``unbreakable_text`` keeps on one line."""
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
    """Breaks paragraphs into lines; caches the width of each word by font weight, for a size of one point."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._widths: dict[Weight, dict[str, float]] = {}  # in letters of one point

    def width(self, text: str, face: TextStyle) -> float:
        """Return the width of a single-line text in millimetres."""
        known = self._widths.setdefault(face.weight, {})
        found = known.get(text)
        if found is None:
            found = known[text] = self._measure(text, face) / face.size
        return found * face.size

    def wrap(self, runs: Sequence[TextRun], width: float, most: int | None = None) -> list[PieceLine]:
        """Break a paragraph into lines of at most ``width`` millimetres, cut with an ellipsis after ``most`` lines.

        A line has at least one letter, even if that is wider.
        """
        lines = self._wrap_plain(runs[0], width) if len(runs) == 1 else self._wrap_mixed(runs, width)
        return lines if most is None or len(lines) <= most else self._cut_with_ellipsis(lines, width, most)

    def _wrap_plain(self, run: TextRun, width: float) -> list[PieceLine]:
        """Wrap a paragraph of one style, faster than ``_wrap_mixed``, which is called if a word must be broken."""
        face, most = run.face, (width + _ROUNDING) / run.face.size
        known = self._widths.setdefault(face.weight, {})
        space = self.width(" ", face) / face.size
        lines: list[list[str]] = []
        end = 0.0
        for word in filter(None, _SPACE.split(run.text.replace(_SOFT_HYPHEN, ""))):
            size = known.get(word) or self.width(word, face) / face.size
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
            size = self.width(*word[0]) if len(word) == 1 else sum(self.width(text, face) for text, face in word)
            space = self.width(" ", word[0][1]) if line else 0.0
            if end + space + size <= width + _ROUNDING:
                end = self._add(line, word, end, space)
                continue
            parts = [word] if size <= width + _ROUNDING else self._broken_word(word, end + space, width)
            for part in parts:
                if line and not (part is parts[0] and len(parts) > 1 and self._fits(part, end + space, width)):
                    lines.append(tuple(line))
                    line, end, space = [], 0.0, 0.0
                end = self._add(line, part, end, space)
        if line:
            lines.append(tuple(line))
        return lines

    def widest_word(self, runs: Sequence[TextRun]) -> float:
        """Return the least width at which words of a paragraph are broken only after hyphens, slashes and the like."""
        widest = 0.0
        for word in _words(runs):
            width = 0.0
            for text, face in word:
                for chunk in filter(None, _SEAMS.split(text)):
                    width += self.width(chunk, face)
                    widest = max(widest, width)
                    width = 0.0 if _SEAMS.search(chunk, len(chunk)) else width
        return widest

    def wrap_evenly(self, runs: Sequence[TextRun], width: float) -> list[PieceLine]:
        """Wrap like ``wrap``, but with lines of similar length if the last one of a few would be very short.

        To achieve that, words are broken at most after hyphens, slashes and the like.
        """
        best = self.wrap(runs, width)
        if not 1 < len(best) <= _MOST_EVENED or self._line_width(best[-1]) > width * _SHORT_REST:
            return best
        too_narrow, enough = max(width * 0.5, self.widest_word(runs)), width
        for _step in range(6 if too_narrow < width else 0):
            middle = (too_narrow + enough) / 2
            lines = self.wrap(runs, middle)
            if len(lines) > len(best):
                too_narrow = middle
            else:
                best, enough = lines, middle
        return best

    def _line_width(self, line: PieceLine) -> float:
        return line[-1].x + self._measure(line[-1].text, line[-1].face)

    def _fits(self, word: Word, start: float, width: float) -> bool:
        return start + sum(self.width(text, face) for text, face in word) <= width + _ROUNDING

    def fitted_text(self, text: str, face: TextStyle, width: float) -> str:
        """Return the text, shortened with an ellipsis if it is wider than ``width`` millimetres."""
        lines = self.wrap([TextRun(text, face)], width, most=1)
        return "".join(piece.text for line in lines for piece in line)

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

    def _broken_word(self, word: Word, start: float, width: float) -> list[Word]:
        """Break a word wider than a line into parts that fit, after hyphens or slashes if possible.

        ``start`` is where the word would begin on the current line. If what stands before its first hyphen or slash
        fits there, so does the first part; otherwise all parts are made for new lines.
        """
        parts: list[Word] = []
        current: Word = []
        used = start
        plain = _is_word("".join(text for text, _face in word))
        for text, face in word:
            for chunk in self._chunks(text, face, width, plain):
                size = self.width(chunk, face)
                if used + size > width + _ROUNDING:
                    parts += [current] if current else []
                    current, used = [], 0.0
                current.append((chunk, face))
                used += size
        return [*parts, current]

    def _chunks(self, text: str, face: TextStyle, width: float, plain: bool) -> Iterator[str]:
        for chunk in filter(None, _SEAMS.split(text)):
            if self._measure(chunk, face) <= width:
                yield chunk
            else:
                yield from self._slices(chunk, face, width, plain)

    def _slices(self, text: str, face: TextStyle, width: float, plain: bool) -> Iterator[str]:
        """Split a word into parts that fit on a line, each with at least one letter.

        A ``plain`` word gets hyphens, and at least ``LEAST_PART`` letters in the last part except on very narrow lines.
        """
        letters = list(_letter_clusters(text))
        while letters:
            count, used, hyphen = 0, 0.0, self.width("-", face) if plain else 0.0
            while count < len(letters) and used + (size := self.width(letters[count], face)) <= width:
                used, count = used + size, count + 1
            if count < len(letters):
                while count > 1 and used + hyphen > width:
                    count -= 1
                    used -= self.width(letters[count], face)
                if plain and count > 2 * LEAST_PART > 2 * (len(letters) - count):
                    count = len(letters) - LEAST_PART
            count = max(count, 1)
            part, letters = letters[:count], letters[count:]
            yield "".join(part) + ("-" if plain and letters and count > 1 else "")

    def _cut_with_ellipsis(self, lines: list[PieceLine], width: float, most: int) -> list[PieceLine]:
        """Return the first ``most`` lines, with an ellipsis at the end of the last one."""
        kept = lines[:most]
        last = list(kept[-1])
        while last:
            x, text, face = last[-1].x, last[-1].text, last[-1].face
            letters = list(_letter_clusters(text))
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


def _is_word(text: str) -> bool:
    """Return whether a text has only letters of a script with hyphenation, such as Latin, so is no address or number.

    Hyphens, and ``PUNCTUATION`` at either end, are ignored.
    """
    letters = text.strip(PUNCTUATION).replace("-", "")
    return all((letter.isalpha() or unicodedata.combining(letter)) and letter < "\u0590" for letter in letters)


def _letter_clusters(text: str) -> Iterator[str]:
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


INK, SOFT, QUIET, MUTED = "#1d1d1b", "#43433f", "#5d5d58", "#74746e"
"""The inks for text, from the darkest to the lightest."""
LEADING = 1.3
"""The line height as a multiple of the font size."""


def line_height(face: TextStyle) -> float:
    """Return the line height of a style in millimetres."""
    return face.size * POINT * LEADING


def baseline(face: TextStyle) -> float:
    """Return the distance from a line's upper edge to its baseline, such that the letters are centred."""
    return line_height(face) / 2 + 0.364 * face.size * POINT


def to_page_lines(left: float, face: TextStyle, broken: Iterable[PieceLine]) -> list[Line]:
    """Turn broken lines into page lines that begin at ``left``, with the line height of ``face``.

    No-break spaces become ordinary ones, so that searching the PDF finds the text.
    """
    return [Line(line_height(face), placed_texts(left, baseline(face), pieces)) for pieces in broken]


def placed_texts(left: float, y: float, pieces: PieceLine) -> tuple[PlacedText, ...]:
    """Return the marks of one broken line at ``left`` on the baseline ``y``, with ordinary spaces for no-break ones."""
    texts = (p.text.lstrip(BOUND) if not p.x else p.text for p in pieces)
    return tuple(PlacedText(left + p.x, y, t.replace(BOUND, " "), p.face) for p, t in zip(pieces, texts, strict=True))


def struck_through(marks: Iterable[Mark], ruler: LineBreaker, *faces: TextStyle) -> tuple[Mark, ...]:
    """Return the marks of a line, with its texts in these styles struck through, or all texts if none are given."""
    found = tuple(marks)
    texts = [mark for mark in found if isinstance(mark, PlacedText) and (not faces or mark.face in faces)]
    rules = [(text, ruler.width(text.text, text.face)) for text in texts]
    return (*found, *(HorizontalRule(t.x, t.y - 0.27 * t.face.size * POINT, n, 0.3, t.face.colour) for t, n in rules))


def unbreakable_text(text: str) -> str:
    """Return a text with no-break spaces, so that its words stay on one line; unchanged if it is too long for that."""
    return text.replace(" ", BOUND) if len(text) <= MOST_BOUND else text
