"""The moderators of a snapshot, with their loads and the sessions without one; and the board's tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import Enum

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent

from planner.commands.people import add_cover, add_moderator, delete_cover, edit_cover
from planner.domain.agenda import Agenda, Change, moderators_without_shifts, session_moderator_ids
from planner.domain.entities import Cover, Session
from planner.domain.span import Span
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Status
from planner.layout.board_layout import BoardLayout, ModeratorShift, ShiftGrab, cover_shift
from planner.layout.drag import DragPart
from planner.rules.availability import PERSON_UNAVAILABLE
from planner.rules.completeness import can_be_moderated
from planner.rules.overlap import merge_spans
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rule import Conflict, Severity
from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.tools import HeldTool, Pointer, Tool, ToQt, hover_cursor
from ui.state.document import Document


@dataclass(frozen=True, slots=True)
class ModeratorLoad:
    """The number of sessions and minutes that a person moderates; the time of parallel sessions is counted once."""

    sessions: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class ModeratorCoverage:
    """The moderators of a snapshot, by default of one without sessions.

    ``moderators`` has the ids of the moderators of each placed session, by session id. ``counted`` are the ids of the
    sessions that could have a moderator, sorted by time; of these, ``missing`` have none, and ``needing`` are of a kind
    that needs one. ``work`` is the load of each moderator, by person id.
    """

    moderators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    needing: frozenset[str] = frozenset()
    work: Mapping[str, ModeratorLoad] = field(default_factory=dict)


def is_missing_moderator(session: Session, moderators: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether a placed session could have a moderator and has none; ``moderators`` are by session."""
    return can_be_moderated(session) and not moderators.get(session.id)


def compute_coverage(agenda: Agenda) -> ModeratorCoverage:
    """Compute the moderators of a snapshot, their loads, and the sessions without one."""
    moderators = _moderators_by_session(agenda)
    counted = tuple(session.id for session, _ in agenda.placed if can_be_moderated(session))
    times: dict[str, list[Span]] = {cover.person: [] for cover in agenda.covers.values() if cover.is_expected}
    for session, placement in agenda.placed:
        if session.status is not Status.CANCELLED:
            for person in moderators[session.id]:
                times.setdefault(person, []).append(placement.span)
    work = {
        person: ModeratorLoad(len(spans), sum(end - start for start, end in merge_spans(spans)))
        for person, spans in times.items()
    }
    missing = tuple(sid for sid in counted if is_missing_moderator(agenda.sessions[sid], moderators))
    needing = frozenset(sid for sid in counted if agenda.sessions[sid].facts.needs_moderator)
    return ModeratorCoverage(moderators, counted, missing, needing, work)


def _moderators_by_session(agenda: Agenda) -> dict[str, tuple[str, ...]]:
    """Return the ids of the moderators of each placed session, by session id.

    Each session is looked up in a snapshot with only the shifts of its day and rooms: the result is the same, and found
    faster if there is a shift for all rooms.
    """
    near: dict[tuple[date, tuple[str, ...]], Agenda] = {}
    found = {}
    for session, where in agenda.placed:
        key = (where.span.day, where.rooms)
        if key not in near:
            there = {c.id: c for c in agenda.covers.values() if c.day == key[0] and c.room in (None, *key[1])}
            near[key] = replace(agenda, covers=there)
        found[session.id] = session_moderator_ids(near[key], session)
    return found


def sessions_gaining_moderator(agenda: Agenda, cover: Cover) -> frozenset[str]:
    """Return the ids of the sessions that a shift gives a moderator: those it covers that have none without shifts.

    Only sessions that could have a moderator are included. For one in several rooms, the person's other shifts count
    too.
    """
    theirs = {c.id: c for c in agenda.covers.values() if c.person == cover.person and c.day == cover.day}
    small = replace(agenda, covers={**theirs, cover.id: cover})
    there = [s for s, where in agenda.day_sessions(cover.day) if can_be_moderated(s) and cover.covers_placement(where)]
    inside = [s for s in there if not moderators_without_shifts(agenda, s)]
    return frozenset(s.id for s in inside if cover.person in session_moderator_ids(small, s))


def new_person_conflicts(agenda: Agenda, before: Agenda, person_id: str) -> tuple[Conflict, ...]:
    """Return a person's new conflicts compared with ``before``: being in two places at once, or unavailable."""
    known = set(_conflicts_of_person(before, person_id))
    return tuple(conflict for conflict in _conflicts_of_person(agenda, person_id) if conflict not in known)


def shift_conflicts(agenda: Agenda, cover: Cover) -> tuple[Conflict, ...]:
    """Return the conflicts that a shift causes for its person: being in two places at once, or unavailable."""
    return new_person_conflicts(agenda, without_shift(agenda, cover.id), cover.person)


def without_shift(agenda: Agenda, cover_id: str) -> Agenda:
    return replace(agenda, covers={cid: cover for cid, cover in agenda.covers.items() if cid != cover_id})


def _conflicts_of_person(agenda: Agenda, person_id: str) -> list[Conflict]:
    """Return a person's conflicts (in two places at once, unavailable), fast enough for each step of a drag."""
    if (who := agenda.people.get(person_id)) is None:
        return []
    sessions = {
        session.id: replace(session, people=tuple(a for a in session.people if a.person == person_id))
        for session, where in agenda.placed
        if len(where.rooms) != 1 or any(a.person == person_id for a in session.people)
    }  # a session in several rooms links shifts in these rooms
    covers = {cid: cover for cid, cover in agenda.covers.items() if cover.person == person_id}
    small = replace(agenda, people={person_id: who}, sessions=sessions, covers=covers)
    return [*PERSON_IN_TWO_PLACES.check(small), *PERSON_UNAVAILABLE.check(small)]


class ListTarget(Enum):
    """The drop target that is the list of people: a shift dropped there is deleted."""

    PEOPLE = "people"


Target = ModeratorShift | ListTarget | str
"""The target of a drag, or of a choice of moderator: a shift, the list of people, or the id of a session."""


_NEW = "a shift to be"
"""The temporary id of a new shift, used to compute the effects of a drop."""


@dataclass(frozen=True, slots=True)
class ModeratorDrag:
    """The state of a drag: the person with the id ``person`` is dragged to ``target``, or to no target if None.

    ``also`` are the ids of further sessions that get the moderator with a target that is a session. ``cover`` and
    ``pull`` are set if the person's existing shift is dragged. ``lit`` are the ids of the highlighted sessions: the
    target, or those that a target shift would give a moderator. ``reasons`` are the conflicts that a drop would cause;
    ``grave`` is true if one of them is a problem or the drop would be refused.
    """

    person: str
    cover: Cover | None = None
    pull: ShiftGrab | None = None
    target: Target | None = None
    also: tuple[str, ...] = ()
    lit: frozenset[str] = frozenset()
    reasons: tuple[Text, ...] = ()
    grave: bool = False


class ModeratorDragController(QObject):
    """Holds the current drag, if any, computes its effects at each new target, and makes one change on a drop.

    ``head_at`` returns a whole-day shift in the room whose head is at a point of the screen, or None.
    """

    moved = Signal()
    """Emitted when the target changes, and when a drag begins or ends."""

    def __init__(self, document: Document, canvas: Canvas, head_at: Callable[[QPoint], ModeratorShift | None]) -> None:
        super().__init__(canvas)
        self._document, self._canvas, self._whole_day_shift = document, canvas, head_at
        self.is_over_people: Callable[[QPoint], bool] = lambda point: False
        """Returns whether a point of the screen is over the list of people."""
        self.state: ModeratorDrag | None = None

    def grab(self, shift: str, part: DragPart, at: Pointer, idle: Tool) -> Tool:
        """Start dragging a shift as a whole or by one of its ends; return the tool for that."""
        layout, cover = self._canvas.scene.layout, self._document.agenda.covers[shift]
        first, last = layout.clipped_minutes(cover_shift(cover))
        below = layout.grid.minute(at.spot.y()) - (last if part is DragPart.BOTTOM else first)
        pull = ShiftGrab(layout.grid, cover_shift(cover), part, below)
        return self._start_drag(
            "drag" if part is DragPart.WHOLE else "resize", ModeratorDrag(cover.person, cover, pull), idle
        )

    def begin_outside_drag(self, person: str, idle: Tool) -> Tool:
        """Start dragging a person from the list; return the tool for that."""
        return self._start_drag("bring", ModeratorDrag(person), idle)

    def _start_drag(self, name: str, state: ModeratorDrag, idle: Tool) -> Tool:
        self.state = state
        self.moved.emit()
        return HeldTool(name, idle, aim=self.aim, drop=self.drop, cancel=self.cancel)

    def aim(self, at: Pointer) -> None:
        """Move the drag to a point; if the target there is another one, compute the effects of a drop on it."""
        if self.state and (target := self._find_target(self.state, at)) != self.state.target:
            self.state = with_drop_effects(self._document, replace(self.state, target=target))
            self.moved.emit()
        else:
            self._canvas.refresh()  # what is at the pointer

    def _find_target(self, held: ModeratorDrag, at: Pointer) -> Target | None:
        """Return the target at a point: list of people, room's head, session, or a shift there; else None."""
        if held.cover and self.is_over_people(at.on_screen):
            return ListTarget.PEOPLE
        whole = held.pull is None or held.pull.hold is DragPart.WHOLE
        if whole and (head := self._whole_day_shift(at.on_screen)):
            return head
        layout, x, y = self._canvas.scene.layout, at.spot.x(), at.spot.y()
        if held.pull and at.inside:
            return held.pull.dropped_shift(layout.grid.minute(y), layout.find_room(x))
        if held.pull or not self._canvas.viewport().rect().contains(at.point):
            return None
        kind, session = layout.find_key(x, y) or (None, "")
        if kind is Session and not self._document.agenda.sessions[session].facts.pause:
            return session
        return layout.shift_around_point(x, y)

    def drop(self) -> None:
        """Apply the drop at the target, and select the changed session or shift; the document reports refusals.

        Without a target, or at a shift's own place, only end the drag.
        """
        state, self.state = self.state, None
        if state is None:
            return
        self.moved.emit()
        document, target, cover = self._document, state.target, state.cover
        nowhere = target is None or (cover is None and target is ListTarget.PEOPLE)
        if nowhere or (cover and target == cover_shift(cover)):
            return
        new_id, when = document.workspace.new_id(), document.plan.day.date
        if document.apply(lambda agenda: drop_change(agenda, state, when, new_id)) and target is not ListTarget.PEOPLE:
            shown = (Session, target) if isinstance(target, str) else (Cover, cover.id if cover else new_id)
            document.plan.show(*shown)
            self._canvas.setFocus()

    def cancel(self) -> None:
        if self.state:
            self.state = None
            self.moved.emit()


def with_drop_effects(document: Document, state: ModeratorDrag) -> ModeratorDrag:
    """Return the drag with the sessions to highlight at its target, and the conflicts that a drop there would cause.

    If the drop would be refused, it has the reason for that in place of the conflicts.
    """
    agenda, cover, target = document.agenda, state.cover, state.target
    lit = frozenset((target,)) if isinstance(target, str) else frozenset()
    if target is None or target is ListTarget.PEOPLE:
        return replace(state, lit=lit, reasons=(), grave=False)
    try:
        change = drop_change(agenda, state, document.plan.day.date, _NEW)
    except EstradError as error:
        return replace(state, lit=lit, reasons=(error.problem,), grave=True)
    after = agenda.after(change)
    if isinstance(target, ModeratorShift):
        lit = sessions_gaining_moderator(after, after.covers[cover.id if cover else _NEW])
    found = new_person_conflicts(after, without_shift(agenda, cover.id) if cover else agenda, state.person)
    grave = any(conflict.severity is Severity.PROBLEM for conflict in found)
    return replace(state, lit=lit, reasons=tuple(conflict.text for conflict in found), grave=grave)


def drop_change(agenda: Agenda, state: ModeratorDrag, when: date, new_id: str) -> Change:
    """Return the change that a drop makes; ``when`` is the shown day, ``new_id`` the id of a new shift.

    Raise ``EstradError`` if it is refused.
    """
    target, cover = state.target, state.cover
    if isinstance(target, ModeratorShift):
        if cover:
            return edit_cover(agenda, cover.id, **asdict(target))
        return add_cover(agenda, new_id, state.person, when, **asdict(target))
    if isinstance(target, str):
        return add_moderator(agenda, (target, *state.also), state.person)
    assert cover
    return delete_cover(agenda, cover.id)


class BoardSelectTool(Tool):
    """The idle tool, which selects; ``grab`` returns the tool that drags a shift, ``opened`` handles a double click.

    ``key`` handles a key event and returns whether it did.
    """

    name, cursor = "select", Qt.CursorShape.ArrowCursor

    def __init__(
        self, document: Document, layout: Callable[[], BoardLayout], *, key: Callable[[QKeyEvent], bool],
        grab: Callable[[str, DragPart, Pointer, Tool], Tool], opened: Callable[[Pointer], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._document, self._layout, self._grab, self._opened = document, layout, grab, opened
        self.key = key  # type: ignore[method-assign, assignment]

    def press(self, at: Pointer, qt: ToQt) -> Tool:
        """Select the item at the pointer, and prepare to drag a shift; on a double click, call ``opened``."""
        qt()
        found = self._layout().find_grip(at.spot.x(), at.spot.y())
        if at.is_left and at.twice:
            self._opened(at)
        elif at.is_left and found and self._document.workspace.writable:
            return ShiftPressTool(self, at, lambda: self._grab(*found, at, self))
        return self

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Show by the cursor what a press would grab, and give moves to Qt, unless the left button is down."""
        found = self._layout().find_grip(at.spot.x(), at.spot.y())
        self.cursor = hover_cursor(found and found[1])
        if not at.left:
            qt()
        return self


class ShiftPressTool(Tool):
    """The tool while a shift is pressed, before the pointer has moved far enough to drag it."""

    name = "press"

    def __init__(self, idle: Tool, start: Pointer, grab: Callable[[], Tool]) -> None:
        super().__init__(idle)
        self._start, self._grab = start, grab

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Start dragging the shift when the pointer has moved far enough."""
        if not at.left:
            return self.idle.move(at, qt)
        return self._grab() if at.is_far(self._start) else self
