"""The list of problems. Choosing one selects its sessions, or shows its people if it has no sessions."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPainterStateGuard
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.domain.agenda import Change
from planner.domain.entities import Person
from planner.domain.text import N_
from planner.rules.rule import Conflict, Severity
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import (
    SHOWN,
    SPOKEN,
    TIP,
    Index,
    RowModel,
    column,
    group_heading,
    named,
    paint_ground,
    paint_text,
    plain_label,
    small_cross,
)
from ui.state.document import Document

SIGNS: dict[Severity, tuple[str, str, str]] = {
    Severity.PROBLEM: ("●", "problem", N_("Problem")), Severity.WARNING: ("▲", "warning", N_("Warning")),
    Severity.HINT: ("○", "muted", N_("To do")),
}  # fmt: skip
"""The sign of a severity, the name of its colour, and its name."""


class ProblemDelegate(QStyledItemDelegate):
    """A delegate that paints a conflict: its sign, its severity in words, and its text."""

    def __init__(self, document: Document, rows: RowModel) -> None:
        super().__init__(rows)
        self._presentation, self._rows = document.presentation, rows
        self._bold, self._body = text_font(13, QFont.Weight.DemiBold), text_font(13)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._presentation.theme, QRectF(option.rect)
        with QPainterStateGuard(painter):
            paint_ground(painter, option, rect, theme)
            sign, token, name = SIGNS[self._rows.rows[index.row()].severity]
            label = f"{sign} {self._presentation.words(name)}"
            paint_text(painter, rect.adjusted(12, 0, 0, 0), label, self._bold, theme.colour(token))
            paint_text(painter, rect.adjusted(112, 0, -12, 0), index.data(), self._body, theme.colour("ink"))


class ProblemsPanel(QFrame):
    """The panel below the timeline with a row for each conflict, the most severe first."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document = document
        set_properties(self, part="problems")
        self.rows = RowModel({SHOWN: self._text, TIP: self._text, SPOKEN: self._spoken}, self)
        self.listing = named(QListView(), words("Problems"))
        self.listing.setModel(self.rows)
        self.listing.setItemDelegate(ProblemDelegate(document, self.rows))
        self.listing.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.listing.clicked.connect(self._choose)
        self.listing.selectionModel().currentChanged.connect(self._choose)
        self.close_button = small_cross(words("Close the list of problems"), self.hide)
        self._none = plain_label(
            words("No problems. Every session has its time, its room and its people."), wrap=False, tone="muted"
        )
        self._none.setContentsMargins(12, 4, 12, 12)
        top = group_heading(words("Problems"), self.close_button)
        top.setContentsMargins(12, 6, 8, 2)
        column(top, self._none, self.listing, inside=self, spacing=0)
        self.setFixedHeight(170)
        document.changed.connect(self._on_change)
        self._show()

    def _text(self, conflict: Conflict) -> str:
        return self._document.presentation.words.say(conflict.text)

    def _spoken(self, conflict: Conflict) -> str:
        return f"{self._document.presentation.words(SIGNS[conflict.severity][2])}: {self._text(conflict)}"

    def _on_change(self, change: Change) -> None:
        if change.edits and self.rows.rows != self._document.problems.all:
            self._show()

    def _show(self) -> None:
        found = self._document.problems.all
        self.rows.show_rows(found)
        self._none.setVisible(not found)
        self.listing.setVisible(bool(found))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            finding = self.rows.rows[index.row()]
            if finding.sessions or not finding.people:
                self._document.select(finding.sessions)
            else:  # it is about a moderator's shift
                self._document.show(Person, *finding.people)
