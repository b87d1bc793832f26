"""Moving sessions and blocks on the timeline: dragged by mouse, also from the tray or palette, and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from planner.commands.arranging import lengthen
from planner.commands.blocks import resize_block
from planner.domain.block import Block
from planner.domain.entities import Day, Session
from planner.dragging import drag_state
from planner.dragging.drag_state import DragState
from planner.dragging.grab import placed_slot, stand_in_session
from planner.layout.day_layout import Hit, session_in_tile_middle
from planner.layout.drag import Drag, DragPart
from ui.features.timeline.select_tool import InsertionPoint
from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.tools import HeldTool, Pointer, Tool
from ui.state.command_table import DRAGGING, TIMELINE, match_binding
from ui.state.document import Document, propagation, report_pinned, toggle_pin
from ui.state.view_state import SessionFilter

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Control)
HOUR = 60
TOGGLES: dict[str, Callable[[DragState], DragState]] = {
    "everywhere": drag_state.toggle_whole_venue,
    "alone": drag_state.toggle_block_alone,
    "ripple": drag_state.toggle_push,
}
"""The transition of the drag's state that each of these key bindings makes."""


class DragController(QObject):
    """Holds the state of a drag, creates the tools that drag, and makes one change on a drop.

    ``find_day`` returns the day at a point of the screen outside the timeline, or None; ``is_over_tray`` returns
    whether a point is over the tray. ``said`` is called with the text that a screen reader says of what was dropped, or
    an empty string.
    """

    moved = Signal()
    ended = Signal()
    stepped = Signal()
    """Emitted after a step by the arrow keys."""
    dropping = Signal(frozenset)
    """Emitted before a drop with the ids of what is already drawn at its target, and after it with none."""
    over_tray = Signal(bool)
    asked = Signal(object)
    """Emitted with a ``MakeRipple`` instead of changing the plan, in the cases that ``apply_drop`` names."""

    def __init__(self, document: Document, canvas: Canvas, said: Callable[[str], None]) -> None:
        super().__init__(canvas)
        self._document, self._canvas, self._said = document, canvas, said
        self.find_day: Callable[[QPoint], Day | None] = lambda point: None
        self.is_over_tray: Callable[[QPoint], bool] = lambda point: False
        self.state: DragState | None = None
        self._aimed: Pointer | None = None
        self._over = False
        self._left: tuple[str, ...] = ()

    # beginning ------------------------------------------------------------------------------------------

    def other_selected(self, session: str) -> list[str]:
        """Return the ids of the other selected sessions with a tile on the shown day.

        Empty if this one is not selected.
        """
        chosen, shown = self._document.plan.selected, self._canvas.scene.contents
        return [name for name in chosen if name != session and name in shown] if session in chosen else []

    def sessions_to_move(self, session: str) -> list[str]:
        """Return the ids of this session and its ``other_selected`` that are not over, or of all if all are over."""
        return propagation(self._document).sessions_to_move([session, *self.other_selected(session)])

    def grab(self, hit: Hit, at: Pointer, idle: Tool) -> Tool | None:
        """Begin a drag of a tile or its edge, or of a block or its edge, and return the tool for that.

        With a whole tile come those of ``sessions_to_move``. None if one of the sessions is pinned, which is reported.
        """
        grid = self._canvas.scene.layout.grid
        block, others = self._document.agenda.blocks.get(hit.session), list[str]()
        if hit.part is DragPart.WHOLE and not block:
            others = [n for n in self.sessions_to_move(hit.session) if n != hit.session]
        if report_pinned(self._document, (hit.session, *others)):
            return None
        session = stand_in_session(block) if block else self._document.agenda.sessions[hit.session]
        self._begin_drag(
            drag_state.pointer_drag(grid, session, at.spot.x(), at.spot.y(), hit.part), others, block=block
        )
        return self._held_tool("drag" if hit.part is DragPart.WHOLE else "resize", idle)

    def begin_outside_drag(self, thing: Session | Block, idle: Tool, *, draft: bool = False) -> Tool:
        """Begin a drag of a session or block from outside the timeline, and return its tool.

        A ``draft`` is not in the conference yet.
        """
        block, session = (thing, stand_in_session(thing)) if isinstance(thing, Block) else (None, thing)
        held = drag_state.pointer_drag(self._canvas.scene.layout.grid, session, 0, 0, DragPart.WHOLE)
        self._begin_drag(held, (), block=block, draft=draft)
        return self._held_tool("bring", idle)

    def grab_by_keys(self, thing: Session | Block, idle: Tool, *, draft: bool) -> Tool | None:
        """Begin to move a session, with those that move with it, or a block by the arrow keys; return the tool.

        None if one of the sessions is pinned, which is reported.
        """
        self._aimed = None
        if not self.begin_key_drag(thing, draft=draft):
            return None
        return HeldTool("move by keys", idle, drop=self.drop, cancel=self.cancel, key=self._on_key)

    def begin_key_drag(self, thing: Session | Block, *, draft: bool = False) -> DragState | None:
        """Begin a drag by keys of the ``sessions_to_move`` with a session, or of a block; return its state.

        None if one of the sessions is pinned, which is reported. What is placed starts there; from the tray, a session
        starts at the day's first free place or else, like a block, at the day's opening.
        """
        grid, sessions = self._canvas.scene.layout.grid, self._document.agenda.sessions
        if isinstance(thing, Block):
            block = stand_in_session(thing)
            return self._begin_drag(Drag(grid, block, placed_slot(block)), (), block=thing, by_keys=True)
        held, *others = [thing.id] if draft else self.sessions_to_move(thing.id)
        if report_pinned(self._document, (held, *others)):
            return None
        session = sessions.get(held, thing)
        return self._begin_drag(Drag(grid, session, placed_slot(session)), others, draft=draft, by_keys=True)

    def _begin_drag(
        self,
        drag: Drag,
        others: Iterable[str],
        *,
        block: Block | None = None,
        draft: bool = False,
        by_keys: bool = False,
    ) -> DragState:
        agenda, known, how = self._document.agenda, self._document.plan.problems.all, propagation(self._document)
        if block:
            self.state = drag_state.start_block_drag(agenda, known, drag, block, by_keys=by_keys, how=how)
        else:
            self.state = drag_state.start_drag(agenda, known, drag, others, draft=draft, by_keys=by_keys, how=how)
        whole = self.other_selected(drag.session.id) if drag.hold is DragPart.WHOLE and not block else []
        self._left = tuple(name for name in whole if name not in self.state.ids)
        self.moved.emit()
        return self.state

    def _held_tool(self, name: str, idle: Tool) -> Tool:
        return HeldTool(name, idle, aim=self.aim, drop=self.drop, cancel=self.cancel, key=self._on_key)

    # moving ----------------------------------------------------------------------------------------------

    def apply_transition(self, transition: Callable[..., DragState | None], *args: object, **steps: int) -> None:
        """Change the drag's state by a transition function of ``drag_state``; if that returns None, end the drag."""
        if self.state is None:
            return
        if (state := transition(self.state, *args, **steps)) is None:
            self.end_drag()
        elif state is not self.state and state != self.state:
            self.state = state
            self.moved.emit()

    def continue_on_shown_grid(self) -> None:
        """Continue the drag on the grid that is shown now, as the day or its rooms have changed."""
        self.apply_transition(drag_state.move_to_grid, self._canvas.scene.layout.grid)

    def aim(self, at: Pointer) -> None:
        """Aim the drag at a point: Shift pushes what follows, Alt moves by single minutes, Ctrl a block's frame alone.

        Over another day or its tab, that day is shown, and over the tab what is placed keeps its time; on the middle of
        another session, a single session swaps with that. Outside all targets a drop changes nothing.
        """
        self._aimed, state = at, self.state
        if state is None:
            return
        whole = state.drag.hold is DragPart.WHOLE
        day = self.find_day(at.on_screen) if whole else None
        if day and day.id != self._document.plan.day.id:
            self._document.plan.show_day(day)
            at = self._canvas.pointer(at.on_screen, at.modifiers)  # the grid may be elsewhere now
        over = whole and self.is_over_tray(at.on_screen)
        if over:
            self.apply_transition(drag_state.move_to_tray)
        elif not at.inside:
            self.apply_transition(drag_state.move_to_own_times if day else drag_state.move_outside)
        else:
            layout, x, y = self._canvas.scene.layout, at.spot.x(), at.spot.y()
            middle = "" if at.modifiers else session_in_tile_middle(layout, x, y)
            push = bool(at.modifiers & Qt.KeyboardModifier.ShiftModifier)
            fine = bool(at.modifiers & Qt.KeyboardModifier.AltModifier)
            apart = bool(at.modifiers & Qt.KeyboardModifier.ControlModifier)
            self.apply_transition(
                drag_state.move_to_point, layout.grid, x, y, push, fine, "" if middle in state.ids else middle, apart
            )
        if over != self._over:
            self._over = over
            self.over_tray.emit(over)

    def _on_key(self, event: QKeyEvent) -> None:
        state, pressed = self.state, event.type() == QKeyEvent.Type.KeyPress
        if event.key() in MODIFIERS and state and not state.by_keys and self._aimed:
            held = event.modifiers() if pressed else QApplication.queryKeyboardModifiers()
            self.aim(self._canvas.pointer(self._aimed.on_screen, held))
        if state is None or not pressed:
            return
        binding, step = match_binding(DRAGGING, event, bare=True), self._canvas.scene.layout.grid.snap
        moves = {
            "earlier": (-step, 0), "later": (step, 0), "left": (0, -1), "right": (0, 1),
            "hour_earlier": (-HOUR, 0), "hour_later": (HOUR, 0),
        }  # fmt: skip
        if binding == "drop":
            self.drop()
        elif binding in TOGGLES:
            self.apply_transition(TOGGLES[binding])
        elif binding in moves and state.by_keys:
            self.apply_transition(drag_state.move_by_step, minutes=moves[binding][0], columns=moves[binding][1])
            self.stepped.emit()

    # ending ----------------------------------------------------------------------------------------------

    def drop(self) -> None:
        """Drop what is dragged at the target, and select what was dropped; outside all targets, cancel."""
        block = self.state.block if self.state else None
        if self.state and self.state.outside:
            self.cancel()
        elif sessions := self._apply_animated_drop():
            if block:
                self._document.plan.show(Block, block.block.id)
            elif not {*sessions} <= {*self._document.plan.selected}:  # what is asked about stays selected
                self._document.plan.select(sessions)
            contents = self._canvas.scene.contents
            self._said(contents[sessions[0]].name if sessions[0] in contents else "")

    def _apply_animated_drop(self) -> tuple[str, ...]:
        self.dropping.emit(self._canvas.scene.faded_ids)
        sessions = self.apply_drop()
        self.dropping.emit(frozenset())
        return sessions

    def apply_drop(self) -> tuple[str, ...]:
        """Make the drop's change and return the ids of those dragged that the conference has; report a refused change.

        For several sessions, a block with sessions, selected ones that stay behind, and a push that double-books, emit
        ``asked`` instead; return no ids if the plan is still the same after that. Outside all targets, only end the
        drag and return no ids.
        """
        if (state := self.state) is None:
            return ()
        self.end_drag()
        if state.outside:
            return ()
        left, before = self._left, self._document.agenda
        if asks := state.has_double_booking or bool(left) or len(state.grab.sessions) > 1:
            self.asked.emit(lambda _agenda, how: drag_state.drop_ripple(state, left, how))
        else:
            self._document.apply(lambda _: drag_state.drop_change(state))
        agenda = self._document.agenda
        dropped = () if asks and agenda is before else state.grab.sessions
        return tuple(name for name in dropped if name in agenda.sessions or name in agenda.blocks)

    def end_drag(self) -> None:
        if self.state and not self.state.by_keys:
            self._document.plan.view_state.count_drag()
        self.state = None
        self._over = False
        self.over_tray.emit(False)
        self.ended.emit()

    def cancel(self) -> None:
        """End the drag without a change, and show the day that the session or block came from."""
        origin = self.state.drag.origin if self.state else None
        self.end_drag()
        day = self._document.agenda.day_with_date(origin.span.day) if origin else None
        if day and day.id != self._document.plan.day.id:
            self._document.plan.show_day(day)


ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class KeyCommands:
    """Handles the timeline's keys: some itself, others by the functions that it is given.

    ``grab`` begins to move a thing by keys, ``rename`` edits a session's title, and ``command`` runs the action with a
    name. ``moved`` is called with the id of the session or block that a key moves.
    """

    def __init__(
        self, document: Document, controller: DragController, items: QItemSelectionModel, insertion: InsertionPoint, *,
        grab: Callable[[Session | Block], object], rename: Callable[[Session], object],
        command: Callable[[str], object], moved: Callable[[str], object], select_all: Callable[[], None],
    ) -> None:  # fmt: skip
        self._document, self._controller, self._items = document, controller, items
        self._insertion, self._grab, self._rename, self._command = insertion, grab, rename, command
        self._moved, self._select_all = moved, select_all

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a pressed key; return False if it has no meaning in the timeline."""
        if event.type() != QKeyEvent.Type.KeyPress:
            return False
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._select_all()
            return True
        if self._insertion.at and event.key() == Qt.Key.Key_Escape:
            self._insertion.forget()
            return True
        view_state = self._document.plan.view_state
        if event.key() == Qt.Key.Key_Escape and view_state.session_filter and not self._document.plan.selected:
            view_state.set_filter(SessionFilter())
            return True
        index = self._items.currentIndex()
        name = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else ""
        block = self._document.agenda.blocks.get(name)
        if block and name == self._document.plan.selected_block_id:
            return self._run_binding(match_binding(TIMELINE, event), block)
        session = self._document.agenda.sessions.get(name)
        if session is None:
            return False
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if session.id not in self._document.plan.selected:  # focused with Tab: the first arrow key selects it
            if key in ARROWS and not modifiers:
                self._items.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            return key in ARROWS and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier)
        return self._run_binding(match_binding(TIMELINE, event), session)

    def _run_binding(self, binding: str, thing: Session | Block) -> bool:
        """Run a key binding for the selected session or block; return False if its name is empty.

        A binding that means nothing for a block does nothing.
        """
        step = self._document.plan.view_state.snap
        nudges = {"earlier": (-step, 0), "later": (step, 0), "left": (0, -1), "right": (0, 1)}
        handlers: dict[str, Callable[[], object]] = {
            "edit": self._document.edit_requested.emit, "take": lambda: self._grab(thing),
            "clear": lambda: self._document.plan.select(()), "unplace": lambda: self._command(binding),
            "shorter": lambda: self._resize(thing, -step), "longer": lambda: self._resize(thing, step),
        }  # fmt: skip
        if isinstance(thing, Session):
            handlers |= {"pin": lambda: toggle_pin(self._document), "rename": lambda: self._rename(thing)}
        if binding in nudges:
            self._move_by_step(thing, *nudges[binding])
        elif binding in handlers:
            handlers[binding]()
        elif binding and isinstance(thing, Session):
            self._command(binding)
        return bool(binding)

    def _move_by_step(self, thing: Session | Block, minutes: int, columns: int) -> None:
        """Move the selected sessions or block by minutes, or by rooms (to the left if negative)."""
        if held := self._controller.begin_key_drag(thing):
            self._controller.apply_transition(drag_state.move_by_step, minutes=minutes, columns=columns)
            self._controller.apply_drop()
            self._moved(held.session.id)

    def _resize(self, thing: Session | Block, minutes: int) -> None:
        """Move the end of a block, whose sessions stay, or of those selected sessions that stay long enough.

        If one of these sessions is pinned, report that instead.
        """
        document, where = self._document, thing.placement
        if isinstance(thing, Block):
            if where and thing.minutes + minutes > 0:
                start, end = where.span.start, where.span.end + minutes
                document.apply(lambda agenda: resize_block(agenda, thing.id, start, end))
            return
        chosen = [document.agenda.sessions[name] for name in (thing.id, *self._controller.other_selected(thing.id))]
        able = [
            s.id for s in chosen if s.placement and s.minutes + minutes >= min(document.plan.view_state.snap, s.minutes)
        ]
        if able and not report_pinned(document, able):
            document.apply(lambda agenda: lengthen(agenda, able, minutes))
