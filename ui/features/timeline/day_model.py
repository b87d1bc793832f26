"""The list model of the timeline: a row for each session of a day, with its block's content ready to paint."""

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
from ui.kit.widgets.labels import tooltip_text
from ui.state.canvas.block_content import BlockContent, content_of, tooltip_lines
from ui.state.document import Document

Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractListModel):
    """A list model with a row for each session that has a block on a day, by time; reset only if the rows differ."""

    def __init__(self, document: Document, parent: QObject | None = None, day: Callable[[], Day] | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._day = day or (lambda: document.day)
        self._ids: tuple[str, ...] = ()
        self._contents: dict[str, BlockContent] = {}
        self._made_of: dict[str, tuple[Session, list[Conflict]]] = {}
        self._names: tuple[object, ...] = ()
        self.refresh()
        document.day_changed.connect(self.refresh)
        document.changed.connect(self._on_change)
        document.view_state.rooms_changed.connect(self.refresh)
        document.view_state.colours_changed.connect(self.refresh)

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.refresh()

    def refresh(self) -> None:
        """Load the day from the current snapshot."""
        placed = shown_on(self._document.agenda, self._day(), self._document.view_state.hidden)
        contents = self._contents_of(placed)
        ids = tuple(contents)
        before = self._contents
        changed = [n for n, name in enumerate(ids) if (old := before.get(name)) and contents[name] != old]
        if ids == self._ids:
            self._contents = contents
        else:
            self.beginResetModel()
            self._ids, self._contents = ids, contents
            self.endResetModel()
        for first, last in neighbours(changed):  # also after a reset, as remaining rows may have changed
            self.dataChanged.emit(self.index(first), self.index(last))

    def _contents_of(self, placed: Sequence[tuple[Session, Placement]]) -> dict[str, BlockContent]:
        """Return the contents of sessions, reusing those whose session, problems and related names are unchanged."""
        agenda = self._document.agenda
        around: tuple[object, ...] = (agenda.conference.language, self._document.view_state.colouring)
        names = (*around, agenda.people, agenda.tracks, agenda.rooms, agenda.covers)
        same = len(self._names) == len(names) and all(a is b for a, b in zip(names, self._names, strict=True))
        old = self._made_of if same else {}
        made: dict[str, tuple[Session, list[Conflict]]] = {}
        contents: dict[str, BlockContent] = {}
        for session, placement in placed:
            name, problems = session.id, self._document.problems.of(session.id)
            before, content = old.get(name), self._contents.get(name)
            if content and before and before[0] is session and before[1] == problems:
                contents[name], made[name] = content, before
            else:
                contents[name] = content_of(self._document, session, placement.span.start, placement.span.end)
                made[name] = (session, problems)
        self._names, self._made_of = names, made
        return contents

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the sessions, one for each row."""
        return self._ids

    def content(self, session_id: str) -> BlockContent:
        """Return the content of a session's block."""
        return self._contents[session_id]

    def row(self, session_id: str) -> int:
        """Return a session's row, or -1 if it is not shown."""
        return self._ids.index(session_id) if session_id in self._contents else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        content = self._contents[self._ids[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return content.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return content.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(tooltip_lines(content))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(part for part in (content.pinned, content.reason) if part)
        if role == Qt.ItemDataRole.UserRole:
            return self._ids[index.row()]
        return None
