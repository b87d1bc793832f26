"""Tests of the offer to merge people who may be the same person."""

import pytest

from planner.commands.duplicates import DuplicatePair, DuplicateReason, keep_apart, likely_duplicates, plain_name
from tests.builders import agenda, person, speaker, talk


def pairs(*names: str, **fields: str) -> list[tuple[str, str, DuplicateReason]]:
    people = [person(f"p{n}", name=name) for n, name in enumerate(names)]
    made = agenda(*people)
    return [(made.people[p.first].name, made.people[p.second].name, p.why) for p in likely_duplicates(made)]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Åsa Öberg", "asa oberg"),
        ("ÖBERG, Åsa", "asa oberg"),
        ("Dr. Jørgen Bøe-Læsø", "jorgen boe laeso"),
        ("  Ana   María  ", "ana maria"),
        ("Øberg, Å., Ek, B.", "oberg, a , ek, b"),
        ("", ""),
    ],
)
def test_a_plain_name_has_no_accents_titles_or_order(written, plain):
    assert plain_name(written) == plain


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Åsa Öberg", "Asa Oberg", DuplicateReason.SAME),
        ("Öberg, Åsa", "Åsa Öberg", DuplicateReason.SAME),
        ("Öberg Åsa", "Åsa Öberg", DuplicateReason.SAME),
        ("Anna Lindqvist", "A. Lindqvist", DuplicateReason.INITIALS),
        ("Anna B Lindqvist", "A Lindqvist", DuplicateReason.INITIALS),
        ("Anna Lindqvist", "Anna Lindkvist", DuplicateReason.NEARLY),
        ("Dr Mohammad Ali", "Mohammed Ali", DuplicateReason.NEARLY),
    ],
)
def test_names_that_may_be_one(one, other, why):
    assert [found[2] for found in pairs(one, other)] == [why]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Lindqvist", "Bo Lindqvist"), ("A. Lindqvist", "B. Lindqvist"), ("Bo", "Bob"), ("Bo Ek", "Bo Al")],
)
def test_names_that_are_two(one, other):
    assert pairs(one, other) == []


def test_one_address_is_one_person_whatever_they_are_called():
    made = agenda(person("a", email="X@example.org"), person("b", email="x@example.org"), person("c"))
    assert likely_duplicates(made) == (DuplicatePair("a", "b", DuplicateReason.EMAIL),)


def test_two_who_are_on_stage_together_are_two():
    people = person("a", name="Anna Lindqvist"), person("b", name="Anna Lindkvist")
    assert likely_duplicates(agenda(*people, talk("t", people=(speaker("a"), speaker("b"))))) == ()


def test_what_was_said_to_be_two_is_not_offered_again():
    made = agenda(person("a", name="Anna Lindqvist"), person("b", name="A Lindqvist"))
    assert likely_duplicates(made.after(keep_apart(made, "a", ["b"]))) == ()


def test_among_many_people_only_a_few_are_looked_at_twice():
    assert len(pairs(*[f"{chr(97 + n % 26) * 4} {chr(97 + n // 26) * 5}{n}" for n in range(300)])) < 400
