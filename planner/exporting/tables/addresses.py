"""Addresses for the recipients of a mail, and tables for the clipboard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from planner.domain.entities import Person
from planner.domain.formula_guard import guard_formula
from planner.exporting.tables.table import OutTable, as_text

_ADDRESS = re.compile(r'[^\s<>"(),;:]+@[^\s<>"(),;:]+')
_PLAIN = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of people: ``text`` for the recipients of a mail, ``without`` the names without an address."""

    text: str
    without: tuple[str, ...]


def addresses(people: Iterable[Person]) -> Addresses:
    """Return people as ``Name <address>; …``, with names in quotation marks where RFC 5322 requires them.

    Letters of other alphabets stay as they are, since mail programs accept them when pasted.
    """
    found, without = list[str](), list[str]()
    for person in people:
        address = person.email.strip()
        if _ADDRESS.fullmatch(address):
            found.append(f"{_phrase(person.name)} <{address}>")
        else:
            without.append(person.name)
    return Addresses("; ".join(dict.fromkeys(found)), tuple(without))


def _phrase(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    quoted = re.sub(r'[\\"]', r"\\\g<0>", name)
    return f'"{quoted}"'


def to_tabs(table: OutTable) -> str:
    """Return the table as lines with tabs between the cells; each cell is one line, and no formula."""
    rows = [[column.heading for column in table.columns], *_texts(table)]
    return "".join("\t".join(guard_formula(" ".join(cell.split())) for cell in row) + "\n" for row in rows)


def to_html(table: OutTable) -> str:
    """Return the table in HTML for spreadsheets and word processors, with the line breaks of its cells."""
    head = "".join(f"<th>{_html(column.heading)}</th>" for column in table.columns)
    rows = ("".join(f"<td>{_html(cell)}</td>" for cell in row) for row in _texts(table))
    body = "".join(f"<tr>{row}</tr>" for row in (head, *rows))
    return f'<meta charset="utf-8"><table>{body}</table>'


def _texts(table: OutTable) -> list[list[str]]:
    return [[as_text(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]


def _html(text: str) -> str:
    return escape(guard_formula(text), quote=False).replace("\n", '<br style="mso-data-placement:same-cell">')
