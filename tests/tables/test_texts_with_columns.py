"""Tests of text with columns: its encoding and delimiter are found, and nothing is lost."""

import codecs

import pytest

from planner.domain.errors import EstradError
from planner.tables.table import TableFormat
from tests.tables.workbooks import read

SWEDISH = "Titel;Talare;Tid\nÅka skidor;Åsa Öström;9,30\nKnyta;Bo Ek;10,15\n"
ROWS = (("Titel", "Talare", "Tid"), ("Åka skidor", "Åsa Öström", "9,30"), ("Knyta", "Bo Ek", "10,15"))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SWEDISH.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SWEDISH.encode(), "utf-8"),
        (SWEDISH.encode("cp1252"), "cp1252"),
        (SWEDISH.encode("utf-16"), "utf-16"),
        (SWEDISH.encode("utf-16-le"), "utf-16-le"),
        (SWEDISH.encode("utf-16-be"), "utf-16-be"),
        (SWEDISH.encode("utf-32"), "utf-32"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    tables = read(data)

    assert (tables.form, tables.encoding, tables.delimiter, tables.sheets[0].rows) == (
        TableFormat.CSV,
        encoding,
        ";",
        ROWS,
    )


@pytest.mark.parametrize(("data", "chosen", "rows", "lines"), [
    (SWEDISH.encode("mac_roman"), ("mac_roman",), ROWS, (1, 2, 3)),
    (b"a,b;c\n", ("", ";"), (("a,b", "c"),), (1,)),
    (b"sep=;\r\nTitle,long;Room,big\r\nTea,green;Hall,old\r\n", (),
     (("Title,long", "Room,big"), ("Tea,green", "Hall,old")), (2, 3)),
    (b'Title,Text\r\nTea,"one\r\ntwo"\r\nRope,x\r\n', (),
     (("Title", "Text"), ("Tea", "one\ntwo"), ("Rope", "x")), (1, 2, 4)),
    (b"a,b,,\n\nc\n,,\n,\n", (), (("a", "b"), (None, None), ("c", None)), (1, 2, 3)),
    (b'"Hi", she said\nOpening\n"Bye" and out\n', (), (('"Hi", she said',), ("Opening",), ('"Bye" and out',)),
     (1, 2, 3)),
], ids=[
    "a chosen encoding is obeyed",
    "a chosen delimiter is obeyed",
    "the line in which Excel says its delimiter is no row",
    "line breaks in cells stay and rows know their lines",
    "rows are as long as the longest and what is empty at the end is cut",
    "a title in quotation marks in a list of titles is one",
])  # fmt: skip
def test_rows_and_their_lines(data: bytes, chosen: tuple[str, ...], rows: object, lines: tuple[int, ...]) -> None:
    sheet = read(data, *chosen).sheets[0]

    assert (sheet.rows, sheet.lines, sheet.cell(len(lines) - 1, 1)) == (rows, lines, f"B{lines[-1]}")


def test_signs_that_a_chosen_encoding_has_not_are_told() -> None:
    tables = read(SWEDISH.encode("cp1252"), "utf-8")

    assert tables.sheets[0].rows[1][0] == "\ufffdka skidor"
    assert [str(remark) for remark in tables.remarks] == [
        "Some signs do not exist in this encoding; they are shown as \ufffd."
    ]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("Name;Price\nTea;1,50\nCake;2,25\n", ";"),
        ("Title\tRoom\nTea, cake\tHall\nSongs, old\tLab\n", "\t"),
        ("a|b\nx, y|z\n", "|"),
        ("Programme of 2027\n\nTitle,Room,Who\nTea,Hall,Ada\nCake,Lab,Bo\nRope,Lab,Cy\n", ","),
        ("Opening\nTea, cake and songs\nKnots\nRope\n", ""),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert read(text.encode()).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\nc,"d\ne,f\ng,h\n', 2),
        ('a,b\n"c\nd","e\nf,g\n', 3),
        ('a,b\nc,"d" e\nf,g\n', 2),
        ("a,b\nc,d\0\n", 2),
    ],
)
def test_what_is_broken_is_refused_with_the_line_on_which_it_begins(text: str, line: int) -> None:
    with pytest.raises(EstradError) as caught:
        read(text.encode(), "utf-8", ",")

    assert caught.value.line == line


def test_a_row_with_too_many_columns_is_told() -> None:
    tables = read(b"a,b\n1,2\n3,4\n5,6,7\n8,9\n1,2\n")

    assert [str(remark) for remark in tables.remarks] == ["1 row has more columns than the others, in line 4."]


def test_rows_that_end_with_empty_cells_are_as_long_as_the_others() -> None:
    assert not read(b"a,b,c\n1,2,\n3,4,\n5,6,\n8,9,\n1,2,\n").remarks


@pytest.mark.parametrize(
    "text",
    ["x\n" * 100_001, ",".join("x" * 501) + "\n", "x" * 1_000_001 + ",y\n", ("x," * 299 + "x\n") * 7_000],
    ids=["rows", "columns", "a cell", "cells"],
)
@pytest.mark.long
def test_a_text_over_a_limit_is_refused(text: str) -> None:
    with pytest.raises(EstradError):
        read(text.encode())


@pytest.mark.parametrize("data", [b"", b" \n\n", b"%PDF-1.7\n%\xe2\xe3\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(EstradError):
        read(data)
