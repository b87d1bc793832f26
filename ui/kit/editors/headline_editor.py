"""A line edit for titles that shows a long text whole, on two lines, as long as it is not edited."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.painting import on_two_lines
from ui.kit.widgets.plain_widgets import tooltip_text

INNER = 2
"""Pixels that Qt leaves at each side of the text in a line edit."""


def text_area(editor: QLineEdit, option: QStyleOptionFrame) -> QRect:
    """Return the rectangle in which the text of a line edit stands."""
    inside = editor.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, editor)
    return inside.marginsRemoved(editor.textMargins()).adjusted(INNER, 0, -INNER, 0)


class HeadlineEditor(LineEditor):
    """A line edit that has two lines for a text that does not fit on one, as long as it is not edited."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self.lines: tuple[str, ...] = ()
        """The two lines, the second elided if it has to be; none of a text that fits."""
        self.textChanged.connect(self._break)

    def _break(self) -> None:
        """Break the text if it does not fit; while it is edited, the height stays."""
        if self.hasFocus():
            return
        text, before = self.text(), self.lines
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        width = text_area(self, option).width()
        lines = on_two_lines(text, self.font(), self.fontMetrics(), width) if width > 0 else ()
        self.lines = lines if len(lines) > 1 else ()
        if self.lines or before:
            self.setToolTip(tooltip_text(text) if self.lines and "".join(self.lines) != text else "")
            self.update()
        if bool(self.lines) != bool(before):
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, self.fontMetrics().lineSpacing() if self.lines else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._break()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.lines or self.height() < self.sizeHint().height():
            super().paintEvent(event)
            return
        painter, option = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(option)
        room, step = text_area(self, option), self.fontMetrics().lineSpacing()
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        for n, line in enumerate(self.lines):
            at = QRect(room.x(), room.center().y() + 1 + (n - 1) * step, room.width(), step)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
