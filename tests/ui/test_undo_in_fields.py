"""Ctrl+Z in a field undoes the typing, or a refused text even after Tab: never a title elsewhere."""

import pytest
from PySide6.QtCore import Qt

from planner.commands.edit import edit
from planner.domain.entities import Person, Session
from tests.ui.conftest import HandsOn
from tests.ui.test_inspector_drafts import beside
from tests.ui.test_inspector_fields import editor, enter, show, text_of
from tests.ui.test_unsaved import CAST, bar, done, line, pause_line, refuse_a_time
from tests.ui.window_driver import CTRL, Key, WindowDriver


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two sessions and a person."""
    return hands_on(*CAST)


def undo(driver: WindowDriver) -> None:
    """Press Ctrl+Z, wherever the focus is."""
    driver.key(Key.Key_Z, modifiers=CTRL)


@pytest.fixture
def renamed(driver: WindowDriver) -> WindowDriver:
    """Return a window driver after a session's title was changed."""
    driver.page.document.apply(lambda now: edit(now, Session, "keynote", title="Sent already"))
    return driver


def typed_start(driver: WindowDriver) -> str:
    return text_of(editor(driver, Session, "start"))


def test_ctrl_z_takes_back_what_was_refused_and_never_a_title(renamed: WindowDriver) -> None:
    action = renamed.window.actions_by_name["undo"]
    for keys in ((), (Key.Key_Tab,), (Key.Key_Return,), (Key.Key_Tab, Key.Key_Tab)):
        refuse_a_time(renamed)
        renamed.key(*keys)
        assert Key.Key_Tab not in keys or action.text() == "&Undo “kvart i nio” in Starts"
        undo(renamed)
        assert renamed.agenda.sessions["keynote"].title == "Sent already"
        assert (typed_start(renamed), beside(renamed), bar(renamed)) == ("09:00", "", "Saved")
    assert (done(renamed), action.text()) == ("Undone: “kvart i nio” in Starts.", "&Undo Change title of “Keynote”")

    refuse_a_time(renamed)
    show(renamed, Session, "panel")  # also when another session is shown
    renamed.timeline.canvas.setFocus()
    undo(renamed)
    assert (renamed.agenda.sessions["keynote"].title, bar(renamed)) == ("Sent already", "Saved")
    show(renamed, Session, "keynote")
    assert typed_start(renamed) == "09:00"

    renamed.timeline.canvas.setFocus()
    undo(renamed)
    assert (renamed.agenda.sessions["keynote"].title, done(renamed)) == (
        "Keynote", "Undone: Change title of “Keynote”.",
    )  # fmt: skip


def test_what_was_done_since_is_undone_first_but_in_the_field_it_is_the_field_s(renamed: WindowDriver) -> None:
    for in_field in (False, True):
        refuse_a_time(renamed)
        renamed.key(Key.Key_Tab)
        renamed.page.document.apply(lambda now: edit(now, Session, "panel", title="Later"))
        (editor(renamed, Session, "start") if in_field else renamed.timeline.canvas).setFocus()
        undo(renamed)

        titles = [renamed.agenda.sessions[session].title for session in ("panel", "keynote")]
        assert titles == ["Later" if in_field else "Panel", "Sent already"]
        assert typed_start(renamed) == ("09:00" if in_field else "kvart i nio")
    assert done(renamed) == "Undone: “kvart i nio” in Starts."


def test_so_it_is_in_texts(renamed: WindowDriver) -> None:
    for name in ("links", "extra"):
        show(renamed, Person, "ada")
        enter(renamed, Person, name, "vegan")
        editor(renamed, Person, name).setFocus(Qt.FocusReason.TabFocusReason)
        undo(renamed)
        assert (text_of(editor(renamed, Person, name)), beside(renamed)) == ("", "")
        assert renamed.agenda.sessions["keynote"].title == "Sent already"


def test_what_was_saved_on_the_way_is_undone_in_its_field(renamed: WindowDriver) -> None:
    field = line(renamed, "title")
    renamed.type("Other")
    pause_line(field)

    undo(renamed)

    assert field.text() == "Sent already"
    pause_line(field)
    assert (renamed.agenda.sessions["keynote"].title, renamed.steps) == (
        "Sent already", ["Change title of “Keynote”"],
    )  # fmt: skip
