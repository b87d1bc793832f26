"""A line edit for a person's name that completes what is typed, with a popup of matching people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShowEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from planner.commands.name_completion import NameCompleter, OfferedPerson, Offers, PersonChoice, split_names
from planner.domain.text import clean_line
from planner.wording import Wording
from ui.forms.photo_editor import PortraitItem
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.theme import announce, set_properties
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

STILL_HERE = (
    Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason,
)  # fmt: skip
"""Reasons for losing the focus that do not mean that the user left the line."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEEPING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
"""Keys that move the cursor, and so turn the completion into typed text."""
UNDO, ALL = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.SelectAll
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
"""Keys that move the current row of the popup, with the number of rows."""
MOVING = (QEvent.Type.Move, QEvent.Type.Resize)
"""Events of the line and its ancestors after which the popup is placed again."""
LEAVING = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)
"""Events of the line and its ancestors after which the popup is hidden."""
MOST_ROWS, LEAST_WIDTH = 8, 240
"""Maximum number of rows in the popup without scrolling, and its least width in pixels."""

FindOffers = Callable[[str], Offers]
"""A function that returns the people whom a typed text may mean."""
Take = Callable[[PersonChoice], bool]
"""A function that applies a choice; it returns False if that failed, and the text stays in the line."""


class PersonLineEdit(PlainLineEdit):
    """A line edit for a person's name; completed letters are selected, and Enter takes the person of the current row.

    ``rows`` are the offered people, and None for *Add … as a new person*. ``row`` is the number of the current row, or
    -1 if there is none, as when several people have the name. A comma or semicolon takes what is typed, unless a known
    name goes on with it, as *King, Jr.*; Backspace removes the completion.
    """

    takes_lists = True
    left = Signal()
    offered = Signal()

    def __init__(
        self, ask: FindOffers, take: Take, names: Callable[[], NameCompleter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ask, self._take, self._names = ask, take, names
        self._added = ""  # the completion, which is selected
        self._before = ""  # the typed text of the last offer
        self._composing = False
        self.rows: tuple[OfferedPerson | None, ...] = ()
        self.row = -1
        self.textEdited.connect(self._on_edited)

    @property
    def typed(self) -> str:
        """The typed text without the completion."""
        return self.text().removesuffix(self._added) if self._added else self.text()

    # offers --------------------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        self._added, grown = "", not self._before.startswith(text)
        ended, rest = split_names(text, self._names())
        refused = [name for name in ended if not self._take(PersonChoice(name))]
        if refused and rest and self._take(PersonChoice(rest)):  # of a pasted list only the refused names stay
            rest = ""
        left = "; ".join([*refused, *([rest] if rest else [])])
        if left != text:
            text = left
            self.setText(text)
        self.offer(completing=grown and not self._composing and self.cursorPosition() == len(text))

    def offer(self, *, completing: bool = True) -> None:
        """Offer the people whom the text may mean; with ``completing``, complete it to ``Offers.first``, if any."""
        self._before = typed = self.typed
        offers = self._ask(typed)
        new: tuple[None, ...] = (None,) if offers.typed else ()
        whole = offers.first is not None and not offers.first.completion_suffix(typed)
        first = offers.first if completing or whole or not typed else None
        self.rows = (*offers.people, *new) if first or offers.several else (*new, *offers.people)
        self.row = -1 if offers.several or not self.rows else 0
        self._complete(self.row if typed else -1)
        self.offered.emit()

    def step(self, by: int) -> None:
        """Move the current row down by a number of rows, up if negative, within the list."""
        self.set_current_row(max(0, min(self.row + by, len(self.rows) - 1)))

    def set_current_row(self, row: int) -> None:
        """Make a row the current one, if it exists, and complete the text to its person, if it has one."""
        if 0 <= row < len(self.rows):
            self.row = row
            self._complete(row)
            self.offered.emit()

    def _complete(self, row: int) -> None:
        """Complete the text to the person of a row; without one, remove the completion."""
        typed, offer = self.typed, self.rows[row] if 0 <= row < len(self.rows) else None
        added = offer.completion_suffix(typed) if offer else ""
        if typed + added != self.text():
            self.setText(typed + added)
        self._added = added
        if added:
            self.setSelection(len(typed), len(added))

    def _accept_completion(self) -> None:
        """Make the completed name the typed text, in place of what was typed, and offer people for it."""
        if self._added:
            offer = self.rows[self.row]
            self.setText(offer.label if offer else self.typed)
            self.offer()

    def clear(self) -> None:
        """Clear the text, and offer people for an empty one."""
        super().clear()
        self._reset_completion()

    def clear_silently(self) -> None:
        """Clear the text without emitting ``textChanged``, so that the draft of a refused name is kept.

        Then offer people for an empty text.
        """
        with QSignalBlocker(self):
            super().clear()
        self._reset_completion()

    def _reset_completion(self) -> None:
        self._added = self._before = ""
        self.offer()

    # taking --------------------------------------------------------------------------------------------

    @property
    def choice(self) -> PersonChoice | None:
        """The person or name that Enter would take, or None if there is neither.

        An empty line has a choice too if people are offered for it.
        """
        offer = self.rows[self.row] if 0 <= self.row < len(self.rows) else None
        if offer:
            return PersonChoice(offer.label, offer.person.id)
        name = clean_line(self.typed)
        return PersonChoice(name, new=self.row >= 0) if name else None

    def take(self) -> bool:
        """Take the current choice, and clear the line unless it is refused; return whether it was taken."""
        if (choice := self.choice) is None or not self._take(choice):
            return False
        self.clear()
        return True

    # keyboard and mouse --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.take()
            self.offered.emit()
        elif self.text() and (event.key() == Qt.Key.Key_Escape or event.matches(UNDO)):
            self.clear()
        elif event.key() in STEPS:
            self.step(STEPS[Qt.Key(event.key())])
        else:
            if event.key() in KEEPING or event.matches(ALL):
                self._accept_completion()
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._accept_completion()
        super().mousePressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STILL_HERE:
            self.left.emit()
            self.offered.emit()


class PersonOffersPopup(QListView):
    """The popup below a person line, with the offered people and *Add … as a new person*.

    It takes neither focus nor mouse from the window, so that a click elsewhere has its usual effect.
    """

    def __init__(self, line: PersonLineEdit, document: Document) -> None:
        super().__init__(line, uniformItemSizes=True)
        self.setIconSize(QSize(FACE, FACE))
        self._line, self._document, self._model = line, document, QStandardItemModel(self)
        self._texts: list[str] = []
        self._said = ""
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(document.presentation.words("People who are offered"))
        set_properties(self, offered=True)
        self.setModel(self._model)
        self.clicked.connect(self._on_clicked)
        line.offered.connect(self._show_offers)
        document.plan.photos.loaded.connect(self.viewport().update)

    def _show_offers(self) -> None:
        line = self._line
        texts = [offer_text(offer, line.typed, self._document.presentation.words) for offer in line.rows]
        if not texts or not line.hasFocus():
            self.hide()
            return
        if texts != self._texts:
            self._texts = texts
            self._model.clear()
            for offer, text in zip(line.rows, texts, strict=True):
                self._model.appendRow(
                    PortraitItem(self._document, offer.person, text) if offer else QStandardItem(text)
                )
        index = self._model.index(line.row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            if self.isVisible() and texts[line.row] != self._said:
                announce(line, texts[line.row])
            self._said = texts[line.row]
        else:
            self.selectionModel().clear()
        self._place_popup()
        self.show()

    def _place_popup(self) -> None:
        """Place the popup below the line, or above it if there is no space below on the screen."""
        line, screen = self._line, self._line.screen().availableGeometry()
        rows = min(len(self._texts), MOST_ROWS)
        height = rows * self.sizeHintForRow(0) + self.height() - self.viewport().height()
        self.resize(max(line.width(), LEAST_WIDTH), height)
        below, above = (line.mapToGlobal(line.rect().bottomLeft()), line.mapToGlobal(line.rect().topLeft()))
        self.move(below.x(), below.y() + 1 if below.y() + height < screen.bottom() else above.y() - height)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._line.set_current_row(index.row())
        self._line.take()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for widget in self._line_and_ancestors():
            widget.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for widget in self._line_and_ancestors():
            widget.removeEventFilter(self)

    def _line_and_ancestors(self) -> Iterator[QWidget]:
        """Yield the line and its ancestors, whose events are watched while the popup is visible."""
        widget: QWidget | None = self._line
        while widget:
            yield widget
            widget = widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the line; hide when the line is out of sight or its window no longer active."""
        kind = event.type()
        ground = isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched)
        if self.isVisible() and ground:  # its own parts are laid out while it is being shown
            if kind in LEAVING or (kind in MOVING and self._line.visibleRegion().isEmpty()):
                self.hide()
            elif kind in MOVING:
                self._place_popup()
        return super().eventFilter(watched, event)


def offer_text(offer: OfferedPerson | None, typed: str, words: Wording) -> str:
    """Return the text of a popup row: a person's label and description; for None, to add a new person."""
    if offer is None:
        return words("Add “{name}” as a new person").format(name=clean_line(typed))
    return " · ".join(part for part in (offer.label, offer.about) if part)
