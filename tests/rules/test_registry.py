"""Tests that walk the registry: each rule tells what it is, and a drag finds what the rule finds in the plan."""

from collections import Counter
from collections.abc import Iterable, Iterator
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
from planner.rules import RULES, check, conflicts_at
from planner.rules.conflict import Conflict, Severity
from planner.rules.rule import ConflictIndex, Rule
from tests.builders import DAY, Appearance, agenda, day, moderator, person, room, span, speaker, talk
from tests.strategies import chosen
from tests.tries import tries

NEXT, SPRING = DAY + timedelta(days=1), date(2024, 3, 31)
ROOMS, PEOPLE = ("hall", "lab", "attic"), ("ada", "bo", "cy")
THINGS = ("Piano", "piano ", "Laser")
OF_PLACES = [rule for rule in RULES if rule.at_places]
EVERY_RULE = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])


def faulty() -> Agenda:
    """Return a plan in which every rule finds something."""
    made = agenda(
        day(),
        day(SPRING, "00:00", "36:00"),
        room("hall", seats=9, equipment=("piano",), closed=(span("19:00-20:00"),)),
        room("lab", 1),
        person("ada", needs=("clicker",), availability=(span("09:00-10:00"),)),
        person("bo"),
        person("cy"),
        talk("a", kind=Kind.PANEL),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada"),), abstract="Yes.", audience=10, teardown=1),
        talk("c", "hall", "07:00-09:30", people=(speaker("ada"), speaker("bo", State.INVITED)), kind=Kind.PANEL),
        talk("d", "hall", "10:00-20:00", people=(speaker("bo"), moderator("ada", State.DECLINED)), abstract="Yes."),
        talk("e", "lab", "02:30-03:15", on=SPRING, people=(speaker("bo"),), abstract="Yes."),
        talk("f", "lab", "10:00-11:00", people=(speaker("cy"),), abstract="Yes."),
        Cover(id="shift", person="cy", day=DAY, start=10 * 60, end=20 * 60),
    )
    return replace(made, venue=replace(made.venue, closes=19 * 60))


def test_the_gravest_come_first_and_in_the_order_of_the_rules() -> None:
    assert [(c.rule, c.severity.value, " ".join(c.sessions), str(c.short)) for c in check(faulty())] == [
        ("room-double-booked", "problem", "b c", "Room taken twice at 09:00"),
        ("person-in-two-places", "problem", "b c", "Ada in two places at 09:00"),
        ("person-unavailable", "problem", "c", "Ada cannot be there at 07:00"),
        ("room-closed", "problem", "d", "Hall is closed at 19:00"),
        ("clock-change", "problem", "e", "No 02:30 that night: 03:30"),
        ("outside-day-hours", "warning", "c", "Before the day opens at 08:00"),
        ("outside-day-hours", "warning", "d", "After the day closes at 18:00"),
        ("venue-closed", "warning", "d", "After the house closes at 19:00"),
        ("setup-in-the-way", "warning", "b d", "0 of 1 min to set up"),
        ("room-too-small", "warning", "b", "9 seats for 10"),
        ("equipment-missing", "warning", "c", "Missing: clicker"),
        ("equipment-missing", "warning", "b", "Missing: clicker"),
        ("person-declined", "warning", "d", "Ada has declined"),
        ("person-unconfirmed", "warning", "c", "Bo has not answered yet"),
        ("session-without-speaker", "warning", "a", "No speaker yet"),
        ("session-without-moderator", "warning", "a", "No moderator yet"),
        ("session-without-moderator", "warning", "c", "No moderator yet"),
        ("moderator-in-several-rooms", "hint", "d f", "Cy moderates 2 rooms at once"),
        ("moderator-on-stage", "hint", "f", "Cy moderates and is on stage"),
        ("session-without-abstract", "hint", "a", "No abstract yet"),
        ("session-without-abstract", "hint", "c", "No abstract yet"),
        ("session-unplaced", "hint", "a", "Not placed yet"),
    ]
    assert check(Agenda.of(*reversed(list(faulty().entities())))) == check(faulty())


def moves(plan: Agenda, found: Iterable[Conflict]) -> Iterator[Agenda]:
    """Yield the plan with each placed session of these conflicts at many other places."""
    for name in sorted({name for conflict in found for name in conflict.sessions if plan.sessions[name].placement}):
        for start in range(6 * 60, 21 * 60, 45):
            for where in ("hall", "lab"):
                yield plan.after(place(plan, name, DAY, start, [where]))


@EVERY_RULE
def test_a_rule_finds_something_and_is_known_to_the_drag_if_it_speaks_of_a_place(rule: Rule) -> None:
    plan, found = faulty(), tuple(rule.check(faulty()))

    assert {c.rule for c in found} == {rule.id}, "let faulty() have something that the rule finds"
    assert max(len(str(c.short)) for c in found) < 32  # it fits on a block
    said = {(c.sessions, c.people, str(c.text)) for c in found}
    if any(said != {(c.sessions, c.people, str(c.text)) for c in rule.check(moved)} for moved in moves(plan, found)):
        assert bool(rule.at_places) is not bool(rule.untold), (
            "what it finds depends on the place: write at_places, or say in untold why a drag does not tell it"
        )
    else:
        assert not rule.at_places
        assert not rule.untold


EDGES = [1261, 1320, 1321, 1380, 1381, 1440, 1441, 1561]
"""Minutes from the midnight of ``DAY``, some a minute apart, so that times touch or overlap by one."""
TO_THE_MINUTE = [(start, start + minutes) for start in range(1260, 1560) for minutes in (1, 200)]
TIMES = st.sampled_from(
    [
        Span(on, start - before, end - before)
        for start, end in (*list(combinations(EDGES, 2)) * 20, *TO_THE_MINUTE)
        for on, before in ((DAY, 0), (NEXT, 1440))
        if start >= before
    ]
)
"""Times of one night, given as spans of either day."""
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
    """Yield a conflict of a crowd as those of the one session with each other; yield any other unchanged."""
    others = [name for name in found.sessions if name != session_id]
    if len(others) < 2:
        yield found
        return
    (rule,) = [rule for rule in RULES if rule.id == found.rule]
    for other in others:
        pair = {name: plan.sessions[name] for name in (session_id, other)}
        for conflict in rule.check(replace(plan, sessions=pair)):
            if len(conflict.sessions) == 2 and conflict.people == found.people:
                yield conflict


def of_places(plan: Agenda, session_id: str) -> set[Conflict]:
    """Return all conflicts of a session that speak of its place, of crowds those of two."""
    found = [c for c in check(plan, OF_PLACES) if session_id in c.sessions]
    return {pair for conflict in found for pair in two_by_two(plan, conflict, session_id)}


@st.composite
def places(draw: st.DrawFn, plan: Agenda) -> Placement:
    """Draw a place in the night, often one a few minutes from a session there, or with a minute of it."""
    where = Placement(draw(TIMES), draw(chosen(list(ROOMS))))
    beside = draw(st.sampled_from([None, *(placement for _session, placement in plan.placed)]))
    if beside is None:
        return where
    span, minutes = beside.span, min(where.span.minutes, 60)
    gap = draw(st.sampled_from([-1, 0, 1, 5, 9, 15]))
    start = draw(st.sampled_from([span.end + gap, span.start - minutes - gap]))
    return Placement(
        Span(span.day, max(0, start), max(0, start) + minutes), draw(st.sampled_from([beside, where])).rooms
    )


@tries(250)
@given(plans(), st.sampled_from("abcdef"), st.data())
def test_a_drag_finds_what_the_rules_find_after_the_drop(plan: Agenda, session_id: str, data: st.DataObject) -> None:
    drawn = data.draw(places(plan))
    where = drawn.span
    after = plan.after(place(plan, session_id, where.day, where.start, drawn.rooms, minutes=where.minutes))
    placed = after.sessions[session_id].placement
    assert placed

    found = conflicts_at(ConflictIndex(plan), plan.sessions[session_id], placed.rooms, where)

    assert sorted(found, key=repr) == sorted(of_places(after, session_id), key=repr)
    assert [c.severity.rank for c in found] == sorted(c.severity.rank for c in found)


def test_a_drag_finds_what_each_rule_finds_in_the_faulty_plan() -> None:
    plan = faulty()
    index = ConflictIndex(plan)

    found = {one.id: set(conflicts_at(index, one, where.rooms, where.span)) for one, where in plan.taking_place}

    assert found == {name: of_places(plan, name) for name in found}


def test_no_finding_is_listed_twice() -> None:
    assert [finding for finding, times in Counter(check(faulty())).items() if times > 1] == [], (
        "a rule about pairs yields each of them once in in_plan"
    )


@tries(40)
@given(plans())
def test_the_rules_that_only_give_hints_say_so(plan: Agenda) -> None:
    assert {c.severity for c in check(plan, [rule for rule in RULES if rule.only_hints])} <= {Severity.HINT}
