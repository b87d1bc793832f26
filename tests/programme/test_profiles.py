"""Tests of what people say of themselves in the programme: whose goes out, and what is told of its changes."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Partner, Person
from planner.domain.json_codec import from_json, to_json
from planner.domain.value_objects import Link, NamingRule, ProfileChoice, State
from planner.exporting.ics import to_ics
from planner.programme.difference import change_lines, difference, part_difference, summary
from planner.programme.profiles import PROFILE, PublicPerson, undecided_profiles
from planner.programme.programme import Programme, comparable_programmes, programme, reuse_sent_items
from planner.programme.published_plan import programme_plan
from planner.programme.release import Ledger, Release, programme_version
from tests.builders import NOW, agenda, person, room, speaker, talk
from tests.calendars import ENGLISH, sent
from tests.every_field import BLUE, RED
from tests.parts import room_part
from tests.strategies import FREE, agendas

ADA: dict[str, Any] = {
    "name": "Ada", "title": "Professor", "organisation": "KTH", "bio": "Ada plans.", "photo": RED,
    "links": (Link("https://ada.example.org", "Home"),), "pronouns": "she", "languages": ("sv", "en"),
}  # fmt: skip
SAID = PublicPerson(id="ada", **ADA)
OTHER: dict[str, Any] = {
    "bio": "Ada rests.", "photo": BLUE, "links": (), "pronouns": "they", "languages": ("fi",),
}  # fmt: skip
"""Another value of each field of a profile."""


def plan(answer: ProfileChoice = ProfileChoice.PUBLISHED, **ada: Any) -> Agenda:
    """Return a talk in the hall by Ada, who says something of herself, and one in the lab by Bo, who does not."""
    one, other = (
        talk(name, where, "09:00-09:30", people=(speaker(who),))
        for name, where, who in (("a", "hall", "ada"), ("b", "lab", "bo"))
    )
    people = person("ada", **{**ADA, **ada}), person("bo", name="Bo")
    return agenda(*people, room("hall"), room("lab", 1), one, other, profiles=answer)


def lines(before: Programme, after: Programme) -> list[str]:
    return [str(line) for line in change_lines(difference(before, after))]


def as_sent_by_an_older_estrad(shown: Programme) -> Programme:
    """Return the programme as a release that was written before there were profiles and logos."""
    stored = to_json(shown)
    del stored["people"]
    stored.pop("logo", None)
    for one in stored.get("partners", ()):
        one.pop("logo", None)
    return from_json(Programme, json.loads(json.dumps(stored)))


# who has one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "ada", "shown"),
    [
        pytest.param(ProfileChoice.PUBLISHED, {}, (SAID,), id="published"),
        pytest.param(ProfileChoice.NOT_ASKED, {}, (), id="nobody was asked"),
        pytest.param(ProfileChoice.KEPT_BACK, {}, (), id="kept back"),
        pytest.param(ProfileChoice.PUBLISHED, {"publish_profile": False}, (), id="Ada's is kept back"),
    ],
)
def test_a_profile_goes_out_only_if_the_conference_and_the_person_are_for_it(
    answer: ProfileChoice, ada: dict[str, Any], shown: tuple[PublicPerson, ...]
) -> None:
    assert programme(plan(answer, **ada)).people == shown


def test_only_who_is_named_has_a_profile_and_only_with_what_is_public() -> None:
    everyone = (
        person("ada", **ADA), person("bo", name="Bo", bio="Invited."), person("cy", name="Cy", bio="In no session."),
        person("dag", name="Dag", email="dag@example.org", note="Vegan"),
    )  # fmt: skip
    people = (speaker("ada", State.CONFIRMED), speaker("bo", State.INVITED), speaker("dag", State.CONFIRMED))
    found = programme(
        agenda(*everyone, talk("a", "hall", "09:00-09:30", people=people), talk("b", people=(speaker("cy"),)),
               naming=NamingRule.CONFIRMED, profiles=ProfileChoice.PUBLISHED)
    )  # fmt: skip

    assert found.people == (SAID,)
    assert {f.name for f in fields(PublicPerson)} == {"id", "name", "title", "organisation", *OTHER}


@pytest.mark.parametrize(
    ("answer", "ada", "asked"),
    [
        pytest.param(ProfileChoice.NOT_ASKED, {}, (SAID,), id="Ada has a profile"),
        pytest.param(ProfileChoice.NOT_ASKED, {"publish_profile": False}, (), id="hers is kept back anyway"),
        pytest.param(ProfileChoice.PUBLISHED, {}, (), id="answered with a yes"),
        pytest.param(ProfileChoice.KEPT_BACK, {}, (), id="answered with a no"),
    ],
)
def test_it_is_asked_once_and_only_if_there_is_something_to_publish(
    answer: ProfileChoice, ada: dict[str, Any], asked: tuple[PublicPerson, ...]
) -> None:
    assert undecided_profiles(plan(answer, **ada)) == asked


def test_logos_are_in_the_programme_whatever_is_answered_of_people() -> None:
    shown = programme(agenda(Partner(id="p", name="P", logo=RED), logo=BLUE))

    assert (shown.logo, shown.partners[0].logo, shown.people) == (BLUE, RED, ())


# what is told ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "field"), PROFILE)
def test_a_field_of_a_profile_that_changes_alone_makes_a_version_and_is_told(name: str, field: str) -> None:
    before, after = programme(plan()), programme(plan(**{field: OTHER[field]}))
    release = Release(3, NOW, before)

    assert (programme_version(after, release, NOW).number, programme_version(after, release, NOW).draft) == (4, True)
    assert lines(before, after) == [f"About Ada there is something new: {name}"]
    assert str(summary(before, after)) == "what people say of themselves changed"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        pytest.param(plan(ProfileChoice.NOT_ASKED), plan(),
                     "Biography, photo or links are published now: Ada", id="asked"),
        pytest.param(plan(), plan(publish_profile=False),
                     "Biography, photo and links are no longer published: Ada", id="a no"),
        pytest.param(plan(), plan(ProfileChoice.KEPT_BACK),
                     "Biography, photo and links are no longer published: Ada", id="a no for all"),
        pytest.param(plan(), plan(name="Ada Öst", bio="New"),
                     "Ada is renamed Ada Öst; About Ada Öst there is something new: the biography", id="a new name"),
    ],
)  # fmt: skip
def test_profiles_that_come_and_go_are_told(before: Agenda, after: Agenda, line: str) -> None:
    assert "; ".join(lines(programme(before), programme(after))) == line


def test_who_comes_into_the_programme_is_told_with_the_session_alone() -> None:
    one = plan()
    both = agenda(
        *one.people.values(), room("hall"), room("lab", 1), one.sessions["b"], profiles=ProfileChoice.PUBLISHED
    )
    late = replace(one.sessions["b"], people=(speaker("bo"), speaker("ada")))
    after = agenda(*one.people.values(), room("hall"), room("lab", 1), late, profiles=ProfileChoice.PUBLISHED)

    assert lines(programme(both), programme(after)) == ["People: “B”, joined by Ada"]
    assert lines(programme(after), programme(both)) == ["People: “B”, left by Ada"]


def test_many_whose_profiles_changed_share_a_line() -> None:
    def many(**said: Any) -> Programme:
        people = [person(f"p{n}", name=f"Person {n}", **said) for n in range(6)]
        on_stage = tuple(speaker(one.id) for one in people)
        return programme(
            agenda(*people, talk("a", "hall", "09:00-09:30", people=on_stage), profiles=ProfileChoice.PUBLISHED)
        )

    assert lines(many(bio="A"), many(bio="B", photo=RED)) == [
        "About 6 people there is something new: the biography, the photo"
    ]
    assert lines(many(), many(bio="B")) == ["Biography, photo or links are published now: 6 people"]


# calendars and older releases -----------------------------------------------------------------------------


def test_a_profile_and_a_logo_change_no_byte_of_a_calendar() -> None:
    held = room_part(plan(), programme(plan()), plan().rooms["hall"])

    def calendars(ledger: Ledger, shown: Programme) -> tuple[Ledger, list[bytes]]:
        after = sent(ledger, shown)
        return after, [to_ics(shown, after, ENGLISH)]

    first, before = calendars(Ledger(), programme(plan(ProfileChoice.NOT_ASKED)))
    for later in (plan(), plan(bio="Other", photo=BLUE), replace_logo(plan())):
        again, after = calendars(first, programme(later))
        assert (again.entries, after) == (first.entries, before)
        assert part_difference(programme(plan(ProfileChoice.NOT_ASKED)), held.sessions, programme(plan()), held) == []


def replace_logo(of: Agenda) -> Agenda:
    return Agenda.of(*(replace(one, logo=RED) if isinstance(one, Conference) else one for one in of.entities()))


def test_a_release_of_an_older_estrad_differs_by_nothing_that_it_did_not_know() -> None:
    now = replace_logo(
        agenda(*plan().entities(), Partner(id="p", name="P", logo=BLUE), profiles=ProfileChoice.PUBLISHED)
    )
    shown = programme(now)
    old = as_sent_by_an_older_estrad(shown)

    assert (old.people, old.logo, old.partners[0].logo) == (None, "", "")
    assert (old.is_same_programme(shown), lines(old, shown), summary(old, shown)) == (True, [], None)
    assert (
        programme_version(shown, Release(7, NOW, old), NOW).label
        == programme_version(shown, Release(7, NOW, shown), NOW).label
    )
    moved = programme(now.after(_retitled(now)))
    assert lines(old, moved) == ["Title: “New”, was called “A”"]


def _retitled(of: Agenda) -> Any:
    from planner.commands.edit import edit
    from planner.domain.entities import Session

    return edit(of, Session, "a", title="New")


@given(agendas(), st.booleans())
def test_programmes_of_old_and_now_agree_if_and_only_if_nothing_is_told(found: Agenda, older: bool) -> None:
    shown = programme(found)
    before = (
        as_sent_by_an_older_estrad(shown) if older else from_json(Programme, json.loads(json.dumps(to_json(shown))))
    )

    assert (before.is_same_programme(shown), difference(before, shown)) == (True, [])


@given(agendas(), st.data())
def test_whatever_changes_of_people_is_told_or_is_no_difference(found: Agenda, data: st.DataObject) -> None:
    changed = {
        one.id: replace(one, **{name: data.draw(FREE[Person][name]) for name in (*OTHER, "publish_profile")})
        for one in found.people.values()
    }
    answer = replace(found.conference, profiles=data.draw(st.sampled_from(ProfileChoice)))
    now = Agenda.of(*(changed.get(one.id, answer if one == found.conference else one) for one in found.entities()))
    before, after = programme(found), programme(now)

    assert before.is_same_programme(after) == (difference(before, after) == []) == (summary(before, after) is None)
    first = sent(Ledger(), before)
    assert sent(first, after).entries == first.entries
    assert programme(now, (found, before)) == after


# what is reused, and looked at ----------------------------------------------------------------------------


def test_after_another_change_the_people_are_the_same_objects_and_after_theirs_the_others_are() -> None:
    before = plan()
    shown = programme(before)
    moved = before.after(_retitled(before))

    assert programme(moved, (before, shown)).people is shown.people
    assert reuse_sent_items(shown, programme(moved)).people is shown.people
    assert programme(plan(bio="Other"), (before, shown)).people == (replace(SAID, bio="Other"),)


def test_a_plan_of_what_was_published_has_the_profiles() -> None:
    (ada,) = (one for one in programme_plan(programme(plan())).people.values() if one.name == "Ada")

    assert {name: getattr(ada, name) for name in ADA} == ADA


def test_what_only_one_side_knows_is_compared_on_neither() -> None:
    shown = programme(plan())
    old = as_sent_by_an_older_estrad(shown)

    assert comparable_programmes(old, shown) == comparable_programmes(shown, old) == (old, old)
    assert comparable_programmes(shown, shown) == (shown, shown)
