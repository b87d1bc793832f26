"""Fixtures that every test may use. No Qt here: only tests of the window may need it."""

import gc
import os
import shutil
import sys
import tempfile
import zoneinfo
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from planner.domain import zones
from planner.workspace import Environment, Workspace
from tests.builders import Clock, agenda, fixed_environment
from tests.tiers import is_long
from tests.tries import USUAL

pytest.register_assert_rewrite("tests.ui.window_driver")  # to show both values where `leads_to` fails

zoneinfo.available_timezones = zones.available_timezones = cache(zoneinfo.available_timezones)
"""Reads 600 files at each call, of which no test changes one."""

MEMORY = Path("/dev/shm")
"""The folder in which Linux keeps files in memory: on a disk, tests would spend half of their time waiting for it."""
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30:
    tempfile.tempdir = str(MEMORY)

settings.register_profile("estrad", max_examples=USUAL, deadline=None)  # a busy machine must not fail a test
settings.load_profile("estrad")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make fast` leaves out, before pytest chooses by the marks."""
    for item in items:
        if isinstance(item, pytest.Function) and is_long(item):
            item.add_marker("long")


def pytest_collection_finish() -> None:
    """Keep objects that live to the end out of the garbage collector, as the window does."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Fail a test that leaves the garbage collector off: whatever pauses it must switch it on again."""
    was_on = gc.isenabled()
    gc.enable()
    assert was_on, "the garbage collector was left off"


@pytest.fixture
def clock() -> Clock:
    """Return the clock of `env`."""
    return Clock()


@pytest.fixture
def env(clock: Clock) -> Environment:
    """Return a fixed outside world, whose clock stands still."""
    return fixed_environment(clock)


@pytest.fixture
def workspace(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Open a conference of one day and two rooms without sessions."""
    opened = Workspace.create(tmp_path / "conference.estrad", agenda(), env)
    yield opened
    opened.close()
