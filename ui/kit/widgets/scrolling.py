"""An area that scrolls up and down, and scrolling until a whole widget is in sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

AROUND = 12
"""Pixels kept in sight above and below a widget."""


def vertical_scroll_area() -> QScrollArea:
    """Return an area that scrolls up and down only, and leaves the focus to what is in it."""
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def scroll_to_widget(widget: QWidget, cursor: QRect) -> None:
    """Scroll the area around a widget, if any, to show all of it, or as much as fits around its cursor."""
    area = widget.parentWidget()
    while area and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inner = area.widget() if isinstance(area, QScrollArea) else None
    if not isinstance(area, QScrollArea) or inner is None:
        return
    corner = widget.mapTo(inner, QPoint(0, 0))
    for part in (QRect(corner, widget.size()), cursor.translated(corner)):
        middle = part.center()
        area.ensureVisible(middle.x(), middle.y(), 0, min(part.height() // 2 + AROUND, area.viewport().height() // 2))
