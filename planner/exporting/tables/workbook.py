"""Exports the conference as a workbook to edit and import again, with the sheets in ``LAYOUTS``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Entity, Person, Room, Session, Track
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import fill_placeholders
from planner.exporting.tables.table import OutColumn, OutTable
from planner.tables.table import column_name
from planner.wording import Wording
from planner.workbook.codecs import Cell, Labels, all_wordings, workbook_labels
from planner.workbook.columns import (
    BLOCKS,
    CONFERENCE,
    DAYS,
    EXTRA,
    ID,
    LAYOUTS,
    MORE,
    PEOPLE,
    ROOMS,
    SESSIONS,
    SINCE,
    TRACKS,
    VENUE,
    WRITTEN_AS,
    SheetColumn,
    SheetLayout,
    cell_fingerprints,
    entity_cells,
    extra_cells,
    fingerprints_as_text,
)

EACH = 50
"""The number of rows after which the export can be cancelled."""
LISTS: dict[str, SheetLayout] = {"sessions": SESSIONS, "people": PEOPLE, "rooms": ROOMS}
"""The sheets that can be exported on their own, by their names on the command line."""


def workbook(agenda: Agenda, words: Wording) -> LongTask[tuple[OutTable, ...]]:
    """Return all sheets of the workbook, with headings in the language of ``words``."""
    labels, tables = workbook_labels(agenda, words), list[OutTable]()
    for layout in LAYOUTS:
        tables.append((yield from _table(layout, agenda, labels)))
    return tuple(_with_dropdowns(table, tables) for table in tables)


def sheet(agenda: Agenda, words: Wording, layout: SheetLayout) -> LongTask[tuple[OutTable, ...]]:
    """Return one sheet of the workbook as the only table."""
    return ((yield from _table(layout, agenda, workbook_labels(agenda, words))),)


def workbook_or_sheet(agenda: Agenda, words: Wording, name: str) -> LongTask[tuple[OutTable, ...]]:
    """Return the sheet with this name in ``LISTS`` as the only table, or the whole workbook for any other name."""
    return sheet(agenda, words, LISTS[name]) if name in LISTS else workbook(agenda, words)


def _sheet_entities(layout: SheetLayout, agenda: Agenda) -> Sequence[Entity]:
    things: dict[str, Sequence[Entity]] = {
        CONFERENCE.name: (agenda.conference,), VENUE.name: (agenda.venue,), BLOCKS.name: agenda.blocks_in_order,
        SESSIONS.name: agenda.sessions_in_order, PEOPLE.name: agenda.people_in_order,
        ROOMS.name: agenda.rooms_in_order, TRACKS.name: agenda.tracks_in_order, DAYS.name: agenda.days_in_order,
    }  # fmt: skip
    return things[layout.name]


def _table(layout: SheetLayout, agenda: Agenda, labels: Labels) -> LongTask[OutTable]:
    words, things = labels.words, _sheet_entities(layout, agenda)
    names = _extra_names(things) if layout.extra else []
    columns = [_column(field, words) for field in layout.fields]
    if layout.extra:
        columns += [OutColumn(_extra_heading(name, layout, names[:n], words), width=24) for n, name in enumerate(names)]
        columns += [OutColumn(words(MORE), width=24)]
    columns += [OutColumn(words(ID), width=12, hidden=True), OutColumn(words(SINCE), width=12, hidden=True)]
    kinds = {Room: labels.rooms, Track: labels.tracks, Person: labels.people, Block: labels.blocks}
    known_as = kinds.get(layout.kind)
    columns += [OutColumn(words(WRITTEN_AS), width=20, hidden=True)] if known_as is not None else []
    rows = []
    for n, thing in enumerate(things, 1):
        cells: list[Cell] = list(entity_cells(layout, thing, labels).values())
        cells += extra_cells(thing.extra, names) if isinstance(thing, Session | Person) else ()
        cells += (thing.id, fingerprints_as_text(cell_fingerprints(layout, thing, labels)))
        rows.append((*cells, *([known_as[thing.id]] if known_as is not None else [])))
        if n % EACH == 0:
            yield Progress(0, 1)
    return OutTable(words(layout.name), tuple(columns), tuple(rows))


def _column(field: SheetColumn, words: Wording) -> OutColumn:
    choices = tuple(words(name) for name in field.codec.choices if name)
    return OutColumn(words(field.heading), field.codec.sort, field.width, choices)


def _extra_names(things: Iterable[Any]) -> list[str]:
    """Return the distinct names of extra fields, in order of first appearance; each gets a column."""
    return list(dict.fromkeys(one.name for thing in things for one in thing.extra if one.name))


def _extra_heading(name: str, layout: SheetLayout, before: Sequence[str], words: Wording) -> str:
    """Return the heading of an extra field: its name, wrapped in ``EXTRA`` if it could be taken for another column."""
    taken = {spoken_one for heading in (*(f.heading for f in layout.fields), ID, SINCE, WRITTEN_AS, MORE)
             for spoken_one in all_wordings(heading)}  # fmt: skip
    taken |= {other.casefold() for other in before}
    looks_wrapped = any(name.casefold().startswith(lead.partition("{")[0]) for lead in all_wordings(EXTRA))
    return fill_placeholders(words(EXTRA), {"name": name}) if name.casefold() in taken or looks_wrapped else name


# choices in cells ---------------------------------------------------------------------------------------


def _with_dropdowns(table: OutTable, tables: Sequence[OutTable]) -> OutTable:
    """Return the first sheet, that of sessions, with drop-down lists of rooms, tracks and blocks; others unchanged."""
    if table is not tables[0]:
        return table
    offered: Mapping[str, OutTable] = {
        "rooms": tables[LAYOUTS.index(ROOMS)], "track": tables[LAYOUTS.index(TRACKS)],
        "block": tables[LAYOUTS.index(BLOCKS)],
    }  # fmt: skip
    columns = list(table.columns)
    for n, field in enumerate(SESSIONS.fields):
        if field.name in offered and (of := offered[field.name]).rows:
            at = column_name(len(of.columns) - 1)
            columns[n] = replace(columns[n], offers=f"='{of.name}'!${at}$2:${at}${len(of.rows) + 1}")
    return replace(table, columns=tuple(columns))
