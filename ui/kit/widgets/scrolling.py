"""Scrolling to a widget so that all of it is in sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

AROUND = 12
"""Pixels that are kept in sight around a widget."""


def show_whole(widget: QWidget, cursor: QRect) -> None:
    """Scroll the area around a widget so that all of it is in sight, or as much as fits with its cursor."""
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
