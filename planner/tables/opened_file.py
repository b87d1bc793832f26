"""The bytes of a file or of the clipboard before their format is known, and limits and errors of reading tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO

from planner.domain.text import EstradError, Text

MOST_BYTES = 50_000_000
CHOOSE = Text("Choose a table (.xlsx, .ods, .csv, .docx), a schedule (.xml, .json) or a calendar (.ics).")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The bytes of a file or of the clipboard.

    For the clipboard, ``path`` is only a word in place of a path.
    """

    path: Path
    data: bytes

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def open_file(path: Path) -> OpenedFile:
    """Return the bytes of a file; raise ``EstradError`` if it is not a regular file, is too large or cannot be read."""
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode):
            raise EstradError(Text("“{name}” is not a file.", name=path.name), CHOOSE, file=path)
        if facts.st_size > MOST_BYTES:
            raise too_large_error(path)
        with path.open("rb") as stream:
            return read_stream(stream, path)
    except (OSError, ValueError) as error:
        raise EstradError(
            Text("“{name}” cannot be read.", name=path.name),
            Text("Check whether it is there and whether you may read it."),
            file=path,
        ) from error


def read_stream(stream: BinaryIO, path: Path) -> OpenedFile:
    """Return all bytes of a stream, named ``path`` in errors; raise ``EstradError`` if they are too many."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_large_error(path)
    return OpenedFile(path, data)


def too_large_error(path: Path) -> EstradError:
    """Return the error for a file that is too large to be a conference."""
    return EstradError(Text("“{name}” is too large to be a conference.", name=path.name), CHOOSE, file=path)


MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 2_000_000
MOST_SHEETS = 200
MOST_MERGED = 50_000
MOST_UNPACKED = 100_000_000
"""Maximum number of bytes of an unpacked workbook or document, and of the JSON in which a table is sent."""
MOST_SECONDS = 20.0
MOST_MEMORY = 290_000_000
"""Maximum number of bytes of memory for the child process that reads a table."""
SMALLER = Text("Save only the part that holds the programme or the people as a file of its own.")


def check_cell_count(sheets: int, cells: int) -> None:
    """Raise ``EstradError`` if the sheets of a workbook have too many cells together."""
    if cells > MOST_CELLS:
        raise EstradError(
            Text(
                "The {sheets} sheets of the file have {cells} cells; Estrad reads {most}.",
                sheets=sheets,
                cells=cells,
                most=MOST_CELLS,
            ),
            SMALLER,
        )


def check_sheet_count(sheets: int) -> None:
    """Raise ``EstradError`` if a file has too many sheets."""
    if sheets > MOST_SHEETS:
        raise EstradError(Text("The file has more than {n} sheets.", n=MOST_SHEETS), SMALLER)


def is_too_large(rows: int, columns: int) -> bool:
    """Return whether a sheet with this many rows and columns exceeds a limit."""
    return rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS


def check_sheet_size(sheet: str, rows: int, columns: int) -> None:
    """Raise ``EstradError`` if a sheet has too many rows, columns or cells."""
    if is_too_large(rows, columns):
        which = Text("The sheet “{sheet}”", sheet=sheet[:60]) if sheet else Text("The table")
        raise EstradError(
            Text(
                "{which} reaches to row {rows} and column {columns}; Estrad reads {most_rows} rows, "
                "{most_columns} columns and {most_cells} cells.",
                which=which,
                rows=rows,
                columns=columns,
                most_rows=MOST_ROWS,
                most_columns=MOST_COLUMNS,
                most_cells=MOST_CELLS,
            ),
            Text("Delete what stands far down or far to the right, or copy the table into a new sheet."),
        )


AS_DOCX = Text("Save it as .docx, or copy its table and paste it.")
AGAIN = Text("Open it in the program it is from and save it again as .xlsx, or export it as CSV.")


TOO_MUCH_UNPACKED = (Text("The file unpacks to more than {n} MB.", n=MOST_UNPACKED // 1_000_000), SMALLER)
TOO_MUCH_MEMORY = (Text("The table takes more memory to read than any programme needs."), SMALLER)
TOO_SLOW = (Text("The table could not be read within {n} seconds.", n=int(MOST_SECONDS)), SMALLER)
DAMAGED = (Text("The file is damaged, or no spreadsheet."), AGAIN)
DAMAGED_DOCUMENT = (Text("The document is damaged."), AS_DOCX)
HAS_A_PASSWORD = (Text("The file has a password."), Text("Save it without one, and choose it again."))
"""This and each of the five values above is a problem with a table, and its remedy."""


@contextmanager
def replace_faults(problem: Text, remedy: Text) -> Iterator[None]:
    """Replace exceptions but ``EstradError`` and ``MemoryError`` by an ``EstradError`` of this problem and remedy.

    A panic of calamine is replaced too, although it is no ``Exception``.
    """
    try:
        yield
    except (EstradError, MemoryError, GeneratorExit):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise EstradError(problem, remedy) from error


MAIN_PART = re.compile(r"word/document\d*\.xml")
"""The path of the main part, which has the text, in a Word document's archive."""
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Options for lxml's parsers that keep a hostile file from loading anything or expanding entities."""


def free_element(element: Any) -> None:
    """Free the memory of an XML element that was read, and of its earlier siblings."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
