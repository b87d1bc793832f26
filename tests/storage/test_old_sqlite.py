"""Tests of an SQLite that distrusts ``json_valid``, as Debian 12's does, and of one that is too old."""

import shutil
import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import main
from planner.commands.edit import edit
from planner.domain.entities import Room
from planner.domain.text import EstradError
from planner.storage.opening import _is_json_check_refused, connect, refuse_unfit_sqlite, verify
from planner.storage.schema import EXPECTED, STEPS
from planner.workspace import Environment, Workspace, read_copy
from tests.storage.distrusting import distrust_json
from tests.storage.samples import NAME, everything, small
from tests.storage.version_1 import STORED
from ui.kit.dialogs.dialog_service import DialogService


@pytest.fixture
def distrusting(monkeypatch: pytest.MonkeyPatch) -> None:
    distrust_json(monkeypatch)


def rename(workspace: Workspace, name: str) -> None:
    workspace.apply(edit(workspace.agenda, Room, "hall", name=name))


@pytest.mark.usefixtures("distrusting")
def test_there_a_file_is_made_changed_opened_read_and_copied(tmp_path: Path, env: Environment) -> None:
    path, copy = tmp_path / NAME, tmp_path / "copy.estrad"

    with closing(Workspace.create(path, small(), env)) as made:
        rename(made, "Aula")
    with closing(Workspace.open(path, env)) as opened:
        rename(opened, "Great hall")
        opened.undo()
        opened.save_copy(copy)
        whole = everything(opened)

    for found in (path, copy):
        with closing(read_copy(found, env)) as read:
            assert (read.agenda.rooms["hall"].name, everything(read)) == ("Aula", whole)


@pytest.mark.usefixtures("distrusting")
def test_there_a_copy_is_made_of_memory_if_the_file_was_changed_in_place(path: Path, env: Environment) -> None:
    with closing(Workspace.open(path, env)) as workspace:
        path.write_bytes(b"")
        workspace.save_copy(path.with_name("mine.estrad"))
        with closing(Workspace.open(path.with_name("mine.estrad"), env)) as mine:
            assert mine.agenda == workspace.agenda


@pytest.mark.usefixtures("distrusting")
def test_there_a_file_of_version_1_becomes_the_newest_on_disk_and_in_memory(tmp_path: Path, env: Environment) -> None:
    path = Path(shutil.copy(STORED, tmp_path / NAME))

    with closing(read_copy(path, env)) as read, closing(Workspace.open(path, env)) as opened:
        rename(opened, "Aula")
        opened.undo()
        assert read.agenda == opened.agenda


def trusted(path: Path, expected: frozenset[str] = EXPECTED[len(STEPS)]) -> bool:
    """Return whether the schema of a file is trusted after it was verified, whether or not that refused it."""
    with closing(connect(path, "rw")) as conn:
        with suppress(EstradError):
            verify(conn, path, expected)
        return bool(conn.execute("PRAGMA trusted_schema").fetchone()[0])


def test_a_schema_is_trusted_only_there_and_only_after_it_was_compared(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as distrusting:
        distrust_json(distrusting)
        there = [trusted(path), trusted(path, EXPECTED[1])]
        with closing(sqlite3.connect(path, isolation_level=None)) as another:
            another.execute("CREATE VIEW ours AS SELECT json_valid(name) FROM rooms")
        there.append(trusted(path))
        with closing(sqlite3.connect(path, isolation_level=None)) as another:
            another.execute("DROP VIEW ours")

    assert there == [True, False, False]
    assert trusted(path) == _is_json_check_refused()


class WithoutStrictTables(sqlite3.Connection):
    """Plays SQLite 3.36."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement without STRICT in it."""
        if "STRICT" in sql:
            raise sqlite3.OperationalError('near "STRICT": syntax error')
        return super().execute(sql, parameters)


@pytest.fixture
def too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=WithoutStrictTables))


SAID = (
    "Estrad needs SQLite 3.37 or newer, and this Python has 3.36.0. "
    "Start it with a newer Python. No file was touched.\n"
)


@pytest.mark.usefixtures("too_old")
def test_an_sqlite_without_strict_tables_is_said_in_one_sentence_before_anything_else(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()

    codes = [main.main(words) for words in (["sample", "new.estrad"], ["check", str(path)], ["erase", str(path)])]

    assert (codes, capsys.readouterr()) == ([2, 2, 2], ("", 3 * SAID))
    assert path.read_bytes() == before
    assert main.main(["--version"]) == 0


@pytest.mark.usefixtures("too_old")
def test_then_no_window_opens(
    path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    shown: list[str] = []
    monkeypatch.setattr(DialogService, "tell", lambda _service, _parent, _title, text: shown.append(text))

    assert [main.main([]), main.main([str(path)])] == [2, 2]
    assert (capsys.readouterr().err, shown) == (2 * SAID, 2 * [SAID.rstrip()])


def test_this_one_is_new_enough() -> None:
    refuse_unfit_sqlite()
