"""Ctrl+Backspace and Ctrl+Del delete a word in a text field, and a session everywhere else."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from tests.builders import day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Hands, Key, focused

BOTH = (Key.Key_Backspace, Key.Key_Delete)


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands with a session selected."""
    hands = hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:45", title="Two more words"))
    hands.page.desk.select(("one",))
    return hands


def test_in_the_timeline_they_delete_what_is_selected(hands: Hands) -> None:
    hands.timeline.setFocus()

    hands.key(Key.Key_Backspace, modifiers=CTRL)

    assert (list(hands.agenda.sessions), hands.steps) == ([], ["Delete “Two more words”"])


@pytest.mark.parametrize("verb", ["edit", "rename"])
def test_in_the_title_a_word(hands: Hands, verb: str) -> None:
    hands.does(verb)
    field = focused()
    assert isinstance(field, QLineEdit)
    hands.key(Key.Key_End)

    hands.key(Key.Key_Backspace, modifiers=CTRL)
    hands.key(Key.Key_Home)
    hands.key(Key.Key_Delete, modifiers=CTRL)

    assert field.text() == "more "
    hands.timeline.setFocus()
    assert hands.agenda.sessions["one"].title.strip() == "more"


@pytest.mark.parametrize("name", ["tray", "bar"])
@pytest.mark.parametrize("key", BOTH)
def test_in_what_is_searched_for_too(hands: Hands, name: str, key: Key) -> None:
    line = hands.page.tray.search if name == "tray" else hands.page.bar.search
    line.setFocus()
    line.setText("law camera")
    line.setCursorPosition(4)

    hands.key(key, modifiers=CTRL)

    assert (line.text(), hands.steps) == ("camera" if key is Key.Key_Backspace else "law ", [])


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


@pytest.mark.parametrize("make", [of_several_lines, to_choose, of_numbers])
def test_in_fields_of_other_kinds(hands: Hands, make: Callable[[QWidget], QWidget]) -> None:
    widget = make(hands.page)
    widget.show()
    widget.setFocus()
    assert focused() is widget
    hands.key(Key.Key_End)

    hands.key(Key.Key_Backspace, modifiers=CTRL)

    assert (shown_in(widget), hands.steps) == ("", [])


def test_not_in_a_choice_that_is_none(hands: Hands) -> None:
    box = QComboBox(hands.page)
    box.show()
    box.setFocus()

    hands.key(Key.Key_Delete, modifiers=CTRL)

    assert hands.steps == ["Delete “Two more words”"]


def test_in_a_field_that_cannot_be_changed_they_do_nothing(hands: Hands) -> None:
    line = QLineEdit("law", hands.page, readOnly=True)
    line.show()
    line.setFocus()

    hands.key(Key.Key_Backspace, modifiers=CTRL)

    assert (line.text(), hands.steps) == ("law", [])
