"""The history panel, which lists every step, newest first, and the dialog “What changed today”.

Clicking a step, or Enter on it, restores the state after that step, unless the file is read-only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPainterStateGuard
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.domain.agenda import Agenda, Change
from ui.kit.dialogs.dialog_service import close_buttons, set_default_button
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import (
    EDGE,
    SHOWN,
    SPOKEN,
    TIP,
    Index,
    RowModel,
    column,
    name_widget,
    paint_row_background,
    paint_text,
    panel_heading_row,
    plain_label,
    small_close_button,
)
from ui.state.document import Document

if TYPE_CHECKING:
    from planner.programme.difference import ProgrammeChange

WIDTH, ROW, TIME = 300, 30, 62
"""Width of the panel, height of a row, and width of the time in it, in pixels."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A state in the history: the number of steps that led to it, and the label and time of the last of them.

    ``heading`` is the day; only the first entry listed of each day has one.
    """

    position: int
    what: str
    time: str
    heading: str = ""


def history_entries(document: Document) -> list[HistoryEntry]:
    """Return an entry for the state after each step, newest first, and one for the initial state last.

    If the history cannot be read, that is reported, and only the initial state is returned.
    """
    words, found, day = document.presentation.words, list[HistoryEntry](), None
    steps = document.run_or_report(lambda: list(document.workspace.history.labels())) or []
    for number, (made, label) in reversed(list(enumerate(steps, 1))):
        here = made.astimezone()
        heading = _day_name(document, here.date()) if here.date() != day else ""
        day = here.date()
        found.append(HistoryEntry(number, words.say(label), f"{here:%H:%M}", heading))
    return [*found, HistoryEntry(0, words("As it was at first"), "")]


def _day_name(document: Document, when: date) -> str:
    words = document.presentation.words
    known = {0: words("Today"), 1: words("Yesterday")}.get((document.plan.today() - when).days)
    return known or document.presentation.full_date(when)


class HistoryDelegate(QStyledItemDelegate):
    """Paints a step's time and label; the current one is marked, undone ones are muted and struck through."""

    def __init__(self, document: Document, rows: RowModel) -> None:
        super().__init__(rows)
        self._document, self._rows = document, rows
        self._body, self._now = text_font(12), text_font(12, QFont.Weight.DemiBold)
        self._time, self._head = text_font(12, tabular=True), text_font(11, QFont.Weight.DemiBold)
        self._gone = text_font(12)
        self._gone.setStrikeOut(True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW * 2 - 6 if self._rows.rows[index.row()].heading else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = self._rows.rows[index.row()], self._document.presentation.theme
        rect, muted, here = QRectF(option.rect), theme.colour("muted"), self._document.workspace.history.position
        with QPainterStateGuard(painter):
            if row.heading:
                head = QRectF(rect.x() + 14, rect.y(), rect.width() - 28, ROW - 6)
                paint_text(painter, head, row.heading.upper(), self._head, muted, Qt.AlignmentFlag.AlignBottom)
                rect.setTop(rect.bottom() - ROW)
            paint_row_background(painter, option, rect, theme)
            time = "▸ " + row.time if row.position == here else row.time
            paint_text(painter, rect.adjusted(14, 0, 0, 0), time, self._time, muted)
            font = self._now if row.position == here else self._gone if row.position > here else self._body
            ink = muted if row.position > here else theme.colour("ink")
            paint_text(painter, rect.adjusted(14 + TIME, 0, -10, 0), row.what, font, ink)


class HistoryPanel(QFrame):
    """The panel at the right with all steps, and a button that shows what changed for attendees today."""

    closed = Signal()
    about_to_go = Signal()
    """Emitted when a step is chosen, before the state after it is restored."""
    state_restored = Signal(Change)
    """Emitted with the change that led to the restored state."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document = document
        set_properties(self, part="right")
        self.setFixedWidth(WIDTH)
        self.moments = RowModel(
            {SHOWN: lambda row: row.what, TIP: lambda row: row.what, SPOKEN: self._spoken_text}, self
        )
        self.listing = name_widget(QListView(), words("History"))
        self.listing.setModel(self.moments)
        self.listing.setItemDelegate(HistoryDelegate(document, self.moments))
        self.listing.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.listing.activated.connect(self._restore_state)
        self.listing.clicked.connect(self._restore_state)
        self.today = push_button(words("What changed today…"), lambda: show_changes_today(document, self.window()))
        hint = words("Click a step to go back to it. Later steps stay until you change something.")
        top = panel_heading_row(words("History"), small_close_button(words("Close the history"), self._close_panel))
        top.setContentsMargins(16, 12, 12, 4)
        below = column(plain_label(hint, tone="muted"), self.today, margins=(16, 8, 16, 12))
        column(top, (self.listing, 1), below, inside=self, spacing=0)
        document.plan.changed.connect(self._on_change)
        self.refresh()

    @property
    def current_row(self) -> int:
        """The number of the current state's row."""
        rows, here = self.moments.rows, self._document.workspace.history.position
        return next((n for n, row in enumerate(rows) if row.position == here), len(rows) - 1)

    def _spoken_text(self, row: HistoryEntry) -> str:
        words, here = self._document.presentation.words, self._document.workspace.history.position
        state = words("now") if row.position == here else words("undone") if row.position > here else ""
        return ", ".join(part for part in (row.heading, row.time, row.what, state) if part)

    def _on_change(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reload the history and select the current state."""
        self.moments.show_rows(history_entries(self._document))
        self.listing.setCurrentIndex(self.moments.index(self.current_row))

    def _restore_state(self, index: QModelIndex) -> None:
        if index.isValid() and self._document.workspace.writable:
            self.about_to_go.emit()
            position = self.moments.rows[index.row()].position
            if done := self._document.run_or_report(lambda: self._document.workspace.go_to_position(position)):
                self.state_restored.emit(done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close_panel()
        else:
            super().keyPressEvent(event)

    def _close_panel(self) -> None:
        self.hide()
        self.closed.emit()


def show_changes_today(document: Document, parent: QWidget) -> None:
    """Show a dialog with what changed for attendees since this morning, and the number of steps."""
    from planner.programme.difference import difference  # the window starts without it
    from planner.programme.programme import programme

    workspace = document.workspace

    def look() -> tuple[int, Agenda]:
        since = min(count_steps_before_today(document), max(workspace.history.position, document.opened_at))
        return since, reduce(Agenda.after, workspace.history.changes_to_position(since), workspace.agenda)

    if found := document.run_or_report(look):
        since, agenda = found
        told = difference(programme(agenda), programme(document.agenda))
        steps = abs(workspace.history.position - since)
        document.dialogs.run_dialog(ChangesTodayDialog(document, steps, told, parent))


def count_steps_before_today(document: Document) -> int:
    """Return the number of steps that were made before today."""
    today = document.plan.today()
    dates = [made.astimezone().date() for made, _label in document.workspace.history.labels()]
    return next((n for n, made in enumerate(dates) if made >= today), len(dates))


class ChangesTodayDialog(QDialog):
    """A dialog with the changes that attendees would see, in a list that can be copied."""

    def __init__(
        self, document: Document, steps: int, changes: Sequence[ProgrammeChange], parent: QWidget | None = None
    ) -> None:
        from ui.state.change_list import ChangeList  # the window starts without it

        super().__init__(parent)
        _ = document.presentation.words
        self.setWindowTitle(_("What changed today"))
        self.setMinimumWidth(560)
        self.head = plain_label(_.plural("{n} step today", "{n} steps today", steps), heading="window")
        what = _("What attendees would see changed since this morning")
        self.changes = ChangeList(document, what)
        self.changes.show_changes(("", changes), nothing=_("Nothing that attendees would see."))
        self.changes.setMinimumHeight(200)
        buttons, close = close_buttons(self)
        parts = (self.head, QLabel(what, wordWrap=True), self.changes, buttons)
        column(*parts, inside=self, margins=EDGE)
        set_default_button(self, close)
