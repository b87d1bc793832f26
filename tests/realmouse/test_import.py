"""A schedule imported in the window with a real mouse and a real keyboard: looked at, one row left out, taken back."""

from pathlib import Path

import pytest

from planner.workspace import Edge, Workspace
from tests.builders import agenda, day, person, room, talk
from tests.importing.schedules import event, one, persons, written
from tests.importing.schedules import person as told
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(tmp_path: Path, edge: Edge) -> Path:
    """The day of the schedule, with one session of our own."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="15:00"), room("hall"), person("ada"), talk("ours", "hall", "14:00-14:30")
    )
    Workspace.create(path, conference, edge).close()
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three sessions in the hall, one with somebody whom nobody knows yet."""
    text = one(
        event(1, "Glass"),
        event(2, "Clay", start="10:00", inside=persons(told("Nomi Berg"))),
        event(3, "Tin", start="11:00"),
    )
    return written(tmp_path / "schedule.xml", text)


def asked_for(window: Window, source: Path) -> None:
    """Press ctrl+i, type the file's name into the dialog, and wait for the plan."""
    window.keys("ctrl+i")
    window.until(lambda view: view.title == "Choose a file to import")
    window.type(str(source))
    window.keys("Return")
    window.until(lambda view: view.title == "Import" and view.active is False)


def test_a_schedule_is_imported_but_for_a_row_and_undone_at_once(
    file: Path, source: Path, open_window: Open, edge: Edge
) -> None:
    window = open_window(file)
    before = window.view
    asked_for(window, source)
    print(window.view)
    assert 0
