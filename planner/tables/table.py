"""Sheets of cells as another program wrote them, and the pieces in which a child process sends them.

The legend of a sheet is a group of coloured cells outside its table whose texts say what their colours mean. The pieces
are sent as lines of JSON, not as pickle, since a hostile file could control the output of the child.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any

from planner.domain.text import N_, EstradError, Plural, Text, text_to_json
from planner.tables.opened_file import check_sheet_size

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""The value of a cell, None if empty; a text may have line breaks (``\\n``)."""


class TableFormat(StrEnum):
    """The format that a table was written in."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    DOCX = "docx"
    LINES = "lines"
    """The lines of a document without a table."""
    TEXT = "text"
    JSON = "json"
    XML = "xml"


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area: its first and last row and column, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """An entry of a sheet's legend: a colour, the text that says what it means, and the cell of that text."""

    colour: str
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class CellLooks:
    """The looks of a sheet's cells, as far as the file says them; rows and columns are counted from 0.

    ``struck`` are the cells with text that is struck through, ``hidden`` the hidden rows. ``colours`` are runs of cells
    in a row with the same colour behind them: row, first and last column, and a text that identifies the colour.
    ``legend`` says what colours mean.
    """

    struck: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()
    colours: tuple[tuple[int, int, int, str], ...] = ()
    legend: tuple[LegendEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet of values in rows, all padded to the same width.

    Only the first cell of a merged area has its value; the others are None, unless a workbook hides values there.
    ``lines`` are the lines of a text on which the rows begin, from 1; without them, row 0 is line 1. ``unknown`` are
    cells with an error or a formula without a stored value: they are not empty, but their value is not known.
    ``guessed`` are cells of a text without columns whose field is a guess.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = ()
    looks: CellLooks = field(default_factory=CellLooks)
    guessed: frozenset[tuple[int, int]] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def line(self, row: int) -> int:
        """Return the line number of a row, counted from 1, as the program that wrote the table shows it."""
        return self.lines[row] if self.lines else row + 1

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell, such as ``B7``."""
        return f"{column_name(column)}{self.line(row)}"


@dataclass(frozen=True, slots=True)
class Tables:
    """All sheets of one file or of the clipboard.

    ``name`` is the file's name, or a word for the clipboard. ``encoding`` and ``delimiter`` are those used to read a
    text, otherwise empty. ``remarks`` are for the user, on how it was read. ``about`` is what the file says of the
    conference outside its sheets: a name for its keys, the time zone, days, and the fields of conference and venue.
    """

    name: str
    form: TableFormat
    sheets: tuple[Worksheet, ...]
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[Text, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


def column_name(column: int) -> str:
    """Return the letters of a column, which is counted from 0: A, B … Z, AA."""
    before, letter = divmod(column, 26)
    return (column_name(before - 1) if before else "") + chr(ord("A") + letter)


Row = tuple[Value, ...]
AT_A_TIME = 50
"""Maximum number of rows in a piece."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of a sheet without trailing empty cells, each with the line of the text on which it begins, or 0."""

    rows: list[tuple[Row, int]]


@dataclass(slots=True)
class SheetMarks:
    """The last piece of a sheet: its name, and facts about its cells other than their values.

    ``merged`` are merged areas, ``unknown`` cells with a formula that has no stored value, ``errors`` cells that show
    an error; ``struck``, ``hidden`` and ``colours`` are as in ``CellLooks``.
    """

    name: str = ""
    merged: list[Area] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    colours: list[tuple[int, int, int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Done:
    """The last piece of a file; ``encoding`` and ``delimiter`` are those of a text, otherwise empty."""

    form: TableFormat
    encoding: str = ""
    delimiter: str = ""


Piece = SheetRows | SheetMarks | Text | Done
"""A part of a table in the order in which it is read: rows, the end of a sheet, a remark on the reading, or the end."""


def rows_in_pieces(rows: Iterable[tuple[Row, int]]) -> Iterator[SheetRows]:
    """Yield rows, each with its line in the text or 0, grouped into pieces of limited size.

    Raise ``EstradError`` if there are more rows, columns or cells than a sheet may have.
    """
    held: list[tuple[Row, int]] = []
    width = 0
    for count, (row, line) in enumerate(rows, 1):
        held.append((trimmed_row(row), line))
        if held[-1][0]:
            width = max(width, len(held[-1][0]))
            check_sheet_size("", count, width)
        if len(held) == AT_A_TIME:
            yield SheetRows(held)
            held = []
    yield SheetRows(held)


def trimmed_row(row: Row) -> Row:
    """Return the row without empty cells at its end, and with None in place of empty texts."""
    length = len(row)
    while length and (row[length - 1] is None or row[length - 1] == ""):
        length -= 1
    return tuple([None if value == "" else value for value in row[:length]])


def plain_number(number: float) -> int | float:
    """Return a whole number of up to 15 digits, which a float holds exactly, as an integer, and any other as it is."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


READY = b"ready\n"
"""The first line that the child process writes, before it reads anything."""
NO_NUMBERS = {"Infinity": "inf", "-Infinity": "-inf", "NaN": "nan"}
"""JSON's words for floats that are not numbers, and the texts that replace them."""
_MOMENTS: Mapping[str, Callable[[Any], Value]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": partial(timedelta, 0),
}
"""Functions that turn what ``pack`` writes for a date or time, a text or a number of seconds, back into the value."""


def pack(piece: Piece | EstradError) -> bytes:
    """Serialise a piece, or the error that ends the reading, as one line of JSON."""
    return json.dumps(piece, separators=(",", ":"), default=_to_json_value).encode("ascii") + b"\n"


def _to_json_value(value: Any) -> object:
    """Return a value that JSON cannot hold in a form that it can; an error is returned without its file."""
    match value:
        case Text():
            return text_to_json(value)
        case EstradError():
            return "Fault", value.problem, value.remedy, value.line
        case timedelta():
            return "timedelta", value.total_seconds()
        case date() | time():
            return type(value).__name__, value.isoformat()
        case Area():
            return value.top, value.left, value.bottom, value.right
    return type(value).__name__, *(getattr(value, one.name) for one in fields(value))


def row_from_json(values: list[Any]) -> Row:
    """Return the values of a row that ``pack`` wrote."""
    return tuple([_MOMENTS[value[0]](value[1]) if type(value) is list else value for value in values])


_NOT_SEEN = {
    TableFormat.XLSX: N_("What is struck through, hidden or coloured in the file could not be seen."),
    TableFormat.XLS: N_(
        "What is struck through, hidden or coloured, or shows an error, is not seen in an old file of Excel (.xls); "
        "in an .xlsx it is."
    ),
    TableFormat.ODS: N_(
        "What is struck through, hidden or coloured is not seen in a file of this sort (.ods); in an .xlsx it is."
    ),
    TableFormat.HTML: N_(
        "Colours and hidden columns are not seen in what Excel copies or saves as a web page; in an .xlsx they are."
    ),
}


def unseen_looks_remark(form: TableFormat) -> Text:
    """Return a remark on the looks of cells that could not be read from a file in this format."""
    return Text(_NOT_SEEN[form])


def unknown_value_remarks(marks: SheetMarks) -> Iterator[Text]:
    """Yield a remark on cells with an error such as #REF!, and one on formulas without a result, if there are any."""
    if marks.errors:
        yield Plural(
            "{n} cell of the sheet “{sheet}” shows an error in place of a value: {cell}.",
            "{n} cells of the sheet “{sheet}” show an error in place of a value, the first is {cell}.",
            len(marks.errors),
            sheet=marks.name,
            cell=_first_cell_name(marks.errors),
        )
    if marks.unknown:
        yield Plural(
            "{n} cell of the sheet “{sheet}” has a formula whose result is not in the file: {cell}. "
            "Save it again in the program it is from.",
            "{n} cells of the sheet “{sheet}” have a formula whose result is not in the file, the first is {cell}. "
            "Save it again in the program it is from.",
            len(marks.unknown),
            sheet=marks.name,
            cell=_first_cell_name(marks.unknown),
        )


def _first_cell_name(cells: Sequence[tuple[int, int]]) -> str:
    row, column = min(cells)
    return f"{column_name(column)}{row + 1}"


LONGEST_ENTRY, MOST_LEGEND_CELLS = 60, 100_000
"""Maximum number of characters of an entry, and of cells of a sheet in which a legend is looked for."""
_LABEL = re.compile(
    r"(?:legend|key|colou?r|färg|fargekode|farve|teckenförklaring|tegnforklaring|legende|légende|farb|kleur|väri"
    r"|couleur)[^=]{0,30}|[^=]{2,40}:",
    re.IGNORECASE,
)
"""A text above or before the entries of a legend, such as *Colours* or *Tracks:*."""
_DAY = re.compile(
    r"\b(?:\w+dag|\w+day|\w+tag|mittwoch|20\d\d|\d{1,2}[./-]\d{1,2}|\d{1,2}[.:]\d\d)\b|\b\d{1,2}\.?\s+[^\W\d]{3}",
    re.IGNORECASE,
)
"""A weekday, date or time in a text; such a text is in no legend."""
_SAYS_SO = re.compile(r"\w\s*[=:–—]\s*\w")


class CellColours:
    """The colours behind a sheet's cells."""

    def __init__(self, looks: CellLooks) -> None:
        self._runs: dict[int, list[tuple[int, int, str]]] = {}
        for row, first, last, colour in looks.colours:
            self._runs.setdefault(row, []).append((first, last, colour))

    def colour_at(self, row: int, column: int) -> str:
        """Return the colour behind a cell, or an empty text."""
        return next((colour for first, last, colour in self._runs.get(row, ()) if first <= column <= last), "")

    def row_colours(self, row: int) -> set[str]:
        """Return the colours in a row."""
        return {colour for _first, _last, colour in self._runs.get(row, ())}


def extract_legend(sheet: Worksheet) -> Worksheet:
    """Return the sheet with its legend moved from its cells to its looks, or unchanged if no legend is found.

    A legend lies between empty rows or to the right of the last empty column. All its cells are short texts with a
    colour of their own behind or to the left of them, or a label such as *Colours*, and at least one of its colours
    occurs in the table below its first row. If it has a single colour, it must say what that is, as in *Yellow =
    workshops*.
    """
    if not sheet.looks.colours or len(sheet.rows) * sheet.width > MOST_LEGEND_CELLS:
        return sheet
    colours = CellColours(sheet.looks)
    places = sorted({place for block in _cell_blocks(sheet) if _is_legend(sheet, block, colours) for place in block})
    entries = [
        LegendEntry(colour, str(sheet.rows[row][column]), row, column)
        for row, column in places
        if (colour := _cell_colour(sheet, row, column, colours))
    ]
    names = {entry.colour for entry in entries}
    told = len(names) > 1 or any(_SAYS_SO.search(entry.text) for entry in entries)
    if not told or len(names) < len(entries):
        return sheet
    rows = list(sheet.rows)
    for row, column in places:
        rows[row] = (*rows[row][:column], None, *rows[row][column + 1 :])
    filled = [
        (row, column) for row, cells in enumerate(rows) for column, value in enumerate(cells) if value is not None
    ]
    if names.isdisjoint(colours.colour_at(row, column) for row, column in filled if row > filled[0][0]):
        return sheet
    return replace(sheet, rows=tuple(rows), looks=replace(sheet.looks, legend=tuple(entries)))


def _cell_blocks(sheet: Worksheet) -> Iterator[list[tuple[int, int]]]:
    """Yield the filled cells of each group of rows between empty ones, then those right of the last empty column."""
    filled = [[column for column, value in enumerate(cells) if value is not None] for cells in sheet.rows]
    for has_cells, rows in groupby(range(len(filled)), lambda row: bool(filled[row])):
        if has_cells:
            yield [(row, column) for row in rows for column in filled[row]]
    empty = max(set(range(sheet.width)).difference(*filled), default=sheet.width)
    yield [(row, column) for row, columns in enumerate(filled) for column in columns if column > empty]


def _is_legend(sheet: Worksheet, block: list[tuple[int, int]], colours: CellColours) -> bool:
    """Return whether all cells of a block are entries of a legend or its label."""
    for row, column in block:
        value = sheet.rows[row][column]
        if not isinstance(value, str) or len(value) > LONGEST_ENTRY or _DAY.search(value):
            return False
        if not _cell_colour(sheet, row, column, colours) and not _LABEL.fullmatch(value.strip()):
            return False
    return True


def _cell_colour(sheet: Worksheet, row: int, column: int, colours: CellColours) -> str:
    """Return the colour behind a cell, or else behind an empty cell to its left, or an empty text."""
    before = column > 0 and sheet.rows[row][column - 1] is None
    return colours.colour_at(row, column) or (colours.colour_at(row, column - 1) if before else "")
