"""Tests of the schema, which is what the migrations make; each is all or nothing, after a verified backup."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from planner import VERSION
from planner.domain.agenda import Agenda
from planner.domain.entities import ENTITY_TYPES, Entity
from planner.domain.json_codec import field_types, stored_name, to_json, value_from_json
from planner.domain.text import EstradError
from planner.storage.database import FileDatabase
from planner.storage.file import open_file
from planner.storage.rows import COLUMNS, TABLES
from planner.storage.schema import EXPECTED, STEPS, Migration, create_tables, migrate
from planner.workspace import Environment
from tests.storage.samples import NAME, contents, everything_in, print_of, refusal
from tests.storage.steps import BROKEN, NEWEST, NEXT_EXPECTED, NEXT_STEPS, ORPHANING, STAIRS
from tests.storage.test_opening import sql
from tests.storage.version_1 import STORED

PAGE = Path(__file__).resolve().parents[2] / "docs" / "file-format.md"
BACKUP = f"conference.v{NEWEST}.20240301T120000Z.bak.estrad"


def schema_of(steps: tuple[Migration, ...]) -> list[str]:
    """Return the schema that the steps create in an empty database."""
    db = Database(memory=True)
    db.execute("BEGIN IMMEDIATE")
    migrate(db, steps, 0)
    db.execute("COMMIT")
    found = [row[0] for row in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")]
    db.close()
    return found


def test_the_expected_schema_of_every_version_is_what_the_steps_make_and_nothing_acts_by_itself() -> None:
    assert set(EXPECTED) == set(range(1, len(STEPS) + 1))
    for version, expected in EXPECTED.items():
        assert sorted(schema_of(STEPS[:version])) == sorted(expected)
    assert sorted(schema_of(NEXT_STEPS)) == sorted(NEXT_EXPECTED[NEWEST + 1])
    own = r"CREATE (TABLE .* STRICT|UNIQUE INDEX .*)$"
    assert [s for s in schema_of(STEPS) if not re.match(own, s, re.DOTALL)] == []


def test_a_new_file_is_as_the_steps_would_have_made_it() -> None:
    made, stepped = Database(memory=True), Database(memory=True)
    for db in (made, stepped):
        db.execute("BEGIN IMMEDIATE")
    create_tables(made)
    migrate(stepped, STEPS, 0)
    noted = "SELECT migration_set, name FROM _sqlite_migrations ORDER BY id"

    for asked in ("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql", noted, "PRAGMA user_version"):
        assert made.execute(asked).fetchall() == stepped.execute(asked).fetchall()
    for db in (made, stepped):  # else another test closes them, and Python 3.13 warns in that one
        db.close()


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_a_file_of_each_older_version_opens(version: int, tmp_path: Path, env: Environment) -> None:
    direct, by_stages = (Path(shutil.copy(STORED, tmp_path / name)) for name in ("direct.estrad", NAME))
    open_file(by_stages, now=env.clock, steps=STEPS[:version], expected=EXPECTED).close()
    assert header_version(by_stages) == version

    assert (contents(by_stages, env), header_version(by_stages)) == (contents(direct, env), len(STEPS))


def test_a_write_outside_a_transaction_or_into_an_unknown_table_is_refused() -> None:
    db = FileDatabase(sqlite3.connect(":memory:", isolation_level=None))
    with pytest.raises(sqlite3.ProgrammingError):
        db.table("stairs").insert({"id": "a"})
    db.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        db.table("stairs").insert({"id": "a"})
    db.conn.execute(STAIRS)
    db.table("stairs").upsert({"id": "a", "name": "A"}, pk="id")
    for write in (lambda: db.table("stairs").update("b", {"name": "B"}), lambda: db.table("stairs").delete("b")):
        with pytest.raises(ValueError, match="not there"):
            write()
    assert [list(db.table("stairs").rows), db.conn.in_transaction] == [[{"id": "a", "name": "A"}], True]
    db.close()


def columns() -> list[tuple[str, str]]:
    """Return every table with each of its columns."""
    db = Database(memory=True)
    for statement in EXPECTED[len(STEPS)]:
        if statement.startswith("CREATE TABLE"):
            db.execute(statement)
    found = [(table.name, column.name) for table in db.tables for column in table.columns]
    db.close()
    return found


@pytest.mark.parametrize("table", sorted({table for table, _ in columns()}))
def test_the_page_says_what_every_column_is(table: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = re.search(rf"^### `{table}`.*?(?=^##)", page + "\n##", re.MULTILINE | re.DOTALL)
    assert section, f"{table} has no section in {PAGE.name}"

    assert [column for owner, column in columns() if owner == table and f"`{column}`" not in section[0]] == []


def test_the_page_has_an_example_of_every_list() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = [row for row in re.findall(r"^\| (`.*`) \| .* \| `(\[.*\])` \|$", page, re.MULTILINE) if "." in row[0]]
    examples = {name: example for names, example in rows for name in re.findall(r"`([a-z.]+)`", names)}
    lists = {
        f"{table}.{c.split()[0]}"
        for step in STEPS
        for table, added in step.columns.items()
        for c in added
        if "json_valid" in c
    }
    made = [statement for step in STEPS for statement in step.tables]
    lists |= {
        f"{statement.split()[2]}.{name}"
        for statement in made
        for name in re.findall(r"(\w+) TEXT NOT NULL DEFAULT '\[\]' CHECK", statement)
    }
    assert set(examples) == lists

    for kind, table in TABLES.items():
        for name, hint in field_types(kind).items():
            if example := examples.get(f"{table}.{stored_name(name)}"):
                value = json.loads(example)
                assert value
                assert to_json(value_from_json(hint, value)) == value


def test_the_query_on_the_page_gives_the_days_programme(path: Path) -> None:
    query = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        rows = conn.execute(query, {"day": "2024-04-25"}).fetchall()
    assert rows == [
        ("09:00", "09:10", "all rooms", "Opening", None),
        ("09:15", "10:00", "Hall", "Keynote", "Ada, Bo"),
        ("10:05", "10:35", "Hall, Lab", "Both", "Bo"),
        ("11:05", "11:50", "Lab", "Extra", None),
    ]


# migrations -----------------------------------------------------------------------------------------------


def migrated(path: Path, env: Environment, steps: tuple[Migration, ...] = NEXT_STEPS) -> list[object]:
    """Open the file with a made-up further step, and read all of it."""
    file = open_file(path, now=env.clock, steps=steps, expected=NEXT_EXPECTED)
    try:
        return [*everything_in(file)]
    finally:
        file.close()


def noted(agenda: Agenda) -> Agenda:
    """Return the conference as the made-up step leaves it: a dot after every session's note."""
    sessions = [replace(session, note=f"{session.note}.") for session in agenda.sessions.values()]
    return Agenda.of(*[entity for entity in agenda.entities() if entity.id not in agenda.sessions], *sessions)


def header_version(path: Path) -> int:
    """Return the schema version in the header."""
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_an_old_file_is_backed_up_and_migrated(path: Path, env: Environment) -> None:
    before = contents(path, env)

    agenda, *rest = migrated(path, env)

    assert [agenda, *rest] == [noted(before[0]), *before[1:]]
    assert (header_version(path), contents(path.with_name(BACKUP), env)) == (NEWEST + 1, before)
    assert sorted(entry.name for entry in path.parent.iterdir()) == [NAME, BACKUP]
    assert migrated(path, env) == [agenda, *rest]
    with closing(sqlite3.connect(path)) as conn:
        assert [row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id")] == [
            f"{number:03d}_{step.name}" for number, step in enumerate(NEXT_STEPS, start=1)
        ]


def test_the_second_number_of_the_program_is_the_version_of_its_files() -> None:
    assert VERSION.split(".")[1] == str(len(STEPS))


def test_a_migrated_file_is_refused_by_the_old_program(path: Path, env: Environment) -> None:
    migrated(path, env)

    assert f"needs Estrad 0.{NEWEST + 1} or newer, and this is {VERSION}" in str(refusal(path, env))


@pytest.mark.parametrize(
    ("steps", "error"), [(BROKEN, sqlite3.IntegrityError), (ORPHANING, EstradError)], ids=["fails", "leaves orphans"]
)
def test_a_step_that_fails_leaves_the_old_version_whole(
    path: Path, env: Environment, steps: tuple[Migration, ...], error: type[Exception]
) -> None:
    before = contents(path, env)

    with pytest.raises(error):
        migrated(path, env, steps)

    assert (contents(path, env), sorted(entry.name for entry in path.parent.iterdir())) == (before, [NAME, BACKUP])


def full(_path: Path) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("spoil", "patched", "said"),
    [
        pytest.param("", {"planner.disk.sync_file": full}, "cannot be written: No space left", id="no good backup"),
        pytest.param(
            "CREATE TRIGGER t AFTER UPDATE ON sessions BEGIN DELETE FROM rooms; END", {}, "is damaged", id="a trigger"
        ),
        pytest.param("UPDATE appearances SET person = 'nobody'", {}, "is damaged", id="a person who is not there"),
        pytest.param("", {"planner.storage.opening.lock": lambda conn: False}, "read-only", id="read-only"),
    ],
)
def test_what_cannot_be_trusted_backed_up_or_written_is_not_migrated(
    path: Path, env: Environment, spoil: str, patched: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql(spoil)(path)
    for name, fake in patched.items():
        monkeypatch.setattr(name, fake)
    before = print_of(path)

    with pytest.raises(EstradError, match=said):
        migrated(path, env)

    assert print_of(path) == before


def test_a_new_file_does_not_depend_on_the_librarys_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's table of migrations is part of the schema that opening compares, so we create it ourselves."""
    monkeypatch.setattr("sqlite_utils.Migrations.ensure_migrations_table", lambda self, db: None)

    assert sorted(schema_of(STEPS)) == sorted(EXPECTED[len(STEPS)])


@pytest.mark.parametrize("kind", ENTITY_TYPES, ids=lambda kind: kind.__name__)
def test_a_thing_has_the_columns_of_its_table(kind: type[Entity]) -> None:
    """A new field needs a migration: this test fails first, the round trip after it."""
    assert sorted(COLUMNS[kind]) == sorted(column for table, column in columns() if table == TABLES[kind])
