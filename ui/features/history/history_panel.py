"""The history panel: every step with its time, the newest first. Clicking one restores the state after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.change import Change
from planner.domain.text import Text
from ui.features.history.changes_dialog import show_changes_today
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import tooltip_text
from ui.kit.widgets.list_rows import paint_ground
from ui.state.document import Document

Index = QModelIndex | QPersistentModelIndex
WIDTH, ROW, TIME = 300, 30, 62
"""Width of the panel, height of a row, and width of the time in it, in pixels."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A state in the history: the number of steps that lead to it, and the name and time of the last of them.

    ``heading`` is the day, set only on the first listed entry of each day.
    """

    position: int
    what: str
    time: str
    heading: str = ""


class HistoryModel(QAbstractListModel):
    """A list model with a row for each step, the newest first, and the initial state last."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.rows: list[HistoryEntry] = []
        self.refresh()

    def refresh(self) -> None:
        """Reload the rows from the history."""
        words, found, day = self._document.presentation.words, [], None
        steps: list[tuple[datetime, Text]] = []
        self._document.try_run(lambda: steps.extend(self._document.workspace.history.labels()))
        for number in range(len(steps), 0, -1):
            made, label = steps[number - 1]
            here = made.astimezone()
            heading = self._heading(here.date()) if here.date() != day else ""
            day = here.date()
            found.append(HistoryEntry(number, words.say(label), f"{here:%H:%M}", heading))
        found.append(HistoryEntry(0, words("As it was at first"), ""))
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def _heading(self, when: date) -> str:
        days = (self._document.today() - when).days
        words = self._document.presentation.words
        return {0: words("Today"), 1: words("Yesterday")}.get(days) or self._document.presentation.day_name(when)

    @property
    def current(self) -> int:
        """The row of the current state."""
        there = (n for n, row in enumerate(self.rows) if row.position == self._document.workspace.history.position)
        return next(there, len(self.rows) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.what
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(row.what)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self._state(row)
            return ", ".join(part for part in (row.heading, row.time, row.what, state) if part)
        return None

    def _state(self, row: HistoryEntry) -> str:
        words, here = self._document.presentation.words, self._document.workspace.history.position
        return words("now") if row.position == here else words("undone") if row.position > here else ""


class HistoryDelegate(QStyledItemDelegate):
    """A delegate that paints a step's time and name: the current one marked, undone ones muted and struck out."""

    def __init__(self, document: Document, rows: HistoryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._rows = document, rows
        self._body, self._now = text_font(12.5), text_font(12.5, QFont.Weight.DemiBold)
        self._time, self._head = text_font(12, tabular=True), text_font(11, QFont.Weight.DemiBold)
        self._gone = text_font(12.5)
        self._gone.setStrikeOut(True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW * 2 - 6 if self._rows.rows[index.row()].heading else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = self._rows.rows[index.row()], self._document.presentation.theme
        rect, here = QRectF(option.rect), self._document.workspace.history.position
        painter.save()
        if row.heading:
            painter.setFont(self._head)
            painter.setPen(theme.colour("muted"))
            head = QRectF(rect.x() + 14, rect.y(), rect.width() - 28, ROW - 6)
            painter.drawText(head, Qt.AlignmentFlag.AlignBottom, row.heading.upper())
            rect.setTop(rect.bottom() - ROW)
        paint_ground(painter, option, rect, theme)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._time)
        painter.setPen(theme.colour("muted"))
        painter.drawText(rect.adjusted(14, 0, 0, 0), middle, "▸ " + row.time if row.position == here else row.time)
        font = self._now if row.position == here else self._gone if row.position > here else self._body
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if row.position > here else "ink"))
        area = rect.adjusted(14 + TIME, 0, -10, 0)
        what = QFontMetricsF(font).elidedText(row.what, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, middle, what)
        painter.restore()


class HistoryPanel(QFrame):
    """The panel on the right: all steps to go back to, and a button that shows today's changes for attendees."""

    closed = Signal()
    about_to_go = Signal()
    """Emitted before another state is restored."""
    state_restored = Signal(Change)
    """Emitted with the change that led to the new state."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self._document = document
        set_properties(self, part="right")
        self.setFixedWidth(WIDTH)
        self.moments = HistoryModel(document, self)
        self.listing = QListView()
        self.listing.setModel(self.moments)
        self.listing.setItemDelegate(HistoryDelegate(document, self.moments, self))
        self.listing.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.listing.setAccessibleName(_("History"))
        self.listing.activated.connect(self._go)
        self.listing.clicked.connect(self._go)
        self.today = QPushButton(_("What changed today…"), autoDefault=True)
        self.today.clicked.connect(lambda: show_changes_today(document, self.window()))
        self._lay_out()
        document.changed.connect(self._on_change)
        self._show_now()

    def _lay_out(self) -> None:
        _ = self._document.presentation.words
        heading = QLabel(_("History").upper())
        set_properties(heading, heading="group")
        close = QToolButton()
        close.setText("×")
        set_properties(close, small=True)
        close.setAccessibleName(_("Close the history"))
        close.clicked.connect(self._close)
        hint = QLabel(
            _("Enter or a click goes to the moment after a step. The later steps stay until another change is made."),
            wordWrap=True,
        )
        set_properties(hint, tone="muted")
        top, below, box = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        top.setContentsMargins(14, 8, 8, 4)
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(close)
        below.setContentsMargins(14, 8, 14, 12)
        below.setSpacing(8)
        below.addWidget(hint)
        below.addWidget(self.today)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.listing, 1)
        box.addLayout(below)

    def _on_change(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reload the history and select the current state."""
        self.moments.refresh()
        self._show_now()

    def _show_now(self) -> None:
        self.listing.setCurrentIndex(self.moments.index(self.moments.current))

    def _go(self, index: QModelIndex) -> None:
        if index.isValid() and self._document.workspace.writable:
            self.about_to_go.emit()
            position = self.moments.rows[index.row()].position
            done: list[Change | None] = []
            self._document.try_run(lambda: done.append(self._document.workspace.jump(position)))
            if done and done[0]:
                self.state_restored.emit(done[0])

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
