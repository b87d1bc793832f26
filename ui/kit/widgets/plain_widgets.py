"""Plain building blocks: rows and columns of widgets, labels, headings, tooltips, elided texts, lists and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QSpinBox,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.wording import Wording
from ui.kit.theme.painting import paint_plain_text, paint_rounded
from ui.kit.theme.theme import Theme, W, set_properties

Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]
"""A widget or layout, alone or with its stretch, a widget also with its alignment; a number is an empty stretch."""
Margins = tuple[int, int, int, int] | None
"""Left, top, right and bottom margins in pixels; None for those of the style."""
NO_MARGINS: Margins = (0, 0, 0, 0)
EDGE = (16, 16, 16, 16)
"""The margins of a dialog."""
SPACE, HAIR = 8, 2
"""Pixels between the parts of a row or column, and between a label and its field."""
Box = TypeVar("Box", bound=QBoxLayout)


def row(
    *parts: Part, inside: QWidget | None = None, margins: Margins = NO_MARGINS, spacing: int = SPACE
) -> QHBoxLayout:
    """Return a layout of parts side by side; it becomes that of the widget ``inside`` if that is given."""
    return _fill_box(QHBoxLayout(inside) if inside else QHBoxLayout(), parts, margins, spacing)


def column(
    *parts: Part, inside: QWidget | None = None, margins: Margins = NO_MARGINS, spacing: int = SPACE
) -> QVBoxLayout:
    """Return a layout of parts one below the other; it becomes that of the widget ``inside`` if that is given."""
    return _fill_box(QVBoxLayout(inside) if inside else QVBoxLayout(), parts, margins, spacing)


def _fill_box(box: Box, parts: tuple[Part, ...], margins: Margins, spacing: int) -> Box:
    if margins is not None:
        box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
            continue
        first, *how = part if isinstance(part, tuple) else (part,)
        (box.addLayout if isinstance(first, QLayout) else box.addWidget)(first, *how)  # type: ignore[arg-type]
    return box


def show_within_screen(popup: QWidget, at: QPoint) -> None:
    """Show a popup with its top left corner at a point in global coordinates, or as near to it as the screen allows."""
    area = popup.screen().availableGeometry().adjusted(4, 4, -4, -4)
    x = max(area.left(), min(at.x(), area.right() - popup.width()))
    popup.move(x, max(area.top(), min(at.y(), area.bottom() - popup.height())))
    popup.show()


def clear(box: QBoxLayout) -> None:
    """Remove all items of a layout, and delete those that are widgets."""
    while item := box.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class FlowLayout(QLayout):
    """A layout of widgets side by side, wrapped to as many rows as the width requires."""

    def __init__(self, gap: int = SPACE) -> None:
        super().__init__(spacing=gap)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place_items(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place_items(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place_items(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # its widget is hidden
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            row = max(row, size.height())
        return y + row - rect.y()


class TwoColumnLayout(FlowLayout):
    """A layout in two columns of equal width; a widget that needs more has a row to itself."""

    def minimumSize(self) -> QSize:
        return QSize(0, super().minimumSize().height())

    def _place_items(self, rect: QRect, *, move: bool) -> int:
        half, y, high, second = (rect.width() - self.spacing()) // 2, rect.y(), 0, False
        for item in self._items:
            if item.isEmpty():  # its widget is hidden
                continue
            size = item.sizeHint()
            whole = size.width() > half
            if high and (whole or not second):
                y, high, second = y + high + self.spacing(), 0, False
            if move:
                x = rect.right() + 1 - half if second else rect.x()
                item.setGeometry(QRect(x, y, rect.width() if whole else half, size.height()))
            high, second = max(high, size.height()), not whole and not second
        return y + high - rect.y()


MOST_TIP = 300
"""Maximum number of characters in a tooltip."""
FEW = 3
"""Number of lines that are shown before the rest is only counted."""


def escape_mnemonic(text: str) -> str:
    """Return a text escaped for a button, menu or tab, where a single & would mark an access key."""
    return text.replace("&", "&&")


def tooltip_text(text: str) -> str:
    """Return a text shortened and escaped for a tooltip, where Qt would interpret tags such as <b> or <img>."""
    text = text if len(text) <= MOST_TIP else text[: MOST_TIP - 1] + "…"
    if "<" not in text and "&" not in text and len(text) <= 100:
        return text
    # without Python's ``html``, whose table of all names takes 2 ms to load at the start of a window
    lines = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


def first_lines_and_count(words: Wording, lines: Sequence[str]) -> list[str]:
    """Return the first ``FEW`` lines and, if there are more, a line with the number of the others."""
    more = len(lines) - FEW
    return [*lines[:FEW], *([words.plural("and {n} more", "and {n} more", more)] if more > 0 else [])]


def length_text(words: Wording, minutes: int) -> str:
    """Return a length in minutes as 45 min, 2 h or 2 h 15 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words("{n} min").format(n=rest)
    return (words("{hours} h {minutes} min") if rest else words("{hours} h")).format(hours=hours, minutes=rest)


def escape_window_title(text: str) -> str:
    """Return a text escaped for a window title, where Qt would replace [*] with the mark of a changed document."""
    return text.replace("[*]", "[*][*]")


def plain_label(text: str = "", *, wrap: bool = True, **properties: str) -> QLabel:
    """Return a label of plain text, never read as markup; ``properties`` are for the style sheet."""
    return set_properties(QLabel(text, wordWrap=wrap, textFormat=Qt.TextFormat.PlainText), **properties)


def name_widget(widget: W, name: str) -> W:
    """Set a widget's name for screen readers, and return the widget."""
    widget.setAccessibleName(name)
    return widget


def labelled_field(label: str, field: QWidget, *below: QWidget) -> QWidget:
    """Return a widget with a label, the field below it, and further widgets below that."""
    whole = QWidget()
    parts = plain_label(label, wrap=False, label="field"), name_widget(field, label), *below
    column(*parts, inside=whole, spacing=HAIR)
    return whole


def number_field(usual: int, most: int) -> QSpinBox:
    """Return a spin box for a whole number from 1 to ``most``, which shows ``usual`` at first."""
    field = QSpinBox(minimum=1, maximum=most, value=usual)
    field.lineEdit().setTextMargins(9, 0, 0, 0)  # the style sheet's padding has no effect here
    return field


def small_close_button(name: str, act: Callable[[], object]) -> QToolButton:
    """Return a small × button that closes something; ``name`` is for screen readers."""
    button = set_properties(name_widget(QToolButton(), name), small=True)
    button.setText("×")
    button.clicked.connect(act)
    return button


HEADING_HEIGHT = 22
"""Height in pixels of a panel's heading row."""


def heading_label(title: str) -> QLabel:
    """Return the label of a group heading, in capitals."""
    return set_properties(QLabel(title.upper()), heading="group")


def panel_heading_row(title: str, beside: QWidget | QLayout) -> QHBoxLayout:
    """Return the heading row of a panel, with the widget or layout ``beside``, such as a count, at its right."""
    return set_heading_height(row(heading_label(title), 0, (beside, 0)))


def set_heading_height(parts: QHBoxLayout) -> QHBoxLayout:
    """Give a row with a panel's heading the height that all such rows have, and return the row."""
    parts.addStrut(HEADING_HEIGHT)
    return parts


FEW_LETTERS = 5
"""Number of characters, "…" included, up to which an elided text says nothing and is left out."""


class ElidedLabel(QLabel):
    """Plain text on one line, elided at its end or middle if it does not fit; a tooltip then shows it.

    If only a few letters would fit, none are painted.
    """

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    @property
    def shown(self) -> str:
        """The text as it is painted; empty if only a few letters of it would fit."""
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
        return shown if shown == self.text() or len(shown) > FEW_LETTERS else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, place = self.shown, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self.setToolTip(tooltip_text(self.text()) if shown != self.text() else "")
        QPainter(self).drawText(self.contentsRect(), place, shown)


Index = QModelIndex | QPersistentModelIndex
SHOWN, SPOKEN, TIP, MORE = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
PILL = 25
"""Opacity, of 255, of a pill's background."""


class RowModel(QAbstractListModel):
    """A list model of rows of any type; ``says`` has, for each item role, the function that returns a row's value."""

    def __init__(self, says: Mapping[int, Callable[[Any], object]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._says = says
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = SHOWN) -> object:
        if (say := self._says.get(role)) is None or not index.isValid():
            return None
        said = say(self.rows[index.row()])
        return tooltip_text(str(said)) if role == TIP else said


def paint_row_background(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, theme: Theme) -> None:
    """Paint the background of a row if it is selected, and a frame if it has the keyboard focus."""
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
    """Paint a text on one line, elided if the area is too narrow, and return its painted width in pixels."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, elide, max(0.0, area.width()))
    paint_plain_text(painter, font, colour, area, shown, align)
    return metrics.horizontalAdvance(shown)


def paint_pill(painter: QPainter, pill: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Paint a text on a rounded background in a pale tint of its colour."""
    ground = QColor(colour)
    ground.setAlpha(PILL)
    paint_rounded(painter, pill, 4, fill=ground)
    paint_plain_text(painter, font, colour, pill, text, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)


THING = Qt.ItemDataRole.UserRole + 1
TICKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class TextTable(QTreeWidget):
    """A table of texts for dialogs, each row of which stands for a thing and may have a check box in its first cell."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderLabels(headings)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)

    def add(self, texts: Sequence[str], thing: object, ticked: bool | None = None) -> QTreeWidgetItem:
        """Add a row for a thing, with a check box unless ``ticked`` is None; each cell's tooltip shows its text."""
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
        """The rows."""
        found = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def ticked(self) -> list[Any]:
        """The things of the ticked rows."""
        return [item.data(0, THING) for item in self.items if item.checkState(0) == Qt.CheckState.Checked]

    @property
    def current(self) -> Any:
        """The thing of the current row, or None if there is none."""
        item = self.currentItem()
        return item.data(0, THING) if item else None
