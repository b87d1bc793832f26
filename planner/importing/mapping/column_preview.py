"""The columns of a mapped table as shown in a window."""

from __future__ import annotations

from dataclasses import dataclass

from planner.importing.cells.fields import Subject
from planner.importing.mapping.columns import GuessedColumns, columns_of_headings, columns_of_layout
from planner.importing.mapping.grid import turned
from planner.importing.mapping.header_rows import headings_in, layout_of
from planner.importing.mapping.reading import sheet_of
from planner.importing.mapping.records import text_of
from planner.importing.mapping.table_mapping import LEFT_OUT, SheetShape, TableMapping
from planner.tables.table import Tables, column_name

SHOWN = 5
_OF = {SheetShape.PEOPLE: Subject.PERSON, SheetShape.ROOMS: Subject.ROOM, SheetShape.TRACKS: Subject.TRACK}


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column: its letters, its heading, the key of its field, and some of its values.

    ``guessed`` is its likely field, and ``sure`` the confidence in it, from 0 to 1. In a grid with one row for each
    room it is a row, and ``letters`` is the row's number.
    """

    letters: str
    heading: str
    key: str
    guessed: str
    sure: float
    values: tuple[str, ...]


def columns_of(tables: Tables, mapping: TableMapping, number: int = 0) -> tuple[ShownColumn, ...]:
    """Return the columns of one of the mapping's sheets; raise ``EstradError`` if the sheet does not exist."""
    told = mapping.sheets[number]
    sheet = whole = sheet_of(tables, told.sheet)
    if told.across and told.shape is SheetShape.GRID:
        sheet = turned(whole)
    names = headings_in(sheet.rows[told.head]) if 0 <= told.head < len(sheet.rows) else ("",) * sheet.width
    layout = layout_of(names) if any(names) else None
    if told.shape is SheetShape.GRID:
        keys = (*told.columns[: sheet.width], *[LEFT_OUT] * (sheet.width - len(told.columns)))
        guessed = GuessedColumns(keys, (1.0,) * sheet.width, Subject.SESSION)
    elif layout:
        guessed = columns_of_layout(sheet, told.head, told.first, layout)
    else:
        guessed = columns_of_headings(sheet, told.head, told.first, _OF.get(told.shape, Subject.SESSION))
    found = []
    for column, name in enumerate(names):
        filled = (text_of(row[column]) for row in sheet.rows[told.first : told.first + 200])
        values = tuple(text for text in filled if text)[:SHOWN]
        letters = column_name(column) if sheet is whole else str(whole.line(column))
        key = told.columns[column] if column < len(told.columns) else LEFT_OUT
        found.append(ShownColumn(letters, name, key, guessed.keys[column], guessed.sure[column], values))
    return tuple(found)
