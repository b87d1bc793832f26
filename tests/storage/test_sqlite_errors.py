"""Tests of a full disk, a failing statement and a power cut: the file is as before the change or as after it."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.ripple import shift_following
from planner.domain.entities import Conference
from planner.domain.text import EstradError, FileMoved, StorageFull
from planner.storage.file import create_file
from planner.storage.sqlite_errors import translated_error
from planner.workspace import Environment, Workspace
from tests.builders import fixed_environment
from tests.holding import CHILD, ROOT, elsewhere
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, edited, everything, small


def long(workspace: Workspace) -> None:
    """Make an edit that needs more room."""
    letter = "y" if workspace.agenda.conference.description.startswith("x") else "x"
    workspace.apply(edit(workspace.agenda, Conference, "conference", description=letter * 90_000))


def test_a_full_file_in_mid_edit_leaves_everything_and_works_again_after(tmp_path: Path, env: Environment) -> None:
    edited(tmp_path / NAME, env)
    workspace = Workspace.open(tmp_path / NAME, env)
    before, told = everything(workspace), []
    workspace.subscribe(told.append)
    workspace._file.connection.sql.execute("PRAGMA max_page_count = 1")  # SQLite accepts the present size, and no more

    with pytest.raises(StorageFull) as refused:
        long(workspace)

    assert str(refused.value.problem) == f"The disk is full, so “{NAME}” could not be changed."
    assert (everything(workspace), workspace.agenda, told) == (before, before[0], [])
    assert not workspace._file.connection.sql.in_transaction

    workspace._file.connection.sql.execute("PRAGMA max_page_count = 1000000")
    long(workspace)
    after = everything(workspace)
    workspace._file.connection.sql.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000)
    with pytest.raises(EstradError, match="A text is too long"):
        long(workspace)
    assert workspace.agenda == after[0]
    workspace.close()
    assert contents(tmp_path / NAME, env) == after


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 1 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = sys.platform == "linux" and os.getuid() == 0 and Path("/proc/self/mountinfo").exists()
    if mounted:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("only root can mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Create a file that takes all the free space."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream:
        for size in (65536, 4096, 1):
            try:
                while stream.write(bytes(size)):
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_can_still_be_read_and_takes_no_edit_until_there_is_room(
    small_disk: Path, env: Environment
) -> None:
    path = small_disk / NAME
    edited(path, env)
    before, filler = contents(path, env), fill(small_disk)
    with closing(Workspace.open(path, env)) as workspace:
        for _ in "twice":
            with pytest.raises(StorageFull):
                long(workspace)

        assert (everything(workspace), workspace.agenda) == (before, before[0])
        assert elsewhere(path).startswith(f"“{NAME}” is open")

        filler.unlink()
        long(workspace)
        workspace.undo()
        after = everything(workspace)
    assert contents(path, env) == after
    assert [entry.name for entry in small_disk.iterdir()] == [NAME]


def test_a_full_disk_takes_no_copy_and_no_new_file_and_gets_no_litter(
    small_disk: Path, tmp_path: Path, env: Environment, opens: Opens
) -> None:
    edited(tmp_path / NAME, env)
    workspace = opens(tmp_path / NAME)
    (small_disk / "copy.estrad").write_text("an old thing")
    filler = fill(small_disk)
    with filler.open("rb+") as stream:
        stream.truncate(filler.stat().st_size - 50_000)  # room for the first part of the copy

    with pytest.raises(EstradError):
        workspace.save_copy(small_disk / "copy.estrad")
    with pytest.raises(EstradError):
        create_file(small_disk / "new.estrad", small(), file_id="f")

    assert sorted(entry.name for entry in small_disk.iterdir()) == ["copy.estrad", "filler"]
    assert (small_disk / "copy.estrad").read_text() == "an old thing"


# the n-th thing fails -------------------------------------------------------------------------------------

ACTS: list[tuple[str, Callable[[Workspace], object]]] = [
    ("an edit of one thing", long),
    ("an edit of several", lambda w: w.apply(shift_following(w.agenda, "keynote", 5).change)),
    ("a deletion", lambda w: w.apply(delete_person(w.agenda, "bo"))),
    ("undo", lambda w: w.undo()),
    ("redo", lambda w: w.redo()),
    ("sending", lambda w: w.outbox.send(lambda sending: {}, note="again")),
]


@pytest.mark.parametrize("stride", [pytest.param(37, id="some"), pytest.param(1, id="all", marks=pytest.mark.soak)])
@pytest.mark.parametrize("act", [act for _, act in ACTS], ids=[name for name, _ in ACTS])
@pytest.mark.long
def test_whatever_step_of_sqlite_fails_the_state_is_before_or_after(
    tmp_path: Path, env: Environment, act: Callable[[Workspace], object], stride: int
) -> None:
    """The n-th instruction of SQLite's virtual machine fails, for growing n, until the act goes through."""
    edited(tmp_path / NAME, env)
    template = (tmp_path / NAME).read_bytes()
    path, failures, went_through = tmp_path / "tried.estrad", 0, False
    while not went_through:
        path.write_bytes(template)
        workspace = Workspace.open(path, fixed_environment())
        workspace.prepare_to_write()
        before = everything(workspace)
        left = iter(range(failures * stride, -1, -1))
        workspace._file.connection.sql.set_progress_handler(lambda left=left: next(left, 1) == 0, 1)
        refused = True
        with suppress(sqlite3.OperationalError, EstradError):
            act(workspace)
            refused = False
        went_through = next(left, None) is not None
        workspace._file.connection.sql.set_progress_handler(None, 1)
        now = everything(workspace)
        assert (now == before) == refused
        assert (workspace.agenda, workspace._file.connection.sql.in_transaction) == (now[0], False)
        workspace.close()
        if went_through or failures % 20 == 0:
            assert contents(path, fixed_environment()) == now
        failures += 1

    assert failures * stride > 150


@pytest.mark.skipif(sys.platform == "win32", reason="cp is a program of POSIX")
@pytest.mark.parametrize("act", [act for _, act in ACTS], ids=[name for name, _ in ACTS])
def test_a_file_that_another_process_changed_in_place_is_not_written_into(
    tmp_path: Path, env: Environment, act: Callable[[Workspace], object]
) -> None:
    path, other = tmp_path / NAME, tmp_path / "backup"
    edited(path, env)
    other.write_bytes(path.read_bytes())
    with closing(Workspace.open(path, env)) as workspace:
        long(workspace)
        workspace.undo()
        before, held = workspace.agenda, everything(workspace)
        subprocess.run(["cp", other, path], check=True)

        with pytest.raises(FileMoved, match="was changed by another program"):
            act(workspace)

        assert (workspace.agenda, path.read_bytes()) == (before, other.read_bytes())
        assert workspace.save_copy(tmp_path / "mine.estrad") is None
    assert (path.read_bytes(), contents(tmp_path / "mine.estrad", env)) == (other.read_bytes(), held)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("SQLITE_FULL", "The disk is full, so “a.estrad” could not be changed."),
        ("SQLITE_READONLY_DBMOVED", "“a.estrad” was replaced, moved or deleted by another program."),
        (
            "SQLITE_READONLY_ROLLBACK",
            "“a.estrad” was not closed well, and cannot be put right here: it is read-only.",
        ),
        (
            "SQLITE_READONLY_DIRECTORY",
            "“a.estrad” cannot be changed here: the file or its folder is read-only.",
        ),
        ("SQLITE_CORRUPT_INDEX", "“a.estrad” is damaged."),
        ("SQLITE_NOTADB", "“a.estrad” is damaged."),
        ("SQLITE_BUSY_RECOVERY", "“a.estrad” is open in another program."),
        ("SQLITE_TOOBIG", "A text is too long for “a.estrad”."),
        ("SQLITE_IOERR_FSYNC", "“a.estrad” cannot be read or written: why."),
        ("SQLITE_CANTOPEN", "“a.estrad” cannot be read or written: why."),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", None),
        ("SQLITE_MISUSE", None),
        ("", None),
    ],
)
def test_what_is_said_of_sqlites_faults(code: str, problem: str | None) -> None:
    error = sqlite3.OperationalError("why")
    error.sqlite_errorname = code  # type: ignore[misc]
    found = translated_error(error, Path("a.estrad"))

    assert (str(found.problem) if found else None) == problem
    assert found is None or found.remedy


@pytest.mark.skipif(not os.path.exists("/usr/bin/strace"), reason="strace is not installed")
def test_every_change_reaches_the_disk(tmp_path: Path, env: Environment) -> None:
    """kill -9 does not test this, because data held by the operating system survives the process."""
    path, log = tmp_path / NAME, tmp_path / "strace.log"
    edited(path, env)
    strace = ["strace", "-f", "-o", str(log), "-e", "trace=fsync,fdatasync,write"]
    subprocess.run([*strace, *CHILD, "edit", str(path), "10"], capture_output=True, check=True, cwd=ROOT)

    calls = re.findall(r'(fsync|fdatasync|"edit )', log.read_text(errors="replace"))
    syncs = [
        part.split().count("sync") for part in " ".join(c if "edit" in c else "sync" for c in calls).split('"edit')
    ]
    print(syncs)
    assert len(syncs) >= 9
    assert min(syncs[:-1]) >= 1
