"""Encodes pictures for storing: small, without metadata, and identified by their bytes."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from hashlib import sha256

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from ui.kit.pictures.reading import without_metadata

LARGEST = 1024
"""Maximum of the longer side, in pixels."""
QUALITY = 88
OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to store, encoded as JPEG or PNG; ``id`` is the SHA-256 of its bytes in hex."""

    id: str
    bytes: builtins.bytes


def photo_of(image: QImage, square: QRect) -> Picture:
    """Crop a photo to a square and encode it as JPEG; transparent parts become white."""
    return _picture(_jpeg(_small(image.copy(square))))


def logo_of(image: QImage) -> Picture:
    """Encode a whole logo: as PNG if any of it is transparent or PNG is no larger, otherwise as JPEG."""
    small = _small(image)
    clean = small if _is_transparent(small) else small.convertToFormat(QImage.Format.Format_RGB32)
    png = _written(clean, "png", -1)
    if clean.hasAlphaChannel():
        return _picture(png)
    return _picture(min(png, _jpeg(clean), key=len))


def _picture(data: bytes) -> Picture:
    return Picture(sha256(data).hexdigest(), data)


def _small(image: QImage) -> QImage:
    """Shrink an image so that neither side exceeds ``LARGEST``; return a smaller image unchanged."""
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
