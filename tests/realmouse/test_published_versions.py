"""Published versions with a real mouse and real keys: compared, and one session brought back as in version 1."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.commands.timeline import place
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import DAY, day, room, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.hand import Hand
from tests.realmouse.window import Open, View, Window

pytestmark = pytest.mark.realmouse
VERSIONS = "Published versions"


@pytest.fixture
def window(new_file: NewFile, env: Environment, open_window: Open) -> Window:
    """Return the window on a morning of which two versions were published, and which was changed after each."""
    file = new_file(
        day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1),
        talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "10:00-10:45"),
    )  # fmt: skip
    publish_twice(file, env)
    window = open_window(file)
    window.resize(1366, 728)
    return window


def publish_twice(file: Path, env: Environment) -> None:
    """Publish, move the keynote, publish again, and move the panel."""
    workspace = Workspace.open(file, env)
    for name, start in (("keynote", 11 * 60), ("panel", 12 * 60)):
        workspace.outbox.send(lambda sending: {})
        workspace.apply(place(workspace.agenda, name, DAY, start, ("hall",)))
    workspace.close()


def row(text: str) -> Callable[[View], bool]:
    return lambda view: any(name.startswith(text) for name in view.rows)


def click_row(hand: Hand, text: str) -> None:
    seen = hand.until(row(text))
    hand.click_on(next(area for name, area in seen.rows.items() if name.startswith(text)))


def test_the_plan_is_compared_with_version_1_in_four_actions(window: Window) -> None:
    by_mouse, by_keys = Hand(window), Hand(window)
    by_mouse.choose("Programme", "Published versions…")
    click_row(by_mouse, "Version 1")
    by_mouse.until(row("Moved: “Keynote”"))
    assert by_mouse.actions == 3  # by list
    by_mouse.click("Show beside…")
    by_mouse.until(lambda view: view.title == "Version 1 · Now, as attendees would see it")
    window.keys("Escape")
    window.until(lambda view: view.title == VERSIONS and view.focus)
    window.keys("Escape")
    window.until(lambda view: view.active)

    by_keys.do("published versions")
    by_keys.until(lambda view: view.title == VERSIONS and view.focus)
    by_keys.keys("Down", "alt+b")
    by_keys.until(lambda view: view.title == "Version 1 · Now, as attendees would see it")
    assert (by_mouse.actions, by_keys.actions) == (4, 4)


def test_one_session_goes_back_as_in_version_1_in_six_actions_of_the_mouse(window: Window) -> None:
    hand = Hand(window)
    hand.choose("Programme", "Published versions…")
    click_row(hand, "Version 1")
    click_row(hand, "Moved: “Keynote”")
    hand.click("Bring the chosen sessions back…")
    hand.click("Bring back")
    seen = hand.until(lambda view: view.notice)

    assert seen.notice == "Done: Bring “Keynote” back as in version 1."
    assert (seen.times["Keynote"], seen.times["Panel"]) == ("Hall 09:00–09:45", "Hall 12:00–12:45")
    assert hand.actions == 6  # at most 7


def test_one_session_goes_back_as_in_version_1_in_seven_actions_of_the_keys(window: Window) -> None:
    hand = Hand(window)
    hand.do("published versions")
    hand.until(lambda view: view.title == VERSIONS and view.focus)
    hand.keys("Down", "alt+w", "Down", "alt+c")
    hand.until(lambda view: view.title == "Bring back as in version 1")
    hand.keys("Return")
    seen = hand.until(lambda view: view.notice)

    assert seen.notice in [f"Done: Bring “{title}” back as in version 1." for title in ("Keynote", "Panel")]
    assert hand.actions == 7  # at most 8
