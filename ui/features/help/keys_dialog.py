"""The dialog of keyboard shortcuts and mouse gestures, grouped by place and by menu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.wording import Wording
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.theme.theme import set_properties
from ui.state.command_table import COMMANDS, MOUSE, PLACES, keys_and_texts, shown_keys

SIZE = (960, 640)
Group = tuple[str, list[tuple[str, str]]]
"""A heading, and rows of keys with their effect."""


def key_groups(words: Wording) -> Iterator[Group]:
    """Yield the groups of the dialog: each place, the mouse, and each menu."""
    for name, strokes in PLACES:
        yield words(name), keys_and_texts(strokes, words)
    yield words("With the mouse"), [(words(gesture.how), words(gesture.text)) for gesture in MOUSE]
    for menu, rows in groupby(COMMANDS, key=lambda row: row.menu):
        found = [(shown_keys(row.keys), _without_mnemonic(words(row.text))) for row in rows if row.keys]
        yield _without_mnemonic(words(menu)), found


def _without_mnemonic(text: str) -> str:
    """Return a menu text without its mnemonic's ampersand."""
    return text.replace("&", "")


class KeysDialog(QDialog):
    """A dialog of all shortcuts, built from the tables in ``ui.state.command_table`` that also define the menus."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Keys"))
        every = list(key_groups(words))
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 12, 0)
        across.setSpacing(32)
        for half in (every[: len(PLACES)], every[len(PLACES) :]):
            across.addLayout(_column(half), 1)
        inner = QWidget()
        inner.setLayout(across)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(words("Keys"))
        area.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(16)
        box.addWidget(area)
        box.addWidget(buttons)
        set_default_button(self, buttons.button(QDialogButtonBox.StandardButton.Close))
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 60))
        area.setFocus()


def _column(found: Sequence[Group]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for name, rows in found:
        heading = QLabel(name.upper())
        set_properties(heading, heading="group")
        if grid.rowCount() > 1:
            grid.setRowMinimumHeight(grid.rowCount(), 12)
        grid.addWidget(heading, grid.rowCount() + 1, 0, 1, 2)
        for keys, does in rows:
            row = grid.rowCount()
            pair = QLabel(keys, wordWrap=True), QLabel(does, wordWrap=True)
            set_properties(pair[0], tone="muted")
            for column, label in enumerate(pair):
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
