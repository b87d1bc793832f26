"""Tests of versions 1 and 2, where everybody was confirmed from the start: rows and history get today's states."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.commands.appearances import answer_all
from planner.commands.sessions import add_appearance, change_appearance
from planner.domain.attendee_names import named_in
from planner.domain.enums import KIND_NAMES, Naming, Role, State
from planner.domain.value_objects import Appearance
from planner.programme.difference import difference
from planner.programme.release import Ledger
from planner.workspace import Environment, Workspace
from tests.builders import Clock
from tests.killing import replayed, rewound
from tests.storage import version_1, version_2
from tests.storage.samples import NAME, small
from tests.storage.version_2 import meant

STORED = {1: version_1, 2: version_2}
SINCE_IT_WAS_SENT = {1: [], 2: ["“Panel” changes room from Hall to Stora salen", "“Panel” is joined by Eva Öst"]}
"""The changes since the last version was sent, for each stored file by its version."""


@pytest.fixture(params=STORED)
def version(request: pytest.FixtureRequest) -> int:
    """Return the version of a stored file."""
    return int(request.param)


@pytest.fixture
def workspace(version: int, tmp_path: Path, env: Environment, clock: Clock) -> Iterator[Workspace]:
    """Open a migrated copy of the stored file, a month later."""
    clock.forward(days=30)
    path = Path(shutil.copy(STORED[version].STORED, tmp_path / NAME))
    Workspace.open(path, env).close()
    with closing(Workspace.open(path, env)) as opened:
        yield opened


def test_everything_is_undone_and_done_again_across_the_migration(workspace: Workspace, version: int) -> None:
    first, steps = meant(STORED[version].first()), workspace.history.steps()
    now, position = workspace.agenda, workspace.history.position
    assert rewound(now, steps[:position]) == first

    while workspace.undo():
        assert workspace._file.read_agenda() == workspace.agenda
    assert workspace.agenda == first
    done = [workspace.agenda]
    while workspace.redo():
        assert workspace._file.read_agenda() == workspace.agenda
        done.append(workspace.agenda)
    assert (done[position], done[-1]) == (now, replayed(first, steps))


def texts(ledger: Ledger) -> dict[str, str]:
    """Return the entries' descriptions; one that is only the kind of a pause is empty, as states do not concern it."""
    said = {session: entry.event.description for session, entry in ledger.entries.items()}
    return {session: "" if text in KIND_NAMES.values() else text for session, text in said.items()}


def test_attendees_are_told_nothing_by_it(workspace: Workspace, version: int) -> None:
    released, before = workspace.releases.all(), workspace.releases.ledger()
    since = [str(line) for line in difference(released[-1].programme, workspace.programme())]
    assert since == SINCE_IT_WAS_SENT[version]
    for _ in since:
        workspace.undo()

    assert (workspace.outbox.send(lambda sending: {}).new, workspace.releases.all()) == (False, released)
    assert texts(workspace.releases.ledger()) == texts(before)


@pytest.mark.parametrize("version", [2], indirect=True)
def test_the_rows_say_it_too(workspace: Workspace) -> None:
    rows = workspace._file.read_agenda().sessions

    assert [(a.person, a.role, a.state) for a in rows["keynote"].people] == [
        ("ada", Role.SPEAKER, State.CONFIRMED), ("bo", Role.MODERATOR, State.NOT_ASKED),
    ]  # fmt: skip
    assert workspace.agenda.covers["day"].state is State.NOT_ASKED
    assert workspace.agenda.conference.naming is Naming.EXCEPT_INVITED
    assert [a.person for a in named_in(workspace.agenda, rows["keynote"])] == ["ada", "bo"]


def test_a_yes_without_a_date_is_one_if_somebody_says_so_now(tmp_path: Path, env: Environment) -> None:
    workspace = Workspace.create(tmp_path / NAME, small(), env)
    for make in (
        lambda agenda: add_appearance(agenda, "later", Appearance("ada")),
        lambda agenda: answer_all(agenda, State.CONFIRMED, sessions=["later"], today=env.clock().date()),
        lambda agenda: change_appearance(agenda, "later", "ada", Role.SPEAKER, answered=None),
    ):
        workspace.apply(make(workspace.agenda))
    workspace.close()

    with closing(Workspace.open(tmp_path / NAME, env)) as again:
        states = []
        while again.history.undoable:
            states.append(again.agenda.sessions["later"].people)
            again.undo()

    today = env.clock().date()
    assert states == [
        (Appearance("ada", state=State.CONFIRMED),), (Appearance("ada", state=State.CONFIRMED, answered=today),),
        (Appearance("ada"),),
    ]  # fmt: skip


@pytest.mark.parametrize("edits", ['{"a": 1}', "[[3, null]]", '[[{"is": "Session", "people": 4}, null]]', "[[]]"])
def test_a_damaged_step_of_an_old_history_does_not_keep_the_file_shut(
    edits: str, tmp_path: Path, env: Environment
) -> None:
    path = Path(shutil.copy(version_2.STORED, tmp_path / NAME))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE changes SET edits = ? WHERE number = 3", (edits,))
        conn.commit()

    Workspace.open(path, env).close()

    with closing(sqlite3.connect(path)) as conn:
        assert json.loads(conn.execute("SELECT edits FROM changes WHERE number = 3").fetchone()[0]) == json.loads(edits)
