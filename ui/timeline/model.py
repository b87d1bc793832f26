"""The sessions of the shown day as rows of a list, with all a block shows worked out before it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.change import Change
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.kinds import Status
from planner.domain.span import clock
from planner.rules.completeness import ON_STAGE
from planner.rules.conflict import Conflict
from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Face:
    """What a block shows of a session, ready to paint. ``reason`` is set where something is wrong."""

    title: str
    details: tuple[str, ...]
    colour: str
    pause: bool
    cancelled: bool
    reason: str
    grave: bool
    name: str
    pinned: str = ""
    """The word for it, where the session stays at its time."""


def face_of(desk: Desk, session: Session, start: int, end: int, *, tray: bool = False) -> Face:
    """A session's face at a time; in the tray it has a length instead."""
    _, agenda = desk.reader.words, desk.agenda
    placement = session.placement
    speakers = ", ".join(agenda.names_in(session, *ON_STAGE))
    moderator = ", ".join(agenda.people[p].name for p in agenda.moderators_of(session) if p in agenda.people)
    if session.facts.pause:
        moderator = ""
    if not speakers and session.facts.needs_speaker:
        speakers = _("speaker to be announced")
    hours = _("{n} min").format(n=session.minutes) if tray else desk.hours(start, end)
    place = placement.place if placement and not tray else ""
    details = [" · ".join(part for part in (hours, place, speakers) if part)]
    if moderator:
        details.append(_("Moderator {name}").format(name=moderator))
    problems = desk.problems_of(session.id)
    reason = desk.reason(session.id)
    held = _("Pinned") if session.pinned and not tray else ""
    track = agenda.tracks.get(session.track or "")
    rooms = ", ".join(agenda.room_names(placement.rooms)) if placement else ""
    where = rooms or (_("whole venue") if placement else "")
    times = "" if tray else _("{start} to {end}").format(start=clock(start), end=clock(end))
    name = [session.title, "" if tray else where, times or hours, place, speakers, details[1] if moderator else ""]
    if session.status is Status.CANCELLED:
        name.append(_("cancelled"))
    if held:
        name.append(_("pinned"))
    if reason:
        name.append(_("Problem: {reason}").format(reason=reason))
    return Face(
        session.title,
        tuple(details),
        track.colour if track else "",
        session.facts.pause,
        session.status is Status.CANCELLED,
        reason,
        any(c.severity.rank == 0 for c in problems),
        ", ".join(part for part in name if part),
        held,
    )


class DayModel(QAbstractListModel):
    """One row a session of the shown day, by time. Resets only when the rows are others."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ids: tuple[str, ...] = ()
        self._faces: dict[str, Face] = {}
        self._made_of: dict[str, tuple[Session, list[Conflict]]] = {}
        self._names: tuple[object, ...] = ()
        self.refresh()
        desk.day_changed.connect(self.refresh)
        desk.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.refresh()

    def refresh(self) -> None:
        """Read the snapshot anew."""
        placed = self._desk.agenda.on(self._desk.day.date)
        faces = self._faces_of(placed)
        ids = tuple(faces)
        if ids == self._ids:
            pairs = enumerate(zip(faces.values(), self._faces.values(), strict=True))
            changed = [n for n, (face, old) in pairs if face is not old and face != old]
            self._faces = faces
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._ids, self._faces = ids, faces
        self.endResetModel()

    def _faces_of(self, placed: Sequence[tuple[Session, Placement]]) -> dict[str, Face]:
        """Faces; those of sessions that are what they were, with the same names around, are kept."""
        agenda = self._desk.agenda
        names = (agenda.people, agenda.tracks, agenda.rooms, agenda.covers)
        same = len(self._names) == len(names) and all(a is b for a, b in zip(names, self._names, strict=True))
        old = self._made_of if same else {}
        made: dict[str, tuple[Session, list[Conflict]]] = {}
        faces: dict[str, Face] = {}
        for session, placement in placed:
            name, problems = session.id, self._desk.problems_of(session.id)
            before, face = old.get(name), self._faces.get(name)
            if face and before and before[0] is session and before[1] == problems:
                faces[name], made[name] = face, before
            else:
                faces[name] = face_of(self._desk, session, placement.span.start, placement.span.end)
                made[name] = (session, problems)
        self._names, self._made_of = names, made
        return faces

    @property
    def ids(self) -> tuple[str, ...]:
        """The sessions' ids, a row each."""
        return self._ids

    def face(self, session: str) -> Face:
        """What the session's block shows."""
        return self._faces[session]

    def row(self, session: str) -> int:
        """The session's row, or -1."""
        return self._ids.index(session) if session in self._faces else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        face = self._faces[self._ids[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return face.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return face.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(part for part in (face.pinned, face.reason) if part)
        if role == Qt.ItemDataRole.UserRole:
            return self._ids[index.row()]
        return None
