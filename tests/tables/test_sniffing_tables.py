"""Tests of recognising a file as a possible table by its content."""

from pathlib import Path

import pytest

from planner.tables.forms import looks_like_table
from planner.tables.opened_file import OpenedFile
from tests.tables.workbooks import FILES, ods, ods_sheet, plain_xlsx, zipped


def looks(data: bytes) -> bool:
    return looks_like_table(OpenedFile(Path("file.dat"), data))


@pytest.mark.parametrize(
    "data",
    [
        plain_xlsx(),
        ods(ods_sheet()),
        (FILES / "grid.xls").read_bytes(),
        (FILES / "grid.ods").read_bytes(),
        b"Title,Room\nTea,Hall\n",
        "Titel;Rum\nÅka;Salen\n".encode("cp1252"),
        "Titel\tRum\nÅka\tSalen\n".encode("utf-16"),
        b"sep=;\nTitle\n",
        b"<html><body><table><tr><td>x",
        ("Title,Text\n" + "å,é\n" * 10_000).encode(),
    ],
)
def test_a_table_looks_like_one(data: bytes) -> None:
    assert looks(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        zipped({"word/document.xml": b"<x/>"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        b'{"schedule": {"a": 1, "b": 2}}',
        b'[{"a": 1, "b": 2},\n{"a": 1, "b": 2}]',
        b"BEGIN:VCALENDAR\nX;A=b:c,d\nX;A=b:c,d\n",
        b"<schedule><day date='1, 2'/></schedule>",
        b"<html><body>x, y</body></html>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"Opening\nTea, cake\nKnots\n",
        b"%PDF-1.7, a, b",
    ],
)
def test_something_else_does_not(data: bytes) -> None:
    assert not looks(data)
