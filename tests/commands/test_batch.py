"""Tests of several commands that are one step of the history."""

from dataclasses import replace
from functools import partial

import pytest

from planner.commands.deleting import DELETE, delete_all
from planner.commands.edit import edit, in_one_step
from planner.commands.people import add_person, delete_person
from planner.commands.sessions import add_appearance, duplicate_sessions
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import (
    ENTITY_TYPES,
    Conference,
    Cover,
    Day,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.errors import EstradError
from planner.domain.session_people import names_in
from planner.domain.text import Text
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk, track

NEXT = DAY.replace(day=26)
PLAN = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), room("attic", 2), track("law"), track("art"),
    person("ada"), person("bo"), person("cy"), Partner(id="one", name="One"), Partner(id="two", name="Two"),
    Template(id="coffee", title="Coffee", track="law"), Template(id="tea", title="Tea"),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("b", ("hall", "lab"), "10:00-11:00", people=(speaker("bo"),), track="art"),
    talk("c", "lab", "09:00-10:00", on=NEXT),
    Cover(id="morning", person="ada", day=DAY, start=540, end=720, room="hall"),
    Cover(id="all day", person="bo", day=NEXT),
)  # fmt: skip
LABEL = Text("Several things")


def call(agenda: Agenda, session: str, **fields: str) -> Change:
    return edit(agenda, Session, session, **fields)


def test_each_command_sees_what_the_ones_before_it_left_and_all_are_one_step() -> None:
    dan = partial(add_person, person_id="dan", name="Dan")
    change = in_one_step(PLAN, LABEL, [dan, partial(add_appearance, session_id="c", appearance=speaker("dan"))])

    assert (change.label, names_in(PLAN.after(change), PLAN.after(change).sessions["c"])) == (LABEL, ("Dan",))
    assert PLAN.after(change).after(change.inverse()) == PLAN
    gone = in_one_step(PLAN, LABEL, [partial(delete_person, person_id=who) for who in PLAN.people])
    assert (PLAN.after(gone).people, PLAN.after(gone).after(gone.inverse())) == ({}, PLAN)
    assert in_one_step(PLAN, LABEL, []) == in_one_step(PLAN, LABEL, [dan, partial(delete_person, person_id="dan")])


def test_a_thing_touched_twice_is_one_edit_from_first_to_last_or_none() -> None:
    new = partial(call, session="a", title="New")
    change = in_one_step(PLAN, LABEL, [new, partial(call, session="a", note="Late")])

    assert [(edit.before, edit.after) for edit in change.edits] == [
        (PLAN.sessions["a"], replace(PLAN.sessions["a"], title="New", note="Late"))
    ]
    assert in_one_step(PLAN, LABEL, [new, partial(call, session="a", title="A")]) == Change(LABEL)
    with pytest.raises(EstradError, match="needs a name"):
        in_one_step(PLAN, LABEL, [new, partial(call, session="b", title=" ")])


# deleting ------------------------------------------------------------------------------------------------


def test_all_but_the_conference_and_its_venue_can_be_deleted() -> None:
    assert set(ENTITY_TYPES) - set(DELETE) == {Conference, Venue}


@pytest.mark.parametrize(
    ("kind", "ids", "label"),
    [
        (Session, ["a"], "Delete “A”"),
        (Session, ["a", "b"], "Delete 2 sessions"),
        (Person, ["cy"], "Delete Cy"),
        (Person, ["ada"], "Delete Ada, who was in 1 session, and 1 stretch of a moderator"),
        (
            Person,
            ["ada", "bo"],
            "Delete 2 people, with effect on 2 sessions, and 2 stretches of moderators",
        ),
        (Room, ["attic"], "Delete room “Attic”"),
        (Room, ["hall"], "Delete room “Hall” with 2 sessions in it, and 1 stretch of a moderator"),
        (Room, ["lab", "attic"], "Delete 2 rooms, with effect on 2 sessions"),
        (Track, ["law"], "Delete track “Law”, which had 1 session"),
        (Track, ["law", "art"], "Delete 2 tracks, with effect on 2 sessions"),
        (Day, [NEXT.isoformat()], "Delete day 2024-04-26 with 1 session on it, and 1 stretch of a moderator"),
        (Partner, ["one"], "Delete One"),
        (Partner, ["one", "two"], "Delete 2 organisations"),
        (Cover, ["morning"], "Let Ada not moderate"),
        (Cover, ["morning", "all day"], "Delete 2 stretches"),
        (Template, ["coffee"], "Delete the template “Coffee”"),
        (Template, ["coffee", "tea"], "Delete 2 templates"),
    ],
)  # fmt: skip
def test_the_label_says_what_goes_along(kind: type[Person], ids: list[str], label: str) -> None:
    change = delete_all(PLAN, kind, ids)

    assert str(change.label) == label
    assert all(PLAN.after(change).find(kind, eid) is None for eid in ids)
    assert PLAN.after(change).after(change.inverse()) == PLAN


def test_the_last_day_stays_also_when_all_of_them_are_to_go() -> None:
    with pytest.raises(EstradError, match="at least one day"):
        delete_all(PLAN, Day, list(PLAN.days))


def test_what_is_deleted_leaves_nothing_that_points_to_it() -> None:
    without_people = PLAN.after(delete_all(PLAN, Person, ["ada", "bo"]))
    without_rooms = PLAN.after(delete_all(PLAN, Room, ["hall", "attic"]))

    assert (without_people.covers, [s.people for s in without_people.sessions_in_order]) == ({}, [()] * 3)
    assert [s.placement and s.placement.rooms for s in without_rooms.sessions_in_order] == [None, ("lab",), ("lab",)]
    assert list(without_rooms.covers) == ["all day"]


# copies --------------------------------------------------------------------------------------------------


def test_copies_of_several_sessions_are_one_step_with_numbers_of_their_own() -> None:
    change = duplicate_sessions(PLAN, {"a": "a2", "b": "b2"})
    after = PLAN.after(change)

    assert str(change.label) == "Duplicate 2 sessions"
    assert [(after.sessions[s].title, after.sessions[s].number) for s in ("a2", "b2")] == [("A", 4), ("B", 5)]
    assert [after.sessions[s].placement for s in ("a2", "b2")] == [None, None]
    assert str(duplicate_sessions(PLAN, {"a": "a2"}).label) == "Duplicate “A”"
