"""Reads tables from a file or the clipboard in a child process, so that a hostile one can neither harm nor block us."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic

import planner
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Text
from planner.tables.delimited import ReadingOptions, check
from planner.tables.legend import with_legend
from planner.tables.opened_file import AGAIN, MOST_BYTES, MOST_SECONDS, TOO_MUCH_UNPACKED, TOO_SLOW, OpenedFile
from planner.tables.table import (
    READY,
    Area,
    Begins,
    BrokenPiece,
    CellLooks,
    Done,
    Piece,
    Remark,
    Row,
    SheetBegins,
    SheetMarks,
    SheetRows,
    TableFormat,
    Tables,
    Worksheet,
    unpack,
)

WAIT = 0.005
"""Maximum time in seconds that one step waits for the child."""
AHEAD = 64
"""Maximum number of lines that may wait to be processed."""
LONGEST_LINE = 20_000_000
THREADS = "reading a table"
INSTALL = Text("Start Estrad again; if that does not help, install it again.")
READ_TABLE = "--read-table"
"""The private word by which ``main.py`` is the child; paths to load modules from may follow."""


def read_tables(opened: OpenedFile, how: ReadingOptions = ReadingOptions()) -> LongTask[Tables]:  # noqa: B008 (a frozen value)
    """Read all sheets of a table, whatever the file's extension; raise ``EstradError`` if it cannot be read."""
    check(how, opened.path)
    return (yield from _read(opened, how))


def _read(opened: OpenedFile, how: ReadingOptions) -> LongTask[Tables]:
    yield Progress(0, 1)
    assembling = TableAssembler(opened.name)
    child = Child(opened.data, how)
    try:
        yield Progress(0, 1)
        yield from _take_in(child, assembling)
        return (yield from assembling.result())
    except BrokenPiece as error:
        raise EstradError(
            Text("“{name}” is damaged, or takes more memory to read than any programme needs.", name=opened.name),
            AGAIN,
            file=opened.path,
        ) from error
    except EstradError as fault:
        raise EstradError(fault.problem, fault.remedy, file=opened.path, line=fault.line) from fault
    finally:
        child.end()


def _take_in(child: Child, assembling: TableAssembler) -> LongTask[None]:
    """Add all pieces from the child.

    Raise ``BrokenPiece`` if it dies, or ``EstradError`` if it never began, reports an error or is too slow.
    """
    waited, begun = 0.0, False
    while True:
        before = monotonic()
        try:
            line = child.lines.get(timeout=WAIT)
        except Empty:
            waited += monotonic() - before
            if waited > MOST_SECONDS:
                raise EstradError(*TOO_SLOW) from None
        else:
            waited += monotonic() - before
            if isinstance(line, EstradError):
                raise line
            if begun:
                piece = unpack(line)
                if isinstance(piece, Done):
                    return
                assembling.add(piece)
            elif line != READY:
                raise EstradError(Text("The process that reads tables did not begin."), INSTALL)
            begun = True
        yield assembling.progress


class Child:
    """The child process that reads a table.

    ``lines`` is the output of the child, which ends with an empty line. A thread starts the process, since that is slow
    on some systems, feeds it, reads from it and waits for its end; it reads all before it writes more than a line.
    """

    def __init__(self, data: bytes, how: ReadingOptions) -> None:
        self.lines: Queue[bytes | EstradError] = Queue(AHEAD)
        self._given_up = Event()
        self._process: subprocess.Popen[bytes] | None = None
        Thread(target=self._work, args=(data, how), daemon=True, name=THREADS).start()

    def _work(self, data: bytes, how: ReadingOptions) -> None:
        try:
            self._process = process = _start()
        except EstradError as fault:
            self._put(fault)
            return
        if self._given_up.is_set():
            process.kill()
        assert process.stdin
        assert process.stdout
        with suppress(OSError), process.stdin as stdin:  # it may end before it has read all
            stdin.write(json.dumps(asdict(how)).encode("ascii") + b"\n")
            stdin.write(data)
        with process.stdout as stdout:
            line = b"\n"
            while line and not self._given_up.is_set():
                line = stdout.readline(LONGEST_LINE)
                self._put(line)
        process.wait()

    def _put(self, line: bytes | EstradError) -> None:
        while not self._given_up.is_set():
            try:
                self.lines.put(line, timeout=0.1)
            except Full:
                continue
            return

    def end(self) -> None:
        """Kill the process if it runs; only the threads wait for its end, since freeing much memory takes long."""
        self._given_up.set()
        if self._process:
            self._process.kill()


def _command() -> list[str]:
    """Return the command that starts Estrad as the child.

    A Python is isolated from the environment variables and told where our modules are; a frozen Estrad has its own.
    """
    root = Path(planner.__file__).parent.parent
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_TABLE]
    return [sys.executable, "-I", "-S", str(root / "main.py"), READ_TABLE, str(root), *filter(None, sys.path)]


def _start() -> subprocess.Popen[bytes]:
    """Start the child; raise ``EstradError`` if it does not start."""
    try:
        return subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError, TypeError) as error:
        raise EstradError(
            Text("The process that reads tables does not start: {why}.", why=str(error)),
            INSTALL,
        ) from error


PADDED = 5_000
"""Number of rows padded to full width in one step."""


@dataclass(slots=True)
class _Pile:
    """The pieces of one sheet that have arrived so far."""

    name: str
    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    marks: SheetMarks = field(default_factory=SheetMarks)


class TableAssembler:
    """Assembles tables from pieces, which are added one by one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._begins: Begins | None = None
        self._piles: list[_Pile] = []
        self._remarks: list[Text] = []
        self._read = 0

    @property
    def progress(self) -> Progress:
        """The number of rows received, out of those expected."""
        return Progress(self._read, max(self._begins.rows if self._begins else 0, self._read, 1))

    def add(self, piece: Piece) -> None:
        """Add the next piece; raise ``BrokenPiece`` if it belongs to a sheet and none has begun."""
        match piece:
            case Begins():
                self._begins = piece
            case SheetBegins():
                self._piles.append(_Pile(piece.name))
            case Remark():
                self._remarks.append(piece.text)
            case SheetRows() | SheetMarks() if not self._piles:
                raise BrokenPiece("no sheet")
            case SheetRows():
                self._piles[-1].rows += piece.rows
                self._piles[-1].lines += piece.lines
                self._read += len(piece.rows)
            case SheetMarks():
                self._piles[-1].marks = piece

    def result(self) -> LongTask[Tables]:
        """Return the assembled tables; raise ``BrokenPiece`` if nothing was received."""
        begins = self._begins
        if begins is None:
            raise BrokenPiece("no beginning")
        sheets = []
        while self._piles:  # freed one by one, so that no table is held twice
            sheets.append((yield from self._sheet(self._piles.pop(0))))
        return Tables(self._name, begins.form, tuple(sheets), begins.encoding, begins.delimiter, tuple(self._remarks))

    def _sheet(self, pile: _Pile) -> LongTask[Worksheet]:
        """Return the sheet of a pile, with all rows padded to the width of the longest."""
        rows, marks = pile.rows, pile.marks
        unknown = {*marks.unknown, *marks.errors}
        width = max(map(len, rows), default=0)
        if unknown:  # even if all other cells are empty
            rows += [()] * (1 + max(row for row, _column in unknown) - len(rows))
            width = max(width, 1 + max(column for _row, column in unknown))
        yield self.progress
        for start in range(0, len(rows), PADDED):
            rows[start : start + PADDED] = [row + (None,) * (width - len(row)) for row in rows[start : start + PADDED]]
            yield self.progress
        rows += [(None,) * width] * (_bottom(marks.merged, rows, width) - len(rows))
        areas = [clipped for area in marks.merged if (clipped := _clipped(area, len(rows), width))]
        yield self.progress
        looks = CellLooks(frozenset(marks.struck), frozenset(marks.hidden), tuple(marks.colours))
        lines = tuple(pile.lines)
        return with_legend(Worksheet(pile.name, tuple(rows), tuple(areas), tuple(sorted(unknown)), lines, looks))


LONGER = 200
"""Number of empty rows kept below the last value because they belong to a merged area with one."""


def _bottom(merged: list[Area], rows: list[Row], width: int) -> int:
    """Return the number of rows, including empty ones covered by a merged area that has a value."""
    count = len(rows)
    said = [a.bottom + 1 for a in merged if a.top < count and a.left < width and rows[a.top][a.left] is not None]
    return min(max(said, default=0), count + LONGER)


def _clipped(area: Area, rows: int, columns: int) -> Area | None:
    """Clip an area to the sheet; None if fewer than two cells remain."""
    cut = Area(area.top, area.left, min(area.bottom, rows - 1), min(area.right, columns - 1))
    if cut.top > cut.bottom or cut.left > cut.right or (cut.top, cut.left) == (cut.bottom, cut.right):
        return None
    return cut


CLIPBOARD = Path("clipboard")
"""Placeholder for a file's path in errors."""


def read_clipboard(html: bytes | str, text: str) -> LongTask[Tables]:
    """Read the tables on the clipboard; raise ``EstradError`` if there are none or they cannot be read.

    ``html`` is the content as ``text/html`` or ``HTML Format``, as bytes if possible, or empty; ``text`` is the content
    as plain text. The HTML is preferred, as it has line breaks in cells and merged cells, unless it contains no table.
    """
    page = html.encode("utf-8", "replace") if isinstance(html, str) else html
    plain = text.encode("utf-8", "replace")
    if max(len(page), len(plain)) > MOST_BYTES:
        raise EstradError(*TOO_MUCH_UNPACKED)
    if has_table(page):
        try:
            return (yield from _read(OpenedFile(CLIPBOARD, page), ReadingOptions(clip=TableFormat.HTML)))
        except EstradError:
            if not plain.strip():
                raise
    if not plain.strip():
        raise EstradError(Text("There is no text on the clipboard."), Text("Copy a table, and paste it then."))
    return (yield from _read(OpenedFile(CLIPBOARD, plain), ReadingOptions("utf-8", clip=TableFormat.TEXT)))


def has_table(html: bytes) -> bool:
    """Return whether HTML, in any common encoding, contains a table."""
    return b"<table" in html.replace(b"\0", b"").lower()
