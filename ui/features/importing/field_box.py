"""Combo boxes for the fields of a table's columns, and the row of them above the table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit, QTableView, QWidget

from planner.importing.mapping.table_mapping import EXTRA
from planner.wording import Wording
from ui.features.importing.column_meanings import all_meanings, best_match, meaning_name
from ui.kit.editors.choice_editors import ENTER
from ui.kit.theme.theme import set_properties

Index = QModelIndex | QPersistentModelIndex
KEY, SEARCHED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
GAP, HIGH = 3, 30
"""Pixels between two boxes, and their height."""
FRAME, WIDEST = 48, 260
"""Pixels that a box needs besides its text, and the maximum width that a column is widened to."""


def fields_model(words: Wording, parent: QObject) -> QStandardItemModel:
    """Return a model of the fields that a column can have, searchable in both languages."""
    model = QStandardItemModel(parent)
    for key, name, searched in all_meanings(words):
        add_meaning(model, key, name, searched)
    return model


def add_meaning(model: QStandardItemModel, key: str, name: str, searched: str) -> None:
    """Add a meaning to the model."""
    item = QStandardItem(name)
    item.setData(key, KEY)
    item.setData(searched, SEARCHED)
    model.appendRow(item)


class _Completer(QCompleter):
    """A completer that searches the names in both languages, and completes to the displayed name."""

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class FieldBox(QComboBox):
    """A combo box for the field of a column. Typing searches; Enter accepts the match, if something was typed."""

    chosen = Signal(str)

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.setAccessibleName(name)
        line = cast(QLineEdit, self.lineEdit())
        line.setAccessibleName(name)
        self._name = name
        completer = _Completer(model, self)
        completer.setCompletionRole(SEARCHED)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._offer = cast(QAbstractItemView, completer.popup())
        self._offer.installEventFilter(self)
        self._offer.setMinimumWidth(220)
        self.view().setMinimumWidth(220)
        self._key = ""
        self.activated.connect(lambda n: self._take(str(self.itemData(n, KEY))))

    @property
    def key(self) -> str:
        """Return the key of the chosen field."""
        return self._key

    def show_key(self, key: str) -> None:
        """Show a field, without emitting ``chosen``."""
        self._key = key
        self.setCurrentIndex(self.findData(key, KEY))
        self.setEditText(self.itemText(self.currentIndex()))
        cast(QLineEdit, self.lineEdit()).setCursorPosition(0)
        set_properties(self, left_out=not key)

    def ask(self, unsure: bool, words: Wording) -> None:
        """Mark the field as a guess to be checked, or remove that mark."""
        set_properties(self, unsure=unsure)
        said = ", ".join((self._name, words("not sure"))) if unsure else self._name
        for part in (self, cast(QLineEdit, self.lineEdit())):
            part.setAccessibleName(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self.currentText() != self.itemText(self.findData(self._key, KEY))
        if event.key() in ENTER and typed:
            self._read()
        elif event.key() == Qt.Key.Key_Escape and typed:
            self.show_key(self._key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = cast(QLineEdit, self.lineEdit())
        line.end(False)
        line.home(True)  # select all, with the beginning visible

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._read()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that it scrolls the table instead of changing a field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter in the completer's popup, which has the focus while it is open."""
        if watched is self._offer and event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() in ENTER:
            self._read()
            return True
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        """Choose the current completion, or else the best match for the typed text, or else keep the field."""
        offered = self._offer.currentIndex() if self._offer.isVisible() else QModelIndex()
        self._offer.hide()
        rows = range(self.count())
        if offered.isValid():
            found = next((n for n in rows if self.itemText(n) == offered.data()), None)
        else:
            found = best_match(self.currentText(), [str(self.itemData(n, SEARCHED)) for n in rows])
        self._take(self._key if found is None else str(self.itemData(found, KEY)))

    def _take(self, key: str) -> None:
        changed = key != self._key
        self.show_key(key)
        if changed:
            self.chosen.emit(key)


class FieldRow(QWidget):
    """A row of boxes above the columns of a table; a box is created when its column becomes visible."""

    chosen = Signal(int, str)

    def __init__(self, view: QTableView, words: Wording, name_of: Callable[[int], str]) -> None:
        super().__init__()
        self._view, self._words, self._name_of = view, words, name_of
        self._model = fields_model(words, self)
        self._keys: tuple[str, ...] = ()
        self._unsure: frozenset[int] = frozenset()
        self._after: QWidget | None = None
        self.boxes: dict[int, FieldBox] = {}
        self.setFixedHeight(HIGH + 2 * GAP)
        header = view.horizontalHeader()
        for moved in (header.sectionResized, header.geometriesChanged, view.horizontalScrollBar().valueChanged):
            moved.connect(self._place)
        view.viewport().installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(100, HIGH + 2 * GAP)

    def come_after(self, widget: QWidget) -> None:
        """Put the boxes after a widget in the tab order, and the table after the last of them."""
        self._after = widget

    def ask_first(self) -> QWidget:
        """Return the box of the first unsure column after scrolling to it, or the table view if there is none.

        Columns that become extra fields are left out: they can be many, and checking them changes little.
        """
        first = min((n for n in self._unsure if self._keys[n] != EXTRA), default=-1)
        if first >= 0:
            self._view.scrollTo(self._view.model().index(0, first))
            self._place()
        return self.boxes.get(first, self._view)

    def show_keys(self, keys: Sequence[str], unsure: Collection[int] = ()) -> None:
        """Show the field of each column, and mark those of the ``unsure`` columns."""
        self._unsure = frozenset(unsure)
        if len(keys) != len(self._keys):
            for box in self.boxes.values():
                box.hide()
                box.deleteLater()
            self.boxes = {}
        self._keys = tuple(keys)
        known = {self._model.item(n).data(KEY) for n in range(self._model.rowCount())}
        for key in dict.fromkeys(key for key in keys if key not in known):  # numbered fields
            name = meaning_name(key, self._words)
            add_meaning(self._model, key, name, name.casefold())
        self._widen()
        for column, box in self.boxes.items():
            box.show_key(keys[column])
            box.ask(column in self._unsure, self._words)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _widen(self) -> None:
        """Widen columns to fit the names of their fields, up to ``WIDEST``."""
        names = {item.data(KEY): item.text() for item in map(self._model.item, range(self._model.rowCount()))}
        for column, key in enumerate(self._keys):
            wide = min(WIDEST, self.fontMetrics().horizontalAdvance(names[key]) + FRAME)
            if self._view.columnWidth(column) < wide:
                self._view.setColumnWidth(column, wide)

    def _place(self) -> None:
        """Place each box above its column, and create those of columns that became visible."""
        header, left = self._view.horizontalHeader(), self._view.viewport().x()
        width = self._view.viewport().width()
        near = [n for n in range(len(self._keys)) if header.sectionViewportPosition(n) + header.sectionSize(n) > -1]
        near = [n for n in near if header.sectionViewportPosition(n) < width]
        for column in {*near, *(n + 1 for n in near[-1:]), *(n - 1 for n in near[:1])} & set(range(len(self._keys))):
            if column not in self.boxes:
                self.boxes[column] = self._box(column)
        for column, box in self.boxes.items():
            x, wide = left + header.sectionViewportPosition(column), header.sectionSize(column)
            box.setGeometry(x + GAP, GAP, max(40, wide - 2 * GAP), HIGH)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Set the tab order of the boxes to the order of the columns."""
        boxes = [self.boxes[column] for column in sorted(self.boxes)]
        for one, other in pairwise([*filter(None, [self._after]), *boxes, self._view]):
            QWidget.setTabOrder(one, other)

    def _box(self, column: int) -> FieldBox:
        box = FieldBox(self._model, self._name_of(column), self)
        box.show_key(self._keys[column])
        box.ask(column in self._unsure, self._words)
        box.chosen.connect(lambda key: self.chosen.emit(column, key))
        line = cast(QLineEdit, box.lineEdit())
        line.installEventFilter(_ScrollToFocus(self._view, column, box))
        box.show()
        return box


class _ScrollToFocus(QObject):
    """Scrolls the table to a column when its box gets the focus."""

    def __init__(self, view: QTableView, column: int, box: FieldBox) -> None:
        super().__init__(box)
        self._view, self._column = view, column

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            model, row = self._view.model(), max(0, self._view.rowAt(0))
            self._view.scrollTo(model.index(row, self._column))
        return False
