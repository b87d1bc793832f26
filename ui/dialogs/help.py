"""Help: the keys, and what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from planner.domain.text import N_
from planner.wording import Wording
from ui.look import mark

KEYS: tuple[tuple[str, str], ...] = (
    (N_("Arrow keys"), N_("Walk from session to session")),
    (N_("Enter, F2, double click"), N_("Edit the session")),
    ("M", N_("Take the session; arrows move it, Enter drops it, Escape lets go, W takes the whole venue")),
    ("Alt+↑ Alt+↓", N_("5 minutes earlier or later")),
    ("Alt+← Alt+→", N_("To the next room")),
    ("Alt+Shift+↑ Alt+Shift+↓", N_("5 minutes shorter or longer")),
    ("Delete", N_("Back to the tray")),
    (N_("Shift while dragging"), N_("Over the whole venue")),
    (N_("Escape while dragging"), N_("Let go, nothing happens")),
    (N_("Ctrl+wheel, Ctrl++, Ctrl+−, Ctrl+0"), N_("Zoom in, out, fit the day")),
    ("F8", N_("Problems")),
    ("F4", N_("The conference in the inspector")),
)


class Keys(QDialog):
    """What the keys do in the timeline."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, does) in enumerate(KEYS):
            name = QLabel(words(keys))
            mark(name, tone="muted")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(QLabel(words(does), wordWrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(16)
        box.addLayout(grid)
        box.addWidget(buttons)
        self.setMinimumWidth(560)
