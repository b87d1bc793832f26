"""Reads delimited text (CSV), whose encoding and delimiter are chosen or detected.

Commas, semicolons, tabs and vertical bars are detected as delimiters. Spreadsheets copy cells to the clipboard as
text separated by tabs, and quote only cells of several lines.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from planner.domain.text import N_, EstradError, Text
from planner.tables.table import Done, Piece, Row, SheetMarks, TableFormat, Value, rows_in_pieces

_TABBED = re.compile(r'(?:"((?:[^"]++|"")*+)"(?=[\t\r\n])|([^\t\r\n]*+))(\t|\r\n|\r|\n)')


def tabbed_rows(text: str) -> Iterator[tuple[Row, int]]:
    """Yield the rows of tab-separated or single-column text, each with the number of the line on which it begins.

    A quotation mark that does not enclose a whole cell is part of the text, since programs do not double it there.
    """
    row: list[Value] = []
    line = begins = 1
    for found in _TABBED.finditer(text if text.endswith(("\r", "\n")) else f"{text}\n"):
        quoted, plain, after = found.groups()
        row.append(plain if quoted is None else _with_unix_line_breaks(quoted.replace('""', '"')))
        line += 0 if quoted is None else quoted.count("\n")
        if after != "\t":
            yield tuple(row), begins
            line += 1
            begins, row = line, []


ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8", N_("Unicode (UTF-8)")),
    ("utf-16", N_("Unicode (UTF-16)")),
    ("utf-16-le", N_("Unicode (UTF-16, little endian)")),
    ("utf-16-be", N_("Unicode (UTF-16, big endian)")),
    ("utf-32", N_("Unicode (UTF-32)")),
    ("cp1252", N_("Western Europe (Windows-1252)")),
    ("mac_roman", N_("Western Europe (Mac Roman)")),
    ("iso8859-15", N_("Western Europe (ISO 8859-15)")),
    ("cp850", N_("Western Europe (DOS 850)")),
    ("cp1250", N_("Central Europe (Windows-1250)")),
    ("cp1251", N_("Cyrillic (Windows-1251)")),
    ("cp1253", N_("Greek (Windows-1253)")),
    ("cp932", N_("Japanese (Shift JIS)")),
    ("gb18030", N_("Chinese (GB 18030)")),
)
"""Encodings to choose from: Python's name of each, and the name that is shown."""
DELIMITERS: tuple[tuple[str, str], ...] = (
    (",", N_("Comma")),
    (";", N_("Semicolon")),
    ("\t", N_("Tab")),
    ("|", N_("Vertical line")),
)
"""Column delimiters to choose from."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Options for reading a text; an empty encoding or delimiter is detected from its content.

    ``clip`` is the ``TableFormat`` of the clipboard's content, HTML or text, or empty for a file.
    """

    encoding: str = ""
    delimiter: str = ""
    clip: str = ""


def check_options(how: ReadingOptions, path: Path) -> None:
    """Raise ``EstradError`` if the chosen encoding is unknown or the chosen delimiter cannot be one."""
    try:
        "a".encode(how.encoding or "utf-8")
    except (LookupError, ValueError) as error:
        raise EstradError(
            Text("There is no encoding “{name}”.", name=how.encoding),
            Text("Choose one of these: {names}.", names=", ".join(name for name, _words in ENCODINGS)),
            file=path,
        ) from error
    if how.delimiter and (len(how.delimiter) != 1 or how.delimiter in '\r\n"\0'):
        raise EstradError(
            Text("“{sign}” cannot stand between two columns.", sign=how.delimiter),
            Text("Choose a comma, a semicolon or a tab."),
            file=path,
        )


MOST_IN_A_LINE = 1_000_000
"""Maximum number of characters of a line, and of a cell of several lines in CSV."""
TRIED = 200
"""Number of rows that are examined to find the delimiter."""
_SAID = re.compile(r'\A"?sep=([,;\t|]?)"? *(?=[\r\n]|$)', re.IGNORECASE)
"""A first line such as ``sep=;``, in which Excel states the delimiter; it is not a row."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(data: bytes, how: ReadingOptions) -> Iterator[Piece]:
    """Yield the pieces of a delimited text; raise ``EstradError`` with the line number if it is invalid.

    In a single column, and between tabs from the clipboard, quotation marks that do not quote a whole cell are text.
    """
    csv.field_size_limit(MOST_IN_A_LINE)
    encoding = how.encoding or guess_encoding(data)
    said = _SAID.match(data[:64].decode(encoding, "replace").removeprefix("\ufeff"))
    delimiter = how.delimiter or (said[1] if said else "") or likely_delimiter(data, encoding)
    if how.encoding and not _is_decodable(data, encoding):
        yield Text("Some signs do not exist in this encoding; they are shown as {sign}.", sign="\ufffd")
    lines, is_plain = _decoded_lines(data, encoding), not delimiter or (how.clip and delimiter == "\t")
    rows = tabbed_rows("".join(lines)) if is_plain else _csv_rows(lines, delimiter)
    yield from rows_in_pieces(islice(rows, 1 if said else 0, None))
    yield SheetMarks()
    yield Done(TableFormat.TEXT if how.clip else TableFormat.CSV, encoding, delimiter)


def guess_encoding(data: bytes) -> str:
    """Return the encoding by byte order mark or zero bytes; else UTF-8 if valid, Windows-1252 or Mac Roman."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:4000]
    odd, even = start[1::2].count(0), start[::2].count(0)
    if max(odd, even) * 5 > len(start) // 2 and min(odd, even) * 5 < max(odd, even):
        return "utf-16-le" if odd > even else "utf-16-be"
    return next((name for name in ("utf-8", "cp1252") if _is_decodable(data, name)), "mac_roman")


def _is_decodable(data: bytes, encoding: str) -> bool:
    """Return whether the data can be decoded without errors."""
    with suppress(UnicodeError):
        data.decode(encoding)
        return True
    return False


def _decoded_lines(data: bytes, encoding: str) -> Iterator[str]:
    """Yield the decoded lines, the first without ``sep=``; raise ``EstradError`` for a zero byte or a line too long."""
    for number, line in enumerate(io.TextIOWrapper(io.BytesIO(data), encoding, "replace", newline=""), 1):
        if number == 1:
            line = _SAID.sub("", line.removeprefix("\ufeff"))
        if "\0" in line:
            raise EstradError(
                Text("The file is no text: it has zeros in it."),
                Text("Choose another encoding, or save the table again as .xlsx or .csv."),
                line=number,
            )
        if len(line) > MOST_IN_A_LINE:
            raise EstradError(
                Text("The line is {n} characters long.", n=len(line)), Text("Save the table again."), line=number
            )
        yield line


def _csv_rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[Row, int]]:
    """Yield the rows of CSV lines, each with the number of its first line.

    Raise ``EstradError`` if they are invalid.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield tuple(map(_with_unix_line_breaks, cells)), line
            line = 1 + reader.line_num
    except csv.Error as error:
        if "expected after" in str(error):
            line = reader.line_num
        problem, remedy = next(said for words, said in _FAULTS.items() if words in str(error))
        raise EstradError(Text(problem, n=MOST_IN_A_LINE), Text(remedy), line=line) from error


_A_SECOND_MARK = N_('Put a second mark beside it (""), or save the table again as .xlsx.')
_FAULTS = {
    "field larger": (
        N_("A cell has more than {n} characters."),
        N_("Look whether a quotation mark is missing at its end."),
    ),
    "end of data": (N_("A quotation mark opens a cell that does not end."), _A_SECOND_MARK),
    "": (N_("Something follows the quotation mark that ends a cell."), _A_SECOND_MARK),
}
"""Problem and remedy for each error of ``csv``, by words in its message; the last is for all others."""


def _with_unix_line_breaks(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def likely_delimiter(data: bytes, encoding: str) -> str:
    """Return the delimiter that splits most of the first rows into columns, empty if none splits half of them.

    Of two that split as many rows, the one that gives more of them the same number of columns wins, then the one that
    gives more columns. Raise ``EstradError`` for a zero byte or a line too long.
    """
    scores: dict[str, tuple[float, float, int]] = {}
    for sign, _name in DELIMITERS:
        widths: list[int] = []
        with suppress(csv.Error):
            rows = (row for row in csv.reader(_decoded_lines(data, encoding), delimiter=sign) if any(row))
            widths = [len(row) for row in islice(rows, TRIED)]
        several = Counter(width for width in widths if width > 1)
        if several.total() * 2 >= len(widths) > 0:
            width, equal = max(several.items(), key=lambda item: (item[1], item[0]))
            scores[sign] = (round(several.total() / len(widths), 2), round(equal / len(widths), 2), width)
    return max(scores, key=scores.__getitem__, default="")
