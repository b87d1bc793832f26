"""What the rows of our own lists have in common."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.look import Look


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, look: Look) -> None:
    """Show in that place of a row whether it is selected, and whether the keys are there."""
    from PySide6.QtWidgets import QStyle  # its many enumerations take 5 ms, and the lists are hidden at first

    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, look.colour("accent_soft"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(look.colour("accent"), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
