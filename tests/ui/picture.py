"""Pictures of what a painter paints, and the colours in them."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.kit.theme.theme import LIGHT, Theme
from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.scene import view_rect

NEAR = 40
"""Distance of two colours, summed over red, green and blue, up to which they look alike."""


class Picture:
    """What a function paints on a plain ground."""

    def __init__(self, paint: Callable[[QPainter], object], width: float, height: float, ground: QColor) -> None:
        self.image = QImage(round(width), round(height), QImage.Format.Format_RGB32)
        self.image.fill(ground)
        self._ground = ground
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
        painter.end()

    def at(self, x: float, y: float) -> QColor:
        return self.image.pixelColor(int(x), int(y))

    def is_like(self, x: float, y: float, colour: QColor) -> bool:
        """Return whether a pixel has about a colour."""
        found = self.at(x, y)
        apart = (found.red() - colour.red(), found.green() - colour.green(), found.blue() - colour.blue())
        return sum(map(abs, apart)) <= NEAR

    def count(self, colour: QColor, area: QRectF | None = None) -> int:
        rect = (area or QRectF(self.image.rect())).toRect().intersected(self.image.rect())
        places = [(x, y) for x in range(rect.left(), rect.right() + 1) for y in range(rect.top(), rect.bottom() + 1)]
        return sum(self.is_like(x, y, colour) for x, y in places)

    def is_tinged(self, x: float, y: float, colour: QColor) -> bool:
        """Return whether a pixel is a mix of the ground and at least a third of a colour, as on a line's edge."""
        ground, found, full = (c.getRgb()[:3] for c in (self._ground, self.at(x, y), colour))
        mix, whole = ([a - b for a, b in zip(one, ground, strict=True)] for one in (found, full))
        share = sum(a * b for a, b in zip(mix, whole, strict=True)) / sum(b * b for b in whole)
        return 1 / 3 < share < 4 / 3 and sum(abs(a - share * b) for a, b in zip(mix, whole, strict=True)) < NEAR

    def runs(self, y: float, colour: QColor, first: int, last: int) -> int:
        """Return the number of separate stretches of a colour, or of a line in it, in a row of pixels."""
        row = [self.is_tinged(x, y, colour) for x in range(first, last)]
        return sum(here and not before for before, here in zip([False, *row], row, strict=False))

    def differing(self, other: "Picture") -> list[tuple[int, int]]:
        """Return the pixels that another picture has in another colour."""
        places = [(x, y) for y in range(self.image.height()) for x in range(self.image.width())]
        return [at for at in places if self.image.pixel(*at) != other.image.pixel(*at)]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        shade = QColor(colour)
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (shade.redF(), shade.greenF(), shade.blueF())
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def painted_colours(canvas: Canvas, box: QRectF) -> set[str]:
    """Return the names of the colours that pixels of a box of a canvas have, some pixels from its edge."""
    shown: QImage = canvas.viewport().grab(view_rect(canvas.scene, box).adjusted(3, 3, -3, -3).toRect()).toImage()
    return {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}


def colours_in(canvas: Canvas, box: QRectF, *tokens: str, theme: Theme = LIGHT) -> list[str]:
    """Return those colours of the theme that are painted in a box of a canvas."""
    found = painted_colours(canvas, box)
    return [token for token in tokens if theme.colour(token).name() in found]
