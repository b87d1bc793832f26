"""Dates typed with a real keyboard, a Swedish one: each is taken as typed, or refused at its field."""

import subprocess
from collections.abc import Iterator
from datetime import date

import pytest

from planner.workspace import Environment
from tests.builders import day, room
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse


@pytest.fixture
def language() -> str:
    return "sv"


@pytest.fixture
def swedish_keyboard(screen: dict[str, str]) -> Iterator[None]:
    """Set the Swedish keyboard for a test, then the one that all other tests use."""
    subprocess.run(["setxkbmap", "se"], env=screen, check=True)
    yield
    subprocess.run(["setxkbmap", "us"], env=screen, check=True)


FORMS = (
    ("2026-11-25", "ons 25 nov. 2026", "2026-11-25"),
    ("25/4", "lör 25 apr. 2026", "2026-04-25"),
    ("25.4.2024", "tors 25 apr. 2024", "2024-04-25"),
    ("25 april 2024", "tors 25 apr. 2024", "2024-04-25"),
)


@pytest.mark.usefixtures("swedish_keyboard")
def test_a_date_is_typed_refused_and_chosen_on_a_swedish_keyboard(
    new_file: NewFile, open_window: Open, env: Environment
) -> None:
    path = new_file(day(), *(room(name, n) for n, name in enumerate("abcdefghijkl")))
    window = open_window(path)
    window.resize(1366, 720)
    wide = window.view.heads["A"].width
    window.keys("ctrl+8")
    window.until(lambda view: view.heads["A"].width < wide)

    window.keys("F4")
    window.until(lambda view: "title" in view.fields)
    window.keys("ctrl+k")
    window.until(lambda view: view.title == "Sök eller gör")
    window.type("2024-04-25")
    window.until(lambda view: view.inputs)
    window.keys("Return")
    window.until(lambda view: "Datum" in view.inputs)
    for n, (typed, words, written) in enumerate(FORMS):
        window.click(window.view.inputs["Datum"])
        window.keys("ctrl+a")
        window.type(typed)
        window.until(lambda view, shown=f"{typed} | {words}": view.dates.get("Datum") == shown)
        window.keys(("Tab", "Return")[n % 2])
        window.until(lambda view, shown=f"{written} | {words}": view.dates["Datum"] == shown)

    window.click(window.view.inputs["Datum"])
    window.keys("ctrl+a")
    window.type("31/2")
    window.keys("Tab")
    seen = window.until(lambda view: view.refused)
    assert seen.refused == ["”31/2” finns inte i kalendern. Skriv ett datum, till exempel 2024-04-25 eller 25 april."]
    window.click(window.view.inputs["Datum"])
    window.keys("Escape", "alt+Down")
    window.until(lambda view: "Datum" not in view.dates)
    window.keys("Right", "Down", "Return")
    window.until(lambda view: view.dates.get("Datum") == "2024-05-03 | fre 3 maj 2024")
    window.close()
    assert [each.date for each in stored(path, env).days_in_order] == [date(2024, 5, 3)]
