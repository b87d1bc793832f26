"""Tests of calendars, also those that we have sent ourselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.commands.conference import sample_conference
from planner.domain.entities import Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Kind, Role, Status
from planner.exporting.ics import to_ics
from planner.importing.incoming import IncomingStart
from planner.importing.matching import with_conference_rooms
from planner.importing.plan import Verdict
from planner.incoming_file import read_opened_file
from planner.programme.programme import programme
from planner.programme.release import Ledger, whole_part
from planner.tables.opened_file import OpenedFile
from planner.wording import wording
from tests import builders
from tests.builders import agenda, block, talk
from tests.calendars import sent
from tests.importing.calendar_files import bare, only, read, vcalendar, vevent, words
from tests.importing.mutations import SPOILT, longest, spoilt

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
NINE = datetime(2024, 4, 25, 9, tzinfo=timezone(timedelta(hours=2)))


def test_an_event_is_a_session_with_its_time_room_and_text():
    told = read(vcalendar("X-WR-CALNAME:The Conference", vevent(LOCATION="Hall", DESCRIPTION="One\\nTwo\\, three",
                                                                 URL="https://example.org/1")))  # fmt: skip

    session = only(told)
    assert (session.title, session.minutes, session.rooms, session.line) == ("A talk", 30, ("Hall",), 4)
    assert session.begin == IncomingStart(date(2024, 4, 25), NINE, 240)
    assert session.fields == {"title": "A talk", "abstract": "One\nTwo, three", "website": "https://example.org/1"}
    assert session.key == "the-conference/uid:1@example.org"
    assert (told.zone, told.conference["title"]) == ("Europe/Stockholm", "The Conference")
    assert ([(room.name, room.line) for room in told.rooms], [day.date for day in told.days]) == (
        [("Hall", 4)], [date(2024, 4, 25)])  # fmt: skip


@pytest.mark.parametrize("mangle", [
    lambda text: text.replace("\r\n", "\n").encode(),
    lambda text: text.replace("\r\n", "\r").encode(),
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.encode("utf-16"),
    lambda text: text.replace("SUMMARY", "SUM\r\n MARY").encode(),
    lambda text: text.replace("\r\n", "\r\n\r\n").encode(),
    lambda text: text.lower().replace("a talk", "A talk").replace("europe/stockholm", "Europe/Stockholm").encode(),
    lambda text: text.replace("BEGIN:VCALENDAR\r\n", "").replace("END:VCALENDAR\r\n", "").encode(),
    lambda text: text.replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "").encode(),
])  # fmt: skip
def test_it_is_read_however_its_lines_end(mangle):
    (session,) = read(mangle(vcalendar(vevent()))).sessions

    assert (session.title, session.begin.at, session.minutes) == ("A talk", NINE, 30)


def test_one_bad_event_loses_no_other():
    told = read(vcalendar(vevent(UID="1"), bare("UID:2", "SUMMARY:B", "DTSTART:tomorrow"), vevent(UID="3")))

    assert [session.key for session in told.sessions] == ["file/uid:1", "file/uid:3"]
    assert [(one.line, one.title, str(one.why.problem)) for one in told.refused] == [
        (9, "B", "“tomorrow” is no time as DTSTART.")]  # fmt: skip


def test_what_has_no_place_is_in_all_rooms_unless_something_else_is_on_then(importing):
    def at(start, minutes, *lines):
        return bare(f"SUMMARY:{start}", f"DTSTART:20240425T{start}00", f"DURATION:PT{minutes}M", *lines)

    told = read(vcalendar(
        "X-WR-TIMEZONE:Europe/Stockholm",
        at("0830", 30), at("0900", 60, "LOCATION:Hall"), at("0930", 60), at("1000", 30), at("1100", 30, "LOCATION:Lab"),
        at("1200", 30, "LOCATION:https://example.org/live"), at("1045", 30), at("1130", 30),
    ))  # fmt: skip
    after = importing.new(told)

    assert sorted((s.title, len(s.placement.rooms)) for s in after.sessions.values() if s.placement) == [
        ("0830", 0), ("0900", 1), ("1000", 0), ("1100", 1), ("1130", 0)]  # fmt: skip
    assert sorted(s.title for s in after.tray) == ["0930", "1045", "1200"]


def test_an_event_that_does_not_end_ends_where_the_next_begins():
    told = read("\n".join([
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:A", "BEGIN:VEVENT", "SUMMARY:B", "LOCATION:Hall",
        "BEGIN:VALARM", "SUMMARY:Wake up", "END:VALARM", "DURATION:PT5M", "END:VEVENT", "COMMENT:x"]))  # fmt: skip

    found = [(s.line, s.title, s.rooms, s.minutes) for s in told.sessions]
    assert (found, told.unmapped) == ([(2, "A", (), None), (4, "B", ("Hall",), 5)], {})


@pytest.mark.parametrize("inside", ["VALARM", "VLOCATION", "PARTICIPANT", "VRESOURCE"])
def test_what_stands_in_an_event_ends_it_not(inside):
    told = read(vcalendar(bare("UID:1", f"BEGIN:{inside}", "UID:x", "SUMMARY:x", f"END:{inside}", "SUMMARY:A talk")))

    assert [(s.title, s.key.endswith("1")) for s in told.sessions] == [("A talk", True)]


@pytest.mark.parametrize(("text", "line", "problem"), [
    (vcalendar("BEGIN:VTODO", "SUMMARY:x", "END:VTODO"), 3, "“file.ics” holds no event (VEVENT), but VTODO."),
    ("<iCalendar><vcalendar/></iCalendar>", 1, ""), ("<iCalendar>", 1, ""),
    ("<feed><title>start></title></feed>", 1, ""),
    ('<!DOCTYPE iCalendar [<!ENTITY x SYSTEM "file:///etc/passwd">]><iCalendar>&x;</iCalendar>', 1, ""),
])  # fmt: skip
def test_what_holds_no_event_is_refused_by_what_it_holds(text, line, problem):
    with pytest.raises(EstradError) as refused:
        read(text, "file.ics" if problem else "file.xml")

    assert (refused.value.line, problem in str(refused.value.problem)) == (line, True)


IN_STOCKHOLM = "DTSTART;TZID=Europe/Stockholm:20240425T090000"
SAID = {
    "letters of Windows": (vcalendar(vevent(SUMMARY="Räksmörgås – nu")).encode("cp1252"), ["Räksmörgås – nu"], [
        "Line 7 is not UTF-8; it is read as Windows writes western European letters."]),
    "a letter folded between its bytes": (
        vcalendar(vevent(SUMMARY="Smör")).encode().replace(b"Sm\xc3\xb6r", b"Sm\xc3\r\n \xb6r"), ["Smör"], []),
    "control characters": (vcalendar(vevent(SUMMARY="A\x00 talk")), ["A talk"], [
        "Line 7 holds control characters; they are left out."]),
    "a line that says nothing": (vcalendar(vevent("what is this")), ["A talk"], [
        "Line 8 says nothing that can be understood."]),
    "several calendars": (vcalendar(vevent(UID="1")) + vcalendar(vevent(UID="2")), ["A talk", "A talk"], [
        "The file holds 2 calendars; the events of all are taken together."]),
    "an end before the beginning": (
        vcalendar(bare("SUMMARY:x", "DTSTART:20240425T090000", "DTEND:20240425T080000")), ["x"], [
            "It ends before it begins."]),
    "a zone that nobody knows": (vcalendar(bare("SUMMARY:x", "DTSTART;TZID=Here:20240425T090000")), ["x"], [
        "Nobody knows the time zone “Here” of line 5; say which one it is."]),
    "UTC without a zone": (vcalendar(bare("SUMMARY:x", "DTSTART:20240425T070000Z")), ["x"], [
        "The file tells its times in UTC and names no time zone; choose that of the place."]),
    "all day": (vcalendar(bare("SUMMARY:x", "DTSTART;VALUE=DATE:20240425", "DTEND;VALUE=DATE:20240427")), ["x"], [
        "It lasts all day (2024-04-25) and has no time; it waits in “Not placed”."]),
    "three days": (vcalendar(bare("SUMMARY:x", "DTSTART:20240425T090000", "DTEND:20240428T090000")), [], [
        "It lasts 72 hours; a session ends on the following day at the latest."]),
    "what repeats": (vcalendar(vevent("RRULE:FREQ=SECONDLY")), ["A talk"], [
        "It repeats; it is taken once, at its first time."]),
    "two versions": (vcalendar(vevent(SEQUENCE="2", SUMMARY="New"), vevent(SEQUENCE="1", SUMMARY="Old")), ["New"], [
        "Old: The event on line 3 has the same key, and counts."]),
    "no title but a text": (
        vcalendar(vevent(UID="1", SUMMARY="", DESCRIPTION="First\\nSecond"), vevent(UID="2", SUMMARY=" ")), ["First"], [
            "The event has no title."]),
}  # fmt: skip
"""Calendars, the titles of their sessions, and the remarks, warnings and refusals."""


@pytest.mark.parametrize(("data", "titles", "said"), SAID.values(), ids=SAID)
def test_what_is_odd_is_said(data, titles, said):
    told = read(data)

    refused = [f"{one.title}: {one.why.problem}".removeprefix(": ").removeprefix("x: ") for one in told.refused]
    remarks = [*told.remarks, *told.warnings, *(remark for session in told.sessions for remark in session.remarks)]
    assert ([session.title for session in told.sessions], [*words(remarks), *refused]) == (titles, said)


NIGHT = "TZID=Europe/Stockholm:20240331T0"
OURS = ("BEGIN:VTIMEZONE", "TZID:Ours", "X-LIC-LOCATION:Europe/Oslo", "END:VTIMEZONE")
TIMED = {
    "UTC in the calendar's zone": (["X-WR-TIMEZONE:Europe/Stockholm", bare("SUMMARY:x", "DTSTART:20240425T070000Z")],
                                   "Europe/Stockholm", NINE, None),
    "UTC": ([bare("SUMMARY:x", "DTSTART:20240425T070000Z")], "", datetime(2024, 4, 25, 7, tzinfo=UTC), None),
    "floating": ([bare("SUMMARY:x", "DTSTART:20240425T070000")], "", datetime(2024, 4, 25, 7), None),
    "a zone that nobody knows": ([bare("SUMMARY:x", "DTSTART;TZID=Here:20240425T090000")],
                                 "", datetime(2024, 4, 25, 9), None),
    "a zone of its own that says where": ([*OURS, bare("SUMMARY:x", "DTSTART;TZID=Ours:20240425T090000")],
                                          "Europe/Oslo", NINE, None),
    "a night when the clocks change": (
        [bare("SUMMARY:x", f"DTSTART;{NIGHT}10000", f"DTEND;{NIGHT}40000")],
        "Europe/Stockholm", datetime(2024, 3, 31, 1, tzinfo=timezone(timedelta(hours=1))), 120),
    **{name: ([bare("SUMMARY:x", f"DTSTART;TZID={name}:20240425T090000")], zone, datetime(2024, 4, 25, 9,
              tzinfo=timezone(timedelta(hours=hours))), None) for name, zone, hours in (
        ('"Europe/Stockholm"', "Europe/Stockholm", 2), ("W. Europe Standard Time", "Europe/Berlin", 2),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Stockholm", "Europe/Stockholm", 2),
        ("/example.org/2007/America/Argentina/Salta", "America/Argentina/Salta", -3))},
}  # fmt: skip
"""What stands in a calendar, its zone, and the start and the minutes of its only session."""


@pytest.mark.parametrize(("inside", "zone", "start", "minutes"), TIMED.values(), ids=TIMED)
def test_a_time_is_that_of_its_zone(inside, zone, start, minutes):
    told = read(vcalendar(*inside))

    assert (told.zone, only(told).begin.at, only(told).minutes) == (zone, start, minutes)


@pytest.mark.parametrize(("events", "name", "keys"), [
    ([vevent("RRULE:FREQ=DAILY"), vevent("RECURRENCE-ID:20240426T070000Z", SUMMARY="Moved")], "file.ics",
     ["file/uid:1@example.org", "file/uid:1@example.org@20240426T070000Z"]),
    ([vevent(SUMMARY="One"), vevent(SUMMARY="Two")], "file.ics",
     ["file/uid:1@example.org×1", "file/uid:1@example.org×2"]),
    ([vevent(UID="")], "file.ics", ["file/title:A talk#1"]),
    ([vevent()], "schedule (2).ics", ["schedule/uid:1@example.org"]),
], ids=["a series", "one id for two", "no id", "a copy of a download"])  # fmt: skip
def test_a_session_has_a_key_of_its_own(events, name, keys):
    told = read(vcalendar(*events), name)

    assert [session.key for session in told.sessions] == keys
    assert [session.named for session in told.sessions] == ["title:" in key for key in keys]


HTML = "X-ALT-DESC;FMTTYPE=text/html:<p>One</p><p>Two</p>"


@pytest.mark.parametrize(("event", "told"), [
    (vevent(LOCATION="https://example.org/live"), {"stream": "https://example.org/live"}),
    (vevent(HTML), {"abstract": "One\n\nTwo"}),
    (vevent(HTML, DESCRIPTION="Text"), {"abstract": "Text"}),
    (vevent(DESCRIPTION="https://example.org/1", URL="https://example.org/1"), {"website": "https://example.org/1"}),
], ids=["a place in the web", "HTML without a text", "HTML beside one", "an address alone"])  # fmt: skip
def test_what_an_event_says_is_told_once(event, told):
    assert (only(read(vcalendar(event))).fields, only(read(vcalendar(event))).rooms) == (
        {"title": "A talk", **told},
        (),
    )


# times -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "minutes"), [
    (["DURATION:PT1H30M"], 90),
    (["DURATION:-PT1H"], None),
    (["DTEND;TZID=Europe/Stockholm:20240425T093000"], 30),
    (["DTEND:20240425T080000Z"], 60),
    (["DTEND:20240425T100000"], 60),
    ([], None),
])  # fmt: skip
def test_its_length_is_what_passes_from_start_to_end(lines, minutes):
    assert only(read(vcalendar(bare(IN_STOCKHOLM, "SUMMARY:x", *lines)))).minutes == minutes


@pytest.mark.parametrize(("written", "hours"), [("20240425", 2), ("20240101", 1), ("20241026", 2), ("20241027", 1)])
def test_a_zone_of_the_file_s_own_counts_as_its_rules_do(written, hours):
    told = read(vcalendar(
        "BEGIN:VTIMEZONE", "TZID:Ours",
        "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT", "END:VTIMEZONE", bare("SUMMARY:x", f"DTSTART;TZID=Ours:{written}T090000"),
    ))  # fmt: skip

    assert (told.zone, only(told).begin.at.utcoffset(), told.warnings) == ("", timedelta(hours=hours), ())


@pytest.mark.parametrize("since", ["19701101", "20240101"])
@pytest.mark.parametrize(
    ("rule", "change"),
    [("1SU", "20241103"), ("2SU", "20241110"), ("SU", "20241103"), ("-1SU", "20241124"), ("-2SU", "20241117")],
)
def test_a_zone_of_the_file_s_own_changes_in_the_week_that_it_names(since, rule, change):
    def hours(written):
        told = read(vcalendar(
            "BEGIN:VTIMEZONE", "TZID:Ours",
            "BEGIN:STANDARD", f"DTSTART:{since}T020000", "TZOFFSETTO:+0100",
            f"RRULE:FREQ=YEARLY;BYDAY={rule};BYMONTH=11", "END:STANDARD",
            "BEGIN:DAYLIGHT", "DTSTART:19700401T020000", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4",
            "END:DAYLIGHT", "END:VTIMEZONE", bare("SUMMARY:x", f"DTSTART;TZID=Ours:{written}"),
        ))  # fmt: skip
        return only(told).begin.at.utcoffset() // timedelta(hours=1)

    assert [hours(f"{change}T{time}") for time in ("010000", "030000")] == [2, 1]


def test_all_times_are_told_in_the_zone_of_most():
    told = read(vcalendar(vevent(UID="1"), vevent(UID="2"), bare("UID:3", "SUMMARY:x", "DTSTART:20240425T100000Z"),
                          bare("UID:4", "SUMMARY:x", "DTSTART;TZID=Europe/London:20240425T100000")))  # fmt: skip

    assert (told.zone, [one.begin.at.hour for one in told.sessions]) == ("Europe/Stockholm", [9, 9, 12, 11])


def test_the_small_hours_belong_to_an_evening_on_which_something_was():
    late, party = ["SUMMARY:Late", "DTSTART:20240426T010000"], ["SUMMARY:Party", "DTSTART:20240425T210000"]

    assert only(read(vcalendar(bare(*late)))).begin.day == date(2024, 4, 26)
    assert {s.begin.day for s in read(vcalendar(bare(*late), bare(*party))).sessions} == {date(2024, 4, 25)}


# contents ----------------------------------------------------------------------------------------------------


def test_categories_are_track_kind_and_tags():
    told = read(vcalendar(vevent(UID="1", CATEGORIES="2024,Security,Workshop,Beginner\\, slow"),
                          vevent(UID="2", CATEGORIES="2024,Web")))  # fmt: skip

    assert [(session.track, session.kind, session.fields["tags"]) for session in told.sessions] == [
        ("Security", Kind.WORKSHOP, ("2024", "Beginner, slow")), ("Web", None, ("2024",)),
    ]  # fmt: skip
    assert [track.name for track in told.tracks] == ["Security", "Web"]


def test_what_all_places_end_with_is_the_venue():
    told = read(vcalendar(*(vevent(UID=room, LOCATION=f"{room}\\, The House\\, 1 High Street") for room in "AB")))

    assert [session.rooms for session in told.sessions] == [("A",), ("B",)]
    assert told.venue == {"name": "The House", "address": "1 High Street"}


def test_people_are_those_who_are_named_beyond_doubt():
    told = read(vcalendar(vevent(
        'ATTENDEE;CN="Ada Ek";ROLE=CHAIR:mailto:ada@example.org', "ATTENDEE;CN=Room 1;CUTYPE=ROOM:mailto:r@example.org",
        "ATTENDEE;CN=Guest;ROLE=OPT-PARTICIPANT:mailto:g@example.org", "ATTENDEE:mailto:x@example.org",
        "ATTENDEE;CN=No;PARTSTAT=DECLINED:mailto:n@example.org",
        DESCRIPTION="Speakers: Bo Ahl\\, Cy Dee and Åsa Öst\\n\\nText")))  # fmt: skip

    assert only(told).people == (
        ("file/name:ada ek", Role.MODERATOR), ("file/name:bo ahl", Role.SPEAKER),
        ("file/name:cy dee", Role.SPEAKER), ("file/name:åsa öst", Role.SPEAKER),
    )  # fmt: skip
    assert (told.people[0].name, told.people[0].fields) == ("Ada Ek", {"email": "ada@example.org"})
    assert told.unmapped == {"ATTENDEE": 4}


PRETALX = "PRODID:-//pretalx//example.org//"


@pytest.mark.parametrize(("program", "title", "left", "names", "kind"), [
    ("", "On bees (talk by Ada Ek)", "On bees", ["Ada Ek"], Kind.TALK),
    ("", "On bees (workshop by Ada Ek and Bo Ahl)", "On bees", ["Ada Ek", "Bo Ahl"], Kind.WORKSHOP),
    ("", "Step (by step)", "Step (by step)", [], None),
    ("", "Side (by 12 metres)", "Side (by 12 metres)", [], None),
    ("", "On bees", "On bees", [], None),
    ("", "Lunch", "Lunch", [], Kind.MEAL),
    (PRETALX, "Bees - a life - Ada Ek\\, Bo Ahl", "Bees - a life", ["Ada Ek", "Bo Ahl"], None),
    (PRETALX, "Fair - ", "Fair", [], None),
    (PRETALX, "Fair", "Fair", [], None),
])  # fmt: skip
def test_a_title_may_say_by_whom_and_what_it_is(program, title, left, names, kind):
    told = read(vcalendar(program, vevent(SUMMARY=title)))

    assert (only(told).title, [p.name for p in told.people], only(told).kind) == (left, names, kind)


@pytest.mark.parametrize(("head", "said", "status"), [
    ("METHOD:PUBLISH", "CANCELLED", Status.CANCELLED), ("METHOD:CANCEL", "", Status.CANCELLED),
    ("METHOD:PUBLISH", "TENTATIVE", Status.DRAFT), ("METHOD:PUBLISH", "CONFIRMED", Status.CONFIRMED),
    ("METHOD:PUBLISH", "", None),
])  # fmt: skip
def test_its_status_is_ours(head, said, status):
    assert only(read(vcalendar(head, vevent(STATUS=said)))).fields.get("status") == status


def test_another_status_is_told_by_its_name(importing):
    whole = importing.new(read(vcalendar(vevent(STATUS="CONFIRMED"))))
    plan = importing.plan(whole, read(vcalendar(vevent(STATUS="CANCELLED"))))

    assert [str(text) for row in plan.rows for text in row.texts] == ["status: Planned → Cancelled"]


def test_what_has_no_place_here_is_counted():
    assert read(vcalendar(vevent("X-LEVEL:2"), "BEGIN:VTODO", "END:VTODO")).unmapped == {"VTODO": 1, "X-LEVEL": 1}


def test_it_looks_up_between_every_few_events():
    steps = read_opened_file(
        OpenedFile(Path("file.ics"), vcalendar(*(vevent(UID=str(n)) for n in range(1000))).encode())
    )

    assert sum(1 for _ in steps) > 150


def test_an_event_in_xml_is_a_session():
    told = read(PENTABARF, "file.xcal")

    found = only(told)
    assert (found.title, found.begin.at, found.minutes, found.rooms) == ("On bees", NINE, 40, ("Hall",))
    assert (found.track, found.line, found.key) == ("Nature", 4, "the-conference/uid:17@conf@pentabarf.org")
    assert found.fields == {"title": "On bees", "subtitle": "A life", "language": "en-US", "abstract": "One\n\nTwo"}
    assert found.people == tuple((f"the-conference/name:{name}", Role.SPEAKER) for name in ("ada ek", "bo ahl"))
    assert [person.name for person in told.people] == ["Ada Ek", "Bo Ahl"]
    assert [day.date for day in told.days] == [date(2024, 4, 25)]
    assert (told.zone, told.unmapped) == ("", {"URL": 1})


def test_the_description_of_a_calendar_in_xml_is_its_name_in_files_of_pentabarf_alone():
    other = PENTABARF.replace(' xmlns:pentabarf="http://pentabarf.org"', "").replace("pentabarf:", "p-").replace(
        "<vevent>", "<x-wr-calname>Bee days</x-wr-calname><vevent>")  # fmt: skip

    told = read(other, "file.xcal")

    assert (told.conference["title"], told.conference["description"]) == ("Bee days", "The Conference")


@pytest.mark.parametrize(("written", "at"), [
    ("<dtstart>20240425T090000</dtstart>", datetime(2024, 4, 25, 9)),
    ("<dtstart>20240425T070000Z</dtstart>", NINE),
    ("<dtstart>20240425</dtstart>", None),
    ("", None),
])  # fmt: skip
def test_a_start_is_read_in_each_of_its_forms(written, at):
    (one,) = read(
        f"<iCalendar><vcalendar><vevent><summary>x; y, z</summary>{written}</vevent></vcalendar></iCalendar>"
    ).sessions

    assert (one.title, one.begin and one.begin.at) == ("x; y, z", at)


WORDS = [b"<", b">", b"&", b"]]>", b"<!--", b"<!DOCTYPE x>", b"<vevent>", b"</vevent>", b"9999-12-31", b"\x00", b"Z",
         b"\xff\xfe", b"+23:59", b"&#0;", b"99:99", b"P9W", b"x" * 3000, b"</text>", b"<tzid>../x</tzid>"]  # fmt: skip


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_ones_are_read_or_refused(times, seed):
    assert longest(spoilt([PENTABARF.encode()], WORDS, times // 3, seed, "file.xml"), "xcal")[0] < 2


# our own --------------------------------------------------------------------------------------------------


NAMED = {Role.SPEAKER, Role.PANELLIST, Role.HOST, Role.MODERATOR}


@pytest.fixture(scope="module", params=["en", "sv"])
def sample(request):
    """Return the sample conference in one of our languages."""
    numbers = count(1)
    found = sample_conference(lambda: f"{next(numbers):032x}")
    return replace(found, conference=replace(found.conference, language=request.param))


def exported(agenda, part=None):
    """Return the calendar of a part, or of the whole, as it is sent."""
    shown, words = programme(agenda), wording(agenda.conference.language)
    return to_ics(shown, sent(Ledger(), agenda, part or whole_part(shown)), words, part=part)


def shown_sessions(agenda):
    """Yield what attendees see of each placed session.

    That is title, local time, minutes, rooms, kind, track, status and who is named.
    """
    for session, placement in agenda.placed:
        people = {(agenda.people[a.person].name, a.role) for a in session.people if a.role in NAMED and a.is_expected}
        yield (
            session.title, placement.span.start_datetime, placement.span.minutes, agenda.room_names(placement.rooms),
            session.kind, agenda.tracks[session.track].name if session.track else "", session.status, people,
        )  # fmt: skip


def read_sessions(agenda, told):
    """Yield the same of the sessions that a file tells."""
    names, zone = {person.key: person.name for person in told.people}, ZoneInfo(agenda.conference.timezone)
    for one in told.sessions:
        yield (
            one.title, one.begin.at.astimezone(zone).replace(tzinfo=None), one.minutes, one.rooms, one.kind,
            one.track, one.fields.get("status"), {(names[key], role) for key, role in one.people},
        )  # fmt: skip


def test_the_sample_s_calendar_gives_the_sample_s_placed_sessions(sample):
    told = read(exported(sample))
    of_here = with_conference_rooms(told, sample)

    expected = [said for said in shown_sessions(sample) if said[6] is not Status.CANCELLED]
    assert sorted(read_sessions(sample, of_here), key=str) == sorted(expected, key=str)
    assert (told.conference["title"], told.zone) == (sample.conference.title, sample.conference.timezone)
    assert (told.refused, told.unmapped, told.venue["name"]) == ((), {}, sample.venue.name)


def test_two_rooms_or_a_place_of_its_own_and_speakers_in_the_title_are_known(sample, importing):
    rooms = {room.id: room.name for room in sample.rooms_in_order[:2]}
    talk, other = [session for session, placement in sample.placed if placement.rooms][:2]
    changed = {one.id: replace(one, placement=replace(one.placement, rooms=tuple(rooms), place=place))
               for one, place in ((talk, ""), (other, "The stairs"))}  # fmt: skip
    conference = replace(sample.conference, speakers_in_title=True)
    agenda = replace(sample, sessions={**sample.sessions, **changed}, conference=conference)

    told = with_conference_rooms(read(exported(agenda)), agenda)

    assert [session.rooms for session in told.sessions if session.title in (talk.title, other.title)] == [
        tuple(rooms.values())] * 2  # fmt: skip
    assert {room.name for room in told.rooms} <= {room.name for room in agenda.rooms.values()}
    assert sorted(session.title for session in told.sessions) == sorted(session.title for session, _ in agenda.placed)


def test_a_calendar_of_ours_that_comes_back_changes_nothing_of_what_stands_in_it(sample, importing):
    plan, after = importing.taken(sample, read(exported(sample)))

    assert [row.title for row in plan.rows if row.verdict is Verdict.NEW and row.what is Session] == []
    assert (after.sessions.keys(), after.rooms.keys()) == (sample.sessions.keys(), sample.rooms.keys())
    assert [(s.id, s.title, placement) for s, placement in after.placed] == [
        (s.id, s.title, placement) for s, placement in sample.placed]  # fmt: skip


def test_the_entry_of_a_block_in_our_calendar_that_comes_back_is_no_session_of_here(importing):
    plan = agenda(
        block("a", "hall", "09:00-11:00", one_entry=True),
        talk("bees", "hall", "09:00-09:30", block="a"),
        talk("late", "hall", "12:00-12:30", block="a", abstract="About it."),
    )

    told = read(exported(plan))

    after = importing.into(plan, told)
    assert [(one.id, one.abstract, one.block) for one in after.sessions.values()] == [
        ("bees", "", "a"), ("late", "About it.", "a"),
    ]  # fmt: skip
    assert told.unmapped == {}
    assert [one.title for one in importing.new(told).sessions.values()] == ["A", "Late"]


def test_a_room_that_our_calendar_names_by_a_place_alone_is_the_room_of_here(importing):
    plan = agenda(talk("bees", "hall", "09:00-10:00", place="Foyer"))

    after = importing.into(plan, read(exported(plan)))

    assert (after.sessions["bees"].placement, after.rooms.keys()) == (
        plan.sessions["bees"].placement,
        plan.rooms.keys(),
    )


@pytest.mark.parametrize("track", ["Film", "Workshops", "Industry Meeting", "Research"])
def test_a_track_of_ours_stays_one_whatever_its_name(importing, track):
    plan = agenda(builders.track("law", name=track), talk("a", "hall", "09:00-09:30", track="law", kind=Kind.PANEL))
    made = programme(plan)
    (told,) = read(to_ics(made, sent(Ledger(), plan), wording("en"))).sessions
    assert (told.track, told.kind) == (track, Kind.PANEL)
