"""A read-only file: every page shows it, nothing can be changed, and no enabled button promises to."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from planner.domain.entities import ENTITY_TYPES, Entity, Person
from planner.workspace import Environment, Workspace
from tests.every_field import PICTURES, SUBJECT, full_agenda
from tests.ui.conftest import NewWindow
from tests.ui.lists import KEYS, chosen, go, ids, listed, open_list, search
from tests.ui.window_driver import Hands, Key
from ui.state.fields.forms import FORMS

CHANGING = (
    "undo", "redo", "add", "duplicate", "edit", "move", "unplace", "delete", "send", "import",
)  # fmt: skip


@pytest.fixture
def hands(new_window: NewWindow, env: Environment) -> Iterator[Hands]:
    """Yield the hands on a file of another user, in a folder of theirs."""
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
        hands = Hands(new_window(path))
        assert hands.window.notice.sentence.text().startswith("“full.estrad” is read-only here")
        hands.window.notice.hide()
        yield hands
        if root:
            os.seteuid(0)
        os.chmod(path.parent, 0o755)


@pytest.mark.parametrize("place", KEYS)
def test_every_page_shows_it(hands: Hands, place: str) -> None:
    go(hands, place)

    if place in ("people", "sessions", "venue"):
        assert SUBJECT in ids(hands)
        assert not listed(hands).adder.isEnabled()
        assert search(hands, "nothing of the kind") == []
        assert SUBJECT in search(hands, "")
    assert not hands.window.notice.isVisible()
    assert [name for name in CHANGING if hands.window.actions_by_name[name].isEnabled()] == []


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_field_is_seen_and_none_can_be_changed(hands: Hands, kind: type[Entity]) -> None:
    hands.page.desk.show(kind, SUBJECT)

    for field in FORMS[kind]:
        form = hands.page.inspector.page(kind).form_of(field.name)
        widget = cast(QWidget, form.editors[field.name])
        assert (widget.isVisibleTo(hands.page.inspector), widget.isEnabled()) == (True, False), field.name


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_what_can_be_pressed_beside_it_changes_nothing_and_is_refused_nowhere(hands: Hands, kind: type[Entity]) -> None:
    hands.page.desk.show(kind, SUBJECT)
    before = hands.agenda

    enabled = [
        b.text() for b in hands.page.inspector.findChildren(QAbstractButton)
        if b.isVisible() and b.isEnabled() and b.text().startswith(("Delete", "Move", "+ ", "×"))
    ]  # fmt: skip

    assert enabled == []
    assert hands.agenda is before


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Insert])
def test_keys_of_the_list_change_nothing_and_it_is_said_why(hands: Hands, key: Key) -> None:
    open_list(hands, "people")
    hands.page.desk.show(Person, SUBJECT)
    before = hands.agenda

    hands.key(key)

    assert hands.agenda is before
    assert chosen(hands) == [SUBJECT]
    assert hands.window.notice.sentence.text() == (
        "“full.estrad” cannot be changed here: the file or its folder is read-only. "
        "Save a copy in a folder of your own and work there."
    )


def test_a_copy_and_the_next_edition_can_be_made(hands: Hands) -> None:
    possible = ("save_copy", "new_edition", "print", "run_sheet", "releases", "find", "select_all", "close")

    assert [name for name in possible if not hands.window.actions_by_name[name].isEnabled()] == []
