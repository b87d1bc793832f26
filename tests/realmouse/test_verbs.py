"""The timeline's verbs with real mouse and keys: merging, cutting, the bar that asks, and two windows."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.value_objects import Kind
from planner.environment import Environment
from tests.builders import day, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a morning in three rooms, with a break and a pinned lunch."""
    return new_file(
        day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1), room("attic", 2),
        person("ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", "", "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35", people=(speaker("ada"),)),
        talk("second", "hall", "10:45-11:15"),
        talk("beside", "lab", "10:05-10:50"),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, pinned=True),
    )  # fmt: skip


def test_two_are_merged_cut_pasted_and_shifted_and_one_is_pasted_in_another_window(
    file: Path, open_window: Open, new_file: NewFile, env: Environment
) -> None:
    window = open_window(file).fit()

    # what the bar asks is shown first and is one step
    moved = {"First": "Hall 10:15–10:45", "Second": "Hall 10:55–11:25", "Beside": "Lab 10:15–11:00"}
    window.click(window.view.tiles["Coffee"])
    window.do("Insert a gap")
    window.type("10")
    window.until(lambda view: view.foreseen == moved)
    assert "Nothing new would clash" in window.view.told
    window.keys("Return")
    window.until(lambda view: not view.foreseen and view.times.items() >= moved.items())
    window.keys("ctrl+z")
    window.until(lambda view: view.times["Second"] == "Hall 10:45–11:15")
    window.do("Shift what follows")
    window.until(lambda view: view.foreseen)
    window.keys("Escape")
    window.until(lambda view: not view.foreseen and not view.told)

    # two are merged, cut and pasted, and brought back by the history
    window.click(window.view.tiles["First"])
    window.click(window.view.tiles["Second"], held="ctrl")
    window.keys("alt+s")
    window.until(lambda view: "Merge into one" in view.menu)
    window.click(window.view.menu["Merge into one"])
    window.until(lambda view: view.times.get("First") == "Hall 10:05–11:15")
    window.click(window.view.tiles["First"])
    window.keys("ctrl+x")
    window.until(lambda view: "First" not in view.times)
    window.click(window.view.tiles["Keynote"])
    window.keys("ctrl+v")
    window.until(lambda view: view.times.get("First") == "Hall 09:45–10:55")
    window.keys("ctrl+c")
    window.until(lambda view: "on the clipboard" in view.notice)
    window.keys("ctrl+h", "End", "Return")
    window.until(lambda view: view.times.get("Second") == "Hall 10:45–11:15")
    window.keys("Home", "Return")
    window.until(lambda view: view.times.get("First") == "Hall 09:45–10:55")

    # what was copied in one window is pasted in another
    other = new_file(day(), room("hall"), talk("own", "hall", "13:00-13:30"), name="other.estrad")
    second = open_window(other).fit()
    second.click(second.view.tiles["Own"])
    second.keys("ctrl+v")
    seen = second.until(lambda view: "First" in view.times)
    assert seen.times["First"] == "Hall 13:30–14:40"
    second.close()
    assert [person.name for person in stored(other, env).people.values()] == ["Ada"]


@pytest.mark.parametrize("language", ["sv"])
def test_on_the_second_day_a_talk_ends_late_and_another_is_called_off(open_window: Open, new_file: NewFile) -> None:
    """In Swedish, 1366 by 768: late in a room of the other day by three actions of the keys, called off by two each."""
    second = date(2024, 4, 26)
    file = new_file(
        day(), day(second), room("hall"), room("lab", 1), talk("opening", "hall", "09:00-09:30"),
        talk("trams", "lab", "10:00-10:30", on=second), talk("panel", "lab", "11:00-11:30", on=second),
        talk("buses", "hall", "10:00-10:30", on=second),
    )  # fmt: skip
    window = open_window(file)
    window.resize(1366, 740)
    window.click(window.view.buttons["Hela dagen"])

    window.keys("ctrl+k")
    window.type("lab 26 10:00 +12")
    window.until(lambda view: view.sought == "lab 26 10:00 +12")
    window.keys("Return")  # which ends the field
    asked = window.until(lambda view: view.foreseen)
    assert asked.times["Trams"] == "Lab 10:00–10:30"
    window.keys("Return")
    window.until(lambda view: view.times.get("Trams") == "Lab 10:00–10:42")

    window.xdotool("mousemove", *map(str, window.view.tiles["Buses"].centre), "click", "3")
    menu = window.until(lambda view: "Ställ in" in view.menu).menu
    window.click(menu["Ställ in"])
    window.until(lambda view: "Ställ in ”Buses”" in view.undo)

    window.keys("ctrl+k")
    window.type("cancel panel")
    window.until(lambda view: view.sought == "cancel panel")
    window.keys("Return")  # which ends the field
    window.until(lambda view: "Ställ in ”Panel”" in view.undo)
