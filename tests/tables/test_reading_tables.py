"""Tests of tables as texts: told by their first bytes, read, in columns, and from the clipboard."""

import codecs
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest

from planner.domain.long_task import Progress, run_to_end
from planner.domain.text import EstradError
from planner.tables import reading
from planner.tables.delimited import DELIMITERS, ENCODINGS, ReadingOptions
from planner.tables.formats import looks_like_table
from planner.tables.opened_file import OpenedFile
from planner.tables.reading import read_clipboard, read_tables
from planner.tables.table import Area, TableFormat, Tables, Worksheet
from tests.tables.test_workbooks import tried
from tests.tables.workbooks import FILES, docx, ods, ods_sheet, plain_xlsx, read, rezipped, xlsx_of, zipped

HOGS = (
    f"sys.path[:] = {sys.path!a}; from planner.tables.reader_process import limit_memory; "
    "limit_memory(); bytearray(10**9)"
)


def runs(code: str) -> Callable[[], list[str]]:
    """Return the command of a child that runs other code than ours."""
    return lambda: [sys.executable, "-c", f"import os, sys, time; {code}"]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Yield the list of the started processes; all of them must have ended afterwards."""
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        started.append(start(command, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
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
    assert [child.args[1:3] for child in children] == [["-I", "-S"]]  # without the user's settings and site-packages


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


def test_only_encodings_and_delimiters_that_are_offered_can_be_chosen(children: list[subprocess.Popen[bytes]]) -> None:
    for name in ("klingon", "base64", "x" * 300, "\0"):
        with pytest.raises(EstradError, match="There is no encoding"):
            run_to_end(read_tables(opened(b"a,b\n"), ReadingOptions(name)))
    assert children == []
    for options in (
        *(ReadingOptions(one) for one, _ in ENCODINGS),
        *(ReadingOptions("", one) for one, _ in DELIMITERS),
    ):
        reading.check_options(options, Path("x"))


def test_closing_the_steps_ends_the_child_and_leaves_nothing_before_it_is_there(
    children: list[subprocess.Popen[bytes]],
) -> None:
    steps = read_tables(opened(b"a,b\n"))
    next(steps)
    next(steps)
    steps.close()
    started, steps = len(children), read_tables(opened(b"a,b\n" * 50_000))
    while len(children) == started:
        next(steps)
    steps.close()
    assert children[-1].wait(10) != 0


@pytest.mark.parametrize("code", ["sys.exit(3)", "os.abort()", "print('[\"Done\"]')", "print('usage: estrad')"])
def test_a_child_that_never_began_says_nothing_of_the_file(
    code: str, children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_child_command", runs(code))

    fault = refusal(b"a,b\n" * 500_000)

    assert (str(fault.problem), str(fault.remedy)) == (
        "The process that reads tables did not begin.",
        "Start Estrad again; if that does not help, install it again.",
    )


def test_a_python_that_does_not_start_or_takes_too_long_is_told(
    children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for unknown in ("no-such-python", "", None):  # Python does not always know where it is
        with monkeypatch.context() as nowhere:
            nowhere.setattr(sys, "executable", unknown)
            assert "The process that reads tables does not start" in str(refusal(b"a,b\n"))
    monkeypatch.setattr(reading, "_child_command", runs("sys.stdin.buffer.read(10); time.sleep(60)"))
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.1)
    assert str(refusal(b"a,b\n" * 500_000)) == "The table could not be read within 20 seconds."


@pytest.mark.parametrize(
    "code",
    [
        "sys.exit(3)",
        "os.abort()",
        "print('[]')",
        "print('nothing of ours')",
        "print('[\"SheetRows\",[[1]],[]]')",
        "print('[\"Done\"]')",
        'print(\'["SheetMarks",""]\')',
        'print(\'["SheetRows",[[[]]],[]]\\n["Done","csv","",""]\')',
        HOGS,
    ],
)
def test_a_child_that_dies_or_talks_nonsense_is_a_refusal(
    code: str, children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_child_command", runs(f"print('ready', flush=True); {code}"))

    assert "is damaged, or takes more memory" in str(refusal(b"a,b\n" * 500_000))


@pytest.mark.long
def test_a_text_that_is_repeated_in_every_cell_is_stopped_at_the_limit_of_memory() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    text = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'

    assert "memory" in str(refusal(rezipped(xlsx_of(cells), {"xl/sharedStrings.xml": text % (b"x" * 32_000)})))


@pytest.mark.long
def test_an_old_workbook_with_a_cell_at_its_farthest_corner_is_stopped_at_the_limit_of_memory() -> None:
    before = perf_counter()

    assert "takes more memory to read than any programme" in str(refusal((FILES / "far.xls").read_bytes()))
    assert perf_counter() - before < 20


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
    assert told.done > told.total // 2
    assert count > 60, f"{count} steps in {perf_counter() - before:.2f} s"


def test_the_child_needs_neither_the_window_nor_the_languages() -> None:
    code = "import sys, planner.tables.reader_process; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert {"PySide6", "babel", "lxml", "icalendar", "python_calamine", "ssl"} & set(modules.split()) == set()


ROOT = Path(reading.__file__).parent.parent.parent


# told by their first bytes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "table"),
    [
        *((data, True) for data in (
        plain_xlsx(),
        ods(ods_sheet()),
        docx(),
        (FILES / "grid.xls").read_bytes(),
        (FILES / "grid.ods").read_bytes(),
        b"Title,Room\nTea,Hall\n",
        "Titel;Rum\nÅka;Salen\n".encode("cp1252"),
        "Titel\tRum\nÅka\tSalen\n".encode("utf-16"),
        b"sep=;\nTitle\n",
        b"<html><body><table><tr><td>x",
        ("Title,Text\n" + "å,é\n" * 10_000).encode(),
        )),
        *((data, False) for data in (
        b"",
        zipped({"ppt/presentation.xml": b"<x/>"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        b'{"schedule": {"a": 1, "b": 2}}',
        b'[{"a": 1, "b": 2},\n{"a": 1, "b": 2}]',
        b"BEGIN:VCALENDAR\nX;A=b:c,d\nX;A=b:c,d\n",
        b"<schedule><day date='1, 2'/></schedule>",
        b"<html><body>x, y</body></html>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"Opening\nTea, cake\nKnots\n",
        b"%PDF-1.7, a, b",
        )),
    ],
    ids=lambda value: "data" if isinstance(value, bytes) else None,  # a zip says when it was made
)  # fmt: skip
def test_a_table_looks_like_one_and_something_else_does_not(data: bytes, table: bool) -> None:
    assert looks_like_table(OpenedFile(Path("file.dat"), data)) is table


# in columns -----------------------------------------------------------------------------------------------


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


def test_it_is_told_that_signs_do_not_exist_in_an_encoding() -> None:
    tables = read(SWEDISH.encode("cp1252"), "utf-8")

    assert list(map(str, tables.remarks)) == ["Some signs do not exist in this encoding; they are shown as \ufffd."]
    assert tables.sheets[0].rows[1][0] == "\ufffdka skidor"


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
        ('a,b\n"c\nd","e\nf,g\n', 2),
        ('a,b\nc,"d" e\nf,g\n', 2),
        ("a,b\nc,d\0\n", 2),
    ],
)
def test_what_is_broken_is_refused_with_the_line_on_which_it_begins(text: str, line: int) -> None:
    with pytest.raises(EstradError) as caught:
        read(text.encode(), "utf-8", ",")

    assert caught.value.line == line


@pytest.mark.parametrize("data", [
    b"", b" \n\n", b"%PDF-1.7\n%\xe2\xe3\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0",
    *(pytest.param(text.encode(), marks=pytest.mark.long) for text in (
        "x\n" * 100_001, ",".join("x" * 501) + "\n", "x" * 1_000_001 + ",y\n", ("x," * 299 + "x\n") * 7_000)),
], ids=["nothing", "blank", "PDF", "PNG", "rows", "columns", "a cell", "cells"])  # fmt: skip
def test_what_is_no_text_or_over_a_limit_is_refused(data: bytes) -> None:
    with pytest.raises(EstradError):
        read(data)


# from the clipboard ---------------------------------------------------------------------------------------


EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table {mso-displayed-decimal-separator:"\\,";}
.xl65 {mso-number-format:"Short Time";}
-->
</style>
</head>
<body link="#0563C1">
<table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'>
<!--StartFragment-->
 <col width=64 span=3 style='width:48pt'>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl65 width=64>Tid</td>
  <td width=64>Titel</td>
  <td width=64>Talare</td>
 </tr>
 <tr height=40 style='height:30.0pt'>
  <td height=40 class=xl65 align=right>09:30</td>
  <td class=xl66 width=64>Åka skidor,<br>
    andra<span style='mso-spacerun:yes'>  </span>delen av
  en lång titel</td>
  <td>Åsa Öström &amp; Bo</td>
 </tr>
 <tr height=0 style='display: none'>
  <td width=64 style='width:48pt'>x</td>
 </tr>
 <tr height=20>
  <td rowspan=2 height=40 class=xl65>10:15</td>
  <td colspan=2>Lunch<br style="mso-data-placement:same-cell;">för alla</td>
 </tr>
 <tr height=20>
  <td>&nbsp;</td>
  <td>Cy</td>
 </tr>
<!--EndFragment-->
</table>
</body>
</html>"""
OF_EXCEL = Worksheet(
    "",
    (
        ("Tid", "Titel", "Talare"),
        ("09:30", "Åka skidor,\nandra delen av en lång titel", "Åsa Öström & Bo"),
        ("10:15", "Lunch\nför alla", None),
        (None, None, "Cy"),
    ),
    (Area(2, 0, 3, 0), Area(2, 1, 2, 2)),
)
CALC = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN"><html><head>
<meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 25.2"/></head><body>
<table cellspacing="0" border="0"><colgroup width="85"></colgroup>
<tr><td height="17" align="left">Title</td>
<td align="right" sdval="0.395833333333333" sdnum="1033;0;HH:MM">09:30</td>
<td align="right" sdval="46510" sdnum="1033;1033;YYYY\\-MM\\-DD">2027-05-03</td>
<td align="right" sdval="46510.5" sdnum="1053;1053;ÅÅÅÅ-MM-DD HH:MM">2027-05-03 12:00</td>
<td align="right" sdval="45" sdnum="1053;0;Standard">45</td>
<td align="right" sdval="2.5" sdnum="1033;">2,5</td>
<td align="right" sdval="1" sdnum="1033;0;&quot;day &quot;0">day 1</td>
<td align="left">one<br>two</td></tr></table></body></html>"""
SHEETS = """<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px}--></style>
<table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" data-sheets-root="1"><colgroup><col/></colgroup>
<tbody><tr><td data-sheets-value="{&quot;1&quot;:2,&quot;2&quot;:&quot;Tea\\nand cake&quot;}">Tea<br>and cake</td>
<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:0.5}"
 data-sheets-numberformat="{&quot;1&quot;:6,&quot;2&quot;:&quot;hh:mm&quot;}">12:00</td>
<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:46510}" data-sheets-numberformat="{&quot;1&quot;:5}">3/5/2027</td>
<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:30}">30</td>
<td data-sheets-value="{&quot;1&quot;:4,&quot;4&quot;:1}">TRUE</td>
<td data-sheets-value="{broken">as shown</td><td rowspan="1" colspan="2">Both<br/>rooms</td></tr></tbody></table>"""
WORD = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body lang=SV><!--StartFragment-->
<p class=MsoNormal>A text before it<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td valign=top>
<p class=MsoNormal style='margin:0'><b>Title</b><o:p></o:p></p></td><td><p class=MsoNormal>Who<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal>Two<o:p></o:p></p>
<table><tr><td>inner</td><td>table</td></tr><tr><td>flat</td></tr></table></td>
<td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><!--EndFragment--></body></html>"""


def cf_html(html: str) -> bytes:
    head = "Version:1.0\r\nStartHTML:000000190\r\nEndHTML:000009999\r\nSourceURL:file:///C:/Plan%20åä/<x>.xlsx\r\n\r\n"
    return (head + html).encode() + b"\0"


def sheet(html: str | bytes) -> Worksheet:
    return read(html if isinstance(html, bytes) else html.encode(), clip=TableFormat.HTML).sheets[0]


@pytest.mark.parametrize(
    "html",
    [
        EXCEL.encode(),
        cf_html(EXCEL),
        EXCEL.encode("utf-16"),
        EXCEL.encode("utf-16-le"),
        EXCEL.replace("charset=utf-8", "charset=windows-1252").encode("cp1252"),
    ],
    ids=["bytes", "CF_HTML", "UTF-16", "UTF-16 without a mark", "cp1252"],
)
def test_cells_of_excel_keep_line_breaks_and_merged_areas(html: bytes) -> None:
    assert sheet(html) == OF_EXCEL


NOT_SEEN = "Colours and hidden columns are not seen in what Excel copies or saves as a web page; in an .xlsx they are."


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (EXCEL, [NOT_SEEN]),
        (CALC, []),
        (SHEETS, []),
        (WORD.replace("<html ", '<html xmlns:x="urn:schemas-microsoft-com:office:excel" '), []),
    ],
    ids=["Excel", "Calc", "Google Sheets", "Outlook"],
)
def test_of_what_excel_copies_it_is_said_that_colours_and_hidden_columns_are_not_seen(
    html: str, said: list[str]
) -> None:
    assert list(map(str, run_to_end(read_clipboard(html, "")).remarks)) == said


MARKS = b'"Hi" she said\tHall\n"one\ntwo"\tLab\nopen "end\t"x\n'
ENDLESS = "<table><tr><td rowspan=60000>x</td></tr><tr><td colspan=60000>y</td></tr></table>"
LOADING = (
    '<!DOCTYPE html SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><table><tr>'
    '<td>&x;<img src="file:///etc/passwd"><script>document.write("no")</script><style>x</style>seen</td></tr></table>'
)


@pytest.mark.parametrize(("data", "expected"), [
    (CALC, Worksheet("", (("Title", "09:30", "2027-05-03", "2027-05-03 12:00", "45", "2,5", "day 1", "one\ntwo"),))),
    (SHEETS, Worksheet("", (("Tea\nand cake", "12:00", "3/5/2027", "30", "TRUE", "as shown", "Both\nrooms"),))),
    (WORD, Worksheet("", (("A text before it", None), ("Title", "Who"), ("One\nTwo\ninner table\nflat", None)))),
    (MARKS, Worksheet("", (('"Hi" she said', "Hall"), ("one\ntwo", "Lab"), ('open "end', '"x')), lines=(1, 2, 4))),
    (ENDLESS, Worksheet("", (("x", None), (None, "y")), (Area(0, 0, 1, 0),))),
    (LOADING, Worksheet("", (("&x;seen",),))),
], ids=[
    "cells of Calc are what they show, as those of Excel are",
    "cells of Google Sheets are what they show, and its area without columns is none",
    "paragraphs of Word are lines, one above the table is its row, and tables in cells are text",
    "marks that enclose no whole cell are the text's",
    "a cell that says it is endless ends with the table",
    "nothing of a page is loaded",
])  # fmt: skip
def test_what_was_copied_is_a_sheet(data: str | bytes, expected: Worksheet) -> None:
    form = TableFormat.TEXT if isinstance(data, bytes) else TableFormat.HTML

    assert read(data if isinstance(data, bytes) else data.encode(), clip=form).sheets == (expected,)


def test_html_with_a_table_goes_before_plain_text_and_its_tables_are_sheets_also_in_a_page_called_xls() -> None:
    found = run_to_end(read_clipboard(EXCEL, "Tid\tTitel\n"))
    assert (found.name, found.form, found.sheets) == ("clipboard", TableFormat.HTML, (OF_EXCEL,))
    tables = read(EXCEL.encode("cp1252", "replace"))
    assert (tables.form, tables.sheets[0].rows[0]) == (TableFormat.HTML, ("Tid", "Titel", "Talare"))
    tables = read(b"<table><tr><td>a</table> and <table><tr><td>b</table>", clip=TableFormat.HTML)
    assert [(found.name, found.rows) for found in tables.sheets] == [("1", (("a",),)), ("2", (("b",),))]
    tables = read(b"Tea, cake and songs\nKnots\nRope; and more\n", clip=TableFormat.TEXT)
    assert (tables.delimiter, tables.sheets[0].width) == ("", 1)
    with pytest.raises(EstradError, match="There is no text on the clipboard"):
        run_to_end(read_clipboard("", " \n"))


def test_a_cell_over_rows_that_the_page_does_not_have_is_a_cell() -> None:
    assert sheet("<table><tr><td rowspan=2>a<td>b</table>").merged == ()
    assert sheet("<table><tr><td rowspan=3>a<td>b<tr><td>c</table>").merged == (Area(0, 0, 1, 0),)
    assert sheet("<table><tr><td colspan=2>a<td>b</table>").merged == (Area(0, 0, 0, 1),)


@pytest.mark.parametrize("html", ["", "<b>Tid</b>", "<table></table>"])
def test_plain_text_goes_where_the_html_has_no_table(html: str) -> None:
    assert run_to_end(read_clipboard(html, 'Tid\tTitel\r\n9:30\t"one\r\ntwo ""x"""\r\n')) == Tables(
        "clipboard",
        TableFormat.TEXT,
        (Worksheet("", (("Tid", "Titel"), ("9:30", 'one\ntwo "x"')), lines=(1, 2)),),
        "utf-8",
        "\t",
    )


@pytest.mark.parametrize(
    "html",
    [
        "<table>" * 3000 + "<tr><td>x",
        "<table><tr><td>" * 3000 + "x",
        "<table><tr>" + "<td>x" * 501,
        "<table><tr><td rowspan=60000 colspan=60000>x<td>y",
        "<table>" + "<tr><td>x" * 100_001,
        "<table><tr><td>x</table>" * 300,
        "<table><tr><td>" + "<b>" * 100_000 + "x",
        "<table " + "a" * 1_000_000,
    ],
    ids=["tables", "tables in cells", "columns", "spans", "rows", "sheets", "depth", "tag"],
)
@pytest.mark.long
def test_a_page_that_is_meant_to_hurt_is_read_or_refused(html: str) -> None:
    with suppress(EstradError):
        assert sheet(html).width <= 500
