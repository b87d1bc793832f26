"""Tables to export as CSV, or as tab-separated text or HTML for the clipboard, with formulas made harmless.

Also formats people's e-mail addresses as a list of recipients.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from io import StringIO

from planner.domain.entities import Person
from planner.domain.span import format_clock
from planner.domain.text import clean_text, guard_formula
from planner.workbook.codecs import Cell, CellKind


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its heading, the kind of its cells (``sort``), and its width in characters.

    ``choices`` are the values of a drop-down list in its cells; ``offers`` is a cell range that has them instead, such
    as ``=Rooms!$A$2:$A$9``. A ``hidden`` column holds data for importing the table again, such as ids.
    """

    heading: str
    sort: CellKind = CellKind.TEXT
    width: int = 16
    choices: tuple[str, ...] = ()
    offers: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OutTable:
    """A named table: its columns, and its rows of cells in the order of the columns."""

    name: str
    columns: tuple[OutColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


def formatted_cell(column: OutColumn, cell: Cell) -> str:
    """Format a cell as text: dates as ``2024-04-25``, times as ``09:30``, or ``25:30`` past midnight."""
    if cell is None:
        return ""
    if column.sort is CellKind.TIME and isinstance(cell, int):
        return f"{cell // 60:02d}:{format_clock(cell)[-2:]}"
    return str(cell)


def to_csv(table: OutTable, delimiter: str) -> bytes:
    """Serialise a table as CSV in UTF-8 with a byte order mark, with formulas made harmless by ``guard_formula``."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guard_formula(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _cell(column: OutColumn, cell: Cell) -> str:
    text = formatted_cell(column, cell)
    return guard_formula(clean_text(text)) if column.sort is CellKind.TEXT and isinstance(cell, str) else text


_RECIPIENT = re.compile(r'[^\s<>"(),;:]+@[^\s<>"(),;:]+')
"""Matches an address that mail programs accept in a list of recipients, even a local one without a dot."""
_PLAIN = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The usable addresses of people.

    ``text`` is the list of the ``count`` recipients, ``without`` are the names of the people who have none.
    """

    text: str
    count: int
    without: tuple[str, ...]


def to_recipients(people: Iterable[Person]) -> Addresses:
    """Return people as recipients, ``Name <address>; …``, with quotation marks around names where RFC 5322 needs them.

    Non-ASCII letters are not encoded, since mail programs accept them when pasted.
    """
    found, without = dict[str, None](), list[str]()
    for person in people:
        address = person.email.strip()
        if _RECIPIENT.fullmatch(address):
            found[f"{_quoted_name(person.name)} <{address}>"] = None
        else:
            without.append(person.name)
    return Addresses("; ".join(found), len(found), tuple(without))


def _quoted_name(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    quoted = re.sub(r'[\\"]', r"\\\g<0>", name)
    return f'"{quoted}"'


def to_tsv(table: OutTable) -> str:
    """Format a table as tab-separated lines, without line breaks in cells and with formulas made harmless."""
    rows = [[column.heading for column in table.columns], *_cell_texts(table)]
    return "".join("\t".join(guard_formula(" ".join(cell.split())) for cell in row) + "\n" for row in rows)


def to_html(table: OutTable) -> str:
    """Format a table as HTML to paste into spreadsheets and word processors, keeping line breaks in cells."""
    head = "".join(f"<th>{_html_text(column.heading)}</th>" for column in table.columns)
    rows = ("".join(f"<td>{_html_text(cell)}</td>" for cell in row) for row in _cell_texts(table))
    return f'<meta charset="utf-8"><table>{"".join(f"<tr>{row}</tr>" for row in (head, *rows))}</table>'


def _cell_texts(table: OutTable) -> list[list[str]]:
    return [
        [formatted_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows
    ]


def _html_text(text: str) -> str:
    return escape(guard_formula(text), quote=False).replace("\n", '<br style="mso-data-placement:same-cell">')
