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
from tests.ui.window_driver import Hands
from ui.features.inspector.conference_page import ConferencePage
from ui.features.inspector.entity_form import Form
from ui.features.inspector.inspector import Inspector
from ui.features.lists.list_model import EntityTable
from ui.features.lists.list_page import ListPage
from ui.features.moderators.moderators_page import CoverPage
from ui.features.timeline.timeline import Timeline
from ui.shell.main_window import Window
from ui.shell.planner_page import PlannerPage
from ui.state.document import Desk

pytestmark = pytest.mark.awake

CAST = (
    day(), room("hall"), room("lab", 1), track("law"), person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("ada"))), talk("waiting"),
)  # fmt: skip


KINDS = (
    Window, PlannerPage, Timeline, ListPage, ConferencePage, CoverPage, EntityTable, Inspector, Form, Desk,
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


def work(hands: Hands) -> None:
    """Use the parts that create objects: pages, chips, menus, a drag, the list of problems."""
    hands.page.desk.select(("keynote",))
    hands.page.desk.show(type(hands.agenda.rooms["hall"]), "hall")
    hands.does("problems")
    hands.does("add")
    start = hands.on_block("keynote")
    hands.drag(start, start + hands.by(columns=1))
    hands.does("undo")
    for place in KEYS:
        hands.does(f"go_{place}")
        hands.does("select_all")
    hands.does("go_people")
    choose_columns(hands, "phone", "organisation")
    listed(hands).search.setText("a")
    listed(hands).view.customContextMenuRequested.emit(QPoint(5, 5))
    if menu := QApplication.activePopupWidget():
        menu.close()
    hands.does("delete")
    hands.does("undo")
    hands.does("go_agenda")


def test_closed_windows_are_gone(new_window: NewWindow, tmp_path: Path, env: Environment) -> None:
    path = tmp_path / "conference.estrad"
    Workspace.create(path, agenda(*CAST), env).close()
    before = alive()
    windows: list[Callable[[], Window | None]] = []
    for _ in range(3):
        window = new_window(path)
        hands = Hands(window)
        hands.timeline.fit()
        work(hands)
        windows.append(ref(window))
        bury(window)
        del window, hands

    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
    assert alive() == before
    assert [window() for window in windows] == [None] * 3


def test_a_closed_conference_leaves_the_window(hands_on: HandsOn) -> None:
    before = alive()  # objects that an earlier test still holds do not count
    hands = hands_on(*CAST)
    path = hands.page.desk.workspace.path
    for _ in range(4):
        work(hands)
        hands.does("close")
        assert hands.window.open_path(path)
        hands.timeline.fit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert len(hands.window.findChildren(PlannerPage)) == 1
    made = alive() - before
    assert (made[PlannerPage], made[Timeline], made[Desk]) == (1, 1, 1)
    work(hands)
    made = alive() - before
    assert (made[ListPage], made[ConferencePage], made[CoverPage]) == (3, 1, 1)
