"""Tests of the people of a list: who is here already, who is new, and who may be somebody known."""

from dataclasses import replace

import pytest

from planner.domain.change import change
from planner.domain.entities import Person, Session
from planner.domain.enums import Role
from planner.domain.fingerprint import ALSO, APART, fingerprint_of_key
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, Extra
from planner.importing.name_keys import NearNames, name_key
from planner.importing.plan import Verdict
from tests.builders import agenda, person, speaker, talk
from tests.importing.lists import a_list, listed, somebody


def told(plan, what=Person):
    rows = [row for row in plan.rows if row.what is what]
    return [(row.verdict.value, row.title, row.ticked, [str(text) for text in row.texts]) for row in rows]


def names(whole):
    return sorted(p.name for p in whole.people.values())


PEOPLE = a_list(
    somebody("Ada Berg", title="Professor", organisation="KTH", email="ada@example.org", diet="vegan"),
    somebody("Bo Ek"),
)


def test_people_of_a_table_are_new_rows_that_are_ticked(importing):
    plan = importing.plan(agenda(), PEOPLE)

    assert told(plan) == [
        ("new", "Ada Berg", True, ["Professor, KTH, ada@example.org"]),
        ("new", "Bo Ek", True, ["In no session yet."]),
    ]
    whole = plan.agenda.after(plan.change())
    assert [(p.name, p.title, p.diet) for p in whole.people_in_order] == [
        ("Ada Berg", "Professor", "vegan"), ("Bo Ek", "", ""),
    ]  # fmt: skip


def test_single_people_of_a_table_can_be_left(importing):
    plan = importing.plan(agenda(), PEOPLE)
    (bo,) = [row.key for row in plan.rows if row.title == "Bo Ek"]

    assert names(plan.agenda.after(plan.change([bo]))) == ["Bo Ek"]


def test_the_same_table_again_says_of_each_that_it_is_the_same(importing):

    plan = importing.plan(importing.into(agenda(), PEOPLE), PEOPLE)

    assert told(plan) == [("same", "Ada Berg", False, []), ("same", "Bo Ek", False, [])]
    assert not plan.change()


def test_a_changed_table_says_what_changed_and_who_is_gone(importing):
    whole = importing.into(agenda(), a_list(*PEOPLE.people, somebody("Cy Dahl"), somebody("Di Falk")))
    whole = importing.into(whole, a_list(listed("A", "09:00", "Di Falk"), namespace="programme"))

    plan = importing.plan(whole, a_list(somebody("Ada Berg", title="Dean", email="ada@example.org"), somebody("Bo Ek")))

    assert told(plan) == [
        ("changed", "Ada Berg", True, ["title: Professor → Dean"]),
        ("same", "Bo Ek", False, []),
        ("gone", "Cy Dahl", False, ["No longer in the file. Tick it to delete the person."]),
        ("gone", "Di Falk", False, ["No longer in the file. The person is on stage here and stays."]),
    ]
    assert [row.can_be_ticked for row in plan.rows] == [True, False, True, False]
    (cy,) = [row.key for row in plan.rows if row.title == "Cy Dahl"]
    after = whole.after(plan.change([cy]))
    assert names(after) == ["Ada Berg", "Bo Ek", "Di Falk"]
    assert after.after(plan.change([cy]).inverse()) == whole


def test_people_whom_a_session_names_come_along_with_it_and_all_else_that_is_told_of_them(importing):
    plan = importing.plan(agenda(), a_list(listed("A", "09:00", "Ada Berg"), *PEOPLE.people))

    assert told(plan) == [("new", "Bo Ek", True, ["In no session yet."])]
    (row,) = [row for row in plan.rows if row.what is Session]
    after = plan.agenda.after(plan.change([row.key]))
    assert [(p.name, p.organisation) for p in after.people.values()] == [("Ada Berg", "KTH")]


# recognising people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (person("x", name="Åsa Öberg"), somebody("Asa Oberg")),
        (person("x", name="Asa Oberg"), somebody("ÖBERG, ÅSA")),
        (person("x", name="Asa  Oberg-Lind"), somebody("asa oberg lind", "7")),
        (person("x", name="A. Öberg", email="Asa@Example.org"), somebody("Asa Oberg", email="asa@example.org")),
        (person("x", name="Søren Ærø"), somebody("Soren Aero")),
        (person("x", name="Old"), somebody("New", ours="x")),
    ],
)
def test_somebody_who_is_here_comes_no_second_time(importing, here, there):
    whole = importing.into(agenda(here), a_list(there))

    assert list(whole.people) == ["x"]
    assert not importing.plan(whole, a_list(there)).change()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ([person("x", name="Ada Berg", email="one@example.org")], somebody("Ada Berg", email="two@example.org")),
        ([person("x", name="Ada Berg"), person("y", name="Ada Berg")], somebody("Ada Berg", "7")),
        ([person("x", name="Ada Bergh")], somebody("Ada Berg")),
        ([person("x", name="A. Berg")], somebody("Ada Berg")),
        ([person("x", name="Ada Maria Berg")], somebody("Ada Berg")),
        ([person("x", name="Berg Ada")], somebody("Ada Berg")),
    ],
)
def test_who_may_be_somebody_is_new_and_the_row_says_who_that_may_be(importing, here, there):
    plan = importing.plan(agenda(*here), a_list(there))

    (row,) = [row for row in plan.rows if row.what is Person and row.verdict is Verdict.NEW]
    assert (row.doubtful, row.ticked) == (True, True)
    assert str(row.says[-1]) == f"“Ada Berg” is perhaps the same as “{here[0].name}”, who is here."


def test_who_is_spelt_as_here_is_that_person_whoever_else_the_list_has(importing):
    plan = importing.plan(agenda(person("x", name="Bo Ek")), a_list(somebody("Ek, Bo"), somebody("Bo Ek", phone="070")))

    assert [(row.title, row.verdict) for row in plan.rows] == [("Bo Ek", Verdict.CHANGED), ("Ek, Bo", Verdict.NEW)]


def test_a_session_says_whom_it_would_bring_that_may_be_here(importing):

    (row,) = importing.plan(agenda(person("x", name="A. Berg")), a_list(listed("A", "09:00", "Ada Berg"))).rows
    assert (row.doubtful, str(row.says[-1])) == (True, "“Ada Berg” is perhaps the same as “A. Berg”, who is here.")


def test_whom_the_file_names_as_well_is_somebody_else(importing):

    plan = importing.plan(agenda(person("x", name="Ada Berg")), a_list(somebody("Ada Berg"), somebody("Ada Bergh")))

    assert not plan.doubtful


def test_renewed_ids_of_people_find_them_by_name(importing):
    whole = importing.new(a_list(listed("A", "09:00", people=(("list/id:1", Role.SPEAKER),)), somebody("Ada", "1")))

    second = a_list(listed("A", "09:00", people=(("list/id:9", Role.SPEAKER),)), somebody("Ada", "9"))

    assert names(importing.into(whole, second)) == ["Ada"]


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Kristoffer Aas", "Kristofer Aas", True), ("J Berg", "Jan Berg", True), ("J Berg", "Ada Berg", False),
        ("Ada Berg", "Bo Berg", False), ("Ada", "Ida", False), ("Anna Lind", "Anna Linder", True),
    ],
)  # fmt: skip
def test_when_two_names_may_be_one_person_s(one, other, may_be):
    assert (NearNames([name_key("Zoe Ax"), name_key(one)]).find(name_key(other)) == 1) is may_be


# fields ------------------------------------------------------------------------------------------------------


def test_a_field_that_the_table_empties_is_emptied_unless_it_was_changed_here(importing):
    whole = importing.into(agenda(), a_list(somebody("Ada Berg", phone="1", travel="Train")))
    (ada,) = whole.people.values()

    plan = importing.plan(whole, a_list(somebody("Ada Berg", phone="", travel="Train")))

    assert told(plan) == [("changed", "Ada Berg", True, ["phone: 1 → –"])]
    assert whole.after(plan.change()).people[ada.id].phone == ""


def test_an_empty_cell_of_a_first_table_contradicts_nothing(importing):
    here = agenda(person("x", name="Ada Berg", phone="1"))

    plan = importing.plan(here, a_list(somebody("Ada Berg", phone="", diet="vegan")))

    assert told(plan) == [("changed", "Ada Berg", True, ["diet: – → vegan"])]


def test_a_table_that_was_written_from_here_changes_what_was_changed_in_it_and_empties_what_is_empty(importing):
    here = agenda(person("x", name="Ada Berg", phone="1", diet="vegan"))

    plan = importing.plan(here, a_list(somebody("Ada Berg", ours="x", phone="", diet="all", travel="")))

    assert told(plan) == [("changed", "Ada Berg", True, ["phone: 1 → –", "diet: vegan → all"])]


def test_what_is_no_field_of_ours_stands_beside_what_was_added_here(importing):
    first = a_list(somebody("Ada Berg", extra=(Extra("Shirt", "M"), Extra("Age", "40"))))
    whole = importing.into(agenda(), first)
    (ada,) = whole.people
    whole = whole.after(
        importing.plan(whole, a_list(somebody("Ada Berg", extra=(Extra("Mine", "x"),)), namespace="mine")).change()
    )

    assert not importing.plan(whole, first).change()
    plan = importing.plan(whole, a_list(somebody("Ada Berg", extra=(Extra("Shirt", "L"), Extra("Age", "")))))
    assert whole.after(plan.change()).people[ada].extra == (Extra("Shirt", "L"), Extra("Mine", "x"))


def test_a_session_keeps_its_people_where_the_list_tells_none_at_all(importing):
    here = agenda(talk("a", title="A", people=(speaker("ada"),)), person("ada"))

    assert importing.into(here, a_list(listed("A", "09:00"))).sessions["a"].people == (speaker("ada"),)


def test_a_list_may_say_that_a_session_has_no_place(importing):
    whole = importing.new(a_list(listed("A", "09:00", "Ada")))

    plan = importing.plan(whole, a_list(listed("A", "", "Ada", said={"placement": None})))

    assert told(plan, Session) == [("changed", "A", True, ["time and room: 2024-04-25 09:00–09:30, Hall → the tray"])]
    (after,) = whole.after(plan.change()).sessions.values()
    assert (after.placement, after.people) == (None, (Appearance(next(iter(whole.people))),))


def test_a_value_that_cannot_be_is_refused_with_its_cell_and_no_one_else_is(importing):
    plan = importing.plan(agenda(), a_list(somebody("Ada", cell="People!B2", phone="1" * 3000), somebody("Bo")))

    assert [(row.verdict, row.title, row.cell) for row in plan.rows] == [
        (Verdict.REFUSED, "Ada", "People!B2"), (Verdict.NEW, "Bo", ""),
    ]  # fmt: skip


def test_who_was_merged_into_another_here_does_not_come_back(importing):
    text = a_list(listed("A", "09:00", "Ada Berg"), listed("B", "10:00", "A Berg"))
    whole = importing.new(text)
    ada, other = sorted(whole.people.values(), key=lambda p: p.name != "Ada Berg")
    mark = fingerprint_of_key("Person", other.origin)
    one = replace(ada, told=(*ada.told, f"{ALSO}{mark}:{mark}", f"{APART}x:1"))
    freed = [(s, replace(s, people=(Appearance(ada.id),))) for s in whole.sessions.values()]
    whole = whole.after(change(Text("Merge"), (ada, one), (other, None), *freed))

    plan = importing.plan(whole, text)

    assert {row.verdict for row in plan.rows} == {Verdict.SAME}
    assert not plan.change()
    newer = a_list(listed("A", "09:00", "Ada Berg"), listed("B", "10:30", "A Berg"), listed("C", "11:00", "A Berg"))
    after = importing.into(whole, newer)
    assert names(after) == ["Ada Berg"]
    assert [p.origin for p in after.people.values()] == [ada.origin]
