"""Tests of a delay: later sessions move, pinned ones stay, and breaks are shortened first, then gaps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.arranging import move_together
from planner.commands.ripple import (
    FitMethod,
    Ripple,
    close_gaps,
    delay_day,
    fit_day,
    insert_gap,
    make_way,
    overrun,
    set_break_length,
    shift_following,
    shift_sessions,
)
from planner.commands.sessions import add_session
from planner.commands.timeline import place
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Session
from planner.domain.span import Span, format_clock
from planner.domain.span import parse_clock_time as at
from planner.domain.text import EstradError
from planner.domain.value_objects import Kind, Placement, Status
from planner.rules import conflicts_of_change
from tests.builders import DAY, agenda, day, room, span, talk
from tests.tries import tries


def times(plan: Agenda, ripple: Ripple) -> dict[str, str]:
    """Return the new times of the sessions that the ripple moves."""
    after = plan.after(ripple.change).sessions
    return {name: _times(after[name]) for name in ripple.change.edited_ids(Session)}


def _times(session: Session) -> str:
    assert session.placement
    span = session.placement.span
    return f"{format_clock(span.start)}-{format_clock(span.end)}"


def place_of(text: str) -> Placement:
    """Return the place of a text such as `hall 09:00-09:30`."""
    where, when = text.split()
    return Placement(span(when), (where,))


def put(plan: Agenda, **places: str) -> Ripple:
    """Return what makes way when these sessions are put at the given places."""
    return make_way(plan, move_together(plan, {name: place_of(text) for name, text in places.items()}))


MORNING = (
    talk("keynote", "hall", "09:00-09:45"),
    talk("break", (), "09:45-10:05", kind=Kind.BREAK),
    talk("first", "hall", "10:05-10:35"),
    talk("beside", "lab", "10:05-11:05"),
    talk("second", "hall", "10:40-11:10"),
    talk("lunch", (), "11:20-12:20", kind=Kind.MEAL, pinned=True),
    talk("after", "hall", "12:20-13:00"),
)


# fmt: off
STORIES = [
    pytest.param(
        agenda(*MORNING),
        [(lambda plan: overrun(plan, ["keynote"], 10), {"keynote": "09:00-09:55", "break": "09:55-10:05"})],
        id="a delay is taken from the break that follows",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("pause", "hall", "09:40-10:00", kind=Kind.BREAK),
            talk("fixed", "hall", "10:00-10:30", pinned=True),
        ),
        [
            (lambda plan: overrun(plan, ["one"], 10), {"one": "09:00-09:40", "pause": "09:50-10:00"}),
            (lambda plan: overrun(plan, ["one"], 15), {"one": "09:00-09:45", "pause": "09:50-10:00"}),
        ],
        id="a break gives before a gap does",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:40-10:00"), talk("three", "hall", "10:30-11:00")
        ),
        [
            (
                lambda plan: shift_following(plan, "one", 10),
                {"one": "09:10-09:40", "two": "09:50-10:10", "three": "10:40-11:10"},
            )
        ],
        id="without anything pinned gaps are kept",
    ),
    pytest.param(
        agenda(
            talk("zero", "hall", "08:00-08:30"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:40-10:00")
        ),
        [(lambda plan: shift_following(plan, "one", -10), {"one": "08:50-09:20", "two": "09:30-09:50"})],
        id="a session and what follows go back as well",
    ),
    pytest.param(
        agenda(*MORNING),
        [
            (
                lambda plan: delay_day(plan, DAY, at("10:05"), 5),
                {"first": "10:10-10:40", "beside": "10:10-11:10", "second": "10:45-11:15"},
            )
        ],
        id="everything after a time moves in all rooms until something pinned",
    ),
    pytest.param(
        agenda(*MORNING),
        [
            (lambda plan: delay_day(plan, DAY, at("09:00"), 5, frozenset({"hall"})), {"keynote": "09:05-09:50"}),
            (
                lambda plan: delay_day(plan, DAY, at("10:00"), 5, frozenset({"hall"})),
                {"first": "10:10-10:40", "second": "10:45-11:15"},
            ),
        ],
        id="in one room what takes other rooms too stays",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("pause", (), "09:30-09:50", kind=Kind.BREAK),
            talk("two", "hall", "09:50-10:00"),
        ),
        [(lambda plan: insert_gap(plan, DAY, at("09:30"), 15), {"pause": "09:45-10:05", "two": "10:05-10:15"})],
        id="a gap is inserted without shortening a break",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:45-10:00"),
            talk("three", "hall", "10:10-10:30"), talk("fixed", "hall", "11:00-11:30", pinned=True),
            talk("four", "hall", "12:00-12:30"),
        ),
        [
            (
                lambda plan: close_gaps(plan, DAY),
                {"two": "09:30-09:45", "three": "09:45-10:05", "four": "11:30-12:00"},
            )
        ],
        id="gaps are closed up to what is pinned",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30", teardown=5), talk("two", "hall", "10:00-10:30", setup=10),
            talk("pause", (), "10:45-11:00", kind=Kind.BREAK), talk("three", "hall", "11:20-11:30", setup=15),
        ),
        [
            (
                lambda plan: close_gaps(plan, DAY),
                {"two": "09:45-10:15", "pause": "10:15-10:30", "three": "10:30-10:40"},
            )
        ],
        id="closing up leaves the time to clear away and set up",
    ),
    pytest.param(
        agenda(
            talk("left", "hall", "09:00-09:30"), talk("right", "lab", "09:00-10:00"),
            talk("both", ("hall", "lab"), "10:30-11:00"), talk("last", "hall", "11:10-11:30"),
        ),
        [(lambda plan: close_gaps(plan, DAY), {"both": "10:00-10:30", "last": "10:30-10:50"})],
        id="a session in two rooms waits for the later of them",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("pause", (), "09:30-09:40", kind=Kind.BREAK),
            talk("two", "hall", "09:40-10:00"), talk("rest", (), "10:00-10:30", kind=Kind.BREAK),
            talk("three", "hall", "10:30-11:00"),
        ),
        [
            (
                lambda plan: set_break_length(plan, DAY, 20),
                {"pause": "09:30-09:50", "two": "09:50-10:10", "rest": "10:10-10:30"},
            )
        ],
        id="all breaks get one length and the rest follows",
    ),
    pytest.param(
        agenda(
            day(opens="09:00", closes="11:00"), talk("one", "hall", "08:30-09:00"), talk("two", "hall", "09:15-09:45")
        ),
        [(lambda plan: fit_day(plan, DAY, FitMethod.GAPS), {"one": "09:00-09:30", "two": "09:45-10:15"})],
        id="a day that begins too early fits as well",
    ),
    pytest.param(
        agenda(
            day(opens="09:00", closes="11:00"), talk("one", "hall", "09:00-10:00"),
            talk("pause", (), "10:00-10:20", kind=Kind.BREAK), talk("two", "hall", "10:20-11:20"),
        ),
        [
            (
                lambda plan: fit_day(plan, DAY, FitMethod.LENGTHS),
                {"one": "09:00-09:50", "pause": "09:50-10:10", "two": "10:10-11:00"},
            )
        ],
        id="a day that is too long fits by the lengths of all but pauses",
    ),
    pytest.param(
        agenda(
            talk("new", minutes=30), talk("before", "hall", "09:00-09:45"), talk("short", "hall", "10:00-10:10"),
            talk("long", "hall", "10:10-11:00"), talk("beside", "lab", "10:00-11:00"),
        ),
        [
            (
                lambda plan: make_way(plan, place(plan, "new", DAY, at("10:00"), ("hall",))),
                {"new": "10:00-10:30", "short": "10:30-10:40", "long": "10:40-11:30"},
            )
        ],
        id="what is put in pushes what begins there",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:00"), talk("beside", "lab", "09:30-10:00")
        ),
        [
            (
                lambda plan: make_way(plan, place(plan, "one", DAY, at("09:20"), ("hall",))),
                {"one": "09:20-09:50", "two": "09:50-10:20"},
            )
        ],
        id="in its own room what follows moves as far as it does",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "10:00-10:30"), talk("pause", "hall", "10:30-10:45", kind=Kind.BREAK),
            talk("fixed", "hall", "10:45-11:00", pinned=True),
        ),
        [(lambda plan: set_break_length(plan, DAY, 30), {"pause": "10:30-11:00"})],
        id="a longer break before a pinned session moves nothing earlier",
    ),
    pytest.param(
        agenda(talk("one", "hall", "09:00-10:00"), talk("two", "hall", "16:00-18:00")),
        [
            (lambda plan: delay_day(plan, DAY, at("09:00"), 10), {"one": "09:10-10:10"}),
            (lambda plan: overrun(plan, ["one"], 10), {"one": "09:00-10:10"}),
        ],
        id="a gap gives before the day closes",
    ),
    pytest.param(
        agenda(talk("pause", (), "10:00-10:30", kind=Kind.BREAK), talk("after", "hall", "10:30-11:00")),
        [(lambda plan: shift_following(plan, "pause", 10), {"pause": "10:10-10:40", "after": "10:40-11:10"})],
        id="a break that is moved itself keeps its length",
    ),
    pytest.param(
        agenda(
            day(opens="09:00", closes="11:00"), talk("one", "hall", "09:00-10:00", least=50),
            talk("two", "hall", "10:30-11:30", least=50),
        ),
        [(lambda plan: fit_day(plan, DAY, FitMethod.LENGTHS), {"two": "10:00-11:00"})],
        id="where the least lengths are too long the gaps give first",
    ),
    pytest.param(
        agenda(
            day(opens="09:00", closes="10:00"), talk("one", "hall", "09:00-10:00"),
            talk("pause", (), "10:00-11:00", kind=Kind.MEAL), talk("two", "hall", "11:10-11:30"),
        ),
        [(lambda plan: fit_day(plan, DAY, FitMethod.LENGTHS), {"two": "11:00-11:20"})],
        id="where no length is short enough the lengths stay",
    ),
    pytest.param(
        agenda(
            day(opens="09:00", closes="11:00"), talk("one", "hall", "09:00-11:30"),
            talk("dinner", (), "19:00-23:00", kind=Kind.SOCIAL),
        ),
        [
            (lambda plan: fit_day(plan, DAY, FitMethod.LENGTHS), {"one": "09:00-11:00"}),
            (lambda plan: fit_day(plan, DAY, FitMethod.GAPS), {}),
        ],
        id="an evening event stays after closing while the day is fitted",
    ),
    pytest.param(
        agenda(talk("new", minutes=30, teardown=5), talk("short", "hall", "10:30-10:40", setup=10)),
        [
            (
                lambda plan: make_way(plan, place(plan, "new", DAY, at("10:00"), ("hall",))),
                {"new": "10:00-10:30", "short": "10:45-10:55"},
            )
        ],
        id="what is put in leaves time to clear and set up",
    ),
    pytest.param(
        agenda(talk("off", "hall", "09:00-09:30", status=Status.CANCELLED), talk("after", "hall", "09:30-10:00")),
        [
            (lambda plan: shift_following(plan, "off", 5), {"off": "09:05-09:35"}),
            (lambda plan: overrun(plan, ["off"], 5), {"off": "09:00-09:35"}),
        ],
        id="nothing follows what is cancelled",
    ),
    pytest.param(
        agenda(day(opens="09:00", closes="11:00"), talk("odd", "hall", "09:00-09:47")),
        [(lambda plan: fit_day(plan, DAY, FitMethod.LENGTHS), {})], id="what fits already keeps its odd length",
    ),
    pytest.param(
        agenda(talk("one", "hall", "09:00-10:00"), talk("two", "hall", "09:30-10:30")),
        [(lambda plan: close_gaps(plan, DAY), {}), (lambda plan: fit_day(plan, DAY, FitMethod.GAPS), {})],
        id="closing gaps brings what overlaps no closer",
    ),
    pytest.param(
        agenda(
            talk("one", minutes=30), talk("two", minutes=20), talk("short", "hall", "10:00-10:30"),
            talk("long", "hall", "10:40-11:40"), talk("beside", "lab", "10:00-10:30"),
            talk("far", "lab", "10:30-11:00"),
        ),
        [(lambda plan: put(plan, one="hall 10:00-10:30", two="lab 10:00-10:20"),
          {"one": "10:00-10:30", "two": "10:00-10:20", "short": "10:30-11:00", "long": "11:10-12:10",
           "beside": "10:20-10:50", "far": "10:50-11:20"})],
        id="several put in push what begins there each by what it needs",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("two", "lab", "09:00-09:40"), talk("after", "hall", "09:30-10:00"),
            talk("later", "lab", "09:40-10:00"), talk("fixed", "hall", "10:30-11:00", pinned=True),
        ),
        [(lambda plan: put(plan, one="hall 09:10-09:40", two="lab 09:10-09:50"),
          {"one": "09:10-09:40", "two": "09:10-09:50", "after": "09:40-10:10", "later": "09:50-10:10"})],
        id="several that stay in their rooms take what follows with them",
    ),
    pytest.param(
        agenda(talk("short", "hall", "10:00-10:10")),
        [(lambda plan: make_way(plan, add_session(plan, "new", title="New", placement=place_of("hall 10:00-10:20"))),
          {"new": "10:00-10:20", "short": "10:20-10:30"})],
        id="a new session pushes what begins there",
    ),
    pytest.param(
        agenda(talk("off", status=Status.CANCELLED), talk("short", "hall", "10:00-10:10")),
        [(lambda plan: put(plan, off="hall 10:00-10:30"), {"off": "10:00-10:30"})],
        id="nothing makes way for what is cancelled",
    ),
    pytest.param(
        agenda(
            talk("one", "hall", "09:00-09:30"), talk("next", "hall", "09:30-10:00"),
            talk("off", "lab", "09:00-09:30", status=Status.CANCELLED), talk("beside", "lab", "09:30-10:00"),
        ),
        [(lambda plan: shift_sessions(plan, ["one", "off"], 10),
          {"one": "09:10-09:40", "next": "09:40-10:10", "off": "09:10-09:40"}),
         (lambda plan: overrun(plan, ["one", "off"], 5),
          {"one": "09:00-09:35", "next": "09:35-10:05", "off": "09:00-09:35"}),
         (lambda plan: put(plan, one="lab 09:30-10:00", off="hall 09:30-10:00"),
          {"one": "09:30-10:00", "beside": "10:00-10:30", "off": "09:30-10:00"})],
        id="what is cancelled among several moves along and nothing follows it or makes way",
    ),
]
# fmt: on


@pytest.mark.parametrize(("plan", "verbs"), STORIES)
def test_what_moves_and_what_stays(
    plan: Agenda, verbs: Sequence[tuple[Callable[[Agenda], Ripple], dict[str, str]]]
) -> None:
    for verb, expected in verbs:
        made = verb(plan)
        after = plan.after(made.change)
        given = [s.minutes - after.sessions[s.id].minutes for s in plan.sessions.values() if s.facts.pause]
        assert (times(plan, made), after.after(made.change.inverse())) == (expected, plan)
        assert made.from_breaks == sum(minutes for minutes in given if minutes > 0)


@pytest.mark.parametrize(
    ("plan", "by", "moved", "told"),
    [
        pytest.param(
            agenda(*MORNING), 25,
            {"keynote": "09:00-10:10", "break": "10:10-10:20", "first": "10:20-10:50", "beside": "10:20-11:20",
             "second": "10:50-11:20"},
            (10, ("Lunch",), 1, []),
            id="what a break cannot give comes from the gaps before what is pinned, and the latest gives first",
        ),
        pytest.param(
            agenda(*MORNING), 30,
            {"keynote": "09:00-10:15", "break": "10:15-10:25", "first": "10:25-10:55", "beside": "10:25-11:25",
             "second": "10:55-11:25"},
            (10, ("Lunch",), 1, [["beside", "lunch"], ["lunch", "second"]]),
            id="what nothing can give is a clash that is foreseen",
        ),
        pytest.param(
            agenda(
                talk("one", "hall", "09:00-09:30"), talk("keynote", "hall", "10:00-10:30"),
                talk("fixed", "hall", "10:30-11:00", pinned=True),
            ),
            10, {"keynote": "10:00-10:40"}, (0, ("Fixed",), 0, [["fixed", "keynote"]]),
            id="what runs over into a pinned session begins no earlier",
        ),
    ],
)  # fmt: skip
def test_what_runs_over_before_something_pinned(
    plan: Agenda, by: int, moved: dict[str, str], told: tuple[object, ...]
) -> None:
    ripple = overrun(plan, ["keynote"], by)
    clashes = [sorted(clash.sessions) for clash in conflicts_of_change(plan, ripple.change)]
    assert (times(plan, ripple), (ripple.from_breaks, ripple.staying, ripple.shielded, clashes)) == (moved, told)


NIGHT = (day(closes="47:00"), talk("late", "hall", "46:00-47:30"))
ON_HOLD = (talk("fixed", "hall", "09:00-09:30", pinned=True), talk("after", "hall", "09:30-10:00"))


@pytest.mark.parametrize(
    ("plan", "session", "by", "problem"),
    [
        pytest.param(agenda(talk("waiting")), "waiting", 5, "is not placed", id="nothing follows it in the tray"),
        pytest.param(agenda(*ON_HOLD), "fixed", 5, "“Fixed” is pinned", id="though what follows could move"),
        pytest.param(agenda(*NIGHT), "late", 75, "after the night that follows|cannot run", id="not out of the night"),
    ],
)
def test_what_cannot_move(plan: Agenda, session: str, by: int, problem: str) -> None:
    with pytest.raises(EstradError, match=problem):
        shift_following(plan, session, by)
    with pytest.raises(EstradError, match=problem):
        overrun(plan, [session], by)


def test_a_session_may_be_shortened_to_a_minute_and_not_to_nothing() -> None:
    plan = agenda(talk("short", "hall", "09:00-09:30"))

    assert overrun(plan, ["short"], -29).change.edits[0].after.minutes == 1  # type: ignore[union-attr]
    for minutes in (-30, -31):
        with pytest.raises(EstradError, match="“Short” would have no length left"):
            overrun(plan, ["short"], minutes)


def test_the_labels_of_several_count_them() -> None:
    plan = agenda(talk("one", "hall", "09:00-09:30"), talk("off", "lab", "09:00-09:30", status=Status.CANCELLED))
    both = ["one", "off"]
    made = (shift_sessions(plan, both, 10), overrun(plan, both, 5), overrun(plan, both, -5))
    assert [str(ripple.change.label) for ripple in made] == [
        "Shift 2 sessions and what follows by 10 min", "Let 2 sessions end 5 min later",
        "Let 2 sessions end 5 min earlier",
    ]  # fmt: skip


def test_a_label_says_the_rooms_where_there_are_several() -> None:
    names = ("a", "b", "c", "d", "e")
    plan = agenda(*(room(name, n) for n, name in enumerate(names)), talk("one", "a", "09:00-09:30"))
    one = agenda(room("a"), talk("one", "a", "09:00-09:30"))
    labels = [
        str(close_gaps(of, DAY, rooms=rooms and frozenset(rooms)).change.label)
        for of, rooms in (
            (plan, None),
            (plan, names),
            (plan, names[:4]),
            (plan, ("b", "a")),
            (one, None),
            (one, ("a",)),
        )
    ]

    assert labels == [
        "Close the gaps in all rooms", "Close the gaps in all rooms", "Close the gaps in 4 rooms",
        "Close the gaps in A, B", "Close the gaps", "Close the gaps",
    ]  # fmt: skip


def test_a_day_that_is_too_long_fits_by_its_gaps():
    plan = agenda(
        day(opens="09:00", closes="11:00"),
        talk("one", "hall", "09:30-10:00"), talk("two", "hall", "10:20-10:50"), talk("three", "hall", "11:00-11:30"),
    )  # fmt: skip
    ripple = fit_day(plan, DAY, FitMethod.GAPS)
    assert (times(plan, ripple), ripple.late) == ({"two": "10:00-10:30", "three": "10:30-11:00"}, 0)
    plan = agenda(day(opens="09:00", closes="10:00"), talk("one", "hall", "09:00-10:10"))
    assert fit_day(plan, DAY, FitMethod.GAPS).late == at("10:10")


# laws ----------------------------------------------------------------------------------------------------

ROOMS = ("hall", "lab", "den")


@st.composite
def days(draw: Callable[..., Any]) -> Agenda:
    """Draw a day of up to twelve sessions in three rooms, some pinned, some of them pauses, some overlapping."""
    sessions = []
    for n in range(draw(st.integers(1, 12))):
        start = draw(st.integers(8 * 12, 16 * 12)) * 5
        minutes = draw(st.integers(1, 18)) * 5
        rooms = draw(st.sampled_from([("hall",), ("lab",), ("den",), ("hall", "lab"), ()]))
        kind = draw(st.sampled_from([Kind.TALK, Kind.TALK, Kind.BREAK, Kind.MEAL]))
        text = f"{format_clock(start)}-{format_clock(start + minutes)}"
        sessions.append(talk(f"s{n}", rooms, text, kind=kind, pinned=draw(st.integers(0, 4)) == 0))
    return agenda(*(room(name, n) for n, name in enumerate(ROOMS)), *sessions)


SOME_ROOMS = st.none() | st.sets(st.sampled_from(ROOMS), min_size=1).map(frozenset)
MINUTE = st.integers(8 * 60, 17 * 60)
BY = st.integers(-90, 90)


def _one(draw: Callable[..., Any], plan: Agenda) -> str:
    return str(draw(st.sampled_from([s.id for s in plan.sessions_in_order if not s.pinned] or list(plan.sessions))))


def _put(draw: Callable[..., Any], plan: Agenda) -> Change:
    """Draw a change that moves one to three sessions at once."""
    free = [s.id for s in plan.sessions_in_order if not s.pinned] or list(plan.sessions)
    chosen = draw(st.sets(st.sampled_from(free), min_size=1, max_size=3))
    targets = {}
    for name in sorted(chosen):
        start = draw(st.integers(8 * 12, 16 * 12)) * 5
        rooms = draw(st.sampled_from([("hall",), ("lab",), ()]))
        targets[name] = Placement(Span(DAY, start, start + plan.sessions[name].minutes), rooms)
    return move_together(plan, targets)


VERBS: Mapping[str, Callable[[Callable[..., Any], Agenda], Ripple]] = {
    "delay": lambda draw, a: delay_day(a, DAY, draw(MINUTE), draw(BY), draw(SOME_ROOMS)),
    "gap": lambda draw, a: insert_gap(a, DAY, draw(MINUTE), draw(st.integers(1, 60)), draw(SOME_ROOMS)),
    "close": lambda draw, a: close_gaps(a, DAY, draw(MINUTE), draw(SOME_ROOMS)),
    "breaks": lambda draw, a: set_break_length(a, DAY, draw(st.integers(1, 60)), draw(SOME_ROOMS)),
    "by gaps": lambda draw, a: fit_day(a, DAY, FitMethod.GAPS, draw(SOME_ROOMS)),
    "by lengths": lambda draw, a: fit_day(a, DAY, FitMethod.LENGTHS, draw(SOME_ROOMS)),
    "follow": lambda draw, a: shift_following(a, _one(draw, a), draw(BY)),
    "put": lambda draw, a: make_way(a, _put(draw, a)),
    "over": lambda draw, a: overrun(a, [_one(draw, a)], draw(st.integers(-4, 60))),
}


def _in(plan: Agenda, column: str) -> list[Session]:
    return [s for s, where in plan.placed if where.everywhere or column in where.rooms]


@pytest.mark.parametrize("verb", VERBS)
@tries(30)
@given(st.data())
def test_pinned_stays_order_and_lengths_are_kept_no_clash_comes_unforeseen_and_undo_restores(
    verb: str, data: st.DataObject
):
    plan = data.draw(days())
    try:
        ripple = VERBS[verb](data.draw, plan)
    except EstradError:
        return
    after = plan.after(ripple.change)
    assert after.after(ripple.change.inverse()) == plan
    assert all(after.sessions[s.id] == s for s in plan.sessions.values() if s.pinned)
    for column in ROOMS if verb != "put" else ():
        assert _in_order([after.sessions[s.id] for s in _in(plan, column)])
    for session in plan.sessions.values():
        minutes = after.sessions[session.id].minutes
        if verb in ("delay", "follow"):
            assert session.least_minutes <= minutes <= session.minutes
        elif verb in ("gap", "close", "by gaps"):
            assert minutes == session.minutes
    shown = [frozenset(clash.sessions) for clash in conflicts_of_change(plan, ripple.change)]
    for column in ROOMS:
        for pair in map(frozenset, combinations([session.id for session in _in(after, column)], 2)):
            if _overlap(after, pair) and not _overlap(plan, pair):
                assert any(pair <= sessions for sessions in shown)


def _in_order(sessions: Iterable[Session]) -> bool:
    starts = [session.placement.span.start for session in sessions if session.placement]
    return starts == sorted(starts)


@tries(30)
@given(st.data())
def test_what_makes_way_keeps_its_order_and_what_was_put_elsewhere_is_there(data: st.DataObject):
    plan = data.draw(days())
    try:
        moved = _put(data.draw, plan)
        after = plan.after(make_way(plan, moved).change)
    except EstradError:
        return
    put = moved.edited_ids(Session)
    for column in ROOMS:
        assert _in_order(after.sessions[s.id] for s in _in(plan, column) if s.id not in put)
    there = plan.after(moved).sessions
    if any(plan.sessions[name].placement.rooms != there[name].placement.rooms for name in put):  # type: ignore[union-attr]
        assert {name: after.sessions[name] for name in put} == {name: there[name] for name in put}


def _overlap(plan: Agenda, pair: frozenset[str]) -> bool:
    one, other = (plan.sessions[name].placement for name in pair)
    return bool(one and other and one.span.overlaps(other.span))


@tries(30)
@given(st.data())
def test_where_nothing_is_pinned_a_delay_brings_no_clash_at_all(data: st.DataObject):
    plan = data.draw(days())
    plan = agenda(
        *plan.rooms.values(),
        *(talk(s.id, s.placement.rooms, _times(s), kind=s.kind) for s in plan.sessions_in_order),  # type: ignore[union-attr]
    )
    try:
        ripple = delay_day(plan, DAY, data.draw(MINUTE), data.draw(st.integers(1, 90)))
    except EstradError:
        return
    assert [c for c in conflicts_of_change(plan, ripple.change) if len(c.sessions) == 2] == []
