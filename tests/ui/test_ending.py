"""Typed text at a log-out and at the end of the program; signals are tested in ``tests/window_kill``."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.shell import application


class Program(QObject):
    """A stand-in for the application, since nobody can make the session manager that its own signal carries."""

    commitDataRequest = Signal(object)
    aboutToQuit = Signal()


class Told:
    """A listener that notes its calls."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def save_without_asking(self) -> None:
        self.words.append("settle")

    def close(self) -> None:
        self.words.append("close")


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a program on a system without signals, so that the signal handlers of the tests stay as they are."""
    monkeypatch.setattr(application.sys, "platform", "win32")
    return Program()


def test_before_a_log_out_what_was_typed_is_settled_and_at_the_end_the_file_is_given_back(program: Any) -> None:
    told = Told()
    application.end_in_order(program, told)

    program.commitDataRequest.emit("a session manager")
    assert told.words == ["settle"]
    program.aboutToQuit.emit()

    assert told.words == ["settle", "close"]


def test_qt_tells_of_a_log_out_here(qapp: QApplication) -> None:
    assert hasattr(qapp, "commitDataRequest")
