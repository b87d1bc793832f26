"""The scene of a day in the timeline, the source that makes it, and what it says of rooms, people and time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QTimer, Signal

from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.clock_change import conference_zone
from planner.domain.entities import Day, Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from planner.dragging.drag_state import DragState
from planner.layout.day_layout import BlockedTime, DayLayout, DayOptions, compute_layout
from planner.layout.grid import Grid, shown_end, tiled_sessions
from planner.rules.availability import Absence
from planner.rules.capacity import Equipment, equipment_conflict, seat_conflict
from planner.rules.hours import closed_times_by_room
from planner.rules.overlap import clipped_windows, day_bounds
from planner.rules.rule import Conflict, Severity
from planner.wording import Wording
from ui.kit.theme.painting import LastCallCache, are_identical
from ui.kit.widgets.plain_widgets import MORE, SHOWN, SPOKEN
from ui.plan.canvas.scene import CanvasItemModel
from ui.plan.canvas.tile_content import TileContent, recoloured, session_content
from ui.plan.day.block_content import BlockContent, block_content, framed_blocks
from ui.plan.day.session_matcher import SessionMatcher
from ui.plan.day.tile_motion import TileMotion
from ui.state.plan_view import PlanView
from ui.state.view_state import Colouring, SessionFilter


def blocked_times(
    words: Wording, agenda: Agenda, day: Day, rooms: Sequence[str], absences: Iterable[Absence]
) -> tuple[BlockedTime, ...]:
    """Return the times of a day at which rooms are closed, and across all columns those at which people are away.

    ``rooms`` are the ids of the shown rooms, a column each; without rooms there is one column.
    """
    midnight, closed = day.date.toordinal() * MINUTES_A_DAY, closed_times_by_room(agenda)
    shut = (
        BlockedTime((column, column), start - midnight, end - midnight, words("Closed"))
        for column, room in enumerate(rooms)
        for start, end in clipped_windows(closed.get(room, ()), *day_bounds(day.date))
    )
    away = (
        BlockedTime(
            (0, max(len(rooms) - 1, 0)),
            absence.start - midnight,
            absence.end - midnight,
            words.say(_absence_text(absence.names)),
        )
        for absence in absences
    )
    return (*shut, *away)


def _absence_text(names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text("{name} is away", name=names[0])
    return Text("{names} are away", names=", ".join(names))


def unfit_rooms(agenda: Agenda, session: Session, words: Wording) -> dict[str, str]:
    """Return the ids of rooms that do not suit a session, each with a short reason such as too few seats."""
    equipment, found = Equipment(agenda), {}
    for room in agenda.rooms:
        lacks = (seat_conflict(agenda, session, (room,)), equipment_conflict(equipment, session, (room,)))
        if said := [words.say(lack.short) for lack in lacks if lack and lack.severity is not Severity.HINT]:
            found[room] = " · ".join(said)
    return found


TICK = 30_000
"""Milliseconds between two ticks of the clock."""


class NowClock(QObject):
    """The clock for the line at the current time; it ticks while ``parent`` is visible."""

    ticked = Signal()

    def __init__(self, plan: PlanView, parent: QObject) -> None:
        super().__init__(parent)
        self._plan = plan
        self.timer = QTimer(self, interval=TICK)
        self.timer.timeout.connect(self.ticked)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start ticking when the widget is shown, and stop when it is hidden."""
        if event.type() == QEvent.Type.Show:
            self.timer.start()
        elif event.type() == QEvent.Type.Hide:
            self.timer.stop()
        return False

    def minute(self, grid: Grid) -> int | None:
        """Return the current time in minutes of the grid's day, in the conference's time zone.

        None if it is outside the grid, or if this computer does not know the time zone.
        """
        if (zone := conference_zone(self._plan.agenda)) is None:
            return None
        now = self._plan.now().astimezone(zone)
        minute = (now.date() - grid.day).days * 24 * 60 + now.hour * 60 + now.minute
        return minute if grid.first <= minute <= grid.last else None


class Preview(NamedTuple):
    """A change that has not been made yet, and the conflicts that it would cause."""

    change: Change
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class DayScene:
    """All that is painted of a day.

    ``shaded`` are the blocked times, ``photos`` is the number of photos read so far.
    """

    layout: DayLayout
    area: QRectF
    contents: Mapping[str, Any]
    """The content of each tile by session, and of each frame by block."""
    selected: Sequence[str]
    session_filter: SessionFilter
    shaded: tuple[BlockedTime, ...]
    now: int | None
    drag: DragState | None = None
    preview: Preview | None = None
    insertion: Placement | None = None
    band: QRectF | None = None
    photos: int = 0
    hovered: str = ""
    """The id of the session or block below the pointer, or an empty string."""
    motion: TileMotion | None = None
    block: str = ""
    """The id of the selected block, or an empty string."""

    @cached_property
    def faded_ids(self) -> frozenset[str]:
        """The ids of what is dragged, of what else a drop would move, and of what the preview's change moves.

        What is dragged outside every target is not among them.
        """
        change = self.preview.change if self.preview else None
        moved = frozenset((*change.edited_ids(Session), *change.edited_ids(Block)) if change else ())
        if (drag := self.drag) is None or drag.outside:
            return moved
        pushed = (*drag.change.edited_ids(Session), *drag.change.edited_ids(Block)) if drag.change else ()
        return moved.union(drag.moving_ids, pushed)

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The ids of other sessions in the conflicts that a drop would cause."""
        return self.drag.clashing if self.drag else frozenset()


class CachedContent(NamedTuple):
    """The content of a session's tile, and the objects that it was made from."""

    session: Session
    problems: list[Conflict]
    colouring: Colouring
    content: TileContent


class DayContents:
    """Makes the contents of a day's tiles and block frames; those of tiles are cached.

    Those of other days and of hidden rooms are kept as well, so that going there and back is fast.
    """

    def __init__(self, plan: PlanView) -> None:
        self._plan = plan
        self._made: dict[str, CachedContent] = {}
        self._names: tuple[object, ...] = ()

    def make_contents(
        self, agenda: Agenda, day: Day, hidden: frozenset[str], colouring: Colouring
    ) -> dict[str, TileContent | BlockContent]:
        """Return the contents of a day's tiles and block frames by id, in order of start.

        A block comes before the sessions that start with it. The arguments are those of the plan now.
        """
        plan, found = self._plan, dict[str, TileContent | BlockContent]()
        around = (agenda.people, agenda.tracks, agenda.rooms, agenda.covers, agenda.blocks)
        names = (agenda.conference.language, *around)
        if not are_identical(names, self._names):
            self._names, self._made = names, {}
        elif len(self._made) > len(agenda.sessions):
            self._made = {name: made for name, made in self._made.items() if name in agenda.sessions}
        blocks = deque(framed_blocks(plan, day))
        for session, placement in tiled_sessions(agenda, day, hidden):
            while blocks and blocks[0].placement and blocks[0].placement.span.start <= placement.span.start:
                block = blocks.popleft()
                found[block.id] = block_content(plan, block)
            made, problems = self._made.get(session.id), plan.problems.session_conflicts(session.id)
            other = (
                problems and made and made.content.reason != plan.problem_text(session.id)
            )  # it tells of another session
            if made is None or made.session is not session or made.problems != problems or other:
                content = session_content(plan, session, placement.span.start, placement.span.end)
                made = self._made[session.id] = CachedContent(session, problems, colouring, content)
            elif made.colouring is not colouring:
                content = recoloured(plan, session, made.content)
                made = self._made[session.id] = CachedContent(session, problems, colouring, content)
            found[session.id] = made.content
        return found | {block.id: block_content(plan, block) for block in blocks}


ITEM_TEXTS: dict[int, Callable[[TileContent | BlockContent], str]] = {
    SHOWN: lambda content: content.title, SPOKEN: lambda content: content.name,
    MORE: lambda content: content.description,
}  # fmt: skip
"""The texts of a tile or a frame for Qt and screen readers, by item role."""


class DaySource:
    """Makes layout and scene of the shown day, or of the day ``fixed`` where several days are side by side."""

    def __init__(self, plan: PlanView, now: NowClock, matcher: SessionMatcher, fixed: str = "") -> None:
        self._plan, self._now, self.matcher, self._fixed = plan, now, matcher, fixed
        self.model = CanvasItemModel(ITEM_TEXTS)
        self._contents = LastCallCache(DayContents(plan).make_contents)
        self._layout: DayLayout | None = None
        self._shaded = LastCallCache(partial(blocked_times, plan.presentation.words))
        self.drag: Callable[[], DragState | None] = lambda: None
        self.insertion: Callable[[], Placement | None] = lambda: None
        self.preview: Preview | None = None
        self.band: QRectF | None = None
        self.hovered = ""
        self.motion: TileMotion | None = None
        self.leader: DaySource | None = None
        """The source whose pending change lengthens the shown hours of this day too, where days are side by side."""

    @property
    def day(self) -> Day:
        """The day that this source makes scenes of."""
        return self._plan.agenda.days.get(self._fixed) or self._plan.day

    @property
    def sessions(self) -> list[str]:
        """The ids of the sessions of the day that have a tile, by time."""
        return [name for name in self.model.keys if name in self._plan.agenda.sessions]

    @property
    def lengthened_end(self) -> int:
        """The half hour until which a pending change lengthens the shown hours, in minutes of the day; 0 for none."""
        if self.leader:
            return self.leader.lengthened_end
        drag = self.drag()
        change = self.preview.change if self.preview else drag.change if drag and not drag.target.swap else None
        until = shown_end(change, self.day.date) if change else 0
        return until if self._layout and until > self._layout.last else 0

    def compute_layout(self, size: QSize, scale: float) -> DayLayout:
        """Return the layout for a viewport's size and a zoom in pixels per minute; the last one if nothing differs.

        The contents of the day's tiles are put into the model first.
        """
        plan, seen = self._plan, self._plan.view_state
        self.model.show_contents(self._contents(plan.agenda, self.day, seen.hidden, seen.colouring))
        view = DayOptions(
            size.width(), scale, seen.hidden, seen.snap, plan.shows_all_days, seen.rooms_fitted, self.lengthened_end
        )
        self._layout = compute_layout(self._layout, self._plan.agenda, self.day, view)
        return self._layout

    def scene(self, layout: DayLayout, area: QRectF) -> DayScene:
        """Return the scene of a layout; ``area`` is the part of the grid that is in sight."""
        plan, drag = self._plan, self.drag()
        return DayScene(
            layout, area, self.model.contents, plan.selected, plan.view_state.session_filter,
            self._shaded(layout.agenda, layout.day, layout.grid.rooms, drag.grab.absences if drag else ()),
            self._now.minute(layout.grid), drag, self.preview, self.insertion(), self.band, plan.photos.count,
            self.hovered, self.motion if self.motion and self.motion.layout is layout else None, plan.selected_block_id,
        )  # fmt: skip
