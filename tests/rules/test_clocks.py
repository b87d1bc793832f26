"""Tests of the night in which the clocks change: a time skipped or repeated is a problem, and all agree on it."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.clock_change import shown_span
from planner.domain.enums import Status
from planner.domain.span import Span, clock
from planner.printing.marks import POINT, PlacedText, TextStyle
from planner.printing.programme_sheet import programme_sheet
from planner.printing.run_sheet import run_sheet
from planner.programme.calendar import events, wall_times
from planner.programme.programme import programme
from planner.rules import check, conflicts_at, drag_message
from planner.rules.hours import CLOCK_CHANGE
from planner.rules.rule import ConflictIndex
from planner.wording import Wording
from tests.builders import agenda, day, draft, room, talk
from tests.rules.plans import parts, texts

SPRING, AUTUMN, ENGLISH = date(2026, 3, 29), date(2026, 10, 25), Wording("en")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def night(times: str, on: date = SPRING, zone: str = "Europe/Stockholm", **fields: object) -> Agenda:
    """Return a plan of one night with one session."""
    return agenda(day(on, "00:00", "36:00"), room("hall"), talk("a", "hall", times, on=on, **fields), timezone=zone)


SKIPPED = "on 2026-03-29, but the clocks skip that time: they show"
TWICE = "on 2026-10-25, which comes twice that night. Calendars take the first."


@pytest.mark.parametrize(
    ("times", "on", "said", "short"),
    [
        ("02:30-03:15", SPRING, f"“A” begins at 02:30 {SKIPPED} 03:30.", "problem: No 02:30 that night: 03:30"),
        ("01:30-02:30", SPRING, f"“A” ends at 02:30 {SKIPPED} 03:30.", "problem: No 02:30 that night: 03:30"),
        ("02:00-03:00", SPRING, f"“A” begins at 02:00 {SKIPPED} 03:00.", "problem: No 02:00 that night: 03:00"),
        ("26:30-27:00", SPRING - timedelta(1), f"“A” begins at 02:30 {SKIPPED} 03:30.",
         "problem: No 02:30 that night: 03:30"),
        ("02:30-04:00", AUTUMN, f"“A” begins at 02:30 {TWICE}", "problem: 02:30 comes twice"),
        ("01:00-02:00", AUTUMN, f"“A” ends at 02:00 {TWICE}", "problem: 02:00 comes twice"),
        ("01:00-04:00", SPRING, "“A” goes on while the clocks change on 2026-03-29: it lasts 120 min, not 180.",
         "warning: Clocks change: lasts 120 min"),
        ("01:00-04:00", AUTUMN, "“A” goes on while the clocks change on 2026-10-25: it lasts 240 min, not 180.",
         "warning: Clocks change: lasts 240 min"),
    ],
)  # fmt: skip
def test_a_session_in_that_night(times: str, on: date, said: str, short: str) -> None:
    found = list(CLOCK_CHANGE.check(night(times, on)))

    assert (texts(found), parts(found)) == ([said], [("clock-change", short, ("a",), (), ("hall",))])
    assert "clock-change" in [conflict.rule for conflict in check(night(times, on))]


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(night("01:00-02:00"), id="until it changes"),
        pytest.param(night("03:00-04:00"), id="from then on"),
        pytest.param(night("03:00-04:00", AUTUMN), id="after the hour that came twice"),
        pytest.param(night("02:30-03:00", date(2026, 4, 25)), id="another night"),
        pytest.param(night("02:30-03:00", zone="Asia/Tokyo"), id="a zone that keeps no summer time"),
        pytest.param(night("02:30-03:00", zone="Mars/Olympus"), id="no zone at all"),
        pytest.param(night("02:30-03:00", status=Status.CANCELLED), id="cancelled"),
    ],
)
def test_who_does_not_mind(plan: Agenda) -> None:
    assert list(CLOCK_CHANGE.check(plan)) == []


def test_the_hand_is_told_before_it_drops() -> None:
    plan = night("05:00-05:45")
    found = conflicts_at(ConflictIndex(plan), plan.sessions["a"], ["hall"], Span(SPRING, 150, 195))

    said = [str(drag_message(plan, plan.sessions["a"], 150, conflict)) for conflict in found]
    assert said[0] == "No 02:30 that night: 03:30"


def measure(text: str, face: TextStyle) -> float:
    return len(text) * face.size * POINT / 2


@pytest.mark.parametrize(("times", "on", "shown"), [("02:30-03:15", SPRING, "03:30"), ("02:30-03:15", AUTUMN, "02:30")])
def test_paper_calendar_and_run_sheet_say_the_same_time(times: str, on: date, shown: str) -> None:
    plan = night(times, on)
    (event,) = events(programme(plan), ENGLISH).values()
    sheets = (
        programme_sheet(programme(plan), measure, ENGLISH, draft(1)),
        run_sheet(plan, measure, ENGLISH, draft(1)),
    )
    printed = [{mark.text for page in pages for mark in page.marks if isinstance(mark, PlacedText)} for pages in sheets]

    assert (f"{event.start:%H:%M}", [shown in words for words in printed]) == (shown, [True, True])
    assert [not {"02:30", "03:30"} - {shown} & words for words in printed] == [True, True]


def test_what_was_typed_stays_in_the_plan() -> None:
    plan = night("02:30-03:15")
    programme(plan)

    assert clock(plan.sessions["a"].placement.span.start) == "02:30"  # type: ignore[union-attr]


def test_another_zone_is_another_time_at_once() -> None:
    plan, elsewhere = night("02:30-03:15"), night("02:30-03:15", zone="Asia/Tokyo")
    first = programme(plan)

    assert [clock(programme(elsewhere, (plan, first)).items[0].span.start), clock(first.items[0].span.start)] == [
        "02:30", "03:30",
    ]  # fmt: skip


@given(
    st.sampled_from([SPRING, AUTUMN, SPRING - timedelta(1), date(2026, 4, 25)]), st.integers(0, 2000),
    st.integers(1, 300),
)  # fmt: skip
def test_the_calendar_changes_nothing_more(on: date, start: int, minutes: int) -> None:
    typed = Span(on, start, start + minutes)
    shown = shown_span(typed, STOCKHOLM)

    assert wall_times(shown, STOCKHOLM) == wall_times(typed, STOCKHOLM)
    assert shown.begins == wall_times(typed, STOCKHOLM)[0]
