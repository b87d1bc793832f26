"""The list of problems. Choosing one selects its sessions, or shows its people if it has no sessions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.change import Change
from planner.domain.entities import Person
from planner.rules.conflict import Conflict, Severity
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import group_heading, tooltip_text
from ui.kit.widgets.list_rows import paint_ground
from ui.state.document import Document

Index = QModelIndex | QPersistentModelIndex
SIGNS: dict[Severity, tuple[str, str]] = {
    Severity.PROBLEM: ("●", "problem"), Severity.WARNING: ("▲", "warning"), Severity.HINT: ("○", "muted"),
}  # fmt: skip


class ProblemModel(QAbstractListModel):
    """A list model with a row for each conflict, the most severe first."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.rows: tuple[Conflict, ...] = document.problems.all
        document.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        if change.edits and self.rows != self._document.problems.all:
            self.beginResetModel()
            self.rows = self._document.problems.all
            self.endResetModel()

    def text(self, row: int) -> str:
        """Return the text of a row's conflict."""
        return self._document.presentation.words.say(self.rows[row].text)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(self.text(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.severity_name(self.rows[index.row()].severity)}: {self.text(index.row())}"
        return None

    def severity_name(self, severity: Severity) -> str:
        """Return the name of a severity."""
        _ = self._document.presentation.words
        return {Severity.PROBLEM: _("Problem"), Severity.WARNING: _("Warning"), Severity.HINT: _("To do")}[severity]


class ProblemDelegate(QStyledItemDelegate):
    """A delegate that paints a conflict: its sign, its severity in words, and its text."""

    def __init__(self, document: Document, rows: ProblemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rows = document.presentation.theme, rows
        self._bold, self._body = text_font(13, QFont.Weight.DemiBold), text_font(13)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        conflict, theme = self._rows.rows[index.row()], self._theme
        rect = QRectF(option.rect)
        painter.save()
        paint_ground(painter, option, rect, theme)
        sign, token = SIGNS[conflict.severity]
        painter.setFont(self._bold)
        painter.setPen(theme.colour(token))
        label = f"{sign} {self._rows.severity_name(conflict.severity)}"
        painter.drawText(rect.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label)
        painter.setFont(self._body)
        painter.setPen(theme.colour("ink"))
        area = rect.adjusted(112, 0, -12, 0)
        text = QFontMetricsF(self._body).elidedText(
            self._rows.text(index.row()), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class ProblemsPanel(QFrame):
    """The panel below the timeline with the list of problems."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self._document = document
        set_properties(self, part="problems")
        self.listing = QListView()
        self.rows = ProblemModel(document, self)
        self.listing.setModel(self.rows)
        self.listing.setItemDelegate(ProblemDelegate(document, self.rows, self))
        self.listing.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.listing.setAccessibleName(_("Problems"))
        self.listing.clicked.connect(self._choose)
        self.listing.selectionModel().currentChanged.connect(self._choose)
        self.close_button = QToolButton()
        self.close_button.setText("×")
        set_properties(self.close_button, small=True)
        self.close_button.setAccessibleName(_("Close the list of problems"))
        self.close_button.clicked.connect(self.hide)
        self._none = QLabel(_("No problems. Every session has its time, its room and its people."))
        self._none.setContentsMargins(12, 4, 12, 12)
        set_properties(self._none, tone="muted")
        top = group_heading(_("Problems"), self.close_button)
        top.setContentsMargins(12, 6, 8, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self._none)
        box.addWidget(self.listing)
        self.setFixedHeight(170)
        self.rows.modelReset.connect(self._show_none)
        self._show_none()

    def _show_none(self) -> None:
        self._none.setVisible(not self.rows.rows)
        self.listing.setVisible(bool(self.rows.rows))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        finding = self.rows.rows[index.row()]
        if finding.sessions or not finding.people:
            self._document.select(finding.sessions)
        else:  # it is about a moderator's shift
            self._document.show(Person, *finding.people)
