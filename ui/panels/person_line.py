"""The line in which a person is typed, everywhere: whoever is offered stands in it, the added letters selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from planner.commands.offers import Choice, Names, Offer, Offers, split_names
from planner.domain.cleaning import clean_line
from planner.wording import Wording
from ui.look import mark
from ui.panels.line import PlainLine
from ui.voice import announce

STILL_HERE = (
    Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason,
)  # fmt: skip
"""Why a line loses the keys without being left."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEEPING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
"""Keys that go through what one reads, which so becomes what was typed."""
UNDO, ALL = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.SelectAll
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
"""Keys that go through those that are offered, and by how many rows."""
MOVING = (QEvent.Type.Move, QEvent.Type.Resize)
"""Events of what a line lies in after which its list lies in the wrong place."""
LEAVING = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)
"""Events of what a line lies in after which nobody types there."""
MOST_ROWS = 8
"""Rows of the list that are seen without scrolling."""

Ask = Callable[[str], Offers]
"""Whom letters may mean."""
Take = Callable[[Choice], bool]
"""Does what was chosen; False if it could not be done, so that it stays in the line."""


class PersonLine(PlainLine):
    """A line for a name. What one reads is what Enter takes; whoever owns the line takes it also when it is ``left``.

    ``rows`` are those that are offered, and None for *Add … as a new person*; ``row`` is what Enter takes, -1 where a
    name alone does not tell who is meant. A comma takes what was typed, Backspace takes the added letters away.
    """

    takes_lists = True
    left = Signal()
    offered = Signal()

    def __init__(self, ask: Ask, take: Take, names: Callable[[], Names], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._take, self._names = ask, take, names
        self._added = ""  # what stands behind the typed letters, selected
        self._before = ""  # what was typed until now
        self._composing = False
        self.rows: tuple[Offer | None, ...] = ()
        self.row = -1
        self.textEdited.connect(self._on_edited)

    @property
    def typed(self) -> str:
        """What was typed, without the letters that an offer adds."""
        return self.text().removesuffix(self._added) if self._added else self.text()

    # what is offered -----------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        self._added, grown = "", not self._before.startswith(text)
        ended, rest = split_names(text, self._names())
        refused = [name for name in ended if not self._take(Choice(name))]
        if refused and rest and self._take(Choice(rest)):  # of a pasted list only what is refused stays
            rest = ""
        if rest != text:
            text = refused[0] if refused and not rest else rest
            self.setText(text)
        self.offer(completing=grown and not self._composing and self.cursorPosition() == len(text))

    def offer(self, *, completing: bool = True) -> None:
        """Ask anew who is offered for what stands in the line, and complete it unless it became shorter."""
        self._before = typed = self.typed
        offers = self._ask(typed)
        new: tuple[None, ...] = (None,) if offers.typed else ()
        whole = offers.first is not None and not offers.first.added_to(typed)
        first = offers.first if completing or whole or not typed else None
        self.rows = (*offers.people, *new) if first or offers.several else (*new, *offers.people)
        self.row = -1 if offers.several or not self.rows else 0
        self._complete(self.row if typed else -1)
        self.offered.emit()

    def step(self, by: int) -> None:
        """Go so many rows on among those that are offered."""
        self.choose(max(0, min(self.row + by, len(self.rows) - 1)))

    def choose(self, row: int) -> None:
        """Go to one of those that are offered; it is read in the line, and Enter takes it."""
        if 0 <= row < len(self.rows):
            self.row = row
            self._complete(row)
            self.offered.emit()

    def _complete(self, row: int) -> None:
        """Let the line read as what that row takes."""
        typed, offer = self.typed, self.rows[row] if 0 <= row < len(self.rows) else None
        added = offer.added_to(typed) if offer else ""
        if typed + added != self.text():
            self.setText(typed + added)
        self._added = added
        if added:
            self.setSelection(len(typed), len(added))

    def _keep(self) -> None:
        """What one reads becomes what was typed."""
        if self._added:
            offer = self.rows[self.row]
            self.setText(offer.label if offer else self.typed)
            self.offer()

    def clear(self) -> None:
        """Be empty, and offer nobody."""
        super().clear()
        self._begin()

    def put_away(self) -> None:
        """Be empty for others, though what stands here was refused: whoever keeps it is not told that it is gone."""
        with QSignalBlocker(self):
            super().clear()
        self._begin()

    def _begin(self) -> None:
        self._added = self._before = ""
        self.offer()

    # what is taken -------------------------------------------------------------------------------------

    @property
    def choice(self) -> Choice | None:
        """What Enter takes, or None for nothing."""
        offer = self.rows[self.row] if 0 <= self.row < len(self.rows) else None
        if offer:
            return Choice(offer.label, offer.person.id)
        name = clean_line(self.typed)
        return Choice(name, new=self.row >= 0) if name else None

    def take(self) -> bool:
        """Take what one reads; the line is empty then, unless that is refused."""
        choice = self.choice
        if choice is None or not self._take(choice):
            return False
        self.clear()
        return True

    # keys and mouse ------------------------------------------------------------------------------------

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
                self._keep()
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keep()
        super().mousePressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STILL_HERE:
            self.left.emit()
            self.offered.emit()


class OffersPopup(QListView):
    """The list below a line: those that are offered, and in a row of its own the new person.

    It takes neither keys nor mouse from the rest of the window, so a click elsewhere does what it does there.
    """

    def __init__(self, line: PersonLine, words: Wording) -> None:
        super().__init__(line)
        self._line, self._words, self._texts = line, words, QStringListModel(self)
        self._said = ""
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(words("People who are offered"))
        mark(self, offered=True)
        self.setModel(self._texts)
        self.clicked.connect(self._on_clicked)
        line.offered.connect(self._follow)

    def _follow(self) -> None:
        line = self._line
        texts = [row_text(offer, line.typed, self._words) for offer in line.rows]
        if not texts or not line.hasFocus():
            self.hide()
            return
        if texts != self._texts.stringList():
            self._texts.setStringList(texts)
        index = self._texts.index(line.row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            if self.isVisible() and texts[line.row] != self._said:
                announce(line, texts[line.row])
            self._said = texts[line.row]
        else:
            self.selectionModel().clear()
        self._place()
        self.show()

    def _place(self) -> None:
        """Lie below the line, or above it where the screen ends."""
        line, screen = self._line, self._line.screen().availableGeometry()
        rows = min(self._texts.rowCount(), MOST_ROWS)
        height = rows * self.sizeHintForRow(0) + self.height() - self.viewport().height()
        self.resize(line.width(), height)
        below, above = (line.mapToGlobal(line.rect().bottomLeft()), line.mapToGlobal(line.rect().topLeft()))
        y = below.y() + 1 if below.y() + height < screen.bottom() else above.y() - height
        self.move(below.x(), y)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._line.choose(index.row())
        self._line.take()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for widget in self._grounds():
            widget.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for widget in self._grounds():
            widget.removeEventFilter(self)

    def _grounds(self) -> Iterator[QWidget]:
        """The line and all that it lies in, which are heard as long as the list is seen."""
        widget: QWidget | None = self._line
        while widget:
            yield widget
            widget = widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along with the line; be gone when it is out of sight, or its window no longer has the keys."""
        kind = event.type()
        ground = isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched)
        if self.isVisible() and ground:  # its own parts are laid out while it is being shown
            if kind in LEAVING or (kind in MOVING and self._line.visibleRegion().isEmpty()):
                self.hide()
            elif kind in MOVING:
                self._place()
        return super().eventFilter(watched, event)


def row_text(offer: Offer | None, typed: str, words: Wording) -> str:
    """What stands in the list for a person, or for the new one."""
    if offer is None:
        return words("Add “{name}” as a new person").format(name=clean_line(typed))
    return " · ".join(part for part in (offer.label, offer.about) if part)
