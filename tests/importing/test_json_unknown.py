"""Tests of JSON of unknown programs: with unambiguous fields it is a programme, otherwise a table."""

from datetime import UTC, datetime, timedelta

import pytest

from planner.domain.enums import Kind
from planner.domain.value_objects import Extra
from planner.tables.table import TableFormat, Tables, Worksheet
from tests.importing.json_files import NINE, TEN, only, read, refusal, tables, told, whole

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


SLOT = {"slotId": "x", "roomName": "Hall", "day": "thursday", "fromTime": "09:00", "toTime": "09:30",
        "fromTimeMillis": 1714028400000, "toTimeMillis": 1714030200000, "talk": None, "break": None}  # fmt: skip
TALK = {"id": "T", "title": "A talk", "summary": "Long", "talkType": "Tutorial", "track": "Deep", "lang": "en",
        "speakers": [{"name": "Ada Lund", "link": {"href": "https://example.org/api/1"}}]}  # fmt: skip
IN_A_STREAM = {"id": 1, "title": "One", "start": NINE, "end": TEN, "speakers": [{"display_name": "Ada Lund"}]}
AT_ONE = [("One", AT_NINE, None, (), None, "", [])]
PROGRAMMES = {
    "days with rooms, and breaks beside them": (
        {"days": [{"date": "2024-04-25", "breaks": [{"title": "Stretching", "start": "9:30", "end": "9:45"}],
                   "tracks": [{"room": "Hall", "sessions": [{"title": "One", "start": "9:00", "end": "9:30",
                                                             "speaker": "Ada Lund", "kind": "workshop"}]}]}]},
        [("Stretching", AT_NINE + timedelta(minutes=30), 15, (), Kind.BREAK, "", []),
         ("One", AT_NINE, 30, ("Hall",), Kind.WORKSHOP, "", ["Ada Lund"])]),
    "the date of all": ({"date": "2024-04-25", "agenda": [{"title": "One", "time": "9:00"}]}, AT_ONE),
    "the date of the event": ({"event": {"name": "The Conference", "date": "2024-04-25T00:00:00Z"},
                               "agenda": [{"title": "One", "time": "9:00"}]}, AT_ONE),
    "the only date": ({"info": {"startDate": "2024-04-25", "endDate": "2024-04-25"},
                       "agenda": [{"title": "One", "time": "9:00"}]}, AT_ONE),
    "dates and rooms as names of lists": (
        {"2024-04-25": {"Main hall": [{"title": "One", "start": "9:00"}],
                        "Aula": [{"title": "Two", "start": "10:00"}]}},
        [("One", AT_NINE, None, ("Main hall",), None, "", []), ("Two", AT_TEN, None, ("Aula",), None, "", [])]),
    "streams": ({"title": "The Conference", "streams": [{"stream_name": "Deep", "talks": [IN_A_STREAM]}]},
                [("One", AT_NINE, 60, (), None, "Deep", ["Ada Lund"])]),
    "lists of lists": (
        [[[{"title": "One", "start": NINE, "duration": 1.0}], [{"title": "Two", "start": TEN, "duration": 1.0}]]],
        [("One", AT_NINE, 60, (), None, "", []), ("Two", AT_TEN, 60, (), None, "", [])]),
    "slots of Devoxx": (
        {"slots": [{**SLOT, "talk": TALK}, {**SLOT, "break": {"id": "b", "nameEN": "Stretching"}}, SLOT]},
        [("A talk", AT_NINE, 30, ("Hall",), Kind.WORKSHOP, "Deep", ["Ada Lund"]),
         ("Stretching", AT_NINE, 30, ("Hall",), Kind.BREAK, "", [])]),
}  # fmt: skip
"""Documents, and title, start, minutes, rooms, kind, track and people of their sessions."""


@pytest.mark.parametrize(("content", "sessions"), PROGRAMMES.values(), ids=PROGRAMMES)
def test_sessions_are_found_however_they_lie(content, sessions):
    assert whole(told(content)) == sessions


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


ONE, TWO = {"title": "One", "time": "9:30"}, {"title": "Two", "time": "9:45"}


def rows(content):
    """Return the rows of all sheets, by the sheet's name."""
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in tables(content).sheets}


def test_a_list_of_objects_is_a_table_with_its_fields_as_headings():
    first = '{"Title": "One", "Time": "9:30", "n": 1, "ok": true, "x": null}'
    assert tables(f'[\n {first},\n {{"Time": "10:00",\n "Title": "Two", "More": " "}}]', "program.json") == Tables(
        "program.json",
        TableFormat.JSON,
        (
            Worksheet(
                "program",
                (
                    ("Title", "Time", "n", "ok", "x", "More"),
                    ("One", "9:30", 1, True, None, None),
                    ("Two", "10:00", None, None, None, None),
                ),
                lines=(2, 2, 3),
            ),
        ),
    )


ADA = {"name": "Ada", "bio": "Counts."}
SHEETS = {
    "objects in objects, and lists in cells": (
        [{"title": "One", "when": {"start": "9:30", "end": "10:00"}, "speakers": [{"name": "Ada"}, {"name": "Bo"}],
          "tags": ["a", "b"], "text": {"en": "Long", "sv": "Lång"}, "sizes": [1, 2],
          "track": {"name": "Deep", "id": 3}}],
        {"x": [["title", "when.start", "when.end", "speakers", "tags", "text", "sizes", "track"],
               ["One", "9:30", "10:00", "Ada\nBo", "a\nb", "Long", "1\n2", "Deep"]]}),
    "ids of another list are names": (
        {"talks": [{"title": "One", "time": "9:30", "speakerIds": ["a-b-c-d-1", "a-b-c-d-2"], "room": 1, "minutes": 1},
                   {"title": "Two", "time": "10:00", "speakerIds": [], "room": 2, "minutes": 2}],
         "speakers": [{"id": "a-b-c-d-1", "name": "Ada"},
                      {"id": "a-b-c-d-2", "firstName": "Bo", "lastName": "Ek", "bio": "x"}],
         "rooms": [{"id": 1, "name": "Hall"}, {"id": 2, "name": "Aula"}]},
        {"talks": [["title", "time", "speakers", "room", "minutes"],
                   ["One", "9:30", "Ada\nBo Ek", "Hall", 1], ["Two", "10:00", None, "Aula", 2]],
         "speakers": [["id", "name", "firstName", "lastName", "bio"],
                      ["a-b-c-d-1", "Ada", None, None, None], ["a-b-c-d-2", None, "Bo", "Ek", "x"]]}),
    "what lies around a list": (
        {"days": [{"date": "2024-04-25", "rooms": [{"name": "Hall", "slots": [ONE]}]},
                  {"date": "2024-04-26", "rooms": [{"name": "Aula", "slots": [TWO]}]}]},
        {"slots": [["title", "time", "date", "room"],
                   ["One", "9:30", "2024-04-25", "Hall"], ["Two", "9:45", "2024-04-26", "Aula"]]}),
    "objects under their ids": (
        {"talks": {str(n): {"title": f"Talk {n}", "time": "9:30"} for n in range(3)}},
        {"talks": [["title", "time", "id"], *[[f"Talk {n}", "9:30", str(n)] for n in range(3)]]}),
    "sessions and breaks side by side": (
        {"days": [{"date": "2024-04-25",
                   "tracks": [{"room": "Hall", "sessions": [
                       {"title": "One", "start": "9:00", "end": "9:30", "speaker": "Ada"}]}],
                   "breaks": [{"title": "Zzz", "start": "9:30", "end": "9:45"}]}]},
        {"sessions": [["title", "start", "end", "speaker", "date", "room", "type"],
                      ["One", "9:00", "9:30", "Ada", "2024-04-25", "Hall", "sessions"],
                      ["Zzz", "9:30", "9:45", None, "2024-04-25", None, "breaks"]]}),
    "papers come before their session": (
        [{"title": "Morning", "start": "9:00", "room": "Hall", "chair": "Eve",
          "papers": [{"title": "One", "authors": ["Ada", "Bo"]}, {"title": "Two", "authors": ["Cy"]}]}],
        {"papers": [["title", "authors", "section", "section.start", "room", "section.chair"],
                    ["One", "Ada\nBo", "Morning", "9:00", "Hall", "Eve"],
                    ["Two", "Cy", "Morning", "9:00", "Hall", "Eve"]],
         "x": [["title", "start", "room", "chair", "papers"], ["Morning", "9:00", "Hall", "Eve", "One\nTwo"]]}),
    "a talk in a slot": (
        {"slots": [{"roomName": "Hall", "fromTime": "9:00", "toTime": "9:30",
                    "talk": {"id": 7, "title": "One", "summary": "Long",
                             "speakers": [{"name": "Ada"}, {"name": "Bo"}]}}]},
        {"slots": [["roomName", "fromTime", "toTime", "id", "title", "summary", "speakers"],
                   ["Hall", "9:00", "9:30", 7, "One", "Long", "Ada\nBo"]]}),
    "people of several sessions come once": (
        {"talks": [{**ONE, "speakers": [ADA]}, {**TWO, "speakers": [ADA]}]},
        {"talks": [["title", "time", "speakers"], ["One", "9:30", "Ada"], ["Two", "9:45", "Ada"]],
         "speakers": [["name", "bio"], ["Ada", "Counts."]]}),
    "people have a sheet of their own": (
        {"people": [{"name": "Ada", "email": "ada@example.org"}], "talks": [ONE]},
        {"talks": [["title", "time"], ["One", "9:30"]], "people": [["name", "email"], ["Ada", "ada@example.org"]]}),
    "people alone": (
        [{"name": "Ada", "email": "ada@example.org"}], {"x": [["name", "email"], ["Ada", "ada@example.org"]]}),
    "what an object says beside its name": (
        [{**ONE, "venue": {"id": 3, "name": "Hall", "address": "Street 1", "seats": 90}}],
        {"x": [["title", "time", "venue", "venue.address", "venue.seats"], ["One", "9:30", "Hall", "Street 1", 90]]}),
    "a title of more words than one": (
        [{"ID": "A7K9QZ", "Vorgeschlagener Titel": "Bienen", "Start": "2026-05-06T09:00:00+02:00"}] * 2,
        {"x": [["ID", "Vorgeschlagener Titel", "Start"],
               *[["A7K9QZ", "Bienen", "2026-05-06T09:00:00+02:00"]] * 2]}),
}  # fmt: skip
"""Documents, and the rows of each of their sheets."""


@pytest.mark.parametrize(("content", "sheets"), SHEETS.values(), ids=SHEETS)
def test_lists_are_sheets_with_all_that_belongs_to_their_objects(content, sheets):
    assert (rows(content), list(rows(content))) == (sheets, list(sheets))


@pytest.mark.parametrize(
    ("content", "name", "heading"),
    [
        ({"2024-04-25": [ONE], "2024-04-26": [TWO]}, "x", "date"),
        ({"program": {"2024-04-25": [ONE], "2024-04-26": [TWO]}},
         "program", "date"),
        ({"W1": [ONE], "W2": [TWO]}, "x", "section"),
        ({"9:00": {"title": "One", "room": "Hall"}, "9:30": {"title": "Two", "room": "Hall"}}, "x", "time"),
        ({"2024-04-25": {"Hall": [ONE], "Aula": [TWO]}}, "x", "date"),
        ({"rooms": {"Hall": [ONE], "Aula": [TWO]}}, "rooms", "room"),
    ],
)  # fmt: skip
def test_lists_under_dates_or_names_are_one_table(content, name, heading):
    (sheet,) = tables(content).sheets

    assert (len(sheet.rows), sheet.name, sheet.rows[0][0]) == (3, name, "title")
    assert heading in sheet.rows[0][2:]


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "One", "start": 1714028400000},
        {"Titel": "Eins", "Beginn": "9.30 Uhr"},
        {"session": "One", "time": "9 AM"},
        {"name": "One", "startTime": "09:30"},
        {"name": "One", "date": "2024-04-25T09:30"},
        {"title": "One", "speaker": "Ada"},
        {"topic": "One", "abstract": "Long", "author": "Ada"},
    ],
)
def test_what_may_be_a_programme_is_a_table(entry):
    assert len(rows([entry, entry])["x"]) == 3


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        ([{"name": "Conf", "url": "https://example.org", "startDate": "2024-04-25", "endDate": "2024-04-26"}] * 2,
         "“x.json” is JSON with 2 entries that have name, url, startDate, endDate, but none has a title and a time; "
         "the nearest is Indico, whose sessions have title, startDate, endDate, room, presenters.", 2),
        ({"things": [{"colour": "red", "size": 3}]},
         "“x.json” is JSON with 1 entry that has colour, size, but none has a title and a time.", 3),
        ({"a": {"b": 1}}, "“x.json” is JSON without a list of anything that could be sessions.", 1),
        ([1, 2, 3], "“x.json” is JSON without a list of anything that could be sessions.", 1),
        ([], "“x.json” is JSON without a list of anything that could be sessions.", 1),
        ('{"a": ', "The JSON is broken: “{” is not closed; the file may be cut off.", 1),
    ],
)  # fmt: skip
def test_what_is_no_programme_is_refused_with_what_comes_nearest(content, said, line):
    assert refusal(content) == (said, line)


def test_a_list_without_end_is_refused():

    said, line = refusal([{"title": "One", "time": "9:30", **{f"field {n}": n for n in range(501)}}])
    assert (said, line) == ("A list in “x.json” has 1 entries with 503 fields, too many to be a programme.", 2)


# habits of other programs' files -------------------------------------------------------------------------


def test_times_that_count_from_utc_are_told_by_the_clock_of_the_zone_that_the_file_names():
    content = {"meta": {"timeZone": "Europe/Stockholm"},
               "talks": [{"title": "One", "start": "2024-04-25T07:00:00.000Z", "note": "2024"}]}  # fmt: skip

    found = tables(content)
    assert found.sheets[0].rows[1] == ("One", "2024-04-25T09:00", "2024")
    assert list(map(str, found.remarks)) == ["Times are those of the clock in Europe/Stockholm, which the file names."]
