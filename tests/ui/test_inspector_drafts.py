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
from tests.ui.window_driver import CTRL, Hands, Key
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.state.availability.availability_editor import WindowsEditor

CAST = (
    day(), day(SECOND), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
)  # fmt: skip
LATE = "Sat 9-12\nSun from lunch"


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a conference with two of each, on two days."""
    return hands_on(*CAST)


def beside(hands: Hands) -> str:
    """Return the error in the form in sight."""
    labels = [w for w in hands.page.inspector.findChildren(QLabel) if w.property("tone") == "problem"]
    return "".join(w.text() for w in labels if w.isVisible())


def told(hands: Hands) -> str:
    """Return the text of the window's notice."""
    notice = hands.window.notice
    return notice.sentence.text() if notice.isVisible() else ""


def line(hands: Hands, kind: type[Entity], name: str) -> QWidget:
    """Return the widget that takes the text of a field."""
    found = editor(hands, kind, name)
    return found.text if isinstance(found, WindowsEditor) else found


REFUSED = [
    (Person, "ada", "bo", "availability", LATE, "sat is not a day of the conference."),
    (Person, "ada", "bo", "links", "my page", "Type an address such as https://example.org, and what it leads to."),
    (Person, "ada", "bo", "extra", "vegan", "Type a name, a colon and a value, such as “Dinner: yes”."),
    (Person, "ada", "bo", "earlier", "long ago", "Type a year and a role, such as “2023 moderator”."),
    (Session, "keynote", "panel", "segments", "Talk", "Type what it is and its minutes, such as “Questions 15”."),
    (Session, "keynote", "panel", "start", "late", TIME),
    (Room, "hall", "lab", "seats", "many", "Type a whole number, or leave it empty."),
]


@pytest.mark.parametrize(("kind", "one", "other", "name", "typed", "sentence"), REFUSED)
def test_what_was_refused_waits_where_it_was_typed(
    hands: Hands, kind: type[Entity], one: str, other: str, name: str, typed: str, sentence: str
) -> None:
    before = hands.agenda
    show(hands, kind, other)
    empty = text_of(editor(hands, kind, name))
    show(hands, kind, one)
    enter(hands, kind, name, typed)
    assert (beside(hands), text_of(line(hands, kind, name))) == (sentence, typed)

    show(hands, kind, other)

    assert (beside(hands), text_of(line(hands, kind, name))) == ("", empty)
    assert told(hands).endswith(f"is not saved. {sentence} What was typed is kept there, to be corrected.")
    show(hands, kind, one)
    assert (beside(hands), text_of(line(hands, kind, name))) == (sentence, typed)
    assert (hands.agenda is before, hands.steps) == (True, [])


def test_what_was_refused_is_put_right_later(hands: Hands) -> None:
    show(hands, Person, "ada")
    enter(hands, Person, "extra", "vegan")
    show(hands, Person, "bo")
    show(hands, Person, "ada")

    enter(hands, Person, "extra", "Diet: vegan")

    assert (beside(hands), hands.agenda.people["ada"].extra) == ("", (Extra("Diet", "vegan"),))
    show(hands, Person, "bo")
    show(hands, Person, "ada")
    assert (text_of(editor(hands, Person, "extra")), beside(hands)) == ("Diet: vegan", "")


def test_another_kind_of_thing_is_shown_and_the_window_says_what_is_not_saved(hands: Hands) -> None:
    show(hands, Person, "ada")
    enter(hands, Person, "links", "my page")

    show(hands, Room, "hall")

    assert told(hands).startswith("“Links, a line each” of “Ada” is not saved.")
    show(hands, Person, "ada")
    assert text_of(editor(hands, Person, "links")) == "my page"


def test_a_name_that_is_taken_waits_too(hands: Hands) -> None:
    show(hands, Room, "hall")
    enter(hands, Room, "name", "Lab")

    show(hands, Room, "lab")
    assert text_of(editor(hands, Room, "name")) == "Lab"
    show(hands, Room, "hall")

    assert (text_of(editor(hands, Room, "name")), beside(hands)) == ("Lab", "There is already a room “Lab”.")
    assert (hands.agenda.rooms["hall"].name, hands.steps) == ("Hall", [])


def test_one_wrong_part_throws_nothing_away(hands_on: HandsOn) -> None:
    hands = hands_on(day(), person("ada"))
    show(hands, Person, "ada")
    field = line(hands, Person, "availability")
    assert isinstance(field, LineEditor)
    field.setFocus()

    hands.type("9-12, 13-xx, 15-17")
    hands.key(Key.Key_Tab)

    assert field.text() == "9-12, 13-xx, 15-17"
    assert beside(hands) == "“13-xx” is not understood. Type hours such as 9–14 or 13–."
    field.setFocus()
    hands.retype("9-12, 13-14, 15-17")
    hands.key(Key.Key_Tab)
    assert (field.text(), beside(hands)) == ("09:00–12:00, 13:00–14:00, 15:00–17:00", "")


def test_escape_lets_go_of_what_was_refused(hands: Hands) -> None:
    show(hands, Session, "keynote")
    enter(hands, Session, "start", "late")

    hands.key(Key.Key_Escape)

    assert (text_of(editor(hands, Session, "start")), beside(hands)) == ("09:00", "")


def test_another_field_put_right_does_not_silence_what_is_still_wrong(hands: Hands) -> None:
    show(hands, Session, "keynote")
    enter(hands, Session, "start", "late")

    enter(hands, Session, "subtitle", "More")

    assert (beside(hands), text_of(editor(hands, Session, "start"))) == (TIME, "late")


def test_what_was_refused_is_not_tried_again_by_other_deeds(hands: Hands) -> None:
    show(hands, Room, "hall")
    enter(hands, Room, "name", "Lab")
    show(hands, Room, "lab")
    enter(hands, Room, "name", "Attic")

    show(hands, Room, "hall")
    show(hands, Room, "lab")

    assert sorted(room.name for room in hands.agenda.rooms.values()) == ["Attic", "Hall"]
    show(hands, Room, "hall")
    editor(hands, Room, "name").setFocus()
    hands.key(Key.Key_Return)
    assert hands.agenda.rooms["hall"].name == "Lab"


# while typing --------------------------------------------------------------------------------------------


def note(hands: Hands) -> TextEditor:
    """Return Ada's note with the cursor in it."""
    show(hands, Person, "ada")
    found = editor(hands, Person, "note")
    assert isinstance(found, TextEditor)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def pause(hands: Hands, field: TextEditor) -> None:
    """Let the pause after typing run out."""
    assert field._pace.idle.isActive()
    field._pace.idle.timeout.emit()


def paste(field: QPlainTextEdit, text: str) -> None:
    """Paste a text at the cursor."""
    board = QGuiApplication.clipboard()
    board.setText(text)
    field.paste()
    board.clear()


def test_the_cursor_stays_where_it_was_when_the_text_was_cleaned(hands: Hands) -> None:
    field = note(hands)
    paste(field, "Vegan cafe\u0301")

    pause(hands, field)

    assert hands.agenda.people["ada"].note == "Vegan café"
    assert field.textCursor().position() == len(field.toPlainText())
    hands.type("s only")
    hands.key(Key.Key_Tab)
    assert hands.agenda.people["ada"].note == "Vegan cafés only" == field.toPlainText()


def test_a_note_is_one_step_however_often_it_was_saved(hands: Hands, env: Environment) -> None:
    path, before, field = hands.page.desk.workspace.path, hands.agenda, note(hands)
    for words in ("Comes ", "by train ", "from Lund"):
        hands.type(words)
        pause(hands, field)

    assert hands.steps == ["Change note of “Ada”"]
    hands.key(Key.Key_Tab)
    assert (hands.agenda.people["ada"].note, len(hands.steps)) == ("Comes by train from Lund", 1)
    hands.does("undo")
    assert hands.agenda == before
    hands.does("redo")
    after = hands.agenda
    hands.window.close()
    workspace = Workspace.open(path, env)
    assert (workspace.agenda, after.people["ada"].note) == (after, "Comes by train from Lund")
    workspace.close()


def test_coming_back_is_another_step(hands: Hands) -> None:
    field = note(hands)
    hands.type("One")
    hands.key(Key.Key_Tab)
    field = note(hands)
    hands.key(Key.Key_End)
    hands.type(" more")
    pause(hands, field)

    assert (hands.steps, hands.agenda.people["ada"].note) == (["Change note of “Ada”"] * 2, "One more")


def test_what_was_typed_and_taken_away_again_is_no_step(hands: Hands) -> None:
    before, field = hands.agenda, note(hands)
    hands.type("No")
    pause(hands, field)
    hands.key(Key.Key_Backspace, Key.Key_Backspace)
    pause(hands, field)

    assert (hands.agenda, hands.steps) == (before, [])
    hands.type("Yes")
    pause(hands, field)
    assert (hands.agenda.people["ada"].note, len(hands.steps)) == ("Yes", 1)


def test_a_step_between_is_not_swallowed(hands: Hands) -> None:
    field = note(hands)
    hands.type("One")
    pause(hands, field)
    hands.page.desk.perform(lambda now: edit(now, Person, "bo", name="Bosse"))
    hands.type(" two")
    pause(hands, field)

    assert hands.steps == ["Change note of “Ada”", "Change name of “Bo”", "Change note of “Ada”"]


def test_undo_in_a_saved_note_takes_back_the_last_words_and_then_the_conference(hands: Hands) -> None:
    field = note(hands)
    hands.type("Comes")
    pause(hands, field)

    hands.key(Key.Key_Z, modifiers=CTRL)

    assert field.toPlainText() == ""
    pause(hands, field)
    assert (hands.agenda.people["ada"].note, hands.steps) == ("", [])
