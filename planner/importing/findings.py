"""The state of a comparison in progress, and the keys by which a file identifies entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Generic, TypeVar

from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Conference, Entity, Person, Room, Session, Track, Venue
from planner.domain.fingerprint import ALSO, fingerprint, fingerprint_of_key, known_also_as
from planner.domain.text import Text
from planner.importing.comparing import (
    KEY,
    FieldComparer,
    FieldComparison,
    FieldFingerprint,
    FileField,
    Here,
    States,
    Thing,
    compared_values,
    with_fingerprints,
)
from planner.importing.incoming import ImportRefusal, Incoming, WrittenCells
from planner.importing.plan import ImportRow, ToldCover, Verdict
from planner.importing.plan_rows import FilePlace, ValueFormatter, rows_of
from planner.wording import wording
from planner.workbook.codecs import Labels, labels_of
from planner.workbook.columns import (
    CONFERENCE,
    PEOPLE,
    PEOPLE_AS,
    ROLES,
    ROOMS,
    SESSIONS,
    TRACKS,
    VENUE,
    SheetLayout,
    prints_of_cells,
)

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
    return [one for one in said if since is None or not since.changed.isdisjoint(_CELLS.get(one.name, (one.name,)))]


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


Keyed = Room | Track | Person | Session
K = TypeVar("K", bound=Room | Track | Person | Session)


class KnownThings(Generic[K]):
    """Existing entities by their ids and by the keys under which a file knows them."""

    def __init__(self, things: Mapping[str, K], incoming: Incoming) -> None:
        self._by_id = things
        self._sort = next((type(thing).__name__ for thing in things.values()), "")
        self._by_origin = {thing.origin: thing for thing in things.values() if thing.origin}
        self._by_print: dict[str, K] = {}
        self._merged_into: dict[str, K] = {}
        mark = f"{scope_of(incoming)}{KEY}:"
        for thing in things.values():
            for entry in thing.told:
                if entry.startswith(mark):
                    self._by_print[entry.removeprefix(mark)] = thing
            self._merged_into |= dict.fromkeys(known_also_as(thing.told), thing)

    def find(self, ours: str, *keys: str) -> K | None:
        """Return the entity with the id ``ours``, or else the first that one of the keys identifies, or None."""
        if ours and (known := self._by_id.get(ours)):
            return known
        for key in keys:
            if known := self._by_origin.get(key) or self._printed(self._by_print, key):
                return known
        return next((known for key in keys if (known := self._printed(self._merged_into, key))), None)

    def _printed(self, prints: Mapping[str, K], key: str) -> K | None:
        """Return the entity with the fingerprint of a key, which is slow to compute, or None."""
        return prints.get(fingerprint_of_key(self._sort, key)) if prints else None

    @property
    def beside(self) -> frozenset[str]:
        """The ids of entities that were imported from another file and that this one knows as well."""
        return frozenset(thing.id for thing in self._by_print.values())


@dataclass(slots=True)
class Findings:
    """The new entities, the recognised ones, the fingerprints to remember, and the rows that do not concern sessions.

    ``new_things`` are the new entities by id and ``places`` their positions in the file; ``prints``, ``remembered``
    and ``told_covers`` are as in an ``ImportPlan``. ``waiting`` is by id why an entity is not proposed. ``ids``
    generates ids for new entities, ``states`` returns the earlier states of an entity.
    """

    agenda: Agenda
    incoming: Incoming
    ids: Callable[[], str]
    states: States
    new_things: dict[str, Entity] = field(default_factory=dict)
    places: dict[str, FilePlace] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)
    told_covers: dict[str, ToldCover] = field(default_factory=dict)
    remembered: dict[str, Thing] = field(default_factory=dict)
    rows: list[ImportRow] = field(default_factory=list)
    doubts: dict[str, Text] = field(default_factory=dict)
    waiting: dict[str, Text] = field(default_factory=dict)
    showing: ValueFormatter = field(default_factory=lambda: ValueFormatter({}, {}, {}))
    here: Here = field(init=False)
    meanwhile: ChangesHere = field(init=False)
    _compared: set[str] = field(default_factory=set)
    _imported: frozenset[str] = field(init=False)
    _strange: bool = False
    _refusals: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.here, self.meanwhile = compared_values(self.incoming), ChangesHere(self.agenda)
        self._imported = frozenset(self.agenda.conference.imported)

    @property
    def is_of_this(self) -> bool:
        """True if the file is a workbook of this whole conference."""
        return self.incoming.ours == self.agenda.conference.id

    def of(self, kind: type[Thing]) -> Mapping[str, Any]:
        """Return the new entities of a class, by id."""
        return {key: entity for key, entity in self.new_things.items() if isinstance(entity, kind)}

    def key(self, what: str, name: str) -> str:
        """Return the key of an entity that the file identifies by its name."""
        return f"{self.incoming.namespace}/{what}:{name}"

    def add_new(self, entity: Entity, key: str, place: FilePlace) -> None:
        """Record a new entity."""
        self.new_things[entity.id] = entity
        self.places[entity.id] = place
        self.prints[entity.id] = key_fingerprint(entity, key)

    def was_here(self, entity_id: str) -> bool:
        """Return whether an earlier import has created the entity."""
        return self.prints[entity_id] in self._imported

    def add_known(self, known: Thing, key: str) -> bool:
        """Record an existing entity under the file's key, which identifies it from now on, whatever its name.

        An entity from another file keeps that file's key and remembers this one's as well, so that the two files can be
        imported in turn. Return whether the key is new.
        """
        self.prints[known.id] = key_fingerprint(known, key)
        now = self.remembered.get(known.id, known)
        if not isinstance(now, Keyed) or now.origin == key or is_merged(now, key):
            return False
        after = replace(now, origin=key) if self.is_own(now) else replace(now, told=self._known_as(now, key))
        if after == now:
            return False
        self.remembered[known.id] = after
        return True

    def _known_as(self, thing: Keyed, key: str) -> tuple[str, ...]:
        mark = key_fingerprint(thing, key)
        return with_fingerprints(thing.told, {scope_of(self.incoming) + KEY: FieldFingerprint(mark, mark)})

    def is_own(self, thing: Keyed) -> bool:
        """Return whether no other file describes the entity."""
        return bool(self.incoming.namespace) and (not thing.origin or self.incoming.has(thing.origin))

    def scope(self, thing: Thing) -> str:
        """Return the prefix of the file's entries in an entity's memory; empty if no other file describes it."""
        return "" if isinstance(thing, Keyed) and self.is_own(thing) else scope_of(self.incoming)

    @property
    def scope_of_new(self) -> str:
        """The prefix of the file's entries in the memory of a new entity."""
        return "" if self.incoming.namespace else scope_of(self.incoming)

    def by(self, thing: Thing, *, trusted: bool = False) -> FieldComparer:
        """Return the comparer for an entity; a file with the entity's id is ``trusted``, since Estrad wrote it."""
        return FieldComparer(self.here, self.scope(thing), trusted, self.states)

    def compare(
        self, before: Thing, said: list[FileField], place: FilePlace, *, trusted: bool = False, alone: bool = False,
        since: WrittenCells | None = None,
    ) -> None:  # fmt: skip
        """Add rows for an entity other than a session if it differs, or if no session uses it (``alone``)."""
        if before.id in self._compared:
            return
        self._compared.add(before.id)
        by = self.by(before, trusted=trusted)
        if trusted and since:
            said, by = changed_since_export(said, since), replace(by, disputed=self.meanwhile.changed(before, since))
        compared = by.compare(before, said)
        if isinstance(before, Conference | Venue) and (compared.other or self._strange):
            self._strange = True  # a file of another conference fills no fields
            compared.other, compared.changed = [*compared.changed, *compared.other], []
        self.remember(compared, by)
        if alone or compared.changed or compared.conflicts or compared.kept:
            self.rows += rows_of(compared, by, self.showing, place, remembered=self.remembered.get(before.id))

    def remember(self, compared: FieldComparison[Any], by: FieldComparer) -> None:
        """Remember the values that are equal in the file, along with any change."""
        after = by.with_memory(self.remembered.get(compared.before.id, compared.before), compared.same)
        if compared.reworded:
            after = replace(after, told=with_fingerprints(after.told, compared.reworded))
        if after != compared.before:
            self.remembered[after.id] = after

    def held_back(self, rows: tuple[ImportRow, ...]) -> tuple[ImportRow, ...]:
        """Return the rows as they are proposed: those of what waits are not ticked, and say why."""
        if not self.waiting:
            return rows
        reasons = [self.waiting.get(row.after.id) if row.after else None for row in rows]
        return tuple(
            replace(row, ticked=False, doubtful=True, says=(*row.says, why)) if why else row
            for row, why in zip(rows, reasons, strict=True)
        )

    def refused(self, refusal: ImportRefusal, what: type[Entity] = Session) -> ImportRow:
        """Return the row of an entity that cannot be imported."""
        why = refusal.why
        says = (why.problem, why.remedy) if why.remedy else (why.problem,)
        key, line = f"refused:{next(self._refusals)}", refusal.line or None
        return ImportRow(key, what, Verdict.REFUSED, refusal.title, line, says=says, cell=refusal.cell)


def is_merged(thing: Thing, key: str) -> bool:
    """Return whether the key belongs to another entity that was merged into this one."""
    return any(entry.startswith(ALSO) for entry in thing.told) and key_fingerprint(thing, key) in known_also_as(
        thing.told
    )


def key_fingerprint(entity: Entity, key: str) -> str:
    """Return the fingerprint of a key within its class, since a session and a person may have the same key."""
    return fingerprint_of_key(type(entity).__name__, key)


def scope_of(incoming: Incoming) -> str:
    """Return the prefix of a file's entries in the memory of entities that several files may describe."""
    return f"{fingerprint(incoming.namespace)}/"
