"""The start page: buttons for new, open, import and the sample, and the recent files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.wording import Wording
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import column, escape_mnemonic, heading, named, plain_label, row, tooltip_text


class StartPage(QWidget):
    """The page of a window with no open conference."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    import_requested = Signal()
    file_requested = Signal(Path)

    def __init__(self, words: Wording, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        buttons = []
        for label, signal, primary in (
            (words("New conference…"), self.new_requested, True),
            (words("Open…"), self.open_requested, False),
            (words("From Excel or a file…"), self.import_requested, False),
            (words("Open the sample"), self.sample_requested, False),
        ):
            # a default button, so that Enter presses it too, not only Space
            button = set_properties(QPushButton(label, autoDefault=True), primary=primary)
            button.clicked.connect(signal)
            buttons.append(button)
        self._lay_out(words, buttons, [self._row(path, words) for path in recent])

    def _lay_out(self, words: Wording, buttons: Sequence[QPushButton], recent: Sequence[QHBoxLayout]) -> None:
        promises = (
            words("Drag sessions to times and rooms; what clashes turns red and says why."),
            words("Paste tables from Excel (Ctrl+V), or drop a list or a calendar here."),
            words("Send a calendar, and again when it changes; print programme and run sheets."),
        )
        middle, opened = QWidget(), [heading(words("Opened last"))] if recent else []
        middle.setFixedWidth(560)
        box = column(
            2, set_properties(QLabel("Estrad"), heading="start"),
            *(plain_label(promise, tone="muted") for promise in promises), row(*buttons, 0),
            *opened, *recent, 3, inside=middle, margins=None, spacing=12,
        )  # fmt: skip
        box.insertSpacing(6, 16)
        box.insertSpacing(5, 8)
        row(0, middle, 0, inside=self, margins=None)

    def _row(self, path: Path, words: Wording) -> QHBoxLayout:
        folder = self.fontMetrics().elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, 300)
        button = set_properties(QPushButton(escape_mnemonic(path.stem), autoDefault=True), row=True)
        button.setToolTip(tooltip_text(str(path)))
        button.clicked.connect(lambda: self.file_requested.emit(path))
        return row(
            named(button, words("Open {name}").format(name=path.name)),
            plain_label(folder, wrap=False, tone="muted"), 0,
        )  # fmt: skip
