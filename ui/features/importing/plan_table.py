"""The tables of the import dialog: the rows with tick, line, verdict, entity and change, and the fields of one row."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterStateGuard
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeWidgetItem,
    QWidget,
)

from planner.domain.block import Block
from planner.domain.entities import Conference, Cover, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.text import N_
from planner.importing.plan import VERDICTS, ImportRow, Verdict
from planner.wording import Wording
from ui.kit.theme.painting import paint_swatch
from ui.kit.theme.theme import Presentation
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, Index, TextTable, paint_pill, paint_text, tooltip_text

TICK, LINE, VERDICT, WHAT, CHANGE = range(5)
WHAT_NAMES: dict[type[Entity], str] = {
    Block: N_("{name} (block)"),
    Cover: N_("{name} (moderator's shift)"),
    Room: N_("{name} (room)"),
    Track: N_("{name} (track)"),
    Person: N_("{name} (person)"),
    Day: N_("{name} (day)"),
    Conference: N_("{name} (conference)"),
    Venue: N_("{name} (venue)"),
}
SORT_NAMES: dict[type[Entity], str] = {
    Session: N_("Sessions"),
    Block: N_("Blocks"),
    Person: N_("People"),
    Cover: N_("Moderators' shifts"),
    Room: N_("Rooms"),
    Track: N_("Tracks"),
    Day: N_("Days"),
    Conference: N_("The conference"),
    Venue: N_("The venue"),
}
HEADS: dict[type[Entity], str] = {
    Session: N_("Session"), Person: N_("Person"), Room: N_("Room"), Track: N_("Track"), Day: N_("Day"),
}  # fmt: skip
"""Heading of the column of names, if all rows are of this type."""
TONES = {Verdict.NEW: "good", Verdict.CHANGED: "warning", Verdict.CONFLICT: "problem", Verdict.REFUSED: "problem"}
HEIGHT, PAD = 36, 10
MOST = 6
"""Maximum number of a row's fields that are visible at once."""
TICK_SHIFT = 6
"""Offset in pixels that centres a check box below the ✓ of its heading."""
UNSORTED = (-1, Qt.SortOrder.AscendingOrder)


class ImportTableModel(QAbstractTableModel):
    """A table model of the rows of an import's plan, with check boxes.

    ``rows`` are those shown. ``keys`` are the keys of rows that are ticked whole, and of fields ticked one by one.
    """

    ticks_changed = Signal()

    def __init__(self, presentation: Presentation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._rank = presentation.words, presentation.rank
        self.rows: Sequence[ImportRow] = ()
        self._only: type[Entity] | None = None
        self._sheet = ""  # what all cells begin with, and so none has to say
        self._searched: dict[str, str] = {}
        self.keys = self._proposed = frozenset[str]()

    def tick_proposed(self, rows: Sequence[ImportRow], proposed: Collection[str]) -> None:
        """Tick the ``proposed`` keys of a new plan's rows, except where the user has set or removed ticks before."""
        by_hand, unticked = self.keys - self._proposed, self._proposed - self.keys
        possible = frozenset().union(*(_row_keys(row) for row in rows if row.can_be_ticked))
        self._proposed, self._searched = frozenset(proposed), {}
        self.keys = (self._proposed - unticked) | (by_hand & possible)
        sheets = {row.cell.rpartition("!")[0] for row in rows if row.cell}
        self._sheet = f"{next(iter(sheets))}!" if len(sheets) == 1 else ""
        sorts = {row.what for row in rows}
        self._only = next(iter(sorts)) if len(sorts) == 1 and sorts <= HEADS.keys() else None
        self.ticks_changed.emit()

    def show_rows(self, rows: Iterable[ImportRow], column: int = -1, order: Qt.SortOrder = UNSORTED[1]) -> None:
        """Show these rows, sorted by a column, or in their order if ``column`` is negative."""
        self.beginResetModel()
        down = order == Qt.SortOrder.DescendingOrder
        self.rows = (
            list(rows) if column < 0 else sorted(rows, key=lambda row: self._sort_rank(row, column), reverse=down)
        )
        self.endResetModel()

    def _sort_rank(self, row: ImportRow, column: int) -> Any:
        if column == LINE:
            return row.line or sys.maxsize
        return list(Verdict).index(row.verdict) if column == VERDICT else self._rank(self._cell_text(row, column))

    def has_ticks(self, row: ImportRow) -> bool:
        """Return whether a row, or any of its fields, is ticked."""
        return not self.keys.isdisjoint(_row_keys(row))

    def is_fully_ticked(self, row: ImportRow) -> bool:
        """Return whether the row itself is ticked, or every one of its differing fields."""
        return row.key in self.keys or (bool(row.differences) and _field_keys(row) <= self.keys)

    def ticked_fields(self, row: ImportRow) -> frozenset[str]:
        return _field_keys(row) if self.is_fully_ticked(row) else self.keys & _field_keys(row)

    def replace_ticks(self, rows: Iterable[ImportRow], keys: Iterable[str]) -> None:
        """Tick these keys, of the rows or their fields, and untick all other keys of the rows."""
        self.keys = self.keys.difference(*map(_row_keys, rows)).union(keys)
        self.dataChanged.emit(self.index(0, TICK), self.index(len(self.rows) - 1, TICK))
        self.ticks_changed.emit()

    def toggle_ticks(self, rows: Iterable[ImportRow]) -> None:
        """Tick those of the rows that can be ticked; if all of them are ticked, untick them."""
        able = [row for row in rows if row.can_be_ticked]
        self.replace_ticks(able, () if all(map(self.is_fully_ticked, able)) else (row.key for row in able))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = SHOWN) -> str | None:
        heads = ("✓", N_("Line"), "", HEADS[self._only or Session], N_("Change"))
        return self._words(heads[section]) if role == SHOWN and orientation == Qt.Orientation.Horizontal else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        tickable = index.column() == TICK and self.rows[index.row()].can_be_ticked
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if tickable else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = SHOWN) -> object:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.CheckStateRole if column == TICK and row.can_be_ticked:
                partly = Qt.CheckState.PartiallyChecked if self.has_ticks(row) else Qt.CheckState.Unchecked
                return Qt.CheckState.Checked if self.is_fully_ticked(row) else partly
            case Qt.ItemDataRole.DisplayRole:
                return self._cell_text(row, column)
            case Qt.ItemDataRole.ToolTipRole if column in (LINE, WHAT, CHANGE):
                return tooltip_text(self._cell_text(row, column))
            case Qt.ItemDataRole.AccessibleTextRole if column == TICK:
                return self._spoken_text(row)
        return None

    def full_text(self, row: ImportRow) -> str:
        """Return a row's title and its change, without shortening."""
        return ": ".join(filter(None, (self._cell_text(row, WHAT), self._cell_text(row, CHANGE))))

    def has_words(self, row: ImportRow, words: Sequence[str]) -> bool:
        """Return whether a row's text has all these casefolded words."""
        if words and row.key not in self._searched:
            self._searched[row.key] = self.full_text(row).casefold()
        return all(word in self._searched[row.key] for word in words)

    def _cell_text(self, row: ImportRow, column: int) -> str:
        if column == LINE:
            return row.cell.removeprefix(self._sheet) or (str(row.line) if row.line else "–")
        if column == VERDICT:
            return self._words(VERDICTS[row.verdict])
        if column == WHAT:
            kind = "{name}" if row.what is self._only else WHAT_NAMES.get(row.what, "{name}")
            return self._words(kind).replace("{name}", row.title or "–")
        return " · ".join(self._words.say(text) for text in row.texts) if column == CHANGE else ""

    def _spoken_text(self, row: ImportRow) -> str:
        """Return the text of a row's first cell for screen readers: the row, and its tick if it can be ticked."""
        partly = self._words("partly ticked") if self.has_ticks(row) else self._words("not ticked")
        ticked = self._words("ticked") if self.is_fully_ticked(row) else partly
        parts = [self._cell_text(row, column) for column in (VERDICT, WHAT, CHANGE)]
        return ", ".join(filter(None, [*parts, ticked if row.can_be_ticked else ""]))


def _field_keys(row: ImportRow) -> frozenset[str]:
    return frozenset(map(row.field_key, row.differences))


def _row_keys(row: ImportRow) -> frozenset[str]:
    return _field_keys(row) | {row.key}


class ImportView(QTableView):
    """The table of rows: Space ticks or unticks the selected rows.

    A click on the ✓ of the heading does so with all shown rows; on another heading it sorts ascending, then descending,
    then in the plan's order. The right arrow key goes to the fields of the row.
    """

    fields_requested = Signal()
    sorted = Signal()

    def __init__(self, model: ImportTableModel, presentation: Presentation) -> None:
        super().__init__(showGrid=False, wordWrap=False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._rows, self.sorting = model, UNSORTED
        self.setModel(model)
        self.setItemDelegate(_RowPainter(model, presentation, self))
        self.setAccessibleName(presentation.words("What would be imported"))
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(*UNSORTED)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._on_sort_changed)
        for column, width in ((TICK, 36), (LINE, 76), (VERDICT, 96), (WHAT, 320)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(CHANGE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_click)

    @property
    def current(self) -> ImportRow | None:
        """The current row, or None."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle_rows({index.row() for index in self.selectedIndexes()})
        elif event.key() == Qt.Key.Key_Right:
            self.fields_requested.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else len(self._rows.rows) - 1)
        else:
            super().keyPressEvent(event)

    def _on_click(self, index: Index) -> None:
        if index.column() == TICK:
            self._toggle_rows([index.row()])

    def _on_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        if column == TICK:
            self._toggle_rows(range(len(self._rows.rows)))
            self.horizontalHeader().setSortIndicator(*self.sorting)
        elif (column, order) != self.sorting:
            self.sorting = column, order
            self.sorted.emit()

    def _toggle_rows(self, numbers: Iterable[int]) -> None:
        self._rows.toggle_ticks([self._rows.rows[n] for n in numbers])


class _RowPainter(QStyledItemDelegate):
    """Paints cells as plain text, the verdict as a pill, and former values struck through."""

    def __init__(self, rows: ImportTableModel, presentation: Presentation, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self._words, self._theme = rows, presentation.words, presentation.theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column, box = self._rows.rows[index.row()], index.column(), QRectF(option.rect)
        with QPainterStateGuard(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, self._theme.colour("accent_soft"))
            if column == TICK:
                under_the_head = QStyleOptionViewItem(option)
                under_the_head.rect = option.rect.adjusted(TICK_SHIFT, 0, 0, 0)
                super().paint(painter, under_the_head, index)
            elif column == VERDICT:
                text, font = str(index.data()), painter.font()
                wide = QFontMetricsF(font).horizontalAdvance(text) + 16
                pill = QRectF(box.left() + PAD, box.center().y() - 10, wide, 20)
                paint_pill(painter, pill, text, font, self._theme.colour(TONES.get(row.verdict, "muted")))
            else:
                elide = Qt.TextElideMode.ElideLeft if column == LINE else Qt.TextElideMode.ElideRight
                room, shown = box.adjusted(PAD, 0, -PAD, 0), row.after or row.before
                if column == WHAT and isinstance(shown, Track):
                    room.setLeft(paint_swatch(painter, room.left(), box.center().y(), self._theme.track(shown.colour)))
                self._paint_pieces(painter, self._text_pieces(row, index), room, elide)
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self._theme.colour("line"))

    def _text_pieces(self, row: ImportRow, index: Index) -> list[tuple[str, str, bool, bool]]:
        """Return the pieces of a cell's text, with colour name, and whether it is bold and struck through."""
        if index.column() != CHANGE:
            bold = index.column() == WHAT and row.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)
            return [(str(index.data()), "ink" if index.column() == WHAT else "muted", bold, False)]
        say, pieces = self._words.say, []
        for difference in row.differences:
            pieces += [
                (f"{self._words(difference.name)} ", "muted", False, False),
                (say(difference.before), "muted", False, True),
                (f"  {say(difference.after)}   ", "ink", False, False),
            ]
        tone = {Verdict.REFUSED: "problem", Verdict.NEW: "ink"}.get(row.verdict, "muted")
        for n, text in enumerate(row.says):
            shown = f" · {say(text)}" if n else say(text)
            pieces.append((shown, "warning" if text in row.doubts else tone, False, False))
        return pieces

    def _paint_pieces(
        self, painter: QPainter, pieces: list[tuple[str, str, bool, bool]], room: QRectF, elide: Qt.TextElideMode
    ) -> None:
        for text, tone, bold, struck in pieces:
            font = QFont(painter.font())
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            font.setStrikeOut(struck)
            if room.width() > 8:
                paint_text(painter, room, text, font, self._theme.colour(tone), elide=elide)
            room = room.adjusted(QFontMetricsF(font).horizontalAdvance(text), 0, 0, 0)


class FieldsTable(TextTable):
    """The fields of the current row that differ, with check boxes if the row can be ticked.

    Space ticks or unticks the selected ones, the left arrow key returns to the rows.
    """

    chosen = Signal(object, object)
    """Emitted with the row and the keys of its ticked fields, after a tick was changed."""
    left = Signal()

    def __init__(self, words: Wording) -> None:
        self._heads = [words("Field"), words("Here"), words("In the file"), words("Last time")]
        super().__init__(words("Fields of the row"), self._heads)
        self._words = words
        self.row: ImportRow | None = None
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 190)
        self.itemChanged.connect(lambda: self.chosen.emit(self.row, self.ticked))

    def show_row(self, row: ImportRow, ticked: Collection[str]) -> None:
        """Show the fields of a row that differ; ``ticked`` are the keys of the ticked ones."""
        self.row, say = row, self._words.say
        with QSignalBlocker(self):
            self.clear()
            for one in row.differences:
                texts = (self._words(one.name), say(one.before), say(one.after), say(one.last) if one.last else "–")
                key = row.field_key(one)
                item = self.add(texts, key, key in ticked if row.can_be_ticked else None)
                item.setData(0, SPOKEN, ", ".join(map("{}: {}".format, self._heads, texts)))
        shown = min(MOST, len(self.items)) * self.sizeHintForRow(0)
        self.setFixedHeight(self.header().sizeHint().height() + shown + 2 * self.frameWidth())

    def focus_current_field(self) -> None:
        """Focus the table and select a field, if it has any and is visible."""
        if self.items and self.isVisible():
            self.setFocus()
            self.setCurrentItem(self.currentItem() or self.items[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            for item in self.selectedItems():
                toggle_check_box(item)
        elif event.key() == Qt.Key.Key_Left:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def toggle_check_box(field: QTreeWidgetItem) -> None:
    """Tick or untick a field's row, if it has a check box."""
    if field.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        ticked = field.checkState(0) == Qt.CheckState.Checked
        field.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
