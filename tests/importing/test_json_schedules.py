"""Tests of schedule.json, with days and rooms or with a list of events, in each of its forms."""

from datetime import date, datetime, timedelta, timezone

import pytest

from planner.domain.enums import Kind, Role, Status
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Extra, Link
from planner.importing.incoming import (
    Incoming,
    IncomingDay,
    IncomingPerson,
    IncomingRoom,
    IncomingSession,
    IncomingStart,
    IncomingTrack,
)
from planner.importing.sources.schedule_xml import read_schedule
from tests.importing.json_files import refusal, told
from tests.importing.schedules import HEAD, Importing, day, event, person, persons, room, schedule, written

SUMMER = timezone(timedelta(hours=2))
THURSDAY = date(2024, 4, 25)
HALL_AT_NINE = {"id": 7, "guid": "G-1", "title": "A talk", "date": "2024-04-25T09:00:00+02:00", "start": "09:00",
                "duration": "00:30", "room": "Hall", "persons": []}  # fmt: skip


def an_event(**fields):
    return {**HALL_AT_NINE, **fields}


def a_day(*events, **fields):
    rooms = {}
    for one in events:
        rooms.setdefault(one.get("room", ""), []).append(one)
    return {"index": 1, "date": "2024-04-25", "rooms": rooms, **fields}


def a_schedule(*days, **conference):
    head = {"title": "The Conference", "acronym": "conf", "time_zone_name": "Europe/Stockholm", **conference}
    return {
        "schedule": {"version": "1", "base_url": "https://example.org/", "conference": {**head, "days": list(days)}}
    }


def only(incoming):
    (session,) = incoming.sessions
    return session


def test_a_whole_schedule():
    content = a_schedule(
        a_day(
            an_event(
                slug="conf-7-a-talk", url="/talk/7", subtitle="Under it", track="Deep", type="lecture",
                language="de_CH",
                abstract="<p>Short</p><p>and sweet</p>", description="Long", do_not_record=True, logo="/a.png",
                links=[{"url": "https://example.com", "title": "More"}],
                attachments=[{"url": "/slides.pdf", "title": "Slides"}],
                persons=[{"id": 3, "code": "ABC", "public_name": "Ada Lund", "biography": "Counts.",
                          "answers": [{"question": {"question": "Company"}, "answer": "Engines"}]}],
                answers=[{"question": 12, "answer": "no words for this"},
                         {"question": {"question": {"en": "Level"}}, "answer": "Hard"}],
            ),
            day_start="2024-04-25T08:00:00+02:00", day_end="2024-04-26T02:00:00+02:00",
        ),
        tracks=[{"name": "Deep", "color": "#c2304f"}], rooms=[{"name": "Hall", "guid": "R-1", "capacity": 120}],
        url="https://conf.example.org", colors={"primary": "#0f8f83"}, daysCount=1,
    )  # fmt: skip

    assert told(content) == Incoming(
        name="x.json",
        namespace="conf",
        conference={"title": "The Conference", "acronym": "conf", "website": "https://conf.example.org",
                    "programme_page": "https://example.org/", "colour": "teal"},
        venue={},
        zone="Europe/Stockholm",
        days=(IncomingDay(28, THURSDAY, 480, 26 * 60),),
        rooms=(IncomingRoom(16, "Hall", 120),),
        tracks=(IncomingTrack(10, "Deep", "crimson"),),
        people=(
            IncomingPerson(42, "conf/id:3", "Ada Lund", "Counts.", told={"extra": (Extra("Company", "Engines"),)}),
        ),
        sessions=(
            IncomingSession(
                line=33, key="conf/guid:g-1", title="A talk",
                told={"title": "A talk", "subtitle": "Under it", "abstract": "Short\n\nand sweet",
                      "description": "Long", "language": "de-CH", "website": "https://example.org/talk/7",
                      "do_not_record": True,
                      "links": (Link("https://example.com", "More"), Link("https://example.org/slides.pdf", "Slides")),
                      "extra": (Extra("Level", "Hard"),)},
                kind=Kind.TALK, track="Deep", rooms=("Hall",), people=(("conf/id:3", Role.SPEAKER),),
                begin=IncomingStart(THURSDAY, datetime(2024, 4, 25, 9, tzinfo=SUMMER), 120, 540), minutes=30,
                known_as=("conf/id:7", "conf/slug:conf-7-a-talk"),
            ),
        ),
        refused=(),
        unmapped={"answers": 1, "logo": 1},
    )  # fmt: skip


def test_events_of_the_second_version_stand_in_a_list():
    content = {"schedule": {
        "conference": {"title": "C", "time_zone_name": "Europe/Stockholm",
                       "tracks": [{"name": "Deep", "slug": "deep", "colors": {"light": "#c2304f"}}],
                       "rooms": [{"name": "Hall", "slug": "hall", "guid": "R"}],
                       "days": [{"index": 1, "start": "2024-04-25T07:00:00+00:00", "end": "2024-04-26T03:00:00+02:00",
                                 "date": "2024-04-25"}]},
        "events": [
            {"guid": "G", "code": "X", "start": "2024-04-26T00:15:00+02:00", "duration": "PT1H30M",
             "title": {"de": "Nachts"}, "room": {"slug": "hall"}, "track": {"slug": "deep"}, "type": "WORKSHOP",
             "state": "CANCELED",
             "participants": [{"guid": "P", "name": "Ada", "role": "SPEAKER"}, {"guid": "Q", "role": "moderator"},
                              {"guid": "Z", "name": "Zoe", "role": "CONTRIBUTOR"}]},
        ],
        "persons": [{"guid": "P", "name": "Ada", "biography": "Counts.",
                     "links": [{"url": "https://example.org/@ada", "service": "MASTODON"}]},
                    {"guid": "Q", "name": "Bo"}],
    }}  # fmt: skip

    found = told(content)
    session = only(found)
    assert (session.key, session.title, session.kind, session.track) == ("c/guid:g", "Nachts", Kind.WORKSHOP, "Deep")
    assert session.begin == IncomingStart(THURSDAY, datetime(2024, 4, 26, 0, 15, tzinfo=SUMMER), 180)
    assert (session.minutes, session.rooms, session.told["status"]) == (90, ("Hall",), Status.CANCELLED)
    assert session.people == (("c/guid:p", Role.SPEAKER), ("c/guid:q", Role.MODERATOR))
    assert found.people[0].told == {"links": (Link("https://example.org/@ada", "Mastodon"),)}
    assert [person.name for person in found.people] == ["Ada", "Bo"]
    assert found.tracks == (IncomingTrack(7, "Deep", "crimson"),)
    assert found.days == (IncomingDay(23, THURSDAY, 540, 27 * 60),)
    assert found.unmapped == {"persons/role=contributor": 1}


def test_the_same_schedule_as_xml_and_as_json_is_the_same_conference(tmp_path):
    xml = schedule(day(room("Hall", event(7, "A talk", date="2024-04-25T09:00:00+02:00", attributes='guid="G-1"',
                                          inside=persons(person("Ada", id="3"))))), head=HEAD)  # fmt: skip
    importing = Importing(tmp_path)
    whole = importing.new(run_to_end(read_schedule(written(tmp_path / "s.xml", xml))))

    found = told(a_schedule(a_day(an_event(persons=[{"id": 3, "name": "Ada"}]))))
    again = [session for session in found.sessions if session.key in {s.origin for s in whole.sessions.values()}]
    assert len(again) == 1
    assert {person.key for person in found.people} == {person.origin for person in whole.people.values()}


def test_what_has_neither_type_nor_people_is_told_by_its_title():
    found = told(a_schedule(a_day(an_event(), an_event(id=8, guid="G-2", title="Lunch", start="12:00", date=""))))

    assert [(session.title, session.kind) for session in found.sessions] == [("A talk", None), ("Lunch", Kind.MEAL)]


# times ---------------------------------------------------------------------------------------------------


def test_a_clock_alone_belongs_to_its_day_and_the_night_after_it():
    early = an_event(date="", start="01:30")

    assert only(told(a_schedule(a_day(early)))).begin == IncomingStart(THURSDAY, datetime(2024, 4, 26, 1, 30), 240)


def test_bounds_of_a_day_in_utc_are_those_of_the_venue():
    bounds = {"day_start": "2024-04-24T22:00:00Z", "day_end": "2024-04-25T21:59:59Z", "date": "2024-04-24"}
    found = told(a_schedule(a_day(an_event(), **bounds)))

    assert [day.date for day in found.days] == [THURSDAY]
    assert only(found).begin == IncomingStart(THURSDAY, datetime(2024, 4, 25, 9, tzinfo=SUMMER), 240, 540)


def test_a_day_without_a_date_is_counted_from_the_first():
    found = told(a_schedule({"index": 2, "rooms": {"Hall": [an_event(date="")]}}, start="2024-04-25"))

    assert only(found).begin == IncomingStart(date(2024, 4, 26), datetime(2024, 4, 26, 9), 240)


def test_a_clock_beside_another_time_is_told():
    (remark,) = only(told(a_schedule(a_day(an_event(start="10:00"))))).remarks

    assert str(remark) == "It begins at 10:00 by its start, but its date counts: 2024-04-25T09:00:00+02:00."


@pytest.mark.parametrize(
    ("lengths", "minutes"),
    [
        (["00:45"], [45]),
        (["0:45:00"], [45]),
        (["1:06:00", "00:30"], [30 * 60, 30]),
        (["01:00:00", "00:30:00"], [60, 30]),
        ([90], [90]),
        (["PT1H"], [60]),
        ([None], [None]),
    ],
)
def test_lengths(lengths, minutes):
    events = [an_event(id=n, guid=f"G-{n}", duration=length) for n, length in enumerate(lengths, 1)]

    found = told(a_schedule(a_day(*events)))
    assert [session.minutes for session in found.sessions] == minutes


# faulty content ------------------------------------------------------------------------------------------


def test_a_zone_that_there_is_not_is_told():
    found = told(a_schedule(a_day(an_event()), time_zone_name="Europe/Nowhere"))

    assert found.zone == ""
    assert list(map(str, found.remarks)) == ["The file names a time zone that there is not: “Europe/Nowhere”."]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": ""}, "The session has no title."),
        ({"start": "soon", "date": ""}, "“soon” is no time of day."),
        ({"date": "2024-13-45T09:00:00"}, "“2024-13-45T09:00:00” is no date."),
        ({"duration": "a while"}, "“a while” is no length."),
        ({"room": "x" * 301}, f"The name “{'x' * 40}…” is too long."),
        ({"guid": "G-2"}, "The session on line 15 has the same key, guid:g-2."),
    ],
)
def test_an_event_that_cannot_be_a_session_is_refused_alone(fields, why):
    good = an_event(id=8, guid="G-2", title="Good", room="Aula")
    found = told(a_schedule(a_day(good, an_event(**fields))))

    assert [session.title for session in found.sessions] == ["Good"]
    (refused,) = found.refused
    assert (str(refused.why), refused.title, refused.line > 15) == (why, fields.get("title", "A talk"), True)


def test_a_day_that_cannot_be_read_refuses_the_file():
    assert refusal(a_schedule(a_day(date="someday"))) == ("“someday” is no date.", 10)
    assert refusal(a_schedule(a_day(date=""))) == ("The day has no date.", 10)
    assert refusal(a_schedule(*[a_day() for _ in range(61)]))[0] == "A conference has 1 to 60 days, not 61."


def test_an_id_of_several_names_is_no_key_by_itself():
    first = an_event(persons=[{"id": 0, "name": "Zero"}, {"id": 5, "name": "Ada"}])
    second = an_event(id=8, guid="G-2", date="2024-04-25T10:00:00+02:00", persons=[{"id": 5, "name": "Bo"}])

    found = told(a_schedule(a_day(first, second)))
    assert [(person.key, person.named, person.shared) for person in found.people] == [
        ("conf/name:zero", True, ""), ("conf/id:5/ada", False, "conf/id:5"), ("conf/id:5/bo", False, "conf/id:5"),
    ]  # fmt: skip
    assert list(map(str, found.warnings)) == [
        "An id in the file stands for several names; its 2 people are told apart by name."
    ]


def test_persons_may_be_names_alone():
    incoming = told(a_schedule(a_day(an_event(persons=["Ada Lind"]))))

    assert [person.name for person in incoming.people] == ["Ada Lind"]
    assert [session.people for session in incoming.sessions] == [((incoming.people[0].key, Role.SPEAKER),)]
