"""Reads and writes the bytes that published files have and had, and those that are owed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.domain.published_files import FileState, PublishedFile

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase


def read_files(conn: sqlite3.Connection) -> tuple[PublishedFile, ...]:
    """Return all bytes of all files, by name; raise ``ValueError`` for an unknown state."""
    rows = conn.execute("SELECT name, digest, product, version, state FROM published_files ORDER BY name, version")
    found: list[tuple[str, str, str, int, str]] = rows.fetchall()
    return tuple(PublishedFile(*row[:4], FileState(row[4])) for row in found)


def write_owed(db: FileDatabase, files: Iterable[PublishedFile]) -> None:
    """Write down what is owed from now on, inside the caller's transaction; what the files have is kept beside it."""
    db.table("published_files").upsert_all([_row(file, file.state) for file in files], pk=("name", "digest"))


def write_settled(db: FileDatabase, files: Iterable[PublishedFile]) -> None:
    """Write that owed files lie there now, and leaving ones do not; all other bytes of their names are past.

    What may name an erased person is so only once it leaves: it may lie in another folder.
    """
    rows = [_row(file, FileState.PAST if file.state is FileState.LEAVING else FileState.OUT) for file in files]
    past = "UPDATE published_files SET state = 'past' WHERE name = ? AND state != 'erased'"
    db.conn.executemany(past, [(row["name"],) for row in rows])
    db.table("published_files").upsert_all(rows, pk=("name", "digest"))


def _row(file: PublishedFile, state: FileState) -> dict[str, str | int]:
    known = {"name": file.name, "digest": file.digest, "product": file.product}
    return {**known, "version": file.version, "state": state.value}
