"""The list model of a canvas: a row for each item, with the texts that Qt and assistive technology read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.layout.blocks import neighbours
from ui.kit.widgets.labels import tooltip_text

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """The texts of an item: on screen, for a screen reader, in the tooltip, and a further description."""

    title: str
    name: str
    tooltip: str
    description: str = ""


class CanvasModel(QAbstractListModel):
    """A list model of items by key; it is reset only if the keys differ. ``contents`` are what their blocks say."""

    def __init__(self, texts: Callable[[Any], ItemTexts], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.contents: Mapping[Any, Any] = {}
        self.keys: tuple[Any, ...] = ()
        self._rows: dict[Any, int] = {}

    def show_contents(self, contents: Mapping[Any, Any]) -> None:
        """Show these items, in this order."""
        before, keys = self.contents, tuple(contents)
        changed = [n for n, key in enumerate(keys) if key in before and contents[key] != before[key]]
        if keys == self.keys:
            self.contents = contents
        else:
            self.beginResetModel()
            self.contents, self.keys, self._rows = contents, keys, {key: n for n, key in enumerate(keys)}
            self.endResetModel()
        for first, last in neighbours(changed):  # also after a reset, as remaining rows may have changed
            self.dataChanged.emit(self.index(first), self.index(last))

    def key(self, row: int) -> Any | None:
        """Return the key of a row, or None if there is no such row."""
        return self.keys[row] if 0 <= row < len(self.keys) else None

    def index_of(self, key: Hashable | None) -> QModelIndex:
        """Return the index of an item; an invalid one if it is not shown."""
        return self.index(self._rows[key]) if key in self._rows else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key = self.keys[index.row()]
        texts = self._texts(self.contents[key])
        return {
            Role.DisplayRole: texts.title, Role.AccessibleTextRole: texts.name, Role.UserRole: key,
            Role.ToolTipRole: tooltip_text(texts.tooltip), Role.AccessibleDescriptionRole: texts.description,
        }.get(role)  # type: ignore[call-overload]  # fmt: skip
