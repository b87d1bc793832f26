"""The fields of one row of an import: their values in the conference, in the file, and in the file last time."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from planner.importing.plan import Difference, ImportRow
from planner.wording import Wording
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels_and_boxes import tooltip_text
from ui.kit.widgets.list_rows import Index

FIELD, HERE, FILE, LAST = range(4)
HEIGHT, MOST = 28, 6
"""Height of a field's row in pixels, and the maximum number of rows that are visible at once."""


class FieldsModel(QAbstractTableModel):
    """A table model of a row's fields, each with a check box."""

    chosen = Signal(object, object)
    """Emitted with the row and the keys of its ticked fields."""

    def __init__(self, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.row: ImportRow | None = None
        self._ticked: frozenset[str] = frozenset()

    def show_row(self, row: ImportRow | None, ticked: frozenset[str]) -> None:
        """Show the fields of another row; ``ticked`` are the keys of the ticked ones."""
        self.beginResetModel()
        self.row, self._ticked = row, ticked
        self.endResetModel()

    @property
    def _differences(self) -> tuple[Difference, ...]:
        return self.row.differences if self.row else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own signature
        return 0 if parent.isValid() else len(self._differences)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            _ = self._words
            return (_("Field"), _("Here"), _("In the file"), _("Last time"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        tickable = index.column() == FIELD and self.row is not None and self.row.can_be_ticked
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one, say = self._differences[index.row()], self._words.say
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == FIELD and self.row and self.row.can_be_ticked:
            return Qt.CheckState.Checked if self._is_ticked(one) else Qt.CheckState.Unchecked
        texts = (self._words(one.name), say(one.before), say(one.after), say(one.last) if one.last else "–")
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(texts[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = self._words("ticked") if self._is_ticked(one) else self._words("not ticked")
            heads = (str(self.headerData(n, Qt.Orientation.Horizontal)) for n in range(4))
            said = ", ".join(f"{head}: {text}" for head, text in zip(heads, texts, strict=True))
            return f"{said}, {ticked}" if index.column() == FIELD else texts[index.column()]
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self.row is None:
            return False
        key = self.row.field_key(self._differences[index.row()])
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._ticked = self._ticked | {key} if on else self._ticked - {key}
        self.dataChanged.emit(index, index)
        self.chosen.emit(self.row, self._ticked)
        return True

    def toggle(self, number: int) -> None:
        """Tick or untick a field by its row number."""
        index = self.index(number, FIELD)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            other = Qt.CheckState.Unchecked if ticked == Qt.CheckState.Checked else Qt.CheckState.Checked
            self.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def _is_ticked(self, one: Difference) -> bool:
        return self.row is not None and self.row.field_key(one) in self._ticked


class FieldsView(QTableView):
    """A view of the current row's fields; Space ticks them, and the left arrow returns to the rows."""

    left = Signal()

    def __init__(self, model: FieldsModel, words: Wording) -> None:
        super().__init__(showGrid=False, wordWrap=False)
        self._fields = model
        self.setModel(model)
        self.setAccessibleName(words("Fields of the row"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        set_properties(self, cells="padded")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(FIELD, 190)
        model.modelReset.connect(self._fit)

    def enter(self) -> None:
        """Take the focus, with a field selected."""
        if self.model().rowCount() and self.isVisible():
            self.setFocus()
            self.selectRow(max(0, self.currentIndex().row()))

    def sizeHint(self) -> QSize:
        shown = min(MOST, self._fields.rowCount())
        return QSize(300, self.horizontalHeader().sizeHint().height() + shown * HEIGHT + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            for row in sorted({index.row() for index in self.selectedIndexes()}):
                self._fields.toggle(row)
        elif event.key() == Qt.Key.Key_Left:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
