"""Extra fields of sessions and people, some of which were imported from a file and some added here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.domain.entities import Person, Session
from planner.domain.value_objects import Extra
from planner.importing.comparing import FileField, Here, file_fields
from planner.importing.incoming import Incoming

EXTRA = "extra"


def compared_values(incoming: Incoming) -> Here:
    """Return a function that reads values for comparison; of the extra fields it reads those that occur in the file."""
    told = [session.told.get(EXTRA, ()) for session in incoming.sessions]
    told += [person.told.get(EXTRA, ()) for person in incoming.people]
    names = frozenset(extra.name for extras in told for extra in extras)

    def here(thing: Any, name: str) -> Any:
        if name == EXTRA:
            return _pairs(extra for extra in thing.extra if extra.name in names)
        return getattr(thing, name)

    return here


def file_fields_of(told: Mapping[str, Any], before: Session | Person | None) -> list[FileField]:
    """Return the values field by field, merging extra fields into the existing ones and removing empty ones."""
    said = file_fields({name: value for name, value in told.items() if name != EXTRA})
    if EXTRA in told:
        values = {extra.name: extra.value for extra in before.extra} if before else {}
        values |= {extra.name: extra.value for extra in told[EXTRA]}
        kept = tuple(Extra(name, value) for name, value in values.items() if value)
        said.append(FileField(EXTRA, {EXTRA: kept}, _pairs(told[EXTRA])))
    return said


def _pairs(extras: Iterable[Extra]) -> list[tuple[str, str]]:
    return sorted((extra.name, extra.value) for extra in extras if extra.value)
