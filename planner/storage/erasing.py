"""Erases a person from the file outside the plan: from history, releases, calendars and pictures."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.json_codec import LONGEST
from planner.storage.file_guard import FileGuard
from planner.storage.history import set_position
from planner.storage.rows import parse

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase

_PARTS = ("person", "moderator")
"""The prefixes of the keys of calendars about one person (``planner.programme.release.PartKind``)."""
_UNUSED = """id NOT IN (SELECT photo FROM people WHERE photo IS NOT NULL
  UNION SELECT logo FROM conference WHERE logo IS NOT NULL UNION SELECT logo FROM partners WHERE logo IS NOT NULL)"""
"""The condition for pictures that nothing in the plan shows."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The person to erase: their id and name, the pattern that finds the name, and the ``mark`` that replaces it.

    ``kept`` are the fields of entities, as (id, field), whose texts the user decided to leave unchanged. ``alone`` is
    True if nobody else has the name, so that a credit with it but without a person's id means this person.
    """

    person: str
    name: str
    pattern: re.Pattern[str]
    mark: str
    kept: frozenset[tuple[str, str]] = frozenset()
    alone: bool = True

    def cleaned(self, text: str) -> str:
        """Return the text with every match of ``pattern`` replaced by ``mark``."""
        return self.pattern.sub(lambda _found: self.mark, text)


def erase_rows(db: FileDatabase, erasure: Erasure) -> None:
    """Erase the person from releases and calendars; delete the whole history and all unused pictures."""
    db.table("changes").delete_where()
    set_position(db, 0)
    for about_parts in ("sent_parts", "calendar_parts"):
        db.table(about_parts).delete_where("part IN (?, ?)", [f"{begin}:{erasure.person}" for begin in _PARTS])
    for name, column, clean in _TEXTS:
        table = db.table(name)
        for key, row in list(table.pks_and_rows_where()):
            new = clean(row[column], erasure)
            if new != row[column]:
                table.update(key, {column: new})
    db.table("pictures").delete_where(_UNUSED)


def _clean_name(text: str, erasure: Erasure) -> str:
    """Return a file name (hyphens for spaces), or an empty one if it has the person."""
    return "" if erasure.pattern.search(text.replace("-", " ")) else erasure.cleaned(text)


def _clean_json(text: str, erasure: Erasure) -> str:
    try:
        value = parse(text)
    except (ValueError, RecursionError):
        return erasure.cleaned(text)
    if not _may_have_them(value, erasure):
        return text
    found = _cleaned(value, erasure)
    return text if found == value else json.dumps(found, ensure_ascii=False)


def _may_have_them(value: Any, erasure: Erasure) -> bool:
    """Return False if the person is in no text of a JSON value, which is true of most of what was sent."""
    texts = "\0".join(_texts(value))
    found = erasure.person in texts or erasure.name.casefold() in texts.casefold()
    return found or erasure.pattern.search(texts) is not None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value if isinstance(value, list) else value.values():
            yield from _texts(one)


def _cleaned(value: Any, erasure: Erasure, item: str = "") -> Any:
    """Return a JSON value with the person replaced by ``erasure.mark`` in all its texts and credits."""
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


_TEXTS: tuple[tuple[str, str, Callable[[str, Erasure], str]], ...] = (
    ("releases", "programme", _clean_json),
    ("ledger", "event", _clean_json),
    ("calendar_parts", "event", _clean_json),
    ("releases", "note", lambda text, erasure: erasure.cleaned(text)),
    ("sent_parts", "title", lambda text, erasure: erasure.cleaned(text)),
    ("sent_parts", "name", _clean_name),
)
"""The tables and columns from which a person is erased, each with the function that cleans a text."""


def scrub(conn: sqlite3.Connection) -> None:
    """Vacuum the file, which drops its free pages and empties the journal; raise ``sqlite3.Error`` if that fails."""
    conn.execute("VACUUM")


def leave_nothing(conn: sqlite3.Connection) -> None:
    """Make SQLite overwrite data that is deleted from now on, in the file and its journal.

    ``journal_size_limit = 0`` truncates the journal at each commit; the journal mode alone does not do so under an
    exclusive lock (SQLite, pragma.html#pragma_journal_size_limit).
    """
    conn.execute("PRAGMA secure_delete = ON").fetchone()
    conn.execute("PRAGMA journal_size_limit = 0").fetchone()


def find_traces(path: Path, tests: Collection[Callable[[str], bool]]) -> bool:
    """Return whether any text in a conference file passes one of the tests; True if the file cannot be read.

    The file must not be open. It is read into memory, so that it stays unchanged.
    """
    from sqlite_utils import Database

    FileGuard.refuse_held(path)
    try:
        data = path.read_bytes()
        conn = sqlite3.connect(":memory:")
        try:
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LONGEST, len(data)))
            conn.deserialize(data)
            rows = (row for table in Database(conn, execute_plugins=False).tables for row in table.rows)
            texts = (value for row in rows for value in row.values() if isinstance(value, str))
            return any(test(text) for text in texts for test in tests)
        finally:
            conn.close()
    except (OSError, sqlite3.Error):
        return True
