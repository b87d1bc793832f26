"""Tests of unsaved typing, kept in a file of the user's own, by the conference's id and path."""

import json
import os
import stat
import sys
from pathlib import Path
from threading import Event

import pytest

from planner.background import BackgroundWriter
from planner.storage.kept_aside import DraftStore, StoredDraft

TITLE = StoredDraft("Session", ("one",), "title", "Trygghet på rik", "Trygghet")
START = StoredDraft("Session", ("one", "two"), "start", "kvart i nio", "09:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder in which texts are kept; it does not exist yet."""
    return tmp_path / "data" / "unsaved"


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    """Create a file at the conference's path."""
    path = tmp_path / "a.estrad"
    path.write_bytes(b"SQLite")
    return path


@pytest.fixture
def kept(folder: Path, conference: Path) -> DraftStore:
    """Return the store of the conference, with one text in it."""
    store = DraftStore(folder, "id1", conference)
    store.write([TITLE])
    return store


def names(folder: Path) -> list[str]:
    """Return the names of all files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_is_read_again_until_there_is_nothing(folder: Path, conference: Path) -> None:
    kept, half = DraftStore(folder, "id1", conference), StoredDraft("Session", ("one",), "title", "\ud83d", "")
    assert kept.read() == ()

    kept.write([TITLE, START, half])
    assert DraftStore(folder, "id1", conference).read() == (TITLE, START, half)

    kept.write([])
    assert (names(folder), kept.read()) == ([], ())


def test_it_says_inside_and_not_by_its_name_of_which_file_it_is(kept: DraftStore, conference: Path) -> None:
    content = json.loads(kept.place.read_text())
    assert (content["file"], content["path"]) == ("id1", os.path.realpath(conference))
    assert ("a.estrad" in kept.place.name, "id1" in kept.place.name) == (False, False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_its_owner_may_read_it(folder: Path, conference: Path) -> None:
    before = os.umask(0)
    try:
        kept = DraftStore(folder, "id1", conference)
        kept.write([TITLE])
    finally:
        os.umask(before)

    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept.place, folder)] == [0o600, 0o700]


def test_another_conference_and_a_copy_have_their_own(kept: DraftStore, conference: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.estrad"
    copy.write_bytes(conference.read_bytes())

    found = [DraftStore(kept.place.parent, *of).read() for of in (("id2", conference), ("id1", copy))]

    assert [*found, kept.read()] == [(), (), (TITLE,)]


def test_it_goes_along_when_the_file_was_moved(kept: DraftStore, conference: Path, tmp_path: Path) -> None:
    moved = DraftStore(kept.place.parent, "id1", conference.rename(tmp_path / "moved.estrad"))

    assert (moved.read(), names(kept.place.parent)) == ((TITLE,), [moved.place.name])
    other = tmp_path / "copy.estrad"
    other.write_bytes(b"SQLite")
    assert (DraftStore(kept.place.parent, "id1", other).read(), moved.read()) == ((), (TITLE,))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_leads_to_the_same(kept: DraftStore, conference: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.estrad"
    link.symlink_to(conference)

    assert DraftStore(kept.place.parent, "id1", link).read() == (TITLE,)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"format": 2, "texts": []}',
        '{"format": 1, "texts": [1, {"ids": 3}, {"ids": [3]}]}',
    ],
)
def test_what_is_no_such_file_is_nothing(kept: DraftStore, content: str) -> None:
    kept.place.write_text(content)

    assert kept.read() == ()
    kept.write([TITLE])
    assert kept.read() == (TITLE,)


def test_what_cannot_be_written_leaves_what_was_there(kept: DraftStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planner.disk.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.write([START])

    assert (kept.read(), names(kept.place.parent)) == ((TITLE,), [kept.place.name])


def test_what_a_killed_program_left_half_written_goes(kept: DraftStore) -> None:
    (kept.place.parent / f".{kept.place.name}.abc").write_text('{"form')

    assert (kept.read(), names(kept.place.parent)) == ((TITLE,), [kept.place.name])


# on a thread of its own ------------------------------------------------------------------------------------


class Slow(DraftStore):
    """A slow disk: a write waits for permission."""

    def __init__(self, folder: Path, path: Path) -> None:
        super().__init__(folder, "id1", path)
        self.begun, self.may = Event(), Event()
        self.written: list[tuple[StoredDraft, ...]] = []

    def write(self, texts: object) -> None:
        self.begun.set()
        assert self.may.wait(10)
        assert isinstance(texts, tuple)
        self.written.append(texts)


def test_whoever_types_does_not_wait_and_the_last_counts(folder: Path, conference: Path) -> None:
    disk, failed = Slow(folder, conference), list[OSError]()
    writer = BackgroundWriter(disk.write, failed.append)

    writer.put((TITLE,))
    assert disk.begun.wait(10)
    writer.put((START,))
    writer.put(())
    disk.may.set()
    writer.flush()

    assert (disk.written, failed) == ([(TITLE,), ()], [])


def test_after_a_fault_it_goes_on(folder: Path, conference: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, failed = DraftStore(folder, "id1", conference), list[OSError]()
    writer = BackgroundWriter(kept.write, failed.append)
    folder.parent.mkdir()
    folder.write_text("no folder")

    writer.put((TITLE,))
    writer.flush()
    folder.unlink()
    writer.put((TITLE,))
    writer.flush()

    assert ([type(error) for error in failed], kept.read()) == ([FileExistsError], (TITLE,))


def test_after_a_fault_of_the_program_which_is_told_it_goes_on(
    folder: Path, conference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, told = DraftStore(folder, "id1", conference), list[type[BaseException]]()
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_more: told.append(kind))
    writer = BackgroundWriter(lambda texts: kept.write(texts) if texts else [].pop(), list[OSError]().append)

    writer.put(())
    writer.flush()
    writer.put((TITLE,))
    writer.flush()

    assert (kept.read(), told) == ((TITLE,), [IndexError])
