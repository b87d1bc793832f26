"""People with a real mouse and a real keyboard: in their list, on the moderators' board, and from new to a conflict."""

import pytest

from planner.domain.agenda import session_moderator_ids
from planner.domain.value_objects import Appearance, Kind, Role
from planner.environment import Environment
from tests.builders import day, moderator, person, room, span, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Carried, Open, Point, Window
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse

BY_NAME = ["Ada", "Bo", "Cleo", "Dag", "Eva"]


def test_people_are_sorted_searched_for_deleted_brought_back_and_renamed(
    new_file: NewFile, open_window: Open, env: Environment
) -> None:
    file = new_file(
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


# the moderators' board ------------------------------------------------------------------------------------


def carry(cover: Window, who: str, to: Point, told: list[str]) -> None:
    """Drag somebody out of the list without letting go, until the label shows those lines."""
    start = cover.view.rows[who].centre
    cover.press(start)
    cover.move(start, to)
    cover.until(lambda view: view.held == told)


def test_a_person_dragged_onto_a_lane_has_the_shift_between_pauses(
    new_file: NewFile, open_window: Open, env: Environment
) -> None:
    file = new_file(
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

    shift = seen.board["Moderator Cleo, Lab, 09:00 to 12:00, Not asked"]
    cover.drag(shift.bottom, cover.lane("Lab", "10:30"))
    seen = cover.until(lambda view: "Moderator Cleo, Lab, 09:00 to 10:30, Not asked" in view.board)
    assert seen.count == "2 of 3 sessions have no moderator"

    cover.keys("ctrl+z")
    cover.until(lambda view: "Moderator Cleo, Lab, 09:00 to 12:00, Not asked" in view.board)
    cover.close()
    now = stored(file, env)
    moderated = {
        session.id: session_moderator_ids(now, session) for session, _ in now.placed if not session.facts.pause
    }
    assert moderated == {"keynote": ("bo",), "demo": (), "workshop": ("cleo",)}


# from a new person to a moderator with a conflict, and all the way back -----------------------------------

GRETA, ROLE = "Greta Holm", "Speaker"
AWAY = ["08:30–13:00 Greta Holm is away", "17:00–18:30 Greta Holm is away"]


def made(window: Window) -> None:
    """Make Greta on the page of people: her name and her availability."""
    window.click(window.view.buttons["People"])
    window.until(lambda view: view.place == "people")
    window.click(window.view.buttons["Add person"])
    window.until(lambda view: view.fields.get("name") == "New person" and view.focus == "name")
    window.type(GRETA)
    window.keys("Return")
    window.until(lambda view: view.chosen == [GRETA])

    window.click(window.wheel_to("Available", over=window.view.inputs["Name"]))
    window.type("13-17")
    window.keys("Tab")
    window.until(lambda view: view.fields["availability"] == "13:00–17:00")


def let_moderate(window: Window) -> None:
    """Make Greta the moderator of the evening session, in the timeline."""
    window.click(window.view.buttons["Timeline"])
    window.until(lambda view: view.place == "agenda")
    window.fit()
    window.click(window.view.tiles["Evening"])
    window.until(lambda view: ROLE in view.buttons)
    window.click(window.view.buttons[ROLE])
    window.keys("Down", "Down", "Return")
    window.until(lambda view: view.focus == "PersonLineEdit")
    window.type(GRETA)
    window.until(lambda view: view.fields["Add person"] == GRETA)
    window.keys("Return")
    window.until(lambda view: view.undo == "Undo Add Greta Holm to “Evening”" and not view.fields["Add person"])


def test_a_moderator_is_made_and_their_session_dragged_over_their_absence(
    new_file: NewFile, open_window: Open, env: Environment
) -> None:
    file = new_file(
        day(opens="09:00", closes="18:00"),
        room("hall"),
        room("lab", 1),
        person("ada"),
        talk("evening", "hall", "14:00-14:45", people=(speaker("ada"),)),
    )
    window = open_window(file)
    made(window)
    let_moderate(window)
    seen = window.watch(window.slot("Lab", "11:10"))
    assert (seen.status, seen.shaded) == ("✓ No problems", [])
    plain = seen.watched

    window.take("Evening", "Hall", "10:00", "Hall 10:00–10:45")
    seen = window.until(lambda view: view.shaded and view.watched != plain)
    why = "Greta Holm can be there only 13:00–17:00 on 2024-04-25, but “Evening” is at 10:00–10:45."
    assert (seen.shaded, seen.times) == (AWAY, {"Evening": "Hall 14:00–14:45"})
    tip = ("10:00 – 10:45", "Greta Holm can be there only 13:00–17:00.")
    assert seen.carried == Carried("Evening", "Hall 10:00–10:45", tip, (), ("person-unavailable",))

    window.release()
    seen = window.until(lambda view: view.times["Evening"] == "Hall 10:00–10:45" and view.watched == plain)
    assert (seen.shaded, seen.status, seen.reasons[0]) == ([], "● 1 session in 1 problem", why)

    window.keys("ctrl+z")
    seen = window.until(lambda view: view.times["Evening"] == "Hall 14:00–14:45")
    assert (seen.status, seen.redo) == ("✓ No problems", "Redo Move “Evening”")

    window.close()
    now = stored(file, env)
    (greta,) = (person for person in now.people.values() if person.name == GRETA)
    assert greta.availability == (span("13:00-17:00"),)
    assert Appearance(greta.id, Role.MODERATOR) in now.sessions["evening"].people
