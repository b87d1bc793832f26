"""The rows of an import as a table with columns for tick, line, verdict, entity and change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterStateGuard
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from planner.domain.entities import Conference, Cover, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.text import N_
from planner.importing.plan import VERDICTS, ImportRow, Verdict
from planner.wording import Wording
from ui.kit.theme.theme import Theme
from ui.kit.widgets.plain_widgets import Index, paint_pill, paint_text, tooltip_text

ROW, SORT = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
TICK, LINE, VERDICT, WHAT, CHANGE = range(5)
WHAT_NAMES: dict[type[Entity], str] = {
    Cover: N_("{name} (moderator's stretch)"),
    Room: N_("{name} (room)"),
    Track: N_("{name} (track)"),
    Person: N_("{name} (person)"),
    Day: N_("{name} (day)"),
    Conference: N_("{name} (conference)"),
    Venue: N_("{name} (venue)"),
}
SORT_NAMES: dict[type[Entity], str] = {
    Session: N_("Sessions"),
    Person: N_("People"),
    Cover: N_("Moderators' stretches"),
    Room: N_("Rooms"),
    Track: N_("Tracks"),
    Day: N_("Days"),
    Conference: N_("The conference"),
    Venue: N_("The venue"),
}
HEADS: dict[type[Entity], str] = {
    Session: N_("Session"), Person: N_("Person"), Room: N_("Room"), Track: N_("Track"), Day: N_("Day"),
}  # fmt: skip
"""Heading of the column of names if all rows are of one type."""
TONES = {Verdict.NEW: "good", Verdict.CHANGED: "warning", Verdict.CONFLICT: "problem", Verdict.REFUSED: "problem"}
HEIGHT, PAD = 36, 10
TICK_SHIFT = 6
"""Offset in pixels that centres a check box below the heading's ✓."""


Ticks = dict[str, frozenset[str] | None]
"""The keys of the ticked fields of each row that is ticked, by its key, or None for all of it."""


class ImportTableModel(QAbstractTableModel):
    """A table model of a plan's rows and their check boxes."""

    ticks_changed = Signal()

    def __init__(self, words: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: tuple[ImportRow, ...] = ()
        self._only: type[Entity] | None = None
        self._sheet = ""  # what all cells begin with, and so none has to say
        self._searched: dict[str, str] = {}
        self._proposed: Ticks = {}
        self._ticks: Ticks = {}

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the ticked rows, and of the ticked fields of partly ticked rows."""
        return frozenset().union(*({key} if fields is None else fields for key, fields in self._ticks.items()))

    def is_taken(self, row: ImportRow) -> bool:
        """Return True if the row or any of its fields is ticked."""
        return row.key in self._ticks

    def fields_of(self, row: ImportRow) -> frozenset[str]:
        """Return the keys of the row's ticked fields."""
        fields = self._ticks.get(row.key, frozenset())
        return frozenset(row.field_key(one) for one in row.differences) if fields is None else fields

    def tick_fields(self, row: ImportRow, keys: frozenset[str]) -> None:
        """Tick these fields of the row and no others."""
        _take(self._ticks, row, keys)
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        self.dataChanged.emit(self.index(0, TICK), self.index(len(self._rows) - 1, TICK))
        self.ticks_changed.emit()

    def show_rows(self, rows: Sequence[ImportRow], proposed: Collection[str]) -> None:
        """Show other rows with the ``proposed`` keys ticked, keeping the ticks that the user set or removed."""
        none: frozenset[str] = frozenset()
        was, proposed_before = self._ticks, self._proposed
        hand = {row.key: was.get(row.key, none) for row in self._rows}
        hand = {key: ticked for key, ticked in hand.items() if ticked != proposed_before.get(key, none)}
        self.beginResetModel()
        self._rows, self._searched = tuple(rows), {}
        self._proposed = dict.fromkeys(proposed)
        self._ticks = dict(self._proposed)
        for row in rows:
            if row.can_be_ticked and row.key in hand:
                _take(self._ticks, row, hand[row.key])
        sheets = {row.cell.rpartition("!")[0] for row in rows if row.cell}
        self._sheet = f"{next(iter(sheets))}!" if len(sheets) == 1 else ""
        sorts = {row.what for row in rows}
        self._only = next(iter(sorts)) if len(sorts) == 1 and sorts <= HEADS.keys() else None
        self.endResetModel()
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            _ = self._words
            return ("✓", _("Line"), "", _(HEADS[self._only or Session]), _("Change"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == TICK and self._rows[index.row()].can_be_ticked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == SORT:
            return _sort_key(row, index.column(), self._text(row, index.column()))
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TICK and row.can_be_ticked:
            whole = Qt.CheckState.PartiallyChecked if self._ticks.get(row.key) else Qt.CheckState.Checked
            return whole if self.is_taken(row) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (LINE, WHAT, CHANGE):
            return tooltip_text(self._text(row, index.column()))
        return self._spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TICK else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._rows[index.row()].can_be_ticked:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick or untick the rows that can be ticked."""
        for row in (self._rows[n] for n in rows):
            if row.can_be_ticked:
                _take(self._ticks, row, None if on else frozenset())
        self._tell_ticks()

    def toggle(self, rows: Sequence[int]) -> None:
        """Tick the rows, or untick them if all are ticked."""
        free = [n for n in rows if self._rows[n].can_be_ticked]
        self.tick(free, not all(self._is_whole(self._rows[n]) for n in free))

    def _is_whole(self, row: ImportRow) -> bool:
        return self._ticks.get(row.key, frozenset()) is None

    def full_text(self, row: ImportRow) -> str:
        """Return the title and the change of a row in full."""
        return ": ".join(filter(None, (self._text(row, WHAT), self._text(row, CHANGE))))

    def has_words(self, row: ImportRow, words: Sequence[str]) -> bool:
        """Return whether a row contains all casefolded words."""
        if words and row.key not in self._searched:
            self._searched[row.key] = self.full_text(row).casefold()
        return all(word in self._searched[row.key] for word in words)

    def _text(self, row: ImportRow, column: int) -> str:
        if column == LINE:
            return row.cell.removeprefix(self._sheet) or (str(row.line) if row.line else "–")
        if column == VERDICT:
            return self._words(VERDICTS[row.verdict])
        if column == WHAT:
            name = row.title or "–"
            kind = None if row.what is self._only else WHAT_NAMES.get(row.what)
            return self._words(kind).replace("{name}", name) if kind else name
        return " · ".join(self._words.say(text) for text in row.texts) if column == CHANGE else ""

    def _spoken(self, row: ImportRow) -> str:
        """Return the accessible text of a row's check box: the whole row, and whether it is ticked."""
        ticked = self._words("ticked") if self._is_whole(row) else self._words("not ticked")
        parts = (self._text(row, column) for column in (VERDICT, WHAT, CHANGE))
        return ", ".join([*(part for part in parts if part), ticked] if row.can_be_ticked else parts)


def _take(ticks: dict[str, frozenset[str] | None], row: ImportRow, keys: frozenset[str] | None) -> None:
    """Tick those of a row's fields that are among the keys, and all of it if None; ``ticks`` are those of all rows."""
    fields = frozenset(row.field_key(one) for one in row.differences)
    ticks.pop(row.key, None)
    if keys is None or (keys and fields <= keys):
        ticks[row.key] = None
    elif kept := fields & keys:
        ticks[row.key] = kept


def _sort_key(row: ImportRow, column: int, text: str) -> int | str:
    """Return what a row is sorted by in a column in which it has the ``text``."""
    if column == LINE:
        return row.line or sys.maxsize
    return list(Verdict).index(row.verdict) if column == VERDICT else text.casefold()


class RowFilter(QSortFilterProxyModel):
    """Filters the rows by what is asked of them, and sorts them by a column."""

    def __init__(self, table: ImportTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: dict[str, Callable[[ImportRow], bool]] = {}
        self.setSourceModel(table)
        self.setSortRole(SORT)
        self.setSortLocaleAware(True)

    def ask(self, of: str, accepts: Callable[[ImportRow], bool]) -> None:
        """Show the rows for which ``accepts`` returns True, in place of what was asked under the same name."""
        self.beginFilterChange()
        self._asked[of] = accepts
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row: ImportRow = self.sourceModel().index(source_row, 0).data(ROW)
        return all(accepts(row) for accepts in self._asked.values())


def row_view(view: QTableView, name: str, height: int) -> QHeaderView:
    """Make a view one of rows that are selected whole, without a grid, and return its header."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setAccessibleName(name)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(height)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    return header


class ImportView(QTableView):
    """The table of rows. Space ticks the selected rows.

    A click on ✓ ticks all shown rows; a click on another heading sorts. The right arrow goes to the fields of the row.
    """

    fields_requested = Signal()

    def __init__(self, model: ImportTableModel, words: Wording, theme: Theme) -> None:
        super().__init__()
        self._table = model
        self.filter = RowFilter(model, self)
        self.setModel(self.filter)
        self.setItemDelegate(_RowPainter(words, theme, self))
        header = row_view(self, words("What would be imported"), HEIGHT)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        header.setSortIndicatorClearable(True)
        for column, width in ((TICK, 36), (LINE, 76), (VERDICT, 96), (WHAT, 320)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(CHANGE, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._table.toggle(self._sources(sorted({index.row() for index in self.selectedIndexes()})))
        elif event.key() == Qt.Key.Key_Right:
            self.fields_requested.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.filter.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _on_header(self, column: int) -> None:
        """Tick or untick all shown rows, or sort by a column: ascending, then descending, then in file order."""
        if column == TICK:
            self._table.toggle(self._sources(range(self.filter.rowCount())))
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        now = (self.filter.sortColumn(), self.filter.sortOrder())
        then = {(column, up): (column, down), (column, down): (-1, up)}.get(now, (column, up))
        header = self.horizontalHeader()
        header.setSortIndicatorShown(then[0] >= 0)
        header.setSortIndicator(*then)
        self.filter.sort(*then)

    def _sources(self, shown: Sequence[int]) -> list[int]:
        return [self.filter.mapToSource(self.filter.index(row, 0)).row() for row in shown]


class _RowPainter(QStyledItemDelegate):
    """Draws the cells as plain text, with a pill for the verdict and former values struck through."""

    def __init__(self, words: Wording, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._theme = words, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, HEIGHT)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Toggle the tick on a click anywhere in the cell, not only on the check box."""
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if not clicked or index.column() != TICK or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return super().editorEvent(event, model, option, index)
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        other = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        left = cast(QMouseEvent, event).button() == Qt.MouseButton.LeftButton
        return left and model.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ImportRow = index.data(ROW)
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        with QPainterStateGuard(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, self._theme.colour("accent_soft"))
            if index.column() == TICK:
                under_the_head = QStyleOptionViewItem(option)
                under_the_head.rect = option.rect.adjusted(TICK_SHIFT, 0, 0, 0)
                super().paint(painter, under_the_head, index)
            room = box.adjusted(PAD, 0, -PAD, 0)
            if index.column() == VERDICT:
                self._pill(painter, row, room)
            elif index.column() == LINE:
                self._run(painter, [(str(index.data()), "muted", False, False)], room, Qt.TextElideMode.ElideLeft)
            elif index.column() == WHAT:
                bold = row.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)
                self._run(painter, [(str(index.data()), "ink", bold, False)], room)
            elif index.column() == CHANGE:
                self._run(painter, self._pieces(row), room)
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self._theme.colour("line"))

    def _pill(self, painter: QPainter, row: ImportRow, room: QRectF) -> None:
        text, font = self._words(VERDICTS[row.verdict]), painter.font()
        pill = QRectF(room.left(), room.center().y() - 10, QFontMetricsF(font).horizontalAdvance(text) + 16, 20)
        paint_pill(painter, pill, text, font, self._theme.colour(TONES.get(row.verdict, "muted")))

    def _pieces(self, row: ImportRow) -> list[tuple[str, str, bool, bool]]:
        """Return the pieces of a row's change: text, colour name, bold, struck through."""
        say, pieces = self._words.say, []
        for difference in row.differences:
            pieces += [
                (f"{self._words(difference.name)} ", "muted", False, False),
                (say(difference.before), "muted", False, True),
                (f"  {say(difference.after)}   ", "ink", False, False),
            ]
        tone = {Verdict.REFUSED: "problem", Verdict.NEW: "ink"}.get(row.verdict, "muted")
        for n, text in enumerate(row.says):
            doubt = row.doubtful and (n > 0 or row.verdict is not Verdict.NEW)
            pieces.append((f" · {say(text)}" if n else say(text), "warning" if doubt else tone, False, False))
        return pieces

    def _run(
        self, painter: QPainter, pieces: list[tuple[str, str, bool, bool]], room: QRectF,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:  # fmt: skip
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for text, tone, bold, struck in pieces:
            font = QFont(painter.font())
            font.setBold(bold)
            font.setStrikeOut(struck)
            with QPainterStateGuard(painter):
                paint_text(painter, room, text, font, self._theme.colour(tone), left, elide)
            room = room.adjusted(QFontMetricsF(font).horizontalAdvance(text), 0, 0, 0)
            if room.width() <= 8:
                return
