"""Tests that every field of every thing survives saving, undo and redo after reopening, and Save a copy."""

from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.change import change
from planner.domain.entities import ENTITY_TYPES, Conference, Cover, Entity, Session, Template, Venue
from planner.domain.text import Text
from planner.workspace import Environment, Workspace
from tests.every_field import PICTURES, at_default, changeable, changed, changed_value, full_agenda, subject
from tests.storage.samples import NAME, contents

KINDS = pytest.mark.parametrize("kind", ENTITY_TYPES, ids=lambda kind: kind.__name__)


@KINDS
def test_no_field_of_the_full_thing_is_at_its_default(kind: type[Entity]) -> None:
    assert list(at_default(subject(kind, full_agenda()))) == []


@KINDS
def test_every_field_has_another_value(kind: type[Entity]) -> None:
    before = subject(kind, full_agenda())

    assert [name for name in changeable(kind) if getattr(before, name) == changed_value(kind, name)] == []


def test_the_full_conference_survives_the_file_and_its_copy(tmp_path: Path, env: Environment) -> None:
    with closing(Workspace.create(tmp_path / NAME, full_agenda(), env, PICTURES)) as workspace:
        workspace.save_copy(tmp_path / "copy.estrad")

    assert contents(tmp_path / NAME, env)[0] == full_agenda()
    assert contents(tmp_path / "copy.estrad", env)[0] == full_agenda()


@KINDS
def test_every_field_survives(tmp_path: Path, env: Environment, kind: type[Entity]) -> None:
    """There is one step for each field; then the file is reopened, copied, and undone and redone step by step."""
    with closing(Workspace.create(tmp_path / NAME, full_agenda(), env, PICTURES)) as workspace:
        names, snapshots = changeable(kind), [full_agenda()]
        for name in names:
            before = subject(kind, workspace.agenda)
            workspace.apply(change(Text(name), (before, changed(before, name))))
            snapshots.append(workspace.agenda)
        workspace.save_copy(tmp_path / "copy.estrad")

    assert contents(tmp_path / "copy.estrad", env)[0] == snapshots[-1]
    with closing(Workspace.open(tmp_path / NAME, env)) as workspace:
        assert workspace.agenda == snapshots[-1]
        for number, name in reversed(list(enumerate(names))):
            assert workspace.undo(), name
            assert workspace._file.read_agenda() == workspace.agenda == snapshots[number], name
    with closing(Workspace.open(tmp_path / NAME, env)) as workspace:
        for number, name in enumerate(names, start=1):
            assert workspace.redo(), name
            assert workspace._file.read_agenda() == workspace.agenda == snapshots[number], name


@pytest.mark.parametrize("kind", [k for k in ENTITY_TYPES if k not in (Conference, Venue)], ids=lambda k: k.__name__)
def test_every_thing_dies_and_comes_back(tmp_path: Path, env: Environment, kind: type[Entity]) -> None:
    with closing(Workspace.create(tmp_path / NAME, full_agenda(), env, PICTURES)) as workspace:
        shown = workspace.agenda
        pointing = [
            (thing, None)
            for thing in shown.entities()
            if type(thing) in (Cover, Session, Template) and type(thing) is not kind
        ]
        workspace.apply(change(Text("Delete"), *pointing, (subject(kind, shown), None)))

    with closing(Workspace.open(tmp_path / NAME, env)) as workspace:
        assert workspace.agenda.find(kind, subject(kind, shown).id) is None
        workspace.undo()

    assert contents(tmp_path / NAME, env)[0] == shown
