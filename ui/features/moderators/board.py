"""The moderators' board of a day: moderators are dropped on sessions and lanes, and shifts resized, by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Cover, Session
from planner.layout.board_layout import BoardItem, BoardLayout
from planner.layout.moderator_shift import ModeratorShift
from ui.features.moderators.board_commands import BoardCommands
from ui.features.moderators.board_layers import BoardLayer, ShiftDragGhost
from ui.features.moderators.board_painter import BoardPainter
from ui.features.moderators.board_scene import BoardSource, selected_items
from ui.features.moderators.board_tools import BoardSelectTool, PersonDrag
from ui.features.moderators.coverage import Coverage
from ui.features.moderators.drag_controller import ListTarget, ShiftDragController
from ui.kit.theme.accessibility import announce
from ui.state.canvas.canvas import Canvas, CanvasParts
from ui.state.canvas.frame import CanvasFrame
from ui.state.canvas.room_header import RoomHeader
from ui.state.canvas.rulers import TimeRuler
from ui.state.canvas.scene import SharedSelection
from ui.state.canvas.tools import ToolBox
from ui.state.document import Document


class Board(QObject):
    """The board of the shown day with all its tools; the all-rooms lane stays in place while the rooms scroll.

    ``person_drag`` is the target of drags of people from the list, ``commands`` act on the current session or shift.
    """

    assign_requested = Signal(object)
    """Emitted with a ``Target``; typed ``object``, as PySide crashes on a union."""
    jump_requested = Signal(int)
    over_people = Signal(bool)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self.frame = CanvasFrame(parent)
        self.canvas = canvas = Canvas(document.presentation.words("Who moderates what"), self.frame)
        super().__init__(self.frame)
        self.document = document
        self.drag_controller = ShiftDragController(
            document, lambda: self.layout, in_sight=lambda point: canvas.viewport().rect().contains(point),
            head_at=self._head_at, dropped=canvas.setFocus, parent=self,
        )  # fmt: skip
        select = BoardSelectTool(
            document, lambda: self.layout, key=lambda event: self.commands.handle(event),
            grab=self.drag_controller.grab, opened=lambda at: self.commands.open(at),
        )  # fmt: skip
        self.tools = ToolBox(select, self)
        self.person_drag = PersonDrag(canvas, self.tools, self.drag_controller)
        self.source = BoardSource(
            document, lambda: self.drag_controller.state,
            lambda: QPointF(self.tools.last.point) if self.tools.last else QPointF(),
        )  # fmt: skip
        painter = BoardPainter(document)
        self.ghost = ShiftDragGhost(document, painter)
        across, down = canvas.horizontalScrollBar(), canvas.verticalScrollBar()
        self.header = RoomHeader(
            lambda: self.layout.grid, across.value, document, self.frame, lane=lambda: round(self.layout.fixed)
        )
        self.frame.surround(canvas, TimeRuler(lambda: self.layout.grid, down.value, document, self.frame), self.header)
        canvas.compose(
            CanvasParts(
                self.source.model, self.source, SharedSelection(lambda: selected_items(document), self._on_selected),
                (BoardLayer(painter), self.ghost), self.tools, self.frame,
                scroll_margin=0,  # people and header are around it
            )
        )  # fmt: skip
        self.commands = BoardCommands(
            document, self.source.model, canvas.selectionModel(), lambda: self.layout,
            assign=self.assign_requested.emit, jump=self.jump_requested.emit,
            moved=lambda item: announce(canvas, self.source.model.contents[item].name),
        )  # fmt: skip
        self._connect()

    def _connect(self) -> None:
        self.document.selection_changed.connect(self.canvas.adopt_selection)
        self.document.changed.connect(self.tools.on_change)
        self.drag_controller.moved.connect(self._show_target)
        self.drag_controller.ended.connect(self._show_target)
        self.drag_controller.aimed.connect(self.canvas.refresh)
        self.drag_controller.ended.connect(self.canvas.refresh)

    @property
    def layout(self) -> BoardLayout:
        """The layout of the day."""
        canvas = self.canvas
        layout: BoardLayout = (
            canvas.scene.layout if canvas.scene else self.source.lay_out(canvas.viewport().size(), canvas.scale_now)
        )
        return layout

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the current snapshot; ``coverage`` has its moderators."""
        self.source.load(coverage)
        self.canvas.adopt_selection()
        self.header.refresh()

    def scroll_to_minute(self, minute: int) -> None:
        """Scroll so that a minute of the day is near the top."""
        self.canvas.verticalScrollBar().setValue(round(self.layout.grid.y(minute)) - 24)

    def delete_over(self, people: QWidget) -> None:
        """Delete a shift that is dropped on a widget, the list of people."""
        self.drag_controller.is_over_people = lambda point: people.rect().contains(people.mapFromGlobal(point))

    def _on_selected(self, keys: Sequence[BoardItem], current: BoardItem | None) -> None:
        """Select sessions or shifts in the document: the shifts, if both are selected and a shift is current."""
        if set(keys) == set(selected_items(self.document)).intersection(self.source.model.keys):
            return
        covers = [name for kind, name in keys if kind is Cover]
        sessions = [name for kind, name in keys if kind is Session]
        if covers and (not sessions or (current and current[0] is Cover)):
            self.document.show(Cover, *covers)
        elif sessions or self.document.shown[0] in (Session, Cover):
            self.document.show(Session, *sessions)

    def _head_at(self, point: QPoint) -> ModeratorShift | None:
        """Return the whole day of the room whose head is at a point of the screen, or None if there is none."""
        on_header = self.header.mapFromGlobal(point)
        inside = self.header.rect().contains(on_header)
        return ModeratorShift(self.header.room_at(on_header.x()) or None) if inside else None

    def _show_target(self) -> None:
        """Show on the heads and in the list of people whether they are the target of the drag."""
        held = self.drag_controller.state
        target = held.target if held else None
        whole_day = target if isinstance(target, ModeratorShift) and target.start is None else None
        self.header.light((whole_day.room or "") if whole_day else None)
        self.over_people.emit(target is ListTarget.PEOPLE)
