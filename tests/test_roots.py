"""Tests of ``make roots``: where bare roots come from, what is run in them, and that a file must survive the way."""

import os
import shutil
from pathlib import Path

import pytest

from tools import roots
from tools.bootstrap import ROOT, SetupFault

TARGETS = """\
http://mirror/debian/|trixie|main
http://mirror/debian/|trixie-updates|main
http://mirror/debian/|trixie|main
http://mirror/security/|trixie-security|main
http://mirror/others/|stable|main
file:/usr/share/more/|./|$(COMPONENT)
"""
DUMP = """\
Acquire "";
Acquire::http "";
Acquire::http::Proxy "http://proxy:3142";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
"""


def test_a_release_comes_from_the_mirrors_of_this_machine() -> None:
    assert roots.debian_lines(TARGETS, "trixie", "bookworm") == [
        "deb http://mirror/debian/ bookworm main",
        "deb http://mirror/debian/ bookworm-updates main",
        "deb http://mirror/security/ bookworm-security main",
    ]
    with pytest.raises(SetupFault, match="no sources of Debian sid here"):
        roots.debian_lines(TARGETS, "sid", "bookworm")


def test_apt_and_pip_there_go_the_ways_of_this_machine() -> None:
    assert roots.apt_options(DUMP) == [
        'Acquire::http::Proxy "http://proxy:3142";',
        'Acquire::Check-Valid-Until "false";',
    ]
    listed = "global.index-url='http://mirror/simple'\nglobal.cert='here.crt'\n:env:.timeout='60'\n"
    assert roots.pip_settings(listed) == ["PIP_INDEX_URL=http://mirror/simple", "PIP_TIMEOUT=60"]


def test_what_is_run_first_there_is_the_line_of_readme() -> None:
    assert roots.line_for_once((ROOT / "README.md").read_text(encoding="utf-8")).startswith("apt-get install -y git")
    with pytest.raises(SetupFault, match="README names no line"):
        roots.line_for_once("Nothing.")


def test_a_folder_of_others_one_in_memory_and_an_ordinary_user_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(roots, "answer", lambda *_command: "tmpfs\n")
    (tmp_path / "thesis.odt").touch()
    for folder, said in ((tmp_path, "holds something else"), (tmp_path / "new", "lies in memory")):
        with pytest.raises(SetupFault, match=said):
            roots.prepare(folder)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SetupFault, match="sudo make roots"):
        roots.prepare(tmp_path / "new")


class Counter:
    """Plays an Estrad whose file is one number; a forgetful one does not read what others wrote."""

    def __init__(self, kept: dict[str, int], *, forgetful: bool = False) -> None:
        self.kept, self._forgetful = kept, forgetful

    def __call__(self, word: str, *_words: str) -> str:
        """Run a command."""
        self.kept["number"] = self.kept.get("number", 0) + {"shift": 1, "undo": -1, "redo": 1}.get(word, 0)
        return "0" if self._forgetful else str(self.kept["number"])


def test_a_file_must_read_the_same_here_and_there_after_each_step() -> None:
    kept: dict[str, int] = {}

    assert roots.take_through(Counter(kept), Counter(kept), "a.estrad", "b.estrad").well
    assert not roots.take_through(Counter(kept), Counter(kept, forgetful=True), "a.estrad", "b.estrad").well
    assert not roots.take_through(Counter({}), Counter({}), "a.estrad", "b.estrad").well


@pytest.mark.soak
@pytest.mark.skipif(
    not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0, reason="root of a Debian makes roots"
)
def test_estrad_is_set_up_and_runs_in_a_bare_debian_12() -> None:
    assert roots.main(["bookworm", "--without-tests"]) == 0
