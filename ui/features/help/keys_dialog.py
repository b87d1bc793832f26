"""The dialog of keyboard shortcuts and mouse gestures, grouped by place and by menu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from planner.wording import Wording
from ui.kit.dialogs.dialog_service import closing_button, set_default_button
from ui.kit.widgets.plain_widgets import column, heading, named, plain_label, row
from ui.state.command_table import COMMANDS, MOUSE, PLACES, keys_and_texts, shown_keys, without_mnemonic

SIZE = (960, 640)
Group = tuple[str, list[tuple[str, str]]]
"""A heading, and rows of keys with their effect."""


def key_groups(words: Wording) -> Iterator[Group]:
    """Yield the groups of the dialog: each place, the mouse, and each menu."""
    for name, strokes in PLACES:
        yield words(name), keys_and_texts(strokes, words)
    yield words("With the mouse"), [(words(gesture.how), words(gesture.text)) for gesture in MOUSE]
    for menu, rows in groupby(COMMANDS, key=lambda row: row.menu):
        found = [(shown_keys(row.keys), without_mnemonic(words(row.text))) for row in rows if row.keys]
        yield without_mnemonic(words(menu)), found


class KeysDialog(QDialog):
    """A dialog of all shortcuts, built from the tables in ``ui.state.command_table`` that also define the menus."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Keyboard shortcuts"))
        every = list(key_groups(words))
        inner = QWidget()
        halves = (every[: len(PLACES)], every[len(PLACES) :])
        row(*((_column(half), 1) for half in halves), inside=inner, margins=(0, 0, 12, 0), spacing=32)
        area = named(QScrollArea(widgetResizable=True), words("Keyboard shortcuts"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        buttons, close = closing_button(self)
        column(area, buttons, inside=self, margins=(16, 16, 16, 16), spacing=16)
        set_default_button(self, close)
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
        if grid.rowCount() > 1:
            grid.setRowMinimumHeight(grid.rowCount(), 12)
        grid.addWidget(heading(name), grid.rowCount() + 1, 0, 1, 2)
        for keys, does in rows:
            line = grid.rowCount()
            for n, label in enumerate((plain_label(keys, tone="muted"), plain_label(does))):
                grid.addWidget(label, line, n, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
