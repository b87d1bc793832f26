"""Tests of the calendar for attendees: its entries, its texts and its time zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cleaning import clean_line, clean_text
from planner.domain.entities import Partner, Venue
from planner.domain.text import EstradError
from planner.domain.value_objects import PartnerRole
from planner.exporting.ics import TextValue, TextValues, parameter, to_ics, uri, vtimezone
from planner.programme.calendar import draft_uid
from planner.programme.ledger_update import draft_ledger as drafted
from planner.programme.programme import programme
from planner.programme.release import Ledger, day_part, room_part, whole_part
from tests.builders import DAY, NOW, agenda, day, talk, track
from tests.calendars import ENGLISH, outgoing, sent
from tests.exporting.calendar_reading import read


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a,b;c", r"a\,b\;c", id="comma and semicolon"),
        pytest.param("C:\\Nytt\\ny", r"C:\\Nytt\\ny", id="a backslash before N is no line break"),
        pytest.param("a\nb", r"a\nb", id="line break"),
        pytest.param("a\r\nb\rc\u2028d\x85e", r"a\nb\nc\nd\ne", id="every sort of line break"),
        pytest.param("a\x07b\x00c", "abc", id="control characters"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("  a \n", "a", id="no outer space"),
        pytest.param("😀 – å", "😀 – å", id="the rest stays"),
        pytest.param("\ud800a", "a", id="half a surrogate pair"),
    ],
)
def test_a_text(text, written):
    assert TextValue(text).to_ical().decode() == written


def test_a_list_of_texts():
    assert TextValues(["a,b", "c;d", r"\N"]).to_ical() == rb"a\,b,c\;d,\\N"


def test_a_uri_says_that_it_is_one():
    found = uri("https://example.org", X_TITLE='a "b"')

    assert (found.to_ical(), dict(found.params)) == (b"https://example.org", {"VALUE": "URI", "X-TITLE": 'a "b"'})


def test_a_parameter_is_one_line():
    assert parameter("a\n b\x07") == "a b"


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


@pytest.mark.parametrize(
    ("key", "year"),
    [
        ("Europe/Stockholm", 2024), ("Europe/Dublin", 2027), ("Europe/Chisinau", 2024), ("America/Nuuk", 2024),
        ("America/Sao_Paulo", 2006), ("America/St_Johns", 2006), ("Asia/Gaza", 2036), ("Asia/Tehran", 2024),
        ("Africa/Cairo", 2006), ("Africa/Casablanca", 2036), ("Australia/Lord_Howe", 2027),
        ("Pacific/Chatham", 2036), ("Antarctica/Troll", 2024), ("Etc/GMT+5", 2024),
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


TALK = talk("talk", "hall", "09:00-09:30")


WHOLE = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Estrad//Estrad conference planner//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:One\, two\; three
X-WR-CALNAME:One\, two\; three
DESCRIPTION:Two\nlines
X-WR-CALDESC:Two\nlines
X-WR-TIMEZONE:Europe/Stockholm
LAST-MODIFIED:20240301T120000Z
URL:https://example.org/p
SOURCE;VALUE=URI:https://example.org/c.ics
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
COLOR:royalblue
X-APPLE-CALENDAR-COLOR:#2F5BD7
IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:https://example.org/l.PNG
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:c19adc96-8d51-54bd-aa09-e2cfee5cbc22
DTSTAMP:20240301T120000Z
CREATED:20240301T120000Z
LAST-MODIFIED:20240301T120000Z
SEQUENCE:0
DTSTART;TZID=Europe/Stockholm:20240425T090000
DTEND;TZID=Europe/Stockholm:20240425T093000
SUMMARY:Talk
LOCATION:Hall\, The "Venue"\, Street 1
DESCRIPTION:Talk · Safety\n\nComma\, semicolon\; back\\Nslash\nnew line\n
 \nStream: https://s.org/live
CATEGORIES:Safety,Talk
ORGANIZER;CN="The ^'Board^', Ltd":mailto:info@example.org
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
CLASS:PUBLIC
GEO:59.3;18.06
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=70;X-TITLE="Hall, The
  ^'Venue^', Street 1":geo:59.300000,18.060000
COLOR:royalblue
CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Stream:https://s.org/live
END:VEVENT
END:VCALENDAR
"""


def export(*entities, part=None, draft=False, **fields):
    shown = programme(agenda(*entities, **fields))
    parts = [part or whole_part(shown)]
    ledger = drafted(Ledger(), outgoing(shown), parts) if draft else sent(Ledger(), shown, *parts)
    return to_ics(shown, ledger, ENGLISH, part=part, draft=draft)


def test_the_whole_file():
    session = replace(
        TALK, track="safety", abstract="Comma, semicolon; back\\Nslash\nnew line", stream="https://s.org/live"
    )
    venue = Venue(id="venue", name='The "Venue"', address="Street 1", latitude=59.3, longitude=18.0600004)

    data = export(
        session, venue, track("safety"),
        title="One, two; three", description="Two\nlines", organisers='The "Board", Ltd', contact="info@example.org",
        programme_page="https://example.org/p", calendar_address="https://example.org/c.ics",
        logo_address="https://example.org/l.PNG",
    )  # fmt: skip

    assert data == WHOLE.replace("\n", "\r\n").encode()


def test_what_is_not_known_is_not_there():
    calendar = read(export(TALK))

    assert calendar.names == [
        "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "LAST-MODIFIED",
        "COLOR", "X-APPLE-CALENDAR-COLOR",
    ]  # fmt: skip
    assert calendar.all("VEVENT")[0].names == [
        "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION",
        "CATEGORIES", "ORGANIZER", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "CLASS",
    ]  # fmt: skip
    assert calendar.all("VEVENT")[0]["ORGANIZER"] == "invalid:nomail"


def test_what_the_calendar_says_of_the_conference():
    calendar = read(
        export(
            TALK, Partner(id="a", name="The Board", role=PartnerRole.ORGANISER), Partner(id="b", name="Bank"),
            Partner(id="c", name="Crew", position=1), Partner(id="d", name="Sound", role=PartnerRole.SUPPLIER),
            subtitle="Five years on", description="Two\nlines", theme="Trust", focus="Cameras",
            crew_contact="secret", note="secret",
        )
    )  # fmt: skip

    assert (
        calendar["DESCRIPTION"]
        == calendar["X-WR-CALDESC"]
        == (
            "Five years on\n\nTwo\nlines\n\nTheme: Trust\nFocus: Cameras\n"
            "Organisers: The Board\nPartners: Bank, Crew\nSuppliers: Sound"
        )
    )


def test_a_draft_says_so_and_cannot_be_subscribed_to():
    calendar = read(export(TALK, draft=True, calendar_address="https://example.org/c.ics"))
    (event,) = calendar.all("VEVENT")

    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "DRAFT: The Conference"
    assert {"SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"} & set(calendar.names) == set()
    assert (event["STATUS"], event["X-MICROSOFT-CDO-BUSYSTATUS"], event["SEQUENCE"]) == ("TENTATIVE", "TENTATIVE", "1")
    assert event["UID"] == draft_uid("conference", "talk")


def test_a_day_is_a_calendar_of_its_own():
    other = DAY + timedelta(days=1)
    days = (day(), day(other))
    sessions = (TALK, talk("next", "hall", "09:00-09:30", on=other))
    whole = read(export(*days, *sessions))
    part = day_part(programme(agenda(*days, *sessions)), days[1], "Friday")

    calendar = read(export(*days, *sessions, part=part))

    assert [event["SUMMARY"] for event in whole.all("VEVENT")] == ["Talk", "Next"]
    assert [event["SUMMARY"] for event in calendar.all("VEVENT")] == ["Next"]
    assert calendar["NAME"] == "The Conference · Friday"
    assert not {e["UID"] for e in whole.all("VEVENT")} & {e["UID"] for e in calendar.all("VEVENT")}


@pytest.mark.parametrize(
    ("whole", "source"),
    [
        ("https://example.org/2024/plan.ics", "https://example.org/2024/the-conference-2024-hall.ics"),
        ("https://example.org/feed", None),
        ("https://example.org/get.ics?id=7", None),
        ("", None),
    ],
)
def test_a_part_says_how_often_to_look_and_where_it_lives_if_that_can_be_known(whole, source):
    plan = agenda(TALK, calendar_address=whole)
    part = replace(room_part(plan, programme(plan), plan.rooms["hall"]), name="the-conference-2024-hall")

    calendar = read(export(TALK, part=part, calendar_address=whole))

    assert (calendar["REFRESH-INTERVAL"], calendar["X-PUBLISHED-TTL"]) == ("PT1H", "PT1H")
    assert (calendar["SOURCE"] if "SOURCE" in calendar.names else None) == source


@pytest.mark.parametrize("field", ["title", "description", "colour", "theme"])
def test_the_calendars_own_last_modified_moves_with_what_it_says_of_itself(field):
    before = sent(Ledger(), agenda(TALK))
    plan, later = programme(agenda(TALK, **{field: "teal"})), NOW + timedelta(minutes=5)
    after = sent(before, plan, now=later)
    again = sent(after, plan, now=later + timedelta(minutes=5))

    found = [read(to_ics(plan, ledger, ENGLISH)) for ledger in (after, again)]

    assert [calendar["LAST-MODIFIED"] for calendar in found] == ["20240301T120500Z"] * 2
    assert [calendar.all("VEVENT")[0]["LAST-MODIFIED"] for calendar in found] == ["20240301T120000Z"] * 2


def test_a_session_that_is_gone_is_cancelled():
    after = sent(sent(Ledger(), agenda(TALK)), agenda(), now=NOW + timedelta(minutes=5))

    (event,) = read(to_ics(programme(agenda()), after, ENGLISH)).all("VEVENT")

    assert {
        name: event[name] for name in ("SUMMARY", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "SEQUENCE")
    } == {
        "SUMMARY": "CANCELLED: Talk",
        "STATUS": "CANCELLED",
        "TRANSP": "TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
        "SEQUENCE": "1",
    }


def test_a_cancelled_session_keeps_the_zone_it_was_sent_with():
    first = programme(agenda(TALK, talk("other", "lab", "09:00-09:30"), timezone="Europe/London"))
    second = programme(agenda(TALK))
    ledger = sent(sent(Ledger(), first), second)

    calendar = read(to_ics(second, ledger, ENGLISH))

    assert [zone["TZID"] for zone in calendar.all("VTIMEZONE")] == ["Europe/Stockholm", "Europe/London"]
    assert [(e["SUMMARY"], e["SEQUENCE"], e.lines[5][0]) for e in calendar.all("VEVENT")] == [
        ("CANCELLED: Other", "1", "DTSTART;TZID=Europe/London"),
        ("Talk", "1", "DTSTART;TZID=Europe/Stockholm"),
    ]


def test_nothing_to_send_is_said():
    with pytest.raises(EstradError, match="there is no calendar to write"):
        export(talk("in the tray"))


@given(title=st.text(min_size=1), abstract=st.text(), name=st.text(min_size=1))
def test_texts_come_back_as_they_were(title, abstract, name):
    session = replace(TALK, title=clean_line(title) or "x", abstract=clean_text(abstract))
    calendar = read(export(session, title=clean_line(name) or "x"))
    (event,) = calendar.all("VEVENT")

    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == (clean_line(name) or "x")
    assert (event["SUMMARY"], "DESCRIPTION" in event.names) == (session.title, bool(session.abstract))
    assert not session.abstract or event["DESCRIPTION"] == f"Talk\n\n{session.abstract}"
