"""The cover view with a real mouse: people dragged onto sessions, lanes and heads, and taken back."""

from pathlib import Path

import pytest

from planner.domain.kinds import Kind
from planner.workspace import Edge, Workspace
from tests.builders import agenda, day, moderator, person, room, speaker, talk
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(tmp_path: Path, edge: Edge) -> Path:
    """Three sessions in two rooms, one moderated; the others wait for somebody."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="15:00"),
        room("hall"),
        room("lab", 1),
        person("ada"),
        person("bo"),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo"))),
        talk("demo", "hall", "10:30-11:15"),
        talk("workshop", "lab", "10:30-11:30", people=(speaker("ada"),)),
    )
    Workspace.create(path, conference, edge).close()
    return path


@pytest.fixture
def cover(file: Path, open_window: Open) -> Window:
    """The window with the cover view in sight."""
    window = open_window(file)
    window.click(window.view.buttons["Moderators"])
    window.until(lambda view: view.place == "cover" and view.rows)
    return window


def test_a_person_dragged_onto_a_session_moderates_it_until_undone(cover: Window) -> None:
    before = cover.view
    print(before)
    cover.press(before.rows["Bo"].centre)
    cover.move(before.rows["Bo"].centre, before.board["Demo"].centre)
    seen = cover.until(lambda view: "Moderator of “Demo”" in view.held)
    print(seen)
    assert 0
