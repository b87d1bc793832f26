"""The tables in an import's dialogs: the sheet as it was read, and the fields that change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterStateGuard,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QHeaderView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from planner.commands.edit import FIELD_NAMES
from planner.domain.value_objects import STATE_NAMES, STATUS_NAMES, Link, State, Status
from planner.importing.incoming import Incoming, IncomingPerson, IncomingSession
from planner.importing.plan import ImportRow
from planner.tables.table import Value, Worksheet, column_name
from planner.wording import Wording
from ui.features.importing.plan_table import row_view
from ui.kit.theme.theme import Presentation, Theme, set_properties
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, TIP, Index, RowModel, named, paint_text, tooltip_text

MOST_ROWS, FIRST_SHOWN, MOST_SHOWN = 200, 8, 30
"""Maximum number of rows of the sheet, of the first cards of the preview, and of those that are doubtful or refused."""
WIDEST, NARROWEST, ROW = 260, 128, 26


def cell_text(value: Value) -> str:
    """Return the value of a cell as text on one line."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.10g}"
        case datetime():
            return value.isoformat(" ", "minutes")
        case time():
            return value.isoformat("minutes")
        case timedelta():
            hours, minutes = divmod(round(value.total_seconds() / 60), 60)
            return f"{hours}:{minutes:02}"
        case _:
            return " ↵ ".join(str(value)[:400].split("\n"))  # a date as 2024-04-25


class SheetModel(QAbstractTableModel):
    """A model of a sheet's first rows; ``head`` is the row of the headings, and the data begins at ``first``."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet = Worksheet("", ())
        self._head, self._first = -1, 0

    def show_sheet(self, sheet: Worksheet, head: int, first: int) -> None:
        """Show another sheet, or the same one with another row of headings."""
        self.beginResetModel()
        self._sheet, self._head, self._first = sheet, head, first
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own signature
        return 0 if parent.isValid() else min(MOST_ROWS, len(self._sheet.rows))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._sheet.width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_name(section) if orientation == Qt.Orientation.Horizontal else str(self._sheet.line(section))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, text = index.row(), cell_text(self._sheet.rows[index.row()][index.column()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole and len(text) > 20:
            return tooltip_text(text)
        if role == Qt.ItemDataRole.FontRole and row == self._head:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and row == self._head:
            return self._theme.colour("accent_soft")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour("muted" if row < self._first and row != self._head else "ink")
        return None


class SheetView(QTableView):
    """A view of the sheet; columns are as wide as their content, within limits."""

    def __init__(self, model: SheetModel, name: str) -> None:
        super().__init__(wordWrap=False)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(ROW)
        self.horizontalHeader().setMinimumSectionSize(70)

    def fit(self, sheet: Worksheet) -> None:
        """Fit the columns' widths to their content, and show merged cells."""
        metrics = QFontMetricsF(self.font())
        for column in range(sheet.width):
            longest = max([cell_text(row[column]) for row in sheet.rows[:40]], key=len, default="")
            wide = round(metrics.horizontalAdvance(longest[:60])) + 26
            self.setColumnWidth(column, min(WIDEST, max(NARROWEST, wide)))
        self.clearSpans()
        for area in sheet.merged[:2000]:
            high, wide = min(area.bottom, MOST_ROWS - 1) - area.top + 1, area.right - area.left + 1
            if high > 0 and (high, wide) != (1, 1):
                self.setSpan(area.top, area.left, high, wide)


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """A session, person or refused row in the preview: its title, and lines of details."""

    title: str
    about: tuple[str, ...]
    wrong: bool = False


def preview_cards(parent: QObject) -> RowModel:
    """Return a list model of the preview's cards, without any yet."""
    return RowModel({SHOWN: lambda card: card.title, SPOKEN: partial(_whole, ", "), TIP: partial(_whole, "\n")}, parent)


def _whole(between: str, card: PreviewCard) -> str:
    return between.join((card.title, *card.about))


def cards_of(told: Incoming, presentation: Presentation) -> list[PreviewCard]:
    """Return cards for the first sessions and the doubtful ones, for people in none, and for refused rows."""
    people = {person.key: person for person in told.people}
    more = [one for one in told.sessions[FIRST_SHOWN:] if one.remarks]
    found = [_card(one, people, presentation) for one in (*told.sessions[:FIRST_SHOWN], *more[:MOST_SHOWN])]
    on_stage = {key for session in told.sessions for key, _role in session.people}
    others = [person for person in told.people if person.key not in on_stage]
    for person in others[: max(0, FIRST_SHOWN - len(found))]:
        parts = (person.told.get("title"), person.told.get("organisation"), person.told.get("email"))
        about = " · ".join(str(part) for part in parts if part)
        rest = _fields_of(
            {name: value for name, value in person.told.items() if name not in _BESIDE_NAME}, presentation
        )
        found.append(PreviewCard(person.name, tuple(filter(None, [about, *rest]))))
    for one in told.refused[:MOST_SHOWN]:
        found.append(PreviewCard(one.title or one.cell, (presentation.words.say(one.why.problem),), wrong=True))
    return found


_BESIDE_NAME = ("title", "organisation", "email")
LONGEST_VALUE = 120
"""Maximum number of characters of a value in the preview."""


def _card(session: IncomingSession, people: Mapping[str, IncomingPerson], presentation: Presentation) -> PreviewCard:
    begin, say = session.begin, presentation.words.say
    when = f"{presentation.short_day(begin.day)} {begin.at:%H:%M}" if begin else ""
    length = presentation.words("{n} min").format(n=session.minutes) if session.minutes else ""
    first = " · ".join(filter(None, (when, length, ", ".join(session.rooms), session.track)))
    names = ", ".join(_with_organisation(people[key]) for key, _role in session.people if key in people)
    told = {name: value for name, value in session.told.items() if name != "title"}
    rest = (*_fields_of(told, presentation), *map(say, session.remarks))
    return PreviewCard(session.title, tuple(filter(None, (first, names, *rest))))


def _with_organisation(person: IncomingPerson) -> str:
    organisation = person.told.get("organisation")
    return f"{person.name} ({organisation})" if organisation else person.name


def _value_text(value: Any, presentation: Presentation) -> str:
    match value:
        case bool():
            return presentation.words("yes") if value else presentation.words("no")
        case Status():
            return presentation.words(STATUS_NAMES[value])
        case State():
            return presentation.words(STATE_NAMES[value])
        case Link():
            return value.address
    return str(value)


def _fields_of(told: Mapping[str, Any], presentation: Presentation) -> list[str]:
    """Return a line for each field that will come in, with its name as in the forms."""
    found = []
    for name, value in told.items():
        if name == "extra":
            found += [f"{extra.name}: {extra.value}" for extra in value]
        elif value not in ("", None, ()) and name in FIELD_NAMES:
            parts = value if isinstance(value, tuple) else (value,)
            text = ", ".join(_value_text(part, presentation) for part in parts)
            found.append(f"{presentation.words(FIELD_NAMES[name])}: {text}")
    return [" ".join(line.split())[:LONGEST_VALUE] for line in found]


class CardPainter(QStyledItemDelegate):
    """Draws a card: a title, and lines of details below it."""

    def __init__(self, cards: RowModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards, self._theme = cards, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 30 + 18 * len(self._cards.rows[index.row()].about))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card, theme, box = self._cards.rows[index.row()], self._theme, QRectF(option.rect)
        with QPainterStateGuard(painter):
            for n, text in enumerate((card.title, *card.about)):
                font = QFont(painter.font())
                font.setBold(n == 0)
                line = QRectF(box.left() + 10, box.top() + 6 + 18 * n, box.width() - 20, 18)
                paint_text(
                    painter, line, text, font, theme.colour("problem" if card.wrong and n else "muted" if n else "ink")
                )
            painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))


def preview_list(cards: RowModel, theme: Theme, name: str) -> QListView:
    """Return the list view of the preview."""
    view = named(QListView(), name)
    view.setModel(cards)
    view.setItemDelegate(CardPainter(cards, theme, view))
    view.setSelectionMode(QListView.SelectionMode.NoSelection)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view


FIELD, KEY = 0, Qt.ItemDataRole.UserRole
"""The column with the check boxes, and the role of their keys."""
HEIGHT, MOST = 28, 6
"""Height of a field's row in pixels, and the maximum number of rows that are visible at once."""


class FieldsModel(QStandardItemModel):
    """The fields of a row, each with a check box."""

    chosen = Signal(object, object)
    """Emitted with the row and the keys of its ticked fields."""

    def __init__(self, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.setHorizontalHeaderLabels([words("Field"), words("Here"), words("In the file"), words("Last time")])
        self.row: ImportRow | None = None
        self.itemChanged.connect(self._on_tick)

    def show_row(self, row: ImportRow | None, ticked: frozenset[str]) -> None:
        """Show the fields of another row; ``ticked`` are the keys of the ticked ones."""
        self.row, say = row, self._words.say
        self.setRowCount(0)
        for one in row.differences if row else ():
            texts = (self._words(one.name), say(one.before), say(one.after), say(one.last) if one.last else "–")
            items = [QStandardItem(text) for text in texts]
            for item in items:
                item.setToolTip(tooltip_text(item.text()))
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            if row and row.can_be_ticked:
                key = row.field_key(one)
                items[FIELD].setData(key, KEY)
                items[FIELD].setCheckable(True)
                items[FIELD].setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self.appendRow(items)
        self.layoutChanged.emit()

    def data(self, index: Index, role: int = SHOWN) -> object:
        if role != SPOKEN or index.column() != FIELD:
            return super().data(index, role)
        heads = (self.headerData(n, Qt.Orientation.Horizontal) for n in range(4))
        said = [f"{head}: {self.index(index.row(), n).data()}" for n, head in enumerate(heads)]
        is_ticked = self.item(index.row(), FIELD).checkState() == Qt.CheckState.Checked
        return ", ".join([*said, self._words("ticked") if is_ticked else self._words("not ticked")])

    def toggle(self, number: int) -> None:
        """Tick or untick a field by its row number."""
        item = self.item(number, FIELD)
        if item.isCheckable():
            was = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if was else Qt.CheckState.Checked)

    def _on_tick(self) -> None:
        items = (self.item(n, FIELD) for n in range(self.rowCount()))
        self.chosen.emit(
            self.row, frozenset(item.data(KEY) for item in items if item.checkState() == Qt.CheckState.Checked)
        )


class FieldsView(QTableView):
    """A view of the current row's fields; Space ticks them, and the left arrow returns to the rows."""

    left = Signal()

    def __init__(self, model: FieldsModel, words: Wording) -> None:
        super().__init__()
        self._fields = model
        self.setModel(model)
        set_properties(self, cells="padded")
        header = row_view(self, words("Fields of the row"), HEIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(FIELD, 190)
        model.layoutChanged.connect(self._fit)

    def enter(self) -> None:
        """Take the focus, with a field selected."""
        if self.model().rowCount() and self.isVisible():
            self.setFocus()
            self.selectRow(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            for row in sorted({index.row() for index in self.selectedIndexes()}):
                self._fields.toggle(row)
        elif event.key() == Qt.Key.Key_Left:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        shown = min(MOST, self._fields.rowCount())
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * HEIGHT + 2 * self.frameWidth())
