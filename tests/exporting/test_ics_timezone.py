"""Tests of VTIMEZONEs: the rules they state, and that their offsets are those of the tz database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.exporting.ics import vtimezone

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def observances(key, *years):
    """Return name, offset before and after, first onset and rule of each observance, as they are written."""
    lines = vtimezone(key, years).to_ical(sorted=False).decode().split("\r\n")
    found, current = [], {}
    for line in lines[2:-2]:
        name, _colon, value = line.partition(":")
        if name == "END":
            found.append(
                (value, current["TZOFFSETFROM"], current["TZOFFSETTO"], current["DTSTART"], current.get("RRULE", ""))
            )
            current = {}
        else:
            current[name] = value
    return found


@pytest.mark.parametrize(
    ("key", "years", "expected"),
    [
        pytest.param(
            "Europe/Stockholm",
            [2024],
            [
                ("DAYLIGHT", "+0100", "+0200", "19700329T020000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
                ("STANDARD", "+0200", "+0100", "19701025T030000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
            ],
            id="the last Sunday",
        ),
        pytest.param(
            "America/New_York",
            [2026],
            [
                ("DAYLIGHT", "-0500", "-0400", "19700308T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
                ("STANDARD", "-0400", "-0500", "19701101T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
            ],
            id="the second and the first",
        ),
        pytest.param(
            "Australia/Sydney",
            [2024],
            [
                ("DAYLIGHT", "+1000", "+1100", "19701004T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"),
                ("STANDARD", "+1100", "+1000", "19700405T030000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
            ],
            id="the south",
        ),
        pytest.param(
            "Europe/Dublin",
            [2024],
            [
                ("DAYLIGHT", "+0000", "+0100", "19700329T010000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
                ("STANDARD", "+0100", "+0000", "19701025T020000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
            ],
            id="by law its standard time is the summer",
        ),
        pytest.param(
            "Asia/Kolkata", [2024], [("STANDARD", "+0530", "+0530", "19700101T000000", "")], id="no summer time"
        ),
        pytest.param("UTC", [2024], [("STANDARD", "+0000", "+0000", "19700101T000000", "")], id="UTC"),
        pytest.param(
            "Africa/Casablanca",
            [2025],
            [
                ("DAYLIGHT", "+0000", "+0100", "19700405T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
                ("STANDARD", "+0100", "+0000", "19700222T030000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=2"),
            ],
            id="by the moon: right in the year asked for",
        ),
        pytest.param(
            "Europe/Moscow",
            [2011],
            [
                ("STANDARD", "+0300", "+0300", "19700101T000000", ""),
                ("DAYLIGHT", "+0300", "+0400", "20110327T020000", ""),
            ],
            id="a year without a rule",
        ),
    ],
)
def test_the_rules(key, years, expected):
    assert observances(key, *years) == expected


@pytest.mark.parametrize("year", [2006, 2024, 2027, 2036])
@pytest.mark.parametrize(
    "key",
    [
        "Europe/Stockholm", "Europe/London", "Europe/Dublin", "Europe/Chisinau", "America/New_York", "America/Nuuk",
        "America/Sao_Paulo", "America/Santiago", "America/St_Johns", "Asia/Jerusalem", "Asia/Beirut", "Asia/Gaza",
        "Asia/Tehran", "Asia/Kathmandu", "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe",
        "Pacific/Auckland", "Pacific/Chatham", "Antarctica/Troll", "Etc/GMT+5",
    ],
)  # fmt: skip
@pytest.mark.long
def test_the_offsets_are_the_tz_databases(key, year):
    onsets = sorted(onset for found in observances(key, year) for onset in onsets_of(found, year))
    zone, when, end = ZoneInfo(key), datetime(year, 1, 2, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)

    while when < end:
        (_, mine) = [onset for onset in onsets if onset[0] <= when][-1]
        assert (when, mine) == (when, when.astimezone(zone).utcoffset())
        when += timedelta(minutes=30)


def onsets_of(observance, year):
    """Return the instants near a year at which the observance begins, with the offset from then on."""
    _name, before, after, start, rule = observance
    wall = datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    walls = [wall]
    if rule:
        _freq, by_day, by_month = (part.split("=")[1] for part in rule.split(";"))
        month, number, weekday = int(by_month), int(by_day[:-2]), WEEKDAYS.index(by_day[-2:])
        for y in (year - 1, year):
            days = [wall.replace(year=y, month=month, day=1) + timedelta(days=n) for n in range(31)]
            days = [day for day in days if day.month == month and day.weekday() == weekday]
            walls.append(days[number - 1 if number > 0 else number])
    return [(when - offset(before), offset(after)) for when in walls]


def offset(text):
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
