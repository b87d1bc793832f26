"""Reversible changes: a label, and each affected entity before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planner.domain.entities import Entity
from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Edit:
    """One entity before and after the edit; ``before`` is None if it was created, ``after`` if it was deleted."""

    before: Entity | None
    after: Entity | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("an edit of nothing")
        if self.before and self.after and (type(self.before), self.before.id) != (type(self.after), self.after.id):
            raise ValueError("an edit of two different things")

    @property
    def entity(self) -> Entity:
        """The entity as it is after the edit, or as it was before if it was deleted."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def reversed(self) -> Edit:
        """The same edit in the opposite direction."""
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """Edits made in one step under one label; a change without edits is false."""

    label: Text
    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)

    def inverse(self) -> Change:
        """Return the change that undoes this one: ``agenda.after(change).after(change.inverse()) == agenda``."""
        return Change(self.label, tuple(edit.reversed for edit in reversed(self.edits)))

    def touches(self, *types: type[Entity]) -> bool:
        """Return whether the change edits an entity of one of these types."""
        return any(isinstance(edit.entity, types) for edit in self.edits)

    def ids(self, of: type[Entity]) -> tuple[str, ...]:
        """Return the ids of the edited entities of that type."""
        return tuple(edit.entity.id for edit in self.edits if isinstance(edit.entity, of))


def change(label: Text, *pairs: tuple[Entity | None, Entity | None]) -> Change:
    """Build a change from the pairs of before and after, leaving out equal ones."""
    return Change(label, tuple(Edit(before, after) for before, after in pairs if before != after))


def merged(label: Text, changes: Iterable[Change]) -> Change:
    """Merge consecutive changes into one that edits each entity once."""
    images: dict[tuple[type[Entity], str], tuple[Entity | None, Entity | None]] = {}
    for one in changes:
        for edit in one.edits:
            key = (type(edit.entity), edit.entity.id)
            images[key] = (images[key][0] if key in images else edit.before, edit.after)
    return change(label, *images.values())


def deleted(ids: Collection[str], newest_first: Iterable[Change]) -> dict[str, Entity]:
    """Return the entities with these ids as they were when deleted, searching only until all of them are found."""
    found: dict[str, Entity] = {}
    for one in newest_first:
        for edit in one.edits:
            if edit.before and edit.after is None and edit.before.id in ids:
                found.setdefault(edit.before.id, edit.before)
        if len(found) == len(ids):
            break
    return found
