"""The programme as a table for others, who put it on a web page or in a mail: what attendees may know of it."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_
from planner.domain.value_objects import KIND_NAMES
from planner.exporting.tables.table import OutColumn, OutTable
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import ROLES
from planner.wording import Wording, wording
from planner.workbook.codecs import Cell, CellKind

COLUMNS = (
    OutColumn(N_("Date"), CellKind.DATE, 12), OutColumn(N_("Start"), CellKind.TIME, 8),
    OutColumn(N_("End"), CellKind.TIME, 8), OutColumn(N_("Room"), width=20), OutColumn(N_("Title"), width=44),
    OutColumn(N_("Type"), width=16), OutColumn(N_("People"), width=40), OutColumn(N_("Track"), width=20),
)  # fmt: skip
BLOCK = OutColumn(N_("Block"), width=20)
"""The last column, of a programme with blocks."""
DAY = 24 * 60


def programme_tables(programme: Programme, _words: Wording, _name: str) -> LongTask[tuple[OutTable, ...]]:
    """Return the whole programme, in the language of the conference whatever that of the window is."""
    yield Progress(0, 1)
    return (programme_table(programme),)


def programme_table(programme: Programme, only: Collection[str] | None = None) -> OutTable:
    """Return the sessions of a programme as a table, or ``only`` those with these ids."""
    words = wording(programme.language)
    blocks = bool(programme.blocks)
    found = (*COLUMNS, BLOCK) if blocks else COLUMNS
    columns = tuple(OutColumn(words(one.heading), one.sort, one.width) for one in found)
    shown = (item for item in programme.items if only is None or item.id in only)
    rows = tuple((*_row(item, words), *([item.block_title] if blocks else ())) for item in shown)
    return OutTable(words("Programme"), columns, rows)


def _row(item: ProgrammeItem, words: Wording) -> tuple[Cell, ...]:
    where = item.where or words("All rooms")
    people = (f"{one.name} ({words(ROLES[one.role])})" if one.role in ROLES else one.name for one in item.credits)
    span = item.span
    when = span.begins.date(), span.start % DAY, span.end % DAY
    return *when, where, item.title, words(KIND_NAMES[item.kind]), ", ".join(people), item.track
