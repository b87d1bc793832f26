"""Turns WebP and PNG pictures upright by their Exif orientation, which Qt ignores; broken data is ignored."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform

ORIENTATION, SHORT = 0x0112, 3
"""The Exif orientation tag and the code of its type SHORT in TIFF 6.0, on which Exif 2.3 is based."""
TURNS = {1: (False, 0), 2: (True, 0), 3: (False, 180), 4: (True, 180), 5: (True, 270), 6: (False, 90), 7: (True, 90),
         8: (False, 270)}  # fmt: skip
"""The correction by the tag's value: whether to mirror horizontally, then the degrees to rotate clockwise."""


def upright(image: QImage, data: bytes, kind: str) -> QImage:
    """Return the image of a WebP or PNG file turned upright by its Exif orientation."""
    exif = next((chunk for name, chunk in _chunks(data, kind) if name.upper() == b"EXIF"), b"")
    mirrored, degrees = TURNS.get(_orientation(exif.removeprefix(b"Exif\0\0")), (False, 0))
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    return image.transformed(QTransform().rotate(degrees)) if degrees else image


def _chunks(data: bytes, kind: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and content of each chunk of the file."""
    at = 12 if kind == "webp" else 8
    while at + 8 <= len(data):
        if kind == "webp":
            name, length = struct.unpack_from("<4sI", data, at)
            following = at + 8 + length + length % 2
        else:
            length, name = struct.unpack_from(">I4s", data, at)
            following = at + 12 + length
        yield name, data[at + 8 : at + 8 + length]
        at = following


def _orientation(tiff: bytes) -> int:
    """Return the orientation tag of the first TIFF directory, or 1 if it is missing."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 1
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    if at + 2 > len(tiff):
        return 1
    (entries,) = struct.unpack_from(f"{order}H", tiff, at)
    for start in range(at + 2, min(at + 2 + 12 * entries, len(tiff) - 11), 12):
        tag, form, count, value = struct.unpack_from(f"{order}HHIH", tiff, start)
        if (tag, form, count) == (ORIENTATION, SHORT, 1):
            return int(value)
    return 1
