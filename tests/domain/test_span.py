"""Tests of spans: whole minutes, half-open, possibly past midnight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.span import LATEST, MINUTES_A_DAY, Span, clock, date_and_times_of, minutes_of, times_of
from tests.builders import DAY, span
from tests.strategies import DATES, HOURS

NEXT = DAY + timedelta(days=1)
SPANS = st.builds(lambda day, hours: Span(day, *hours), DATES, HOURS)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        pytest.param(span("09:00-10:00"), span("10:00-11:00"), False, id="back to back is fine"),
        pytest.param(span("09:00-10:00"), span("09:59-11:00"), True, id="one shared minute"),
        pytest.param(span("09:00-10:00"), span("09:00-10:00"), True, id="the same time"),
        pytest.param(span("09:00-12:00"), span("10:00-11:00"), True, id="one inside the other"),
        pytest.param(span("09:00-10:00"), span("11:00-12:00"), False, id="far apart"),
        pytest.param(span("09:00-10:00"), span("09:00-10:00", NEXT), False, id="the same hour of another day"),
        pytest.param(span("22:00-26:00"), span("01:00-03:00", NEXT), True, id="past midnight into the next day"),
        pytest.param(span("22:00-25:00"), span("01:00-03:00", NEXT), False, id="past midnight, back to back"),
        pytest.param(span("25:00-26:00"), span("01:00-02:00", NEXT), True, id="the same night hour, written both ways"),
    ],
)
def test_two_spans(one: Span, other: Span, clash: bool) -> None:
    assert (one.overlaps(other), other.overlaps(one)) == (clash, clash)


@given(SPANS, SPANS)
def test_spans_overlap_when_they_share_a_minute(one: Span, other: Span) -> None:
    shared = set(range(one.absolute_start, one.absolute_end)) & set(range(other.absolute_start, other.absolute_end))

    assert one.overlaps(other) == bool(shared)


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 10), (10, 10), (20, 10), (0, LATEST + 1), (LATEST, LATEST + 1)],
    ids=["before midnight", "empty", "backwards", "past the second midnight", "after all of it"],
)
def test_no_span_at_all(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span of time"):
        Span(DAY, start, end)


@given(SPANS, DATES)
def test_moving_keeps_the_length(one: Span, day: date) -> None:
    assert one.moved_to(day, 0) == Span(day, 0, one.minutes)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "00:00"), (545, "09:05"), (1439, "23:59"), (1440, "00:00"), (1500, "01:00"), (-5, "23:55")],
)
def test_the_clock_of_a_minute(minutes: int, text: str) -> None:
    assert clock(minutes) == text


def test_the_clock_with_a_swedish_point() -> None:
    assert clock(720, ".") == "12.00"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("9:05", 545), ("09:05", 545), ("09.05", 545), (" 25:30 ", 1530), ("47:59", 2879), ("0:00", 0)],
)
def test_a_time_of_day_is_read(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["", "9", "9:5", "9:60", "48:00", "-1:00", "09:00:00", "nine"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="is no time of day"):
        minutes_of(text)


@given(st.integers(0, LATEST - 1))
def test_a_time_reads_as_it_was_written(minutes: int) -> None:
    assert minutes_of(f"{minutes // 60}:{minutes % 60:02d}") == minutes
    assert minutes_of(clock(minutes)) == minutes % MINUTES_A_DAY


@pytest.mark.parametrize(
    ("times", "begins", "ends", "said"),
    [
        pytest.param("09:00-09:45", "2024-04-25 09:00", "2024-04-25 09:45", "2024-04-25 09:00–09:45", id="by day"),
        pytest.param("23:30-24:00", "2024-04-25 23:30", "2024-04-26 00:00", "2024-04-25 23:30–00:00", id="to midnight"),
        pytest.param(
            "23:30-25:00", "2024-04-25 23:30", "2024-04-26 01:00", "2024-04-25 23:30–01:00", id="past midnight"
        ),
        pytest.param("24:00-25:00", "2024-04-26 00:00", "2024-04-26 01:00", "2024-04-26 00:00–01:00", id="at midnight"),
        pytest.param(
            "25:30-26:30", "2024-04-26 01:30", "2024-04-26 02:30", "2024-04-26 01:30–02:30", id="in the night"
        ),
        pytest.param(
            "09:00-33:00", "2024-04-25 09:00", "2024-04-26 09:00", "2024-04-25 09:00–2024-04-26 09:00", id="a day long"
        ),
    ],
)
def test_when_a_span_really_is(times: str, begins: str, ends: str, said: str) -> None:
    found = span(times)

    assert (f"{found.begins:%Y-%m-%d %H:%M}", f"{found.ends:%Y-%m-%d %H:%M}") == (begins, ends)
    assert (date_and_times_of(found), times_of(found)) == (said, said.split(" ", 1)[1])
