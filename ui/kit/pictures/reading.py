"""Reads untrusted PNG, JPEG and WebP pictures, recognised by content, upright and limited in size.

No other decoder of Qt ever gets the bytes: the one for SVG would load local files that a drawing refers to.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import floor
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from planner.domain.errors import EstradError
from planner.domain.text import Text
from ui.kit.pictures.exif_orientation import upright

MOST_BYTES = 50_000_000
MOST_PIXELS = 40_000_000
MEMORY = 64
"""Maximum memory in MiB of a decoded picture; a JPEG that would need more is decoded at a smaller size."""
LOOKED_AT = 4096
"""Number of leading bytes that are searched for the ``<svg`` of a drawing."""
DOTS_PER_METRE = 2835
"""72 dots per inch, set so that Qt does not write the resolution of the screen."""


def read_picture_file(path: Path) -> QImage:
    """Read a picture file; raise ``EstradError`` as ``read_picture`` does, or if the file cannot be read."""
    try:
        if not path.is_file():
            raise EstradError(Text("“{name}” is not a file.", name=path.name), _choose_another())
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be read.", name=path.name), Text("Look whether you may open it, or choose another.")
        ) from error
    return read_picture(data)


def read_picture(data: bytes, fit: int | None = None) -> QImage:
    """Return the first picture in the bytes: upright, in sRGB, without the file's metadata.

    ``fit`` is a sufficient size in pixels, which speeds up a large JPEG. Raise ``EstradError`` if the bytes are not a
    complete PNG, JPEG or WebP, or exceed ``MOST_BYTES`` or ``MOST_PIXELS``.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(Text("The file is larger than {most} MB.", most=MOST_BYTES // 1_000_000))
    kind = _kind(data)
    if kind == "jpeg" and not _has_an_end(data):
        raise _broken()
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    with _memory_limited():
        reader = QImageReader(buffer, kind.encode())
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        _check_and_scale(reader, kind, fit)
        image = reader.read()
    if image.isNull():
        raise _broken()
    return without_metadata(image if kind == "jpeg" else upright(image, data, kind))


def without_metadata(image: QImage) -> QImage:
    """Return only the pixels of an image, in sRGB, without its colour profile, texts and resolution."""
    wanted = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if image.colorSpace().isValid() and image.colorSpace() != srgb:
        converted = image.convertedToColorSpace(srgb, wanted)
        image = image if converted.isNull() else converted
    pixels = image.convertToFormat(wanted)
    result = QImage(pixels.constBits(), pixels.width(), pixels.height(), pixels.bytesPerLine(), wanted)
    result = result.copy()  # a copy that owns its memory, as ``pixels`` is freed
    result.setDotsPerMeterX(DOTS_PER_METRE)
    result.setDotsPerMeterY(DOTS_PER_METRE)
    return result


def check_pixels(size: QSize) -> None:
    """Raise ``EstradError`` if a picture has more pixels than any printed photo needs."""
    if size.width() * size.height() > MOST_PIXELS:
        raise _too_many_pixels(size)


def _kind(data: bytes) -> str:
    """Return the format by the first bytes, regardless of the file name; raise ``EstradError`` if unsupported."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if _is_drawing(data):
        raise EstradError(
            Text("An SVG drawing cannot be used: it can bring in other files of this computer unseen."),
            Text("Save it as PNG and choose that."),
        )
    raise EstradError(Text("This is not a PNG, JPEG or WebP picture."), _choose_another())


def _is_drawing(data: bytes) -> bool:
    head = data[:LOOKED_AT]
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, LOOKED_AT)
        except zlib.error:
            return False
    return b"<svg" in head.replace(b"\0", b"").lower()


def _has_an_end(data: bytes) -> bool:
    """Return whether a JPEG is complete; Qt would fill missing parts with grey."""
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xDA:  # from here on an FF D9 can only be the end
            return data.find(b"\xff\xd9", at) > 0
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _check_and_scale(reader: QImageReader, kind: str, fit: int | None) -> None:
    """Refuse a picture that is too large before decoding it, and have a JPEG decoded no larger than needed."""
    size = reader.size()
    if not size.isValid():
        raise _broken()
    check_pixels(size)
    deep = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() if kind == "png" else 0
    needed = size.width() * size.height() * max(32, deep) // 8
    if kind == "jpeg":
        longest = max(size.width(), size.height())
        eighths = floor(8 * (MEMORY * 2**20 / needed) ** 0.5)  # the decoder scales in eighths
        side = min(fit or longest, longest if eighths >= 8 else longest * eighths // 8 - 1)
        if side < longest:
            reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    elif needed > MEMORY * 2**20:
        raise _too_many_pixels(size)


@contextmanager
def _memory_limited() -> Iterator[None]:
    """Limit decoding to ``MEMORY`` MiB. Qt has one limit for all readers, so the previous one is restored."""
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(MEMORY)
    try:
        yield
    finally:
        QImageReader.setAllocationLimit(before)


def _choose_another() -> Text:
    return Text("Save the picture as PNG or JPEG and choose that.")


def _too_large(problem: Text) -> EstradError:
    return EstradError(problem, Text("Save it smaller, such as 2000 pixels wide, and choose that."))


def _too_many_pixels(size: QSize) -> EstradError:
    return _too_large(
        Text("The picture is too large: {width} × {height} pixels.", width=size.width(), height=size.height())
    )


def _broken() -> EstradError:
    return EstradError(
        Text("The picture is broken, or only a part of it came."), Text("Fetch it again, or choose another.")
    )
