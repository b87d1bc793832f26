"""Made-up migration steps after the last real one, for cases that the real ones do not have."""

from planner.storage.schema import STEPS, Migration, expected_schema

STAIRS = "CREATE TABLE stairs (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT"
NEWEST = len(STEPS)


def _then(statement: str) -> Migration:
    return Migration("made_up", (STAIRS,), then=lambda db: db.execute(statement))


BROKEN = (*STEPS, _then("UPDATE sessions SET minutes = 0"))
"""The last step changes something and then fails."""
ORPHANING = (*STEPS, _then("DELETE FROM people"))
"""The last step leaves sessions that point to deleted people."""
STAIR = {"tracks": ("stair TEXT NOT NULL DEFAULT ''",)}
NEXT_STEPS = (
    *STEPS,
    Migration("stairs", (STAIRS,), STAIR, lambda db: db.execute("UPDATE sessions SET note = note || '.'")),
)
"""The last step adds a table and a column, and changes every session."""
NEXT_EXPECTED = expected_schema(NEXT_STEPS)
