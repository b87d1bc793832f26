"""Ctrl+Backspace and Ctrl+Del delete a word in a text field, and a session everywhere else."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from tests.builders import day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver with a session selected."""
    driver = hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:45", title="Two more words"))
    driver.page.document.select(("one",))
    return driver


def test_in_the_timeline_they_delete_what_is_selected(driver: WindowDriver) -> None:
    driver.timeline.canvas.setFocus()

    driver.key(Key.Key_Backspace, modifiers=CTRL)

    assert (list(driver.agenda.sessions), driver.steps) == ([], ["Delete “Two more words”"])


@pytest.mark.parametrize("verb", ["edit", "rename"])
def test_in_the_title_a_word(driver: WindowDriver, verb: str) -> None:
    driver.does(verb)
    field = focused()
    assert isinstance(field, QLineEdit)
    driver.key(Key.Key_End)

    driver.key(Key.Key_Backspace, modifiers=CTRL)
    driver.key(Key.Key_Home)
    driver.key(Key.Key_Delete, modifiers=CTRL)

    assert field.text() == "more "
    driver.timeline.canvas.setFocus()
    assert driver.agenda.sessions["one"].title.strip() == "more"


def test_in_what_is_searched_for_too(driver: WindowDriver) -> None:
    for line in (driver.page.tray.search, driver.page.timeline_page.bar.search):
        for key, left in ((Key.Key_Backspace, "camera"), (Key.Key_Delete, "law ")):
            line.setFocus()
            line.setText("law camera")
            line.setCursorPosition(4)

            driver.key(key, modifiers=CTRL)

            assert (line.text(), driver.steps) == (left, [])


def of_several_lines(parent: QWidget) -> QWidget:
    """Return a field of several lines."""
    return QPlainTextEdit("law", parent)


def to_choose(parent: QWidget) -> QWidget:
    """Return a choice that can be typed."""
    box = QComboBox(parent, editable=True)
    box.setEditText("law")
    return box


def of_numbers(parent: QWidget) -> QWidget:
    """Return a field for a number."""
    return QSpinBox(parent, value=25)


def shown_in(widget: QWidget) -> str:
    """Return the text of such a field."""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, QComboBox) else widget.text()  # type: ignore[attr-defined]


def test_in_fields_of_other_kinds(driver: WindowDriver) -> None:
    for make in (of_several_lines, to_choose, of_numbers):
        widget = make(driver.page)
        widget.show()
        widget.setFocus()
        assert focused() is widget
        driver.key(Key.Key_End)

        driver.key(Key.Key_Backspace, modifiers=CTRL)

        assert (shown_in(widget), driver.steps) == ("", [])


def test_not_in_a_choice_that_is_none(driver: WindowDriver) -> None:
    box = QComboBox(driver.page)
    box.show()
    box.setFocus()

    driver.key(Key.Key_Delete, modifiers=CTRL)

    assert driver.steps == ["Delete “Two more words”"]


def test_in_a_field_that_cannot_be_changed_they_do_nothing(driver: WindowDriver) -> None:
    line = QLineEdit("law", driver.page, readOnly=True)
    line.show()
    line.setFocus()

    driver.key(Key.Key_Backspace, modifiers=CTRL)

    assert (line.text(), driver.steps) == ("law", [])
