"""The cards of the tray: the sessions without a time that match what is searched, with keys, double click and menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterStateGuard,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.domain.agenda import Change
from planner.domain.entities import Session
from ui.kit.theme.painting import paint_rounded, text_font
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, TIP, Index, RowModel
from ui.plan.canvas.outside_drag import DragSource, DragTarget
from ui.plan.canvas.tile_content import content_of
from ui.plan.canvas.tile_ground import BAND, CORNER, InkWell, ground_of
from ui.plan.canvas.tile_words import PAD
from ui.state.command_table import TRAY, binding_for
from ui.state.document import Document

MOST_LINES = 4
"""Maximum number of lines of a title; the tooltip has the full title."""


def _elided(words: str, start: int, font: QFont, width: float) -> str:
    """Return a text with the part from ``start`` (in UTF-16 units, as Qt counts) elided to one line."""
    units = words.encode("utf-16-le")
    rest = units[2 * start :].decode("utf-16-le", "ignore")
    shown = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width - 1)
    return units[: 2 * start].decode("utf-16-le", "ignore") + shown


class TrayModel(RowModel):
    """A list model of the unplaced sessions that match the search, by number."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__({SHOWN: lambda c: c.title, TIP: lambda c: c.title, SPOKEN: lambda c: c.name}, parent)
        self._document = document
        self._search = ""
        self.ids: tuple[str, ...] = ()
        self.refresh()
        document.plan.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.refresh()

    def search(self, text: str) -> None:
        """Show only sessions whose title, abstract, track and people together contain every word of a text."""
        self._search = text
        self.refresh()

    def _matches(self, session: Session) -> bool:
        agenda = self._document.agenda
        track = agenda.tracks[session.track].name if session.track else ""
        names = [agenda.people[a.person].name for a in session.people]
        text = " ".join([session.title, session.abstract, track, *names]).casefold()
        return all(word in text for word in self._search.casefold().split())

    def refresh(self) -> None:
        """Load the unplaced sessions from the current snapshot."""
        found = [session for session in self._document.agenda.tray if self._matches(session)]
        ids = tuple(session.id for session in found)
        contents = [content_of(self._document.plan, s, 0, s.minutes, tray=True) for s in found]
        if (ids, contents) != (self.ids, self.rows):
            self.ids = ids
            self.show_rows(contents)


class CardDelegate(QStyledItemDelegate):
    """A delegate that paints an unplaced session as a card: its title, then length and people."""

    def __init__(self, document: Document, contents: TrayModel, cards: QListView) -> None:
        super().__init__(cards)
        self._theme, self._contents, self._cards = document.presentation.theme, contents, cards
        self._bold, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)
        self.carried = ""

    def _layout(self, words: str, font: QFont, width: float) -> tuple[QTextLayout, float]:
        layout = QTextLayout(words, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while layout.lineCount() <= MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPoint(0, round(height)).toPointF())
            height += line.height()
        layout.endLayout()
        if layout.lineCount() > MOST_LINES:
            return self._layout(_elided(words, layout.lineAt(MOST_LINES - 1).textStart(), font, width), font, width)
        return layout, height

    def _parts(self, index: Index, width: float) -> tuple[list[tuple[QTextLayout, float]], float]:
        content = self._contents.rows[index.row()]
        inner = width - BAND - 2 * PAD
        parts = [self._layout(content.title, self._bold, inner)]
        parts += [self._layout(line, self._small, inner) for line in (content.people or content.time,) if line]
        return parts, sum(height for _, height in parts) + 14

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._cards.viewport().width()
        return QSize(width, round(self._parts(index, width - 4)[1]) + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        content, carried = self._contents.rows[index.row()], self._contents.ids[index.row()] == self.carried
        theme, rect = self._theme.dimmed() if carried else self._theme, QRectF(option.rect).adjusted(2, 2, -2, -6)
        with QPainterStateGuard(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen = self._cards.selectionModel().isSelected(index)
            ground_of(content).paint(painter, rect, theme)
            if chosen:
                paint_rounded(painter, rect, CORNER, edge=QPen(theme.colour("accent"), 2))
            inks, y = InkWell(theme).on(ground_of(content)), rect.y() + 7
            for n, (layout, height) in enumerate(self._parts(index, rect.width())[0]):
                painter.setPen(inks.muted if n else inks.ink)
                layout.draw(painter, QRectF(rect.x() + BAND + PAD, y, 1, 1).topLeft())
                y += height


class TrayList(QListView):
    """The list of cards. Dragging a card or pressing M moves its session into the timeline."""

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
        self._drag_source = DragSource(document.plan, timeline, self)
        self._adopting = False
        self.selectionModel().currentChanged.connect(self._on_current)
        document.plan.selection_changed.connect(self._adopt_selection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the cards' heights depend on the width

    def current_id(self) -> str:
        """Return the id of the current card's session, or an empty string if there is none."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if row >= 0 else ""

    def fade(self, carried: str) -> None:
        """Fade the card of the dragged session."""
        if carried != self._painter.carried:
            self._painter.carried = carried
            self.viewport().update()

    def _on_current(self) -> None:
        if not self._adopting and (session := self.current_id()) and (session,) != self._document.plan.selected:
            self._document.plan.select((session,))

    def _adopt_selection(self) -> None:
        """Make the first selected session current if it is here; others may be selected here or in the timeline."""
        self._adopting = True
        if (chosen := self._document.plan.selected[:1]) and chosen[0] in self.rows.ids:
            index = self.rows.index(self.rows.ids.index(chosen[0]))
            if index != self.currentIndex() or not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._adopting = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._drag_source.press(event, on_thing=self.indexAt(event.position().toPoint()).isValid()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag_source.move(event, lambda: self._document.agenda.sessions.get(self.current_id()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._drag_source.release(event):
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._document.edit_requested.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        carried = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton  # or there was a drag until this click
        if self.current_id() in self._document.plan.selected and not self._timeline.tools.drags and not carried:
            self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        session = self._document.agenda.sessions.get(self.current_id())
        binding = binding_for(TRAY, event) if session else ""
        if session and binding == "take":
            self._timeline.grab_by_keys(session)
        elif binding == "edit":
            self._document.edit_requested.emit()
        else:
            super().keyPressEvent(event)
