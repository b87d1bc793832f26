"""Tests of `--wait`, and of the exit code of its own that a file in use has."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.cli.commands import COMMANDS
from planner.cli.console import Console
from planner.cli.runner import CommandGroup
from planner.wording import wording
from planner.workspace import Workspace
from tests.cli.commands import command_line, drawing
from tests.holding import die_in_a_change


class Patience:
    """A clock that moves on by what is slept, and calls `then` after some seconds."""

    def __init__(self, seconds: float = 0.0, then: Callable[[], object] = lambda: None, speed: float = 1.0) -> None:
        self.slept, self._seconds, self._then, self._speed = 0.0, seconds, then, speed

    def __call__(self) -> datetime:
        return datetime(2024, 4, 25, tzinfo=UTC) + timedelta(seconds=self.slept * self._speed)

    def pause(self, seconds: float) -> None:
        self.slept += seconds
        if self.slept >= self._seconds:
            self._then()


def patient(env, capsys, patience):
    return command_line(replace(env, clock=patience, pause=patience.pause), capsys)


@pytest.mark.parametrize(
    "words",
    [
        ("check", "plan.estrad"), ("list", "plan.estrad"), ("list", "plan.estrad", "sessions", "--json"),
        ("print", "plan.estrad", "p.pdf", "--sheet", "programme"), ("export", "plan.estrad", "o.csv"),
        ("edition", "plan.estrad", "next.estrad", "--date", "2025-04-24"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_file_that_a_dead_program_left_is_read_as_it_was_committed_and_says_so(estrad, plan, tmp_path, words):
    before = estrad(*words)
    for made in [found for found in tmp_path.iterdir() if found != plan]:
        made.unlink()
    die_in_a_change(plan)
    left = {found.name: found.read_bytes() for found in (plan, plan.with_name("plan.estrad-journal"))}

    code, out, err = estrad(*words)

    assert (code, out) == (before.code, before.out)
    assert err.removesuffix(before.err) == (
        "plan.estrad: “plan.estrad” was left by a program that died; what was not finished is left out. Opening it in "
        "Estrad, or any command that writes, puts it right.\n"
    )
    assert {name: (tmp_path / name).read_bytes() for name in left} == left
    assert (estrad("set", plan, "room", "hall", "seats", "9").code, estrad("list", plan).err) == (0, "")


def test_a_source_that_a_dead_program_left_is_imported_as_it_was_committed(estrad, plan):
    die_in_a_change(plan)

    code, out, err = estrad("import", "new.estrad", plan)

    assert (code, "“plan.estrad” was left by a program that died; what was not finished is left out." in out + err) == (
        0, True,
    )  # fmt: skip
    assert [room["name"] for room in estrad("list", "new.estrad", "rooms", "--json").json] == ["Hall", "Lab"]


@pytest.fixture
def held(plan, env):
    """Return the plan while it is open here, which no command may read or change."""
    workspace = Workspace.open(plan, env)
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    "words",
    [
        ("set", "room", "hall", "name", "Aula"), ("add", "room", "Attic"), ("remove", "session", "2"), ("list",),
        ("check",), ("unplace", "2"), ("shift", "2", "5"), ("erase", "ada"), ("publish",), ("export", "o.ics"),
        ("export", "o.csv"), ("export", "-", "--draft"), ("print", "p.pdf", "--sheet", "programme"),
        ("place", "3", "--day", "2024-04-25", "--start", "14:00", "--everywhere"), ("import", "titles.txt"),
        ("edition", "next.estrad", "--date", "2025-04-24"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_file_in_use_is_waited_for(env, capsys, tmp_path, monkeypatch, held, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "titles.txt").write_text("A first title\nA second title\n")
    patience = Patience(3, held.close)

    found = patient(env, capsys, patience)(words[0], held.path, *words[1:], "--wait", "10")

    assert (found.code, round(patience.slept, 1)) == (0, 3.0), found


def test_a_source_in_use_is_waited_for(env, capsys, tmp_path, monkeypatch, held):
    monkeypatch.chdir(tmp_path)
    patience = Patience(3, held.close)

    found = patient(env, capsys, patience)("import", "new.estrad", held.path, "--wait", "10")

    assert (found.code, round(patience.slept, 1)) == (0, 3.0), found


@pytest.mark.parametrize(("speed", "slept"), [(1, 10.0), (10, 1.0), (0, 10.0), (-1, 10.0)])
def test_a_file_that_stays_in_use_is_waited_for_so_long_and_not_longer(env, capsys, held, speed, slept):
    patience = Patience(speed=speed)
    estrad = patient(env, capsys, patience)

    found = estrad("set", held.path, "room", "hall", "name", "Aula", "--wait", "10")

    assert (found.code, round(patience.slept, 1)) == (3, slept)
    assert estrad("set", held.path, "room", "hall", "name", "Aula").code == 3
    assert round(patience.slept, 1) == slept  # without a word nothing is waited for


@pytest.mark.parametrize("typed", ["-1", "0.5", "soon", "", "²", "100000"])
def test_what_is_no_number_of_seconds_is_refused(estrad, plan, typed):
    assert estrad("undo", plan, "--wait", typed) == (2, "", f"“{typed}” is no number of seconds. Write it as 10.\n")


def test_every_command_of_a_file_that_is_there_can_wait(env):
    group = CommandGroup(Console(env, wording("en"), drawing()))

    hasty = [name for name in COMMANDS if "--wait" not in str([p.opts for p in group.get_command(None, name).params])]

    assert hasty == ["sample", "new", "about", "demo"]
