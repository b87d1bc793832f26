"""Verbs that ask or preview first, with real mouse and keys: the bar of Times, splitting, templates, dimming, days."""

from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.enums import Kind
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, day, person, room, speaker, talk
from tests.realmouse.test_real_mouse import times_in
from tests.realmouse.view import Point
from tests.realmouse.window import Open, Window, carries_to

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a morning on two days in two rooms, with a break, a gap and a pinned lunch."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="12:00"), day(DAY + timedelta(days=1), opens="09:00", closes="12:00"),
        room("hall"), room("lab", 1), person("ada", name="Ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", "", "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35"), talk("second", "hall", "10:45-11:15"),
        talk("lunch", "", "11:30-12:00", kind=Kind.MEAL, pinned=True),
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight."""
    return open_window(file).fit()


EVERYWHERE = "Hall, Lab"
ASKED = (
    ("Insert a gap", "10", {"First": "Hall 10:15–10:45", "Second": "Hall 10:55–11:25"}, "Nothing new would clash"),
    ("Close the gaps", "", {"Second": "Hall 10:35–11:05"}, "Nothing new would clash"),
    ("All breaks to", "30", {
        "Coffee": f"{EVERYWHERE} 09:45–10:15", "First": "Hall 10:15–10:45", "Second": "Hall 10:55–11:25",
    }, "Nothing new would clash"),
    ("Shift what follows", "40", {"First": "Hall 10:45–11:15", "Second": "Hall 11:15–11:45"}, "“Lunch”"),
)  # fmt: skip
"""Cases of the bar with Coffee selected: the command, the minutes typed, the moves shown and the message."""


def test_what_the_bar_asks_is_shown_first_and_is_one_step(window: Window, file: Path) -> None:
    window.click(window.view.blocks["Coffee"])
    for command, minutes, moved, said in ASKED:
        window.do(command)
        if minutes:
            window.type(minutes)
        window.until(lambda view, moved=moved: view.foreseen == moved)
        assert said in window.view.told
        window.keys("Return")
        window.until(lambda view, moved=moved: not view.foreseen and view.times.items() >= moved.items())
        window.keys("ctrl+z")
        window.until(lambda view: view.times["Second"] == "Hall 10:45–11:15" and not view.undo.startswith("Undo "))
    window.do("Shift what follows")
    window.until(lambda view: view.foreseen)
    window.keys("Escape")
    window.until(lambda view: not view.foreseen and not view.told)
    window.close()
    assert times_in(file)["Second"] == "Hall 10:45–11:15"


def test_a_session_is_split_kept_as_a_template_and_pinned(window: Window, file: Path) -> None:
    window.click(window.view.blocks["Keynote"])
    window.do("Split")
    window.until(lambda view: view.title.startswith("Split"))
    window.type("30")
    window.keys("Return")
    window.until(lambda view: view.times["Keynote"] in ("Hall 09:00–09:30", "Hall 09:30–09:45"))
    window.keys("Escape")
    window.click(window.view.blocks["First"])
    window.do("Keep as a template")
    window.until(lambda view: "First 30" in view.chips)
    window.take_from_tray(window.view.chips["First 30"], "Lab", "10:30", "Lab 10:30–11:00")
    window.release()
    window.until(lambda view: view.undo == "Undo Add “First”")
    window.click(window.view.blocks["Second"])
    window.keys("p")
    window.until(lambda view: view.undo == "Undo Pin “Second”")
    block = window.view.blocks["Second"]
    window.drag(block.centre, window.slot("Lab", "09:00"))
    window.until(lambda view: "pinned" in view.notice)
    window.close()
    assert times_in(file)["Second"] == "Hall 10:45–11:15"


def test_over_the_tab_of_a_day_what_is_carried_goes_there_and_escape_leaves_it(window: Window, file: Path) -> None:
    first, second = window.view.days.values()
    window.press(window.view.blocks["First"].centre)
    window.move(window.view.blocks["First"].centre, second.centre)
    window.until(lambda view: not view.times)
    window.move(second.centre, window.slot("Lab", "10:10"))
    window.until(lambda view: carries_to(view, "Lab 10:00–10:30") or carries_to(view, "Lab 09:55–10:25"))
    window.keys("Escape")
    window.until(lambda view: view.carried is None)
    window.release()
    assert window.view.undo == ""

    window.click(first)
    window.until(lambda view: "First" in view.times)
    block = window.view.blocks["First"]
    window.press(block.centre)
    window.move(block.centre, second.centre)
    window.until(lambda view: not view.times)
    window.move(second.centre, window.slot("Lab", "11:10"))
    window.until(lambda view: view.carried is not None and view.carried.where.startswith("Lab 1"))
    window.release()
    seen = window.until(lambda view: "First" in view.times)
    assert seen.times["First"].startswith("Lab 1")
    window.close()


def test_what_is_not_looked_for_is_dimmed_and_a_room_is_hidden(window: Window) -> None:
    window.keys("ctrl+f")
    window.type("seco")
    window.until(lambda view: set(view.dimmed) == {"Keynote", "Coffee", "First", "Lunch"})
    window.keys("Return")
    window.until(lambda view: view.fields.get("title") == "Second")
    window.keys("ctrl+f", "Escape", "Escape")
    window.until(lambda view: not view.dimmed)
    window.keys("ctrl+shift+f")
    window.until(lambda view: "Track, kind, status or person" in view.inputs)
    window.type("ada")
    window.keys("Return", "Escape")
    window.until(lambda view: set(view.dimmed) == {"Coffee", "First", "Second", "Lunch"})
    window.click(window.view.blocks["Second"])
    window.do("Hide the room")
    window.until(lambda view: set(view.times) == {"Coffee", "Lunch"})
    window.do("Show all rooms")
    window.until(lambda view: "Second" in view.times)
    fitted = window.view.scale
    window.click(window.view.blocks["Second"])
    window.do("Fit the selection")
    window.until(lambda view: view.scale > 2 * fitted)


def test_a_room_is_dragged_by_its_name_and_back_by_undo(window: Window) -> None:
    heads = window.view.heads
    assert heads["Hall"].x < heads["Lab"].x

    window.drag(heads["Hall"].centre, Point(heads["Lab"].centre.x + heads["Lab"].width // 4, heads["Lab"].centre.y))
    window.until(lambda view: view.heads["Lab"].x < view.heads["Hall"].x)

    window.keys("ctrl+z")
    window.until(lambda view: view.heads == heads)


def test_what_is_copied_in_one_window_is_pasted_in_another(
    window: Window, file: Path, open_window: Open, tmp_path: Path, env: Environment
) -> None:
    other = tmp_path / "other.estrad"
    Workspace.create(other, agenda(day(), room("hall"), talk("own", "hall", "13:00-13:30")), env).close()
    window.click(window.view.blocks["Keynote"])
    window.keys("ctrl+c")
    second = open_window(other).fit()
    second.click(second.view.blocks["Own"])
    second.keys("ctrl+v")
    seen = second.until(lambda view: "Keynote" in view.times)
    assert seen.times["Keynote"] == "Hall 13:30–14:15"
    second.close()
    workspace = Workspace.open(other, env)
    assert [p.name for p in workspace.agenda.people.values()] == ["Ada"]
    workspace.close()
