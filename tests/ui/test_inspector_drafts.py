"""Unfinished and refused text in the inspector stays until it is corrected; each visit to a field is one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from planner.commands.edit import edit
from planner.domain.entities import Entity, Person, Room, Session
from planner.domain.value_objects import Extra
from planner.workspace import Environment, Workspace
from tests.builders import day, person, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_inspector_fields import SECOND, TIME, editor, enter, show, text_of
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.state.availability.availability_editor import AvailabilityEditor

CAST = (
    day(), day(SECOND), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
)  # fmt: skip
LATE = "Sat 9-12\nSun from lunch"


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference with two of each, on two days."""
    return hands_on(*CAST)


def beside(driver: WindowDriver) -> str:
    """Return the error in the form in sight."""
    labels = [w for w in driver.page.inspector.findChildren(QLabel) if w.property("tone") == "problem"]
    return "".join(w.text() for w in labels if w.isVisible())


def told(driver: WindowDriver) -> str:
    """Return the text of the window's notice."""
    notice = driver.window.notice
    return notice.sentence.text() if notice.isVisible() else ""


def line(driver: WindowDriver, kind: type[Entity], name: str) -> QWidget:
    """Return the widget that takes the text of a field."""
    found = editor(driver, kind, name)
    return found.text if isinstance(found, AvailabilityEditor) else found


REFUSED = [
    (Person, "ada", "bo", "availability", LATE, "sat is not a day of the conference."),
    (Person, "ada", "bo", "links", "my page", "Type an address such as https://example.org, and what it leads to."),
    (Person, "ada", "bo", "extra", "vegan", "Type a name, a colon and a value, such as “Dinner: yes”."),
    (Person, "ada", "bo", "earlier", "long ago", "Type a year and a role, such as “2023 moderator”."),
    (Session, "keynote", "panel", "segments", "Talk", "Type what it is and its minutes, such as “Questions 15”."),
    (Session, "keynote", "panel", "start", "late", TIME),
    (Room, "hall", "lab", "seats", "many", "Type a whole number, or leave it empty."),
]


def test_what_was_refused_waits_where_it_was_typed(driver: WindowDriver) -> None:
    before = driver.agenda
    for kind, one, other, name, typed, sentence in REFUSED:
        show(driver, kind, other)
        empty = text_of(editor(driver, kind, name))
        show(driver, kind, one)
        enter(driver, kind, name, typed)
        assert (beside(driver), text_of(line(driver, kind, name))) == (sentence, typed)

        show(driver, kind, other)
        assert (beside(driver), text_of(line(driver, kind, name))) == ("", empty)
        assert told(driver).endswith(f"is not saved. {sentence} What was typed is kept there, to be corrected.")
        show(driver, kind, one)
        assert (beside(driver), text_of(line(driver, kind, name))) == (sentence, typed)
        driver.page.document.drafts.forget(lambda spot: True)
        assert beside(driver) == ""
    assert (driver.agenda is before, driver.steps) == (True, [])


def test_what_was_refused_is_put_right_later(driver: WindowDriver) -> None:
    show(driver, Person, "ada")
    enter(driver, Person, "extra", "vegan")
    show(driver, Person, "bo")
    show(driver, Person, "ada")

    enter(driver, Person, "extra", "Diet: vegan")

    assert (beside(driver), driver.agenda.people["ada"].extra) == ("", (Extra("Diet", "vegan"),))
    show(driver, Person, "bo")
    show(driver, Person, "ada")
    assert (text_of(editor(driver, Person, "extra")), beside(driver)) == ("Diet: vegan", "")

    enter(driver, Person, "links", "my page")
    show(driver, Room, "hall")  # another kind of thing
    assert told(driver).startswith("“Links, a line each” of “Ada” is not saved.")
    show(driver, Person, "ada")
    assert text_of(editor(driver, Person, "links")) == "my page"


def test_one_wrong_part_throws_nothing_away(hands_on: HandsOn) -> None:
    driver = hands_on(day(), person("ada"))
    show(driver, Person, "ada")
    field = line(driver, Person, "availability")
    assert isinstance(field, LineEditor)
    field.setFocus()

    driver.type("9-12, 13-xx, 15-17")
    driver.key(Key.Key_Tab)

    assert field.text() == "9-12, 13-xx, 15-17"
    assert beside(driver) == "“13-xx” is not understood. Type hours such as 9–14 or 13–."
    field.setFocus()
    driver.retype("9-12, 13-14, 15-17")
    driver.key(Key.Key_Tab)
    assert (field.text(), beside(driver)) == ("09:00–12:00, 13:00–14:00, 15:00–17:00", "")


def test_a_name_that_is_taken_waits_and_is_not_tried_again_by_other_deeds(driver: WindowDriver) -> None:
    show(driver, Session, "keynote")
    enter(driver, Session, "start", "late")
    enter(driver, Session, "subtitle", "More")  # put right, it does not silence what is still wrong
    assert (beside(driver), text_of(editor(driver, Session, "start"))) == (TIME, "late")
    editor(driver, Session, "start").setFocus()
    driver.key(Key.Key_Escape)
    assert (text_of(editor(driver, Session, "start")), beside(driver)) == ("09:00", "")
    driver.start_over()

    show(driver, Room, "hall")
    enter(driver, Room, "name", "Lab")
    show(driver, Room, "lab")
    assert text_of(editor(driver, Room, "name")) == "Lab"
    show(driver, Room, "hall")
    assert (text_of(editor(driver, Room, "name")), beside(driver)) == ("Lab", "There is already a room “Lab”.")
    assert (driver.agenda.rooms["hall"].name, driver.steps) == ("Hall", [])

    show(driver, Room, "lab")
    enter(driver, Room, "name", "Attic")
    show(driver, Room, "hall")
    show(driver, Room, "lab")
    assert sorted(room.name for room in driver.agenda.rooms.values()) == ["Attic", "Hall"]
    show(driver, Room, "hall")
    editor(driver, Room, "name").setFocus()
    driver.key(Key.Key_Return)
    assert driver.agenda.rooms["hall"].name == "Lab"


# while typing --------------------------------------------------------------------------------------------


def note(driver: WindowDriver) -> TextEditor:
    """Return Ada's note with the cursor in it."""
    show(driver, Person, "ada")
    found = editor(driver, Person, "note")
    assert isinstance(found, TextEditor)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def pause(driver: WindowDriver, field: TextEditor) -> None:
    """Let the pause after typing run out."""
    assert field._autosave_timer.idle.isActive()
    field._autosave_timer.idle.timeout.emit()


def paste(field: QPlainTextEdit, text: str) -> None:
    """Paste a text at the cursor."""
    board = QGuiApplication.clipboard()
    board.setText(text)
    field.paste()
    board.clear()


def test_the_cursor_stays_where_it_was_when_the_text_was_cleaned(driver: WindowDriver) -> None:
    field = note(driver)
    paste(field, "Vegan cafe\u0301")

    pause(driver, field)

    assert driver.agenda.people["ada"].note == "Vegan café"
    assert field.textCursor().position() == len(field.toPlainText())
    driver.type("s only")
    driver.key(Key.Key_Tab)
    assert driver.agenda.people["ada"].note == "Vegan cafés only" == field.toPlainText()


def test_a_note_is_one_step_however_often_it_was_saved(driver: WindowDriver, env: Environment) -> None:
    path, before, field = driver.page.document.workspace.path, driver.agenda, note(driver)
    for words in ("Comes ", "by train ", "from Lund"):
        driver.type(words)
        pause(driver, field)

    assert driver.steps == ["Change note of “Ada”"]
    driver.key(Key.Key_Tab)
    assert (driver.agenda.people["ada"].note, len(driver.steps)) == ("Comes by train from Lund", 1)
    driver.does("undo")
    assert driver.agenda == before
    driver.does("redo")
    after = driver.agenda
    driver.window.close()
    workspace = Workspace.open(path, env)
    assert (workspace.agenda, after.people["ada"].note) == (after, "Comes by train from Lund")
    workspace.close()


def test_each_visit_is_a_step_unless_nothing_is_left_of_it(driver: WindowDriver) -> None:
    before, field = driver.agenda, note(driver)
    driver.type("No")
    pause(driver, field)
    driver.key(Key.Key_Backspace, Key.Key_Backspace)
    pause(driver, field)
    assert (driver.agenda, driver.steps) == (before, [])

    driver.type("One")
    pause(driver, field)
    driver.page.document.apply(lambda now: edit(now, Person, "bo", name="Bosse"))
    driver.type(" two")  # the step between is not swallowed
    pause(driver, field)
    assert driver.steps == ["Change note of “Ada”", "Change name of “Bo”", "Change note of “Ada”"]
    driver.key(Key.Key_Tab)

    field = note(driver)  # coming back is another step
    driver.key(Key.Key_End)
    driver.type(" more")
    pause(driver, field)
    assert (len(driver.steps), driver.agenda.people["ada"].note) == (4, "One two more")
    driver.key(Key.Key_Tab)
    driver.start_over()

    field = note(driver)
    driver.type("Comes")
    pause(driver, field)
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert field.toPlainText() == ""
    pause(driver, field)
    assert (driver.agenda.people["ada"].note, driver.steps) == ("", [])
