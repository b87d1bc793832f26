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
class Face:
    """The look of words: ``size`` in points, ``colour`` as ``#rrggbb``."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: str = "#1d1d1b"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text that begins at ``x`` on the baseline ``y``."""

    x: float
    y: float
    text: str
    face: Face

    def moved(self, x: float, y: float) -> Words:
        """Return the same, moved to the right and down."""
        return Words(self.x + x, self.y + y, self.text, self.face)

    def enlarged(self, factor: float) -> Words:
        """Return the same on a page enlarged by the factor."""
        face = replace(self.face, size=self.face.size * factor)
        return Words(self.x * factor, self.y * factor, self.text, face)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line from ``x`` to the right; ``y`` is its middle."""

    x: float
    y: float
    length: float
    thickness: float = 0.25
    colour: str = "#d8d8d3"

    def moved(self, x: float, y: float) -> Rule:
        """Return the same, moved to the right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def enlarged(self, factor: float) -> Rule:
        """Return the same on a page enlarged by the factor."""
        return Rule(self.x * factor, self.y * factor, self.length * factor, self.thickness * factor, self.colour)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str

    def moved(self, x: float, y: float) -> Box:
        """Return the same, moved to the right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def enlarged(self, factor: float) -> Box:
        """Return the same on a page enlarged by the factor."""
        return Box(self.x * factor, self.y * factor, self.width * factor, self.height * factor, self.colour)


Mark = Words | Rule | Box
Measure = Callable[[str, Face], float]
"""The width in millimetres of a text without line breaks in a face."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper, ``width`` by ``height``, with its marks, measured from its upper left corner."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()

    def enlarged(self, factor: float) -> Page:
        """Return the page enlarged by the factor in every respect."""
        marks = tuple(mark.enlarged(factor) for mark in self.marks)
        return Page(self.width * factor, self.height * factor, marks)

    @property
    def text(self) -> str:
        """The words of the page, one line each, from top to bottom and left to right."""
        found = [mark for mark in self.marks if isinstance(mark, Words)]
        return "\n".join(words.text for words in sorted(found, key=lambda words: (round(words.y, 2), words.x)))
