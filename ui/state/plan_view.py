"""The view of a plan: one snapshot with its problems, the selection, the shown day, and how the timeline shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from planner.domain.agenda import Agenda, Change
from planner.domain.attendee_names import unconfirmed_people
from planner.domain.block import Block
from planner.domain.clock_change import current_day
from planner.domain.entities import Conference, Day, Entity, Session
from planner.domain.value_objects import Appearance
from planner.layout.grid import day_columns
from planner.rules import check, reason_in_tile
from planner.rules.rule import Problems
from ui.kit.pictures.portrait import PhotoQueue, PictureCache
from ui.kit.theme.painting import PaintCache
from ui.kit.theme.theme import Presentation
from ui.state.view_state import MOST_DAYS, ViewState


class PlanView(QObject):
    """The view of a plan, which knows no file: one shows the open conference, others show plans in dialogs.

    ``now`` returns the current time, ``read_picture`` a picture by its id, or None if there is none. ``editable``
    returns whether the plan may be changed here. ``problems`` are those of the snapshot, if known already.
    """

    changed = Signal(Change)
    """Emitted with the change that led to the shown snapshot; if it has no edits, the plan is the same as before."""
    selection_changed = Signal()
    day_changed = Signal()

    def __init__(
        self,
        agenda: Agenda,
        presentation: Presentation,
        now: Callable[[], datetime],
        read_picture: Callable[[str], bytes | None],
        parent: QObject | None = None,
        *,
        editable: Callable[[], bool] = lambda: False,
        problems: Problems | None = None,
    ) -> None:
        super().__init__(parent)
        self.agenda = agenda
        self.presentation, self.now, self.editable = presentation, now, editable
        self._read_picture, self.pictures = read_picture, PictureCache(read_picture)
        self.photos = PhotoQueue(self.pictures, self)
        self.paint_cache = PaintCache()
        self.selected: tuple[str, ...] = ()
        self.shown: tuple[type[Entity], str] = (Conference, agenda.conference.id)
        self.also: tuple[str, ...] = ()
        self.day: Day = agenda.days_in_order[0]
        self.problems = problems or Problems(check(agenda, today=self.today()))
        self.differing: frozenset[str] = frozenset()
        """The ids of the sessions that differ in another plan beside this one, and are outlined."""
        self._seats: tuple[Agenda, dict[str, list[tuple[Session | Block, Appearance]]]] | None = None
        self._unsure: tuple[Agenda, frozenset[str]] | None = None
        self.view_state = ViewState(self)

    def make_other_view(
        self,
        agenda: Agenda,
        read_picture: Callable[[str], bytes | None] | None = None,
        problems: Problems | None = None,
    ) -> PlanView:
        """Return a read-only view of another snapshot, or of this one again, to be shown beside this view."""
        known = self.problems if agenda is self.agenda else problems
        found = PlanView(agenda, self.presentation, self.now, read_picture or self._read_picture, problems=known)
        found.view_state.colouring = self.view_state.colouring
        found.day = agenda.day_with_date(self.day.date) or found.day
        return found

    def show_snapshot(self, agenda: Agenda, change: Change) -> None:
        """Show another snapshot, which this change has made; deleted entities are deselected."""
        self.agenda = agenda
        if change.edits:
            self.problems = Problems(check(agenda, today=self.today()))
            self._deselect_missing()
        self.changed.emit(change)

    @property
    def shows_all_days(self) -> bool:
        """True if the days are shown side by side: the user chose that, and there are 2 to ``MOST_DAYS`` days."""
        return self.view_state.all_days and 1 < len(self.agenda.days) <= MOST_DAYS

    def today(self) -> date:
        """Return today's date on this computer."""
        return self.now().astimezone().date()

    @property
    def current_day(self) -> Day | None:
        """The day of the conference that is today in its time zone; None if there is none, or the zone is unknown.

        After midnight it is the day before, while that is still open and the new day has not opened.
        """
        return current_day(self.agenda, self.now())

    def _deselect_missing(self) -> None:
        """Remove deleted entities from selection and inspector; if the shown day was deleted, show the first one.

        Hidden columns with selected sessions are shown again.
        """
        kept = tuple(s for s in self.selected if s in self.agenda.sessions)
        kind, entity_id = self.shown
        there = tuple(i for i in (entity_id, *self.also) if self.agenda.find(kind, i) is not None)
        self.shown = (kind, there[0]) if there else (Conference, self.agenda.conference.id)
        self.also = there[1:]
        day = self.agenda.days.get(self.day.id) or self.agenda.days_in_order[0]
        other_day, fewer = day != self.day, kept != self.selected
        self.day, self.selected = day, kept  # set both before any signal
        if other_day:
            self.day_changed.emit()
        if fewer:
            self.selection_changed.emit()
        self._unhide_columns(self.selected)

    # queries -------------------------------------------------------------------------------------------

    def find_appearances(self, person_id: str) -> tuple[tuple[Session, Appearance], ...]:
        """Return a person's sessions, each with the appearance in it: placed ones by time, then those in the tray."""
        return tuple((thing, seat) for thing, seat in self.person_appearances(person_id) if isinstance(thing, Session))

    def person_appearances(self, person_id: str) -> tuple[tuple[Session | Block, Appearance], ...]:
        """Return a person's sessions and blocks, each with the appearance in it.

        Placed sessions come first, by time, then those in the tray, in its order, then the blocks that the person
        chairs.
        """
        if self._seats is None or self._seats[0] is not self.agenda:
            found: dict[str, list[tuple[Session | Block, Appearance]]] = {}
            things: list[Session | Block] = [session for session, _ in self.agenda.placed]
            for thing in (*things, *self.agenda.tray, *self.agenda.blocks_in_order):
                for seat in thing.chairs if isinstance(thing, Block) else thing.people:
                    found.setdefault(seat.person, []).append((thing, seat))
            self._seats = (self.agenda, found)
        return tuple(self._seats[1].get(person_id, ()))

    @property
    def unconfirmed_ids(self) -> frozenset[str]:
        """The ids of the people who are named to attendees but have not confirmed."""
        if self._unsure is None or self._unsure[0] is not self.agenda:
            self._unsure = (self.agenda, frozenset(one.id for one in unconfirmed_people(self.agenda)))
        return self._unsure[1]

    def problem_text(self, session_id: str) -> str:
        """Return the gravest problem or warning of a session in a few words, or an empty string if it has none."""
        found = self.problems.session_conflicts(session_id)
        return self.presentation.words.say(reason_in_tile(self.agenda, session_id, found[0])) if found else ""

    # selection and shown day ---------------------------------------------------------------------------

    def select(self, sessions: Iterable[str]) -> None:
        """Select sessions and show them in the inspector; show the day of the first one, and their rooms' columns.

        Ids of missing sessions are ignored. With none left, the conference takes the place of a session or block in the
        inspector.
        """
        if found := tuple(s for s in sessions if s in self.agenda.sessions):
            self.shown, self.also = (Session, found[0]), found[1:]
            if (placement := self.agenda.sessions[found[0]].placement) and placement.span.day != self.day.date:
                self.show_day(self.agenda.day_with_date(placement.span.day) or self.day)
        elif self.shown[0] in (Session, Block):
            self.shown, self.also = (Conference, self.agenda.conference.id), ()
        self._unhide_columns(found)
        self.selected = found
        self.selection_changed.emit()

    def _unhide_columns(self, sessions: Iterable[str]) -> None:
        """Show the columns of these sessions' rooms again if they are hidden."""
        placements = [self.agenda.sessions[session].placement for session in sessions]
        self.view_state.show_rooms({room for placement in placements if placement for room in placement.rooms})

    def hide_rooms(self, *rooms: str) -> None:
        """Hide the columns of rooms and deselect sessions in them; do nothing if the shown day would have no column."""
        hidden = self.view_state.hidden | set(rooms)
        if hidden.issuperset(day_columns(self.agenda, self.day)):
            return
        placements = {session: self.agenda.sessions[session].placement for session in self.selected}
        kept = [session for session, where in placements.items() if not where or hidden.isdisjoint(where.rooms)]
        if len(kept) < len(self.selected):
            self.select(kept)
        self.view_state.hide_rooms(rooms)

    def show(self, kind: type[Entity], *ids: str) -> None:
        """Show entities of one type in the inspector, or the conference if no ids are given.

        Sessions are shown by ``select``, which may leave the inspector as it is if there are none. For any other type,
        sessions are deselected, and the day and the rooms' columns of the first block are shown.
        """
        if kind is Session:
            self.select(ids)
            return
        block = self.agenda.blocks.get(ids[0]) if kind is Block and ids else None
        if block and block.placement and block.placement.span.day != self.day.date:
            self.show_day(self.agenda.day_with_date(block.placement.span.day) or self.day)
        if block and block.placement:
            self.view_state.show_rooms(block.placement.rooms)
        self.selected = ()
        self.shown = (kind, ids[0]) if ids else (Conference, self.agenda.conference.id)
        self.also = ids[1:]
        self.selection_changed.emit()

    @property
    def shown_entities(self) -> tuple[Entity, ...]:
        """The entities in the inspector, all of one type; missing ones are left out."""
        kind, first = self.shown
        found = (self.agenda.find(kind, entity_id) for entity_id in (first, *self.also))
        return tuple(entity for entity in found if entity is not None)

    @property
    def selected_block_id(self) -> str:
        """The id of the selected block, or an empty string if none or several are selected."""
        return self.shown[1] if self.shown[0] is Block and not self.also else ""

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The ids of the selected sessions, or else that of the selected block; may be empty."""
        return self.selected or tuple(filter(None, (self.selected_block_id,)))

    def show_day(self, day: Day) -> None:
        """Show a day in the timeline."""
        if day != self.day:
            self.day = day
            self.day_changed.emit()
