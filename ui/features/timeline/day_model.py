"""The model of the shown day: a row for each session, with everything that its block shows prepared for painting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.change import Change
from planner.domain.entities import Day, Session
from planner.domain.value_objects import Placement
from planner.layout.blocks import neighbours
from planner.layout.grid import shown_on
from planner.rules.conflict import Conflict
from ui.kit.widgets.labels import tip
from ui.state.canvas.block_content import Face, face_of, told
from ui.state.document import Desk

Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractListModel):
    """A list model with a row for each session that has a block on a day, by time. Resets only if the rows differ."""

    def __init__(self, desk: Desk, parent: QObject | None = None, day: Callable[[], Day] | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = day or (lambda: desk.day)
        self._ids: tuple[str, ...] = ()
        self._faces: dict[str, Face] = {}
        self._made_of: dict[str, tuple[Session, list[Conflict]]] = {}
        self._names: tuple[object, ...] = ()
        self.refresh()
        desk.day_changed.connect(self.refresh)
        desk.changed.connect(self._on_change)
        desk.seeing.rooms_changed.connect(self.refresh)
        desk.seeing.colours_changed.connect(self.refresh)

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.refresh()

    def refresh(self) -> None:
        """Read the snapshot anew."""
        placed = shown_on(self._desk.agenda, self._day(), self._desk.seeing.hidden)
        faces = self._faces_of(placed)
        ids = tuple(faces)
        before = self._faces
        changed = [n for n, name in enumerate(ids) if (old := before.get(name)) and faces[name] != old]
        if ids == self._ids:
            self._faces = faces
        else:
            self.beginResetModel()
            self._ids, self._faces = ids, faces
            self.endResetModel()
        for first, last in neighbours(changed):  # also after a reset, as remaining rows may have changed
            self.dataChanged.emit(self.index(first), self.index(last))

    def _faces_of(self, placed: Sequence[tuple[Session, Placement]]) -> dict[str, Face]:
        """Return the faces of sessions; those with unchanged session, problems and names around them are kept."""
        agenda = self._desk.agenda
        around: tuple[object, ...] = (agenda.conference.language, self._desk.seeing.colouring)
        names = (*around, agenda.people, agenda.tracks, agenda.rooms, agenda.covers)
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
        """The sessions' ids, one per row."""
        return self._ids

    def face(self, session: str) -> Face:
        """Return the content of a session's block."""
        return self._faces[session]

    def row(self, session: str) -> int:
        """Return a session's row, or -1."""
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
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(told(face))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(part for part in (face.pinned, face.reason) if part)
        if role == Qt.ItemDataRole.UserRole:
            return self._ids[index.row()]
        return None
