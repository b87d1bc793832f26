"""Tests of delivering files: all of them reach their places complete, or none does."""

import os
import stat
import sys

import pytest

from planner import disk
from planner.domain.errors import EstradError
from planner.exporting.deliver import deliver


def test_all_files_are_written(tmp_path):
    deliver({tmp_path / "a": b"one", tmp_path / "b": b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one", "b": b"two"}


def test_all_files_can_be_taken_back(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    take_back = deliver({tmp_path / "a": b"one", tmp_path / "b": b"two"})

    take_back()

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_folder_that_is_not_there(tmp_path):
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(EstradError) as caught:
        deliver({tmp_path / "a": b"one", tmp_path / "none" / "b": b"two"})

    assert (str(caught.value.problem), caught.value.file) == (
        "“b” cannot be written: No such file or directory.",
        tmp_path / "none" / "b",
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_place_that_is_a_folder(tmp_path):
    (tmp_path / "a").mkdir()

    with pytest.raises(EstradError, match="“a” cannot be written"):
        deliver({tmp_path / "b": b"two", tmp_path / "a": b"one"})

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_second_rename_fails(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    real, second = os.replace, tmp_path / "b"

    def replace(source, target):
        if target == second:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(EstradError, match="“b” cannot be written: No space left on device"):
        deliver({tmp_path / "a": b"one", second: b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes are those of POSIX")


@POSIX
def test_a_place_that_is_a_link_stays_one(tmp_path):
    (tmp_path / "served").mkdir()
    real, link = tmp_path / "served" / "public.ics", tmp_path / "public.ics"
    real.write_bytes(b"old")
    link.symlink_to(real)

    take_back = deliver({link: b"new"})

    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    take_back()
    assert (link.is_symlink(), real.read_bytes()) == (True, b"old")
    assert [path.name for path in real.parent.iterdir()] == ["public.ics"]


@POSIX
def test_a_link_that_leads_to_nothing_yet_is_followed_and_one_that_leads_round_is_refused(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "round").symlink_to(tmp_path / "round")

    deliver({tmp_path / "a": b"one"})
    with pytest.raises(EstradError, match="“round” cannot be written"):
        deliver({tmp_path / "round": b"one"})

    assert (tmp_path / "b").read_bytes() == b"one"
    assert (tmp_path / "a").is_symlink()


@POSIX
@pytest.mark.parametrize("device", [False, True], ids=["a pipe", "a device"])
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path, device):
    if device:
        (tmp_path / "a").symlink_to("/dev/null")
    else:
        os.mkfifo(tmp_path / "a")

    with pytest.raises(EstradError, match="“a” is a pipe or a device, not a file"):
        deliver({tmp_path / "b": b"two", tmp_path / "a": b"one"})

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


@POSIX
def test_what_was_there_hands_on_its_mode_and_group(tmp_path):
    place = tmp_path / "a"
    place.write_bytes(b"old")
    os.chmod(place, 0o600)
    if os.getuid() == 0:
        os.chown(place, 65534, 65534)
    owner = os.stat(place).st_uid, os.stat(place).st_gid

    take_back = deliver({place: b"one"})

    assert (mode(place), (os.stat(place).st_uid, os.stat(place).st_gid)) == (0o600, owner)
    take_back()
    assert (place.read_bytes(), mode(place), os.stat(place).st_gid) == (b"old", 0o600, owner[1])


@POSIX
@pytest.mark.parametrize(("private", "expected"), [(False, 0o644), (True, 0o640)])
def test_who_may_read_a_new_file(tmp_path, private, expected):
    before = os.umask(0o022)
    try:
        deliver({tmp_path / "a": b"one"}, private=private)
    finally:
        os.umask(before)

    assert mode(tmp_path / "a") == expected


@POSIX
def test_what_a_killed_program_left_is_cleared_away(tmp_path):
    (tmp_path / ".a.4194305.new").write_bytes(b"half")
    os.utime(tmp_path / ".a.4194305.new", (1, 1))

    deliver({tmp_path / "a": b"one"})

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_files_and_their_folders_are_on_the_disk_when_they_are_delivered(tmp_path, monkeypatch):
    done = []
    for name in ("sync_file", "sync_folder", "replace"):
        real = getattr(disk, name)
        monkeypatch.setattr(
            disk, name, lambda *paths, name=name, real=real: (done.append((name, paths[-1])), real(*paths))
        )
    (tmp_path / "x").mkdir()

    deliver({tmp_path / "a": b"one", tmp_path / "x" / "b": b"two"})

    assert done[:2] == [("replace", tmp_path / "a"), ("replace", tmp_path / "x" / "b")]
    assert sorted(done[2:]) == [("sync_folder", tmp_path), ("sync_folder", tmp_path / "x")]


def test_a_folder_that_cannot_be_brought_onto_the_disk(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")

    def fail(folder):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(disk, "sync_folder", fail)
    with pytest.raises(EstradError, match="cannot be written: Input/output error"):
        deliver({tmp_path / "a": b"one", tmp_path / "b": b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}
