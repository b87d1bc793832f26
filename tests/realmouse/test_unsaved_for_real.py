"""Unfinished text typed with real keys: the desktop that closes the window is asked to wait, and it is there again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.environment import Environment
from tests.builders import day, fixed_environment, room, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open

pytestmark = pytest.mark.realmouse
REFUSED = "kvart i nio"


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    """Return an environment with the data folder that the window has."""
    return replace(fixed_environment(), data_folder=tmp_path / "data" / "estrad")


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a morning in a room."""
    return new_file(day(), room("hall"), talk("keynote", "hall", "09:00-09:45"), talk("panel", "hall", "10:00-10:45"))


def test_alt_f4_asks_while_something_is_refused_and_it_is_there_again(file: Path, open_window: Open) -> None:
    window = open_window(file).fit()
    window.click(window.view.blocks["Keynote"])
    window.until(lambda view: view.fields.get("title") == "Keynote")
    window.click(window.view.inputs["Starts"])
    window.until(lambda view: view.focus)
    window.keys("ctrl+a")
    window.type(REFUSED)
    window.until(lambda view: REFUSED in view.fields.values())
    window.keys("alt+F4")
    window.until(lambda view: "Keep editing" in view.buttons)
    window.keys("Escape")
    window.until(lambda view: "Keep editing" not in view.buttons)
    assert window.view.fields["start"] == REFUSED

    window.keys("alt+F4")
    window.until(lambda view: "Close anyway" in view.buttons)
    window.click(window.view.buttons["Close anyway"])
    window.ended()

    again = open_window(file)
    again.until(lambda view: "1 text that was typed before" in view.notice)
    again.click(again.view.buttons["Show"])
    again.until(lambda view: view.fields.get("start") == REFUSED and view.focus == "start")
