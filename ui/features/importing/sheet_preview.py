"""A sheet to be imported, shown as a table, and a preview of its first rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from planner.importing.incoming import Incoming, IncomingSession
from planner.tables.table import Value, Worksheet, column_name
from ui.kit.theme.theme import Presentation, Theme
from ui.kit.widgets.labels_and_boxes import named, tooltip_text
from ui.kit.widgets.list_rows import SHOWN, SPOKEN, TIP, Index, RowModel, paint_text

MOST_ROWS, MOST_SHOWN = 200, 30
"""Maximum number of rows of the sheet, and of cards of the preview, that are shown."""
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
    """Return cards for the first sessions, for people who are in none, and for refused rows."""
    names = {person.key: person.name for person in told.people}
    found = [_card(session, names, presentation) for session in told.sessions[:MOST_SHOWN]]
    on_stage = {key for session in told.sessions for key, _role in session.people}
    others = [person for person in told.people if person.key not in on_stage]
    for person in others[: MOST_SHOWN - len(found)]:
        parts = (person.told.get("title"), person.told.get("organisation"), person.told.get("email"))
        found.append(PreviewCard(person.name, tuple(filter(None, [" · ".join(str(part) for part in parts if part)]))))
    for one in told.refused[: MOST_SHOWN - len(found)]:
        found.append(PreviewCard(one.title or one.cell, (presentation.words.say(one.why.problem),), wrong=True))
    return found


def _card(session: IncomingSession, names: dict[str, str], presentation: Presentation) -> PreviewCard:
    begin = session.begin
    when = f"{presentation.short_day(begin.day)} {begin.at:%H:%M}" if begin else ""
    length = presentation.words("{n} min").format(n=session.minutes) if session.minutes else ""
    first = " · ".join(filter(None, (when, length, ", ".join(session.rooms), session.track)))
    people = ", ".join(names.get(key, key) for key, _role in session.people)
    return PreviewCard(session.title, tuple(filter(None, (first, people))))


class CardPainter(QStyledItemDelegate):
    """Draws a card: a title, and lines of details below it."""

    def __init__(self, cards: RowModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards, self._theme = cards, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 30 + 18 * len(self._cards.rows[index.row()].about))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card, theme, box = self._cards.rows[index.row()], self._theme, QRectF(option.rect)
        painter.save()
        for n, text in enumerate((card.title, *card.about)):
            font = QFont(painter.font())
            font.setBold(n == 0)
            line = QRectF(box.left() + 10, box.top() + 6 + 18 * n, box.width() - 20, 18)
            paint_text(
                painter, line, text, font, theme.colour("problem" if card.wrong and n else "muted" if n else "ink")
            )
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))
        painter.restore()


def preview_list(cards: RowModel, theme: Theme, name: str) -> QListView:
    """Return the list view of the preview."""
    view = named(QListView(), name)
    view.setModel(cards)
    view.setItemDelegate(CardPainter(cards, theme, view))
    view.setSelectionMode(QListView.SelectionMode.NoSelection)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view
