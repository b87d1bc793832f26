"""The two ways to pass a delay on, against brute force: gaps give first moves the fewest, and neither double-books."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from random import Random

import pytest

from planner.commands.propagation import Propagation
from planner.commands.ripple import Ripple, delay_day, make_way, overrun, shift_following, shift_sessions
from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import format_clock, parse_clock_time
from planner.domain.value_objects import Kind
from tests.builders import DAY, agenda, day, room, talk

GAPS = Propagation(gaps_first=True)
ROOMS = ("hall", "lab", "den")
STEP = 5
"""Minutes between the times that brute force tries; all times of the days are multiples of it."""


def starts(plan: Agenda, made: Ripple) -> dict[str, str]:
    """Return the new times of what moves or becomes shorter."""
    after = plan.after(made.change).sessions
    return {name: f"{format_clock(start)}-{format_clock(end)}" for name in made.change.edited_ids(Session)
            for start, end in [times(after[name])]}  # fmt: skip


def times(session: Session) -> tuple[int, int]:
    """Return when a session begins and ends."""
    assert session.placement
    return session.placement.span.start, session.placement.span.end


def share(one: Session, other: Session) -> bool:
    """Return whether two sessions are in one room."""
    assert one.placement
    assert other.placement
    everywhere = one.placement.everywhere or other.placement.everywhere
    return everywhere or not set(one.placement.rooms).isdisjoint(other.placement.rooms)


def taken_twice(plan: Agenda) -> set[frozenset[str]]:
    """Return the pairs of sessions that are in one room at the same time, found by trying all."""
    return {
        frozenset((one.id, other.id)) for one, other in combinations(plan.sessions.values(), 2)
        if share(one, other) and times(one)[0] < times(other)[1] and times(other)[0] < times(one)[1]
    }  # fmt: skip


def random_days(count: int) -> Iterator[tuple[Agenda, Random]]:
    """Yield days of up to seven sessions in three rooms in which no room is taken twice."""
    chance = Random(4)
    while count:
        sessions: list[Session] = []
        for n in range(chance.randint(4, 9)):
            start, minutes = chance.randint(18, 26) * 30, chance.choice([20, 25, 30, 30, 40, 55])
            where = chance.choice([("hall",), ("hall",), ("lab",), ("den",), ("hall", "lab"), ()])
            kind = chance.choice([Kind.TALK, Kind.TALK, Kind.TALK, Kind.BREAK])
            start += chance.choice([0, 0, 5, 10])
            new = talk(f"s{n}", where, f"{format_clock(start)}-{format_clock(start + minutes)}", kind=kind)
            if not taken_twice(agenda(*map(room, ROOMS), *sessions, new)):
                sessions.append(new)
        if len(sessions) > 2:
            count -= 1
            yield agenda(*map(room, ROOMS), *sessions), chance


def fewest(plan: Agenda, most: int, least: Mapping[str, int], ends: Mapping[str, int]) -> int:
    """Return the least number of sessions that can move so that no room is taken twice, by trying all delays.

    ``least`` are the least delays asked for, ``ends`` the ends of those that get another length. Nothing begins
    earlier, the order in each room stays, no delay is longer than ``most``, and a break that is delayed gives what it
    can if anything follows it.
    """
    sessions = sorted(plan.sessions.values(), key=times)
    best = len(sessions) + 1

    def follows(session: Session) -> bool:
        return any(share(session, other) and times(other)[0] >= times(session)[1] for other in sessions)

    def go(n: int, put: list[tuple[Session, int, int]], moved: int) -> None:
        nonlocal best
        if moved >= best:
            return
        if n == len(sessions):
            best = moved
            return
        session = sessions[n]
        (start, end), asked = times(session), least.get(session.id, 0)
        for late in [asked] if session.id in ends else range(asked, most + 1, STEP):
            given = min(late, end - start - session.least_minutes) if follows(session) else 0
            new = (session, start + late, ends.get(session.id, end + late - given))
            if all(not share(session, other) or (began <= new[1] and ended <= new[1]) for other, began, ended in put):
                go(n + 1, [*put, new], moved + (new[1:] != (start, end)))

    go(0, [], 0)
    return best


def asked_from(plan: Agenda, minute: int, by: int, rooms: frozenset[str]) -> dict[str, int]:
    """Return the least delays if in these rooms what is on at a minute ends later, and nothing begins before."""
    there = [
        s for s in plan.sessions.values() if s.placement and (not s.placement.rooms or rooms & {*s.placement.rooms})
    ]
    found = {}
    for session in there:
        if (start := times(session)[0]) >= minute:
            ends = [times(s)[1] for s in there if share(s, session) and times(s)[0] < minute <= times(s)[1] <= start]
            found[session.id] = max(0, max([minute, *ends]) + by - start)
    return found


@pytest.mark.long
def test_gaps_first_moves_the_fewest_of_200_random_days_and_takes_no_room_twice() -> None:
    saved = moved = 0
    for plan, chance in random_days(200):
        session, by = chance.choice(plan.sessions_in_order), chance.choice([5, 10, 15, 20])
        assert session.placement
        minute, rooms = session.placement.span.end, frozenset(session.placement.rooms or ROOMS)
        end = times(session)[1]
        for verb, made, kept, least, ends in (
            ("delay", delay_day(plan, DAY, minute, by, rooms, GAPS), delay_day(plan, DAY, minute, by),
             asked_from(plan, minute, by, rooms), {}),
            ("over", overrun(plan, [session.id], by, GAPS), overrun(plan, [session.id], by), {},
             {session.id: end + by}),
            ("follow", shift_following(plan, session.id, by, GAPS), shift_following(plan, session.id, by),
             {session.id: by}, {session.id: end + by}),
        ):  # fmt: skip
            assert taken_twice(plan.after(made.change)) == set(), verb
            assert taken_twice(plan.after(kept.change)) == set(), verb
            assert len(made.change.edits) == fewest(plan, by, least, ends), (verb, starts(plan, made))
            assert len(made.change.edits) <= len(kept.change.edits)
            assert all(times(e.after)[0] >= times(e.before)[0] for e in made.change.edits)  # type: ignore[arg-type]
            saved, moved = saved + len(kept.change.edits) - len(made.change.edits), moved + len(kept.change.edits)

    assert (saved > moved / 4, moved > 1000) == (True, True), (saved, moved)


ROOM_A = agenda(
    room("hall"), room("lab", 1), talk("one", "hall", "10:00-11:15"), talk("two", "hall", "11:30-12:00"),
    talk("three", "hall", "12:00-12:30"), talk("lunch", (), "12:40-13:40", kind=Kind.MEAL),
    talk("last", "hall", "13:40-14:10"), talk("beside", "lab", "11:15-12:00"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "moves"),
    [
        pytest.param(lambda how: overrun(ROOM_A, ["one"], 12, how), {"one": "10:00-11:27"}, id="a free quarter gives"),
        pytest.param(lambda how: delay_day(ROOM_A, DAY, parse_clock_time("11:15"), 12, frozenset({"hall"}), how), {},
                     id="and so it does from a time"),
        pytest.param(
            lambda how: overrun(ROOM_A, ["one"], 20, how),
            {"one": "10:00-11:35", "two": "11:35-12:05", "three": "12:05-12:35"}, id="then as far as it is pushed",
        ),
        pytest.param(
            lambda how: delay_day(ROOM_A, DAY, parse_clock_time("11:15"), 30, frozenset({"hall"}), how),
            {"two": "11:45-12:15", "three": "12:15-12:45", "lunch": "12:45-13:40"},
            id="a gap and then a meal give, and the other room stays until then",
        ),
        pytest.param(
            lambda how: delay_day(ROOM_A, DAY, parse_clock_time("11:15"), 10, None, how), {"beside": "11:25-12:10"},
            id="of all rooms each is late from that time",
        ),
        pytest.param(
            lambda how: shift_sessions(ROOM_A, ["one", "beside"], 10, how),
            {"one": "10:10-11:25", "beside": "11:25-12:10"}, id="of several each moves as asked",
        ),
        pytest.param(
            lambda how: overrun(ROOM_A, ["one", "beside"], 20, how),
            {"one": "10:00-11:35", "two": "11:35-12:05", "three": "12:05-12:35", "beside": "11:15-12:20"},
            id="and each ends as asked",
        ),
        pytest.param(
            lambda how: make_way(ROOM_A, place(ROOM_A, "beside", DAY, 11 * 60, ["hall"], minutes=45), how),
            {"beside": "11:00-11:45", "two": "11:45-12:15", "three": "12:15-12:45", "lunch": "12:45-13:40"},
            id="what is put in pushes",
        ),
        pytest.param(
            lambda how: shift_following(ROOM_A, "two", -10, how),
            {"two": "11:20-11:50", "three": "11:50-12:20"}, id="what is brought forward takes along what follows",
        ),
    ],
)  # fmt: skip
def test_gaps_give_first(made: object, moves: Mapping[str, str]) -> None:
    assert callable(made)
    assert starts(ROOM_A, made(GAPS)) == moves


def test_time_to_clear_away_is_no_gap_and_what_is_pinned_stays() -> None:
    plan = agenda(
        day(closes="12:00"), room("hall"), talk("one", "hall", "09:00-09:30", teardown=10),
        talk("two", "hall", "09:45-10:15"), talk("pin", "hall", "10:20-10:40", pinned=True),
        talk("after", "hall", "10:40-11:00"),
    )  # fmt: skip
    made = delay_day(plan, DAY, parse_clock_time("09:30"), 10, None, GAPS)
    assert (starts(plan, made), made.staying) == ({"two": "09:50-10:20"}, ("Pin",))
    assert str(made.change.label) == "Shift what follows 09:30 by 10 min, gaps first"
