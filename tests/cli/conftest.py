"""Fixtures for the command line: it runs in the folder of the test, on a small plan."""

from pathlib import Path

import pytest

from planner.domain.value_objects import Kind
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, moderator, person, speaker, talk, track
from tests.cli.commands import Estrad, command_line


@pytest.fixture
def estrad(
    env: Environment, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Estrad:
    """Return a function that runs one command in English, in the folder of the test, on a computer in Stockholm."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    return command_line(env, capsys)


@pytest.fixture
def plan(tmp_path: Path, env: Environment) -> Path:
    """Create `plan.estrad`: a talk in the hall, lunch everywhere, and a break in the tray."""
    people = (speaker("ada"), moderator("bo"))
    sessions = (
        talk("opening", "hall", "09:00-09:30", title="A talk", people=people, track="safety"),
        talk("lunch", "", "12:00-13:00", title="Lunch", kind=Kind.MEAL, place="The foyer"),
        talk("waiting", title="Waiting", kind=Kind.BREAK, minutes=45),
    )
    whole = agenda(*sessions, person("ada"), person("bo"), track("safety"))
    Workspace.create(tmp_path / "plan.estrad", whole, env).close()
    return tmp_path / "plan.estrad"
