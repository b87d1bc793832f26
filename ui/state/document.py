"""The open conference as a window sees it, with its drafts and the names of its places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from planner.commands.propagation import Propagation
from planner.commands.timeline import call_off, is_placed_and_pinned, pin, pinned_error, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.attendee_names import unconfirmed_people
from planner.domain.clock_change import current_day, ended
from planner.domain.entities import Conference, Day, Entity, Session
from planner.domain.text import N_, EstradError
from planner.domain.value_objects import Appearance, Status
from planner.layout.grid import columns_on
from planner.rules import check, reason_in_tile
from planner.rules.rule import Problems
from planner.workspace import Workspace
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.pictures.portrait import PhotoQueue, PictureCache
from ui.kit.theme.painting import PaintCache
from ui.kit.theme.theme import Presentation
from ui.state.view_state import MOST_DAYS, ViewState

AGENDA, PEOPLE, SESSIONS, VENUE, MODERATORS, CONFERENCE = "agenda", "people", "sessions", "venue", "cover", "conference"


PLACES: tuple[tuple[str, str], ...] = (
    (AGENDA, N_("Timeline")), (PEOPLE, N_("People")), (SESSIONS, N_("All sessions")), (VENUE, N_("Venue")),
    (MODERATORS, N_("Moderators")), (CONFERENCE, N_("Conference")),
)  # fmt: skip


class Spot(NamedTuple):
    """The field that a text was typed into: the class name of the entities, their sorted ids, and the field's name."""

    kind: str
    ids: tuple[str, ...]
    field: str

    @classmethod
    def of(cls, kind: type, ids: Iterable[str], field: str) -> Spot:
        """Return the spot of a field, regardless of the order in which the entities were selected."""
        return cls(kind.__name__, tuple(sorted(ids)), field)


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved text, the stored text that the field showed before, and the reason why the text was refused.

    Without a reason it may be saved next time. ``restored`` is set if it was typed before this window was opened.
    """

    text: str
    before: str = ""
    why: str = ""
    restored: bool = False


class Drafts(QObject):
    """The unsaved texts, by the spots that they were typed into."""

    changed = Signal()
    gone = Signal(Spot)
    """Emitted with the spot of a draft that was discarded."""
    refusal_changed = Signal()
    """Emitted when ``refused`` changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Spot, Draft] = {}
        self.refused: Spot | None = None
        """The spot of the last refused text, which undo discards; None if there is none or something was done since."""
        self._ended = False

    def __iter__(self) -> Iterator[tuple[Spot, Draft]]:
        return iter(tuple(self._kept.items()))

    def __len__(self) -> int:
        return len(self._kept)

    def at(self, spot: Spot) -> Draft | None:
        """Return the draft of a spot, or None if there is none."""
        return self._kept.get(spot)

    def keep(self, spot: Spot, draft: Draft) -> None:
        """Keep a draft, replacing an earlier one of the same spot."""
        if not self._ended and self._kept.get(spot) != draft:
            self._kept[spot] = draft
            self.changed.emit()

    def discard(self, spot: Spot) -> None:
        """Discard the draft of a spot, because its text was saved or reverted."""
        if not self._ended and self._kept.pop(spot, None) is not None:
            if spot == self.refused:
                self.forget_refusal()
            self.gone.emit(spot)
            self.changed.emit()

    def forget(self, is_gone: Callable[[Spot], bool]) -> None:
        """Discard the drafts of deleted entities, those for whose spot ``is_gone`` returns True."""
        for spot in [spot for spot in self._kept if is_gone(spot)]:
            self.discard(spot)

    def end(self) -> None:
        """Ignore all later changes, because the conference is being closed and the fields lose their texts."""
        self._ended = True

    # the last refusal ----------------------------------------------------------------------------------

    def refuse(self, spot: Spot) -> None:
        """Mark the draft of a spot as the last refused one."""
        if not self._ended and spot in self._kept and spot != self.refused:
            self.refused = spot
            self.refusal_changed.emit()

    def forget_refusal(self) -> None:
        """Clear the last refusal, because something was done since."""
        if self.refused is not None:
            self.refused = None
            self.refusal_changed.emit()


T = TypeVar("T")
WITHOUT_YES = "without_yes"
"""The filter chip of the list of people for those who are named to attendees but have not confirmed."""


class Document(QObject):
    """The open conference: its workspace, selection, shown day, conflicts and unsaved drafts."""

    changed = Signal(Change)
    """Emitted after each change of the conference, or, with a change without edits, of what can be undone."""
    selection_changed = Signal()
    day_changed = Signal()
    change_refused = Signal(EstradError)
    remarked = Signal(object)
    """Emitted after a change that the user should read of, with a ``Text`` that says more about it, or None."""
    list_requested = Signal(str, str)
    """Emitted to show a list: its place and the filter chip to select."""
    edit_requested = Signal()
    field_requested = Signal(str)
    """Emitted to edit one field of what is shown, by its name, in the form."""
    delete_requested = Signal()
    reschedule_requested = Signal(str, int)
    """Emitted to reschedule what follows: ``follow`` or ``end``, and the minutes; see ``RescheduleCommands.follow``."""
    writing_requested = Signal(str)
    """Emitted to write a text of what is shown in a wide view, with its field's name; empty for the focused one."""
    status_reported = Signal(str)
    """Emitted with a sentence about the last action, for the status bar."""

    def __init__(
        self,
        workspace: Workspace,
        presentation: Presentation,
        parent: QObject | None = None,
        *,
        dialogs: DialogService | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.presentation = presentation
        self.dialogs = dialogs or DialogService(presentation.words)
        self.pictures = PictureCache(workspace.pictures.read)
        self.photos = PhotoQueue(self.pictures, self)
        self.paint_cache = PaintCache()
        self.opened_at = workspace.history.position
        """The position in the history when the file was opened."""
        self.closed = False
        self.drafts = Drafts(self)
        self.refusal: EstradError | None = None
        self.file_refused = False  # True if the file caused the last refusal, so that the change may be retried
        self.selected: tuple[str, ...] = ()
        self.shown: tuple[type[Entity], str] = (Conference, workspace.agenda.conference.id)
        self.also: tuple[str, ...] = ()
        self.day: Day = workspace.agenda.days_in_order[0]
        self.problems = Problems(check(workspace.agenda, today=self.today()))
        self._stages: tuple[Agenda, dict[str, tuple[tuple[Session, Appearance], ...]]] | None = None
        self._unsure: tuple[Agenda, frozenset[str]] | None = None
        self.view_state = ViewState(self)
        self.introduced: set[str] = set()
        """The ids of people that were added by typing a name in this window."""
        workspace.subscribe(self._on_change)

    @property
    def agenda(self) -> Agenda:
        """Return the current snapshot."""
        return self.workspace.agenda

    @property
    def shows_all_days(self) -> bool:
        """Return whether all days are shown side by side: if the user chose so and there are at most ``MOST_DAYS``."""
        return self.view_state.all_days and 1 < len(self.agenda.days) <= MOST_DAYS

    def today(self) -> date:
        """Return the local date."""
        return self.workspace.now().astimezone().date()

    @property
    def current_day(self) -> Day | None:
        """Return the day of the conference that is today there, or None if today is none."""
        return current_day(self.agenda, self.workspace.now())

    # changes -------------------------------------------------------------------------------------------

    def apply(self, make: Callable[[Agenda], Change], pictures: Mapping[str, bytes] | None = None) -> bool:
        """Apply a change; if ``EstradError`` is raised, report it in the window and return False.

        ``pictures`` are the new pictures that the change refers to, by id.
        """
        return self.try_run(lambda: self.workspace.apply(make(self.agenda), pictures))

    def try_run(self, act: Callable[[], object]) -> bool:
        """Call ``act``; if it raises ``EstradError``, report it in the window and return False."""
        if self.closed:
            return False
        try:
            act()
        except EstradError as error:
            self.refusal, self.file_refused = error, error.file is not None
            self.change_refused.emit(error)
            return False
        return True

    def result_of(self, act: Callable[[], T]) -> T | None:
        """Return what ``act`` returns; if it raises ``EstradError``, report it in the window and return None."""
        found: list[T] = []
        self.try_run(lambda: found.append(act()))
        return found[0] if found else None

    def close(self) -> None:
        """Close the file. Later changes, such as those of a field that loses the focus, are ignored."""
        self.closed = True
        self.drafts.end()
        self.workspace.close()

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.problems = Problems(check(self.agenda, today=self.today()))
            self._drop_missing()
            self.drafts.forget_refusal()
        self.changed.emit(change)

    def _drop_missing(self) -> None:
        """Remove deleted entities from the selection, the inspector and the shown day."""
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
        self._reveal(self.selected)

    # queries -------------------------------------------------------------------------------------------

    def appearances_of(self, person_id: str) -> tuple[tuple[Session, Appearance], ...]:
        """Return a person's sessions with their appearance in each: placed ones by time, then those in the tray."""
        if self._stages is None or self._stages[0] is not self.agenda:
            found: dict[str, list[tuple[Session, Appearance]]] = {}
            for session in (*(session for session, _ in self.agenda.placed), *self.agenda.tray):
                for appearance in session.people:
                    found.setdefault(appearance.person, []).append((session, appearance))
            self._stages = (self.agenda, {who: tuple(there) for who, there in found.items()})
        return self._stages[1].get(person_id, ())

    @property
    def unconfirmed(self) -> frozenset[str]:
        """Return the ids of the people who are named to attendees but have not confirmed."""
        if self._unsure is None or self._unsure[0] is not self.agenda:
            self._unsure = (self.agenda, frozenset(one.id for one in unconfirmed_people(self.agenda)))
        return self._unsure[1]

    def reason(self, session_id: str) -> str:
        """Return the most severe conflict of a session in a few words, or an empty string if it has none."""
        found = self.problems.of(session_id)
        return self.presentation.words.say(reason_in_tile(self.agenda, session_id, found[0])) if found else ""

    # selection and shown day ---------------------------------------------------------------------------

    def select(self, sessions: Iterable[str]) -> None:
        """Select sessions and show the first in the inspector and its day; an empty selection shows the conference."""
        if found := tuple(s for s in sessions if s in self.agenda.sessions):
            self.shown, self.also = (Session, found[0]), found[1:]
            if (placement := self.agenda.sessions[found[0]].placement) and placement.span.day != self.day.date:
                self.show_day(self.agenda.day_of(placement.span.day) or self.day)
        elif self.shown[0] is Session:
            self.shown, self.also = (Conference, self.agenda.conference.id), ()
        self._reveal(found)
        self.selected = found
        self.selection_changed.emit()

    def _reveal(self, sessions: Iterable[str]) -> None:
        """Show the columns of the rooms of these sessions, if they were hidden."""
        placements = [self.agenda.sessions[session].placement for session in sessions]
        self.view_state.show_rooms({room for placement in placements if placement for room in placement.rooms})

    def hide_rooms(self, *rooms: str) -> None:
        """Hide the columns of rooms in the timeline and deselect their sessions; do nothing if none would be left."""
        hidden = self.view_state.hidden | set(rooms)
        if hidden.issuperset(columns_on(self.agenda, self.day)):
            return
        placements = {session: self.agenda.sessions[session].placement for session in self.selected}
        kept = [session for session, where in placements.items() if not where or hidden.isdisjoint(where.rooms)]
        if len(kept) < len(self.selected):
            self.select(kept)
        self.view_state.hide_rooms(rooms)

    def show(self, kind: type[Entity], *ids: str) -> None:
        """Show one or more entities of one type in the inspector; show the conference if no id is given."""
        if kind is Session:
            self.select(ids)
            return
        self.selected = ()
        self.shown = (kind, ids[0]) if ids else (Conference, self.agenda.conference.id)
        self.also = ids[1:]
        self.selection_changed.emit()

    @property
    def shown_things(self) -> tuple[Entity, ...]:
        """Return the entities that the inspector shows: at least one, and all of the same type."""
        kind, first = self.shown
        found = (self.agenda.find(kind, entity_id) for entity_id in (first, *self.also))
        return tuple(entity for entity in found if entity is not None)

    def show_day(self, day: Day) -> None:
        """Show another day in the timeline."""
        if day != self.day:
            self.day = day
            self.day_changed.emit()


def propagation(document: Document) -> Propagation:
    """Return how a delay is passed on, as it was chosen, and what is over now."""
    return Propagation(document.view_state.gaps_first, ended(document.agenda, document.workspace.now()))


# pinned sessions, whose time and rooms cannot change until they are unpinned


def report_pinned(document: Document, sessions: Iterable[str]) -> bool:
    """Report the placed sessions among these that are pinned, and return whether there are any."""
    there = (document.agenda.sessions.get(session) for session in sessions)
    if found := [session for session in there if session and is_placed_and_pinned(session)]:
        document.change_refused.emit(pinned_error(found))
    return bool(found)


def toggle_pin(document: Document) -> None:
    """Pin the selected sessions, or unpin them if all are pinned."""
    if chosen := document.selected:
        on = not all_pinned(document)
        document.apply(lambda agenda: pin(agenda, *chosen, on=on))


def all_pinned(document: Document) -> bool:
    """Return whether all selected sessions are pinned, so that toggling unpins them."""
    return bool(document.selected) and all(document.agenda.sessions[session].pinned for session in document.selected)


def toggle_called_off(document: Document) -> bool:
    """Call the selected sessions off, or hold them after all if all are called off; return whether that was done."""
    off = not all_called_off(document)
    return document.apply(lambda agenda: call_off(agenda, *document.selected, off=off))


def all_called_off(document: Document) -> bool:
    """Return whether all selected sessions are called off, so that they can be held after all."""
    chosen = [document.agenda.sessions[session] for session in document.selected]
    return bool(chosen) and all(session.status is Status.CANCELLED for session in chosen)


def return_to_tray(document: Document) -> bool:
    """Return the selected sessions to the tray and report pinned ones, which stay; return whether all were moved."""
    chosen = document.selected
    return document.apply(lambda agenda: unplace(agenda, *chosen)) and not report_pinned(document, chosen)
