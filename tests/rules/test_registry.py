"""Tests of all rules together: their list, what a drag and a change find, and the index and the sweep that find it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.agenda import Agenda, merged_change
from planner.domain.entities import Room, Session, Venue
from planner.domain.text import Text
from planner.domain.value_objects import Kind, State
from planner.rules import RULES, check, conflicts_of_change, drag_message, placing_conflicts
from planner.rules.availability import absences
from planner.rules.overlap import overlapping_pairs, pairs_and_crowds
from planner.rules.rule import Conflict, ConflictIndex, Problems, Rule, Severity
from tests.builders import DAY, agenda, day, moderator, person, room, span, speaker, talk
from tests.rules.crowded_plans import plans
from tests.rules.plans import MIDNIGHT, NEXT, faulty, faulty_for
from tests.strategies import agendas, changes
from tests.tries import tries


def test_the_gravest_come_first_and_in_the_order_of_the_rules() -> None:
    assert [(c.rule, c.severity.value, " ".join(c.sessions), str(c.short)) for c in check(faulty())] == [
        ("room-double-booked", "problem", "b c", "Room double-booked at 09:00"),
        ("person-in-two-places", "problem", "b c", "Ada in two places at 09:00"),
        ("person-unavailable", "problem", "c", "Ada cannot be there at 07:00"),
        ("room-closed", "problem", "d", "Hall is closed at 19:00"),
        ("clock-change", "problem", "e", "No 02:30 that night: 03:30"),
        ("outside-day-hours", "warning", "c", "Before the day opens at 08:00"),
        ("outside-day-hours", "warning", "d", "After the day closes at 18:00"),
        ("venue-closed", "warning", "d", "After the venue closes at 19:00"),
        ("setup-in-the-way", "warning", "b d", "0 of 1 min to set up"),
        ("room-too-small", "warning", "b", "9 seats for 10"),
        ("equipment-missing", "warning", "c", "Missing: clicker"),
        ("equipment-missing", "warning", "b", "Missing: clicker"),
        ("session-outside-block", "warning", "f", "Outside its block"),
        ("address-unusable", "warning", "b", "An address cannot work"),
        ("person-declined", "warning", "d", "Ada has declined"),
        ("person-unconfirmed", "warning", "c", "Bo has not answered yet"),
        ("session-without-speaker", "warning", "a", "No speaker yet"),
        ("session-without-moderator", "warning", "a", "No moderator yet"),
        ("session-without-moderator", "warning", "c", "No moderator yet"),
        ("block-without-chair", "hint", "f", "No chair yet"),
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


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_a_rule_finds_something_and_is_known_to_the_drag_if_it_speaks_of_a_place(rule: Rule) -> None:
    plan = faulty_for(rule)
    found = tuple(rule.check(plan))

    assert {c.rule for c in found} == {rule.id}, "let faulty() have something that the rule finds"
    assert max(len(str(c.short)) for c in found) < 32  # it fits on a tile
    said = {(c.sessions, c.people, str(c.text)) for c in found}
    if any(said != {(c.sessions, c.people, str(c.text)) for c in rule.check(moved)} for moved in moves(plan, found)):
        assert bool(rule.at_places) is not bool(rule.why_silent), (
            "what it finds depends on the place: write at_places, or say in why_silent why a drag does not tell it"
        )
    else:
        assert not rule.at_places
        assert not rule.why_silent


def test_no_finding_is_listed_twice() -> None:
    assert [finding for finding, times in Counter(check(faulty())).items() if times > 1] == [], (
        "a rule about pairs yields each of them once in in_plan"
    )


@tries(40)
@given(plans())
def test_the_rules_that_only_give_hints_say_so(plan: Agenda) -> None:
    assert {c.severity for c in check(plan, [rule for rule in RULES if rule.only_hints])} <= {Severity.HINT}


# by what they concern -------------------------------------------------------------------------------------


def test_problems_by_what_they_concern_without_the_hints() -> None:
    twice = Conflict("a", Severity.PROBLEM, ("talk", "panel"), Text("Twice"), Text("Twice"), people=("ada",))
    late = Conflict("b", Severity.WARNING, ("talk",), Text("Late"), Text("Late"))
    bare = Conflict("c", Severity.HINT, ("talk", "lunch"), Text("Bare"), Text("Bare"), people=("ada", "bo"))
    found = Problems((twice, late, bare))

    assert found.all == (twice, late, bare)
    assert [found.session_conflicts(session) for session in ("talk", "panel", "lunch")] == [[twice, late], [twice], []]
    assert [found.person_conflicts(person) for person in ("ada", "bo")] == [[twice], []]


# what a change would bring --------------------------------------------------------------------------------


PLAN = agenda(
    room("hall"), room("lab", 1), person("ada"),
    talk("one", "hall", "09:00-10:00", people=(speaker("ada"),)),
    talk("two", "lab", "09:30-10:30", people=(speaker("ada"),)),
    talk("three", "lab", "11:00-12:00"),
)  # fmt: skip


TIMES_OF_THREE = zip("abc", ("09:00-10:00", "09:00-10:00", "09:30-10:30"), strict=True)
WORSE = agenda(room("hall"), *(talk(name, "hall", times) for name, times in TIMES_OF_THREE))
THREE = agenda(room("hall"), *(talk(name, "hall", "09:00-10:00") for name in "abc"))
APART = THREE.after(place(THREE, "c", DAY, 12 * 60, ["hall"]))
THREE_AT_ONCE = "Hall {}–10:00: 3 sessions at once: “A”, “B” and 1 more."
EARLY = agenda(day(opens="08:00", closes="18:00"), talk("one", "hall", "07:55-09:00"))
LATE = replace(
    agenda(day(opens="08:00", closes="23:00"), room("hall"), talk("one", "hall", "19:30-20:30")),
    venue=Venue(id="venue", name="The Venue", closes=20 * 60),
)


def test_two_that_stay_of_a_crowd_in_each_of_their_rooms_are_nothing_new() -> None:
    before = agenda(
        room("hall"), room("lab", 1), talk("both", ("hall", "lab"), "09:00-10:00"), talk("all", (), "09:00-10:00"),
        talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"),
    )  # fmt: skip
    away = [place(before, name, DAY, 11 * 60, [where]) for name, where in (("a", "hall"), ("b", "lab"))]

    assert [c.sessions for c in check(before, RULES) if c.rule == "room-double-booked"] == [
        ("both", "all", "a"), ("both", "all", "b")
    ]  # fmt: skip
    assert conflicts_of_change(before, merged_change(Text("Move both away"), away)) == ()


@pytest.mark.parametrize(
    ("plan", "session", "start", "found"),
    [
        pytest.param(PLAN, "three", 9 * 60, ["Hall is double-booked at 09:00: “One” and “Three”."], id="new"),
        pytest.param(PLAN, "one", 9 * 60 + 5, ["Ada is in two places at 09:30: “One” and “Two”."], id="worse"),
        pytest.param(PLAN, "three", 12 * 60, [], id="nothing new"),
        pytest.param(PLAN, "one", 9 * 60 - 5, [], id="less of what is there already"),
        pytest.param(LATE, "one", 21 * 60, ["“One” ends at 22:00, after the venue closes at 20:00."], id="later still"),
        pytest.param(LATE, "one", 19 * 60, [], id="less late"),
        pytest.param(APART, "c", 9 * 60, [THREE_AT_ONCE.format("09:00")], id="a third at once"),
        pytest.param(THREE, "c", 9 * 60, [], id="three that stay"),
        pytest.param(THREE, "c", 12 * 60, [], id="two that stay when the third leaves"),
        pytest.param(WORSE, "c", 9 * 60 + 35, [], id="a crowd that gets better"),
        pytest.param(WORSE, "c", 9 * 60 + 25, [THREE_AT_ONCE.format("09:25")], id="a crowd that gets worse"),
        pytest.param(EARLY, "one", 17 * 60 + 55, ["“One” ends at 19:00, after the day closes at 18:00."],
                     id="what was too early and would be too late"),
        pytest.param(EARLY, "one", 7 * 60 + 56, [], id="less too early"),
        pytest.param(EARLY, "one", 7 * 60 + 54, ["“One” begins at 07:54, before the day opens at 08:00."],
                     id="more too early"),
    ],
)  # fmt: skip
def test_what_is_new_or_gets_worse_is_told(plan: Agenda, session: str, start: int, found: list[str]) -> None:
    change = place(plan, session, DAY, start, ["hall"])

    assert [str(clash.text) for clash in conflicts_of_change(plan, change)] == found
    assert conflicts_of_change(plan, change, check(plan)) == conflicts_of_change(plan, change)


@tries(40)
@given(st.data())
def test_it_is_all_that_the_rules_find_after_and_did_not_find_before_but_hints(data: st.DataObject) -> None:
    before = data.draw(agendas())
    change = data.draw(changes(before))
    if change is None:
        return

    def facts(conflicts: Iterable[Conflict]) -> set[tuple[object, ...]]:
        return {(c.rule, tuple(sorted(c.sessions)), c.people, frozenset(c.rooms)) for c in conflicts}

    def found(plan: Agenda) -> set[tuple[object, ...]]:
        return facts(c for c in check(plan) if c.severity is not Severity.HINT)

    def is_less(one: tuple[object, ...]) -> bool:
        """Return True if the finding was there already, with more sessions."""
        return any(
            (rule, people) == (one[0], one[2]) and set(one[1]) < set(ids)  # type: ignore[call-overload]
            for rule, ids, people, _rooms in found(before)
        )

    clashes = facts(conflicts_of_change(before, change))
    assert clashes >= {one for one in found(before.after(change)) - found(before) if not is_less(one)}
    assert clashes <= found(before.after(change))


# the message at the pointer -------------------------------------------------------------------------------


AT_HAND = agenda(
    day(opens="09:00", closes="18:00"),
    room("a", name="Sal A", closed=(span("15:00-16:00"),)), room("b", 1, name="Sal B", seats=10),
    person("stefan", name="Stefan Singman"),
    talk("cameras", "b", "11:40-12:10", people=(speaker("stefan"),), title="Cameras"),
    talk("lunch", (), "12:30-13:00", people=(speaker("stefan"),), title="Lunch"),
    talk("held", people=(speaker("stefan"),), minutes=30, audience=20),
)  # fmt: skip


@pytest.mark.parametrize(
    ("room_id", "times", "messages"),
    [
        ("a", "12:00-12:20", ["Stefan Singman is in Sal B until 12:10: “Cameras”."]),
        ("a", "11:30-11:50", ["Stefan Singman is in Sal B from 11:40: “Cameras”."]),
        ("b", "12:00-12:20", ["Sal B is taken until 12:10: “Cameras”."]),
        ("b", "11:30-11:50", ["Sal B is taken from 11:40: “Cameras”."]),
        ("a", "12:30-12:50", ["Sal A is taken until 13:00: “Lunch”.", "Stefan Singman is in “Lunch” 12:30–13:00."]),
        ("a", "15:10-15:30", ["Sal A is closed 15:00–16:00."]),
        ("a", "17:50-18:20", ["After the day closes at 18:00"]),
        ("b", "16:00-16:30", ["“Held” expects an audience of 20, but Sal B has 10 seats."]),
    ],
)
def test_what_is_said_at_the_pointer(room_id: str, times: str, messages: list[str]) -> None:
    held, where = AT_HAND.sessions["held"], span(times, DAY)
    found = placing_conflicts(ConflictIndex(AT_HAND), held, (room_id,), where)

    assert [str(drag_message(AT_HAND, held, where.start, one)) for one in found[: len(messages)]] == messages


# the index and the sweep ----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=9))
def test_the_sweep_finds_every_pair_once(numbers: list[tuple[int, int]]) -> None:
    slots = sorted((start, start + length, f"{n}") for n, (start, length) in enumerate(numbers))

    assert sorted(overlapping_pairs(slots)) == sorted(
        (one[2], other[2]) for one, other in combinations(slots, 2) if one[0] < other[1] and other[0] < one[1]
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=12))
def test_pairs_and_crowds_are_all_that_overlaps_and_no_more_than_there_are_slots(
    numbers: list[tuple[int, int]],
) -> None:
    slots = sorted((start, start + length, f"{n:02}") for n, (start, length) in enumerate(numbers))
    at_once = {minute: {name for start, end, name in slots if start <= minute < end} for minute in range(30)}
    overlaps = {tuple(sorted(pair)) for pair in overlapping_pairs(slots)}

    pairs_alone, crowds = pairs_and_crowds(slots)

    pairs = {tuple(sorted(pair)) for pair in pairs_alone}
    crowded = [set(combinations(sorted(crowd.ids), 2)) & overlaps for crowd in crowds]
    assert pairs | set().union(*crowded) == overlaps
    assert not pairs & set().union(*crowded)
    assert len(pairs) == len(pairs_alone)
    assert len(pairs_alone) + len(crowds) <= len(slots)
    assert {m for crowd in crowds for m in range(crowd.start, crowd.end)} == {
        minute for minute, names in at_once.items() if len(names) >= 3
    }
    for crowd in crowds:
        inside = [at_once[minute] for minute in range(crowd.start, crowd.end)]
        assert (set(crowd.ids), crowd.most) == (set().union(*inside), max(map(len, inside)))


def test_when_its_people_are_on_elsewhere() -> None:
    plan = agenda(
        person("ada"),
        person("bo"),
        talk("a", people=(speaker("ada"), speaker("bo", State.DECLINED))),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("c", "lab", "11:00-12:00", people=(speaker("bo"),)),
    )

    assert ConflictIndex(plan).busy_slots(plan.sessions["a"]) == ((MIDNIGHT + 540, MIDNIGHT + 600, "b"),)


NINE = talk("b", "hall", "09:00-10:00")
SHUT = room("hall", closed=(span("17:00-20:00"),))


@pytest.mark.parametrize(
    ("others", "held", "times", "found"),
    [
        *[
            pytest.param([NINE, talk("c", "lab", "06:00-08:00")], talk("a"), times, found, id=f"a minute: {times}")
            for times, found in (
                ("08:30-09:00", []),
                ("08:30-09:01", [("room-double-booked", ("a", "b"))]),
                ("09:59-10:30", [("room-double-booked", ("a", "b"))]),
                ("10:00-10:30", []),
            )
        ],
        pytest.param(
            [NINE, talk("c", "", "10:00-10:15", kind=Kind.BREAK)], talk("a", setup=30), "10:15-11:00",
            [("setup-in-the-way", ("a", "b"))], id="one that needs setting up among those that do not",
        ),
        pytest.param(
            [NINE], talk("new", setup=30, number=7), "10:15-11:00", [("setup-in-the-way", ("b", "new"))],
            id="a new session that is not in the plan yet",
        ),
        pytest.param(
            [SHUT, talk("b", "", "18:00-19:00")], talk("a", equipment=("Piano",)), "17:30-18:30",
            [("room-double-booked", ("a", "b")), ("room-closed", ("a",)), ("outside-day-hours", ("a",)),
             ("equipment-missing", ("a",))],
            id="of several reasons the gravest is first",
        ),
    ],
)  # fmt: skip
def test_what_a_session_meets_at_a_place(
    others: list[Session | Room], held: Session, times: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    plan = agenda(*([held] if held.id == "a" else []), *others)

    conflicts = placing_conflicts(ConflictIndex(plan), plan.sessions.get(held.id, held), ("hall",), span(times))

    assert [(c.rule, c.sessions) for c in conflicts] == found


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
            for a in absences(index, plan.sessions[name], on)
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
    assert (absent("c"), absent("a", NEXT), absent("d", NEXT)) == ([], [("2-48", "Ada")], [("0-48", "Bo")])


def test_clashes_are_named_by_the_sessions_as_they_stand_not_as_they_are_numbered() -> None:
    plan = agenda(talk("a", setup=10), talk("b", "hall", "09:00-10:00", teardown=30))

    (found,) = placing_conflicts(ConflictIndex(plan), plan.sessions["a"], ("hall",), span("10:15-11:00"))

    assert (
        str(found.text) == "Hall needs 40 minutes from 10:00 to be cleared and set up between “B” and “A”, and has 15."
    )
