"""The typography that all printed products share: inks, line heights, and lines of text on a page."""

from __future__ import annotations

from collections.abc import Iterable

from planner.printing.marks import POINT, PlacedText, TextStyle
from planner.printing.paginator import Line
from planner.printing.text_layout import PieceLine

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
