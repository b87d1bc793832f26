"""The desk: what every part of the window shares of one open conference. Parts ask it and are told by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale, QObject, Signal

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Conference, Day, Entity, Session
from planner.domain.errors import EstradError
from planner.domain.span import clock
from planner.rules import check
from planner.rules.conflict import Conflict, Severity
from planner.wording import Wording
from planner.workspace import Workspace
from ui.look import Look


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads the window: their catalogue, their ways of writing dates, and the scheme."""

    words: Wording
    locale: QLocale
    look: Look

    def day_name(self, when: date) -> str:
        """Such as Thu 25 April 2024."""
        return self.locale.toString(QDate(when.year, when.month, when.day), "ddd d MMMM yyyy")

    def short_day(self, when: date) -> str:
        """Such as Thu 25 Apr."""
        return self.locale.toString(QDate(when.year, when.month, when.day), "ddd d MMM")


class Desk(QObject):
    """One open conference in the window: its workspace, what is selected, what is wrong with it."""

    changed = Signal(object)
    selection_changed = Signal()
    day_changed = Signal()
    trouble = Signal(object)
    edit_wanted = Signal()

    def __init__(self, workspace: Workspace, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.reader = reader
        self._closed = False
        self.file_refused = False  # whether the last refusal was the file's, so that the same may be tried again
        self.selected: tuple[str, ...] = ()
        self.shown: tuple[type[Entity], str] = (Conference, workspace.agenda.conference.id)
        self.day: Day = workspace.agenda.days_in_order[0]
        self.conflicts: tuple[Conflict, ...] = ()
        self._by_session: dict[str, list[Conflict]] = {}
        self._judge()
        workspace.subscribe(self._on_change)

    @property
    def agenda(self) -> Agenda:
        """The snapshot as it is now."""
        return self.workspace.agenda

    # changes -------------------------------------------------------------------------------------------

    def perform(self, make: Callable[[Agenda], Change]) -> bool:
        """Make a change; if the world refuses it, say so in the window and answer False."""
        return self.dare(lambda: self.workspace.apply(make(self.agenda)))

    def dare(self, act: Callable[[], object]) -> bool:
        """Do something that the world may refuse; if it does, say so in the window and answer False."""
        if self._closed:
            return False
        try:
            act()
        except EstradError as error:
            self.file_refused = error.file is not None
            self.trouble.emit(error)
            return False
        return True

    def close(self) -> None:
        """Give the file back. What a part says after that, such as a field that loses the focus, is not heard."""
        self._closed = True
        self.workspace.close()

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self._judge()
            self._follow()
        self.changed.emit(change)

    def _judge(self) -> None:
        self.conflicts = check(self.agenda)
        self._by_session = {}
        for conflict in self.conflicts:
            for session in conflict.sessions:
                self._by_session.setdefault(session, []).append(conflict)

    def _follow(self) -> None:
        """Let go of what is no longer there."""
        kept = tuple(s for s in self.selected if s in self.agenda.sessions)
        kind, entity_id = self.shown
        if self.agenda.find(kind, entity_id) is None:
            self.shown = (Conference, self.agenda.conference.id)
        day = self.agenda.days.get(self.day.id) or self.agenda.days_in_order[0]
        if day != self.day:
            self.day = day
            self.day_changed.emit()
        if kept != self.selected:
            self.selected = kept
            self.selection_changed.emit()

    # questions -----------------------------------------------------------------------------------------

    def problems_of(self, session: str) -> list[Conflict]:
        """What is wrong with a session, the gravest first; hints are no problem."""
        return [c for c in self._by_session.get(session, ()) if c.severity is not Severity.HINT]

    def reason(self, session: str) -> str:
        """What is wrong with a session in a few words, or an empty string."""
        found = self.problems_of(session)
        return self.reader.words.say(found[0].short) if found else ""

    def hours(self, start: int, end: int) -> str:
        """Such as 09:20–10:10."""
        return f"{clock(start)}–{clock(end)}"

    # what is looked at ---------------------------------------------------------------------------------

    def select(self, sessions: Iterable[str]) -> None:
        """Select sessions, show the first in the inspector and its day in the timeline."""
        found = tuple(s for s in sessions if s in self.agenda.sessions)
        if found:
            self.shown = (Session, found[0])
            placement = self.agenda.sessions[found[0]].placement
            if placement and placement.span.day != self.day.date:
                self.show_day(self.agenda.day_of(placement.span.day) or self.day)
        elif self.shown[0] is Session:
            self.shown = (Conference, self.agenda.conference.id)
        self.selected = found
        self.selection_changed.emit()

    def show(self, kind: type[Entity], entity_id: str) -> None:
        """Show a thing in the inspector."""
        if kind is Session:
            self.select((entity_id,))
            return
        self.selected = ()
        self.shown = (kind, entity_id)
        self.selection_changed.emit()

    def show_day(self, day: Day) -> None:
        """Show another day in the timeline."""
        if day != self.day:
            self.day = day
            self.day_changed.emit()
