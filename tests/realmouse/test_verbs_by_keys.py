"""Commands with keys and menus, by real keys: merge, cut, paste, find, shift, and go back in the history."""

from pathlib import Path

import pytest

from planner.domain.enums import Kind
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, room, talk
from tests.realmouse.test_real_mouse import times_in
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a morning in two rooms."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1),
        talk("keynote", "hall", "09:00-09:45"), talk("coffee", "", "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35"), talk("second", "hall", "10:35-11:05"),
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight."""
    return open_window(file).fit()


def test_two_change_places_are_merged_copied_and_pasted(window: Window, file: Path) -> None:
    window.click(window.view.blocks["First"])
    window.click(window.view.blocks["Second"], held="ctrl")
    window.keys("x")
    window.until(lambda view: view.times["Second"] == "Hall 10:05–10:35")
    window.keys("alt+s")
    window.until(lambda view: "Merge into one" in view.menu)
    window.click(window.view.menu["Merge into one"])
    window.until(lambda view: view.times.get("Second") == "Hall 10:05–11:05")

    window.click(window.view.blocks["Second"])
    window.keys("ctrl+x")
    window.until(lambda view: "Second" not in view.times)
    window.click(window.view.blocks["Keynote"])
    window.keys("ctrl+v")
    seen = window.until(lambda view: "Second" in view.times)
    assert seen.times["Second"] == "Hall 09:45–10:45"
    window.close()
    assert times_in(file)["Second"] == "Hall 09:45–10:45"


def test_what_is_found_is_shifted_with_all_that_follows_and_the_history_leads_back(window: Window) -> None:
    window.keys("ctrl+k")
    window.until(lambda view: view.title == "Find or do")
    window.type("first")
    window.keys("Return")
    window.until(lambda view: view.fields.get("title") == "First")
    window.keys("ctrl+shift+Down", "ctrl+shift+Down")
    seen = window.until(lambda view: view.times["Second"] == "Hall 10:45–11:15")
    assert seen.times["First"] == "Hall 10:15–10:45"

    window.keys("ctrl+h", "End", "Return")
    window.until(lambda view: view.times["First"] == "Hall 10:05–10:35")
    window.keys("Home", "Return")
    window.until(lambda view: view.times["First"] == "Hall 10:15–10:45")
