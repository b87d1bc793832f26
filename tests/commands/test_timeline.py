"""Tests of the commands that change times and places: alone, whole shifts, swapped, split and merged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from re import escape

import pytest

from planner.commands.arranging import merge_sessions, move_together, split
from planner.commands.edit import edit
from planner.commands.people import add_cover, delete_cover, delete_person, edit_cover
from planner.commands.ripple import Ripple, delay_day, insert_gap
from planner.commands.timeline import day_span, place, resize, set_length, set_pinned, shift, swap, unplace
from planner.commands.venue import delete_day, delete_room, move_day
from planner.domain.agenda import Agenda, Change, session_moderator_ids
from planner.domain.entities import Cover, Person, Session
from planner.domain.span import Span, format_clock
from planner.domain.text import EstradError, Pinned
from planner.domain.value_objects import Kind, Placement, Segment, State, Status
from planner.rules import check
from tests.builders import DAY, agenda, day, moderator, person, room, span, speaker, talk

NEXT = DAY + timedelta(days=1)
PLAN = agenda(
    day(),
    day(NEXT, "20:00", "27:00"),
    room("hall"),
    room("lab", 1),
    room("attic", 2),
    talk("a", "hall", "09:00-09:30", place="On stage"),
    talk("b", "hall", "10:00-11:00"),
    talk("c", "lab", "10:30-11:00"),
    talk("lunch", "", "12:00-13:00"),
    talk("d", "attic", "13:00-14:00"),
    talk("waits", minutes=45),
    talk("too"),
)


def where(change: Change, agenda: Agenda) -> dict[str, str]:
    """Return the new place of each session that the change touches: `hall+lab 09:00-09:30`, `* …`, `tray 45`.

    `*` stands for the whole venue; in the tray, the length in minutes follows.
    """

    def one(placement: Placement | None, minutes: int) -> str:
        if placement is None:
            return f"tray {minutes}"
        start, end = (f"{m // 60:02d}:{m % 60:02d}" for m in (placement.span.start, placement.span.end))
        on = "" if placement.span.day == DAY else f" {placement.span.day}"
        return f"{'+'.join(placement.rooms) or '*'} {start}-{end}{on} {placement.place}".strip()

    after = agenda.after(change).sessions
    return {
        edit.entity.id: one(after[edit.entity.id].placement, after[edit.entity.id].minutes) for edit in change.edits
    }


PINNED = agenda(
    talk("a", "hall", "09:00-09:30"),
    talk("key", "hall", "10:00-11:00", pinned=True),
    talk("b", "hall", "11:00-11:30"),
    talk("lunch", "", "12:00-13:00", pinned=True),
    talk("c", "lab", "13:00-14:00"),
    talk("waits", pinned=True),
)
NEIGHBOURS = agenda(talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:40-10:40"))
BESIDE = agenda(talk("pause", (), "10:00-10:20", kind=Kind.BREAK), talk("one", "hall", "10:20-10:50"))
CASES: list[tuple[Callable[[], Change], str, dict[str, str]]] = [
    (lambda: place(PLAN, "waits", DAY, 540, ["lab"]), "Place “Waits”", {"waits": "lab 09:00-09:45"}),
    (lambda: place(PLAN, "waits", DAY, 540), "Place “Waits”", {"waits": "* 09:00-09:45"}),
    (lambda: place(PLAN, "a", DAY, 600, ["lab"]), "Move “A”", {"a": "lab 10:00-10:30 On stage"}),
    (lambda: place(PLAN, "a", DAY, 600, ["lab"], place=" "), "Move “A”", {"a": "lab 10:00-10:30"}),
    (lambda: place(PLAN, "a", DAY, 600, ["lab"], minutes=5), "Move “A”", {"a": "lab 10:00-10:05 On stage"}),
    (
        lambda: place(PLAN, "a", NEXT, 1440, ["lab", "hall"]),
        "Move “A”",
        {"a": "hall+lab 24:00-24:30 2024-04-26 On stage"},
    ),
    (lambda: place(PLAN, "a", DAY, 540, ["hall"]), "Move “A”", {}),
    (lambda: unplace(PLAN, "b"), "Return “B” to “Not placed”", {"b": "tray 60"}),
    (lambda: unplace(PLAN, "b", "a", "b"), "Return 2 sessions to “Not placed”", {"b": "tray 60", "a": "tray 30"}),
    (lambda: unplace(PLAN, "waits", "a"), "Return “A” to “Not placed”", {"a": "tray 30"}),
    (lambda: unplace(PLAN, "waits"), "Return “Waits” to “Not placed”", {}),
    (lambda: resize(PLAN, "b", 590, 660), "Resize “B”", {"b": "hall 09:50-11:00"}),
    (lambda: resize(PLAN, "b", 600, 601), "Resize “B”", {"b": "hall 10:00-10:01"}),
    (lambda: set_length(PLAN, "b", 90), "Resize “B”", {"b": "hall 10:00-11:30"}),
    (lambda: set_length(PLAN, "waits", 10), "Resize “Waits”", {"waits": "tray 10"}),
    (lambda: shift(PLAN, "b", -5), "Shift “B” by -5 min", {"b": "hall 09:55-10:55"}),
    (
        lambda: swap(PLAN, "a", "b"),
        "Swap “A” and “B”",
        {"a": "hall 10:00-10:30", "b": "hall 09:00-10:00 On stage"},
    ),
    (lambda: swap(PLAN, "lunch", "c"), "Swap “Lunch” and “C”", {"lunch": "* 10:30-11:30", "c": "lab 12:00-12:30"}),
    (lambda: swap(PLAN, "a", "a"), "Swap “A” and “A”", {}),
    (
        lambda: swap(PLAN, "a", "waits"),
        "Swap “A” and “Waits”",
        {"a": "tray 30", "waits": "hall 09:00-09:45 On stage"},
    ),
    (lambda: swap(PLAN, "waits", "lunch"), "Swap “Waits” and “Lunch”", {"waits": "* 12:00-12:45", "lunch": "tray 60"}),
]
OTHERS: list[tuple[Agenda, Callable[[], Change], str, dict[str, str]]] = [
    # neighbours that would overlap change their order
    (
        NEIGHBOURS,
        lambda: swap(NEIGHBOURS, "one", "two"),
        "Swap “One” and “Two”",
        {"two": "hall 09:00-10:00", "one": "hall 10:10-10:40"},
    ),
    (
        BESIDE,
        lambda: swap(BESIDE, "one", "pause"),
        "Swap “One” and “Pause”",
        {"one": "hall 10:00-10:30", "pause": "* 10:30-10:50"},
    ),
    # what is pinned may be said to be elsewhere, and in the tray it may be placed; what moves several passes it by
    (
        PINNED,
        lambda: place(PINNED, "key", DAY, 600, ["hall"], place="Foyer"),
        "Move “Key”",
        {"key": "hall 10:00-11:00 Foyer"},
    ),
    (PINNED, lambda: place(PINNED, "waits", DAY, 540, ["lab"]), "Place “Waits”", {"waits": "lab 09:00-09:30"}),
    (PINNED, lambda: set_length(PINNED, "waits", 50), "Resize “Waits”", {"waits": "tray 50"}),
    (PINNED, lambda: unplace(PINNED, "a", "key", "waits"), "Return “A” to “Not placed”", {"a": "tray 30"}),
]


@pytest.mark.parametrize(("plan", "made", "label", "after"), [*((PLAN, *case) for case in CASES), *OTHERS])
def test_a_verb(plan: Agenda, made: Callable[[], Change], label: str, after: dict[str, str]) -> None:
    change = made()

    assert (str(change.label), where(change, plan), bool(change)) == (label, after, bool(after))


@pytest.mark.parametrize(
    ("ids", "on", "label", "touched"),
    [
        (("a",), True, "Pin “A”", ("a",)),
        (("a", "key"), True, "Pin “A”", ("a",)),
        (("a", "key", "b"), True, "Pin 2 sessions", ("a", "b")),
        (("key",), False, "Unpin “Key”", ("key",)),
        (("key", "lunch", "a"), False, "Unpin 2 sessions", ("key", "lunch")),
        (("a",), False, "Unpin “A”", ()),
    ],
)
def test_pinning(ids: tuple[str, ...], on: bool, label: str, touched: tuple[str, ...]) -> None:
    change = set_pinned(PINNED, *ids, on=on)

    pinned = {session for session, found in PINNED.after(change).sessions.items() if found.pinned is on}
    assert (str(change.label), change.edited_ids(Session), pinned >= set(touched)) == (label, touched, True)


# split and merged -----------------------------------------------------------------------------------------


def _times(session: Session) -> str:
    assert session.placement
    return f"{format_clock(session.placement.span.start)}-{format_clock(session.placement.span.end)}"


def test_a_selection_moves_as_one_step():
    plan = agenda(talk("one", "hall", "09:00-09:30"), talk("two", "lab", "10:00-10:30"))
    places = {"one": Placement(span("09:10-09:40"), ("lab",)), "two": Placement(span("10:10-10:40"), ("hall",))}
    made = move_together(plan, places)
    moved = {session.id: session.placement for session in plan.after(made).sessions.values()}
    assert (moved, str(made.label)) == (places, "Move 2 sessions")


def test_a_split_session_is_two_of_the_same_with_their_parts_and_merges_to_what_it_was():
    plan = agenda(
        person("ada"), talk("waits", minutes=50), talk("plain", "lab", "09:00-10:00", setup=10, teardown=5),
        talk("one", "hall", "09:00-10:00", people=(speaker("ada"),), setup=10, teardown=5,
             segments=(Segment("Talk", 40), Segment("Questions", 20))),
    )  # fmt: skip
    after = plan.after(split(plan, "one", 30, "rest"))
    first, rest = after.sessions["one"], after.sessions["rest"]
    assert (_times(first), _times(rest), first.segments) == ("09:00-09:30", "09:30-10:00", (Segment("Talk", 30),))
    assert rest.segments == (Segment("Talk", 10), Segment("Questions", 20))
    assert (first.setup, first.teardown, rest.setup, rest.teardown) == (10, 0, 0, 5)
    assert (rest.title, rest.people, rest.number) == ("One", (speaker("ada"),), 4)
    waiting = plan.after(split(plan, "waits", 20, "rest")).sessions
    assert [(waiting[name].minutes, waiting[name].placement) for name in ("waits", "rest")] == [(20, None), (30, None)]
    halved = plan.after(split(plan, "plain", 25, "rest"))
    assert halved.after(merge_sessions(halved, ["plain", "rest"])) == plan


def test_merged_sessions_are_one_with_the_people_and_texts_of_all_and_a_part_each():
    plan = agenda(
        person("ada"), person("bo"),
        talk("late", "hall", "09:40-10:00", people=(moderator("bo"), speaker("ada")), abstract="Two.", audience=30),
        talk("early", "hall", "09:00-09:30", people=(speaker("ada"),), abstract="One.", audience=20),
    )  # fmt: skip
    made = merge_sessions(plan, ["late", "early"])
    (one,) = plan.after(made).sessions.values()
    assert (one.id, _times(one), one.minutes, one.audience) == ("early", "09:00-10:00", 60, 30)
    assert (one.abstract, one.people) == ("One.\n\nTwo.", (speaker("ada"), moderator("bo")))
    assert one.segments == (Segment("Early", 40), Segment("Late", 20))  # the gap is counted to the first segment
    assert plan.after(made).after(made.inverse()) == plan


ONE, TWO = talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:00")
OFF = {"status": Status.CANCELLED}


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        pytest.param(
            replace(ONE, people=(speaker("ada", State.DECLINED),)), replace(TWO, people=(speaker("ada"),)),
            {"people": (speaker("ada"),)}, id="nobody is less sure of the whole than of a part",
        ),
        pytest.param(ONE, replace(TWO, website="https://example.org/two"), {"website": "https://example.org/two"},
                     id="what only one has is kept"),
        pytest.param(talk("one", minutes=25), talk("two", minutes=20), {"minutes": 45, "placement": None},
                     id="in the tray as long as both together"),
        pytest.param(replace(ONE, **OFF), replace(TWO, **OFF), OFF, id="what is cancelled altogether"),
        pytest.param(replace(ONE, least=20), TWO, {"least": 50}, id="shortened as far as both may be"),
    ],
)  # fmt: skip
def test_what_is_made_of_both(one: Session, two: Session, expected: dict[str, object]):
    plan = agenda(person("ada"), one, two)
    whole = plan.after(merge_sessions(plan, ["two", "one"])).sessions["one"]
    assert {name: getattr(whole, name) for name in expected} == expected


HELD = talk("two", "hall", "09:30-10:00", pinned=True)
ELSEWHERE = Placement(span("11:00-11:30"), ("hall",))
LONG = [
    talk(name, times=times, abstract=name * 20_000) for name, times in (("one", "09:00-09:30"), ("two", "09:30-10:00"))
]


# shifts of the day -------------------------------------------------------------------------------------


NEXT_DAY, LATER = date(2024, 4, 26), date(2024, 5, 2)
MORNING = Cover(id="morning", person="ada", day=DAY, start=540, end=720, room="hall")
STRETCHES = agenda(
    day(), day(NEXT_DAY), room("hall", closed=(Span(DAY, 720, 780), Span(NEXT_DAY, 480, 540))), room("lab", 1),
    person("ada", availability=(Span(DAY, 480, 720), Span(NEXT_DAY, 600, 1500))), person("bo"),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"),)), talk("b", "hall", "10:00-11:00", on=NEXT_DAY),
    MORNING, Cover(id="all rooms", person="bo", day=NEXT_DAY), Cover(id="lab", person="ada", day=NEXT_DAY, room="lab"),
)  # fmt: skip


def test_whoever_has_the_shift_moderates_what_stands_in_it_but_what_has_a_moderator_of_its_own() -> None:
    plan = agenda(
        person("ada"), person("bo"), talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"),
        talk("own", "hall", "09:00-10:00", people=(moderator("bo"),)),
    )  # fmt: skip
    after = plan.after(add_cover(plan, "c", "ada", DAY, start=540, end=600, room="hall"))

    assert [session_moderator_ids(after, after.sessions[name]) for name in ("a", "b", "own")] == [("ada",), (), ("bo",)]


NEW = Cover(id="c", person="bo", day=DAY)


@pytest.mark.parametrize(
    ("made", "label", "covers"),
    [
        (add_cover(STRETCHES, "c", "bo", DAY), "Let Bo moderate", {"c": NEW}),
        (
            add_cover(STRETCHES, "c", "bo", DAY, start=600, end=660),
            "Let Bo moderate",
            {"c": replace(NEW, start=600, end=660)},
        ),
        (add_cover(STRETCHES, "c", "bo", DAY, room="lab"), "Let Bo moderate", {"c": replace(NEW, room="lab")}),
        (
            edit_cover(STRETCHES, "morning", person="bo", start=600, end=660, room=None, state=State.INVITED),
            "Change what Bo moderates",
            {"morning": Cover(id="morning", person="bo", day=DAY, start=600, end=660, state=State.INVITED)},
        ),
        (delete_cover(STRETCHES, "morning"), "Let Ada not moderate", {"morning": None}),
        (
            delete_room(STRETCHES, "hall"),
            "Delete room “Hall” with 2 sessions in it, and 1 shift of a moderator",
            {"morning": None},
        ),
        (
            delete_person(STRETCHES, "ada"),
            "Delete Ada, who was in 1 session, and 2 shifts of moderators",
            {"morning": None, "lab": None},
        ),
        (
            delete_day(STRETCHES, NEXT_DAY.isoformat()),
            "Delete day 2024-04-26 with 1 session on it, and 2 shifts of moderators",
            {"all rooms": None, "lab": None},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_becomes_of_shifts(made: Change, label: str, covers: dict[str, Cover | None]) -> None:
    after = STRETCHES.after(made)

    left = {name: cover for name, cover in {**STRETCHES.covers, **covers}.items() if cover}
    assert (str(made.label), after.covers, after.after(made.inverse())) == (label, left, STRETCHES)


# a day that is moved or deleted --------------------------------------------------------------------------


def test_a_day_takes_sessions_shifts_and_windows_along() -> None:
    change = move_day(STRETCHES, NEXT_DAY.isoformat(), LATER)
    after = STRETCHES.after(change)

    assert [edit.entity.id for edit in change.edits] == [NEXT_DAY.isoformat(), "b", "all rooms", "lab", "ada", "hall"]
    assert [(c.id, c.day) for c in after.covers_in_order] == [("morning", DAY), ("all rooms", LATER), ("lab", LATER)]
    assert after.people["ada"].availability == (Span(DAY, 480, 720), Span(LATER, 600, 1500))
    assert after.rooms["hall"].closed == (Span(DAY, 720, 780), Span(LATER, 480, 540))
    assert [(s.id, p.span.day) for s, p in after.placed] == [("a", DAY), ("b", LATER)]
    assert after.after(change.inverse()) == STRETCHES


def test_windows_stay_in_the_order_of_time_when_a_day_moves_before_another() -> None:
    after = STRETCHES.after(move_day(STRETCHES, NEXT_DAY.isoformat(), date(2024, 4, 1)))

    for windows in (after.people["ada"].availability, after.rooms["hall"].closed):
        assert [window.day for window in windows] == [date(2024, 4, 1), DAY]


def test_a_day_that_goes_leaves_what_was_said_of_times_and_a_person_their_sessions() -> None:
    after = STRETCHES.after(delete_day(STRETCHES, NEXT_DAY.isoformat()))
    late = edit(STRETCHES, Person, "ada", availability=(Span(NEXT_DAY, 540, 720),))
    without = STRETCHES.after(late).after(delete_day(STRETCHES.after(late), NEXT_DAY.isoformat()))

    assert (after.people, after.rooms, after.sessions["b"].placement) == (STRETCHES.people, STRETCHES.rooms, None)
    assert STRETCHES.after(delete_person(STRETCHES, "ada")).sessions["a"].people == ()
    assert "person-unavailable" in {conflict.rule for conflict in check(without)}


# past what is pinned --------------------------------------------------------------------------------------


WITH_PINNED = agenda(
    room("hall"), room("lab", 1),
    talk("a", "hall", "09:00-09:30"), talk("held", "hall", "10:00-10:30", pinned=True),
    talk("b", "hall", "10:30-11:00"), talk("c", "hall", "11:10-11:30"), talk("d", "lab", "10:00-10:30"),
)  # fmt: skip


def starts(found: Ripple, plan: Agenda) -> dict[str, str]:
    """Return the new start of each session that the ripple moves."""
    after = plan.after(found.change).sessions
    return {
        edit.entity.id: format_clock(p.span.start)
        for edit in found.change.edits
        if (p := after[edit.entity.id].placement)
    }


HALL = frozenset({"hall"})
THE_TWO = agenda(
    talk("one", "hall", "10:00-10:30", pinned=True), talk("two", "hall", "10:30-11:00", pinned=True),
    talk("three", "hall", "11:00-11:30"),
)  # fmt: skip
PILED = agenda(
    room("hall"), room("lab", 1),
    talk("early", "hall", "12:00-12:30"), talk("pin", "hall", "12:50-13:20", pinned=True),
    talk("late", "hall", "13:30-14:00"),
    talk("first", "lab", "15:00-15:50", pinned=True), talk("next", "lab", "17:00-17:50"),
)  # fmt: skip
"""In one room three pile up at the pin, in the other the pin comes first."""


@pytest.mark.parametrize(
    ("plan", "found", "moved", "staying"),
    [
        pytest.param(
            WITH_PINNED, delay_day(WITH_PINNED, DAY, 600, 10), {"d": "10:10"}, ("Held",), id="what is behind it stays"
        ),
        pytest.param(WITH_PINNED, delay_day(WITH_PINNED, DAY, 600, 10, HALL), {}, ("Held",), id="in one room too"),
        pytest.param(
            WITH_PINNED, insert_gap(WITH_PINNED, DAY, 600, 15, HALL), {}, ("Held",), id="no gap is inserted behind it"
        ),
        pytest.param(
            WITH_PINNED,
            delay_day(WITH_PINNED, DAY, 540, 10, HALL),
            {"a": "09:10"},
            ("Held",),
            id="further on it takes it up",
        ),
        pytest.param(
            WITH_PINNED,
            delay_day(WITH_PINNED, DAY, 630, 10),
            {"b": "10:40", "c": "11:20"},
            (),
            id="from a time behind it",
        ),
        pytest.param(THE_TWO, delay_day(THE_TWO, DAY, 600, 10), {}, ("One",), id="of two at the beginning both stay"),
        pytest.param(PILED, delay_day(PILED, DAY, 675, 45), {"early": "12:45"}, ("Pin", "First"), id="in each room"),
    ],
)
def test_a_pinned_session_stays_and_shields_what_is_behind_it(
    plan: Agenda, found: Ripple, moved: dict[str, str], staying: tuple[str, ...]
) -> None:
    assert (starts(found, plan), found.staying, found.shielded) == (moved, staying, 2 if staying else 0)


# what is refused ------------------------------------------------------------------------------------------


HELD_KEY = "“Key” is pinned: its time and room stay."


@pytest.mark.parametrize(
    ("made", "error", "problem"),
    [
        *(
            (made, EstradError, problem)
            for made, problem in (
                (lambda: place(PLAN, "a", DAY + timedelta(days=9), 540), "2024-05-04 is not a day of this conference."),
                (lambda: place(PLAN, "a", DAY, -5), "A session cannot begin before 00:00 of its day."),
                (
                    lambda: place(PLAN, "a", DAY, 2860, ["hall"]),
                    "A session cannot go on after the night that follows its day.",
                ),
                (lambda: place(PLAN, "a", DAY, 540, minutes=0), "A session cannot run from 09:00 for 0 minutes."),
                (
                    lambda: place(PLAN, "a", DAY, 540, place="x" * 2001),
                    "The text is too long as place: 2001 characters.",
                ),
                (lambda: resize(PLAN, "a", 600, 600), "A session cannot run from 10:00 for 0 minutes."),
                (lambda: resize(PLAN, "a", 600, 540), "A session cannot run from 10:00 for -60 minutes."),
                (lambda: set_length(PLAN, "a", 3000), "A session cannot run from 09:00 for 3000 minutes."),
                (
                    lambda: set_length(PLAN, "waits", 0),
                    "That value is not possible: a session lasts from 1 minute to 48 hours.",
                ),
                (lambda: shift(PLAN, "waits", 5), "“Waits” is not placed and has no time."),
                (lambda: shift(PLAN, "a", -600), "A session cannot begin before 00:00 of its day."),
                (lambda: swap(PLAN, "too", "waits"), "Two sessions that are not placed have no places to change."),
                (lambda: day_span(PLAN, DAY, 0, 2881), "A session cannot run from 00:00 for 2881 minutes."),
                (lambda: add_cover(STRETCHES, "c", "ada", LATER), "2024-05-02 is not a day of this conference."),
                (lambda: edit_cover(STRETCHES, "morning", day=LATER), "2024-05-02 is not a day of this conference."),
                (
                    lambda: add_cover(STRETCHES, "c", "ada", DAY, start=540, end=720, room="hall"),
                    "Ada has that shift already.",
                ),
                (lambda: edit_cover(STRETCHES, "morning", start=720, end=540), "A shift ends after it begins."),
                (lambda: edit_cover(STRETCHES, "morning", start=None), "A shift ends after it begins."),
                (lambda: add_cover(STRETCHES, "c", "ada", DAY, start=540), "That value is not possible"),
            )
        ),
        *(
            (made, Pinned, HELD_KEY)
            for made in (
                lambda: place(PINNED, "key", DAY, 605, ["hall"]),
                lambda: place(PINNED, "key", DAY, 600, ["lab"]),
                lambda: place(PINNED, "key", DAY, 600, ["hall"], minutes=30),
                lambda: unplace(PINNED, "key"),
                lambda: resize(PINNED, "key", 600, 665),
                lambda: set_length(PINNED, "key", 55),
                lambda: shift(PINNED, "key", 5),
                lambda: swap(PINNED, "a", "key"),
                lambda: swap(PINNED, "key", "a"),
                lambda: swap(PINNED, "key", "waits"),
            )
        ),
        (
            lambda: unplace(PINNED, "key", "lunch", "waits"),
            Pinned,
            "2 sessions are pinned: their times and rooms stay.",
        ),
        *(
            (partial(act, agenda(*sessions)), Pinned if "is pinned" in problem else EstradError, problem)
            for sessions, act, problem in (
                (
                    [ONE, HELD],
                    lambda plan: move_together(plan, dict.fromkeys(["one", "two"], ELSEWHERE)),
                    "“Two” is pinned",
                ),
                *[([ONE], lambda plan, n=n: split(plan, "one", n, "rest"), "cannot be split") for n in (0, 30, -5, 90)],
                ([HELD], lambda plan: split(plan, "two", 20, "rest"), "“Two” is pinned"),
                ([ONE, HELD], lambda plan: merge_sessions(plan, ["one", "two"]), "“Two” is pinned"),
                (
                    [ONE, talk("lunch", (), "09:30-10:00"), talk("two", "hall", "10:00-10:30")],
                    lambda plan: merge_sessions(plan, ["one", "two"]),
                    "“Lunch” is in the same room between them",
                ),
                (
                    [ONE, talk("two", "lab", "09:30-10:00")],
                    lambda plan: merge_sessions(plan, ["one", "two"]),
                    "follow one another",
                ),
                ([ONE, talk("two")], lambda plan: merge_sessions(plan, ["one", "two"]), "follow one another"),
                (
                    [ONE, talk("two", "hall", "09:20-10:00")],
                    lambda plan: merge_sessions(plan, ["one", "two"]),
                    "follow one another",
                ),
                ([ONE], lambda plan: merge_sessions(plan, ["one"]), "two sessions or more"),
                (
                    [replace(ONE, status=Status.CANCELLED), TWO],
                    lambda plan: merge_sessions(plan, ["one", "two"]),
                    "“One” is cancelled, and the others are not",
                ),
                (
                    [talk("one", minutes=2000), talk("two", minutes=2000)],
                    lambda plan: merge_sessions(plan, ["one", "two"]),
                    "from 1 minute to 48 hours",
                ),
                (
                    LONG,
                    lambda plan: merge_sessions(plan, ["one", "two"]),
                    "The text is too long as abstract: 120002 characters",
                ),
            )
        ),
        (lambda: place(PLAN, "nobody", DAY, 540), KeyError, "nobody"),
        (lambda: place(PLAN, "a", DAY, 540, ["cellar"]), KeyError, "cellar"),
        (lambda: resize(PLAN, "waits", 540, 600), KeyError, "waits"),
        (lambda: add_cover(STRETCHES, "c", "nobody", DAY), KeyError, "nobody"),
        (lambda: edit_cover(STRETCHES, "morning", room="cellar"), KeyError, "cellar"),
    ],
)
def test_what_is_refused(made: Callable[[], object], error: type[Exception], problem: str) -> None:
    with pytest.raises(error, match=escape(problem)) as refused:
        made()

    assert (type(refused.value), problem != HELD_KEY or refused.value.sessions == ("key",)) == (error, True)  # type: ignore[attr-defined]
