"""Closed windows, pages and timelines leave no objects behind."""

import gc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QApplication

from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, moderator, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn, NewWindow, bury
from tests.ui.lists import KEYS, choose_columns, listed
from tests.ui.window_driver import WindowDriver
from ui.features.inspector.entity_form import EntityForm
from ui.features.inspector.inspector import Inspector
from ui.features.inspector.inspector_page import ConferencePage
from ui.features.lists.list_model import EntityTableModel
from ui.features.lists.list_page import ListPage
from ui.features.moderators.moderators_page import ModeratorsPage
from ui.features.timeline.timeline import Timeline
from ui.shell.main_window import MainWindow
from ui.shell.planner_page import PlannerPage
from ui.state.document import Document

pytestmark = pytest.mark.awake

CAST = (
    day(), room("hall"), room("lab", 1), track("law"), person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("ada"))), talk("waiting"),
)  # fmt: skip


KINDS = (
    MainWindow, PlannerPage, Timeline, ListPage, ConferencePage, ModeratorsPage, EntityTableModel, Inspector,
    EntityForm, Document,
)  # fmt: skip


def alive() -> Counter[type]:
    """Return the number of objects of each type that Python still holds."""
    gc.collect()
    return Counter(
        kind
        for thing in gc.get_objects()
        for kind in (type(thing).__mro__ if isinstance(thing, KINDS) else ())
        if kind in KINDS
    )


def work(driver: WindowDriver) -> None:
    """Use the parts that create objects: pages, chips, menus, a drag, the list of problems."""
    driver.page.document.select(("keynote",))
    driver.page.document.show(type(driver.agenda.rooms["hall"]), "hall")
    driver.does("problems")
    driver.does("add")
    start = driver.on_block("keynote")
    driver.drag(start, start + driver.by(columns=1))
    driver.does("undo")
    for place in KEYS:
        driver.does(f"go_{place}")
        driver.does("select_all")
    driver.does("go_people")
    choose_columns(driver, "phone", "organisation")
    listed(driver).search.setText("a")
    listed(driver).view.customContextMenuRequested.emit(QPoint(5, 5))
    if menu := QApplication.activePopupWidget():
        menu.close()
    driver.does("delete")
    driver.does("undo")
    driver.does("go_agenda")


def test_closed_windows_are_gone(new_window: NewWindow, tmp_path: Path, env: Environment) -> None:
    path = tmp_path / "conference.estrad"
    Workspace.create(path, agenda(*CAST), env).close()
    before = alive()
    windows: list[Callable[[], MainWindow | None]] = []
    for _ in range(2):
        window = new_window(path)
        driver = WindowDriver(window)
        driver.timeline.canvas.fit()
        work(driver)
        windows.append(ref(window))
        bury(window)
        del window, driver

    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    assert (alive(), [window() for window in windows]) == (before, [None] * 2)


def test_a_closed_conference_leaves_the_window(hands_on: HandsOn) -> None:
    before = alive()  # objects that an earlier test still holds do not count
    driver = hands_on(*CAST)
    path = driver.page.document.workspace.path
    for _ in range(2):
        work(driver)
        driver.does("close")
        assert driver.window.open_path(path)
        driver.timeline.canvas.fit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert len(driver.window.findChildren(PlannerPage)) == 1
    made = alive() - before
    assert (made[PlannerPage], made[Timeline], made[Document]) == (1, 1, 1)
    work(driver)
    made = alive() - before
    assert (made[ListPage], made[ConferencePage], made[ModeratorsPage]) == (3, 1, 1)
