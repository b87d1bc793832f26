"""Saves a conference from memory alone, if its open file was changed in place by another program."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.domain.agenda import Agenda, Change, Edit
from planner.domain.entities import Conference, Entity, Partner, Person
from planner.domain.text import Plural, Text, with_commas
from planner.storage import history
from planner.storage.backups import put, replacement_file
from planner.storage.header import damaged
from planner.storage.new_file import fill_new_file
from planner.storage.opening import connect, verify
from planner.storage.pictures import read_picture
from planner.storage.recovery_cache import RecoveryCache
from planner.storage.rows import read_agenda
from planner.storage.schema import EXPECTED, STEPS
from planner.storage.sqlite_errors import making, reading

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase

E = TypeVar("E", bound=Entity)


def save_from_memory(target: Path, agenda: Agenda, writes: int, memory: RecoveryCache) -> Text | None:
    """Write the conference to another file from memory; return a text on what the copy lacks, or None.

    The copy is read back and compared before it replaces an existing target. Raise ``EstradError`` if it cannot be
    written.
    """
    kept, lost = _held_pictures(agenda, memory)
    steps = _renumbered(memory.held_steps(), kept)
    position = memory.position - min((row[0] for row in memory.held_steps()), default=memory.position + 1) + 1
    saved = _Saved(Agenda.of(*(_with(kept, entity) for entity in agenda.entities())), steps, position, kept, memory)
    with replacement_file(target) as (temporary, place):
        with making(target):
            document = {**memory.sent.document, "writes": writes, "position": saved.position}
            del document["one"]
            fill_new_file(temporary, saved.agenda, document, kept, saved.write_more)
        with reading(target):
            if not saved.has_content(temporary):
                raise damaged(target)
        put(temporary, place)
    return _missing(memory.all_steps - len(steps), lost, memory.sent.older_releases)


class _Saved:
    """The content to write to the copy, and to compare with what is read back from it."""

    def __init__(
        self, agenda: Agenda, steps: list[history.Row], position: int, pictures: dict[str, bytes], memory: RecoveryCache
    ) -> None:
        self.agenda = agenda
        self.steps = steps
        self.position = position
        self._pictures = pictures
        self._rows = memory.sent.rows
        self._releases = [(number, made, note, text.decode()) for number, made, note, text in memory.sent.releases]

    def write_more(self, db: FileDatabase) -> None:
        """Write the history, the releases and the calendar bookkeeping."""
        for row in self.steps:
            history.append_row(db, row)
        history.set_position(db, self.position)
        db.table("releases").insert_all([("number", "made", "note", "programme"), *self._releases])
        for table, (columns, rows) in self._rows.items():
            db.table(table).insert_all([columns, *rows])

    def has_content(self, path: Path) -> bool:
        """Return whether a file contains exactly this content; verify it first as on opening."""
        with closing(connect(path, "ro")) as conn:
            verify(conn, path, EXPECTED[len(STEPS)])
            releases = conn.execute("SELECT number, made, note, programme FROM releases").fetchall()
            tables = [
                sorted(conn.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) == sorted(rows, key=repr)
                for table, (_, rows) in self._rows.items()
            ]
            return all(
                (
                    read_agenda(conn) == self.agenda,
                    [history.encode_row(step) for step in history.read_steps(conn)] == self.steps,
                    history.read_position(conn) == self.position,
                    sorted(releases) == sorted(self._releases),
                    *tables,
                    *(read_picture(conn, picture) == data for picture, data in self._pictures.items()),
                )
            )


def _held_pictures(agenda: Agenda, memory: RecoveryCache) -> tuple[dict[str, bytes], int]:
    """Return the pictures held in memory, and the number of pictures in use that are not held."""
    shown = {picture for entity in agenda.entities() if (picture := _picture(entity))}
    return dict(memory.pictures), len(shown - memory.pictures.keys())


def _picture(entity: Entity) -> str | None:
    if isinstance(entity, Person):
        return entity.photo
    return entity.logo if isinstance(entity, Conference | Partner) else None


def _with(pictures: dict[str, bytes], entity: E) -> E:
    """Return the entity, without its picture if that is not in ``pictures``."""
    if _picture(entity) is None or _picture(entity) in pictures:
        return entity
    if isinstance(entity, Person):
        return replace(entity, photo=None)
    return replace(entity, logo=None) if isinstance(entity, Conference | Partner) else entity


def _renumbered(rows: list[history.Row], pictures: dict[str, bytes]) -> list[history.Row]:
    """Return the steps numbered from 1, without the pictures that are not in ``pictures``."""
    found = []
    for number, row in enumerate(rows, start=1):
        step = history.decode_step(row)
        edits = tuple(
            Edit(*(_with(pictures, image) if image else None for image in (edit.before, edit.after)))
            for edit in step.change.edits
        )
        found.append(history.encode_row(replace(step, number=number, change=Change(step.change.label, edits))))
    return found


def _missing(steps: int, pictures: int, releases: int) -> Text | None:
    """Return a text on what the copy lacks, or None if it lacks nothing."""
    lost = [
        Plural("{n} step of the history", "{n} steps of the history", steps),
        Plural("{n} picture", "{n} pictures", pictures),
        Plural("{n} older version that was sent", "{n} older versions that were sent", releases),
    ]
    if said := [text for text in lost if text.number]:
        return Text("The copy holds the whole plan. Not in it: {what}.", what=with_commas(said))
    return None
