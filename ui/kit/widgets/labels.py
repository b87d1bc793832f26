"""Labels, headings and tooltips, and the escaping of text from users and files in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from planner.wording import Wording
from ui.kit.theme.theme import W, set_properties
from ui.kit.widgets.boxes import row

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
        super().__init__()
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, area.width())
        self.setToolTip(tooltip_text(self.text()) if shown != self.text() else "")
        QPainter(self).drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
