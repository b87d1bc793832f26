"""Tests of the composition root: languages, recognising a command, and the modules loaded for it."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import main


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"LANGUAGE": "sv:en", "LANG": "de_DE.UTF-8"}, ["sv", "en"]),
        ({"LC_ALL": "sv_SE.UTF-8", "LANG": "en_GB.UTF-8"}, ["sv_SE.UTF-8"]),
        ({"LC_MESSAGES": "sv_SE", "LANG": "en_GB"}, ["sv_SE"]),
        ({"LANG": "sv_SE.UTF-8"}, ["sv_SE.UTF-8"]),
        ({"LANGUAGE": "", "LANG": "sv"}, ["sv"]),
    ],
)
def test_the_users_languages(environment, found):
    assert main.languages(environment) == found


@pytest.mark.parametrize(
    ("system", "environment", "found"),
    [
        ("linux", {"XDG_DATA_HOME": "data"}, "data/estrad"),
        ("linux", {}, "home/.local/share/estrad"),
        ("darwin", {}, "home/Library/Application Support/Estrad"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/Estrad"),
        ("win32", {}, "home/Estrad"),
    ],
)
def test_where_a_users_data_lies(monkeypatch, system, environment, found):
    monkeypatch.setattr(main.sys, "platform", system)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))

    assert main.data_folder(environment) == Path(found)


def test_the_clock_can_stand_still_and_ids_be_counted_and_else_it_runs_and_they_are_new():
    for said, meant in (
        ("2026-03-02T09:00", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2026-03-02T09:00+01:00", datetime(2026, 3, 2, 8, tzinfo=UTC)),
    ):
        env = main.make_environment({"ESTRAD_CLOCK": said, "ESTRAD_IDS": "255"})
        assert env.clock() == env.clock() == meant
        assert (env.clock().tzinfo, env.ids(), env.ids()) == (UTC, f"{255:032x}", f"{256:032x}")
    env = main.make_environment({})
    assert (env.ids, abs(datetime.now(UTC) - env.clock()) < timedelta(minutes=1)) == (main.new_id, True)
    assert env.holder.message == "{user} on {host}"  # who we are can be said in any language


def test_commands_do_without_qt(tmp_path):
    script = (
        "import sys, main\n"
        f"file = {str(tmp_path / 'a.estrad')!r}\n"
        "calls = ['sample', file], ['list', file, 'sessions'], ['shift', file, '3', '-5']\n"
        "codes = [main.main(words) for words in (*calls,"
        f" ['export', file, {str(tmp_path / 'a.ics')!r}], ['publish', file])]\n"
        "print(codes, [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'ui')], file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stderr == "[0, 0, 0, 0, 0] []\n"


def test_what_the_window_needs_of_the_planner_loads_no_library():
    script = (
        "import sys, main\n"
        "libraries = {'click', 'babel', 'icalendar', 'sqlite_utils', 'PySide6'}\n"
        "print(sorted(libraries & {name.split('.')[0] for name in sys.modules}))\n"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_no_display_is_said(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")

    assert (main.main([]), main.main(["any.estrad"])) == (2, 2)
    assert capsys.readouterr().err == 2 * (
        "There is no display for the window. `estrad --help` shows what works without.\n"
    )


BUNDLE = """#!{python}
import runpy, sys
sys.frozen, sys.executable = True, __file__
sys.path.insert(0, {root!r})
runpy.run_path({main!r}, run_name="__main__")
"""


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_frozen_estrad_reads_tables_by_itself(tmp_path):
    """A bundle is its own Python, which knows none of Python's options."""
    bundle, table, root = tmp_path / "estrad", tmp_path / "t.csv", Path(main.__file__).parent
    bundle.write_text(BUNDLE.format(python=sys.executable, root=str(root), main=main.__file__), encoding="utf-8")
    bundle.chmod(0o755)
    table.write_text("Title,Room\nTea,Hall\nLunch,Hall\n", encoding="utf-8")
    calls = (
        ["new", "a.estrad", "--title", "A", "--date", "2026-05-01", "--timezone", "Europe/Stockholm"],
        ["import", "a.estrad", str(table), "--dry-run"],
    )

    runs = [subprocess.run([bundle, *words], cwd=tmp_path, capture_output=True, text=True) for words in calls]

    assert [(run.returncode, run.stderr) for run in runs] == [(0, ""), (0, "")]
    assert "New: 2, " in runs[1].stdout


@pytest.mark.soak
def test_what_readme_installs_has_the_locked_packages_and_reads_a_table(tmp_path):
    root = Path(main.__file__).parent
    lines = [line.split() for line in (root / "README.md").read_text(encoding="utf-8").splitlines()]
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    estrad = scripts / "estrad"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    for words in [line for line in lines if line[:2] == ["pip", "install"]]:
        subprocess.run([scripts / "python", "-m", *words, "--quiet"], cwd=root, check=True)
    (tmp_path / "t.csv").write_text("Title,Room\nTea,Hall\n", encoding="utf-8")

    subprocess.run([estrad, "sample", "a.estrad"], cwd=tmp_path, check=True)
    read = subprocess.run([estrad, "import", "a.estrad", "t.csv"], cwd=tmp_path, capture_output=True, text=True)
    frozen = subprocess.run([scripts / "python", "-m", "pip", "freeze"], capture_output=True, text=True, check=True)

    assert (read.returncode, read.stderr, "New: 1, " in read.stdout) == (0, "", True)
    locked = (root / "requirements.lock").read_text(encoding="utf-8").lower()
    installed = [line.lower() for line in frozen.stdout.splitlines() if not line.startswith("estrad")]
    assert [line for line in installed if line.replace("_", "-") not in locked] == []
