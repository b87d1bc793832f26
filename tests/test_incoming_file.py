"""Tests of reading another conference's file: it is never written to, and a file that cannot be read is explained."""

import hashlib
import os
from pathlib import Path

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, FileLocked
from planner.domain.value_objects import State
from planner.importing.incoming import Incoming
from planner.incoming_file import incoming_from_agenda, read_incoming
from planner.workspace import Environment, Workspace
from tests.builders import agenda, block, moderator, person, speaker, talk
from tests.holding import elsewhere, held_elsewhere, rename_elsewhere
from tests.storage.samples import NAME, edited

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "tests" / "storage" / "files"


@pytest.fixture
def path(tmp_path: Path, env: Environment) -> Path:
    """Create a file with everything in it."""
    edited(tmp_path / NAME, env)
    return tmp_path / NAME


def read(path: Path) -> Incoming:
    told = run_to_end(read_incoming(path))
    assert isinstance(told, Incoming)
    return told


def state(folder: Path):
    """Return hash and time of every file in a folder."""
    return {found.name: (hashlib.sha256(found.read_bytes()).hexdigest(), found.stat().st_mtime_ns)
            for found in folder.iterdir()}  # fmt: skip


def test_it_tells_all_sessions_people_rooms_tracks_and_days(path, env):
    before = state(path.parent)
    told = read(path)
    assert state(path.parent) == before  # reading it changes nothing beside it

    workspace = Workspace.open(path, env)
    agenda = workspace.agenda
    workspace.close()
    assert {s.ours: (s.title, s.kind, s.minutes) for s in told.sessions} == {
        s.id: (s.title, s.kind, s.minutes) for s in agenda.sessions.values()}  # fmt: skip
    placed = {s.ours: (s.begin.day, s.rooms) for s in told.sessions if s.begin}
    assert placed == {s.id: (p.span.day, tuple(agenda.rooms[r].name for r in p.rooms)) for s, p in agenda.placed}
    assert [p.ours for p in told.people] == list(agenda.people)
    assert told.people[0].fields == {"email": "ada@example.org", "note": "Allergic to nuts"}
    assert [room.ours for room in told.rooms] == [room.id for room in agenda.rooms_in_order]
    assert [(track.name, track.fields["colour"]) for track in told.tracks] == [("Law", "teal")]
    assert [day.date for day in told.days] == [day.date for day in agenda.days.values()]
    assert told.zone == agenda.conference.timezone


def test_one_of_an_older_version_is_read_and_stays_as_it_is_and_one_of_another_program_as_ever(tmp_path):
    for name in ("version-1.estrad", "version-2.estrad"):
        copy = tmp_path / name
        copy.write_bytes((FILES / name).read_bytes())
        before = state(tmp_path)

        assert read(copy).sessions
        assert state(tmp_path) == before

    (tmp_path / "people.vcf").write_text("BEGIN:VCARD\nFN:Ada Ek\nEND:VCARD\n", encoding="utf-8")
    assert [person.name for person in read(tmp_path / "people.vcf").people] == ["Ada Ek"]


def test_one_that_another_program_has_open_is_read_all_the_same(path):
    with held_elsewhere(path) as program:
        rename_elsewhere(program, "Aula")
        assert "Aula" in [room.name for room in read(path).rooms]


def test_the_one_that_is_open_here_says_so_and_stays_locked(path, env):
    workspace = Workspace.open(path, env)
    with pytest.raises(FileLocked):
        read(path)
    answer = elsewhere(path)
    workspace.close()

    assert "open" in answer


@pytest.mark.parametrize("spoil", [
    lambda data: data[:4096],
    lambda data: data[:100] + b"\xff" * (len(data) - 100),
    lambda data: b"no conference",
    lambda data: data[:60] + (99).to_bytes(4, "big") + data[64:],
    lambda data: data[:68] + bytes(4) + data[72:],
])  # fmt: skip
def test_one_that_is_damaged_newer_or_none_says_so(path, spoil):
    path.write_bytes(spoil(path.read_bytes()))

    with pytest.raises(EstradError) as refused:
        read(path)

    assert (refused.value.file, bool(refused.value.remedy)) == (path, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(EstradError, match="“pipe” is not a file"):
        run_to_end(read_incoming(tmp_path / "pipe"))


def test_who_said_no_there_is_not_named_here() -> None:
    no, left = speaker("ada", State.DECLINED), moderator("bo", State.CANCELLED)
    theirs = agenda(
        person("ada"), person("bo"), person("cy"), block("b", "hall", "09:00-10:00", chairs=(left,)),
        talk("a", "hall", "09:00-10:00", people=(no, speaker("cy", State.INVITED)), block="b"),
    )  # fmt: skip

    told = incoming_from_agenda(theirs, "theirs.estrad")

    (session,), (group,) = told.sessions, told.blocks
    assert [(key.split(":")[1], one.state) for (key, _role), one in session.agreed.items()] == [("ada", State.DECLINED)]
    assert [(key.split(":")[1], one.state) for (key, _role), one in group.agreed.items()] == [("bo", State.CANCELLED)]
