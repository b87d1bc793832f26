"""A second window: one that already shows the file is raised, and another conference gets one of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.commands.conference import sample_conference
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, room
from tests.holding import ROOT
from tests.ui.answers import Answers
from tests.ui.conftest import bury
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver
from ui.kit.other_windows import OtherWindows, WindowServer, socket_name
from ui.shell.application import Application
from ui.shell.main_window import MainWindow
from ui.state.view_state import Settings

LEAVES_ITS_WORDS = """
import os, sys
note, word = sys.argv[1:]
open(f"{note}.new", "w").write(word)
os.rename(f"{note}.new", note)
"""


@pytest.fixture
def sockets(tmp_path: Path) -> Path:
    """Return a folder for sockets that is of this account alone."""
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def others(sockets: Path, tmp_path: Path) -> OtherWindows:
    """Return the other windows; one that is started leaves a note of its file."""
    return OtherWindows(sockets, [sys.executable, "-c", LEAVES_ITS_WORDS, str(tmp_path / "started")])


@pytest.fixture
def path(tmp_path: Path, env: Environment) -> Path:
    """Create a file with a conference."""
    Workspace.create(tmp_path / "first.estrad", agenda(room("hall")), env).close()
    return tmp_path / "first.estrad"


@pytest.fixture
def window(
    qapp: QApplication, env: Environment, settings: Settings, answers: Answers, others: OtherWindows, path: Path,
    qtbot: QtBot, inspector_sleeps: None,
) -> Iterator[MainWindow]:  # fmt: skip
    """Show the file in a window that others find."""
    estrad = Application(qapp, env, lambda: sample_conference(env.ids), settings, ["en"], lambda words: answers, others)
    window = estrad.show(path)
    qtbot.waitUntil(lambda: bool(others.served))
    yield window
    estrad.close()
    bury(window)


def start(path: Path, sockets: Path, tmp_path: Path) -> "subprocess.Popen[str]":
    """Start Estrad with a file, as by a double click."""
    env = {**os.environ, "XDG_RUNTIME_DIR": str(sockets), "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, str(ROOT / "main.py"), str(path)]
    return subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_a_second_start_raises_the_window_that_shows_the_file_by_whatever_name(
    window: MainWindow, path: Path, sockets: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "link.estrad").symlink_to(path)
    window.showMinimized()

    second = start(tmp_path / "link.estrad", sockets, tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)

    assert (second.communicate()[0].replace("This plugin does not support raise()\n", ""), second.returncode) == ("", 0)
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    window.close_conference()
    assert list(sockets.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no socket")
@pytest.mark.parametrize(
    "asked", [b"raise a\0b\n", b"raise \x1b[2J\n", b"raise \xff\n", b"raise " + b"a" * 5000, b"\n", b"rise abc\n"]
)
def test_junk_in_the_socket_is_neither_obeyed_nor_answered(
    window: MainWindow, path: Path, sockets: Path, asked: bytes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "before")
    window.showMinimized()

    def answer(asked: bytes) -> bytes:
        """Return what the window answers before it hangs up, or all of it."""
        with closing(socket.socket(socket.AF_UNIX)) as client:
            client.connect(str(socket_name(sockets, path)))
            client.setblocking(False)
            client.sendall(asked)
            found = list[bytes]()

            def has_answered() -> bool:
                with suppress(BlockingIOError, ConnectionResetError):
                    found.append(client.recv(100))
                    return True
                return client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0

            qtbot.waitUntil(has_answered)
            return b"".join(found)

    assert (answer(asked), os.environ["XDG_ACTIVATION_TOKEN"]) == (b"", "before")
    assert window.isMinimized()
    assert (answer(b"raise after\n"), os.environ["XDG_ACTIVATION_TOKEN"]) == (b"raised\n", "after")
    assert not window.isMinimized()


@pytest.mark.skipif(sys.platform == "win32", reason="an environment of bytes is that of POSIX")
def test_a_desktops_token_that_is_no_text_is_not_passed_on(
    window: MainWindow, path: Path, sockets: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "\udcff")
    window.showMinimized()

    second = start(path, sockets, tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)

    assert ("Traceback" in second.communicate()[0], second.returncode, window.isMinimized()) == (False, 0, False)


def test_another_conference_is_opened_in_a_window_of_its_own(
    window: MainWindow, answers: Answers, others: OtherWindows, path: Path, tmp_path: Path, env: Environment,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    driver, started = WindowDriver(window), tmp_path / "started"
    for answers.opens in (None, path):  # cancelled, and the one that is open here
        driver.key(Key.Key_O, modifiers=CTRL | SHIFT)
        assert not window.notice.isVisible()

    answers.opens = tmp_path / "other.estrad"
    Workspace.create(answers.opens, agenda(room("attic")), env).close()
    driver.key(Key.Key_O, modifiers=CTRL | SHIFT)
    assert window.notice.sentence.text() == "“other.estrad” opens in a window of its own."
    qtbot.waitUntil(started.exists)
    assert (started.read_text(), driver.workspace.path) == (str(answers.opens), path)

    monkeypatch.setattr(others, "_command", ["/nowhere/estrad"])
    driver.key(Key.Key_O, modifiers=CTRL | SHIFT)
    assert window.notice.sentence.text().startswith("No other window could be started. ")

    monkeypatch.setattr(others, "raise_window", lambda asked: asked == answers.opens)
    window.notice.hide()
    for name in ("open_beside", "open"):
        driver.does(name)
        assert (window.notice.isVisible(), driver.workspace.path) == (False, path)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe ends with its process")
def test_what_a_killed_window_left_is_no_window_and_stands_in_nobodys_way(
    qapp: QApplication, others: OtherWindows, sockets: Path, path: Path, tmp_path: Path
) -> None:
    name = socket_name(sockets, path)
    with closing(socket.socket(socket.AF_UNIX)) as left:
        left.bind(name)
    assert not others.raise_window(path)

    server = WindowServer(others, qapp)
    server.listen_for_file(path)
    with closing(socket.socket(socket.AF_UNIX)) as client:
        client.connect(name)
    other = OtherWindows(sockets)
    WindowServer(other, qapp).listen_for_file(path)  # the socket stays the first one's
    assert os.path.exists(name)
    server.listen_for_file(None)
    assert not os.path.exists(name)

    sockets.chmod(0o777)  # anybody could have put a socket there
    server.listen_for_file(path)
    assert not os.path.exists(name)
    with closing(socket.socket(socket.AF_UNIX)) as theirs:
        theirs.bind(name)
        theirs.listen()
        assert not other.raise_window(path)
