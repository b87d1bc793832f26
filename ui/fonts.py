"""Fonts of the family that is shipped, for paper and window, and how wide words are in them."""

from __future__ import annotations

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from planner.printing.marks import POINT, Face, Weight
from ui.family import load_family

UNITS_PER_POINT = 100
"""Paper fonts are set in hundredths of a point, so that every size in use is a whole number of them."""
UNITS_PER_MM = UNITS_PER_POINT / POINT
LIGATURES = ("liga", "clig", "dlig", "calt")


def window_font(pixels: float = 13, weight: Weight = Weight.REGULAR, *, tabular: bool = False) -> QFont:
    """The font for the window; ``pixels`` at 96 dots an inch (72 on macOS), larger where the desktop asks for it.

    ``tabular`` figures are for columns of times only: in Inter they make hyphens and spaces as wide as a figure too.
    """
    font = _plain(weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    font.setPointSizeF(pixels * 72 / (72 if sys.platform == "darwin" else 96))
    return font


@lru_cache(maxsize=256)
def paper_font(face: Face) -> QFont:
    """The font for marks, in a painter's coordinates of ``UNITS_PER_MM``; unhinted, so that it scales evenly.

    Without tabular figures: Qt writes them into a PDF as signs without a meaning, so that no search finds a time.
    """
    font = _plain(face.weight)
    font.setPixelSize(max(1, round(face.size * UNITS_PER_POINT)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def measure(text: str, face: Face) -> float:
    """The width in millimetres of a text in a face, exactly as it is drawn; a ``planner`` ``Measure``."""
    return _metrics(face).horizontalAdvance(text) / UNITS_PER_MM


@lru_cache(maxsize=256)
def _metrics(face: Face) -> QFontMetricsF:
    return QFontMetricsF(paper_font(face))


def _plain(weight: Weight) -> QFont:
    """The family without ligatures: with them a search in a PDF would not find the words."""
    font = QFont(load_family())
    font.setWeight(QFont.Weight(int(weight)))
    for tag in LIGATURES:
        font.setFeature(QFont.Tag(tag), 0)
    return font
