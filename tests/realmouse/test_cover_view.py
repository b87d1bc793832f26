"""The moderators' board with a real mouse: people dragged onto sessions, lanes and headers, and removed again."""

from pathlib import Path

import pytest

from planner.domain.session_people import moderators_of
from planner.domain.value_objects import Kind
from planner.workspace import Environment, Workspace
from tests.builders import day, moderator, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.view import Point
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with three sessions in two rooms: one has a moderator, the others still need one."""
    return new_file(
        day(opens="09:00", closes="15:00"),
        room("hall"),
        room("lab", 1),
        person("ada"),
        person("bo"),
        person("cleo"),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo"))),
        talk("demo", "hall", "10:30-11:15"),
        talk("workshop", "lab", "10:30-11:30", people=(speaker("ada"),)),
    )


@pytest.fixture
def cover(file: Path, open_window: Open) -> Window:
    """Return the window with the moderators' board in sight."""
    window = open_window(file)
    window.click(window.view.buttons["Moderators"])
    window.until(lambda view: view.place == "cover" and view.rows)
    return window


def carry(cover: Window, who: str, to: Point, told: list[str]) -> None:
    """Drag somebody out of the list without letting go, until the label shows those lines."""
    start = cover.view.rows[who].centre
    cover.press(start)
    cover.move(start, to)
    cover.until(lambda view: view.held == told)


def test_a_person_dragged_onto_a_lane_has_the_stretch_between_pauses(
    cover: Window, file: Path, env: Environment
) -> None:
    gain = "1 session gets a moderator"
    carry(cover, "Cleo", cover.lane("Lab", "10:00"), ["Cleo", "Lab · 09:00 – 12:00", gain])
    cover.keys("Escape")
    cover.until(lambda view: not view.held)
    assert cover.release().undo == ""

    carry(cover, "Cleo", cover.lane("Lab", "10:00"), ["Cleo", "Lab · 09:00 – 12:00", gain])
    cover.release()
    seen = cover.until(lambda view: "Moderator Cleo, Lab, 09:00 to 12:00, Not asked" in view.board)
    assert seen.count == "1 of 3 sessions has no moderator"

    stretch = seen.board["Moderator Cleo, Lab, 09:00 to 12:00, Not asked"]
    cover.drag(stretch.bottom, cover.lane("Lab", "10:30"))
    seen = cover.until(lambda view: "Moderator Cleo, Lab, 09:00 to 10:30, Not asked" in view.board)
    assert seen.count == "2 of 3 sessions have no moderator"

    cover.keys("ctrl+z")
    cover.until(lambda view: "Moderator Cleo, Lab, 09:00 to 12:00, Not asked" in view.board)
    cover.close()
    assert moderated_in(file, env) == {"Keynote": ["Bo"], "Workshop": ["Cleo"]}


def moderated_in(file: Path, env: Environment) -> dict[str, list[str]]:
    """Return the moderators of each session in a closed file, of its own or by a shift; pauses are left out."""
    opened = Workspace.open(file, env)
    now = opened.agenda
    found = {
        session.title: [now.people[person].name for person in moderators_of(now, session)]
        for session, _ in now.placed
        if not session.facts.pause
    }
    opened.close()
    return {title: names for title, names in found.items() if names}
