"""A program that owns the clipboard as a spreadsheet does.

Each line of JSON on standard input gives the content, which stays there until the next line. The forms are those that
Excel, LibreOffice Calc and Google Sheets use when cells are copied.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from html import escape

Rows = Sequence[Sequence[str]]
CF_HTML = "HTML Format"


def as_text(rows: Rows) -> str:
    """Return cells with tabs between them; one with a line break is quoted, as all three programs do."""
    return "\r\n".join("\t".join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows) + "\r\n"


def excel(rows: Rows) -> dict[str, str]:
    """Return the formats of Excel for Windows: a whole page with styles, the cells between marks, and the same as
    CF_HTML.
    """
    cells = (
        "".join(f"<td class=xl65 style='height:14.4pt'>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row)
        for row in rows
    )
    body = "\r\n".join(f" <tr height=19 style='height:14.4pt'>\r\n{row}\r\n </tr>" for row in cells)
    page = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n<head>\r\n'
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8">\r\n<meta name=Generator content="Microsoft '
        'Excel 15">\r\n<style>\r\n<!--table\r\n.xl65 {white-space:normal;}\r\n-->\r\n</style>\r\n</head>\r\n<body>\r\n'
        f"<table border=0 cellpadding=0 cellspacing=0>\r\n<!--StartFragment-->\r\n <col width=64 span=4>\r\n{body}\r\n"
        "<!--EndFragment-->\r\n</table>\r\n</body>\r\n</html>"
    )
    return {"text/plain": as_text(rows), "text/html": page, CF_HTML: with_numbers(page)}


def with_numbers(page: str) -> str:
    """Return a page preceded by the lines that count its bytes, as CF_HTML requires."""
    head = "Version:1.0\r\nStartHTML:{:010}\r\nEndHTML:{:010}\r\nStartFragment:{:010}\r\nEndFragment:{:010}\r\n"
    start, size = len(head.format(0, 0, 0, 0)), len(page.encode())
    first = start + len(page[: page.index("<!--StartFragment-->")].encode()) + 20
    last = start + len(page[: page.index("<!--EndFragment-->")].encode())
    return head.format(start, start + size, first, last) + page


def table(rows: Rows, cell: str, row: str) -> str:
    """Return the rows of an HTML table, by the tags around a cell and around a row."""
    cells = ("".join(cell % escape(words).replace("\n", "<br/>") for words in line) for line in rows)
    return "".join(row % line for line in cells)


def calc(rows: Rows) -> dict[str, str]:
    """Return the formats of LibreOffice Calc: HTML 4 with the type of each cell."""
    body = table(rows, '\t\t<td height="17" align="left">%s</td>\n', "\t<tr>\n%s\t</tr>\n")
    page = (
        '<!DOCTYPE html>\n<html>\n<head>\n\t<meta http-equiv="content-type" content="text/html; charset=utf-8"/>\n'
        '\t<meta name="generator" content="LibreOffice"/>\n</head>\n<body>\n<table cellspacing="0" border="0">\n'
        f'\t<colgroup span="4" width="85"></colgroup>\n{body}</table>\n</body>\n</html>\n'
    )
    return {"text/plain": as_text(rows), "text/html": page}


def sheets(rows: Rows) -> dict[str, str]:
    """Return the formats of Google Sheets in a browser: a fragment without a head."""
    cell = '<td style="overflow:hidden;padding:2px 3px" data-sheets-value="{&quot;1&quot;:2}">%s</td>'
    body = table(rows, cell, '<tr style="height:21px;">%s</tr>')
    page = (
        "<meta charset='utf-8'><google-sheets-html-origin><style type=\"text/css\"><!--td {border: 1px solid #cccccc;}"
        '--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" '
        f'data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody>{body}</tbody></table>'
    )
    return {"text/plain": as_text(rows), "text/html": page}


PROGRAMS: dict[str, Callable[[Rows], dict[str, str]]] = {"excel": excel, "calc": calc, "sheets": sheets}


def main() -> None:
    """Put the content of each input line on the clipboard and confirm it on standard output."""
    from PySide6.QtCore import QMimeData, QSocketNotifier
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication(sys.argv)
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    rest = bytearray()

    def read() -> None:
        got = os.read(sys.stdin.fileno(), 1 << 20)
        if not got:
            app.quit()
        rest.extend(got)
        while b"\n" in rest:
            line, _, after = bytes(rest).partition(b"\n")
            rest[:] = after
            data = QMimeData()
            for form, text in json.loads(line).items():
                data.setData(form, text.encode())
            app.clipboard().setMimeData(data)
            print("copied", flush=True)

    asked.activated.connect(read)
    app.exec()


if __name__ == "__main__":
    main()
