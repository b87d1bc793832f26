"""Earlier states of entities from the history, read only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planner.domain.change import Change
from planner.domain.entities import Entity


class HistoryStates:
    """The earlier states of entities; ``read`` returns the changes that were made, newest first."""

    def __init__(self, read: Callable[[], Iterable[Change]] = tuple) -> None:
        self._read = read
        self._states: dict[str, list[Entity]] | None = None

    def __call__(self, entity_id: str) -> Iterable[Entity]:
        """Return the earlier states of an entity, newest first."""
        return self.look().get(entity_id, ())

    def look(self) -> Mapping[str, list[Entity]]:
        """Return all earlier states by id; the first call reads the whole history, which is slow if it is long."""
        if self._states is None:
            states: dict[str, list[Entity]] = {}
            for change in self._read():
                for edit in change.edits:
                    if edit.before is not None:
                        states.setdefault(edit.before.id, []).append(edit.before)
            self._states = states
        return self._states
