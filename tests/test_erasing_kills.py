"""Tests of *Erase* killed at chosen system calls and at random moments: it is not begun, or it is owed and said so."""

import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path

import pytest

from planner.environment import Environment
from tests.builders import Clock
from tests.cli.commands import Estrad, command_line
from tests.erasing_world import (
    FIRST_DAY,
    OTHER_ID,
    PERSON,
    SAME_ID,
    SECOND_DAY,
    THIRD_DAY,
    UNSAVED,
    Found,
    World,
    build,
    look,
    publish,
)
from tests.kills_at_calls import MOMENT, Kill, Victim, can_trace, spread

OTHERS = ["ships-2024", "ships-2024-ada-berg", "ships-2024-moderator-ada-berg"]
"""The calendars that stay published: the whole, and those of the other person."""
PUBLISHED = {"calendar", "published"}
"""The sorts of debts that only publishing pays."""


@dataclass(frozen=True)
class Scene:
    """A world whose bytes are put back before each kill, and the command line that works in it after the kill.

    ``before`` is what the plan held, ``beside`` what is nobody's to erase. ``victim`` erases, and takes all that is
    listed.
    """

    world: World
    kept: Path
    estrad: Estrad
    victim: Victim
    before: Found
    beside: dict[Path, bytes]

    def put_back(self) -> None:
        shutil.rmtree(self.world.root)
        shutil.copytree(self.kept, self.world.root)


@pytest.fixture
def scene(tmp_path: Path, env: Environment, capsys: pytest.CaptureFixture[str]) -> Scene:
    """Build the world once, and keep its bytes."""
    world, numbers = World(tmp_path / "world"), count(1)

    def at(moment: str) -> Estrad:
        clock = Clock(datetime.fromisoformat(moment).replace(tzinfo=UTC))
        account = replace(env, clock=clock, ids=lambda: f"{next(numbers):032x}", data_folder=world.data, log=world.log)
        return command_line(account, capsys)

    lines = {moment: at(moment) for moment in (FIRST_DAY, SECOND_DAY, THIRD_DAY)}
    build(world, lines)
    kept = shutil.copytree(world.root, tmp_path / "kept")
    texts = lines[THIRD_DAY]("erase", world.plan, PERSON, "--json").json["texts"]
    takes = [word for text in texts if not text["sure"] for word in ("--take", text["key"])]
    command = [sys.executable, "main.py", "erase", str(world.plan), PERSON, "--yes", *takes]
    stay = (world.plan.with_name(SAME_ID), world.plan.with_name(OTHER_ID), world.unsaved(OTHER_ID))
    victim = Victim(command, world.root, world.variables(THIRD_DAY), "desk/plan.estrad-journal")
    return Scene(world, kept, lines[THIRD_DAY], victim, look(world), {path: path.read_bytes() for path in stay})


def faults_after_a_kill(scene: Scene, finish: str) -> Iterator[str]:
    """Yield what is wrong after a kill; ``finish`` is the verb that is to bring it to its end where it had begun."""
    found, world, plan = look(scene.world), scene.world, scene.world.plan
    if found.there and found.whole != scene.before.whole:
        yield "half: the person is there, and the rest is not as it was"
    if not found.there and not found.owed and world.left():
        yield "the person is elsewhere, and nothing says that it is owed"
    if found.there:
        ended = scene.estrad(*scene.victim.command[2:])
    elif finish == "erase":
        ended = scene.estrad("erase", plan, "--finish")
    else:
        ended = scene.estrad("set", plan, "session", "Oars", "minutes", "25")
    if ended.code not in ((0, 1) if finish == "erase" else (0,)):  # 1: what was published is still to be replaced
        yield f"{finish} ended with {ended.code}: {ended.err.strip()}"
    yield from (f"left after {finish}: {place}" for place in world.left())
    yield from faults_in_what_stays(scene)
    if kinds := set(look(world).owed) - PUBLISHED:
        yield f"still owed after {finish}: {sorted(kinds)}"
    yield from faults_after_publishing(scene)


def faults_after_publishing(scene: Scene) -> Iterator[str]:
    """Yield where the person still is when the plan was published once more, with nothing said of other calendars."""
    world = scene.world
    published = publish(scene.estrad, world)
    if published.code:
        yield f"publish ended with {published.code}: {published.err.strip()}"
    yield from (f"left after publishing: {place}" for place in (*world.left(), *world.left(published=True)))
    if (there := sorted(path.stem for path in world.published.glob("*.ics"))) != OTHERS:
        yield f"what is published is {there}"
    if owed := look(world).owed:
        yield f"still owed at the end: {owed}"


def faults_in_what_stays(scene: Scene) -> Iterator[str]:
    """Yield what of others' is gone or changed."""
    world = scene.world
    yield from (f"changed: {path.name}" for path, data in scene.beside.items() if path.read_bytes() != data)
    for name in (world.plan.name, SAME_ID):
        texts = json.loads(world.unsaved(name).read_bytes())["texts"] if world.unsaved(name).exists() else []
        if UNSAVED not in [text["text"] for text in texts]:
            yield f"the unsaved text of {name} that names nobody is gone"
    told = scene.estrad("list", world.plan, "sessions", "--json")
    if told.code or sorted(session["start"][-5:] for session in told.json) != ["09:00", "10:15", "11:00"]:
        yield f"the sessions are not there: {told.err or told.out}"


def kill_loop(scene: Scene, kills: Sequence[Kill]) -> list[str]:
    """Kill at each place, from the same bytes each time; return what was wrong, with the place."""
    found, died, states = list[str](), 0, Counter[str]()
    for place, finish in zip(kills, cycle(("erase", "set")), strict=False):
        scene.put_back()
        died += scene.victim.kill_at(place)
        states[look(scene.world).state] += 1
        found += [f"{place.call} {place.number}: {fault}" for fault in faults_after_a_kill(scene, finish)]
    assert died >= len(kills) // 4  # a call that is not reached in another run, or a late moment, is no kill
    print(f"{died} of {len(kills)} died, at {dict(Counter(place.call for place in kills))}: {dict(states)}")
    return found


@pytest.mark.skipif(not can_trace(), reason="strace is not installed, or may not be used")
@pytest.mark.parametrize("kills", [pytest.param(8, id="eight"), pytest.param(150, id="many", marks=pytest.mark.soak)])
def test_killed_at_a_system_call_it_is_not_begun_or_it_is_finished_later(
    kills: int, scene: Scene, tmp_path: Path
) -> None:
    scene.put_back()

    assert kill_loop(scene, spread(scene.victim.places(tmp_path / "calls.log"), kills)) == []


@pytest.mark.parametrize("kills", [pytest.param(2, id="two"), pytest.param(50, id="many", marks=pytest.mark.soak)])
def test_killed_at_any_moment_it_is_not_begun_or_it_is_finished_later(kills: int, scene: Scene) -> None:
    scene.put_back()
    luck, lasted = random.Random(kills), scene.victim.is_lasting()

    assert kill_loop(scene, [Kill(MOMENT, int(lasted * luck.uniform(0, 1.8))) for _ in range(kills)]) == []


def test_without_a_kill_nothing_is_left_and_nothing_is_owed(scene: Scene) -> None:
    assert list(faults_after_a_kill(scene, "erase")) == []
    assert "Ada Berg" in scene.world.log.read_text(encoding="utf-8")  # it may go whole only where the name is forgotten
