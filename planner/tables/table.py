"""Sheets of cells as another program wrote them, and the pieces in which a child process sends them.

The pieces are lines of JSON instead of pickle, since a hostile file could control the output of the child.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import isfinite
from typing import Any

from planner.domain.text import EstradError, Plural, Text, text_from_json, text_to_json

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""The value of a cell, None if empty. Texts are unchanged, including line breaks (``\\n``)."""


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
    """The text that names a colour, and its cell."""

    colour: str
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class CellLooks:
    """The looks of a sheet's cells, as far as the file says them, by rows and columns.

    ``struck`` are the cells with text that is struck through, ``hidden`` the hidden rows. ``colours`` are the runs of
    cells in a row with a colour behind them: row, first and last column, and a text that is the same for the same
    colour. ``legend`` says what colours mean.
    """

    struck: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()
    colours: tuple[tuple[int, int, int, str], ...] = ()
    legend: tuple[LegendEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Rows of values, all padded to the width of the longest.

    Only the first cell of a merged area has its value, the others are None. ``lines`` are the lines of a text on which
    the rows begin, from 1; without them, row 0 is line 1. ``unknown`` are cells whose formula has no stored value: they
    are not empty, but their value is not known.
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
        """Return the number of a row as shown by the program that wrote the table."""
        return self.lines[row] if self.lines else row + 1

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell, such as ``B7``."""
        return f"{column_name(column)}{self.line(row)}"


@dataclass(frozen=True, slots=True)
class Tables:
    """All sheets of one file or of the clipboard.

    ``name`` is the file's name, or empty. ``encoding`` and ``delimiter`` are those used to read a text, otherwise
    empty. ``remarks`` are about the reading. ``about`` is what the file says of the conference beside its sheets: a
    name for its keys, the time zone, and the fields of conference and venue.
    """

    name: str
    form: TableFormat
    sheets: tuple[Worksheet, ...]
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[Text, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


Row = tuple[Value, ...]
AT_A_TIME = 1_000
"""Approximate number of cells in a piece."""


@dataclass(frozen=True, slots=True)
class Begins:
    """The beginning of a file; ``rows`` is the expected number of rows, or 0 if unknown."""

    form: TableFormat
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class SheetBegins:
    """The beginning of a sheet, to which the following pieces belong."""

    name: str


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of the sheet without trailing empty cells; ``lines`` are the lines of the text on which they begin."""

    rows: tuple[Row, ...]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Merged areas of the sheet, cells whose value is unknown, and how cells look, as in ``CellLooks``."""

    merged: tuple[Area, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    hidden: tuple[int, ...] = ()
    colours: tuple[tuple[int, int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on the reading."""

    text: Text


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the table."""


Piece = Begins | SheetBegins | SheetRows | SheetMarks | Remark | Done


class BrokenPiece(Exception):
    """Raised when a line is not a valid piece."""


def rows_in_pieces(rows: Iterable[tuple[Row, int]]) -> Iterator[SheetRows]:
    """Yield rows in pieces of limited size, without trailing empty rows; each comes with its line in the text, or 0."""
    held: list[tuple[Row, int]] = []
    empty: list[tuple[Row, int]] = []
    cells = 0
    for row, line in rows:
        row = trimmed(row)
        if not row:
            empty.append((row, line))
            continue
        held += [*empty, (row, line)]
        empty.clear()
        cells += len(row)
        if cells >= AT_A_TIME or len(held) >= AT_A_TIME:
            yield _piece_of(held)
            held, cells = [], 0
    if held:
        yield _piece_of(held)


def _piece_of(held: list[tuple[Row, int]]) -> SheetRows:
    lines = tuple([line for _row, line in held])
    return SheetRows(tuple([row for row, _line in held]), lines if any(lines) else ())


def trimmed(row: Row) -> Row:
    """Return the row without trailing empty cells; an empty text is treated as an empty cell."""
    length = len(row)
    while length and (row[length - 1] is None or row[length - 1] == ""):
        length -= 1
    return tuple([None if value == "" else value for value in row[:length]])


READY = b"ready\n"
"""The first line that the process which reads a table writes, before it looks at anything."""


def pack(piece: Piece) -> bytes:
    """Serialise a piece as one line of JSON."""
    return json.dumps(_plain(piece), separators=(",", ":"), default=_moment).encode("ascii") + b"\n"


def pack_fault(fault: EstradError) -> bytes:
    """Serialise an error as one line of JSON, without its file, which the receiver knows."""
    remedy = text_to_json(fault.remedy) if fault.remedy else None
    return json.dumps(["fault", text_to_json(fault.problem), remedy, fault.line]).encode("ascii") + b"\n"


def _plain(piece: Piece) -> list[Any]:
    match piece:
        case Begins(form, encoding, delimiter, rows):
            return ["begins", form.value, encoding, delimiter, rows]
        case SheetBegins(name):
            return ["sheet", name]
        case SheetRows(rows=cells, lines=lines):
            return ["rows", [list(map(_finite, row)) for row in cells], lines]
        case SheetMarks(merged, unknown, struck, hidden, colours):
            return ["marks", [(a.top, a.left, a.bottom, a.right) for a in merged], unknown, struck, hidden, colours]
        case Remark(text):
            return ["remark", text_to_json(text)]
        case Done():
            return ["done"]


def _finite(value: Value) -> Value:
    """Return the value, with infinities and NaN as text, since JSON cannot represent them."""
    return str(value) if type(value) is float and not isfinite(value) else value


def _moment(value: object) -> list[Any]:
    """Serialise a date, time or duration; ``datetime`` is tested before ``date``, of which it is a subclass."""
    for word, kind in (("dt", datetime), ("d", date), ("t", time)):
        if isinstance(value, kind):
            return [word, value.isoformat()]
    if isinstance(value, timedelta):
        return ["td", value.total_seconds()]
    raise TypeError(type(value).__name__)


def unpack(line: bytes) -> Piece:
    """Parse a line as a piece; raise ``BrokenPiece`` if it is invalid, or the ``EstradError`` that it contains."""
    try:
        word, *rest = json.loads(line)
        if word == "fault":
            problem, remedy, number = rest
            raise EstradError(text_from_json(problem), text_from_json(remedy) if remedy else None, line=number)
        return _piece(word, rest)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise BrokenPiece from error


def _piece(word: str, rest: list[Any]) -> Piece:
    match word, rest:
        case "begins", [form, encoding, delimiter, count]:
            return Begins(TableFormat(form), str(encoding), str(delimiter), int(count))
        case "sheet", [name]:
            return SheetBegins(str(name))
        case "rows", [rows, lines]:
            return SheetRows(tuple(map(_row, rows)), tuple(lines))
        case "marks", [merged, unknown, struck, hidden, colours]:
            return SheetMarks(
                tuple(Area(*area) for area in merged),
                tuple((row, column) for row, column in unknown),
                tuple((row, column) for row, column in struck),
                tuple(hidden),
                tuple((row, first, last, str(colour)) for row, first, last, colour in colours),
            )
        case "remark", [text]:
            return Remark(text_from_json(text))
        case "done", []:
            return Done()
    raise BrokenPiece(word)


def _row(values: list[Any]) -> Row:
    return tuple([_read_moment(value) if type(value) is list else value for value in values])


def _read_moment(value: list[Any]) -> Value:
    word, said = value
    if word == "td":
        return timedelta(seconds=said)
    kinds: dict[str, type[datetime | date | time]] = {"dt": datetime, "d": date, "t": time}
    return kinds[word].fromisoformat(said)


def not_seen(form: TableFormat) -> Remark:
    """Return the remark that the looks of a file's cells are not known."""
    if form is TableFormat.XLSX:
        return Remark(Text("What is struck through, hidden or coloured in the file could not be seen."))
    return Remark(
        Text(
            "What is struck through, hidden or coloured is not seen in a file of this sort (.{form}); "
            "in an .xlsx it is.",
            form=form.value,
        )
    )


Cells = Sequence[tuple[int, int]]


def of_hidden_values(sheet: str, errors: Cells, unknown: Cells) -> Iterator[Remark]:
    """Yield a remark on cells with an error such as #REF!, and one on cells with a formula whose result is missing."""
    if errors:
        yield Remark(
            Plural(
                "{n} cell of the sheet “{sheet}” shows an error in place of a value: {cell}.",
                "{n} cells of the sheet “{sheet}” show an error in place of a value, the first is {cell}.",
                len(errors),
                sheet=sheet,
                cell=_first_of(errors),
            )
        )
    if unknown:
        yield Remark(
            Plural(
                "{n} cell of the sheet “{sheet}” has a formula whose result is not in the file: {cell}. "
                "Save it again in the program it is from.",
                "{n} cells of the sheet “{sheet}” have a formula whose result is not in the file, the first is {cell}. "
                "Save it again in the program it is from.",
                len(unknown),
                sheet=sheet,
                cell=_first_of(unknown),
            )
        )


def _first_of(cells: Cells) -> str:
    row, column = min(cells)
    return f"{column_name(column)}{row + 1}"
