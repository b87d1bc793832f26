"""Tests of the people in sessions: telling namesakes apart, and changing several sessions or people at once."""

from datetime import date

import pytest

from planner.commands.appearances import add_by_name, add_known, add_new, answer_all, distinct_names, person_by_name
from planner.commands.edit import edit
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Person, Session
from planner.domain.enums import Kind, Role, State
from planner.domain.errors import EstradError
from planner.domain.value_objects import Appearance
from planner.rules.completeness import SESSION_WITHOUT_SPEAKER
from tests.builders import DAY, agenda, day, moderator, person, speaker, talk

TODAY = date(2024, 3, 1)
ADAS = (
    Person(id="one", name="Ada", title="Dr", organisation="KTH"), Person(id="two", name="Ada", organisation="SU"),
    Person(id="three", name="ada"),
)  # fmt: skip


def cast(made: Agenda, session: str) -> list[str]:
    """Return the ids of the people in a session."""
    return [a.person for a in made.sessions[session].people]


def test_those_of_one_name_are_told_apart_by_what_else_is_known() -> None:
    people = (*ADAS, person("bo"), Person(id="four", name="ADA"))

    assert {told: p.id for told, p in distinct_names(people).items()} == {
        "Ada · Dr · KTH": "one", "Ada · SU": "two", "ada · 2": "three", "Bo": "bo", "ADA · 3": "four",
    }  # fmt: skip


def test_of_two_of_one_name_the_one_who_is_not_there_yet_is_meant_and_none_is_guessed() -> None:
    plan = agenda(*ADAS[:2], talk("a"))
    one = plan.after(add_known(plan, ["a"], "one", None))
    both = one.after(add_by_name(one, ["a"], "Ada", Role.SPEAKER, "new"))

    assert (cast(one, "a"), cast(both, "a")) == (["one"], ["one", "two"])
    assert cast(plan.after(add_new(plan, ["a"], "Ada", None, "new")), "a") == ["new"]
    assert person_by_name(plan, "ada · su") == plan.people["two"]
    with pytest.raises(EstradError, match=r"^2 people are called “ada”\.$"):
        add_by_name(plan, ["a"], "ada", Role.SPEAKER, "new")
    with pytest.raises(EstradError, match="already has that role"):
        add_by_name(both, ["a"], "Ada", Role.SPEAKER, "new")


@pytest.mark.parametrize("typed", ["Eva Ek\tKTH\teva@kth.se", "Eva Ek <eva@kth.se>", "eva@kth.se"])
def test_an_address_pasted_with_a_name_does_not_become_a_name(typed: str) -> None:
    with pytest.raises(EstradError, match=r"“eva@kth\.se” is no part of a name"):
        add_by_name(agenda(talk("a")), ["a"], typed, Role.SPEAKER, "new")


def test_somebody_is_added_to_several_sessions_in_one_step() -> None:
    plan = agenda(person("bo"), talk("a", people=(speaker("bo"),)), talk("b"), talk("c"))

    found = add_by_name(plan, ["a", "b", "c"], "Bo", Role.SPEAKER, "new")

    assert str(found.label) == "Add Bo to 2 sessions"
    assert [cast(plan.after(found), session) for session in "abc"] == [["bo"]] * 3
    born = add_by_name(plan, ["a", "b"], " Cy ", Role.MODERATOR, "new")
    assert (str(born.label), plan.after(born).people["new"].name) == ("Add Cy to 2 sessions", "Cy")
    assert plan.after(born).after(born.inverse()) == plan


def test_all_answers_of_some_people_are_set_their_stretches_too() -> None:
    plan = agenda(
        day(), person("ada"), person("bo"), Cover(id="morning", person="ada", day=DAY, state=State.INVITED),
        talk("a", people=(speaker("ada", State.INVITED), speaker("bo", State.INVITED))),
        talk("b", people=(moderator("ada"),)),
    )  # fmt: skip

    found = answer_all(plan, State.CONFIRMED, people=["ada"], today=TODAY)

    after = plan.after(found)
    assert str(found.label) == "Change 2 answers"
    assert after.sessions["a"].people == (
        Appearance("ada", Role.SPEAKER, State.CONFIRMED, answered=TODAY), speaker("bo", State.INVITED)
    )  # fmt: skip
    assert (after.sessions["b"], after.covers["morning"].state) == (plan.sessions["b"], State.CONFIRMED)


def test_all_answers_in_some_sessions_are_set() -> None:
    plan = agenda(
        person("ada"), person("bo"), talk("a", people=(speaker("ada"), speaker("bo"))),
        talk("b", people=(speaker("bo"),)), talk("c", people=(speaker("bo"),)),
    )  # fmt: skip

    after = plan.after(answer_all(plan, State.INVITED, sessions=["a", "b"], today=TODAY))

    invited = [(sid, a.person) for sid, s in after.sessions.items() for a in s.people if a.state is State.INVITED]
    assert (invited, after.sessions["b"].people[0].asked) == ([("a", "ada"), ("a", "bo"), ("b", "bo")], TODAY)


# the roles of people -------------------------------------------------------------------------------------


def test_who_is_put_into_a_session_is_there_what_its_kind_makes_them() -> None:
    plan = agenda(person("bo"), talk("a"), talk("b", kind=Kind.PANEL), talk("c", kind=Kind.WORKSHOP))

    after = plan.after(add_by_name(plan, ["a", "b", "c"], "Bo", None, "new"))

    assert [after.sessions[sid].people[0].role for sid in "abc"] == [Role.SPEAKER, Role.PANELLIST, Role.HOST]
    assert [len(list(SESSION_WITHOUT_SPEAKER.check(found))) for found in (plan, after)] == [3, 0]


def test_another_kind_leaves_everybody_what_they_are() -> None:
    plan = agenda(person("bo"), talk("a", people=(speaker("bo"),)))

    after = plan.after(edit(plan, Session, "a", kind=Kind.PANEL))

    assert after.sessions["a"].people == (speaker("bo"),)
    with pytest.raises(EstradError, match="already has that role"):
        add_by_name(after, ["a"], "Bo", None, "new")
    moderating = after.after(add_by_name(after, ["a"], "Bo", Role.MODERATOR, "new"))
    assert [a.role for a in moderating.sessions["a"].people] == [Role.SPEAKER, Role.MODERATOR]
