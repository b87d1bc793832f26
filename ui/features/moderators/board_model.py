"""The list model of the board: the sessions and shifts of the shown day."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.entities import Cover, Session
from ui.features.moderators.block_contents import (
    BoardItem,
    BoardSessionContent,
    ShiftContent,
    session_content,
    shift_content,
)
from ui.features.moderators.coverage import Coverage
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document

Index = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractListModel):
    """A list model with a row for each session and shift, by time, shifts first; reset only if the rows differ."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.things: tuple[BoardItem, ...] = ()
        self._contents: dict[BoardItem, BoardSessionContent | ShiftContent] = {}

    def refresh(self, coverage: Coverage) -> None:
        """Load the shown day from the current snapshot."""
        agenda, when = self._document.agenda, self._document.day.date
        rows: list[tuple[tuple[int, int], BoardItem]] = []
        contents: dict[BoardItem, BoardSessionContent | ShiftContent] = {}
        for cover in agenda.covers_in_order:
            if cover.day == when:
                rows.append(((-1 if cover.start is None else cover.start, 0), (Cover, cover.id)))
                contents[Cover, cover.id] = shift_content(self._document, cover)
        for session, placement in agenda.on(when):
            rows.append(((placement.span.start, 1), (Session, session.id)))
            contents[Session, session.id] = session_content(self._document, session, coverage)
        things = tuple(thing for _order, thing in sorted(rows, key=lambda row: row[0]))
        if things == self.things:
            changed = [n for n, thing in enumerate(things) if contents[thing] != self._contents[thing]]
            self._contents = contents
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.things, self._contents = things, contents
        self.endResetModel()

    def content(self, thing: BoardItem) -> BoardSessionContent | ShiftContent:
        """Return the content of a session or shift."""
        return self._contents[thing]

    def row(self, thing: BoardItem) -> int:
        """Return the row of a session or shift, or -1 if it is not on this day."""
        return self.things.index(thing) if thing in self._contents else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.things)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        content = self._contents[self.things[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return content.title if isinstance(content, BoardSessionContent) else content.who
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return content.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(content.name)
        return None
