"""The rail on the left of the window, which switches between the places of an open conference."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from ui.kit.theme.icons import SIDE, icon
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document
from ui.state.places import PLACES

WIDTH = 76


class NavigationRail(QFrame):
    """A column of buttons, one for each place."""

    chosen = Signal(str)

    def __init__(self, document: Document, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words, theme = document.presentation.words, document.presentation.theme
        set_properties(self, part="rail")
        widest = max(self.fontMetrics().horizontalAdvance(words(label)) for _name, label in PLACES)
        width = max(WIDTH, widest + 8)
        self.setFixedWidth(width)
        self.setAccessibleName(words("Places"))
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 1, 8)
        box.setSpacing(2)
        for name, label in PLACES:
            button = QToolButton()
            button.setCheckable(True)
            button.setText(words(label))
            button.setIcon(icon(name, theme.muted, theme.accent))
            button.setIconSize(QSize(SIDE, SIDE))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedSize(width - 1, 56)
            keys = actions[f"go_{name}"].shortcut().toString()
            button.setToolTip(tooltip_text(f"{words(label)} ({keys})"))
            set_properties(button, rail=True)
            button.clicked.connect(lambda _checked, n=name: self.chosen.emit(n))
            group.addButton(button)
            box.addWidget(button)
            self.buttons[name] = button
        box.addStretch()

    def show_place(self, name: str) -> None:
        """Check the button of the current place; Tab reaches that button, and the arrow keys the others."""
        self.buttons[name].setChecked(True)
        for place, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == name else Qt.FocusPolicy.NoFocus)
