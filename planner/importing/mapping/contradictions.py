"""Finds out what of a table contradicts its headings, for somebody to be asked about."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.cells.contents import bears_out
from planner.importing.cells.fields import Subject, fields_of_heading
from planner.importing.mapping.columns import SURE
from planner.importing.mapping.records import headings_of, text_of
from planner.importing.mapping.table_mapping import EXTRA, SheetShape, TableMapping, bare_heading
from planner.tables.table import Tables

_OF_TICKETS = frozenset(
    word
    for words in (
        "order ordernummer ordernr ticket tickets tickettype biljett biljetter biljettyp price pris betald paid",
        "payment betalning bokning booking invoice faktura anmälan anmäld checkin buyer köpare quantity antal",
    )
    for word in words.split()
)


def are_buyers(headings: Sequence[str]) -> bool:
    """Return whether the headings of a list of people are those of a shop for tickets."""
    return sum(not _OF_TICKETS.isdisjoint(bare_heading(text).split()) for text in headings) > 1


def unfit_columns(tables: Tables, mapping: TableMapping) -> list[tuple[str, str, str]]:
    """Return the headings of columns that became extra fields as their cells do not fit, and a cell with its text."""
    found = []
    for told in mapping.sheets:
        sheet = next(one for one in tables.sheets if one.name == told.sheet)
        of = Subject.PERSON if told.shape is SheetShape.PEOPLE else Subject.SESSION
        for column, text in enumerate(headings_of(sheet, told.head, told.first)):
            said = fields_of_heading(text, of) if told.columns[column : column + 1] == (EXTRA,) else ()
            below = [row[column] for row in sheet.rows[told.first :]] if said and said[0].sure >= SURE else []
            row = next((n for n, value in enumerate(below, told.first) if text_of(value)), None)
            if row is not None and not bears_out(said[0].field.key, below):
                found.append((text, sheet.cell(row, column), text_of(sheet.rows[row][column])[:60]))
    return found
