"""An X screen of its own with a window manager, and Estrad's real window on that screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.domain.entities import Entity
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda
from tests.program import program as estrad
from tests.realmouse.window import Open, Window

PROGRAMS = ("Xvfb", "openbox", "xdotool")
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests with a mouse into one group, so that a single process runs them when there are several."""
    for item in items:
        if item.get_closest_marker("realmouse"):
            item.add_marker(pytest.mark.xdist_group("mouse"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """Yield the environment of a screen of its own, whose number the X server picks, so that no running one is hit."""
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        reason = f"a real mouse needs {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x900x24", "-nolisten", "tcp"]
    with _running(command, pass_fds=[writing], stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        for desktop in ("WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORMTHEME"):
            environment.pop(desktop, None)  # or its dialogs for files would be the desktop's, not Qt's
        manager = ["openbox", "--startup", "echo ready"]
        with _running(manager, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as openbox:
            assert any(line == b"ready\n" for line in openbox.stdout), "openbox did not start"
            yield environment


@contextmanager
def _running(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, **options) as program:  # type: ignore[call-overload]
        try:
            yield program
        finally:
            program.terminate()


@pytest.fixture
def language() -> str:
    """Return the language of the window; a test of another language overrides this."""
    return "en"


NewFile = Callable[..., Path]


@pytest.fixture
def new_file(tmp_path: Path, env: Environment) -> NewFile:
    """Return a function that makes a file with a conference of these entities."""

    def make(*entities: Entity, name: str = "conference.estrad", **fields: str) -> Path:
        Workspace.create(tmp_path / name, agenda(*entities, **fields), env).close()
        return tmp_path / name

    return make


@pytest.fixture
def open_window(
    screen: dict[str, str], language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Open]:
    """Yield a function that opens the real window on a file, or at its start page, with settings of its own.
    The test fails if the window complains on standard error.
    """
    programs: list[subprocess.Popen[bytes]] = []
    windows: list[Window] = []
    complaints = tmp_path / "stderr.txt"
    complaints.touch()
    environment = {
        **screen,
        "ESTRAD_TEST_HOOK": "tests.realmouse.hooks:answer",
        "ESTRAD_MOTION": "0",
        "LANGUAGE": language,
        "LC_ALL": "C.UTF-8",
    }
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{name}_HOME"] = str(tmp_path / name.lower())

    def open_it(path: Path | None = None) -> Window:
        with complaints.open("a") as stderr:
            command = [*estrad(), *([str(path)] if path else [])]
            program = subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
            )
        programs.append(program)
        windows.append(Window(program, screen))
        windows[-1].until(lambda view: view.active)
        return windows[-1]

    yield open_it
    if request.node.stash.get(FAILED, False) and shutil.which("import"):
        subprocess.run(["import", "-window", "root", str(tmp_path / "screen.png")], env=screen, check=False)
        print(f"The screen when it failed: {tmp_path / 'screen.png'}")
    for window in windows:
        window.xdotool("mouseup", "1")
    for program in programs:
        program.kill()
        program.communicate()
    assert complaints.read_text() == ""
