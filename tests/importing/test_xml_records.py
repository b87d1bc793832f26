"""Tests of XML that is a table: the elements that are its rows, and its columns."""

from pathlib import Path

import pytest

from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.importing.source_registry import choose_source, read_bytes
from planner.tables.opened_file import OpenedFile
from planner.tables.table import TableFormat, Tables
from tests.importing.mutations import SPOILT, spoilt

CONFTOOL = """<?xml version="1.0" encoding="UTF-8"?>
<conftool>
<session>
<session_ID>1</session_ID><session_title>On bees &amp; more</session_title>
<session_start>2024-04-25 09:00</session_start><session_room>Hall</session_room>
<p1_title>Wild bees</p1_title><p1_authors>Ek, Ada; Ahl, Bo</p1_authors><session_info></session_info>
</session>
<session>
<session_ID>2</session_ID><session_title>On wasps</session_title>
<session_abstract>&lt;p&gt;One&lt;/p&gt;</session_abstract>
</session>
</conftool>
"""


def read(text, name="file.xml"):
    told = run_to_end(read_bytes(OpenedFile(Path(name), text.encode())))
    assert isinstance(told, Tables)
    return told


def test_each_record_is_a_row_and_each_child_a_column():
    told = read(CONFTOOL)

    (sheet,) = told.sheets
    assert (told.form, sheet.name) == (TableFormat.XML, "session")
    assert sheet.rows == (
        ("session_ID", "session_title", "session_start", "session_room", "p1_title", "p1_authors", "session_abstract"),
        ("1", "On bees & more", "2024-04-25 09:00", "Hall", "Wild bees", "Ek, Ada; Ahl, Bo", None),
        ("2", "On wasps", None, None, None, None, "One"),
    )
    assert [sheet.line(row) for row in range(3)] == [2, 3, 8]


def test_two_sorts_of_records_are_two_sheets():
    told = read("<x><talks><t><a>1</a><b>2</b></t><t><a>3</a><b>4</b></t></talks>"
                "<people><p id='1' name='Ada'/><p id='2' name='Bo'/></people></x>")  # fmt: skip

    assert [(sheet.name, sheet.rows) for sheet in told.sheets] == [
        ("t", (("a", "b"), ("1", "2"), ("3", "4"))), ("p", (("id", "name"), ("1", "Ada"), ("2", "Bo")))]  # fmt: skip


def test_what_a_column_holds_several_times_is_a_line_each():
    told = read("<x><t><a>1</a><b>2</b><who><n>Ada</n><n>Bo</n></who></t><t><a>3</a><b>4</b></t></x>")

    assert told.sheets[0].rows == (("a", "b", "who/n"), ("1", "2", "Ada\nBo"), ("3", "4", None))


@pytest.mark.parametrize("text", ["<x/>", "<x><a>1</a><b>2</b></x>", "<x><t>1</t><t>2</t></x>", "<x><t></x>",
                                  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'])  # fmt: skip
def test_what_has_no_records_is_refused(text):
    with pytest.raises(EstradError) as refused:
        read(text)

    assert refused.value.problem


@pytest.mark.parametrize("rows", [
    "".join(f"<t><a{n}>1</a{n}><b>1</b></t>" for n in range(2000)),
    "<t><a>1</a><b>1</b></t>" * 100_001,
    "<t>" + "".join(f"<a{n}>1</a{n}>" for n in range(450)) + "</t>" + "<t><a0>1</a0><b>2</b></t>" * 4500,
], ids=["columns", "rows", "cells"])  # fmt: skip
@pytest.mark.long
def test_what_is_too_large_on_purpose_is_refused(rows):
    with pytest.raises(EstradError) as refused:
        read(f"<x>{rows}</x>")

    assert str(refused.value.problem) == "“file.xml” is too large to be a conference."


@pytest.mark.parametrize(("text", "key"), [
    ("<schedule><conference/></schedule>", "schedule.xml"), ("<iCalendar/>", "xcal"), (CONFTOOL, "xml"),
])  # fmt: skip
def test_xml_is_known_by_its_outermost_element(text, key):
    assert choose_source(OpenedFile(Path("x"), text.encode())).key == key


WORDS = [b"<", b">", b"&", b"<!DOCTYPE x>", b"\x00", b"<t>", b"</t>", b"&#0;", b"="]


def answer(opened):
    """Return True if a file gives tables, False if it is refused."""
    try:
        return isinstance(run_to_end(read_bytes(opened, "xml")), Tables)
    except EstradError:
        return False


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_ones_are_read_or_refused(times, seed):
    assert {answer(opened) for opened in spoilt([CONFTOOL.encode()], WORDS, times, seed, "x.xml")} == {True, False}
