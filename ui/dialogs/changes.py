"""What changed today: as attendees would see it, and how many steps it took."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.look import mark


class ChangesToday(QDialog):
    """Lines to read and to copy."""

    def __init__(self, desk: Desk, steps: int, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        self.setWindowTitle(_("What changed today"))
        self.setMinimumWidth(560)
        head = QLabel(_.plural("{n} step today", "{n} steps today", steps), wordWrap=True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        mark(head, heading="window")
        self.changes = QPlainTextEdit("\n".join(lines), readOnly=True, tabChangesFocus=True)
        self.changes.setMinimumHeight(200)
        self.changes.setAccessibleName(_("What attendees would see changed since this morning"))
        if not lines:
            self.changes.setPlainText(_("Nothing that attendees would see."))
        what = QLabel(_("What attendees would see changed since this morning"), wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        for widget in (head, what, self.changes, buttons):
            box.addWidget(widget)
