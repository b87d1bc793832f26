"""The list of what has changed for attendees: a row for each change, with icon and word of its sort."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterStateGuard,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from planner.domain.text import Plural, Text
from planner.programme.difference import MOST_NAMED, SORT_NAMES, ChangeSort, ProgrammeChange, text_changes_line
from ui.kit.theme.painting import LaidText, MeasuredFont, text_font
from ui.kit.theme.theme import icon, set_properties
from ui.kit.widgets.folding_list import FoldingList
from ui.kit.widgets.plain_widgets import FEW, SHOWN, SPOKEN, Index, paint_row_background, paint_text
from ui.state.document import Document

ICONS: dict[ChangeSort, tuple[str, str]] = {
    ChangeSort.CANCELLED: ("cross", "problem"), ChangeSort.ELSEWHERE: ("cross", "problem"),
    ChangeSort.MOVED: ("clock", "warning"), ChangeSort.LONGER: ("clock", "warning"),
    ChangeSort.SHORTER: ("clock", "warning"), ChangeSort.NEW: ("plus", "good"), ChangeSort.ROOM: ("venue", "warning"),
    ChangeSort.STATUS: ("sessions", "ink"), ChangeSort.PEOPLE: ("people", "ink"), ChangeSort.TITLE: ("text", "ink"),
    ChangeSort.TEXT: ("text", "ink"), ChangeSort.CONFERENCE: ("conference", "ink"),
}  # fmt: skip
"""The icon of each sort of change, with the name of its colour."""
PAD, ICON, GAP, SCROLL, MARGIN = 8, 16, 12, 12, 5
"""In pixels: space beside and between rows, side of an icon, space after its word and after a title.

Then width of the scroll bar, and the frame and padding of the list together.
"""


@dataclass(frozen=True, slots=True)
class ChangeFold:
    """A row that stands for several minor changes and unfolds to show them; ``group`` is the number of their group."""

    group: int
    changes: tuple[ProgrammeChange, ...]
    text: Text
    opened: bool = False

    @property
    def sort(self) -> ChangeSort | None:
        """The sort of all these changes, or None if there are several sorts."""
        first, *more = {change.sort for change in self.changes}
        return None if more else first


SMALLER = frozenset({ChangeSort.STATUS, ChangeSort.PEOPLE, ChangeSort.TITLE, ChangeSort.TEXT, ChangeSort.CONFERENCE})
"""The sorts of changes that send nobody to another place or time."""
Row = ProgrammeChange | ChangeFold | str
"""A change, a fold of several changes, or a text: a heading, or what a list without changes says."""


class ChangeDelegate(QStyledItemDelegate):
    """Paints a row: icon and word of a change's sort, the session's title, and the notes beside or below the title."""

    def __init__(self, document: Document, view: FoldingList) -> None:
        super().__init__(view)
        self._document, self._view = document, view
        words = document.presentation.words
        self._title, self._note = MeasuredFont(13, QFont.Weight.DemiBold), MeasuredFont(12)
        self._word = text_font(12, QFont.Weight.Medium)
        measure = QFontMetricsF(self._word).horizontalAdvance
        self._wide = {sort: round(measure(words(name))) for sort, name in SORT_NAMES.items()}
        self._left = 0
        self._icon = cache(self._make_icon)

    def fit_word_column(self, sorts: Collection[ChangeSort]) -> None:
        """Make the column of words as wide as the words of these sorts need."""
        self._left = PAD + ICON + PAD + max([self._wide[sort] for sort in sorts], default=0) + GAP

    def _make_icon(self, sort: ChangeSort) -> QIcon:
        name, colour = ICONS[sort]
        tone = getattr(self._document.presentation.theme, colour)
        return icon(name, tone, tone, ICON)

    def _laid_texts(self, row: Row) -> list[tuple[LaidText, str, float, float]]:
        """Return the laid-out texts of a row, each with the name of its colour and its x and y within the row.

        The notes on what changed are at the right of the title if they fit there, else below it.
        """
        say, text = self._document.presentation.words.say, self._document.plan.paint_cache.text
        width = max(80, self._view.width() - 2 * MARGIN - SCROLL - self._left - PAD)
        if isinstance(row, str):
            return [(text(row, self._title, width + self._left - PAD, None), "muted", PAD, 0)]
        if isinstance(row, ChangeFold):
            sign = "▾" if row.opened else "▸"
            return [(text(f"{sign} {say(row.text)}", self._note, width, None), "ink", self._left, 0)]
        notes = text(say(row.notes), self._note, width, None)
        if not row.title:
            return [(notes, "ink", self._left, 0)]
        title = text(row.title, self._title, width, None)
        beside = title.natural + GAP + notes.natural <= width
        right = self._left + width - notes.natural
        at = (right, title.height - notes.height) if beside else (self._left, title.height)
        return [(title, "ink", self._left, 0), (notes, "muted", *at)]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        texts = self._laid_texts(self._view.rows.rows[index.row()])
        return QSize(80, round(max(y + text.height for text, _tone, _x, y in texts)) + PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, row, theme = QRectF(option.rect), self._view.rows.rows[index.row()], self._document.presentation.theme
        left, top = rect.left(), rect.top() + PAD / 2
        with QPainterStateGuard(painter):
            paint_row_background(painter, option, rect, theme)
            texts = self._laid_texts(row)
            if not isinstance(row, str) and (sort := row.sort):
                line = QRectF(left + PAD, top, self._left, texts[0][0].height)
                at = round(line.center().y() - ICON / 2)
                self._icon(sort).paint(painter, round(line.left()), at, ICON, ICON)
                word = self._document.presentation.words(SORT_NAMES[sort])
                beside = line.adjusted(ICON + PAD, 0, 0, 0)
                paint_text(painter, beside, word, self._word, theme.colour(ICONS[sort][1]))
            for text, tone, x, y in texts:
                text.paint(painter, left + x, top + y, theme.colour(tone))


class ChangeList(FoldingList):
    """The list of what has changed for attendees; many changes of texts alone in a group are folded into one row.

    A ``brief`` list folds all changes of the sorts in ``SMALLER`` if a group has more than ``FEW`` of them.
    """

    def __init__(self, document: Document, name: str, *, brief: bool = False) -> None:
        super().__init__({SHOWN: self._row_text, SPOKEN: self._spoken_text})
        self._words = document.presentation.words
        self._folding: Collection[ChangeSort] = SMALLER if brief else (ChangeSort.TEXT,)
        self._most = FEW if brief else MOST_NAMED
        set_properties(self, offered=not brief)
        self._groups: list[tuple[str, Sequence[ProgrammeChange]]] = []
        self._nothing = ""
        self._delegate = ChangeDelegate(document, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(self._words("Copy the list"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)

    def show_changes(self, *groups: tuple[str, Sequence[ProgrammeChange]], nothing: str = "") -> None:
        """Show groups of changes, each after its heading if it has one; if there are none, the text ``nothing``."""
        self._groups, self._nothing, self.opened = [group for group in groups if group[1]], nothing, set()
        self.show_rows()

    def show_rows(self) -> None:
        rows: list[Row] = [self._nothing] if self._nothing and not self._groups else []
        for number, (head, changes) in enumerate(self._groups):
            small = tuple(change for change in changes if change.sort in self._folding)
            folded, opened = len(small) > self._most, number in self.opened
            rows += [head] if head else []
            for change in changes:
                if folded and change is small[0]:
                    rows.append(ChangeFold(number, small, _fold_text(small), opened))
                if opened or not (folded and change.sort in self._folding):
                    rows.append(change)
        self._delegate.fit_word_column({change.sort for _head, changes in self._groups for change in changes})
        self.rows.show_rows(rows)

    def sizeHint(self) -> QSize:
        """Return a size of minimum height, as the layout gives the list the space that remains."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    @property
    def needed_height(self) -> int:
        """The height in pixels at which all rows are visible."""
        option = QStyleOptionViewItem()
        rows = range(self.rows.rowCount())
        return sum(self._delegate.sizeHint(option, self.rows.index(n)).height() for n in rows) + 2 * MARGIN

    def rows_as_text(self, rows: Sequence[int] = ()) -> str:
        """Return the rows with these numbers as lines of text, or all rows if none are given."""
        shown = self.rows.rows
        return "\n".join(self._row_text(shown[n]) for n in (rows or range(len(shown))))

    @property
    def selected_session_ids(self) -> frozenset[str]:
        """The ids of the sessions in the selected rows, including those in selected folds."""
        rows = [self.rows.rows[index.row()] for index in self.selectedIndexes()]
        changes = [change for row in rows for change in (row.changes if isinstance(row, ChangeFold) else [row])]
        return frozenset(change.session for change in changes if isinstance(change, ProgrammeChange) and change.session)

    def copy(self) -> None:
        """Copy the selected rows to the clipboard as lines of text, or all if none is selected."""
        QGuiApplication.clipboard().setText(self.rows_as_text(sorted(index.row() for index in self.selectedIndexes())))

    def _row_text(self, row: Row) -> str:
        if isinstance(row, str):
            return row
        return self._words.say(row.text if isinstance(row, ChangeFold) else row.line)

    def _spoken_text(self, row: Row) -> str:
        folded = isinstance(row, ChangeFold) and not row.opened
        return ", ".join([self._row_text(row), *([self._words("folded")] if folded else [])])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):  # Qt itself would copy one row alone
            self.copy()
        else:
            super().keyPressEvent(event)

    def fold_name(self, row: Any) -> int | None:
        return row.group if isinstance(row, ChangeFold) else None


def _fold_text(small: Sequence[ProgrammeChange]) -> Text:
    """Return the text of a fold's row: how many sessions have changed texts, or how many changes it stands for."""
    if all(change.sort is ChangeSort.TEXT for change in small):
        return text_changes_line(small)
    return Plural("and {n} smaller change", "and {n} smaller changes", len(small))
