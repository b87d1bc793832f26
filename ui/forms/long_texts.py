"""The fields with long texts, which can be written in a wide view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.entities import Entity
from planner.domain.field_metadata import LINES, metadata_defaults

if TYPE_CHECKING:
    from ui.forms.field import Field


def has_long_texts(kind: type[Entity]) -> bool:
    """Return whether a type of entity has a long text."""
    return bool(metadata_defaults(LINES, kind))


def long_fields(kind: type[Entity], *, several: bool = False) -> tuple[Field, ...]:
    """Return the fields of a form for long texts, in their order; if ``several``, those that several entities share."""
    from ui.forms.forms import FORMS  # the window starts without it

    names = metadata_defaults(LINES, kind)
    return tuple(f for f in FORMS[kind] if f.name in names and not (several and f.single))
