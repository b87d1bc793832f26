"""Tests of damaged calendars and schedules: each is read or refused quickly, and nothing else happens."""

import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.errors import EstradError
from planner.tables.opened_file import OpenedFile
from tests.importing.calendar_files import bare, vcalendar, vevent
from tests.importing.mutations import SPOILT, longest, mutated, spoilt
from tests.importing.schedules import Importing, day, event, person, persons, room, schedule
from tests.shared_data import shared

GOOD = vcalendar(
    "PRODID:-//x//y//EN", "X-WR-TIMEZONE:Europe/Stockholm",
    "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "END:VTIMEZONE",
    vevent('ATTENDEE;CN="Ada":mailto:a@example.org', "RRULE:FREQ=DAILY;COUNT=3", LOCATION="Hall\\, House",
           DESCRIPTION="Speaker: Ada\\n\\n<p>x</p>", CATEGORIES="A,B\\,C", STATUS="CONFIRMED", SEQUENCE="3"),
    bare("SUMMARY:Two", "DTSTART;TZID=Ours:20240425T100000", "DURATION:PT1H", "LOCATION:Lab\\, House"),
    bare("SUMMARY:Three", "DTSTART;VALUE=DATE:20240426", "GEO:59.3;18.1"),
).encode()  # fmt: skip
WORDS = [b"\r\n", b"\r\n ", b":", b";", b'"', b",", b"\\", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
         b"BEGIN:VCALENDAR\r\n",
         b"99991231T235959", b"00010101T000000", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"Z", b";TZID=../../x",
         b"RRULE:FREQ=SECONDLY\r\n", b"P9999999999W", b"+9999", b"TZID=", b"x" * 3000, b"\xc3", b"CN=", b"=\r\n",
         b"-1SU", b"BYMONTH=13", b"1e999", b"\xe2\x80\xae", b"BEGIN:" * 50]  # fmt: skip


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_calendars_are_read_or_refused(times, seed):
    files = [path.read_bytes() for path in sorted(shared("data", "ics_corpus").rglob("*.ics"))] if times > 1000 else []
    slowest, answers = longest(spoilt([GOOD, *files], WORDS, times, seed, "file.ics"), "ics")

    assert (slowest < 2, True in answers) == (True, True)


@pytest.mark.parametrize("data", [
    b"BEGIN:VEVENT\n" * 15_000,
    b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 100_000,
    b"BEGIN:VEVENT\nSUMMARY:" + b"\\" * 2_000_000,
    b"BEGIN:VEVENT\nSUMMARY;X=" + b'"' * 1_000_000,
    b"BEGIN:VEVENT\nDESCRIPTION:" + b"x\n " * 500_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nCATEGORIES:" + b"a," * 500_000,
    b"BEGIN:VEVENT\nSUMMARY:" + b" - (by a " * 100_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nDESCRIPTION:Speaker: " + b"a and " * 200_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART:" + b"1" * 1_000_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nDESCRIPTION;ENCODING=QUOTED-PRINTABLE:" + b"x=\n" * 500_000,
    b"\r" * 3_000_000 + b"BEGIN:VEVENT",
    b"BEGIN:VTIMEZONE\nTZID:x\n" + b"BEGIN:STANDARD\nTZOFFSETTO:+0100\nDTSTART:19700101T000000\nEND:STANDARD\n" * 20_000
    + b"END:VTIMEZONE\n" + b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=x:20240101T000000\nEND:VEVENT\n" * 200,
], ids=lambda data: data[:24].decode(errors="replace"))  # fmt: skip
@pytest.mark.long
def test_what_is_large_on_purpose_takes_no_two_seconds(data):
    assert longest([OpenedFile(Path("file.ics"), data)], "ics")[0] < 2


OPENED = list[str]()
WATCHING = [False]


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Record what is opened while `WATCHING` is on."""
    if WATCHING[0] and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.listdir"):
        OPENED.append(str(arguments[0]))


def test_nothing_is_opened_outside_the_file():
    traps = vcalendar(
        vevent("ATTACH:file:///etc/passwd", "IMAGE:https://example.org/x.png", URL="file:///etc/passwd", UID="1"),
        bare("SUMMARY:x", "DTSTART;TZID=../../../../etc/passwd:20240425T090000"),
        bare("SUMMARY:y", "DTSTART;TZID=/etc/passwd:20240425T090000", "DESCRIPTION;ALTREP=\"http://example.org\":z"),
        "BEGIN:VTIMEZONE", "TZID:../x", "TZURL:http://example.org", "X-LIC-LOCATION:../../x", "END:VTIMEZONE",
    ).encode()  # fmt: skip
    longest(
        [OpenedFile(Path("file.ics"), GOOD), OpenedFile(Path("file.ics"), traps)], "ics"
    )  # all modules are imported by now
    sys.addaudithook(watch)
    WATCHING[0] = True
    try:
        answers = longest([OpenedFile(Path("file.ics"), traps)], "ics")[1]
    finally:
        WATCHING[0] = False

    assert (answers, [name for name in OPENED if "zoneinfo" not in name and "tzdata" not in name]) == ({True}, [])


SCHEDULE = schedule(
    day(
        room(
            "Hall",
            event(1, "One", date="2024-04-25T09:00:00+02:00", track="A", type="lecture", abstract="<p>x</p>",
                  language="en", url="https://example.org", inside=persons(person("Ada", id="7"), person("Bo"))
                  + '<links><link href="https://example.org">x</link></links><recording><optout>true</optout></recording>'),
            capacity="100",
        ),
        event(2, "Two", room="Lab", start="23:30", duration="2:00"),
        start="2024-04-25T08:00:00+02:00", end="2024-04-26T02:00:00+02:00",
    )
).encode()  # fmt: skip
OF_SCHEDULES = [b"<", b">", b"&", b'"', b"]]>", b"<!--", b"<!DOCTYPE x>", b"<day>", b"</day>", b"<event>", b"99:99",
         b"9999-12-31", b"0001-01-01", b"-1", b"\x00", b"\xff\xfe", b"T00:00:00+23:59", b"&#0;",
         b"&lt;p&gt;", b"  ", b"\xe2\x80\xae",
         b"2024-04-26", b"48:00", b"Z", b"id", b"guid", b"name", b"x" * 3000]  # fmt: skip


def plan_or_refusal(importing: Importing, data: bytes) -> bool:
    """Return True if there is a plan; after its change was made, the same file must plan nothing."""
    try:
        whole = importing.new(data)
    except EstradError:
        return False
    assert not importing.plan(whole, data, asked="Europe/Stockholm").change()
    return True


def test_the_good_file_is_good(importing):
    assert plan_or_refusal(importing, SCHEDULE)


def test_mutated_files_give_a_plan_or_a_refusal(importing):
    chance = Random(20240425)

    answers = [plan_or_refusal(importing, mutated(SCHEDULE, OF_SCHEDULES, chance)) for _ in range(1500)]

    assert {True, False} == set(answers)


NAMES = st.sampled_from(["start", "duration", "date", "title", "room", "track", "type", "language", "url", "subtitle"])
FIELDS = st.dictionaries(
    NAMES,
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
    | st.sampled_from(["24:00", "47:59", "00:00", "2024-04-25T23:59:59-12:00", "2200-12-31T23:59:00-23:59",
                       "1970-01-01T00:00:00+23:59", "2024-10-27T02:30:00", "48:00", "x" * 2500]),
)  # fmt: skip


@pytest.fixture(scope="module")
def one_importing(tmp_path_factory: pytest.TempPathFactory) -> Importing:
    """Return one importer for all examples of a test."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    return Importing(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(FIELDS, max_size=4))
def test_whatever_stands_in_the_fields_gives_a_plan_or_a_refusal(one_importing, fields):
    events = [event(n, told.pop("title", "T"), **told) for n, told in enumerate(fields)]
    plan_or_refusal(one_importing, schedule(day(room("Hall", *events))).encode())
