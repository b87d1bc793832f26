"""Tests of the full example: everything is filled in, in both languages alike, and one thing clashes."""

from collections import Counter
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from planner.commands.conference import full_example
from planner.domain.agenda import Agenda, picture_ids
from planner.domain.entities import ENTITY_TYPES, INTERNAL
from planner.domain.languages import LANGUAGES
from planner.domain.value_objects import Status
from planner.environment import Environment
from planner.rules import check
from planner.rules.rule import Severity
from planner.workspace import Workspace
from tests.cli.commands import command_line

AT_DEFAULT = {"origin", "language", *INTERNAL}
"""What only imports fill in, and the language, which is English by default."""
AFTER = date(2026, 12, 1)
"""A day after the last answer in it."""


@pytest.fixture(params=LANGUAGES)
def example(request: pytest.FixtureRequest, env: Environment) -> SimpleNamespace:
    agenda, pictures = full_example(env.ids, request.param)
    return SimpleNamespace(language=request.param, agenda=agenda, pictures=pictures)


def unused(agenda: Agenda, kind: type[Any]) -> set[str]:
    """Return the fields that no entity of a kind has otherwise than at their default."""
    things = [thing for thing in agenda.entities() if type(thing) is kind]
    return {
        field.name for field in fields(kind) if all(getattr(thing, field.name) == field.default for thing in things)
    }


def test_sixteen_sessions_in_three_rooms_two_blocks_with_chairs_and_one_draft(example: SimpleNamespace) -> None:
    agenda = example.agenda
    drafts = [session for session in agenda.sessions.values() if session.status is Status.DRAFT]

    assert (len(agenda.sessions), len(agenda.rooms), len(agenda.people), len(drafts)) == (16, 3, 12, 1)
    assert [len(block.chairs) for block in agenda.blocks.values()] == [1, 1]
    assert Counter(bool(session.block) for session in agenda.sessions.values()) == {False: 10, True: 6}
    assert agenda.conference.language == example.language


def test_one_thing_clashes_and_what_else_is_to_be_done_is_said(example: SimpleNamespace) -> None:
    found = Counter((one.rule, one.severity) for one in check(example.agenda, today=AFTER))

    assert found == {
        ("person-in-two-places", Severity.PROBLEM): 1,
        ("equipment-missing", Severity.WARNING): 1,
        ("person-unconfirmed", Severity.WARNING): 2,
    }


def test_every_field_is_filled_in_somewhere(example: SimpleNamespace) -> None:
    left = {kind.__name__: unused(example.agenda, kind) - AT_DEFAULT for kind in ENTITY_TYPES}

    assert {name: found for name, found in left.items() if found} == {
        "Conference": {"logo_address", "naming", "abstracts", "speakers_in_title", "timezone"},
        "Room": {"column"},
        "Block": {"one_entry"},
        "Session": {"description", "pinned"},
        "Day": {"opens"},
        "Template": {"kind", "position"},
    }


def test_each_person_has_a_portrait_and_all_that_attendees_read(example: SimpleNamespace) -> None:
    people = example.agenda.people.values()

    assert len({person.photo for person in people}) == 12
    assert picture_ids(example.agenda) == example.pictures.keys()
    assert [p.name for p in people if not (p.title and p.organisation and p.bio and p.email and p.languages)] == []
    assert [s.title for s in example.agenda.sessions.values() if not (s.abstract or s.facts.pause)] == []


def test_it_is_made_in_any_language_with_ids_of_its_own(env: Environment) -> None:
    (first, _), (second, _) = full_example(env.ids, "sv"), full_example(env.ids, "fi")

    assert (first.conference.title, second.conference.title) == (
        "Staden efter mörkrets inbrott 2027", "The City After Dark 2027",
    )  # fmt: skip
    assert {thing.id for thing in first.entities()} & {thing.id for thing in second.entities()} == set()


def test_the_command_line_makes_it_in_its_language(
    env: Environment, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    estrad = command_line(env, capsys, "sv")

    assert estrad("sample", "f.estrad", "--full").out == "”f.estrad” innehåller ”Staden efter mörkrets inbrott 2027”.\n"
    with closing(Workspace.open(tmp_path / "f.estrad", env)) as workspace:
        stored = {picture: workspace.pictures.read(picture) for picture in picture_ids(workspace.agenda)}
    assert (len(stored), all(stored.values())) == (13, True)
