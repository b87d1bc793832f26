"""Draws the portraits of the full example: `python -m tools.portraits FOLDER`, with Qt alone and the same each time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter, QPainterPath, QPen

SIZE, QUALITY = 320, 86
"""Side of a portrait in pixels, and the quality of its JPEG."""
LINE = "#3b2a2a"
"""The colour of eyes, mouths and glasses."""


@dataclass(frozen=True, slots=True)
class Face:
    """What tells a person from the others: colours, hair, and what they wear."""

    name: str
    ground: str
    skin: str
    hair: str
    coat: str
    shirt: str
    cut: str
    glasses: bool = False
    beard: bool = False
    wide: float = 1.0


FACES = (
    Face("elsa", "#f3d9a4", "#f1c7a6", "#b5552b", "#24506b", "#ffffff", "bob"),
    Face("amir", "#bcd7d1", "#c98f66", "#221a18", "#5b3a4b", "#f3e6d5", "short", beard=True),
    Face("karin", "#c9cfe8", "#f4d3b9", "#d9c7a0", "#2f2f38", "#e4572e", "long", glasses=True),
    Face("jonas", "#d8e3b8", "#eebf9b", "#7a5230", "#3d5a3a", "#e9e4d4", "short", wide=1.06),
    Face("sofia", "#f0c9c0", "#e9b994", "#3a2620", "#7a1f3d", "#f7efe6", "bun"),
    Face("ola", "#cfe0ee", "#efc4a4", "#a9a6a0", "#33475b", "#dfe7ee", "bald", glasses=True, beard=True, wide=1.04),
    Face("maja", "#e9d3ec", "#f3cfb3", "#5a2e6b", "#2b2740", "#f6b93b", "fringe"),
    Face("peter", "#e6dcc8", "#eab892", "#8c8379", "#4a4038", "#ffffff", "parted", glasses=True),
    Face("noor", "#cde4d8", "#b97c54", "#2e6d6a", "#1f4e5f", "#efe7da", "scarf"),
    Face("henrik", "#f4e2b0", "#efc3a0", "#c58b3c", "#6b4a2b", "#dce6ea", "parted", beard=True, wide=1.05),
    Face("linnea", "#d2dcef", "#f5d5bd", "#e3b65a", "#a63d40", "#fdf6ec", "plait"),
    Face("tomas", "#dccfc4", "#a5704b", "#1b1513", "#11342f", "#e8c547", "curly", beard=True),
)
"""All portraits, by the name of their file."""


def portrait(face: Face) -> QImage:
    """Return a portrait: shoulders, neck, head and hair before a ground of one colour."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SIZE / 200, SIZE / 200)
        ground = QLinearGradient(0, 0, 0, 200)
        ground.setColorAt(0, QColor(face.ground).lighter(106))
        ground.setColorAt(1, QColor(face.ground).darker(106))
        painter.fillRect(QRectF(0, 0, 200, 200), ground)
        painter.setPen(Qt.PenStyle.NoPen)
        BEHIND.get(face.cut, _nothing)(painter, face)
        _body(painter, face)
        _head(painter, face)
        BEFORE.get(face.cut, _nothing)(painter, face)
        if face.glasses:
            _glasses(painter)
    return image


def _fill(painter: QPainter, colour: str | QColor, path: QPainterPath) -> None:
    painter.fillPath(path, QColor(colour))


def _path(start: tuple[float, float], *curves: tuple[float, ...]) -> QPainterPath:
    """Return a closed path of lines (x, y) and curves (two control points and an end)."""
    path = QPainterPath(QPointF(*start))
    for curve in curves:
        points = [QPointF(*curve[n : n + 2]) for n in range(0, len(curve), 2)]
        if len(points) == 1:
            path.lineTo(points[0])
        else:
            path.cubicTo(*points)
    path.closeSubpath()
    return path


def _oval(x: float, y: float, wide: float, high: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), wide, high)
    return path


def _nothing(painter: QPainter, face: Face) -> None:
    """Draw nothing."""


def _body(painter: QPainter, face: Face) -> None:
    coat = _path((22, 200), (22, 160, 55, 152, 100, 152), (145, 152, 178, 160, 178, 200))
    _fill(painter, face.coat, coat)
    _fill(painter, face.shirt, _path((78, 150), (100, 186), (122, 150)))
    dark = QColor(face.skin).darker(112)
    _fill(painter, dark, _path((84, 120), (84, 150), (84, 166, 116, 166, 116, 150), (116, 120)))
    _fill(painter, QColor(face.coat).darker(118), _path((74, 151), (60, 156), (90, 196), (100, 186)))
    _fill(painter, QColor(face.coat).darker(118), _path((126, 151), (140, 156), (110, 196), (100, 186)))


def _head(painter: QPainter, face: Face) -> None:
    for side in (-1, 1):
        _fill(painter, QColor(face.skin).darker(108), _oval(100 + side * 39 * face.wide, 94, 7, 10))
    _fill(painter, face.skin, _oval(100, 90, 39 * face.wide, 48))
    if face.beard:
        wide = 39 * face.wide
        beard = _path(
            (100 - wide, 96), (100 - wide, 150, 100 + wide, 150, 100 + wide, 96),
            (100 + wide - 8, 118, 116, 108, 100, 108), (84, 108, 100 - wide + 8, 118, 100 - wide, 96),
        )  # fmt: skip
        _fill(painter, QColor(face.hair).lighter(112), beard)
    for x in (85, 115):
        _fill(painter, LINE, _oval(x, 90, 3.1, 3.8))
        pen = QPen(QColor(face.hair).darker(130) if face.cut != "scarf" else QColor(LINE), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x - 7, 80), QPointF(x + 7, 79 if x > 100 else 81))
        painter.setPen(Qt.PenStyle.NoPen)
    _fill(painter, QColor(face.skin).darker(118), _oval(100, 102, 4.5, 3.4))
    mouth = "#ffffff" if face.beard else "#a8433f"
    _fill(painter, mouth, _path((86, 114), (90, 124, 110, 124, 114, 114), (108, 117, 92, 117, 86, 114)))
    for x in (76, 124):
        blush = QColor("#d9534f")
        blush.setAlpha(36)
        _fill(painter, blush, _oval(x, 106, 8, 6))


def _cap(painter: QPainter, face: Face, low: float = 78) -> None:
    """Draw hair over the upper half of the head, down to a line above the brows."""
    wide = 42 * face.wide
    cap = _path(
        (100 - wide, low + 12), (100 - wide, 22, 100 + wide, 22, 100 + wide, low + 12),
        (100 + wide - 6, low - 8, 124, low - 14, 112, low - 16), (96, low - 14, 84, low - 4, 100 - wide + 6, low - 4),
    )  # fmt: skip
    _fill(painter, face.hair, cap)


def _parted(painter: QPainter, face: Face) -> None:
    wide = 42 * face.wide
    hair = _path(
        (100 - wide, 86), (100 - wide - 2, 20, 100 + wide + 2, 24, 100 + wide, 86), (132, 70, 130, 66, 118, 60),
        (104, 64, 84, 62, 80, 56), (76, 66, 66, 70, 100 - wide, 86),
    )  # fmt: skip
    _fill(painter, face.hair, hair)


def _rest(painter: QPainter, face: Face) -> None:
    for side in (-1, 1):
        _fill(painter, face.hair, _oval(100 + side * 39 * face.wide, 80, 5, 13))


def _long_behind(painter: QPainter, face: Face) -> None:
    hair = _path(
        (50, 92), (46, 18, 154, 18, 150, 92), (152, 130, 160, 150, 150, 168), (50, 168), (40, 150, 48, 130, 50, 92)
    )
    _fill(painter, QColor(face.hair).darker(112), hair)


def _bob_behind(painter: QPainter, face: Face) -> None:
    hair = _path(
        (50, 92), (44, 20, 156, 20, 150, 92), (156, 120, 150, 134, 142, 138), (58, 138), (50, 134, 44, 120, 50, 92)
    )
    _fill(painter, QColor(face.hair).darker(110), hair)


def _bun_behind(painter: QPainter, face: Face) -> None:
    _fill(painter, QColor(face.hair).darker(110), _oval(100, 32, 19, 17))


def _plait_behind(painter: QPainter, face: Face) -> None:
    for n in range(5):
        _fill(painter, QColor(face.hair).darker(104 + 5 * (n % 2)), _oval(146 - n * 1.2, 108 + n * 17, 11 - n, 11))


def _fringe(painter: QPainter, face: Face) -> None:
    hair = _path((58, 84), (54, 22, 146, 22, 142, 84), (136, 74, 130, 72, 124, 72), (76, 72), (70, 72, 64, 74, 58, 84))
    _fill(painter, face.hair, hair)


def _curls(painter: QPainter, face: Face) -> None:
    for x, y in (
        (62, 70),
        (64, 54),
        (74, 43),
        (88, 37),
        (102, 35),
        (116, 38),
        (128, 45),
        (136, 56),
        (138, 70),
        (100, 50),
    ):
        _fill(painter, face.hair, _oval(x, y, 14, 13))


def _scarf_behind(painter: QPainter, face: Face) -> None:
    _fill(
        painter,
        face.hair,
        _path((50, 96), (46, 20, 154, 20, 150, 96), (152, 140, 146, 164, 100, 172), (54, 164, 48, 140, 50, 96)),
    )


def _scarf(painter: QPainter, face: Face) -> None:
    hood = _oval(100, 90, 47, 56)
    hood.addPath(_oval(100, 94, 34, 42))
    _fill(painter, face.hair, hood)
    fold = _path((62, 122), (80, 150, 120, 150, 138, 122), (142, 160, 120, 176, 100, 178), (78, 176, 58, 160, 62, 122))
    _fill(painter, QColor(face.hair).darker(110), fold)


BEHIND: dict[str, Callable[[QPainter, Face], None]] = {
    "long": _long_behind, "bob": _bob_behind, "bun": _bun_behind, "plait": _plait_behind, "fringe": _bob_behind,
    "scarf": _scarf_behind,
}  # fmt: skip
"""What is drawn before the body, by the cut of the hair."""
BEFORE: dict[str, Callable[[QPainter, Face], None]] = {
    "short": _cap, "long": _parted, "bob": _cap, "bun": _parted, "plait": _parted, "fringe": _fringe, "parted": _parted,
    "bald": _rest, "curly": _curls, "scarf": _scarf,
}  # fmt: skip
"""What is drawn over the head, by the cut of the hair."""


def _glasses(painter: QPainter) -> None:
    painter.setPen(QPen(QColor(LINE), 2.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x in (84, 116):
        painter.drawEllipse(QPointF(x, 90), 12, 11)
    painter.drawLine(QPointF(96, 88), QPointF(104, 88))


def lantern() -> QImage:
    """Return the logo of the example, a lantern on a clear ground."""
    image = QImage(160, 160, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        _fill(painter, "#0a5b59", _oval(80, 80, 78, 78))
        _fill(painter, "#f6c453", _path((54, 62), (62, 118), (98, 118), (106, 62)))
        _fill(painter, "#fff3cf", _oval(80, 88, 13, 17))
        _fill(painter, "#ffffff", _path((46, 62), (80, 32), (114, 62)))
        painter.fillRect(QRectF(58, 118, 44, 9), QColor("#ffffff"))
        painter.setPen(QPen(QColor("#ffffff"), 4))
        painter.drawArc(QRectF(70, 20, 20, 20), 0, 180 * 16)
    return image


def main() -> int:
    """Write all portraits and the logo into the folder that is named."""
    folder = Path(sys.argv[1])
    QGuiApplication(["portraits", "-platform", "offscreen"])
    for face in FACES:
        if not portrait(face).save(str(folder / f"{face.name}.jpg"), "jpeg", QUALITY):
            raise OSError(f"{folder} cannot be written")
    if not lantern().save(str(folder / "lantern.png"), "png"):
        raise OSError(f"{folder} cannot be written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
