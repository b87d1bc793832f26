"""Reads tables from a file or the clipboard in a child process, so that a hostile one does no harm."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from time import monotonic

import planner
from planner.background import in_thread
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Text, text_from_json
from planner.tables.delimited import ReadingOptions, check_options
from planner.tables.opened_file import (
    AGAIN,
    MOST_BYTES,
    MOST_SECONDS,
    MOST_UNPACKED,
    TOO_MUCH_UNPACKED,
    TOO_SLOW,
    OpenedFile,
    check_sheet_size,
)
from planner.tables.table import (
    NO_NUMBERS,
    READY,
    Area,
    CellLooks,
    Row,
    SheetMarks,
    TableFormat,
    Tables,
    Worksheet,
    extract_legend,
    pack,
    row_from_json,
    unknown_value_remarks,
)

LONGEST_ANSWER = 2 * MOST_UNPACKED
"""Maximum number of bytes that are read from the child."""
THREADS = "reading a table"
INSTALL = Text("Start Estrad again; if that does not help, install it again.")
READ_TABLE = "--read-table"
"""The internal argument that makes ``main.py`` run as the child; paths to load modules from may follow it."""


def read_tables(opened: OpenedFile, how: ReadingOptions = ReadingOptions()) -> LongTask[Tables]:  # noqa: B008 (frozen)
    """Read all sheets of a table in any format, whatever the file's extension; raise ``EstradError`` if that fails."""
    check_options(how, opened.path)
    yield Progress(0, 1)
    child = ReaderChild(opened.data, how)
    until = monotonic() + MOST_SECONDS
    try:
        yield Progress(0, 1)
        for step in in_thread(child.run, THREADS):
            if monotonic() > until:
                raise EstradError(*TOO_SLOW)
            yield step
        answer = BytesIO(child.answer)
        if answer.readline() != READY:
            raise EstradError(Text("The process that reads tables did not begin."), INSTALL)
        return (yield from assemble_tables(opened.name, answer))
    except _BROKEN as error:
        raise EstradError(
            Text("“{name}” is damaged, or takes more memory to read than any programme needs.", name=opened.name),
            AGAIN,
            file=opened.path,
        ) from error
    except EstradError as fault:
        raise EstradError(fault.problem, fault.remedy, file=opened.path, line=fault.line) from fault
    finally:
        child.end()


class ReaderChild:
    """The child process that reads a table; ``run`` is called in a thread, since starting it is slow on some systems.

    After the thread has ended, ``answer`` has the lines that the process wrote, or an error if it did not start.
    """

    def __init__(self, data: bytes, how: ReadingOptions) -> None:
        self._given = json.dumps(asdict(how)).encode("ascii") + b"\n" + data
        self.answer = b""
        self._given_up = False
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start the process, send it the table, and keep its answer; it reads everything before it writes any piece."""
        try:
            self._process = process = subprocess.Popen(
                _child_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError, TypeError) as error:
            why = Text("The process that reads tables does not start: {why}.", why=str(error))
            self.answer = READY + pack(EstradError(why, INSTALL))
            return
        if self._given_up:
            process.kill()
        assert process.stdin
        assert process.stdout
        with suppress(OSError), process.stdin as stdin:  # it may end before it has read all
            stdin.write(self._given)
        with process.stdout as stdout:
            self.answer = stdout.read(LONGEST_ANSWER)
        process.wait()

    def end(self) -> None:
        """Kill the process, without waiting for its end, since freeing much memory takes long."""
        self._given_up = True
        if self._process:
            self._process.kill()


def _child_command() -> list[str]:
    """Return the command that starts Estrad as the child.

    If Estrad runs from its sources, Python is told to ignore the environment, and where the modules are.
    """
    root = Path(planner.__file__).parent.parent
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_TABLE]
    return [sys.executable, "-I", "-S", str(root / "main.py"), READ_TABLE, str(root), *filter(None, sys.path)]


_BROKEN = (ValueError, TypeError, LookupError, RecursionError, OverflowError)
"""Errors that an answer raises if a line of it is not a valid piece."""


def assemble_tables(name: str, answer: BytesIO) -> LongTask[Tables]:
    """Return the tables of a file from the child's answer: a piece on each line, as ``pack`` writes it.

    Raise one of ``_BROKEN`` if the answer is invalid or incomplete, ``EstradError`` if the child reports one or a sheet
    is too large.
    """
    sheets: list[Worksheet] = []
    remarks: list[Text] = []
    rows: list[tuple[Row, int]] = []
    for line in answer:
        match json.loads(line, parse_constant=NO_NUMBERS.get):
            case ["SheetRows", more]:
                rows += [(row_from_json(values), line) for values, line in more]
            case ["SheetMarks", str(sheet), merged, *others]:
                marks = SheetMarks(sheet, [Area(*area) for area in merged], *others)
                sheets.append(_build_sheet(rows, marks))
                remarks += unknown_value_remarks(marks)
                rows = []
            case {"message": _} as remark:
                remarks.append(text_from_json(remark))
            case ["Fault", problem, remedy, number]:
                raise EstradError(text_from_json(problem), text_from_json(remedy) if remedy else None, line=number)
            case ["Done", form, str(encoding), str(delimiter)]:
                return Tables(name, TableFormat(form), tuple(sheets), encoding, delimiter, tuple(remarks))
            case _:
                raise ValueError(line)
        yield Progress(answer.tell(), answer.getbuffer().nbytes)
    raise ValueError("no end")


def _build_sheet(found: list[tuple[Row, int]], marks: SheetMarks) -> Worksheet:
    """Return a sheet of these rows, all padded to the same width; raise ``EstradError`` if it is too large."""
    unknown = {(row, column) for row, column in (*marks.unknown, *marks.errors)}
    height = max((n for n, (row, _line) in enumerate(found, 1) if row), default=0)
    width = max((len(row) for row, _line in found), default=0)
    if unknown:  # even if all other cells are empty
        height = max(height, 1 + max(row for row, _column in unknown))
        width = max(width, 1 + max(column for _row, column in unknown))
        check_sheet_size(marks.name, height, width)
        found += [((), 0)] * (height - len(found))
    lines = tuple(line for _row, line in found[:height])
    rows = [row + (None,) * (width - len(row)) for row, _line in found[:height]]
    areas = [clipped for area in marks.merged if (clipped := _clipped_area(area, len(rows), width))]
    looks = CellLooks(
        frozenset((row, column) for row, column in marks.struck),
        frozenset(marks.hidden),
        tuple((row, first, last, str(colour)) for row, first, last, colour in marks.colours),
    )
    return extract_legend(
        Worksheet(marks.name, tuple(rows), tuple(areas), tuple(sorted(unknown)), lines if any(lines) else (), looks)
    )


def _clipped_area(area: Area, rows: int, columns: int) -> Area | None:
    """Return the area cut off at the sheet's last row and column, or None if fewer than two cells remain."""
    cut = Area(area.top, area.left, min(area.bottom, rows - 1), min(area.right, columns - 1))
    if cut.top > cut.bottom or cut.left > cut.right or (cut.top, cut.left) == (cut.bottom, cut.right):
        return None
    return cut


CLIPBOARD = Path("clipboard")
"""The path of the clipboard, in place of that of a file."""


def read_clipboard(html: bytes | str, text: str) -> LongTask[Tables]:
    """Read the tables on the clipboard, or else its text as one; raise ``EstradError`` if it is empty or unreadable.

    ``html`` is the content as ``text/html`` or ``HTML Format``, as bytes if possible, or empty; ``text`` is the content
    as plain text. The HTML is preferred, as it has line breaks in cells and merged cells, unless it contains no table
    or cannot be read.
    """
    page = html.encode("utf-8", "replace") if isinstance(html, str) else html
    plain = text.encode("utf-8", "replace")
    if max(len(page), len(plain)) > MOST_BYTES:
        raise EstradError(*TOO_MUCH_UNPACKED)
    if has_table(page):
        try:
            return (yield from read_tables(OpenedFile(CLIPBOARD, page), ReadingOptions(clip=TableFormat.HTML)))
        except EstradError:
            if not plain.strip():
                raise
    if not plain.strip():
        raise EstradError(Text("There is no text on the clipboard."), Text("Copy a table, and paste it then."))
    return (yield from read_tables(OpenedFile(CLIPBOARD, plain), ReadingOptions("utf-8", clip=TableFormat.TEXT)))


def has_table(html: bytes) -> bool:
    """Return whether HTML, in any common encoding, contains a table."""
    return b"<table" in html.replace(b"\0", b"").lower()
