"""Writes a conference into an empty file: makes its tables and fills them in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planner.domain.agenda import Agenda, Edit
from planner.storage import schema
from planner.storage.database import FileDatabase
from planner.storage.header import APPLICATION_ID
from planner.storage.opening import connect, trust_schema
from planner.storage.pictures import write_pictures
from planner.storage.rows import write_edits


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
    conn = connect(empty, "rw")
    try:
        trust_schema(conn)
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
