"""The background of a session's tile, a tint of its colour, and text colours that are readable on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from ui.kit.theme.painting import dashed_pen, paint_card
from ui.kit.theme.theme import Theme
from ui.plan.canvas.tile_content import TileContent

CORNER, BAND = 6, 4
"""Maximum radius of a tile's corners, and width of the band in its full colour, in pixels."""
WRONG = 1.5
"""Width in pixels of the outline of a tile with a grave problem."""


class TileGround(NamedTuple):
    """The background of a tile: the name of its colour, and whether it is a break, wrong, a draft, or stands out.

    It is a part of the key under which the tile's picture is cached.
    """

    colour: str
    pause: bool
    wrong: bool
    draft: bool
    strong: bool

    def fill(self, theme: Theme) -> QColor:
        """Return the background colour below the words."""
        if self.wrong:
            return theme.colour("problem_soft")
        return theme.colour("shade") if self.pause else theme.tinted(self.colour, strong=self.strong)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Paint the background; except on a break without a grave problem, with a band in the full colour and an edge.

        A grave problem has an edge of its own, and so has a draft, even if it is a break.
        """
        corner, flat = min(CORNER, rect.height() / 4, rect.width() / 4), self.pause and not self.wrong
        edge: QPen | QColor | None = None if flat else theme.edge()
        if self.wrong:
            edge = QPen(theme.colour("problem"), WRONG)
        if self.draft:
            edge = dashed_pen(theme.colour("problem" if self.wrong else "muted"), 1)
        band = None if flat else (theme.track(self.colour), BAND)
        paint_card(painter, rect, corner, fill=self.fill(theme), band=band, edge=edge)


def make_ground(content: TileContent) -> TileGround:
    """Return the background of a tile with this content."""
    wrong = bool(content.reason) and content.grave
    return TileGround(content.colour, content.pause, wrong, content.draft, content.stands_out)


class TileInks(NamedTuple):
    """The text colours of a tile: usual, muted, for a problem and for a warning."""

    ink: QColor
    muted: QColor
    problem: QColor
    warning: QColor


class Ground(Protocol):
    """A background that has words on it; equal ones have the same colour."""

    def fill(self, theme: Theme) -> QColor:
        """Return the background colour."""


def tile_inks(theme: Theme, ground: Ground) -> TileInks:
    """Return the colours of texts on a ground, with as much ink as makes them readable."""
    fill = ground.fill(theme)
    return TileInks(*(theme.readable(token, fill) for token in TileInks._fields))


def ink_lookup(theme: Theme) -> Callable[..., TileInks]:
    """Return a function from a ``Ground`` to its ``tile_inks`` in a theme, which remembers its results."""
    return cache(partial(tile_inks, theme))
