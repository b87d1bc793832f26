"""Fonts for window and paper from the bundled typeface, and the width of text in them."""

from __future__ import annotations

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from planner.printing.marks import POINT, TextStyle, Weight
from ui.kit.theme.theme import load_family

UNITS_PER_POINT = 100
"""Paper fonts are set in hundredths of a point, so that every size in use is an integer."""
UNITS_PER_MM = UNITS_PER_POINT / POINT
LIGATURES = ("liga", "clig", "dlig", "calt")


def window_font(pixels: float = 13, weight: Weight = Weight.REGULAR, *, tabular: bool = False) -> QFont:
    """Return a font for the window; ``pixels`` is at 96 dpi (72 on macOS) and scales with the desktop.

    ``tabular`` figures are only for columns of times: in Inter they make hyphens and spaces as wide as a figure too.
    """
    font = _plain(weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    font.setPointSizeF(pixels * 72 / (72 if sys.platform == "darwin" else 96))
    return font


@lru_cache(maxsize=256)
def paper_font(face: TextStyle) -> QFont:
    """Return the font for marks, in coordinates of ``UNITS_PER_MM``; unhinted, so that it scales evenly.

    It has no tabular figures: Qt writes those into a PDF as glyphs without a character, so searching would not find a
    time.
    """
    font = _plain(face.weight)
    font.setPixelSize(max(1, round(face.size * UNITS_PER_POINT)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def measure(text: str, face: TextStyle) -> float:
    """Return the width of a text in millimetres, exactly as it is drawn; implements the planner's ``Measure``."""
    return _metrics(face).horizontalAdvance(text) / UNITS_PER_MM


@lru_cache(maxsize=256)
def _metrics(face: TextStyle) -> QFontMetricsF:
    return QFontMetricsF(paper_font(face))


def _plain(weight: Weight) -> QFont:
    """Return a font of the typeface without ligatures, since a search in a PDF would not find words with them."""
    font = QFont(load_family())
    font.setWeight(QFont.Weight(int(weight)))
    for tag in LIGATURES:
        font.setFeature(QFont.Tag(tag), 0)
    return font
