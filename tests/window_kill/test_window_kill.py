"""Tests of kill -9 of the real window: no edit is lost or half done, and what was typed is there again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, day, moderator, person, room, speaker, talk, track
from tests.killing import Counts, look, replayed
from tests.window_kill.hooks import FIELD, VERBS, Edit, History, digest, letters

ROOT = Path(__file__).resolve().parents[2]
MOST_EDITS = 40
LONGEST_SPIN = 2_000_000
LONGEST = 60.0
"""Seconds after which a window that has not made its edits has failed."""


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return the file of a conference of one day with something of everything in it."""
    small = agenda(
        day(),
        room("hall"),
        room("lab", 1, seats=40),
        track("law", colour="teal"),
        person("ada", organisation="Ärende & Co"),
        person("bo"),
        talk("keynote", "hall", "09:10-09:55", people=(speaker("ada"), moderator("bo")), track="law"),
        talk("both", ("hall", "lab"), "10:00-10:30", people=(speaker("bo"),), abstract="Två rader.\nHär."),
        talk("lunch", "", "12:00-13:00"),
        talk("waits", people=(speaker("bo"),)),
        talk("later"),
        talk("whenever"),
    )
    path = tmp_path / "conference.estrad"
    Workspace.create(path, small, env).close()
    return path


def environment(tmp_path: Path, hook: str, **more: str) -> dict[str, str]:
    """Return the environment of the window: no screen, settings of its own, and a user who edits, types or lies."""
    hooks = {"ESTRAD_TEST_HOOK": f"tests.window_kill.hooks:{hook}", "QT_QPA_PLATFORM": "offscreen"}
    homes = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {**os.environ, **hooks, **homes, **more}


@pytest.mark.parametrize("kills", [pytest.param(6, id="six"), pytest.param(60, id="sixty", marks=pytest.mark.soak)])
def test_kills_of_the_window_while_it_edits(kills: int, file: Path, tmp_path: Path, env: Environment) -> None:
    counts, verbs = kill_loop(file, environment(tmp_path, "keep_editing"), env, kills)

    print(counts, dict(verbs))
    assert (counts, sorted(verbs)) == (Counts(kills=kills, edits=counts.edits, unasked=counts.unasked), sorted(VERBS))


def test_the_loop_sees_an_edit_that_was_never_made(file: Path, tmp_path: Path, env: Environment) -> None:
    counts, _ = kill_loop(file, environment(tmp_path, "lie"), env, kills=1)

    assert counts == Counts(kills=1, edits=1, lost=1)


def kill_loop(file: Path, environment: Mapping[str, str], env: Environment, kills: int) -> tuple[Counts, Counter[str]]:
    """Kill the window so many times, and compare the whole file with its acknowledgements each time."""
    moments, verbs, counts = random.Random(kills), Counter[str](), Counts()
    first, steps, position = look(file, env)
    known = History(tuple(step.id for step in steps), position, digest(first))
    for _ in range(kills):
        wanted, spin = moments.randint(1, MOST_EDITS), moments.randrange(LONGEST_SPIN)
        told = [edit for line in run_and_end(file, environment, wanted, spin=spin) if (edit := Edit.of(line))]
        for edit in told:
            known = known.after(edit)
        conference, steps, position = look(file, env)
        found = History(tuple(step.id for step in steps), position, digest(conference))
        assert whole(file)

        counts.kills += 1
        counts.edits += len(told)
        counts.unasked += known.leads_to(found)
        counts.lost += found != known and not known.leads_to(found)
        counts.halves += replayed(first, steps[:position]) != conference
        verbs.update(edit.verb for edit in told)
        known = found
    return counts, verbs


def whole(file: Path) -> bool:
    """Return whether SQLite finds every table and index intact."""
    with closing(sqlite3.connect(file)) as rows:
        return rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def run_and_end(
    file: Path, environment: Mapping[str, str], wanted: int, ending: signal.Signals = signal.SIGKILL, spin: int = 0
) -> list[str]:
    """Open the window, wait for so many lines of its output and end it a while later; return all the lines."""
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), str(file)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout
    watchdog = Timer(LONGEST, program.kill)
    watchdog.start()
    lines: list[str] = []
    while len(lines) < wanted and (line := program.stdout.readline()):
        lines.append(line)
    for _ in range(spin):  # a random moment in the next edits, not always the same point of one
        pass
    watchdog.cancel()
    running = program.poll() is None
    program.send_signal(ending)
    rest, _ = program.communicate()
    assert running, f"the window ended by itself, or did nothing for {LONGEST} seconds"
    assert program.returncode == (-signal.SIGKILL if ending is signal.SIGKILL else 0)
    return [*lines, *rest.splitlines(keepends=True)]


START = History(("a", "b", "c"), 2, "")


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        pytest.param(Edit("a", 1, "", "undo"), (("a", "b", "c"), 1), id="an undo keeps what can be redone"),
        pytest.param(Edit("c", 3, "", "redo"), (("a", "b", "c"), 3), id="a redo"),
        pytest.param(Edit("d", 3, "", "title"), (("a", "b", "d"), 3), id="a new step replaces what was undone"),
        pytest.param(Edit("none", 0, "", "undo"), (("a", "b", "c"), 0), id="everything undone"),
    ],
)
def test_what_is_known_after_an_edit(edit: Edit, after: tuple[tuple[str, ...], int]) -> None:
    assert START.after(edit) == History(*after, "")


@pytest.mark.parametrize(
    ("steps", "position", "one_edit"),
    [
        pytest.param("abc", 2, False, id="nothing happened"),
        pytest.param("abc", 1, True, id="an undo"),
        pytest.param("abc", 3, True, id="a redo"),
        pytest.param("abd", 3, True, id="a new step"),
        pytest.param("abc", 0, False, id="two undos"),
        pytest.param("abde", 4, False, id="two new steps"),
        pytest.param("abd", 2, False, id="a step without its position"),
        pytest.param("adc", 3, False, id="another past"),
        pytest.param("ab", 2, False, id="a lost step"),
    ],
)
def test_what_one_edit_can_lead_to(steps: str, position: int, one_edit: bool) -> None:
    assert START.leads_to(History(tuple(steps), position, "")) is one_edit


# typing -------------------------------------------------------------------------------------------------------

FIELDS = ("abstract", "title", "start")
MOST_LETTERS = 90
IN_TIME = 1.0
"""Seconds after which what was typed must be on the disk."""


@pytest.fixture
def world(tmp_path: Path, env: Environment) -> Environment:
    """Return a world with the data folder that the window uses."""
    return replace(env, data_folder=tmp_path / "data" / "estrad")


@pytest.mark.parametrize(
    "kills", [pytest.param(3, id="three"), pytest.param(100, id="hundred", marks=pytest.mark.soak)]
)
def test_kills_of_the_window_while_somebody_types(kills: int, file: Path, tmp_path: Path, world: Environment) -> None:
    luck, typed, most = random.Random(kills), 0, 0
    for n in range(kills):
        field = FIELDS[n % len(FIELDS)]
        hook = environment(tmp_path, "keep_typing", **{FIELD: field})
        told = type_and_end(file, hook, luck.randint(5, MOST_LETTERS), signal.SIGKILL)
        kept, stored = left(file, world)
        found = kept.get(field, stored[field])

        last, now = told[-1]
        old = max((done for done, when in told if when < now - IN_TIME), default=0)
        typed, most = typed + last, max(most, last - len(found))
        assert len(found.rstrip()) >= len(letters(old).rstrip()), "what was typed long ago is lost"
        assert letters(last + 1).startswith(found)
        assert whole(file)
        let_go(file, world)

    print(f"{kills} kills, {typed} letters, at most {most} lost")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("field", "ending"), [*zip(FIELDS, (signal.SIGTERM, signal.SIGINT, signal.SIGHUP), strict=True)]
)
def test_a_signal_that_ends_it_loses_no_letter(
    field: str, ending: signal.Signals, file: Path, tmp_path: Path, world: Environment
) -> None:
    told = type_and_end(file, environment(tmp_path, "keep_typing", **{FIELD: field}), 12, ending)

    kept, stored = left(file, world)
    found = kept.get(field, stored[field])
    assert letters(told[-1][0] + 1).startswith(found)
    assert len(found.rstrip()) >= len(letters(told[-1][0]).rstrip())
    assert list(kept) == (["start"] if field == "start" else [])
    assert not list(file.parent.glob(".*.open"))  # the file was released


def type_and_end(
    file: Path, environment: Mapping[str, str], wanted: int, ending: signal.Signals
) -> list[tuple[int, float]]:
    """Let the window type so many letters and end it; return the numbers it had typed, each with its time, in order."""
    lines = run_and_end(file, environment, wanted, ending)
    return [(int(done), float(when)) for _typed, done, when in (line.split() for line in lines if line.endswith("\n"))]


def left(file: Path, world: Environment) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts in the draft store by field, and those that were typed into the session itself."""
    with closing(Workspace.open(file, world)) as workspace:
        assert workspace.draft_store
        keynote = workspace.agenda.sessions["keynote"]
        stored = {"abstract": keynote.abstract, "title": keynote.title.removeprefix("Keynote"), "start": ""}
        return {text.field: text.text for text in workspace.draft_store.read()}, stored


def let_go(file: Path, world: Environment) -> None:
    """Undo every step and delete the texts in the draft store."""
    with closing(Workspace.open(file, world)) as workspace:
        workspace.go_to_position(0)
        assert workspace.draft_store
        workspace.draft_store.write(())
