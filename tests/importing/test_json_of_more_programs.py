"""Tests of JSON of Indico, OPass, Open Event and eventyay, in each of its forms."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from planner.domain.enums import Kind
from planner.domain.value_objects import Extra, Link
from planner.importing.incoming import IncomingRoom, IncomingTrack
from tests.importing.json_files import AT_NINE_BY_UTC, NINE, TEN, only, told, whole

# Indico --------------------------------------------------------------------------------------------------


def indico_time(clock):
    return {"date": "2024-04-25", "time": clock, "tz": "Europe/Zurich"}


def contribution(number, title, starts, ends, **fields):
    return {"entryType": "Contribution", "contributionId": number, "id": f"c{number}", "title": title,
            "startDate": indico_time(starts), "endDate": indico_time(ends), "duration": 20, "room": "Hall",
            **fields}  # fmt: skip


def test_a_timetable_of_indico():
    presenter = {"firstName": "Ada", "familyName": "Lund", "name": "Lund, Ada", "affiliation": "Engines"}
    block = {"entryType": "Session", "id": "s1", "title": "Morning", "description": "<b>All</b> of it", "room": "Hall",
             "startDate": indico_time("09:00:00"), "endDate": indico_time("10:00:00"),
             "conveners": [{"firstName": "Bo", "familyName": "Ek"}],
             "entries": {"c1": contribution(1, "One", "09:00:00", "09:20:00", presenters=[presenter]),
                         "c2": contribution(2, "Two", "09:20:00", "09:40:00", room="")}}  # fmt: skip
    lone = {
        "entryType": "Session",
        "id": "s2",
        "title": "Posters",
        "slotTitle": "First",
        "uniqueId": "s2",
        "startDate": indico_time("10:00:00"),
        "endDate": indico_time("11:00:00"),
        "room": "Foyer",
        "entries": {},
    }
    coffee = {"entryType": "Break", "id": "b1", "title": "Zzz", "startDate": indico_time("11:00:00"),
              "endDate": indico_time("11:15:00"), "room": ""}  # fmt: skip
    found = told({"count": 1, "_type": "HTTPAPIResult",
                  "results": {"42": {"20240425": {"s1": block, "s2": lone, "b1": coffee}}}})  # fmt: skip

    zurich = ZoneInfo("Europe/Zurich")
    assert found.zone == "Europe/Zurich"
    assert whole(found) == [
        ("One", datetime(2024, 4, 25, 9, tzinfo=zurich), 20, ("Hall",), None, "", ["Ada Lund"]),
        ("Two", datetime(2024, 4, 25, 9, 20, tzinfo=zurich), 20, ("Hall",), None, "", []),
        ("Posters: First", datetime(2024, 4, 25, 10, tzinfo=zurich), 60, ("Foyer",), None, "", []),
        ("Zzz", datetime(2024, 4, 25, 11, tzinfo=zurich), 15, (), Kind.BREAK, "", []),
    ]
    assert [session.key for session in found.sessions] == [
        "indico/id:1", "indico/id:2", "indico/id:s2", "indico/id:b1",
    ]  # fmt: skip
    parent = (Extra("Session", "Morning"), Extra("Chair", "Bo Ek"), Extra("About the session", "All of it"))
    assert [session.told.get("extra") for session in found.sessions] == [parent, parent, None, None]
    assert found.people[0].told == {"organisation": "Engines"}


def test_an_event_of_indico():
    talk = {
        "id": "1",
        "db_id": 100,
        "title": "One",
        "startDate": indico_time("09:00:00"),
        "duration": 20,
        "type": "Talk",
        "roomFullname": "Hall",
        "speakers": [{"first_name": "Ada", "last_name": "Lund", "email": "ada@example.org"}],
        "track": "Deep",
        "url": "https://example.org/1",
        "keywords": ["rope"],
    }
    found = told(
        {
            "results": [
                {
                    "id": "42",
                    "title": "The Workshop",
                    "timezone": "Europe/Zurich",
                    "location": "CERN",
                    "address": "Route 1",
                    "url": "https://example.org",
                    "startDate": indico_time("09:00:00"),
                    "sessions": [{"title": "Morning", "contributions": [talk]}],
                    "contributions": [{**talk, "id": "2", "title": "Two", "startDate": None}],
                }
            ]
        }
    )

    assert (found.namespace, found.zone) == ("the-workshop", "Europe/Zurich")
    assert found.conference == {"title": "The Workshop", "website": "https://example.org"}
    assert found.venue == {"name": "CERN", "address": "Route 1"}
    at = datetime(2024, 4, 25, 9, tzinfo=ZoneInfo("Europe/Zurich"))
    assert whole(found) == [
        ("One", at, 20, ("Hall",), Kind.TALK, "Deep", ["Ada Lund"]),
        ("Two", None, 20, ("Hall",), Kind.TALK, "Deep", ["Ada Lund"]),
    ]
    assert len(found.people) == 1


# OPass ---------------------------------------------------------------------------------------------------


def both(first, second):
    return {"zh": first, "en": second}


def test_sessions_of_opass_are_told_in_two_languages():
    content = {
        "sessions": [
            {
                "id": "1",
                "type": "K",
                "room": "R0",
                "broadcast": ["R0", "R1"],
                "start": f"{NINE}+08:00",
                "end": f"{TEN}+08:00",
                "qa": "https://example.org/qa",
                "slide": "https://example.org/slides",
                "live": None,
                "record": None,
                "language": "zh",
                "speakers": ["a"],
                "tags": ["hard"],
                **both({"title": "開場", "description": "說明"}, {"title": "Opening talk", "description": "Text"}),
            }
        ],
        "speakers": [{"id": "a", **both({"name": "艾達", "bio": "她算"}, {"name": "Ada", "bio": "Counts."})}],
        "session_types": [{"id": "K", **both({"name": "主題演講"}, {"name": "Keynote"})}],
        "rooms": [
            {"id": "R0", **both({"name": "會議廳"}, {"name": "Hall"})},
            {"id": "R1", **both({"name": "教室"}, {"name": "Aula"})},
        ],
        "tags": [{"id": "hard", **both({"name": "難"}, {"name": "Hard"})}],
    }

    found = told(content)
    session = only(found)
    at = datetime(2024, 4, 25, 9, tzinfo=timezone(timedelta(hours=8)))
    assert whole(found) == [("開場", at, 60, ("會議廳", "教室"), Kind.KEYNOTE, "", ["艾達"])]
    assert session.told == {
        "title": "開場",
        "description": "說明",
        "language": "zh",
        "tags": ("難",),
        "links": (Link("https://example.org/slides", "Slides"), Link("https://example.org/qa", "Questions")),
        "extra": (Extra("Title (en)", "Opening talk"),),
    }
    assert (found.people[0].bio, found.unmapped) == ("她算", {})


# Open Event ----------------------------------------------------------------------------------------------

OPEN_EVENT = {
    "id": 1,
    "title": "A talk",
    "subtitle": "Under it",
    "short_abstract": "Short",
    "long_abstract": "<p>Long</p>",
    "starts_at": f"{NINE}+02:00",
    "ends_at": f"{TEN}+02:00",
    "track": {"id": 3, "name": "Deep", "color": "#c2304f"},
    "microlocation": {"id": 2, "name": "Hall"},
    "speakers": [{"id": 5, "name": "Ada", "organisation": "Engines"}],
    "session_type": {"id": 1, "name": "Workshop", "length": "01:00"},
    "level": "Hard",
    "language": "English",
    "slides": "https://example.org/s",
    "state": "accepted",
}


def test_sessions_of_open_event():
    found = told([OPEN_EVENT])

    assert whole(found) == [("A talk", AT_NINE_BY_UTC.at, 60, ("Hall",), Kind.WORKSHOP, "Deep", ["Ada"])]
    assert only(found).told == {
        "title": "A talk", "subtitle": "Under it", "abstract": "Short", "description": "Long", "language": "en",
        "links": (Link("https://example.org/s", "Slides"),), "extra": (Extra("Level", "Hard"),),
    }  # fmt: skip
    assert [(track.name, track.colour) for track in found.tracks] == [("Deep", "crimson")]


def test_speakers_tracks_and_rooms_of_open_event():
    speakers = told(
        [
            {
                "id": 5,
                "name": "Ada",
                "short_biography": "Counts.",
                "organisation": "Engines",
                "position": "Head",
                "mobile": "+46",
                "website": "https://example.org",
                "github": "ada",
                "sessions": [{"id": 1}],
            }
        ]
    )
    rooms = told([{"id": 2, "name": "Hall", "floor": 2, "latitude": 1.0, "sessions": [{"id": 1}]}])
    tracks = told([{"id": 3, "name": "Deep", "color": "#c2304f", "sessions": []}])

    (person,) = speakers.people
    assert (person.bio, person.told) == (
        "Counts.",
        {
            "title": "Head",
            "organisation": "Engines",
            "phone": "+46",
            "links": (Link("https://example.org"), Link("https://github.com/ada", "GitHub")),
        },
    )
    assert rooms.rooms == (IncomingRoom(2, "Hall", told={"floor": "2"}),)
    assert tracks.tracks == (IncomingTrack(2, "Deep", "crimson"),)


def test_the_api_of_eventyay():
    def of(kind, number, **attributes):
        return {"type": kind, "id": number, "attributes": attributes}

    session = of("session", "1", title="A talk", **{"starts-at": f"{NINE}+02:00", "ends-at": f"{TEN}+02:00",
                                                    "short-abstract": "Short"})  # fmt: skip
    session["relationships"] = {
        "microlocation": {"data": {"type": "microlocation", "id": "2"}},
        "track": {"data": {"type": "track", "id": "9"}},
        "speakers": {"data": [{"type": "speaker", "id": "5"}]},
    }
    included = [of("microlocation", "2", name="Hall"), of("speaker", "5", name="Ada")]

    found = told({"data": [session], "included": included})
    assert whole(found) == [("A talk", AT_NINE_BY_UTC.at, 60, ("Hall",), None, "", ["Ada"])]
