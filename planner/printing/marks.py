"""Printed pages as data: the position of each line of words, rule and box, in millimetres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

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
    """The look of words: ``size`` in points, ``colour`` as ``#rrggbb``."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: str = "#1d1d1b"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One line of text that begins at ``x`` on the baseline ``y``."""

    x: float
    y: float
    text: str
    face: TextStyle

    def moved(self, x: float, y: float) -> PlacedText:
        """Return the same, moved to the right and down."""
        return PlacedText(self.x + x, self.y + y, self.text, self.face)

    def enlarged(self, factor: float) -> PlacedText:
        """Return the same on a page enlarged by the factor."""
        face = replace(self.face, size=self.face.size * factor)
        return PlacedText(self.x * factor, self.y * factor, self.text, face)


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A horizontal line from ``x`` to the right; ``y`` is its middle."""

    x: float
    y: float
    length: float
    thickness: float = 0.25
    colour: str = "#d8d8d3"

    def moved(self, x: float, y: float) -> HorizontalRule:
        """Return the same, moved to the right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def enlarged(self, factor: float) -> HorizontalRule:
        """Return the same on a page enlarged by the factor."""
        return HorizontalRule(
            self.x * factor, self.y * factor, self.length * factor, self.thickness * factor, self.colour
        )


@dataclass(frozen=True, slots=True)
class FilledRect:
    """A filled rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str

    def moved(self, x: float, y: float) -> FilledRect:
        """Return the same, moved to the right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def enlarged(self, factor: float) -> FilledRect:
        """Return the same on a page enlarged by the factor."""
        return FilledRect(self.x * factor, self.y * factor, self.width * factor, self.height * factor, self.colour)


Mark = PlacedText | HorizontalRule | FilledRect
Measure = Callable[[str, TextStyle], float]
"""The width in millimetres of a text without line breaks in a face."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A sheet of paper, ``width`` by ``height``, with its marks, measured from its upper left corner."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()

    def enlarged(self, factor: float) -> PrintedPage:
        """Return the page enlarged by the factor in every respect."""
        marks = tuple(mark.enlarged(factor) for mark in self.marks)
        return PrintedPage(self.width * factor, self.height * factor, marks)

    @property
    def text(self) -> str:
        """The words of the page, one line each, from top to bottom and left to right."""
        found = [mark for mark in self.marks if isinstance(mark, PlacedText)]
        return "\n".join(words.text for words in sorted(found, key=lambda words: (round(words.y, 2), words.x)))
