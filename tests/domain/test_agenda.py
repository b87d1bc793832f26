"""Tests of the snapshot: what `after` returns and refuses, and its queries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.commands.sessions import next_number
from planner.domain.agenda import Agenda
from planner.domain.change import Change, Edit, change
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.enums import Kind, State
from planner.domain.session_people import names_in
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from tests.builders import DAY, agenda, conference, day, moderator, person, room, span, speaker, talk, track

NEXT = DAY + timedelta(days=1)
LABEL = Text("Do something")


def test_a_change_makes_changes_and_deletes() -> None:
    before = agenda(room("hall"), room("lab"), talk("a"), talk("b", number=2))
    renamed = replace(before.rooms["hall"], name="Aula")

    assert before.after(
        change(LABEL, (None, person("ada")), (before.rooms["hall"], renamed), (before.sessions["b"], None))
    ) == agenda(renamed, room("lab"), talk("a"), person("ada"))
    assert before == agenda(room("hall"), room("lab"), talk("a"), talk("b", number=2))


def test_several_edits_of_one_thing_follow_each_other() -> None:
    before = agenda()
    first, second = conference(title="First"), conference(title="Second")
    halls = [room("hall"), room("hall", name="Aula"), room("hall", name="Sal")]

    after = before.after(
        Change(
            LABEL,
            (Edit(before.conference, first), Edit(first, second), Edit(*halls[:2]), Edit(*halls[1:])),
        )
    )

    assert (after.conference, after.rooms["hall"]) == (second, halls[2])


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param((room("hall", name="Other"), room("hall")), id="it was something else"),
        pytest.param((None, room("hall")), id="it is there already"),
        pytest.param((room("attic"), None), id="it is not there"),
        pytest.param((conference(title="Other"), conference()), id="the conference was something else"),
        pytest.param((None, conference()), id="a second conference"),
        pytest.param((conference(), None), id="no conference"),
        pytest.param((Venue(id="venue", name="The Venue"), None), id="no venue"),
    ],
)
def test_a_change_for_another_snapshot_is_refused(pair: tuple[Entity | None, Entity | None]) -> None:
    with pytest.raises(ValueError, match="stale change"):
        agenda().after(Change(LABEL, (Edit(*pair),)))


def test_a_snapshot_cannot_be_written_to() -> None:
    with pytest.raises(TypeError):
        agenda().rooms["hall"] = room("hall")  # type: ignore[index]


def test_things_come_before_those_that_point_to_them() -> None:
    found = agenda(talk("a", "hall", "09:00-09:30", people=(speaker("ada"),)), person("ada"), track("t"))

    assert [type(entity) for entity in found.entities()] == [
        Conference,
        Venue,
        Day,
        Room,
        Room,
        Track,
        Person,
        Session,
    ]
    assert Agenda.of(*found.entities()) == found


@pytest.mark.parametrize(
    ("like", "entity_id", "found"),
    [
        (Room, "hall", room("hall")),
        (Room, "attic", None),
        (Conference, "conference", conference()),
        (Conference, "venue", None),
        (Venue, "venue", Venue(id="venue", name="The Venue")),
        (Day, "2024-04-25", day()),
        (Track, "hall", None),
    ],
)
def test_finding_a_thing(like: type[Entity], entity_id: str, found: Entity | None) -> None:
    assert agenda().find(like, entity_id) == found


def test_everything_stands_in_its_order() -> None:
    found = agenda(
        day(NEXT),
        day(),
        room("b", 1),
        room("c", 0),
        room("a", 1),
        track("z"),
        track("y", position=1),
        person("bo"),
        person("Ada"),
        talk("second", number=9),
        talk("first", number=3),
    )

    assert [d.date for d in found.days_in_order] == [DAY, NEXT]
    assert [r.id for r in found.rooms_in_order] == ["c", "a", "b"]
    assert [t.id for t in found.tracks_in_order] == ["z", "y"]
    assert [p.id for p in found.people_in_order] == ["Ada", "bo"]
    assert ([s.id for s in found.sessions_in_order], next_number(found)) == (["first", "second"], 10)


def test_placed_sessions_stand_by_time_then_by_column_and_the_rest_waits() -> None:
    found = agenda(
        day(),
        day(NEXT),
        talk("tomorrow", "hall", "08:00-09:00", on=NEXT),
        talk("lab", "lab", "09:00-09:30"),
        talk("hall", "hall", "09:00-09:30"),
        talk("all", "", "09:00-09:30"),
        talk("early", "lab", "08:00-08:30"),
        talk("waits"),
    )

    assert [s.id for s, _ in found.placed] == ["early", "all", "hall", "lab", "tomorrow"]
    assert [s.id for s, _ in found.on(DAY)] == ["early", "all", "hall", "lab"]
    assert [s.id for s in found.tray] == ["waits"]


def test_names_of_those_still_expected() -> None:
    session = talk("a", people=(speaker("bo"), moderator("ada"), speaker("cy", State.DECLINED)))
    found = agenda(person("ada"), person("bo"), person("cy"), session)

    assert names_in(found, found.sessions["a"]) == ("Bo", "Ada")
    assert found.room_names(("lab", "hall")) == ("Hall", "Lab")


def test_the_day_of_a_date() -> None:
    assert (agenda().day_of(DAY), agenda().day_of(NEXT)) == (day(), None)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: Placement(span("09:00-10:00"), ("hall", "hall")), "a room stands there twice"),
        (lambda: talk("a", minutes=0), "a session lasts"),
        (lambda: talk("a", minutes=2881), "a session lasts"),
        (lambda: talk("a", "hall", "09:00-10:00", minutes=30), "as long as its place"),
        (lambda: talk("a", people=(speaker("ada"), speaker("ada", State.INVITED))), "the same role twice"),
        (lambda: day(opens="10:00", closes="10:00"), "a day opens before it closes"),
        (lambda: Day(id="d", date=DAY, opens=0, closes=2881), "a day opens before it closes"),
        (lambda: Day(id="d", date=DAY, opens=-1), "a day opens before it closes"),
        (lambda: Venue(id="v", latitude=1.0), "go together"),
        (lambda: Venue(id="v", latitude=91.0, longitude=0.0), "no such place"),
        (lambda: Venue(id="v", latitude=float("nan"), longitude=0.0), "no such place"),
        (lambda: conference(colour="puce"), "no such colour"),
        (lambda: track("t", colour=""), "no such colour"),
        (lambda: Edit(None, None), "an edit of nothing"),
        (lambda: Edit(room("a"), room("b")), "two different things"),
        (lambda: Edit(room("a"), track("a")), "two different things"),
    ],
)
def test_impossible_things_cannot_be_written_down(made: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made()  # type: ignore[operator]


def test_a_change_knows_what_it_touches() -> None:
    made = change(LABEL, (None, room("a")), (talk("t"), None), (room("b"), room("b")))

    assert [edit.entity.id for edit in made.edits] == ["a", "t"]
    assert (made.touches(Session, Day), made.touches(Person), made.ids(Room)) == (True, False, ("a",))
    assert (bool(made), bool(change(LABEL, (room("b"), room("b"))))) == (True, False)


def test_an_inverse_goes_backwards() -> None:
    first, second, third = room("a"), room("a", name="B"), room("a", name="C")
    made = Change(LABEL, (Edit(first, second), Edit(second, third)))

    assert made.inverse() == Change(LABEL, (Edit(third, second), Edit(second, first)))


def test_every_kind_has_its_facts() -> None:
    assert all(talk("a", kind=kind).facts.minutes > 0 for kind in Kind)
