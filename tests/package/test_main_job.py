"""The main job by the command line of a whole program, the one that ``ESTRAD_PROGRAM`` names.

`make wheel` tells these stories to the installed wheel, `make test-package` to what was installed from packages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtGui import QColor, QImage

from planner import VERSION
from tests.program import is_named, run_program

pytestmark = pytest.mark.skipif(not is_named(), reason="make wheel and make test-package name a program")
Says = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home whose name has a letter beyond ASCII and a space."""
    found = tmp_path / "Åsa Öberg"
    found.mkdir()
    return found


@pytest.fixture
def says(home: Path, monkeypatch: pytest.MonkeyPatch) -> Says:
    """Return a function that runs a command in that home, expects it to end well, and returns what it says."""
    monkeypatch.chdir(home)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "Europe/Stockholm")

    def run(*words: object, language: str = "en", **env: str) -> str:
        done = run_program(*words, LANGUAGE=language, LC_ALL="C.UTF-8", **env)
        assert (done.returncode, done.stderr.decode()) == (0, "")
        return done.stdout.decode()

    return run


def test_it_says_its_version(says: Says) -> None:
    assert says("--version") == f"Estrad {VERSION}\n"


def test_the_sample_is_listed_in_swedish(says: Says) -> None:
    says("sample", "prov.estrad")

    first = says("list", "prov.estrad", "sessions", language="sv").splitlines()[1].split()

    assert first[:6] == ["1", "tors", "25", "apr.", "2024", "08.15–09.00"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_imported(says: Says, kind: str) -> None:
    rows = [["Title", "Day", "Start", "End", "Room"], ["Öppning", "2024-04-25", "18:00", "18:30", "Sal A"]]
    if kind == "csv":
        Path("t.csv").write_text("\n".join(";".join(row) for row in rows), "utf-8")
    else:
        with xlsxwriter.Workbook("t.xlsx") as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    says("sample", "prov.estrad")

    assert "New: 1, Changed: 0" in says("import", "prov.estrad", f"t.{kind}", "--guess")
    assert "Öppning" in says("list", "prov.estrad", "sessions")


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_portrait_is_read_in_every_format(says: Says, kind: str) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    assert picture.save(f"face.{kind}")
    says("sample", "prov.estrad")
    name = json.loads(says("list", "prov.estrad", "people", "--json"))[0]["name"]

    says("set", "prov.estrad", "person", name, "photo", f"face.{kind}")

    assert len(json.loads(says("list", "prov.estrad", "people", "--json"))[0]["photo"]) == 64


@pytest.mark.parametrize("sheet", ["programme", "runsheet"])
def test_paper_is_printed_in_inter(says: Says, sheet: str) -> None:
    says("sample", "prov.estrad")
    says("print", "prov.estrad", f"{sheet}.pdf", "--sheet", sheet)

    assert b"Inter" in Path(f"{sheet}.pdf").read_bytes()


def test_all_that_attendees_get_is_published(says: Says) -> None:
    says("sample", "prov.estrad")
    says("publish", "prov.estrad", "--to", "webb", "--with", "calendar,page,schedule-xml,markdown,programme")

    found = sorted(path.suffix for path in Path("webb").iterdir())

    assert found == [".html", ".ics", ".md", ".pdf", ".xml"]
    assert "Trygghetnu" in Path("webb", "index.html").read_text("utf-8")


def test_the_demo_draws_the_window_without_a_display(says: Says) -> None:
    says("demo", "demo")

    drawn = QImage("demo/demo-window.png")
    assert (drawn.width(), drawn.height()) == (1366, 820)


def test_a_file_of_a_newer_estrad_is_refused_in_a_sentence(says: Says) -> None:
    says("sample", "prov.estrad")
    data = bytearray(Path("prov.estrad").read_bytes())
    data[60:64] = (9999).to_bytes(4, "big")
    Path("prov.estrad").write_bytes(data)

    done = run_program("list", "prov.estrad", LANGUAGE="en")

    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"newer" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell completes there")
def test_a_shell_completes_the_commands(says: Says) -> None:
    said = says(_ESTRAD_COMPLETE="bash_complete", COMP_WORDS="estrad pub", COMP_CWORD="1")

    assert said == "plain,publish\n"
