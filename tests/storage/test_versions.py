"""Tests of versions of the plan, and of copies and new files: each is whole before it gets its name."""

import errno
import json
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from planner import disk
from planner.commands.edit import edit
from planner.commands.fetching import restore_plan
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference
from planner.domain.text import EstradError, FileLocked
from planner.storage import backups
from planner.storage.schema import STEPS
from planner.storage.sqlite_errors import storage_full
from planner.storage.versions import Reason, Version, Versions, delete_versions, opened_version
from planner.workspace import Environment, Workspace
from tests.builders import Clock, agenda, fixed_environment, person, talk
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, everything, print_of, small
from tests.storage.version_2 import STORED
from tests.strategies import PICTURES, agendas
from tests.tries import tries


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> Environment:
    """Return a world in which versions are kept."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


@pytest.fixture
def opened(tmp_path: Path, world: Environment) -> Iterator[Workspace]:
    with closing(Workspace.create(tmp_path / NAME, agenda(talk("keynote"), person("ada")), world)) as workspace:
        yield workspace


def retitle(workspace: Workspace, title: str) -> None:
    workspace.apply(edit(workspace.agenda, Conference, "conference", title=title))


def store(workspace: Workspace) -> Versions:
    assert workspace.versions
    return workspace.versions


def kept(workspace: Workspace) -> tuple[Version, ...]:
    return store(workspace).kept()


@pytest.fixture
def version(opened: Workspace) -> Version:
    """Return the one version of a plan that was changed today."""
    retitle(opened, "Today")
    return kept(opened)[0]


def titles(versions: tuple[Version, ...]) -> list[str]:
    found = []
    for version in versions:
        with opened_version(version.path) as (plan, _picture):
            found.append(plan.conference.title)
    return found


def test_the_plan_before_the_first_change_of_each_day_is_kept(opened: Workspace, clock: Clock) -> None:
    for day in ("Monday", "Tuesday", "Wednesday"):
        retitle(opened, f"{day} morning")
        retitle(opened, f"{day} evening")
        clock.forward(days=1)

    assert titles(kept(opened)) == ["Tuesday evening", "Monday evening", "The Conference"]
    place = opened.path.resolve()
    assert [(version.made.date(), version.reason, version.of) for version in kept(opened)] == [
        (date(2024, 3, day), Reason.DAY, place) for day in (3, 2, 1)
    ]


def test_a_plan_is_kept_after_what_is_just_being_written_and_not_in_the_midst_of_it(opened: Workspace) -> None:
    with opened._file.connection.transaction():
        store(opened).keep_daily()
        assert kept(opened) == ()

    store(opened).keep_daily()
    assert len(kept(opened)) == 1


def test_without_a_change_nothing_is_kept(opened: Workspace, clock: Clock) -> None:
    store(opened).keep_daily()
    for _day in range(3):
        clock.forward(days=1)
        store(opened).keep_daily()
        store(opened).keep(Reason.IMPORT)

    assert len(kept(opened)) == 1


def test_where_there_is_no_folder_for_it_nothing_is_kept(workspace: Workspace) -> None:
    retitle(workspace, "Another")

    assert workspace.versions is None


def test_what_is_kept_before_an_import_is_the_whole_conference_of_that_moment(
    opened: Workspace, clock: Clock, tmp_path: Path, opens: Opens
) -> None:
    retitle(opened, "Today")
    clock.forward(minutes=5)
    store(opened).keep(Reason.IMPORT)

    assert [version.reason for version in kept(opened)] == [Reason.IMPORT, Reason.DAY]
    assert titles(kept(opened)) == ["Today", "The Conference"]
    copy = opens(kept(opened)[0].path.rename(tmp_path / "copy.estrad"))
    assert (copy.agenda, copy.history.labels()) == (opened.agenda, opened.history.labels())


@pytest.mark.long
def test_the_newest_ten_stay_and_the_last_of_each_month(opened: Workspace, clock: Clock) -> None:
    for day in range(100):
        retitle(opened, f"Day {day}")
        clock.forward(days=1)

    days = [version.made.date() for version in kept(opened)]
    assert days[:10] == [date(2024, 6, day) for day in range(8, 0, -1)] + [date(2024, 5, 31), date(2024, 5, 30)]
    assert days[10:] == [date(2024, 5, 29), date(2024, 4, 30), date(2024, 3, 31)]


def test_looking_into_a_version_leaves_it_as_it_is_and_neither_an_open_nor_a_damaged_one_is_read(
    version: Version, env: Environment
) -> None:
    before = print_of(version.path)
    with opened_version(version.path) as (plan, picture):
        assert (plan.conference.title, picture("none")) == ("The Conference", None)
    assert print_of(version.path) == before

    with closing(Workspace.open(version.path, env)), pytest.raises(FileLocked), opened_version(version.path):
        pass
    version.path.write_bytes(b"nothing")
    with pytest.raises(EstradError, match="is not an Estrad conference"), opened_version(version.path):
        pass


def test_copies_of_a_file_have_versions_of_their_own(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    retitle(opened, "Here")
    opened.save_copy(tmp_path / "other.estrad")
    with closing(Workspace.open(tmp_path / "other.estrad", world)) as other:
        retitle(other, "There")

        assert (titles(kept(opened)), titles(kept(other))) == (["The Conference"], ["Here"])
        assert (store(opened).elsewhere(), store(other).elsewhere()) == (kept(other), kept(opened))
    with closing(Workspace.create(tmp_path / "stranger.estrad", agenda(), world)) as stranger:
        assert (kept(stranger), store(stranger).elsewhere()) == ((), ())


def test_the_backup_before_a_migration_is_a_version_too(tmp_path: Path, world: Environment) -> None:
    with closing(Workspace.open(Path(shutil.copy(STORED, tmp_path / NAME)), world)) as workspace:
        (version,) = kept(workspace)

        (backup,) = tmp_path.glob("*.bak.estrad")
        assert (version.reason, version.path.read_bytes()) == (Reason.MIGRATION, backup.read_bytes())
        with opened_version(version.path) as (plan, _picture):
            assert plan == workspace.agenda
        assert version.path.read_bytes() == backup.read_bytes()


def test_erased_versions_leave_nothing_behind(opened: Workspace, clock: Clock, tmp_path: Path) -> None:
    retitle(opened, "One")
    clock.forward(days=1)
    retitle(opened, "Two")

    delete_versions(version.path for version in kept(opened)[:1])
    assert titles(kept(opened)) == ["The Conference"]
    (folder,) = {version.path.parent for version in kept(opened)}
    (folder / ".DS_Store").write_bytes(b"of the Finder")
    delete_versions(version.path for version in kept(opened))
    (folder / ".DS_Store").unlink()

    assert (kept(opened), [entry for entry in (tmp_path / "data").rglob("*") if entry.is_file()]) == ((), [])


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter here")
def test_nobody_else_can_read_them(opened: Workspace, version: Version) -> None:

    assert stat.S_IMODE(version.path.stat().st_mode) == 0o600
    folders = list(version.path.parents)[:4]
    assert folders[-1].name == "data"
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700] * 4


def test_an_id_of_a_file_leads_nowhere_else(tmp_path: Path, world: Environment) -> None:
    path = tmp_path / NAME
    Workspace.create(path, agenda(), world).close()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE document SET file_id = '../../../outside'")
        conn.commit()
    with closing(Workspace.open(path, world)) as workspace:
        retitle(workspace, "Today")

        (version,) = kept(workspace)

        assert (tmp_path / "data" / "versions") in version.path.resolve().parents


def test_a_folder_that_cannot_be_made_stops_no_change(opened: Workspace, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, no folder")

    retitle(opened, "Today")

    assert opened.agenda.conference.title == "Today"
    for keep in (
        store(opened).keep_daily,
        lambda: store(opened).keep(Reason.IMPORT),
    ):  # as the window does, which tells
        with pytest.raises(EstradError, match="No plan can be kept"):
            keep()
    store(opened).keep_daily()  # that was told


def test_strange_files_in_the_folder_are_no_versions(opened: Workspace, version: Version) -> None:
    folder = version.path.parent
    (folder / "20240301T120000Z-1-other.estrad").write_bytes(b"")
    (folder / "20241399T120000Z-1-day.estrad").write_bytes(b"")  # of no day
    (folder / "notes.txt").write_text("mine")
    (folder / "where.json").write_text(json.dumps(["?"]))

    assert ([found.path for found in kept(opened)], kept(opened)[0].of) == ([version.path], folder)


@settings(tries(15), suppress_health_check=[HealthCheck.filter_too_much])  # two draws are rejected twice as often
@given(now=agendas(most_sessions=3), then=agendas(most_sessions=3))
def test_any_plan_is_fetched_into_the_file_as_one_step(now: Agenda, then: Agenda) -> None:
    then = replace(then, conference=replace(then.conference, id=now.conference.id))
    then = replace(then, venue=replace(then.venue, id=now.venue.id))
    with (
        TemporaryDirectory() as folder,
        closing(Workspace.create(Path(folder) / NAME, now, fixed_environment(), PICTURES)) as workspace,
    ):
        workspace.apply(restore_plan(now, then), PICTURES)

        assert workspace._file.read_agenda() == then
        workspace.undo()
        assert workspace._file.read_agenda() == now


@pytest.mark.skipif(sys.platform != "linux", reason="names are of characters elsewhere")
def test_a_folder_whose_name_is_no_utf_8_keeps_versions_and_copies(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    strange = replace(fixed_environment(clock), data_folder=folder / "data")
    with closing(Workspace.create(tmp_path / NAME, agenda(talk("keynote")), strange)) as workspace:
        retitle(workspace, "New")
        workspace.save_copy(folder / "copy.estrad")

        assert (titles(kept(workspace)), (folder / "copy.estrad").exists()) == (["The Conference"], True)


def test_a_full_disk_is_said_of_the_version_and_not_of_the_conference(
    opened: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(target: Path) -> None:
        raise storage_full(target)

    monkeypatch.setattr(store(opened), "_save", full)
    with pytest.raises(EstradError, match=r"^No plan can be kept in “.*”: No space left on device\.$"):
        store(opened).keep(Reason.IMPORT)
    assert store(opened).fault
    retitle(opened, "Two")  # all the same

    monkeypatch.undo()
    store(opened).keep(Reason.IMPORT)
    assert (store(opened).fault, titles(kept(opened))) == (None, ["Two"])


def test_another_history_with_as_many_writes_is_kept(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    path, older = opened.path, tmp_path / "older.estrad"
    shutil.copy(path, older)
    retitle(opened, "Ours")
    store(opened).keep(Reason.LOAD)
    opened.close()
    shutil.copy(older, path)  # as a sync client does
    with closing(Workspace.open(path, world)) as theirs:
        retitle(theirs, "Theirs")

        store(theirs).keep(Reason.IMPORT)

        assert "Theirs" in titles(kept(theirs))


def test_what_a_killed_program_left_half_written_goes(opened: Workspace, tmp_path: Path, version: Version) -> None:
    half = version.path.with_name(f".{version.path.name}.99.new")
    half.write_bytes(b"half a plan")
    half.with_name(f"{half.name}-journal").write_bytes(b"")

    delete_versions(version.path for version in kept(opened))

    assert [entry for entry in (tmp_path / "data").rglob("*") if entry.is_file()] == []
    half.parent.mkdir()
    half.write_bytes(b"half a plan")
    store(opened).keep(Reason.IMPORT)
    assert not half.exists()


def test_what_lay_at_the_place_before_is_shown_apart(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    store(opened).keep(Reason.LOAD)
    mine, path = kept(opened), opened.path
    opened.close()
    path.unlink()
    with closing(Workspace.create(path, agenda(), world)) as stranger:
        assert (kept(stranger), store(stranger).elsewhere()) == ((), mine)


def test_a_day_is_kept_once_however_often_the_file_is_opened(tmp_path: Path, world: Environment, clock: Clock) -> None:
    Workspace.create(tmp_path / NAME, agenda(), world).close()
    for title in ("Yesterday", *(f"Today {n}" for n in range(12))):
        with closing(Workspace.open(tmp_path / NAME, world)) as workspace:
            retitle(workspace, title)
            found = kept(workspace)
        clock.forward(hours=24 if title == "Yesterday" else 0, minutes=1)

    assert titles(found) == ["Yesterday", "The Conference"]


def test_what_is_in_memory_is_kept_also_if_the_file_was_changed_right_after_it_was_opened(
    opened: Workspace, world: Environment, tmp_path: Path
) -> None:
    path = opened.path
    opened.close()
    with closing(Workspace.open(path, world)) as again:
        path.write_bytes(b"something else")

        store(again).keep(Reason.LOAD)

        assert titles(kept(again)) == ["The Conference"]
        assert again.draft_store


# copies and new files -------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    """Return the names in the folder, except those of the open file itself."""
    own = {NAME, f"{NAME}-journal", f".{NAME}.open"}
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in own)


def test_a_copy_is_the_whole_conference_with_its_history_in_the_place_of_what_lay_there(
    tmp_path: Path, env: Environment, workspace: Workspace
) -> None:
    (tmp_path / "copy.estrad").write_text("an old thing")
    workspace.save_copy(tmp_path / "copy.estrad")
    before = everything(workspace)
    workspace.undo()
    workspace.close()

    assert (contents(tmp_path / "copy.estrad", env), names(tmp_path)) == (before, ["copy.estrad"])
    with closing(sqlite3.connect(tmp_path / "copy.estrad")) as conn:
        found = [
            conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version", "journal_mode")
        ]
    assert found == [0x45535452, len(STEPS), "delete"]


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
    verify = backups._verify_copy

    def spoil_first(copy: Path, target: Path) -> None:
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 4] = bytes(4096)
        copy.write_bytes(content)
        verify(copy, target)

    monkeypatch.setattr(backups, "_verify_copy", spoil_first)

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


def test_a_name_that_is_taken_or_in_no_folder(tmp_path: Path, env: Environment) -> None:
    (tmp_path / NAME).write_text("mine")
    (tmp_path / "dangling.estrad").symlink_to(tmp_path / "nowhere.estrad")

    for name, said in ((NAME, "exists already"), ("dangling.estrad", "exists already"), (f"no/{NAME}", "cannot be")):
        with pytest.raises(EstradError, match=said):
            Workspace.create(tmp_path / name, small(), env)

    assert ((tmp_path / NAME).read_text(), names(tmp_path)) == ("mine", ["dangling.estrad"])


def test_a_name_that_is_taken_meanwhile(tmp_path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    take = disk.rename_without_replacing

    def too_late(temporary: Path, name: Path) -> None:
        name.write_text("theirs")
        take(temporary, name)

    monkeypatch.setattr(disk, "rename_without_replacing", too_late)

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
