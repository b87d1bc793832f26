"""Tests of kill -9 of the real window during typing: what was typed is in the file, or in its field again."""

import os
import random
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, day, fixed_environment, room, talk
from tests.window_kill.hooks import FIELD, letters
from tests.window_kill.test_window_kill import run_and_end, whole

FIELDS = ("abstract", "title", "start")
MOST_LETTERS = 90
IN_TIME = 1.0
"""Seconds after which what was typed must be on the disk."""


@dataclass
class Lost:
    """The findings of a kill loop.

    ``letters`` were typed, and a kill lost at most ``most`` of them.
    """

    kills: int = 0
    letters: int = 0
    most: int = 0
    too_old: int = 0
    broken: int = 0


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    """Return a world with the data folder that the window uses."""
    return replace(fixed_environment(), data_folder=tmp_path / "data" / "estrad")


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    path = tmp_path / "conference.estrad"
    Workspace.create(path, agenda(day(), room("hall"), talk("keynote", "hall", "09:00-09:45")), env).close()
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of the window: no screen, folders of its own, and a user who types."""
    hook = {"ESTRAD_TEST_HOOK": "tests.window_kill.hooks:keep_typing", "QT_QPA_PLATFORM": "offscreen"}
    homes = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {**os.environ, **hook, **homes}


@pytest.mark.parametrize(
    "kills", [pytest.param(3, id="three"), pytest.param(100, id="hundred", marks=pytest.mark.soak)]
)
def test_kills_of_the_window_while_somebody_types(
    kills: int, file: Path, environment: dict[str, str], env: Environment
) -> None:
    luck, lost = random.Random(kills), Lost()
    for n in range(kills):
        field = FIELDS[n % len(FIELDS)]
        told = type_and_end(file, {**environment, FIELD: field}, luck.randint(5, MOST_LETTERS), signal.SIGKILL)
        found = recovered(file, env, field)

        last, now = told[-1]
        old = max((done for done, when in told if when < now - IN_TIME), default=0)
        lost.kills += 1
        lost.letters += last
        lost.most = max(lost.most, last - len(found))
        lost.too_old += len(found.rstrip()) < len(letters(old).rstrip())
        lost.broken += not letters(last + 1).startswith(found) or not whole(file)
        let_go(file, env)

    print(lost)
    assert lost == Lost(kills, lost.letters, lost.most)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("field", "ending"), [*zip(FIELDS, (signal.SIGTERM, signal.SIGINT, signal.SIGHUP), strict=True)]
)
def test_a_signal_that_ends_it_loses_no_letter(
    field: str, ending: signal.Signals, file: Path, environment: dict[str, str], env: Environment
) -> None:
    told = type_and_end(file, {**environment, FIELD: field}, 12, ending)

    found = recovered(file, env, field)
    assert letters(told[-1][0] + 1).startswith(found)
    assert len(found.rstrip()) >= len(letters(told[-1][0]).rstrip())
    kept = kept_aside(file, env)
    assert (list(kept) == ["start"]) if field == "start" else kept == {}
    assert not list(file.parent.glob(".*.open"))  # the file was released


def type_and_end(
    file: Path, environment: Mapping[str, str], wanted: int, ending: signal.Signals
) -> list[tuple[int, float]]:
    """Let the window type so many letters and end it; return the numbers it had typed, each with its time, in order."""
    lines = run_and_end(file, environment, wanted, ending)
    told = [line.split() for line in lines if line.endswith("\n")]
    return [(int(done), float(when)) for _typed, done, when in told]


def kept_aside(file: Path, env: Environment) -> dict[str, str]:
    """Return the texts in the draft store, by field."""
    workspace = Workspace.open(file, env)
    try:
        assert workspace.draft_store
        return {text.field: text.text for text in workspace.draft_store.read()}
    finally:
        workspace.close()


def recovered(file: Path, env: Environment, field: str) -> str:
    """Return the text that will be in the field when the file is opened again."""
    kept = kept_aside(file, env)
    workspace = Workspace.open(file, env)
    workspace.close()
    stored = getattr(workspace.agenda.sessions["keynote"], field, "")
    return kept.get(field, "" if stored == "Keynote" else stored)


def let_go(file: Path, env: Environment) -> None:
    """Undo every step and delete the texts in the draft store."""
    workspace = Workspace.open(file, env)
    workspace.jump(0)
    assert workspace.draft_store
    workspace.draft_store.write(())
    workspace.close()
