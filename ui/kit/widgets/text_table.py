"""A table of texts for dialogs, in which rows can be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from ui.kit.widgets.labels import tooltip_text

THING = Qt.ItemDataRole.UserRole + 1
TICKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class TextTable(QTreeWidget):
    """A table of texts for dialogs, whose rows may have a check box in their first cell; each stands for a thing."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderLabels(headings)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)

    def add(self, texts: Sequence[str], thing: object, ticked: bool | None = None) -> QTreeWidgetItem:
        """Add a row, with a check box unless ``ticked`` is None; its tooltips show the texts whole."""
        item = QTreeWidgetItem(texts)
        item.setData(0, THING, thing)
        for n, text in enumerate(texts):
            item.setToolTip(n, tooltip_text(text))
        item.setFlags(TICKABLE if ticked is not None else TICKABLE & ~Qt.ItemFlag.ItemIsUserCheckable)
        if ticked is not None:
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.addTopLevelItem(item)
        return item

    @property
    def items(self) -> list[QTreeWidgetItem]:
        """Return the rows."""
        found = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def ticked(self) -> list[Any]:
        """Return what the ticked rows stand for."""
        return [item.data(0, THING) for item in self.items if item.checkState(0) == Qt.CheckState.Checked]

    @property
    def current(self) -> Any:
        """Return what the current row stands for, or None without one."""
        item = self.currentItem()
        return item.data(0, THING) if item else None
