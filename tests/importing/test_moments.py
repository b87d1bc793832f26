"""Times and lengths as others write them, and the day on which they fall."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.domain.errors import EstradError
from planner.domain.span import Span
from planner.importing.moments import begin_of, length_of, moment_of, span_of

DAY, NEXT = date(2024, 4, 25), date(2024, 4, 26)
STOCKHOLM, LONDON = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("00:45", 45), ("0:20", 20), ("4:10", 250), ("07:30", 450), ("45", 45), ("00:45:00", 45), ("01:00:30", 61),
     ("48:00", 2880)],
)  # fmt: skip
def test_a_length(written, minutes):
    assert length_of(written) == minutes


@pytest.mark.parametrize("written", ["", "0", "00:00", "00:60", "48:01", "-5", "soon", "٣٠", "1:2:3:4", "99999"])
def test_what_is_no_length(written):
    with pytest.raises(EstradError, match="is no length"):
        length_of(written)


@pytest.mark.parametrize("written", ["", "tomorrow", "2024-02-30", "1066-10-14", "9999-12-31", "2024-04-25T25:00"])
def test_what_is_no_date(written):
    with pytest.raises(EstradError, match="is no date"):
        moment_of(written)


@pytest.mark.parametrize(
    ("start", "when", "night", "zone", "here", "span"),
    [
        ("10:00", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("09:00", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 540, 570)),
        ("00:30", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1470, 1500)),
        ("08:55", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1975, 2005)),
        ("05:00", "", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 300, 330)),
        ("25:00", "", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 1500, 1530)),
        ("10:00", "2024-04-25", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("00:30", "2024-04-25", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1470, 1500)),
        ("00:30", "2024-04-26", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1470, 1500)),
        ("14:00", "2024-04-26", 540, STOCKHOLM, STOCKHOLM, Span(NEXT, 840, 870)),
        ("00:15", "2024-04-26T00:15:00+02:00", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 1455, 1485)),
        ("", "2024-04-25T10:00:00+02:00", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("", "2024-04-25T10:00:00", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("10:00", "2024-04-25T08:00:00Z", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("10:00", "", 240, LONDON, STOCKHOLM, Span(DAY, 660, 690)),
        ("", "2024-04-25T10:00:00+01:00", 240, LONDON, STOCKHOLM, Span(DAY, 660, 690)),
        ("10:00", "2024-04-24T10:00:00+02:00", 240, STOCKHOLM, STOCKHOLM, Span(date(2024, 4, 24), 600, 630)),
    ],
)
def test_where_an_event_falls(start, when, night, zone, here, span):
    begin = begin_of(DAY, start, when, night)

    assert begin
    assert span_of(begin, 30, zone, here) == span


def test_an_event_without_a_start_has_no_time():
    assert begin_of(DAY, "", "", 240) is None
    assert begin_of(DAY, " ", "2024-04-25", 240) is None or begin_of(DAY, "", "2024-04-25", 240) is None


def test_a_night_that_begins_in_summer_time_ends_on_the_wall_clock():
    begin = begin_of(date(2024, 10, 26), "03:00", "", 240)

    assert begin
    assert begin.at == datetime(2024, 10, 27, 3, 0)
    assert span_of(begin, 60, STOCKHOLM, STOCKHOLM) == Span(date(2024, 10, 26), 1620, 1680)


def test_an_end_past_the_following_day_is_refused():
    begin = begin_of(DAY, "23:00", "", 240)

    assert begin
    with pytest.raises(EstradError, match="past the end of the following day"):
        span_of(begin, 26 * 60, STOCKHOLM, STOCKHOLM)


def test_a_date_far_from_its_day_is_a_slip_of_the_pen():
    begin = begin_of(DAY, "", "2042-04-25T10:00:00", 240)

    assert begin
    with pytest.raises(EstradError, match="is far from the day that lists it"):
        span_of(begin, 30, STOCKHOLM, STOCKHOLM)
