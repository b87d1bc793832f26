"""The insertion point: the clicked place of the empty grid, where the next session is added or pasted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from planner.domain.span import LATEST, Span, clock
from planner.domain.value_objects import Placement
from planner.layout.grid import Grid
from ui.state.document import Document


class InsertionPoint(QObject):
    """A time in a room of the shown day. Selecting a session, any change, or showing another day clears it."""

    moved = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.at: Placement | None = None
        for changed in (document.changed, document.day_changed, document.view_state.rooms_changed):
            changed.connect(self.leave)
        document.selection_changed.connect(self._on_selection)

    def _on_selection(self) -> None:
        if self._document.selected:
            self.leave()

    def leave(self, _change: object = None) -> None:
        """Clear the insertion point."""
        if self.at:
            self.at = None
            self.moved.emit()

    def put(self, grid: Grid, spot: QPointF) -> str:
        """Set the insertion point to a point of the grid, and return its room and time as text."""
        minute = max(0, min(int(grid.minute(spot.y()) // grid.snap * grid.snap), LATEST - 1))
        rooms = (grid.rooms[grid.column(spot.x())],) if grid.rooms else ()
        self.at = Placement(Span(grid.day, minute, LATEST), rooms)
        self.moved.emit()
        return ", ".join([*self._document.agenda.room_names(rooms), clock(minute)])
