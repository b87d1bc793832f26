"""The selection of a list, which all pages and the inspector share; what a search or filter hides is deselected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from planner.domain.entities import Entity
from ui.features.lists.list_view import ListView
from ui.state.document import Document


class ListSelection(QObject):
    """Keeps the selected rows of a list and the entities that the document shows the same, while the list is seen.

    A list without rows counts as seen, although its view is hidden: ``seen`` returns whether its page is visible.
    """

    def __init__(self, document: Document, kind: type[Entity], view: ListView, seen: Callable[[], bool]) -> None:
        super().__init__(view)
        self._document, self._kind, self._seen = document, kind, seen
        self._view, self._rows = view, view.rows
        self._adopting = False
        view.selectionModel().selectionChanged.connect(self._on_selected)
        view.rows.modelReset.connect(self.adopt)
        document.plan.selection_changed.connect(self.adopt)

    def _on_selected(self) -> None:
        if self._adopting or not self._seen():
            return
        current = self._view.currentIndex().row()  # the current entity comes first
        selected = {index.row() for index in self._view.selectionModel().selectedRows()}
        rows = sorted(selected, key=lambda row: (row != current, row))
        self._document.plan.show(self._kind, *(self._rows.ids[row] for row in rows))

    def adopt(self) -> None:
        """Select the entities that the inspector shows."""
        if not self._seen():
            return
        document, model, table = self._document, self._view.selectionModel(), self._rows
        shown = document.plan.shown_things if document.plan.shown[0] is self._kind else ()
        rows = [row for entity in shown if (row := table.row(entity.id)) >= 0]
        if {index.row() for index in model.selectedRows()} == set(rows):
            return
        self._adopting = True
        chosen = QItemSelection()
        for row in rows:
            chosen.select(table.index(row, 0), table.index(row, table.columnCount() - 1))
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            current = table.index(rows[0], self._view.column)
            model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._view.scrollTo(current)
        self._adopting = False

    def narrow(self) -> None:
        """Deselect the entities that the search or the chip hides, so that no hidden one is edited or deleted."""
        kind, things = self._document.plan.shown[0], self._document.plan.shown_things
        if kind is self._kind and self._seen():
            seen = [thing.id for thing in things if self._rows.row(thing.id) >= 0]
            if len(seen) < len(things):
                self._document.plan.show(kind, *seen)

    def edit(self, field: str = "") -> None:
        """Edit the selected entities, or the current one if none is selected, in a field or from the first one on."""
        current = self._view.currentIndex().row()
        if self._document.plan.shown[0] is not self._kind:
            if current < 0:
                return
            self._document.plan.show(self._kind, self._rows.ids[current])
        if field:
            self._document.field_requested.emit(field)
        else:
            self._document.edit_requested.emit()
