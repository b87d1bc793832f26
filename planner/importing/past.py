"""What things were before: the states that the history still holds, looked up only where somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planner.domain.change import Change
from planner.domain.entities import Entity


class Past:
    """The states of things; ``read`` gives the changes that were made, the newest first."""

    def __init__(self, read: Callable[[], Iterable[Change]] = tuple) -> None:
        self._read = read
        self._states: dict[str, list[Entity]] | None = None

    def __call__(self, entity_id: str) -> Iterable[Entity]:
        """The states in which the thing was before now, the newest first."""
        return self.look().get(entity_id, ())

    def look(self) -> Mapping[str, list[Entity]]:
        """Go through the history, if nobody has; it takes long where much was done."""
        if self._states is None:
            states: dict[str, list[Entity]] = {}
            for change in self._read():
                for edit in change.edits:
                    if edit.before is not None:
                        states.setdefault(edit.before.id, []).append(edit.before)
            self._states = states
        return self._states
