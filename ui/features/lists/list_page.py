"""A page with a list: its search, filters, choice of columns, and selection; and a line on likely duplicates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from planner.commands.duplicates import DuplicatePair, find_duplicates
from planner.domain.agenda import Change
from planner.domain.entities import Entity, Person
from ui.features.lists.filter_chips import FilterChips
from ui.features.lists.list_model import ColumnChoice, EntityTableModel, ListSpec
from ui.features.lists.list_view import ListView
from ui.kit.editors.search_menus import TickMenu
from ui.kit.long_work import LongWork
from ui.kit.theme.theme import icon, set_properties, set_tab_order_by_layout
from ui.kit.widgets.buttons import prepare_button, push_button
from ui.kit.widgets.plain_widgets import EDGE, column, name_widget, plain_label, row
from ui.state.document import Document
from ui.state.new_entities import add_and_edit
from ui.state.transfer import PlainLineEdit
from ui.state.view_state import Settings


class ListSelection(QObject):
    """Keeps the selected rows of a list and the selected entities of the document the same, while the page is visible.

    ``seen`` returns whether the page is visible; the view itself is hidden if the list has no rows.
    """

    def __init__(self, document: Document, kind: type[Entity], view: ListView, seen: Callable[[], bool]) -> None:
        super().__init__(view)
        self._document, self._kind, self._seen = document, kind, seen
        self._view, self._rows = view, view.rows
        self._adopting = False
        view.selectionModel().selectionChanged.connect(self._on_rows_selected)
        view.rows.modelReset.connect(self.adopt_selection)
        document.plan.selection_changed.connect(self.adopt_selection)

    def _on_rows_selected(self) -> None:
        if self._adopting or not self._seen():
            return
        current = self._view.currentIndex().row()  # the current entity comes first
        selected = {index.row() for index in self._view.selectionModel().selectedRows()}
        rows = sorted(selected, key=lambda row: (row != current, row))
        self._document.plan.show(self._kind, *(self._rows.ids[row] for row in rows))

    def adopt_selection(self) -> None:
        """Select the rows of the entities that the inspector shows."""
        if not self._seen():
            return
        document, model, table = self._document, self._view.selectionModel(), self._rows
        shown = document.plan.shown_entities if document.plan.shown[0] is self._kind else ()
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

    def deselect_hidden(self) -> None:
        """Deselect the entities that the search or a filter hides, so that no hidden one is edited or deleted."""
        kind, things = self._document.plan.shown[0], self._document.plan.shown_entities
        if kind is self._kind and self._seen():
            seen = [thing.id for thing in things if self._rows.row(thing.id) >= 0]
            if len(seen) < len(things):
                self._document.plan.show(kind, *seen)

    def edit(self, field: str = "") -> None:
        """Edit the selected entities, or else the current one, in the form, in ``field`` if it is given."""
        current = self._view.currentIndex().row()
        if self._document.plan.shown[0] is not self._kind:
            if current < 0:
                return
            self._document.plan.show(self._kind, self._rows.ids[current])
        if field:
            self._document.field_requested.emit(field)
        else:
            self._document.edit_requested.emit()


ROOMY, GLYPH = 960, 16
"""The page width from which the button beside *Add* has its full text, and the side of an icon, in pixels."""
SEARCH = ((ROOMY, 180), (760, 164), (0, 112))
"""Pairs of a page's width and the search field's minimum width from there on, in pixels."""


class ListPage(QWidget):
    """A page that lists entities of one type and shares the document's selection with the other pages."""

    menu_requested = Signal(QPoint)

    def __init__(
        self, document: Document, listing: ListSpec, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self.listing, words = document, listing, document.presentation.words
        self._stale, self._said = False, ("", "")
        self._beside: QPushButton | None = None
        self.columns = ColumnChoice(settings, listing)
        self.table = EntityTableModel(
            document, lambda: listing.read(document.agenda), self.columns.visible_columns(document), listing.also, self
        )
        hint = words(listing.search)
        self.search = name_widget(PlainLineEdit(placeholderText=hint, clearButtonEnabled=True), hint)
        self.search.setMaximumWidth(260)
        self.view = ListView(document, listing, self.table, self.columns)
        self.chips = FilterChips(self.table, listing, document)
        self.none = plain_label(tone="muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        self._selection = ListSelection(document, listing.kind, self.view, self.isVisible)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._focus_list)
        down = QShortcut(Qt.Key.Key_Down, self.search, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._focus_list)
        self.chips.chosen.connect(self._on_filter)
        self.view.delete_requested.connect(self._request_deletion)
        self.view.add_requested.connect(self.add)
        self.view.edit_requested.connect(self._selection.edit)
        self.view.doubleClicked.connect(lambda at: self._selection.edit(self.view.cells.form_field_name(at.column())))
        self.view.cells.ended.connect(self.refresh_if_stale)
        self.view.customContextMenuRequested.connect(
            lambda point: self.menu_requested.emit(self.view.viewport().mapToGlobal(point))
        )
        document.plan.changed.connect(self._on_change)
        self._update_filters_and_columns()

    # layout --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        words = self._document.presentation.words
        theme = self._document.presentation.theme
        self.columns_button = prepare_button(QToolButton(), name=words("Columns"), tip=words("Columns"))
        self.columns_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns_button.setIcon(icon("columns", theme.ink, theme.ink, GLYPH))
        self.columns_button.setIconSize(QSize(GLYPH, GLYPH))
        self.columns_button.setMenu(self._column_menu())
        self.columns_button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # not higher
        label, can = words(self.listing.add_label), self._document.workspace.writable
        self.adder = push_button(label, self.add, enabled=can, primary=True)
        self.top = row(self.search, (self.chips, 1), self.columns_button, self.adder)
        column(self.top, (self.view, 1), (self.none, 1), inside=self, margins=EDGE)
        set_properties(self, part="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def add_button(self, button: QPushButton, short: str) -> None:
        """Add a button beside the one that adds an entity; on a narrow page its text is ``short``."""
        self._beside, self._said = button, (button.text(), short)
        self.top.insertWidget(self.top.count() - 1, button)
        set_tab_order_by_layout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOMY
        self.search.setMinimumWidth(next(width for least, width in SEARCH if self.width() >= least))
        if self._beside:
            self._beside.setText(self._said[not wide])
            self._beside.setToolTip("" if wide else self._said[0])

    def _column_menu(self) -> QMenu:
        menu, words, first = TickMenu(self), self._document.presentation.words, self.columns.all[0]
        for one in self.columns.all:
            action = QAction(words(one.title), menu, checkable=True, enabled=one is not first)
            action.setChecked(one in self.columns.chosen)
            action.setObjectName(one.name)
            menu.addAction(action)

        def choose() -> None:
            self.columns.remember_choice([action.objectName() for action in menu.actions() if action.isChecked()])
            self.view.show_columns()

        menu.triggered.connect(choose)
        return menu

    # search and filter ---------------------------------------------------------------------------------

    def _on_search(self) -> None:
        self.table.search(self.search.text())
        self._selection.deselect_hidden()
        self.chips.show_found_count()
        self._show_hint_if_empty()

    def _focus_list(self) -> None:
        """Move the focus from the search to the list, and select its first row if none is current."""
        if self.table.ids and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self.take_keys()

    def _on_filter(self) -> None:
        self._selection.deselect_hidden()
        self._update_filters_and_columns()

    def show_chip(self, name: str) -> None:
        """Filter by the chip with this name alone, clear the search, and select the first entity."""
        self.search.clear()
        self.chips.select_chip(name, alone=True)
        if self.table.ids:
            self._document.plan.show(self.listing.kind, self.table.ids[0])
        self.take_keys()

    def _on_change(self, change: Change) -> None:
        self._stale = self._stale or not self.isVisible() or self.view.cells.is_open
        if self._stale or not change.edits:
            return
        at, entity_id = self.view.currentIndex().row(), self.view.cell[0]
        self.table.refresh()
        self._update_filters_and_columns()
        if at >= 0:
            self.view.restore_current_cell(entity_id, at)

    def refresh_if_stale(self) -> None:
        """Refresh the list if something changed while the page was hidden or a cell was edited."""
        if self._stale:
            self._stale = False
            self.table.refresh()
            self._update_filters_and_columns()

    def _update_filters_and_columns(self) -> None:
        """Show the counts on the chips, the visible columns, and a hint if the list is empty."""
        if self.columns.visible_columns(self._document) != self.table.columns:
            self.view.show_columns()
        self.chips.show_counts()
        self._show_hint_if_empty()

    def _show_hint_if_empty(self) -> None:
        words, empty = self._document.presentation.words, not self.table.ids
        searched = words("Nothing found. Search for less, or choose another filter.")
        self.none.setText(searched if self.listing.read(self._document.agenda) else words(self.listing.empty))
        if empty and self.view.hasFocus():
            self.take_keys()
        self.none.setVisible(empty)
        self.view.setVisible(not empty)

    # selection -----------------------------------------------------------------------------------------

    def _request_deletion(self) -> None:
        """Request the deletion of the selected entities, after deselecting hidden ones."""
        self._selection.deselect_hidden()
        if self._document.plan.shown[0] is self.listing.kind:
            self._document.delete_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_stale()
        self._selection.adopt_selection()

    def enter(self) -> None:
        """Refresh the list, select its first entity unless some of its type are selected, and focus it.

        Called when the user goes to the page.
        """
        self.refresh_if_stale()
        if self._document.plan.shown[0] is not self.listing.kind and self.table.ids:
            self._document.plan.show(self.listing.kind, self.table.ids[0])
        self.take_keys()

    def take_keys(self) -> None:
        """Focus the list; if it has no rows, the search field, or the add button if there is nothing to search."""
        first = self.adder.isEnabled() and not self.listing.read(self._document.agenda)
        (self.view if self.table.ids else self.adder if first else self.search).setFocus()

    def add(self) -> None:
        """Add an entity and have its name edited."""
        add_and_edit(self._document, self.listing.kind, self._clear_filters)

    def _clear_filters(self) -> None:
        self.search.clear()
        self.chips.select_chip(self.listing.chips[0].name, alone=True)


PAUSE = 700
"""The pause in milliseconds between a change of people and the search for duplicates."""


class DuplicatesLine(QWidget):
    """A line with the number of people who may be there twice, empty without any; it is updated while it is visible.

    ``look`` is called to look at them.
    """

    def __init__(self, document: Document, look: Callable[[], object]) -> None:
        super().__init__()
        self._document = document
        set_properties(self, part="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._looked: Mapping[str, Person] | None = None  # the people last searched, or being searched
        words = document.presentation.words
        self.says = plain_label(wrap=False, tone="muted")
        self.look = push_button(words("Look…"), look, name=words("Look at possible duplicates"))
        self._row = row(self.says, self.look, 0, inside=self)
        for part in (self.says, self.look):
            part.hide()
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._begin_search)
        self._search = LongWork(self, self._show_count)
        document.plan.changed.connect(self._on_change)

    def _on_change(self) -> None:
        if self.isVisible() and self._document.agenda.people is not self._looked:
            self._search.cancel()
            self._looked = None
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_change()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
        if self._search.is_running:
            self._search.cancel()
            self._looked = None  # starts again when the line is next shown

    def _begin_search(self) -> None:
        self._looked = self._document.agenda.people
        self._search.start(find_duplicates(self._document.agenda))

    def _show_count(self, pairs: tuple[DuplicatePair, ...]) -> None:
        n = len({pair.second for pair in pairs})
        words = self._document.presentation.words
        self.says.setText(words.plural("{n} person may be there twice.", "{n} people may be there twice.", n))
        self._row.setContentsMargins(16, 0, 16, 8 if n else 0)
        for part in (self.says, self.look):
            part.setVisible(n > 0)
