"""Tests of JSON of single conferences' own apps and pages, and of rules that are the same for all of them."""

import json
from datetime import UTC, date, datetime

import pytest

from planner.domain.enums import Kind
from planner.domain.value_objects import Extra, Link
from tests.importing.json_files import AT_NINE, NINE, TEN, THURSDAY, only, refusal, told, whole

# single conferences --------------------------------------------------------------------------------------


def test_the_file_of_kotlinconf():
    content = {
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
    }

    found = told(content)
    assert whole(found) == [("A talk", AT_NINE.at, 60, ("Hall",), Kind.WORKSHOP, "", ["Ada"])]
    assert (only(found).told["tags"], only(found).told["links"]) == (
        ("Hard", "Codelab"), (Link("https://example.org/film", "Recording"),),
    )  # fmt: skip
    assert found.people[0].told == {"title": "Head at Engines"}


def test_the_agenda_of_a_ddd_conference_has_no_times():
    content = [
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
    ]

    found = told(content)
    assert whole(found) == [("A talk", None, 45, (), None, "", ["Ada"]), ("Two", None, None, (), Kind.WORKSHOP, "", [])]
    assert found.people[0].told["links"] == (Link("https://example.org"), Link("https://twitter.com/ada", "Twitter"))
    assert list(map(str, found.remarks)) == ["The file tells no date; its 2 sessions wait in the tray."]


def test_sessions_of_a_devfest_tell_a_clock_and_no_date():
    content = {
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
    }

    found = told(content)
    assert whole(found) == [("A talk", None, 30, (), None, "Deep", ["Ada"])]
    assert found.people[0].told == {"title": "Head at Engines"}
    assert list(map(str, only(found).remarks)) == ["It begins at 1:00 PM, but no date is told; it waits in the tray."]


def test_what_hoverboard_publishes():
    content = {
        "sessions": {
            "1": {"title": "A talk", "speakers": ["ada"], "complexity": "Hard", "language": "English"},
            "2": {"title": "Lunch"},
            "3": {"title": "Waits", "speakers": []},
        },
        "speakers": {"ada": {"name": "Ada", "bio": "Counts.", "company": "Engines"}},
        "schedule": {
            "2024-04-25": {
                "date": "2024-04-25",
                "tracks": [{"title": "Hall"}, {"title": "Aula"}],
                "timeslots": [
                    {
                        "startTime": "09:00",
                        "endTime": "09:30",
                        "sessions": [{"items": []}, {"items": [1], "extend": 2}],
                    },
                    {"startTime": "09:30", "endTime": "10:00", "sessions": []},
                    {"startTime": "12:00", "endTime": "13:00", "sessions": [{"items": ["2"]}]},
                ],
            }
        },
    }

    assert whole(told(content)) == [
        ("A talk", AT_NINE.at, 60, ("Aula",), None, "", ["Ada"]),
        ("Lunch", datetime(2024, 4, 25, 12), 60, (), Kind.MEAL, "", []),
        ("Waits", None, None, (), None, "", []),
    ]


def test_an_event_with_a_zone_counts_from_utc():
    content = {
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
    }

    found = told(content)
    assert whole(found) == [("A talk", datetime(2024, 4, 25, 7, tzinfo=UTC), 60, ("Hall",), None, "", ["Ada", "Eve"])]
    assert (found.zone, found.days[0].date, only(found).begin.day) == ("Europe/Vienna", THURSDAY, THURSDAY)
    assert [(person.key, person.named) for person in found.people] == [
        ("community-day/id:ada", False),
        ("community-day/name:eve", True),
    ]
    assert found.venue == {"name": "Hotel", "address": "Gasse 1"}


def emf(**fields):
    return {"id": 1, "title": "A talk", "start_date": "2024-04-25 09:00:00", "end_date": "2024-04-25 10:00:00",
            "venue": "Stage", "type": "talk", "speaker": "Ada Lund and Bo Ek", "may_record": False, "cost": "50p",
            "start_time": "09:00", "end_time": "10:00", "link": "https://example.org/1", **fields}  # fmt: skip


def test_the_list_of_electromagnetic_field():
    found = told([emf()])

    assert whole(found) == [("A talk", AT_NINE.at, 60, ("Stage",), Kind.TALK, "", ["Ada Lund", "Bo Ek"])]
    assert only(found).told == {"title": "A talk", "website": "https://example.org/1", "do_not_record": True,
                                "extra": (Extra("Cost", "50p"),)}  # fmt: skip
    assert found.unmapped == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lund, Bo Ek; Cy Al", ["Ada Lund", "Bo Ek", "Cy Al"]),
        ("Ada Lund och Bo van der Ek", ["Ada Lund", "Bo van der Ek"]),
        ("Poppy & Jan Ek", ["Poppy", "Jan Ek"]),
        ("Building robots with Ropes and Strings", ["Building robots with Ropes and Strings"]),
        ("Building with small robots and Long Strings", ["Building with small robots and Long Strings"]),
        ("University of Lund - Ropes and Strings", ["University of Lund - Ropes and Strings"]),
        ("Rock and Roll", ["Rock and Roll"]),
        ("", []),
    ],
)
def test_several_names_in_one_text_are_told_apart_where_all_look_like_names(text, names):
    assert [person.name for person in told([emf(speaker=text)]).people] == names


def test_what_begins_after_midnight_belongs_to_the_evening_before():
    late = emf(id=2, start_date="2024-04-26 00:30:00", end_date="2024-04-26 01:30:00")
    evening = emf(id=3, start_date="2024-04-25 20:00:00", end_date="2024-04-25 21:00:00")

    assert [s.begin.day for s in told([late, evening]).sessions] == [THURSDAY, THURSDAY]
    assert [s.begin.day for s in told([late]).sessions] == [date(2024, 4, 26)]


def test_the_calendar_of_a_mini_conf():
    content = [{"title": "T1: Ropes <br/> <i>Ada Lund</i>", "start": f"{NINE}+00:00", "end": f"{TEN}+00:00",
                "location": "tutorials.html", "link": "tutorials.html", "category": "time", "calendarId": "---",
                "type": "Tutorials", "view": "week"}]  # fmt: skip

    found = told(content)
    assert whole(found) == [("T1: Ropes Ada Lund", datetime(2024, 4, 25, 9, tzinfo=UTC), 60, (), Kind.WORKSHOP, "", [])]
    assert (found.days, found.unmapped) == ((), {"link": 1})


# rules for every program ---------------------------------------------------------------------------------


def test_an_end_before_the_start_is_told():
    session = only(told([emf(end_date="2024-04-25 08:00:00")]))

    assert (session.minutes, list(map(str, session.remarks))) == (
        None, ["Its end, 2024-04-25 08:00:00, is not after its start."],
    )  # fmt: skip


def test_lone_surrogates_and_control_characters_are_left_out():
    text = json.dumps([emf(title="A \ud800talk\u0007", venue="H\udfff")])

    session = only(told(text))
    assert (session.title, session.rooms) == ("A talk", ("H",))


def test_a_program_that_is_asked_for_is_the_only_one_looked_for():
    assert refusal([emf()], kind="sessionize") == (
        "“x.json” is JSON with 1 entry that has id, title, start_date, end_date, but Sessionize has sessions with "
        "title, startsAt, endsAt, roomId, speakers.", 2,
    )  # fmt: skip
