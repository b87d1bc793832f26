"""Dates typed with a real keyboard, in Swedish, in every field for a date: each is taken as typed, or refused."""

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from planner.domain.enums import Role, State
from planner.domain.value_objects import Appearance
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, person, room, talk
from tests.realmouse.view import Area, View
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse
ALL = "ctrl+a"


@pytest.fixture
def language() -> str:
    return "sv"


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with the sample's day, one session and one person who was invited."""
    path = tmp_path / "conference.estrad"
    asked = Appearance("ada", Role.SPEAKER, State.INVITED, asked=date(2024, 2, 1))
    conference = agenda(
        day(), *(room(name, n) for n, name in enumerate("abcdefghijkl")), person("ada"),
        talk("keynote", "a", "09:00-10:00", people=(asked,)),
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, at the size of a laptop's screen."""
    window = open_window(file)
    window.resize(1366, 720)
    return window


def days_in(path: Path, env: Environment) -> list[date]:
    """Return the dates of the days in a closed file."""
    workspace = Workspace.open(path, env)
    found = [each.date for each in workspace.agenda.days_in_order]
    workspace.close()
    return found


def found(window: Window, typed: str) -> None:
    """Find something with Ctrl+K and go to it."""
    window.keys("ctrl+k")
    window.until(lambda view: view.title == "Sök eller gör")
    window.type(typed)
    window.until(lambda view: typed in view.fields.values() or view.inputs)
    window.keys("Return")
    window.until(lambda view: view.title != "Sök eller gör")


def retype(window: Window, field: str, typed: str, words: str) -> View:
    """Replace the text of the focused field, which does not save the date yet, and return the view."""
    window.keys(ALL)
    window.type(typed)
    return window.until(lambda view: view.dates.get(field) == f"{typed} | {words}")


FORMS = [
    ("2026-11-25", "ons 25 nov. 2026", "2026-11-25"),
    ("25/4", "lör 25 apr. 2026", "2026-04-25"),
    ("25.4.2024", "tors 25 apr. 2024", "2024-04-25"),
    ("4/5", "lör 4 maj 2024", "2024-05-04"),
    ("25 april 2024", "tors 25 apr. 2024", "2024-04-25"),
    ("26 Apr", "fre 26 apr. 2024", "2024-04-26"),
    ("20240425", "tors 25 apr. 2024", "2024-04-25"),
]


@pytest.mark.parametrize("leave", ["Tab", "Return"])
def test_the_day_of_the_inspector(window: Window, file: Path, env: Environment, leave: str) -> None:
    day_in_sight(window)
    for typed, words, stored in FORMS:
        window.click(window.view.inputs["Datum"])
        retype(window, "Datum", typed, words)
        window.keys(leave)
        window.until(lambda view, d=stored, w=words: view.dates["Datum"] == f"{d} | {w}")  # type: ignore[misc]
    window.close()
    assert days_in(file, env) == [date(2024, 4, 25)]


def day_in_sight(window: Window) -> None:
    """Show the day in the inspector."""
    window.keys("F4")
    window.until(lambda view: "title" in view.fields)
    found(window, "2024-04-25")
    window.until(lambda view: "Datum" in view.inputs)


def test_what_is_no_date_is_refused_at_its_field(window: Window, file: Path, env: Environment) -> None:
    day_in_sight(window)
    window.click(window.view.inputs["Datum"])
    retype(window, "Datum", "31/2", "")
    window.keys("Tab")
    seen = window.until(lambda view: view.refused)
    assert seen.refused == ["”31/2” finns inte i kalendern. Skriv ett datum, till exempel 2024-04-25 eller 25 april."]
    window.click(window.view.inputs["Datum"])
    window.keys("Escape")
    window.until(lambda view: view.dates["Datum"] == "2024-04-25 | tors 25 apr. 2024")
    window.close()
    assert days_in(file, env) == [date(2024, 4, 25)]


def test_a_day_is_chosen_in_the_calendar(window: Window, file: Path, env: Environment) -> None:
    day_in_sight(window)
    window.click(window.view.inputs["Datum"])
    window.keys("alt+Down")
    window.until(lambda view: "Datum" not in view.dates)
    window.keys("Right", "Down", "Return")
    window.until(lambda view: view.dates.get("Datum") == "2024-05-03 | fre 3 maj 2024")
    field = window.view.inputs["Datum"]
    window.click(Area(field.x + field.width - 26, field.y, 24, field.height))
    window.until(lambda view: "Datum" not in view.dates)
    window.keys("Left", "Escape")
    window.until(lambda view: view.dates.get("Datum") == "2024-05-03 | fre 3 maj 2024")
    window.close()
    assert days_in(file, env) == [date(2024, 5, 3)]


def test_a_new_conference(window: Window, tmp_path: Path, env: Environment) -> None:
    window.keys("ctrl+shift+n")
    window.until(lambda view: view.title == "Ny konferens" and "Titel" in view.inputs)
    window.keys("Return")
    window.until(lambda view: view.refused == ["Skriv en titel."])
    window.type("Dagar")
    window.keys("Tab")
    window.until(lambda view: view.focus == "DateEditor")
    for typed, words in (("31/2", ""), ("4.5.2024", "lör 4 maj 2024"), ("2024-04-25", "tors 25 apr. 2024")):
        retype(window, "Första dagen", typed, words)
    for _step in range(4):
        window.keys("Tab")
    window.keys(ALL)
    window.type("Stockholm")
    window.keys("Return")
    window.until(lambda view: view.title == "Var ska konferensen ligga?")
    window.keys(ALL)
    window.type(str(tmp_path / "ny.estrad"))
    window.keys("Return")
    window.until(lambda view: view.title.startswith("ny.estrad"))
    window.close()
    workspace = Workspace.open(tmp_path / "ny.estrad", env)
    assert workspace.agenda.conference.timezone == "Europe/Stockholm"
    workspace.close()
    assert days_in(tmp_path / "ny.estrad", env) == [date(2024, 4, 25)]


def test_a_new_edition(window: Window, tmp_path: Path, env: Environment) -> None:
    found(window, "ny upplaga")
    window.until(lambda view: view.title == "Ny upplaga" and view.focus == "DateEditor")
    assert window.view.dates["Första dagen"] == "2025-04-24 | tors 24 apr. 2025"
    window.type("25 foo")  # replaces the date, which is selected
    window.until(lambda view: view.dates["Första dagen"] == "25 foo | ")
    window.keys("Return")
    window.until(lambda view: view.refused)
    assert window.view.title == "Ny upplaga"
    window.type("2027-04-22")  # replaces the refused text, which is selected
    window.until(lambda view: view.dates["Första dagen"] == "2027-04-22 | tors 22 apr. 2027")
    window.keys("Return")
    window.until(lambda view: view.title == "Var ska konferensen ligga?")
    window.keys(ALL)
    window.type(str(tmp_path / "nasta.estrad"))
    window.keys("Return")
    window.until(lambda view: view.title.startswith("nasta.estrad"))
    window.close()
    assert days_in(tmp_path / "nasta.estrad", env) == [date(2027, 4, 22)]


def test_when_somebody_was_asked(window: Window, file: Path, env: Environment) -> None:
    window.click(window.view.blocks["Keynote"])
    window.until(lambda view: any("Talare ·" in name for name in view.buttons))
    window.click(next(area for name, area in window.view.buttons.items() if "Talare ·" in name))
    window.until(lambda view: "Datum för fråga och svar" in view.menu)
    window.click(window.view.menu["Datum för fråga och svar"])
    window.until(lambda view: "Tillfrågad" in view.inputs)
    window.click(window.view.inputs["Tillfrågad"])
    retype(window, "Tillfrågad", "31.2", "")
    window.keys("Return")
    window.until(lambda view: len(view.refused) == 1)
    retype(window, "Tillfrågad", "3/4", "ons 3 apr. 2024")
    window.keys("Return")
    window.until(lambda view: any("3 apr" in name for name in view.buttons))
    window.close()
    workspace = Workspace.open(file, env)
    assert [who.asked for who in workspace.agenda.sessions["keynote"].people] == [date(2024, 4, 3)]
    workspace.close()


@pytest.fixture
def swedish_keyboard(screen: dict[str, str]) -> Iterator[None]:
    """Set the Swedish keyboard for a test, then the one that all other tests use."""
    subprocess.run(["setxkbmap", "se"], env=screen, check=True)
    yield
    subprocess.run(["setxkbmap", "us"], env=screen, check=True)


@pytest.mark.usefixtures("swedish_keyboard")
def test_all_rooms_in_sight_on_a_swedish_keyboard(window: Window) -> None:
    wide = window.view.heads["A"].width
    window.keys("ctrl+8")
    seen = window.until(lambda view: view.heads["A"].width < wide)
    assert seen.heads["L"].x + seen.heads["L"].width <= seen.timeline.x + seen.timeline.width + 1
    window.keys("ctrl+8")
    window.until(lambda view: view.heads["A"].width == wide)
    before = window.view.scale
    window.keys("ctrl+shift+0")
    window.until(lambda view: view.scale > before)
