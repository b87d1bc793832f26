"""The program's icon and that of its files, in all sizes, as a theme of icons has them.

``QT_QPA_PLATFORM=offscreen python -m tools.package.icons FOLDER`` draws them from `resources/icons/estrad.svg`.
"""

from __future__ import annotations

import shutil
import struct
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_KINDS = {"icp4": 16, "icp5": 32, "ic07": 128, "ic08": 256, "ic09": 512, "ic11": 32, "ic12": 64, "ic13": 256}
"""Kinds of pictures in an icon of macOS, with their pixels; some are those of a smaller size on a finer screen."""
FILE_ICON = "application-vnd.estrad+sqlite3"
PAPER = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M12 3h28l13 13v45H12z" fill="#fff" stroke="#8a93a6"
stroke-width="2" stroke-linejoin="round"/><path d="M40 3v13h13z" fill="#dfe4ee" stroke="#8a93a6" stroke-width="2"
stroke-linejoin="round"/><rect x="18" y="24" width="29" height="29" rx="6.5" fill="#2f5bd7"/>
<path d="M24.500 33.200h16M24.500 38.600h9.200M24.500 44h12.800" stroke="#fff"
stroke-width="3.200" stroke-linecap="round"/></svg>
"""
"""A sheet of paper with the program's icon on it."""


def drawn(svg: bytes, size: int) -> bytes:
    """Return a picture of a drawing, square, as PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return an icon of Windows: a head, a row for each picture, and the pictures."""
    offset, rows = 6 + 16 * len(pictures), b""
    for size, data in pictures.items():
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return struct.pack("<HHH", 0, 1, len(pictures)) + rows + b"".join(pictures.values())


def icns(pictures: Mapping[str, bytes]) -> bytes:
    """Return an icon of macOS: each picture after its kind and length."""
    body = b"".join(kind.encode() + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def write(folder: Path) -> None:
    """Write the icons of a theme below a folder, and beside them those of the two other systems."""
    drawings = {
        ("apps", "estrad"): (FOLDER / "icons" / "estrad.svg").read_bytes(),
        ("mimetypes", FILE_ICON): PAPER.encode(),
    }
    for (context, name), svg in drawings.items():
        for size in SIZES:
            _put(folder / "hicolor" / f"{size}x{size}" / context / f"{name}.png", drawn(svg, size))
        _put(folder / "hicolor" / "scalable" / context / f"{name}.svg", svg)
    for (_context, name), svg in drawings.items():
        _put(folder / "windows" / f"{name}.ico", ico({size: drawn(svg, size) for size in ICO_SIZES}))
        _put(folder / "macos" / f"{name}.icns", icns({kind: drawn(svg, size) for kind, size in ICNS_KINDS.items()}))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def main(arguments: Sequence[str]) -> int:
    """Draw the icons into a folder, in the place of earlier ones."""
    _app = QGuiApplication.instance() or QGuiApplication(["icons"])
    shutil.rmtree(arguments[0], ignore_errors=True)
    write(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
