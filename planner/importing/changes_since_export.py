"""Changes made in a file of Estrad's since it was written, and here meanwhile, and earlier states of entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Conference, Entity, Person, Room, Session, Track, Venue
from planner.importing.comparing import FileField
from planner.importing.incoming import WrittenCells
from planner.wording import wording
from planner.workbook.codecs import Labels, labels_of
from planner.workbook.columns import CONFERENCE, PEOPLE, PEOPLE_AS, ROLES, ROOMS, SESSIONS, TRACKS, VENUE, SheetLayout
from planner.workbook.writing import prints_of_cells

_LAYOUTS: dict[type[Entity], SheetLayout] = {
    Session: SESSIONS, Person: PEOPLE, Room: ROOMS, Track: TRACKS, Conference: CONFERENCE, Venue: VENUE,
}  # fmt: skip
_CELLS: Mapping[str, tuple[str, ...]] = {
    "placement": ("day", "start", "end", "minutes", "rooms", "place"),
    "people": tuple(f"{PEOPLE_AS}{role.value}" for role in ROLES),
}
"""The cells of fields that are compared as a whole."""


def changed_since_export(said: Iterable[FileField], since: WrittenCells | None) -> list[FileField]:
    """Return the values that were changed in the file since it was written, or all of them if that is unknown."""
    return [one for one in said if since is None or not since.changed.isdisjoint(_cells(one.name))]


def _cells(name: str) -> tuple[str, ...]:
    return _CELLS.get(name, (name,))


@dataclass(slots=True)
class ChangesHere:
    """Finds the fields of entities that have changed since a file of Estrad's was written."""

    agenda: Agenda
    _labels: dict[str, Labels] = field(default_factory=dict)

    def changed(self, thing: Any, since: WrittenCells | None) -> frozenset[str]:
        """Return the fields for which a cell would be written differently now, including the combined ones."""
        layout = _LAYOUTS.get(type(thing))
        if since is None or layout is None:
            return frozenset()
        if since.language not in self._labels:
            self._labels[since.language] = labels_of(self.agenda, wording(since.language))
        now = prints_of_cells(layout, thing, self._labels[since.language])
        cells = {name for name, found in now.items() if since.prints.get(name, found) != found}
        return frozenset(cells | {piece for piece, parts in _CELLS.items() if not cells.isdisjoint(parts)})


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
