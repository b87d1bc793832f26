"""The filters of a list: chips, choices of a day, room or block, and the menu of filters that do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from planner.domain.entities import Session
from planner.domain.text import N_
from ui.features.lists.list_model import EntityTableModel, FilterChoice, ListColumn, ListSpec
from ui.kit.editors.search_menus import SearchMenu
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import SPACE, name_widget, row
from ui.state.document import Document

WHOLE_VENUE = ""
"""The key, in place of a room's id, of sessions that take the whole venue."""


def _day_names(document: Document) -> dict[str, str]:
    """Return the short dates of the days by id."""
    return {day.id: document.presentation.short_date(day.date) for day in document.agenda.days_in_order}


def _session_days(document: Document, session: Session) -> tuple[str, ...]:
    day = document.agenda.day_with_date(session.placement.span.day) if session.placement else None
    return (day.id,) if day else ()


def _room_names(document: Document) -> dict[str, str]:
    """Return the names of the rooms by id, and as the last one *All rooms*."""
    names = {room.id: room.name for room in document.agenda.rooms_in_order}
    return {**names, WHOLE_VENUE: document.presentation.words("All rooms")}


def _session_rooms(document: Document, session: Session) -> tuple[str, ...]:
    """Return the ids of a session's rooms, or ``WHOLE_VENUE``; none if it is not placed, or only in another place."""
    where = session.placement
    return where.rooms or (() if where.place else (WHOLE_VENUE,)) if where else ()


def _block_titles(document: Document) -> dict[str, str]:
    """Return the titles of the blocks by id, sorted by time."""
    return {block.id: block.title for block in document.agenda.blocks_in_order}


def _session_blocks(_document: Document, session: Session) -> tuple[str, ...]:
    return (session.block,) if session.block else ()


SESSION_CHOICES = (
    FilterChoice("day", N_("Day"), _day_names, _session_days),
    FilterChoice("room", N_("Room"), _room_names, _session_rooms),
    FilterChoice("block", N_("Block"), _block_titles, _session_blocks),
)  # fmt: skip
BLOCK_COLUMN = ListColumn(
    "block", N_("Block"),
    lambda document, session: document.agenda.blocks[session.block].title if session.block else "",
    has_some=lambda document: bool(document.agenda.blocks), width=130, least=84,
)  # fmt: skip


WIDEST = 130
"""The maximum width in pixels of the text on a choice's button."""


class ChoiceButton(QPushButton):
    """A button with a menu of the options of a choice; its text is the picked option, or else the choice's label."""

    picked = Signal()

    def __init__(self, rows: EntityTableModel, choice: FilterChoice, document: Document) -> None:
        super().__init__(autoDefault=True)
        self._rows, self._choice, self._document = rows, choice, document
        self._label = document.presentation.words(choice.label)
        set_properties(self, filter=True).setCheckable(True)
        self.options = SearchMenu(self)
        self.options.setTitle(self._label)
        self.options.aboutToShow.connect(self._fill_menu)
        self.setMenu(self.options)
        self.clicked.connect(self.show_picked)  # which Qt takes for a tick

    @property
    def is_offered(self) -> bool:
        """True if the entities have several options to choose from, or one is picked."""
        return len(self._rows.option_counts(self._choice)) > 1 or self._choice in self._rows.picked

    def show_picked(self) -> None:
        """Show the picked option, or the label if none is picked; unpick an option that does not exist any more."""
        option = self._rows.picked.get(self._choice)
        name = self._choice.options(self._document).get(option) if option is not None else None
        if option is not None and name is None:
            self._pick(None)
            return
        shown = self.fontMetrics().elidedText(name or self._label, Qt.TextElideMode.ElideRight, WIDEST)
        self.setText(shown.replace("&", "&&"))
        self.setChecked(name is not None)
        name_widget(self, f"{self._label}: {name}" if name else self._label)

    def _fill_menu(self) -> None:
        """Fill the menu with *All* and the options that some entity has, each with the number of its entities."""
        self.options.clear()
        group, counts = QActionGroup(self.options), self._rows.option_counts(self._choice)
        texts = {key: f"{text}\t{counts[key]}" for key, text in self._choice.options(self._document).items()}
        entries: list[tuple[str | None, str]] = [(key, text) for key, text in texts.items() if counts[key]]
        for key, text in [(None, self._document.presentation.words("All")), *entries]:
            checked = self._rows.picked.get(self._choice) == key
            entry = QAction(text.replace("&", "&&"), group, checkable=True, checked=checked)
            entry.triggered.connect(lambda _checked, option=key: self._pick(option))
            self.options.addAction(entry)

    def _pick(self, option: str | None) -> None:
        others = {choice: key for choice, key in self._rows.picked.items() if choice is not self._choice}
        self._rows.filter_by_options(others if option is None else {**others, self._choice: option})
        self.picked.emit()


class FilterChips(QWidget):
    """The chips and choices that filter a list; each chip shows the number of entities that pass it."""

    chosen = Signal()

    def __init__(self, rows: EntityTableModel, listing: ListSpec, document: Document) -> None:
        super().__init__()
        self._rows, self._words = rows, document.presentation.words
        self._chips, self._counts = {chip.name: chip for chip in listing.chips}, dict[str, int]()
        self._offered: list[str] = []
        self.choices = {choice.name: ChoiceButton(rows, choice, document) for choice in listing.choices}
        first, *others = self._chips
        chips = {name: QPushButton(autoDefault=True) for name in self._chips}
        self.buttons: dict[str, QPushButton] = {first: chips[first], **self.choices, **{n: chips[n] for n in others}}
        self.more = name_widget(set_properties(QPushButton(autoDefault=True), filter=True), self._words("More filters"))
        self.more.setText(self._words("More"))
        self.more.setCheckable(True)
        self.more.clicked.connect(self._fold_into_menu)  # which Qt takes for a tick
        menu, group = SearchMenu(self.more), QButtonGroup(self)
        entries = QActionGroup(menu)
        self.folded = {name: QAction(entries, checkable=True) for name in self._chips}
        """The entries of the menu by name; only those of filters that do not fit on the line are visible."""
        for name, choice in self.choices.items():
            self.folded[name] = menu.addMenu(choice.options)
            choice.picked.connect(self.chosen)
        for name, button in chips.items():
            set_properties(button, filter=True).setCheckable(True)
            button.setChecked(name == first)
            group.addButton(button)
            menu.addAction(self.folded[name])
            for pressed in (button.clicked, self.folded[name].triggered):
                pressed.connect(lambda _checked, n=name: self.select_chip(n))
        self.more.setMenu(menu)
        row(*self.buttons.values(), self.more, 0, inside=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def texts(self) -> list[str]:
        """The texts of all offered filters, on the line or in the menu."""
        return [self.buttons[name].text() for name in self._offered]

    def select_chip(self, name: str, *, alone: bool = False) -> None:
        """Filter by the chip with this name; if ``alone``, unpick all options of choices."""
        self.buttons[name].setChecked(True)
        if alone:
            self._rows.filter_by_options({})
        self._rows.filter(self._chips[name])
        self.chosen.emit()

    def show_counts(self) -> None:
        """Show how many entities pass each chip, regardless of the search; a chip that none passes is not offered.

        The chosen chip and *All* are always offered.
        """
        counts = self._counts = {name: self._rows.count_passing(chip) for name, chip in self._chips.items()}
        for choice in self.choices.values():
            choice.show_picked()
        seen = {name for name, n in counts.items() if n or self._chips[name] is self._rows.chip or name == "all"}
        seen |= {name for name, choice in self.choices.items() if choice.is_offered}
        self._offered = [name for name in self.buttons if name in seen]
        self.show_found_count()

    def show_found_count(self) -> None:
        """Show the counts on the chips, and on the chosen one also the number of rows if that is another."""
        found = len(self._rows.ids)
        for name, chip in self._chips.items():
            text, n = self._words(chip.label), self._counts[name]
            of = self._words("{n} of {all}").format(n=found, all=n)
            text += f" {of}" if chip is self._rows.chip and found != n else f" {n}"
            self.buttons[name].setText(text)
            self.folded[name].setText(text)
        self._fold_into_menu()
        self.updateGeometry()

    def _fold_into_menu(self) -> None:
        """Move filters that do not fit on the line into the menu, the last ones first.

        Choices with a picked option are moved only after all others; the chosen chip stays. The menu's button is marked
        while such a choice is in the menu.
        """
        shown = list(self._offered)
        if self._line_width(shown) > self.width():
            free = self.width() - self.more.sizeHint().width() - SPACE
            idle = [name for name in self._offered if not self.buttons[name].isChecked()]
            for name in (*reversed(idle), *reversed(self.choices)):
                if self._line_width(shown) > free and name in shown:
                    shown.remove(name)
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
            self.folded[name].setVisible(name in self._offered and name not in shown)
        self.more.setVisible(shown != self._offered)
        self.more.setChecked(any(choice.isChecked() and name not in shown for name, choice in self.choices.items()))

    def _line_width(self, names: Sequence[str]) -> int:
        return sum(self.buttons[name].sizeHint().width() + SPACE for name in names) - SPACE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_into_menu()

    def sizeHint(self) -> QSize:
        return QSize(self._line_width(self._offered), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        chosen = self._line_width([name for name, chip in self._chips.items() if chip is self._rows.chip])
        return QSize(chosen + SPACE + self.more.sizeHint().width(), super().minimumSizeHint().height())
