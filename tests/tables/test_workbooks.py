"""Tests of reading workbooks, also hostile ones."""

import io
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from itertools import product
from random import Random
from time import process_time
from typing import Any

import pytest

from planner.domain.text import EstradError
from planner.tables.table import Area, TableFormat, Tables
from tests.tables.workbooks import (
    FILES,
    ods,
    ods_cell,
    ods_row,
    ods_sheet,
    plain_xlsx,
    read,
    rezipped,
    xlsx,
    xlsx_of,
    zipped,
)

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
    """Return the remarks, without the one that some formats do not tell how cells look."""
    return [str(remark) for remark in tables.remarks if "struck through" not in str(remark)]


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
    assert (sheet.rows, sheet.merged) == (GRID, (Area(3, 1, 3, 2),))
    if form is TableFormat.XLS:  # in which errors are not seen
        assert (sheet.unknown, said(tables)) == ((), ["The sheet “Old” is hidden in the file."])
        return
    assert sheet.unknown == ((5, 1),)
    assert said(tables) == [
        "1 cell of the sheet “Monday” shows an error in place of a value: B6.",
        "The sheet “Old” is hidden in the file.",
    ]


def test_cells_keep_their_names_where_rows_and_columns_before_them_are_empty_and_tables_in_them_are_no_rows() -> None:
    sheet = read(xlsx(lambda book: book.add_worksheet().write("C3", "x"))).sheets[0]
    assert (sheet.rows[2], sheet.cell(2, 2)) == ((None, None, "x"), "C3")

    inner = f"<table:table>{ods_row(ods_cell('inner'))}</table:table>"
    cell = f'<table:table-cell office:value-type="string"><text:p>outer</text:p>{inner}</table:table-cell>'
    assert read(ods(ods_sheet(ods_row(cell), ods_row(ods_cell("next"))))).sheets[0].rows == (("outer",), ("next",))


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
LASTS = 'office:value-type="time" office:time-value="{}"'
LENGTHS = (
    ("PT00H00M00S", time()), ("PT23H59M59S", time(23, 59, 59)), ("PT24H00M00S", timedelta(days=1)),
    ("P1DT1H", timedelta(hours=25)), ("-PT00H00M01S", timedelta(seconds=-1)),
)  # fmt: skip
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
    (xlsx_of('<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c></row>'), (("a\nb",),), (), ()),
    (xlsx_of('<row r="1"><c r="A1" t="d"><v>2027-05-03T09:30:00</v></c></row>'),
     ((datetime(2027, 5, 3, 9, 30),),), (), ()),
    (merged(ONE, "A1:A4"), ((1,),), (), ()),
    (merged('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
            "A2:XFD2"), ((1, 2), (3, None)), (Area(1, 0, 1, 1),), ()),
    (ods(ods_sheet(*REPEATED)),
     (("a", "a", "b"), NOTHING, NOTHING, (None, None, "c"), ("d", None, None), ("d", None, None)), (), ()),
    (ods(ods_sheet(ods_row(ods_cell(RICH)))), (("one  two\tthree\nfour\nfive six",),), (), ()),
    (ods(ods_sheet(ods_row(*(ods_cell("shown", mark) for mark in TYPED)))),
     ((2.5, 1, datetime(2027, 5, 3, 9, 30), time(9, 30), True, "shown"),), (), ()),
    (ods(ods_sheet(ods_row(*(ods_cell("shown", LASTS.format(said)) for said, _value in LENGTHS)))),
     (tuple(value for _said, value in LENGTHS),), (), ()),
    (xlsx(lambda book: book.add_worksheet("Empty")), (), (), ()),
], ids=[
    "rich text and line breaks of Windows are plain ones",
    "a formula whose value is an empty text is empty",
    "a formula of LibreOffice without a value is unknown",
    "rows and cells that do not say where they are stand beside each other",
    *("cells that are only coloured do not make a sheet larger",) * 3,
    "an escaped carriage return alone breaks the line",
    "dates in words of ISO are dates",
    "a merged area ends at the last row with a value",
    "a merged area over all columns is cut to the sheet",
    "what LibreOffice says to be repeated is laid out",
    "paragraphs, breaks, spaces and tabs of LibreOffice stay and comments do not",
    "typed cells of LibreOffice have their values",
    "a length of LibreOffice is a time of day up to a whole day",
    "a sheet without a cell is empty",
])  # fmt: skip
def test_what_stands_in_a_sheet(data: bytes, rows: object, areas: object, unknown: object) -> None:
    sheet = read(data).sheets[0]

    assert (sheet.rows, sheet.merged, sheet.unknown) == (rows, areas, unknown)


def test_a_hidden_sheet_of_libreoffice_is_told_and_links_to_other_files_are_not_followed() -> None:
    hidden = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="t2" style:family="table">{hidden}</style:style>'
    tables = read(ods(ods_sheet(ods_row(ods_cell("x")), style="t2"), styles=styles))
    assert said(tables) == ["The sheet “Talks” is hidden in the file."]

    relations = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        Target="file:///etc/passwd" TargetMode="External"/></Relationships>"""
    assert "damaged" in refusal(rezipped(plain_xlsx(), {"xl/_rels/workbook.xml.rels": relations}))


# hostile --------------------------------------------------------------------------------------------------


FAR = "<v>1</v></c></row>"
WORDS = [b"<", b">", b"&", b'"', b"]]>", b"<!--", b"<!DOCTYPE x>", b"<row>", b"</row>", b'r="XFD1048576"', b"<c>",
         b"99999999", b"-1", b"\x00", b"\xff\xfe", b"&x;", b"1e999", b"NaN", b"t=\"s\"", b"t=\"e\"", b"<f>",
         b'table:number-columns-repeated="99999999"', b'table:number-rows-repeated="99999999"',
         b"table:table-row", b"table:table", b"PT99H", b"2027-13-41", b"x" * 3000]  # fmt: skip


def refusal(data: bytes) -> str:
    with pytest.raises(EstradError) as caught:
        read(data)
    return str(caught.value)


def test_a_sheet_is_looked_at_under_any_name() -> None:
    book = zipfile.ZipFile(io.BytesIO(xlsx_of(f'<row r="1048576"><c r="XFD1048576">{FAR}')))
    entries = {name: book.read(name).replace(b"sheet1.xml", b"sheet1.dat") for name in book.namelist()}

    renamed = {name.replace("sheet1.xml", "sheet1.dat"): data for name, data in entries.items()}
    assert "The sheet “Talks” reaches to row 1048576" in refusal(zipped(renamed))


def test_what_an_entry_hides_behind_the_size_that_it_says_is_not_read() -> None:
    name, row = "xl/worksheets/sheet1.xml", '<row r="1"><c r="A1"><v>1</v></c></row>'
    data = xlsx_of(f'{row}<row r="1048576"><c r="XFD1048576">{FAR}')
    whole = zipfile.ZipFile(io.BytesIO(data)).read(name)
    shown = whole[: whole.index(row.encode()) + len(row)]

    for text in (shown, whole):
        assert "damaged" in refusal(saying(data, name, size=len(shown), crc=zlib.crc32(text)))


def saying(data: bytes, name: str, *, size: int, crc: int) -> bytes:
    """Return the zip with another size and checksum for one entry in its directory."""
    out = bytearray(data)
    entry = out.rindex(name.encode()) - 46
    assert out[entry : entry + 4] == b"PK\x01\x02"
    out[entry + 16 : entry + 20], out[entry + 24 : entry + 28] = crc.to_bytes(4, "little"), size.to_bytes(4, "little")
    return bytes(out)


LARGE = b'<worksheet><sheetData><row r="1"/><row r="90000"><c r="T90000"><v>1</v></c></row></sheetData></worksheet>'


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
TOO_FAR = (
    f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576">{FAR}',
    f"<row r='1048576'><c r = 'A1048576'>{FAR}",
    f'<row r="1"><c r="SG1">{FAR}',
    f'<row r="1"><c t="n" r="xfd1">{FAR}',
    f'<x:row xmlns:x="x" r="1048576"><x:c r="A1048576">{FAR.replace("</", "</x:")}',
    "<row>" + "<c><v>1</v></c>" * 501 + "</row>",
    "<row/>" * 100_000 + f"<row><c>{FAR}",
    f'<row r="1"><c r="A1"><v>1</v></c></row><row r="50000"><c r="ZZ50000">{FAR}',
)
REPEATED_TOO_OFTEN = (
    ods_row(ods_cell("x"), marks='table:number-rows-repeated="1048576"'),
    ods_row(ods_cell("x", 'table:number-columns-repeated="16384"')),
    ods_row(ods_cell(marks='table:number-columns-repeated="16383"'), ods_cell("x")),
    ods_row(marks='table:number-rows-repeated="1048575"') + ods_row(ods_cell("x")),
    ods_row(ods_cell("x", 'table:number-columns-repeated="400"'), marks='table:number-rows-repeated="90000"'),
    ods_row(ods_cell(marks='table:number-columns-repeated="9999"'), ods_cell(marks='table:formula="of:=1"')),
)
WITH_A_TYPE = (
    xlsx_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>', before=ENTITIES),
    ods(ods_sheet(ods_row(ods_cell("&b;"))), before=ENTITIES),
    ods(ods_sheet(ods_row(ods_cell("x"))), before='<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
    zipped({"content.xml": ENTITIES.encode("utf-16")}),
)
OF_ANOTHER_SORT = (
    ({"ppt/presentation.xml": b"<x/>"}, "a presentation"),
    ({"Index/Document.iwa": b""}, "Apple's Numbers"),
    ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, "not a spreadsheet"),
    ({"photo.jpg": b"x"}, "an archive of files"),
)
REFUSED = (
    (plain_xlsx() + plain_xlsx()[-22:], "damaged"),
    (
        rezipped(plain_xlsx(), {}, **{f"xl/worksheets/s{n}.xml": LARGE for n in range(2)}),
        "The 3 sheets of the file have 3600002 cells; Estrad reads 2000000.",
    ),
    (zipped({f"xl/workbook{n}.xml": b"" for n in range(2_001)}), "damaged"),
    (ods(ods_sheet(ods_row(ods_cell("&b;")))), "damaged"),
    *((xlsx_of(cells), "The sheet “Talks” reaches to row") for cells in TOO_FAR),
    *((ods(ods_sheet(rows)), "The sheet “Talks” reaches to row") for rows in REPEATED_TOO_OFTEN),
    *((data, "declares a document type") for data in WITH_A_TYPE),
    *((zipped(entries), words) for entries, words in OF_ANOTHER_SORT),
)


@pytest.mark.parametrize(("data", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_be_a_table_is_refused_by_what_it_is(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.long
def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = rezipped(plain_xlsx(), {}, **{"xl/media/a.bin": bytes(101_000_000)})

    assert (len(bomb) < 200_000, refusal(bomb)) == (True, "The file unpacks to more than 100 MB.")


def test_a_password_is_told() -> None:
    locked = bytearray(plain_xlsx())
    for place in (locked.find(b"PK\x03\x04") + 6, locked.find(b"PK\x01\x02") + 8):
        locked[place] |= 1
    manifest = b'<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    ole = (FILES / "grid.xls").read_bytes()[:512] + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)

    assert {
        refusal(bytes(locked)),
        refusal(zipped({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})),
        refusal(ole),
    } == {"The file has a password."}


@pytest.mark.parametrize("name", ["grid.ods", "grid.xls"])
def test_a_file_that_was_cut_off_is_refused(name: str) -> None:
    data = (FILES / name).read_bytes()

    for length in (8, 100, 600, len(data) // 2):
        assert refusal(data[:length])


def mutated(data: bytes, random: Random) -> bytes:
    """Return the zip with bytes changed in one of its entries, or in the zip itself."""
    if random.random() < 0.3:
        return tried(data, random)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        heavy = [name for name in names if "sheet" in name or "content" in name or "shared" in name]
        name = random.choice(heavy if random.random() < 0.7 else names)
        return rezipped(data, {name: tried(archive.read(name), random)})


def tried(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at, to = random.randrange(len(out) + 1), random.randrange(len(out) + 1)
        match random.randrange(4):
            case 0:
                out[at : at + random.randint(0, 8)] = random.choice(WORDS)
            case 1:
                del out[at : at + random.randint(1, 60)]
            case 2:
                out[to:to] = out[at : at + random.randint(1, 200)]
            case _:
                out[at : at + 1] = bytes([random.randrange(256)])
    return bytes(out)


GOOD = {
    "xlsx": xlsx_of(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f></c></row>'
        '<row r="9"><c r="C9"><v>46024</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    ),
    "ods": (FILES / "grid.ods").read_bytes(),
}


@pytest.mark.parametrize("number", [30, pytest.param(500, marks=pytest.mark.soak)])
def test_mutated_workbooks_are_read_or_refused(number: int) -> None:
    for name, seed in product(GOOD, range(number)):
        random = Random(f"{name} {seed}")
        before = process_time()
        try:
            read(mutated(GOOD[name], random))
        except EstradError:
            pass
        except BaseException as error:
            raise AssertionError(f"{name} {seed}") from error
        assert process_time() - before < 2, f"{name} {seed}"
