"""Tests of kill -9 during edits and during a migration: nothing acknowledged is lost, nothing is half done."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from planner.storage.schema import STEPS
from planner.workspace import Environment
from tests.killing import Counts, kill_loop
from tests.storage.samples import NAME, contents, dump, edited
from tests.storage.version_1 import STORED

ROOT = Path(__file__).resolve().parents[2]
CHILD = [sys.executable, "-m", "tests.storage.child"]


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("kills", [pytest.param(10, id="ten"), pytest.param(60, id="sixty", marks=pytest.mark.soak)])
def test_kills_in_a_stream_of_edits(tmp_path: Path, env: Environment, kills: int) -> None:
    path = tmp_path / NAME
    edited(path, env)

    counts = kill_loop([*CHILD, "edit", str(path)], path, env, kills=kills, seed=kills)

    print(counts)
    assert counts == Counts(kills=kills, edits=counts.edits, unasked=counts.unasked)
    assert counts.edits >= kills
    assert counts.unasked <= kills


def test_the_loop_sees_a_lost_edit_and_a_half_one(tmp_path: Path, env: Environment) -> None:
    path = tmp_path / NAME
    edited(path, env)
    liar = [sys.executable, "-c", "print('edit never-made', flush=True)"]

    assert kill_loop(liar, path, env, kills=2, seed=1) == Counts(kills=2, edits=2, lost=2)

    vandal = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE rooms SET seats = 7'); c.commit()"
    )

    assert kill_loop([sys.executable, "-c", vandal, str(path)], path, env, kills=1, seed=1).halves == 1


@pytest.mark.parametrize(
    "kills", [pytest.param(5, id="five"), pytest.param(25, id="twenty-five", marks=pytest.mark.soak)]
)
def test_kills_in_a_migration(tmp_path: Path, env: Environment, kills: int) -> None:
    """A file of version 1, grown so that it takes a while, is wholly old or wholly new, and no backup is half."""
    moments, versions, backups = random.Random(kills), [], 0
    first = grown_version_1(tmp_path)
    old = dump(first)
    whole = Path(shutil.copy(first, tmp_path / "whole.estrad"))
    lasted = migrate(whole, 0.0, wait=True)
    new = dump(whole)
    assert (old[0], new[0]) == ("version 1", f"version {len(STEPS)}")
    after = contents(whole, env)
    for number in range(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(first, folder / NAME))
        migrate(path, moments.uniform(0, 1.2 * lasted))

        found = dump(path)
        versions.append(found[0])
        assert found == {old[0]: old, new[0]: new}[found[0]]
        copies = list(folder.glob("*.bak.estrad"))
        assert [copy for copy in copies if dump(copy) != old] == []
        assert copies or found == old
        backups += len(copies)
        assert contents(path, env) == after
        shutil.rmtree(folder)

    print(f"{lasted * 1000:.0f} ms each, {backups} backups, {dict(Counter(versions))}")


def grown_version_1(folder: Path) -> Path:
    """Return the stored file with so many more sessions and people that a kill can hit its migration."""
    path = Path(shutil.copy(STORED, folder / "first.estrad"))
    conn = sqlite3.connect(path)
    numbers = "WITH RECURSIVE n (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 1500)"
    conn.execute(
        f"{numbers} INSERT INTO sessions SELECT 'more' || n, n, 'More', 'talk', 30, 'tentative', 'law', "
        "'Text. Text. Text. ', '', '', '', NULL, NULL, NULL FROM n"
    )
    conn.execute(f"{numbers} INSERT INTO people SELECT 'more' || n, 'Name', '', 'Org', '', '', '' FROM n")
    conn.commit()
    conn.close()
    return path


def migrate(path: Path, seconds: float, *, wait: bool = False) -> float:
    """Let another process migrate the file; return its duration with `wait`, else kill it after those seconds."""
    program = subprocess.Popen([*CHILD, "migrate", str(path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout
    program.stdout.readline()
    begin = time.perf_counter()
    if wait:
        program.stdout.readline()
    lasted = time.perf_counter() - begin
    while time.perf_counter() < begin + seconds:
        pass
    program.kill()
    program.communicate()
    return lasted
