"""Tests of tables on the clipboard, as Excel, Calc, Google Sheets, Word and Outlook put them there."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest

from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.tables.reading import read_clipboard
from planner.tables.table import Area, TableFormat, Tables, Worksheet
from tests.tables.workbooks import read

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


MARKS = b'"Hi" she said\tHall\n"one\ntwo"\tLab\nopen "end\t"x\n'
ENDLESS = "<table><tr><td rowspan=60000>x</td></tr><tr><td colspan=60000>y</td></tr></table>"
LOADING = (
    '<!DOCTYPE html SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><table><tr>'
    '<td>&x;<img src="file:///etc/passwd"><script>document.write("no")</script><style>x</style>seen</td></tr></table>'
)


@pytest.mark.parametrize(("data", "expected"), [
    (CALC, Worksheet("", ((
        "Title", time(9, 30), date(2027, 5, 3), datetime(2027, 5, 3, 12), 45, 2.5, "day 1", "one\ntwo"),))),
    (SHEETS, Worksheet("", (("Tea\nand cake", time(12), date(2027, 5, 3), 30, True, "as shown", "Both\nrooms"),))),
    (WORD, Worksheet("", (("Title", "Who"), ("One\nTwo\ninner table\nflat", None)))),
    (MARKS, Worksheet("", (('"Hi" she said', "Hall"), ("one\ntwo", "Lab"), ('open "end', '"x')), lines=(1, 2, 4))),
    (ENDLESS, Worksheet("", (("x", None), (None, "y")), (Area(0, 0, 1, 0),))),
    (LOADING, Worksheet("", (("&x;seen",),))),
], ids=[
    "cells of Calc are what it says beside them where their format is known",
    "cells of Google Sheets are what it says beside them, and its area without columns is none",
    "paragraphs of Word are lines and tables in cells are text",
    "marks that enclose no whole cell are the text's",
    "a cell that says it is endless ends with the table",
    "nothing of a page is loaded",
])  # fmt: skip
def test_what_was_copied_is_a_sheet(data: str | bytes, expected: Worksheet) -> None:
    form = TableFormat.TEXT if isinstance(data, bytes) else TableFormat.HTML

    assert read(data if isinstance(data, bytes) else data.encode(), clip=form).sheets == (expected,)


def test_several_tables_are_several_sheets() -> None:
    tables = read(b"<table><tr><td>a</table> and <table><tr><td>b</table>", clip=TableFormat.HTML)

    assert [(found.name, found.rows) for found in tables.sheets] == [("1", (("a",),)), ("2", (("b",),))]


def test_a_web_page_that_is_called_xls_is_read() -> None:
    tables = read(EXCEL.encode("cp1252", "replace"))

    assert (tables.form, tables.sheets[0].rows[0]) == (TableFormat.HTML, ("Tid", "Titel", "Talare"))


def test_html_with_a_table_goes_before_plain_text() -> None:
    assert run_to_end(read_clipboard(EXCEL, "Tid\tTitel\n")) == Tables("clipboard", TableFormat.HTML, (OF_EXCEL,))


@pytest.mark.parametrize("html", ["", "<b>Tid</b>", "<table></table>"])
def test_plain_text_goes_where_the_html_has_no_table(html: str) -> None:
    assert run_to_end(read_clipboard(html, 'Tid\tTitel\r\n9:30\t"one\r\ntwo ""x"""\r\n')) == Tables(
        "clipboard",
        TableFormat.TEXT,
        (Worksheet("", (("Tid", "Titel"), ("9:30", 'one\ntwo "x"')), lines=(1, 2)),),
        "utf-8",
        "\t",
    )


def test_a_list_of_titles_has_one_column_whatever_stands_in_it() -> None:
    tables = read(b"Tea, cake and songs\nKnots\nRope; and more\n", clip=TableFormat.TEXT)

    assert (tables.delimiter, tables.sheets[0].width) == ("", 1)


def test_an_empty_clipboard_is_told() -> None:
    with pytest.raises(EstradError, match="There is no text on the clipboard"):
        run_to_end(read_clipboard("", " \n"))


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
