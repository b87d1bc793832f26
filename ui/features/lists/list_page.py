"""A page with a list: search, filter chips, a choice of columns, sorting and multiple selection."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.change import Change
from ui.features.lists.cell_painter import ROW, CellPainter
from ui.features.lists.columns import FilterChip, ListColumn, ListSpec, field_columns, shared_widths
from ui.features.lists.list_model import EntityTableModel
from ui.features.lists.list_view import ListView
from ui.kit.theme.theme import set_properties, set_tab_order_by_layout
from ui.kit.widgets.flow_layout import FlowLayout
from ui.kit.widgets.tick_menu import TickMenu
from ui.state.document import Document
from ui.state.pinning import toggle_pin
from ui.state.plain_line import PlainLineEdit
from ui.state.settings import Settings


class ListPage(QWidget):
    """A page that lists entities of one type and shares the document's selection with the other pages."""

    delete_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(
        self, document: Document, listing: ListSpec, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._listing, self._settings, words = document, listing, settings, document.presentation.words
        taken = {column.name for column in listing.columns}
        self._all = (*listing.columns, *field_columns(listing.kind, taken))
        self._adopting = self._fitting = self._stale = False
        self.table = EntityTableModel(
            document, lambda: listing.read(document.agenda), self._chosen(), listing.also, self
        )
        self.search = PlainLineEdit(placeholderText=words(listing.search), clearButtonEnabled=True)
        self.search.setAccessibleName(words(listing.search))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(260)
        self.search.textChanged.connect(self._on_search)
        self.view = self._make_view()
        self.chips: dict[str, QPushButton] = {}
        self.none = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(self.none, tone="muted")
        self._lay_out()
        document.changed.connect(self._on_change)
        document.selection_changed.connect(self._adopt)
        self.table.modelReset.connect(self._adopt)
        self._settle()

    @property
    def listing(self) -> ListSpec:
        """Return the content of the page."""
        return self._listing

    # layout --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        words = self._document.presentation.words
        self.top = QHBoxLayout()
        self.top.setSpacing(8)
        self.top.addWidget(self.search)
        self.top.addStretch()
        self.columns_button = QToolButton()
        self.columns_button.setText(words("Columns"))
        self.columns_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns_button.setMenu(self._column_menu())
        self.columns_button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # not higher
        self.top.addWidget(self.columns_button)
        self.adder = QPushButton(words(self._listing.add_label), autoDefault=True)
        set_properties(self.adder, primary=True)
        self.adder.setEnabled(self._document.workspace.writable)
        self.adder.clicked.connect(self.add)
        self.top.addWidget(self.adder)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(10)
        box.addLayout(self.top)
        box.addLayout(self._add_chips())
        box.addWidget(self.view, 1)
        box.addWidget(self.none, 1)
        set_properties(self, part="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def add_button(self, button: QPushButton) -> None:
        """Add a button beside the one that adds an entity."""
        self.top.insertWidget(self.top.count() - 1, button)
        set_tab_order_by_layout(self)

    def _make_view(self) -> ListView:
        view = ListView(self.table, self._listing.key_bindings)
        view.setItemDelegate(CellPainter(self._document, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setAccessibleName(self._document.presentation.words(self._listing.title))
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(ROW)
        header = view.horizontalHeader()
        header.setAccessibleName(self._document.presentation.words("Columns"))
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(60)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        view.delete_requested.connect(self._delete)
        view.add_requested.connect(self.add)
        view.edit_requested.connect(self._edit)
        view.pin_requested.connect(lambda: toggle_pin(self._document))
        view.doubleClicked.connect(self._edit)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(
            lambda point: self.menu_requested.emit(view.viewport().mapToGlobal(point))
        )
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._on_resized)
        view.resized.connect(lambda: self._fit_columns(view))
        return view

    def _fit_columns(self, view: QTableView) -> None:
        """Give the columns the widths that the user chose, and divide the remaining width among the others.

        It is divided in proportion to their default widths; the last column is stretched.
        """
        self._fitting = True
        given = {c.name: self._settings.width(self._listing.name, c.name) for c in self.table.columns}
        given[self.table.columns[-1].name] = 0
        free = [column for column in self.table.columns if not given[column.name]]
        shared = shared_widths(free, view.viewport().width() - sum(given.values()))
        for n, column in enumerate(self.table.columns):
            view.setColumnWidth(n, given[column.name] or shared[column.name])
        self._fitting = False

    def _on_resized(self, n: int, _before: int, width: int) -> None:
        if not self._fitting and n < len(self.table.columns) - 1:
            self._settings.remember_width(self._listing.name, self.table.columns[n].name, width)

    def _add_chips(self) -> FlowLayout:
        group, flow = QButtonGroup(self), FlowLayout()
        for chip in self._listing.chips:
            button = QPushButton()
            button.setCheckable(True)
            button.setChecked(chip.name == "all")
            button.setAutoDefault(True)
            set_properties(button, filter=True)
            button.clicked.connect(lambda _checked, c=chip: self.choose_chip(c))
            group.addButton(button)
            self.chips[chip.name] = button
            flow.addWidget(button)
        return flow

    def _column_menu(self) -> QMenu:
        menu, words = TickMenu(self), self._document.presentation.words
        chosen = {column.name for column in self.table.columns}
        for column in self._all:
            action = QAction(words(column.title), menu, checkable=True)
            action.setChecked(column.name in chosen)
            action.setEnabled(column is not self._all[0])
            action.setObjectName(column.name)
            action.triggered.connect(lambda _on, m=menu: self._choose_columns(m))
            menu.addAction(action)
        return menu

    # columns -------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[ListColumn, ...]:
        names = self._settings.columns(self._listing.name)
        found = tuple(column for column in self._all if column.name in names)
        return found or tuple(column for column in self._all if column.usual)

    def _choose_columns(self, menu: QMenu) -> None:
        names = [action.objectName() for action in menu.actions() if action.isChecked()]
        self._settings.choose_columns(self._listing.name, names)
        self.table.choose([column for column in self._all if column.name in names])
        header = self.view.horizontalHeader()
        with QSignalBlocker(header):
            header.setSortIndicator(self.table.columns.index(self.table.sorted_by), header.sortIndicatorOrder())
        self._fit_columns(self.view)

    # search and filter ---------------------------------------------------------------------------------

    def _on_search(self) -> None:
        self.table.search(self.search.text())
        self._narrow()
        self._say_if_empty()

    def filter(self, name: str) -> None:
        """Filter by the chip of a name, clear the search, and select the first entity."""
        self.search.clear()
        self.choose_chip(next(chip for chip in self._listing.chips if chip.name == name))
        if self.table.ids:
            self._document.show(self._listing.kind, self.table.ids[0])
        self.take_keys()

    def choose_chip(self, chip: FilterChip) -> None:
        """Filter by a chip."""
        self.chips[chip.name].setChecked(True)
        self.table.filter(chip)
        self._narrow()
        self._settle()

    def _on_change(self, change: Change) -> None:
        if not self.isVisible():
            self._stale = True
            return
        at = self.view.currentIndex().row()
        self.table.refresh(change)
        if change.edits:
            self._settle()
        if at >= 0 and not self.view.currentIndex().isValid() and self.table.ids:  # the current entity is gone
            index = self.table.index(min(at, len(self.table.ids) - 1), 0)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def refresh_if_stale(self) -> None:
        """Refresh the list if something changed while the page was hidden."""
        if self._stale:
            self._stale = False
            self.table.refresh()
            self._settle()

    def _settle(self) -> None:
        """Show the counts on the chips, which ignore the search, and a hint if the list is empty."""
        words = self._document.presentation.words
        for chip in self._listing.chips:
            n = self.table.count(chip)
            self.chips[chip.name].setText(f"{words(chip.label)} {n}")
            self.chips[chip.name].setVisible(n > 0 or chip is self.table.chip or chip.name == "all")
        self._say_if_empty()

    def _say_if_empty(self) -> None:
        words, empty = self._document.presentation.words, not self.table.ids
        anything = bool(self._listing.read(self._document.agenda))
        self.none.setText(
            words("Nothing found. Search for less, or choose another filter.")
            if anything
            else words(self._listing.empty)
        )
        if empty and self.view.hasFocus():
            self.search.setFocus()
        self.none.setVisible(empty)
        self.view.setVisible(not empty)

    # selection -----------------------------------------------------------------------------------------

    def _on_selected(self) -> None:
        if self._adopting or not self.isVisible():
            return
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        current = self.view.currentIndex().row()
        ids = [self.table.ids[row] for row in rows]
        if current in rows:  # the current entity comes first
            first = self.table.ids[current]
            ids = [first, *(i for i in ids if i != first)]
        self._document.show(self._listing.kind, *ids)

    def _adopt(self) -> None:
        """Select the entities that the inspector shows."""
        if self._stale or not self.isVisible():
            return
        if self._document.shown[0] is not self._listing.kind:
            wanted: tuple[str, ...] = ()
        else:
            wanted = tuple(entity.id for entity in self._document.shown_things)
        model = self.view.selectionModel()
        now = {self.table.ids[index.row()] for index in model.selectedRows()}
        rows = [row for entity_id in wanted if (row := self.table.row(entity_id)) >= 0]
        if now == {self.table.ids[row] for row in rows}:
            return
        self._adopting = True
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.table.index(row, 0), self.table.index(row, self.table.columnCount() - 1))
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            model.setCurrentIndex(self.table.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(self.table.index(rows[0], 0))
        self._adopting = False

    def _narrow(self) -> None:
        """Deselect the entities that the search or the chip hides, so that no hidden one is edited or deleted."""
        kind, things = self._document.shown[0], self._document.shown_things
        if kind is not self._listing.kind or not self.isVisible():
            return
        seen = [thing.id for thing in things if self.table.row(thing.id) >= 0]
        if len(seen) < len(things):
            self._document.show(kind, *seen)

    def _delete(self) -> None:
        """Request the deletion of the selected entities that are visible."""
        self._narrow()
        if self._document.shown[0] is self._listing.kind:
            self.delete_requested.emit()

    def _edit(self) -> None:
        """Edit the selected entities, or the current one if none is selected."""
        current = self.view.currentIndex().row()
        if self._document.shown[0] is not self._listing.kind:
            if current < 0:
                return
            self._document.show(self._listing.kind, self.table.ids[current])
        self._document.edit_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_stale()
        self._adopt()

    def enter(self) -> None:
        """Refresh the list when the page is opened, select an entity of its type, and focus the list."""
        self.refresh_if_stale()
        self._adopt()
        if self._document.shown[0] is not self._listing.kind and self.table.ids:
            self._document.show(self._listing.kind, self.table.ids[0])
        self.take_keys()

    def take_keys(self) -> None:
        """Focus the list, or the search field if the list is empty."""
        self.view.setFocus() if self.table.ids else self.search.setFocus()

    def add(self) -> None:
        """Add an entity and request that its name be edited."""
        document, new_id = self._document, self._document.workspace.new_id()
        if document.apply(lambda agenda: self._listing.add(document, agenda, new_id)):
            self.search.clear()
            self.choose_chip(self._listing.chips[0])
            document.show(self._listing.kind, new_id)
            document.edit_requested.emit()
