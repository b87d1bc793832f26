"""Tests of how the looks of cells are read: struck through, hidden, coloured, and what a legend says of colours."""

from collections.abc import Iterable

import pytest
import xlsxwriter

from planner.tables.table import CellLooks, LegendEntry, Tables, Worksheet
from tests.tables.workbooks import FILES, ods, ods_cell, ods_row, ods_sheet, read, rezipped, xlsx, xlsx_of

RED, GREEN, WHITE = "#FF9999", "#99FF99", "#FFFFFF"
HEAD = ("Time", "Title")


def coloured(*rows: Iterable[str], **colours: str) -> Tables:
    """Return the tables of a workbook of those rows; ``colours`` are by cell."""

    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Talks")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
            for column, text in enumerate(row):
                if colour := colours.get(f"{'ABCDE'[column]}{number + 1}"):
                    sheet.write(number, column, text, book.add_format({"bg_color": colour}))

    return read(xlsx(write))


def only(tables: Tables) -> Worksheet:
    (sheet,) = tables.sheets
    return sheet


def test_struck_cells_hidden_rows_and_coloured_cells_are_seen() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Talks")
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("9:00", "Tea"), struck)
        sheet.write_row(2, 0, ("10:00", "Cake"), book.add_format({"bg_color": RED}))
        sheet.write_rich_string(3, 1, "Part ", struck, "of it")
        sheet.write_blank(3, 0, None, struck)
        sheet.write_row(4, 0, ("11:00", "Song"), book.add_format({"bg_color": WHITE}))
        sheet.set_row(4, None, None, {"hidden": True})

    looks = only(read(xlsx(write))).looks

    assert (looks.struck, looks.hidden) == ({(1, 0), (1, 1), (3, 1)}, {4})
    assert looks.colours == ((2, 0, 1, "rgb=FFFF9999"),)


def test_cells_without_positions_and_texts_in_cells_are_seen_too() -> None:
    rows = (
        '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
        '<row hidden="true"><c/><c t="inlineStr"><is><r><rPr><strike/></rPr><t>y</t></r></is></c></row>'
    )

    assert only(read(xlsx_of(rows))).looks == CellLooks(frozenset({(1, 1)}), frozenset({1}))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (ods(ods_sheet(ods_row(ods_cell("x")))), " is not seen in a file of this sort (.ods)"),
        ((FILES / "grid.xls").read_bytes(), ", or shows an error, is not seen in an old file of Excel (.xls)"),
    ],
    ids=["ods", "xls"],
)
def test_what_is_not_seen_of_other_files_is_said(data: bytes, form: str) -> None:
    said = f"What is struck through, hidden or coloured{form}; in an .xlsx it is."

    assert said in map(str, read(data).remarks)


def test_parts_that_cannot_be_read_lose_no_cell() -> None:
    row = '<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>Tea</t></is></c></row>'

    tables = read(xlsx_of(row, after="<a>" * 300 + "</a>" * 300))

    assert (only(tables).rows, list(map(str, tables.remarks))) == (
        (("Tea",),),
        ["What is struck through, hidden or coloured in the file could not be seen."],
    )


# legends --------------------------------------------------------------------------------------------------


TEA, CAKE = ("9:00", "Tea"), ("10:00", "Cake")
LEGENDS = {
    "below": (
        (HEAD, TEA, CAKE, ("",), ("Security",), ("Green = Privacy",)),
        {"A2": RED, "B2": RED, "B3": GREEN, "A5": RED, "A6": GREEN},
        [("Security", 4, 0), ("Green = Privacy", 5, 0)],
    ),
    "above, with a label": (
        (("Colours:", "Security", "Privacy"), ("",), HEAD, TEA, CAKE),
        {"B4": RED, "B5": GREEN, "B1": RED, "C1": GREEN},
        [("Security", 0, 1), ("Privacy", 0, 2)],
    ),
    "beside, behind a cell that is only coloured": (
        ((*HEAD, "", "", "Legend"), (*TEA, "", "", "Security"), (*CAKE, "", "", "Privacy")),
        {"B2": RED, "B3": GREEN, "D2": RED, "D3": GREEN},
        [("Security", 1, 4), ("Privacy", 2, 4)],
    ),
    "under a label that ends with a colon": (
        (HEAD, TEA, CAKE, ("",), ("Spår och färger:",), ("", "Security"), ("", "Privacy")),
        {"B2": RED, "B3": GREEN, "A6": RED, "A7": GREEN},
        [("Security", 5, 1), ("Privacy", 6, 1)],
    ),
    "of one colour": (
        (HEAD, TEA, CAKE, ("",), ("Red = workshops",)),
        {"B2": RED, "A5": RED},
        [("Red = workshops", 4, 0)],
    ),
}


@pytest.mark.parametrize(("rows", "colours", "entries"), LEGENDS.values(), ids=LEGENDS.keys())
def test_a_legend_is_taken_out_of_the_cells(
    rows: tuple[tuple[str, ...]], colours: dict[str, str], entries: list[tuple[str, int, int]]
) -> None:
    sheet = only(coloured(*rows, **colours))

    assert [(one.text, one.row, one.column) for one in sheet.looks.legend] == entries
    assert {value for row in sheet.rows for value in row} - {None} == {*HEAD, *TEA, *CAKE}


NO_LEGENDS = {
    "day headings": ((HEAD, ("",), ("Onsdag 12 maj",), ("",), TEA, ("",), ("Torsdag",), ("",), CAKE),
                     {"A3": RED, "A7": GREEN, "B5": RED, "B9": GREEN}),
    "a title in the colour of the headings": ((("Days of 27",), ("",), HEAD, TEA), {"A1": RED, "A3": RED, "B3": RED}),
    "a colour that no row has": ((HEAD, TEA, ("",), ("Red = workshops",)), {"A4": RED}),
    "two names of one colour": ((HEAD, TEA, ("",), ("Red = one",), ("Red = two",)), {"B2": RED, "A4": RED, "A5": RED}),
    "a text without a colour among them": ((HEAD, TEA, ("",), ("Red = one",), ("See below",)), {"B2": RED, "A4": RED}),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "colours"), NO_LEGENDS.values(), ids=NO_LEGENDS.keys())
def test_what_is_no_legend_stays_in_its_cells(rows: tuple[tuple[str, ...]], colours: dict[str, str]) -> None:
    sheet = only(coloured(*rows, **colours))

    assert sheet.looks.legend == ()
    assert [value for row in sheet.rows for value in row if value] == [text for row in rows for text in row if text]


def test_a_legend_entry_is_a_colour_with_its_text_and_cell() -> None:
    sheet = only(coloured(HEAD, TEA, ("",), ("Red: Song",), B2=RED, A4=RED))

    assert sheet.looks.legend == (LegendEntry("rgb=FFFF9999", "Red: Song", 3, 0),)


# meant to hurt ---------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_sheet_of_more_looks_than_anybody_makes_is_read_without_them() -> None:
    cells = "".join(
        f'<row r="{n}">' + '<c s="1" t="inlineStr"><is><t>x</t></is></c><c t="inlineStr"><is><t>y</t></is></c>' * 6
        + "</row>"
        for n in range(1, 20_001)
    )  # fmt: skip
    styles = (
        (
            '<styleSheet xmlns="x"><fonts><font><strike/></font></fonts><fills><fill/></fills>'
            '<cellXfs><xf fontId="9"/><xf/></cellXfs></styleSheet>'
        )
        .replace('fontId="9"', 'fillId="0"')
        .replace("<fills><fill/>", "<fills><fill><patternFill/></fill>")
    )

    tables = read(rezipped(xlsx_of(cells), {"xl/styles.xml": styles.encode()}))

    assert (len(only(tables).rows), only(tables).looks) == (20_000, CellLooks())
    assert "could not be seen" in str(tables.remarks[-1])
