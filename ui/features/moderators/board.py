"""The interactive board: moderators are dropped on sessions and lanes, and shifts resized, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QWidget

from planner.commands.covers import edit_cover, remove_moderators
from planner.commands.deleting import delete_all
from planner.commands.sessions import no_moderator
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Cover, Session
from planner.layout.drag import DragPart
from ui.features.moderators.block_contents import BoardItem, ShiftContent
from ui.features.moderators.board_view import BoardView
from ui.features.moderators.drag_controller import ListTarget, ShiftDragController, Target
from ui.features.moderators.drag_ghost import ShiftDragGhost
from ui.features.moderators.moderator_shift import (
    ModeratorShift,
    ShiftResize,
    shift_around,
    shift_around_session,
    shift_of,
)
from ui.kit.theme.accessibility import announce
from ui.state.canvas.block_painter import rectangle
from ui.state.canvas.grid_view import ARROWS
from ui.state.command_table import BOARD, binding_for
from ui.state.document import Document

GRIP = 7
"""Height in pixels of the area at each end of a shift that resizes it."""
FADED = 0.4
PULLS = ("earlier", "later", "left", "right", "shorter", "longer")
"""Names of the key bindings that move or resize a shift."""


class Board(BoardView):
    """The board of the shown day. It also handles drags of people from the list."""

    assign_requested = Signal(object)
    """Emitted with a ``Target``; typed ``object``, as PySide crashes on a union."""
    jump_requested = Signal(int)
    menu_requested = Signal(QPoint)
    over_people = Signal(bool)
    drag_controller: ShiftDragController
    scroll_margin = 0  # the people and the headers are outside of the board

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.drag_controller = ShiftDragController(document, self)
        self.drag_controller.moved.connect(self._on_moved)
        self.drag_controller.ended.connect(self._on_ended)
        document.changed.connect(self.cancel)  # the dragged shift belongs to an older snapshot
        self.people_zone: QWidget | None = None
        self.ghost = ShiftDragGhost(document, self.painter)
        self._pressed: tuple[QPoint, str, DragPart] | None = None

    # mouse ---------------------------------------------------------------------------------------------

    def _hold_at(self, point: QPointF) -> tuple[str, DragPart] | None:
        """Return the shift at a point of the viewport and the part that a press there grabs, or None."""
        spot = self.on_board(point)
        found = self.thing_at(spot)
        if found is None or found[0][0] is not Cover:
            return None
        box, grip = found[1], min(GRIP, found[1].height() / 4)
        if spot.y() < box.top() + grip:
            return found[0][1], DragPart.TOP
        return found[0][1], DragPart.BOTTOM if spot.y() > box.bottom() - grip else DragPart.WHOLE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.ends_drag(event):
            return
        super().mousePressEvent(event)
        found = self._hold_at(event.position())
        if found and event.button() == Qt.MouseButton.LeftButton and self.document.workspace.writable:
            self._pressed = (event.position().toPoint(), *found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag_controller.state:
            self.carry(event.globalPosition().toPoint())
        elif self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            start, cover, hold = self._pressed
            far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
            if far and cover in self.document.agenda.covers:
                self._take(start, self.document.agenda.covers[cover], hold)
                self.carry(event.globalPosition().toPoint())
        else:
            found = self._hold_at(event.position())
            edge = found is not None and found[1] is not DragPart.WHOLE
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)
            if not event.buttons():
                super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.drag_controller.state:
            self.drop()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a shift, or ask for the moderator of a session or of the shift around an empty place."""
        self.mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self.thing_at(self.on_board(event.position()))
        self._pressed = None
        if found is None:
            self._request(self._shift_at(event.position()))
        elif found[0][0] is Cover:
            self.document.edit_requested.emit()
        else:
            self._request(found[0][1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton and self.current:
            self.menu_requested.emit(event.globalPos())

    # dragging, also from the list of people -------------------------------------------------------------

    def _take(self, start: QPoint, cover: Cover, hold: DragPart) -> None:
        grid, where = self.board_layout.grid, shift_of(cover)
        first, last = self.board_layout.minutes(where)
        grab = grid.minute(self.on_board(start).y()) - (last if hold is DragPart.BOTTOM else first)
        self._pressed = None
        self.drag_controller.take_shift(cover, ShiftResize(grid, where, hold, grab))
        self._begin()

    def carry_person(self, person_id: str) -> None:
        """Start dragging a person from the list."""
        self._pressed = None
        self.drag_controller.take_person(person_id)
        self._begin()

    def carry(self, pointer: QPoint) -> None:
        """Move the drag to ``pointer``, in screen coordinates."""
        before, self._pointer = self._tip(), pointer
        target = self._target(pointer)
        self.over_people.emit(target is ListTarget.PEOPLE)
        self.ghost.pointer = QPointF(self.viewport().mapFromGlobal(pointer))
        self.drag_controller.to(target)
        self.viewport().update((before | self._tip()).toAlignedRect().adjusted(-2, -2, 2, 2))

    def _tip(self) -> QRectF:
        """Return the rectangle of the drag's label, or an empty one if nothing is dragged."""
        return (
            self.ghost.tip(self.drag_controller.state, QRectF(self.viewport().rect()))
            if self.drag_controller.state
            else QRectF()
        )

    def _target(self, pointer: QPoint) -> Target | None:
        held, zone = self.drag_controller.state, self.people_zone
        if held is None:
            return None
        if held.cover and zone and zone.rect().contains(zone.mapFromGlobal(pointer)):
            return ListTarget.PEOPLE
        whole = held.pull is None or held.pull.hold is DragPart.WHOLE
        on_header = self.header.mapFromGlobal(pointer)
        if whole and self.header.rect().contains(on_header):
            return ModeratorShift(self.header.room_at(on_header.x()) or None)
        point = self.viewport().mapFromGlobal(pointer)
        if not self.rect().contains(self.mapFromGlobal(pointer)):
            return None
        if held.pull:
            spot = self.on_board(QPoint(max(0, point.x()), point.y()))
            return held.pull.to(self.board_layout.grid.minute(spot.y()), self.board_layout.room_at(spot.x()))
        if not self.viewport().rect().contains(point):
            return None
        found = self.thing_at(self.on_board(point))
        if found and found[0][0] is Session and not self.document.agenda.sessions[found[0][1]].facts.pause:
            return found[0][1]
        return self._shift_at(QPointF(point))

    def _shift_at(self, point: QPointF) -> ModeratorShift:
        """Return the shift between pauses at a point of the viewport; its room is None in the all-rooms lane."""
        spot = self.on_board(point)
        minute = self.board_layout.grid.minute(spot.y())
        return shift_around(self.document.agenda, self.document.day, self.board_layout.room_at(spot.x()), minute)

    def drop(self) -> None:
        """Drop the dragged person or shift at the current target."""
        if made := self.drag_controller.drop():
            self.document.show(made[0], made[1])
            self.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.cancel()
        return super().event(event)

    # keyboard ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.drag_controller.state:
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
        elif not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """Handle a key and return True if it has a meaning on the board."""
        thing, key, binding = self.current, event.key(), binding_for(BOARD, event)
        if binding in ("next", "previous"):
            self.jump_requested.emit(1 if binding == "next" else -1)
            return True
        if thing is None:
            return False
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if thing not in self.chosen and key in ARROWS and bare:
            self.setCurrentIndex(self.currentIndex())  # focused with Tab: the first arrow key selects the current item
            return True
        shift = thing[0] is Cover
        handlers: dict[str, Callable[[], object]] = {
            "edit": self.document.edit_requested.emit, "stretch": self.request_shift, "remove": self.remove,
            "assign": self.document.edit_requested.emit if shift else lambda: self._request(thing[1]),
            "all_day": partial(self.request_shift, whole_day=True),
        }  # fmt: skip
        if shift:
            cover = self.document.agenda.covers[thing[1]]
            handlers |= {pull: partial(self._pull_by_key, cover, pull) for pull in PULLS}
        if binding in handlers:
            handlers[binding]()
        return binding in handlers

    def _request(self, target: Target) -> None:
        session = self.document.agenda.sessions.get(target) if isinstance(target, str) else None
        if session and session.facts.pause:
            self.document.change_refused.emit(no_moderator(session))
        elif self.document.workspace.writable:
            self.assign_requested.emit(target)

    def request_moderator(self) -> None:
        """Ask for the moderator of the current session."""
        if self.current and self.current[0] is Session:
            self._request(self.current[1])

    def request_shift(self, *, whole_day: bool = False) -> None:
        """Ask for the moderator of the shift around the current session, or of its room for the whole day."""
        thing = self.current
        found = None
        if thing and thing[0] is Session:
            found = shift_around_session(self.document.agenda, self.document.agenda.sessions[thing[1]])
        elif thing:
            found = shift_of(self.document.agenda.covers[thing[1]])
        if found:
            self._request(ModeratorShift(found.room) if whole_day else found)

    def remove(self) -> None:
        """Delete the selected shifts, or remove the moderators of the selected sessions."""
        chosen = self.chosen
        if not chosen:
            return
        sessions = [name for kind, name in chosen if kind is Session]
        if sessions:
            self.document.apply(lambda agenda: remove_moderators(agenda, sessions))
            return
        covers = [name for _kind, name in chosen]
        self.document.apply(lambda agenda: delete_all(agenda, Cover, covers))

    def _pull_by_key(self, cover: Cover, way: str) -> None:
        """Move a shift in time or to the next lane, or move its end."""
        where, grid = shift_of(cover), self.board_layout.grid
        target = where
        if way in ("left", "right") and grid.rooms:
            lanes = [None, *grid.rooms]
            n = lanes.index(where.room) + (1 if way == "right" else -1)
            target = ModeratorShift(lanes[max(0, min(n, len(lanes) - 1))], where.start, where.end)
        elif way not in ("left", "right"):
            longer = way in ("longer", "shorter")
            pull = ShiftResize(grid, where, DragPart.BOTTOM if longer else DragPart.WHOLE)
            at = (where.end if longer else where.start) or (grid.closes if longer else grid.opens)
            target = pull.to(at + (grid.snap if way in ("later", "longer") else -grid.snap), where.room)
        if target != where:
            self.document.apply(lambda agenda: _moved(agenda, cover.id, target))
            if self.current:
                announce(self, self.rows.content(self.current).name)

    # dragging ------------------------------------------------------------------------------------------

    def _on_moved(self) -> None:
        held = self.drag_controller.state
        target = held.target if held else None
        whole_day = target if isinstance(target, ModeratorShift) and target.start is None else None
        self.header.light((whole_day.room or "") if whole_day else None)
        self.viewport().update()

    def _on_ended(self) -> None:
        self._end()
        self.over_people.emit(False)
        self.header.light(None)
        self.viewport().update()

    def is_lit(self, session_id: str) -> bool:
        return self.drag_controller.state is not None and session_id in self.drag_controller.state.lit

    def paint_shift(
        self, painter: QPainter, thing: BoardItem, content: ShiftContent, box: QRectF, *, selected: bool, his: bool
    ) -> None:
        held = self.drag_controller.state
        faded = held is not None and held.cover is not None and held.cover.id == thing[1]
        top, opacity = self.verticalOffset(), FADED if faded else 1
        self.painter.paint_shift(painter, content, box, top, selected=selected and not faded, his=his, opacity=opacity)

    def paint_reach(self, painter: QPainter) -> None:
        if self.drag_controller.state:
            self.ghost.paint_reach(painter, self.drag_controller.state, self.board_layout)

    def paint_over(self, painter: QPainter) -> None:
        held, area = self.drag_controller.state, QRectF(self.viewport().rect())
        if held is None:
            return
        box = self.board_layout.shift_box(held.target) if isinstance(held.target, ModeratorShift) else None
        if box:
            painter.save()
            if box.x >= self.board_layout.every:
                painter.setClipRect(area.adjusted(self.board_layout.every, 0, 0, 0))
            self.ghost.paint_shift(painter, held, self.in_view(rectangle(box)))
            painter.restore()
        self.ghost.paint_tip(painter, held, area)


def _moved(agenda: Agenda, cover_id: str, to: ModeratorShift) -> Change:
    return edit_cover(agenda, cover_id, room=to.room, start=to.start, end=to.end)
