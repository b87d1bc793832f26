"""Pictures as bytes: good ones, and hostile ones."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

GREY, COLOURS, PALETTE = 0, 2, 3


def plain(width: int = 40, height: int = 20, colour: str = "steelblue") -> QImage:
    """Return a picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_ARGB32 if "#" in colour else QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def halves(width: int = 40, height: int = 20, left: str = "red", right: str = "blue") -> QImage:
    """Return a picture whose left half has another colour than its right half."""
    image = plain(width, height, right)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(0, 0, width // 2, height, QColor(left))
    painter.end()
    return image


def written(image: QImage, kind: str, quality: int = -1) -> bytes:
    """Return the picture as a file of that format."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def png(width: int, height: int, *, depth: int = 8, colour: int = GREY, row: bytes = b"", **chunks: bytes) -> bytes:
    """Return a PNG built by hand, all rows the same (black if none is given), with extra chunks before the pixels."""
    samples = {GREY: 1, COLOURS: 3, PALETTE: 1}[colour]
    line = b"\0" + (row or bytes((width * depth * samples + 7) // 8))
    packer = zlib.compressobj(1)
    pixels = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", head), *((n.encode(), data) for n, data in chunks.items()), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def tagged(jpeg: bytes, *segments: tuple[int, bytes]) -> bytes:
    """Return a JPEG with these segments (marker and content) right after its start."""
    made = (bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data for marker, data in segments)
    return jpeg[:2] + b"".join(made) + jpeg[2:]


def exif(orientation: int, description: bytes = b"") -> tuple[int, bytes]:
    """Return a camera's Exif segment: the orientation and a description."""
    text = description + b"\0"
    entries = [struct.pack(">HHII", 0x010E, 2, len(text), 38), struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)]
    tiff = b"MM\0*" + struct.pack(">IH", 8, len(entries)) + b"".join(entries) + struct.pack(">I", 0) + text
    return 0xE1, b"Exif\0\0" + tiff


def quarters(side: int = 40) -> QImage:
    """Return a picture twice as wide as high with a colour in each corner: red and lime above, blue and black below."""
    image = plain(2 * side, side, "black")
    for colour, x0, y0 in (("red", 0, 0), ("lime", side, 0), ("blue", 0, side // 2)):
        for x in range(x0, x0 + side):
            for y in range(y0, y0 + side // 2):
                image.setPixelColor(x, y, QColor(colour))
    return image


def held(image: QImage, kind: str, orientation: int) -> bytes:
    """Return the picture as a file with a camera's orientation."""
    marker, segment = exif(orientation)
    if kind == "jpeg":
        return tagged(written(image, "jpeg", 95), (marker, segment))
    if kind == "png":
        data, tiff = written(image, "png"), segment[6:]
        chunk = struct.pack(">I", len(tiff)) + b"eXIf" + tiff + struct.pack(">I", zlib.crc32(b"eXIf" + tiff))
        return data[:33] + chunk + data[33:]
    return webp_of(written(image, "webp", 100)[12:], image, segment[6:])


def webp_of(frame: bytes, image: QImage, tiff: bytes) -> bytes:
    """Return a WebP of one frame with an Exif chunk after it."""
    size = b"".join(struct.pack("<I", side - 1)[:3] for side in (image.width(), image.height()))
    body = b"WEBP" + chunk(b"VP8X", b"\x08\0\0\0" + size) + frame + chunk(b"EXIF", tiff)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a named chunk of a WebP."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def claiming(jpeg: bytes, width: int, height: int) -> bytes:
    """Return a JPEG whose header claims that size."""
    at = jpeg.index(b"\xff\xc0")
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def moving(*frames: QImage) -> bytes:
    """Return an animated WebP of these frames, a tenth of a second each."""

    def three(number: int) -> bytes:
        return struct.pack("<I", number)[:3]

    size = three(frames[0].width() - 1) + three(frames[0].height() - 1)
    shown = [bytes(6) + size + three(100) + b"\0" + written(frame, "webp", 100)[12:] for frame in frames]
    parts = [(b"VP8X", b"\x02\0\0\0" + size), (b"ANIM", bytes(6)), *((b"ANMF", data) for data in shown)]
    body = b"WEBP" + b"".join(chunk(name, data) for name, data in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body
