"""The tools of the board: select, press a shift, and the drag of a moderator, a person or a shift, to the drop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import Enum

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent

from planner.commands.covers import add_cover, add_moderator, delete_cover, edit_cover
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Cover, Session
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.layout.board_layout import BoardLayout, ModeratorShift, ShiftResize, shift_of
from planner.layout.drag import DragPart
from planner.rules.conflict import Severity
from ui.features.moderators.coverage import clashes, without_shift, would_gain
from ui.state.canvas.canvas import Canvas
from ui.state.canvas.tools import HeldTool, Pointer, Tool, ToQt, cursor_over
from ui.state.document import Document


class ListTarget(Enum):
    """The list of people as a drop target: a shift dropped there is deleted."""

    PEOPLE = "people"


Target = ModeratorShift | ListTarget | str
"""A shift, the list of people, or a session by its id."""


_NEW = "a stretch to be"
"""The id of a shift that is not in the conference yet, used to compute its effects."""


@dataclass(frozen=True, slots=True)
class ShiftDrag:
    """The state of a drag: ``person`` is dragged to ``target``, which is None if there is no target.

    ``cover`` and ``pull`` are set if a shift is dragged. ``lit`` are the sessions that would get the moderator,
    ``reasons`` the conflicts this would cause, and ``grave`` is True if one of them is a problem or the drop is
    refused.
    """

    person: str
    cover: Cover | None = None
    pull: ShiftResize | None = None
    target: Target | None = None
    lit: frozenset[str] = frozenset()
    reasons: tuple[Text, ...] = ()
    grave: bool = False


class ShiftDragController(QObject):
    """Holds at most one drag, computes its effects at each step, and makes one change on a drop.

    ``head_at`` returns the shift of the head of a room at a point of the screen, or None.
    """

    moved = Signal()
    """Emitted when the target is another, and when a drag begins or ends."""

    def __init__(self, document: Document, canvas: Canvas, head_at: Callable[[QPoint], ModeratorShift | None]) -> None:
        super().__init__(canvas)
        self._document, self._canvas, self._head_at = document, canvas, head_at
        self.is_over_people: Callable[[QPoint], bool] = lambda point: False
        """Returns whether a point of the screen is over the list of people."""
        self.state: ShiftDrag | None = None

    def grab(self, shift: str, part: DragPart, at: Pointer, idle: Tool) -> Tool:
        """Grab a shift as a whole or at one of its ends."""
        layout, cover = self._canvas.scene.layout, self._document.agenda.covers[shift]
        first, last = layout.minutes(shift_of(cover))
        below = layout.grid.minute(at.spot.y()) - (last if part is DragPart.BOTTOM else first)
        pull = ShiftResize(layout.grid, shift_of(cover), part, below)
        return self._take("drag" if part is DragPart.WHOLE else "resize", ShiftDrag(cover.person, cover, pull), idle)

    def bring(self, person: str, idle: Tool) -> Tool:
        """Start dragging a person from the list."""
        return self._take("bring", ShiftDrag(person), idle)

    def _take(self, name: str, state: ShiftDrag, idle: Tool) -> Tool:
        self.state = state
        self.moved.emit()
        return HeldTool(name, idle, aim=self.aim, drop=self.drop, cancel=self.cancel)

    def aim(self, at: Pointer) -> None:
        """Move the drag to a point, and compute the effects of a drop there."""
        if self.state and (target := self._target(self.state, at)) != self.state.target:
            self.state = with_effects(self._document, replace(self.state, target=target))
            self.moved.emit()
        else:
            self._canvas.refresh()  # what is at the pointer

    def _target(self, held: ShiftDrag, at: Pointer) -> Target | None:
        """Return the target at a point: the people, a room's head, a place for the shift or the session there."""
        if held.cover and self.is_over_people(at.on_screen):
            return ListTarget.PEOPLE
        whole = held.pull is None or held.pull.hold is DragPart.WHOLE
        if whole and (head := self._head_at(at.on_screen)):
            return head
        layout, x, y = self._canvas.scene.layout, at.spot.x(), at.spot.y()
        if held.pull and at.inside:
            return held.pull.to(layout.grid.minute(y), layout.room_at(x))
        if held.pull or not self._canvas.viewport().rect().contains(at.point):
            return None
        kind, session = layout.key_at(x, y) or (None, "")
        if kind is Session and not self._document.agenda.sessions[session].facts.pause:
            return session
        return layout.shift_at(x, y)

    def drop(self) -> None:
        """Drop at the target, and show what was added or changed; the document reports a refused change."""
        state, self.state = self.state, None
        if state is None:
            return
        self.moved.emit()
        document, target, cover = self._document, state.target, state.cover
        nowhere = target is None or (cover is None and target is ListTarget.PEOPLE)
        if nowhere or (cover and target == shift_of(cover)):
            return
        new_id, when = document.workspace.new_id(), document.day.date
        if document.apply(lambda agenda: drop_change(agenda, state, when, new_id)) and target is not ListTarget.PEOPLE:
            shown = (Session, target) if isinstance(target, str) else (Cover, cover.id if cover else new_id)
            document.show(*shown)
            self._canvas.setFocus()

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        if self.state:
            self.state = None
            self.moved.emit()


def with_effects(document: Document, state: ShiftDrag) -> ShiftDrag:
    """Return the drag with the sessions that a drop would give a moderator, and the conflicts it would cause."""
    agenda, cover, target = document.agenda, state.cover, state.target
    lit = frozenset((target,)) if isinstance(target, str) else frozenset()
    if target is None or target is ListTarget.PEOPLE:
        return replace(state, lit=lit, reasons=(), grave=False)
    try:
        change = drop_change(agenda, state, document.day.date, _NEW)
    except EstradError as error:
        return replace(state, lit=lit, reasons=(error.problem,), grave=True)
    after = agenda.after(change)
    if isinstance(target, ModeratorShift):
        lit = would_gain(after, after.covers[cover.id if cover else _NEW])
    found = clashes(after, without_shift(agenda, cover.id) if cover else agenda, state.person)
    grave = any(conflict.severity is Severity.PROBLEM for conflict in found)
    return replace(state, lit=lit, reasons=tuple(conflict.text for conflict in found), grave=grave)


def drop_change(agenda: Agenda, state: ShiftDrag, when: date, new_id: str) -> Change:
    """Return the change that a drop makes on the shown day."""
    target, cover = state.target, state.cover
    if isinstance(target, ModeratorShift):
        if cover:
            return edit_cover(agenda, cover.id, **asdict(target))
        return add_cover(agenda, new_id, state.person, when, **asdict(target))
    if isinstance(target, str):
        return add_moderator(agenda, (target,), state.person)
    assert cover
    return delete_cover(agenda, cover.id)


class BoardSelectTool(Tool):
    """The idle tool: ``grab`` makes the tool that drags a part of a shift, ``opened`` handles a double click."""

    name, cursor = "select", Qt.CursorShape.ArrowCursor

    def __init__(
        self, document: Document, layout: Callable[[], BoardLayout], *, key: Callable[[QKeyEvent], bool],
        grab: Callable[[str, DragPart, Pointer, Tool], Tool], opened: Callable[[Pointer], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._document, self._layout, self._grab, self._opened = document, layout, grab, opened
        self.key = key  # type: ignore[method-assign, assignment]

    def press(self, at: Pointer, qt: ToQt) -> Tool:
        """Select, and begin with a shift; open what is under a double click."""
        qt()
        found = self._layout().grip_at(at.spot.x(), at.spot.y())
        if at.is_left and at.twice:
            self._opened(at)
        elif at.is_left and found and self._document.workspace.writable:
            return ShiftPressTool(self, at, lambda: self._grab(*found, at, self))
        return self

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Show what a press would grab; Qt gets no move with the button down, as there is no band."""
        found = self._layout().grip_at(at.spot.x(), at.spot.y())
        self.cursor = cursor_over(found and found[1])
        if not at.left:
            qt()
        return self


class ShiftPressTool(Tool):
    """A pressed shift: a drag begins when the pointer is far enough away."""

    name = "press"

    def __init__(self, idle: Tool, start: Pointer, grab: Callable[[], Tool]) -> None:
        super().__init__(idle)
        self._start, self._grab = start, grab

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Grab the shift when the pointer has moved far enough."""
        if not at.left:
            return self.idle.move(at, qt)
        return self._grab() if at.is_far(self._start) else self
