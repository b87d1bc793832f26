"""Fills an empty file with a conference: a new one, or the open one from memory alone if its file was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from planner.domain.agenda import Agenda, Change, Edit, picture_ids
from planner.domain.entities import Conference, Entity, Partner, Person
from planner.domain.text import Plural, Text, join_with_commas
from planner.storage import history, schema
from planner.storage.backups import put_in_place, replacement_file
from planner.storage.database import FileDatabase
from planner.storage.header import APPLICATION_ID, damaged_error
from planner.storage.opening import connect, trust_schema, verify
from planner.storage.pictures import write_pictures
from planner.storage.recovery_cache import RecoveryCache
from planner.storage.rows import read_agenda, write_edits
from planner.storage.schema import EXPECTED, STEPS
from planner.storage.sqlite_errors import reporting_creation_errors, reporting_read_errors

E = TypeVar("E", bound=Entity)
Tables = Mapping[str, tuple[tuple[str, ...], Sequence[tuple[Any, ...]]]]
"""The columns and the rows of each table, by table name."""


def fill_new_file(
    empty: Path,
    agenda: Agenda,
    document: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    tables: Tables = MappingProxyType({}),
) -> None:
    """Fill an empty file with a conference and the rows of other ``tables``, in one transaction.

    ``document`` is the row of the ``document`` table, without the column ``one``.
    """
    with closing(connect(empty, "rw")) as conn:
        trust_schema(conn)
        db = FileDatabase(conn)
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        schema.create_tables(db)
        db.table("document").insert({"one": 1, **document})
        write_pictures(db, pictures)
        write_edits(db, (Edit(None, entity) for entity in agenda.entities()))
        for table, (columns, rows) in tables.items():
            db.table(table).insert_all([columns, *rows])
        db.execute("COMMIT")


def save_from_memory(target: Path, agenda: Agenda, writes: int, memory: RecoveryCache) -> Text | None:
    """Write the conference to another file from memory; return a text on what the copy lacks, None if nothing.

    The copy is read back and compared before it replaces an existing target. Raise ``EstradError`` if it cannot be
    written.
    """
    kept, held = dict(memory.pictures), memory.held_steps()
    saved = Agenda.of(*(_without_lost_picture(kept, entity) for entity in agenda.entities()))
    position = memory.position - min((row[0] for row in held), default=memory.position + 1) + 1
    document = {**memory.sent.document, "writes": writes, "position": position}
    releases = [(number, made, note, text.decode()) for number, made, note, text in memory.sent.releases]
    tables: Tables = {
        **memory.sent.rows,
        "changes": (history.COLUMNS, _renumbered_steps(held, kept)),
        "releases": (("number", "made", "note", "programme"), releases),
    }
    with replacement_file(target) as (temporary, place):
        with reporting_creation_errors(target):
            new = {name: value for name, value in document.items() if name != "one"}
            fill_new_file(temporary, saved, new, kept, tables)
        with reporting_read_errors(target):
            more = {"document": ((), [tuple(document.values())]), "pictures": ((), [*kept.items()])}
            if not _has_exactly(temporary, saved, {**tables, **more}):
                raise damaged_error(target)
        put_in_place(temporary, place)
    return _loss_text(memory.all_steps - len(held), len(picture_ids(agenda) - kept.keys()), memory.sent.older_releases)


def _has_exactly(path: Path, agenda: Agenda, tables: Tables) -> bool:
    """Return whether a file contains exactly this content; verify it first as on opening."""
    with closing(connect(path, "ro")) as conn:
        verify(conn, path, EXPECTED[len(STEPS)])
        return read_agenda(conn) == agenda and all(
            sorted(conn.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) == sorted(rows, key=repr)
            for table, (_columns, rows) in tables.items()
        )


def _without_lost_picture(pictures: dict[str, bytes], entity: E) -> E:
    """Return the entity, without its picture if that is not in ``pictures``."""
    if isinstance(entity, Person):
        return entity if entity.photo in pictures else replace(entity, photo=None)
    if isinstance(entity, Conference | Partner):
        return entity if entity.logo in pictures else replace(entity, logo=None)
    return entity


def _renumbered_steps(rows: list[history.Row], pictures: dict[str, bytes]) -> list[history.Row]:
    """Return the steps of the history numbered from 1; pictures missing from ``pictures`` are taken out of them."""
    found = []
    for number, row in enumerate(rows, start=1):
        step = history.decode_step(row)
        edits = tuple(
            Edit(*(_without_lost_picture(pictures, image) if image else None for image in (edit.before, edit.after)))
            for edit in step.change.edits
        )
        found.append(history.encode_step(replace(step, number=number, change=Change(step.change.label, edits))))
    return found


def _loss_text(steps: int, pictures: int, releases: int) -> Text | None:
    """Return a text on what the copy lacks, or None if it lacks nothing."""
    lost = [
        Plural("{n} step of the history", "{n} steps of the history", steps),
        Plural("{n} picture", "{n} pictures", pictures),
        Plural("{n} older version that was sent", "{n} older versions that were sent", releases),
    ]
    if said := [text for text in lost if text.number]:
        return Text("The copy holds the whole plan. Not in it: {what}.", what=join_with_commas(said))
    return None
