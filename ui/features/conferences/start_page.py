"""The start page: what Estrad does, buttons for new, open, import and the sample, and the files opened last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from planner.wording import Wording
from ui.features.conferences.recent_files import RecentFiles
from ui.kit.theme.theme import Presentation, set_properties
from ui.kit.widgets.plain_widgets import EDGE, column, heading, plain_label, row, tooltip_text

MARK = QSize(40, 40)
"""The size of the program's sign beside its name."""


class StartPage(QWidget):
    """The page of a window with no open conference."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    full_example_requested = Signal()
    import_requested = Signal()
    file_requested = Signal(Path)
    file_forgotten = Signal(Path)

    def __init__(
        self, presentation: Presentation, recent: Sequence[Path], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = presentation.words
        self._buttons: list[QPushButton] = []
        for label, signal, hint in (
            (words("New conference…"), self.new_requested, ""),
            (words("Open…"), self.open_requested, ""),
            (
                words("From Excel or a file…"), self.import_requested,
                words("A new conference from a list, a calendar (.ics) or a schedule, shown before it is made."),
            ),
            (
                words("Open the sample"), self.sample_requested,
                words(
                    "A real day with rooms, breaks and moderators, and sessions still to place, to try everything on. "
                    "It is a copy of your own."
                ),
            ),
            (
                words("Open the full example"), self.full_example_requested,
                words(
                    "A made-up conference of sixteen sessions in which everything is filled in, to look round in. "
                    "It is a copy of your own."
                ),
            ),
        ):  # fmt: skip
            # a default button, so that Enter presses it too, not only Space
            button = set_properties(QPushButton(label, autoDefault=True), primary=not self._buttons)
            button.setToolTip(tooltip_text(hint))
            button.clicked.connect(signal)
            self._buttons.append(button)
        QShortcut("Ctrl+N", self).activated.connect(self.new_requested)  # a session's if a conference is open
        self.recent = RecentFiles(recent, presentation, today, self)
        self.recent.chosen.connect(self.file_requested)
        self.recent.taken_off.connect(self._on_forgotten)
        self._opened = heading(words("Recent"))
        self._arrange(words)

    def _arrange(self, words: Wording) -> None:
        promises = (
            words("Drag sessions to times and rooms; what clashes turns red and says why."),
            words("Paste tables from Excel (Ctrl+V), or drop a list or a calendar here."),
            words("Send a calendar, and again when it changes; print programme and run sheets."),
        )
        middle, below = QWidget(), column(self._opened, self.recent)
        middle.setFixedWidth(560)
        below.setContentsMargins(0, 16, 0, 0)
        head = row(set_properties(QLabel("Estrad"), heading="start"), 0, spacing=12)
        if not (mark := QApplication.windowIcon().pixmap(MARK, self.devicePixelRatio())).isNull():
            picture = QLabel()
            picture.setPixmap(mark)
            head.insertWidget(0, picture)
        begins, looks = self._buttons[:3], self._buttons[3:]
        said = column(*(plain_label(promise, tone="muted") for promise in promises))
        column(
            2, head, said, column(row(*begins, 0), row(*looks, 0)), below, 3,
            inside=middle, spacing=16,
        )  # fmt: skip
        row(0, middle, 0, inside=self, margins=EDGE)
        self._opened.setVisible(bool(self.recent.rows.rows))

    def take_keys(self) -> None:
        """Focus the file that was opened last, or the button for a new conference."""
        (self.recent if self.recent.rows.rows else self._buttons[0]).setFocus()

    def _on_forgotten(self, path: Path) -> None:
        if not self.recent.rows.rows:
            self._opened.hide()
            self.take_keys()
        self.file_forgotten.emit(path)
