"""Matches sessions with the search: the timeline dims those that do not match the text and the chosen values."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.enums import KIND_NAMES, STATUS_NAMES
from planner.domain.search import folded
from planner.domain.session_people import moderators_of, names_in
from ui.state.document import Document
from ui.state.view_state import SessionFilter


def filter_text(document: Document, session: Session) -> str:
    """Return the searchable text of a session, casefolded: title, people, track, kind, status, rooms and place."""
    words, agenda, where = document.presentation.words, document.agenda, session.placement
    track = agenda.tracks.get(session.track or "")
    parts = [
        session.title, *names_in(agenda, session), *(agenda.people[p].name for p in moderators_of(agenda, session)),
        track.name if track else "", words(KIND_NAMES[session.kind]), words(STATUS_NAMES[session.status]),
        *(agenda.room_names(where.rooms) if where else ()), where.place if where else "",
    ]  # fmt: skip
    return folded("\n".join(parts))


def are_same(things: Sequence[object], others: Sequence[object]) -> bool:
    """Return True if two sequences hold the identical objects."""
    return len(things) == len(others) and all(map(is_, things, others))


class SessionMatcher:
    """Tells which sessions match the search; a session's text is cached until the session changes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._said: dict[str, tuple[Session, str]] = {}
        self._around: tuple[object, ...] = ()
        self._asked: tuple[Agenda | None, SessionFilter | None] = (None, None)
        self._answers: dict[str, bool] = {}
        document.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        session_filter = self._document.view_state.session_filter
        if change.edits and (still := session_filter.still_there(self._document.agenda)) != session_filter:
            self._document.view_state.set_filter(still)

    def fits(self, session_id: str) -> bool:
        """Return True if a session matches the search, or if nothing is searched for."""
        session_filter, agenda = self._document.view_state.session_filter, self._document.agenda
        if self._asked[1] is not session_filter or (self._asked[0] is not agenda and session_filter):
            self._asked = (agenda, session_filter)
            self._answers = self._all(agenda, session_filter) if session_filter else {}
        return self._answers.get(session_id, True)

    def _all(self, agenda: Agenda, session_filter: SessionFilter) -> dict[str, bool]:
        around = (agenda.people, agenda.tracks, agenda.rooms, agenda.covers)
        if not are_same(around, self._around):
            self._said, self._around = {}, around
        words = session_filter.words
        return {
            name: session_filter.fits(session, self._read(session), words) for name, session in agenda.sessions.items()
        }

    def _read(self, session: Session) -> str:
        kept = self._said.get(session.id)
        if kept is None or kept[0] is not session:
            kept = self._said[session.id] = (session, filter_text(self._document, session))
        return kept[1]
