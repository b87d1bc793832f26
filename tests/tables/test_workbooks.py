"""Tests of workbooks of Excel and LibreOffice: each cell is read at its place."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from planner.domain.errors import EstradError
from planner.tables.table import Area, TableFormat, Tables
from tests.tables.workbooks import FILES, ods, ods_cell, ods_row, ods_sheet, plain_xlsx, read, rezipped, xlsx, xlsx_of

TWICE = 'table:number-rows-repeated="2"'
GRID = (
    (date(2027, 5, 3), "Hall", "Lab"),
    (time(9, 30), "Opening – Åsa Lund", None),
    (time(10), "Knots [Craft]\nfor two hands", "Whistles"),
    (time(11), "Lunch", None),
    (45, 2.5, True),
    (90, None, timedelta(hours=30)),
)


def said(tables: Tables) -> list[str]:
    return [str(remark) for remark in tables.remarks]


def grid(book: Any) -> None:
    sheet, old = book.add_worksheet("Monday"), book.add_worksheet("Old")
    formats = [book.add_format({"num_format": said}) for said in ("yyyy-mm-dd", "hh:mm", "[h]:mm")]
    sheet.write_datetime(0, 0, GRID[0][0], formats[0])
    sheet.write_row(0, 1, GRID[0][1:])
    for row in (1, 2, 3):
        sheet.write_datetime(row, 0, GRID[row][0], formats[1])
        sheet.write_row(row, 1, GRID[row][1:])
    sheet.merge_range(3, 1, 3, 2, "Lunch")
    sheet.write_row(4, 0, GRID[4])
    sheet.write_formula(5, 0, "=A5*2", None, 90)
    sheet.write_formula(5, 1, "=1/0", None, "#DIV/0!")
    sheet.write_datetime(5, 2, GRID[5][2], formats[2])
    old.write(0, 0, "gone")
    old.hide()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (xlsx(grid), TableFormat.XLSX),
        (xlsx(grid, date_1904=True), TableFormat.XLSX),
        ((FILES / "grid.ods").read_bytes(), TableFormat.ODS),
        ((FILES / "grid.xls").read_bytes(), TableFormat.XLS),
    ],
    ids=["xlsx", "xlsx from 1904", "ods", "xls"],
)
def test_the_same_grid_comes_out_of_every_form(data: bytes, form: TableFormat) -> None:
    tables = read(data)
    sheet = tables.sheets[0]

    assert (tables.form, [sheet.name for sheet in tables.sheets]) == (form, ["Monday", "Old"])
    assert (sheet.rows, sheet.merged, sheet.unknown) == (GRID, (Area(3, 1, 3, 2),), ((5, 1),))
    assert said(tables) == [
        "1 cell of the sheet “Monday” shows an error in place of a value: B6.",
        "The sheet “Old” is hidden in the file.",
    ]


def test_cells_keep_their_names_where_rows_and_columns_before_them_are_empty() -> None:
    sheet = read(xlsx(lambda book: book.add_worksheet().write("C3", "x"))).sheets[0]

    assert (sheet.rows[2], sheet.cell(2, 2)) == ((None, None, "x"), "C3")


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", "<v />"])
def test_a_formula_of_excel_without_a_value_is_unknown_and_not_empty(value: str) -> None:
    tables = read(xlsx_of(f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f>{value}</c></row>'))
    sheet = tables.sheets[0]

    assert (sheet.rows, sheet.unknown) == (((1, None),), ((0, 1),))
    assert said(tables) == [
        "1 cell of the sheet “Talks” has a formula whose result is not in the file: B1. "
        "Save it again in the program it is from."
    ]


def rich(book: Any) -> None:
    sheet = book.add_worksheet()
    sheet.write_rich_string("A1", "one", book.add_format({"bold": True}), "two")
    sheet.write("A2", "one\r\ntwo")


ONE, NOTHING = '<row r="1"><c r="A1"><v>1</v></c></row>', (None, None, None)
RICH = (
    'one<text:s text:c="2"/>two<text:tab/>three<text:line-break/>four</text:p><text:p>'
    "five <text:span>six</text:span><office:annotation><text:p>secret</text:p></office:annotation>"
)
TYPED = (
    'office:value-type="float" office:value="2.5"',
    'office:value-type="percentage" office:value="1"',
    'office:value-type="date" office:date-value="2027-05-03T09:30:00"',
    'office:value-type="time" office:time-value="PT09H30M00S"',
    'office:value-type="boolean" office:boolean-value="true"',
    'office:value-type="date" office:date-value="someday"',
)
REPEATED = (
    ods_row(ods_cell("a", 'table:number-columns-repeated="2"'), ods_cell("b"), marks=""),
    ods_row(ods_cell(marks='table:number-columns-repeated="16384"'), marks=TWICE),
    ods_row(ods_cell(marks='table:number-columns-repeated="2"'), ods_cell("c")),
    ods_row(ods_cell("d"), marks=TWICE),
    ods_row(ods_cell(), marks='table:number-rows-repeated="1048570"'),
)


def coloured(empty: str) -> bytes:
    """Return a workbook with one value and, far below it, cells that only have a format."""
    return xlsx_of(f'<row r="1"><c s="1" r="B1"><v>1</v></c></row><row r="1048576" ht="12.8">{empty}</row>')


def merged(cells: str, area: str) -> bytes:
    return xlsx_of(cells, after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')


@pytest.mark.parametrize(("data", "rows", "areas", "unknown"), [
    (xlsx(rich), (("onetwo",), ("one\ntwo",)), (), ()),
    (xlsx_of('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'), ((1,),), (), ()),
    (ods(ods_sheet(ods_row(ods_cell("x"), ods_cell(marks='table:formula="of:=A1"')))), (("x", None),), (), ((0, 1),)),
    (xlsx_of('<row><c><v>1</v></c><c><f>1</f></c></row><row/><row><c t="e"><v>#REF!</v></c><c/><c><v>2</v></c></row>'),
     ((1, None, None), NOTHING, (None, None, 2)), (), ((0, 1), (2, 0))),
    (coloured('<c r="XFD1048576" s="1"/>'), ((None, 1),), (), ()),
    (coloured('<c r="XFD1048576" s="1"></c>'), ((None, 1),), (), ()),
    (coloured("<c/>" * 600), ((None, 1),), (), ()),
    (xlsx_of('<row r="1"><c r="A1" t="d"><v>2027-05-03T09:30:00</v></c></row>'),
     ((datetime(2027, 5, 3, 9, 30),),), (), ()),
    (merged(ONE, "A1:A4"), ((1,), (None,), (None,), (None,)), (Area(0, 0, 3, 0),), ()),
    (merged('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
            "A2:XFD2"), ((1, 2), (3, None)), (Area(1, 0, 1, 1),), ()),
    (ods(ods_sheet(*REPEATED)),
     (("a", "a", "b"), NOTHING, NOTHING, (None, None, "c"), ("d", None, None), ("d", None, None)), (), ()),
    (ods(ods_sheet(ods_row(ods_cell(RICH)))), (("one  two\tthree\nfour\nfive six",),), (), ()),
    (ods(ods_sheet(ods_row(*(ods_cell("shown", mark) for mark in TYPED)))),
     ((2.5, 1, datetime(2027, 5, 3, 9, 30), time(9, 30), True, "shown"),), (), ()),
    (xlsx(lambda book: book.add_worksheet("Empty")), (), (), ()),
], ids=[
    "rich text and line breaks of Windows are plain ones",
    "a formula whose value is an empty text is empty",
    "a formula of LibreOffice without a value is unknown",
    "rows and cells that do not say where they are stand beside each other",
    *("cells that are only coloured do not make a sheet larger",) * 3,
    "dates in words of ISO are dates",
    "a merged area that goes on below the last value keeps its length",
    "a merged area over all columns is cut to the sheet",
    "what LibreOffice says to be repeated is laid out",
    "paragraphs, breaks, spaces and tabs of LibreOffice stay and comments do not",
    "typed cells of LibreOffice have their values",
    "a sheet without a cell is empty",
])  # fmt: skip
def test_what_stands_in_a_sheet(data: bytes, rows: object, areas: object, unknown: object) -> None:
    sheet = read(data).sheets[0]

    assert (sheet.rows, sheet.merged, sheet.unknown) == (rows, areas, unknown)


def test_a_hidden_sheet_of_libreoffice_is_told() -> None:
    hidden = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="t2" style:family="table">{hidden}</style:style>'

    tables = read(ods(ods_sheet(ods_row(ods_cell("x")), style="t2"), styles=styles))
    assert said(tables) == ["The sheet “Talks” is hidden in the file."]


def test_links_to_other_files_are_not_followed() -> None:
    relations = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        Target="file:///etc/passwd" TargetMode="External"/></Relationships>"""

    with pytest.raises(EstradError, match="damaged"):
        read(rezipped(plain_xlsx(), {"xl/_rels/workbook.xml.rels": relations}))
