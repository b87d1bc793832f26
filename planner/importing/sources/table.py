"""Reads tables in any format, and texts with a title on each line: running programmes and plain lists."""

from __future__ import annotations

import re
from dataclasses import replace

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Text, clean_line
from planner.importing.incoming import Incoming
from planner.importing.mapping.programme_lines import is_programme, lines_as_table
from planner.tables.delimited import ReadingOptions, guess_encoding
from planner.tables.formats import OLE, ZIP, looks_like_table
from planner.tables.opened_file import OpenedFile, too_large_error
from planner.tables.table import TableFormat, Tables, Worksheet

MOST_LINES = 20_000
LONGEST_SNIFFED, MOST_WORDS = 200, 30
"""Limits for recognising a list of titles by its lines: each has fewer characters, and at most this many words."""
_BULLET = re.compile(r"^\s*(?:(?:[-*+•‣◦·–—▪●]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)])(?:\s+|$)|\[[ xX]\]\s+)+")
_OF_PROGRAMS = re.compile(r"^(?:BEGIN|END):|[{}<>=|\\^~]|\w\(\)|\w::|\w\[\w|\w_\w|\b[A-Za-z]{1,3}\d{3,}\b")
_PAGE = re.compile(rb"[ \t]*\(https://(?:www\.)?notion\.(?:so|site)/[^\s()]*\)")
"""The address of its own page that Notion writes after each name in a table."""
_HEADING = re.compile(r"\s*#{1,6}\s|\s*[=\-_*]{3,}\s*$")


def looks_like_timeless_table(opened: OpenedFile) -> bool:
    """Return whether a file may be a table, and no lines of times and titles such as *09.00 Welcome*."""
    return looks_like_table(opened) and not has_timed_lines(opened)


def read_table(opened: OpenedFile, how: ReadingOptions) -> LongTask[Incoming | Tables]:
    """Return the tables of a file, or the content of Estrad's own workbook, which needs no mapping."""
    from planner.importing.sources.workbook import WorkbookReader
    from planner.importing.sources.workbook_rows import estrad_sheets
    from planner.tables.reading import read_tables

    is_text = not opened.data.startswith((ZIP, OLE))
    tables = yield from read_tables(opened if not is_text else replace(opened, data=_PAGE.sub(b"", opened.data)), how)
    if ours := estrad_sheets(tables):
        return (yield from WorkbookReader(tables, ours).read())
    return tables


def _first_lines(opened: OpenedFile) -> list[str]:
    """Return the first non-blank lines of a text, stripped; none if it looks binary."""
    start = opened.data[:16_000]
    if (b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))) or start.startswith(ZIP):
        return []
    text = start.decode(guess_encoding(start), "replace").removeprefix("\ufeff")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[:-1] if len(opened.data) > len(start) else lines


def has_timed_lines(opened: OpenedFile) -> bool:
    """Return whether a file is a running programme, with lines such as *09.00 Welcome*."""
    return is_programme(_first_lines(opened))


def looks_like_titles(opened: OpenedFile) -> bool:
    """Return whether a file may be a list of titles: several short lines, few of which are sentences.

    A running programme counts as one.
    """
    lines = _first_lines(opened)
    if has_timed_lines(opened):
        return True
    if len(lines) < 2 or any(line[0] in "<{}[" and not _BULLET.match(line) for line in lines):
        return False
    short = all(len(line) < LONGEST_SNIFFED and len(line.split()) <= MOST_WORDS for line in lines)
    no_titles = sum(1 for line in lines if line.endswith((".", ":", ",", ";")) or not _is_mostly_letters(line))
    return short and no_titles * 4 <= len(lines) and all(any(map(str.isalpha, line)) for line in lines[:20])


def _is_mostly_letters(line: str) -> bool:
    """Return whether a line is mostly letters, without anything typical of program code."""
    written = line.replace(" ", "")
    return sum(map(str.isalpha, written)) * 10 >= len(written) * 6 and not _OF_PROGRAMS.search(line)


def read_titles(opened: OpenedFile) -> LongTask[Tables]:
    """Return a list of titles as a table with one column, or with times and people if its lines have times.

    The result is mapped like a pasted table. Raise ``EstradError`` if there is no title or too many lines.
    """
    from planner.importing.sources.content_lines import read_lines  # imports icalendar

    lines, remarks = yield from read_lines(opened.data, folded=False)
    if has_timed_lines(opened):
        return lines_as_table(opened.name, lines, remarks)
    if len(lines) > MOST_LINES:
        raise too_large_error(opened.path)
    bullets = [bool(_BULLET.match(line)) for _, line in lines]
    has_heading = len(lines) > 2 and not bullets[0] and all(bullets[1:])
    listed = [
        (number, title)
        for number, line in lines[has_heading:]
        if not _HEADING.match(line) and (title := clean_line(_BULLET.sub("", line, count=1)))
    ]
    if not listed:
        raise EstradError(
            Text("“{name}” names no title.", name=opened.name),
            Text("Write one title a line."),
            file=opened.path,
            line=1,
        )
    sheet = Worksheet("", tuple((title,) for _, title in listed), lines=tuple(number for number, _ in listed))
    return Tables(opened.name, TableFormat.TEXT, (sheet,), remarks=remarks)
