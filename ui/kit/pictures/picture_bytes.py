"""Reads untrusted PNG, JPEG and WebP pictures, recognised by content and limited in size, and encodes them small.

The bytes that it reads go to no other decoder of Qt; the one for SVG would load local files that a drawing refers to.
"""

from __future__ import annotations

import builtins
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import floor
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter, QTransform

from planner.domain.text import EstradError, Text

ORIENTATION, SHORT = 0x0112, 3
"""The Exif orientation tag and the code of the type SHORT, as in TIFF 6.0, on which Exif 2.3 is based."""
TURNS = {1: (False, 0), 2: (True, 0), 3: (False, 180), 4: (True, 180), 5: (True, 270), 6: (False, 90), 7: (True, 90),
         8: (False, 270)}  # fmt: skip
"""The correction for each value of the tag: whether to mirror horizontally, then the degrees to rotate clockwise."""


def turn_upright(image: QImage, data: bytes, kind: str) -> QImage:
    """Return the image of a PNG or WebP file turned upright, as the Exif orientation in its bytes says."""
    exif = next((chunk for name, chunk in _file_chunks(data, kind) if name.upper() == b"EXIF"), b"")
    mirrored, degrees = TURNS.get(_exif_orientation(exif.removeprefix(b"Exif\0\0")), (False, 0))
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    return image.transformed(QTransform().rotate(degrees)) if degrees else image


def _file_chunks(data: bytes, kind: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and content of each chunk of a PNG or WebP file."""
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


def _exif_orientation(tiff: bytes) -> int:
    """Return the orientation tag of the first TIFF directory; 1, which is upright, if it is missing or damaged."""
    if (order := {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])) is None or len(tiff) < 8:
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


MOST_BYTES = 50_000_000
MOST_PIXELS = 40_000_000
MEMORY = 64
"""Maximum memory of a decoded picture in MiB; a JPEG that would need more is decoded at a smaller size."""
LOOKED_AT = 4096
"""Number of leading bytes in which the ``<svg`` of a drawing is looked for."""
DOTS_PER_METRE = 2835
"""72 dots per inch, set because Qt would otherwise write the resolution of the screen into files."""
CHOOSE_ANOTHER = Text("Save the picture as PNG or JPEG and choose that.")


def read_picture_file(path: Path) -> QImage:
    """Return the picture in a file; raise ``EstradError`` if it cannot be read or ``read_picture`` refuses it."""
    try:
        if not path.is_file():
            raise EstradError(Text("“{name}” is not a file.", name=path.name), CHOOSE_ANOTHER)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be read.", name=path.name), Text("Look whether you may open it, or choose another.")
        ) from error
    return read_picture(data)


def read_picture(data: bytes, fit: int | None = None) -> QImage:
    """Return the first picture in the bytes, turned upright and treated by ``without_metadata``.

    ``fit`` is a sufficient longer side in pixels, to which a larger JPEG is shrunk. Raise ``EstradError`` if the bytes
    are not a complete PNG, JPEG or WebP, or exceed ``MOST_BYTES``, ``MOST_PIXELS`` or, unless a JPEG, ``MEMORY``.
    """
    if len(data) > MOST_BYTES:
        raise _too_large_error(Text("The file is larger than {most} MB.", most=MOST_BYTES // 1_000_000))
    if (kind := _picture_format(data)) == "jpeg" and not _is_complete_jpeg(data):
        raise _broken_picture_error()
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    before = QImageReader.allocationLimit()  # Qt has one limit for all readers
    QImageReader.setAllocationLimit(MEMORY)
    try:
        reader = QImageReader(buffer, kind.encode())
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        _check_and_scale(reader, kind, fit)
        image = reader.read()
    finally:
        QImageReader.setAllocationLimit(before)
    if image.isNull():
        raise _broken_picture_error()
    return without_metadata(image if kind == "jpeg" else turn_upright(image, data, kind))


def without_metadata(image: QImage) -> QImage:
    """Return only the pixels of an image, without colour profile and texts, at 72 dots per inch.

    Colours with a profile are converted to sRGB, if Qt can do that.
    """
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


def check_pixel_count(size: QSize) -> None:
    """Raise ``EstradError`` if a picture has more than ``MOST_PIXELS`` pixels."""
    if size.width() * size.height() > MOST_PIXELS:
        raise _too_many_pixels_error(size)


def _picture_format(data: bytes) -> str:
    """Return the format by the first bytes: png, jpeg or webp; raise ``EstradError`` for any other."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if _is_svg(data):
        raise EstradError(
            Text("An SVG drawing cannot be used: it can bring in other files of this computer unseen."),
            Text("Save it as PNG and choose that."),
        )
    raise EstradError(Text("This is not a PNG, JPEG or WebP picture."), CHOOSE_ANOTHER)


def _is_svg(data: bytes) -> bool:
    head = data[:LOOKED_AT]
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, LOOKED_AT)
        except zlib.error:
            return False
    return b"<svg" in head.replace(b"\0", b"").lower()


def _is_complete_jpeg(data: bytes) -> bool:
    """Return whether an end marker follows a JPEG's start of scan; Qt would fill missing parts with grey."""
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xDA:  # from here on an FF D9 can only be the end
            return data.find(b"\xff\xd9", at) > 0
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _check_and_scale(reader: QImageReader, kind: str, fit: int | None) -> None:
    """Raise ``EstradError`` for a broken or too large picture; have a JPEG scaled down to ``fit`` and ``MEMORY``."""
    size = reader.size()
    if not size.isValid():
        raise _broken_picture_error()
    check_pixel_count(size)
    deep = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() if kind == "png" else 0
    needed = size.width() * size.height() * max(32, deep) // 8
    if kind == "jpeg":
        longest = max(size.width(), size.height())
        eighths = floor(8 * (MEMORY * 2**20 / needed) ** 0.5)  # the decoder scales in eighths
        if (side := min(fit or longest, longest if eighths >= 8 else longest * eighths // 8 - 1)) < longest:
            reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    elif needed > MEMORY * 2**20:
        raise _too_many_pixels_error(size)


def _too_large_error(problem: Text) -> EstradError:
    return EstradError(problem, Text("Save it smaller, such as 2000 pixels wide, and choose that."))


def _too_many_pixels_error(size: QSize) -> EstradError:
    return _too_large_error(
        Text("The picture is too large: {width} × {height} pixels.", width=size.width(), height=size.height())
    )


def _broken_picture_error() -> EstradError:
    return EstradError(
        Text("The picture is broken, or only a part of it came."), Text("Fetch it again, or choose another.")
    )


TYPES = ("image/png", "image/jpeg", "image/webp")


def may_be_picture(mime: QMimeData | None) -> bool:
    """Return whether pasted or dropped data may contain a picture, which only reading it would tell; False for None."""
    if mime is None:
        return False
    return mime.hasImage() or any(mime.hasFormat(kind) for kind in TYPES) or bool(mime.urls())


def pasted_picture(mime: QMimeData | None) -> QImage:
    """Return the pasted or dropped picture; raise ``EstradError`` for none, several files, or one refused."""
    if mime is None:
        raise _no_picture_error()
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if len(files) > 1:
        raise EstradError(Text("These are {n} files.", n=len(files)), Text("Choose one picture."))
    if files:
        return read_picture_file(files[0])
    for kind in TYPES:
        if mime.hasFormat(kind):
            return read_picture(bytes(mime.data(kind).data()))
    if "image/svg+xml" in mime.formats():
        return read_picture(
            bytes(mime.data("image/svg+xml").data())
        )  # it refuses SVG; Qt's imageData() would render it
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        check_pixel_count(image.size())
        return without_metadata(image)
    if mime.urls():
        raise EstradError(
            Text("This is only the address of a picture."), Text("Save the picture as a file first, and drop that.")
        )
    raise _no_picture_error()


def _no_picture_error() -> EstradError:
    return EstradError(Text("There is no picture to paste."), Text("Copy a picture, or choose a file."))


LARGEST = 1024
"""Maximum of a stored picture's longer side, in pixels."""
QUALITY = 88
OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to store, encoded as JPEG or PNG; ``id`` is the SHA-256 of its bytes in hex."""

    id: str
    bytes: builtins.bytes


def photo_from_crop(image: QImage, square: QRect) -> Picture:
    """Return a photo cropped to a square, shrunk to ``LARGEST``, as JPEG; transparent parts become white."""
    return _identified_picture(_encode_jpeg(_shrink(image.copy(square))))


def encode_logo(image: QImage) -> Picture:
    """Return a whole logo encoded as PNG if part of it is transparent or PNG is no larger, else as JPEG.

    It is shrunk to ``LARGEST``.
    """
    small = _shrink(image)
    clean = small if _is_transparent(small) else small.convertToFormat(QImage.Format.Format_RGB32)
    png = _encoded_bytes(clean, "png", -1)
    return _identified_picture(png if clean.hasAlphaChannel() else min(png, _encode_jpeg(clean), key=len))


def _identified_picture(data: bytes) -> Picture:
    return Picture(sha256(data).hexdigest(), data)


def _shrink(image: QImage) -> QImage:
    """Return an image shrunk so that neither side exceeds ``LARGEST``; a smaller one unchanged."""
    if max(image.width(), image.height()) <= LARGEST:
        return image
    return image.scaled(
        LARGEST, LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _encode_jpeg(image: QImage) -> bytes:
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    with QPainter(ground) as painter:
        painter.drawImage(0, 0, image)
    return _encoded_bytes(without_metadata(ground), "jpeg", QUALITY)


def _encoded_bytes(image: QImage, kind: str, quality: int) -> bytes:
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
