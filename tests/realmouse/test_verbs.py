"""The timeline's verbs with real mouse and keys: several, what follows, merging, the bar that asks, two windows."""

from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.value_objects import Kind
from planner.workspace import Environment
from tests.builders import DAY, day, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.test_real_mouse import times_in
from tests.realmouse.window import Open, Window, carries_to
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a morning on two days in three rooms, with a break and a pinned lunch."""
    return new_file(
        day(opens="09:00", closes="13:00"),
        day(DAY + timedelta(days=1), opens="09:00", closes="13:00"),
        room("hall"), room("lab", 1), room("attic", 2),
        person("ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", "", "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35"),
        talk("second", "hall", "10:45-11:15"),
        talk("beside", "lab", "10:05-10:50"),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, pinned=True),
    )  # fmt: skip


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight."""
    return open_window(file).fit()


def test_several_are_dragged_as_one_and_what_follows_makes_way(window: Window, file: Path) -> None:
    window.click(window.view.blocks["First"])
    window.click(window.view.blocks["Beside"], held="ctrl")
    window.take("First", "Lab", "11:00", "Lab 11:00–11:30")
    window.release()
    seen = window.until(lambda view: view.times["Beside"] == "Attic 11:00–11:45")
    assert seen.times["First"] == "Lab 11:00–11:30"
    window.keys("ctrl+z", "Escape")
    window.until(lambda view: view.times["Beside"] == "Lab 10:05–10:50")

    block = window.view.blocks["Keynote"]
    window.press(block.bottom)
    window.hold("shift")
    window.move(block.bottom, window.slot("Hall", "10:00"))
    window.until(lambda view: carries_to(view, "Hall 09:00–10:00"))
    window.release()
    window.let("shift")
    seen = window.until(lambda view: view.times["Keynote"] == "Hall 09:00–10:00")
    assert (seen.times["Coffee"], seen.times["Beside"]) == ("Hall, Lab, Attic 10:00–10:10", "Lab 10:10–10:55")
    window.close()
    assert times_in(file) == seen.times


def test_two_are_merged_cut_and_pasted_shifted_and_brought_back_by_the_history(window: Window) -> None:
    window.click(window.view.blocks["First"])
    window.click(window.view.blocks["Second"], held="ctrl")
    window.keys("alt+s")
    window.until(lambda view: "Merge into one" in view.menu)
    window.click(window.view.menu["Merge into one"])
    window.until(lambda view: view.times.get("First") == "Hall 10:05–11:15")
    window.click(window.view.blocks["First"])
    window.keys("ctrl+x")
    window.until(lambda view: "First" not in view.times)
    window.click(window.view.blocks["Keynote"])
    window.keys("ctrl+v")
    window.until(lambda view: view.times.get("First") == "Hall 09:45–10:55")

    window.keys("ctrl+h", "End", "Return")
    window.until(lambda view: view.times.get("Second") == "Hall 10:45–11:15")
    window.keys("Home", "Return")
    window.until(lambda view: view.times.get("First") == "Hall 09:45–10:55")


def test_what_the_bar_asks_is_shown_first_and_is_one_step(window: Window) -> None:
    moved = {"First": "Hall 10:15–10:45", "Second": "Hall 10:55–11:25", "Beside": "Lab 10:15–11:00"}
    window.click(window.view.blocks["Coffee"])
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


def test_over_the_tab_of_a_day_what_is_carried_goes_there(window: Window, file: Path) -> None:
    second = list(window.view.days.values())[1]
    block = window.view.blocks["First"]
    window.press(block.centre)
    window.move(block.centre, second.centre)
    window.until(lambda view: not view.times)
    window.move(second.centre, window.slot("Lab", "11:10"))
    window.until(lambda view: view.carried is not None and view.carried.where.startswith("Lab 1"))
    window.release()
    seen = window.until(lambda view: "First" in view.times)
    window.close()
    assert times_in(file)["First"] == seen.times["First"]


def test_what_is_copied_in_one_window_is_pasted_in_another(
    window: Window, open_window: Open, new_file: NewFile, env: Environment
) -> None:
    other = new_file(day(), room("hall"), talk("own", "hall", "13:00-13:30"), name="other.estrad")
    window.click(window.view.blocks["Keynote"])
    window.keys("ctrl+c")
    second = open_window(other).fit()
    second.click(second.view.blocks["Own"])
    second.keys("ctrl+v")
    seen = second.until(lambda view: "Keynote" in view.times)
    assert seen.times["Keynote"] == "Hall 13:30–14:15"
    second.close()
    assert [person.name for person in stored(other, env).people.values()] == ["Ada"]
