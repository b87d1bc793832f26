"""Tests of migrating a stored file of version 1: backed up, nothing lost, nothing to send, all of it undoable."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.entities import Session
from planner.domain.enums import Role, State, Status
from planner.domain.session_people import names_in
from planner.programme.difference import difference
from planner.storage.schema import STEPS
from planner.workspace import Environment, Workspace
from tests.builders import Clock
from tests.killing import replayed, rewound
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, dump, everything
from tests.storage.version_1 import STORED, first
from tests.storage.version_2 import meant

BACKUP = "conference.v1.20240301T120000Z.bak.estrad"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Create a copy of the stored file."""
    return Path(shutil.copy(STORED, tmp_path / NAME))


def tables(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table, by column."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: [dict(row) for row in conn.execute(f"SELECT * FROM {name}")] for name in names}


def test_it_is_backed_up_to_the_last_row_and_becomes_the_newest(path: Path, env: Environment) -> None:
    before = dump(path)

    Workspace.open(path, env).close()

    assert sorted(entry.name for entry in path.parent.iterdir()) == [NAME, BACKUP]
    assert dump(path.with_name(BACKUP)) == before == dump(STORED)
    assert [int.from_bytes(p.read_bytes()[60:64], "big") for p in (path.with_name(BACKUP), path)] == [1, len(STEPS)]


def test_the_backup_can_be_opened_itself(path: Path, env: Environment, workspace: Workspace) -> None:
    with closing(Workspace.open(path.with_name(BACKUP), env)) as other:
        assert everything(other) == everything(workspace)


def test_every_row_stays_but_that_tentative_sessions_are_drafts_and_nobody_was_asked(
    path: Path, env: Environment
) -> None:
    before = tables(path)
    for session in before["sessions"]:
        session["status"] = {"tentative": "draft"}.get(str(session["status"]), session["status"])
    for appearance in before["appearances"]:
        appearance["state"] = {"confirmed": "not_asked"}.get(str(appearance["state"]), appearance["state"])
    images = [step.pop("edits") for step in before["changes"]]

    Workspace.open(path, env).close()

    after = tables(path)
    (whole,) = after["sent_parts"]
    assert (whole["part"], whole["release"], whole["previous"]) == ("", 2, 1)
    after["sent_parts"] = []
    new = {statement.split()[2] for step in STEPS[1:] for statement in step.tables}
    assert [after.pop(name) for name in sorted(new)] == [[]] * len(new)
    added: dict[str, set[str]] = {}
    for step in STEPS:
        for table, names in step.columns.items():
            added.setdefault(table, set()).update(name.split()[0].strip('"') for name in names)
    found = {
        table: [{name: value for name, value in row.items() if name not in added.get(table, ())} for row in rows]
        for table, rows in after.items()
    }
    assert len(images) == len([step.pop("edits") for step in found["changes"]])  # see test_states.py
    assert [row["name"] for row in found.pop("_sqlite_migrations")] == [
        f"{number:03d}_{step.name}" for number, step in enumerate(STEPS, start=1)
    ]
    del before["_sqlite_migrations"]
    assert found == before


def test_it_says_what_it_said(workspace: Workspace) -> None:
    found = workspace.agenda

    assert (found.conference.title, found.conference.colour) == ("The Second Conference", "teal")
    assert replace(found.conference, title="The Conference", colour="crimson") == meant(first()).conference
    assert found.venue == first().venue
    assert [person.name for person in found.people_in_order] == ["Ada", "Bo", "Cy", "Eva Öst"]
    assert found.people["ada"] == first().people["ada"]
    assert {session.id: session.status for session in found.sessions.values()} == {
        "opening": Status.CONFIRMED,
        "keynote": Status.CONFIRMED,
        "panel": Status.DRAFT,
        "both": Status.CONFIRMED,
        "dinner": Status.CONFIRMED,
        "dropped": Status.CANCELLED,
        "waits": Status.DRAFT,
        "later": Status.CONFIRMED,
        "extra": Status.DRAFT,
    }
    assert names_in(found, found.sessions["panel"]) == ("Cy",)
    assert [(a.person, a.role, a.state) for a in found.sessions["panel"].people] == [
        ("cy", Role.HOST, State.TENTATIVE),
        ("bo", Role.HOST, State.DECLINED),
        ("ada", Role.RESERVE, State.CANCELLED),
    ]
    assert found.sessions["keynote"].stream == "https://example.org/live"


def test_every_step_is_undone_and_done_again(workspace: Workspace) -> None:
    steps, position = workspace.history.steps(), workspace.history.position
    before = workspace.agenda
    assert (len(steps), position, rewound(before, steps[:position])) == (19, 16, meant(first()))

    while workspace.redo():
        pass
    last = workspace.agenda
    assert last == replayed(meant(first()), steps)
    while workspace.undo():
        assert workspace._file.read_agenda() == workspace.agenda
    assert workspace.agenda == meant(first())
    while workspace.redo():
        assert workspace._file.read_agenda() == workspace.agenda
    assert workspace.agenda == last


def test_sending_again_changes_only_what_is_said_better_now(path: Path, clock: Clock, opens: Opens) -> None:
    """Since version 3 the street follows the venue, and a break no longer says that it is one."""
    clock.forward(days=30)
    workspace = opens(path)
    before, released = workspace.releases.ledger(), workspace.releases.all()
    assert sorted(entry.sequence for entry in before.entries.values()) == [0, 1, 1, 1, 1, 1, 1]
    assert [release.note for release in released] == ["First", "Second"]

    sent = workspace.outbox.send(lambda sending: {})

    after = workspace.releases.ledger()
    assert (sent.new, workspace.releases.all()) == (False, released)
    assert not difference(released[-1].programme, workspace.programme())
    assert {key: file.older for key, file in after.files.items() if key} == {
        "day-2024-04-25": dict.fromkeys(("both", "keynote", "opening", "panel", "workshop"), 0),
        "room-lab": {"both": 0, "workshop": 0},
    }
    for session, entry in after.entries.items():
        old = before.entries[session]
        if old.event.status == "CANCELLED":
            assert entry == old
        else:
            assert (entry.sequence, entry.event.location) == (
                old.sequence + 1,
                f"{old.event.location}, Barnhusgatan 14",
            )
            assert replace(entry.event, location=old.event.location, description=old.event.description) == old.event


def test_what_is_edited_then_moves_only_that(path: Path, clock: Clock, opens: Opens) -> None:
    clock.forward(days=30)
    workspace = opens(path)
    before = workspace.releases.ledger()
    assert isinstance(workspace.agenda.sessions["panel"], Session)
    while workspace.history.undoable and workspace.agenda.sessions["panel"].status is Status.DRAFT:
        workspace.undo()

    sent = workspace.outbox.send(lambda sending: {})

    assert sent.new
    assert (sent.release.number, sent.ledger.entries["panel"].sequence) == (3, before.entries["panel"].sequence + 1)
