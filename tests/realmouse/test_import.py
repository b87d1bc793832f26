"""What is brought in and what is unfinished, with a real mouse and a real keyboard: reviewed, asked about, undone."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.environment import Environment
from tests.builders import day, fixed_environment, person, room, talk
from tests.importing.schedules import event, one, persons, written
from tests.importing.schedules import person as told
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Area, Open, View
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse


def tick(view: View, row: str) -> Area:
    """Return the tick box of a row of the plan."""
    head, line = view.heads["✓"], view.rows[row]
    return Area(head.x, line.y, head.width, line.height)


def test_a_schedule_is_imported_but_for_a_row_and_undone_at_once(
    new_file: NewFile, open_window: Open, tmp_path: Path, env: Environment
) -> None:
    file = new_file(
        day(opens="09:00", closes="15:00"), room("hall"), person("ada"), talk("ours", "hall", "14:00-14:30")
    )
    text = one(
        event(1, "Glass"),
        event(2, "Clay", start="10:00", inside=persons(told("Nomi Berg"))),  # who is not in the file yet
        event(3, "Tin", start="11:00"),
    )
    source, window = written(tmp_path / "schedule.xml", text), open_window(file)
    window.keys("ctrl+i")
    window.until(lambda view: view.title == "Choose a file to import" and view.focus == "fileNameEdit")
    window.type(str(source))
    window.keys("Return")
    window.until(lambda view: view.title == "Import")
    all_rows = ["Glass", "Clay", "Tin", "The Conference (conference)"]
    seen = window.view
    assert (list(seen.rows), seen.ticked) == (all_rows, all_rows)
    window.click(tick(seen, "Tin"))
    seen = window.until(lambda view: view.ticked == ["Glass", "Clay", "The Conference (conference)"])
    window.click(tick(seen, "The Conference (conference)"))
    window.until(lambda view: view.ticked == ["Glass", "Clay"])

    window.click(window.view.buttons["Import 2 sessions"])
    seen = window.until(lambda view: view.undo)
    assert seen.undo == "Undo Import “schedule.xml”"
    assert seen.times == {"Ours": "Hall 14:00–14:30", "Glass": "Hall 09:00–09:30", "Clay": "Hall 10:00–10:30"}

    window.keys("ctrl+z")
    seen = window.until(lambda view: not view.undo)
    assert seen.times == {"Ours": "Hall 14:00–14:30"}

    window.close()
    now = stored(file, env)
    assert ([*now.sessions], [*now.people]) == (["ours"], ["ada"])


# unfinished text ------------------------------------------------------------------------------------------

REFUSED = "kvart i nio"


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    """Return an environment with the data folder that the window has."""
    return replace(fixed_environment(), data_folder=tmp_path / "data" / "estrad")


def test_alt_f4_asks_while_something_is_refused_and_it_is_there_again(new_file: NewFile, open_window: Open) -> None:
    file = new_file(day(), room("hall"), talk("keynote", "hall", "09:00-09:45"), talk("panel", "hall", "10:00-10:45"))
    window = open_window(file).fit()
    window.click(window.view.tiles["Keynote"])
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
