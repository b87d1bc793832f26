"""A made-up second step of the schema, for trying migrations before there is a real one."""

from sqlite_utils import Database

from planner.storage.schema import EXPECTED, STEPS

FLOORS = "CREATE TABLE floors (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT"
ROOMS = """CREATE TABLE rooms (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, seats INTEGER, position INTEGER NOT NULL
) STRICT"""


def floors(db: Database) -> None:
    """Version 2: a table more, a column more, and every session touched."""
    db.execute(FLOORS)
    db.execute("ALTER TABLE rooms ADD COLUMN floor TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE sessions SET note = note || '.'")
    for number in range(2000):
        db.execute("INSERT INTO floors VALUES (?, ?)", (f"f{number}", "x" * 200))


def broken(db: Database) -> None:
    """A step that fails after it has done something."""
    db.execute(FLOORS)
    db.execute("UPDATE sessions SET minutes = 0")


def orphaning(db: Database) -> None:
    """A step that leaves sessions pointing to nothing."""
    db.execute(FLOORS)
    db.execute("DELETE FROM people")


STEPS_2 = (*STEPS, floors)
EXPECTED_2 = EXPECTED | {2: (EXPECTED[1] - {ROOMS}) | {FLOORS, ROOMS[:-8] + ", floor TEXT NOT NULL DEFAULT '') STRICT"}}
