"""Rows, columns and flows of widgets, popups within the screen, and labels, headings and tooltips of escaped text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.wording import Wording
from ui.kit.theme.theme import W, set_properties

Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]
"""A widget or layout, perhaps with its stretch and alignment; a number alone is the stretch of empty space."""
Margins = tuple[int, int, int, int] | None
"""Left, top, right and bottom; None are those of the style."""
NO_MARGINS: Margins = (0, 0, 0, 0)
Box = TypeVar("Box", bound=QBoxLayout)


def row(*parts: Part, inside: QWidget | None = None, margins: Margins = NO_MARGINS, spacing: int = -1) -> QHBoxLayout:
    """Return a layout of parts side by side, the layout of the widget ``inside`` if that is given.

    Without ``spacing`` the style decides.
    """
    return _filled(QHBoxLayout(inside) if inside else QHBoxLayout(), parts, margins, spacing)


def column(
    *parts: Part, inside: QWidget | None = None, margins: Margins = NO_MARGINS, spacing: int = -1
) -> QVBoxLayout:
    """Return a layout of parts one below the other; see ``row``."""
    return _filled(QVBoxLayout(inside) if inside else QVBoxLayout(), parts, margins, spacing)


def _filled(box: Box, parts: tuple[Part, ...], margins: Margins, spacing: int) -> Box:
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
    """Show a popup with its corner at a point in global coordinates, or as near as it fits on the screen."""
    area = popup.screen().availableGeometry().adjusted(4, 4, -4, -4)
    x = max(area.left(), min(at.x(), area.right() - popup.width()))
    popup.move(x, max(area.top(), min(at.y(), area.bottom() - popup.height())))
    popup.show()


def clear(box: QBoxLayout) -> None:
    """Take the widgets out of a layout and delete them."""
    while item := box.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class FlowLayout(QLayout):
    """A layout of widgets side by side, in as many rows as the width requires."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap

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
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # its widget is hidden
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, row = rect.x(), y + row + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            row = max(row, size.height())
        return y + row - rect.y()


MOST_TIP = 300
"""Maximum number of characters in a tooltip."""
FEW = 3
"""Number of lines shown before the rest is only counted."""


def escape_mnemonic(text: str) -> str:
    """Escape a text for a button, menu or tab, where a single & would mark an access key."""
    return text.replace("&", "&&")


def tooltip_text(text: str) -> str:
    """Shorten and escape a text for a tooltip, where Qt would interpret tags such as <b> or <img>."""
    text = text if len(text) <= MOST_TIP else text[: MOST_TIP - 1] + "…"
    if "<" not in text and "&" not in text and len(text) <= 100:
        return text
    from html import escape  # the window starts without it

    lines = escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


def first_few(words: Wording, lines: Sequence[str]) -> list[str]:
    """Return the first ``FEW`` lines, followed by a line that counts the rest if there are more."""
    more = len(lines) - FEW
    return [*lines[:FEW], *([words.plural("and {n} more", "and {n} more", more)] if more > 0 else [])]


def window_title(text: str) -> str:
    """Escape a text for a window title, where Qt would replace [*] with the modified mark."""
    return text.replace("[*]", "[*][*]")


def plain_label(text: str = "", *, wrap: bool = True, **properties: str) -> QLabel:
    """Return a label of plain text, which is never read as markup; ``properties`` are those of the style sheet."""
    return set_properties(QLabel(text, wordWrap=wrap, textFormat=Qt.TextFormat.PlainText), **properties)


def named(widget: W, name: str) -> W:
    """Give a widget the name that is read out, and return it."""
    widget.setAccessibleName(name)
    return widget


def small_cross(name: str, act: Callable[[], object]) -> QToolButton:
    """Return a small × that closes something; ``name`` is read out."""
    button = set_properties(named(QToolButton(), name), small=True)
    button.setText("×")
    button.clicked.connect(act)
    return button


def heading(title: str) -> QLabel:
    """Return the label of a group's heading."""
    return set_properties(QLabel(title.upper()), heading="group")


def group_heading(title: str, beside: QWidget) -> QHBoxLayout:
    """Return the heading row of a panel, with ``beside``, such as a count or a button, at its right."""
    return row(heading(title), 0, beside)


class ElidedLabel(QLabel):
    """Plain text on one line, elided at its end or middle if it does not fit; the tooltip then shows the whole text."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, area.width())
        self.setToolTip(tooltip_text(self.text()) if shown != self.text() else "")
        QPainter(self).drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
