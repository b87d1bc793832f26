"""The scene of the moderators' board: the contents of a day's sessions and shifts, and all that is painted of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize

from planner.domain.agenda import moderators_without_shifts, own_moderators
from planner.domain.entities import Cover, Person, Session
from planner.domain.span import format_clock, format_clock_range
from planner.domain.value_objects import State, Status
from planner.layout.board_layout import BoardItem, BoardLayout, compute_board_layout
from ui.features.moderators.board_tools import ModeratorCoverage, ModeratorDrag, is_missing_moderator, shift_conflicts
from ui.forms.conference_fields import STATE_NAMES
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, TIP
from ui.plan.canvas.scene import CanvasItemModel
from ui.plan.canvas.tile_content import STANDING_OUT
from ui.plan.canvas.tile_ground import TileGround
from ui.state.plan_view import PlanView

ABOUT_PEOPLE = ("person-in-two-places", "person-unavailable")


@dataclass(frozen=True, slots=True)
class BoardSessionContent:
    """The content of a session's tile.

    ``who`` are the moderators' names, or words for a missing one, and ``people`` their ids; both may be empty.
    ``missing`` is true if the session could have one and has none, ``needed`` if its kind also needs one. ``own`` is
    true if the session or its block names a moderator, rather than a shift; for a pause it means nothing. ``wrong`` is
    the reason why a moderator cannot be there, or empty. ``name`` is the description for screen readers.
    """

    title: str
    hours: str
    who: str
    people: tuple[str, ...]
    own: bool
    missing: bool
    needed: bool
    ground: TileGround
    cancelled: bool
    wrong: str
    name: str


@dataclass(frozen=True, slots=True)
class ShiftContent:
    """The content of a shift: ``firm`` is true if the person has confirmed, ``counts`` if they are still expected.

    ``person`` is their id and ``who`` their name; ``wrong`` is the reason why they cannot be there, or empty; ``name``
    is the description for screen readers.
    """

    person: str
    who: str
    firm: bool
    counts: bool
    wrong: str
    name: str


def board_session_content(plan: PlanView, session: Session, coverage: ModeratorCoverage) -> BoardSessionContent:
    words, agenda, where = plan.presentation.words, plan.agenda, session.placement
    assert where
    people, own = coverage.moderators.get(session.id, ()), bool(moderators_without_shifts(agenda, session))
    missing = is_missing_moderator(session, coverage.moderators)
    who = ", ".join(agenda.people[person].name for person in people if person in agenda.people)
    said = words("No moderator") if missing else who
    troubles = (c for c in plan.problems.session_conflicts(session.id) if c.rule in ABOUT_PEOPLE)
    wrong = next((words.say(c.short) for c in troubles if not set(c.people).isdisjoint(people)), "")
    track = agenda.tracks.get(session.track or "")
    hours = format_clock_range(where.span.start, where.span.end)
    rooms = where.place_name(agenda.room_names(where.rooms)) or words("all rooms")
    times = words("{start} to {end}").format(start=format_clock(where.span.start), end=format_clock(where.span.end))
    told = words("Moderator {name}").format(name=who) if who else said
    if who and not own:
        told = words("{name} · by shift").format(name=told)
    elif who and not own_moderators(session):
        told = words("{name} · by block").format(name=told)
    cancelled = session.status is Status.CANCELLED
    parts = (session.title, rooms, times, told, words("cancelled") if cancelled else "", wrong)
    return BoardSessionContent(
        session.title, hours, said, people, own, missing, missing and session.facts.needs_moderator,
        TileGround(track.colour if track else "", session.facts.pause, False, False, session.kind in STANDING_OUT),
        cancelled, wrong, ", ".join(part for part in parts if part),
    )  # fmt: skip


def shift_content(plan: PlanView, cover: Cover) -> ShiftContent:
    """Return the content of a moderator's shift."""
    words, agenda = plan.presentation.words, plan.agenda
    who = agenda.people[cover.person].name
    where = agenda.rooms.get(cover.room or "")
    room = where.name if where else words("all rooms")
    if cover.start is None or cover.end is None:
        times = words("the whole day")
    else:
        times = words("{start} to {end}").format(start=format_clock(cover.start), end=format_clock(cover.end))
    firm = cover.state is State.CONFIRMED
    found = shift_conflicts(agenda, cover) if cover.is_expected else ()
    wrong = words.say(found[0].short) if found else ""
    parts = (
        words("Moderator {name}").format(name=who), room, times, "" if firm else words(STATE_NAMES[cover.state]), wrong,
    )  # fmt: skip
    return ShiftContent(cover.person, who, firm, cover.is_expected, wrong, ", ".join(part for part in parts if part))


BoardContent = BoardSessionContent | ShiftContent


@dataclass(frozen=True)
class BoardScene:
    """All that is painted of a board; its visible part ``area`` and ``pointer`` are in board coordinates.

    ``person`` is the id of the person in the inspector, or empty.
    """

    layout: BoardLayout
    area: QRectF
    contents: Mapping[BoardItem, BoardContent]
    selected: frozenset[BoardItem]
    person: str
    drag: ModeratorDrag | None
    pointer: QPointF


def selected_items(plan: PlanView) -> tuple[BoardItem, ...]:
    """Return the sessions or shifts that are selected in the plan, on any day."""
    if plan.shown[0] is Session:
        return tuple((Session, session) for session in plan.selected)
    return tuple((Cover, cover.id) for cover in plan.shown_entities) if plan.shown[0] is Cover else ()


def board_contents(plan: PlanView, coverage: ModeratorCoverage) -> dict[BoardItem, BoardContent]:
    """Return the contents of the shown day's sessions and shifts, sorted by start; at the same time, shifts first."""
    agenda, when = plan.agenda, plan.day.date
    covers = [cover for cover in agenda.covers_in_order if cover.day == when]
    rows: list[tuple[int, BoardItem, BoardContent]] = [
        *((-1 if c.start is None else c.start, (Cover, c.id), shift_content(plan, c)) for c in covers),
        *(
            (p.span.start, (Session, s.id), board_session_content(plan, s, coverage))
            for s, p in agenda.day_sessions(when)
        ),
    ]
    return {item: content for _start, item, content in sorted(rows, key=lambda row: row[0])}


def _item_title(content: BoardContent) -> str:
    return content.title if isinstance(content, BoardSessionContent) else content.who


ITEM_TEXTS: dict[int, Callable[[BoardContent], str]] = {
    SHOWN: _item_title, SPOKEN: lambda content: content.name, TIP: lambda content: content.name,
}  # fmt: skip
"""The texts of a session or shift for Qt and screen readers, by item role."""


class BoardSceneSource:
    """Makes layout and scene of the last loaded day; ``drag`` and ``pointer`` return the current ones."""

    def __init__(
        self, plan: PlanView, drag: Callable[[], ModeratorDrag | None], pointer: Callable[[], QPointF]
    ) -> None:
        self._plan, self._drag, self._pointer = plan, drag, pointer
        self.model = CanvasItemModel(ITEM_TEXTS)
        self.load(ModeratorCoverage())

    def load(self, coverage: ModeratorCoverage) -> None:
        """Load the shown day from the current snapshot; ``coverage`` has the snapshot's moderators."""
        self._agenda, self._day = self._plan.agenda, self._plan.day
        self._arranged: tuple[int, float, BoardLayout] | None = None
        self.model.show_contents(board_contents(self._plan, coverage))

    def compute_layout(self, size: QSize, scale: float) -> BoardLayout:
        """Return the layout for a viewport's width and a zoom in pixels per minute; the last one if nothing differs."""
        if self._arranged is None or self._arranged[:2] != (size.width(), scale):
            self._arranged = (size.width(), scale, compute_board_layout(self._agenda, self._day, size.width(), scale))
        return self._arranged[2]

    def scene(self, layout: BoardLayout, area: QRectF) -> BoardScene:
        """Return the scene of a layout; ``area`` is the visible part of the board."""
        kind, shown = self._plan.shown
        return BoardScene(
            layout, area, self.model.contents, frozenset(selected_items(self._plan)),
            shown if kind is Person else "", self._drag(), self._pointer() + area.topLeft(),
        )  # fmt: skip
