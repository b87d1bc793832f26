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

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place, unplace
from planner.domain.agenda import Agenda
from planner.domain.entities import Partner, Room, Venue
from planner.domain.text import EstradError, clean_line, clean_text
from planner.domain.value_objects import PartnerRole, Placement
from planner.exporting.ics import TextValue, TextValues, parameter, to_ics, uri, vtimezone
from planner.exporting.ics_existing import judge_existing
from planner.programme.calendar import draft_uid
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import (
    ExistingCalendar,
    FileOrigin,
    Ledger,
    Part,
    day_part,
    file_origin_notice,
    room_part,
    whole_part,
)
from tests.builders import DAY, NOW, agenda, day, span, talk, track
from tests.calendars import ENGLISH, outgoing, sent
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
    found = uri("https://example.org", X_TITLE='a "b"')
    assert (found.to_ical(), dict(found.params)) == (b"https://example.org", {"VALUE": "URI", "X-TITLE": 'a "b"'})
    assert (TextValues(["a,b", "c;d", r"\N"]).to_ical(), parameter("a\n b\x07")) == (rb"a\,b,c\;d,\\N", "a b")


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def observances(key, *years):
    """Return name, offset before and after, first onset and rule of each observance, as they are written."""
    (zone,) = read(b"BEGIN:VCALENDAR\r\n" + vtimezone(key, years).to_ical(sorted=False) + b"END:VCALENDAR\r\n").parts
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
    friday = read(export(*things, part=day_part(programme(agenda(*things)), things[1], "Friday")))
    whole = {event["SUMMARY"]: event["UID"] for event in read(export(*things)).all("VEVENT")}
    (event,) = friday.all("VEVENT")

    assert (list(whole), event["SUMMARY"], friday["NAME"]) == (["Talk", "Next"], "Next", "The Conference · Friday")
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


# a file that is there already -----------------------------------------------------------------------------

PLAN = agenda(talk("keynote", "hall", "09:00-09:30"), talk("panel", "lab", "10:00-10:30"))
MOVED = PLAN.after(place(PLAN, "keynote", DAY, 600, ["hall"]))
LATER, LAST = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
ALL = whole_part(programme(PLAN))
LEDGER = sent(Ledger(), PLAN)


def written(ledger: Ledger, plan: Agenda, part: Part = ALL, *, draft: bool = False) -> bytes:
    return to_ics(programme(plan), ledger, ENGLISH, part=part, draft=draft)


def found(data: bytes, ledger: Ledger = LEDGER, plan: Agenda = PLAN, part: Part = ALL) -> ExistingCalendar:
    return judge_existing(data, part, ledger, outgoing(plan, LAST))


def hall(plan: Agenda = PLAN) -> Part:
    return room_part(plan, programme(plan), plan.rooms["hall"])


SECOND = sent(LEDGER, MOVED, now=LATER)
NEXT_YEAR = agenda(talk("keynote", "hall", "09:00-09:30"), id="another", title="Next year")
OTHER_APP = written(LEDGER, PLAN).replace(b"//Estrad//Estrad conference planner//", b"//Other//Other//")


@pytest.mark.parametrize(
    ("data", "ledger", "part", "expected"),
    [
        pytest.param(written(LEDGER, PLAN), LEDGER, ALL, FileOrigin.OURS, id="the one that was sent last"),
        pytest.param(written(LEDGER, PLAN), SECOND, ALL, FileOrigin.OLDER, id="one that was sent before"),
        pytest.param(written(SECOND, MOVED), LEDGER, ALL, FileOrigin.RIVAL,
        id="newer than a backup that was fetched back"),
        pytest.param(written(sent(Ledger(), MOVED, now=LATER), MOVED), LEDGER, ALL, FileOrigin.RIVAL,
        id="another copy's"),
        pytest.param(written(LEDGER, PLAN), Ledger(), ALL, FileOrigin.RIVAL,
        id="sent, but this copy knows nothing of it"),
        pytest.param(OTHER_APP, LEDGER, ALL, FileOrigin.RIVAL, id="ours, written anew by another program"),
        pytest.param(written(LEDGER, PLAN), LEDGER, hall(), FileOrigin.OTHER_FILE,
        id="the whole where a room's is to go"),
        pytest.param(
            written(sent(LEDGER, PLAN, hall()), PLAN, hall()), sent(LEDGER, PLAN, hall()), ALL, FileOrigin.OTHER_FILE,
            id="a room's where the whole is to go",
        ),
        pytest.param(written(sent(Ledger(), NEXT_YEAR), NEXT_YEAR), LEDGER, ALL, FileOrigin.ANOTHER,
        id="another year's"),
        pytest.param(
            written(draft_ledger(LEDGER, outgoing(PLAN), [ALL]), PLAN, draft=True), LEDGER, ALL, FileOrigin.DRAFT,
            id="a draft"
        ),
        pytest.param(
            written(LEDGER, PLAN).replace(b":20240425T", b":99990425T"), LEDGER, ALL, FileOrigin.STRANGE,
            id="the year 9999"
        ),
        pytest.param(
            written(LEDGER, PLAN).replace(b"SEQUENCE:0", b"SEQUENCE:x"), LEDGER, ALL, FileOrigin.STRANGE,
            id="no number"
        ),
        pytest.param(b"", LEDGER, ALL, FileOrigin.STRANGE, id="nothing"),
        pytest.param(b"hello", LEDGER, ALL, FileOrigin.STRANGE, id="a text"),
        pytest.param(b"\xff\xfe\x00", LEDGER, ALL, FileOrigin.STRANGE, id="bytes"),
        pytest.param(written(LEDGER, PLAN)[:700], LEDGER, ALL, FileOrigin.STRANGE, id="half of ours"),
        pytest.param(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20240101\r\n"
            b"END:VEVENT\r\nEND:VCALENDAR\r\n", LEDGER, ALL, FileOrigin.STRANGE, id="a whole day of somebody else",
        ),
    ],
)  # fmt: skip
def test_what_lies_there(data: bytes, ledger: Ledger, part: Part, expected: FileOrigin) -> None:
    assert found(data, ledger, part=part).file_origin is expected


@given(title=st.text(min_size=1), abstract=st.text(), place=st.text())
def test_our_own_file_is_known_whatever_the_texts_are(title: str, abstract: str, place: str) -> None:
    session = talk("keynote", "hall", "09:00-09:30", title=clean_line(title) or "x", abstract=clean_text(abstract),
                   place=clean_line(place))  # fmt: skip
    plan = agenda(session, organisers=clean_line(title))
    ledger = sent(Ledger(), plan)

    assert judge_existing(written(ledger, plan), ALL, ledger, outgoing(plan)).file_origin is FileOrigin.OURS


def test_a_part_is_known_by_its_own_entries_also_when_its_room_is_renamed() -> None:
    ledger = sent(LEDGER, PLAN, hall(), now=LATER)

    for plan in (PLAN, PLAN.after(edit(PLAN, Room, "hall", name="Aula"))):
        assert found(written(ledger, PLAN, hall()), ledger, plan, hall(plan)).file_origin is FileOrigin.OURS


def test_every_verdict_has_a_sentence() -> None:
    told = [str(file_origin_notice(ExistingCalendar(lie, name="The Conference"), "x.ics")) for lie in FileOrigin]

    assert len(set(told)) == len(FileOrigin)
    assert all(line.startswith("“x.ics” ") for line in told)


# SEQUENCE rises above that of the file found --------------------------------------------------------------


def lines(ledger: Ledger) -> dict[str, tuple[str, int]]:
    return {e.event.title or e.event.summary: (e.event.status, e.sequence) for e in ledger.file("").shown}


def after(plan: Agenda, there: bytes) -> Ledger:
    """Return the ledger after a plan was sent to a place where the file `there` was found."""
    return sent(LEDGER, plan, now=LAST, found={"": found(there, plan=plan)})


AGAIN = PLAN.after(place(PLAN, "keynote", DAY, 660, ["hall"]))
EXTRA = PLAN.after(add_session(PLAN, "extra", title="Extra", placement=Placement(span("12:00-12:30"), ("hall",))))


def test_two_copies_do_not_send_one_sequence() -> None:
    """In one copy the keynote is unplaced, in the other it is moved: both would say SEQUENCE 1."""
    theirs = sent(LEDGER, PLAN.after(unplace(PLAN, "keynote")), now=LATER)

    ours = after(AGAIN, written(theirs, PLAN))

    assert lines(theirs)["Keynote"] == ("CANCELLED", 1)
    assert lines(ours) == {"Keynote": ("CONFIRMED", 2), "Panel": ("CONFIRMED", 0)}
    assert ours.entries["keynote"].modified > theirs.entries["keynote"].modified
    assert [theirs.last_stamp, ours.last_stamp] == [LATER, LAST + timedelta(seconds=1)]


def test_what_only_the_other_copy_had_is_cancelled_and_stays_known() -> None:
    ours = after(PLAN, written(sent(LEDGER, EXTRA, now=LATER), EXTRA))
    back = sent(ours, EXTRA, now=LAST + timedelta(minutes=1))

    assert lines(ours) == {"Keynote": ("CONFIRMED", 0), "Panel": ("CONFIRMED", 0), "Extra": ("CANCELLED", 1)}
    assert [e.event.categories for e in ours.entries.values() if e.event.title == "Extra"] == [("Talk",)]
    assert (lines(back)["Extra"], back.entries.keys()) == (("CONFIRMED", 2), {"keynote", "panel", "extra"})


def test_what_moves_a_sequence_and_how_far() -> None:
    strange = written(sent(Ledger(), NEXT_YEAR), NEXT_YEAR).replace(b"SEQUENCE:0", b"SEQUENCE:99")
    moved = sent(LEDGER, MOVED, now=LATER)
    back = sent(moved, PLAN, now=LATER + timedelta(minutes=1))
    highest = written(moved, MOVED).replace(b"SEQUENCE:1", b"SEQUENCE:99999999999999999999")

    for there in (written(LEDGER, PLAN), strange):
        assert after(PLAN, there).entries == LEDGER.entries
    # a backup that was fetched back goes on above what was sent since, and the highest of all is not passed
    assert [lines(ledger)["Keynote"] for ledger in (back, after(PLAN, written(back, PLAN)), after(AGAIN, highest))] == [
        ("CONFIRMED", 2), ("CONFIRMED", 3), ("CONFIRMED", 2**31 - 1),
    ]  # fmt: skip


def test_what_a_hostile_rival_says_is_written_as_anything_else() -> None:
    """The hostile file has a line break in a title, an end before its start, and a very long text."""
    theirs = written(sent(LEDGER, EXTRA, now=LATER), EXTRA)
    backwards = theirs.replace(b"DTEND;TZID=Europe/Stockholm:20240425T12", b"DTEND;TZID=Europe/Stockholm:20240425T11")

    ours = after(PLAN, theirs.replace(b"SUMMARY:Extra", b"SUMMARY:Ex\\ntra\x07" + b"x" * 3000))

    assert lines(after(PLAN, backwards)).keys() == {"Keynote", "Panel"}
    (entry,) = [e for e in ours.file("").shown if e.event.status == "CANCELLED"]
    assert len(entry.event.summary) <= 255
    assert (b"\x07" in written(ours, PLAN), len(read(written(ours, PLAN)).all("VEVENT"))) == (False, 3)


def test_a_draft_goes_on_above_a_draft_of_another_copy() -> None:
    there = found(written(draft_ledger(Ledger(drafts=6), outgoing(PLAN), [ALL]), PLAN, draft=True))
    ours = draft_ledger(LEDGER, outgoing(PLAN, LATER, found={"": there}), [ALL])

    assert ({e.sequence for e in ours.file("").shown}, ours.drafts) == ({8}, 8)
