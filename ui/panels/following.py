"""For placed sessions: five minutes more or less, and what follows makes way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from planner.domain.entities import Session
from planner.domain.text import N_
from ui.desk import Desk
from ui.look import mark

STEP = 5
"""Minutes."""
ROWS: tuple[tuple[str, str, tuple[str, str]], ...] = (
    ("follow", N_("Shift with what follows"),
     (N_("{n} min earlier, with what follows"), N_("{n} min later, with what follows"))),
    ("end", N_("Ends, the rest follows"),
     (N_("Ends {n} min earlier, the rest follows"), N_("Ends {n} min later, the rest follows"))),
)  # fmt: skip
"""What is asked for, its words, and the names of its two buttons."""


class Following(QWidget):
    """Two rows with two buttons each; for several sessions the first alone, as an end is that of one. They ask; what
    would clash is told before it is done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = desk.reader.words
        self._of_one: list[QWidget] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (what, text, names) in enumerate(ROWS):
            label = QLabel(words(text), wordWrap=True)
            mark(label, label="field")
            grid.addWidget(label, row, 0)
            for column, (sign, name) in enumerate(zip((-1, 1), names, strict=True), start=1):
                button = QToolButton()
                button.setText(f"{'−' if sign < 0 else '+'}{STEP}")
                button.setAccessibleName(words(name).format(n=STEP))
                button.setToolTip(words(name).format(n=STEP))
                button.clicked.connect(lambda _checked, asked=what, n=sign * STEP: desk.ripple_wanted.emit(asked, n))
                grid.addWidget(button, row, column)
                self._of_one += [label, button] if what == "end" else []
        self.setEnabled(desk.workspace.writable)

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        """Be there for these sessions, if any of them has a place."""
        self.setVisible(any(session.placement for session in sessions))
        for widget in self._of_one:
            widget.setVisible(len(sessions) == 1)
