"""The table model of a list page: filtered and sorted rows, with cached cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.entities import Entity
from ui.features.lists.columns import ALL, FilterChip, ListColumn
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document
from ui.state.fields.field_text import searchable_text

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole + 1
ENTITY = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of a cell, ready to paint."""

    text: str
    below: str = ""
    tone: str = ""
    bold: bool = False
    pinned: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the non-empty texts of the cell."""
        return tuple(part for part in (self.text, self.pinned, self.below) if part)


class EntityTableModel(QAbstractTableModel):
    """A table model of entities of one type, with a row for each."""

    def __init__(
        self,
        document: Document,
        read: Callable[[], Sequence[Entity]],
        columns: Sequence[ListColumn],
        also: Callable[[Document, Any], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._read, self._also = document, read, also
        self.columns: tuple[ListColumn, ...] = tuple(columns)
        self.chip, self._wanted, self._sorted, self._falling = ALL, list[str](), 0, False
        self.ids: tuple[str, ...] = ()
        self._things: dict[str, Entity] = {}
        self._rows: dict[str, int] = {}
        self._cells: dict[tuple[str, int], Cell] = {}
        self._searched: dict[str, tuple[tuple[object, ...], str]] = {}
        self.refresh()

    # filter, columns and order -------------------------------------------------------------------------

    def search(self, wanted: str) -> None:
        """Show only the entities that contain all of these words."""
        self._wanted = wanted.casefold().split()
        self.refresh()

    def filter(self, chip: FilterChip) -> None:
        """Show only the entities that pass a chip."""
        self.chip = chip
        self.refresh()

    def choose(self, columns: Sequence[ListColumn]) -> None:
        """Show these columns, and keep the sort column if it is among them."""
        current = self.sorted_by.name
        self.beginResetModel()
        self.columns = tuple(columns)
        self._cells = {}
        names = [column.name for column in columns]
        self._sorted = names.index(current) if current in names else 0
        self.endResetModel()
        self.refresh()

    @property
    def sorted_by(self) -> ListColumn:
        """Return the column that the rows are sorted by."""
        return self.columns[self._sorted]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = column, order is Qt.SortOrder.DescendingOrder
        if 0 <= column < len(self.columns) and wanted != (self._sorted, self._falling):
            self._sorted, self._falling = wanted
            self.refresh()

    def refresh(self) -> None:
        """Load the current snapshot; reset the model only if its rows change."""
        things = {entity.id: entity for entity in self._read() if self._passes(entity)}
        ids = self._in_order(things)
        self._cells = {}
        if ids == self.ids:
            self._things = things
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.ids, self._things = ids, things
        self._rows = {entity_id: n for n, entity_id in enumerate(ids)}
        self.endResetModel()

    def _in_order(self, things: Mapping[str, Entity]) -> tuple[str, ...]:
        """Return the ids sorted by the chosen column; empty cells are last in either direction."""
        column = self.columns[self._sorted]
        keys = {entity_id: column.order(self._document, entity) for entity_id, entity in things.items()}
        said = [entity_id for entity_id in things if keys[entity_id] is not None]
        said.sort(key=keys.__getitem__, reverse=self._falling)
        return (*said, *(entity_id for entity_id in things if keys[entity_id] is None))

    def _passes(self, entity: Entity) -> bool:
        if not self.chip.passes(self._document, entity):
            return False
        text = self._text(entity) if self._wanted else ""
        return all(word in text for word in self._wanted)

    def _text(self, entity: Entity) -> str:
        agenda = self._document.agenda
        of = (entity, agenda.rooms, agenda.tracks)  # a session's text includes the names of its rooms and track
        known = self._searched.get(entity.id)
        if known is None or any(a is not b for a, b in zip(known[0], of, strict=True)):
            known = (of, searchable_text(self._document, entity))
            self._searched[entity.id] = known
        return known[1] + "\n" + self._also(self._document, entity).casefold()

    def count(self, chip: FilterChip) -> int:
        """Return the number of entities that pass a chip, regardless of the search."""
        return sum(chip.passes(self._document, entity) for entity in self._read())

    def row(self, entity_id: str) -> int:
        """Return the row of an entity, or -1 if it is not shown."""
        return self._rows.get(entity_id, -1)

    # Qt model ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._document.presentation.words(self.columns[section].title)
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def cell(self, row: int, column: int) -> Cell:
        """Return the content of a cell, created once and cached."""
        key = (self.ids[row], column)
        found = self._cells.get(key)
        if found is None:
            document, entity, what = self._document, self._things[key[0]], self.columns[column]
            found = Cell(
                what.text(document, entity), what.below(document, entity), what.tone(document, entity), what.bold,
                what.pinned(document, entity),
            )  # fmt: skip
            self._cells[key] = found
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ENTITY:
            return self._things[self.ids[index.row()]]
        cell = self.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell.lines)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(" – ".join(cell.lines)) or None
        return None
