"""Printed pages as data: sizes of paper, styles, and positions of text, rules, boxes and pictures, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Self


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper size, with the factor by which the layout is enlarged compared to A4."""

    width: float
    height: float
    enlargement: float = 1

    @property
    def landscape(self) -> Paper:
        """The paper with width and height exchanged: in landscape if it is in portrait."""
        return Paper(self.height, self.width, self.enlargement)


PAPERS = MappingProxyType(
    {
        "a5": Paper(148, 210, 0.85),
        "a4": Paper(210, 297),
        "letter": Paper(215.9, 279.4),
        "a3": Paper(297, 420, math.sqrt(2)),
        "a0": Paper(841, 1189, 4),
    }
)
"""The supported paper sizes in portrait, by their names on the command line."""


POINT = 25.4 / 72
"""The millimetres in a typographic point."""


class Weight(IntEnum):
    """The weights of the shipped font family, on the scale of OpenType and CSS."""

    REGULAR = 400
    MEDIUM = 500
    SEMIBOLD = 600
    BOLD = 700


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The style of printed text: ``size`` in points, ``colour`` as ``#rrggbb``."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: str = "#1d1d1b"

    @lru_cache(maxsize=256)  # noqa: B019 - a few styles, as long as there is print
    def enlarged(self, factor: float) -> TextStyle:
        """Return the style with its size multiplied by ``factor``."""
        return replace(self, size=self.size * factor)


@dataclass(frozen=True, slots=True)
class Placed:
    """Something drawn at ``x`` from the left and ``y`` from the top."""

    x: float
    y: float

    def lowered(self, by: float) -> Self:
        """Return a copy that is ``by`` further down."""
        return replace(self, y=self.y + by)


@dataclass(frozen=True, slots=True)
class PlacedText(Placed):
    """One line of text that begins at ``x`` on the baseline ``y``."""

    text: str
    face: TextStyle

    def enlarged(self, factor: float) -> PlacedText:
        """Return the text with its position and size multiplied by ``factor``."""
        return PlacedText(self.x * factor, self.y * factor, self.text, self.face.enlarged(factor))


@dataclass(frozen=True, slots=True)
class HorizontalRule(Placed):
    """A horizontal line that begins at ``x``; ``y`` is the middle of its thickness."""

    length: float
    thickness: float = 0.25
    colour: str = "#d8d8d3"

    def enlarged(self, factor: float) -> HorizontalRule:
        """Return the rule with its position, length and thickness multiplied by ``factor``."""
        return HorizontalRule(
            self.x * factor, self.y * factor, self.length * factor, self.thickness * factor, self.colour
        )


@dataclass(frozen=True, slots=True)
class FilledRect(Placed):
    """A filled rectangle with its upper left corner at ``x``, ``y``."""

    width: float
    height: float
    colour: str

    def enlarged(self, factor: float) -> FilledRect:
        """Return the rectangle with its position and size multiplied by ``factor``."""
        return FilledRect(self.x * factor, self.y * factor, self.width * factor, self.height * factor, self.colour)


@dataclass(frozen=True, slots=True)
class PlacedPicture(Placed):
    """A picture (PNG or JPEG) drawn into a rectangle with its upper left corner at ``x``, ``y``."""

    width: float
    height: float
    data: bytes

    def enlarged(self, factor: float) -> PlacedPicture:
        """Return the picture with its position and size multiplied by ``factor``."""
        return PlacedPicture(self.x * factor, self.y * factor, self.width * factor, self.height * factor, self.data)


Mark = PlacedText | HorizontalRule | FilledRect | PlacedPicture
Measure = Callable[[str, TextStyle], float]
"""A function that returns the width of a single-line text in a style, in millimetres."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of ``width`` by ``height`` with its marks, which are positioned from the upper left corner."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()

    def enlarged(self, factor: float) -> PrintedPage:
        """Return the page with its size and all marks multiplied by ``factor``."""
        marks = tuple(mark.enlarged(factor) for mark in self.marks)
        return PrintedPage(self.width * factor, self.height * factor, marks)

    @property
    def text(self) -> str:
        """All text of the page, with one ``PlacedText`` on each line, from top to bottom and left to right."""
        found = [mark for mark in self.marks if isinstance(mark, PlacedText)]
        return "\n".join(words.text for words in sorted(found, key=lambda words: (round(words.y, 2), words.x)))
