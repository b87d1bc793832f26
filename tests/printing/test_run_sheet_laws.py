"""Tests of the run sheet's spare time, and laws that hold for any agenda."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Session
from planner.domain.span import Span, minutes_of
from planner.domain.value_objects import Appearance, Placement, Segment
from planner.printing.marks import PAPERS
from planner.printing.run_sheet import MARGIN, run_sheet
from planner.printing.run_sheet_sections import Slack, can_give, slack_in
from planner.wording import Wording
from tests.builders import DAY, agenda, person, released, room, talk
from tests.printing.pages import assert_inside_the_margins, assert_nothing_overlaps, measure
from tests.tries import tries


def slacks(*sessions: Session, closes: str | None = "18:00") -> dict[str, Slack]:
    return slack_in(agenda(*sessions).placed, minutes_of(closes) if closes else None)


def pause(name: str, times: str, **fields: Any) -> Session:
    return talk(name, "", times, **{"kind": Kind.BREAK, **fields})


LUNCH = talk("lunch", "", "12:10-13:00", kind=Kind.MEAL, pinned=True)


@pytest.mark.parametrize(
    ("minutes", "kind", "fields", "given"),
    [
        pytest.param(30, Kind.BREAK, {}, 15, id="half of a break"),
        pytest.param(60, Kind.MEAL, {}, 30, id="half of a meal"),
        pytest.param(15, Kind.BREAK, {}, 7, id="the longer half is kept"),
        pytest.param(8, Kind.BREAK, {}, 3, id="five minutes are kept"),
        pytest.param(4, Kind.BREAK, {}, 0, id="a break shorter than that gives nothing"),
        pytest.param(60, Kind.TALK, {}, 0, id="a talk gives nothing"),
        pytest.param(60, Kind.REGISTRATION, {}, 0, id="registration gives nothing"),
        pytest.param(30, Kind.BREAK, {"pinned": True}, 0, id="a pinned break gives nothing"),
        pytest.param(30, Kind.BREAK, {"status": Status.CANCELLED}, 0, id="a cancelled break gives nothing"),
    ],
)
def test_what_can_be_taken_from_a_session(minutes: int, kind: Kind, fields: dict[str, Any], given: int) -> None:
    assert can_give(talk("x", kind=kind, minutes=minutes, **fields)) == given


def test_gaps_and_breaks_until_the_pinned_session_and_then_until_the_day_closes() -> None:
    found = slacks(
        talk("one", "hall", "09:00-10:00"),
        pause("coffee", "10:00-10:20"),
        talk("two", "hall", "10:25-12:10"),
        LUNCH,
        talk("three", "hall", "13:00-14:00"),
    )

    morning, afternoon = Slack("Lunch", minutes_of("12:10"), gaps=5, breaks=10), Slack("", 18 * 60, gaps=240)
    assert found == {
        "one": morning,
        "coffee": morning,
        "two": morning,
        "lunch": afternoon,
        "three": afternoon,
    }


@pytest.mark.parametrize(
    ("first", "second", "gaps"),
    [
        pytest.param({}, {}, 30, id="a gap"),
        pytest.param({"teardown": 10}, {}, 20, id="clearing away takes of it"),
        pytest.param({}, {"setup": 5}, 25, id="setting up takes of it"),
        pytest.param({"teardown": 20}, {"setup": 20}, 0, id="never less than nothing"),
    ],
)
def test_a_gap(first: dict[str, Any], second: dict[str, Any], gaps: int) -> None:
    found = slacks(
        talk("one", "hall", "09:00-11:40", **first), talk("two", "hall", "12:10-13:00", pinned=True, **second)
    )

    assert found["one"] == Slack("Two", minutes_of("12:10"), gaps)


def test_what_overlaps_leaves_no_gap_behind_the_shorter_one_and_a_cancelled_session_is_one() -> None:
    one = talk("one", "hall", "09:00-10:00")
    assert slacks(talk("long", "hall", "09:00-12:00"), talk("short", "hall", "09:10-09:30"), LUNCH)["long"].gaps == 10
    found = slacks(one, talk("off", "hall", "10:00-11:00", status=Status.CANCELLED), LUNCH)
    assert (found["one"].gaps, "off" in found) == (130, False)


def test_a_day_that_is_over_time_or_whose_end_is_unknown_says_nothing_of_its_end() -> None:
    late = talk("late", "hall", "17:00-19:00")

    assert slacks(late) == slacks(late, closes=None) == {}


TITLES = st.text(st.sampled_from("abc dé-/1 å"), min_size=1, max_size=150).filter(lambda text: text.strip())
TEXTS = st.sampled_from(["", "Short.", "sentence " * 40 + "\n\n" + "x" * 300, "sentence " * 900])
PEOPLE = st.lists(
    st.builds(Appearance, st.sampled_from(["ann", "bo"]), st.sampled_from(Role), st.sampled_from(State)),
    max_size=3,
    unique_by=lambda appearance: (appearance.person, appearance.role),
).map(tuple)


@st.composite
def sessions(draw: Any) -> Session:
    """Draw a placed session with long and short texts."""
    start, length = draw(st.integers(0, 1500)), draw(st.integers(1, 300))
    rooms = draw(st.sampled_from([(), ("hall",), ("lab",), ("hall", "lab")]))
    when = DAY + timedelta(draw(st.integers(0, 1)))
    return Session(
        id=draw(st.uuids()).hex,
        number=draw(st.integers(2, 99)),
        title=draw(TITLES),
        minutes=length,
        kind=draw(st.sampled_from(Kind)),
        status=draw(st.sampled_from([Status.CONFIRMED, Status.DRAFT])),
        note=draw(TEXTS),
        introduction=draw(TEXTS),
        cues=draw(st.sampled_from(["", "Lights."])),
        segments=tuple(draw(st.lists(st.builds(Segment, TITLES, st.integers(1, 99)), max_size=2))),
        pinned=draw(st.booleans()),
        people=draw(PEOPLE),
        placement=Placement(Span(when, start, start + length), rooms),
    )


@tries(20)
@given(st.lists(sessions(), max_size=9), TITLES, TEXTS, st.sampled_from(["a4", "a5", "letter"]))
def test_whatever_the_agenda(found: list[Session], name: str, contact: str, paper: str) -> None:
    people = (person("ann", name=name, phone="+46 70 123", needs=("ramp",)), person("bo", pronunciation="boo " * 30))
    rooms = (room("hall", name=name), room("lab", 1))
    plan = agenda(*found, *people, *rooms, crew_contact=contact)

    pages = run_sheet(plan, measure, Wording("en"), released(1), paper=paper, room=rooms[1])

    for page in pages:
        assert_inside_the_margins(page, MARGIN * PAPERS[paper].enlargement)
        assert_nothing_overlaps(page)
    shown = [s for s in found if s.placement and (s.placement.everywhere or "lab" in s.placement.rooms)]
    days = len({s.placement.span.day for s in shown if s.placement})
    expected = days * contact.count("sentence") + sum((s.note + s.introduction).count("sentence") for s in shown)
    assert sum(page.text.split().count("sentence") for page in pages) == expected
    letters = "".join("".join(page.text.split()) for page in pages)
    assert letters.count("Lights.") == sum(s.cues == "Lights." for s in shown)
