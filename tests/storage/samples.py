"""A small conference with everything in its file: sessions, steps done and undone, a release, ledger rows."""

import hashlib
import os
import sqlite3
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner import disk
from planner.commands.edit import edit
from planner.commands.ripple import shift_following
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.commands.venue import add_room
from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Kind
from planner.storage.file import ConferenceFile
from planner.storage.history import Step, read_position, read_steps
from planner.storage.ledger import ReleaseStore
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, day, fixed_environment, moderator, person, room, speaker, talk, track

NAME = "conference.estrad"


def small() -> Agenda:
    """Return a conference of two rooms, two people, a track and a few sessions."""
    return agenda(
        day(),
        room("hall"),
        room("lab", 1, seats=40),
        track("law", colour="teal"),
        person("ada", email="ada@example.org", note="Allergic to nuts"),
        person("bo", organisation="Ärende & Co"),
        talk("opening", "", "09:00-09:10", kind=Kind.OPENING),
        talk("keynote", "hall", "09:10-09:55", people=(speaker("ada"), moderator("bo")), track="law"),
        talk("both", ("hall", "lab"), "10:00-10:30", people=(speaker("bo"),), abstract="Två rader.\nHär."),
        talk("waits", people=(speaker("bo"),)),
        talk("later"),
    )


def edited(path: Path, env: Environment) -> None:
    """Create the file: seven steps, the last two undone; the programme was sent after the third."""
    content, ids = _edited()
    os.close(disk.new_file(path, disk.PRIVATE))
    path.write_bytes(content)
    for _ in range(ids):
        env.ids()


@cache
def _edited() -> tuple[bytes, int]:
    """Make the file of `edited` once, and return its content and the number of ids that it took."""
    env = fixed_environment()
    with TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / NAME, small(), env)
        workspace.apply(add_session(workspace.agenda, "extra", title="Extra", kind=Kind.PANEL))
        workspace.apply(place(workspace.agenda, "extra", DAY, 660, ["lab"]))
        workspace.apply(add_room(workspace.agenda, "attic", name="Vinden", seats=12))
        workspace.outbox.send(lambda sending: {}, note="First")
        workspace.apply(shift_following(workspace.agenda, "keynote", 5).change)
        workspace.apply(delete_session(workspace.agenda, "waits"))
        workspace.apply(
            edit(workspace.agenda, Session, "extra", title="Panel: “vem ser?”", abstract="Lång text. " * 50)
        )
        workspace.apply(place(workspace.agenda, "extra", DAY, 700, ["attic"]))
        workspace.undo()
        workspace.undo()
        workspace.close()
        return workspace.path.read_bytes(), int(env.ids().removeprefix("id")) - 1


def everything(workspace: Workspace) -> tuple[Agenda, list[Step], int, object]:
    """Return everything that the file holds, read anew from it."""
    return everything_in(workspace._file)


def everything_in(file: ConferenceFile) -> tuple[Agenda, list[Step], int, object]:
    """Return everything that an open file holds, read anew from it."""
    sent = ReleaseStore(file.connection, file.memory)
    with file.connection.reading() as sql:
        return file.read_agenda(), read_steps(sql), read_position(sql), (sent.all(), sent.ledger())


def contents(path: Path, env: Environment) -> tuple[Agenda, list[Step], int, object]:
    """Return everything that a closed file holds."""
    workspace = Workspace.open(path, env)
    try:
        return everything(workspace)
    finally:
        workspace.close()


def dump(path: Path) -> list[str]:
    """Return version, schema and every row of a closed file, as SQL; the date of its migration is left out."""
    conn = sqlite3.connect(path)
    try:
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        lines = [line for line in conn.iterdump() if not line.startswith('INSERT INTO "_sqlite_migrations"')]
    finally:
        conn.close()
    return [f"version {version}", *lines]


def print_of(path: Path) -> tuple[str, int, list[str]]:
    """Return a closed file's hash, its time and the names in its folder, to compare that nothing changed."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    return found, os.stat(path).st_mtime_ns, sorted(entry.name for entry in path.parent.iterdir())


def refusal(path: Path, env: Environment) -> EstradError:
    """Return the error with which a file is refused; nothing in its folder may change by trying to open it."""
    before = print_of(path)
    with pytest.raises(EstradError) as refused:
        Workspace.open(path, env)
    assert print_of(path) == before
    return refused.value
