"""People typed with a real keyboard, in Swedish, in every line for people: the name that is shown is the one taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.entities import Person
from planner.domain.enums import Kind, Role
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, room, talk
from tests.realmouse.view import View
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse
STEFAN, GUNILLA = "Stefan Singman", "Gunilla Ek"


@pytest.fixture
def language() -> str:
    return "sv"


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a talk, a panel and a workshop, and three people who are in the conference already."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="15:00"), room("hall"), room("lab", 1),
        Person(id="stefan", name=STEFAN, title="Moderator", organisation="Scenbolaget"),
        Person(id="gunilla", name=GUNILLA), Person(id="anna", name="Anna Bergström"),
        talk("keynote", "hall", "09:00-10:00"), talk("debate", "hall", "10:30-11:30", kind=Kind.PANEL),
        talk("exercise", "lab", "10:30-12:00", kind=Kind.WORKSHOP),
        title="Konferensen", language="sv",
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, at the size of a laptop's screen, with the whole day in sight."""
    window = open_window(file)
    window.resize(1366, 720)
    window.click(window.view.buttons["Anpassa"])
    return window


@pytest.fixture
def cast_of(window: Window, file: Path, env: Environment) -> Iterator[dict[str, list[tuple[str, Role]]]]:
    """Yield the people expected in each session, to be filled in by the test and compared with the closed file at its
    end.
    """
    found: dict[str, list[tuple[str, Role]]] = {}
    yield found
    window.close()
    workspace = Workspace.open(file, env)
    now = workspace.agenda
    workspace.close()
    assert found == {s.title: [(now.people[a.person].name, a.role) for a in s.people] for s in now.sessions.values()}
    assert sorted(p.name for p in now.people.values()) == sorted(
        {STEFAN, GUNILLA, "Anna Bergström"} | {name for seats in found.values() for name, _role in seats}
    )


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


def test_a_speaker_is_whom_one_reads(window: Window, cast_of: dict[str, list[tuple[str, Role]]]) -> None:
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

    cast_of["Keynote"] = [
        (STEFAN, Role.SPEAKER), ("Anna Berg", Role.SPEAKER), ("Stef", Role.SPEAKER), (GUNILLA, Role.SPEAKER),
        (GUNILLA, Role.MODERATOR),
    ]  # fmt: skip
    cast_of["Debate"] = cast_of["Exercise"] = []


@pytest.mark.parametrize(
    ("title", "line", "role"),
    [("Debate", "Lägg till paneldeltagare", Role.PANELLIST), ("Exercise", "Lägg till värd", Role.HOST)],
)
def test_in_a_panel_it_is_a_panellist_in_a_workshop_a_host(
    window: Window, cast_of: dict[str, list[tuple[str, Role]]], title: str, line: str, role: Role
) -> None:
    window.click(window.view.blocks[title])
    begin(window, line)
    reads(window, line, "Stef", STEFAN)
    window.keys("BackSpace")
    window.until(lambda view: view.fields[line] == "Stef")
    take(window, line, "Return")
    reads(window, line, "Gun", GUNILLA)
    take(window, line, "Tab")

    cast_of |= {"Keynote": [], "Debate": [], "Exercise": [], title: [("Stef", role), (GUNILLA, role)]}


def test_the_role_is_changed_on_the_chip_by_keys(window: Window, cast_of: dict[str, list[tuple[str, Role]]]) -> None:
    window.click(window.view.blocks["Debate"])
    line = "Lägg till paneldeltagare"
    begin(window, line)
    reads(window, line, "Gun", GUNILLA)
    take(window, line, "Return")
    window.until(lambda view: view.focus == "PersonLine")
    window.keys("shift+Tab", "shift+Tab", "space")
    window.until(lambda view: "Värd" in view.menu)
    window.keys("Down", "Down", "Down", "Down", "Return")
    window.until(lambda view: not view.menu and "Ändra" in view.undo)

    cast_of |= {"Keynote": [], "Exercise": [], "Debate": [(GUNILLA, Role.HOST)]}


def test_several_sessions_get_somebody_each_in_its_role(
    window: Window, cast_of: dict[str, list[tuple[str, Role]]]
) -> None:
    window.click(window.view.blocks["Keynote"])
    window.click(window.view.blocks["Debate"], held="ctrl")
    line = "Lägg till medverkande"
    begin(window, line)
    reads(window, line, "Stef", STEFAN)
    take(window, line, "Return")
    reads(window, line, "Gun", GUNILLA)
    take(window, line, "Tab")
    window.until(lambda view: view.focus == "PersonLine")
    begin(window, line)
    window.type("Stef,")
    window.until(lambda view: "Lägg till Stef i 2 programpunkter" in view.undo)

    cast_of["Keynote"] = [(name, Role.SPEAKER) for name in (STEFAN, GUNILLA, "Stef")]
    cast_of["Debate"] = [(name, Role.PANELLIST) for name in (STEFAN, GUNILLA, "Stef")]
    cast_of["Exercise"] = []


@pytest.mark.parametrize(
    ("typed", "keys", "who"), [("Stef", "Return", STEFAN), ("Gun", "Tab", GUNILLA), ("Stef,", "", "Stef")]
)
def test_so_it_is_where_a_moderator_is_chosen(
    window: Window, cast_of: dict[str, list[tuple[str, Role]]], typed: str, keys: str, who: str
) -> None:
    window.click(window.view.buttons["Moderatorer"])
    window.until(lambda view: view.place == "cover")
    window.keys("n", "Return")
    window.until(lambda view: "Moderator för ”Debate”" in view.inputs or "Moderator för ”Keynote”" in view.inputs)
    title = "Keynote" if "Moderator för ”Keynote”" in window.view.inputs else "Debate"
    window.type(typed)
    if keys:
        window.keys(keys)
    window.until(lambda view: f"moderera ”{title}”" in view.undo)

    cast_of |= {"Keynote": [], "Debate": [], "Exercise": [], title: [(who, Role.MODERATOR)]}
