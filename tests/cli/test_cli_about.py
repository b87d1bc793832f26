"""Tests of what the program says of itself: its version and places, for a report, and which Estrad a file needs."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

import main
from planner import VERSION
from planner.environment import Environment
from planner.program_facts import program_facts
from tests.cli.commands import Estrad, command_line

HOME = Path("/srv/ada")


@pytest.fixture
def at_home(env: Environment) -> Environment:
    """Return the environment of an account whose things lie in its home folder."""
    return replace(
        env, home=HOME, data_folder=HOME / ".local/share/estrad", log=HOME / ".local/state/estrad/estrad.log",
        settings=f"{HOME}/.config/Estrad/Estrad.conf", system=lambda: "Linux",
    )  # fmt: skip


def test_the_program_says_its_version_and_where_its_things_lie(
    at_home: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    said = (
        f"Version: {VERSION}\nSystem: Linux\nData: ~/.local/share/estrad\nSettings: ~/.config/Estrad/Estrad.conf\n"
        "Kept plans: ~/.local/share/estrad/versions\nError log: ~/.local/state/estrad/estrad.log\n"
    )
    estrad = command_line(at_home, capsys)

    assert estrad("about") == (0, said, "")
    assert estrad("about", "--json").json == {
        "version": VERSION, "system": "Linux", "data": "~/.local/share/estrad",
        "settings": "~/.config/Estrad/Estrad.conf", "versions": "~/.local/share/estrad/versions",
        "log": "~/.local/state/estrad/estrad.log",
    }  # fmt: skip


def test_only_what_lies_at_home_is_shortened_and_what_is_not_kept_is_a_dash(at_home: Environment) -> None:
    elsewhere = replace(at_home, data_folder=Path("/srv/adam/estrad"), log=None)

    texts = {fact.name: fact.text for fact in program_facts(elsewhere)}
    assert (texts["data"], texts["versions"], texts["log"]) == ("/srv/adam/estrad", "/srv/adam/estrad/versions", "–")


@pytest.mark.skipif(sys.platform != "linux", reason="Qt keeps settings elsewhere there")
def test_the_settings_lie_where_qt_keeps_them(tmp_path: Path) -> None:
    assert main.settings_place({"XDG_CONFIG_HOME": str(tmp_path)}) == f"{tmp_path}/Estrad/Estrad.conf"
    assert main.settings_place({}).endswith("/.config/Estrad/Estrad.conf")


def test_the_system_names_no_computer() -> None:
    assert main._host() not in main.system_name()


def test_a_file_of_a_newer_estrad_says_which_one_it_needs(estrad: Estrad, plan: Path) -> None:
    head = bytearray(plan.read_bytes())
    head[60:64] = (99).to_bytes(4, "big")
    plan.write_bytes(head)

    needs = f"“plan.estrad” needs Estrad 0.99 or newer, and this is {VERSION}."
    remedy = "Install the newest Estrad and open it there. The file was not touched."
    assert estrad("list", plan) == (2, "", f"{plan}: {needs} {remedy}\n")
