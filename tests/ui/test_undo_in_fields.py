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


@pytest.mark.parametrize("keys", [(), (Key.Key_Tab,), (Key.Key_Return,), (Key.Key_Tab, Key.Key_Tab)])
def test_ctrl_z_takes_back_what_was_refused_and_never_a_title(renamed: WindowDriver, keys: tuple[Key, ...]) -> None:
    refuse_a_time(renamed)
    renamed.key(*keys)

    undo(renamed)

    assert renamed.agenda.sessions["keynote"].title == "Sent already"
    assert (text_of(editor(renamed, Session, "start")), beside(renamed), bar(renamed)) == ("09:00", "", "Saved")


def test_after_tab_it_says_what_it_takes_back(renamed: WindowDriver) -> None:
    refuse_a_time(renamed)
    renamed.key(Key.Key_Tab)
    assert renamed.window.actions_by_name["undo"].text() == "&Undo “kvart i nio” in Starts"

    undo(renamed)

    assert done(renamed) == "Undone: “kvart i nio” in Starts."
    assert renamed.window.actions_by_name["undo"].text() == "&Undo Change title of “Keynote”"
    undo(renamed)
    assert (renamed.agenda.sessions["keynote"].title, done(renamed)) == (
        "Keynote", "Undone: Change title of “Keynote”.",
    )  # fmt: skip


def test_also_when_another_session_is_shown(renamed: WindowDriver) -> None:
    refuse_a_time(renamed)
    show(renamed, Session, "panel")
    renamed.timeline.canvas.setFocus()

    undo(renamed)

    assert (renamed.agenda.sessions["keynote"].title, bar(renamed)) == ("Sent already", "Saved")
    show(renamed, Session, "keynote")
    assert text_of(editor(renamed, Session, "start")) == "09:00"


def test_what_was_done_since_is_undone_first(renamed: WindowDriver) -> None:
    refuse_a_time(renamed)
    renamed.key(Key.Key_Tab)
    renamed.page.document.apply(lambda now: edit(now, Session, "panel", title="Later"))
    renamed.timeline.canvas.setFocus()

    undo(renamed)

    assert (renamed.agenda.sessions["panel"].title, renamed.agenda.sessions["keynote"].title) == (
        "Panel", "Sent already",
    )  # fmt: skip
    assert text_of(editor(renamed, Session, "start")) == "kvart i nio"


def test_back_in_the_field_it_is_the_field_s_again(renamed: WindowDriver) -> None:
    refuse_a_time(renamed)
    renamed.key(Key.Key_Tab)
    renamed.page.document.apply(lambda now: edit(now, Session, "panel", title="Later"))
    editor(renamed, Session, "start").setFocus()

    undo(renamed)

    assert (text_of(editor(renamed, Session, "start")), renamed.agenda.sessions["panel"].title) == ("09:00", "Later")
    assert done(renamed) == "Undone: “kvart i nio” in Starts."


@pytest.mark.parametrize(("kind", "one", "name"), [(Person, "ada", "links"), (Person, "ada", "extra")])
def test_so_it_is_in_texts(renamed: WindowDriver, kind: type, one: str, name: str) -> None:
    show(renamed, kind, one)
    enter(renamed, kind, name, "vegan")
    editor(renamed, kind, name).setFocus(Qt.FocusReason.TabFocusReason)

    undo(renamed)

    assert (text_of(editor(renamed, kind, name)), beside(renamed)) == ("", "")
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
