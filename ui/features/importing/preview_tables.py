"""The two tables of the columns step: the sheet as it was read, and the first sessions or people made of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTableWidget, QTableWidgetItem

from planner.commands.edit import FIELD_NAMES
from planner.importing.incoming import Incoming, IncomingPerson, IncomingSession
from planner.importing.mapping.records import text_of
from planner.importing.plan_rows import plain_value
from planner.tables.table import Value, Worksheet, column_name
from ui.kit.theme.theme import Presentation, Theme
from ui.kit.widgets.plain_widgets import tooltip_text

MOST_ROWS, FIRST_SHOWN, MOST_SHOWN = 200, 8, 30
"""Maximum number of rows of the sheet, of the first cards of the preview, and of those that are doubtful or refused."""
WIDEST, NARROWEST, ROW = 260, 128, 26
GAP = 8
"""Pixels between two cards."""


def cell_text(value: Value) -> str:
    """Return the value of a cell as text on one line."""
    return " ↵ ".join(text_of(value)[:400].split("\n"))


class SheetView(QTableWidget):
    """The first rows of a sheet as they are in the file; columns are as wide as their content, within limits."""

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
        """Show a sheet; ``head`` is the row of its headings, and the data begins at ``first``."""
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
                    self.setItem(n, column, self._item(text, colour, is_head=n == head))
        self._fit(sheet)

    def _item(self, text: str, colour: QColor, *, is_head: bool) -> QTableWidgetItem:
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

    def _fit(self, sheet: Worksheet) -> None:
        self.resizeColumnsToContents()
        for column in range(sheet.width):
            self.setColumnWidth(column, min(WIDEST, max(NARROWEST, self.columnWidth(column))))
        self.clearSpans()
        for area in sheet.merged[:2000]:
            high, wide = min(area.bottom, MOST_ROWS - 1) - area.top + 1, area.right - area.left + 1
            if high > 0 and (high, wide) != (1, 1):
                self.setSpan(area.top, area.left, high, wide)


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """A session, person or refused row in the preview: its title, and lines of details."""

    title: str
    about: tuple[str, ...]
    wrong: bool = False


def make_cards(incoming: Incoming, presentation: Presentation) -> list[PreviewCard]:
    """Return cards for the first sessions and the doubtful ones, for people in none, and for refused rows."""
    people = {person.key: person for person in incoming.people}
    more = [one for one in incoming.sessions[FIRST_SHOWN:] if one.remarks]
    found = [_card(one, people, presentation) for one in (*incoming.sessions[:FIRST_SHOWN], *more[:MOST_SHOWN])]
    on_stage = {key for session in incoming.sessions for key, _role in session.people}
    others = [person for person in incoming.people if person.key not in on_stage]
    for person in others[: max(0, FIRST_SHOWN - len(found))]:
        found.append(PreviewCard(person.name, tuple(_fields_of(person.fields, presentation))))
    for one in incoming.refused[:MOST_SHOWN]:
        found.append(PreviewCard(one.title or one.cell, (presentation.words.say(one.why.problem),), wrong=True))
    return found


LONGEST_VALUE = 120
"""Maximum number of characters of a value in the preview."""


def _card(session: IncomingSession, people: Mapping[str, IncomingPerson], presentation: Presentation) -> PreviewCard:
    begin, say = session.begin, presentation.words.say
    when = f"{presentation.short_day(begin.day)} {begin.at:%H:%M}" if begin else ""
    length = presentation.words("{n} min").format(n=session.minutes) if session.minutes else ""
    first = " · ".join(filter(None, (when, length, ", ".join(session.rooms), session.track)))
    names = ", ".join(_with_organisation(people[key]) for key, _role in session.people if key in people)
    others = {name: value for name, value in session.fields.items() if name != "title"}
    rest = (*_fields_of(others, presentation), *map(say, session.remarks))
    return PreviewCard(session.title, tuple(filter(None, (first, names, *rest))))


def _with_organisation(person: IncomingPerson) -> str:
    organisation = person.fields.get("organisation")
    return f"{person.name} ({organisation})" if organisation else person.name


def _fields_of(fields: Mapping[str, Any], presentation: Presentation) -> list[str]:
    """Return a line for each field that will come in, with its name as in the forms."""
    found = []
    for name, value in fields.items():
        if name == "extra":
            found += [f"{extra.name}: {extra.value}" for extra in value]
        elif value not in ("", None, ()) and name in FIELD_NAMES:
            shown = tuple(link.address for link in value) if name == "links" else value
            found.append(f"{presentation.words(FIELD_NAMES[name])}: {presentation.words.say(plain_value(shown))}")
    return [" ".join(line.split())[:LONGEST_VALUE] for line in found]


class PreviewList(QListWidget):
    """The preview: of each card its title in bold, and a line for each of its details."""

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
        """Show other cards."""
        self.clear()
        self.cards = cards
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for card in cards:
            title = QListWidgetItem(card.title, self)
            title.setFont(bold)
            for text in card.about:
                line = QListWidgetItem(text, self)
                line.setForeground(self._theme.colour("problem" if card.wrong else "muted"))
            QListWidgetItem(self).setSizeHint(QSize(0, GAP))
