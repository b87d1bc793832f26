"""The screen as a person sees it: all windows in sight, put together in one picture."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QWidget

BEHIND = QColor("#808080")
"""The colour of the screen where no window is."""
EDGE = QColor("#d000d0")
"""Around each window, where a window manager would put its frame."""
QT_TIP = "QTipLabel"
"""Qt's own tooltips, which come by the clock; they are in no picture, but in the tree as descriptions."""


def windows_in_sight() -> list[QWidget]:
    """The windows that are shown, the lowest first: a parent below what belongs to it, popups above all."""
    found = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.metaObject().className() != QT_TIP]
    return sorted(found, key=_height)


def _height(window: QWidget) -> tuple[int, bool, int, int, str]:
    above, parent = 0, window.parentWidget()
    while parent:
        above, parent = above + parent.isWindow(), parent.parentWidget()
    floats = window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip) or isinstance(window, QMenu)
    place = window.geometry()
    return above, floats, place.x(), place.y(), window.windowTitle()


def picture() -> QImage:
    """Return the picture of the screen."""
    size = QApplication.primaryScreen().size()
    ratio = QApplication.primaryScreen().devicePixelRatio()
    image = QImage((QSizeF(size) * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(BEHIND)
    painter = QPainter(image)
    for window in windows_in_sight():
        place = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        painter.drawPixmap(place.topLeft(), window.grab())
        painter.setPen(EDGE)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    return image
