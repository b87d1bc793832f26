"""The panel of problems: cards in groups, which lead to what they are about, and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QPainter, QPainterStateGuard, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.domain.agenda import Change
from planner.domain.entities import Person
from planner.domain.text import N_, Plural, Text
from planner.rules.rule import Conflict, Severity, count_concerned_sessions, session_and_problem_count
from ui.features.problems.problem_groups import (
    SIGNS,
    ProblemCard,
    ProblemFilter,
    ProblemGroup,
    group_cards,
    make_cards,
    room_name,
)
from ui.forms.conference_fields import PersonChoiceEditor
from ui.forms.photo_editor import person_icon
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.painting import MeasuredFont, paint_card, paint_plain_text, text_font
from ui.kit.theme.theme import announce, set_properties
from ui.kit.widgets.plain_widgets import (
    MORE,
    SHOWN,
    SPOKEN,
    TIP,
    FlowLayout,
    Index,
    RowModel,
    column,
    heading_label,
    name_widget,
    paint_row_background,
    paint_text,
    plain_label,
    row,
    small_close_button,
)
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

WIDTH, SIDE, BAND, SIGN, PAD, GAP, HEAD = 376, 16, 4, 16, 8, 8, 32
"""Pixels: width of the panel, space beside cards, their band and sign, space in and below cards, a heading's height."""
SCROLL = 12
"""Width in pixels of the scroll bar, which takes up part of the space at the right."""
TEXT = WIDTH - 2 * SIDE - BAND - SIGN - 2 * PAD - 2
"""Maximum width in pixels of a card's texts; a portrait before them takes some of it."""
ROWS = 3
"""Maximum number of lines of a card's title."""
WORTH_FILTERING = 6
"""Number of problems above which the search and the choices of room, person and day are shown."""
COUNTED = {
    None: N_("All {n}"), Severity.PROBLEM: N_("Problems {n}"), Severity.WARNING: N_("Warnings {n}"),
    Severity.HINT: N_("To do {n}"),
}  # fmt: skip
PICKED = {"room": N_("Any room"), "person": N_("All people"), "day": N_("All days")}


class ProblemDelegate(QStyledItemDelegate):
    """Paints a card with a band in its severity's colour, its sign, reason and sessions; or a group's heading."""

    def __init__(self, document: Document, rows: RowModel) -> None:
        super().__init__(rows)
        self._document, self._rows = document, rows
        self._title, self._line = MeasuredFont(13, QFont.Weight.DemiBold), MeasuredFont(12)
        self._head = text_font(12, QFont.Weight.DemiBold)

    def _laid_texts(self, card: ProblemCard) -> list[tuple[Any, str]]:
        """Return a card's texts laid out, each with the name of its colour."""
        text, width = self._document.plan.paint_cache.text, TEXT - (FACE + PAD if self._pictured_person(card) else 0)
        title = text(card.title, self._title, width, ROWS)
        return [(title, "ink"), *((text(line, self._line, width, 2), "muted") for line in card.lines)]

    def _pictured_person(self, card: ProblemCard) -> Person | None:
        """Return the person whose portrait is before a card's texts, or None if the problem is about nobody."""
        return next((self._document.agenda.people.get(person) for person in card.conflict.people), None)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card = self._rows.rows[index.row()]
        if isinstance(card, ProblemGroup):
            return QSize(200, HEAD)
        return QSize(200, round(sum(text.height + 2 for text, _tone in self._laid_texts(card))) + 2 * PAD - 4 + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, entry = QRectF(option.rect), self._rows.rows[index.row()]
        with QPainterStateGuard(painter):
            if isinstance(entry, ProblemGroup):
                self._paint_heading(painter, option, rect, entry)
            else:
                self._paint_card(painter, option, rect.adjusted(SIDE, 0, SCROLL - SIDE, -GAP), entry)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, group: ProblemGroup
    ) -> None:
        theme = self._document.presentation.theme
        paint_row_background(painter, option, rect.adjusted(SIDE - 8, 4, 0, -4), theme)
        area, right = (
            rect.adjusted(SIDE, 0, SCROLL - SIDE, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
        )
        taken = paint_text(painter, area, str(len(group.cards)), self._head, theme.colour("muted"), right)
        title = f"{'▸' if group.folded else '▾'} {group.title}"
        paint_text(painter, area.adjusted(0, 0, -taken - 8, 0), title, self._head, theme.colour("muted"))

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, card: ProblemCard) -> None:
        from PySide6.QtWidgets import QStyle  # as in paint_ground

        theme, state = self._document.presentation.theme, option.state
        band = theme.colour(SIGNS[card.conflict.severity][1])
        here, hover = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.colour("accent") if state & QStyle.StateFlag.State_HasFocus else theme.edge()
        fill = theme.colour("accent_soft" if here else "shade" if hover else "background")
        paint_card(painter, box, 6, fill=fill, band=(band, BAND), edge=edge)
        x, y = box.left() + BAND + PAD, box.top() + PAD - 1
        sign = QRectF(x, y, SIGN, self._title.height)
        paint_plain_text(
            painter, self._title.font, band, sign, SIGNS[card.conflict.severity][0], Qt.AlignmentFlag.AlignLeft
        )
        if person := self._pictured_person(card):
            person_icon(self._document, person).paint(painter, QRect(round(x + SIGN), round(y), FACE, FACE))
            x += FACE + PAD
        for text, tone in self._laid_texts(card):
            text.paint(painter, x + SIGN, y, theme.colour(tone))
            y += text.height + 2


class ProblemList(QListView):
    """The list of cards: Enter, Space or a click chooses a row, Left folds a group, Right unfolds it, Escape leaves."""

    chosen = Signal(int)
    folds = Signal(int, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)  # for the edge of the card under the pointer
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(here)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.folds.emit(here, key == Qt.Key.Key_Left)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ProblemFilters(QWidget):
    """The search field, a chip for each severity, and boxes to choose room, person and day."""

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        words = document.presentation.words
        self._document = document
        self._offered: dict[str, list[EditorChoice]] = {name: [] for name in PICKED}
        self.now = ProblemFilter()
        self.search = PlainLineEdit(placeholderText=words("Find in the problems"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(lambda text: self._change_filter(text=text))
        self.chips: dict[Severity | None, QPushButton] = {}
        flow, group = FlowLayout(), QButtonGroup(self)
        for severity in COUNTED:
            chip = self.chips[severity] = set_properties(QPushButton(autoDefault=True), filter=True)
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on, wanted=severity: self._change_filter(severity=wanted))
            flow.addWidget(chip)
            group.addButton(chip)
        names = {"room": words("Room"), "person": words("Person"), "day": words("Day")}
        self.picks: dict[str, ChoiceEditor] = {
            "room": ChoiceEditor(lambda: self._offered["room"]),
            "person": PersonChoiceEditor(document, lambda: self._offered["person"]),
            "day": ChoiceEditor(lambda: self._offered["day"]),
        }
        for name, pick in self.picks.items():
            name_widget(pick, names[name]).edited.connect(
                lambda value, field=name: self._change_filter(**{field: value})
            )
        self._all = row(*((pick, 1) for pick in self.picks.values()), spacing=4)
        column(self.search, flow, self._all, inside=self, margins=(SIDE, 0, SIDE, 8))

    def _change_filter(self, **values: Any) -> None:
        if (after := replace(self.now, **values)) != self.now:
            self.now = after
            self.changed.emit()

    def reset_filter(self, severity: Severity | None = None) -> None:
        """Clear all filters, then filter by a severity unless it is None."""
        self.search.clear()
        self._change_filter(**{name: None for name in self.picks}, severity=severity)

    def update_choices(self, cards: Sequence[ProblemCard]) -> None:
        """Offer values to filter the cards by, each with its number of cards; drop a chosen one that no card has."""
        for name in self.picks:
            value = getattr(self.now, name)
            if value is not None and not ProblemFilter().choices(cards, name)[value]:
                gone: dict[str, Any] = {name: None}
                self.now = replace(self.now, **gone)
        if self.now.severity not in [card.conflict.severity for card in cards]:
            self.now = replace(self.now, severity=None)
        words, rest = self._document.presentation.words, replace(self.now, severity=None)
        graves = [card.conflict.severity for card in cards if rest.passes(card)]
        for severity, chip in self.chips.items():
            chip.setText(words(COUNTED[severity]).format(n=graves.count(severity) if severity else len(graves)))
            chip.setVisible(severity in {None, self.now.severity, *graves})
            chip.setChecked(severity is self.now.severity)
        many = len(cards) > WORTH_FILTERING or self.now != ProblemFilter(severity=self.now.severity)
        self.search.setVisible(many)
        for name, pick in self.picks.items():
            found = self.now.choices(cards, name)
            named_ = sorted((self._key_and_name(name, value), value, n) for value, n in found.items())
            self._offered[name] = [
                EditorChoice(None, words(PICKED[name])),
                *(EditorChoice(value, f"{said} · {n}") for (_rank, said), value, n in named_),
            ]
            pick.show_value(getattr(self.now, name))
            pick.setVisible(many and (len(found) > 1 or getattr(self.now, name) is not None))

    def _key_and_name(self, field: str, value: Any) -> tuple[Any, str]:
        """Return the sort key and the name of a value."""
        document = self._document
        if field == "day":
            return value, document.presentation.short_date(value)
        name = room_name(document, value) if field == "room" else document.agenda.people[value].name
        return document.presentation.rank(name), name


class ProblemsPanel(QFrame):
    """The panel with conflicts as cards, in groups that can be folded; it takes the inspector's place."""

    chosen = Signal(Conflict)
    """Emitted with a conflict whose card was chosen."""
    closed = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._cards = document, list[ProblemCard]()
        self._seen: object = None
        self._left: ProblemCard | ProblemGroup | None = None
        self._turned: set[tuple[str, str]] = set()
        set_properties(self, part="right")
        self.setFixedWidth(WIDTH)
        says: dict[int, Callable[[Any], str]] = {
            SHOWN: lambda row: row.title,
            TIP: lambda row: "\n".join([row.title, *row.lines]),
            SPOKEN: self._spoken_text,
            MORE: lambda row: "; ".join(row.lines),
        }
        self.rows = RowModel(says, self)
        self.listing = name_widget(ProblemList(), words("Problems"))
        self.listing.setModel(self.rows)
        self.listing.setItemDelegate(ProblemDelegate(document, self.rows))
        document.plan.photos.loaded.connect(self.listing.viewport().update)
        self.listing.chosen.connect(self._choose_row)
        self.listing.folds.connect(self._fold)
        self.listing.left.connect(self.closed)
        self.close_button = small_close_button(words("Close the list of problems"), self.closed.emit)
        self.count = set_properties(QLabel(), tone="muted")
        self.filters = ProblemFilters(document)
        self.filters.changed.connect(self._on_filter)
        self.nothing = plain_label(words("No problem fits the filter."), tone="muted")
        self.nothing.setContentsMargins(SIDE, 0, SIDE, 0)
        top = row(heading_label(words("Problems")), 0, self.count, self.close_button, margins=(SIDE, 12, SIDE - 8, 8))
        column(top, self.filters, self.nothing, (self.listing, 1), inside=self, margins=(1, 0, 0, 0), spacing=0)
        document.plan.changed.connect(self._on_change)
        self.show_current_conflicts()

    def _spoken_text(self, entry: ProblemCard | ProblemGroup) -> str:
        """Return the text of a card or heading for screen readers."""
        words = self._document.presentation.words
        if isinstance(entry, ProblemCard):
            return f"{words(SIGNS[entry.conflict.severity][2])}: {entry.title}"
        said = [entry.title, words.plural("{n} problem", "{n} problems", len(entry.cards))]
        return ", ".join([*said, words("folded")] if entry.folded else said)

    @property
    def shown(self) -> list[ProblemCard]:
        """The cards that are listed."""
        self.show_current_conflicts()
        return [entry for entry in self.rows.rows if isinstance(entry, ProblemCard)]

    def _on_change(self, change: Change) -> None:
        if change.edits and self.isVisible():
            self.show_current_conflicts()
            if not self._cards:
                self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_current_conflicts()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        here = self.listing.currentIndex()
        self._left = self.rows.rows[here.row()] if here.isValid() else self._left
        self.rows.show_rows([])  # Qt tells a screen reader that the rows of a hidden list are in sight
        self._seen = None

    def show_current_conflicts(self) -> None:
        """Show the conflicts of the present snapshot; the current row, or the one in its place, becomes current."""
        if self._seen is not self._document.agenda:
            self._seen, self._cards = self._document.agenda, make_cards(self._document)
            self._list_passing_cards()

    def _on_filter(self) -> None:
        self._list_passing_cards()
        announce(self.listing, self.count.text())

    def _list_passing_cards(self) -> None:
        """List the cards that pass the filter, in groups, and keep the current row or the one in its place current."""
        here = self.listing.currentIndex()
        before, self._left = self.rows.rows[here.row()] if here.isValid() else self._left, None
        self.filters.update_choices(self._cards)
        fitting = [card for card in self._cards if self.filters.now.passes(card)]
        self.rows.show_rows(group_cards(self._document, fitting, self._turned))
        self.count.setText(self._count_text(fitting))
        self.nothing.setVisible(not fitting)
        if before is not None:
            known = [_identity(entry) for entry in self.rows.rows]
            at = known.index(_identity(before)) if _identity(before) in known else min(here.row(), len(known) - 1)
            self.listing.setCurrentIndex(self.rows.index(at))

    def _count_text(self, fitting: Sequence[ProblemCard]) -> str:
        """Return the numbers of problems and of their sessions, as in the status bar, if just these or all cards fit.

        Else return the number of cards: all of them if all fit, or such as 3 of 12, with the number of sessions.
        """
        all_, n = len(self._cards), len(fitting)
        problems = [card for card in self._cards if card.conflict.severity is Severity.PROBLEM]
        if problems and fitting in (self._cards, problems):
            fitting, count = problems, Plural("{n} problem", "{n} problems", len(problems))
        elif n == all_:
            return str(all_)
        else:
            count = Text("{n} of {all}", n=n, all=all_)
        return self._document.presentation.words.say(
            session_and_problem_count(count_concerned_sessions(card.conflict for card in fitting), count)
        )

    def take_keys(self) -> None:
        """Focus the list, and make a row current if none is: the first card, or a heading if all cards are folded."""
        if not self.listing.currentIndex().isValid():
            at = next((n for n, entry in enumerate(self.rows.rows) if isinstance(entry, ProblemCard)), 0)
            self.listing.setCurrentIndex(self.rows.index(at))
        self.listing.setFocus()

    def _fold(self, at: int, fold: bool) -> None:
        """Fold or unfold the group that a row belongs to, and make its heading current."""
        groups = [n for n, entry in enumerate(self.rows.rows[: at + 1]) if isinstance(entry, ProblemGroup)]
        if groups and (group := self.rows.rows[groups[-1]]).folded != fold:
            self._turned ^= {(group.rule, group.room)}
            self.listing.setCurrentIndex(self.rows.index(groups[-1]))
            self._list_passing_cards()

    def _choose_row(self, at: int) -> None:
        """Emit the conflict of a card, or fold or unfold a group."""
        if 0 <= at < len(self.rows.rows):
            entry = self.rows.rows[at]
            if isinstance(entry, ProblemCard):
                self.chosen.emit(entry.conflict)
            else:
                self._fold(at, not entry.folded)


def _identity(entry: ProblemCard | ProblemGroup) -> object:
    """Return the values by which a row is recognised after a change."""
    if isinstance(entry, ProblemGroup):
        return entry.rule, entry.room
    return entry.conflict.rule, entry.conflict.sessions, entry.conflict.people
