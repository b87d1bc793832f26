"""Painting that is shared by the item delegates of the lists."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.kit.theme.theme import Theme


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, theme: Theme) -> None:
    """Paint the background of a selected row, and a frame around the row with the keyboard focus."""
    from PySide6.QtWidgets import QStyle  # its many enumerations take 5 ms, and the lists are hidden at first

    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("accent_soft"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
