"""A cache of pixmaps for painting, by the pictures' ids in the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from planner.domain.errors import EstradError

MOST = 300
"""Maximum number of pixmaps; a list shows a few dozen at a time."""


class PictureCache:
    """Caches pixmaps of pictures by id and size; they are created on first use, the least recently used are dropped."""

    def __init__(self, load: Callable[[str], bytes | None], most: int = MOST) -> None:
        @lru_cache(maxsize=most)
        def made(picture: str, side: int, ratio: float, whole: bool) -> QPixmap | None:
            return _pixmap(load(picture), side, ratio, whole=whole)

        self._made = made

    def photo(self, picture: str | None, side: int, ratio: float) -> QPixmap | None:
        """Return the centre of a picture as a circle ``side`` logical pixels wide, or None if it cannot be shown.

        ``ratio`` is the number of device pixels per logical pixel.
        """
        return self._get(picture, side, ratio, whole=False)

    def logo(self, picture: str | None, side: int, ratio: float) -> QPixmap | None:
        """Return the whole picture, fitted into a square of ``side`` logical pixels, or None if it cannot be shown."""
        return self._get(picture, side, ratio, whole=True)

    def _get(self, picture: str | None, side: int, ratio: float, *, whole: bool) -> QPixmap | None:
        if picture is None:
            return None
        try:
            return self._made(picture, side, ratio, whole)
        except EstradError:
            return None  # the file cannot be read at present: try again the next time


def _pixmap(data: bytes | None, side: int, ratio: float, *, whole: bool) -> QPixmap | None:
    """Decode a picture into a pixmap; return None if the bytes are missing or not a valid picture."""
    if data is None:
        return None
    from ui.kit.pictures.reading import read_picture  # loaded late to keep the start of the window short

    pixels = max(1, round(side * ratio))
    try:
        image = read_picture(data, fit=2 * pixels)
    except EstradError:
        return None
    mode = Qt.AspectRatioMode.KeepAspectRatio if whole else Qt.AspectRatioMode.KeepAspectRatioByExpanding
    image = image.scaled(pixels, pixels, mode, Qt.TransformationMode.SmoothTransformation)
    pixmap = QPixmap.fromImage(image if whole else _round(image, pixels))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _round(image: QImage, pixels: int) -> QImage:
    """Crop an image to a centred circle with a smooth edge."""
    result = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawEllipse(result.rect())
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.drawImage((pixels - image.width()) // 2, (pixels - image.height()) // 2, image)
    painter.end()
    return result
