"""People typed with a real keyboard, in Swedish, in a line for people: the name that is shown is the one taken."""

from pathlib import Path

import pytest

from planner.domain.entities import Person
from planner.domain.value_objects import Role
from planner.workspace import Environment
from tests.builders import day, room, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.view import View
from tests.realmouse.window import Open, Window
from tests.ui.window_driver import stored

pytestmark = pytest.mark.realmouse
STEFAN, GUNILLA = "Stefan Singman", "Gunilla Ek"


@pytest.fixture
def language() -> str:
    return "sv"


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a talk and three people who are in the conference already."""
    return new_file(
        day(opens="09:00", closes="15:00"), room("hall"), room("lab", 1),
        Person(id="stefan", name=STEFAN, title="Moderator", organisation="Scenbolaget"),
        Person(id="gunilla", name=GUNILLA), Person(id="anna", name="Anna Bergström"),
        talk("keynote", "hall", "09:00-10:00"), title="Konferensen", language="sv",
    )  # fmt: skip


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, at the size of a laptop's screen, with the whole day in sight."""
    window = open_window(file)
    window.resize(1366, 720)
    window.click(window.view.buttons["Anpassa"])
    return window


def begin(window: Window, line: str) -> None:
    """Click into a line that adds somebody."""
    window.until(lambda view: line in view.fields)
    window.click(window.wheel_to(line, over=window.view.window))
    window.until(lambda view: view.focus == "PersonLine")


def reads(window: Window, line: str, typed: str, shown: str) -> View:
    """Type into a line and wait until it shows that text."""
    window.type(typed)
    return window.until(lambda view: view.fields[line] == shown)


def take(window: Window, line: str, key: str) -> None:
    """Press a key and wait until the line is empty."""
    window.keys(key)
    window.until(lambda view: not view.fields[line])


def test_a_speaker_is_whom_one_reads(window: Window, file: Path, env: Environment) -> None:
    window.click(window.view.blocks["Keynote"])
    line = "Lägg till talare"
    begin(window, line)
    reads(window, line, "Stef", STEFAN)
    take(window, line, "Return")
    reads(window, line, "Anna Berg", "Anna Berg")
    take(window, line, "Return")
    window.type("Stef,")
    window.until(lambda view: view.undo.endswith("Lägg till Stef i ”Keynote”"))
    reads(window, line, "Ek", f"Ek → {GUNILLA}")
    take(window, line, "Tab")
    reads(window, "Lägg till moderator", "gun", "gunilla Ek")
    take(window, "Lägg till moderator", "Tab")

    window.close()
    now = stored(file, env)
    assert [(now.people[who.person].name, who.role) for who in now.sessions["keynote"].people] == [
        (STEFAN, Role.SPEAKER), ("Anna Berg", Role.SPEAKER), ("Stef", Role.SPEAKER), (GUNILLA, Role.SPEAKER),
        (GUNILLA, Role.MODERATOR),
    ]  # fmt: skip
