"""Tests of *Erase* against the spellings of persons in Swedish, English and German."""

from contextlib import closing
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Person
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, person, talk
from tests.cli.commands import Estrad, command_line
from tests.erasing_spellings import PEOPLE, SPELLINGS, STRANGERS, Expected


@pytest.fixture
def estrad(env: Environment, capsys: pytest.CaptureFixture[str]) -> Estrad:
    """Return a function that runs one command in English."""
    return command_line(env, capsys)


def planted(path: Path, env: Environment, key: str, texts: list[str]) -> None:
    """Create a conference with a person, under the former name at first, and each text in a session of its own."""
    known = PEOPLE[key]
    sessions = [
        talk(f"s{number}", title=f"Session {number}", **{("note", "abstract")[number % 2]: text})
        for number, text in enumerate(texts)
    ]
    them = person(key, name=known.former or known.name, email=known.email, phone=known.phone)
    with closing(Workspace.create(path, agenda(them, *sessions), env)) as workspace:
        if known.former:
            workspace.apply(edit(workspace.agenda, Person, key, name=known.name))


def number_of(text_key: str) -> int:
    """Return the number of the session in the key of a text, such as ``Session/s3/note``."""
    return int(text_key.split("/")[1].removeprefix("s"))


@pytest.mark.parametrize("key", PEOPLE)
def test_a_spelling_is_ticked_or_shown(key: str, estrad: Estrad, env: Environment, tmp_path: Path) -> None:
    spellings = SPELLINGS[key]
    planted(tmp_path / "plan.estrad", env, key, [spelling.planted for spelling in spellings])

    texts = estrad("erase", tmp_path / "plan.estrad", PEOPLE[key].name, "--json").json["texts"]

    told = {number_of(text["key"]): Expected.SURE if text["sure"] else Expected.SHOWN for text in texts}
    found = {spelling.form: told.get(number) for number, spelling in enumerate(spellings)}
    assert found == {spelling.form: spelling.expected for spelling in spellings}


@pytest.mark.parametrize("key", PEOPLE)
def test_what_was_shown_goes_when_it_is_taken(key: str, estrad: Estrad, env: Environment, tmp_path: Path) -> None:
    """A form may not stay because only another form in the same text was found: each is alone in its text."""
    spellings = SPELLINGS[key]
    planted(tmp_path / "plan.estrad", env, key, [spelling.planted for spelling in spellings])
    texts = estrad("erase", tmp_path / "plan.estrad", PEOPLE[key].name, "--json").json["texts"]
    takes = [word for text in texts if not text["sure"] for word in ("--take", text["key"])]

    assert estrad("erase", tmp_path / "plan.estrad", PEOPLE[key].name, "--yes", *takes).code == 0

    sessions = estrad("list", tmp_path / "plan.estrad", "sessions", "--json").json
    left = {int(session["title"].split()[1]): session["note"] + session["abstract"] for session in sessions}
    assert [s.form for number, s in enumerate(spellings) if s.form in left[number]] == []


@pytest.mark.parametrize("key", STRANGERS)
def test_what_only_looks_alike_is_not_ticked(key: str, estrad: Estrad, env: Environment, tmp_path: Path) -> None:
    planted(tmp_path / "plan.estrad", env, key, list(STRANGERS[key]))

    texts = estrad("erase", tmp_path / "plan.estrad", PEOPLE[key].name, "--json").json["texts"]

    assert [text["text"] for text in texts if text["sure"]] == []
