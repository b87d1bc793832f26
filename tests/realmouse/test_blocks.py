"""A block made around three sessions, dragged to another room, and left by one: by a real mouse, and by keys alone."""

from pathlib import Path

import pytest

from tests.builders import day, room, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open, Point

pytestmark = pytest.mark.realmouse
MADE = ("Hall 09:00–10:30", ("One", "Two", "Three"))
MOVED = ("Lab 09:00–10:30", ("One", "Two", "Three"))


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with three sessions one after another, and two empty rooms."""
    return new_file(
        day(opens="08:00", closes="13:00"), room("hall"), room("lab", 1), room("attic", 2),
        talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:00"), talk("three", "hall", "10:00-10:30"),
    )  # fmt: skip


def test_a_block_is_made_dragged_and_left_by_mouse(file: Path, open_window: Open) -> None:
    window = open_window(file).fit()
    window.click(window.view.tiles["One"])
    for title in ("Two", "Three"):
        window.click(window.view.tiles[title], held="ctrl")
    window.do("Make block")
    seen = window.until(lambda view: view.frames)
    assert seen.frames["Block A"][1:] == MADE

    for name in ("Ada Berg", "Bo Ek"):
        window.click(window.until(lambda view: "Add a chair" in view.inputs).inputs["Add a chair"])
        window.until(lambda view: view.focus == "PersonLineEdit")
        window.type(name)
        window.keys("Return")
        chaired = f"Undo Let {name} chair “Block A”"
        window.until(lambda view, said=chaired: view.undo == said)

    head = window.view.frames["Block A"][0].centre
    across = window.slot("Lab", "09:00").x - window.slot("Hall", "09:00").x
    window.press(head)
    window.move(head, Point(head.x + across, head.y))
    window.until(lambda view: view.carried and any("with 3 sessions" in line for line in view.carried.tip))
    window.release()
    window.until(lambda view: view.frames["Block A"][1:] == MOVED and view.times["Two"] == "Lab 09:30–10:00")

    window.take("Three", "Attic", "11:00", "Attic 11:00–11:30")
    assert any("Leaves “Block A”" in line for line in window.view.carried.tip) if window.view.carried else False
    window.release()
    window.until(lambda view: view.frames["Block A"][2] == ("One", "Two"))
    window.keys("ctrl+z")
    window.until(lambda view: view.frames["Block A"][1:] == MOVED)

    window.click(window.view.buttons["Print…"])
    window.until(lambda view: view.focus == "PageView")
    window.keys("Return")
    window.until(lambda view: view.title == "Print" and view.focus)


def test_a_block_is_made_moved_and_left_by_keys_alone(file: Path, open_window: Open) -> None:
    window = open_window(file).fit()
    window.click(window.view.tiles["One"])
    window.keys("ctrl+a", "g")
    window.until(lambda view: view.frames.get("Block A", ())[1:] == MADE)

    window.keys("Return", "Tab")
    for name in ("Ada Berg", "Bo Ek"):
        window.until(lambda view: view.focus == "PersonLineEdit")
        window.type(name)
        window.keys("Return")
        chaired = f"Undo Let {name} chair “Block A”"
        window.until(lambda view, said=chaired: view.undo == said)
    window.keys("ctrl+1")
    window.until(lambda view: view.focus == "Canvas")

    window.keys("m", "Right", "Return")
    window.until(lambda view: view.frames["Block A"][1:] == MOVED)
    window.keys("Down", "m", "Right", "Return")
    window.until(lambda view: view.frames["Block A"][2] == ("Two", "Three"))
    window.keys("ctrl+z")
    window.until(lambda view: view.frames["Block A"][1:] == MOVED)

    window.keys("ctrl+p")
    window.until(lambda view: view.focus == "PageView")
    window.keys("Return")
    window.until(lambda view: view.title == "Print" and view.focus)
