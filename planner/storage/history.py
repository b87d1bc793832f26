"""Reads and writes the history in the file: a table of changes, and the position that undo and redo move.

A change is stored with its label and time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.agenda import Change, Edit
from planner.domain.entities import ENTITY_TYPES, Entity
from planner.domain.json_codec import LONGEST, from_json, to_json
from planner.domain.text import Text, text_from_json, text_to_json
from planner.storage.rows import parse_json

if TYPE_CHECKING:
    from sqlite_utils import Database

    from planner.storage.database import FileDatabase

MOST_WRITES = 2**62
"""The number of writes at which the count starts again from 0; from 2**63 on SQLite would turn it into a float."""
_TYPES: dict[str, type[Entity]] = {cls.__name__: cls for cls in ENTITY_TYPES}


@dataclass(frozen=True, slots=True)
class Step:
    """A change as stored in the history; ``made`` is its time, UTC in ISO 8601."""

    number: int
    id: str
    made: str
    change: Change


Row = tuple[int, str, str, str, str]
"""A step as stored in the table: number, id, time, label as JSON, edits as JSON."""
COLUMNS = ("number", "id", "made", "label", "edits")
ROWS = f"SELECT {', '.join(COLUMNS)} FROM changes"


def read_neighbouring_rows(conn: sqlite3.Connection, position: int) -> Iterator[Iterator[Row]]:
    """Yield two iterators: the rows of the steps done, newest first, and of the steps undone, next to redo first."""
    yield conn.execute(f"{ROWS} WHERE number <= ? ORDER BY number DESC", (position,))
    yield conn.execute(f"{ROWS} WHERE number > ? ORDER BY number", (position,))


def read_steps(conn: sqlite3.Connection) -> list[Step]:
    """Return all steps, the oldest first."""
    return [decode_step(row) for row in conn.execute(f"{ROWS} ORDER BY number").fetchall()]


def read_position(conn: sqlite3.Connection) -> int:
    """Return the number of steps done; the rest can be redone.

    Raise ``ValueError`` if it is out of range, or if the steps are not numbered from 1 without a gap.
    """
    position = conn.execute("SELECT position FROM document").fetchone()[0]
    first, last, steps = conn.execute("SELECT min(number), max(number), count(*) FROM changes").fetchone()
    if (first, last, steps) not in ((1, steps, steps), (None, None, 0)) or not 0 <= position <= steps:
        raise ValueError("a position outside the history")
    return int(position)


def read_write_count(conn: sqlite3.Connection) -> int:
    """Return the number of writes to the file; raise ``ValueError`` if it is negative or not below ``MOST_WRITES``."""
    writes = int(conn.execute("SELECT writes FROM document").fetchone()[0])
    if not 0 <= writes < MOST_WRITES:
        raise ValueError("a number of writes that nobody made")
    return writes


def count_write(db: FileDatabase, so_far: int) -> bool:
    """Count one more write in the file; return False if its count is not ``so_far``, because another program wrote."""
    counted = db.execute("UPDATE document SET writes = ? WHERE writes = ?", (next_write_count(so_far), so_far))
    return bool(counted.rowcount == 1)


def next_write_count(so_far: int) -> int:
    """Return the number of writes after one more write; it starts again from 0 at ``MOST_WRITES``."""
    return (so_far + 1) % MOST_WRITES


def decode_step(row: Row) -> Step:
    """Decode a row as a step; raise an error that ``reporting_read_errors`` converts if the row is damaged."""
    number, step_id, made, label, edits = row
    images = parse_json(edits)
    if not isinstance(images, list):
        raise TypeError("a list of edits expected")
    pairs = [Edit(_entity_from_json(before), _entity_from_json(after)) for before, after in images]
    return Step(number, step_id, made, Change(decode_label(label), tuple(pairs)))


def decode_label(text: str) -> Text:
    """Decode the label of a row; raise as ``decode_step`` does if it is damaged."""
    if len(text) > LONGEST:
        raise ValueError("a label longer than any of ours")
    return text_from_json(parse_json(text))


def rewrite_history_entities(db: Database, read: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Convert the entities in all edits, as JSON, with ``read``, for a migration; damaged steps are left unchanged."""

    def rewritten(text: str) -> str:
        try:
            edits = parse_json(text)
            found = [[None if image is None else read(image) for image in pair] for pair in edits]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return text
        return text if found == edits else json.dumps(found, ensure_ascii=False)

    db.table("changes").convert("edits", rewritten)


def _entity_from_json(image: Any) -> Entity | None:
    return None if image is None else from_json(_TYPES[image["is"]], image)


def _entity_to_json(entity: Entity | None) -> Any:
    return None if entity is None else {"is": type(entity).__name__, **to_json(entity)}


def encode_step(step: Step) -> Row:
    """Encode a step as a row."""
    edits = [[_entity_to_json(edit.before), _entity_to_json(edit.after)] for edit in step.change.edits]
    label = json.dumps(text_to_json(step.change.label), ensure_ascii=False)
    return step.number, step.id, step.made, label, json.dumps(edits, ensure_ascii=False)


def append_row(db: FileDatabase, row: Row) -> None:
    """Insert a step as the last one, deleting those with its number or a higher one, and set the position to it."""
    changes = db.table("changes")
    changes.delete_where("number >= ?", (row[0],))
    changes.insert_all([COLUMNS, row])
    set_position(db, row[0])


def set_position(db: FileDatabase, position: int) -> None:
    """Set the position in the history; call this inside the transaction that writes the change."""
    db.table("document").update(1, {"position": position})
