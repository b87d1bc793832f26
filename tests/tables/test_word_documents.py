"""Tests of the reader of Word documents: what is shown comes in as a table, from the file as from the clipboard."""

from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.incoming_file import read_opened_file
from planner.tables.opened_file import OpenedFile
from planner.tables.reading import read_tables
from planner.tables.table import Area, TableFormat, Tables, Worksheet
from tests.tables.workbooks import (
    docx,
    read,
    word_cell,
    word_row,
    word_run,
    word_table,
    word_text,
    zipped,
)

HEAD = word_row("Tid", "Titel", "Talare")
TEA = word_row("09.00", "Tea", "Eva Lind")
VANISH, STRIKE = "<w:vanish/>", "<w:strike/>"


def only(data: bytes) -> Worksheet:
    (sheet,) = read(data).sheets
    return sheet


def test_a_table_comes_with_its_merged_cells_and_the_lines_above_it() -> None:
    rows = (
        HEAD,
        word_row(word_cell("09.00", '<w:vMerge w:val="restart"/>'), "Tea", "Eva Lind"),
        word_row(word_cell("", "<w:vMerge/>"), "Cake", "Per Mo"),
        word_row(word_cell("", "<w:vMerge/>"), word_cell("Lunch", '<w:gridSpan w:val="2"/>')),
        word_row("Music", "Rut No", marks='<w:gridBefore w:val="1"/>'),
    )

    assert only(docx(word_text("Onsdag 12 maj 2027"), word_table(*rows))) == Worksheet(
        "",
        (
            ("Onsdag 12 maj 2027", None, None),
            ("Tid", "Titel", "Talare"),
            ("09.00", "Tea", "Eva Lind"),
            (None, "Cake", "Per Mo"),
            (None, "Lunch", None),
            (None, "Music", "Rut No"),
        ),
        (Area(2, 0, 4, 0), Area(4, 1, 4, 2)),
    )


def test_several_tables_are_sheets_and_what_stands_far_from_them_is_told() -> None:
    inner = word_table(word_row("a", "b"), word_row("c"))
    tables = read(
        docx(
            *(word_text(f"Line {n}") for n in range(5)),
            word_text("It is long. " * 20),
            word_text("Line 5"),
            word_table(HEAD, word_row("10.00", word_cell(word_text("One") + word_text("Two") + inner), "Bo Ek")),
            word_text("Torsdag"),
            word_table(TEA),
            word_text("Last"),
        )
    )

    assert [(sheet.name, sheet.rows[4 * (sheet.name == "1") :]) for sheet in tables.sheets] == [
        ("1", (("Tid", "Titel", "Talare"), ("10.00", "One\nTwo\na b\nc", "Bo Ek"))),
        ("2", (("Torsdag", None, None), ("09.00", "Tea", "Eva Lind"))),
    ]
    assert (tables.form, list(map(str, tables.remarks))) == (
        TableFormat.DOCX,
        ["4 lines beside the tables are left out, the first is “Line 0”."],
    )


def test_a_table_that_only_places_others_on_the_page_is_none() -> None:
    framed = word_table(word_row(word_cell(word_table(HEAD, TEA) + word_text("") + word_table(TEA))))

    assert [sheet.rows[-1] for sheet in read(docx(framed)).sheets] == [("09.00", "Tea", "Eva Lind")] * 2


HIDING = '<w:style w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>' + (
    '<w:style w:styleId="Mine"><w:basedOn w:val="Note"/></w:style>'
)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (word_text("Tea") + word_text("no", VANISH), "Tea"),
        (word_text("Tea", '<w:vanish w:val="0"/>'), "Tea"),
        (word_text("Tea") + word_text("no", style="Mine"), "Tea"),
        (word_text("Tea") + word_text("no", '<w:rStyle w:val="Note"/>'), "Tea"),
        (word_text("Tea", '<w:vanish w:val="false"/>', style="Note"), "Tea"),
        (f"<w:p><w:del>{word_run('no')}</w:del><w:ins>{word_run('Tea')}</w:ins></w:p>", "Tea"),
        (f"<w:p><w:moveFrom>{word_run('no')}</w:moveFrom><w:moveTo>{word_run('Tea')}</w:moveTo></w:p>", "Tea"),
        (f"<w:p><w:r><w:rPr/><w:delText>no</w:delText><w:instrText>no</w:instrText></w:r>"
         f"{word_run('Tea')}</w:p>", "Tea"),
        (f"<w:p><mc:AlternateContent><mc:Choice>{word_run('Tea')}</mc:Choice><mc:Fallback>{word_run('no')}"
         "</mc:Fallback></mc:AlternateContent></w:p>", "Tea"),
        (f"<w:sdt><w:sdtPr>{word_text('no')}</w:sdtPr><w:sdtContent>{word_text('Tea')}</w:sdtContent></w:sdt>", "Tea"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>"
         "<w:r><w:t>T</w:t><w:noBreakHyphen/><w:t>e</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>!</w:t></w:r></w:p>",
         "T-e a\n!"),
        (f"<w:p>{word_run('Tea', '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')}</w:p>", "Tea"),
    ],
)  # fmt: skip
def test_only_what_is_shown_is_read(cell: str, shown: str) -> None:
    assert only(docx(word_table(word_row("x", word_cell(cell))), styles=HIDING)).rows == (("x", shown),)


def test_rows_and_cells_that_are_hidden_or_deleted_with_a_track_are_not_shown() -> None:
    rows = word_table(
        HEAD,
        word_row("no", "no", "no", marks="<w:del/>"),
        word_row("no", "no", "no", marks="<w:hidden/>"),
        word_row("10.00", word_cell("no", "<w:cellDel/>"), "Tea", "Bo Ek", marks="<w:ins/>"),
    )

    assert only(docx(rows)).rows == (("Tid", "Titel", "Talare"), ("10.00", "Tea", "Bo Ek"))


def test_what_is_struck_through_is_marked() -> None:
    rows = word_table(HEAD, word_row("09.00", word_cell(word_text("Tea", STRIKE)), word_cell(word_text("Bo", VANISH))))

    assert only(docx(word_text("Day"), rows)).looks.struck == {(2, 1)}


# as on the clipboard -----------------------------------------------------------------------------------------


COPIED = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body lang=SV><!--StartFragment-->
<p class=MsoNormal>Onsdag 12 maj 2027<span style='display:none;mso-hide:all'>no</span><o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Tid</p></td><td><p class=MsoNormal>Titel</p></td></tr>
<tr><td rowspan=2><p class=MsoNormal>09.00</p></td><td><p class=MsoNormal>Tea<del cite="mailto:Bo"
datetime="2027-01-01T10:00">no</del><ins cite="mailto:Bo">&nbsp;time</ins></p></td></tr>
<tr><td><p class=MsoNormal><s>Cake</s></p></td></tr></table><!--EndFragment--></body></html>"""


def test_a_table_is_the_same_from_the_file_as_from_the_clipboard() -> None:
    deleted = f"<w:p>{word_run('Tea')}<w:del>{word_run('no')}</w:del><w:ins>{word_run(' time')}</w:ins></w:p>"
    written = docx(
        f"<w:p>{word_run('Onsdag 12 maj 2027')}{word_run('no', VANISH)}</w:p>",
        word_table(
            word_row("Tid", "Titel"),
            word_row(word_cell("09.00", '<w:vMerge w:val="restart"/>'), word_cell(deleted)),
            word_row(word_cell("", "<w:vMerge/>"), word_cell(word_text("Cake", STRIKE))),
        ),
    )

    assert only(written) == read(COPIED.encode(), clip=TableFormat.HTML).sheets[0]


def test_words_that_are_struck_on_a_page_or_in_excel_are_marked_and_unseen_cells_are_read_without_word() -> None:
    page = (
        b"<p>Above<table><tr><td><del>a</del><td>b<td class=xl66>c<tr><td>d<td style='text-decoration:line-through'>e"
    )
    style = b"<style>\n.xl65 {x:y;}\n.xl66 {color:red;\n text-decoration:line-through;}</style>"

    (sheet,) = read(style + page, clip=TableFormat.HTML).sheets

    assert (sheet.rows, sheet.looks.struck) == ((("a", "b", "c"), ("d", "e", None)), {(0, 0), (0, 2), (1, 1)})


# without a table ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["09.00 Welcome – Eva Lind", "10.00 Forests – Per Mo"],
         (("Time", "Title", "Speakers", "Room", "Note"),
          ("09.00", "Welcome", "Eva Lind", None, None), ("10.00", "Forests", "Per Mo", None, None))),
        (["Tid\tTitel", "09.00\tTea"], (("Tid", "Titel"), ("09.00", "Tea"))),
        (["Tea and songs", "Knots", "Åka skidor"], (("Tea and songs",), ("Knots",), ("Åka skidor",))),
    ],
)  # fmt: skip
def test_a_document_without_a_table_is_its_lines(lines: list[str], rows: object) -> None:
    body = (word_text(line).replace("\t", "</w:t><w:tab/><w:t>") for line in lines)

    tables = run_to_end(read_opened_file(OpenedFile(Path("x.docx"), docx(*body, name="word/document2.xml"))))

    assert isinstance(tables, Tables)
    assert [sheet.rows for sheet in tables.sheets] == [rows]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(), "The document has no text."),
        (docx(word_text("It is a text.")), "is text without columns"),
        (zipped({"word/document.xml": b"<w:document"}), "The document is damaged."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "is a document of an old Word"),
        (b"%PDF-1.7", "is a PDF document, which Estrad does not read"),
    ],
    ids=lambda value: "data" if isinstance(value, bytes) else None,  # a zip says when it was made
)
def test_what_holds_no_table_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(EstradError, match=said):
        run_to_end(read_opened_file(OpenedFile(Path("x.docx"), data)))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"{\\rtf1 a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"]
)
def test_other_documents_are_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(EstradError) as caught:
        run_to_end(read_opened_file(OpenedFile(Path("x.doc"), data)))

    assert str(caught.value.remedy) == "Save it as .docx, or copy its table and paste it."


# meant to hurt ----------------------------------------------------------------------------------------------


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(word_text("&a;&b;"), before=ENTITY), "declares a document type"),
        (docx(*[word_table(TEA)] * 10_000), "more than 200 sheets"),
        (docx("<w:tbl><w:tr><w:tc>" * 3_000), "is damaged"),
        (docx(word_table(word_row(*["x"] * 501))), "reaches to row 1 and column"),
        (docx(word_table(*[word_row("x")] * 100_001)), "reaches to row 100001|within 20 seconds|is damaged"),
        (docx(word_text("x" * 101_000_000)), "unpacks to more than 100 MB"),
    ],
    ids=["entities", "tables", "depth", "columns", "rows", "bomb"],
)
@pytest.mark.long
def test_a_document_that_is_meant_to_hurt_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(EstradError, match=said):
        run_to_end(read_tables(OpenedFile(Path("x.docx"), data)))


@pytest.mark.parametrize(
    "data",
    [
        docx(word_table(word_row(word_cell("x", '<w:gridSpan w:val="99999999999"/>'), "y"))),
        docx("<w:tc/><w:tr/><w:tcPr/><w:trPr><w:gridBefore/></w:trPr><w:tbl><w:tc/><w:tr/></w:tbl>"),
        docx(word_table(word_row(word_cell("x", "<w:vMerge/>")), word_row(marks='<w:gridBefore w:val="999"/>'))),
        docx(word_text("x", style="A"), styles='<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
    ],
    ids=["span", "no table", "merged with nothing", "style of itself"],
)
def test_a_document_that_no_program_writes_is_read_or_refused(data: bytes) -> None:
    before = process_time()
    with suppress(EstradError):
        assert only(data).width <= 500
    assert process_time() - before < 5
