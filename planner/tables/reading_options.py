"""The options for reading a text as a table, and their choices."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.errors import EstradError
from planner.domain.text import N_, Text

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8", N_("Unicode (UTF-8)")),
    ("utf-16", N_("Unicode (UTF-16)")),
    ("utf-16-le", N_("Unicode (UTF-16, little endian)")),
    ("utf-16-be", N_("Unicode (UTF-16, big endian)")),
    ("utf-32", N_("Unicode (UTF-32)")),
    ("cp1252", N_("Western Europe (Windows-1252)")),
    ("mac_roman", N_("Western Europe (Mac Roman)")),
    ("iso8859-15", N_("Western Europe (ISO 8859-15)")),
    ("cp850", N_("Western Europe (DOS 850)")),
    ("cp1250", N_("Central Europe (Windows-1250)")),
    ("cp1251", N_("Cyrillic (Windows-1251)")),
    ("cp1253", N_("Greek (Windows-1253)")),
    ("cp932", N_("Japanese (Shift JIS)")),
    ("gb18030", N_("Chinese (GB 18030)")),
)
"""Encodings to choose from, by their Python names."""
DELIMITERS: tuple[tuple[str, str], ...] = (
    (",", N_("Comma")),
    (";", N_("Semicolon")),
    ("\t", N_("Tab")),
    ("|", N_("Vertical line")),
)
"""Column delimiters to choose from."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Options for reading a text; empty ones are detected from its content."""

    encoding: str = ""
    delimiter: str = ""


def check(how: ReadingOptions, path: Path) -> None:
    """Raise ``EstradError`` if the encoding is unknown or the delimiter is impossible."""
    try:
        is_text = not how.encoding or codecs.lookup(how.encoding)._is_text_encoding
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise EstradError(
            Text("There is no encoding “{name}”.", name=how.encoding),
            Text("Choose one of these: {names}.", names=", ".join(name for name, _words in ENCODINGS)),
            file=path,
        )
    if how.delimiter and (len(how.delimiter) != 1 or how.delimiter in '\r\n"\0'):
        raise EstradError(
            Text("“{sign}” cannot stand between two columns.", sign=how.delimiter),
            Text("Choose a comma, a semicolon or a tab."),
            file=path,
        )
