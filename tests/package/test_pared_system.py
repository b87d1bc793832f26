"""The main job on a system that has no more of `os` than Windows; Windows itself was not to be had."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import ROOT

Says = Callable[..., str]


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """Return a function that runs a command there, expects it to end well, and returns what it says."""
    unsaid = ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in unsaid}
    places = {"HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path / "Local"), "TZ": "Europe/Stockholm"}

    def run(*words: object, **env: str) -> str:
        command = [sys.executable, str(ROOT / "tests" / "pared_os.py"), *map(str, words)]
        told = {**kept, **places, "QT_QPA_PLATFORM": "offscreen", "ESTRAD_MOTION": "0", "PYTHONPATH": str(ROOT), **env}
        done = subprocess.run(command, cwd=tmp_path, env=told, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


def test_a_plan_is_made_filled_changed_undone_published_and_printed(says: Says, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Title;Day;Start;End;Room\nNy;2024-04-25;18:00;18:30;Sal A\n", "utf-8")

    assert "Trygghetnu" in says("sample", "prov.estrad")
    assert "Ny: 1, Ändrad: 0" in says("import", "prov.estrad", "t.csv", "--guess")
    assert says("shift", "prov.estrad", "3", "5").startswith("Gjort: ")
    assert says("undo", "prov.estrad").startswith("Ångrat: ")
    assert says("list", "prov.estrad", "sessions").splitlines()[1].split()[:3] == ["1", "tors", "25"]
    says("publish", "prov.estrad", "--to", "webb", "--with", "calendar,page")
    says("print", "prov.estrad", "program.pdf", "--sheet", "programme")

    assert sorted(path.suffix for path in (tmp_path / "webb").iterdir()) == [".html", ".ics"]
    assert (tmp_path / "program.pdf").read_bytes().startswith(b"%PDF")
    assert not (tmp_path / ".local").exists()  # versions of plans are where Windows has the data of programs


def test_the_window_opens_on_a_file_and_closes(says: Says, tmp_path: Path) -> None:
    says("sample", "prov.estrad")

    assert says("prov.estrad", ESTRAD_TEST_HOOK="tests.pared_os:say_title_and_end") == "prov.estrad – Estrad\n"
