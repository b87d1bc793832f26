"""The state of a comparison of a file with the conference, and the keys by which names and entities are found.

Names and titles are compared regardless of accents, case and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import count
from typing import Any, Generic, TypeVar

from rapidfuzz import fuzz, process

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Entity, Person, Room, Session, Track
from planner.domain.fingerprint import ALSO, fingerprint, fingerprint_of_key, further_key_fingerprints
from planner.domain.text import Text
from planner.importing.comparing import (
    EXTRA,
    KEY,
    E,
    FieldComparer,
    FieldComparison,
    FieldFingerprint,
    FileField,
    Here,
    HistoryStates,
    Thing,
    extra_pairs,
    with_fingerprints,
)
from planner.importing.incoming import ImportRefusal, Incoming, IncomingPerson, IncomingPlace, WrittenCells
from planner.importing.plan import ImportRow, IncomingCover, Verdict
from planner.importing.plan_rows import ValueFormatter, change_and_conflict_rows
from planner.wording import wording
from planner.workbook.codecs import Labels, workbook_labels
from planner.workbook.columns import LAYOUTS, PEOPLE_AS, ROLES, cell_fingerprints

NEAR_NAMES = 88
"""Minimum similarity, of 100, of two names that may be one person's with a spelling mistake."""
SHORTEST = 6
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
MOST_WORDS, MOST_ALIKE = 6, 1_000
"""Maximum number of words of a name that are examined, and of names that share a word."""


@lru_cache(4096)
def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORDS.findall(text.casefold().translate(_PLAIN)))


def title_key(title: str) -> str:
    """Return a key that is equal for titles that differ only in case, accents, spaces and punctuation."""
    return "".join(name_words(title))


def name_key(name: str) -> str:
    """Return a key that is equal with and without accents, and for *Surname, First* and *First Surname*."""
    last, comma, first = name.partition(",")
    return " ".join(name_words(f"{first} {last}" if comma and "," not in first else name))


def title_numbers(title: str) -> tuple[str, ...]:
    """Return the numbers in a title, since *Part 1* and *Part 2* are never the same session."""
    return tuple(_DIGITS.findall(title))


class SimilarNameIndex:
    """Index of name keys that finds one that may belong to the same person.

    Names that share a word are compared: for spelling errors, if their words have the same initials, for an initial in
    place of a first name, and for a missing middle name. Names with the same words in another order are the same.
    """

    def __init__(self) -> None:
        self._same: dict[tuple[str, ...], int] = {}
        self._with_word: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._places = count()

    def add(self, keys: Iterable[str]) -> None:
        """Add name keys, which are numbered on from those added before."""
        for key, n in zip(keys, self._places, strict=False):
            words = key.split()
            if words and key not in self._numbers:
                self._numbers[key] = n
                self._same.setdefault(tuple(sorted(words)), n)
                for word in words[:MOST_WORDS]:
                    self._with_word.setdefault(word, []).append(key)

    def find(self, key: str) -> int | None:
        """Return the number of the name key that most likely belongs to the same person, or None."""
        words = key.split()
        same = self._same.get(tuple(sorted(words)))
        if same is not None or not words:
            return same
        offered = [other for word in words[:MOST_WORDS] for other in self._with_word.get(word, ())[:MOST_ALIKE]]
        initials = {word[0] for word in words}
        alike = [other for other in offered if initials == {word[0] for word in other.split()}]
        best = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=NEAR_NAMES)
        if best and len(key) >= SHORTEST:
            return self._numbers[best[0]]
        stands = (other for other in offered if len(words) > 1 and _has_same_name_or_initial(words, other.split()))
        return next((self._numbers[other] for other in stands), None)


def _has_same_name_or_initial(one: list[str], other: list[str]) -> bool:
    """Return whether two names have the same last word, and the same first word or its initial."""
    first, second = one[0], other[0]
    same = first == second or (1 in (len(first), len(second)) and first[0] == second[0])
    return len(other) > 1 and one[-1] == other[-1] and same


def unique_indexes(keys: Sequence[str]) -> dict[str, int]:
    """Return the keys that occur exactly once, with their indexes; empty keys are left out."""
    counts = Counter(keys)
    return {key: n for n, key in enumerate(keys) if key and counts[key] == 1}


_LAYOUTS = {layout.kind: layout for layout in LAYOUTS}
_CELLS: Mapping[str, tuple[str, ...]] = {
    "placement": ("day", "start", "end", "minutes", "rooms", "place"),
    "people": tuple(f"{PEOPLE_AS}{role.value}" for role in ROLES),
}
"""The workbook's cells of fields that are compared as a whole."""


Keyed = Room | Track | Person | Session | Block
K = TypeVar("K", bound=Room | Track | Person | Session | Block)
N = TypeVar("N", bound=Room | Track | Person)


class KnownThings(Generic[K]):
    """Entities of the conference, found by their ids and by the keys under which a file knows them.

    ``beside`` are the ids of those that were imported from another file and that this one knows as well.
    """

    def __init__(self, things: Mapping[str, K], incoming: Incoming) -> None:
        self._by_id = things
        self._sort = next((type(thing).__name__ for thing in things.values()), "")
        self._by_origin = {thing.origin: thing for thing in things.values() if thing.origin}
        mark = f"{shared_marks_prefix(incoming)}{KEY}:"
        marks = [(thing, entry) for thing in things.values() for entry in thing.import_marks]
        by_print = {entry.removeprefix(mark): thing for thing, entry in marks if entry.startswith(mark)}
        self.beside = frozenset(thing.id for thing in by_print.values())
        self._by_print = {
            also: one for one in things.values() for also in further_key_fingerprints(one.import_marks)
        } | by_print

    def find(self, ours: str, *keys: str) -> K | None:
        """Return the entity with the id ``ours``, or else the first that one of the keys identifies, or None."""
        if ours and (known := self._by_id.get(ours)):
            return known
        found = (self._by_origin.get(key) or self._find_by_fingerprint(key) for key in keys)
        return next(filter(None, found), None)

    def _find_by_fingerprint(self, key: str) -> K | None:
        """Return the entity that remembers the fingerprint of a key, or None; the fingerprint is slow to compute."""
        return self._by_print.get(fingerprint_of_key(self._sort, key)) if self._by_print else None


@dataclass(slots=True)
class Findings:
    """The state of a comparison: the new entities, those that are here, what is to be remembered of them, and rows.

    ``rows`` are those of conference, venue, rooms, tracks and people. ``new_things`` are new rooms, tracks, people and
    days by id, ``places`` their lines and cells in the file, ``new_blocks`` the new blocks; ``prints``, ``remembered``
    and ``incoming_covers`` are as in an ``ImportPlan``. ``doubts`` are remarks to be checked, by id of a person;
    ``waiting`` is why an entity is not proposed, by its id. ``ids`` generates ids for new entities, ``states`` returns
    the earlier states of an entity.
    """

    agenda: Agenda
    incoming: Incoming
    ids: Callable[[], str]
    states: HistoryStates
    new_things: dict[str, Entity] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    new_blocks: dict[str, Entity] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)
    incoming_covers: dict[str, IncomingCover] = field(default_factory=dict)
    remembered: dict[str, Thing] = field(default_factory=dict)
    rows: list[ImportRow] = field(default_factory=list)
    doubts: dict[str, Text] = field(default_factory=dict)
    waiting: dict[str, Text] = field(default_factory=dict)
    showing: ValueFormatter = field(init=False)
    _extras: frozenset[str] = field(init=False)
    _labels: Callable[[str], Labels] = field(init=False)
    _compared: set[str] = field(default_factory=set)
    imported: frozenset[str] = field(init=False)
    _refusals: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.showing = ValueFormatter(self.agenda, ChainMap(self.new_things, self.new_blocks))
        told = [one.fields for one in self.incoming.sessions] + [one.fields for one in self.incoming.people]
        self._extras = frozenset(extra.name for fields in told for extra in fields.get(EXTRA, ()))
        self._labels = cache(lambda language: workbook_labels(self.agenda, wording(language)))
        self.imported = frozenset(self.agenda.conference.imported)

    def compared_value(self, thing: Any, name: str) -> Any:
        """Return the value of an entity's field for comparison; of the extra fields, those that occur in the file."""
        if name == EXTRA:
            return extra_pairs(extra for extra in thing.extra if extra.name in self._extras)
        return getattr(thing, name)

    @property
    def is_whole_conference(self) -> bool:
        """True if the file is a workbook of this whole conference."""
        return self.incoming.ours == self.agenda.conference.id

    def key_in_file(self, what: str, name: str) -> str:
        """Return a key of the file's namespace, made of an entity's class (``what``) and its name, date or id."""
        return f"{self.incoming.namespace}/{what}:{name}"

    def create_or_compare(
        self, kind: type[N], incoming: IncomingPlace | IncomingPerson, key: str, known: N | None,
        said: list[FileField], *, by_file: bool = False, alone: bool, born: Mapping[str, Any],
    ) -> N:  # fmt: skip
        """Return a room, track or person of the file: a new one, or the ``known`` one, which is compared at most once.

        ``by_file`` means that only the file has renamed it, ``alone`` that no session or block of the file uses it;
        ``born`` are further fields of a new one. Raise ``EstradError`` if a value is impossible.
        """
        if known is None:
            by = FieldComparer(self.compared_value, self.new_marks_prefix)
            made = by.new_with_fields(kind, said, id=self.ids(), origin=key, **born)
            self.add_new(made, key, incoming.line, incoming.cell)
            return made
        if known.id in self.new_things:
            return known
        ours, merged = known.id == incoming.ours, is_key_of_merged(known, key)
        if merged or not ours:
            self.add_known(known, key)
        if not merged and known.id not in self._compared:  # values of a merged person do not apply to the other
            self._compared.add(known.id)
            compared = self.compare(known, said, trusted=ours or by_file, since=incoming.since)
            self.add_rows(compared, incoming.line, incoming.cell, alone=alone)
        return known

    def add_new(self, entity: Entity, key: str, line: int, cell: str = "") -> None:
        """Record a new entity, with its key, line and cell in the file."""
        self.new_things[entity.id] = entity
        self.places[entity.id] = line, cell
        self.prints[entity.id] = key_fingerprint(entity, key)

    def was_imported_before(self, entity_id: str) -> bool:
        """Return whether an entity that is new now was imported before."""
        return self.prints[entity_id] in self.imported

    def add_known(self, known: Thing, key: str) -> bool:
        """Record an entity of the conference under the file's key, which identifies it from now on, whatever its name.

        An entity from another file keeps that file's key and remembers this one's as well, so that the two files can be
        imported in turn. Return whether the key is new.
        """
        mark = self.prints[known.id] = key_fingerprint(known, key)
        now = self.remembered.get(known.id, known)
        if not isinstance(now, Keyed) or now.origin == key or is_key_of_merged(now, key):
            return False
        also = {shared_marks_prefix(self.incoming) + KEY: FieldFingerprint(mark, mark)}
        own = self.marks_prefix(now) == ""
        after = (
            replace(now, origin=key) if own else replace(now, import_marks=with_fingerprints(now.import_marks, also))
        )
        if after != now:
            self.remembered[known.id] = after
        return after != now

    def marks_prefix(self, thing: Thing) -> str:
        """Return the prefix of the file's entries in an entity's ``import_marks``.

        It is empty if the file has a namespace, unless the entity is from another file, or is the conference or venue.
        """
        own = isinstance(thing, Keyed) and (not thing.origin or self.incoming.owns_key(thing.origin))
        return self.new_marks_prefix if own else shared_marks_prefix(self.incoming)

    @property
    def new_marks_prefix(self) -> str:
        """The prefix of this file's entries in a new entity's ``import_marks``; empty if the file has a namespace."""
        return "" if self.incoming.namespace else shared_marks_prefix(self.incoming)

    def compare(
        self, before: E, said: list[FileField], *, trusted: bool, since: WrittenCells | None, here: Here | None = None
    ) -> FieldComparison[E]:
        """Compare the file's values with an entity's, and record what is to be remembered with any change.

        ``trusted`` is as in ``FieldComparer``; ``since`` is what changed in a file that Estrad wrote. ``here`` returns
        the values for comparison.
        """
        by = FieldComparer(here or self.compared_value, self.marks_prefix(before), trusted, self.states)
        if trusted and since:
            said = [one for one in said if not since.changed.isdisjoint(_CELLS.get(one.name, (one.name,)))]
            by = replace(by, disputed=self._fields_changed_here(before, since))
        compared = by.compare(before, said)
        after = by.with_remembered_fields(self.remembered.get(before.id, before), compared.same)
        if compared.reworded:
            after = replace(after, import_marks=with_fingerprints(after.import_marks, compared.reworded))
        if after != before:
            self.remembered[after.id] = after
        return compared

    def _fields_changed_here(self, thing: Thing, since: WrittenCells) -> frozenset[str]:
        """Return the fields changed here since Estrad wrote the file: those whose cells it would write otherwise now.

        Fields that consist of several cells are among them.
        """
        now = cell_fingerprints(_LAYOUTS[type(thing)], thing, self._labels(since.language))
        cells = {name for name, found in now.items() if since.prints.get(name, found) != found}
        return frozenset(cells | {piece for piece, parts in _CELLS.items() if not cells.isdisjoint(parts)})

    def add_rows(self, compared: FieldComparison[Any], line: int, cell: str = "", *, alone: bool = False) -> None:
        """Add rows for an entity other than a session or block if the file differs, or in any case if ``alone``."""
        if alone or compared.changed or compared.conflicts or compared.kept:
            self.rows += change_and_conflict_rows(
                compared, self.showing, line, cell, remembered=self.remembered.get(compared.before.id)
            )

    def untick_waiting_rows(self, rows: tuple[ImportRow, ...]) -> tuple[ImportRow, ...]:
        """Return the rows; those of entities that wait are not ticked, and say why."""
        reasons = [self.waiting.get(row.after.id) if row.after else None for row in rows]
        return tuple(
            replace(row, ticked=False, doubtful=True, says=(*row.says, why)) if why else row
            for row, why in zip(rows, reasons, strict=True)
        )

    def refused_row(self, refusal: ImportRefusal, what: type[Entity] = Session) -> ImportRow:
        """Return the row of an entity that cannot be imported."""
        why = refusal.why
        says = (why.problem, why.remedy) if why.remedy else (why.problem,)
        key, verdict = f"refused:{next(self._refusals)}", Verdict.REFUSED
        return ImportRow(key, what, verdict, refusal.title, refusal.line or None, says=says, cell=refusal.cell)


def is_key_of_merged(thing: Thing, key: str) -> bool:
    """Return whether the key belongs to another entity that was merged into this one."""
    return any(entry.startswith(ALSO) for entry in thing.import_marks) and key_fingerprint(
        thing, key
    ) in further_key_fingerprints(thing.import_marks)


def key_fingerprint(entity: Entity, key: str) -> str:
    """Return the fingerprint of a key within its class, since a session and a person may have the same key."""
    return fingerprint_of_key(type(entity).__name__, key)


def shared_marks_prefix(incoming: Incoming) -> str:
    """Return the prefix of a file's entries in the ``import_marks`` of an entity that several files may describe."""
    return f"{fingerprint(incoming.namespace)}/"
