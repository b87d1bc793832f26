"""Tests of JSON of programs that many use: pretalx, Sessionize, Indico, OPass, Open Event and eventyay."""

from datetime import datetime

import pytest

from planner.domain.value_objects import Kind, Link, Role, Status
from planner.importing.incoming import (
    IncomingSession,
)
from tests.importing.json_files import AT_NINE, AT_NINE_BY_UTC, NINE, TEN, facts, only, told, whole
from tests.importing.mapping.tables import blocks

ADA = (("sessionize/id:s-1", Role.SPEAKER),)


# pretalx -------------------------------------------------------------------------------------------------


def test_talks_of_a_pretalx_schedule():
    content = {
        "talks": [
            {
                "code": "AB",
                "id": 4,
                "title": {"en": "A talk"},
                "abstract": "Short",
                "speakers": ["XY"],
                "track": 1,
                "start": f"{NINE}+02:00",
                "end": f"{TEN}+02:00",
                "room": 2,
            },
            {
                "id": 5,
                "title": {"en": "", "de": "Mittagessen"},
                "start": f"{TEN}+02:00",
                "end": "2024-04-25T11:00:00+02:00",
                "room": 2,
            },
        ],
        "version": "1.0",
        "timezone": "Europe/Stockholm",
        "event_name": {"en": "The Conference"},
        "tracks": [{"id": 1, "name": {"en": "Deep"}, "description": {"en": "How deep"}, "color": "#c2304f"}],
        "rooms": [{"id": 2, "name": {"en": "Hall"}, "description": {}}],
        "speakers": [{"code": "XY", "name": "Ada Lund", "avatar": "https://example.org/a.png"}],
    }

    found = facts(content)

    assert found == {
        **found,
        "whole": [["A talk", "2024-04-25T09:00:00+02:00", 60, ["Hall"], None, "Deep", ["Ada Lund"]],
                  ["Mittagessen", "2024-04-25T10:00:00+02:00", 60, ["Hall"], "meal", "", []]],
        "told": [{"title": "A talk", "abstract": "Short"}, {"title": "Mittagessen"}],
        "keys": ["the-conference/id:ab", "the-conference/title:mittagessen#1"],
        "roles": [[["the-conference/id:xy", "speaker"]], []],
        "said": [[], []],
        "head": ["the-conference", "Europe/Stockholm", {"title": "The Conference"}, {}],
        "people": [[56, "the-conference/id:xy", False, "Ada Lund", "", {}]],
        "rooms": [[47, "Hall", None, {}]],
        "tracks": [[35, "Deep", "saddlebrown"]],
        "days": [[3, "2024-04-25", None, None]],
        "unmapped": {"id": 2, "avatar": 1},
    }  # fmt: skip


SUBMISSION = {
    "code": "AB",
    "title": "A talk",
    "submission_type": {"en": "Workshop (90 min)"},
    "track": {"en": "Deep"},
    "state": "confirmed",
    "duration": 90,
    "content_locale": "en",
    "do_not_record": True,
    "speakers": [{"code": "XY", "name": "Ada", "email": "ada@example.org"}],
    "tags": ["one", "two"],
    "resources": [{"resource": "https://example.org/x", "description": "Notes"}],
    "internal_notes": "Ask her",
}
SLOT = {"start": f"{NINE}+02:00", "end": f"{TEN}+02:00", "room": {"en": "Hall"}}


def test_submissions_that_will_not_be_held_are_left_out_and_counted():
    states = ("confirmed", "submitted", "canceled", "rejected", "withdrawn", "not rejected")
    found = told([{**SUBMISSION, "code": f"A{n}", "state": state} for n, state in enumerate(states)])

    assert [session.fields.get("status") for session in found.sessions] == [
        Status.CONFIRMED, Status.DRAFT, Status.CANCELLED, None,
    ]  # fmt: skip
    assert list(map(str, found.remarks)) == ["2 rows are left out: rejected, withdrawn or deleted."]


# Sessionize ----------------------------------------------------------------------------------------------

CATEGORIES = [{"id": 1, "title": "Track", "items": [{"id": 11, "name": "Deep"}]},
              {"id": 2, "title": "Language", "items": [{"id": 21, "name": "Swedish"}]},
              {"id": 3, "title": "Session format", "items": [{"id": 31, "name": "Workshop"}]},
              {"id": 4, "title": "Level", "items": [{"id": 41, "name": "Hard"}, {"id": 42, "name": "Soft"}]},
              {"id": 5, "title": "Tags", "items": [{"id": 51, "name": "rope"}]}]  # fmt: skip
SPEAKER = {"id": "S-1", "firstName": "Ada", "lastName": "Lund", "fullName": "Ada Lund", "tagLine": "Counts, at Engines",
           "bio": "Counts.", "links": [{"title": "Blog", "url": "https://example.org", "linkType": "Blog"}],
           "sessions": [7], "isTopSpeaker": False, "profilePicture": "https://example.org/a.png"}  # fmt: skip


def sessionize(**fields):
    return {"id": "7", "title": "A talk", "description": "Long", "startsAt": NINE, "endsAt": TEN, "speakers": ["S-1"],
            "isServiceSession": False, "isPlenumSession": False, "categoryItems": [], "questionAnswers": [],
            "roomId": 2, **fields}  # fmt: skip


def view_all(*sessions):
    return {"sessions": list(sessions), "speakers": [SPEAKER], "questions": [{"id": 9, "question": "Needs"}],
            "categories": CATEGORIES, "rooms": [{"id": 2, "name": "Hall"}, {"id": 3, "name": "Aula"}]}  # fmt: skip


def test_view_all_of_sessionize():
    session = sessionize(categoryItems=[11, 21, 31, 41, 42, 51], liveUrl="https://example.org/live",
                         recordingUrl="https://example.org/film", status="Accepted", isConfirmed=True,
                         questionAnswers=[{"questionId": 9, "answerValue": "A rope"}])  # fmt: skip
    found = told(view_all(session))

    assert only(found) == IncomingSession(
        line=3, key="sessionize/id:7", title="A talk", kind=Kind.WORKSHOP, track="Deep", rooms=("Hall",), people=ADA,
        fields={"title": "A talk", "description": "Long", "language": "sv", "stream": "https://example.org/live",
                "tags": ("Hard", "Soft", "rope"), "equipment": ("A rope",),
                "links": (Link("https://example.org/film", "Recording"),)},
        begin=AT_NINE, minutes=60, cell="sessions!B3",
    )  # fmt: skip
    assert [(p.key, p.name, p.bio, p.fields) for p in found.people] == [
        ("sessionize/id:s-1", "Ada Lund", "Counts.",
         {"title": "Counts, at Engines", "bio": "Counts.", "links": (Link("https://example.org", "Blog"),)}),
    ]  # fmt: skip
    assert [room.name for room in found.rooms] == ["Hall", "Aula"]
    assert (found.zone, found.unmapped["profilePicture"]) == ("", 1)


SLOTS = [{"id": 1, "submission": SUBMISSION, **SLOT},
         {"id": 2, "submission": None, "description": {"en": "Lunch"}, **SLOT}]  # fmt: skip
UNDER_CODES = {"AB": {"code": "AB", "title": "A talk", "speakers": ["XY"], "session_type": "Tutorial",
                      "duration": "60", "start": f"{NINE}+02:00", "end": f"{TEN}+02:00", "room": "Hall",
                      "state": "confirmed"}}  # fmt: skip
SERVICE = [sessionize(id=n, title=title, isServiceSession=True, speakers=[], roomId=None, startsAt=None, endsAt=None)
           for n, title in enumerate(("Lunch", "Stretching", "Registration"), 1)]  # fmt: skip
PLENUM = [sessionize(isPlenumSession=True, roomId=None), sessionize(id="8", isPlenumSession=True)]
WORKSHOP = ("A talk", AT_NINE_BY_UTC.at, 60, ("Hall",), Kind.WORKSHOP)
SHORT = {
    "slots with submissions": (SLOTS, [
        (*WORKSHOP, "Deep", ["Ada"]), ("Lunch", AT_NINE_BY_UTC.at, 60, ("Hall",), Kind.MEAL, "", [])]),
    "submissions under codes": (UNDER_CODES, [(*WORKSHOP, "", ["XY"])]),
    "service sessions": (view_all(*SERVICE), [
        ("Lunch", None, None, (), Kind.MEAL, "", []), ("Stretching", None, None, (), Kind.BREAK, "", []),
        ("Registration", None, None, (), Kind.REGISTRATION, "", [])]),
    "plenum sessions": (view_all(*PLENUM), [
        ("A talk", AT_NINE.at, 60, rooms, None, "", ["Ada Lund"]) for rooms in (("Hall", "Aula"), ("Hall",))]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sessions"), SHORT.values(), ids=SHORT)
def test_sessions_have_what_lies_around_them(content, sessions):
    found = told(content)

    assert whole(found) == sessions
    assert found == told(content, kind="sessionize" if "questions" in content else "pretalx")


TIMES = ("2024-04-26T09:00:00+02:00", f"{NINE}+02:00", "2024-04-27T09:00:00+02:00")


def test_each_session_has_a_key_and_its_line():
    content = {"talks": [{"code": "AB", "title": "Cinema", "start": start, "room": 1} for start in TIMES]}

    assert [(session.key, session.line) for session in told(content).sessions] == [
        ("pretalx/id:ab×1", 3), ("pretalx/id:ab×2", 9), ("pretalx/id:ab×3", 15)]  # fmt: skip


def named(**fields):
    """Return a session as the other Sessionize views write it."""
    return sessionize(roomId=2, room="Hall", speakers=[{"id": "S-1", "name": "Ada Lund"}],
                      categories=[{"id": 1, "name": "Track", "categoryItems": [{"id": 11, "name": "Deep"}]}],
                      questionAnswers=[{"id": 9, "question": "Needs", "answer": "A rope"}], **fields)  # fmt: skip


@pytest.mark.parametrize(
    "view",
    [
        [{"groupId": None, "groupName": "All", "sessions": [named()]}],
        [
            {
                "date": "2024-04-25T00:00:00",
                "isDefault": True,
                "timeSlots": [],
                "rooms": [
                    {"id": 2, "name": "Hall", "sessions": [named()]},
                    {"id": 3, "name": "Aula", "sessions": [named()]},
                ],
            }
        ],
    ],
)
def test_the_views_sessions_and_grid_of_sessionize(view):
    found = told(view)

    assert whole(found) == [("A talk", AT_NINE.at, 60, ("Hall",), None, "Deep", ["Ada Lund"])]
    assert only(found).fields["equipment"] == ("A rope",)
    assert [(one.key, one.name, one.fields) for one in found.people] == [("sessionize/id:s-1", "Ada Lund", {})]


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

    assert found.zone == "Europe/Zurich"
    assert whole(found) == [
        ("One", datetime(2024, 4, 25, 9), 20, ("Hall",), None, "", ["Ada Lund"]),
        ("Two", datetime(2024, 4, 25, 9, 20), 20, ("Hall",), None, "", []),
        ("Posters: First", datetime(2024, 4, 25, 10), 60, ("Foyer",), None, "", []),
        ("Zzz", datetime(2024, 4, 25, 11), 15, (), Kind.BREAK, "", []),
    ]
    assert [session.key for session in found.sessions] == [
        "indico/id:1", "indico/id:2", "indico/id:s2", "indico/id:b1",
    ]  # fmt: skip
    assert blocks(found) == [("Morning", "25 09:00", 60, ("Hall",), ("Bo Ek",), ["One", "Two"])]
    (morning,) = found.blocks
    assert (morning.key, morning.fields["description"]) == ("indico/block:id:s1", "All of it")
    assert found.people[0].fields == {"organisation": "Engines"}


# OPass ---------------------------------------------------------------------------------------------------


def both(first, second):
    return {"zh": first, "en": second}


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


WRITTEN = {
    "submissions of the api": (
        {"count": 1, "next": None, "results": [{**SUBMISSION, "slot": SLOT}]},
        {
            "whole": [["A talk", "2024-04-25T09:00:00+02:00", 60, ["Hall"], "workshop", "Deep", ["Ada"]]],
            "keys": ["pretalx/id:ab"],
            "begins": [["2024-04-25", "2024-04-25T09:00:00+02:00", 240, None]],
            "told": [
                {
                    "title": "A talk",
                    "language": "en",
                    "tags": ["one", "two"],
                    "links": [["https://example.org/x", "Notes"]],
                    "note": "Ask her",
                    "do_not_record": True,
                    "status": "confirmed",
                }
            ],
            "people": [[19, "pretalx/id:xy", False, "Ada", "", {"email": "ada@example.org"}]],
        },
    ),
    "speakers alone are people": (
        [
            {
                "code": "XY",
                "name": "Ada",
                "biography": "Counts.",
                "email": "ada@example.org",
                "submissions": ["AB"],
                "answers": [{"question": {"question": {"en": "Diet"}}, "answer": "Vegan"}],
            }
        ],
        {
            "whole": [],
            "people": [
                [
                    2,
                    "pretalx/id:xy",
                    False,
                    "Ada",
                    "Counts.",
                    {"email": "ada@example.org", "diet": "Vegan"},
                ]
            ],
        },
    ),
    "the view speakers of sessionize": (
        [
            {
                **SPEAKER,
                "sessions": [{"id": 7, "name": "A talk"}],
                "questionAnswers": [{"question": "Diet", "answer": "Vegan"}],
                "categories": [{"id": 1, "name": "Pronouns", "categoryItems": [{"id": 2, "name": "she"}]}],
            }
        ],
        {
            "whole": [],
            "people": [
                [
                    2,
                    "sessionize/id:s-1",
                    False,
                    "Ada Lund",
                    "Counts.",
                    {
                        "title": "Counts, at Engines",
                        "links": [["https://example.org", "Blog"]],
                        "diet": "Vegan",
                        "pronouns": "she",
                    },
                ]
            ],
        },
    ),
    "rooms and people that the file does not name are told": (
        view_all(sessionize(roomId=99, speakers=["9d2f6a3e-1111-4222-8333-444455556666"])),
        {
            "whole": [["A talk", "2024-04-25T09:00:00", 60, [], None, "", []]],
            "said": [["sessions!F3: “9d2f6a3e-1111-4222-8333-444455556666” is in it, whom the file does not name."]],
        },
    ),
    "an event of indico": (
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
                    "sessions": [
                        {
                            "title": "Morning",
                            "contributions": [
                                {
                                    "id": "1",
                                    "db_id": 100,
                                    "title": "One",
                                    "startDate": indico_time("09:00:00"),
                                    "duration": 20,
                                    "type": "Talk",
                                    "roomFullname": "Hall",
                                    "speakers": [
                                        {"first_name": "Ada", "last_name": "Lund", "email": "ada@example.org"}
                                    ],
                                    "track": "Deep",
                                    "url": "https://example.org/1",
                                    "keywords": ["rope"],
                                }
                            ],
                        }
                    ],
                    "contributions": [
                        {
                            **{
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
                            },
                            "id": "2",
                            "title": "Two",
                            "startDate": None,
                        }
                    ],
                }
            ]
        },
        {
            "whole": [
                ["One", "2024-04-25T09:00:00", 20, ["Hall"], "talk", "Deep", ["Ada Lund"]],
                ["Two", None, 20, ["Hall"], "talk", "Deep", ["Ada Lund"]],
            ],
            "head": [
                "the-workshop",
                "Europe/Zurich",
                {"title": "The Workshop", "website": "https://example.org"},
                {"name": "CERN", "address": "Route 1"},
            ],
            "people": [[32, "the-workshop/name:ada lund", True, "Ada Lund", "", {"email": "ada@example.org"}]],
        },
    ),
    "sessions of opass are told in two languages": (
        {
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
        },
        {
            "whole": [["開場", "2024-04-25T09:00:00+08:00", 60, ["會議廳", "教室"], "keynote", "", ["艾達"]]],
            "told": [
                {
                    "title": "開場",
                    "description": "說明",
                    "language": "zh",
                    "tags": ["難"],
                    "links": [["https://example.org/qa", "Questions"], ["https://example.org/slides", "Slides"]],
                    "extra": [["title (en)", "Opening talk"]],
                }
            ],
            "people": [[35, "opass/id:a", False, "艾達", "她算", {}]],
            "unmapped": {},
        },
    ),
    "sessions of open event": (
        [OPEN_EVENT],
        {
            "whole": [["A talk", "2024-04-25T09:00:00+02:00", 60, ["Hall"], "workshop", "Deep", ["Ada"]]],
            "told": [
                {
                    "title": "A talk",
                    "subtitle": "Under it",
                    "abstract": "Short",
                    "description": "Long",
                    "language": "en",
                    "status": "confirmed",
                    "links": [["https://example.org/s", "Slides"]],
                    "extra": [["level", "Hard"]],
                }
            ],
            "tracks": [[2, "Deep", ""]],
        },
    ),
    "speakers of open event alone": (
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
        ],
        {
            "people": [
                [
                    2,
                    "people/id:5",
                    False,
                    "Ada",
                    "Counts.",
                    {
                        "title": "Head",
                        "organisation": "Engines",
                        "phone": "+46",
                        "links": [["https://example.org", ""]],
                        "extra": [["sessions", "1"]],
                    },
                ]
            ]
        },
    ),
}
"""Documents, and what is read of them."""


@pytest.mark.parametrize(("content", "wanted"), WRITTEN.values(), ids=WRITTEN)
def test_what_programs_write(content, wanted):
    found = facts(content)

    assert {name: found[name] for name in wanted} == wanted
