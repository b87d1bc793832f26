"""The moderators' board with a real mouse: people dragged onto sessions, lanes and headers, and removed again."""

from pathlib import Path

import pytest

from planner.domain.agenda import moderators_of
from planner.domain.value_objects import Kind
from planner.environment import Environment
from tests.builders import day, moderator, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open, Point, Window
from tests.ui.window_driver import stored

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


def carry(cover: Window, who: str, to: Point, told: list[str]) -> None:
    """Drag somebody out of the list without letting go, until the label shows those lines."""
    start = cover.view.rows[who].centre
    cover.press(start)
    cover.move(start, to)
    cover.until(lambda view: view.held == told)


def test_a_person_dragged_onto_a_lane_has_the_stretch_between_pauses(
    file: Path, open_window: Open, env: Environment
) -> None:
    cover = open_window(file)
    cover.click(cover.view.buttons["Moderators"])
    cover.until(lambda view: view.place == "cover" and view.rows)
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
    now = stored(file, env)
    moderated = {session.id: moderators_of(now, session) for session, _ in now.placed if not session.facts.pause}
    assert moderated == {"keynote": ("bo",), "demo": (), "workshop": ("cleo",)}
