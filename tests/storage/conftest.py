"""Fixtures of the storage tests: a file with everything in it, and workspaces that close themselves at the end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from planner.workspace import Environment, Workspace
from tests.storage.samples import NAME, edited

Opens = Callable[[Path], Workspace]


@pytest.fixture
def path(tmp_path: Path, env: Environment) -> Path:
    """Create a file with everything in it."""
    edited(tmp_path / NAME, env)
    return tmp_path / NAME


@pytest.fixture
def opens(env: Environment) -> Iterator[Opens]:
    """Return a function that opens a file until the test ends."""
    with ExitStack() as stack:

        def opened(path: Path) -> Workspace:
            workspace = Workspace.open(path, env)
            stack.callback(workspace.close)
            return workspace

        yield opened


@pytest.fixture
def workspace(path: Path, opens: Opens) -> Workspace:
    """Open the file until the test ends."""
    return opens(path)
