"""The history in the file: a table of changes, and a position in it that undo and redo move."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.change import Change, Edit
from planner.domain.entities import ENTITY_TYPES, Entity
from planner.domain.json_codec import LONGEST, from_json, to_json
from planner.domain.text import Text, text_from_json, text_to_json
from planner.storage.json_text import parse

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_WRITES = 2**62
"""More writes than anybody makes; from 2**63 on SQLite would count in fractions."""
_TYPES: dict[str, type[Entity]] = {cls.__name__: cls for cls in ENTITY_TYPES}


@dataclass(frozen=True, slots=True)
class Step:
    """A change as the history stores it. ``made`` is UTC in ISO 8601."""

    number: int
    id: str
    made: str
    change: Change


Row = tuple[int, str, str, str, str]
"""A step as stored in the table."""
_ROWS = "SELECT number, id, made, label, edits FROM changes"


def read_row(conn: sqlite3.Connection, number: int) -> Row | None:
    """Return the row of the step with that number, or None."""
    row: Row | None = conn.execute(f"{_ROWS} WHERE number = ?", (number,)).fetchone()
    return row


def read_rows_around(conn: sqlite3.Connection, position: int) -> Iterator[Iterator[Row]]:
    """Yield the rows of the done steps, the newest first, then those of the undone ones, the next first."""
    yield conn.execute(f"{_ROWS} WHERE number <= ? ORDER BY number DESC", (position,))
    yield conn.execute(f"{_ROWS} WHERE number > ? ORDER BY number", (position,))


def read_steps(conn: sqlite3.Connection) -> list[Step]:
    """Return all steps, the oldest first."""
    return [step_of(row) for row in conn.execute(f"{_ROWS} ORDER BY number").fetchall()]


def read_labels(conn: sqlite3.Connection) -> list[tuple[str, Text]]:
    """Return the time (UTC in ISO 8601) and label of each step, the oldest first."""
    rows = conn.execute("SELECT made, label FROM changes ORDER BY number").fetchall()
    return [(made, _label(label)) for made, label in rows]


def read_position(conn: sqlite3.Connection) -> int:
    """Return the number of steps done; the rest can be redone. Raise ``ValueError`` if the steps do not match."""
    position = conn.execute("SELECT position FROM document").fetchone()[0]
    first, last, steps = conn.execute("SELECT min(number), max(number), count(*) FROM changes").fetchone()
    if (first, last, steps) not in ((1, steps, steps), (None, None, 0)) or not 0 <= position <= steps:
        raise ValueError("a position outside the history")
    return int(position)


def read_writes(conn: sqlite3.Connection) -> int:
    """Return the number of writes to the file; raise ``ValueError`` for an impossible one."""
    writes = int(conn.execute("SELECT writes FROM document").fetchone()[0])
    if not 0 <= writes < MOST_WRITES:
        raise ValueError("a number of writes that nobody made")
    return writes


def count_write(db: Database, so_far: int) -> bool:
    """Count one more write; return False if the number differs from ``so_far``, because somebody else wrote."""
    return bool(db.execute("UPDATE document SET writes = writes + 1 WHERE writes = ?", (so_far,)).rowcount == 1)


def step_of(row: Row) -> Step:
    """Decode the step of a row; raise ``ValueError``, ``TypeError`` or ``KeyError`` for a damaged one."""
    number, step_id, made, label, edits = row
    images = parse(edits)
    if not isinstance(images, list):
        raise TypeError("a list of edits expected")
    pairs = [Edit(_entity(before), _entity(after)) for before, after in images]
    return Step(number, step_id, made, Change(_label(label), tuple(pairs)))


def _label(text: str) -> Text:
    if len(text) > LONGEST:
        raise ValueError("a label longer than any of ours")
    return text_from_json(parse(text))


def rewrite_images(db: Database, read: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Rewrite each image before and after through ``read``, for a migration; damaged steps stay as they are."""
    for (number,) in db.execute("SELECT number FROM changes").fetchall():
        ((text,),) = db.execute("SELECT edits FROM changes WHERE number = ?", (number,)).fetchall()
        try:
            edits = parse(text)
            found = [[None if image is None else read(image) for image in pair] for pair in edits]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        if found != edits:
            db.execute("UPDATE changes SET edits = ? WHERE number = ?", (json.dumps(found, ensure_ascii=False), number))


def _entity(image: Any) -> Entity | None:
    return None if image is None else from_json(_TYPES[image["is"]], image)


def _image(entity: Entity | None) -> Any:
    return None if entity is None else {"is": type(entity).__name__, **to_json(entity)}


def row_of(step: Step) -> Row:
    """Encode a step as a row."""
    edits = [[_image(edit.before), _image(edit.after)] for edit in step.change.edits]
    label = json.dumps(text_to_json(step.change.label), ensure_ascii=False)
    return step.number, step.id, step.made, label, json.dumps(edits, ensure_ascii=False)


def append_row(db: Database, row: Row) -> None:
    """Write a step and delete the steps that could have been redone."""
    db.execute("DELETE FROM changes WHERE number >= ?", (row[0],))
    db.execute("INSERT INTO changes (number, id, made, label, edits) VALUES (?, ?, ?, ?, ?)", row)
    set_position(db, row[0])


def set_position(db: Database, position: int) -> None:
    """Set the position, inside the transaction that changes the rows."""
    db.execute("UPDATE document SET position = ?", (position,))
