"""A read-only file: every page shows it, nothing can be changed, and no enabled button promises to."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from planner.domain.entities import ENTITY_TYPES, Person
from planner.workspace import Environment, Workspace
from tests.every_field import PICTURES, SUBJECT, full_agenda
from tests.ui.conftest import NewWindow
from tests.ui.lists import KEYS, chosen, go, ids, listed, open_list, search
from tests.ui.window_driver import Key, WindowDriver
from ui.state.fields.forms import FORMS

CHANGING = (
    "undo", "redo", "add", "duplicate", "edit", "move", "unplace", "delete", "send", "import",
)  # fmt: skip


@pytest.fixture
def driver(new_window: NewWindow, env: Environment) -> Iterator[WindowDriver]:
    """Yield a window driver for a file of another user, in a folder of theirs."""
    if not hasattr(os, "seteuid"):
        pytest.skip("permissions are another matter here")
    with TemporaryDirectory() as name:
        path = Path(name) / "theirs" / "full.estrad"
        path.parent.mkdir()
        Workspace.create(path, full_agenda(), env, PICTURES).close()
        for place, mode in ((path, 0o444), (path.parent, 0o555), (Path(name), 0o755)):
            os.chmod(place, mode)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)  # root ignores permissions
        driver = WindowDriver(new_window(path))
        assert driver.window.notice.sentence.text().startswith("“full.estrad” is read-only here")
        driver.window.notice.hide()
        yield driver
        if root:
            os.seteuid(0)
        os.chmod(path.parent, 0o755)


def test_every_page_and_form_shows_it_and_nothing_can_be_changed(driver: WindowDriver) -> None:
    before, actions = driver.agenda, driver.window.actions_by_name
    for place in KEYS:
        go(driver, place)
        if place in ("people", "sessions", "venue"):
            assert SUBJECT in ids(driver)
            assert (listed(driver).adder.isEnabled(), search(driver, "nothing of the kind")) == (False, [])
            assert SUBJECT in search(driver, "")
        assert not driver.window.notice.isVisible()
        assert [name for name in CHANGING if actions[name].isEnabled()] == []

    for kind in ENTITY_TYPES:
        driver.page.document.show(kind, SUBJECT)
        for field in FORMS[kind]:
            form = driver.page.inspector.page(kind).form_of(field.name)
            widget = cast(QWidget, form.fields[field.name].editor)
            assert (widget.isVisibleTo(driver.page.inspector), widget.isEnabled()) == (True, False), field.name
        assert [
            b.text() for b in driver.page.inspector.findChildren(QAbstractButton)
            if b.isVisible() and b.isEnabled() and b.text().startswith(("Delete", "Move", "+ ", "×"))
        ] == []  # fmt: skip
    assert driver.agenda is before
    possible = ("save_copy", "new_edition", "print_programme", "print_runsheet", "releases", "find", "close")
    assert [name for name in possible if not actions[name].isEnabled()] == []


def test_keys_of_the_list_change_nothing_and_it_is_said_why(driver: WindowDriver) -> None:
    open_list(driver, "people")
    driver.page.document.show(Person, SUBJECT)
    before = driver.agenda
    for key in (Key.Key_Delete, Key.Key_Insert):
        driver.key(key)
        assert (driver.agenda is before, chosen(driver)) == (True, [SUBJECT])
        assert driver.window.notice.sentence.text() == (
            "“full.estrad” cannot be changed here: the file or its folder is read-only. "
            "Save a copy in a folder of your own and work there."
        )
        driver.window.notice.sentence.setText("")
