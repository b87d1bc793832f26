"""Titles typed or pasted in the tray become sessions, and a button places a usual day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders import day, room
from tests.ui.conftest import HandsOn


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
    driver.does("undo")
    assert (driver.agenda.placed, tray.usual.isVisible()) == ((), True)
