"""Compares two pictures pixel by pixel and two trees line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

MARK = QColor("#ff0050")


@dataclass(frozen=True, slots=True)
class Difference:
    """The number of pixels that differ (-1: the sizes do), and the lines that differ."""

    pixels: int
    lines: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.pixels or self.lines)

    def __str__(self) -> str:
        said = [f"{self.pixels} pixels"] if self.pixels > 0 else ["another size"] if self.pixels else []
        return ", ".join(said + ([f"{len(self.lines)} lines"] if self.lines else [])) or "equal"


def compare(before: Path, after: Path) -> Difference:
    """Return the difference between two pictures with their trees, named without a suffix."""
    old, new = (QImage(str(with_suffix(path, ".png"))) for path in (before, after))
    texts = [with_suffix(path, ".txt").read_text(encoding="utf-8").splitlines() for path in (before, after)]
    return Difference(differing_pixels(old, new), differing_lines(*texts))


def with_suffix(path: Path, suffix: str) -> Path:
    """Return the path with a suffix added; names have points in them."""
    return path.with_name(path.name + suffix)


def differing_lines(before: list[str], after: list[str]) -> tuple[str, ...]:
    """Return the lines that are only before (``-``) or only after (``+``)."""
    found = unified_diff(before, after, n=0, lineterm="")
    return tuple(line for line in found if not line.startswith(("---", "+++", "@@")))


def differing_pixels(before: QImage, after: QImage) -> int:
    """Return the number of pixels that differ, -1 where the pictures are not of one size or one cannot be read."""
    if before.isNull() or before.size() != after.size():
        return -1
    if before == after:
        return 0
    mask = _mask(before, after)
    bits, width = mask.constBits(), (mask.width() + 7) // 8
    spare = width * 8 - mask.width()
    rows = (bytes(bits[y * mask.bytesPerLine() : y * mask.bytesPerLine() + width]) for y in range(mask.height()))
    return sum((int.from_bytes(row, "big") >> spare).bit_count() for row in rows)


def _mask(before: QImage, after: QImage) -> QImage:
    """One bit a pixel: 1 where they differ."""
    both = before.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(both)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, after)
    painter.end()
    mask = both.createMaskFromColor(QColor(Qt.GlobalColor.black).rgb(), Qt.MaskMode.MaskOutColor)
    return mask.convertToFormat(QImage.Format.Format_Mono)


def difference_picture(before: QImage, after: QImage) -> QImage:
    """Return the new picture, pale, with all that differs marked; of another size, only the mark."""
    shown = after.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    painter.fillRect(shown.rect(), QColor(255, 255, 255, 190))
    marked = QImage(after.size(), QImage.Format.Format_RGB32)
    marked.fill(MARK)
    if not before.isNull() and before.size() == after.size():
        marked.setAlphaChannel(_mask(before, after).convertToFormat(QImage.Format.Format_Grayscale8))
    painter.drawImage(0, 0, marked)
    painter.end()
    return shown
