"""kill -9 in a stream of edits, and in a migration: nothing acknowledged is lost, nothing is half there."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.agenda import Agenda
from planner.storage.file import open_file
from planner.workspace import Edge
from tests.killing import Counts, kill_loop, look
from tests.storage.samples import NAME, edited
from tests.storage.steps import EXPECTED_2, STEPS_2

ROOT = Path(__file__).resolve().parents[2]
CHILD = [sys.executable, "-m", "tests.storage.child"]


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("kills", [pytest.param(10, id="ten"), pytest.param(60, id="sixty", marks=pytest.mark.soak)])
def test_kills_in_a_stream_of_edits(tmp_path: Path, edge: Edge, kills: int) -> None:
    path = tmp_path / NAME
    edited(path, edge)

    counts = kill_loop([*CHILD, "edit", str(path)], path, edge, kills=kills, seed=kills)

    print(counts)
    assert counts == Counts(kills=kills, edits=counts.edits, unasked=counts.unasked)
    assert counts.edits >= kills
    assert counts.unasked <= kills


def test_the_loop_sees_a_lost_edit_and_a_half_one(tmp_path: Path, edge: Edge) -> None:
    path = tmp_path / NAME
    edited(path, edge)
    liar = [sys.executable, "-c", "print('edit never-made', flush=True)"]

    assert kill_loop(liar, path, edge, kills=2, seed=1) == Counts(kills=2, edits=2, lost=2)

    vandal = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE rooms SET seats = 7'); c.commit()"
    )

    assert kill_loop([sys.executable, "-c", vandal, str(path)], path, edge, kills=1, seed=1).halves == 1


@pytest.mark.parametrize(
    "kills", [pytest.param(5, id="five"), pytest.param(25, id="twenty-five", marks=pytest.mark.soak)]
)
def test_kills_in_a_migration(tmp_path: Path, edge: Edge, kills: int) -> None:
    moments, versions = random.Random(kills), []
    edited(tmp_path / "first.estrad", edge)
    first = (tmp_path / "first.estrad").read_bytes()
    before = look(tmp_path / "first.estrad", edge)
    for number in range(kills):
        path = tmp_path / f"{number}.estrad"
        path.write_bytes(first)
        program = subprocess.Popen([*CHILD, "migrate", str(path)], stdout=subprocess.PIPE, text=True)
        assert program.stdout
        program.stdout.readline()
        for _ in range(moments.randrange(1_500_000)):
            pass
        program.kill()
        program.communicate()
        with path.open("rb") as stream:
            versions.append(stream.read(64)[63])

        if versions[-1] == 1:
            assert look(path, edge) == before
        file = open_file(path, now=edge.clock, steps=STEPS_2, expected=EXPECTED_2)
        assert (file.read_agenda(), file.read_steps()) == (noted(before[0]), before[1])
        file.close()

    print(versions)
    assert set(versions) <= {1, 2}


def noted(agenda: Agenda) -> Agenda:
    """The conference as the made-up step leaves it: a dot behind every note."""
    sessions = [replace(session, note=f"{session.note}.") for session in agenda.sessions.values()]
    others = [entity for entity in agenda.entities() if entity.id not in agenda.sessions]
    return Agenda.of(*others, *sessions)
