"""A made-up step after the last one of the schema, for trying what the real ones do not do."""

from sqlite_utils import Database

from planner.storage.schema import EXPECTED, STEPS

STAIRS = "CREATE TABLE stairs (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT"
NEWEST = len(STEPS)
TRACKS = next(statement for statement in EXPECTED[NEWEST] if statement.startswith("CREATE TABLE tracks"))


def stairs(db: Database) -> None:
    """A table more, a column more, and every session touched."""
    db.execute(STAIRS)
    db.execute("ALTER TABLE tracks ADD COLUMN stair TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE sessions SET note = note || '.'")


def broken(db: Database) -> None:
    """A step that fails after it has done something."""
    db.execute(STAIRS)
    db.execute("UPDATE sessions SET minutes = 0")


def orphaning(db: Database) -> None:
    """A step that leaves sessions pointing to nothing."""
    db.execute(STAIRS)
    db.execute("DELETE FROM people")


NEXT_STEPS = (*STEPS, stairs)
NEXT_EXPECTED = EXPECTED | {
    NEWEST + 1: (EXPECTED[NEWEST] - {TRACKS})
    | {STAIRS, TRACKS[: -len(") STRICT")] + ", stair TEXT NOT NULL DEFAULT '') STRICT"}
}
