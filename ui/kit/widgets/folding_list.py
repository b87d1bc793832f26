"""A list whose rows can be unfolded to show the rows that belong to them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import Index, RowModel


class FoldingList(QListView):
    """A list of which some rows unfold and fold by a click, Enter, Space, Left and Right.

    ``says`` has the functions that return a row's texts, as in ``RowModel``; ``opened`` has the names of unfolded rows.
    """

    def __init__(self, says: Mapping[int, Callable[[Any], str]]) -> None:
        super().__init__(resizeMode=QListView.ResizeMode.Adjust)
        self.opened: set[Hashable] = set()
        self.rows = RowModel(says, self)
        self.setModel(self.rows)
        set_properties(self, offered=True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._toggle_fold)

    def fold_name(self, row: Any) -> Hashable | None:
        """Return the name of a row that can be unfolded, or None for any other row."""
        raise NotImplementedError

    def show_rows(self) -> None:
        """List the rows that are visible, given those that are unfolded now."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = self._fold_name_at(self.currentIndex())
        turn = Qt.Key.Key_Left if name in self.opened else Qt.Key.Key_Right
        if name is not None and event.key() in (turn, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle_fold(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _fold_name_at(self, index: Index) -> Hashable | None:
        return self.fold_name(self.rows.rows[index.row()]) if index.isValid() else None

    def _toggle_fold(self, index: Index) -> None:
        if (name := self._fold_name_at(index)) is not None:
            self.opened ^= {name}
            at = index.row()
            self.show_rows()
            self.setCurrentIndex(self.rows.index(at))
