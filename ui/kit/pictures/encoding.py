"""The encoding of stored pictures: small, without metadata, and identified by their bytes."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from hashlib import sha256

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from ui.kit.pictures.reading import without_metadata

LARGEST = 1024
"""Pixels of the longer side at most."""
QUALITY = 88
OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to store, as JPEG or PNG. Its id is the SHA-256 of its bytes in hex."""

    id: str
    bytes: builtins.bytes


def photo_of(image: QImage, square: QRect) -> Picture:
    """Return the part of a photo inside a square, as JPEG; transparent parts become white."""
    return _picture(_jpeg(_small(image.copy(square))))


def logo_of(image: QImage) -> Picture:
    """Return the whole of a logo: as PNG if any of it is transparent or if that is no larger, else as JPEG."""
    small = _small(image)
    clean = small if _is_transparent(small) else small.convertToFormat(QImage.Format.Format_RGB32)
    png = _written(clean, "png", -1)
    if clean.hasAlphaChannel():
        return _picture(png)
    return _picture(min(png, _jpeg(clean), key=len))


def _picture(data: bytes) -> Picture:
    return Picture(sha256(data).hexdigest(), data)


def _small(image: QImage) -> QImage:
    """Shrink an image to at most ``LARGEST``; a smaller one is kept."""
    if max(image.width(), image.height()) <= LARGEST:
        return image
    return image.scaled(
        LARGEST, LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _jpeg(image: QImage) -> bytes:
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return _written(without_metadata(ground), "jpeg", QUALITY)


def _written(image: QImage, kind: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind, quality):  # type: ignore[call-overload]
        raise RuntimeError(f"Qt cannot write {kind}")
    return bytes(buffer.data().data())


def _is_transparent(image: QImage) -> bool:
    if not image.hasAlphaChannel():
        return False
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    width, bits, line = alpha.width(), alpha.constBits(), alpha.bytesPerLine()
    return any(min(bits[y * line : y * line + width]) < OPAQUE for y in range(alpha.height()))
