"""Tests of the set-up script's decisions; its installation is tried on a bare machine (docs/dependencies.md)."""

import ast
import os
from pathlib import Path

import pytest

from tools import bootstrap
from tools.bootstrap import (
    SetupFault,
    has_display,
    stamp_of,
    state_of,
    venv_python,
    version_fault,
    wanted_display,
)

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ((3, 11, 0), None),
        ((3, 13, 5), None),
        ((4, 0, 0), None),
        (
            (3, 9, 2),
            "Estrad needs Python 3.11 or newer, and this is 3.9. Install a newer one.",
        ),
    ],
)
def test_a_python_that_is_too_old_is_told_so(version: tuple[int, ...], fault: str | None) -> None:
    assert version_fault(version) == fault


def test_an_old_python_can_read_the_script_far_enough_to_say_so() -> None:
    ast.parse((ROOT / "tools" / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("env", "platform", "plugins", "display"),
    [
        pytest.param({}, "linux", [], False, id="a server"),
        pytest.param({"DISPLAY": ""}, "linux", [], False, id="an empty display"),
        pytest.param({"DISPLAY": ":0"}, "linux", ["qxcb"], True, id="X11"),
        pytest.param({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["qwayland"], True, id="Wayland"),
        pytest.param(
            {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
            "linux",
            ["qwayland", "qxcb"],
            True,
            id="either will do",
        ),
        pytest.param({"QT_QPA_PLATFORM": "offscreen"}, "linux", [], True, id="offscreen on purpose"),
        pytest.param({"QT_QPA_PLATFORM": "xcb"}, "linux", ["qxcb"], True, id="X11 by name"),
        pytest.param(
            {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "w"},
            "linux",
            ["qxcb"],
            True,
            id="X11 under Wayland",
        ),
        pytest.param({"QT_QPA_PLATFORM": "wayland;xcb"}, "linux", ["qwayland"], True, id="first of several names"),
        pytest.param({}, "darwin", [], True, id="macOS"),
        pytest.param({}, "win32", [], True, id="Windows"),
    ],
)
def test_where_a_window_can_open(env: dict[str, str], platform: str, plugins: list[str], display: bool) -> None:
    assert (wanted_display(env, platform), has_display(env, platform)) == (plugins, display)


def test_the_stamp_follows_lock_and_python() -> None:
    stamp = stamp_of(b"click==8", (3, 11, 7))

    assert stamp_of(b"click==8", (3, 11, 7, "final", 0)) == stamp
    assert stamp_of(b"click==9", (3, 11, 7)) != stamp
    assert stamp_of(b"click==8", (3, 13, 0)) != stamp


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """Create a complete .venv."""
    folder = tmp_path / ".venv"
    venv_python(folder).parent.mkdir(parents=True)
    venv_python(folder).touch()
    (folder / bootstrap.STAMP).write_text("now", encoding="utf-8")
    return folder


def test_a_venv_is_used_as_it_is_if_it_is_complete_and_made_anew_otherwise(venv: Path, tmp_path: Path) -> None:
    assert state_of(venv, "now") == "ready"
    assert state_of(venv, "later") == "stale"  # it is for another lock
    assert state_of(tmp_path / "none", "now") == "absent"
    (venv / bootstrap.STAMP).write_text(bootstrap.HALF_MADE, encoding="utf-8")
    assert state_of(venv, "now") == "stale"
    (venv / bootstrap.STAMP).write_text("now", encoding="utf-8")
    venv_python(venv).unlink()
    assert state_of(venv, "now") == "stale"


def test_somebody_elses_venv_is_not_ours_to_delete(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (venv / bootstrap.STAMP).unlink()
    monkeypatch.setattr(bootstrap, "VENV", venv)

    assert state_of(venv, "now") == "foreign"
    with pytest.raises(SetupFault, match="that this script did not make"):
        bootstrap.ready_python()


def test_windows_has_its_python_elsewhere() -> None:
    assert venv_python(Path("v"), windows=True) == Path("v", "Scripts", "python.exe")
    assert venv_python(Path("v"), windows=False) == Path("v", "bin", "python")


@pytest.mark.soak
def test_a_failed_install_leaves_no_half_made_venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("no-such-thing==1 --hash=sha256:00\n", encoding="utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)

    with pytest.raises(SetupFault, match=r"^The packages could not be fetched and installed: ERROR: [^\n]+$"):
        bootstrap.make_venv(tmp_path / ".venv", lock, "now")

    assert not (tmp_path / ".venv").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="sudo is a word of Unix")
@pytest.mark.parametrize(
    ("apt", "sentence"),
    [
        pytest.param(
            "/usr/bin/apt-get",
            "No venv. Type this, then try again:\n\n  sudo apt-get install -y --no-install-recommends python3-venv\n",
            id="Debian",
        ),
        pytest.param(
            None,
            "No venv. Install it with the package manager of this system, then try again.",
            id="another system",
        ),
    ],
)
def test_an_ordinary_user_gets_the_one_line_to_type(
    apt: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: apt)

    with pytest.raises(SetupFault) as fault:
        bootstrap.install_system_packages(["python3-venv"], "No venv")

    assert str(fault.value) == sentence


def test_of_a_long_output_the_line_with_the_fault_is_shown() -> None:
    assert bootstrap.last_fault("Collecting x\nERROR: No matching distribution\nhint: try y\n") == (
        "ERROR: No matching distribution"
    )


def test_a_fault_is_one_sentence_and_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: list[str]) -> int:
        raise SetupFault("The network is down.")

    monkeypatch.setitem(bootstrap.COMMANDS, "run", broken)

    assert bootstrap.main(["run"]) == 2
    assert capsys.readouterr() == ("", "The network is down.\n")


def test_an_unknown_word_gets_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["paint"]) == 2
    assert capsys.readouterr().out == bootstrap.USAGE + "\n"


@pytest.mark.parametrize("command", bootstrap.COMMANDS)
def test_make_and_the_usage_know_every_command(command: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert f" {command} " in makefile.replace("\n", " ").replace(":", " ")
    assert f"\n  {command} " in bootstrap.USAGE


def pins(name: str) -> dict[str, str]:
    """Return package and version of each locked line."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ")[0].split("==") for line in lines if "==" in line and not line.startswith((" ", "#")))


def test_both_locks_pin_the_same() -> None:
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")

    assert {"pyside6-essentials", "sqlite-utils", "icalendar", "click", "babel"} <= set(runtime)
    assert {"pytest", "pytest-qt", "hypothesis", "mypy", "ruff"} <= set(development)
    assert {name: development.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "--hash=sha256:" in text
    assert not any(word in text for word in ("://", "--index", "--find-links", "file:"))
