"""Erase a person from what the file keeps beside the plan: history, versions sent, calendars, pictures."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.json_codec import LONGEST
from planner.storage.file_guard import FileGuard
from planner.storage.json_text import parse

if TYPE_CHECKING:
    from sqlite_utils import Database

_PARTS = ("person", "moderator")
"""The prefixes of the keys of calendars about one person (``planner.programme.parts.PartKind``)."""
_JSON = (("releases", "programme", "number"), ("ledger", "event", "session"), ("calendar_parts", "event", "rowid"))
_WORDS = (("releases", "note", "number"), ("sent_parts", "title", "part"), ("sent_parts", "name", "part"))
_PICTURES = """DELETE FROM pictures WHERE id NOT IN (SELECT photo FROM people WHERE photo IS NOT NULL
  UNION SELECT logo FROM conference WHERE logo IS NOT NULL UNION SELECT logo FROM partners WHERE logo IS NOT NULL)"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The person to erase: their id and name, the pattern that finds them, and the ``mark`` that replaces them.

    ``kept`` are the fields of things, as (id, field), whose texts are left by decision of the user. ``alone`` is true
    if nobody else has the name, so that a credit without an id is theirs.
    """

    person: str
    name: str
    pattern: re.Pattern[str]
    mark: str
    kept: frozenset[tuple[str, str]] = frozenset()
    alone: bool = True

    def cleaned(self, text: str) -> str:
        """Return the text with the mark in place of the person."""
        return self.pattern.sub(lambda _found: self.mark, text)


def erase_rows(db: Database, erasure: Erasure) -> None:
    """Remove the person from the history (all of it goes), versions sent, calendars and unused pictures."""
    db.execute("DELETE FROM changes")
    db.execute("UPDATE document SET position = 0")
    for begin in _PARTS:
        for table in ("sent_parts", "calendar_parts"):
            db.execute(f"DELETE FROM {table} WHERE part = ?", (f"{begin}:{erasure.person}",))
    for table, column, key in _JSON:
        for row, text in db.execute(f"SELECT {key}, {column} FROM {table}").fetchall():
            if text:
                new = _clean_json(text, erasure)
                if new != text:
                    db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, row))
    for table, column, key in _WORDS:
        for row, text in db.execute(f"SELECT {key}, {column} FROM {table}").fetchall():
            new = _clean_words(text, erasure, as_name=column == "name")
            if new != text:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, row))
    db.execute(_PICTURES)


def _clean_words(text: str, erasure: Erasure, *, as_name: bool) -> str:
    """Return a text without the person; a file name with them, in which hyphens stand for spaces, becomes empty."""
    if as_name and erasure.pattern.search(text.replace("-", " ")):
        return ""
    return erasure.cleaned(text)


def _clean_json(text: str, erasure: Erasure) -> str:
    try:
        value = parse(text)
    except (ValueError, RecursionError):
        return erasure.cleaned(text)
    found = _cleaned(value, erasure)
    return text if found == value else json.dumps(found, ensure_ascii=False)


def _cleaned(value: Any, erasure: Erasure, item: str = "") -> Any:
    """Return the value with the mark in place of the person wherever a text or a credit names them."""
    if isinstance(value, str):
        return erasure.cleaned(value)
    if isinstance(value, list):
        return [_cleaned(one, erasure, item) for one in value]
    if not isinstance(value, dict):
        return value
    if "role" in value and "organisation" in value and _is_theirs(value, erasure):
        return {**value, "name": erasure.mark, "title": "", "organisation": "", "person": ""}
    here = str(value.get("id", item))
    return {key: one if (here, key) in erasure.kept else _cleaned(one, erasure, here) for key, one in value.items()}


def _is_theirs(credit: dict[str, Any], erasure: Erasure) -> bool:
    if credit.get("person"):
        return bool(credit["person"] == erasure.person)
    return erasure.alone and str(credit.get("name", "")).casefold() == erasure.name.casefold()


def scrub(conn: sqlite3.Connection) -> None:
    """Rewrite the file without its free pages, and leave the journal beside it empty. Raise ``sqlite3.Error``."""
    conn.execute("VACUUM")


def leave_nothing(conn: sqlite3.Connection) -> None:
    """Make SQLite overwrite whatever is deleted from now on, in the file and in the journal beside it.

    ``journal_size_limit = 0`` cuts the journal at each commit, as the journal mode alone does not under an exclusive
    lock (SQLite, pragma.html#pragma_journal_size_limit).
    """
    conn.execute("PRAGMA secure_delete = ON").fetchone()
    conn.execute("PRAGMA journal_size_limit = 0").fetchone()


def find_traces(path: Path, tests: Collection[Callable[[str], bool]]) -> bool:
    """Return whether a conference file that is open nowhere contains a text that one of the tests accepts.

    The file is read into memory, so that it stays unchanged. For an unreadable file the answer is True.
    """
    FileGuard.refuse_held(path)
    try:
        data = path.read_bytes()
        conn = sqlite3.connect(":memory:")
        try:
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LONGEST, len(data)))
            conn.deserialize(data)
            return any(test(text) for text in _texts(conn) for test in tests)
        finally:
            conn.close()
    except (OSError, sqlite3.Error):
        return True


def _texts(conn: sqlite3.Connection) -> list[str]:
    """Return all texts in all tables."""
    tables = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found: list[str] = []
    for (table,) in tables:
        quoted = str(table).replace('"', '""')
        for row in conn.execute(f'SELECT * FROM "{quoted}"'):
            found += [value for value in row if isinstance(value, str)]
    return found
