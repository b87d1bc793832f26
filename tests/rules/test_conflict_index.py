"""Tests of the index that is asked while dragging, and of the sweep that finds what overlaps."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Room, Session
from planner.domain.enums import Kind, State
from planner.rules import conflicts_at
from planner.rules.availability import absences
from planner.rules.overlap import overlapping, overlaps_among
from planner.rules.rule import ConflictIndex
from tests.builders import DAY, agenda, moderator, person, room, span, speaker, talk
from tests.rules.plans import NEXT


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
        assert (set(crowd.ids), crowd.most) == (set().union(*inside), max(map(len, inside)))


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


NINE = talk("b", "hall", "09:00-10:00")
SET = talk("a", setup=30)
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
            [NINE, talk("c", "", "10:00-10:15", kind=Kind.BREAK)], SET, "10:15-11:00",
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

    conflicts = conflicts_at(ConflictIndex(plan), plan.sessions.get(held.id, held), ("hall",), span(times))

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

    (found,) = conflicts_at(ConflictIndex(plan), plan.sessions["a"], ("hall",), span("10:15-11:00"))

    assert (
        str(found.text) == "Hall needs 40 minutes from 10:00 to be cleared and set up between “B” and “A”, and has 15."
    )
