"""Tests that an erased person's profile goes from all that was sent, and that nobody else's does."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from planner.commands.duplicates import merge_two_people
from planner.commands.edit import edit
from planner.domain.entities import Partner, Person
from planner.domain.long_task import run_to_end
from planner.domain.published_files import FileState, PublishedFile
from planner.domain.value_objects import Link, ProfileChoice
from planner.environment import Environment
from planner.eraser import Eraser
from planner.programme.difference import difference
from planner.storage.ledger import read_published_files, write_delivered_files, write_pending_files
from planner.workspace import Workspace
from tests.builders import agenda, person, speaker, talk

FACES = {
    sha256(face).hexdigest(): face for face in (b"\x89PNG\r\n\x1a\n " + who for who in (b"hers", b"adas", b"logo"))
}
HERS, ADAS, LOGO = FACES
SAILS = "Sails alone since the age of nine."
"""A biography without the name."""


@pytest.fixture
def sent(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Open a conference with two versions: Ada's photo and a partner are in the first one only, Zelda is in both."""
    zelda = person(
        "zelda", name="Zelda Quistgaard", bio=SAILS, photo=HERS, links=(Link("https://sea.example.org/z"),),
        pronouns="xe", languages=("sv",),
    )  # fmt: skip
    ada = person("ada", name="Ada Ek", bio="Rows with Zelda Quistgaard.", photo=ADAS)
    ships, boats = (
        talk(name, "hall", times, people=(speaker(who),))
        for name, times, who in (("ships", "09:00-09:30", "zelda"), ("boats", "10:00-10:30", "ada"))
    )
    made = agenda(zelda, ada, ships, boats, Partner(id="p", name="P", logo=LOGO), profiles=ProfileChoice.PUBLISHED)
    world = replace(env, data_folder=tmp_path / "data")
    with closing(Workspace.create(tmp_path / "plan.estrad", made, world, FACES)) as opened:
        opened.outbox.send(lambda sending: {})
        opened.apply(edit(opened.agenda, Person, "ada", photo=None))
        opened.apply(edit(opened.agenda, Partner, "p", logo=None))
        opened.outbox.send(lambda sending: {})
        yield opened


def erase(workspace: Workspace, env: Environment, who: str = "zelda") -> None:
    eraser = Eraser(workspace, env, who)
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))


def profiles(workspace: Workspace) -> list[list[tuple[str, str, str]]]:
    """Return name, biography and photo of each profile in each version."""
    versions = (release.programme.people or () for release in workspace.releases.all())
    return [[(one.name, one.bio, one.photo) for one in people] for people in versions]


def test_a_profile_goes_from_every_version_though_the_name_is_not_in_it(sent: Workspace, env: Environment) -> None:
    assert profiles(sent)[1] == [
        ("Ada Ek", "Rows with Zelda Quistgaard.", ""), ("Zelda Quistgaard", SAILS, HERS),
    ]  # fmt: skip

    erase(sent, env)

    rows = "Rows with [name erased]."
    assert profiles(sent) == [[("Ada Ek", rows, ADAS)], [("Ada Ek", rows, "")]]
    data = sent.path.read_bytes()
    found = (SAILS.encode(), FACES[HERS], HERS.encode(), b"sea.example.org", b'"xe"')
    assert [text for text in found if text in data] == []


def test_pictures_that_a_version_still_shows_are_kept_and_no_other(sent: Workspace, env: Environment) -> None:
    erase(sent, env)

    assert {name: sent.pictures.read(name) for name in FACES} == {**FACES, HERS: None}


def test_no_line_of_a_change_names_the_erased(sent: Workspace, env: Environment) -> None:
    erase(sent, env)
    first, second = (release.programme for release in sent.releases.all())

    told = [str(change.line) for shown in (first, second) for change in difference(shown, sent.programme())]
    assert [line for line in told if "Zelda" in line or "biograph" in line] == []


def test_the_profile_of_one_who_was_merged_by_hand_goes_too(sent: Workspace, env: Environment) -> None:
    sent.apply(edit(sent.agenda, Person, "ada", name="Zelda Quistgaard"))
    sent.outbox.send(lambda sending: {})
    sent.apply(merge_two_people(sent.agenda, "zelda", "ada"))
    erase(sent, env)

    assert profiles(sent) == [
        [("Ada Ek", "Rows with [name erased].", ADAS)],
        [("Ada Ek", "Rows with [name erased].", "")],
        [],
    ]


def test_a_namesakes_profile_stays(sent: Workspace, env: Environment) -> None:
    sent.apply(edit(sent.agenda, Person, "ada", name="Zelda Quistgaard", bio="Rows."))
    sent.outbox.send(lambda sending: {})
    erase(sent, env)

    assert [bio for _name, bio, _photo in profiles(sent)[2]] == ["Rows."]


def test_published_files_that_may_name_the_erased_are_no_longer_what_is_to_lie_there(
    sent: Workspace, env: Environment
) -> None:
    files = [
        PublishedFile(name, name.encode().hex(), product, 2, state)
        for name, product, state in (
            ("c.ics", "calendar", FileState.OUT), ("c.pdf", "programme", FileState.OUT),
            ("c.md", "markdown", FileState.OWED), ("c.json", "schedule-json", FileState.LEAVING),
        )
    ]  # fmt: skip
    with sent._file.connection.transaction() as db:
        write_pending_files(db, files)
        write_delivered_files(db, files[:2])

    erase(sent, env)

    with sent._file.connection.reading() as sql:
        found = {file.name: file.state for file in read_published_files(sql)}
    assert found == {
        "c.ics": FileState.OUT, "c.pdf": FileState.ERASED, "c.md": FileState.ERASED, "c.json": FileState.LEAVING,
    }  # fmt: skip
