"""The cards of the tray: unplaced sessions and blocks that match the search, with keys, double click and menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterStateGuard,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.search import folded
from ui.kit.pictures.portrait import paint_portrait
from ui.kit.theme.painting import LaidText, MeasuredFont, paint_plain_text, paint_rounded
from ui.kit.theme.theme import Theme
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, TIP, Index, RowModel, paint_text
from ui.plan.canvas.outside_drag import DragSource, DragTarget
from ui.plan.canvas.tile_content import TileContent, session_content
from ui.plan.canvas.tile_ground import BAND, CORNER, make_ground, tile_inks
from ui.plan.canvas.tile_words import FACE, OVERLAP, PAD
from ui.plan.day.block_content import waiting_block_content
from ui.plan.day.session_matcher import search_text
from ui.state.command_table import TRAY, match_binding
from ui.state.document import Document

MOST_LINES = 4
"""Maximum number of lines of a title; the tooltip has the full title."""
EDGE, FOOT = 6, 18
"""Pixels above and below a card's words, and height of its last line."""


class TrayModel(RowModel):
    """A list model of the waiting blocks, then the other unplaced sessions by number, that match the search."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__({SHOWN: lambda c: c.title, TIP: lambda c: c.title, SPOKEN: lambda c: c.name}, parent)
        self._document = document
        self._wanted: list[str] = []
        self.ids: tuple[str, ...] = ()
        self.sessions = 0
        """The number of unplaced sessions listed, including those in listed blocks."""
        self._colouring = document.plan.view_state.colouring
        self.refresh()
        document.plan.changed.connect(self._on_change)
        document.plan.view_state.changed.connect(self._on_view_changed)

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.refresh()

    def _on_view_changed(self) -> None:
        if (colouring := self._document.plan.view_state.colouring) is not self._colouring:
            self._colouring = colouring
            self.refresh()

    def search(self, text: str) -> None:
        """Show only the sessions and blocks that have all words of a text.

        A session may have them in what ``search_text`` returns or in its abstract, a block in its title or in one
        session.
        """
        self._wanted = folded(text).split()
        self.refresh()

    def _session_matches(self, session: Session) -> bool:
        return self._has_search_words(search_text(self._document.plan, session) + folded(session.abstract))

    def _has_search_words(self, said: str) -> bool:
        """Return whether a text, as ``folded`` returns it, has all words of the search."""
        return all(word in said for word in self._wanted)

    def refresh(self) -> None:
        """Reload the waiting blocks and unplaced sessions from the current snapshot."""
        plan, agenda = self._document.plan, self._document.agenda
        inside = {block.id: agenda.member_sessions(block.id) for block in waiting_blocks(agenda)}
        blocks = [
            b
            for b in waiting_blocks(agenda)
            if self._has_search_words(folded(b.title)) or any(map(self._session_matches, inside[b.id]))
        ]
        found = [s for s in agenda.tray if s.block not in inside and self._session_matches(s)]
        ids = (*(block.id for block in blocks), *(session.id for session in found))
        contents = [waiting_block_content(plan, block) for block in blocks]
        contents += [session_content(plan, s, 0, s.minutes, tray=True) for s in found]
        self.sessions = len(found) + sum(s.placement is None for b in blocks for s in inside[b.id])
        if (ids, contents) != (self.ids, self.rows):
            self.ids = ids
            self.show_rows(contents)


def waiting_blocks(agenda: Agenda) -> list[Block]:
    """Return the blocks that are not placed."""
    return [block for block in agenda.blocks_in_order if block.placement is None]


class CardDelegate(QStyledItemDelegate):
    """Paints an unplaced session or block as a card: title, then people or number of sessions, and length."""

    def __init__(self, document: Document, contents: TrayModel, cards: QListView) -> None:
        super().__init__(cards)
        self._plan, self._theme = document.plan, document.presentation.theme
        self._contents, self._cards = contents, cards
        self._bold, self._small = MeasuredFont(13, QFont.Weight.DemiBold), MeasuredFont(12)
        self._plan.photos.loaded.connect(cards.viewport().update)
        self.carried = ""

    def _laid_title(self, index: Index, width: float) -> LaidText:
        """Return a card's title, laid out for a card of this width in pixels."""
        words = self._contents.rows[index.row()].title
        return self._plan.paint_cache.text(words, self._bold, width - BAND - 2 * PAD, MOST_LINES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._cards.viewport().width()
        return QSize(width, round(self._laid_title(index, width - 4).height) + FOOT + 2 * EDGE + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        content, carried = self._contents.rows[index.row()], self._contents.ids[index.row()] == self.carried
        theme, rect = self._theme.dimmed() if carried else self._theme, QRectF(option.rect).adjusted(2, 2, -2, -6)
        with QPainterStateGuard(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            make_ground(content).paint(painter, rect, theme)
            if self._cards.selectionModel().isSelected(index):
                paint_rounded(painter, rect, CORNER, edge=QPen(theme.colour("accent"), 2))
            ink, words = tile_inks(theme, make_ground(content)).ink, rect.adjusted(BAND + PAD, EDGE, -PAD, -EDGE)
            self._laid_title(index, rect.width()).paint(painter, words.x(), words.y(), ink)
            words.setTop(words.bottom() - FOOT)
            self._paint_foot(painter, content, words, theme)

    def _paint_foot(self, painter: QPainter, content: TileContent, foot: QRectF, theme: Theme) -> None:
        """Paint the people, with the photo of the first, or a block's number of sessions; at the right the length."""
        how, font, inks = Qt.AlignmentFlag.AlignVCenter, self._small.font, tile_inks(theme, make_ground(content))
        paint_plain_text(painter, font, inks.muted, foot, content.time, how | Qt.AlignmentFlag.AlignRight)
        foot.setRight(foot.right() - self._small.metrics.horizontalAdvance(content.time) - PAD)
        for face in content.faces[:1]:
            photo = self._plan.photos.photo(face.photo, FACE, painter.device().devicePixelRatioF())
            circle = QRectF(foot.x(), foot.y() + (FOOT - FACE) / 2, FACE, FACE)
            paint_portrait(painter, circle, face.name, photo, theme)
            foot.setLeft(foot.left() + FACE + OVERLAP)
        paint_text(painter, foot, content.people, font, inks.ink if content.faces else inks.muted)


class TrayList(QListView):
    """The list of cards; dragging a card, or pressing M, moves its session or block onto the timeline."""

    menu_requested = Signal(QPoint)

    def __init__(self, document: Document, timeline: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent, resizeMode=QListView.ResizeMode.Adjust)
        self._document, self._timeline = document, timeline
        self.rows = TrayModel(document, self)
        self.setModel(self.rows)
        self._painter = CardDelegate(document, self.rows, self)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(document.presentation.words("Not placed"))
        DragSource(
            document.plan,
            timeline,
            self.viewport(),
            self._current_thing,
            holds=lambda point: self.indexAt(point).isValid(),
        )
        self._adopting = False
        self.selectionModel().currentChanged.connect(self._on_current_card)
        document.plan.selection_changed.connect(self._adopt_selection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the cards' heights depend on the width

    def current_id(self) -> str:
        """Return the id of the current card's session or block, or an empty string if there is none."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if row >= 0 else ""

    def _current_thing(self) -> Session | Block | None:
        agenda, name = self._document.agenda, self.current_id()
        return agenda.sessions.get(name) or agenda.blocks.get(name)

    def focus_first_card(self) -> None:
        """Focus and select the first card, if there is any."""
        if self.rows.ids:
            self.setFocus()
            self.setCurrentIndex(self.rows.index(0))

    def fade_card(self, carried: str) -> None:
        """Fade the card of the session or block that is dragged; an empty id fades none."""
        if carried != self._painter.carried:
            self._painter.carried = carried
            self.viewport().update()

    def _on_current_card(self) -> None:
        plan, thing = self._document.plan, self._current_thing()
        if not self._adopting and thing and (thing.id,) != plan.selected_ids:
            plan.show(type(thing), thing.id)

    def _adopt_selection(self) -> None:
        """Make the card of the first selected session or block current, or none if it has no card."""
        self._adopting = True
        if (chosen := self._document.plan.selected_ids[:1]) and chosen[0] in self.rows.ids:
            index = self.rows.index(self.rows.ids.index(chosen[0]))
            if index != self.currentIndex() or not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._adopting = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._document.edit_requested.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        carried = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton  # or there was a drag until this click
        if self.current_id() in self._document.plan.selected_ids and not self._timeline.tools.drags and not carried:
            self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        thing = self._current_thing()
        binding = match_binding(TRAY, event) if thing else ""
        if thing and binding == "take":
            self._timeline.grab_by_keys(thing)
        elif binding == "edit":
            self._document.edit_requested.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() == 0:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
