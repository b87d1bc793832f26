"""The search's effect on the timeline: sessions that do not match the text and the picked values are dimmed."""

from __future__ import annotations

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.enums import KIND_NAMES, STATUS_NAMES
from planner.domain.search import folded
from ui.state.document import Desk
from ui.state.view_state import Wanted


def said_of(desk: Desk, session: Session) -> str:
    """Return the searchable text of a session, folded: title, people, track, kind, status, rooms and place."""
    words, agenda, where = desk.reader.words, desk.agenda, session.placement
    track = agenda.tracks.get(session.track or "")
    parts = [
        session.title, *agenda.names_in(session), *(agenda.people[p].name for p in agenda.moderators_of(session)),
        track.name if track else "", words(KIND_NAMES[session.kind]), words(STATUS_NAMES[session.status]),
        *(agenda.room_names(where.rooms) if where else ()), where.place if where else "",
    ]  # fmt: skip
    return folded("\n".join(parts))


class Dimming:
    """Tells for each session whether it matches the search. The text of a session is kept until the session changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said: dict[str, tuple[Session, str]] = {}
        self._around: tuple[object, ...] = ()
        self._asked: tuple[Agenda | None, Wanted | None] = (None, None)
        self._answers: dict[str, bool] = {}
        desk.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        wanted = self._desk.seeing.wanted
        if change.edits and (still := wanted.still_there(self._desk.agenda)) != wanted:
            self._desk.seeing.want(still)

    def fits(self, session: str) -> bool:
        """Return whether a session matches the search; True for all if nothing is searched for."""
        wanted, agenda = self._desk.seeing.wanted, self._desk.agenda
        if self._asked[1] is not wanted or (self._asked[0] is not agenda and wanted):
            self._asked, self._answers = (agenda, wanted), self._all(agenda, wanted) if wanted else {}
        return self._answers.get(session, True)

    def _all(self, agenda: Agenda, wanted: Wanted) -> dict[str, bool]:
        around = (agenda.people, agenda.tracks, agenda.rooms, agenda.covers)
        if len(around) != len(self._around) or any(a is not b for a, b in zip(around, self._around, strict=True)):
            self._said, self._around = {}, around
        words = wanted.words
        return {name: wanted.fits(session, self._read(session), words) for name, session in agenda.sessions.items()}

    def _read(self, session: Session) -> str:
        kept = self._said.get(session.id)
        if kept is None or kept[0] is not session:
            kept = self._said[session.id] = (session, said_of(self._desk, session))
        return kept[1]
