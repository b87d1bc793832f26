"""Holds data of an open file in memory, so that it can be saved if the file itself becomes unusable."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.commands.edit import LONGEST_TEXT
from planner.domain.json_codec import LONGEST
from planner.storage.history import Row, read_neighbouring_rows, read_position
from planner.storage.rows import LINK_TABLES, TABLES, too_long_error

MOST_BYTES = 16 * 1024 * 1024
"""The maximum total size in bytes of the releases held, and of the pictures held; the last release is always held."""
MOST_STEPS, MOST_STEP_LETTERS = 200, 1_000_000
"""The maximum number of steps read on opening on either side of the position, and of characters in their edits.

The nearest step is always read, and steps made later are added.
"""
MOST_HELD = 5_000
"""The number of held steps beyond which each new one displaces the oldest."""
LARGEST_SEQUENCE = 2**31 - 2
"""The highest SEQUENCE: iCalendar's INTEGER has 32 bits (RFC 5545 section 3.3.8), and the next version adds one."""
_ELSEWHERE = {*TABLES.values(), *LINK_TABLES, "changes", "pictures", "releases", "document"}
_JSON = ("event", "programme")


@dataclass(frozen=True, slots=True)
class SentRecords:
    """The stored record of what was sent to attendees, of products ticked and of the debts of erasures.

    ``rows`` has the columns and rows of its tables, by table name, ``releases`` the newest releases, the last first,
    and ``older_releases`` is the number of releases not held. ``document`` is the row of the ``document`` table.
    """

    document: Mapping[str, Any]
    rows: Mapping[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
    releases: list[tuple[int, str, str, bytes]]
    older_releases: int

    @property
    def is_exhausted(self) -> bool:
        """True if a SEQUENCE, the number of drafts or the number of a release is above ``LARGEST_SEQUENCE``."""
        tables = (dict(zip(columns, zip(*rows, strict=True), strict=False)) for columns, rows in self.rows.values())
        sequences = (number for table in tables for number in table.get("sequence", ()))
        numbers = (self.document.get("drafts", 0), *(release[0] for release in self.releases), *sequences)
        return any(number > LARGEST_SEQUENCE for number in numbers)

    def check(self) -> None:
        """Raise ``ValueError`` if a text is too long or a number exhausted."""
        if self.is_exhausted:
            raise ValueError("a number beyond every calendar")
        for table, (columns, rows) in self.rows.items():
            for name, column in zip(columns, zip(*rows, strict=True), strict=False):
                longest = max((len(value) for value in column if isinstance(value, str)), default=0)
                if longest > (LONGEST if name in _JSON else LONGEST_TEXT):
                    raise too_long_error(f"{table}.{name}")
        if any(len(note) > LONGEST_TEXT for _, _, note, _ in self.releases):
            raise too_long_error("releases.note")


def read_sent_records(conn: sqlite3.Connection) -> SentRecords:
    """Read ``SentRecords`` from the file."""
    columns, rows = _read_table(conn, "document")
    releases, size = list[tuple[int, str, str, bytes]](), 0
    newest_first = "SELECT number, made, note, CAST(programme AS BLOB) FROM releases ORDER BY number DESC"
    for row in conn.execute(newest_first):
        size += len(row[3])
        if releases and size > MOST_BYTES:
            break
        releases.append(row)
    older = conn.execute("SELECT count(*) FROM releases").fetchone()[0] - len(releases)
    bookkeeping = {table: _read_table(conn, table) for table in _bookkeeping_tables(conn)}
    return SentRecords(dict(zip(columns, rows[0], strict=True)), bookkeeping, releases, older)


class RecoveryCache:
    """Holds the data that saving needs if the file becomes unusable.

    These are the history's steps near its position, the record of what was sent, and pictures that were used.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.refresh(conn)

    def refresh(self, conn: sqlite3.Connection) -> None:
        """Drop everything held, and read it from the file again, except pictures."""
        self.position = read_position(conn)
        self.sent = read_sent_records(conn)
        self.sent.check()
        self.pictures: dict[str, bytes] = {}
        self.steps: dict[int, Row] = {}
        self.all_steps = int(conn.execute("SELECT count(*) FROM changes").fetchone()[0])
        for rows in read_neighbouring_rows(conn, self.position):
            size = 0
            for count, row in enumerate(rows):
                size += len(row[4])
                if count == MOST_STEPS or (count and size > MOST_STEP_LETTERS):
                    break
                self.steps[row[0]] = row

    def hold_step(self, row: Row) -> None:
        """Hold a step that was written to the file, dropping those with its number or a higher one."""
        for number in [number for number in self.steps if number >= row[0]]:
            del self.steps[number]
        self.steps[row[0]], self.all_steps = row, row[0]
        if len(self.steps) > MOST_HELD:
            del self.steps[min(self.steps)]

    def hold_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Hold these pictures too; if all exceed ``MOST_BYTES``, drop those held longest."""
        self.pictures.update(pictures)
        size = sum(map(len, self.pictures.values()))
        for picture in tuple(self.pictures):
            if size <= MOST_BYTES:
                break
            size -= len(self.pictures.pop(picture))

    def held_steps(self) -> list[Row]:
        """Return the longest run of consecutive held steps around the position, the oldest first."""
        first = last = self.position
        while first in self.steps:
            first -= 1
        while last + 1 in self.steps:
            last += 1
        return [self.steps[number] for number in range(first + 1, last + 1)]


def _bookkeeping_tables(conn: sqlite3.Connection) -> list[str]:
    """Return the names of our tables except those of the plan, the history, pictures, releases and ``document``."""
    names = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in names if name not in _ELSEWHERE and not name.startswith(("sqlite_", "_"))]


def _read_table(conn: sqlite3.Connection, table: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    found = conn.execute(f'SELECT * FROM "{table}"')
    return tuple(column[0] for column in found.description), found.fetchall()
