"""The timeline under the hand: dragging, resizing, and the same with keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QRegion,
)
from PySide6.QtWidgets import QApplication, QWidget

from planner.commands.timeline import place, resize
from planner.domain.entities import Session
from planner.layout.blocks import Block
from planner.layout.drag import Hold
from ui.desk import Desk
from ui.keys import HELD, TIMELINE, meant
from ui.pinning import refuses, return_to_tray, toggle
from ui.timeline.ghost import Ghost
from ui.timeline.grab import Hand, Held
from ui.timeline.grid_view import ARROWS
from ui.timeline.painter import hatch
from ui.timeline.shade import SPILL, Shaded, away_in, unfit_rooms
from ui.timeline.view import GeometryView

EDGE = 6
FADED = 0.45
"""How solid a block is whose session is in the hand."""


class Timeline(GeometryView):
    """The timeline of the shown day. The tray and the insert palette let it carry what they drag."""

    over_tray = Signal(bool)
    hand: Hand

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.hand = Hand(desk, lambda: self.grid, self)
        self.hand.moved.connect(self._on_moved)
        self.hand.ended.connect(self._on_ended)
        self.tray_zone: QWidget | None = None
        self._pressed: tuple[QPoint, Session, Hold] | None = None
        self._refused = False
        self._shown = QRegion()
        self._clashing: frozenset[str] = frozenset()
        self._carried, self._twice = "", False
        self._hatched: tuple[tuple[int, int], ...] = ()
        self._away: tuple[Shaded, ...] = ()
        self._ghost = Ghost(desk, self._painter)
        self._busy_hatch = hatch(desk.reader.look.colour("shade"))

    # with the mouse ------------------------------------------------------------------------------------

    def _spot(self, point: QPointF | QPoint) -> QPointF:
        return QPointF(point) - self.origin()

    def _hold_at(self, spot: QPointF) -> tuple[Session, Hold] | None:
        found = self.block_at(spot.x(), spot.y())
        if not found:
            return None
        block, box = found
        session = self.desk.agenda.sessions[block.session]
        edge = min(EDGE, box.height() / 4)
        if spot.y() < box.top() + edge:
            return session, Hold.TOP
        return session, Hold.BOTTOM if spot.y() > box.bottom() - edge else Hold.WHOLE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hand.held:
            return
        super().mousePressEvent(event)
        found = self._hold_at(self._spot(event.position()))
        left = event.button() == Qt.MouseButton.LeftButton
        if found and left and self.desk.workspace.writable:
            self._pressed = (event.position().toPoint(), *found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.hand.held and not self.hand.held.by_keys:
            self.carry(event.globalPosition().toPoint(), event.modifiers())
        elif self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            start, session, hold = self._pressed
            far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
            if far and refuses(self.desk, (session.id,)):
                self._pressed, self._refused = None, True
            elif far:
                spot = self._spot(start)
                self._pressed = None
                self.hand.take(self.desk.agenda.sessions[session.id], x=spot.x(), y=spot.y(), hold=hold)
                self._begin()
                self.carry(event.globalPosition().toPoint(), event.modifiers())
        elif not self._refused:
            found = self._hold_at(self._spot(event.position()))
            edge = found is not None and found[1] is not Hold.WHOLE
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        edit, self._pressed, self._twice, self._refused = self._twice, None, False, False
        if self.hand.held and not self.hand.held.by_keys:
            self.drop()
        else:
            super().mouseReleaseEvent(event)
            if edit:
                self.desk.edit_wanted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits when it is let go, so that a quick second press can still drag."""
        self.mousePressEvent(event)
        self._twice = event.button() == Qt.MouseButton.LeftButton and self.currentIndex().isValid()
        self._twice = self._twice and self.indexAt(event.position().toPoint()).isValid()

    # carrying, also for the tray ------------------------------------------------------------------------

    def carry_from_tray(self, session: Session, *, draft: bool = False) -> None:
        """Begin to carry a session that the pointer took from the tray or the palette."""
        self._pressed = None
        self.hand.take(session, draft=draft)
        self._begin()

    def carry(self, pointer: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Follow the pointer, in pixels of the screen. Shift asks for the whole venue."""
        self._pointer = pointer
        zone = self.tray_zone
        over = zone is not None and zone.rect().contains(zone.mapFromGlobal(pointer))
        if over:
            self.hand.to_tray()
        else:
            spot = self._spot(self.viewport().mapFromGlobal(pointer))
            self.hand.to_point(spot.x(), spot.y(), everywhere=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        self.over_tray.emit(over)

    def drop(self) -> None:
        """Let go of what is carried, where it is."""
        if session := self.hand.drop():
            self.desk.select((session,))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What was painted moves along with the grid, and has to be wiped where it is then."""
        super().scrollContentsBy(dx, dy)
        self._shown.translate(dx, dy)

    # with keys -----------------------------------------------------------------------------------------

    def grab_by_keys(self, session: Session, *, draft: bool = False) -> None:
        """Take a session into the hand for the arrow keys, unless it is pinned."""
        if self.desk.workspace.writable and not refuses(self.desk, (session.id,)):
            self.setFocus()
            self.hand.take_by_keys(session, draft=draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hand.held:
            self._carry_key(event)
        elif not self._verb_key(event):
            super().keyPressEvent(event)

    def _carry_key(self, event: QKeyEvent) -> None:
        """Keys while something is in the hand."""
        step, wanted = self.grid.snap, meant(HELD, event, bare=True)
        moves = {
            "earlier": (-step, 0), "later": (step, 0), "left": (0, -1), "right": (0, 1),
            "hour_earlier": (-60, 0), "hour_later": (60, 0),
        }  # fmt: skip
        if wanted == "cancel":
            self.cancel()
        elif wanted == "drop":
            self.drop()
        elif wanted == "everywhere":
            self.hand.toggle_everywhere()
        elif wanted in moves and self.hand.held and self.hand.held.by_keys:
            self.hand.step(minutes=moves[wanted][0], columns=moves[wanted][1])
            self._show_held()

    def _verb_key(self, event: QKeyEvent) -> bool:
        """Keys that do something to the current session."""
        index = self.currentIndex()
        session = self.desk.agenda.sessions.get(self.days.ids[index.row()]) if index.isValid() else None
        if session is None:
            return False
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if session.id not in self.desk.selected:  # the focus came by Tab: the first arrow selects where it is
            if key in ARROWS and not modifiers:
                self.setCurrentIndex(index)
            return key in ARROWS and not modifiers
        step = self.grid.snap
        verbs: dict[str, Callable[[], object]] = {
            "edit": self.desk.edit_wanted.emit, "take": lambda: self.grab_by_keys(session),
            "pin": lambda: toggle(self.desk), "unplace": lambda: return_to_tray(self.desk),
            "earlier": lambda: self._nudge(session, minutes=-step), "later": lambda: self._nudge(session, minutes=step),
            "left": lambda: self._nudge(session, columns=-1), "right": lambda: self._nudge(session, columns=1),
            "shorter": lambda: self._stretch(session, -step), "longer": lambda: self._stretch(session, step),
        }  # fmt: skip
        act = verbs.get(meant(TIMELINE, event))
        if act:
            act()
        return act is not None

    def _nudge(self, session: Session, *, minutes: int = 0, columns: int = 0) -> None:
        """A step in time or to the next room."""
        self.hand.take_by_keys(session)
        self.hand.step(minutes=minutes, columns=columns)
        slot = self.hand.held.slot if self.hand.held else None
        self.hand.cancel()
        if slot and self.desk.perform(
            lambda agenda: place(agenda, session.id, slot.span.day, slot.span.start, slot.rooms)
        ):
            self._announce(self.days.face(session.id).name)

    def _stretch(self, session: Session, minutes: int) -> None:
        if session.placement and session.minutes + minutes >= self.grid.snap:
            span = session.placement.span
            self.desk.perform(lambda agenda: resize(agenda, session.id, span.start, span.end + minutes))

    # what is in the hand -------------------------------------------------------------------------------

    def _held_blocks(self, held: Held) -> list[QRectF]:
        return self._ghost.boxes(held, self.grid)

    def tip_lines(self, held: Held) -> list[str]:
        """What the label beside a carried block says: the time, then why it would clash."""
        return self._ghost.lines(held)

    def _seen(self) -> QRectF:
        """The part of the grid that is seen."""
        return QRectF(self.viewport().rect()).translated(-self.origin())

    def _on_moved(self) -> None:
        held = self.hand.held
        assert held
        region = QRegion()
        for box in self._held_blocks(held):
            region += box.translated(self.origin()).toAlignedRect().adjusted(-10, -10, 10, 14)
        if held.slot:
            tip = self._ghost.tip(held, self._held_blocks(held)[0], self._seen())
            region += tip.translated(self.origin()).toAlignedRect().adjusted(-2, -2, 2, 2)
        dirty = self._shown + region
        for session in held.clashing ^ self._clashing:
            dirty += self._region(session)
        first, self._carried = not self._carried, held.session.id
        self._shown, self._clashing = region, held.clashing
        if first:
            self._away = away_in(self.hand.absences, held.drag.grid, self.desk.reader.words)
            self._hatched = (*self.hand.busy, *((part.start, part.end) for part in self._away))
            self.header.note(unfit_rooms(self.desk.agenda, held.session, self.desk.reader.words))
            dirty += self._hatched_region() + self._region(self._carried)
        self.viewport().update(dirty)

    def _on_ended(self) -> None:
        self._end()
        self.over_tray.emit(False)
        dirty = self._shown + self._region(self._carried)
        for session in self._clashing:
            dirty += self._region(session)
        self.viewport().update(dirty + self._hatched_region())
        self._shown, self._clashing, self._carried, self._hatched = QRegion(), frozenset(), "", ()
        self._away = ()
        self.header.note({})

    def _hatched_region(self) -> QRegion:
        """Where the people of what is carried are elsewhere or away, over all columns."""
        grid, width = self.grid, max(self.grid.width, self.viewport().width())
        return self._around(
            QRectF(0, grid.y(start), width, (end - start) * grid.scale + SPILL) for start, end in self._hatched
        )

    def _show_held(self) -> None:
        """Scroll to what the keys carry, and say where it is."""
        held = self.hand.held
        if held and held.slot:
            box = self._held_blocks(held)[0].translated(self.origin()).toRect()
            area, bar = self.viewport().rect(), self.verticalScrollBar()
            if box.top() < area.top() + 40:
                bar.setValue(bar.value() + box.top() - 40)
            elif box.bottom() > area.bottom() - 12:
                bar.setValue(bar.value() + box.bottom() - area.bottom() + 12)
            rooms = ", ".join(self.desk.agenda.room_names(held.slot.rooms)) or self.desk.reader.words("Whole venue")
            self._announce(", ".join([rooms, *self.tip_lines(held)]))

    def paint_under(self, painter: QPainter, dirty: QRectF) -> None:
        """When the people of what is carried are on elsewhere."""
        for start, end in self.hand.busy:
            stretch = QRectF(0, self.grid.y(start), self.grid.width, (end - start) * self.grid.scale)
            if stretch.intersects(dirty):
                painter.fillRect(stretch.intersected(dirty), self._busy_hatch)

    @property
    def shaded(self) -> tuple[Shaded, ...]:
        return (*super().shaded, *self._away)

    def paint_block(self, painter: QPainter, block: Block, box: QRectF, *, selected: bool) -> None:
        held = self.hand.held
        faded = held is not None and block.session == held.session.id
        self._painter.paint(
            painter, self.days.face(block.session), box, selected=selected and not faded, opacity=FADED if faded else 1
        )
        if held and block.session in self._clashing:
            self._ghost.paint_clash(painter, box)

    def paint_over(self, painter: QPainter) -> None:
        if self.hand.held:
            self._ghost.paint(painter, self.hand.held, self.grid, self._seen())
