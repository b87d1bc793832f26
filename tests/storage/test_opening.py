"""Tests of files that are foreign, newer, damaged or hostile: each is refused by name and stays byte-identical."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from planner import VERSION
from planner.domain.text import EstradError
from planner.storage.header import APPLICATION_ID, file_version
from planner.storage.history import read_position
from planner.storage.opening import connect
from planner.storage.schema import STEPS
from planner.workspace import Environment, Workspace
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, print_of, refusal

NOT_OURS = f"“{NAME}” is not an Estrad conference."
DAMAGED = f"“{NAME}” is damaged."


def sql(*statements: str) -> Callable[[Path], None]:
    """Return a function that runs statements on a file with another program's connection, without check constraints."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                conn.execute(statement)

    return spoil


def put(offset: int, content: bytes) -> Callable[[Path], None]:
    """Return a function that writes other bytes at an offset."""

    def spoil(path: Path) -> None:
        found = bytearray(path.read_bytes())
        found[offset : offset + len(content)] = content
        path.write_bytes(found)

    return spoil


def cut(share: float) -> Callable[[Path], None]:
    """Return a function that cuts a file to that share of its length."""

    def spoil(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return spoil


def become(content: bytes) -> Callable[[Path], None]:
    """Return a function that replaces the whole content."""
    return lambda path: path.write_bytes(content) and None


def misname_a_column(path: Path) -> None:
    """Give the file a schema that works but is not ours."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_schema SET sql = replace(sql, 'seats INTEGER', 'seats INTEGER CHECK (seats > 0)')")


def forget_an_index_row(path: Path) -> None:
    """Give a row another key than its index has: quick_check does not see it, and no UPDATE finds the row."""
    content = path.read_bytes()
    at = content.index(b"keynoteKeynote") if b"keynoteKeynote" in content else content.index(b"keynote\x02Keynote")
    path.write_bytes(content[:at] + b"keynotf" + content[at + 7 :])


def cover(**fields: object) -> Callable[[Path], None]:
    """Return a function that adds a moderator's shift, valid except for these columns."""
    row = {
        "id": "c",
        "person": "ada",
        "day": "2024-04-25",
        "start": 540,
        "end": 600,
        "room": "hall",
        "state": "invited",
    }
    values = ("NULL" if value is None else repr(value) for value in (row | fields).values())
    return sql(f"INSERT INTO covers VALUES ({', '.join(values)})")


HALF = "UPDATE {table} SET {column} = replace({column}, '{name}', 'K\\ud800')"

SPOILS: list[tuple[str, Callable[[Path], None], str]] = [
    ("no bytes", become(b""), NOT_OURS),
    ("99 bytes", become(b"SQLite format 3\x00" + bytes(83)), NOT_OURS),
    ("text", become(b"Dear organiser,\n" * 100), NOT_OURS),
    ("a zip file", become(b"PK\x03\x04" + bytes(500)), NOT_OURS),
    ("another program's database", put(68, b"\x00\x00\x00\x01"), NOT_OURS),
    (
        "a newer version",
        put(60, (99).to_bytes(4, "big")),
        f"“{NAME}” needs Estrad 0.99 or newer, and this is {VERSION}.",
    ),
    ("version 0", put(60, bytes(4)), DAMAGED),
    (
        "a write-ahead log",
        sql("PRAGMA journal_mode = WAL"),
        f"“{NAME}” was switched to a write-ahead log by another program.",
    ),
    ("an unknown format", put(18, b"\x07\x07"), DAMAGED),
    ("half of it", cut(0.5), DAMAGED),
    ("all but the end", cut(0.99), DAMAGED),
    ("the header alone", cut(0.001), DAMAGED),
    ("a zeroed page", put(4096 * 3, bytes(4096)), DAMAGED),
    ("a trigger", sql("CREATE TRIGGER t AFTER UPDATE ON rooms BEGIN DELETE FROM sessions; END"), DAMAGED),
    ("a view", sql("CREATE VIEW v AS SELECT * FROM rooms"), DAMAGED),
    ("an index", sql("CREATE INDEX i ON rooms (name)"), DAMAGED),
    ("a table more", sql("CREATE TABLE t (x)"), DAMAGED),
    ("a table less", sql("DROP TABLE calendar_parts"), DAMAGED),
    ("a column more", sql("ALTER TABLE rooms ADD COLUMN x TEXT"), DAMAGED),
    ("a column that is not ours", misname_a_column, DAMAGED),
    ("a room that is not there", sql("UPDATE session_rooms SET room = 'x' WHERE session = 'keynote'"), DAMAGED),
    ("a track that is not there", sql("DELETE FROM tracks"), DAMAGED),
    ("a day that is not there", sql("UPDATE sessions SET day = '2024-01-01' WHERE day IS NOT NULL"), DAMAGED),
    ("a row that its index does not know", forget_an_index_row, DAMAGED),
    ("a room without a time", sql("INSERT INTO session_rooms VALUES ('later', 'hall', 0)"), DAMAGED),
    (
        "two conferences",
        sql(
            "CREATE TEMP TABLE t AS SELECT * FROM conference",
            "UPDATE t SET id = 'x'",
            "INSERT INTO conference SELECT * FROM t",
        ),
        DAMAGED,
    ),
    ("no conference", sql("DELETE FROM conference"), DAMAGED),
    ("no venue", sql("DELETE FROM venue"), DAMAGED),
    ("no document row", sql("DELETE FROM document"), DAMAGED),
    (
        "two document rows",
        sql("INSERT INTO document (one, file_id, writes, position, last_stamp) VALUES (2, 'f', 0, 0, '')"),
        DAMAGED,
    ),
    ("a position before the history", sql("UPDATE document SET position = -1"), DAMAGED),
    ("a position after the history", sql("UPDATE document SET position = 8"), DAMAGED),
    ("a step missing", sql("DELETE FROM changes WHERE number = 3"), DAMAGED),
    ("the last step missing", sql("UPDATE document SET position = 7", "DELETE FROM changes WHERE number = 7"), DAMAGED),
    ("steps from 0", sql("UPDATE changes SET number = 0 WHERE number = 1"), DAMAGED),
    ("an unknown colour", sql("UPDATE tracks SET colour = 'puce'"), DAMAGED),
    ("an unknown kind", sql("UPDATE sessions SET kind = 'lecture'"), DAMAGED),
    ("an unknown status", sql("UPDATE sessions SET status = ''"), DAMAGED),
    ("an unknown role", sql("UPDATE appearances SET role = 'SPEAKER'"), DAMAGED),
    ("an unknown state", sql("UPDATE appearances SET state = 'maybe'"), DAMAGED),
    ("a length of 0", sql("UPDATE sessions SET minutes = 0"), DAMAGED),
    ("a length of ages", sql("UPDATE sessions SET minutes = 9223372036854775807"), DAMAGED),
    ("a negative start", sql("UPDATE sessions SET start = -5 WHERE day IS NOT NULL"), DAMAGED),
    ("a start without a day", sql("UPDATE sessions SET start = 5 WHERE day IS NULL"), DAMAGED),
    ("hours backwards", sql("UPDATE days SET opens = 1200"), DAMAGED),
    (
        "a date in words",
        sql("UPDATE days SET date = 'Thursday'", "UPDATE sessions SET day = 'Thursday' WHERE day IS NOT NULL"),
        DAMAGED,
    ),
    (
        "a date in another way",
        sql("UPDATE days SET date = '20240425'", "UPDATE sessions SET day = '20240425' WHERE day IS NOT NULL"),
        DAMAGED,
    ),
    ("a status of version 1", sql("UPDATE sessions SET status = 'tentative'"), DAMAGED),
    ("a room of no colour", sql("UPDATE rooms SET colour = 'puce'"), DAMAGED),
    ("a column that is neither", sql('UPDATE rooms SET "column" = 2'), DAMAGED),
    ("a house that closes too late", sql("UPDATE venue SET closes = 2881"), DAMAGED),
    ("a house that never opens", sql("UPDATE venue SET closes = 0"), DAMAGED),
    ("a setting up of ages", sql("UPDATE sessions SET setup = 1441"), DAMAGED),
    ("a clearing before the end", sql("UPDATE sessions SET teardown = -1"), DAMAGED),
    ("less than nobody", sql("UPDATE sessions SET audience = -1"), DAMAGED),
    ("asked on no day", sql("UPDATE appearances SET asked = 'yesterday'"), DAMAGED),
    ("answered on an empty day", sql("UPDATE appearances SET answered = ''"), DAMAGED),
    ("asked on a day in another way", sql("UPDATE appearances SET asked = '20240101'"), DAMAGED),
    ("a partner as what", sql("INSERT INTO partners VALUES ('p', 'P', 'Partner', '', NULL, 0)"), DAMAGED),
    ("a partner's picture", sql("INSERT INTO partners VALUES ('p', 'P', 'partner', '', 'x', 0)"), DAMAGED),
    ("a photo", sql("UPDATE people SET photo = 'x'"), DAMAGED),
    ("a logo", sql("UPDATE conference SET logo = ''"), DAMAGED),
    ("a shift of nobody", cover(person="nobody"), DAMAGED),
    ("a shift on no day", cover(day="2024-01-01"), DAMAGED),
    ("a shift in no room", cover(room="attics"), DAMAGED),
    ("a shift in no state", cover(state="sure"), DAMAGED),
    ("a shift backwards", cover(start=600, end=540), DAMAGED),
    ("a shift without an end", cover(end=None), DAMAGED),
    ("a list that is none", sql("UPDATE people SET links = '{}'"), DAMAGED),
    ("a list that is no JSON", sql("UPDATE people SET links = ''"), DAMAGED),
    ("half a character in a list", sql("""UPDATE people SET languages = '["\\ud800"]'"""), DAMAGED),
    ("half a character in a release", sql(HALF.format(table="releases", column="programme", name="Keynote")), DAMAGED),
    ("half a character in the step to undo", sql(HALF.format(table="changes", column="edits", name="Waits")), DAMAGED),
    ("half a character in the step to redo", sql(HALF.format(table="changes", column="edits", name="vem")), DAMAGED),
    ("half a position on the map", sql("UPDATE venue SET latitude = 59.0"), DAMAGED),
    ("text that is no UTF-8", sql("UPDATE people SET note = CAST(x'ff41' AS TEXT)"), DAMAGED),
    ("the step to undo unreadable", sql("UPDATE changes SET edits = '[[1, 2]]' WHERE number = 5"), DAMAGED),
    ("the step to redo unreadable", sql("UPDATE changes SET label = '7' WHERE number = 6"), DAMAGED),
    ("a release unreadable", sql("UPDATE releases SET programme = '{}'"), DAMAGED),
    ("a release at no time", sql("UPDATE releases SET made = '2024-03-01T12:00:00'"), DAMAGED),
]


@pytest.mark.parametrize(("spoil", "problem"), [case[1:] for case in SPOILS], ids=[case[0] for case in SPOILS])
def test_a_file_that_is_refused(path: Path, env: Environment, spoil: Callable[[Path], None], problem: str) -> None:
    spoil(path)

    refused = refusal(path, env)

    assert (str(refused.problem), refused.file) == (problem, path)
    assert refused.remedy


def test_a_right_shift_is_no_damage(path: Path, env: Environment) -> None:
    cover()(path)

    assert list(contents(path, env)[0].covers) == ["c"]


def test_the_row_that_its_index_does_not_know_is_a_case_for_the_whole_check(path: Path) -> None:
    forget_an_index_row(path)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA integrity_check").fetchall() != [("ok",)]


LATER = [
    ("an old step unreadable", "UPDATE changes SET edits = '{}' WHERE number = 2"),
    ("an old step's thing unknown", """UPDATE changes SET edits = '[[null, {"is": "Speaker"}]]' WHERE number = 2"""),
]


@pytest.mark.parametrize("statement", [case[1] for case in LATER], ids=[case[0] for case in LATER])
def test_an_unreadable_old_step_stops_undo_with_everything_as_it_was(path: Path, statement: str, opens: Opens) -> None:
    sql(statement)(path)
    workspace = opens(path)
    workspace.undo()
    workspace.undo()
    agenda, label = workspace.agenda, workspace.history.undo_label

    with pytest.raises(EstradError, match="is damaged"):
        workspace.undo()
    with pytest.raises(EstradError, match="is damaged"):
        workspace.history.steps()

    assert (workspace.agenda, workspace.history.undo_label) == (agenda, label)
    assert (read_position(workspace._file.connection.sql), workspace._file.read_agenda()) == (3, agenda)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param(f'[[null, {{"is": "Room", "id": "x", "name": "X", "seats": {10**30}}}]]', id="beyond every file"),
        pytest.param(
            '[[null, {"is": "Session", "id": "x", "number": 1, "title": "X", "people": [{"person": "y"}]}]]',
            id="a person who is not there",
        ),
        pytest.param('[[null, {"is": "Day", "id": "x", "date": "2024-04-25"}]]', id="a date that is taken"),
        pytest.param('[[{"is": "Room", "id": "hall", "name": "Other"}, null]]', id="another snapshot"),
    ],
)
def test_a_step_that_cannot_be_done_again_changes_nothing(path: Path, edits: str, opens: Opens) -> None:
    sql(f"UPDATE changes SET edits = '{edits}' WHERE number = 6")(path)
    workspace = opens(path)
    agenda = workspace.agenda

    with pytest.raises(EstradError, match="is damaged"):
        workspace.redo()

    assert (workspace.agenda, workspace._file.read_agenda()) == (agenda, agenda)
    assert read_position(workspace._file.connection.sql) == 5


def test_opening_and_closing_leaves_the_bytes_and_the_time(path: Path, env: Environment) -> None:
    before = print_of(path)

    Workspace.open(path, env).close()

    assert (print_of(path), file_version(path, len(STEPS))) == (before, len(STEPS))


@pytest.mark.parametrize("name", ["missing.estrad", "nowhere/missing.estrad", "50% #1?.estrad"])
def test_what_is_not_there_is_not_made(tmp_path: Path, env: Environment, name: str) -> None:
    with pytest.raises(EstradError, match="There is no file"):
        Workspace.open(tmp_path / name, env)
    with pytest.raises(sqlite3.OperationalError):
        connect(tmp_path / name, "rw")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["50% #1?.estrad", "Åäö 日本.estrad", "a&b=c;mode=ro.estrad", "'; DROP TABLE rooms; --.estrad"]
)
def test_any_name_will_do(path: Path, env: Environment, name: str) -> None:
    assert len(contents(path.rename(path.with_name(name)), env)[1]) == 7


def test_a_folder_and_a_pipe_are_no_conference(tmp_path: Path, env: Environment) -> None:
    (tmp_path / "folder.estrad").mkdir()
    names = ["folder.estrad"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.estrad")
        names.append("pipe.estrad")

    for name in names:
        with pytest.raises(EstradError, match="is not an Estrad conference"):
            Workspace.open(tmp_path / name, env)


@pytest.mark.skipif(sys.platform != "linux" or not os.path.exists("/usr/bin/strace"), reason="strace is not installed")
def test_the_header_check_reads_a_hundred_bytes(path: Path, tmp_path: Path) -> None:
    log = tmp_path / "strace.log"
    code = f"from pathlib import Path as P; import planner.storage.header as h; h.file_version(P({str(path)!r}), 1)"
    path.write_bytes(path.read_bytes().replace(APPLICATION_ID.to_bytes(4, "big"), b"XXXX", 1))
    subprocess.run(
        ["strace", "-f", "-y", "-e", "trace=read,pread64,openat", "-o", str(log), sys.executable, "-c", code],
        capture_output=True,
        check=False,
    )
    lines = [line for line in log.read_text(errors="replace").splitlines() if str(path) in line]

    assert [line.rpartition("= ")[2] for line in lines if "read" in line.split("(")[0]] == ["100"]
    assert all("O_RDONLY" in line for line in lines if "openat(" in line)


def test_an_untrusted_file_is_opened_with_every_guard(path: Path) -> None:
    conn = connect(path, "rw")
    names = (
        "trusted_schema",
        "cell_size_check",
        "mmap_size",
        "foreign_keys",
        "synchronous",
        "locking_mode",
        "journal_mode",
    )

    assert [conn.execute(f"PRAGMA {name}").fetchone()[0] for name in names] == [0, 1, 0, 1, 3, "exclusive", "delete"]
    conn.close()


def test_a_write_ahead_log_with_changes_in_it_is_left_alone(path: Path, env: Environment) -> None:
    """Closing an ordinary connection would have moved the log into the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE rooms SET name = 'Aula' WHERE id = 'hall'")

        assert "write-ahead log" in str(refusal(path, env))
        other.execute("PRAGMA journal_mode = DELETE")
    assert contents(path, env)[0].rooms["hall"].name == "Aula"
