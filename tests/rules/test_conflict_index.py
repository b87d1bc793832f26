"""Tests of the index used while dragging, against the full rules over the plan with the session dropped there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.enums import Kind, Role, State, Status
from planner.domain.span import Span, whole_day
from planner.domain.value_objects import Placement
from planner.rules import check
from planner.rules.conflict import Conflict
from planner.rules.conflict_index import ConflictIndex
from planner.rules.overlap import by_time, overlapping, overlaps_among
from planner.rules.people import person_clash
from planner.rules.rooms import room_clash
from tests.builders import DAY, Appearance, agenda, day, moderator, person, room, span, speaker, talk
from tests.strategies import chosen
from tests.tries import tries

NEXT = DAY + timedelta(days=1)
ROOMS, PEOPLE = ("hall", "lab", "attic"), ("ada", "bo", "cy")
THINGS = ("Piano", "piano ", "Laser")
LIVE = {
    "room-double-booked",
    "person-in-two-places",
    "person-unavailable",
    "room-closed",
    "outside-day-hours",
    "venue-closed",
    "clock-change",
    "setup-in-the-way",
    "room-too-small",
    "equipment-missing",
}
"""The rules about a session's place."""

EDGES = [1261, 1320, 1321, 1380, 1381, 1440, 1441, 1561]
"""Minutes from the midnight of ``DAY``, some a minute apart, so that times touch or overlap by one."""
TIMES = st.sampled_from(
    [Span(DAY, start, end) for start, end in combinations(EDGES, 2)]
    + [Span(NEXT, start - 1440, end - 1440) for start, end in combinations(EDGES, 2) if start >= 1440]
)
"""A few times of one night, given as spans of either day."""
WINDOWS = st.lists(TIMES | st.sampled_from([whole_day(DAY), whole_day(NEXT)]), max_size=3).map(tuple)
SOME = st.sampled_from([(), *((thing,) for thing in THINGS)])
SEATS = st.sampled_from([None, 10, 20, 30])
PADDING = st.sampled_from([0, 0, 1, 29, 59, 601])
STATES = st.sampled_from([State.CONFIRMED, State.CONFIRMED, State.INVITED, State.DECLINED])


@st.composite
def crowded(draw: st.DrawFn, session_id: str) -> Session:
    """Draw a session among few rooms, people and hours, so that many of them clash."""
    where = draw(TIMES)
    session = talk(
        session_id,
        kind=draw(st.sampled_from([Kind.TALK, Kind.TALK, Kind.MEAL])),
        people=tuple(
            Appearance(p, draw(st.sampled_from([Role.SPEAKER, Role.MODERATOR])), draw(STATES))
            for p in draw(chosen(list(PEOPLE), most=2))
        ),
        status=draw(st.sampled_from([Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED])),
        audience=draw(SEATS),
        equipment=draw(SOME),
        setup=draw(PADDING),
        teardown=draw(PADDING),
    )
    if draw(st.integers(0, 5)) == 0:
        return session
    return replace(session, minutes=where.minutes, placement=Placement(where, draw(chosen(list(ROOMS)))))


@st.composite
def stretches(draw: st.DrawFn, cover_id: str) -> Cover:
    """Draw a moderator's shift in any room or in all of them."""
    where, whole = draw(TIMES), draw(st.booleans())
    return Cover(
        id=cover_id,
        person=draw(st.sampled_from(PEOPLE)),
        day=where.day,
        start=None if whole else where.start,
        end=None if whole else where.end,
        room=draw(st.sampled_from([None, *ROOMS])),
        state=draw(STATES),
    )


@st.composite
def plans(draw: st.DrawFn) -> Agenda:
    """Draw a conference that breaks as many rules as possible."""
    made = agenda(
        day(DAY, "21:01", "27:59"),
        day(NEXT, "02:01", "07:00"),
        *(room(r, n, seats=draw(SEATS), equipment=draw(SOME), closed=draw(WINDOWS)) for n, r in enumerate(ROOMS)),
        *(person(p, availability=draw(WINDOWS), needs=draw(SOME), brings=draw(SOME)) for p in PEOPLE),
        *(draw(crowded(name)) for name in "abcdef"),
        *(draw(stretches(f"cover {n}")) for n in range(draw(st.integers(0, 3)))),
    )
    return replace(made, venue=replace(made.venue, closes=draw(st.sampled_from([None, 59, 61, 300, 1501]))))


def two_by_two(plan: Agenda, found: Conflict, session_id: str) -> Iterator[Conflict]:
    """Yield a finding about a crowd as findings about the one session and each other; yield any other unchanged."""
    one = plan.sessions[session_id]
    others = [plan.sessions[name] for name in found.sessions if name != session_id]
    if len(others) < 2:
        yield found
        return
    for other in others:
        assert one.placement
        assert other.placement
        if one.placement.span.overlaps(other.placement.span):
            pair = by_time(one, other)
            yield person_clash(plan, found.people[0], *pair) if found.people else room_clash(plan, *pair)


@tries(100)
@given(plans(), st.sampled_from("abcdef"), chosen(list(ROOMS)), TIMES)
def test_the_index_finds_what_the_rules_would(
    plan: Agenda, session_id: str, rooms: tuple[str, ...], where: Span
) -> None:
    after = plan.after(place(plan, session_id, where.day, where.start, rooms, minutes=where.minutes))
    placed = after.sessions[session_id].placement
    assert placed

    found = ConflictIndex(plan).conflicts_at(plan.sessions[session_id], placed.rooms, where)

    expected = [c for c in check(after) if c.rule in LIVE and session_id in c.sessions]
    assert sorted(found, key=repr) == sorted({p for c in expected for p in two_by_two(after, c, session_id)}, key=repr)
    assert [c.severity.rank for c in found] == sorted(c.severity.rank for c in found)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=9))
def test_the_sweep_finds_every_pair_once(numbers: list[tuple[int, int]]) -> None:
    slots = sorted((start, start + length, f"{n}") for n, (start, length) in enumerate(numbers))
    pairs = [
        (one[2], other[2])
        for n, one in enumerate(slots)
        for other in slots[n + 1 :]
        if one[0] < other[1] and other[0] < one[1]
    ]

    assert sorted(overlapping(slots)) == sorted(pairs)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=12))
def test_pairs_and_crowds_are_all_that_overlaps_and_no_more_than_there_are_slots(
    numbers: list[tuple[int, int]],
) -> None:
    slots = sorted((start, start + length, f"{n:02}") for n, (start, length) in enumerate(numbers))
    at_once = {minute: {name for start, end, name in slots if start <= minute < end} for minute in range(30)}
    overlaps = {tuple(sorted(pair)) for pair in overlapping(slots)}

    found = overlaps_among(slots)

    pairs = {tuple(sorted(pair)) for pair in found.pairs}
    crowded = [set(combinations(sorted(crowd.ids), 2)) & overlaps for crowd in found.crowds]
    assert pairs | set().union(*crowded) == overlaps
    assert not pairs & set().union(*crowded)
    assert len(pairs) == len(found.pairs)
    assert len(found.pairs) + len(found.crowds) <= len(slots)
    assert {m for crowd in found.crowds for m in range(crowd.start, crowd.end)} == {
        minute for minute, names in at_once.items() if len(names) >= 3
    }
    for crowd in found.crowds:
        inside = [at_once[minute] for minute in range(crowd.start, crowd.end)]
        assert set(crowd.ids) == set().union(*inside)
        assert crowd.most == max(map(len, inside))


def test_when_its_people_are_on_elsewhere() -> None:
    plan = agenda(
        person("ada"),
        person("bo"),
        talk("a", people=(speaker("ada"), speaker("bo", State.DECLINED))),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("c", "lab", "11:00-12:00", people=(speaker("bo"),)),
    )
    base = span("00:00-00:01").absolute_start

    assert ConflictIndex(plan).busy(plan.sessions["a"]) == ((base + 540, base + 600, "b"),)
    assert ConflictIndex(plan).rooms_taken("a", ("hall",), span("09:30-09:45")) == {"b"}
    assert ConflictIndex(plan).rooms_taken("a", (), span("09:30-11:30")) == {"b", "c"}


@pytest.mark.parametrize(
    ("times", "clashes"), [("08:30-09:00", 0), ("08:30-09:01", 1), ("09:59-10:30", 1), ("10:00-10:30", 0)]
)
def test_a_minute_at_once_is_a_clash_and_to_touch_is_none(times: str, clashes: int) -> None:
    plan = agenda(talk("a"), talk("b", "hall", "09:00-10:00"), talk("c", "lab", "06:00-08:00"))

    found = ConflictIndex(plan).conflicts_at(plan.sessions["a"], ("hall",), span(times))

    assert [c.rule for c in found] == ["room-double-booked"] * clashes


def test_a_session_that_needs_setting_up_among_those_that_do_not() -> None:
    plan = agenda(talk("a", setup=30), talk("b", "hall", "09:00-10:00"), talk("c", "", "10:00-10:15", kind=Kind.BREAK))

    found = ConflictIndex(plan).conflicts_at(plan.sessions["a"], ("hall",), span("10:15-11:00"))

    assert [(c.rule, c.sessions) for c in found] == [("setup-in-the-way", ("a", "b"))]


def test_a_new_session_that_is_not_in_the_plan_yet() -> None:
    plan = agenda(talk("b", "hall", "09:00-10:00"))

    found = ConflictIndex(plan).conflicts_at(talk("new", setup=30, number=7), ("hall",), span("10:15-11:00"))

    assert [(c.rule, c.sessions) for c in found] == [("setup-in-the-way", ("b", "new"))]


def test_when_somebody_cannot_be_there() -> None:
    plan = agenda(
        person("ada", availability=(span("09:00-10:00"), span("10:00-12:00"), span("20:00-26:00"))),
        person("bo", availability=(span("11:00-13:00"),)),
        person("cy"),
        talk("a", people=(speaker("ada"), speaker("cy"))),
        talk("b", people=(speaker("ada"), moderator("bo"))),
        talk("c", people=(speaker("cy"), speaker("bo", State.DECLINED))),
        talk("d", people=(speaker("bo"),)),
    )
    index = ConflictIndex(plan)

    def absent(name: str, on: date = DAY) -> list[tuple[str, str]]:
        midnight = on.toordinal() * 1440
        return [
            (f"{(a.start - midnight) / 60:g}-{(a.end - midnight) / 60:g}", ", ".join(a.names))
            for a in index.absent(plan.sessions[name], on)
        ]

    assert absent("a") == [("0-9", "Ada"), ("12-20", "Ada"), ("26-48", "Ada")]
    assert absent("b") == [
        ("0-9", "Ada, Bo"),
        ("9-11", "Bo"),
        ("12-13", "Ada"),
        ("13-20", "Ada, Bo"),
        ("20-26", "Bo"),
        ("26-48", "Ada, Bo"),
    ]
    assert absent("c") == []
    assert absent("a", NEXT) == [("2-48", "Ada")]
    assert absent("d", NEXT) == [("0-48", "Bo")]


def test_which_rooms_are_closed() -> None:
    plan = agenda(
        room("hall", closed=(span("12:00-13:00"), span("13:00-14:00"))),
        room("lab", 1, closed=(span("22:00-30:00"),)),
        room("attic", 2),
    )
    base = DAY.toordinal() * 1440

    assert ConflictIndex(plan).closed(DAY) == {
        "hall": ((base + 720, base + 840),),
        "lab": ((base + 1320, base + 1800),),
    }
    assert ConflictIndex(plan).closed(NEXT) == {"lab": ((base + 1440, base + 1800),)}


def test_which_rooms_are_too_small() -> None:
    plan = agenda(room("hall", seats=80), room("lab", 1, seats=79), room("attic", 2), talk("a", audience=80), talk("b"))

    assert ConflictIndex(plan).too_small(plan.sessions["a"]) == {"lab"}
    assert ConflictIndex(plan).too_small(plan.sessions["b"]) == frozenset()


def test_clashes_are_named_by_the_sessions_as_they_stand_not_as_they_are_numbered() -> None:
    plan = agenda(talk("a", setup=10), talk("b", "hall", "09:00-10:00", teardown=30))

    found = ConflictIndex(plan).conflicts_at(plan.sessions["a"], ("hall",), span("10:15-11:00"))

    assert [str(c.text) for c in found] == [
        "Hall needs 40 minutes from 10:00 to be cleared and set up between “B” and “A”, and has 15."
    ]


def test_of_several_reasons_the_gravest_is_first() -> None:
    plan = agenda(
        room("hall", closed=(span("17:00-20:00"),)), talk("a", equipment=("Piano",)), talk("b", "", "18:00-19:00")
    )

    found = ConflictIndex(plan).conflicts_at(plan.sessions["a"], ("hall",), span("17:30-18:30"))

    assert [c.rule for c in found] == ["room-double-booked", "room-closed", "outside-day-hours", "equipment-missing"]
