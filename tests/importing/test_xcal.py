"""Tests of calendars in XML, of the standard and of Pentabarf, and of agendas as feeds."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest

from planner.domain.enums import Role, Status
from planner.domain.errors import EstradError
from planner.tables.opened_file import OpenedFile
from tests.importing.calendar_files import only, read, words
from tests.importing.mutations import longest, mutated

STANDARD = """<?xml version="1.0" encoding="utf-8"?>
<icalendar xmlns="urn:ietf:params:xml:ns:icalendar-2.0"><vcalendar>
<properties><x-wr-calname><text>The Conference</text></x-wr-calname></properties>
<components><vevent><properties>
<uid><text>A1@example.org</text></uid>
<dtstart><parameters><tzid><text>Europe/Stockholm</text></tzid></parameters><date-time>2024-04-25T09:00:00</date-time></dtstart>
<duration><duration>PT45M</duration></duration>
<summary><text>On bees</text></summary>
<location><text>Hall</text></location>
<categories><text>Nature</text><text>Workshop</text></categories>
<attendee><parameters><cn><text>Ada Ek</text></cn></parameters><cal-address>mailto:a@x.org</cal-address></attendee>
<status><text>CANCELLED</text></status>
<x-level><text>2</text></x-level>
</properties></vevent></components>
</vcalendar></icalendar>
"""
PENTABARF = """<?xml version="1.0" encoding="UTF-8"?>
<iCalendar xmlns:xCal="urn:ietf:params:xml:ns:xcal" xmlns:pentabarf="http://pentabarf.org"><vcalendar>
<x-wr-caldesc>The Conference</x-wr-caldesc>
<vevent>
<uid>17@conf@pentabarf.org</uid>
<pentabarf:event-id>17</pentabarf:event-id>
<pentabarf:title>On bees</pentabarf:title><pentabarf:subtitle>A life</pentabarf:subtitle>
<pentabarf:language-code>en_US</pentabarf:language-code><pentabarf:track>Nature</pentabarf:track>
<pentabarf:start>2024-04-25 09:00:00 +0200</pentabarf:start><pentabarf:end>2024-04-25 09:40:00 +0200</pentabarf:end>
<dtstart>20240425T090000</dtstart><dtend>20240425T094000</dtend><duration>00:40:00:00</duration>
<summary>On bees- A life</summary><description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</description>
<url>https:/example.org/17</url><location>Hall</location><attendee>Ada Ek</attendee><attendee>Bo Ahl</attendee>
</vevent></vcalendar></iCalendar>
"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:agenda="urn:x">
<title>The Conference</title><link href="https://example.org/"/>
<entry><title>On bees</title><id>urn:1</id><summary>&lt;p&gt;One&lt;/p&gt;</summary><agenda:room>Hall</agenda:room>
<agenda:lang>English</agenda:lang><agenda:start>2024-04-25T09:00:00+02:00</agenda:start>
<agenda:end>2024-04-25T09:40:00+02:00</agenda:end><agenda:speaker id="urn:a">Ada Ek</agenda:speaker>
<agenda:speaker id="urn:b"/></entry></feed>
"""
NINE = datetime(2024, 4, 25, 9, tzinfo=timezone(timedelta(hours=2)))


def test_an_event_of_the_standard_is_a_session():
    told = read(STANDARD, "file.xml")

    session = only(told)
    assert (session.title, session.begin.at, session.minutes, session.rooms) == ("On bees", NINE, 45, ("Hall",))
    assert (session.track, session.kind, session.told["status"]) == ("Nature", "workshop", Status.CANCELLED)
    assert (session.key, session.people) == (
        "the-conference/uid:a1@example.org", (("the-conference/name:ada ek", Role.SPEAKER),))  # fmt: skip
    assert (told.zone, told.conference, told.unmapped) == (
        "Europe/Stockholm", {"title": "The Conference"}, {"x-level": 1})  # fmt: skip


def test_an_event_of_pentabarf_is_a_session():
    told = read(PENTABARF, "file.xcal")

    session = only(told)
    assert (session.title, session.begin.at, session.minutes, session.rooms) == ("On bees", NINE, 40, ("Hall",))
    assert (session.track, session.line, session.known_as) == ("Nature", 4, ("the-conference/id:17",))
    assert session.told == {"title": "On bees", "subtitle": "A life", "language": "en-US", "abstract": "One\n\nTwo"}
    assert [person.name for person in told.people] == ["Ada Ek", "Bo Ahl"]
    assert (told.zone, told.unmapped) == ("", {"url": 1})


@pytest.mark.parametrize(("written", "at"), [
    ("<dtstart>20240425T090000</dtstart>", datetime(2024, 4, 25, 9)),
    ("<dtstart><date-time>2024-04-25T09:00:00</date-time></dtstart>", datetime(2024, 4, 25, 9)),
    ("<dtstart><date-time>2024-04-25T07:00:00Z</date-time></dtstart>", NINE),
    ("<dtstart><date>2024-04-25</date></dtstart>", None),
    ("", None),
])  # fmt: skip
def test_a_start_is_read_in_each_of_its_forms(written, at):
    told = read(f"<iCalendar><vcalendar><vevent><summary>x</summary>{written}</vevent></vcalendar></iCalendar>")

    assert (only(told).begin and only(told).begin.at) == at


def test_a_zone_that_nobody_knows_is_asked_for():
    told = read(STANDARD.replace("Europe/Stockholm", "Here"), "file.xml")

    assert (told.zone, words(told.warnings)) == (
        "", ["Nobody knows the time zone “Here” of line 6; say which one it is."])  # fmt: skip


def test_an_entry_of_a_feed_is_a_session():
    told = read(FEED, "file.xml")

    session = only(told)
    assert (session.title, session.begin.at, session.minutes, session.rooms) == ("On bees", NINE, 40, ("Hall",))
    assert (session.told["language"], session.key) == ("en", "the-conference/id:urn:1")
    assert [(person.name, person.key) for person in told.people] == [("Ada Ek", "the-conference/id:urn:a")]
    assert told.unmapped == {"speaker": 1}
    assert [day.date for day in told.days] == [date(2024, 4, 25)]


@pytest.mark.parametrize("text", [
    "<iCalendar><vcalendar/></iCalendar>", "<iCalendar>", "<feed><title>start></title></feed>",
    '<!DOCTYPE iCalendar [<!ENTITY x SYSTEM "file:///etc/passwd">]><iCalendar>&x;</iCalendar>',
])  # fmt: skip
def test_what_holds_no_event_is_refused(text):
    with pytest.raises(EstradError) as refused:
        read(text, "file.xml")

    assert refused.value.line == 1


def test_an_event_that_cannot_be_one_loses_no_other():
    told = read(FEED.replace("</entry>", "</entry>\n<entry><title>x</title><start>soon</start></entry>", 1), "file.xml")

    assert (only(told).title, [(refusal.line, refusal.title) for refusal in told.refused]) == ("On bees", [(7, "x")])


WORDS = [b"<", b">", b"&", b"]]>", b"<!--", b"<!DOCTYPE x>", b"<vevent>", b"</vevent>", b"9999-12-31", b"\x00", b"Z",
         b"\xff\xfe", b"+23:59", b"&#0;", b"99:99", b"P9W", b"x" * 3000, b"</text>", b"<tzid>../x</tzid>"]  # fmt: skip


def spoilt(times: int, seed: int) -> list[tuple[str, OpenedFile]]:
    chance, files = Random(seed), (("xcal", STANDARD), ("xcal", PENTABARF), ("atom", FEED))
    return [(kind, OpenedFile(Path("file.xml"), mutated(text.encode(), WORDS, chance)))
            for kind, text in (files[n % 3] for n in range(times))]  # fmt: skip


def test_spoilt_ones_are_read_or_refused():
    assert max(longest([opened], kind)[0] for kind, opened in spoilt(150, 1)) < 2


@pytest.mark.soak
def test_five_thousand_spoilt_ones_are_read_or_refused():
    assert max(longest([opened], kind)[0] for kind, opened in spoilt(5000, 2)) < 2
