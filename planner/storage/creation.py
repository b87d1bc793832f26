"""Fills a new conference file: creates its tables and writes its first content in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.agenda import Agenda
from planner.domain.change import Edit
from planner.storage import schema
from planner.storage.header import APPLICATION_ID
from planner.storage.opening import connect
from planner.storage.pictures import write_pictures
from planner.storage.rows import write_edits

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase


def fill_new_file(
    empty: Path,
    agenda: Agenda,
    document: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    more: Callable[[FileDatabase], object] = lambda db: None,
) -> None:
    """Fill an empty file with a conference; ``more`` may write other tables in the same transaction.

    ``document`` is the row of the ``document`` table, without the column ``one``.
    """
    from planner.storage.database import FileDatabase

    conn = connect(empty, "rw")
    try:
        db = FileDatabase(conn)
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        schema.make(db)
        db.table("document").insert({"one": 1, **document})
        write_pictures(db, pictures)
        write_edits(db, (Edit(None, entity) for entity in agenda.entities()))
        more(db)
        db.execute("COMMIT")
    finally:
        conn.close()
