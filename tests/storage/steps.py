"""Made-up migration steps after the last real one, for cases that the real ones do not have."""

from sqlite_utils import Database

from planner.storage.schema import EXPECTED, STEPS

STAIRS = "CREATE TABLE stairs (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT"
NEWEST = len(STEPS)
TRACKS = next(statement for statement in EXPECTED[NEWEST] if statement.startswith("CREATE TABLE tracks"))


def stairs(db: Database) -> None:
    """Add a table and a column, and change every session."""
    db.execute(STAIRS)
    db.execute("ALTER TABLE tracks ADD COLUMN stair TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE sessions SET note = note || '.'")


def broken(db: Database) -> None:
    """Change something and then fail."""
    db.execute(STAIRS)
    db.execute("UPDATE sessions SET minutes = 0")


def orphaning(db: Database) -> None:
    """Leave sessions that point to deleted people."""
    db.execute(STAIRS)
    db.execute("DELETE FROM people")


NEXT_STEPS = (*STEPS, stairs)
NEXT_EXPECTED = EXPECTED | {
    NEWEST + 1: (EXPECTED[NEWEST] - {TRACKS})
    | {STAIRS, TRACKS[: -len(") STRICT")] + ", stair TEXT NOT NULL DEFAULT '') STRICT"}
}
