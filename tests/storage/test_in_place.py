"""Tests of an open file that something else changes in place: it is noticed, not written to, and saved from memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Person, Room, Venue
from planner.domain.text import EstradError, FileMoved
from planner.storage.file_guard import PIECE
from planner.storage.recovery_cache import MOST_STEPS
from planner.workspace import Environment, Workspace
from tests.every_field import PICTURES
from tests.holding import elsewhere
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, everything
from tests.storage.test_locking import rename

OVERWRITE = """
import pathlib, sys
target, source = map(pathlib.Path, sys.argv[1:])
with target.open("r+b") as stream:  # as rsync --inplace does
    stream.write(source.read_bytes())
    stream.truncate()
"""
WRITE_WITHOUT_LOCKS = """
import sqlite3, sys
conn = sqlite3.connect(f"file:{sys.argv[1]}?vfs=unix-none", uri=True, isolation_level=None)
conn.execute("PRAGMA journal_mode = MEMORY")
conn.execute("UPDATE rooms SET name = 'Aula'")
"""


def by(*words: str) -> None:
    """Run a command in another process."""
    subprocess.run(words, check=True)


def python(code: str, *words: Path) -> None:
    """Run that code in another process."""
    by(sys.executable, "-c", code, *map(str, words))


WAYS: list[tuple[str, Callable[[Path, Path], object]]] = [
    ("copied over", lambda path, other: by("cp", str(other), str(path))),
    ("written over from the start", lambda path, other: python(OVERWRITE, path, other)),
    ("truncated", lambda path, other: os.truncate(path, 4096)),
    ("emptied", lambda path, other: by("cp", "/dev/null", str(path))),
    ("a byte changed in its last page", lambda path, other: change_a_byte(path, -1)),
    ("written by a program that asks for no lock", lambda path, other: python(WRITE_WITHOUT_LOCKS, path)),
]


def change_a_byte(path: Path, place: int) -> None:
    """Flip one bit, at a time that the disk can tell from that of the last write: its clock advances in steps."""
    probe = path.with_name("probe")
    while not probe.exists() or probe.stat().st_mtime_ns == path.stat().st_mtime_ns:
        probe.write_bytes(b"")
    probe.unlink()
    with path.open("r+b") as stream:
        stream.seek(place, os.SEEK_END)
        byte = stream.read(1)[0]
        stream.seek(place, os.SEEK_END)
        stream.write(bytes([byte ^ 1]))


@pytest.fixture
def other(tmp_path: Path, path: Path) -> Path:
    """Create an older backup of it."""
    (tmp_path / "backup").write_bytes(path.read_bytes())
    return tmp_path / "backup"


@pytest.mark.skipif(sys.platform == "win32", reason="the ways are those of POSIX")
@pytest.mark.parametrize("way", [way for _, way in WAYS], ids=[name for name, _ in WAYS])
def test_it_is_noticed_before_the_next_write_and_never_written_into(
    path: Path, other: Path, env: Environment, way: Callable[[Path, Path], object], workspace: Workspace
) -> None:
    rename(workspace)
    agenda, held = workspace.agenda, everything(workspace)
    way(path, other)
    theirs = path.read_bytes()

    for act in (lambda: rename(workspace), workspace.undo, lambda: workspace.outbox.send(lambda sending: {})):
        with pytest.raises(FileMoved) as refused:
            act()
        assert str(refused.value.problem) == f"“{NAME}” was changed by another program while it was open here."

    assert (path.read_bytes(), workspace.agenda) == (theirs, agenda)
    assert workspace.save_copy(path.with_name("mine.estrad")) is None
    workspace.close()
    assert (path.read_bytes(), contents(path.with_name("mine.estrad"), env)) == (theirs, held)


@pytest.mark.skipif(sys.platform == "win32", reason="the ways are those of POSIX")
@pytest.mark.parametrize("way", [way for _, way in WAYS[:4]], ids=[name for name, _ in WAYS[:4]])
def test_it_is_noticed_before_the_commit(
    path: Path, other: Path, way: Callable[[Path, Path], object], workspace: Workspace
) -> None:

    def write_while_it_is_changed() -> None:
        with workspace._file.connection.transaction() as db:
            db.execute("UPDATE sessions SET abstract = ?", ("y" * 90_000,))
            way(path, other)

    with pytest.raises(FileMoved, match="was changed by another program"):
        write_while_it_is_changed()

    theirs = path.read_bytes()
    with pytest.raises(FileMoved):
        rename(workspace)
    workspace.close()
    assert path.read_bytes() == theirs


def test_nothing_is_written_into_the_file_before_the_commit(path: Path, workspace: Workspace) -> None:
    workspace._file.connection.sql.execute("PRAGMA cache_size = 1")
    before = path.read_bytes()

    def write_and_stop() -> None:
        with workspace._file.connection.transaction() as db:
            for _ in range(5):
                db.execute("UPDATE sessions SET abstract = abstract || ?", ("y" * 90_000,))
            assert path.read_bytes() == before
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_and_stop()
    assert workspace.guard.fault() is None


def touch(path: Path) -> None:
    """Change the file's time but not its bytes, as a backup program does."""
    os.utime(path, ns=(0, os.stat(path).st_mtime_ns + 10**9))


def pause(workspace: Workspace) -> None:
    """Use as many pauses as it takes to read the whole file."""
    for _ in range(os.stat(workspace.path).st_size // PIECE + 2):
        workspace.guard.contents.digest_next_piece()


@pytest.mark.skipif(sys.platform == "win32", reason="there a time alone tells nothing")
def test_a_changed_time_alarms_until_there_was_a_pause(path: Path, workspace: Workspace) -> None:
    touch(path)

    assert isinstance(workspace.guard.fault(), FileMoved)


def test_the_same_bytes_at_another_time_are_no_alarm_and_looking_does_not_drop_the_lock(
    path: Path, workspace: Workspace
) -> None:
    pause(workspace)
    touch(path)

    assert workspace.guard.fault() is None
    rename(workspace)
    pause(workspace)
    by("cp", str(path), str(path.with_name("same")))
    by("cp", str(path.with_name("same")), str(path))
    rename(workspace)
    assert elsewhere(path) == f"“{NAME}” is open elsewhere: a test."
    workspace.close()
    assert elsewhere(path) == "opened"


def test_other_bytes_of_the_same_size_are_an_alarm_after_a_pause_too(path: Path, workspace: Workspace) -> None:
    rename(workspace)
    pause(workspace)
    change_a_byte(path, -1)

    assert isinstance(workspace.guard.fault(), FileMoved)
    change_a_byte(path, -1)
    assert workspace.guard.fault() is None


def test_the_digest_of_a_file_of_several_pieces(path: Path, env: Environment) -> None:
    with closing(Workspace.open(path, env)) as workspace:
        for letter in "abc":
            notes = ((id, letter * 99_000) for id in workspace.agenda.sessions)
            for session, note in notes:
                workspace.apply(edit(workspace.agenda, type(workspace.agenda.sessions[session]), session, note=note))
        while os.stat(path).st_size < PIECE + 4096:
            note = "z" * 99_000 if workspace.agenda.venue.note != "z" * 99_000 else "å" * 99_000
            workspace.apply(edit(workspace.agenda, Venue, "venue", note=note))
        workspace.guard.contents.digest_next_piece()
        touch(path)
        assert isinstance(workspace.guard.fault(), FileMoved)  # it was not read to its end yet
    with closing(Workspace.open(path, env)) as workspace:
        pause(workspace)
        touch(path)

        assert workspace.guard.fault() is None


# the copy from memory -------------------------------------------------------------------------------------


def test_the_copy_says_what_is_not_in_it(path: Path, env: Environment, opens: Opens) -> None:
    with closing(Workspace.open(path, env)) as workspace:
        for n in range(MOST_STEPS + 50):
            workspace.apply(edit(workspace.agenda, Room, "hall", name=f"Hall {n}"))
    with closing(Workspace.open(path, env)) as workspace:
        (photo, logo), pictures = list(PICTURES)[:2], PICTURES
        ada = workspace.agenda.people["ada"]
        workspace.apply(edit(workspace.agenda, Person, "ada", photo=photo), {photo: pictures[photo]})
        workspace.apply(edit(workspace.agenda, Person, "bo", photo=logo), {logo: pictures[logo]})
    with closing(Workspace.open(path, env)) as workspace:
        assert workspace.pictures.read(logo) == pictures[logo]
        before = everything(workspace)
        os.truncate(path, 4096)

        missing = workspace.save_copy(path.with_name("mine.estrad"))

        assert str(missing) == "The copy holds the whole plan. Not in it: 57 steps of the history, 1 picture."
    copy = opens(path.with_name("mine.estrad"))
    assert (copy.agenda.people["bo"].photo, copy.agenda.people["ada"]) == (logo, ada)
    assert copy.pictures.read(logo) == pictures[logo]
    assert (copy.history.position, len(copy.history.labels())) == (MOST_STEPS, MOST_STEPS)
    assert everything(copy)[3] == before[3]
    while copy.undo():
        pass
    assert copy.agenda.rooms["hall"].name == "Hall 51"


def test_the_copy_holds_all_that_was_done_and_sent_and_may_take_the_place_of_what_was_written_over(
    path: Path, other: Path, env: Environment, workspace: Workspace
) -> None:
    rename(workspace)
    workspace.outbox.send(lambda sending: {}, note="second")
    held, asked = everything(workspace), list[str]()
    by("cp", str(other), str(path))
    workspace._file.connection.sql.set_trace_callback(asked.append)

    workspace.save_copy(path)

    assert asked == []
    workspace.close()
    assert contents(path, env) == held


def test_a_file_that_changes_while_it_is_copied(path: Path, env: Environment, workspace: Workspace) -> None:
    held = everything(workspace)
    workspace._file.connection.sql.set_trace_callback(
        lambda statement: "VACUUM" in statement and change_a_byte(path, -1)
    )

    workspace.save_copy(path.with_name("mine.estrad"))

    workspace.close()
    assert contents(path.with_name("mine.estrad"), env) == held


def test_a_copy_that_cannot_be_written_or_does_not_hold_what_memory_does_leaves_what_lay_there(
    path: Path, tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.truncate(path, 4096)
    (tmp_path / "folder").mkdir()
    for name in ("nowhere/mine.estrad", "folder"):
        with pytest.raises(EstradError, match="cannot be written"):
            workspace.save_copy(tmp_path / name)
    assert (tmp_path / "folder").is_dir()

    monkeypatch.setattr(
        "planner.storage.new_file.read_agenda", lambda conn: replace(workspace.agenda, rooms={}) if conn else None
    )
    with pytest.raises(EstradError, match="is damaged"):
        workspace.save_copy(tmp_path / "mine.estrad")
    assert not (tmp_path / "mine.estrad").exists()


def test_what_was_sent_is_not_told_from_it_also_if_it_is_known(path: Path, other: Path, workspace: Workspace) -> None:
    number = workspace.releases.all()[-1].number
    workspace.releases.ledger()
    by("cp", str(other), str(path))

    for read in (lambda: workspace.releases.read(number), workspace.releases.ledger):
        with pytest.raises(FileMoved):
            read()
