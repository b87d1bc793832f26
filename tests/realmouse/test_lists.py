"""The list pages with a real mouse and a real keyboard: sorting, searching, selecting several, deleting."""

from pathlib import Path

import pytest

from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, person, room, speaker, talk
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse

BY_NAME = ["Ada", "Bo", "Cleo", "Dag", "Eva"]


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with five people from four organisations, two of whom are in sessions."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
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
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def people(file: Path, open_window: Open) -> Window:
    """Return the window with the page of people in sight."""
    window = open_window(file)
    window.click(window.view.buttons["People"])
    window.until(lambda view: view.place == "people" and list(view.rows) == BY_NAME)
    return window


def organisations_in(file: Path, env: Environment) -> list[str]:
    """Return the organisations of all people in a closed file, in order of the people's names."""
    opened = Workspace.open(file, env)
    found = [person.organisation for person in opened.agenda.people_in_order]
    opened.close()
    return found


def test_a_click_on_a_head_sorts_and_another_turns_it_round(people: Window) -> None:
    people.click(people.view.heads["Organisation"])
    people.until(lambda view: list(view.rows) == ["Eva", "Bo", "Dag", "Ada", "Cleo"])

    head = people.view.heads["Organisation"]
    people.click(head._replace(width=head.width // 2))  # elsewhere, or two quick clicks are a double click
    people.until(lambda view: list(view.rows) == ["Cleo", "Ada", "Bo", "Dag", "Eva"])

    people.click(people.view.heads["Name"])
    people.until(lambda view: list(view.rows) == BY_NAME)


def test_a_click_means_the_row_it_was_aimed_at_though_a_name_that_was_typed_sorts_the_list(people: Window) -> None:
    people.click(people.view.rows["Bo"])
    people.until(lambda view: view.fields.get("name") == "Bo")
    people.click(people.view.inputs["Name"], times=2)
    people.until(lambda view: view.focus == "name")
    people.type("Zed")
    people.until(lambda view: view.fields["name"] == "Zed")

    people.click(people.view.rows["Dag"])
    seen = people.until(lambda view: view.chosen == ["Dag"] and view.fields["name"] == "Dag")
    assert list(seen.rows) == ["Ada", "Cleo", "Dag", "Eva", "Zed"]


def test_what_is_typed_is_searched_for_in_every_field(people: Window) -> None:
    people.keys("ctrl+f")
    people.until(lambda view: view.focus == "PlainLineEdit")
    people.type("glass organs")
    people.until(lambda view: list(view.rows) == ["Cleo"])

    people.keys("ctrl+a", "Delete")
    seen = people.until(lambda view: list(view.rows) == BY_NAME)
    assert seen.undo == ""

    people.type("keynote")
    people.until(lambda view: list(view.rows) == ["Ada", "Bo"])
    people.click(people.view.buttons["Speakers 3"])
    people.keys("ctrl+f", "ctrl+a", "BackSpace")
    people.until(lambda view: list(view.rows) == ["Ada", "Bo", "Cleo"])


def test_a_field_of_several_is_changed_in_one_step(people: Window, file: Path, env: Environment) -> None:
    people.click(people.view.rows["Bo"])
    people.until(lambda view: view.chosen == ["Bo"])
    people.click(people.view.rows["Dag"], held="shift")
    people.until(lambda view: view.chosen == ["Bo", "Cleo", "Dag"] and "name" not in view.fields)

    people.click(people.view.inputs["Organisation"])
    people.until(lambda view: view.focus == "organisation")
    people.paste("Västmanland")
    people.keys("Return")
    seen = people.until(lambda view: view.undo)
    assert seen.undo == "Undo Change organisation of 3 things"

    people.close()
    assert organisations_in(file, env) == ["Norrbotten", "Västmanland", "Västmanland", "Västmanland", "Bohuslän"]


def test_the_deleted_come_back_by_the_button_of_the_notice(people: Window, file: Path, env: Environment) -> None:
    people.click(people.view.rows["Ada"])
    people.until(lambda view: view.chosen == ["Ada"])
    people.click(people.view.rows["Cleo"], held="ctrl")
    people.until(lambda view: view.chosen == ["Ada", "Cleo"])

    people.keys("Delete")
    seen = people.until(lambda view: list(view.rows) == ["Bo", "Dag", "Eva"] and "Undo" in view.buttons)
    assert seen.notice == "Done: Delete 2 people, with effect on 2 sessions."

    people.click(people.view.buttons["Undo"])
    seen = people.until(lambda view: list(view.rows) == BY_NAME and not view.notice)
    assert (seen.undo, seen.redo) == ("", "Redo Delete 2 people, with effect on 2 sessions")

    people.close()
    opened = Workspace.open(file, env)
    assert [len(session.people) for session in opened.agenda.sessions_in_order] == [2, 1]
    opened.close()


def test_two_are_merged_with_what_is_clicked(people: Window, file: Path, env: Environment) -> None:
    people.click(people.view.rows["Ada"])
    people.until(lambda view: view.chosen == ["Ada"])
    people.click(people.view.rows["Bo"], held="ctrl")
    people.until(lambda view: view.chosen == ["Ada", "Bo"])

    people.right_click()
    people.click(people.until(lambda view: "Merge two people…" in view.menu).menu["Merge two people…"])
    seen = people.until(lambda view: view.buttons.get("Organisation: Dalarna, Bo"))
    people.click(seen.buttons["Organisation: Dalarna, Bo"])
    people.click(people.view.buttons["Keep the other one"])
    people.click(people.view.buttons["Merge"])
    people.until(lambda view: list(view.rows) == ["Ada", "Cleo", "Dag", "Eva"])

    people.close()
    assert organisations_in(file, env) == ["Dalarna", "Skåne", "Dalarna", "Bohuslän"]
