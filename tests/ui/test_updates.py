"""An Estrad that was updated while its window is open: it saves, says so, and a new process goes on with the file."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.commands.conference import sample_conference
from planner.environment import Environment
from planner.wording import Wording
from tests.ui.answers import Answers
from tests.ui.conftest import bury
from tests.ui.test_other_windows import path as path
from ui.kit.other_windows import OtherWindows
from ui.shell.application import Application, CrashHandler
from ui.shell.updates import UpdateWatch
from ui.state.view_state import Settings


class Started(OtherWindows):
    """Other windows, which are noted instead of being started; and whether the file was free then."""

    def __init__(self) -> None:
        super().__init__(None, ["estrad"])
        self.started: list[tuple[Path | None, bool]] = []

    def start(self, path: Path | None) -> bool:
        self.started.append((path, path is None or not path.with_name(f"{path.name}-journal").exists()))
        return True


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return the file of a program."""
    (tmp_path / "estrad").write_text("old", "utf-8")
    return tmp_path / "estrad"


def replace(program: Path) -> None:
    """Replace a program as a package manager does: by a new file in its place."""
    (program.parent / "estrad.new").write_text("new", "utf-8")
    os.replace(program.parent / "estrad.new", program)


def test_a_new_program_is_noticed_once_it_is_the_same_in_two_looks(
    qapp: QApplication, program: Path, qtbot: QtBot
) -> None:
    told = list[str]()
    watch = UpdateWatch(program, lambda: told.append("due"))

    watch.check_file()
    assert (watch.is_replaced(), told) == (False, [])
    replace(program)
    watch.check_file()
    assert (watch.is_replaced(), told) == (True, [])
    watch.check_file()
    assert (told, watch.isActive()) == (["due"], False)


def test_a_removed_program_is_no_update(qapp: QApplication, program: Path) -> None:
    watch = UpdateWatch(program, lambda: None)
    program.unlink()

    watch.check_file()
    watch.check_file()

    assert (watch.is_replaced(), watch.isActive()) == (False, True)


def test_nothing_is_taken_out_of_the_hands_of_somebody_in_a_menu(
    qapp: QApplication, program: Path, qtbot: QtBot
) -> None:
    menu, told = QMenu(), list[str]()
    watch = UpdateWatch(program, lambda: told.append("due"))
    replace(program)
    menu.addAction("Open")
    menu.popup(menu.pos())

    watch.check_file()
    watch.check_file()
    assert told == []
    menu.close()
    watch.check_file()
    assert told == ["due"]


@pytest.mark.parametrize("opened", [True, False])
def test_it_starts_again_with_the_same_file_which_is_free_by_then(
    opened: bool, qapp: QApplication, env: Environment, settings: Settings, answers: Answers, path: Path, program: Path,
    monkeypatch: pytest.MonkeyPatch, inspector_sleeps: None,
) -> None:  # fmt: skip
    others, ended = Started(), list[str]()
    monkeypatch.setattr(qapp, "exit", lambda: ended.append("ended"))
    estrad = Application(qapp, env, lambda: sample_conference(env.ids), settings, ["en"], lambda words: answers, others)
    window = estrad.show(path if opened else None)

    estrad.restart_program()

    assert answers.told == ["Estrad was updated. Everything is saved, and it starts again now."]
    assert (others.started, ended) == ([(path if opened else None, True)], ["ended"])
    bury(window)


def test_a_fault_after_an_update_is_told_as_the_update_that_caused_it(
    qapp: QApplication, env: Environment, settings: Settings, answers: Answers, program: Path,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    others, crashes = Started(), CrashHandler(Wording("en"), tmp_path / "estrad.log")
    monkeypatch.setattr(qapp, "exit", lambda: None)
    estrad = Application(qapp, env, lambda: sample_conference(env.ids), settings, ["en"], lambda words: answers, others)
    window = estrad.show()
    crashes.explained = UpdateWatch(program, estrad.restart_program, qapp).restart_if_replaced
    replace(program)

    crashes._tell_user("ImportError: cannot import name")

    assert answers.told == ["Estrad was updated. Everything is saved, and it starts again now."]
    assert others.started == [(None, True)]
    bury(window)
