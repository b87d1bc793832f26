"""Functions for tests of forms: what stands in a field, what is typed there, and what is said about it."""

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QToolButton, QWidget

from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from tests.ui.window_driver import Key, WindowDriver
from ui.features.inspector.people_field import AppearanceRow, PeopleField
from ui.kit.editors.choice_editors import ChoiceEditor, FlagEditor, MultiChoiceEditor
from ui.kit.editors.text_editors import LineEditor, TextEditor

THINGS: dict[type[Entity], str] = {
    Session: "keynote", Person: "ada", Room: "hall", Track: "law", Day: "2024-04-25", Conference: "conference",
    Venue: "venue", Partner: "snos", Cover: "morning", Template: "coffee", Block: "first",
}  # fmt: skip
TIME = "Type a time such as 9:30."


def show(driver: WindowDriver, kind: type[Entity], thing: str = "") -> None:
    driver.plan.show(kind, thing or THINGS[kind])


def editor(driver: WindowDriver, kind: type[Entity], name: str, of: str = "") -> QWidget:
    """Return the editor of a field, of a thing that is shown first if it is named, in sight in its open section."""
    if of:
        show(driver, kind, of)
    return driver.scrolled_to(cast(QWidget, driver.page.inspector.page(kind).find_form(name).fields[name].editor))


def enter(driver: WindowDriver, kind: type[Entity], name: str, typed: str, of: str = "") -> QWidget:
    """Type or choose a value as a person does, of a thing that is shown first if it is named, and leave the field."""
    widget = editor(driver, kind, name, of)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(widget, FlagEditor):
        driver.key(Key.Key_Space)
    elif isinstance(widget, MultiChoiceEditor):
        choose_in(widget.menu(), typed)
    elif isinstance(widget, ChoiceEditor):
        widget.showPopup()
        row = widget.findText(typed)
        assert row >= 0, [widget.itemText(n) for n in range(widget.count())]
        widget.view().setCurrentIndex(widget.model().index(row, 0))
        QTest.keyClick(widget.view(), Key.Key_Return)
    elif isinstance(widget, TextEditor):
        driver.retype("")
        for n, line in enumerate(typed.split("\n")):
            driver.key(*[Key.Key_Return] * bool(n))
            driver.type(line)
        driver.key(Key.Key_Tab)
    else:
        driver.retype(typed, Key.Key_Return)
    return widget


def choose_in(menu: QMenu, text: str) -> None:
    """Choose the only entry of a menu with that text."""
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()


def choose_by_letters(box: QComboBox, typed: str) -> None:
    """Type over the text of a box, and press Enter: the keys go to the box, or to its list of suggestions."""
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box, typed)
    QTest.keyClick(QApplication.activePopupWidget() or box, Key.Key_Return)


def people_field(driver: WindowDriver) -> PeopleField:
    """Return the people field of the session that is shown."""
    (found,) = driver.page.inspector.findChildren(PeopleField)
    return found


def chip_menu(chip: AppearanceRow) -> QMenu:
    """Return the menu of a person's row."""
    (button,) = [button for button in chip.findChildren(QToolButton) if button.menu()]
    return button.menu()


def role_menu(driver: WindowDriver, of: str) -> QMenu:
    """Return the menu of the first role of a person, by the name, in the session that is shown."""
    buttons = [b for b in driver.page.inspector.findChildren(QToolButton) if b.isVisible()]
    return next(b for b in buttons if b.accessibleName().startswith(f"Role and reply of {of}:")).menu()


def text_of(widget: QWidget) -> str:
    if isinstance(widget, FlagEditor):
        return str(widget.isChecked())
    if isinstance(widget, TextEditor):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, ChoiceEditor) else str(cast(Any, widget).text())


def beside(driver: WindowDriver) -> str:
    """Return the error in the form in sight."""
    labels = [w for w in driver.page.inspector.findChildren(QLabel) if w.property("tone") == "problem"]
    return "".join(w.text() for w in labels if w.isVisible())


def bar(driver: WindowDriver) -> str:
    """Return the status bar's text about the file."""
    status = driver.page.status
    return " ".join(w.text() for w in (status.saved, status.unsaved) if w.isVisible())


def line(driver: WindowDriver, name: str, kind: type[Entity] = Session) -> LineEditor:
    """Return a line of a form, focused and with all its text selected."""
    found = editor(driver, kind, name, of=THINGS[kind])
    found.setFocus(Qt.FocusReason.TabFocusReason)
    found.selectAll()
    return found


def pause(field: LineEditor | TextEditor) -> None:
    """Let the pause after typing run out."""
    assert field._autosave_timer.idle.isActive()
    field._autosave_timer.idle.timeout.emit()


def type_and_pause(driver: WindowDriver, text: str, field: LineEditor | TextEditor) -> None:
    """Type a text into the focused field, and let the pause after it run out."""
    driver.type(text)
    pause(field)


def refuse_a_time(driver: WindowDriver) -> None:
    """Type a time that cannot be read into a field."""
    line(driver, "start")
    driver.type("kvart i nio")


def kept(driver: WindowDriver) -> list[str]:
    """Return the texts in the draft store."""
    driver.window.unsaved_changes.flush()
    return [text.text for text in driver.workspace.draft_store.read()]
