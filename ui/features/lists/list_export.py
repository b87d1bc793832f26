"""Offers a list as a table as it is shown on its page, with the same columns, filter and order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.domain.agenda import session_moderator_ids, session_names
from planner.domain.entities import MULTILINE, Entity
from planner.domain.long_task import LongTask, Progress, run_to_end
from planner.domain.text import N_, Plural
from planner.domain.value_objects import ON_STAGE
from planner.exporting.tables.table import OutColumn, OutTable
from planner.exporting.tables.table_file import TableOffer
from planner.workbook.codecs import Cell, CellKind
from ui.features.lists.list_model import ENTITY, ListColumn
from ui.features.lists.list_page import ListPage
from ui.features.lists.listings import room_session_minutes, track_name
from ui.forms.forms import CLOCKS, FORMS, LENGTHS
from ui.state.document import Document

EACH = 50
"""The number of rows between two progress reports."""


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of the exported table; a column of the page may be split into several of them."""

    heading: str
    read: Callable[[Document, Any], Cell]
    sort: CellKind = CellKind.TEXT
    width: int = 20


def _span_reader(name: str) -> Callable[[Document, Any], Cell]:
    return lambda document, session: getattr(session.placement.span, name) if session.placement else None


def _moderator_names(document: Document, session: Any) -> Cell:
    people = document.agenda.people
    return (
        "; ".join(people[one].name for one in session_moderator_ids(document.agenda, session) if one in people) or None
    )


PARTS: dict[tuple[str, str], tuple[ExportedColumn, ...]] = {
    ("sessions", "when"): (
        ExportedColumn(N_("Day"), _span_reader("day"), CellKind.DATE, 12),
        ExportedColumn(N_("Start"), _span_reader("start"), CellKind.TIME, 8),
        ExportedColumn(N_("End"), _span_reader("end"), CellKind.TIME, 8),
        ExportedColumn(N_("Minutes"), lambda document, session: session.minutes, CellKind.MINUTES, 8),
    ),
    ("sessions", "title"): (
        ExportedColumn(N_("Title"), lambda document, session: session.title, width=40),
        ExportedColumn(N_("Track"), track_name),
    ),
    ("sessions", "people"): (
        ExportedColumn(
            N_("People"),
            lambda document, session: "; ".join(session_names(document.agenda, session, *ON_STAGE)),
            width=30,
        ),
        ExportedColumn(N_("Moderators"), _moderator_names, width=30),
    ),
    ("people", "name"): (
        ExportedColumn(N_("Name"), lambda document, person: person.name, width=28),
        ExportedColumn(N_("Title"), lambda document, person: person.title, width=24),
    ),
    ("rooms", "name"): (
        ExportedColumn(N_("Name"), lambda document, room: room.name, width=24),
        ExportedColumn(N_("Floor"), lambda document, room: room.floor),
    ),
    ("rooms", "seats"): (ExportedColumn(N_("Seats"), lambda document, room: room.seats, CellKind.NUMBER, 8),),
    ("rooms", "use"): (
        ExportedColumn(
            N_("Sessions"), lambda document, room: len(room_session_minutes(document, room)), CellKind.NUMBER, 10
        ),
        ExportedColumn(
            N_("Minutes"), lambda document, room: sum(room_session_minutes(document, room)), CellKind.MINUTES, 10
        ),
    ),
}
"""The exported columns for those columns of a page that are split or have numbers, by list and column."""
SORTS: dict[str, CellKind] = {
    **dict.fromkeys(("day", "date", "asked", "answered"), CellKind.DATE),
    **dict.fromkeys(("number", "position", "seats", "audience"), CellKind.NUMBER),
    "least": CellKind.MINUTES, **dict.fromkeys(CLOCKS, CellKind.TIME), **dict.fromkeys(LENGTHS, CellKind.MINUTES),
}  # fmt: skip
"""The cell kinds of the fields whose values are exported as numbers, dates or times, by field name."""


def list_export_offer(document: Document, page: QWidget) -> TableOffer | None:
    """Return an offer to export the list on a page as a table, or None if the page shows no list."""
    if not isinstance(page, ListPage):
        return None
    words, n = document.presentation.words, len(page.table.ids)
    name = words(page.listing.title)
    text = Plural("{name} as on the page, {n} row", "{name} as on the page, {n} rows", n, name=name)
    ending = name.casefold().replace(" ", "-")
    return TableOffer(words.say(text), lambda _: _list_tables(document, page), ending, languages=False)


def people_table(document: Document, page: QWidget, ids: Iterable[str]) -> OutTable:
    """Return the people with these ids as a table with the columns of the people page.

    Those whom the page lists come first, in its order. Without any ids, return all whom it lists.
    """
    assert isinstance(page, ListPage)
    page.refresh_if_stale()
    return run_to_end(_list_tables(document, page, ids))[0]


def _list_tables(document: Document, page: ListPage, ids: Iterable[str] = ()) -> LongTask[Sequence[OutTable]]:
    """Return the list on a page as the only table.

    If there are ``ids``, it is limited to their entities; people whom the page does not list follow at the end.
    """
    table, words, wanted = page.table, document.presentation.words, frozenset(ids)
    rows = [row for row, one in enumerate(table.ids) if not wanted or one in wanted]
    things = [table.data(table.index(row, 0), ENTITY) for row in rows]
    things += [
        found for one in dict.fromkeys(ids) if one not in table.ids and (found := document.agenda.people.get(one))
    ]
    parts = [part for column in table.columns for part in _exported_columns(page, column)]
    columns = tuple(OutColumn(words(part.heading), part.sort, part.width) for part in parts)
    cells: list[tuple[Cell, ...]] = []
    for n, thing in enumerate(things, 1):
        cells.append(tuple(_none_if_empty(part.read(document, thing)) for part in parts))
        if n % EACH == 0:
            yield Progress(n, len(things))
    return [OutTable(words(page.listing.title), columns, tuple(cells))]


def _none_if_empty(cell: Cell) -> Cell:
    return None if cell == "" else cell


def _exported_columns(page: ListPage, column: ListColumn) -> tuple[ExportedColumn, ...]:
    if found := PARTS.get((page.listing.name, column.name)):
        return found
    if column.usual:
        return (ExportedColumn(column.title, lambda document, thing: _cell_text(document, column, thing), width=24),)
    return (_field_column(page.listing.kind, column),)


def _cell_text(document: Document, column: ListColumn, thing: Any) -> Cell:
    """Return the text of a cell with its second line, without the tick before a reply."""
    text = column.text(document, thing).removeprefix("✓ ")
    return "\n".join(part for part in (text, column.below(document, thing)) if part)


def _field_column(kind: type[Entity], column: ListColumn) -> ExportedColumn:
    """Return the exported column for a field: values of ``SORTS`` as such, long texts with their line breaks."""
    field = next(field for field in FORMS[kind] if field.name == column.name)
    sort = SORTS.get(field.name, CellKind.TEXT)

    def read(document: Document, thing: Any) -> Cell:
        value = field.value(document.agenda, thing)
        if sort is not CellKind.TEXT:
            return value if isinstance(value, int | date) else None
        return value if isinstance(value, str) and field.name in MULTILINE else column.text(document, thing)

    return ExportedColumn(column.title, read, sort)
