"""Buttons that shift placed sessions by five minutes; the sessions that follow are shifted too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from planner.domain.entities import Session
from planner.domain.text import N_
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import named
from ui.state.document import Document

STEP = 5
"""Minutes that a button shifts sessions by."""
ROWS: tuple[tuple[str, str, tuple[str, str]], ...] = (
    ("follow", N_("Shift with what follows"),
     (N_("{n} min earlier, with what follows"), N_("{n} min later, with what follows"))),
    ("end", N_("Ends, the rest follows"),
     (N_("Ends {n} min earlier, the rest follows"), N_("Ends {n} min later, the rest follows"))),
)  # fmt: skip
"""The operation, its label, and the accessible names of its two buttons."""


class FollowButtons(QWidget):
    """Two rows of two buttons. The second row changes the end of a session, so it is shown only for a single one.

    The buttons request a preview: conflicts are shown before the change is made.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._of_one: list[QWidget] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (what, text, names) in enumerate(ROWS):
            label = set_properties(QLabel(words(text), wordWrap=True), label="field")
            grid.addWidget(label, row, 0)
            for column, (sign, name) in enumerate(zip((-1, 1), names, strict=True), start=1):
                button = named(QToolButton(), words(name).format(n=STEP))
                button.setText(f"{'−' if sign < 0 else '+'}{STEP}")
                button.setToolTip(button.accessibleName())
                button.clicked.connect(
                    lambda _checked, asked=what, n=sign * STEP: document.reschedule_requested.emit(asked, n)
                )
                grid.addWidget(button, row, column)
                self._of_one += [label, button] if what == "end" else []
        self.setEnabled(document.workspace.writable)

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        """Show the buttons if at least one of these sessions is placed."""
        self.setVisible(any(session.placement for session in sessions))
        for widget in self._of_one:
            widget.setVisible(len(sessions) == 1)
