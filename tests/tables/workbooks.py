"""Builders of spreadsheets for tests: good ones, and some that no program writes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

from planner.domain.long_task import run_to_end
from planner.tables.delimited import ReadingOptions
from planner.tables.formats import read_in_pieces
from planner.tables.opened_file import OpenedFile
from planner.tables.reading import assemble_tables
from planner.tables.table import Tables, pack

FILES = Path(__file__).parent / "files"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(f'xmlns:{short}="{OASIS}:{short}:1.0"' for short in ("office", "table", "text", "style"))
NAMESPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def read(data: bytes, encoding: str = "", delimiter: str = "", clip: str = "") -> Tables:
    """Read tables as the child process does, in this process."""
    return read_at_once(OpenedFile(Path(), data), ReadingOptions(encoding, delimiter, clip))


def read_at_once(opened: OpenedFile, how: ReadingOptions) -> Tables:
    """Read tables in this process."""
    told = b"".join(map(pack, read_in_pieces(opened.data, how)))
    return run_to_end(assemble_tables(opened.name, io.BytesIO(told)))


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


def docx(*body: str, styles: str = "", before: str = "", name: str = "word/document.xml") -> bytes:
    """Return a Word document of those elements."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="urn:mc"'
    entries = {name: f"{before}<w:document {space}><w:body>{''.join(body)}</w:body></w:document>".encode()}
    if styles:
        entries["word/styles.xml"] = f"<w:styles {space}>{styles}</w:styles>".encode()
    return zipped({"[Content_Types].xml": b"<Types/>", **entries})


def word_text(text: str, marks: str = "", style: str = "") -> str:
    """Return a paragraph of a Word document; ``marks`` are properties of its only run."""
    of_style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{of_style}{word_run(text, marks)}</w:p>"


def word_run(text: str, marks: str = "") -> str:
    return f"<w:r><w:rPr>{marks}</w:rPr><w:t>{text}</w:t></w:r>"


def word_cell(content: str = "", marks: str = "") -> str:
    """Return a cell of a Word table: of elements, or of a text."""
    inside = content if content.startswith("<") else word_text(content)
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inside}</w:tc>"


def word_row(*cells: str, marks: str = "") -> str:
    """Return a row of a Word table, of cells or their texts."""
    return (
        f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(c if c.startswith('<w:tc>') else word_cell(c) for c in cells)}</w:tr>"
    )


def word_table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()
