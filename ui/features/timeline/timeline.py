"""The interactive timeline: dragging and resizing by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QWidget

from planner.commands.arranging import lengthen
from planner.domain.entities import Day, Session
from planner.layout.blocks import ClashGroup
from planner.layout.drag import DragPart
from ui.features.timeline.drag_block_view import DragBlockView
from ui.features.timeline.insertion_point import InsertionPoint
from ui.features.timeline.title_editor import TitleEditor
from ui.kit.theme.accessibility import announce
from ui.state.canvas.grid_view import ARROWS
from ui.state.command_table import DRAGGING, TIMELINE, binding_for
from ui.state.document import Document
from ui.state.pinning import report_pinned, toggle_pin

EDGE = 6
MIDDLE = 4
"""A block's middle extends at least this many pixels above and below its centre."""
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Alt)


class Timeline(DragBlockView):
    """The timeline of the shown day. It also handles drags from the tray and the insert palette."""

    command_requested = Signal(str)
    """Emitted with the name of an action on the selection, for a key that is bound to it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._tray_zone: QWidget | None = None
        self._day_at: Callable[[QPoint], Day | None] = lambda point: None
        self._pressed: tuple[QPoint, Session, DragPart] | None = None
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._refused = self._kept = self._twice = False
        self._title = TitleEditor(document, self)
        self.insertion_point = InsertionPoint(document, self)
        self.insertion_point.moved.connect(self.viewport().update)
        self.drag_controller.ended.connect(self._on_release)
        for moved in (
            document.day_changed,
            self.verticalScrollBar().valueChanged,
            self.horizontalScrollBar().valueChanged,
        ):
            moved.connect(self._title.leave)

    def carry_beyond(self, tray: QWidget, day_at: Callable[[QPoint], Day | None]) -> None:
        """Allow drags to targets outside: to ``tray``, or to the day found at a point in screen coordinates."""
        self._tray_zone, self._day_at = tray, day_at

    # mouse ---------------------------------------------------------------------------------------------

    def _spot(self, point: QPointF | QPoint) -> QPointF:
        return QPointF(point) - self.origin()

    def _hold_at(self, spot: QPointF) -> tuple[Session, DragPart] | None:
        found = self.block_at(spot.x(), spot.y())
        if not found:
            return None
        block, box = found
        session = self.document.agenda.sessions[block.session]
        if fold := self.clash_marks.of(block):
            chosen = [name for name in self.document.selected if name in fold.sessions]
            return self.document.agenda.sessions[chosen[0]] if chosen else session, DragPart.WHOLE
        edge = min(EDGE, box.height() / 4)
        if spot.y() < box.top() + edge:
            return session, DragPart.TOP
        return session, DragPart.BOTTOM if spot.y() > box.bottom() - edge else DragPart.WHOLE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.ends_drag(event):
            return
        found = self._hold_at(self._spot(event.position()))
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._press_fold(event):
            return
        chosen = found is not None and len(self.document.selected) > 1 and found[0].id in self.document.selected
        self._kept = left and chosen and not event.modifiers()  # a drag of the whole selection may begin
        if not self._kept:
            super().mousePressEvent(event)
        if left and found and self.document.workspace.writable:
            self._pressed = (event.position().toPoint(), *found)
        elif not found:
            spot = self._spot(event.position())
            if left:
                self._band = (spot, QRectF(spot, spot))
            if self.document.workspace.writable and not event.modifiers():
                announce(self, self.insertion_point.put(self.grid, spot))

    def _press_fold(self, event: QMouseEvent) -> bool:
        """Select all sessions of the pressed mark, so that a drag moves them all. Return True if a mark was pressed.

        A selection inside the mark is kept; if no drag follows, the release selects the next session.
        """
        fold = self.fold_at(event.position())
        if fold is None:
            return False
        self._kept = not set(fold.sessions).isdisjoint(self.document.selected)
        if not self._kept:
            also = self.document.selected if event.modifiers() & Qt.KeyboardModifier.ControlModifier else ()
            self.document.select((*fold.sessions, *also))
        if self.document.workspace.writable and (found := self._hold_at(self._spot(event.position()))):
            self._pressed = (event.position().toPoint(), *found)
        return True

    def _turn(self, fold: ClashGroup) -> None:
        """Select only the next of a mark's sessions, or after the last one all of them."""
        ids, chosen = fold.sessions, self.document.selected
        n = ids.index(chosen[0]) + 1 if len(chosen) == 1 and chosen[0] in ids else 0
        self.document.select(ids[n : n + 1] or ids)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag_controller.state and not self.drag_controller.state.by_keys:
            self.carry(event.globalPosition().toPoint(), event.modifiers())
        elif self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            start, session, hold = self._pressed
            if (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._take(session, start, hold)
                if self.drag_controller.state:
                    self.carry(event.globalPosition().toPoint(), event.modifiers())
        elif not self._refused:
            self._point_at(event)
            super().mouseMoveEvent(event)

    def _take(self, session: Session, start: QPoint, hold: DragPart) -> None:
        """Grab the pressed session and the other selected ones, unless one of them is pinned."""
        others = self._others(session) if hold is DragPart.WHOLE else []
        if report_pinned(self.document, (session.id, *others)):
            self._refused = True
            return
        spot = self._spot(start)
        self.drag_controller.take(
            self.document.agenda.sessions[session.id], x=spot.x(), y=spot.y(), hold=hold, others=others
        )
        self._begin()

    def _others(self, session: Session) -> list[str]:
        """Return the ids of the other selected sessions that are placed on the shown day."""
        chosen = self.document.selected
        return [s for s in chosen if s != session.id and self.session_model.row(s) >= 0] if session.id in chosen else []

    def _point_at(self, event: QMouseEvent) -> None:
        """Set the cursor over an edge, or resize the selection band, while nothing is dragged."""
        spot = self._spot(event.position())
        if self._band and event.buttons() & Qt.MouseButton.LeftButton:
            before = self._band[1]
            self._band = (self._band[0], QRectF(self._band[0], spot).normalized())
            self.viewport().update(self._around((before, self._band[1])))
            return
        found = self._hold_at(spot)
        edge = found is not None and found[1] is not DragPart.WHOLE
        self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            if not self.drag_controller.state:
                super().mouseReleaseEvent(event)
            return
        edit, pressed, kept, refused = self._twice, self._pressed, self._kept, self._refused
        self._pressed, self._twice, self._refused, self._kept = None, False, False, False
        if self._band:
            self.viewport().update(self._around((self._band[1],)))
            self._band = None
        if self.drag_controller.state and not self.drag_controller.state.by_keys:
            self.drop()
            return
        if refused:  # keep the selection
            return
        fold = self.fold_at(event.position())
        if not kept and not fold:
            super().mouseReleaseEvent(event)
        elif fold:
            if kept and not edit:
                self._turn(fold)
        elif pressed:
            self.document.select((pressed[1].id,))
        if edit and self.insertion_point.at:
            self.command_requested.emit("add")
        elif edit:
            self.document.edit_requested.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the session, or add one on the empty grid, on release, so that a quick second press can still drag."""
        self.mousePressEvent(event)
        there = self.indexAt(event.position().toPoint()).isValid() and self.currentIndex().isValid()
        self._twice = event.button() == Qt.MouseButton.LeftButton and (there or self.insertion_point.at is not None)

    # dragging, also from the tray -----------------------------------------------------------------------

    def carry_from_tray(self, session: Session, *, draft: bool = False) -> None:
        """Start dragging a session from the tray or the palette."""
        self._pressed = None
        self.drag_controller.take(session, draft=draft)
        self._begin()

    def carry(self, pointer: QPoint, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """Move the drag to ``pointer`` on the screen; Shift pushes those that follow, Alt moves by single minutes.

        Over the tab of another day, that day is shown and the session keeps its time; on the middle of another session,
        a drop swaps the two. A drop outside all of these changes nothing.
        """
        self._pointer = pointer
        if modifiers is not None:
            self._modifiers = modifiers
        whole = self.drag_controller.state is not None and self.drag_controller.state.drag.hold is DragPart.WHOLE
        day = self._day_at(pointer) if whole else None
        if day and day.id != self.document.day.id:
            self.document.show_day(day)
        over = whole and _is_over(self._tray_zone, pointer)
        if over:
            self.drag_controller.move_to_tray()
        elif not _is_over(self, pointer):
            self.drag_controller.keep_time() if day else self.drag_controller.move_outside()
        else:
            spot, held = self._spot(self.viewport().mapFromGlobal(pointer)), self._modifiers
            self.drag_controller.move_to_point(
                spot.x(), spot.y(),
                push=bool(held & Qt.KeyboardModifier.ShiftModifier),
                fine=bool(held & Qt.KeyboardModifier.AltModifier),
                over="" if held else self._middle_at(spot),
            )  # fmt: skip
        self.over_tray.emit(over)

    def _middle_at(self, spot: QPointF) -> str:
        """Return the id of the session whose block has its middle at a point and is not dragged, or an empty string."""
        found = self.block_at(spot.x(), spot.y())
        if not found or not self.drag_controller.state or found[0].session in self.drag_controller.state.ids:
            return ""
        block, box = found
        if self.clash_marks.of(block):
            return ""
        away = spot - box.center()
        near = abs(away.x()) < box.width() / 4 and abs(away.y()) < max(box.height() / 6, MIDDLE)
        return block.session if near else ""

    def paint_over(self, painter: QPainter) -> None:
        self.insertion_point.paint(painter, self.grid)
        super().paint_over(painter)

    def drop(self) -> None:
        """Drop the dragged sessions at their target, or cancel outside every target."""
        if self.drag_controller.state and self.drag_controller.state.outside:
            self.cancel()
        elif sessions := self.drag_controller.drop():
            self.document.select(sessions)
            if self.session_model.row(sessions[0]) >= 0:
                announce(self, self.session_model.content(sessions[0]).name)

    def cancel(self) -> None:
        """Cancel the drag, and show the day that the session was dragged from."""
        held = self.drag_controller.state
        origin = held.drag.origin if held else None
        super().cancel()
        if (
            origin
            and origin.span.day != self.document.day.date
            and (day := self.document.agenda.day_of(origin.span.day))
        ):
            self.document.show_day(day)

    def _on_release(self) -> None:
        """Ignore the rest of a mouse press if the button is still down."""
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._refused = True

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)

    # keyboard ------------------------------------------------------------------------------------------

    def grab_by_keys(self, session: Session, *, draft: bool = False) -> None:
        """Grab a session for the arrow keys, unless it is pinned."""
        others = [] if draft else self._others(session)
        if self.document.workspace.writable and not report_pinned(self.document, (session.id, *others)):
            self.setFocus()
            self.drag_controller.take_by_keys(session, draft=draft, others=others)
            announce(self, self._ghost.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.drag_controller.state:
            self._carry_key(event)
        elif self.insertion_point.at and event.key() == Qt.Key.Key_Escape:
            self.insertion_point.leave()
        elif not self._command_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in MODIFIERS and self.drag_controller.state and not self.drag_controller.state.by_keys:
            self.carry(self._pointer, QApplication.queryKeyboardModifiers())
        super().keyReleaseEvent(event)

    def _carry_key(self, event: QKeyEvent) -> None:
        """Handle a key during a drag."""
        step, binding = self.grid.snap, binding_for(DRAGGING, event, bare=True)
        moves = {
            "earlier": (-step, 0), "later": (step, 0), "left": (0, -1), "right": (0, 1),
            "hour_earlier": (-60, 0), "hour_later": (60, 0),
        }  # fmt: skip
        if binding == "cancel":
            self.cancel()
        elif binding == "drop":
            self.drop()
        elif binding == "everywhere":
            self.drag_controller.toggle_everywhere()
        elif binding == "ripple":
            self.drag_controller.toggle_push()
        elif event.key() in MODIFIERS and self.drag_controller.state and not self.drag_controller.state.by_keys:
            self.carry(self._pointer, event.modifiers())
        elif binding in moves and self.drag_controller.state and self.drag_controller.state.by_keys:
            self.drag_controller.step(minutes=moves[binding][0], columns=moves[binding][1])
            self._reveal_dragged()

    def _command_key(self, event: QKeyEvent) -> bool:
        """Handle a key that acts on the current session, and return True if it did."""
        index = self.currentIndex()
        session = self.document.agenda.sessions.get(self.session_model.ids[index.row()]) if index.isValid() else None
        if session is None:
            return False
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if session.id not in self.document.selected:  # focused with Tab: the first arrow key selects it
            if key in ARROWS and not modifiers:
                self.setCurrentIndex(index)
            return key in ARROWS and not modifiers
        step, binding = self.grid.snap, binding_for(TIMELINE, event)
        handlers: dict[str, Callable[[], object]] = {
            "edit": self.document.edit_requested.emit, "take": lambda: self.grab_by_keys(session),
            "pin": lambda: toggle_pin(self.document),
            "earlier": lambda: self._nudge(session, minutes=-step), "later": lambda: self._nudge(session, minutes=step),
            "left": lambda: self._nudge(session, columns=-1), "right": lambda: self._nudge(session, columns=1),
            "shorter": lambda: self._resize_by_key(session, -step),
            "longer": lambda: self._resize_by_key(session, step),
            "rename": lambda: self.rename(session), "clear": lambda: self.document.select(()),
        }  # fmt: skip
        if binding:
            handlers.get(binding, lambda: self.command_requested.emit(binding))()
        return bool(binding)

    def rename(self, session: Session) -> None:
        """Edit the title of a session inside its block."""
        boxes = self.boxes_of(session.id)
        if boxes and self.document.workspace.writable:
            self.scrollTo(self.session_model.index(self.session_model.row(session.id)))
            self._title.begin(session, boxes[0].translated(self.origin()).toRect())

    def _nudge(self, session: Session, *, minutes: int = 0, columns: int = 0) -> None:
        """Move the selection by a step in time or to the next room."""
        others = self._others(session)
        if not report_pinned(self.document, (session.id, *others)):
            chosen = self.document.selected
            self.drag_controller.take_by_keys(session, others=others)
            self.drag_controller.step(minutes=minutes, columns=columns)
            self.drag_controller.drop()
            self.document.select(chosen)
            self.scrollTo(self.session_model.index(self.session_model.row(session.id)))
            announce(self, self.session_model.content(session.id).name)

    def _resize_by_key(self, session: Session, minutes: int) -> None:
        """Shorten or lengthen those of the selected sessions that allow it by a step."""
        chosen = [self.document.agenda.sessions[name] for name in (session.id, *self._others(session))]
        able = [s for s in chosen if s.placement and s.minutes + minutes >= min(self.grid.snap, s.minutes)]
        if able and not report_pinned(self.document, [s.id for s in able]):
            self.document.apply(lambda agenda: lengthen(agenda, [s.id for s in able], minutes))


def _is_over(widget: QWidget | None, pointer: QPoint) -> bool:
    """Return True if a point in screen coordinates is inside a widget."""
    return widget is not None and widget.rect().contains(widget.mapFromGlobal(pointer))
