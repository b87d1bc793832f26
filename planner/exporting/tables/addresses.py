"""Formats e-mail addresses as a list of recipients, and tables for the clipboard."""

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
    """The addresses of people: ``text`` is a list of recipients, ``without`` are the names lacking an address."""

    text: str
    without: tuple[str, ...]


def addresses(people: Iterable[Person]) -> Addresses:
    """Format people as ``Name <address>; …``, with names in quotation marks if RFC 5322 requires them.

    Non-ASCII letters are not encoded, since mail programs accept them when pasted.
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
    """Format a table as tab-separated lines, with each cell on one line and formulas guarded."""
    rows = [[column.heading for column in table.columns], *_texts(table)]
    return "".join("\t".join(guard_formula(" ".join(cell.split())) for cell in row) + "\n" for row in rows)


def to_html(table: OutTable) -> str:
    """Format a table as HTML for spreadsheets and word processors, keeping line breaks in cells."""
    head = "".join(f"<th>{_html(column.heading)}</th>" for column in table.columns)
    rows = ("".join(f"<td>{_html(cell)}</td>" for cell in row) for row in _texts(table))
    body = "".join(f"<tr>{row}</tr>" for row in (head, *rows))
    return f'<meta charset="utf-8"><table>{body}</table>'


def _texts(table: OutTable) -> list[list[str]]:
    return [[as_text(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]


def _html(text: str) -> str:
    return escape(guard_formula(text), quote=False).replace("\n", '<br style="mso-data-placement:same-cell">')
