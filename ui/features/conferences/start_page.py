"""The start page: buttons for new, open, import and the sample, and the recent files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.wording import Wording
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import escape_mnemonic, tooltip_text


class StartPage(QWidget):
    """The page of a window with no open conference."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    import_requested = Signal()
    file_requested = Signal(Path)

    def __init__(self, words: Wording, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words
        title = QLabel("Estrad")
        set_properties(title, heading="start")
        line = QLabel(_("Plan a conference: people, sessions, rooms and days in one file of your own."), wordWrap=True)
        set_properties(line, tone="muted")
        buttons = QHBoxLayout()
        for label, signal, primary in (
            (_("New conference…"), self.new_requested, True),
            (_("Open…"), self.open_requested, False),
            (_("Import a file…"), self.import_requested, False),
            (_("Open the sample…"), self.sample_requested, False),
        ):
            button = QPushButton(label)
            button.setAutoDefault(True)  # so that Enter presses it too, not only Space
            set_properties(button, primary=primary)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(line)
        column.addSpacing(8)
        column.addLayout(buttons)
        also = QLabel(_("Or drop a list or a schedule here, or copy a table and paste it (Ctrl+V)."), wordWrap=True)
        set_properties(also, tone="muted")
        column.addWidget(also)
        column.addSpacing(16)
        if recent:
            heading = QLabel(_("Opened last").upper())
            set_properties(heading, heading="group")
            column.addWidget(heading)
        for path in recent:
            column.addLayout(self._row(path, words))
        column.addStretch(3)
        self._centre(column)

    def _centre(self, column: QVBoxLayout) -> None:
        middle = QWidget()
        middle.setLayout(column)
        middle.setFixedWidth(560)
        box = QHBoxLayout(self)
        box.addStretch()
        box.addWidget(middle)
        box.addStretch()

    def _row(self, path: Path, words: Wording) -> QHBoxLayout:
        folder = QLabel(self.fontMetrics().elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, 300))
        folder.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(folder, tone="muted")
        button = QPushButton(escape_mnemonic(path.stem))
        button.setAccessibleName(words("Open {name}").format(name=path.name))
        button.setToolTip(tooltip_text(str(path)))
        button.setAutoDefault(True)
        set_properties(button, row=True)
        button.clicked.connect(lambda: self.file_requested.emit(path))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(folder)
        row.addStretch()
        return row
