"""Tests of JSON of no known program whose objects have a title, a date and a time: field names give the meaning."""

from datetime import UTC, datetime, timedelta

import pytest

from planner.domain.enums import Kind
from planner.domain.value_objects import Extra
from planner.tables.table import Tables
from tests.importing.json_files import NINE, TEN, only, read, told, whole

AT_NINE, AT_TEN = datetime(2024, 4, 25, 9), datetime(2024, 4, 25, 10)
HALF_PAST = "2024-04-25T09:30:00"


def test_the_fields_of_a_list_are_understood_by_their_names_and_the_others_kept():
    entry = {"event_key": "a", "name": "A talk", "event_start": "2024-04-25 09:00", "event_end": "2024-04-25 09:30",
             "event_type": "Workshop", "venue": "Hall", "speakers": "Ada Lund, Bo Ek", "description": "<p>Long</p>",
             "price": "50p", "active": True, "photo": {"x": 1}}  # fmt: skip

    found = told([entry])
    assert whole(found) == [("A talk", AT_NINE, 30, ("Hall",), Kind.WORKSHOP, "", ["Ada Lund", "Bo Ek"])]
    assert only(found).told == {
        "title": "A talk", "description": "Long", "extra": (Extra("price", "50p"),),
    }  # fmt: skip
    assert (only(found).key, found.unmapped) == ("list/event_key:a", {"photo": 1})
    assert list(map(str, found.remarks)) == [
        "Nobody knows which program wrote it; its fields are understood by their names: event_key, name, event_start, "
        "event_end, event_type, venue, speakers, description."
    ]


@pytest.mark.parametrize(
    ("fields", "at", "minutes"),
    [
        ({"start": NINE, "end": TEN}, AT_NINE, 60),
        ({"startTime": NINE, "duration": "0:45"}, AT_NINE, 45),
        ({"date": "2024-04-25", "time": "09:00", "mins": "15"}, AT_NINE, 15),
        ({"day": "2024-04-25", "start": "9:00 AM", "end": "10:15 AM"}, AT_NINE, 75),
        ({"date": "2024-04-25", "timeStart": "0900", "timeEnd": "1015"}, AT_NINE, 75),
        ({"start": NINE, "duration": 1.5}, AT_NINE, 90),
        ({"start": NINE, "duration": 3600}, AT_NINE, 60),
        ({"start": NINE, "duration": 2700000}, AT_NINE, 45),
        ({"date": "2024-04-25", "time": "12:30 PM", "mins": 15}, datetime(2024, 4, 25, 12, 30), 15),
        ({"date": "2024-04-25", "time": "12:05 am", "mins": 15}, datetime(2024, 4, 25, 0, 5), 15),
        ({"date": "20240425", "from": "09:00", "to": "00:30"}, AT_NINE, 15 * 60 + 30),
        ({"start": 1714035600000, "end": 1714037400000}, datetime(2024, 4, 25, 9, tzinfo=UTC), 30),
        ({"start": 1714035600, "length": 20}, datetime(2024, 4, 25, 9, tzinfo=UTC), 20),
        ({"start": {"date": "2024-04-25", "time": "09:00:00"}, "length": "PT20M"}, AT_NINE, 20),
    ],
)
def test_dates_times_and_lengths_in_the_forms_they_have(fields, at, minutes):
    session = only(told([{"title": "A talk", **fields}]))

    assert (session.begin.at, session.minutes) == (at, minutes)


def test_ids_of_people_rooms_and_tracks_are_those_beside_the_sessions():
    content = {
        "name": "The Conference", "timezone": "Europe/Stockholm",
        "sessions": [{"id": 1, "name": "A talk", "startTime": "2024-04-25T07:00:00Z", "endTime": "2024-04-25T07:30:00Z",
                      "speakers": ["a1"], "roomId": 5, "trackId": 3}],
        "speakers": [{"id": "a1", "name": "Ada Lund", "bio": "Counts.", "company": "Engines"}],
        "rooms": [{"id": 5, "name": "Hall", "capacity": 80}], "tracks": [{"id": 3, "name": "Deep", "color": "#c2304f"}],
    }  # fmt: skip

    found = told(content)
    seven = datetime(2024, 4, 25, 7, tzinfo=UTC)
    assert whole(found) == [("A talk", seven, 30, ("Hall",), None, "Deep", ["Ada Lund"])]
    assert (found.zone, found.conference, found.namespace) == (
        "Europe/Stockholm", {"title": "The Conference"}, "the-conference",
    )  # fmt: skip
    assert [(room.seats, track.colour) for room, track in zip(found.rooms, found.tracks, strict=True)] == [
        (80, "crimson")
    ]
    assert found.people[0].told == {"organisation": "Engines"}


def test_days_with_rooms_and_breaks_beside_them():
    content = {"days": [{
        "date": "2024-04-25",
        "tracks": [{"room": "Hall", "sessions": [{"title": "One", "start": "9:00", "end": "9:30", "speaker": "Ada Lund",
                                                  "kind": "workshop"}]}],
        "breaks": [{"title": "Stretching", "start": "9:30", "end": "9:45"}],
    }]}  # fmt: skip

    assert whole(told(content)) == [
        ("One", AT_NINE, 30, ("Hall",), Kind.WORKSHOP, "", ["Ada Lund"]),
        ("Stretching", AT_NINE + timedelta(minutes=30), 15, (), Kind.BREAK, "", []),
    ]


@pytest.mark.parametrize(
    "head",
    [
        {"date": "2024-04-25"},
        {"event": {"name": "The Conference", "date": "2024-04-25T00:00:00Z"}},
        {"info": {"startDate": "2024-04-25", "endDate": "2024-04-25"}},
    ],
)
def test_the_one_date_of_an_event_is_that_of_its_sessions(head):
    assert whole(told({**head, "agenda": [{"title": "One", "time": "9:00"}]})) == [
        ("One", AT_NINE, None, (), None, "", []),
    ]  # fmt: skip


def test_dates_and_rooms_that_are_names_of_lists():
    content = {
        "2024-04-25": {"Main hall": [{"title": "One", "start": "9:00"}], "Aula": [{"title": "Two", "start": "10:00"}]}
    }

    assert whole(told(content)) == [
        ("One", AT_NINE, None, ("Main hall",), None, "", []),
        ("Two", AT_TEN, None, ("Aula",), None, "", []),
    ]


def test_talks_in_streams_and_in_lists_of_lists():
    talk = {"id": 1, "title": "One", "start": NINE, "end": TEN, "speakers": [{"display_name": "Ada Lund"}]}
    nested = [[[{"title": "One", "start": NINE, "duration": 1.0}], [{"title": "Two", "start": TEN, "duration": 1.0}]]]

    assert whole(told({"title": "The Conference", "streams": [{"stream_name": "Deep", "talks": [talk]}]})) == [
        ("One", AT_NINE, 60, (), None, "Deep", ["Ada Lund"]),
    ]  # fmt: skip
    assert whole(told(nested)) == [("One", AT_NINE, 60, (), None, "", []), ("Two", AT_TEN, 60, (), None, "", [])]


def test_a_proposal_in_a_session_is_the_session_s():
    content = {"name": "Conf", "timeZone": "Europe/Stockholm", "sessions": [
        {"id": "s", "start": "2024-04-25T07:00:00Z", "end": "2024-04-25T07:30:00Z", "track": "Deep", "title": "One",
         "proposal": {"id": "p", "abstractText": "Long",
                      "speakers": [{"id": "a", "name": "Ada Lund", "bio": "x"}]}}]}  # fmt: skip

    found = told(content)
    seven = datetime(2024, 4, 25, 7, tzinfo=UTC)
    assert whole(found) == [("One", seven, 30, (), None, "Deep", ["Ada Lund"])]
    assert (only(found).told["description"], found.people[0].bio) == ("Long", "x")


def test_events_marked_up_for_search_engines():
    content = {"@context": "https://schema.org", "@type": "Event", "name": "The Conference", "startDate": "2024-04-25",
               "subEvent": [{"@type": "Event", "name": "A talk", "startDate": NINE, "endDate": HALF_PAST,
                             "location": {"@type": "Place", "name": "Hall"},
                             "performer": [{"@type": "Person", "name": "Ada Lund"}]}]}  # fmt: skip

    found = told(content)
    assert whole(found) == [("A talk", AT_NINE, 30, ("Hall",), None, "", ["Ada Lund"])]
    assert "extra" not in only(found).told


def test_an_id_that_stands_for_several_titles_is_none():
    entries = [{"id": 1, "slug": f"s{n}", "title": f"Talk {n}", "start": NINE} for n in range(2)]

    assert [session.key for session in told(entries).sessions] == ["list/slug:s0", "list/slug:s1"]


def test_slots_of_devoxx():
    def slot(**fields):
        return {"slotId": "x", "roomName": "Hall", "day": "thursday", "fromTime": "09:00", "toTime": "09:30",
                "fromTimeMillis": 1714028400000, "toTimeMillis": 1714030200000, "talk": None, "break": None,
                **fields}  # fmt: skip

    talk = {"id": "T", "title": "A talk", "summary": "Long", "talkType": "Tutorial", "track": "Deep", "lang": "en",
            "speakers": [{"name": "Ada Lund", "link": {"href": "https://example.org/api/1"}}]}  # fmt: skip
    found = told({"slots": [slot(talk=talk), slot(**{"break": {"id": "b", "nameEN": "Stretching"}}), slot()]})

    assert whole(found) == [
        ("A talk", AT_NINE, 30, ("Hall",), Kind.WORKSHOP, "Deep", ["Ada Lund"]),
        ("Stretching", AT_NINE, 30, ("Hall",), Kind.BREAK, "", []),
    ]


@pytest.mark.parametrize(
    "content",
    [
        [{"title": "A talk", "start": "9:00"}],  # which day?
        {"startDate": "2024-04-25", "endDate": "2024-04-26", "talks": [{"title": "A talk", "start": "9:00"}]},
        [{"title": "A talk", "start": "Jul 5, 9 AM"}],
        [{"title": "A talk", "start": NINE}, {"title": "Another", "start": "soon"}],
        {"talks": [{"title": "A talk", "start": NINE}], "more": [{"subject": "Another", "when": NINE}]},
    ],
)
def test_where_anything_is_in_doubt_it_is_a_table(content):
    assert isinstance(read(content), Tables)


def test_columns_can_be_asked_for_all_the_same():
    assert isinstance(read([{"title": "A talk", "start": NINE}], kind="table"), Tables)
