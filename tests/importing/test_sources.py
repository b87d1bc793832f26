"""Tests of choosing the reader of a file: its content decides, and a file that nobody reads is named."""

import sys
from pathlib import Path
from subprocess import run

import pytest

from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.importing.source_registry import SOURCES, choose_source, read_bytes
from planner.incoming_file import name_patterns
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables
from tests.importing.schedules import event, one

TALKS = '[{"title": "A talk", "time": "9:30"}]'


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("x.csv", one(event()).encode(), "schedule.xml"),
        ("x", one(event()).replace("utf-8", "utf-16").encode("utf-16"), "schedule.xml"),
        ("x.xml", TALKS.encode(), "json"),
        ("x.txt", b"\xef\xbb\xbf \n" + TALKS.encode(), "json"),
        ("x.json", TALKS.encode("utf-16"), "json"),
        ("x.json", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ics"),
        ("x.json", b"Title,Time\nA talk,9:30\nAnother,10:00\n", "table"),
        ("x.xml", b"<html><table><tr><td>A talk</td></tr></table></html>", "table"),
    ],
)
def test_content_tells_what_a_file_is(name, data, key):
    assert choose_source(OpenedFile(Path(name), data)).key == key


def test_each_source_can_be_asked_for_by_its_key_and_has_its_functions_and_files():
    assert len({source.key for source in SOURCES}) == len(SOURCES)
    for source in SOURCES:
        assert choose_source(OpenedFile(Path("x"), b"x"), source.key) is source
        assert not source.sniff(OpenedFile(Path("x"), b"x"))
        with pytest.raises(EstradError):
            run_to_end(source.read(OpenedFile(Path("x"), b""), ReadingOptions()))
        assert source.patterns, "the dialog for files would not offer it"
        assert set(source.patterns) <= set(name_patterns())
    assert {"*.ics", "*.xlsx", "*.estrad"} <= set(name_patterns())


def test_a_key_that_there_is_not():
    with pytest.raises(EstradError, match="There is no kind of source “xlsx”"):
        choose_source(OpenedFile(Path("x"), b"x"), "xlsx")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("x.yml", b"Thursday:\n  Hall: [a, b, c]\n", "YAML"),
        ("x.txt", b"# A comment\n---\n- title: A talk\n", "YAML"),
        ("x.json", b"%PDF-1.7", "a PDF document"),
        ("x.csv", b"{\\rtf1 a,b,c}", "a text document (RTF)"),
        ("x.png", b"\x89PNG\r\n", "a picture"),
        ("x.gz", b"\x1f\x8b\x08", "a compressed file"),
        ("x.zip", b"PK\x03\x04rest", "a spreadsheet or an archive"),
        ("x.db", b"SQLite format 3\x00", "a database"),
        ("x.html", b"<html><body><p>404</p></body></html>", "a web page"),
    ],
)
def test_what_nobody_reads_is_named(name, data, what):
    with pytest.raises(EstradError) as found:
        run_to_end(read_bytes(OpenedFile(Path(name), data)))

    assert str(found.value) in (
        f"“{name}” is {what}, which Estrad does not read.",
        f"“{name}” is {what}, not a schedule.",
    )
    assert str(found.value.remedy).startswith("Choose a table")


def test_an_empty_file():
    with pytest.raises(EstradError, match=r"“x.json” is empty\."):
        run_to_end(read_bytes(OpenedFile(Path("x.json"), b" \n")))


def test_how_a_table_is_read_can_be_said():
    data = "Title;Room\nÅngström, a talk;Hall\n".encode("cp1252")

    found = run_to_end(read_bytes(OpenedFile(Path("x.csv"), data), how=ReadingOptions("cp1252", ";")))
    assert isinstance(found, Tables)
    assert found.sheets[0].rows[1] == ("Ångström, a talk", "Hall")


def test_a_table_of_a_program_is_read_as_a_table():
    data = "Titel;Tid;Sal\nŻelazna;9:30;Hall\n".encode("cp1250")

    found = run_to_end(read_bytes(OpenedFile(Path("x.csv"), data), "pretalx", ReadingOptions("cp1250", ";")))

    assert isinstance(found, Tables)
    assert found.sheets[0].rows[1] == ("Żelazna", "9:30", "Hall")


def test_nothing_heavy_is_brought_before_a_source_reads():
    code = ("import sys; from pathlib import Path; from planner.importing.source_registry import choose_source;"
            "from planner.tables.opened_file import OpenedFile; choose_source(OpenedFile(Path('x'), b'[1]'));"
            "print(sorted({'lxml', 'icalendar', 'babel', 'python_calamine'} & set(sys.modules)))")  # fmt: skip

    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
