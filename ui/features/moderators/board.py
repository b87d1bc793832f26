"""The moderators' board of a day: its canvas with tools, and its commands by key, menu and double click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.commands.deleting import delete_entities
from planner.commands.people import edit_cover, remove_moderators
from planner.commands.sessions import no_moderator_error
from planner.domain.entities import Cover, Session
from planner.layout.board_layout import (
    BoardItem,
    BoardLayout,
    ModeratorShift,
    cover_shift,
    shift_after_key,
    shift_around_session,
)
from ui.features.moderators.board_layers import BoardLayer, BoardPainter, ModeratorDragGhost
from ui.features.moderators.board_scene import BoardSceneSource, selected_items
from ui.features.moderators.board_tools import (
    BoardSelectTool,
    ListTarget,
    ModeratorCoverage,
    ModeratorDragController,
    Target,
)
from ui.kit.theme.theme import announce, set_properties
from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.outside_drag import DragTarget
from ui.plan.canvas.scene import CanvasFrame
from ui.plan.canvas.tools import Pointer, ToolBox
from ui.state.command_table import BOARD, match_binding, types_character
from ui.state.document import Document

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
STEPS = ("earlier", "later", "left", "right", "shorter", "longer")
"""The names of the key bindings that move or resize a shift."""


class Board(QObject):
    """The board of the shown day, with its tools and commands; the all-rooms lane does not scroll sideways.

    ``person_drag`` is the drop target for people dragged from the list.
    """

    assign_requested = Signal(object)
    """Emitted with the ``Target`` to assign a moderator to; typed ``object``, as PySide crashes on a union."""
    jump_requested = Signal(int)
    letter_typed = Signal(QKeyEvent)

    def __init__(self, document: Document) -> None:
        self.frame = CanvasFrame()
        self.canvas = canvas = Canvas(document.presentation.words("Who moderates what"), self.frame)
        super().__init__(self.frame)
        self.document = document
        self.drag_controller = controller = ModeratorDragController(document, canvas, self._whole_day_shift)
        select = BoardSelectTool(
            document, lambda: self.layout, key=self.handle_key, grab=controller.grab, opened=self.edit_or_assign
        )
        self.tools = ToolBox(select, self)
        self.person_drag = DragTarget(canvas, self.tools, controller.begin_outside_drag)
        plan = document.plan
        self.source = BoardSceneSource(
            plan, lambda: controller.state, lambda: QPointF(self.tools.last.point if self.tools.last else QPoint())
        )
        painter = BoardPainter(plan)
        self.ghost = ModeratorDragGhost(plan, painter)
        self.header = self.frame.add_header_and_ruler(canvas, plan, lane=lambda: round(self.layout.fixed))
        canvas.set_up(
            self.source, (BoardLayer(painter), self.ghost), self.tools, self.frame,
            selected=lambda: selected_items(plan), select=self._select_in_plan,
            scroll_margin=0,  # people and header are around it
        )  # fmt: skip
        document.plan.selection_changed.connect(canvas.adopt_selection)
        document.plan.changed.connect(self.tools.on_change)
        controller.moved.connect(self._highlight_target)
        controller.moved.connect(canvas.refresh)

    @property
    def layout(self) -> BoardLayout:
        """The current layout of the shown day."""
        return self.canvas.scene.layout

    def show_coverage(self, coverage: ModeratorCoverage) -> None:
        """Show the shown day of the current snapshot; ``coverage`` has the snapshot's moderators."""
        self.source.load(coverage)
        self.canvas.adopt_selection()
        self.header.refresh()

    def set_deletion_target(self, people: QWidget) -> None:
        """Let a drop on ``people``, the list of people, delete a shift; highlight the list while a shift is over it."""
        drag = self.drag_controller
        drag.moved.connect(
            lambda: set_properties(people, drop=bool(drag.state and drag.state.target is ListTarget.PEOPLE))
        )
        drag.is_over_people = lambda point: people.rect().contains(people.mapFromGlobal(point))

    def _select_in_plan(self, keys: Sequence[BoardItem], current: BoardItem | None) -> None:
        """Select in the plan what was selected on the board.

        If both sessions and shifts were, select only those of the current item's kind.
        """
        if set(keys) != set(selected_items(self.document.plan)).intersection(self.source.model.keys):
            covers = [name for kind, name in keys if kind is Cover]
            sessions = [name for kind, name in keys if kind is Session]
            if covers and (not sessions or (current and current[0] is Cover)):
                self.document.plan.show(Cover, *covers)
            elif sessions or self.document.plan.shown[0] in (Session, Cover):
                self.document.plan.show(Session, *sessions)

    def _whole_day_shift(self, point: QPoint) -> ModeratorShift | None:
        """Return a whole-day shift in the room whose head is at a point of the screen, or None outside the heads.

        The head of the all-rooms lane gives a shift for all rooms.
        """
        on_header = self.header.mapFromGlobal(point)
        inside = self.header.rect().contains(on_header)
        return ModeratorShift(self.header.find_room(on_header.x()) or None) if inside else None

    def _highlight_target(self) -> None:
        """Highlight the room's head that is the target of the drag, if one is."""
        held = self.drag_controller.state
        target = held.target if held else None
        whole_day = target if isinstance(target, ModeratorShift) and target.start is None else None
        self.header.highlight((whole_day.room or "") if whole_day else None)

    # commands ------------------------------------------------------------------------------------------

    @property
    def current(self) -> BoardItem | None:
        """The current session or shift, or None if there is none."""
        return self.source.model.key(self.canvas.currentIndex().row())

    def handle_key(self, event: QKeyEvent) -> bool:
        """Handle a key event of the board; return False if it is no key press, or the key has no meaning there."""
        if event.type() != QKeyEvent.Type.KeyPress:
            return False
        item, binding, edit = self.current, match_binding(BOARD, event), self.document.edit_requested.emit
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if item and item not in selected_items(self.document.plan) and event.key() in ARROWS and bare:
            # focused with Tab: the first arrow key selects the current item
            self.canvas.selectionModel().setCurrentIndex(
                self.canvas.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            return True
        handlers: dict[str, Callable[[], object]] = {
            "next": partial(self.jump_requested.emit, 1), "previous": partial(self.jump_requested.emit, -1),
            "everywhere": self.request_all_rooms_shift,
        }  # fmt: skip
        if item:
            handlers |= {
                "edit": edit, "stretch": self.request_shift, "remove": self.remove_selected,
                "assign": edit if item[0] is Cover else self.request_moderator,
                "all_day": partial(self.request_shift, whole_day=True),
            }  # fmt: skip
        if item and item[0] is Cover:
            handlers |= {way: partial(self._step_shift, item, way) for way in STEPS}
        if binding in handlers:
            handlers[binding]()
        elif types_character(event):
            self.letter_typed.emit(event)
        else:
            return False
        return True

    def edit_or_assign(self, at: Pointer) -> None:
        """Edit the shift at a point, or ask for the moderator of the session there, or of a new shift."""
        if (item := self.layout.find_key(at.spot.x(), at.spot.y())) and item[0] is Cover:
            self.document.edit_requested.emit()
        else:
            self._request_assignment(item[1] if item else self.layout.shift_around_point(at.spot.x(), at.spot.y()))

    def request_moderator(self) -> None:
        if self.current and self.current[0] is Session:
            self._request_assignment(self.current[1])

    def request_all_rooms_shift(self) -> None:
        """Ask for the moderator of a shift in all rooms for the whole day."""
        self._request_assignment(ModeratorShift(None))

    def request_shift(self, *, whole_day: bool = False) -> None:
        """Ask for the moderator of a shift around the current session, or like the current shift.

        If ``whole_day``, the shift is for the room's whole day instead.
        """
        (kind, name), agenda = self.current or (None, ""), self.document.agenda
        found = cover_shift(agenda.covers[name]) if kind is Cover else None
        if kind is Session:
            found = shift_around_session(agenda, agenda.sessions[name])
        if found:
            self._request_assignment(ModeratorShift(found.room) if whole_day else found)

    def _request_assignment(self, target: Target) -> None:
        session = self.document.agenda.sessions.get(target) if isinstance(target, str) else None
        if session and session.facts.pause:
            self.document.change_refused.emit(no_moderator_error(session))
        elif self.document.workspace.writable:
            self.assign_requested.emit(target)

    def remove_selected(self) -> None:
        """Delete the selected shifts on the board, or remove the own moderators of the selected sessions on it."""
        chosen = [item for item in selected_items(self.document.plan) if item in self.source.model.keys]
        names = [name for _kind, name in chosen]
        if chosen and chosen[0][0] is Session:
            self.document.apply(lambda agenda: remove_moderators(agenda, names))
        elif chosen:
            self.document.apply(lambda agenda: delete_entities(agenda, Cover, names))

    def _step_shift(self, item: BoardItem, way: str) -> None:
        """Move a shift or its end by a step in time, or the shift to another lane, as ``way`` of ``STEPS`` says."""
        where = cover_shift(self.document.agenda.covers[item[1]])
        to = shift_after_key(self.layout.grid, where, way)
        if to != where and self.document.apply(lambda agenda: edit_cover(agenda, item[1], **asdict(to))):
            announce(self.canvas, self.source.model.contents[item].name)
