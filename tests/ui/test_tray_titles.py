"""An empty conference: titles become sessions, a button places a usual day, and what needs more says so."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders import day, room, talk
from tests.ui.conftest import HandsOn
from ui.features.moderators.people_list import PeoplePanel


def test_a_day_is_begun_by_titles_and_its_usual_points(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"))
    tray = driver.page.timeline_page.tray
    assert (tray.usual.isVisible(), tray.search.isVisible()) == (True, False)
    tray.titles.setFocus()
    driver.type("Opening words")
    driver.key(Qt.Key.Key_Return)
    assert ([s.title for s in driver.agenda.tray], tray.titles.text()) == (["Opening words"], "")

    QApplication.clipboard().setText("One\tAnna\nTwo\tBo\n\n")
    driver.key(Qt.Key.Key_V, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert [s.title for s in driver.agenda.tray] == ["Opening words", "One", "Two"]
    assert driver.steps[-1] == "Add 2 sessions"

    QTest.mouseClick(tray.usual, Qt.MouseButton.LeftButton)
    assert [s.title for s, _where in driver.agenda.placed] == ["Registration", "Coffee", "Lunch", "Coffee"]
    assert (driver.steps[-1], tray.usual.isVisible()) == ("Add a usual day", False)
    action = driver.window.actions_by_name["usual_day"]
    assert not action.isEnabled()
    driver.does("undo")
    assert (driver.agenda.placed, tray.usual.isVisible()) == ((), True)
    driver.does("usual_day")
    assert len(driver.agenda.placed) == 4


def test_a_first_version_needs_a_placed_session_and_is_refused_before_anything_is_asked(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("waiting"))
    driver.does("send")
    said = "Nothing of this has a time yet, so there is no calendar to write. Place a session in the timeline first."
    assert (driver.said, list(driver.page.document.workspace.releases.all())) == (said, [])


def test_the_empty_page_of_moderators_stands_at_its_top(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"))
    driver.does("go_cover")
    panel = driver.window.findChild(PeoplePanel)
    assert panel is not None
    QCoreApplication.sendPostedEvents()
    assert panel.search.geometry().bottom() < panel.hint.geometry().top() < 160
