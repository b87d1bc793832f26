"""The numbered migrations that create the tables of the file; a released migration is never edited.

The states of people in files of versions 1 to 3 are upgraded. Those versions had *confirmed* as the default, and
omitted it. So *confirmed*, written or omitted, is a yes only if it has an answer date; otherwise nobody was asked.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.domain.value_objects import NamingRule, State
from planner.storage.header import damaged_error
from planner.storage.history import rewrite_history_entities
from planner.storage.schema_versions import (
    ADDED_2,
    ADDED_3,
    ADDED_6,
    ADDED_7,
    ADDED_8,
    NEW_2,
    NEW_6,
    NEW_7,
    NEW_8,
    VERSION_1,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

NAMED_THEN = NamingRule.EXCEPT_INVITED
"""The naming rule of versions 1 to 3: everybody expected except people who were asked and had not answered."""


def upgraded_state(state: str | None, answered: str | None) -> str:
    """Return the state as upgraded; ``state`` is None if it was omitted, ``answered`` is None if it has no date."""
    if state in (None, State.CONFIRMED.value):
        return State.CONFIRMED.value if answered else State.NOT_ASKED.value
    return str(state)


def upgraded_session(image: dict[str, Any]) -> dict[str, Any]:
    """Return a session's plain image (``planner.domain.json_codec``) with its people's states upgraded.

    Raise ``TypeError`` or ``AttributeError`` if the people in it are malformed.
    """
    if "people" not in image:
        return image
    people = [{**one, "state": upgraded_state(one.get("state"), one.get("answered"))} for one in image["people"]]
    return {**image, "people": people}


def upgraded_entity(image: dict[str, Any]) -> dict[str, Any]:
    """Upgrade the plain image of a history entity, whose type is under ``is``; raise as ``upgraded_session`` does."""
    match image.get("is"):
        case "Session":
            return upgraded_session(image)
        case "Cover":
            return {**image, "state": upgraded_state(image.get("state"), None)}
        case "Conference":
            return {"naming": NAMED_THEN.value, **image}
    return image


def _turn_tentative_into_draft(db: Database) -> None:
    """Make tentative sessions drafts."""
    db.execute("UPDATE sessions SET status = 'draft' WHERE status = 'tentative'")


def _add_whole_calendar(db: Database) -> None:
    """Add the row of the calendar of the whole conference, if that was sent.

    Version 2 did not store when it was last sent; the last release is assumed.
    """
    db.execute(
        """INSERT INTO sent_parts (part, title, name, release, previous, stamp)
             SELECT '', '', '', coalesce(max(number), 0), max(coalesce(max(number), 0) - 1, 0),
                    (SELECT last_stamp FROM document)
               FROM releases WHERE EXISTS (SELECT 1 FROM ledger) HAVING EXISTS (SELECT 1 FROM ledger)"""
    )


def _upgrade_states(db: Database) -> None:
    """Convert states to those with “not asked”: the rows and the images in the history alike, so that they match."""
    db.register_function(upgraded_state, deterministic=True)
    db.execute("UPDATE appearances SET state = upgraded_state(state, answered)")
    db.execute("UPDATE covers SET state = upgraded_state(state, NULL)")
    rewrite_history_entities(db, upgraded_entity)


class Migration(NamedTuple):
    """A migration to the next version: the tables and columns that it adds; ``then``, if given, changes rows."""

    name: str
    tables: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    then: Callable[[Database], object] | None = None

    def run(self, db: Database) -> None:
        """Perform the migration, inside the caller's transaction."""
        for statement in self.tables:
            db.execute(statement)
        for table, columns in self.columns.items():
            for column in columns:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        if self.then:
            self.then(db)


STEPS: tuple[Migration, ...] = (
    Migration("first_tables", VERSION_1),
    Migration("whole_model", NEW_2, ADDED_2, _turn_tentative_into_draft),
    Migration("calendar_files", columns=ADDED_3, then=_add_whole_calendar),
    Migration(
        "states", columns={"conference": ("naming TEXT NOT NULL DEFAULT 'except_invited'",)}, then=_upgrade_states
    ),
    Migration("abstracts", columns={"conference": ("abstracts TEXT NOT NULL DEFAULT 'whole'",)}),
    Migration("owed", NEW_6, ADDED_6),
    Migration("publishing", NEW_7, ADDED_7),
    Migration("blocks", NEW_8, ADDED_8),
)
"""The migrations: ``STEPS[n]`` migrates a file from version n to version n + 1. A released one stays as it is."""

MIGRATION_SET = "estrad"
MIGRATIONS_TABLE = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)


def _with_added_columns(statement: str, added: Mapping[str, tuple[str, ...]]) -> str:
    """Return the CREATE statement that SQLite stores for a table after columns were added to it.

    ALTER TABLE inserts the columns after the last one, before the table constraints.
    """
    table = statement.split("(", 1)[0].split()[2]
    said_of_all = list(re.finditer(r",\s+(?:CHECK|PRIMARY KEY) \(", statement))
    end = said_of_all[0].start() if said_of_all else statement.rindex(")")
    return "".join((statement[:end], *(f", {column}" for column in added.get(table, ())), statement[end:]))


def expected_schema(steps: Iterable[Migration]) -> dict[int, frozenset[str]]:
    """Return the SQL statements of the whole schema by version; a test compares them with what the steps create."""
    tables: tuple[str, ...] = ()
    found = {}
    for version, step in enumerate(steps, start=1):
        tables = (*(_with_added_columns(table, step.columns) for table in tables), *step.tables)
        found[version] = frozenset({*MIGRATIONS_TABLE, *tables})
    return found


EXPECTED = expected_schema(STEPS)


def migrate(db: Database, steps: tuple[Migration, ...], version: int) -> None:
    """Migrate the file from ``version`` to version ``len(steps)``, inside the caller's transaction."""
    from sqlite_utils import Migrations

    if version == 0:  # creates the library's table with our SQL, whatever its later versions use
        for statement in MIGRATIONS_TABLE:
            db.execute(statement)
    migrations = Migrations(MIGRATION_SET)
    for name, step in zip(_migration_names(steps), steps, strict=True):
        migrations(name=name)(step.run)
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {len(steps):d}")


def migrate_file(conn: sqlite3.Connection, path: Path, steps: tuple[Migration, ...], version: int) -> None:
    """Run all pending migration steps in one transaction; ``path`` names the file in errors."""
    from planner.storage.database import FileDatabase  # imports sqlite_utils, which takes a while

    db = FileDatabase(conn)
    db.execute("PRAGMA foreign_keys = OFF")  # ignored inside a transaction, so before it
    db.execute("BEGIN IMMEDIATE")
    try:
        migrate(db, steps, version)
        if conn.execute("PRAGMA foreign_key_check").fetchone():
            raise damaged_error(path)
        db.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("PRAGMA foreign_keys = ON")


def _migration_names(steps: tuple[Migration, ...]) -> list[str]:
    return [f"{number:03d}_{step.name}" for number, step in enumerate(steps, start=1)]


def create_tables(db: Database) -> None:
    """Create all tables of a new file at once, inside the caller's transaction.

    The result equals that of the migrations, which add later columns one by one: a new file takes 8 ms of processor
    time, and would take 27 ms with them.
    """
    for statement in sorted(EXPECTED[len(STEPS)]):  # a table comes before its index
        db.execute(statement)
    applied = [{"migration_set": MIGRATION_SET, "name": name, "applied_at": "now"} for name in _migration_names(STEPS)]
    db.table("_sqlite_migrations").insert_all(applied, conversions={"applied_at": "datetime(?)"})
    db.execute(f"PRAGMA user_version = {len(STEPS):d}")
