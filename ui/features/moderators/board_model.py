"""The list model of the board: the sessions and stretches of the shown day."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.entities import Cover, Session
from ui.features.moderators.block_contents import SessionFace, StretchFace, Thing, session_face, stretch_face
from ui.features.moderators.coverage import Coverage
from ui.kit.widgets.labels import tip
from ui.state.document import Desk

Index = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractListModel):
    """A list model with a row for each session and stretch, by time, stretches first. Resets if the rows differ."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.things: tuple[Thing, ...] = ()
        self._faces: dict[Thing, SessionFace | StretchFace] = {}

    def refresh(self, coverage: Coverage) -> None:
        """Read the snapshot anew."""
        agenda, when = self._desk.agenda, self._desk.day.date
        rows: list[tuple[tuple[int, int], Thing]] = []
        faces: dict[Thing, SessionFace | StretchFace] = {}
        for cover in agenda.covers_in_order:
            if cover.day == when:
                rows.append(((-1 if cover.start is None else cover.start, 0), (Cover, cover.id)))
                faces[Cover, cover.id] = stretch_face(self._desk, cover)
        for session, placement in agenda.on(when):
            rows.append(((placement.span.start, 1), (Session, session.id)))
            faces[Session, session.id] = session_face(self._desk, session, coverage)
        things = tuple(thing for _order, thing in sorted(rows, key=lambda row: row[0]))
        if things == self.things:
            changed = [n for n, thing in enumerate(things) if faces[thing] != self._faces[thing]]
            self._faces = faces
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.things, self._faces = things, faces
        self.endResetModel()

    def face(self, thing: Thing) -> SessionFace | StretchFace:
        """Return the content of a session or stretch."""
        return self._faces[thing]

    def row(self, thing: Thing) -> int:
        """Return the row of a session or stretch, or -1."""
        return self.things.index(thing) if thing in self._faces else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.things)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        face = self._faces[self.things[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return face.title if isinstance(face, SessionFace) else face.who
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return face.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(face.name)
        return None
