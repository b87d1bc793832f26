"""Several sessions dragged at once: they keep their arrangement in rooms and times, and stop together at an edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.layout.drag import Slot, shifted
from planner.layout.grid import Grid


@dataclass(frozen=True, slots=True)
class DragGroup:
    """The slots of the dragged sessions by id; ``anchor`` is the session under the pointer."""

    grid: Grid
    anchor: str
    origins: Mapping[str, Slot]

    def moved(self, slot: Slot) -> dict[str, Slot]:
        """Return the slots by id when the anchor is at ``slot``: all move by the same minutes and columns."""
        was = self.origins[self.anchor]
        minutes = slot.span.start - was.span.start
        columns = 0
        here, there = self.grid.columns_of(was.rooms), self.grid.columns_of(slot.rooms)
        if was.rooms and slot.rooms and here and there:
            columns = there[0] - here[0]
        spans, runs = [s.span for s in self.origins.values()], self._runs()
        earliest, latest = min(span.start for span in spans), max(span.end for span in spans)
        minutes = max(min(self.grid.first - earliest, 0), min(minutes, max(self.grid.last - latest, 0)))
        if runs:
            columns = max(-min(runs), min(columns, self.grid.columns - 1 - max(runs)))
        return {name: self._shifted(origin, minutes, columns) for name, origin in self.origins.items()}

    def _runs(self) -> list[int]:
        """Return the columns of the sessions that do not take the whole venue."""
        return [column for slot in self.origins.values() if slot.rooms for column in self.grid.columns_of(slot.rooms)]

    def _shifted(self, slot: Slot, minutes: int, columns: int) -> Slot:
        span = slot.span.moved_to(self.grid.day, slot.span.start + minutes)
        return Slot(span, shifted(self.grid, slot.rooms, columns))
