"""Tables are read in a process of their own, in steps, within limits."""

from pathlib import Path

import pytest

from planner.domain.errors import EstradError
from planner.domain.steps import finish
from planner.tables.choices import Reading
from planner.tables.opened import Opened
from planner.tables.reading import read_tables
from planner.tables.table import Form, Sheet, Tables


def opened(data: bytes, name: str = "list.csv") -> Opened:
    return Opened(Path(name), data)


def test_a_table_comes_out_of_a_process_of_its_own() -> None:
    assert finish(read_tables(opened(b"Title,Room\nTea,Hall\n"))) == Tables(
        "list.csv", Form.CSV, (Sheet("", (("Title", "Room"), ("Tea", "Hall")), lines=(1, 2)),), "utf-8", ","
    )


def test_a_fault_in_the_child_comes_with_file_and_line() -> None:
    with pytest.raises(EstradError) as caught:
        finish(read_tables(opened(b'Title,Room\nTea,Hall\n"Long,Lab\nLunch,\n')))

    assert (str(caught.value.problem), caught.value.file, caught.value.line) == (
        "A quotation mark opens a cell that does not end.",
        Path("list.csv"),
        3,
    )


def test_an_encoding_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(EstradError, match="There is no encoding “klingon”"):
        finish(read_tables(opened(b"a,b\n"), Reading("klingon")))
