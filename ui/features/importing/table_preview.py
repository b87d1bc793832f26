"""The table to import: boxes above it for the meaning of each column, cards beside it for what its rows become."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCompleter,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.commands.edit import FIELD_NAMES
from planner.domain.text import N_
from planner.importing.cells.fields import FIELDS, OF_NAMES, Subject
from planner.importing.incoming import Incoming, IncomingPerson, IncomingSession
from planner.importing.mapping.records import text_of
from planner.importing.mapping.table_mapping import EXTRA, LEFT_OUT
from planner.importing.plan_rows import format_plain_value
from planner.tables.table import Value, Worksheet, column_name
from planner.wording import Wording
from ui.kit.editors.search_boxes import ENTER, SearchableComboBox
from ui.kit.theme.theme import Presentation, Theme, set_properties
from ui.kit.widgets.plain_widgets import Index, tooltip_text

MOST_ROWS, FIRST_SHOWN, MOST_SHOWN = 200, 8, 30
"""Maximum number of rows of the sheet, of cards for the first rows, and of cards for doubtful and for refused rows."""
WIDEST_COLUMN, NARROWEST, ROW = 260, 128, 26
CARD_GAP = 8
"""Pixels between two cards."""


def cell_text(value: Value) -> str:
    """Return the first 400 characters of a cell's value as text on one line."""
    return " ↵ ".join(text_of(value)[:400].split("\n"))


class SheetView(QTableWidget):
    """The first rows of a sheet as the file has them; columns are as wide as their content, within limits."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setWordWrap(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(ROW)
        self.horizontalHeader().setMinimumSectionSize(70)

    def show_sheet(self, sheet: Worksheet, head: int, first: int) -> None:
        """Show the first rows of a sheet.

        ``head`` is the index of the row with its headings, ``first`` that of the first row of data.
        """
        rows = sheet.rows[:MOST_ROWS]
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(sheet.width)
        self.setHorizontalHeaderLabels(list(map(column_name, range(sheet.width))))
        self.setVerticalHeaderLabels([str(sheet.line(n)) for n in range(len(rows))])
        for n, values in enumerate(rows):
            colour = self._theme.colour("muted" if n < first and n != head else "ink")
            for column, text in enumerate(map(cell_text, values)):
                if text or n == head:
                    self.setItem(n, column, self._cell_item(text, colour, is_head=n == head))
        self._fit_columns(sheet)

    def _cell_item(self, text: str, colour: QColor, *, is_head: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setForeground(colour)
        if len(text) > 20:
            item.setToolTip(tooltip_text(text))
        if is_head:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(font)
            item.setBackground(self._theme.colour("accent_soft"))
        return item

    def _fit_columns(self, sheet: Worksheet) -> None:
        self.resizeColumnsToContents()
        for column in range(sheet.width):
            self.setColumnWidth(column, min(WIDEST_COLUMN, max(NARROWEST, self.columnWidth(column))))
        self.clearSpans()
        for area in sheet.merged[:2000]:
            high, wide = min(area.bottom, MOST_ROWS - 1) - area.top + 1, area.right - area.left + 1
            if high > 0 and (high, wide) != (1, 1):
                self.setSpan(area.top, area.left, high, wide)


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """A card of the preview for a session, person or refused row (``wrong``): a title and lines of details."""

    title: str
    about: tuple[str, ...]
    wrong: bool = False


def make_cards(incoming: Incoming, presentation: Presentation) -> list[PreviewCard]:
    """Return cards for the first sessions and doubtful ones, for some people in no session, and for refused rows."""
    people = {person.key: person for person in incoming.people}
    more = [one for one in incoming.sessions[FIRST_SHOWN:] if one.remarks]
    found = [_session_card(one, people, presentation) for one in (*incoming.sessions[:FIRST_SHOWN], *more[:MOST_SHOWN])]
    on_stage = {key for session in incoming.sessions for key, _role in session.people}
    others = [person for person in incoming.people if person.key not in on_stage]
    for person in others[: max(0, FIRST_SHOWN - len(found))]:
        found.append(PreviewCard(person.name, tuple(_field_lines(person.fields, presentation))))
    for one in incoming.refused[:MOST_SHOWN]:
        found.append(PreviewCard(one.title or one.cell, (presentation.words.say(one.why.problem),), wrong=True))
    return found


LONGEST_VALUE = 120
"""Maximum number of characters of a field's line in the preview."""


def _session_card(
    session: IncomingSession, people: Mapping[str, IncomingPerson], presentation: Presentation
) -> PreviewCard:
    begin, say = session.begin, presentation.words.say
    when = f"{presentation.short_date(begin.day)} {begin.at:%H:%M}" if begin else ""
    length = presentation.words("{n} min").format(n=session.minutes) if session.minutes else ""
    first = " · ".join(filter(None, (when, length, ", ".join(session.rooms), session.track)))
    names = ", ".join(_name_with_organisation(people[key]) for key, _role in session.people if key in people)
    others = {name: value for name, value in session.fields.items() if name != "title"}
    rest = (*_field_lines(others, presentation), *map(say, session.remarks))
    return PreviewCard(session.title, tuple(filter(None, (first, names, *rest))))


def _name_with_organisation(person: IncomingPerson) -> str:
    organisation = person.fields.get("organisation")
    return f"{person.name} ({organisation})" if organisation else person.name


def _field_lines(fields: Mapping[str, Any], presentation: Presentation) -> list[str]:
    """Return the lines for fields that would be imported, each with label and value."""
    found = []
    for name, value in fields.items():
        if name == "extra":
            found += [f"{extra.name}: {extra.value}" for extra in value]
        elif value not in ("", None, ()) and name in FIELD_NAMES:
            shown = tuple(link.address for link in value) if name == "links" else value
            found.append(
                f"{presentation.words(FIELD_NAMES[name])}: {presentation.words.say(format_plain_value(shown))}"
            )
    return [" ".join(line.split())[:LONGEST_VALUE] for line in found]


class PreviewCardList(QListWidget):
    """The preview: the title of each card in bold, and a line for each of its details."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.cards: Sequence[PreviewCard] = ()
        self.setAccessibleName(name)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def show_cards(self, cards: Sequence[PreviewCard]) -> None:
        """Show these cards in place of the earlier ones."""
        self.clear()
        self.cards = cards
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for card in cards:
            QListWidgetItem(card.title, self).setFont(bold)
            for text in card.about:
                QListWidgetItem(text, self).setForeground(self._theme.colour("problem" if card.wrong else "muted"))
            QListWidgetItem(self).setSizeHint(QSize(0, CARD_GAP))


KEY, SEARCHED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
GAP, HIGH = 3, 30
"""Pixels of free space on each side of a box, and height of a box."""
FRAME, WIDEST = 48, 260
"""Pixels that a box needs besides its text, and the width up to which a column is widened for its box."""
OTHERS: dict[str, str] = {
    LEFT_OUT: N_("Left out"),
    EXTRA: N_("Extra field"),
    "session.level": N_("Session or part of one"),
    "session.zone": N_("Time zone"),
    "session.state": N_("Whether it is deleted"),
}
"""Names, as message ids, of the meanings that a column can have besides ``FIELDS``, by key."""
SEPARATOR = "|"
"""Separates the search words of a meaning, and comes before the first and after the last."""
_NUMBERED = re.compile(r"(\w+):(\d+):(.+)")
"""Matches keys such as ``speakers:2:person.first`` and ``part:3:title``."""


def meaning_name(key: str, words: Wording) -> str:
    """Return the displayed name of a column's meaning, which is given by its key."""
    if numbered := _NUMBERED.fullmatch(key):
        what, number, inner = numbered.groups()
        inner = inner if "." in inner else f"session.{inner}"
        outer = FIELDS.get(f"session.{what}")
        name = meaning_name(inner, words) if inner in FIELDS else inner
        within = words(outer.name if outer else N_("Part"))
        return f"{within} {number}: {name}"
    if (field := FIELDS.get(key)) is None:
        return words(OTHERS[key]) if key in OTHERS else key
    name = words(field.name)
    return name if field.of is Subject.SESSION else f"{name} · {words(OF_NAMES[field.of])}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


class _Completer(QCompleter):
    """A completer that finds a meaning by any of its search words, and completes to its displayed name."""

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class MeaningBox(SearchableComboBox):
    """A combo box for the meaning of a column; typing searches, and Enter accepts the match if something was typed."""

    focused = Signal()

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget) -> None:
        super().__init__(name, 16)
        self.setParent(parent)
        self.setModel(model)
        self._name = name
        completer = _Completer(model, self, completionRole=SEARCHED, caseSensitivity=Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.set_up_completer(completer)
        for offer in (self.offer, self.view()):
            offer.setMinimumWidth(220)
        self.activated.connect(lambda n: self.choose(str(self.itemData(n, KEY))))

    def show_value(self, value: str) -> None:
        """Show the meaning with this key."""
        self.value = value
        self.setCurrentIndex(self.findData(value, KEY))
        self.setEditText(self.itemText(self.currentIndex()))
        self.line.setCursorPosition(0)
        set_properties(self, left_out=not value)

    def mark_unsure(self, unsure: bool, words: Wording) -> None:
        """Mark the box as a guess that the user should check, or remove the mark."""
        set_properties(self, unsure=unsure)
        said = ", ".join((self._name, words("not sure"))) if unsure else self._name
        for part in (self, self.line):
            part.setAccessibleName(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self.currentText() != self.itemText(self.findData(self.value, KEY))
        if event.key() in ENTER and typed:
            self.choose_match()
        elif event.key() == Qt.Key.Key_Escape and typed:
            self.show_value(self.value)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that it scrolls the table instead of changing a field

    def choose_suggestion(self, offered: str) -> None:
        """Choose the suggestion, else the best match for the typed text; keep the meaning if there is no match.

        A match of a whole search word ranks before one of its beginning, and that before one inside.
        """
        typed = _folded(self.currentText())
        parts = (SEPARATOR + typed + SEPARATOR, SEPARATOR + typed, typed) if typed else ()
        places = (self.findData(part, SEARCHED, Qt.MatchFlag.MatchContains) for part in parts)
        found = self.findText(offered) if offered else next((n for n in places if n >= 0), -1)
        self.choose(self.value if found < 0 else str(self.itemData(found, KEY)))


class MeaningRow(QWidget):
    """The row of boxes above the columns of a table, in the tab order between the widget ``after`` and the table.

    Boxes are costly, so each is made only when its column comes near the visible area.
    """

    chosen = Signal(int, str)

    def __init__(self, view: QTableView, after: QWidget, words: Wording, name_of: Callable[[int], str]) -> None:
        super().__init__()
        self._view, self._after, self._words, self._name_of = view, after, words, name_of
        self._model, self._names = QStandardItemModel(self), dict[str, str]()
        for key in dict.fromkeys((LEFT_OUT, EXTRA, *FIELDS, *OTHERS)):
            field = FIELDS.get(key)
            self._add_meaning(
                key, *((field.name, *field.words, OF_NAMES[field.of], key) if field else (OTHERS[key], key))
            )
        self.keys: Sequence[str] = ()
        self._unsure: Collection[int] = ()
        self.boxes: dict[int, MeaningBox] = {}
        self.setFixedHeight(HIGH + 2 * GAP)
        header, rows = view.horizontalHeader(), view.verticalHeader()
        moves = (header.sectionResized, header.geometriesChanged, rows.geometriesChanged)
        for moved in (*moves, view.horizontalScrollBar().valueChanged):
            moved.connect(self._place_boxes)

    def reveal_first_unsure(self) -> QWidget:
        """Scroll to the first unsure column and return its box, or the table if there is none.

        Columns that become extra fields are left out: they can be many, and checking them changes little.
        """
        if (first := min((n for n in self._unsure if self.keys[n] != EXTRA), default=-1)) >= 0:
            self._scroll_column(first)
            self._place_boxes()
        return self.boxes.get(first, self._view)

    def show_meanings(self, keys: Sequence[str], unsure: Collection[int] = ()) -> None:
        """Show the meaning of each column, given by its key, and mark the ``unsure`` columns."""
        if len(keys) != len(self.keys):
            for box in self.boxes.values():
                box.hide()
                box.deleteLater()
            self.boxes = {}
        self.keys, self._unsure = keys, unsure
        for column, key in enumerate(keys):
            if key not in self._names:  # a numbered field
                self._add_meaning(key)
            wide = min(WIDEST, self.fontMetrics().horizontalAdvance(self._names[key]) + FRAME)
            self._view.setColumnWidth(column, max(wide, self._view.columnWidth(column)))
        for column, box in self.boxes.items():
            self._show_meaning(column, box)
        self._place_boxes()

    def _add_meaning(self, key: str, *also: str) -> None:
        """Add a meaning to those that every box offers; ``also`` are further words by which it is found."""
        item = QStandardItem(meaning_name(key, self._words))
        item.setData(key, KEY)
        item.setData(SEPARATOR.join(map(_folded, ("", item.text(), *also, ""))), SEARCHED)
        self._model.appendRow(item)
        self._names[key] = item.text()

    def _show_meaning(self, column: int, box: MeaningBox) -> None:
        box.show_value(self.keys[column])
        box.mark_unsure(column in self._unsure, self._words)

    def _make_field_box(self, column: int) -> MeaningBox:
        box = MeaningBox(self._model, self._name_of(column), self)
        self._show_meaning(column, box)
        box.chosen.connect(lambda key: self.chosen.emit(column, key))
        box.focused.connect(lambda: self._scroll_column(column))
        box.show()
        return box

    def _scroll_column(self, column: int) -> None:
        self._view.scrollTo(self._view.model().index(max(0, self._view.rowAt(0)), column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_boxes()

    def _place_boxes(self) -> None:
        """Place each box above its column, and in the tab order; make the boxes of columns in sight or nearly so."""
        header, left = self._view.horizontalHeader(), self._view.viewport().x() + GAP
        for column in range(len(self.keys)):
            x, wide = header.sectionViewportPosition(column), header.sectionSize(column)
            if column not in self.boxes and x + wide > -WIDEST and x < self.width() + WIDEST:
                self.boxes[column] = self._make_field_box(column)
            if box := self.boxes.get(column):
                box.setGeometry(left + x, GAP, max(40, wide - 2 * GAP), HIGH)
        for one, other in pairwise([self._after, *(self.boxes[column] for column in sorted(self.boxes)), self._view]):
            self.setTabOrder(one, other)
