"""The list of a block's sessions in their order, and the warning about a session that is outside its block."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.commands.block_order import (
    block_candidates,
    free_placements,
    join_in_free_time,
    move_within_block,
    widen_block,
)
from planner.commands.blocks import assign_block
from planner.domain.agenda import Agenda, session_names
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.span import format_clock
from planner.domain.value_objects import ON_STAGE, Placement
from planner.rules.hours import SESSION_OUTSIDE_BLOCK
from ui.kit.theme.painting import paint_drag_dots, text_font
from ui.kit.theme.theme import Theme, set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import (
    Index,
    column,
    heading_label,
    name_widget,
    paint_row_background,
    paint_text,
    plain_label,
    row,
)
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

ROW, GRIP, TIME, END = 40, 16, 48, 40
"""The height of a row, and the widths of its grip, start and length, in pixels."""
SESSION, PARTS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class BlockSessionDelegate(QStyledItemDelegate):
    """Paints a session's row: a grip, its start, its title above its people, and its minutes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, ink, muted = QRectF(option.rect), self._theme.colour("ink"), self._theme.colour("muted")
        start, title, people, minutes = index.data(PARTS)
        paint_row_background(painter, option, rect, self._theme)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._theme.colour("line"))
        paint_drag_dots(painter, rect.left(), rect.center().y(), muted)
        left, bold = rect.adjusted(GRIP, 0, 0, 0), text_font(13, QFont.Weight.DemiBold)
        paint_text(painter, left.adjusted(0, 0, TIME - left.width(), 0), start, bold, ink)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, rect.adjusted(rect.width() - END, 0, -2, 0), minutes, text_font(12), muted, right)
        middle = left.adjusted(TIME, 4, -END, -4)
        half = middle.height() / 2 if people else 0
        paint_text(painter, middle.adjusted(0, 0, 0, -half), title, text_font(13, QFont.Weight.Medium), ink)
        paint_text(painter, middle.adjusted(0, middle.height() - half, 0, 0), people, text_font(12), muted)


class ReorderableList(QListWidget):
    """A list whose rows the user moves with the mouse, or with Alt and an arrow key.

    ``moved`` is emitted with the row's index and its new index among the other rows. The list itself does not change.
    """

    moved = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def dropEvent(self, event: QDropEvent) -> None:
        row, to = self.currentRow(), min(self.count(), round(event.position().y() / ROW))
        event.setDropAction(Qt.DropAction.IgnoreAction)  # or Qt would remove the row
        event.accept()
        self.moved.emit(row, to - (to > row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = STEPS.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if 0 <= self.currentRow() + by < self.count():
                self.moved.emit(self.currentRow(), self.currentRow() + by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemClicked.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class AddSessionLine(PlainLineEdit):
    """A line that adds sessions to a block, found by a part of their titles or of the effect shown behind each."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self.block = document, ""
        """The id of the block to which a session is added."""
        words = document.presentation.words
        set_properties(name_widget(self, words("Add a session")), add=True).setPlaceholderText(
            words("+ Add a session…")
        )
        self.setTextMargins(-2, 0, 0, 0)  # Qt's own, so that it stands below the list
        self._model = QStandardItemModel(self)
        found = QCompleter(
            self._model, self, caseSensitivity=Qt.CaseSensitivity.CaseInsensitive, filterMode=Qt.MatchFlag.MatchContains
        )
        found.activated[QModelIndex].connect(self._choose_session)  # type: ignore[index]
        self.setCompleter(found)

    def show_block(self, block_id: str) -> None:
        """Set the block to which a session is added, and clear the line."""
        self.block = block_id
        self.clear()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reload the offered sessions, unless a popup gives the focus back or the block is gone."""
        super().focusInEvent(event)
        agenda = self._document.agenda
        if event.reason() is Qt.FocusReason.PopupFocusReason or (block := agenda.blocks.get(self.block)) is None:
            return
        self._model.clear()
        free = free_placements(agenda, block)
        for session in block_candidates(agenda, block.id):
            item = QStandardItem(f"{session.title} · {self._effect_text(agenda, session, free)}")
            item.setData(session.id, SESSION)
            self._model.appendRow(item)

    def _effect_text(self, agenda: Agenda, session: Session, free: list[Placement]) -> str:
        """Return the effect of adding a session to the block as a text: it goes to a free time, stays, or waits."""
        words = self._document.presentation.words
        (edit,) = join_in_free_time(agenda, session.id, self.block, free).edits
        where = edit.after.placement if isinstance(edit.after, Session) else None
        if where is None:
            return words("waits")
        time = f"{format_clock(where.span.start)} {', '.join(agenda.room_names(where.rooms))}".strip()
        said = words("stays at {time}") if where == session.placement else words("goes to {time}")
        return said.format(time=time)

    def _choose_session(self, index: QModelIndex) -> None:
        session: str = index.data(SESSION)
        self._document.apply(lambda agenda: join_in_free_time(agenda, session, self.block))
        QTimer.singleShot(0, self, self.clear)  # Qt writes the row into the line after this


class BlockSessions(QWidget):
    """The list of a block's sessions by time, in which a click or Enter shows one, and a line to add another."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent, enabled=document.workspace.writable)
        self._document, words = document, document.presentation.words
        self._shown: list[tuple[str, ...]] | None = None
        self._head = heading_label(words("In this order"))
        self.list = name_widget(ReorderableList(self), words("Sessions of the block, in order"))
        self.list.setItemDelegate(BlockSessionDelegate(document.presentation.theme, self.list))
        self.list.itemClicked.connect(lambda item: document.plan.show(Session, item.data(SESSION)))
        self.list.moved.connect(self._move_session)
        self.line = AddSessionLine(document, self)
        column(self._head, self.list, self.line, inside=self, spacing=4)

    def show_block(self, block: Block) -> None:
        if block.id != self.line.block:
            self.line.show_block(block.id)
        rows = [self._id_and_texts(session) for session in self._document.agenda.member_sessions(block.id)]
        if rows == self._shown:
            return
        current = self.list.currentItem().data(SESSION) if self.list.currentItem() else ""
        self._shown = rows
        self.list.clear()
        for name, *parts in rows:
            item = QListWidgetItem(", ".join(part for part in parts if part))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)  # a row goes between others, not onto one
            item.setData(SESSION, name)
            item.setData(PARTS, parts)
            self.list.addItem(item)
            if name == current:
                self.list.setCurrentItem(item)
        self.list.setFixedHeight(ROW * self.list.count())
        self.list.setVisible(bool(rows))

    def _id_and_texts(self, session: Session) -> tuple[str, ...]:
        """Return the id of a session, and the texts of its start, title, people and minutes."""
        start = format_clock(session.placement.span.start) if session.placement else "–"
        people = ", ".join(session_names(self._document.agenda, session, *ON_STAGE))
        return session.id, start, session.title, people, str(session.minutes)

    def _move_session(self, row: int, to: int) -> None:
        name: str = self.list.item(row).data(SESSION)
        self._document.apply(lambda agenda: move_within_block(agenda, name, to))


class OutsideBlockWarning(QWidget):
    """A warning that the shown session is outside its block, with buttons to take it out or to widen the block.

    The block can be widened only if it is on the day of the session.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._session = document, ""
        self._said = plain_label(tone="warning")
        can = document.workspace.writable
        self.leave = push_button(
            words("Take it out"),
            lambda: document.apply(lambda agenda: assign_block(agenda, [self._session], None)),
            enabled=can,
        )
        self.widen = push_button(
            words("Widen the block"),
            lambda: document.apply(lambda agenda: widen_block(agenda, self._session)),
            enabled=can,
        )
        column(self._said, row(self.leave, self.widen, 0), inside=self, spacing=4)

    def show_entities(self, entities: Sequence[Session | Block]) -> None:
        """Show the warning if this is a single session that is outside its block; otherwise hide it."""
        self._session = entities[0].id if len(entities) == 1 else ""
        found = [
            c
            for c in self._document.plan.problems.session_conflicts(self._session)
            if c.rule == SESSION_OUTSIDE_BLOCK.id
        ]
        self.setVisible(bool(found))
        if found:
            agenda, session = self._document.agenda, self._document.agenda.sessions[self._session]
            block, where = agenda.blocks[session.block or ""].placement, session.placement
            self._said.setText(self._document.presentation.words.say(found[0].text))
            self.widen.setVisible(bool(block and where and block.span.day == where.span.day))
