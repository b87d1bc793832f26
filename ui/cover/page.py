"""The cover view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk


class CoverPage(QWidget):
    """Who moderates what."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def enter(self) -> None:
        """The page comes into sight."""
        self.setFocus()
