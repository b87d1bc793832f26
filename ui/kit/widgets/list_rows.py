"""Models and painting that the lists of rows share, and the tables of texts in dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from ui.kit.theme.painting import paint_rounded, write
from ui.kit.theme.theme import Theme
from ui.kit.widgets.labels_and_boxes import tooltip_text

Index = QModelIndex | QPersistentModelIndex
SHOWN, SPOKEN, TIP = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
)  # fmt: skip
PILL = 38
"""How opaque the ground of a pill is, of 255."""


class RowModel(QAbstractListModel):
    """A list model of any rows; ``says`` tells the text of a row for each role that has one."""

    def __init__(self, says: Mapping[int, Callable[[Any], str]], parent: QObject) -> None:
        super().__init__(parent)
        self._says = says
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = SHOWN) -> str | None:
        if (say := self._says.get(role)) is None or not index.isValid():
            return None
        return tooltip_text(say(self.rows[index.row()])) if role == TIP else say(self.rows[index.row()])


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, theme: Theme) -> None:
    """Paint the background of a selected row, and a frame around the row with the keyboard focus."""
    from PySide6.QtWidgets import QStyle  # its many enumerations take 5 ms, and the lists are hidden at first

    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("accent_soft"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_text(
    painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor,
    align: int = Qt.AlignmentFlag.AlignVCenter,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:  # fmt: skip
    """Paint a text on one line, elided if the area is too narrow, and return its width."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, elide, max(0.0, area.width()))
    write(painter, font, colour, area, shown, align)
    return metrics.horizontalAdvance(shown)


def paint_pill(painter: QPainter, pill: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Paint a text on a rounded ground of a pale shade of its colour."""
    ground = QColor(colour)
    ground.setAlpha(PILL)
    paint_rounded(painter, pill, 4, fill=ground)
    write(painter, font, colour, pill, text, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)


THING = Qt.ItemDataRole.UserRole + 1
TICKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class TextTable(QTreeWidget):
    """A table of texts for dialogs, whose rows may have a check box in their first cell; each stands for a thing."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderLabels(headings)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)

    def add(self, texts: Sequence[str], thing: object, ticked: bool | None = None) -> QTreeWidgetItem:
        """Add a row, with a check box unless ``ticked`` is None; its tooltips show the texts whole."""
        item = QTreeWidgetItem(texts)
        item.setData(0, THING, thing)
        for n, text in enumerate(texts):
            item.setToolTip(n, tooltip_text(text))
        item.setFlags(TICKABLE if ticked is not None else TICKABLE & ~Qt.ItemFlag.ItemIsUserCheckable)
        if ticked is not None:
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.addTopLevelItem(item)
        return item

    @property
    def items(self) -> list[QTreeWidgetItem]:
        """Return the rows."""
        found = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def ticked(self) -> list[Any]:
        """Return what the ticked rows stand for."""
        return [item.data(0, THING) for item in self.items if item.checkState(0) == Qt.CheckState.Checked]

    @property
    def current(self) -> Any:
        """Return what the current row stands for, or None without one."""
        item = self.currentItem()
        return item.data(0, THING) if item else None
