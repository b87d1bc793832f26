"""Tests of versions of the plan: kept automatically, verified, thinned out, viewed and erased."""

import json
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from planner.commands.edit import edit
from planner.commands.fetching import fetch_plan
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference
from planner.domain.errors import EstradError, FileLocked
from planner.storage.versions import Reason, Version, erase, looking_into
from planner.workspace import Environment, Workspace
from tests.builders import Clock, agenda, fixed_environment, person, talk
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, print_of
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


def kept(workspace: Workspace) -> tuple[Version, ...]:
    assert workspace.versions
    return workspace.versions.kept()


def elsewhere(workspace: Workspace) -> tuple[Version, ...]:
    assert workspace.versions
    return workspace.versions.elsewhere()


def keep(workspace: Workspace, reason: Reason) -> None:
    assert workspace.versions
    workspace.versions.keep(reason)


@pytest.fixture
def version(opened: Workspace) -> Version:
    """Return the one version of a plan that was changed today."""
    retitle(opened, "Today")
    return kept(opened)[0]


def title_of(version: Version) -> str:
    with looking_into(version) as (plan, _picture):
        return plan.conference.title


def titles(versions: tuple[Version, ...]) -> list[str]:
    return list(map(title_of, versions))


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


def test_without_a_change_nothing_is_kept(opened: Workspace, clock: Clock) -> None:
    assert opened.versions
    opened.versions.keep_day()
    for _day in range(3):
        clock.forward(days=1)
        opened.versions.keep_day()
        opened.versions.keep(Reason.IMPORT)

    assert len(kept(opened)) == 1


def test_where_there_is_no_folder_for_it_nothing_is_kept(workspace: Workspace) -> None:
    retitle(workspace, "Another")

    assert workspace.versions is None


def test_what_is_kept_before_an_import_is_the_plan_of_that_moment(opened: Workspace, clock: Clock) -> None:
    retitle(opened, "Today")
    clock.forward(minutes=5)

    keep(opened, Reason.IMPORT)

    assert [version.reason for version in kept(opened)] == [Reason.IMPORT, Reason.DAY]
    assert titles(kept(opened)) == ["Today", "The Conference"]


@pytest.mark.long
def test_the_newest_ten_stay_and_the_last_of_each_month(opened: Workspace, clock: Clock) -> None:
    for day in range(100):
        retitle(opened, f"Day {day}")
        clock.forward(days=1)

    days = [version.made.date() for version in kept(opened)]
    assert days[:10] == [date(2024, 6, day) for day in range(8, 0, -1)] + [date(2024, 5, 31), date(2024, 5, 30)]
    assert days[10:] == [date(2024, 5, 29), date(2024, 4, 30), date(2024, 3, 31)]


def test_a_version_is_a_whole_conference_of_its_own(opened: Workspace, tmp_path: Path, opens: Opens) -> None:
    retitle(opened, "Today")
    retitle(opened, "Later")
    keep(opened, Reason.IMPORT)

    (tmp_path / "copy.estrad").write_bytes(kept(opened)[0].path.read_bytes())
    copy = opens(tmp_path / "copy.estrad")

    assert (copy.agenda, copy.history.labels()) == (opened.agenda, opened.history.labels())


def test_looking_into_a_version_leaves_it_as_it_is(opened: Workspace, version: Version) -> None:
    before = print_of(version.path)

    with looking_into(version) as (plan, picture):
        assert (plan.conference.title, picture("none")) == ("The Conference", None)

    assert print_of(version.path) == before


def test_copies_of_a_file_have_versions_of_their_own(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    retitle(opened, "Here")
    opened.save_copy(tmp_path / "other.estrad")
    with closing(Workspace.open(tmp_path / "other.estrad", world)) as other:
        retitle(other, "There")

        assert (titles(kept(opened)), titles(kept(other))) == (["The Conference"], ["Here"])
        assert (elsewhere(opened), elsewhere(other)) == (kept(other), kept(opened))


def test_another_conference_shows_none_of_them(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    retitle(opened, "Here")
    with closing(Workspace.create(tmp_path / "stranger.estrad", agenda(), world)) as stranger:
        assert (kept(stranger), elsewhere(stranger)) == ((), ())


def test_the_backup_before_a_migration_is_a_version_too(tmp_path: Path, world: Environment) -> None:
    with closing(Workspace.open(Path(shutil.copy(STORED, tmp_path / NAME)), world)) as workspace:
        (version,) = kept(workspace)

        (backup,) = tmp_path.glob("*.bak.estrad")
        assert (version.reason, version.path.read_bytes()) == (Reason.MIGRATION, backup.read_bytes())
        with looking_into(version) as (plan, _picture):
            assert plan == workspace.agenda
        assert version.path.read_bytes() == backup.read_bytes()


def test_erased_versions_leave_nothing_behind(opened: Workspace, clock: Clock, tmp_path: Path) -> None:
    retitle(opened, "One")
    clock.forward(days=1)
    retitle(opened, "Two")

    erase(kept(opened)[:1])
    assert titles(kept(opened)) == ["The Conference"]
    erase(kept(opened))

    assert (kept(opened), [entry for entry in (tmp_path / "data").rglob("*") if entry.is_file()]) == ((), [])


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter here")
def test_nobody_else_can_read_them(opened: Workspace, version: Version) -> None:

    assert stat.S_IMODE(version.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(version.path.parent.stat().st_mode) == 0o700


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
    assert opened.versions
    with pytest.raises(EstradError, match="No version of the plan can be kept"):
        opened.versions.keep(Reason.IMPORT)


def test_strange_files_in_the_folder_are_no_versions(opened: Workspace, version: Version) -> None:
    folder = version.path.parent
    (folder / "20240301T120000Z-1-other.estrad").write_bytes(b"")
    (folder / "20241399T120000Z-1-day.estrad").write_bytes(b"")  # of no day
    (folder / "notes.txt").write_text("mine")
    (folder / "where.json").write_text(json.dumps(["?"]))

    assert ([found.path for found in kept(opened)], kept(opened)[0].of) == ([version.path], folder)


def test_a_version_that_is_damaged_is_refused_in_words(opened: Workspace, version: Version) -> None:
    version.path.write_bytes(b"nothing")

    with pytest.raises(EstradError, match="is not an Estrad conference"), looking_into(version):
        pass


@settings(tries(20), suppress_health_check=[HealthCheck.filter_too_much])  # two draws are rejected twice as often
@given(now=agendas(), then=agendas())
def test_any_plan_is_fetched_into_the_file_as_one_step(now: Agenda, then: Agenda) -> None:
    then = replace(then, conference=replace(then.conference, id=now.conference.id))
    then = replace(then, venue=replace(then.venue, id=now.venue.id))
    with (
        TemporaryDirectory() as folder,
        closing(Workspace.create(Path(folder) / NAME, now, fixed_environment(), PICTURES)) as workspace,
    ):
        workspace.apply(fetch_plan(now, then), PICTURES)

        assert workspace._file.read_agenda() == then
        workspace.undo()
        assert workspace._file.read_agenda() == now


def test_another_history_with_as_many_writes_is_kept(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    path, older = opened.path, tmp_path / "older.estrad"
    shutil.copy(path, older)
    retitle(opened, "Ours")
    keep(opened, Reason.LOAD)
    opened.close()
    shutil.copy(older, path)  # as a sync client does
    with closing(Workspace.open(path, world)) as theirs:
        retitle(theirs, "Theirs")

        keep(theirs, Reason.IMPORT)

        assert "Theirs" in titles(kept(theirs))


def test_what_a_killed_program_left_half_written_goes(opened: Workspace, tmp_path: Path, version: Version) -> None:
    half = version.path.with_name(f".{version.path.name}.99.new")
    half.write_bytes(b"half a plan")
    half.with_name(f"{half.name}-journal").write_bytes(b"")

    erase(kept(opened))

    assert [entry for entry in (tmp_path / "data").rglob("*") if entry.is_file()] == []
    half.parent.mkdir()
    half.write_bytes(b"half a plan")
    keep(opened, Reason.IMPORT)
    assert not half.exists()


def test_what_lay_at_the_place_before_is_shown_apart(opened: Workspace, tmp_path: Path, world: Environment) -> None:
    keep(opened, Reason.LOAD)
    mine, path = kept(opened), opened.path
    opened.close()
    path.unlink()
    with closing(Workspace.create(path, agenda(), world)) as stranger:
        assert (kept(stranger), elsewhere(stranger)) == ((), mine)


def test_a_version_that_is_open_is_not_read(opened: Workspace, opens: Opens, version: Version) -> None:
    opens(version.path)

    with pytest.raises(FileLocked), looking_into(version):
        pass


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

        keep(again, Reason.LOAD)

        assert titles(kept(again)) == ["The Conference"]
        assert again.draft_store
