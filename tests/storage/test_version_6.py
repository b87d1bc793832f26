"""Tests that a file of version 6, which knew no profiles, is sent again as what it was."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from planner.commands.conference import set_profile_answer
from planner.commands.edit import edit
from planner.domain.entities import Person
from planner.domain.value_objects import ProfileChoice
from planner.exporting.ics import to_ics
from planner.programme.difference import difference
from planner.programme.release import LedgerEntry
from planner.workspace import Environment, Workspace
from tests.builders import Clock

FILES = Path(__file__).parent / "files"


@pytest.fixture
def upgraded(tmp_path: Path, env: Environment, clock: Clock) -> Iterator[Workspace]:
    """Open a copy of the stored file a day after it was sent; its steps have the first of the ids."""
    clock.forward(days=1)
    assert [env.ids() for _ in range(9)][-1] == "id9"
    with closing(Workspace.open(Path(shutil.copy(FILES / "version-6.estrad", tmp_path / "c.estrad")), env)) as found:
        yield found


def calendar(workspace: Workspace) -> bytes:
    """Return the calendar as it was sent last, made anew."""
    return to_ics(workspace.programme(), workspace.releases.ledger(), workspace.wording)


def send(workspace: Workspace) -> tuple[int, Mapping[str, LedgerEntry]]:
    """Send the calendar; return the number of the version, and its entries."""
    sent = workspace.outbox.send(lambda sending: {})
    return sent.release.number, sent.ledger.entries


def test_an_older_file_publishes_nothing_of_people_until_it_is_asked(upgraded: Workspace) -> None:
    assert (upgraded.agenda.conference.profiles, upgraded.programme().people) == (ProfileChoice.NOT_ASKED, ())
    assert all(one.publish_profile for one in upgraded.agenda.people.values())

    upgraded.apply(set_profile_answer(upgraded.agenda, ProfileChoice.PUBLISHED))
    assert [one.name for one in upgraded.programme().people or ()] == ["Ada Öst", "Bo Lind"]
    upgraded.undo()
    assert upgraded.programme().people == ()


@pytest.mark.parametrize("answer", ProfileChoice)
def test_version_and_calendar_of_an_older_file_stay_whatever_is_answered(
    upgraded: Workspace, answer: ProfileChoice
) -> None:
    upgraded.apply(set_profile_answer(upgraded.agenda, answer))
    last, before = upgraded.releases.last, upgraded.releases.ledger().entries

    assert last is not None
    assert difference(last.programme, upgraded.programme()) == []
    assert calendar(upgraded) == (FILES / "version-6.ics").read_bytes()
    assert send(upgraded) == (2, before)


def test_a_version_sent_since_knows_profiles_and_a_later_change_of_one_is_the_next(upgraded: Workspace) -> None:
    upgraded.apply(set_profile_answer(upgraded.agenda, ProfileChoice.PUBLISHED))
    upgraded.apply(edit(upgraded.agenda, Person, "ada", title="Rector"))
    number, entries = send(upgraded)
    upgraded.apply(edit(upgraded.agenda, Person, "ada", bio="Ada rests."))

    assert number == 3
    assert send(upgraded) == (4, entries)
