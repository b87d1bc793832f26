"""The notice: one sentence about what the world refused, and what one can do about it. It blocks nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from planner.domain.errors import EstradError
from planner.wording import Wording
from ui.look import mark
from ui.voice import announce

Remedy = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """A bar above the status bar."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lasting = False
        mark(self, part="notice")
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._remedies: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self.sentence, 1)
        close = QToolButton()
        close.setText("×")
        mark(close, small=True)
        close.setAccessibleName(words("Close this message"))
        close.clicked.connect(self.hide)
        self._row.addWidget(close)
        self.hide()

    def settle(self, _change: object = None) -> None:
        """Something was done since: what was refused before it is no news any more, unless the file was at fault."""
        if not self._lasting:
            self.hide()

    def say(self, sentence: str, remedies: Sequence[Remedy] = ()) -> None:
        """Say what was done, with buttons for what one can do about it; it goes with the next change."""
        self._show(sentence, remedies, lasting=False, tone="calm")

    def tell(self, error: EstradError, remedies: Sequence[Remedy] = ()) -> None:
        """Say what is wrong, with buttons for what one can do."""
        parts = [self._words.say(error.problem)]
        if error.remedy:
            parts.append(self._words.say(error.remedy))
        self._show(" ".join(parts), remedies, lasting=bool(error.file or remedies), tone="problem")

    def hide(self) -> None:
        """Be gone, with the buttons and what they would do: that would keep a closed conference alive."""
        super().hide()
        self._forget()

    def _forget(self) -> None:
        for button in self._remedies:
            self._row.removeWidget(button)
            button.deleteLater()
        self._remedies = []

    def _show(self, sentence: str, remedies: Sequence[Remedy], *, lasting: bool, tone: str) -> None:
        self._lasting = lasting
        mark(self, tone=tone)
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        self._forget()
        for n, (label, act) in enumerate(remedies):
            button = QPushButton(label)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _checked, do=act: do())
            self._row.insertWidget(1 + n, button)
            self._remedies.append(button)
        self.show()
        announce(self, sentence)
