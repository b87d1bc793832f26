"""Tests of JSON that conferences publish: schedule.json in each of its forms, their own apps and pages."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Kind
from planner.importing.incoming import (
    IncomingStart,
)
from planner.incoming_file import read_incoming
from tests.importing.json_files import NINE, TEN, THURSDAY, facts, refusal, told
from tests.importing.schedules import HEAD, Importing, day, event, person, persons, room, schedule, written

# single conferences --------------------------------------------------------------------------------------


def emf(**fields):
    return {"id": 1, "title": "A talk", "start_date": "2024-04-25 09:00:00", "end_date": "2024-04-25 10:00:00",
            "venue": "Stage", "type": "talk", "speaker": "Ada Lund and Bo Ek", "may_record": False, "cost": "50p",
            "start_time": "09:00", "end_time": "10:00", "link": "https://example.org/1", **fields}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lund, Bo Ek; Cy Al", ["Ada Lund", "Bo Ek", "Cy Al"]),
        ("Ada Lund och Bo van der Ek", ["Ada Lund", "Bo van der Ek"]),
        ("Building robots with Ropes and Strings", ["Building robots with Ropes and Strings"]),
        ("Building with small robots and Long Strings", ["Building with small robots and Long Strings"]),
        ("University of Lund - Ropes and Strings", ["University of Lund - Ropes and Strings"]),
        ("", []),
    ],
)
def test_several_names_in_one_text_are_told_apart_where_all_look_like_names(text, names):
    assert [person.name for person in told([emf(speaker=text)]).people] == names


# schedule.json ----------------------------------------------------------------------------------------


SUMMER = timezone(timedelta(hours=2))
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


def without_base(document):
    return {"schedule": {**document["schedule"], "base_url": ""}}


IN_UTC = {"day_start": "2024-04-24T22:00:00Z", "day_end": "2024-04-25T21:59:59Z", "date": "2024-04-24"}
FRIDAY = date(2024, 4, 26)
BEGINS = {
    "a clock alone, in the night": (
        a_schedule(a_day(an_event(date="", start="01:30"))),
        IncomingStart(THURSDAY, datetime(2024, 4, 26, 1, 30), 240)),
    "bounds in UTC": (a_schedule(a_day(an_event(), **IN_UTC)),
                      IncomingStart(THURSDAY, datetime(2024, 4, 25, 9, tzinfo=SUMMER), 240, 540)),
    "a late one after an evening": (
        [emf(id=2, start_date="2024-04-26 00:30:00", end_date="2024-04-26 01:30:00"),
         emf(id=3, start_date="2024-04-25 20:00:00", end_date="2024-04-25 21:00:00")],
        IncomingStart(THURSDAY, datetime(2024, 4, 26, 0, 30), 240)),
    "a late one alone": ([emf(id=2, start_date="2024-04-26 00:30:00", end_date="2024-04-26 01:30:00")],
                         IncomingStart(FRIDAY, datetime(2024, 4, 26, 0, 30), 240)),
}  # fmt: skip


@pytest.mark.parametrize(("content", "begin"), BEGINS.values(), ids=BEGINS)
def test_a_session_begins_on_the_day_that_lists_it(content, begin):
    found = told(content)

    assert found.sessions[0].begin == begin
    assert begin.day in [day.date for day in found.days] or not found.zone


TOLD = {
    "another clock": (a_schedule(a_day(an_event(start="10:00"))), [("A talk", None)], [
        "It begins at 10:00 by its start, but its date counts: 2024-04-25T09:00:00+02:00."]),
    "no such zone": (a_schedule(a_day(an_event()), time_zone_name="Europe/Nowhere"), [("A talk", None)], [
        "The file names a time zone that there is not: “Europe/Nowhere”."]),
    "neither type nor people": (
        a_schedule(a_day(an_event(), an_event(id=8, guid="G-2", title="Lunch", start="12:00", date=""))),
        [("A talk", None), ("Lunch", Kind.MEAL)], []),
    "an end before the start": ([emf(end_date="2024-04-25 08:00:00")], [("A talk", Kind.TALK)], [
        "D2: it would end before it begins."]),
    "addresses without a base": (
        without_base(a_schedule(a_day(an_event(url="/talk/7", links=[{"url": "slides.pdf", "title": "Slides"}])))),
        [("A talk", None)], [
        "F15: “/talk/7” does not fit there and is left out.", "G15: “slides.pdf” does not fit there and is left out."]),
    "lone surrogates": (json.dumps([emf(title="A \ud800talk\x07", venue="H\udfff")]), [("A talk", Kind.TALK)], []),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sessions", "said"), TOLD.values(), ids=TOLD)
def test_what_is_odd_in_a_session_is_said(content, sessions, said):
    found = told(content)

    assert [(session.title, session.kind) for session in found.sessions] == sessions
    assert [*map(str, found.remarks), *(str(text) for one in found.sessions for text in one.remarks)] == said
    assert {name for session in found.sessions for name in session.rooms} <= {"Hall", "Stage", "H"}


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

    found = facts(content)

    assert found == {
        **found,
        "whole": [["A talk", "2024-04-25T09:00:00+02:00", 30, ["Hall"], "talk", "Deep", ["Ada Lund"]]],
        "told": [{"title": "A talk", "subtitle": "Under it", "abstract": "Short\n\nand sweet", "description": "Long",
                  "website": "https://example.org/talk/7", "tags": ["Hard"], "language": "de-CH",
                  "do_not_record": True,
                  "links": [["https://example.com", "More"], ["https://example.org/slides.pdf", "Slides"]]}],
        "keys": ["conf/guid:g-1"],
        "begins": [["2024-04-25", "2024-04-25T09:00:00+02:00", 240, 540]],
        "roles": [[["conf/id:3", "speaker"]]],
        "said": [[]],
        "head": ["conf", "Europe/Stockholm",
                 {"title": "The Conference", "acronym": "conf", "website": "https://conf.example.org",
                  "programme_page": "https://example.org/", "colour": "teal"}, {}],
        "people": [[42, "conf/id:3", False, "Ada Lund", "Counts.", {"extra": [["Company", "Engines"]]}]],
        "rooms": [[16, "Hall", 120, {}]],
        "tracks": [[10, "Deep", "saddlebrown"]],
        "days": [[28, "2024-04-25", 480, 1560]],
        "unmapped": {"logo": 1},
    }  # fmt: skip


PUBLISHED = {
    "the file of kotlinconf": (
        {
            "sessions": [
                {
                    "id": "1",
                    "title": "A talk",
                    "description": "Long",
                    "speakerIds": ["a"],
                    "location": "Hall",
                    "startsAt": "2024-04-25T09:00",
                    "endsAt": "2024-04-25T10:00",
                    "tags": ["Hard", "Codelab"],
                    "videoUrl": "https://example.org/film",
                }
            ],
            "speakers": [
                {
                    "id": "a",
                    "name": "Ada",
                    "position": "Head at Engines",
                    "description": "Counts.",
                    "photoUrl": "https://example.org/a.png",
                }
            ],
        },
        {
            "whole": [["A talk", "2024-04-25T09:00:00", 60, ["Hall"], "workshop", "", ["Ada"]]],
            "told": [
                {
                    "title": "A talk",
                    "description": "Long",
                    "tags": ["Hard", "Codelab"],
                    "links": [["https://example.org/film", "Recording"]],
                }
            ],
            "people": [[21, "kotlinconf/id:a", False, "Ada", "Counts.", {"title": "Head at Engines"}]],
        },
    ),
    "the agenda of a ddd conference has no times": (
        [
            {
                "Id": "1",
                "Title": "A talk",
                "Abstract": "Long",
                "Format": "45 mins",
                "Level": "Hard",
                "Tags": ["rope"],
                "Presenters": [
                    {
                        "Id": "a",
                        "Name": "Ada",
                        "Tagline": "Head",
                        "Bio": "Counts.",
                        "TwitterHandle": "@ada",
                        "WebsiteUrl": "https://example.org",
                    }
                ],
            },
            {"Id": "2", "Title": "Two", "Abstract": "", "Format": "Workshop", "Presenters": []},
        ],
        {
            "whole": [["A talk", None, 45, [], None, "", ["Ada"]], ["Two", None, None, [], "workshop", "", []]],
            "people": [
                [
                    12,
                    "ddd/id:a",
                    False,
                    "Ada",
                    "Counts.",
                    {"title": "Head", "links": [["https://example.org", ""]], "extra": [["TwitterHandle", "@ada"]]},
                ]
            ],
        },
    ),
    "sessions of a devfest tell a clock and no date": (
        {
            "sessions": [
                {
                    "session_id": "1",
                    "session_title": "A talk",
                    "session_desc": "Long",
                    "track": "Deep",
                    "session_start_time": "1:00 PM",
                    "session_total_time": "30 Mins",
                    "speaker_name": "Ada",
                    "speaker_desc": "Head at Engines",
                    "speaker_image": "https://example.org/a.png",
                }
            ]
        },
        {
            "whole": [["A talk", None, 30, [], None, "Deep", ["Ada"]]],
            "people": [[3, "devfest/name:ada", True, "Ada", "", {"title": "Head at Engines"}]],
        },
    ),
    "an event with a zone counts from utc": (
        {
            "event": {
                "name": "Community Day",
                "date": "2024-04-25",
                "timezone": "Europe/Vienna",
                "location": "Hotel",
                "address": "Gasse 1",
            },
            "sessions": [
                {
                    "id": "1",
                    "title": "A talk",
                    "speakers": ["Ada", "Eve"],
                    "room": "The Hall",
                    "room_id": "h",
                    "start": "2024-04-25T07:00:00Z",
                    "end": "2024-04-25T08:00:00Z",
                    "duration": 60,
                }
            ],
            "speakers": [{"id": "ada", "name": "Ada", "title": "Head"}],
            "rooms": [{"id": "h", "name": "Hall"}],
        },
        {
            "whole": [["A talk", "2024-04-25T09:00:00+02:00", 60, ["Hall"], None, "", ["Ada", "Eve"]]],
            "head": [
                "community-day",
                "Europe/Vienna",
                {"title": "Community Day"},
                {"name": "Hotel", "address": "Gasse 1"},
            ],
            "days": [[10, "2024-04-25", None, None]],
            "begins": [["2024-04-25", "2024-04-25T09:00:00+02:00", 240, None]],
            "people": [
                [25, "community-day/id:ada", False, "Ada", "", {"title": "Head"}],
                [10, "community-day/name:eve", True, "Eve", "", {}],
            ],
        },
    ),
    "the list of electromagnetic field": (
        [emf()],
        {
            "whole": [["A talk", "2024-04-25T09:00:00", 60, ["Stage"], "talk", "", ["Ada Lund", "Bo Ek"]]],
            "told": [
                {
                    "title": "A talk",
                    "website": "https://example.org/1",
                    "do_not_record": True,
                    "extra": [["cost", "50p"]],
                }
            ],
            "unmapped": {"end_time": 1, "may_record": 1, "start_time": 1},
        },
    ),
    "the calendar of a mini conf": (
        [
            {
                "title": "T1: Ropes <br/> <i>Ada Lund</i>",
                "start": f"{NINE}+00:00",
                "end": f"{TEN}+00:00",
                "location": "tutorials.html",
                "link": "tutorials.html",
                "category": "time",
                "calendarId": "---",
                "type": "Tutorials",
                "view": "week",
            }
        ],
        {
            "whole": [["T1: Ropes Ada Lund", "2024-04-25T09:00:00+00:00", 60, [], "workshop", "", []]],
            "days": [[2, "2024-04-25", None, None]],
            "unmapped": {"calendarId": 1, "category": 1, "link": 1, "location": 1, "view": 1},
        },
    ),
    "events of the second version stand in a list": (
        {
            "schedule": {
                "conference": {
                    "title": "C",
                    "time_zone_name": "Europe/Stockholm",
                    "tracks": [{"name": "Deep", "slug": "deep", "colors": {"light": "#c2304f"}}],
                    "rooms": [{"name": "Hall", "slug": "hall", "guid": "R"}],
                    "days": [
                        {
                            "index": 1,
                            "start": "2024-04-25T07:00:00+00:00",
                            "end": "2024-04-26T03:00:00+02:00",
                            "date": "2024-04-25",
                        }
                    ],
                },
                "events": [
                    {
                        "guid": "G",
                        "code": "X",
                        "start": "2024-04-26T00:15:00+02:00",
                        "duration": "PT1H30M",
                        "title": {"de": "Nachts"},
                        "room": {"slug": "hall"},
                        "track": {"slug": "deep"},
                        "type": "WORKSHOP",
                        "state": "CANCELED",
                        "participants": [
                            {"guid": "P", "name": "Ada", "role": "SPEAKER"},
                            {"guid": "Q", "role": "moderator"},
                            {"guid": "Z", "name": "Zoe", "role": "CONTRIBUTOR"},
                        ],
                    },
                ],
                "persons": [
                    {
                        "guid": "P",
                        "name": "Ada",
                        "biography": "Counts.",
                        "links": [{"url": "https://example.org/@ada", "service": "MASTODON"}],
                    },
                    {"guid": "Q", "name": "Bo"},
                ],
            }
        },
        {
            "whole": [["Nachts", "2024-04-26T00:15:00+02:00", 90, ["Hall"], "workshop", "Deep", ["Ada", "Bo"]]],
            "keys": ["c/guid:g"],
            "begins": [["2024-04-25", "2024-04-26T00:15:00+02:00", 240, None]],
            "told": [{"title": "Nachts", "status": "cancelled"}],
            "roles": [[["c/guid:p", "speaker"], ["c/guid:q", "moderator"]]],
            "people": [
                [49, "c/guid:p", False, "Ada", "Counts.", {"links": [["https://example.org/@ada", "Mastodon"]]}],
                [78, "c/guid:q", False, "Bo", "", {}],
            ],
            "tracks": [[7, "Deep", "saddlebrown"]],
            "days": [[23, "2024-04-25", 540, 1620]],
        },
    ),
}
"""Documents, and what is read of them."""


@pytest.mark.parametrize(("content", "wanted"), PUBLISHED.values(), ids=PUBLISHED)
def test_what_conferences_publish(content, wanted):
    found = facts(content)

    assert {name: found[name] for name in wanted} == wanted


def test_the_same_schedule_as_xml_and_as_json_is_the_same_conference(tmp_path):
    xml = schedule(day(room("Hall", event(7, "A talk", date="2024-04-25T09:00:00+02:00", attributes='guid="G-1"',
                                          inside=persons(person("Ada", id="3"))))), head=HEAD)  # fmt: skip
    whole = Importing(tmp_path).new(run_to_end(read_incoming(written(tmp_path / "s.xml", xml), "schedule.xml")))

    found = told(a_schedule(a_day(an_event(persons=[{"id": 3, "name": "Ada"}]))))
    again = [session for session in found.sessions if session.key in {s.origin for s in whole.sessions.values()}]
    assert len(again) == 1
    assert {person.key for person in found.people} == {person.origin for person in whole.people.values()}


# times ---------------------------------------------------------------------------------------------------


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

    assert [session.minutes for session in told(a_schedule(a_day(*events))).sessions] == minutes


# faulty content ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": ""}, "It has no title."),
        ({"room": "x" * 301}, f"The name “{'x' * 40}…” is too long."),
    ],
)
def test_an_event_that_cannot_be_a_session_is_refused_alone(fields, why):
    found = told(a_schedule(a_day(an_event(id=8, guid="G-2", title="Good", room="Aula"), an_event(**fields))))

    assert [session.title for session in found.sessions] == ["Good"]
    (refused,) = found.refused
    assert (str(refused.why), refused.title, refused.line > 15) == (why, fields.get("title", "A talk"), True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "soon", "date": ""}, "“soon” is no time of day."),
        ({"date": "2024-13-45T09:00:00"}, "is not in the calendar."),
        ({"duration": "a while"}, "“a while” is no length."),
    ],
)
def test_what_cannot_be_read_of_a_time_is_said_at_its_session(fields, said):
    (found,) = told(a_schedule(a_day(an_event(**fields)))).sessions

    assert [said in str(remark) for remark in found.remarks] == [True]


def test_a_day_that_cannot_be_read_refuses_the_file():
    assert refusal(a_schedule(a_day(date="someday"))) == ("“someday” is no date.", 10)
    assert refusal(a_schedule(a_day(date=""))) == ("“” is no date.", 10)
    assert refusal(a_schedule(*[a_day() for _ in range(61)]))[0] == "A conference has 1 to 60 days, not 61."


def test_an_id_of_several_names_or_of_nobody_is_no_key():
    first = an_event(persons=[{"id": 0, "name": "Zero"}, {"id": 5, "name": "Ada"}, "Cy Dee"])
    second = an_event(id=8, guid="G-2", date="2024-04-25T10:00:00+02:00", persons=[{"id": 5, "name": "Bo"}])

    found = told(a_schedule(a_day(first, second)))
    assert [(person.key, person.named) for person in found.people] == [
        (f"conf/name:{name}", True) for name in ("zero", "ada", "cy dee", "bo")
    ]
