"""Tests of copies and new files: each is complete, and verified, before it gets its name."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from planner import disk
from planner.domain.errors import EstradError
from planner.storage import backups
from planner.storage.file import create_file
from planner.storage.schema import STEPS
from planner.workspace import Environment, Workspace
from tests.builders import agenda
from tests.storage.samples import NAME, contents, everything, small


def names(folder: Path) -> list[str]:
    """Return the names in the folder, except those of the open file itself."""
    own = {NAME, f"{NAME}-journal", f".{NAME}.open"}
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in own)


def test_a_copy_is_the_whole_conference_with_its_history(
    tmp_path: Path, env: Environment, workspace: Workspace
) -> None:
    workspace.save_copy(tmp_path / "copy.estrad")
    before = everything(workspace)
    workspace.undo()
    workspace.close()

    assert (contents(tmp_path / "copy.estrad", env), names(tmp_path)) == (before, ["copy.estrad"])


def test_a_copy_replaces_what_lay_there(tmp_path: Path, env: Environment, workspace: Workspace) -> None:
    target = tmp_path / "copy.estrad"
    target.write_text("an old thing")

    workspace.save_copy(target)

    assert (contents(target, env), names(tmp_path)) == (everything(workspace), ["copy.estrad"])


def fails(code: int) -> Callable[..., None]:
    """Return a replacement for a system call, which fails with that error code."""

    def fail(*_args: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


FAULTS: list[tuple[str, object, str, Callable[..., None]]] = [
    ("the rename", os, "replace", fails(errno.EACCES)),
    ("the way to the disk", disk, "sync_file", fails(errno.EIO)),
    ("the way to the disk, full", os, "fsync", fails(errno.ENOSPC)),
    ("the temporary name", disk, "new_temporary_file", fails(errno.EACCES)),
]


@pytest.mark.parametrize(("owner", "name", "fail"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_copy_that_fails_leaves_the_old_bytes_and_no_litter(
    tmp_path: Path,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    fail: Callable[..., None],
) -> None:
    target = tmp_path / "copy.estrad"
    target.write_text("an old thing")
    monkeypatch.setattr(owner, name, fail)

    with pytest.raises(EstradError, match="cannot be written") as refused:
        workspace.save_copy(target)

    assert refused.value.file == target
    assert (target.read_text(), names(tmp_path)) == ("an old thing", ["copy.estrad"])
    monkeypatch.undo()


def test_a_copy_that_is_damaged_is_not_kept(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = backups._verify

    def spoil_first(copy: Path, target: Path) -> None:
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 4] = bytes(4096)
        copy.write_bytes(content)
        verify(copy, target)

    monkeypatch.setattr(backups, "_verify", spoil_first)

    with pytest.raises(EstradError, match="is damaged"):
        workspace.save_copy(tmp_path / "copy.estrad")

    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["nowhere/copy.estrad", "folder", f"{'x' * 300}.estrad"])
def test_where_no_copy_can_be(tmp_path: Path, workspace: Workspace, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(EstradError):
        workspace.save_copy(tmp_path / name)

    assert names(tmp_path) == ["folder"]


def test_the_open_file_is_no_target_by_whatever_name(tmp_path: Path, env: Environment, workspace: Workspace) -> None:
    (tmp_path / "link.estrad").symlink_to(tmp_path / NAME)
    with closing(Workspace.create(tmp_path / "other.estrad", agenda(), env)) as other:
        for name in (NAME, "link.estrad", "other.estrad"):
            with pytest.raises(EstradError):
                workspace.save_copy(tmp_path / name)

        assert other.guard.fault() is None


def test_a_new_file_is_there_at_once_and_whole(tmp_path: Path, env: Environment) -> None:
    Workspace.create(tmp_path / NAME, small(), env).close()

    agenda, steps, position, _ = contents(tmp_path / NAME, env)
    assert (agenda, steps, position, names(tmp_path)) == (small(), [], 0, [])


def test_a_name_that_is_taken(tmp_path: Path, env: Environment) -> None:
    (tmp_path / NAME).write_text("mine")
    (tmp_path / "dangling.estrad").symlink_to(tmp_path / "nowhere.estrad")

    for name in (NAME, "dangling.estrad"):
        with pytest.raises(EstradError, match="exists already"):
            Workspace.create(tmp_path / name, small(), env)

    assert ((tmp_path / NAME).read_text(), names(tmp_path)) == ("mine", ["dangling.estrad"])


def test_a_name_that_is_taken_meanwhile(tmp_path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    take = disk.claim_name

    def too_late(temporary: Path, name: Path) -> None:
        name.write_text("theirs")
        take(temporary, name)

    monkeypatch.setattr(disk, "claim_name", too_late)

    with pytest.raises(EstradError, match="exists already"):
        Workspace.create(tmp_path / NAME, small(), env)

    assert ((tmp_path / NAME).read_text(), names(tmp_path)) == ("theirs", [])


@pytest.mark.parametrize(("owner", "name", "fail"), [(os, "link", fails(errno.EIO)), (os, "open", fails(errno.ENOSPC))])
def test_a_new_file_that_fails_leaves_no_litter(
    tmp_path: Path,
    env: Environment,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    fail: Callable[..., None],
) -> None:
    monkeypatch.setattr(owner, name, fail)

    with pytest.raises(EstradError, match="cannot be made"):
        Workspace.create(tmp_path / NAME, small(), env)

    assert list(tmp_path.iterdir()) == []


def test_a_new_file_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(EstradError):
        create_file(tmp_path / "nowhere" / NAME, small(), file_id="f")


def test_a_copy_is_a_plain_file_of_ours(tmp_path: Path, workspace: Workspace) -> None:
    workspace.save_copy(tmp_path / "copy.estrad")
    workspace.close()
    with closing(sqlite3.connect(tmp_path / "copy.estrad")) as conn:
        found = [
            conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version", "journal_mode")
        ]
    assert found == [0x45535452, len(STEPS), "delete"]
