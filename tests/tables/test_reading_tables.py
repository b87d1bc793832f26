"""Tests of reading tables in a separate process, in steps and within limits; nothing is left behind."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from planner.domain.errors import EstradError
from planner.domain.long_task import Progress, run_to_end
from planner.tables import reading
from planner.tables.delimited import DELIMITERS, ENCODINGS, ReadingOptions
from planner.tables.opened_file import OpenedFile
from planner.tables.reading import read_tables
from planner.tables.table import TableFormat, Tables, Worksheet
from tests.tables.test_hostile_workbooks import tried
from tests.tables.workbooks import FILES, rezipped, xlsx_of

FOR_EVER = "import time, sys; sys.stdin.buffer.read(10); time.sleep(60)"
HOGS = (
    "import sys; sys.path[:] = {path!a}; from planner.tables import reader_process; "
    "reader_process.limit_memory(); bytearray(10**9)"
)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Yield the list of the started processes; all of them must have ended afterwards."""
    started: list[subprocess.Popen[bytes]] = []
    start = reading._start

    def noted() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(reading, "_start", noted)
    yield started
    for thread in threading.enumerate():
        if thread.name == reading.THREADS:
            thread.join(10)
    assert [child for child in started if child.returncode is None] == []
    assert reading.THREADS not in [thread.name for thread in threading.enumerate()]


def opened(data: bytes, name: str = "list.csv") -> OpenedFile:
    return OpenedFile(Path(name), data)


def refusal(data: bytes) -> EstradError:
    with pytest.raises(EstradError) as caught:
        run_to_end(read_tables(opened(data)))
    return caught.value


def test_a_table_comes_out_of_a_process_of_its_own(children: list[subprocess.Popen[bytes]]) -> None:
    assert run_to_end(read_tables(opened(b"Title,Room\nTea,Hall\n"))) == Tables(
        "list.csv", TableFormat.CSV, (Worksheet("", (("Title", "Room"), ("Tea", "Hall")), lines=(1, 2)),), "utf-8", ","
    )
    assert len(children) == 1


def test_how_it_is_to_be_read_reaches_the_child() -> None:
    tables = run_to_end(read_tables(opened("Å,b;c\n".encode("mac_roman")), ReadingOptions("mac_roman", ";")))

    assert (tables.sheets[0].rows, tables.encoding, tables.delimiter) == ((("Å,b", "c"),), "mac_roman", ";")


def test_a_fault_in_the_child_comes_with_file_and_line(children: list[subprocess.Popen[bytes]]) -> None:
    fault = refusal(b'Title,Room\nTea,Hall\n"Long,Lab\nLunch,\n')

    assert (str(fault.problem), fault.file, fault.line) == (
        "A quotation mark opens a cell that does not end.",
        Path("list.csv"),
        3,
    )


def test_an_encoding_that_there_is_not_is_refused_by_name(children: list[subprocess.Popen[bytes]]) -> None:
    for name in ("klingon", "base64", "x" * 300, "\0"):
        with pytest.raises(EstradError, match="There is no encoding"):
            run_to_end(read_tables(opened(b"a,b\n"), ReadingOptions(name)))
    assert children == []


def test_every_encoding_and_delimiter_that_is_offered_can_be_chosen() -> None:
    for encoding, _name in ENCODINGS:
        reading.check(ReadingOptions(encoding), Path("x"))
    for delimiter, _name in DELIMITERS:
        reading.check(ReadingOptions(delimiter=delimiter), Path("x"))


def test_closing_the_steps_ends_the_child(children: list[subprocess.Popen[bytes]]) -> None:
    steps = read_tables(opened(b"a,b\n" * 50_000))
    while not children:
        next(steps)

    steps.close()
    assert children[0].wait(10) != 0


def test_closing_the_steps_before_the_child_is_there_leaves_nothing(children: list[subprocess.Popen[bytes]]) -> None:
    steps = read_tables(opened(b"a,b\n"))
    next(steps)
    next(steps)

    steps.close()


def test_a_python_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "no-such-python")

    assert "The process that reads tables does not start" in str(refusal(b"a,b\n"))


def test_a_child_that_takes_too_long_is_ended(
    children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "START", FOR_EVER)
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.1)

    assert str(refusal(b"a,b\n" * 500_000)) == "The table could not be read within 20 seconds."


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "import os; os.abort()",
        "print('[]')",
        "print('nothing of ours')",
        "print('[\"rows\",[[1]],[]]')",
        "print('[\"done\"]')",
        'print(\'["begins","csv","","",1]\')',
        HOGS,
    ],
)
def test_a_child_that_dies_or_talks_nonsense_is_a_refusal(
    code: str, children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "START", code)

    assert "is damaged, or takes more memory" in str(refusal(b"a,b\n" * 500_000))


@pytest.mark.long
def test_a_text_that_is_repeated_in_every_cell_is_stopped_at_the_limit_of_memory() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    text = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'

    assert "memory" in str(refusal(rezipped(xlsx_of(cells), {"xl/sharedStrings.xml": text % (b"x" * 32_000)})))


@pytest.mark.soak
def test_mutated_workbooks_of_old_excel_can_only_end_the_child() -> None:
    data = (FILES / "grid.xls").read_bytes()
    for seed in range(150):
        with suppress(EstradError):
            run_to_end(read_tables(opened(tried(data, Random(seed)), "grid.xls")))


def test_all_of_a_long_table_comes_in_short_steps() -> None:
    steps = read_tables(opened(b"".join(b"Session %d,Hall,Ada\n" % n for n in range(20_000))))
    count, told, before = 0, Progress(0, 1), perf_counter()
    try:
        while True:
            told = next(steps)
            count += 1
    except StopIteration as end:
        sheet = end.value.sheets[0]

    assert (len(sheet.rows), sheet.rows[-1], sheet.line(19_999)) == (20_000, ("Session 19999", "Hall", "Ada"), 20_000)
    assert told.done == 20_000
    assert count > 60, f"{count} steps in {perf_counter() - before:.2f} s"


def test_the_child_needs_neither_the_window_nor_the_languages() -> None:
    code = "import sys, planner.tables.reader_process; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert {"PySide6", "babel", "lxml", "icalendar", "python_calamine", "ssl"} & set(modules.split()) == set()


ROOT = Path(reading.__file__).parent.parent.parent
