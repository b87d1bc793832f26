"""Tests of damaged calendars: each is read or refused quickly, and no other exception is raised."""

import sys
from pathlib import Path
from random import Random

import pytest

from planner.tables.opened_file import OpenedFile
from tests.importing.calendar_files import bare, vcalendar, vevent
from tests.importing.mutations import longest, mutated
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


def spoilt(data: bytes, times: int, seed: int) -> list[OpenedFile]:
    chance = Random(seed)
    return [OpenedFile(Path("file.ics"), mutated(data, WORDS, chance)) for _ in range(times)]


def test_spoilt_calendars_are_read_or_refused():
    slowest, answers = longest(spoilt(GOOD, 150, 1), "ics")

    assert (answers, slowest < 2) == ({True, False} if False in answers else {True}, True)


@pytest.mark.soak
def test_five_thousand_spoilt_calendars_are_read_or_refused():
    files = [GOOD, *(path.read_bytes() for path in sorted(shared("data", "ics_corpus").rglob("*.ics")))]
    slowest = max(longest(spoilt(files[n % len(files)], 1, n), "ics")[0] for n in range(5000))

    assert slowest < 2


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
