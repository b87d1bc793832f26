"""Tests of the commands on people: appearances, inviting, shifts, names that are completed, and doubles."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from planner.commands.answers import set_answers
from planner.commands.conference import invite_again, past_participants, set_profile_answer
from planner.commands.duplicates import (
    DuplicateReason,
    likely_duplicates,
    merge_two_people,
    plain_name,
    record_as_different,
)
from planner.commands.edit import edit
from planner.commands.name_completion import NameCompleter, split_names
from planner.commands.people import (
    add_cover,
    add_known_person,
    add_moderator,
    add_new_person,
    add_person_by_name,
    people_by_distinct_name,
    person_by_name,
    remove_moderators,
)
from planner.commands.sessions import add_appearance, change_appearance
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Cover, Person, Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Appearance, Kind, PastAppearance, ProfileChoice, Role, State
from planner.rules.completeness import SESSION_WITHOUT_SPEAKER
from tests.builders import DAY, agenda, block, day, moderator, person, speaker, talk

# what was agreed ------------------------------------------------------------------------------------------


ASKED, ANSWERED, TODAY = date(2024, 1, 2), date(2024, 2, 3), date(2024, 3, 4)
INVITED, TENTATIVE, CONFIRMED, DECLINED = State.INVITED, State.TENTATIVE, State.CONFIRMED, State.DECLINED
NOT_ASKED = State.NOT_ASKED


@pytest.mark.parametrize(
    ("before", "asked_for", "expected"),
    [
        *(
            pytest.param(before, {"state": state}, (state, *dates), id=name)
            for before, state, dates, name in (
                ((CONFIRMED, None, None), INVITED, (TODAY, None), "invited today"),
                ((CONFIRMED, ASKED, ANSWERED), INVITED, (ASKED, None), "asked again, long since"),
                ((INVITED, ASKED, None), CONFIRMED, (ASKED, TODAY), "said yes today"),
                ((INVITED, ASKED, None), DECLINED, (ASKED, TODAY), "said no today"),
                ((INVITED, None, None), TENTATIVE, (None, TODAY), "said perhaps today"),
                ((TENTATIVE, ASKED, ANSWERED), CONFIRMED, (ASKED, TODAY), "now says yes"),
                ((CONFIRMED, ASKED, ANSWERED), State.CANCELLED, (ASKED, TODAY), "called off today"),
                ((CONFIRMED, ASKED, ANSWERED), CONFIRMED, (ASKED, ANSWERED), "no new state, no new date"),
                ((NOT_ASKED, None, None), INVITED, (TODAY, None), "asked for the first time"),
                ((NOT_ASKED, None, None), CONFIRMED, (None, TODAY), "said yes unasked"),
                ((CONFIRMED, ASKED, ANSWERED), NOT_ASKED, (None, None), "not asked after all"),
            )
        ),
        pytest.param((INVITED, ASKED), {"state": CONFIRMED, "today": None}, (CONFIRMED, ASKED, None), id="no clock"),
        *(
            pytest.param((CONFIRMED, ASKED, ANSWERED), typed, (CONFIRMED, *dates), id=f"typed: {' '.join(typed)}")
            for typed, dates in (
                ({"asked": TODAY}, (TODAY, ANSWERED)),
                ({"answered": TODAY}, (ASKED, TODAY)),
                ({"asked": None}, (None, ANSWERED)),
                ({"asked": None, "answered": None}, (None, None)),
            )
        ),
        pytest.param((NOT_ASKED,), {"asked": ASKED}, (INVITED, ASKED, None), id="who has a date was asked"),
        pytest.param((INVITED, ASKED), {"new_role": Role.HOST}, (INVITED, ASKED, None), id="another role"),
    ],
)  # fmt: skip
def test_a_new_state_has_its_date_and_what_is_typed_is_kept(
    before: tuple[Any, ...], asked_for: dict[str, Any], expected: tuple[State, date | None, date | None]
) -> None:
    others = (Appearance("bo"), moderator("ada"))
    old = agenda(person("ada"), person("bo"), talk("a", people=(*others, Appearance("ada", Role.SPEAKER, *before))))
    change = change_appearance(old, "a", "ada", Role.SPEAKER, **{"today": TODAY, **asked_for})

    changed = Appearance("ada", asked_for.get("new_role", Role.SPEAKER), *expected)
    assert (old.after(change).sessions["a"].people, old.after(change).after(change.inverse())) == (
        (*others, changed),
        old,
    )


# people by their names ------------------------------------------------------------------------------------


ADAS = (
    Person(id="one", name="Ada", title="Dr", organisation="KTH"), Person(id="two", name="Ada", organisation="SU"),
    Person(id="three", name="ada"),
)  # fmt: skip


def cast(made: Agenda, session: str) -> list[str]:
    """Return the ids of the people in a session."""
    return [a.person for a in made.sessions[session].people]


def test_those_of_one_name_are_told_apart_by_what_else_is_known() -> None:
    people = people_by_distinct_name((*ADAS, person("bo"), Person(id="four", name="ADA")))

    assert {told: p.id for told, p in people.items()} == {
        "Ada · Dr · KTH": "one", "Ada · SU": "two", "ada · 2": "three", "Bo": "bo", "ADA · 3": "four",
    }  # fmt: skip


def test_of_two_of_one_name_the_one_who_is_not_there_yet_is_meant_and_none_is_guessed() -> None:
    plan = agenda(*ADAS[:2], talk("a"))
    one = plan.after(add_known_person(plan, ["a"], "one", None))

    assert (cast(one, "a"), cast(one.after(add_person_by_name(one, ["a"], "Ada", Role.SPEAKER, "new")), "a")) == (
        ["one"], ["one", "two"],
    )  # fmt: skip
    assert cast(plan.after(add_new_person(plan, ["a"], "Ada", None, "new")), "a") == ["new"]
    assert person_by_name(plan, "ada · su") == plan.people["two"]


def test_somebody_is_added_to_several_sessions_in_one_step() -> None:
    plan = agenda(person("bo"), talk("a", people=(speaker("bo"),)), talk("b"), talk("c"))

    found = add_person_by_name(plan, ["a", "b", "c"], "Bo", Role.SPEAKER, "new")

    assert str(found.label) == "Add Bo to 2 sessions"
    assert [cast(plan.after(found), session) for session in "abc"] == [["bo"]] * 3
    born = add_person_by_name(plan, ["a", "b"], " Cy ", Role.MODERATOR, "new")
    assert (str(born.label), plan.after(born).people["new"].name) == ("Add Cy to 2 sessions", "Cy")
    assert plan.after(born).after(born.inverse()) == plan


def test_all_answers_of_some_people_are_set_their_shifts_too_or_all_in_some_sessions() -> None:
    plan = agenda(
        day(), person("ada"), person("bo"), Cover(id="morning", person="ada", day=DAY, state=State.INVITED),
        talk("a", people=(speaker("ada", State.INVITED), speaker("bo", State.INVITED))),
        talk("b", people=(moderator("ada"), speaker("bo"))),
        *(talk(name, people=(speaker("bo"),)) for name in "cd"),
    )  # fmt: skip
    bo = Appearance("bo", Role.SPEAKER, State.INVITED, asked=TODAY)

    found = set_answers(plan, State.CONFIRMED, people=["ada"], today=TODAY)
    asked = plan.after(set_answers(plan, State.INVITED, sessions=["b", "c"], today=TODAY)).sessions

    after = plan.after(found)
    assert (str(found.label), after.sessions["b"], after.covers["morning"].state) == (
        "Change 2 answers", plan.sessions["b"], State.CONFIRMED,
    )  # fmt: skip
    assert after.sessions["a"].people == (
        Appearance("ada", Role.SPEAKER, State.CONFIRMED, answered=TODAY), speaker("bo", State.INVITED)
    )  # fmt: skip
    assert [asked[session].people for session in "abcd"] == [
        plan.sessions["a"].people, (Appearance("ada", Role.MODERATOR, State.INVITED, asked=TODAY), bo),
        (bo,), plan.sessions["d"].people,
    ]  # fmt: skip


# the roles of people -------------------------------------------------------------------------------------


def test_who_is_put_into_a_session_is_there_what_its_kind_makes_them() -> None:
    plan = agenda(person("bo"), talk("a"), talk("b", kind=Kind.PANEL), talk("c", kind=Kind.WORKSHOP))

    after = plan.after(add_person_by_name(plan, ["a", "b", "c"], "Bo", None, "new"))

    assert [after.sessions[sid].people[0].role for sid in "abc"] == [Role.SPEAKER, Role.PANELLIST, Role.HOST]
    assert [len(list(SESSION_WITHOUT_SPEAKER.check(found))) for found in (plan, after)] == [3, 0]


def test_another_kind_leaves_everybody_what_they_are() -> None:
    after = SPEAKS.after(edit(SPEAKS, Session, "a", kind=Kind.PANEL))

    assert after.after(add_person_by_name(after, ["a"], "Bo", Role.MODERATOR, "new")).sessions["a"].people == (
        speaker("bo"), moderator("bo", State.NOT_ASKED),
    )  # fmt: skip


SPEAKS = agenda(person("bo"), talk("a", people=(speaker("bo"),)))


# inviting -------------------------------------------------------------------------------------------------


BEFORE = agenda(
    day(date(2023, 5, 1)),
    person("ada", name="Ada Ek", email="ada@example.org", fee="10 000", bio="Ships", diet="Vegan"),
    person("bo", name="Bo Al", phone="08"),
    talk("t", "hall", "09:00-09:30", on=date(2023, 5, 1), people=(speaker("ada"), moderator("bo"))),
)


def test_guests_are_shown_with_what_they_did_and_who_they_are_here():
    assert [
        (g.person.name, [s.id for s in g.sessions], g.earlier, g.here and g.here.id)
        for g in past_participants(agenda(person("x", name="EK, Ada")), BEFORE)
    ] == [
        ("Ada Ek", ["t"], (PastAppearance(2023, Role.SPEAKER),), "x"),
        ("Bo Al", ["t"], (PastAppearance(2023, Role.MODERATOR),), None),
    ]


def test_a_guest_who_chaired_is_shown_with_the_block_though_its_session_had_a_moderator():
    before = agenda(
        day(),
        person("bo", name="Bo Al"),
        person("cy", name="Cy Dahl"),
        block("pass", "hall", "09:00-10:00", chairs=(moderator("cy"),)),
        talk("t", "hall", "09:00-09:30", block="pass", people=(moderator("bo"),)),
    )
    assert [
        (guest.person.name, [one.id for one in guest.sessions], guest.earlier)
        for guest in past_participants(agenda(), before)
    ] == [
        ("Bo Al", ["t"], (PastAppearance(DAY.year, Role.MODERATOR),)),
        ("Cy Dahl", ["pass"], (PastAppearance(DAY.year, Role.MODERATOR),)),
    ]


def test_who_is_new_comes_with_all_that_lasts_and_who_is_here_is_only_filled_and_nobody_comes_twice():
    now = agenda(person("x", name="Ada Ek", bio="Mine"))
    after = now.after(invite_again(now, past_participants(now, BEFORE), lambda: "new1"))
    ada = after.people["x"]
    assert (ada.bio, ada.email, ada.fee, ada.diet) == ("Mine", "ada@example.org", "", "Vegan")
    assert ada.earlier == (PastAppearance(2023, Role.SPEAKER),)
    assert after.people["new1"] == replace(
        BEFORE.people["bo"], id="new1", earlier=(PastAppearance(2023, Role.MODERATOR),)
    )
    assert not invite_again(after, past_participants(after, BEFORE), lambda: "new2")


def test_of_two_namesakes_then_nobody_is_who_is_here_but_by_an_address():
    then = agenda(person("one", name="Ada Ek"), person("two", name="Ada Ek", email="ada@a.example", bio="Two"))
    assert [g.here for g in past_participants(agenda(person("x", name="Ada Ek")), then)] == [None, None]

    twice = agenda(person("three", name="Ada", email="ada@a.example", title="Dr"), *then.people.values())
    now = agenda(person("x", name="Ada Ek", email="ADA@a.example"))
    after = now.after(invite_again(now, past_participants(now, twice), iter(["new"]).__next__))
    assert (after.people["x"].title, after.people["x"].bio, len(after.people)) == ("Dr", "Two", 2)


def test_a_person_whose_profile_is_kept_back_stays_so_when_merged_or_invited_again():
    kept = person("bo", publish_profile=False)
    twice = agenda(person("ada"), kept)
    assert twice.after(merge_two_people(twice, "ada", "bo")).people["ada"].publish_profile is False

    before, now = agenda(replace(kept, name="Ada")), agenda(person("ada", name="Ada"))
    after = now.after(invite_again(now, past_participants(now, before), lambda: "new"))
    assert after.people["ada"].publish_profile is False


def test_two_are_merged_and_a_third_keeps_every_role():
    cast = (*map(speaker, ("ada", "cy")), *(replace(speaker(name), role=Role.HOST) for name in ("bo", "cy")))
    twice = agenda(person("ada"), person("bo"), person("cy"), talk("one", people=cast))
    seats = twice.after(merge_two_people(twice, "ada", "bo")).sessions["one"].people
    assert [(a.person, a.role) for a in seats] == [("ada", Role.SPEAKER), ("cy", Role.SPEAKER), ("cy", Role.HOST)]


def test_whether_biographies_go_out_is_answered_in_one_step():
    asked = set_profile_answer(agenda(), ProfileChoice.PUBLISHED)
    assert (agenda().conference.profiles, len(asked.edits)) == (ProfileChoice.NOT_ASKED, 1)
    assert agenda().after(asked).conference.profiles is ProfileChoice.PUBLISHED


# shifts ---------------------------------------------------------------------------------------------------


CHAIRED = agenda(
    person("ada"), block("morning", chairs=(moderator("ada"),)), talk("one", "hall", "09:00-09:30", block="morning")
)
BOTH = agenda(
    person("ada"), person("bo"),
    talk("one", "hall", "09:00-10:00", people=(speaker("bo"),)), talk("two", "hall", "10:00-11:00"),
)  # fmt: skip


SHIFTS_ASKED = agenda(person("ada"), talk("one", people=(moderator("ada", State.INVITED),)), talk("two"))
FULL = agenda(person("ada"), person("bo"), talk("one", people=(speaker("ada"), moderator("ada"), moderator("bo"))))
ONE_TITLE = agenda(person("ada"), *(talk(name, title="Panel", people=(moderator("ada"),)) for name in ("one", "two")))
NEW = moderator("ada", State.NOT_ASKED)
MIXED = agenda(person("ada"), talk("one"), talk("coffee", kind=Kind.BREAK, people=(speaker("ada"),)))
TWICE = agenda(person("ada"), talk("a", people=(speaker("ada"), moderator("ada"))))
TWO_ADAS = agenda(*ADAS[:2], talk("a"), talk("both", people=(speaker("one"), speaker("two"))))


@pytest.mark.parametrize(
    ("plan", "act", "label", "expected"),
    [
        (BOTH, lambda plan: add_moderator(plan, ("one",), "ada"), "Let Ada moderate “One”",
         {"one": (speaker("bo"), NEW), "two": ()}),
        (BOTH, lambda plan: add_moderator(plan, ("one", "two"), "ada"), "Let Ada moderate 2 sessions",
         {"one": (speaker("bo"), NEW), "two": (NEW,)}),
        (SHIFTS_ASKED, lambda plan: add_moderator(plan, ("one", "two"), "ada"), "Let Ada moderate “Two”",
         {"one": (moderator("ada", State.INVITED),), "two": (NEW,)}),
        (ONE_TITLE, lambda plan: remove_moderators(plan, ("one", "two")), "Remove the moderators of 2 sessions",
         {"one": (), "two": ()}),
        (FULL, lambda plan: remove_moderators(plan, ("one",)), "Remove the moderator of “One”",
         {"one": (speaker("ada"),)}),
        *((MIXED, way, label, {"one": (NEW,), "coffee": (speaker("ada"),)}) for way, label in (
            (lambda plan: add_moderator(plan, ("coffee", "one"), "ada"), "Let Ada moderate “One”"),
            (lambda plan: add_person_by_name(plan, ("coffee", "one"), "Ada", Role.MODERATOR, "new"),
             "Add Ada to “One”"),
        )),
    ],
)  # fmt: skip
def test_who_moderates_then(
    plan: Agenda, act: Callable[[Agenda], Change], label: str, expected: dict[str, tuple[Appearance, ...]]
) -> None:
    change = act(plan)

    after = {session: plan.after(change).sessions[session].people for session in expected}
    assert (str(change.label), after) == (label, expected)


@pytest.mark.parametrize(
    ("plan", "act", "problem", "remedy"),
    [
        (SHIFTS_ASKED, lambda plan: add_moderator(plan, ("one",), "ada"), "Ada already has that role in “One”.",
         "Choose another role or another person."),
        *((MIXED, way, "“Coffee” takes no moderator.",
           "Breaks, meals, registration and social events have none.") for way in (
            lambda plan: add_moderator(plan, ("coffee",), "ada"),
            lambda plan: add_appearance(plan, "coffee", moderator("ada")),
            lambda plan: change_appearance(plan, "coffee", "ada", Role.SPEAKER, new_role=Role.MODERATOR),
            lambda plan: add_person_by_name(plan, ("coffee",), "Ada", Role.MODERATOR, "new"),
        )),
        (TWICE, lambda plan: change_appearance(plan, "a", "ada", Role.MODERATOR, new_role=Role.SPEAKER),
         "Ada already has that role in “A”.", "Choose another role or another person."),
        (SPEAKS, lambda plan: add_person_by_name(plan, ["a"], "Bo", None, "new"), "Bo already has that role in “A”.",
         "Choose another role or another person."),
        (TWO_ADAS, lambda plan: add_person_by_name(plan, ["a"], "ada", Role.SPEAKER, "new"),
         "2 people are called “ada”.", "Choose one of those that are offered while you type."),
        (TWO_ADAS, lambda plan: add_person_by_name(plan, ["both"], "Ada", Role.SPEAKER, "new"),
         "Ada already has that role in “Both”.", "Choose another role or another person."),
        *((SPEAKS, partial(add_person_by_name, session_ids=["a"], typed=typed, role=Role.SPEAKER, new_id="new"),
           "“eva@kth.se” is no part of a name.", 
           "Type the name alone; an e-mail address has a field of its own, which is never published.")
          for typed in ("Eva Ek\tKTH\teva@kth.se", "Eva Ek <eva@kth.se>", "eva@kth.se")),
        (BOTH, lambda plan: remove_moderators(plan, ("one",)), "“One” has no moderator of its own.",
         "There is nothing to remove."),
        (BOTH.after(add_cover(BOTH, "cover", "ada", DAY, room="hall")), lambda plan: remove_moderators(plan, ("one",)),
         "“One” has no moderator of its own.", "Select the shift and delete that."),
        (CHAIRED, lambda plan: remove_moderators(plan, ("one",)), "“One” has no moderator of its own.",
         "Change the chairs of its block."),
    ],
)  # fmt: skip
def test_what_is_refused(plan: Agenda, act: Callable[[Agenda], Change], problem: str, remedy: str) -> None:
    with pytest.raises(EstradError) as refused:
        act(plan)

    assert (str(refused.value), str(refused.value.remedy)) == (problem, remedy)


# names that are completed ---------------------------------------------------------------------------------


PEOPLE = (
    Person(id="anna", name="Anna Bergström"),
    Person(id="gunilla", name="Gunilla Ek", title="Jurist", organisation="IMY"),
    Person(id="karin", name="Karin Öst"),
    Person(id="per", name="Per Ekman"), Person(id="stefan", name="Stefan Singman"),
    Person(id="stefania", name="Stefania Öh"), Person(id="nagy", name="Søren Nagy-Łukasz"),
)  # fmt: skip


def taken(typed: str, *people: Person, there: tuple[str, ...] = ()) -> str:
    """Return the name that Enter takes, or the typed text in quotation marks if it takes nobody."""
    offers = NameCompleter.of(people).find_offers(typed, there)
    return offers.first.label if offers.first else f"“{offers.typed}”"


BERG = (Person(id="l", name="Anna Bergström"), Person(id="b", name="Anna Berg"))
STEFANS = (Person(id="1", name="Stefan Ahl"), Person(id="2", name="Stefan Berg"))


@pytest.mark.parametrize(
    ("typed", "people", "there", "expected"),
    [
        *[(typed, PEOPLE, (), expected) for typed, expected in (
            ("Stef", "Stefan Singman"), ("stefan", "Stefan Singman"), ("Stefan s", "Stefan Singman"),
            ("Gun", "Gunilla Ek"), ("Ek", "Gunilla Ek"), ("ekm", "Per Ekman"), ("Sing", "Stefan Singman"),
            ("ost", "Karin Öst"), ("Öst", "Karin Öst"), ("soren", "Søren Nagy-Łukasz"), ("luk", "Søren Nagy-Łukasz"),
            ("Stefania", "Stefania Öh"), ("Kurt", "“Kurt”"), ("ström", "“ström”"), ("", "“”"),
            # a whole name is not taken for a longer one
            ("Anna Berg", "“Anna Berg”"), ("anna berg", "“anna berg”"), (" Anna  Berg ", "“Anna Berg”"),
            ("Anna B", "Anna Bergström"),
        )],
        ("ö", (Person(id="o", name="Olle Ost"),), (), "“ö”"),  # an accent that was typed is meant
        ("Anna Berg", BERG, (), "Anna Berg"), ("Berg", BERG, (), "Anna Berg"), ("Ber", BERG, (), "Anna Bergström"),
        # who is there already comes after the others
        ("Stef", STEFANS, (), "Stefan Ahl"), ("Stef", STEFANS, ("1",), "Stefan Berg"),
        ("Stef", STEFANS, ("1", "2"), "Stefan Ahl"),
        ("Ad", ADAS[:2], (), "Ada · Dr · KTH"), ("Ada · SU", ADAS[:2], (), "Ada · SU"),
    ],
)  # fmt: skip
def test_enter_takes_whose_name_begins_so(
    typed: str, people: tuple[Person, ...], there: tuple[str, ...], expected: str
) -> None:
    assert taken(typed, *people, there=there) == expected


@pytest.mark.parametrize(
    ("typed", "people", "offered", "several"),
    [
        ("imy", PEOPLE, [("Gunilla Ek", "Jurist · IMY")], False),  # those who fit otherwise are offered too
        ("ada", ADAS[:2], [("Ada · Dr · KTH", ""), ("Ada · SU", "")], True),  # and takes neither
    ],
)
def test_who_is_offered_but_not_taken(
    typed: str, people: tuple[Person, ...], offered: list[tuple[str, str]], several: bool
) -> None:
    offers = NameCompleter.of(people).find_offers(typed)

    assert (offers.first, offers.several) == (None, several)
    assert [(offer.label, offer.about) for offer in offers.people] == offered


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Gun", "Gunilla Ek"), ("gun", "gunilla Ek"), ("Gunilla ", "Gunilla Ek"), ("Ek", "Ek → Gunilla Ek"),
     ("Gunilla Ek", "Gunilla Ek")],
)  # fmt: skip
def test_what_is_added_makes_the_name_readable(typed: str, shown: str) -> None:
    offer = NameCompleter.of(PEOPLE).find_offers(typed).first

    assert offer is not None
    assert typed + offer.completion_suffix(typed) == shown


@pytest.mark.parametrize(
    ("typed", "names", "rest"),
    [
        ("Stef,", ["Stef"], ""), ("Anna Berg; Bo , Cy", ["Anna Berg", "Bo"], "Cy"), (",", [], ""), ("Bo", [], "Bo"),
        (" , ;x ", [], "x "), ("Anna Berg\r\nBo\r\n", ["Anna Berg", "Bo"], ""), ("King, Jr., Bo", ["King, Jr."], "Bo"),
    ],
)  # fmt: skip
def test_a_comma_ends_a_name_but_for_one_that_belongs_to_it(typed: str, names: list[str], rest: str) -> None:
    assert split_names(typed, NameCompleter.of([*PEOPLE, Person(id="k", name="King, Jr.")])) == (names, rest)


# the same person twice ------------------------------------------------------------------------------------


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


def named(*names: str) -> Agenda:
    return agenda(*[person(f"p{n}", name=name) for n, name in enumerate(names)])


TWO = (person("p0", name="Anna Lindqvist"), person("p1", name="Anna Lindkvist"))
INITIAL = named("Anna Lindqvist", "A Lindqvist")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (named("Åsa Öberg", "Asa Oberg"), DuplicateReason.SAME),
        (named("Öberg, Åsa", "Åsa Öberg"), DuplicateReason.SAME),
        (named("Öberg Åsa", "Åsa Öberg"), DuplicateReason.SAME),
        (named("Anna Lindqvist", "A. Lindqvist"), DuplicateReason.INITIALS),
        (named("Anna B Lindqvist", "A Lindqvist"), DuplicateReason.INITIALS),
        (agenda(*TWO), DuplicateReason.NEARLY),
        (named("Dr Mohammad Ali", "Mohammed Ali"), DuplicateReason.NEARLY),
        (agenda(person("p0", email="X@example.org"), person("p1", email="x@example.org"), person("c")),
         DuplicateReason.EMAIL),
        (named("Anna Lindqvist", "Bo Lindqvist"), None), (named("A. Lindqvist", "B. Lindqvist"), None),
        (named("Bo", "Bob"), None), (named("Bo Ek", "Bo Al"), None),
        # those who are on stage together, and those of whom somebody said so, are two
        (agenda(*TWO, talk("t", people=(speaker("p0"), speaker("p1")))), None),
        (INITIAL.after(record_as_different(INITIAL, "p0", ["p1"])), None),
    ],
)  # fmt: skip
def test_who_may_be_one(made: Agenda, why: DuplicateReason | None) -> None:
    found = [(sorted((pair.first, pair.second)), pair.why) for pair in likely_duplicates(made)]

    assert found == [(["p0", "p1"], why)] * bool(why)


def test_among_many_people_only_a_few_are_looked_at_twice() -> None:
    names = (f"{chr(97 + n % 26) * 4} {chr(97 + n // 26) * 5}{n}" for n in range(300))
    assert len(likely_duplicates(named(*names))) < 400
