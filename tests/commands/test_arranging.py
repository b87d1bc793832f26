"""Tests of moving several sessions together, splitting one session, and merging several."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from planner.commands.arranging import merge, move_together, split
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.enums import State, Status
from planner.domain.errors import EstradError, Pinned
from planner.domain.span import clock
from planner.domain.value_objects import Placement, Segment
from tests.builders import agenda, moderator, person, span, speaker, talk


def _times(session: Session) -> str:
    assert session.placement
    return f"{clock(session.placement.span.start)}-{clock(session.placement.span.end)}"


def test_a_selection_moves_as_one_step():
    plan = agenda(talk("one", "hall", "09:00-09:30"), talk("two", "lab", "10:00-10:30"))
    made = move_together(
        plan, {"one": Placement(span("09:10-09:40"), ("lab",)), "two": Placement(span("10:10-10:40"), ("hall",))}
    )
    after = plan.after(made).sessions
    assert [(_times(s), s.placement.rooms) for s in after.values() if s.placement] == [
        ("09:10-09:40", ("lab",)), ("10:10-10:40", ("hall",)),
    ]  # fmt: skip
    assert str(made.label) == "Move 2 sessions"


def test_a_split_session_is_two_of_the_same_with_their_parts():
    plan = agenda(
        person("ada"),
        talk("one", "hall", "09:00-10:00", people=(speaker("ada"),), setup=10, teardown=5,
             segments=(Segment("Talk", 40), Segment("Questions", 20))),
    )  # fmt: skip
    after = plan.after(split(plan, "one", 30, "rest"))
    first, rest = after.sessions["one"], after.sessions["rest"]
    assert (_times(first), _times(rest)) == ("09:00-09:30", "09:30-10:00")
    assert first.segments == (Segment("Talk", 30),)
    assert rest.segments == (Segment("Talk", 10), Segment("Questions", 20))
    assert (first.setup, first.teardown, rest.setup, rest.teardown) == (10, 0, 0, 5)
    assert (rest.title, rest.people, rest.number) == ("One", (speaker("ada"),), 2)


def test_a_session_in_the_tray_is_split_as_well():
    plan = agenda(talk("one", minutes=50))
    after = plan.after(split(plan, "one", 20, "rest"))
    assert [(s.minutes, s.placement) for s in after.sessions.values()] == [(20, None), (30, None)]


def test_merged_sessions_are_one_with_the_people_and_texts_of_all_and_a_part_each():
    plan = agenda(
        person("ada"), person("bo"),
        talk("late", "hall", "09:40-10:00", people=(moderator("bo"), speaker("ada")), abstract="Two.", audience=30),
        talk("early", "hall", "09:00-09:30", people=(speaker("ada"),), abstract="One.", audience=20),
    )  # fmt: skip
    made = merge(plan, ["late", "early"])
    after = plan.after(made)
    assert list(after.sessions) == ["early"]
    one = after.sessions["early"]
    assert (_times(one), one.minutes, one.abstract, one.audience) == ("09:00-10:00", 60, "One.\n\nTwo.", 30)
    assert one.people == (speaker("ada"), moderator("bo"))
    assert one.segments == (Segment("Early", 40), Segment("Late", 20))  # the gap is counted to the first segment
    assert after.after(made.inverse()) == plan


def test_nobody_is_less_sure_of_the_whole_than_of_a_part_and_what_only_one_has_is_kept():
    plan = agenda(
        person("ada"), talk("one", "hall", "09:00-09:30", people=(speaker("ada", State.DECLINED),)),
        talk("two", "hall", "09:30-10:00", people=(speaker("ada"),), website="https://example.org/two"),
    )  # fmt: skip
    whole = plan.after(merge(plan, ["one", "two"])).sessions["one"]
    assert (whole.people, whole.website) == ((speaker("ada"),), "https://example.org/two")


def test_what_was_split_merges_to_what_it_was():
    plan = agenda(talk("one", "hall", "09:00-10:00", setup=10, teardown=5))
    halved = plan.after(split(plan, "one", 25, "rest"))
    assert halved.after(merge(halved, ["one", "rest"])) == plan


def test_sessions_in_the_tray_are_as_long_as_all_together():
    plan = agenda(talk("one", minutes=20), talk("two", minutes=25))
    assert plan.after(merge(plan, ["two", "one"])).sessions["one"].minutes == 45


def test_what_is_cancelled_altogether_becomes_one():
    off = {"status": Status.CANCELLED}
    plan = agenda(talk("one", "hall", "09:00-09:30", **off), talk("two", "hall", "09:30-10:00", **off))
    assert plan.after(merge(plan, ["one", "two"])).sessions["one"].status is Status.CANCELLED


ONE, TWO = talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:00")
HELD = talk("two", "hall", "09:30-10:00", pinned=True)
ELSEWHERE = Placement(span("11:00-11:30"), ("hall",))
LONG = [
    talk(name, times=times, abstract=name * 20_000) for name, times in (("one", "09:00-09:30"), ("two", "09:30-10:00"))
]


def merge_both(plan: Agenda) -> Change:
    return merge(plan, ["one", "two"])


@pytest.mark.parametrize(
    ("sessions", "act", "problem"),
    [
        ([ONE, HELD], lambda plan: move_together(plan, dict.fromkeys(["one", "two"], ELSEWHERE)), "“Two” is pinned"),
        *[([ONE], lambda plan, n=n: split(plan, "one", n, "rest"), "cannot be split") for n in (0, 30, -5, 90)],
        ([HELD], lambda plan: split(plan, "two", 20, "rest"), "“Two” is pinned"),
        ([ONE, HELD], merge_both, "“Two” is pinned"),
        (
            [ONE, talk("lunch", (), "09:30-10:00"), talk("two", "hall", "10:00-10:30")],
            merge_both,
            "“Lunch” is in the same room between them",
        ),
        ([ONE, talk("two", "lab", "09:30-10:00")], merge_both, "follow one another"),
        ([ONE, talk("two")], merge_both, "follow one another"),
        ([ONE, talk("two", "hall", "09:20-10:00")], merge_both, "follow one another"),
        ([ONE], lambda plan: merge(plan, ["one"]), "two sessions or more"),
        ([replace(ONE, status=Status.CANCELLED), TWO], merge_both, "“One” is cancelled, and the others are not"),
        ([talk("one", minutes=2000), talk("two", minutes=2000)], merge_both, "from 1 minute to 48 hours"),
        (LONG, merge_both, "The text is too long as abstract: 120002 characters"),
    ],
)
def test_what_cannot_be_done(sessions: Sequence[Session], act: Callable[[Agenda], Change], problem: str) -> None:
    with pytest.raises(EstradError, match=problem) as refused:
        act(agenda(*sessions))

    assert isinstance(refused.value, Pinned) == ("is pinned" in problem)
