"""Search and filter of the timeline: which sessions match, and the popup to pick tracks, kinds, statuses and people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QWidget

from planner.domain.agenda import Agenda, Change, chair_and_shift_people, session_moderator_ids, session_names
from planner.domain.entities import Session
from planner.domain.search import SearchEntry, best_matching_things, folded, search_entry
from planner.domain.text import N_
from planner.domain.value_objects import KIND_NAMES, STATUS_NAMES
from ui.kit.pictures.portrait import FACE, portrait_icon
from ui.kit.theme.painting import are_identical, swatch_icon
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, RowModel, column, name_widget, show_within_screen
from ui.state.plan_view import PlanView
from ui.state.transfer import PlainLineEdit
from ui.state.view_state import SessionFilter


def search_text(plan: PlanView, session: Session) -> str:
    """Return the searchable text of a session, folded: title, people, track, kind, status, rooms and place."""
    words, agenda, where = plan.presentation.words, plan.agenda, session.placement
    track = agenda.tracks.get(session.track or "")
    parts = [
        session.title, *session_names(agenda, session),
        *(agenda.people[p].name for p in session_moderator_ids(agenda, session)),
        track.name if track else "", words(KIND_NAMES[session.kind]), words(STATUS_NAMES[session.status]),
        *(agenda.room_names(where.rooms) if where else ()), where.place if where else "",
    ]  # fmt: skip
    return folded("\n".join(parts))


class SessionMatcher:
    """Tells which sessions match search and filter; their texts are cached.

    It also drops deleted tracks and people from the filter.
    """

    def __init__(self, plan: PlanView) -> None:
        self._plan = plan
        self._said: dict[str, tuple[Session, str]] = {}
        self._around: tuple[object, ...] = ()
        self._asked: tuple[Agenda | None, SessionFilter | None] = (None, None)
        self._answers: dict[str, bool] = {}
        plan.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        session_filter = self._plan.view_state.session_filter
        if change.edits and (still := session_filter.without_missing(self._plan.agenda)) != session_filter:
            self._plan.view_state.set_filter(still)

    @property
    def matches(self) -> Mapping[str, bool]:
        """The sessions by id, each with True if it matches search and filter, else False; empty if neither is set."""
        session_filter, agenda = self._plan.view_state.session_filter, self._plan.agenda
        if self._asked[1] is not session_filter or (self._asked[0] is not agenda and session_filter):
            self._asked = (agenda, session_filter)
            self._answers = self._match_all(agenda, session_filter) if session_filter else {}
        return self._answers

    def fits(self, session_id: str) -> bool:
        """Return whether a session matches search and filter; True if neither is set."""
        return self.matches.get(session_id, True)

    def fitting(self, sessions: Iterable[str]) -> tuple[str, ...]:
        """Return those of the sessions that match search and filter, in their order."""
        answers = self.matches
        return tuple(session for session in sessions if answers.get(session, True))

    def _match_all(self, agenda: Agenda, session_filter: SessionFilter) -> dict[str, bool]:
        around = (agenda.people, agenda.tracks, agenda.rooms, agenda.covers, agenda.blocks)
        if not are_identical(around, self._around):
            self._said, self._around = {}, around
        words, picked = session_filter.words, session_filter.people
        return {
            name: session_filter.fits(
                session, self._session_text(session), words, _people_ids(agenda, session) if picked else ()
            )
            for name, session in agenda.sessions.items()
        }

    def _session_text(self, session: Session) -> str:
        if (kept := self._said.get(session.id)) is None or kept[0] is not session:
            kept = self._said[session.id] = (session, search_text(self._plan, session))
        return kept[1]


def _people_ids(agenda: Agenda, session: Session) -> set[str]:
    """Return the ids of the people in a session, including its moderators."""
    return {appearance.person for appearance in session.people}.union(session_moderator_ids(agenda, session))


WIDTH, HEIGHT, MOST = 320, 340, 2000
STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
GROUPS = {
    "tracks": N_("Track: {name}"), "kinds": N_("Type: {name}"), "statuses": N_("Status: {name}"),
    "people": N_("Person: {name}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilterValue:
    """A value to filter by, with its group in ``SessionFilter`` and its label."""

    group: str
    value: Any
    label: str


def filter_values(plan: PlanView) -> list[FilterValue]:
    """Return the values to filter by: those that a session has, and all people who chair a block or have a shift."""
    words, agenda = plan.presentation.words, plan.agenda
    sessions = agenda.sessions.values()
    tracks, kinds = {s.track for s in sessions}, {s.kind for s in sessions}
    statuses, people = {s.status for s in sessions}, {a.person for s in sessions for a in s.people}
    people |= chair_and_shift_people(agenda)
    found = [("tracks", track.id, track.name) for track in agenda.tracks_in_order if track.id in tracks]
    found += [("kinds", kind, words(name)) for kind, name in KIND_NAMES.items() if kind in kinds]
    found += [("statuses", status, words(name)) for status, name in STATUS_NAMES.items() if status in statuses]
    found += [("people", person.id, person.name) for person in agenda.people_in_order if person.id in people]
    return [FilterValue(group, value, words(GROUPS[group]).format(name=name)) for group, value, name in found]


class FilterModel(RowModel):
    """A list model of the filter values that match the typed text, each with a check box."""

    def __init__(self, plan: PlanView, parent: QObject) -> None:
        says: dict[int, Callable[[FilterValue], object]] = {
            SHOWN: lambda pick: pick.label,
            SPOKEN: lambda pick: pick.label,
            Qt.ItemDataRole.DecorationRole: self._value_icon,
            Qt.ItemDataRole.CheckStateRole: self._check_state,
        }
        super().__init__(says, parent)
        self._plan = plan
        self._all: list[SearchEntry[FilterValue]] = [search_entry(pick, pick.label) for pick in filter_values(plan)]

    def search(self, typed: str) -> None:
        """Show only the values that match the typed text."""
        self.show_rows(best_matching_things(self._all, typed, MOST))

    def toggle(self, row: int) -> None:
        if 0 <= row < len(self.rows):
            pick, view_state = self.rows[row], self._plan.view_state
            view_state.set_filter(view_state.session_filter.toggled(pick.group, pick.value))
            self.dataChanged.emit(self.index(row), self.index(row))

    def _value_icon(self, pick: FilterValue) -> QIcon | None:
        """Return a person's portrait or a track's colour swatch; None for other values."""
        plan = self._plan
        if pick.group == "people" and (person := plan.agenda.people.get(pick.value)):
            return portrait_icon(plan.photos, person.name, person.photo, FACE, plan.presentation.theme)
        track = plan.agenda.tracks.get(pick.value) if pick.group == "tracks" else None
        return swatch_icon(plan.presentation.theme.track(track.colour), FACE) if track else None

    def _check_state(self, pick: FilterValue) -> Qt.CheckState:
        ticked = pick.value in getattr(self._plan.view_state.session_filter, pick.group)
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


class FilterPopup(QFrame):
    """A popup with a search field and a list of filter values: Enter or a click toggles one, Escape closes it."""

    def __init__(self, plan: PlanView, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup, frameShape=QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words, view_state = plan.presentation.words, plan.view_state
        set_properties(self, part="chooser")
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAccessibleName(words("Show only"))
        self.line = PlainLineEdit(placeholderText=words("Track, type, status or person"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_typed)
        self.rows = FilterModel(plan, self)
        self.list = name_widget(QListView(uniformItemSizes=True), words("What to show only"))
        self.list.setModel(self.rows)
        self.list.setIconSize(QSize(FACE, FACE))
        plan.photos.loaded.connect(self.list.viewport().update)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self.rows.toggle(index.row()))
        set_properties(self.list, offered=True)
        clear = QPushButton(words("Clear"))
        clear.clicked.connect(lambda: view_state.set_filter(SessionFilter(view_state.session_filter.text)))
        clear.clicked.connect(self.close)
        column(self.line, self.list, clear, inside=self, margins=(12, 12, 12, 12))
        self._on_typed()

    def open_popup(self, button: QWidget) -> None:
        show_within_screen(self, button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4)))
        self.line.setFocus()

    def _on_typed(self) -> None:
        self.rows.search(self.line.text())
        self.list.setCurrentIndex(self.rows.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forward up, down and page keys from the search field to the list, and toggle the current value on Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in STEPS:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.rows.toggle(self.list.currentIndex().row())
                return True
        return super().eventFilter(watched, event)
