"""A plain list of titles, one a line, as it stands in a text file, in Markdown or in the clipboard."""

from __future__ import annotations

import re

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.steps import Steps
from planner.domain.text import Text
from planner.importing.sources.content_lines import read_lines
from planner.tables.opened import Opened, too_large
from planner.tables.separated import encoding_of
from planner.tables.table import Form, Sheet, Tables

MOST_LINES = 20_000
LONGEST_SNIFFED, MOST_WORDS = 200, 30
"""Of a line of what is taken for a list of titles without anybody saying so."""
_BULLET = re.compile(r"\s*(?:(?:[-*+•‣◦·–—▪●]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)])(?:\s+|$)|\[[ xX]\]\s+)+")
_OF_PROGRAMS = re.compile(r"^(?:BEGIN|END):|[{}<>=|\\^~]|\w\(\)|\w::|\w\[\w|\w_\w|\b[A-Za-z]{1,3}\d{3,}\b")
_HEADING = re.compile(r"\s*#{1,6}\s|\s*[=\-_*]{3,}\s*$")


def looks_like_titles(opened: Opened) -> bool:
    """Whether it may be a list of titles: several short lines, few of which are sentences."""
    start = opened.data[:16_000]
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text = start.decode(encoding_of(start), "replace").removeprefix("\ufeff")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(opened.data) > len(start):
        lines = lines[:-1]
    if len(lines) < 2 or any(line[0] in "<{}[" and not _BULLET.match(line) for line in lines):
        return False
    short = all(len(line) < LONGEST_SNIFFED and len(line.split()) <= MOST_WORDS for line in lines)
    no_titles = sum(1 for line in lines if line.endswith((".", ":", ",", ";")) or not _is_in_words(line))
    return short and no_titles * 4 <= len(lines) and all(any(map(str.isalpha, line)) for line in lines[:20])


def _is_in_words(line: str) -> bool:
    """Whether a line is mostly letters, and nothing of a program's."""
    written = line.replace(" ", "")
    letters = sum(map(str.isalpha, written))
    return letters * 10 >= len(written) * 6 and not _OF_PROGRAMS.search(line)


def read_titles(opened: Opened) -> Steps[Tables]:
    """Return the list as a table of one column, which is understood as one that is pasted is.

    Raises ``EstradError`` where it names nothing.
    """
    read = yield from read_lines(opened.data, folded=False)
    if len(read.lines) > MOST_LINES:
        raise too_large(opened.path)
    titles = [(line.number, clean_line(_without_bullet(line.text))) for line in read.lines]
    left_out = [number for line, (number, _) in zip(read.lines, titles, strict=True) if _HEADING.match(line.text)]
    left_out += _above_a_list([line.text for line in read.lines], [number for number, _ in titles])
    listed = [(number, title) for number, title in titles if title and number not in set(left_out)]
    if not listed:
        raise EstradError(
            Text("“{name}” names no title.", name=opened.name),
            Text("Write one title a line."),
            file=opened.path,
            line=1,
        )
    sheet = Sheet("", tuple((title,) for _, title in listed), lines=tuple(number for number, _ in listed))
    return Tables(opened.name, Form.TEXT, (sheet,), remarks=read.remarks)


def _above_a_list(lines: list[str], numbers: list[int]) -> list[int]:
    """The number of a first line that is alone in having no mark of a list: it says what the list is."""
    filled = [(number, line) for number, line in zip(numbers, lines, strict=True) if line.strip()]
    marked = [bool(_BULLET.match(line)) for _, line in filled]
    return [filled[0][0]] if len(marked) > 2 and not marked[0] and all(marked[1:]) else []


def _without_bullet(line: str) -> str:
    found = _BULLET.match(line)
    return line[found.end() :] if found else line
