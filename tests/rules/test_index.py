"""The index asked while dragging, against the full rules over the plan with the session dropped there."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.kinds import Role, State, Status
from planner.rules import check
from planner.rules.index import ClashIndex
from planner.rules.overlap import overlapping
from tests.builders import DAY, Appearance, agenda, day, person, room, span, speaker, talk
from tests.strategies import chosen

NEXT = DAY + timedelta(days=1)
ROOMS, PEOPLE = ("hall", "lab", "attic"), ("ada", "bo", "cy")
LIVE = {"room-double-booked", "person-in-two-places", "outside-day-hours"}
TIMES = st.tuples(st.sampled_from([DAY, NEXT]), st.integers(0, 46), st.integers(1, 8)).map(
    lambda t: span(f"{t[1]}:00-{min(t[1] + t[2], 47)}:00", t[0])
)


@st.composite
def crowded(draw: st.DrawFn, session_id: str) -> object:
    """A session among few rooms, people and hours, so that much of it clashes."""
    where = draw(st.none() | TIMES)
    session = talk(
        session_id,
        people=tuple(
            Appearance(p, draw(st.sampled_from([Role.SPEAKER, Role.MODERATOR])), draw(st.sampled_from(State)))
            for p in draw(chosen(list(PEOPLE)))
        ),
        status=draw(st.sampled_from([Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED])),
    )
    if where is None:
        return session
    rooms = draw(chosen(list(ROOMS)))
    placed = talk("x", rooms, "09:00-10:00").placement
    assert placed
    return replace(session, minutes=where.minutes, placement=replace(placed, span=where))


PLANS = st.tuples(*(crowded(name) for name in "abcdef")).map(
    lambda sessions: agenda(
        day(), day(NEXT, "20:00", "40:00"), *(room(r, n) for n, r in enumerate(ROOMS)), *map(person, PEOPLE), *sessions
    )
)


@settings(max_examples=300)
@given(PLANS, st.sampled_from("abcdef"), chosen(list(ROOMS)), TIMES)
def test_the_index_finds_what_the_rules_would(plan, session_id, rooms, where) -> None:  # type: ignore[no-untyped-def]
    after = plan.after(place(plan, session_id, where.day, where.start, rooms, minutes=where.minutes))
    order = after.sessions[session_id].placement.rooms

    found = ClashIndex(plan).would_meet(plan.sessions[session_id], order, where)

    expected = [c for c in check(after) if c.rule in LIVE and session_id in c.sessions]
    assert sorted(found, key=repr) == sorted(expected, key=repr)


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


def test_when_its_people_are_on_elsewhere() -> None:
    plan = agenda(
        person("ada"),
        person("bo"),
        talk("a", people=(speaker("ada"), speaker("bo", State.DECLINED))),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("c", "lab", "11:00-12:00", people=(speaker("bo"),)),
    )
    base = span("00:00-00:01").absolute_start

    assert ClashIndex(plan).busy(plan.sessions["a"]) == ((base + 540, base + 600, "b"),)
    assert ClashIndex(plan).rooms_taken("a", ("hall",), span("09:30-09:45")) == {"b"}
    assert ClashIndex(plan).rooms_taken("a", (), span("09:30-11:30")) == {"b", "c"}
