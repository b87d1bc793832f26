"""Reads and writes the debts of erasures: what still has to be removed.

A debt names its thing by ids and fingerprints of our own, so that it says nothing about the erased person.
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
    """The kind of thing that has to be removed; each member says what the ``item`` of its debts holds, if anything."""

    PACK = "pack"
    """The file's free pages, which may hold data deleted before; they are removed when the file is packed."""
    VERSION = "version"
    """A kept version of the plan: its path below the folder of versions (``planner.storage.versions``)."""
    BACKUP = "backup"
    """A backup beside the file: the fingerprint of the file's path, and the end of the backup's name."""
    DRAFT = "draft"
    """An unsaved text (``planner.storage.kept_aside``): its file and its field, as JSON."""
    LOG = "log"
    """The error log."""
    PRINTED = "printed"
    """The fingerprints of printed run sheets: the name of their file, without suffix."""
    CALENDAR = "calendar"
    """A calendar that was sent with the person's name, by its key; publishing to its folder removes or resends it."""
    PUBLISHED = "published"
    """A published file that is no calendar, by its digest; the next publishing to its folder removes or replaces it."""


@dataclass(frozen=True, slots=True)
class Debt:
    """A thing that has to be removed: its kind and, where there may be several of it, the one that is meant (``item``).

    ``machine`` tells on which computer and in which account, by the id of the data folder there. It is empty if the
    thing can be removed anywhere, as it is in the conference file or was published, or if that folder has no id.
    """

    kind: DebtKind
    item: str = ""
    machine: str = ""


def read_debts(conn: sqlite3.Connection) -> tuple[Debt, ...]:
    """Return all debts, the oldest first; raise ``ValueError`` for an unknown kind."""
    rows = conn.execute("SELECT kind, item, machine FROM owed ORDER BY number").fetchall()
    return tuple(Debt(DebtKind(kind), item, machine) for kind, item, machine in rows)


def add_debts(db: FileDatabase, debts: Iterable[Debt], since: datetime) -> None:
    """Record the debts of an erasure at the time ``since`` (UTC); call this inside the transaction that erases."""
    rows = [{"since": since.isoformat(), "machine": d.machine, "kind": d.kind.value, "item": d.item} for d in debts]
    db.table("owed").insert_all(rows)


def delete_paid_debts(db: FileDatabase, debts: Iterable[Debt]) -> None:
    """Delete the rows of debts that are paid, inside the caller's transaction."""
    for debt in debts:
        where = [debt.kind.value, debt.item, debt.machine]
        db.table("owed").delete_where("kind = ? AND item = ? AND machine = ?", where)
