"""Tests of reading a file that is open elsewhere: a committed state or a refusal, and nothing of it is touched."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.agenda import Change
from planner.domain.text import EstradError, FileLocked, ReadOnlyFile
from planner.storage import memory_copy
from planner.storage.header import WAL
from planner.storage.memory_copy import LOCKS_BEGIN
from planner.workspace import Environment, Workspace, read_copy
from tests.builders import agenda, fixed_environment
from tests.holding import CHILD, HOLDER, ROOT, elsewhere, held_elsewhere, rename_elsewhere
from tests.storage.samples import NAME, everything, print_of
from tests.storage.test_locking import rename

FILES = Path(__file__).parent / "files"


def journal(path: Path) -> Path:
    """Return the name of the journal of a file."""
    return path.with_name(f"{path.name}-journal")


def read(path: Path) -> "closing[Workspace]":
    """Read the file and close it at the end."""
    return closing(read_copy(path, fixed_environment()))


def test_all_of_a_file_that_is_open_elsewhere_is_read_and_nothing_of_it_can_be_changed(
    path: Path, env: Environment, tmp_path: Path
) -> None:
    with closing(Workspace.open(path, env)) as workspace:
        whole = everything(workspace)
    with held_elsewhere(path):
        before = {found.name: (found.read_bytes(), found.stat().st_mtime_ns) for found in tmp_path.iterdir()}
        with read(path) as shown:
            assert (everything(shown), shown.writable, shown.read_at) == (whole, False, shown.now())
            for act in (lambda: rename(shown), shown.undo, lambda: shown.outbox.send(lambda sending: {})):
                with pytest.raises(ReadOnlyFile) as refused:
                    act()
            assert str(refused.value.problem) == (
                f"“{NAME}” can only be read here, since it is open elsewhere: {HOLDER}."
            )
            shown.save_copy(tmp_path / "copy.estrad")
            assert elsewhere(path) == f"“{NAME}” is open elsewhere: {HOLDER}."
        (tmp_path / "copy.estrad").unlink()
        assert before == {found.name: (found.read_bytes(), found.stat().st_mtime_ns) for found in tmp_path.iterdir()}


def test_what_was_done_elsewhere_meanwhile_is_read_anew(path: Path, env: Environment) -> None:
    heard: list[Change] = []
    with read(path) as shown, held_elsewhere(path) as program:
        shown.subscribe(heard.append)
        kept = shown.agenda.sessions["keynote"]
        assert not shown.source.is_outdated
        rename_elsewhere(program, "Aula")
        assert shown.source.is_outdated

        assert shown.adopt_copy(shown.read_again())

        assert (shown.source.is_outdated, [edit.entity.id for one in heard for edit in one.edits]) == (False, ["hall"])
        assert shown.agenda.sessions["keynote"] is kept  # so that it is not painted anew
        after = everything(shown)
        program.communicate("")
        with closing(Workspace.open(path, env)) as workspace:
            assert everything(workspace) == after

        path.unlink()
        Workspace.create(path, agenda(id="another"), env).close()
        with closing(shown.read_again()) as fresh:
            assert (shown.adopt_copy(fresh), everything(shown)) == (False, after)


def test_the_process_that_has_the_file_does_not_read_it_twice(path: Path, workspace: Workspace) -> None:
    with pytest.raises(FileLocked, match="is open elsewhere: a test"):
        read_copy(path, fixed_environment())

    assert elsewhere(path) == f"“{NAME}” is open elsewhere: a test."


@pytest.mark.skipif(sys.platform == "win32", reason="it would be written whole there")
def test_what_is_too_large_to_be_read_without_the_lock_says_so(path: Path, env: Environment) -> None:
    os.truncate(path, LOCKS_BEGIN)

    with pytest.raises(EstradError) as refused:
        read_copy(path, env)

    assert (type(refused.value), str(refused.value.problem)) == (
        EstradError, f"“{NAME}” has 1 GiB or more, and cannot be read without opening it to be changed.",
    )  # fmt: skip
    Workspace.open(path, env).close()


@pytest.mark.parametrize("content", [b"", bytes(28), bytes(28) + b"the old pages"], ids=["empty", "zero", "used"])
def test_a_journal_that_is_done_is_no_hindrance(path: Path, content: bytes) -> None:
    journal(path).write_bytes(content)

    with read(path) as shown:
        assert len(shown.agenda.sessions) == 5


def test_a_commit_in_the_midst_of_the_reading_is_read_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_elsewhere(path) as program:
        for step in ("_whole_content", "_has_same_content", "_read_stamp"):
            names, real = iter((f"{step} 1", f"{step} 2")), getattr(memory_copy, step)

            def meanwhile(*args: object, names: Iterator[str] = names, real: Callable[..., object] = real) -> object:
                found = real(*args)
                if name := next(names, ""):
                    rename_elsewhere(program, name)
                return found

            with monkeypatch.context() as patch:
                patch.setattr(memory_copy, step, meanwhile)
                shown = read_copy(path, fixed_environment())
            with closing(shown):
                assert shown.agenda.rooms["hall"].name == f"{step} 2"


@pytest.mark.parametrize("times", [40, pytest.param(10_000, marks=pytest.mark.soak)])
def test_each_reading_is_a_state_that_was_committed_and_the_writer_is_not_disturbed(path: Path, times: int) -> None:
    words, seen, busy = [*CHILD, "count", str(path), str(times)], list[tuple[int, int]](), 0
    program = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert program.stdout
    assert program.stdout.readline() == "open\n"
    while len(seen) < times:
        try:
            with read(path) as shown:
                (number,) = {one.title for one in shown.agenda.sessions.values()}
                assert {one.abstract for one in shown.agenda.sessions.values()} == {f"{number} " * 300}
                assert all(one.name == f"{one.id} {number}" for one in shown.agenda.rooms.values())
                seen.append((int(number), shown._file.connection.writes))
        except FileLocked:
            busy += 1
    assert elsewhere(path) == f"“{NAME}” is open elsewhere: {HOLDER}."
    written = int(program.communicate("")[0])

    assert (program.returncode, seen, written >= times) == (0, sorted(seen), True)
    assert len({writes - number for number, writes in seen}) == 1  # no write was lost, and none is seen early or late
    assert times < 1000 or busy < times  # the writer pauses for a millisecond: a busy machine refuses some readings
    with read(path) as shown:
        assert {one.title for one in shown.agenda.sessions.values()} == {str(written)}


def test_what_a_rolled_back_commit_shows_for_a_moment_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leaves the count of commits as it was."""
    spoils, real = iter([bytes(4096)]), memory_copy._whole_content
    monkeypatch.setattr(
        memory_copy, "_whole_content", lambda stream: real(stream)[:-4096] + next(spoils, real(stream)[-4096:])
    )

    assert memory_copy.read_committed_state(path)[0] == path.read_bytes()


def bytes_from(place: int, new: bytes) -> Callable[[Path], object]:
    """Return a function that changes bytes of a file."""

    def spoil(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[:place] + new + data[place + len(new) :])

    return spoil


def by_sql(statement: str) -> Callable[[Path], object]:
    """Return a function that executes a statement in a file."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute(statement)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (bytes_from(18, WAL), "was switched to a write-ahead log by another program"),
        (bytes_from(60, (99).to_bytes(4, "big")), "needs Estrad 0.99 or newer"),
        (bytes_from(4096, bytes(4096)), "is damaged"),
        (by_sql("CREATE VIEW more AS SELECT 1"), "is damaged"),
        (by_sql("DELETE FROM people"), "is damaged"),
        (lambda path: journal(path).symlink_to(path), "lies beside"),
        (lambda path: path.with_name(f"{NAME}-wal").touch(), "lies beside"),
    ],
)  # fmt: skip
def test_it_goes_through_all_checks_of_opening(path: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(path)
    before = print_of(path)

    with pytest.raises(EstradError, match=said):
        read_copy(path, fixed_environment())
    assert print_of(path) == before


def test_one_of_an_older_version_is_brought_up_to_date_in_memory_alone(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes((FILES / "version-1.estrad").read_bytes())
    before = print_of(path)

    with read(path) as shown:
        assert shown.agenda.sessions
    assert [print_of(found) for found in tmp_path.iterdir()] == [before]
