"""Erase a person: find the texts that mention them, and build the change that removes them from the plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from planner.commands.edit import entity_name
from planner.commands.name_patterns import NamePatterns
from planner.commands.people import delete_person
from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import INTERNAL, Entity, Person, Session
from planner.domain.fingerprint import (
    APART,
    KEY,
    fingerprint_of_key,
    further_key_fingerprints,
    other_file_key_fingerprints,
)
from planner.domain.text import Text

NOT_TEXT = INTERNAL | {"id", "photo", "logo", "timezone", "language", "colour", "track", "block", "person", "room"}
"""The fields without free text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A field of another entity that mentions a person; ``sure`` is False if it contains only a part of their name."""

    kind: type[Entity]
    id: str
    field: str
    title: str
    text: str
    sure: bool

    @property
    def key(self) -> str:
        """The key by which the mention is chosen for removal; it stands for a whole field of an entity."""
        return f"{self.kind.__name__}/{self.id}/{self.field}"


def find_mentioning_fields(agenda: Agenda, who: NamePatterns) -> Iterator[Mention]:
    """Yield each field of another entity with the person's name or a part of it, an address or their phone number.

    The names of other people are skipped, even if they contain a part of it.
    """
    for entity in agenda.entities():
        if entity.id == who.person:
            continue
        for field in _text_fields(entity):
            texts = [text for text in _nested_texts(getattr(entity, field)) if who.has_match(text)]
            if texts:
                sure = any(who.sure.search(text) for text in texts)
                yield Mention(type(entity), entity.id, field, entity_name(entity), "\n".join(texts), sure)


def _text_fields(entity: Entity) -> Iterator[str]:
    own = {"name", "sort_name", "origin"} if isinstance(entity, Person) else {"origin"}
    return (f.name for f in fields(entity) if f.name not in NOT_TEXT | own)


def _nested_texts(value: Any) -> Iterator[str]:
    """Yield all texts within a field's value."""
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _nested_texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            if f.name not in NOT_TEXT:
                yield from _nested_texts(getattr(value, f.name))


@dataclass(frozen=True, slots=True)
class ImportTraces:
    """The traces of a person that imports keep in other entities.

    ``keys`` are fingerprints of import keys: the person's, those with their name, and those by which other files know
    their sessions; ``sessions`` are the ids of all sessions that they have ever been in.
    """

    keys: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()


def import_traces(agenda: Agenda, who: NamePatterns, former: Iterable[Entity] = ()) -> ImportTraces:
    """Return the import traces of a person; ``former`` are earlier versions of entities from the history."""
    keys: set[str] = set()
    sessions: set[str] = set()
    for thing in (*agenda.entities(), *former):
        theirs = thing.id == who.person
        if isinstance(thing, Session) and any(a.person == who.person for a in thing.people):
            sessions.add(thing.id)
            theirs = True  # the key of a session may consist of its title and its people
        origin = getattr(thing, "origin", "")
        if theirs:
            marks = _import_marks(thing)
            keys |= further_key_fingerprints(marks) | other_file_key_fingerprints(marks)
        if origin and (thing.id == who.person or who.sure.search(_key_with_spaces(origin))):
            keys.add(fingerprint_of_key(type(thing).__name__, origin))
    return ImportTraces(frozenset(keys), frozenset(sessions))


def erase(
    agenda: Agenda, who: NamePatterns, taken: Collection[str], mark: str, known: ImportTraces = ImportTraces()
) -> Change:
    """Return the change that deletes the person, and removes their name from the texts in ``taken``.

    ``taken`` are keys of mentions; ``mark`` replaces the name. The import traces of the person are removed too.
    """
    gone = {edit.entity.id: edit for edit in delete_person(agenda, who.person).edits}
    pairs = []
    for entity in agenda.entities():
        edit = gone.get(entity.id)
        after = edit.after if edit else entity
        if after is not None:
            after = _without_traces(after, who, taken, mark, known)
        pairs.append((entity, after))
    return change(Text("Erase a person"), *pairs)


def _without_traces(
    entity: Entity, who: NamePatterns, taken: Collection[str], mark: str, known: ImportTraces
) -> Entity:
    """Return the entity with the name replaced in its chosen texts and import key, without its import traces.

    If one of its texts is in ``taken``, parts of the name are replaced in the key too. The marks of changed fields go.
    """
    begin = f"{type(entity).__name__}/{entity.id}/"
    chosen = [name for name in _text_fields(entity) if begin + name in taken]
    changed: dict[str, Any] = {name: _with_name_marked(getattr(entity, name), who, mark) for name in chosen}
    changed = {name: value for name, value in changed.items() if value != getattr(entity, name)}
    gone = changed.keys() | ({"people", KEY} if entity.id in known.sessions else set())
    apart, imported = f"{APART}{who.person}:", getattr(entity, "imported", ())
    spaced = _key_with_spaces(getattr(entity, "origin", ""))
    origin = who.replace_matches(spaced, mark, parts=any(key.startswith(begin) for key in taken))
    changed |= {
        "import_marks": tuple(
            entry for entry in _import_marks(entity) if _marked_field(entry) not in gone and not entry.startswith(apart)
        ),
        "imported": tuple(entry for entry in imported if entry not in known.keys),
    }
    if origin != spaced:
        changed["origin"] = origin
    return replace(entity, **{name: value for name, value in changed.items() if hasattr(entity, name)})


def _import_marks(entity: Entity) -> tuple[str, ...]:
    marks: tuple[str, ...] = getattr(entity, "import_marks", ())
    return marks


def _marked_field(entry: str) -> str:
    """Return the name of the field that an entry of ``import_marks`` is about, whichever file it comes from."""
    return entry.partition(":")[0].rpartition("/")[2]


def _key_with_spaces(origin: str) -> str:
    """Return an import key with spaces in place of the hyphens and underscores of a slug."""
    return re.sub(r"[-_]+", " ", origin)


def _with_name_marked(value: Any, who: NamePatterns, mark: str) -> Any:
    if type(value) is str:
        return who.replace_matches(value, mark, parts=True)
    if isinstance(value, tuple):
        return tuple(_with_name_marked(one, who, mark) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            f.name: _with_name_marked(getattr(value, f.name), who, mark)
            for f in fields(value)
            if f.name not in NOT_TEXT
        }
        return replace(value, **found)
    return value
