"""Compares a file with the conference field by field, and finds out which of the two has changed a value.

Since the last import a value may have changed in the file, in the conference, in both or in neither. Fingerprints tell
which: those of the values at the last import are stored with each entity. The entry of a field in ``import_marks`` is
``FIELD:FILE``, or ``FIELD:FILE:HERE`` if the two differ: the fingerprints of the value as the file writes it, and as
the conference took it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

from planner.commands.edit import FIELD_NAMES, cleaned_fields, invalid_value_error
from planner.domain.agenda import Change
from planner.domain.block import Block
from planner.domain.entities import Conference, Entity, Person, Room, Session, Track, Venue
from planner.domain.fingerprint import KEY as KEY
from planner.domain.fingerprint import fingerprint as fingerprint
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import ExtraField, State, current_colour
from planner.importing.incoming import grouped


@dataclass(frozen=True, slots=True)
class FieldFingerprint:
    """The fingerprints of a field: of the value as the file writes it, and as the conference took it."""

    file: str
    here: str


def parse_fingerprints(marks: Iterable[str]) -> dict[str, FieldFingerprint]:
    """Parse entries of ``import_marks`` as fingerprints by field; malformed entries are ignored."""
    parts = (entry.split(":") for entry in marks)
    return {name: FieldFingerprint(prints[0], prints[-1]) for name, *prints in parts if 1 <= len(prints) <= 2}


def with_fingerprints(marks: Iterable[str], news: Mapping[str, FieldFingerprint]) -> tuple[str, ...]:
    """Return the entries of ``import_marks`` with those of ``news``, which replace older ones of the same fields."""
    prints = {**parse_fingerprints(marks), **news}.items()
    return tuple(f"{name}:{p.file}" if p.here == p.file else f"{name}:{p.file}:{p.here}" for name, p in prints)


def without_fingerprints(marks: Iterable[str], *names: str) -> tuple[str, ...]:
    """Return the entries of ``import_marks`` without those of the named fields."""
    return with_fingerprints((), {name: p for name, p in parse_fingerprints(marks).items() if name not in names})


EXTRA = "extra"
Thing = Conference | Venue | Room | Track | Person | Session | Block
E = TypeVar("E", bound=Thing)


def without_field_memory(thing: E, field_name: str) -> E:
    """Return the entity without what imports remember of a field, so that every file offers its value again."""
    names = [name for name in parse_fingerprints(thing.import_marks) if name.rpartition("/")[2] == field_name]
    return replace(thing, import_marks=without_fingerprints(thing.import_marks, *names))


def file_fields(kind: type, incoming: Mapping[str, Any], before: Thing | None = None) -> list[FileField]:
    """Return the file's values for an entity, cleaned, one by one; raise ``EstradError`` if one is impossible.

    Extra fields are added to those of ``before``, and empty ones removed. Other values that ``before`` already has are
    not checked.
    """
    plain = {name: value for name, value in incoming.items() if name != EXTRA}
    fresh = cleaned_fields(kind, {name: value for name, value in plain.items() if getattr(before, name, None) != value})
    said = [FileField(name, {name: fresh.get(name, value)}) for name, value in plain.items()]
    if EXTRA in incoming:
        values = {extra.name: extra.value for extra in (*getattr(before, EXTRA, ()), *incoming[EXTRA])}
        kept = tuple(ExtraField(name, value) for name, value in values.items() if value)
        said.append(FileField(EXTRA, cleaned_fields(kind, {EXTRA: kept}), extra_pairs(incoming[EXTRA])))
    return said


def extra_pairs(extras: Iterable[ExtraField]) -> list[tuple[str, str]]:
    """Return the filled extra fields as sorted pairs of name and value, so that they can be compared."""
    return sorted((extra.name, extra.value) for extra in extras if extra.value)


Here = Callable[[Any, str], Any]
"""A function that returns the value of an entity's field for comparison, normally the field itself."""


class HistoryStates:
    """The earlier states of entities, found in the history; ``read`` returns the changes in it, newest first."""

    def __init__(self, read: Callable[[], Iterable[Change]] = tuple) -> None:
        self._read = read

    def __call__(self, entity_id: str) -> Iterable[Entity]:
        """Return the earlier states of an entity, newest first."""
        return self.states_by_id.get(entity_id, ())

    @cached_property
    def states_by_id(self) -> Mapping[str, list[Entity]]:
        """All earlier states of entities by id; the whole history is read once, which takes long if it is long."""
        befores = (edit.before for change in self._read() for edit in change.edits if edit.before is not None)
        return grouped(befores, attrgetter("id"))


NO_STATES = HistoryStates()
"""The states in an empty history, for callers without one."""


@dataclass(frozen=True, slots=True)
class FileField:
    """A value from the file for one field, or for several that belong together.

    ``name`` is the field, or the first of them; ``values`` are the new values by field. ``words`` is the value as the
    file writes it, if that is different, and ``old_words`` as the file would have written it before it renamed
    something. ``asked`` means that a value which the file never gave before is only taken if the user ticks it.
    """

    name: str
    values: dict[str, Any]
    words: Any = None
    old_words: Any = None
    asked: bool = False

    @property
    def written_fingerprint(self) -> str:
        """The fingerprint of the value as written in the file."""
        return fingerprint(self.values[self.name] if self.words is None else self.words)


@dataclass(slots=True)
class FieldComparison(Generic[E]):
    """The file's values for the existing entity ``before``, grouped by who changed them; ``by`` has compared them.

    ``changed``: changed or filled by the file. ``both``: changed on both sides. ``other``: different, and it is not
    known who changed it. ``kept``: changed in the conference only. ``same``: equal. ``last`` are values that both sides
    had at the last import, by field, where they are known. ``reworded`` are new fingerprints of kept values that the
    file only writes in other words now.
    """

    by: FieldComparer
    before: E
    changed: list[FileField] = field(default_factory=list)
    both: list[FileField] = field(default_factory=list)
    other: list[FileField] = field(default_factory=list)
    kept: list[FileField] = field(default_factory=list)
    same: list[FileField] = field(default_factory=list)
    last: dict[str, Any] = field(default_factory=dict)
    reworded: dict[str, FieldFingerprint] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[FileField]:
        """The values that need a decision by the user."""
        return [*self.both, *self.other]


def split_valid_values(kind: type, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Text]]:
    """Return those of the values that their fields can have, and a message on each of the others."""
    found: dict[str, Any] = {}
    left_out = []
    for name, value in values.items():
        try:
            found |= cleaned_fields(kind, {name: value})
        except EstradError as fault:
            field_name = Text(FIELD_NAMES.get(name, name))
            left_out.append(Text("{field} is left out: {why}", field=field_name, why=fault.problem))
    return found, left_out


@dataclass(frozen=True, slots=True)
class FieldComparer:
    """Compares a file's values with the conference's and with those of the last import, and remembers them.

    ``here`` returns an entity's value for comparison. ``scope`` is the prefix of this file's entries in the
    ``import_marks`` of an entity that several files may describe. ``trusted`` is true if Estrad wrote the file, or only
    the file renamed the entity: if nothing is remembered of a field, a different value was changed in the file, unless
    the entity had it earlier according to ``states``. ``disputed`` is given if ``compare`` only gets values that were
    changed in the file since Estrad wrote it: the fields that were changed in the conference meanwhile. Nothing is
    remembered then, since the next such file can tell again.
    """

    here: Here = getattr
    scope: str = ""
    trusted: bool = False
    states: HistoryStates = NO_STATES
    disputed: frozenset[str] | None = None

    def compare(self, before: E, said: Iterable[FileField]) -> FieldComparison[E]:
        """Group the file's values for an entity by who changed them.

        If the conference has a value, an empty one that an untrusted file gives for the first time is in no group.
        """
        found = FieldComparison(self, before)
        prints = self._remembered_fingerprints(before)
        for one in said:
            known = prints.get(one.name)
            if _is_same_value(before, one):
                found.same.append(one)
            elif self.disputed is not None:
                (found.both if one.name in self.disputed else found.changed).append(one)
            elif known and known.file == one.written_fingerprint:
                found.kept.append(one)
            elif known and one.old_words is not None and known.file == fingerprint(one.old_words):
                found.kept.append(one)
                found.reworded[self.scope + one.name] = FieldFingerprint(one.written_fingerprint, known.here)
            elif known:
                self._group_changed_value(found, one, known)
            elif self.trusted:
                stale = any(
                    _is_same_value(state, one) for state in self.states(before.id) if type(state) is type(before)
                )
                (found.kept if stale else found.changed).append(one)
            elif one.values[one.name] not in ("", (), None):
                free = self._has_default_value(before, one.name) if prints else self._is_empty(before, one.name)
                asked = found.both if prints and not one.asked else found.other
                (found.changed if free and not one.asked else asked).append(one)
        return found

    def _is_empty(self, thing: Thing, name: str) -> bool:
        """Return whether a field is empty, zero, false or *not asked*; extra fields count if they are in the file."""
        value = self.here(thing, name) or None if name == "extra" else getattr(thing, name)
        return value in ("", (), None, False) or value is State.NOT_ASKED

    def _has_default_value(self, thing: Thing, name: str) -> bool:
        """Return whether the field still has its default value; of the extra fields, only those in the file count."""
        default = any(getattr(thing, name) == f.default for f in fields(thing) if f.name == name)
        return default or (name == "extra" and self._is_empty(thing, name))

    def _group_changed_value(self, found: FieldComparison[E], one: FileField, known: FieldFingerprint) -> None:
        """Group a value that has changed in the file since the last import, and note the earlier one if it is known."""
        before, name = found.before, one.name
        by_file = fingerprint(self.here(before, name)) == known.here
        states = (before,) if by_file else (one for one in self.states(before.id) if isinstance(one, type(before)))
        last = next((state for state in states if fingerprint(self.here(state, name)) == known.here), None)
        (found.changed if by_file else found.both).append(one)
        if last is not None:
            found.last[name] = getattr(last, name)

    def _remembered_fingerprints(self, before: Thing) -> dict[str, FieldFingerprint]:
        """Return what the entity remembers of this file: fingerprints by field."""
        prints = parse_fingerprints(before.import_marks).items()
        mine = ((name.removeprefix(self.scope), found) for name, found in prints if name.startswith(self.scope))
        return {name: found for name, found in mine if name != KEY and "/" not in name}

    def with_fields(self, before: E, said: Sequence[FileField]) -> E:
        """Return the entity with the file's values set and remembered; raise ``EstradError`` if one is impossible."""
        return self.with_remembered_fields(_build_entity(partial(replace, before), said), said)

    def new_with_fields(self, kind: type[E], said: Sequence[FileField], **fields: Any) -> E:
        """Return a new entity with the file's values set and remembered; raise ``EstradError`` if one is impossible."""
        made = _build_entity(kind, said, **fields)
        object.__setattr__(
            made, "import_marks", self.updated_marks(made, said)
        )  # not shared yet, and creating it twice is slow
        return made

    def with_remembered_fields(self, thing: E, said: Iterable[FileField]) -> E:
        """Return an entity that already has the file's values with these values remembered."""
        marks = self.updated_marks(thing, said)
        return thing if marks == thing.import_marks else replace(thing, import_marks=marks)

    def updated_marks(self, thing: Thing, said: Iterable[FileField]) -> tuple[str, ...]:
        """Return an entity's ``import_marks`` with entries for the file's values, unchanged with ``disputed``."""
        news: dict[str, FieldFingerprint] = {}
        for one in said if self.disputed is None else ():
            file = one.written_fingerprint
            here = file if one.words is None else fingerprint(self.here(thing, one.name))
            news[self.scope + one.name] = FieldFingerprint(file, here)
        is_known = news.items() <= parse_fingerprints(thing.import_marks).items()
        return thing.import_marks if is_known else with_fingerprints(thing.import_marks, news)


def _build_entity(make: Callable[..., E], said: Iterable[FileField], **fields: Any) -> E:
    """Return an entity with the file's values; raise ``EstradError`` if one is impossible."""
    try:
        return make(**fields | {name: value for one in said for name, value in one.values.items()})
    except ValueError as error:
        raise invalid_value_error(error) from error


def _is_same_value(thing: Entity, one: FileField) -> bool:
    here = {name: getattr(thing, name) for name in one.values}
    return here == one.values or (one.name == "colour" and current_colour(here["colour"]) == one.values["colour"])


def with_changes(onto: E, before: E, after: E, chosen: Mapping[str, tuple[str, ...]] | None = None) -> E:
    """Return ``onto`` with the fields of ``after`` that differ from ``before``, and its new or changed fingerprints.

    Fingerprints that only ``before`` has are not removed.
    ``chosen`` limits this to some fields, if given: it has all the fields that change with each, by its name in
    ``import_marks``. The key by which the file knows the entity is always taken over. All other fields keep their
    fingerprints, so that they are offered again.
    """
    names = {f.name for f in fields(after)} if chosen is None else {"origin"}.union(*chosen.values())
    ours, theirs = ({name: getattr(one, name, None) for name in names - {"import_marks"}} for one in (before, after))
    changes: dict[str, Any] = {name: value for name, value in theirs.items() if ours[name] != value}
    old = parse_fingerprints(before.import_marks)
    prints = {name: found for name, found in parse_fingerprints(after.import_marks).items() if old.get(name) != found}
    if chosen is not None:
        prints = {name: found for name, found in prints.items() if name.rpartition("/")[2] in {*chosen, KEY}}
    return replace(onto, **changes, import_marks=with_fingerprints(onto.import_marks, prints))
