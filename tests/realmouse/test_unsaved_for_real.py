"""Unfinished text typed with real keys: ended by the desktop, by a signal, by force, and undone."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, fixed_environment, room, talk
from tests.realmouse.window import Open, Window
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse
REFUSED = "kvart i nio"


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    """Return an environment with the data folder that the window has."""
    return replace(fixed_environment(), data_folder=tmp_path / "data" / "estrad")


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a morning in a room."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(), room("hall"), talk("keynote", "hall", "09:00-09:45"), talk("panel", "hall", "10:00-10:45")
    )
    Workspace.create(path, conference, env).close()
    return path


def into(window: Window, field: str, text: str) -> None:
    """Replace the text of a field of the keynote."""
    window.click(window.view.blocks["Keynote"])
    window.until(lambda view: view.fields.get("title") == "Keynote")
    window.click(window.view.inputs[field])
    window.until(lambda view: view.focus)
    window.keys("ctrl+a")
    window.type(text)
    window.until(lambda view: text in view.fields.values())


def test_alt_f4_asks_while_something_is_refused_and_it_is_there_again(file: Path, open_window: Open) -> None:
    window = open_window(file).fit()
    into(window, "Starts", REFUSED)
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


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL], ids=lambda ending: ending.name)
@pytest.mark.parametrize(("field", "name", "typed"), [("Title", "title", "Trygghet"), ("Starts", "start", REFUSED)])
def test_ended_from_outside_it_is_in_the_file_or_there_again(
    file: Path, open_window: Open, env: Environment, ending: signal.Signals, field: str, name: str, typed: str
) -> None:
    window = open_window(file).fit()
    into(window, field, typed)
    window.end(ending)

    again = open_window(file).fit()
    if ending is signal.SIGTERM and name == "title":
        assert again.view.times[typed] == "Hall 09:00–09:45"
        return
    again.until(lambda view: "1 text that was typed before" in view.notice)
    again.click(again.view.buttons["Show"])
    again.until(lambda view: view.fields.get(name) == typed)


def test_tab_and_ctrl_z_take_back_the_refused_time_and_not_the_title(
    file: Path, open_window: Open, env: Environment
) -> None:
    window = open_window(file).fit()
    into(window, "Title", "Sent")
    window.keys("Return")
    window.until(lambda view: view.undo == "Undo Change title of “Keynote”")
    window.click(window.view.inputs["Starts"])
    window.until(lambda view: view.focus == "start")
    window.keys("ctrl+a")
    window.type(REFUSED)
    window.keys("Tab")
    window.until(lambda view: view.undo == f"Undo “{REFUSED}” in Starts")

    window.keys("ctrl+z")

    window.until(lambda view: view.fields.get("start") == "09:00")
    window.close()
    assert stored(file, env).sessions["keynote"].title == "Sent"


def words(count: int) -> str:
    """Return a text of that many different words."""
    return " ".join(f"word{n}" for n in range(count))


@pytest.mark.soak
def test_an_abstract_typed_for_twelve_seconds_without_a_pause(
    file: Path, open_window: Open, env: Environment, tmp_path: Path
) -> None:
    window = open_window(file).fit()
    window.click(window.view.blocks["Keynote"])
    window.until(lambda view: view.fields.get("title") == "Keynote")
    typed = words(14)
    window.wheel_to("Abstract", window.view.inputs["Starts"])
    window.click(window.view.inputs["Abstract"])
    window.type_slowly(typed, seconds=12)
    window.end(signal.SIGKILL)

    in_file = stored(file, env).sessions["keynote"].abstract
    again = Workspace.open(file, env)
    assert again.draft_store
    kept = [text.text for text in again.draft_store.read()]
    again.close()

    assert in_file
    assert typed.startswith(in_file)
    assert kept in ([typed], []), (in_file, kept)
    assert typed in (in_file, *kept)
