"""Tests of inviting people again from an earlier conference's file."""

from dataclasses import replace
from datetime import date

from planner.commands.next_edition import invite_again, past_participants
from planner.domain.enums import Role
from planner.domain.value_objects import Earlier
from tests.builders import agenda, day, moderator, person, speaker, talk

BEFORE = agenda(
    day(date(2023, 5, 1)),
    person("ada", name="Ada Ek", email="ada@example.org", fee="10 000", bio="Ships", diet="Vegan"),
    person("bo", name="Bo Al", phone="08"),
    talk("t", "hall", "09:00-09:30", on=date(2023, 5, 1), people=(speaker("ada"), moderator("bo"))),
)


def numbered():
    numbers = iter(range(1, 99))
    return lambda: f"new{next(numbers)}"


def test_guests_are_shown_with_what_they_did_and_who_they_are_here():
    now = agenda(person("x", name="EK, Ada"))
    assert [
        (g.person.name, [s.id for s in g.sessions], g.earlier, g.here and g.here.id)
        for g in past_participants(now, BEFORE)
    ] == [
        ("Ada Ek", ["t"], (Earlier(2023, Role.SPEAKER),), "x"),
        ("Bo Al", ["t"], (Earlier(2023, Role.MODERATOR),), None),
    ]


def test_who_is_new_comes_with_all_that_lasts_and_who_is_here_is_only_filled():
    now = agenda(person("x", name="Ada Ek", bio="Mine"))
    after = now.after(invite_again(now, past_participants(now, BEFORE), numbered()))
    ada, bo = after.people["x"], after.people["new1"]
    assert (ada.bio, ada.email, ada.fee, ada.diet) == ("Mine", "ada@example.org", "", "Vegan")
    assert ada.earlier == (Earlier(2023, Role.SPEAKER),)
    assert bo == replace(BEFORE.people["bo"], id="new1", earlier=(Earlier(2023, Role.MODERATOR),))


def test_nobody_comes_twice():
    now = agenda()
    once = now.after(invite_again(now, past_participants(now, BEFORE), numbered()))
    assert not invite_again(once, past_participants(once, BEFORE), numbered())
