"""A schedule imported with a real mouse and a real keyboard: reviewed, one row left out, undone."""

from pathlib import Path

import pytest

from planner.environment import Environment
from tests.builders import day, person, room, talk
from tests.importing.schedules import event, one, persons, written
from tests.importing.schedules import person as told
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Area, Open, View
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with the day of the schedule and one session of our own."""
    return new_file(
        day(opens="09:00", closes="15:00"), room("hall"), person("ada"), talk("ours", "hall", "14:00-14:30")
    )


def tick(view: View, row: str) -> Area:
    """Return the tick box of a row of the plan."""
    head, line = view.heads["✓"], view.rows[row]
    return Area(head.x, line.y, head.width, line.height)


def test_a_schedule_is_imported_but_for_a_row_and_undone_at_once(
    file: Path, open_window: Open, tmp_path: Path, env: Environment
) -> None:
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
