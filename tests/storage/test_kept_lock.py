"""Tests of the lock of an open file, which outlives that the process itself opens and closes the file once more."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Room
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, FileMoved
from planner.eraser import Eraser
from planner.storage import kept_lock
from planner.workspace import Environment, Workspace
from tests.builders import fixed_environment
from tests.holding import elsewhere, held_elsewhere
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, everything
from tests.storage.test_locking import rename

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what Windows locks stays locked")
OPEN_ELSEWHERE = f"“{NAME}” is open elsewhere: a test."
linux = pytest.mark.skipif(sys.platform != "linux", reason="locks of a handle are Linux's")


@pytest.fixture
def locks_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no locks but those of processes."""
    monkeypatch.setattr(kept_lock, "HANDLES_LOCK", False)


def look_into(path: Path) -> None:
    """Open and close the file, as a dialog does that shows icons; POSIX drops the locks of this process."""
    path.read_bytes()


class Locks:
    """The module `fcntl` of a system on which locking fails: by handle, or at all."""

    F_RDLCK = F_WRLCK = F_UNLCK = F_OFD_SETLK = LOCK_EX = LOCK_NB = LOCK_UN = 0

    def __init__(self, system: Any, *, by_process: int = 0, by_handle: int = 0, times: int = 1_000) -> None:
        self._system, self._by_process, self._by_handle, self._times = system, by_process, by_handle, times
        for name in vars(type(self)):
            if name.isupper():
                setattr(self, name, getattr(system, name))

    def lockf(self, *asked: int) -> None:
        if self._by_process:
            raise OSError(self._by_process, os.strerror(self._by_process))
        self._system.lockf(*asked)

    def fcntl(self, *asked: Any) -> None:
        if self._by_handle and self._times:
            self._times -= 1
            raise OSError(self._by_handle, os.strerror(self._by_handle))
        self._system.fcntl(*asked)


@linux
def test_nobody_can_open_a_file_that_was_opened_and_closed_here_once_more(
    path: Path, env: Environment, workspace: Workspace
) -> None:
    look_into(path)

    assert elsewhere(path) == OPEN_ELSEWHERE
    rename(workspace)
    assert elsewhere(path) == OPEN_ELSEWHERE
    workspace.close()
    Workspace.open(path, env).close()


@linux
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(rename, id="a change"),
        pytest.param(Workspace.undo, id="undo"),
        pytest.param(lambda workspace: workspace.save_copy(workspace.path.with_name("copy")), id="a copy"),
        pytest.param(
            lambda workspace: run_to_end(Eraser(workspace, fixed_environment(), "ada").erase(())), id="erasing"
        ),
        pytest.param(lambda workspace: fail_to_write(workspace), id="a full disk"),
    ],
)
def test_sqlite_never_asks_for_the_lock_again(
    path: Path, workspace: Workspace, act: Callable[[Workspace], object]
) -> None:
    look_into(path)
    act(workspace)
    look_into(path)

    assert elsewhere(path) == OPEN_ELSEWHERE
    rename(workspace)


def fail_to_write(workspace: Workspace) -> None:
    """Have SQLite take back a change, since the file may not grow."""
    sql = workspace._file.connection.sql
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EstradError, match="disk is full"), workspace._file.connection.transaction() as db:
        db.execute("UPDATE sessions SET abstract = ?", ("x" * 90_000,))
    sql.execute("PRAGMA max_page_count = 100000")


def test_the_lock_of_the_process_is_taken_again_at_each_look_and_before_each_write(
    path: Path, locks_of_processes: None, workspace: Workspace
) -> None:
    for act in (workspace.guard.fault, lambda: rename(workspace)):
        look_into(path)
        assert act() is None
        assert elsewhere(path) == OPEN_ELSEWHERE


def test_who_came_in_between_is_not_written_over_and_work_goes_on_when_they_have_closed(
    path: Path, env: Environment, locks_of_processes: None, workspace: Workspace
) -> None:
    before = everything(workspace)
    look_into(path)

    with held_elsewhere(path):
        theirs = path.read_bytes()
        for act in (lambda: rename(workspace), workspace.undo):
            with pytest.raises(FileMoved) as refused:
                act()
            assert str(refused.value.problem) == f"“{NAME}” was opened by another program while it was open here."
        workspace.save_copy(path.with_name("mine.estrad"))
        assert (path.read_bytes(), everything(workspace)) == (theirs, before)

    assert contents(path.with_name("mine.estrad"), env) == before
    assert workspace.guard.fault() is None
    rename(workspace)


def test_a_killed_program_leaves_nothing_locked_also_if_one_that_it_started_lives_on(
    path: Path, env: Environment
) -> None:
    with held_elsewhere(path, "peek") as program:
        assert elsewhere(path).startswith(f"“{NAME}” is open elsewhere")
        program.kill()
        program.wait()

        with closing(Workspace.open(path, env)) as workspace:
            rename(workspace)


@linux
def test_what_is_closed_is_not_locked_also_if_another_process_has_its_handle(path: Path, opens: Opens) -> None:
    workspace = opens(path)
    handle = workspace.guard.contents.handle
    assert handle is not None
    copied = os.dup(handle)  # as a forked process has it

    workspace.close()

    assert elsewhere(path) == "opened"
    os.close(copied)


TRIES = """
import sqlite3, sys, threading
waiting, got = threading.Thread(target=sys.stdin.read), 0
print("begun", flush=True)
waiting.start()
while waiting.is_alive():
    conn = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
    try:
        conn.execute("BEGIN IMMEDIATE")
        got += 1
    except sqlite3.OperationalError:
        pass
    conn.close()
print(got)
"""


@linux
@pytest.mark.parametrize("changes", [50, pytest.param(5_000, marks=pytest.mark.soak)])
def test_a_program_that_tries_without_a_pause_never_gets_in(path: Path, opens: Opens, changes: int) -> None:
    """Before the lock was kept, it took back what was being written, and left a file whose history had more steps."""
    workspace = opens(path)
    command = [sys.executable, "-c", TRIES, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "begun\n"
        for n in range(changes):
            workspace.apply(edit(workspace.agenda, Room, "hall", name=f"Hall {n}"))
            look_into(path)
        got_in, _ = program.communicate()

    assert got_in == "0\n"


REFUSALS = [errno.ENOLCK, errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EAGAIN]


@linux
@pytest.mark.parametrize("refusal", REFUSALS, ids=errno.errorcode.get)
def test_where_a_handle_cannot_lock_the_lock_of_the_process_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, opens: Opens, refusal: int
) -> None:
    monkeypatch.setattr(kept_lock, "fcntl", Locks(kept_lock.fcntl, by_handle=refusal))
    workspace = opens(path)

    assert elsewhere(path) == OPEN_ELSEWHERE
    look_into(path)
    assert workspace.guard.fault() is None
    assert elsewhere(path) == OPEN_ELSEWHERE


@pytest.mark.parametrize("refusal", REFUSALS, ids=errno.errorcode.get)
def test_a_share_that_refuses_locks_to_a_second_handle_is_worked_on_all_the_same(
    path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch, opens: Opens, refusal: int
) -> None:
    monkeypatch.setattr(kept_lock, "fcntl", Locks(kept_lock.fcntl, by_process=refusal, by_handle=refusal))
    workspace = opens(path)

    rename(workspace)

    assert workspace.guard.fault() is None
    assert elsewhere(path) == OPEN_ELSEWHERE
    workspace.close()
    Workspace.open(path, env).close()


@linux
def test_a_program_that_tries_the_file_at_that_moment_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch, opens: Opens
) -> None:
    monkeypatch.setattr(kept_lock, "fcntl", Locks(kept_lock.fcntl, by_handle=errno.EAGAIN, times=5))
    opens(path)

    look_into(path)

    assert elsewhere(path) == OPEN_ELSEWHERE
