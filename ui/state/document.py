"""The open conference as its window sees it: making changes, refusals, drafts of unsaved text, pins and call-offs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.commands.blocks import delete_block, unplace_block
from planner.commands.propagation import Propagation
from planner.commands.timeline import is_placed_and_pinned, pinned_error, set_cancelled, set_pinned, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.clock_change import ended_sessions
from planner.domain.long_task import LongTask
from planner.domain.text import N_, EstradError
from planner.domain.value_objects import Status
from planner.workspace import Workspace
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.theme.theme import Presentation
from ui.state.plan_view import PlanView

AGENDA, PEOPLE, SESSIONS, VENUE, MODERATORS, CONFERENCE = "agenda", "people", "sessions", "venue", "cover", "conference"


PLACES: tuple[tuple[str, str], ...] = (
    (AGENDA, N_("Timeline")), (PEOPLE, N_("People")), (SESSIONS, N_("All sessions")), (VENUE, N_("Venue")),
    (MODERATORS, N_("Moderators")), (CONFERENCE, N_("Conference")),
)  # fmt: skip


class DraftSpot(NamedTuple):
    """A field that text was typed into: the class name of the entities, their sorted ids, and the field's name."""

    kind: str
    ids: tuple[str, ...]
    field: str

    @classmethod
    def of(cls, kind: type, ids: Iterable[str], field: str) -> DraftSpot:
        """Return the spot of a field, the same in whatever order the entities were selected."""
        return cls(kind.__name__, tuple(sorted(ids)), field)


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved text, the stored text that its field showed before, and why it was refused; empty if not known.

    ``restored`` is true if the text was typed before the file was opened, or a name in it was replaced because a person
    was erased.
    """

    text: str
    before: str = ""
    why: str = ""
    restored: bool = False


class Drafts(QObject):
    """The unsaved texts, by the spots of their fields; after ``stop_changes`` they do not change any more."""

    changed = Signal()
    gone = Signal(DraftSpot)
    """Emitted with the spot of a draft that was discarded."""
    refusal_changed = Signal()
    """Emitted when ``refused`` changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[DraftSpot, Draft] = {}
        self.refused: DraftSpot | None = None
        """The spot of the last refused text, which undo discards.

        None if there is none, or something was done since.
        """
        self._ended = False

    def __iter__(self) -> Iterator[tuple[DraftSpot, Draft]]:
        return iter(tuple(self._kept.items()))

    def __len__(self) -> int:
        return len(self._kept)

    def find_draft(self, spot: DraftSpot) -> Draft | None:
        """Return the draft of a spot, or None if there is none."""
        return self._kept.get(spot)

    def keep(self, spot: DraftSpot, draft: Draft) -> None:
        """Store the draft of a spot, in place of an earlier one."""
        if not self._ended and self._kept.get(spot) != draft:
            self._kept[spot] = draft
            self.changed.emit()

    def discard(self, spot: DraftSpot) -> None:
        """Discard the draft of a spot, if there is one, as its text was saved or given up."""
        if not self._ended and self._kept.pop(spot, None) is not None:
            if spot == self.refused:
                self.forget_refusal()
            self.gone.emit(spot)
            self.changed.emit()

    def forget(self, is_gone: Callable[[DraftSpot], bool]) -> None:
        """Discard the drafts for whose spots ``is_gone`` returns true, such as those of deleted entities."""
        for spot in [spot for spot in self._kept if is_gone(spot)]:
            self.discard(spot)

    def stop_changes(self) -> None:
        """Keep the drafts as they are from now on, as the conference is closed and its fields lose their texts."""
        self._ended = True

    # the last refusal ----------------------------------------------------------------------------------

    def mark_refused(self, spot: DraftSpot) -> None:
        """Mark the draft of a spot, if there is one, as the last refused one."""
        if not self._ended and spot in self._kept and spot != self.refused:
            self.refused = spot
            self.refusal_changed.emit()

    def forget_refusal(self) -> None:
        """Forget which draft was refused last, as something was done since."""
        if self.refused is not None:
            self.refused = None
            self.refusal_changed.emit()


T = TypeVar("T")
WITHOUT_YES = "without_yes"
"""The name of the filter chip, in the list of people, for those named to attendees who have not confirmed."""


class Document(QObject):
    """The open conference: the view of its plan, its file, and the texts that are typed but not saved."""

    change_refused = Signal(EstradError)
    remarked = Signal(object)
    """Emitted after a change to be reported to the user, with a ``Text`` to add, or None."""
    list_requested = Signal(str, str)
    """Emitted to show a list, with the name of its place and that of the filter chip to select."""
    edit_requested = Signal()
    field_requested = Signal(str)
    """Emitted to edit a field of what the inspector shows, with the field's name."""
    delete_requested = Signal()
    reschedule_requested = Signal(str, int)
    """Emitted with ``follow`` or ``end`` and minutes, which are arguments of ``RescheduleCommands.shift_following``."""
    writing_requested = Signal(str)
    """Emitted to open the large editor, with the name of the text's field; empty for the field that has the focus."""
    status_reported = Signal(str)
    """Emitted with a sentence for the notice bar: on something done other than a change, or why nothing was done.

    The sentence is empty when a table cell has no error message any more.
    """

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
        self.plan = PlanView(
            workspace.agenda, presentation, workspace.now, workspace.pictures.read, self,
            editable=lambda: workspace.writable,
        )  # fmt: skip
        self.dialogs = dialogs or DialogService(presentation.words)
        self.opened_at = workspace.history.position
        """The position in the history at which the file was opened, or at which a person was erased since."""
        self.closed = False
        self.drafts = Drafts(self)
        self.refusal: EstradError | None = None
        self.file_refused = False  # True if the file caused the last refusal, so that the change may be retried
        self.introduced: set[str] = set()
        """The ids made in this window for people added by typing a name, including ids that were not needed."""
        workspace.subscribe(self._on_change)

    @property
    def agenda(self) -> Agenda:
        """The current snapshot."""
        return self.workspace.agenda

    def apply(
        self, make: Callable[[Agenda], Change], pictures: Mapping[str, bytes] | None = None, *, silent: bool = False
    ) -> bool:
        """Apply the change that ``make`` returns, report it if it is a new step of the history, and return True.

        If ``EstradError`` is raised, report that and return False; once the document is closed, only return False.
        ``pictures`` are new pictures that the change refers to, by id. ``silent`` leaves out the report of the change,
        as when it is seen in the field where it was made.
        """
        before = self.workspace.history.last
        if not self.try_run(lambda: self.workspace.apply(make(self.agenda), pictures)):
            return False
        if not silent and self.workspace.history.last is not before:
            self.remarked.emit(None)
        return True

    def try_run(self, act: Callable[[], object]) -> bool:
        """Call ``act`` and return True; if it raises ``EstradError``, report that and return False.

        Once the document is closed, only return False.
        """
        if self.closed:
            return False
        try:
            act()
        except EstradError as error:
            self.refusal, self.file_refused = error, error.file is not None
            self.change_refused.emit(error)
            return False
        return True

    def run_or_report(self, act: Callable[[], T]) -> T | None:
        """Return the result of ``act``; None if it raises ``EstradError``, which is reported.

        Once the document is closed, only return None.
        """
        found: list[T] = []
        self.try_run(lambda: found.append(act()))
        return found[0] if found else None

    def run_long_task(self, steps: LongTask[T], above: QWidget, title: str, sentence: str) -> T | None:
        """Return the result of a long task for which the window waits; None if it is cancelled.

        Also None if it raises ``EstradError``, which is reported. Once the document is closed, only return None.
        """
        from ui.kit.dialogs.progress import run_with_progress  # the window starts without it

        return self.run_or_report(lambda: run_with_progress(steps, self.dialogs, above, title, sentence))

    def close(self) -> None:
        """Close the file; later changes, such as those of a field that loses the focus, are ignored."""
        self.closed = True
        self.drafts.stop_changes()
        self.workspace.close()

    def _on_change(self, change: Change) -> None:
        self.plan.show_snapshot(self.agenda, change)
        if change.edits:
            self.drafts.forget_refusal()


def propagation(document: Document) -> Propagation:
    """Return how a delay is passed on: the user's choice about gaps, and on a conference day, the sessions now over."""
    return Propagation(document.plan.view_state.gaps_first, ended_sessions(document.agenda, document.workspace.now()))


# pinned sessions, whose time and rooms cannot change until they are unpinned


def report_pinned(document: Document, sessions: Iterable[str]) -> bool:
    """Report the sessions among these that are placed and pinned, and return whether there are any."""
    there = (document.agenda.sessions.get(session) for session in sessions)
    if found := [session for session in there if session and is_placed_and_pinned(session)]:
        document.change_refused.emit(pinned_error(found))
    return bool(found)


def toggle_pin(document: Document) -> None:
    """Pin the selected sessions, or unpin them if all are pinned already; do nothing if none is selected."""
    if chosen := document.plan.selected:
        on = not all_pinned(document)
        document.apply(lambda agenda: set_pinned(agenda, *chosen, on=on))


def all_pinned(document: Document) -> bool:
    """Return whether all selected sessions are pinned, so that ``toggle_pin`` would unpin them.

    False if none is selected.
    """
    return bool(document.plan.selected) and all(
        document.agenda.sessions[session].pinned for session in document.plan.selected
    )


def toggle_called_off(document: Document) -> bool:
    """Call off the selected sessions (at least one), or if all are called off, hold them after all, as planned.

    Return False if that was refused.
    """
    off = not all_called_off(document)
    return document.apply(lambda agenda: set_cancelled(agenda, *document.plan.selected, off=off))


def all_called_off(document: Document) -> bool:
    """Return whether all selected sessions are called off; False if none is selected."""
    chosen = [document.agenda.sessions[session] for session in document.plan.selected]
    return bool(chosen) and all(session.status is Status.CANCELLED for session in chosen)


def ungroup(document: Document) -> bool:
    """Delete the selected block but not its sessions; return whether that was done."""
    block = document.plan.selected_block_id
    return bool(block) and document.apply(lambda agenda: delete_block(agenda, block))


def return_to_tray(document: Document) -> bool:
    """Return the selected sessions, or the selected block with its sessions, to the tray, except pinned sessions.

    Return False if that was refused, or if pinned sessions stayed; both are reported. A session or block has to be
    selected.
    """
    chosen = document.plan.selected
    if block := document.plan.selected_block_id:
        members = [session.id for session in document.agenda.member_sessions(block)]
        return document.apply(lambda agenda: unplace_block(agenda, block)) and not report_pinned(document, members)
    return document.apply(lambda agenda: unplace(agenda, *chosen)) and not report_pinned(document, chosen)
