"""Tests of times and lengths as others write them, and of the day on which they fall."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.domain.errors import EstradError
from planner.domain.span import Span
from planner.importing.datetimes import clock_change_notes, parse_datetime, parse_length, parse_start, span_of
from planner.importing.incoming import IncomingStart

DAY, NEXT = date(2024, 4, 25), date(2024, 4, 26)
STOCKHOLM, LONDON = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("00:45", 45), ("0:20", 20), ("4:10", 250), ("07:30", 450), ("45", 45), ("00:45:00", 45), ("01:00:30", 61),
     ("48:00", 2880)],
)  # fmt: skip
def test_a_length(written, minutes):
    assert parse_length(written) == minutes


@pytest.mark.parametrize("written", ["", "0", "00:00", "00:60", "-5", "soon", "٣٠", "1:2:3:4", "99999"])
def test_what_is_no_length(written):
    with pytest.raises(EstradError, match="is no length"):
        parse_length(written)


@pytest.mark.parametrize(("written", "hours"), [("48:01", 48), ("72:00", 72), ("2:06:00", 54)])
def test_a_length_that_is_longer_than_a_session_can_be(written, hours):
    with pytest.raises(EstradError, match=f"It lasts {hours} hours"):
        parse_length(written, days_first=True)


@pytest.mark.parametrize("written", ["", "tomorrow", "2024-02-30", "1066-10-14", "9999-12-31", "2024-04-25T25:00"])
def test_what_is_no_date(written):
    with pytest.raises(EstradError, match="is no date"):
        parse_datetime(written)


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
    begin = parse_start(DAY, start, when, night)

    assert begin
    assert span_of(begin, 30, zone, here) == span


def test_an_event_without_a_start_has_no_time():
    assert parse_start(DAY, "", "", 240) is None
    assert parse_start(DAY, " ", "2024-04-25", 240) is None or parse_start(DAY, "", "2024-04-25", 240) is None


def test_a_night_that_begins_in_summer_time_ends_on_the_wall_clock():
    begin = parse_start(date(2024, 10, 26), "03:00", "", 240)

    assert begin
    assert begin.at == datetime(2024, 10, 27, 3, 0)
    assert span_of(begin, 60, STOCKHOLM, STOCKHOLM) == Span(date(2024, 10, 26), 1620, 1680)


@pytest.mark.parametrize(
    ("when", "minutes", "zone", "span", "said"),
    [
        ("2024-03-31T01:30", 60, STOCKHOLM, (90, 210), "its 60 min are 01:30–03:30 here"),
        ("2024-03-31T00:30", 90, LONDON, (90, 240), "its 90 min are 01:30–04:00 here"),
        ("2024-03-31T03:00", 60, STOCKHOLM, (180, 240), ""),
        ("2024-03-31T02:30", 60, STOCKHOLM, (210, 270), ""),
        ("2024-03-30T23:00", 300, STOCKHOLM, (1380, 1740), "its 300 min are 23:00–05:00 here"),
        ("2024-10-27T01:30", 240, STOCKHOLM, (90, 270), "its 240 min are 01:30–04:30 here"),
        ("2024-10-26T23:00", 300, STOCKHOLM, (1380, 1620), "its 300 min are 23:00–03:00 here"),
        ("2024-10-27T02:30", 60, STOCKHOLM, (150, 210),
         "here it is 02:30–03:30 by the clock on the wall"),
        ("2024-10-27T02:30+01:00", 60, STOCKHOLM, (150, 210),
         "here it is 02:30–03:30 by the clock on the wall"),
        ("2024-10-27T03:00", 60, STOCKHOLM, (180, 240), ""),
        ("2024-10-27T04:00Z", 60, STOCKHOLM, (300, 360), ""),
    ],
)  # fmt: skip
def test_the_night_on_which_the_clocks_change(when, minutes, zone, span, said):
    """The length is the time that passes; the end is what the clock shows then."""
    begin = IncomingStart(date.fromisoformat(when[:10]), parse_datetime(when), 240)

    found = span_of(begin, minutes, zone, STOCKHOLM)

    assert found == Span(begin.day, *span)
    told = "".join(map(str, clock_change_notes(found, begin, minutes, zone, STOCKHOLM)))
    assert told.rpartition(": ")[2].rstrip(".") == said


def test_an_end_past_the_following_day_is_refused():
    begin = parse_start(DAY, "23:00", "", 240)

    assert begin
    with pytest.raises(EstradError, match="past the end of the following day"):
        span_of(begin, 26 * 60, STOCKHOLM, STOCKHOLM)


def test_a_date_far_from_its_day_is_a_slip_of_the_pen():
    begin = parse_start(DAY, "", "2042-04-25T10:00:00", 240)

    assert begin
    with pytest.raises(EstradError, match="is far from the day that lists it"):
        span_of(begin, 30, STOCKHOLM, STOCKHOLM)
