"""Tests of locks: one program at a time, which is named; read-only where necessary; no writes to a file not ours."""

import json
import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils  # noqa: F401 - before a test gives up the right to read it

from planner.commands.edit import edit
from planner.domain.entities import Conference, Room
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, FileLocked, FileMoved, ReadOnlyFile, StorageFull, Text
from planner.storage.file_guard import lock_holder, lock_note_path
from planner.workspace import Environment, Workspace
from tests.builders import fixed_environment
from tests.holding import elsewhere, held_elsewhere
from tests.storage.samples import NAME, contents, edited, everything, print_of


def rename(workspace: Workspace) -> None:
    """Make any edit."""
    workspace.apply(edit(workspace.agenda, Room, "hall", name=f"{workspace.agenda.rooms['hall'].name}!"))


@pytest.fixture
def holder(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start another process that has the file open."""
    with held_elsewhere(path) as program:
        yield program


def test_a_file_open_elsewhere_is_refused_by_the_holders_name_until_that_process_dies(
    path: Path, env: Environment, holder: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(FileLocked) as refused:
        Workspace.open(path, env)
    holder.kill()
    holder.wait()

    assert str(refused.value.problem) == f"“{NAME}” is open elsewhere: another laptop."
    assert lock_note_path(path).exists()
    Workspace.open(path, env).close()
    assert not lock_note_path(path).exists()


def test_who_has_it_is_told_to_a_reader_of_any_language(path: Path) -> None:
    us = Text("{user} on {host}", user="berit", host="laptop")
    with closing(Workspace.open(path, replace(fixed_environment(), holder=us))), pytest.raises(FileLocked) as refused:
        Workspace.open(path, fixed_environment())

    assert refused.value.problem == Text("“{name}” is open elsewhere: {by}.", name=NAME, by=us)


ENDLESS = {"message": "{n} day", "many": "{n} days", "number": float("inf"), "args": {}}


@pytest.mark.parametrize("text", ["berit", {"message": 5}, {"args": {}}, None, ENDLESS])
def test_a_note_that_cannot_be_read_names_nobody(path: Path, text: object) -> None:
    lock_note_path(path).write_text(json.dumps({"holder": "berit on laptop", "text": text}))

    assert lock_holder(path) == ""


def test_the_lock_is_kept_through_a_second_opening_in_one_process_an_edit_and_a_failed_one(
    path: Path, env: Environment, workspace: Workspace
) -> None:
    """POSIX drops all locks of a process on a file when it closes any handle of it."""
    path.with_name("link.estrad").symlink_to(path)
    for name in (path, path.with_name("link.estrad")):
        with pytest.raises(FileLocked, match="is open"):
            Workspace.open(name, env)
    rename(workspace)
    workspace._file.connection.sql.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StorageFull):
        workspace.apply(edit(workspace.agenda, Conference, "conference", description="x" * 90_000))

    assert elsewhere(path) == f"“{NAME}” is open elsewhere: a test."
    workspace.close()
    Workspace.open(path, env).close()


def test_a_locked_file_without_a_note(path: Path, workspace: Workspace) -> None:
    lock_note_path(path).write_text("{not json")

    assert elsewhere(path) == f"“{NAME}” is open in another program."


# read-only ------------------------------------------------------------------------------------------------


def as_nobody(act: Callable[[], Any]) -> Any:
    """Return what `act` returns in a process that permissions apply to; they do not apply to root."""
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    if os.getuid() != 0:
        return act()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            answer = act()
        except BaseException as error:
            answer = repr(error)
        os.write(writing, pickle.dumps(answer))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = pickle.loads(stream.read())
    os.waitpid(child, 0)
    return answer


@pytest.fixture
def public() -> Iterator[Path]:
    """Create a folder that others may enter; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "theirs").mkdir()
        (folder / "mine").mkdir()
        edited(folder / "theirs" / NAME, fixed_environment())
        os.chmod(folder, 0o755)
        os.chmod(folder / "mine", 0o777)
        yield folder
        os.chmod(folder / "theirs", 0o755)


def try_all(path: Path, copy: Path) -> dict[str, object]:
    """Open, change and copy a file; return the results as plain values that fit through a pipe."""
    found: dict[str, object] = {}
    try:
        workspace = Workspace.open(path, fixed_environment())
    except EstradError as error:
        return {"refused": str(error.problem), "kind": type(error).__name__}
    found["writable"], found["sessions"] = workspace.writable, len(workspace.agenda.sessions)
    for name, act in (("apply", lambda: rename(workspace)), ("undo", workspace.undo)):
        try:
            act()
            found[name] = "done"
        except EstradError as error:
            found[name] = type(error).__name__
    found["same"] = workspace.agenda == everything(workspace)[0]
    workspace.save_copy(copy)
    workspace.close()
    with closing(Workspace.open(copy, fixed_environment())) as copied:
        rename(copied)
    return found


def test_what_may_not_be_read_at_all(public: Path) -> None:
    path = public / "theirs" / NAME
    os.chmod(path, 0)

    found = as_nobody(lambda: try_all(path, public / "mine" / "copy.estrad"))

    assert found == {"refused": f"“{NAME}” cannot be read: Permission denied.", "kind": "EstradError"}


def make_hot(path: Path) -> None:
    """Leave the file as a program does that dies during a commit: half written, with its journal."""
    source = path.with_name("source.estrad")
    path.rename(source)
    with closing(sqlite3.connect(source, isolation_level=None)) as conn:
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("UPDATE sessions SET abstract = ?", ("y" * 50_000,))
        conn.execute("UPDATE people SET note = ?", ("y" * 50_000,))
        path.write_bytes(source.read_bytes())
        path.with_name(f"{NAME}-journal").write_bytes(source.with_name("source.estrad-journal").read_bytes())
        conn.execute("ROLLBACK")
    source.unlink()


REFUSES_CHANGES = {"writable": False, "sessions": 5, "apply": "ReadOnlyFile", "undo": "ReadOnlyFile", "same": True}
CUT_SHORT = {
    "refused": f"“{NAME}” was not closed well, and cannot be put right here: it is read-only.", "kind": "ReadOnlyFile",
}  # fmt: skip


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "hot", "answers"),
    [
        pytest.param(0o444, 0o755, False, REFUSES_CHANGES, id="the file"),
        pytest.param(0o666, 0o555, False, REFUSES_CHANGES, id="the folder"),
        pytest.param(0o444, 0o555, True, CUT_SHORT, id="a commit cut short"),
    ],
)
def test_what_is_read_only_is_left_as_it_is(
    public: Path, file_mode: int, folder_mode: int, hot: bool, answers: dict[str, object]
) -> None:
    path = public / "theirs" / NAME
    if hot:
        make_hot(path)
    os.chmod(path, file_mode)
    os.chmod(path.parent, folder_mode)
    before = print_of(path)

    assert as_nobody(lambda: try_all(path, public / "mine" / "copy.estrad")) == answers
    assert print_of(path) == before


def test_a_commit_cut_short_is_taken_back_at_the_next_opening(path: Path, env: Environment) -> None:
    before, whole = contents(path, env), path.read_bytes()
    make_hot(path)
    assert path.read_bytes() != whole

    assert contents(path, env) == before
    assert not path.with_name(f"{NAME}-journal").exists()


def test_a_read_only_file_is_not_written_by_any_door(public: Path) -> None:
    path = public / "theirs" / NAME
    os.chmod(path, 0o444)

    def send() -> str:
        workspace = Workspace.open(path, fixed_environment())
        delivered = []
        try:
            workspace.outbox.send(lambda sending: {}, note="again")
        except ReadOnlyFile:
            delivered.append("refused")
        workspace.close()
        return " ".join(delivered)

    assert as_nobody(send) == "refused"


# replaced, moved, deleted ---------------------------------------------------------------------------------


def replace_it(path: Path) -> None:
    other = path.with_name("other.estrad")
    other.write_bytes(path.read_bytes())
    os.replace(other, path)


AWAY: list[tuple[str, Callable[[Path], object]]] = [
    ("replaced", replace_it),
    ("deleted", lambda path: path.unlink()),
    ("renamed", lambda path: path.rename(path.with_name("renamed.estrad"))),
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let go of an open file")
@pytest.mark.parametrize("act", [case[1] for case in AWAY], ids=[case[0] for case in AWAY])
def test_a_file_that_went_away_is_noticed_before_the_next_write(
    path: Path, env: Environment, act: Callable[[Path], object], workspace: Workspace
) -> None:
    rename(workspace)
    before = everything(workspace)
    assert workspace.guard.fault() is None
    act(path)
    there = path.read_bytes() if path.exists() else None

    assert isinstance(workspace.guard.fault(), FileMoved)
    for change in (lambda: rename(workspace), workspace.undo, lambda: workspace.outbox.send(lambda sending: {})):
        with pytest.raises(FileMoved):
            change()

    assert (everything(workspace), (path.read_bytes() if path.exists() else None)) == (before, there)
    workspace.save_copy(path.with_name("mine.estrad"))
    workspace.close()
    assert contents(path.with_name("mine.estrad"), env) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let go of an open file")
def test_a_file_that_goes_away_in_mid_edit_is_noticed_before_the_commit(path: Path, workspace: Workspace) -> None:
    before = everything(workspace)

    def delete_and_look_away() -> None:
        with workspace._file.connection.transaction() as db:
            db.execute("DELETE FROM tracks")
            replace_it(path)

    with pytest.raises(FileMoved):
        delete_and_look_away()

    assert everything(workspace) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let go of an open file")
def test_nothing_is_recorded_in_a_file_that_went_away(path: Path, workspace: Workspace) -> None:
    replace_it(path)
    ledger = workspace.releases.ledger()

    with pytest.raises(FileMoved):
        run_to_end(workspace.releases.record(ledger, ledger, None))


def test_a_file_that_somebody_else_wrote_is_not_written_on_top_of(workspace: Workspace) -> None:
    before = everything(workspace)
    workspace._file.connection.sql.execute("UPDATE document SET writes = writes + 1")
    workspace._file.connection.guard.contents.remember()  # as if both writes had happened at the same moment

    with pytest.raises(FileMoved):
        rename(workspace)

    assert everything(workspace) == before
