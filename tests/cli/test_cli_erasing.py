"""Tests of `erase`: it lists what would be deleted, and deletes it only with --yes."""

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Session
from planner.workspace import Workspace


@pytest.fixture
def named(plan, env):
    """Return the plan after lunch was named after Ada."""
    workspace = Workspace.open(plan, env)
    workspace.apply(edit(workspace.agenda, Session, "lunch", title="Ada's lunch", note="Ask Ada"))
    workspace.close()
    return plan


def test_without_yes_nothing_is_erased_and_all_is_said(estrad, named):
    before = named.read_bytes()
    assert estrad("erase", "plan.estrad", "ada").out == (
        "goes\tSession/lunch/title\ttitle of “Ada's lunch”\tAda's lunch\n"
        "goes\tSession/lunch/note\tnote of “Ada's lunch”\tAsk Ada\n"
        "0 versions of the plan that were kept\n"
        "“Ada” would be erased; --yes does it, and undo ends there.\n"
    )
    assert named.read_bytes() == before


def test_with_yes_the_person_goes_and_the_texts_but_those_that_are_left(estrad, named, env):
    answer = estrad("erase", "plan.estrad", "Ada", "--yes", "--leave", "Session/lunch/title")
    assert (answer.code, answer.out.splitlines()[-1]) == (
        0, "“Ada” is erased. What was done before cannot be undone any more.",
    )  # fmt: skip
    workspace = Workspace.open(named, env)
    lunch = workspace.agenda.sessions["lunch"]
    assert (lunch.title, lunch.note, "ada" in workspace.agenda.people) == ("Ada's lunch", "Ask [name erased]", False)
    workspace.close()


def test_a_text_that_there_is_not_is_a_wrong_call(estrad, named):
    answer = estrad("erase", "plan.estrad", "ada", "--yes", "--leave", "Session/lunch/cues")
    assert answer == (2, "", "The name stands in no text “Session/lunch/cues”. "
                             "`erase FILE PERSON` lists the texts with their keys.\n")  # fmt: skip


def test_json_has_each_text_and_whether_it_goes(estrad, named):
    found = estrad("erase", "plan.estrad", "ada", "--leave", "Session/lunch/note", "--json").json
    assert [(text["key"], text["goes"]) for text in found["texts"]] == [
        ("Session/lunch/title", True), ("Session/lunch/note", False),
    ]  # fmt: skip
    assert (found["erased"], found["versions"], found["sent"]) == (False, 0, [])
