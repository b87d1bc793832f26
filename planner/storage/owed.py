"""Reads and writes what erasures still owe: the things that are to go and have not gone yet.

A debt names its thing by ids and fingerprints of our own, so that it says nothing of the erased person itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase


class DebtKind(StrEnum):
    """The sort of thing that is to go."""

    PACK = "pack"
    """The free pages of the file, which may hold what was deleted before; they go when it is packed."""
    VERSION = "version"
    """A kept version of the plan: its folder and name (``planner.storage.versions``)."""
    BACKUP = "backup"
    """A backup beside the file: the fingerprint of the file's path, and the end of the backup's name."""
    DRAFT = "draft"
    """An unsaved text (``planner.storage.kept_aside``): its file and its field, as JSON."""
    LOG = "log"
    """The error log."""
    PRINTED = "printed"
    """The fingerprints of printed run sheets: the name of their file."""
    CALENDAR = "calendar"
    """A calendar that was sent with the name, by its key: the next publishing removes it or sends it anew."""
    PUBLISHED = "published"
    """A file of another product that was published, by its digest: the next publishing removes or replaces it."""


@dataclass(frozen=True, slots=True)
class Debt:
    """A thing that is to go; ``machine`` is the id of the data folder in which it lies, empty if it lies in none."""

    kind: DebtKind
    item: str = ""
    machine: str = ""


def read_debts(conn: sqlite3.Connection) -> tuple[Debt, ...]:
    """Return what is owed, the oldest first; raise ``ValueError`` for an unknown kind."""
    rows = conn.execute("SELECT kind, item, machine FROM owed ORDER BY number").fetchall()
    return tuple(Debt(DebtKind(kind), item, machine) for kind, item, machine in rows)


def add_debts(db: FileDatabase, debts: Iterable[Debt], since: datetime) -> None:
    """Write down what an erasure at a time (UTC) owes; call this inside the transaction that erases."""
    rows = [{"since": since.isoformat(), "machine": d.machine, "kind": d.kind.value, "item": d.item} for d in debts]
    db.table("owed").insert_all(rows)


def pay_debts(db: FileDatabase, debts: Iterable[Debt]) -> None:
    """Delete the rows of debts that are worked off, inside the caller's transaction."""
    for debt in debts:
        where = [debt.kind.value, debt.item, debt.machine]
        db.table("owed").delete_where("kind = ? AND item = ? AND machine = ?", where)
