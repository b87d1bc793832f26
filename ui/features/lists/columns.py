"""Columns, filter chips and whole lists, as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Entity
from planner.domain.span import Span
from planner.domain.text import N_
from ui.state.command_table import LIST, KeyBinding
from ui.state.document import Document
from ui.state.fields.field import Field
from ui.state.fields.field_text import field_text
from ui.state.fields.forms import FORMS
from ui.state.settings import Settings

Read = Callable[[Document, Any], str]


def no_text(document: Document, entity: Any) -> str:
    """Return an empty string: no text, no tone."""
    return ""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its stable name, title, text and sort key; ``below`` is a second, muted line.

    ``key`` returns None for an entity whose cell is empty; without a ``key`` the text is sorted by the alphabet of the
    window's language. ``tone`` names the pill around the text (``good``, ``warning``, ``problem``; empty for plain
    text); ``pinned`` is the word for the pin beside the text, if there is one. ``width`` is in pixels, and ``least``
    the width down to which the column shrinks before the list scrolls sideways. ``usual`` columns are shown unless the
    organiser chose others.
    """

    name: str
    title: str
    text: Read
    key: Callable[[Document, Any], Any] | None = None
    below: Read = no_text
    tone: Read = no_text
    pinned: Read = no_text
    width: int = 140
    least: int = 64
    usual: bool = True
    bold: bool = False

    def order(self, document: Document, entity: Entity) -> Any:
        """Return an entity's sort key in this column; None for an empty cell, which sorts last in either direction."""
        if self.key:
            return self.key(document, entity)
        text = self.text(document, entity)
        return document.presentation.rank(text) if text else None


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter of a list: its stable name, its label, and a predicate."""

    name: str
    label: str
    passes: Callable[[Document, Any], bool]


@dataclass(frozen=True, slots=True)
class ListSpec:
    """The content of a list page: its stable name, type of entity, title, entities, columns, chips and texts.

    ``also`` returns additional text to search besides the entity's fields, ``add`` creates an entity with an id, and
    ``key_bindings`` are the view's key bindings.
    """

    name: str
    kind: type[Entity]
    title: str
    read: Callable[[Agenda], Sequence[Entity]]
    columns: tuple[ListColumn, ...]
    chips: tuple[FilterChip, ...]
    search: str
    add_label: str
    add: Callable[[Document, Agenda, str], Change]
    empty: str
    also: Callable[[Document, Any], str] = no_text
    key_bindings: tuple[KeyBinding, ...] = LIST


def shared_widths(columns: Sequence[ListColumn], room: int) -> dict[str, int]:
    """Return the widths of columns that share ``room`` pixels in proportion to ``width``, each at least ``least``.

    Columns at their ``least`` take space from the others; the widths add up to ``room`` unless the minimum widths
    exceed it.
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


ALL = FilterChip("all", N_("All"), lambda document, entity: True)


def field_columns(kind: type[Entity], taken: set[str]) -> tuple[ListColumn, ...]:
    """Return a column, hidden by default, for each field whose name is not in ``taken``."""
    return tuple(_of_field(field) for field in FORMS[kind] if field.name not in taken)


def _of_field(field: Field) -> ListColumn:
    def order(document: Document, entity: Any) -> Any:
        text, value = field_text(document, field, entity), field.value(document.agenda, entity)
        if isinstance(value, int | date) or (isinstance(value, tuple) and value and isinstance(value[0], Span)):
            return value if text else None
        return document.presentation.rank(text) if text else None

    return ListColumn(
        field.name, field.label, lambda document, entity: field_text(document, field, entity), order, usual=False
    )


class ColumnChoice:
    """The columns of a list, and which of them the organiser chose and how wide, as the settings remember it."""

    def __init__(self, settings: Settings, listing: ListSpec) -> None:
        self._settings, self._name = settings, listing.name
        self.all = (*listing.columns, *field_columns(listing.kind, {column.name for column in listing.columns}))

    @property
    def chosen(self) -> tuple[ListColumn, ...]:
        """The columns that the organiser chose, or else the usual ones."""
        names = self._settings.columns(self._name)
        found = tuple(column for column in self.all if column.name in names)
        return found or tuple(column for column in self.all if column.usual)

    def choose(self, names: Sequence[str]) -> None:
        """Remember the chosen columns."""
        self._settings.choose_columns(self._name, names)

    def widths(self, columns: Sequence[ListColumn], room: int) -> list[int]:
        """Return the widths that the user gave to columns; the others share the rest of ``room``, as the last does."""
        given = [*(self._settings.width(self._name, column.name) for column in columns[:-1]), 0]
        free = [column for column, width in zip(columns, given, strict=True) if not width]
        shared = shared_widths(free, room - sum(given))
        return [width or shared[column.name] for column, width in zip(columns, given, strict=True)]

    def set_width(self, column: ListColumn, width: int) -> None:
        """Remember the width that the user gave to a column."""
        self._settings.remember_width(self._name, column.name, width)
