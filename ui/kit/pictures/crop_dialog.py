"""The dialog to crop a photo to a square by mouse or keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from planner.wording import Wording
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog
from ui.kit.pictures.picture_bytes import Picture, photo_from_crop
from ui.kit.theme.theme import Theme
from ui.kit.widgets.plain_widgets import plain_label

LEAST = 64
"""Smallest side of the square in pixels of the picture, unless the picture itself is smaller."""


class SquareCorner(Enum):
    """A corner of the square; its value is the distance from the top left, right and down, in sides of the square."""

    TOP_LEFT = (0, 0)
    TOP_RIGHT = (1, 0)
    BOTTOM_LEFT = (0, 1)
    BOTTOM_RIGHT = (1, 1)


@dataclass(frozen=True, slots=True)
class Square:
    """A square inside a picture of ``width`` × ``height``, all in pixels of the picture."""

    width: int
    height: int
    x: int
    y: int
    side: int

    @classmethod
    def largest_in_picture(cls, width: int, height: int) -> Square:
        """Return the largest square in a picture, centred.

        In a tall picture it is nearer to the top, where faces are.
        """
        side = min(width, height)
        return cls(width, height, (width - side) // 2, (height - side) // 3, side)

    @property
    def step(self) -> int:
        """A small step in pixels: a hundredth of the picture's shorter side, at least 1."""
        return max(1, min(self.width, self.height) // 100)

    @property
    def _least_side(self) -> int:
        return min(LEAST, self.width, self.height)

    def corner_point(self, corner: SquareCorner) -> tuple[int, int]:
        """Return the x and y of a corner."""
        right, down = corner.value
        return self.x + right * self.side, self.y + down * self.side

    def moved(self, right: int, down: int) -> Square:
        """Return the square moved right and down, but kept inside the picture."""
        x = min(max(0, self.x + right), self.width - self.side)
        return replace(self, x=x, y=min(max(0, self.y + down), self.height - self.side))

    def grown(self, by: int) -> Square:
        """Return the square with its side changed by up to ``by`` pixels, around the same centre if there is room."""
        side = min(max(self._least_side, self.side + by), self.width, self.height)
        return replace(self, side=side).moved((self.side - side) // 2, (self.side - side) // 2)

    def dragged_by_corner(self, corner: SquareCorner, x: int, y: int) -> Square:
        """Return the square resized by dragging a corner to a point, while the opposite corner stays in place."""
        right, down = corner.value
        fixed_x, fixed_y = self.x + (1 - right) * self.side, self.y + (1 - down) * self.side
        wanted = max((x - fixed_x) * (1 if right else -1), (y - fixed_y) * (1 if down else -1))
        room = min(self.width - fixed_x if right else fixed_x, self.height - fixed_y if down else fixed_y)
        side = min(max(self._least_side, wanted), room)
        return replace(self, x=fixed_x - (1 - right) * side, y=fixed_y - (1 - down) * side, side=side)


ROOM = QSize(520, 440)
"""The size in logical pixels that the picture is fitted into."""
HANDLE = 10
"""Side of a corner handle as painted, in logical pixels."""
REACH = 16.0
"""Distance in logical pixels from a corner within which it can be grabbed."""
FAR = 10
"""Number of small steps in a large step."""
VEIL = QColor(0, 0, 0, 150)
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
GROW = {
    Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Underscore: -1,
    Qt.Key.Key_PageUp: FAR, Qt.Key.Key_PageDown: -FAR,
}  # fmt: skip
SLANTED = {
    SquareCorner.TOP_LEFT: Qt.CursorShape.SizeFDiagCursor, SquareCorner.BOTTOM_RIGHT: Qt.CursorShape.SizeFDiagCursor,
    SquareCorner.TOP_RIGHT: Qt.CursorShape.SizeBDiagCursor, SquareCorner.BOTTOM_LEFT: Qt.CursorShape.SizeBDiagCursor,
}  # fmt: skip


class CropView(QLabel):
    """A photo with a square on it that can be moved and resized by mouse or keyboard."""

    def __init__(self, words: Wording, theme: Theme, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._theme = words, theme
        ratio = self.devicePixelRatioF()
        size = image.size().scaled(ROOM, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        pixmap = QPixmap.fromImage(
            image.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
        self.setFixedSize(size)
        self._scale = size.width() / image.width()
        self.square = Square.largest_in_picture(image.width(), image.height())
        self._held: SquareCorner | None = None
        self._taken: tuple[QPointF, Square] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(words("The part of the photo that is kept"))
        self._describe_square()

    def _describe_square(self) -> None:
        square = self.square
        self.setAccessibleDescription(
            self._words("{side} pixels square, {x} from the left, {y} from the top, of {width} × {height}").format(
                side=square.side, x=square.x, y=square.y, width=square.width, height=square.height
            )
        )

    def _set_square(self, square: Square) -> None:
        if square != self.square:
            self.square = square
            self._describe_square()
            self.update()

    @property
    def box(self) -> QRectF:
        """The square in the widget's coordinates."""
        s, n = self.square, self._scale
        return QRectF(s.x * n, s.y * n, s.side * n, s.side * n)

    # mouse ---------------------------------------------------------------------------------------------

    def _corner_near(self, at: QPointF) -> SquareCorner | None:
        def distance(corner: SquareCorner) -> float:
            x, y = self.square.corner_point(corner)
            return (QPointF(x * self._scale, y * self._scale) - at).manhattanLength()

        nearest = min(SquareCorner, key=distance)
        return nearest if distance(nearest) <= REACH else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = self._corner_near(event.position())
        if self._held is not None or self.box.contains(event.position()):
            self._taken = event.position(), self.square

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._taken is None:
            self._set_cursor(event.position())
            return
        at, before = self._taken
        delta = (event.position() - at) / self._scale
        if self._held is None:
            self._set_square(before.moved(round(delta.x()), round(delta.y())))
        else:
            x, y = before.corner_point(self._held)
            self._set_square(before.dragged_by_corner(self._held, x + round(delta.x()), y + round(delta.y())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._taken = None
            self._set_cursor(event.position())

    def _set_cursor(self, at: QPointF) -> None:
        if (corner := self._corner_near(at)) is not None:
            self.setCursor(SLANTED[corner])
        elif self.box.contains(at):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.unsetCursor()

    # keyboard ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = self.square.step * (FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        if key == Qt.Key.Key_Escape and self._taken is not None:
            self._set_square(self._taken[1])
            self._taken = None
        elif key in ARROWS:
            right, down = ARROWS[key]
            self._set_square(self.square.moved(right * step, down * step))
        elif key in GROW:
            self._set_square(self.square.grown(2 * GROW[key] * step))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, white = self.box, QColor(Qt.GlobalColor.white)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside.addRect(box)
        painter.fillPath(outside - inside, VEIL)
        painter.setPen(QPen(QColor(255, 255, 255, 160), 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(self._theme.colour("accent") if self.hasFocus() else white, 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(QColor(0, 0, 0, 150), 1))
        painter.setBrush(white)
        for corner in SquareCorner:
            right, down = corner.value
            x, y = box.x() + right * (box.width() - HANDLE), box.y() + down * (box.height() - HANDLE)
            painter.drawRect(QRectF(x, y, HANDLE, HANDLE).adjusted(0.5, 0.5, -0.5, -0.5))


class CropDialog(QDialog):
    """A dialog to choose the square to which a photo is cropped."""

    def __init__(self, words: Wording, theme: Theme, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.view = CropView(words, theme, image)
        hint = plain_label(
            words("Drag the square or its corners.\nKeys: arrows move it, + and − resize it, Shift in larger steps."),
            wrap=False, tone="muted",
        )  # fmt: skip
        buttons, self.use = answer_buttons(self, words("Use this part"))
        centred = (self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        fill_dialog(self, words("Crop the photo"), centred, hint, buttons, default=self.use, spacing=12)
        self.setMinimumWidth(420)
        self.view.setFocus()

    @property
    def picture(self) -> Picture:
        """The chosen part of the photo, encoded for storing."""
        square = self.view.square
        return photo_from_crop(self._image, QRect(square.x, square.y, square.side, square.side))
