"""The sample's whole day, planned from an empty timeline with the keyboard alone."""

from pathlib import Path

import pytest

from planner.commands.conference import sample_conference
from planner.commands.timeline import unplace
from planner.domain.agenda import Agenda
from planner.domain.value_objects import Placement
from planner.workspace import Environment, Workspace
from tests.ui.conftest import NewWindow
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused


@pytest.fixture
def plan(env: Environment) -> Agenda:
    """Return the sample conference, which is the plan to reach."""
    return sample_conference(env.ids)


@pytest.fixture
def driver(new_window: NewWindow, tmp_path: Path, env: Environment, plan: Agenda) -> WindowDriver:
    """Return a window driver for the same conference with everything in the tray."""
    path = tmp_path / "conference.estrad"
    empty = plan.after(unplace(plan, *(session.id for session, _where in plan.placed)))
    Workspace.create(path, empty, env).close()
    return WindowDriver(new_window(path))


def test_the_whole_day_is_planned_with_keys_alone(driver: WindowDriver, plan: Agenda) -> None:
    for session, where in plan.placed:
        take_from_tray(driver, session.title, session.id)
        carry(driver, where)
        driver.key(Key.Key_Return)
        placed = driver.agenda.sessions[session.id].placement
        assert placed
        assert (placed.span, placed.rooms) == (where.span, where.rooms)
    assert driver.agenda.tray == plan.tray
    assert not [conflict for conflict in driver.page.document.problems.all if conflict.severity.rank == 0]


def take_from_tray(driver: WindowDriver, title: str, session: str) -> None:
    """Search for a session in the tray, move to its card, and pick it up."""
    cards = driver.page.tray.cards
    while focused() is not driver.page.tray.search:
        driver.key(Key.Key_F, modifiers=CTRL)
    driver.retype(title[:9])
    while focused() is not cards:
        driver.key(Key.Key_Tab)
    driver.key(Key.Key_Home, *[Key.Key_Down] * cards.rows.ids.index(session), Key.Key_M)
    assert driver.held.session.id == session


def carry(driver: WindowDriver, where: Placement) -> None:
    """Press arrow keys until the session would land there."""
    slot = driver.held.slot
    assert slot
    if bool(slot.rooms) != bool(where.rooms):
        driver.key(Key.Key_W)
    hours, minutes = divmod(abs(where.span.start - slot.span.start), 60)
    later = where.span.start > slot.span.start
    driver.key(*[Key.Key_PageDown if later else Key.Key_PageUp] * hours)
    driver.key(*[Key.Key_Down if later else Key.Key_Up] * (minutes // driver.timeline.view.grid.snap))
    held = driver.held.slot
    if held and where.rooms:
        rooms = driver.timeline.view.grid.rooms
        steps = rooms.index(where.rooms[0]) - rooms.index(held.rooms[0])
        driver.key(*[Key.Key_Right if steps > 0 else Key.Key_Left] * abs(steps))
