"""Builders of spreadsheets for tests: good ones, and some that no program writes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

from planner.tables.delimited import ReadingOptions
from planner.tables.forms import read_pieces
from planner.tables.reading import tables_of
from planner.tables.table import Tables

FILES = Path(__file__).parent / "files"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(f'xmlns:{short}="{OASIS}:{short}:1.0"' for short in ("office", "table", "text", "style"))
NAMESPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def read(data: bytes, encoding: str = "", delimiter: str = "", clip: str = "") -> Tables:
    """Read tables as the child process does, in this process."""
    return tables_of("", read_pieces(data, ReadingOptions(encoding, delimiter), clip))


def xlsx(write: Callable[[xlsxwriter.Workbook], object], **options: object) -> bytes:
    """Return a workbook that is written with xlsxwriter."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        write(book)
    return out.getvalue()


def plain_xlsx() -> bytes:
    return xlsx(lambda book: book.add_worksheet("Talks").write_row(0, 0, ["Title", "Room"]))


def rezipped(data: bytes, change: Mapping[str, bytes], **more: bytes) -> bytes:
    """Return the same zip with some entries replaced and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change.get(entry.filename, old.read(entry)))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def xlsx_of(cells: str, before: str = "", after: str = "") -> bytes:
    """Return a workbook with one sheet, *Talks*, whose rows are that XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{before}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    return rezipped(plain_xlsx(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def ods(*tables: str, styles: str = "", before: str = "") -> bytes:
    """Return a LibreOffice spreadsheet whose sheets are those elements."""
    content = (
        f"{before}<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def ods_sheet(*rows: str, name: str = "Talks", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def ods_row(*cells: str, marks: str = "") -> str:
    return f"<table:table-row {marks}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str = "", marks: str = "") -> str:
    """Return a cell of text, or one with the value that its attributes state."""
    kind = "" if "value-type" in marks or not text else 'office:value-type="string"'
    return f"<table:table-cell {kind} {marks}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()
