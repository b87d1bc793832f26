"""The list pages with a real mouse and a real keyboard: sorting, searching, selecting several, deleting."""

from pathlib import Path

import pytest

from planner.workspace import Environment
from tests.builders import day, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse

BY_NAME = ["Ada", "Bo", "Cleo", "Dag", "Eva"]


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with five people from four organisations, two of whom are in sessions."""
    return new_file(
        day(opens="09:00", closes="15:00"),
        room("hall"),
        room("lab", 1),
        person("ada", organisation="Norrbotten"),
        person("bo", organisation="Dalarna"),
        person("cleo", organisation="Skåne", bio="Builds organs of glass"),
        person("dag", organisation="Dalarna"),
        person("eva", organisation="Bohuslän"),
        talk("keynote", "hall", "10:00-10:45", people=(speaker("ada"), speaker("bo"))),
        talk("cameras", minutes=30, people=(speaker("cleo"),)),
    )


def test_people_are_sorted_searched_for_deleted_brought_back_and_renamed(
    file: Path, open_window: Open, env: Environment
) -> None:
    people = open_window(file)
    people.click(people.view.buttons["People"])
    people.until(lambda view: view.place == "people" and list(view.rows) == BY_NAME)
    people.click(people.view.heads["Organisation"])
    people.until(lambda view: list(view.rows) == ["Eva", "Bo", "Dag", "Ada", "Cleo"])
    people.click(people.view.heads["Name"])
    people.until(lambda view: list(view.rows) == BY_NAME)
    people.keys("ctrl+f")
    people.until(lambda view: view.focus == "PlainLineEdit")
    people.type("glass organs")
    people.until(lambda view: list(view.rows) == ["Cleo"])
    people.keys("ctrl+a", "Delete")
    assert people.until(lambda view: list(view.rows) == BY_NAME).undo == ""

    people.click(people.view.rows["Ada"])
    people.click(people.view.rows["Cleo"], held="ctrl")
    people.until(lambda view: view.chosen == ["Ada", "Cleo"])
    people.keys("Delete")
    seen = people.until(lambda view: list(view.rows) == ["Bo", "Dag", "Eva"] and "Undo" in view.buttons)
    assert seen.notice == "Done: Delete 2 people, with effect on 2 sessions."
    people.click(people.view.buttons["Undo"])
    seen = people.until(lambda view: list(view.rows) == BY_NAME and not view.notice)
    assert (seen.undo, seen.redo) == ("", "Redo Delete 2 people, with effect on 2 sessions")

    # a click means the row it was aimed at though a name that was typed sorts the list
    people.click(people.view.rows["Bo"])
    people.until(lambda view: view.fields.get("name") == "Bo")
    people.click(people.view.inputs["Name"], times=2)
    people.until(lambda view: view.focus == "name")
    people.type("Zed")
    people.until(lambda view: view.fields["name"] == "Zed")
    people.click(people.view.rows["Dag"])
    seen = people.until(lambda view: view.chosen == ["Dag"] and view.fields["name"] == "Dag")
    assert list(seen.rows) == ["Ada", "Cleo", "Dag", "Eva", "Zed"]
    people.close()
    assert [len(session.people) for session in stored(file, env).sessions_in_order] == [2, 1]
