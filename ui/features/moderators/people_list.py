"""The list of people beside the board, and the popup to choose a moderator: moderators first, with their loads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPainterStateGuard, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.commands.name_completion import NameCompleter, Offers, PersonChoice
from planner.commands.people import person_by_name
from planner.domain.entities import Person
from planner.domain.search import folded
from planner.domain.text import EstradError
from planner.wording import Wording
from ui.features.moderators.board_tools import (
    ModeratorCoverage,
    ModeratorDrag,
    ModeratorLoad,
    Target,
    with_drop_effects,
)
from ui.forms.person_line import PersonLineEdit, offer_text
from ui.kit.pictures.portrait import paint_portrait
from ui.kit.theme.painting import paint_rounded, text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import (
    SHOWN,
    SPOKEN,
    TIP,
    ElidedLabel,
    Index,
    RowModel,
    column,
    escape_mnemonic,
    heading_label,
    length_text,
    paint_text,
    panel_heading_row,
    plain_label,
    show_within_screen,
)
from ui.plan.canvas.outside_drag import DragSource, DragTarget
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

ROW, FACE, PAD = 44, 30, 8
WIDTH = 248
ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def load_text(words: Wording, work: ModeratorLoad | None) -> str:
    """Return a moderator's load, such as “2 h 15 min · 3 sessions”, or an empty text if ``work`` is None."""
    if work is None:
        return ""
    if not work.sessions:
        return words("a shift without sessions")
    sessions = words.plural("{n} session", "{n} sessions", work.sessions)
    return f"{length_text(words, work.minutes)} · {sessions}"


def moderators_first(people: Iterable[Person], work: Mapping[str, ModeratorLoad]) -> tuple[Person, ...]:
    """Return the people with moderators first, otherwise in their order; ``work`` are loads by person id."""
    return tuple(sorted(people, key=lambda person: person.id not in work))


class PeopleModel(RowModel):
    """A list model of people; ``loads`` are the texts of their loads by person id, empty for people without one."""

    def __init__(self, words: Wording, parent: QObject) -> None:
        super().__init__({SHOWN: lambda person: person.name, TIP: self._spoken_text, SPOKEN: self._spoken_text}, parent)
        self._words = words
        self.loads: dict[str, str] = {}

    def show_people(self, people: tuple[Person, ...], work: Mapping[str, ModeratorLoad]) -> None:
        """Show these people in this order; ``work`` are their loads by person id."""
        loads = {person.id: load_text(self._words, work.get(person.id)) for person in people}
        if (people, loads) != (self.rows, self.loads):
            self.loads = loads
            self.show_rows(people)

    def row(self, person_id: str) -> int:
        """Return a person's row, or -1 if they are not shown."""
        return next((n for n, one in enumerate(self.rows) if one.id == person_id), -1)

    def second_line(self, person: Person) -> str:
        """Return the line below the name: the person's load, or else their organisation or title."""
        return self.loads[person.id] or person.organisation or person.title

    def _spoken_text(self, person: Person) -> str:
        return ", ".join(part for part in (person.name, self.second_line(person)) if part)


class PersonDelegate(QStyledItemDelegate):
    """A delegate that paints a person: photo, name, and below it a muted line."""

    def __init__(self, document: Document, people: PeopleModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._people, self._theme = document, people, document.presentation.theme
        self._bold, self._body, self._small = text_font(13, QFont.Weight.DemiBold), text_font(13), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person, theme, box = self._people.rows[index.row()], self._theme, QRectF(option.rect)
        with QPainterStateGuard(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if option.state & QStyle.StateFlag.State_Selected:
                paint_rounded(painter, box.adjusted(0, 1, -1, -1), 6, fill=theme.colour("accent_soft"))
            side = QRectF(box.x() + PAD, box.center().y() - FACE / 2, FACE, FACE)
            photo = self._document.plan.pictures.photo(person.photo, FACE, painter.device().devicePixelRatioF())
            paint_portrait(painter, side, person.name, photo, theme)
            left = side.right() + PAD
            name = QRectF(left, box.top() + 5, box.right() - left - PAD, 17)
            if line := self._people.second_line(person):
                paint_text(painter, name.translated(0, 17), line, self._small, theme.colour("muted"), ONE_LINE)
            else:
                name.moveTop(box.center().y() - name.height() / 2)
            font = self._bold if self._people.loads[person.id] else self._body
            paint_text(painter, name, person.name, font, theme.colour("ink"), ONE_LINE)


def set_up_people_view(view: QListView, document: Document) -> PeopleModel:
    """Set up a view to list people; return its model, which is still empty."""
    people = PeopleModel(document.presentation.words, view)
    view.setModel(people)
    view.setItemDelegate(PersonDelegate(document, people, view))
    view.setAccessibleName(document.presentation.words("People"))
    view.setUniformItemSizes(True)
    return people


class PeopleList(QListView):
    """A list view of people, who can be dragged onto the board."""

    def __init__(self, document: Document, drag: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.people = set_up_people_view(self, document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        DragSource(
            document.plan, drag, self.viewport(), lambda: self.current and self.current.id,
            holds=lambda point: self.indexAt(point).isValid(),
        )  # fmt: skip
        document.plan.selection_changed.connect(self.adopt_selection)
        self.people.modelReset.connect(self.adopt_selection)

    def adopt_selection(self) -> None:
        """Select the person that the inspector shows, or nobody."""
        kind, shown = self._document.plan.shown
        row = self.people.row(shown) if kind is Person else -1
        if row < 0:
            self.selectionModel().clearSelection()
        elif not self.selectionModel().isSelected(self.people.index(row)):
            self.setCurrentIndex(self.people.index(row))

    @property
    def current(self) -> Person | None:
        """The person who is current in the list, or None."""
        row = self.currentIndex().row()
        return self.people.rows[row] if 0 <= row < len(self.people.rows) else None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        for index in self.selectionModel().selectedIndexes():  # at most one
            chosen = Person, self.people.rows[index.row()].id
            if self._document.plan.shown != chosen:
                self._document.plan.show(*chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._document.edit_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.current and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._document.edit_requested.emit()
        else:
            super().keyPressEvent(event)


class PeoplePanel(QFrame):
    """The left side of the page: a heading with the number of moderators, a search field, the people, and a hint."""

    def __init__(self, document: Document, drag: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._coverage = document, ModeratorCoverage()
        self.setFixedWidth(WIDTH)
        self.search = PlainLineEdit(self, placeholderText=words("Search people"), clearButtonEnabled=True)
        self.search.setAccessibleName(words("Search people"))
        self.list = PeopleList(document, drag, self)
        self.search.textChanged.connect(self._refresh)
        self.search.returnPressed.connect(self._focus_list)
        down = QShortcut(Qt.Key.Key_Down, self.search, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._focus_list)
        self._count, self.hint = heading_label(""), set_properties(QLabel(wordWrap=True), tone="muted")
        set_properties(self, part="left")
        column(
            panel_heading_row(words("Moderators"), self._count), self.search, (self.list, 1), self.hint, 0,
            inside=self, margins=(12, 12, 12, 12),
        )  # fmt: skip

    def _focus_list(self) -> None:
        """Move the focus from the search to the list, and to its first row if none is current."""
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.people.index(0))
        self.list.setFocus()

    def show_coverage(self, coverage: ModeratorCoverage) -> None:
        """Show the people of the current snapshot; ``coverage`` has the snapshot's moderators."""
        self._coverage = coverage
        self._count.setText(str(len(coverage.work)) if coverage.work else "")
        self._refresh()

    def _refresh(self) -> None:
        """Show the people whose name, title and organisation together contain every word of the search, and a hint."""
        words, agenda, work = self._document.presentation.words, self._document.agenda, self._coverage.work
        typed = folded(self.search.text()).split()
        found = [
            person for person in agenda.people_in_order
            if all(word in folded(f"{person.name} {person.title} {person.organisation}") for word in typed)
        ]  # fmt: skip
        self.list.people.show_people(moderators_first(found, work), work)
        if not agenda.people:
            said = words("No people yet. Select a session and press Enter to type who moderates it.")
        elif not found:
            said = words("Nobody matches.")
        else:
            said = words(
                "Drag a person onto a session, onto a column's edge for a part of the day, "
                "or onto a room's name for the whole day."
            )
        self.hint.setText(said)
        self.list.setVisible(bool(found))


POPUP_WIDTH, ROWS = 300, 6


class PersonPopup(QFrame):
    """A popup to choose a target's moderator."""

    chosen = Signal(str, str)
    """Emitted with the id of a person, or with an empty id and the name of a new one."""

    def __init__(
        self, document: Document, coverage: ModeratorCoverage, title: str, parent: QWidget, target: Target,
        also: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Popup, frameShape=QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(POPUP_WIDTH)
        self.setAccessibleName(title)
        self._document, self._work = document, coverage.work
        self._assignment = partial(ModeratorDrag, target=target, also=also)
        words = document.presentation.words
        head = set_properties(ElidedLabel(), label="field")
        head.setText(title)
        set_properties(self, part="chooser")
        self._names = NameCompleter.of(moderators_first(document.agenda.people_in_order, self._work))
        self.line = PersonLineEdit(self._people_to_offer, self._emit_choice, lambda: self._names)
        self.line.setPlaceholderText(words("Type a name"))
        self.line.setAccessibleName(title)
        self.line.installEventFilter(self)
        self.line.offered.connect(self._show_offered)
        self.list = QListView()
        self.people = set_up_people_view(self.list, document)
        self.list.clicked.connect(self._on_clicked)
        self.new = QPushButton(flat=True)
        for inert in (self.list, self.new):  # the line keeps the focus
            inert.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new.clicked.connect(lambda: self._choose_row(self.line.rows.index(None)))
        self.said = plain_label()
        self._box = column(head, self.line, self.list, self.new, self.said, inside=self, margins=(12, 12, 12, 12))
        self.line.offer()

    def open_popup(self, spot: QRect) -> None:
        """Show the popup beside a rectangle in screen coordinates, and focus its line."""
        self.adjustSize()
        right, left = spot.right() + 6, spot.left() - self.width() - 6
        beside = right if right + self.width() <= self.screen().availableGeometry().right() else left
        show_within_screen(self, QPoint(beside, spot.top()))
        self.line.setFocus()

    @property
    def current(self) -> Person | None:
        """The person that Enter would choose, or None if it would add a new one or choose nobody."""
        offer = self.line.rows[self.line.row] if 0 <= self.line.row < len(self.line.rows) else None
        return offer.person if offer else None

    def _people_to_offer(self, typed: str) -> Offers:
        """Return the people to offer: those that match the typed text, or if it is blank all, moderators first."""
        everybody = self._names.offers
        return self._names.find_offers(typed) if typed.strip() else Offers("", everybody, next(iter(everybody), None))

    def _show_offered(self) -> None:
        """Show the offered people and the row to add a new one, and highlight the one that Enter would choose."""
        rows, row = self.line.rows, self.line.row
        people = tuple(offer.person for offer in rows if offer)
        self.people.show_people(people, self._work)
        self.list.setFixedHeight(ROW * max(1, min(ROWS, len(people))))
        self.list.setVisible(bool(people))
        if current := self.current:
            self.list.setCurrentIndex(self.people.index(people.index(current)))
        else:
            self.list.selectionModel().clear()
        self.new.setVisible(None in rows)
        if None in rows:
            place = self._box.indexOf(self.line) + 1 if rows[0] is None else self._box.indexOf(self.said) - 1
            self._box.insertWidget(place, self.new)
            self.new.setText(escape_mnemonic(offer_text(None, self.line.typed, self._document.presentation.words)))
            set_properties(self.new, offered="chosen" if row >= 0 and rows[row] is None else "other")
        self._show_conflict()

    def _show_conflict(self) -> None:
        """Show the first conflict of the current person as moderator, or a hint if there are no people."""
        words, person = self._document.presentation.words, self.current
        if person is None:
            self._show_message("" if self.line.rows else words("No people yet."), "muted")
            return
        held = with_drop_effects(self._document, self._assignment(person.id))
        reason = words.say(held.reasons[0]) if held.reasons else ""
        self._show_message(f"! {reason}" if reason else "", "problem" if held.grave else "muted")

    def _show_message(self, words: str, tone: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        set_properties(self.said, tone=tone)
        self.adjustSize()

    def _on_clicked(self, index: QModelIndex) -> None:
        person = self.people.rows[index.row()]
        self._choose_row(next(n for n, offer in enumerate(self.line.rows) if offer and offer.person == person))

    def _choose_row(self, row: int) -> None:
        self.line.set_current_row(row)
        self.line.take()

    def _emit_choice(self, choice: PersonChoice) -> bool:
        """Close the popup, emit the choice and return True; for a name that several people have, return False.

        If the popup is closed already, only return True.
        """
        if not self.isVisible():
            return True  # somebody was chosen already
        if (person := choice.person) is None and not choice.new:
            try:
                known = person_by_name(self._document.agenda, choice.name)
            except EstradError as error:
                self._show_message(self._document.presentation.words.say(error.problem), "problem")
                return False
            person = known.id if known else None
        self.close()
        self.chosen.emit(person or "", "" if person else choice.name)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the current choice on Tab if something is typed, as in a form."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Tab and self.line.text():  # type: ignore[attr-defined]
            self.line.take()
            return True
        return super().eventFilter(watched, event)
