"""The widgets around a canvas that follow its grid: the ruler of hours, the header above, and a strip on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QRect, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.state.canvas.room_header import RoomHeader
from ui.state.canvas.rulers import RULER_WIDTH


class Strip(QWidget):
    """A widget on the right of a canvas."""

    def follow(self, scene: Any) -> None:
        """Show a scene."""

    def wanted_width(self, scene: Any) -> int:
        """Return the width in pixels; 0 if it is not needed."""
        return 0


class CanvasFrame(QWidget):
    """A canvas with ruler, header and strip beside its viewport: as children of an item view nobody would find them.

    What they do not handle, of keys and wheel, goes to the canvas.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip: Strip | None = None
        self._strip_width = 0
        self._passes = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def surround(self, canvas: QWidget, ruler: QWidget, header: RoomHeader, strip: Strip | None = None) -> None:
        """Place these widgets, which are children, around the canvas, another one."""
        self._canvas, self._ruler, self._header, self._strip = canvas, ruler, header, strip
        self.setFocusProxy(canvas)
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(canvas)

    def refresh(self) -> None:
        """Repaint ruler and header, as the grid or its rooms have changed."""
        self._ruler.update()
        self._header.refresh()

    def scrolled(self, dx: int, dy: int) -> None:
        """Repaint what has scrolled."""
        if dy:
            self._ruler.update()
        if dx:
            self._header.viewport().update()

    def follow(self, scene: Any) -> None:
        """Show a scene in the strip."""
        if self._strip:
            self._strip.follow(scene)

    def margins(self, scene: Any, *, keep: bool) -> QMargins:
        """Return the margins of the viewport; with ``keep``, the strip neither comes nor goes."""
        if self._strip and not keep:
            self._strip_width = self._strip.wanted_width(scene)
            self._strip.setVisible(self._strip_width > 0)
        return QMargins(RULER_WIDTH, self._header.needed_height(), self._strip_width, 0)

    def arrange(self, area: QRect) -> None:
        """Place the widgets around the viewport."""
        high = self._header.needed_height()
        self._ruler.setGeometry(0, area.y(), RULER_WIDTH, area.height())
        self._header.setGeometry(area.x(), area.y() - high, area.width(), high)
        if self._strip:
            self._strip.setGeometry(area.right() + 1, area.y(), self._strip_width, area.height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent | QWheelEvent) and not self._passes:
            self._passes = True  # what the canvas ignores comes back here
            handled = QCoreApplication.sendEvent(self._canvas, event)
            self._passes = False
            return handled
        return super().event(event)
