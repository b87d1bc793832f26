"""Tests of reading a file that a program left when it died in a change: what was committed, and nothing is touched."""

import errno
import os
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.text import EstradError, FileLocked, ReadOnlyFile
from planner.storage import memory_copy
from planner.storage.file_guard import lock_note_path
from planner.storage.header import damaged_error
from planner.storage.memory_copy import ATTEMPTS, LOOKS, PREFIX, rolled_back
from planner.storage.opening import JOURNAL_MAGIC
from planner.workspace import Environment, Workspace, open_or_read, read_copy
from tests.builders import fixed_environment
from tests.holding import die_in_a_change, held_elsewhere, writing_elsewhere
from tests.storage.samples import NAME, contents, everything, print_of
from tests.storage.test_attacks import NOBODY
from tests.storage.test_reading_open_files import journal, read

LEFT = f"“{NAME}” was left by a program that died; what was not finished is left out."


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder for temporary files, in which nothing may stay."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert [*folder.iterdir()] == []


def prints(path: Path) -> tuple[object, object]:
    """Return what file and journal are, with their times."""
    return print_of(path), print_of(journal(path))


def test_what_was_committed_is_read_and_file_and_journal_stay_as_they_are(path: Path, env: Environment) -> None:
    with closing(Workspace.open(path, env)) as workspace:
        whole = everything(workspace)
    die_in_a_change(path)
    lock_note_path(path).write_text('{"holder": "a dead laptop"}')
    before = prints(path)
    assert before[1] is not None

    with read(path) as shown:
        assert (everything(shown), str(shown.source.left.problem), shown.source.holder) == (whole, LEFT, "")
        with pytest.raises(ReadOnlyFile, match="was left by a program that died"):
            rename(shown)
    assert prints(path) == before

    assert contents(path, env)[0] == whole[0]  # opening puts it right
    with read(path) as shown:
        assert shown.source.left is None


def rename(workspace: Workspace) -> None:
    """Make any change."""
    workspace.undo()


def test_a_program_that_is_writing_is_respected(path: Path) -> None:
    with writing_elsewhere(path):
        before, waits = prints(path), list[float]()
        with pytest.raises(FileLocked) as refused:
            memory_copy.read_committed_state(path, waits.append)

        assert (len(waits), str(refused.value.problem)) == (ATTEMPTS * LOOKS, f"“{NAME}” is being written just now.")
        assert prints(path) == before


def test_a_program_that_has_it_open_and_writes_nothing_is_respected_too(path: Path) -> None:
    with held_elsewhere(path):
        spare = journal(path).read_bytes() if journal(path).exists() else b""
        journal(path).write_bytes(JOURNAL_MAGIC + bytes(504))  # as if it began to write just now
        with pytest.raises(FileLocked, match="is being written just now"):
            memory_copy.read_committed_state(path, lambda _seconds: None)
        journal(path).write_bytes(spare)


def test_one_that_is_put_right_meanwhile_is_read_as_it_is_then(
    path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("_whole_content", "_has_same_content", "_read_stamp", "_journal_content"):
        die_in_a_change(path)
        real = getattr(memory_copy, step)
        once = iter([True])

        def meanwhile(*args: object, real: object = real, once: Iterator[bool] = once) -> object:
            found = real(*args)  # type: ignore[operator]
            if next(once, False):
                Workspace.open(path, env).close()
            return found

        with monkeypatch.context() as patch:
            patch.setattr(memory_copy, step, meanwhile)
            shown = read_copy(path, fixed_environment())
        with closing(shown):
            assert (shown.agenda.rooms["hall"].name, shown.source.left) == ("Hall", None)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_by_a_link_the_journal_of_its_target_counts_and_no_other(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.estrad"
    link.symlink_to(path)
    die_in_a_change(path)

    with read(link) as shown:
        assert (shown.agenda.rooms["hall"].name, shown.source.left is None) == ("Hall", False)

    journal(link).write_bytes(journal(path).read_bytes())
    with pytest.raises(FileLocked, match="is being written"):
        memory_copy.read_committed_state(link, lambda _seconds: None)


def test_a_journal_that_names_another_file_is_not_obeyed_in_the_copy_either(path: Path, tmp_path: Path) -> None:
    die_in_a_change(path)
    victim = tmp_path / "victim"
    victim.write_text("dear diary")
    name = os.fsencode(victim)
    last = [len(name), sum(name)]
    more = (1).to_bytes(4, "big") + name + b"".join(n.to_bytes(4, "big") for n in last) + JOURNAL_MAGIC

    with pytest.raises(EstradError) as refused:
        rolled_back(path.read_bytes(), journal(path).read_bytes() + more, path)

    assert (str(refused.value), victim.read_text()) == (str(damaged_error(path)), "dear diary")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), os.strerror(errno.ENOSPC)),
        (OSError(errno.EACCES, os.strerror(errno.EACCES)), os.strerror(errno.EACCES)),
    ],
)
def test_a_copy_that_cannot_be_made_is_said(
    path: Path, temporary: Path, fault: OSError, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_in_a_change(path)

    def refuse(*_args: object) -> sqlite3.Connection:
        raise fault

    monkeypatch.setattr(memory_copy, "connect", refuse)
    with pytest.raises(EstradError) as refused:
        read_copy(path, fixed_environment())

    assert str(refused.value.problem) == (
        f"“{NAME}” was left by a program that died, and no copy of it can be made in “{temporary}”: {why}."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_can_read_the_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    die_in_a_change(path)
    modes, real = list[int](), memory_copy.connect

    def look(place: Path, mode: str) -> sqlite3.Connection:
        modes.extend(stat.S_IMODE(found.stat().st_mode) for found in (place.parent, *place.parent.iterdir()))
        return real(place, mode)

    monkeypatch.setattr(memory_copy, "connect", look)
    before = os.umask(0)
    try:
        read_copy(path, fixed_environment()).close()
    finally:
        os.umask(before)
    assert modes == [0o700, 0o600, 0o600]


@pytest.mark.skipif(sys.platform == "win32", reason="which process is gone cannot be told there")
def test_what_a_killed_reader_left_goes_with_the_next_reading(path: Path, temporary: Path) -> None:
    die_in_a_change(path)
    ours = f"{PREFIX}{os.getpid()}-ours"
    names = {f"{PREFIX}{NOBODY}-old": 3600, f"{PREFIX}{NOBODY}-new": 1, ours: 600, "other": 9999}
    for name, age in names.items():
        (temporary / name).mkdir()
        (temporary / name / "left.estrad").write_text("private")
        os.utime(temporary / name, (time.time() - age,) * 2)

    read_copy(path, fixed_environment()).close()

    assert sorted(found.name for found in temporary.iterdir()) == sorted([*names][1:])
    for name in [*names][1:]:
        (temporary / name / "left.estrad").unlink()
        (temporary / name).rmdir()


def test_the_window_and_a_draft_put_it_right_where_they_may(path: Path, env: Environment) -> None:
    die_in_a_change(path)

    with closing(open_or_read(path, env)) as opened:
        assert (opened.writable, opened.source, opened.agenda.rooms["hall"].name) == (True, None, "Hall")
