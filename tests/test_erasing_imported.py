"""Tests of erasing somebody imported from lists by names: no memory of an import leads back to them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.commands.duplicates import keep_apart, merge
from planner.commands.edit import edit
from planner.commands.people import add_person
from planner.domain.entities import Session
from planner.domain.fingerprint import fingerprint, fingerprint_of_key
from planner.domain.long_task import run_to_end
from planner.environment import Environment
from planner.eraser import Eraser
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import Incoming
from planner.importing.planning import plan_import
from planner.workspace import Workspace
from tests.builders import agenda
from tests.importing.lists import a_list, listed, somebody

ZELDA, BY_HER = "Zelda Quistgaard", "Ships, by Zelda Quistgaard"
PEOPLE = a_list(somebody(ZELDA, email="zelda@example.org"), somebody("Ada Berg"), namespace="people")
TALKS = a_list(
    listed(BY_HER, "09:00", ZELDA), listed("Panel", "10:00", ZELDA, "Ada Berg"), listed("Left", "11:00", ZELDA),
    listed("Hers no more", "12:00", "Ada Berg"),
)  # fmt: skip
ELSEWHERE = a_list(
    listed(BY_HER, "09:00", "Z. Quistgaard"), listed("Alone", "13:00", "Z. Quistgaard"), namespace="other"
)
THIRD = a_list(listed("Alone", "13:00", "Z. Quistgaard"), namespace="third")
LISTS = (PEOPLE, TALKS, ELSEWHERE, THIRD)


@pytest.fixture
def workspace(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Open a conference with Zelda from four lists by names, one of them under a name that was merged into hers."""
    opened = Workspace.create(tmp_path / "plan.estrad", agenda(), replace(env, data_folder=tmp_path / "data"))
    for incoming in LISTS:
        take(opened, incoming)
    ids = {person.name: person.id for person in opened.agenda.people.values()}
    opened.apply(merge(opened.agenda, ids[ZELDA], ids["Z. Quistgaard"]))
    opened.apply(add_person(opened.agenda, "xenia", name="Xenia Qvist"))
    opened.apply(keep_apart(opened.agenda, "xenia", [ids[ZELDA]]))
    (left,) = (session for session in opened.agenda.sessions.values() if session.title == "Left")
    opened.apply(edit(opened.agenda, Session, left.id, people=()))
    (alone,) = (session for session in opened.agenda.sessions.values() if session.title == "Alone")
    opened.apply(edit(opened.agenda, Session, alone.id, abstract="Z. Quistgaard is well known"))
    yield opened
    opened.close()


def take(workspace: Workspace, incoming: Incoming) -> None:
    """Import the proposed changes of a list."""
    zone = choose_zone(incoming.zone, "", workspace.agenda.conference.timezone)
    workspace.apply(run_to_end(plan_import(workspace.agenda, incoming, zone, workspace.new_id)).change())


def traces() -> dict[str, str]:
    """Return what leads back to her, by its origin: words, and fingerprints of keys and of a session's people."""
    found = {word: word for word in ("zelda", "quistgaard")}
    for incoming in LISTS:
        for sort, things in (("Person", incoming.people), ("Session", incoming.sessions)):
            for thing in things:
                if "Quistgaard" in thing.key:
                    found[f"{sort} {thing.key}"] = fingerprint_of_key(sort, thing.key)
                    found[thing.key] = fingerprint(thing.key)
        for session in incoming.sessions:
            if any("Quistgaard" in key for key, _ in session.people):
                found[f"people of {session.key}"] = fingerprint(sorted(session.people))
    return found


def left_in(path: Path) -> set[str]:
    data = path.read_bytes().lower()
    return {what for what, trace in traces().items() if trace.encode() in data}


def test_neither_names_nor_fingerprints_of_their_keys_are_left(workspace: Workspace, tmp_path: Path, env: Environment):
    (zelda,) = (person.id for person in workspace.agenda.people.values() if person.name == ZELDA)
    assert len(left_in(workspace.path)) > 8

    eraser = Eraser(workspace, env, zelda)
    eraser.erase([mention.key for mention in eraser.mentions])

    assert left_in(workspace.path) == set()
    assert "[name erased] is well known" in workspace.path.read_bytes().decode(errors="replace")
    assert zelda.encode() not in workspace.path.read_bytes()


def test_what_was_no_word_of_theirs_is_remembered(workspace: Workspace, env: Environment):
    (zelda,) = (person.id for person in workspace.agenda.people.values() if person.name == ZELDA)
    eraser = Eraser(workspace, env, zelda)
    before = {s.title: s.told for s in workspace.agenda.sessions.values()}["Hers no more"]

    eraser.erase([mention.key for mention in eraser.mentions])

    assert {s.title: s.told for s in workspace.agenda.sessions.values()}["Hers no more"] == before
