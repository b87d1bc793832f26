"""Reads a file's tables in a child process, so that a hostile file can neither harm nor block this one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import IO

import planner
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Text
from planner.tables.assembling import TableAssembler
from planner.tables.limits import MOST_SECONDS, too_slow
from planner.tables.opened_file import OpenedFile
from planner.tables.pieces import BrokenPiece, Done, unpack
from planner.tables.reading_options import ReadingOptions, check
from planner.tables.table import TableFormat, Tables

WAIT = 0.005
"""Maximum time in seconds that one step waits for the child."""
AHEAD = 64
"""Maximum number of lines that may wait to be processed."""
LONGEST_LINE = 20_000_000
THREADS = "reading a table"
START = "import sys; sys.path[:] = {path!a}; from planner.tables.reader_process import main; main()"


def read_tables(opened: OpenedFile, how: ReadingOptions = ReadingOptions()) -> LongTask[Tables]:  # noqa: B008 (a frozen value)
    """Read all sheets of a table, whatever the file's extension; raise ``EstradError`` if it cannot be read."""
    check(how, opened.path)
    return (yield from _read(opened, {"encoding": how.encoding, "delimiter": how.delimiter, "clip": ""}))


def read_clip(opened: OpenedFile, form: TableFormat) -> LongTask[Tables]:
    """Read the tables in the clipboard's content; its text is in UTF-8. Raise ``EstradError`` if that fails."""
    encoding = "utf-8" if form is TableFormat.TEXT else ""
    return (yield from _read(opened, {"encoding": encoding, "delimiter": "", "clip": form.value}))


def _read(opened: OpenedFile, order: dict[str, str]) -> LongTask[Tables]:
    yield Progress(0, 1)
    assembling = TableAssembler(opened.name)
    child = Child(opened.data, order)
    try:
        yield Progress(0, 1)
        yield from _take_in(child, assembling)
        return (yield from assembling.result())
    except BrokenPiece as error:
        raise _gave_up(opened.path) from error
    except EstradError as fault:
        raise EstradError(fault.problem, fault.remedy, file=opened.path, line=fault.line) from fault
    finally:
        child.end()


def _take_in(child: Child, assembling: TableAssembler) -> LongTask[None]:
    """Add all pieces from the child.

    Raise ``BrokenPiece`` if it dies, or ``EstradError`` if it reports an error or is too slow.
    """
    waited = 0.0
    while True:
        before = monotonic()
        try:
            line = child.lines.get(timeout=WAIT)
        except Empty:
            waited += monotonic() - before
            if waited > MOST_SECONDS:
                raise too_slow() from None
        else:
            waited += monotonic() - before
            if isinstance(line, EstradError):
                raise line
            piece = unpack(line)
            if isinstance(piece, Done):
                return
            assembling.add(piece)
        yield assembling.progress


def _gave_up(path: Path) -> EstradError:
    return EstradError(
        Text("“{name}” is damaged, or takes more memory to read than any programme needs.", name=path.name),
        Text("Open it in the program it is from and save it again as .xlsx, or export it as CSV."),
        file=path,
    )


class Child:
    """The child process that reads a table.

    ``order`` holds the options; ``lines`` is the output of the child, which ends with an empty line. A thread starts
    the process, since that is slow on some systems, feeds it and waits for its end; a second thread reads from it.
    """

    def __init__(self, data: bytes, order: dict[str, str]) -> None:
        self.lines: Queue[bytes | EstradError] = Queue(AHEAD)
        self._given_up = Event()
        self._process: subprocess.Popen[bytes] | None = None
        Thread(target=self._work, args=(data, order), daemon=True, name=THREADS).start()

    def _work(self, data: bytes, order: dict[str, str]) -> None:
        try:
            self._process = process = _start()
        except EstradError as fault:
            self._put(fault)
            return
        if self._given_up.is_set():
            process.kill()
        listener = Thread(target=self._listen, args=(process.stdout,), daemon=True, name=THREADS)
        listener.start()
        _feed(process.stdin, data, order)
        listener.join()
        process.wait()

    def _listen(self, stdout: IO[bytes] | None) -> None:
        assert stdout is not None
        with stdout:
            line = b"\n"
            while line and not self._given_up.is_set():
                line = stdout.readline(LONGEST_LINE)
                self._put(line)

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


def _start() -> subprocess.Popen[bytes]:
    """Start this Python interpreter with the same modules, but isolated from the environment variables.

    Raise ``EstradError`` if it does not start.
    """
    root = str(Path(planner.__file__).parent.parent)
    code = START.format(path=[root, *(part for part in sys.path if part)])
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise EstradError(
            Text("The process that reads tables does not start: {why}.", why=str(error)),
            Text("Start Estrad again; if that does not help, install it again."),
        ) from error


def _feed(stdin: IO[bytes] | None, data: bytes, order: dict[str, str]) -> None:
    """Send the child its options and data; it may end before it has read all of them."""
    assert stdin is not None
    try:
        with stdin:
            stdin.write(json.dumps(order).encode("ascii") + b"\n")
            stdin.write(data)
    except OSError:
        return
