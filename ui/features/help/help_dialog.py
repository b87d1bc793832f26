"""The help: a search over first steps and over all that can be done, by task, with keys drawn as keycaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterStateGuard
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.domain.text import N_
from ui.features.help.help_topics import HelpRow, HelpTopic, fitting, help_topics
from ui.kit.dialogs.dialog_service import closing_button, resize_within_screen, set_default_button
from ui.kit.theme.painting import LaidText, MeasuredFont, PaintCache, paint_card, text_font, write
from ui.kit.theme.theme import Presentation, announce
from ui.kit.widgets.folding_list import FoldingList
from ui.kit.widgets.plain_widgets import EDGE, SHOWN, SPOKEN, Index, column, named, paint_ground, plain_label
from ui.state.command_table import keycaps

SIZE = (720, 700)
PAD, GAP, SCROLL, MARGIN = 10, 24, 12, 5
"""In pixels: space beside a row, between its text and keys, width of the scroll bar, and frame with padding of the
list."""
CAP, INSIDE, CLOSE, APART, HOW = 20, 6, 3, 12, 350
"""In pixels: height of a keycap, space beside its letters, between caps pressed together and between others, and
greatest width of a gesture's text."""
BETWEEN, ABOVE = 7, 4
"""Space between rows and above a heading, in pixels."""
FORWARDED = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
CAP_NAMES = {"Shift": N_("Shift"), "PgDown": N_("PgDn"), "Backspace": N_("Backspace"), "Ins": N_("Ins")}
"""What stands on a key where it is not its name in Qt, or differs by language."""


class HelpDelegate(QStyledItemDelegate):
    """Paints a heading, or a row with its text at the left and its keys or gesture at the right."""

    def __init__(self, presentation: Presentation, view: FoldingList) -> None:
        super().__init__(view)
        self._presentation, self._view, self._cache = presentation, view, PaintCache()
        self._text, self._how = MeasuredFont(13), MeasuredFont(12)
        self._text.font.setFeature(QFont.Tag("tnum"), 1)
        self._head, self._cap = MeasuredFont(13, QFont.Weight.DemiBold), text_font(12, QFont.Weight.Medium)
        self._measure = QFontMetricsF(self._cap).horizontalAdvance

    def _caps(self, row: HelpRow) -> list[tuple[str, float, float]]:
        """Return the letters of each keycap with its place from the left and its width."""
        found, x = list[tuple[str, float, float]](), 0.0
        for sequence in row.keys:
            for cap in keycaps(sequence):
                shown = self._presentation.words(CAP_NAMES.get(cap, cap))
                width = max(CAP, round(self._measure(shown)) + 2 * INSIDE)
                found.append((shown, x, width))
                x += width + CLOSE
            x += APART - CLOSE
        return found

    def _parts(self, row: HelpRow | HelpTopic) -> tuple[LaidText, list[tuple[str, float, float]], LaidText | None]:
        """Return the laid-out text of a row, its keycaps, and the text of its gesture or menu."""
        width = max(200, self._view.width() - 2 * MARGIN - SCROLL - 2 * PAD)
        if isinstance(row, HelpTopic):
            sign = "" if not row.folds else "▸ " if row.folded else "▾ "
            return self._cache.text(f"{sign}{row.title}", self._head, width, None), [], None
        caps = self._caps(row)
        how = self._cache.text(row.how, self._how, min(HOW, width * 0.55), None) if row.how else None
        taken = caps[-1][1] + caps[-1][2] if caps else how.width if how else 0
        return self._cache.text(row.text, self._text, width - taken - GAP, None), caps, how

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._view.rows.rows[index.row()]
        text, caps, how = self._parts(row)
        high = max(text.height, how.height if how else 0, CAP if caps else 0)
        return QSize(200, round(high) + BETWEEN + (ABOVE if isinstance(row, HelpTopic) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = self._view.rows.rows[index.row()], self._presentation.theme
        rect = QRectF(option.rect)
        if isinstance(row, HelpTopic):
            rect.setTop(rect.top() + ABOVE)
        text, caps, how = self._parts(row)
        with QPainterStateGuard(painter):
            paint_ground(painter, option, rect, theme)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = rect.center().y()
            text.paint(painter, rect.left() + PAD, middle - text.height / 2, theme.colour("ink"))
            right = rect.left() + self._view.width() - 2 * MARGIN - SCROLL - PAD
            if how:
                how.paint(painter, right - how.width, middle - how.height / 2, theme.colour("muted"))
            left = right - (caps[-1][1] + caps[-1][2]) if caps else right
            for letters, x, width in caps:
                box = QRectF(QPointF(round(left + x), round(middle - CAP / 2)), QSize(round(width), CAP))
                paint_card(painter, box, 4, fill=theme.colour("hover"), edge=theme.edge())
                write(painter, self._cap, theme.colour("ink"), box, letters)


class HelpList(FoldingList):
    """The topics, whose headings open and fold; in a search all is open."""

    def __init__(self, presentation: Presentation) -> None:
        super().__init__({SHOWN: _title, SPOKEN: self._spoken})
        self._words = presentation.words
        self._topics: Sequence[HelpTopic] = ()
        self.setItemDelegate(HelpDelegate(presentation, self))
        named(self, self._words("Help"))

    def show_topics(self, topics: Sequence[HelpTopic]) -> None:
        """Show topics from the first."""
        self._topics = topics
        self.show_rows()
        self.scrollToTop()

    def show_rows(self) -> None:
        rows: list[HelpRow | HelpTopic] = []
        for topic in self._topics:
            folded = topic.folds and topic.title not in self.opened
            rows += [replace(topic, folded=folded), *(() if folded else topic.rows)]
        self.rows.show_rows(rows)

    def _spoken(self, row: HelpRow | HelpTopic) -> str:
        if isinstance(row, HelpTopic):
            return ", ".join([row.title, *([self._words("folded")] if row.folded else [])])
        keys = ["+".join(keycaps(key)) for key in row.keys]
        return ", ".join(part for part in (row.text, *keys, row.how) if part)

    def fold_name(self, row: Any) -> str | None:
        return row.title if isinstance(row, HelpTopic) and row.folds else None


def _title(row: Any) -> str:
    return row.title if isinstance(row, HelpTopic) else row.text


class HelpDialog(QDialog):
    """A dialog that says how to begin and how to do what; typing narrows it down to what fits."""

    def __init__(self, presentation: Presentation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._words = presentation.words
        self.setWindowTitle(words("Help"))
        self._topics = help_topics(words)
        self.search = QLineEdit(placeholderText=words("What do you want to do?"), clearButtonEnabled=True)
        named(self.search, words("Search the help"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.listing = HelpList(presentation)
        self.listing.show_topics(self._topics)
        self.nothing = plain_label(tone="muted")
        self.nothing.hide()
        buttons, close = closing_button(self)
        column(self.search, self.nothing, (self.listing, 1), buttons, inside=self, margins=EDGE)
        set_default_button(self, close)
        resize_within_screen(self, *SIZE)
        self.search.setFocus()

    def _find(self, typed: str) -> None:
        """Show what fits what is typed."""
        found = fitting(self._topics, typed)
        self.listing.show_topics(found)
        self.nothing.setText(self._words("Nothing in the help fits. Ctrl+K also finds sessions, people and rooms."))
        self.nothing.setVisible(not found)
        n = sum(len(topic.rows) for topic in found)
        announce(self.listing, self._words.plural("{n} hit", "{n} hits", n) if found else self.nothing.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys in the search walk through the list, Enter go there, and Escape empty the search first."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in FORWARDED:
            self.listing.setFocus()
            QApplication.sendEvent(self.listing, event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.text():
            self.listing.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False
