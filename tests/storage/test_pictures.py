"""Tests of photos and logos as part of the conference: stored with the change that refers to them, or not at all."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.domain.change import change
from planner.domain.entities import Person
from planner.domain.errors import EstradError, StorageFull
from planner.domain.text import Text
from planner.storage import pictures
from planner.workspace import Environment, Workspace
from tests.builders import agenda, person
from tests.every_field import BLUE, PICTURES, RED
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, refusal
from tests.storage.test_opening import DAMAGED, sql


@pytest.fixture
def opened(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Create and open a conference of one person without a photo."""
    with closing(Workspace.create(tmp_path / NAME, agenda(person("ada")), env)) as workspace:
        yield workspace


def photo(workspace: Workspace, picture: str | None, **stored: bytes) -> None:
    """Give Ada that photo."""
    workspace.apply(edit(workspace.agenda, Person, "ada", photo=picture), stored)


def stored(workspace: Workspace) -> int:
    """Return the number of pictures in the file."""
    return int(workspace._file.connection.sql.execute("SELECT count(*) FROM pictures").fetchone()[0])


def test_a_photo_is_there_after_a_reopening(opened: Workspace, opens: Opens) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    opened.close()

    again = opens(opened.path)
    assert again.agenda.people["ada"].photo == RED
    assert (again.pictures.read(RED), again.pictures.read(BLUE)) == (PICTURES[RED], None)


def test_a_new_conference_comes_with_its_pictures(tmp_path: Path, env: Environment) -> None:
    workspace = Workspace.create(tmp_path / NAME, agenda(person("ada", photo=RED), logo=BLUE), env, PICTURES)

    assert {picture: workspace.pictures.read(picture) for picture in PICTURES} == PICTURES
    workspace.close()


def test_undo_and_redo_find_every_photo_again(opened: Workspace, opens: Opens) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    photo(opened, BLUE, **{BLUE: PICTURES[BLUE]})
    opened.apply(delete_person(opened.agenda, "ada"))
    opened.undo()
    opened.undo()
    opened.close()

    again = opens(opened.path)
    assert again.agenda.people["ada"].photo == RED
    again.redo()
    assert (again.agenda.people["ada"].photo, again.pictures.read(BLUE)) == (BLUE, PICTURES[BLUE])


def test_the_same_picture_is_stored_once(opened: Workspace) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    photo(opened, None)
    photo(opened, RED, **{RED: PICTURES[RED]})

    assert stored(opened) == 1


def test_a_copy_has_the_pictures(tmp_path: Path, opened: Workspace, opens: Opens) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    opened.save_copy(tmp_path / "copy.estrad")
    opened.close()

    assert opens(tmp_path / "copy.estrad").pictures.read(RED) == PICTURES[RED]


def test_a_write_that_fails_leaves_no_picture(opened: Workspace) -> None:
    """The file may grow no further, so there is no room for the picture or for the step after it."""
    conn = opened._file.connection.sql
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    large = bytes(100_000)
    picture = sha256(large).hexdigest()

    with pytest.raises(StorageFull):
        photo(opened, picture, **{picture: large})

    assert (stored(opened), opened.agenda.people["ada"].photo, opened.history.undoable) == (0, None, None)
    assert opened._file.read_agenda() == opened.agenda


def test_a_change_that_fails_takes_its_picture_back(opened: Workspace) -> None:
    nobody = person("nobody")
    opened.agenda = opened.agenda.of(*opened.agenda.entities(), nobody)

    with pytest.raises(ValueError, match="not there"):
        opened.apply(change(Text("Change"), (nobody, replace(nobody, photo=RED))), {RED: PICTURES[RED]})

    assert stored(opened) == 0


@pytest.mark.parametrize("picture", [BLUE, RED.upper(), ""])
def test_a_picture_has_the_name_of_its_bytes(opened: Workspace, picture: str) -> None:
    with pytest.raises(ValueError, match="name of another"):
        photo(opened, picture, **{picture: PICTURES[RED]})

    assert (stored(opened), opened.agenda.people["ada"].photo) == (0, None)


def test_a_picture_as_large_as_may_be_and_one_larger(opened: Workspace, opens: Opens) -> None:
    large, larger = bytes(pictures.LARGEST_PICTURE), bytes(pictures.LARGEST_PICTURE + 1)
    first, second = sha256(large).hexdigest(), sha256(larger).hexdigest()
    photo(opened, first, **{first: large})

    with pytest.raises(EstradError, match="too large: 16 MiB"):
        photo(opened, second, **{second: larger})

    opened.close()
    again = opens(opened.path)
    assert (again.agenda.people["ada"].photo, again.pictures.read(first)) == (first, large)
    assert again.pictures.read(second) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET photo = 'nothing'",
        "UPDATE conference SET logo = 'nothing'",
        "INSERT INTO partners VALUES ('p', 'P', 'partner', '', 'nothing', 0)",
        "DELETE FROM pictures",
    ],
)
def test_a_picture_that_is_not_there_is_damage(opened: Workspace, env: Environment, statement: str) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    opened.close()
    sql(statement)(opened.path)

    assert str(refusal(opened.path, env).problem) == DAMAGED
