"""Tests of the calendar for attendees: its entries, texts and time zones; and of a file that is there already, which is
ours and was sent last, or anything else, above whose SEQUENCE ours rises.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Partner, Venue
from planner.domain.text import EstradError, clean_line, clean_text
from planner.domain.value_objects import PartnerRole
from planner.exporting.ics import to_ics
from planner.exporting.ics_values import TextValue, TextValues, parameter_text, uri_value, vtimezone
from planner.programme.calendar import draft_uid
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import Ledger, PartKind, whole_part
from tests.builders import DAY, NOW, agenda, day, talk, track
from tests.calendars import ENGLISH, outgoing, sent
from tests.parts import part_about, room_part
from tests.readers import read


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


def test_a_list_of_texts_a_uri_that_says_that_it_is_one_and_a_parameter_of_one_line():
    found = uri_value("https://example.org", X_TITLE='a "b"')
    assert (found.to_ical(), dict(found.params)) == (b"https://example.org", {"VALUE": "URI", "X-TITLE": 'a "b"'})
    assert (TextValues(["a,b", "c;d", r"\N"]).to_ical(), parameter_text("a\n b\x07")) == (rb"a\,b,c\;d,\\N", "a b")


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def observances(key, *years):
    """Return name, offset before and after, first onset and rule of each observance, as they are written."""
    (zone,) = read(
        b"BEGIN:VCALENDAR\r\n" + vtimezone(key, min(years), max(years)).to_ical(sorted=False) + b"END:VCALENDAR\r\n"
    ).parts
    return [
        (part.name, part["TZOFFSETFROM"], part["TZOFFSETTO"], part["DTSTART"], dict(part.lines).get("RRULE", ""))
        for part in zone.parts
    ]


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
    _name, before, after, start, rule = observance
    wall = datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    walls = [wall]
    for y in (year - 1, year) if rule else ():
        _freq, by_day, by_month = (part.split("=")[1] for part in rule.split(";"))
        number, weekday = int(by_day[:-2]), WEEKDAYS.index(by_day[-2:])
        days = [wall.replace(year=y, month=int(by_month), day=1) + timedelta(days=n) for n in range(31)]
        days = [day for day in days if day.month == int(by_month) and day.weekday() == weekday]
        walls.append(days[number - 1 if number > 0 else number])
    return [(when - offset(before), offset(after)) for when in walls]


def offset(text):
    return (-1 if text[0] == "-" else 1) * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


TALK = talk("talk", "hall", "09:00-09:30")


WHOLE = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Estrad//Estrad conference planner//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-ESTRAD-CONFERENCE:b1c5556c-dc68-5d33-863c-ce451514564a
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
    ledger = draft_ledger(Ledger(), outgoing(shown), parts) if draft else sent(Ledger(), shown, *parts)
    return to_ics(shown, ledger, ENGLISH, part=part, draft=draft)


def test_the_whole_file():
    session = replace(
        TALK, track="safety", abstract="Comma, semicolon; back\\Nslash\nnew line", stream="https://s.org/live"
    )
    venue = Venue(id="venue", name='The "Venue"', address="Street 1", latitude=59.3, longitude=18.0600004)

    assert export(
        session, venue, track("safety"),
        title="One, two; three", description="Two\nlines", organisers='The "Board", Ltd', contact="info@example.org",
        programme_page="https://example.org/p", calendar_address="https://example.org/c.ics",
        logo_address="https://example.org/l.PNG",
    ) == WHOLE.replace("\n", "\r\n").encode()  # fmt: skip


def test_what_is_not_known_is_not_there():
    calendar = read(export(TALK))
    (event,) = calendar.all("VEVENT")

    assert calendar.names == [
        "VERSION", "PRODID", "CALSCALE", "METHOD", "X-ESTRAD-CONFERENCE", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE",
        "LAST-MODIFIED",
        "COLOR", "X-APPLE-CALENDAR-COLOR",
    ]  # fmt: skip
    assert (event["ORGANIZER"], event.names) == ("invalid:nomail", [
        "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION",
        "CATEGORIES", "ORGANIZER", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "CLASS",
    ])  # fmt: skip
    with pytest.raises(EstradError, match="there is no calendar to write"):
        export(talk("not placed"))


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
    assert [event[name] for name in ("STATUS", "X-MICROSOFT-CDO-BUSYSTATUS", "SEQUENCE", "UID")] == [
        "TENTATIVE", "TENTATIVE", "1", draft_uid("conference", "talk"),
    ]  # fmt: skip


def test_a_day_is_a_calendar_of_its_own():
    other = DAY + timedelta(days=1)
    things = (day(), day(other), TALK, talk("next", "hall", "09:00-09:30", on=other))
    plan = agenda(*things)
    friday = read(export(*things, part=part_about(plan, programme(plan), PartKind.DAY, other.isoformat())))
    whole = {event["SUMMARY"]: event["UID"] for event in read(export(*things)).all("VEVENT")}
    (event,) = friday.all("VEVENT")

    assert (list(whole), event["SUMMARY"], friday["NAME"]) == (
        ["Talk", "Next"],
        "Next",
        "The Conference · Friday 26 April 2024",
    )
    assert event["UID"] not in whole.values()


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

    calendar = dict(read(export(TALK, part=part, calendar_address=whole)).lines)
    found = [calendar.get(name) for name in ("REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL", "SOURCE;VALUE=URI")]
    assert found == ["PT1H", "PT1H", source]


@pytest.mark.parametrize("field", ["title", "description", "colour", "theme"])
def test_the_calendars_own_last_modified_moves_with_what_it_says_of_itself(field):
    plan, later = programme(agenda(TALK, **{field: "teal"})), NOW + timedelta(minutes=5)
    after = sent(sent(Ledger(), agenda(TALK)), plan, now=later)

    for ledger in (after, sent(after, plan, now=later + timedelta(minutes=5))):
        calendar = read(to_ics(plan, ledger, ENGLISH))
        assert calendar["LAST-MODIFIED"] == "20240301T120500Z"
        assert calendar.all("VEVENT")[0]["LAST-MODIFIED"] == "20240301T120000Z"


def test_a_session_that_is_gone_is_cancelled_and_keeps_the_zone_it_was_sent_with():
    after = sent(sent(Ledger(), agenda(TALK)), agenda(), now=NOW + timedelta(minutes=5))
    (event,) = read(to_ics(programme(agenda()), after, ENGLISH)).all("VEVENT")
    assert [event[name] for name in ("SUMMARY", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "SEQUENCE")] == [
        "CANCELLED: Talk", "CANCELLED", "TRANSPARENT", "FREE", "1",
    ]  # fmt: skip

    first = programme(agenda(TALK, talk("other", "lab", "09:00-09:30"), timezone="Europe/London"))
    second = programme(agenda(TALK))
    calendar = read(to_ics(second, sent(sent(Ledger(), first), second), ENGLISH))
    assert [zone["TZID"] for zone in calendar.all("VTIMEZONE")] == ["Europe/Stockholm", "Europe/London"]
    assert [(e["SUMMARY"], e["SEQUENCE"], e.lines[5][0]) for e in calendar.all("VEVENT")] == [
        ("CANCELLED: Other", "1", "DTSTART;TZID=Europe/London"),
        ("Talk", "1", "DTSTART;TZID=Europe/Stockholm"),
    ]


def test_what_was_cancelled_in_a_zone_that_this_computer_does_not_know_is_told_in_the_conferences():
    plan = programme(agenda(TALK))
    key = whole_part(plan).key
    before = sent(Ledger(), agenda(TALK, talk("other", "lab", "09:00-09:30")))
    after = sent(before, plan)
    elsewhere = replace(after.entries["other"].event, timezone="America/Coyhaique2")
    entries = {**after.entries, "other": replace(after.entries["other"], event=elsewhere)}
    whole = replace(after.file(key), entries=entries)

    calendar = read(to_ics(plan, replace(after, files={**after.files, key: whole}), ENGLISH))
    assert [zone["TZID"] for zone in calendar.all("VTIMEZONE")] == ["Europe/Stockholm"]
    assert [(e["SUMMARY"], e.lines[5][0]) for e in calendar.all("VEVENT")] == [
        ("CANCELLED: Other", "DTSTART;TZID=Europe/Stockholm"),
        ("Talk", "DTSTART;TZID=Europe/Stockholm"),
    ]


@given(title=st.text(min_size=1), abstract=st.text(), name=st.text(min_size=1))
def test_texts_come_back_as_they_were(title, abstract, name):
    session = replace(TALK, title=clean_line(title) or "x", abstract=clean_text(abstract))
    calendar = read(export(session, title=clean_line(name) or "x"))
    (event,) = calendar.all("VEVENT")

    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == (clean_line(name) or "x")
    assert (event["SUMMARY"], "DESCRIPTION" in event.names) == (session.title, bool(session.abstract))
    assert not session.abstract or event["DESCRIPTION"] == f"Talk\n\n{session.abstract}"
