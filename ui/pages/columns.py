"""The columns of the lists as data: what each shows, sorts by, and how it looks; and the chips that filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.entities import Entity
from planner.domain.span import Span
from planner.domain.text import N_
from ui.desk import Desk
from ui.fields.field import Field
from ui.fields.forms import FORMS
from ui.fields.showing import shown

Read = Callable[[Desk, Any], str]


def nothing(desk: Desk, entity: Any) -> str:
    """No text, no tone."""
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable name, title, text and what it is sorted by; ``below`` is a second, muted line.

    ``key`` is None for a thing of which it says nothing; without a key the text is sorted by the reader's alphabet.

    ``tone`` names the pill the text stands in (``good``, ``warning``, ``problem``; none for plain text); ``pinned`` is
    the word for a drawing pin beside the text, where there is one. ``width`` is
    in pixels, ``least`` as far as it is squeezed before the list scrolls sideways, ``usual`` says whether it is seen
    unless the organiser chose otherwise.
    """

    name: str
    title: str
    text: Read
    key: Callable[[Desk, Any], Any] | None = None
    below: Read = nothing
    tone: Read = nothing
    pinned: Read = nothing
    width: int = 140
    least: int = 64
    usual: bool = True
    bold: bool = False

    def order(self, desk: Desk, entity: Entity) -> Any:
        """What it is sorted by; None where it says nothing, which comes last whichever way is sorted."""
        if self.key:
            return self.key(desk, entity)
        text = self.text(desk, entity)
        return desk.reader.rank(text) if text else None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its stable name, its words, and what it lets through."""

    name: str
    label: str
    passes: Callable[[Desk, Any], bool]


def shared_widths(columns: Sequence[Column], room: int) -> dict[str, int]:
    """How wide the columns are that share so many pixels: as they usually would, but none narrower than its least.

    What one of them needs more than its share, the others give; all of the room is used, and no more unless it must.
    """
    widths: dict[str, int] = {}
    left = list(columns)
    while tight := [c for c in left if c.width * room < c.least * sum(other.width for other in left)]:
        widths |= {column.name: column.least for column in tight}
        room -= sum(column.least for column in tight)
        left = [column for column in left if column.name not in widths]
    usual = sum(column.width for column in left)
    for column in left:
        widths[column.name] = column.width * room // usual
        room, usual = room - widths[column.name], usual - column.width
    return widths


ALL = Chip("all", N_("All"), lambda desk, entity: True)


def field_columns(kind: type[Entity], taken: set[str]) -> tuple[Column, ...]:
    """A column for each field that has none yet, to be chosen."""
    return tuple(_of_field(field) for field in FORMS[kind] if field.name not in taken)


def _of_field(field: Field) -> Column:
    def order(desk: Desk, entity: Any) -> Any:
        text, value = shown(desk, field, entity), field.value(desk.agenda, entity)
        if isinstance(value, int | date) or (isinstance(value, tuple) and value and isinstance(value[0], Span)):
            return value if text else None
        return desk.reader.rank(text) if text else None

    return Column(field.name, field.label, lambda desk, entity: shown(desk, field, entity), order, usual=False)
