"""Paints people's photos in circles, and logos, or else initials on a coloured background; pixmaps are cached."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from zlib import crc32

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPainterPath, QPainterStateGuard, QPen, QPixmap

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError
from ui.kit.long_work import LongWork
from ui.kit.theme.painting import SHARPEST, PaintCache, paint_plain_text, painted_icon
from ui.kit.theme.theme import Theme

FACE = 20
"""Width of a portrait before a name, in logical pixels."""
MOST = 300
"""Maximum number of cached pixmaps; a list shows a few dozen at a time."""


class PictureCache:
    """A cache of pictures' pixmaps by id and size; the least recently used are dropped.

    ``load`` returns the bytes of a picture by its id, or None, or raises ``EstradError``. At most ``most`` are kept.
    """

    def __init__(self, load: Callable[[str], bytes | None], most: int = MOST) -> None:
        self._made = lru_cache(maxsize=most)(partial(_decoded_pixmap, load))

    def photo(self, picture: str | None, side: int, ratio: float, *, whole: bool = False) -> QPixmap | None:
        """Return the centre of a picture as a circle ``side`` logical pixels wide, or None if it cannot be shown.

        A ``whole`` picture, such as a logo, is fitted into the square around that circle. ``picture`` is its id, and
        ``ratio`` the screen's number of device pixels per logical pixel.
        """
        if picture is None:
            return None
        try:
            return self._made(picture, side, ratio, whole)
        except EstradError:
            return None  # the file cannot be read at present: try again the next time


class PhotoQueue(QObject):
    """Reads photos one by one while the window has nothing else to do, so that painting does not wait for them.

    A photo that the cache has dropped meanwhile, or that could not be read, is read again at once when it is asked for.
    """

    loaded = Signal()
    """Emitted when all photos asked for so far have been read."""

    def __init__(self, pictures: PictureCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._ready: set[tuple[str, int, float]] = set()
        self._waiting: dict[tuple[str, int, float], None] = {}
        self._work = LongWork[None](self, lambda _: self.loaded.emit())

    @property
    def count(self) -> int:
        """The number of photos read so far, with those that cannot be shown; one in two sizes is counted twice."""
        return len(self._ready)

    def photo(self, picture: str | None, side: int, ratio: float) -> QPixmap | None:
        """Return a photo as ``PictureCache.photo`` does; if it has not been read yet, return None and read it soon."""
        key = (picture or "", side, ratio)
        if picture is None or key in self._ready:
            return self._pictures.photo(picture, side, ratio)
        self._waiting[key] = None
        if not self._work.is_running:
            self._work.start(self._load_photos())
        return None

    def _load_photos(self) -> LongTask[None]:
        while self._waiting:
            key = next(iter(self._waiting))
            del self._waiting[key]
            self._pictures.photo(*key)
            self._ready.add(key)
            yield Progress(self.count, self.count + len(self._waiting))


def _decoded_pixmap(
    load: Callable[[str], bytes | None], picture: str, side: int, ratio: float, whole: bool
) -> QPixmap | None:
    """Return a picture as a pixmap, cropped to a circle unless ``whole``; None if it is missing or not valid.

    Raise ``EstradError`` if ``load`` does.
    """
    if (data := load(picture)) is None:
        return None
    from ui.kit.pictures.picture_bytes import read_picture  # loaded late to keep the start of the window short

    pixels = max(1, round(side * ratio))
    try:
        image = read_picture(data, fit=2 * pixels)
    except EstradError:
        return None
    mode = Qt.AspectRatioMode.KeepAspectRatio if whole else Qt.AspectRatioMode.KeepAspectRatioByExpanding
    image = image.scaled(pixels, pixels, mode, Qt.TransformationMode.SmoothTransformation)
    pixmap = QPixmap.fromImage(image if whole else _crop_to_circle(image, pixels))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _crop_to_circle(image: QImage, pixels: int) -> QImage:
    """Return an image cropped to a centred circle with a smooth edge."""
    result = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(result.rect())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.drawImage((pixels - image.width()) // 2, (pixels - image.height()) // 2, image)
    return result


CORNER = 6.0
"""Corner radius of a logo, in logical pixels."""
MARGIN = 4.0
"""Margin around a logo on its white background, in logical pixels."""
LETTERS = 0.34
"""Height of the initials as a fraction of the height of their background."""


def initials(name: str) -> str:
    """Return the first letters of a name's first and last word, such as SS; empty if it has no letters or digits."""
    words = ("".join(c for c in word if c.isalnum()) for word in unicodedata.normalize("NFC", name).split())
    letters = [word[0] for word in words if word]
    chosen = letters[:1] + letters[1:][-1:]
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in chosen)


def name_colour(name: str, theme: Theme) -> QColor:
    """Return one of the tracks' colours for a name, always the same in a theme; in the light one it is darkened."""
    shades = [*dict.fromkeys(shade for _name, shade in theme.tracks)]
    return QColor(shades[crc32(name.casefold().encode()) % len(shades)]).darker(
        112 if theme.name == "light" else 100
    )  # the initials on it are readable


def paint_portrait(painter: QPainter, box: QRectF, name: str, photo: QPixmap | None, theme: Theme) -> None:
    """Paint a person as a circle that fills the box: the photo, already round, or else initials or a silhouette."""
    with QPainterStateGuard(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if photo is not None:
            painter.drawPixmap(box, photo, QRectF(photo.rect()))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(name_colour(name, theme))
            painter.drawEllipse(box)
            _paint_initials(painter, box, initials(name), theme)
            if not initials(name):
                _paint_silhouette(painter, box, theme)


def portrait_pixmap(
    cache: PaintCache, name: str, picture: str | None, photo: QPixmap | None, side: int, ratio: float, theme: Theme
) -> QPixmap:
    """Return a person's round photo or initials, cached, ``side`` logical pixels wide; ``picture`` is the photo id."""

    def draw(_key: object, painter: QPainter, box: QRectF) -> None:
        paint_portrait(painter, box, name, photo, theme)

    return cache.pixmap(("face", name, picture if photo else None, theme.name), side, side, ratio, draw, 0)


def portrait_icon(
    pictures: PictureCache | PhotoQueue, name: str, picture: str | None, side: int, theme: Theme
) -> QIcon:
    """Return the circle of a person as an icon, ``side`` logical pixels wide; ``picture`` is the photo's id."""
    photo = pictures.photo(picture, side, SHARPEST)
    return painted_icon(side, lambda painter: paint_portrait(painter, QRectF(0, 0, side, side), name, photo, theme))


def paint_logo(painter: QPainter, box: QRectF, name: str, logo: QPixmap | None, theme: Theme) -> None:
    """Paint a logo on white, as on paper, in both colour schemes; without a logo, paint the initials of the name."""
    with QPainterStateGuard(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line")) if logo else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Qt.GlobalColor.white) if logo else name_colour(name, theme))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        if logo is None:
            _paint_initials(painter, box, initials(name), theme)
        else:
            room = box.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            size = logo.deviceIndependentSize()
            size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(QPointF(), size)
            target.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, logo, QRectF(logo.rect()))


def _paint_initials(painter: QPainter, box: QRectF, letters: str, theme: Theme) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(box.height() * LETTERS)))
    font.setWeight(QFont.Weight.DemiBold)
    paint_plain_text(painter, font, theme.colour("on_accent"), box, letters)


def _paint_silhouette(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paint a silhouette of head and shoulders, for a name that has no initials."""
    circle, side, middle = QPainterPath(), box.width(), box.center().x()
    circle.addEllipse(box)
    somebody = QPainterPath()
    somebody.addEllipse(QPointF(middle, box.y() + 0.4 * side), 0.16 * side, 0.16 * side)
    somebody.addEllipse(QPointF(middle, box.y() + 0.92 * side), 0.3 * side, 0.28 * side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(somebody & circle, theme.colour("on_accent"))
