"""Tests of how a file is told from others; of JSON of unknown programs, and of the times that are in it."""

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from subprocess import run
from zoneinfo import ZoneInfo

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.text import EstradError
from planner.domain.value_objects import Kind
from planner.importing.datetimes import event_span, parse_datetime, parse_length
from planner.importing.incoming import IncomingDay, IncomingStart
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.table_mapping import MappingContext
from planner.importing.sources.schedule_parts import ListedDay, listed_event_start
from planner.incoming_file import SOURCES, choose_source, file_name_patterns, read_opened_file
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile
from planner.tables.table import TableFormat, Tables, Worksheet
from tests.importing.json_files import NINE, TEN, facts, only, refusal, tables, told, whole
from tests.importing.schedules import event, one

TALKS = '[{"title": "A talk", "time": "9:30"}]'


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("x.csv", one(event()).encode(), "schedule.xml"),
        ("x", one(event()).replace("utf-8", "utf-16").encode("utf-16"), "schedule.xml"),
        ("x.xml", TALKS.encode(), "json"),
        ("x.txt", b"\xef\xbb\xbf \n" + TALKS.encode(), "json"),
        ("x.json", TALKS.encode("utf-16"), "json"),
        ("x.json", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ics"),
        ("x.json", b"Title,Time\nA talk,9:30\nAnother,10:00\n", "table"),
        ("x.xml", b"<html><table><tr><td>A talk</td></tr></table></html>", "table"),
    ],
)
def test_content_tells_what_a_file_is(name, data, key):
    assert choose_source(OpenedFile(Path(name), data)).key == key


def test_each_source_can_be_asked_for_by_its_key_and_has_its_functions_and_files():
    assert len({source.key for source in SOURCES}) == len(SOURCES)
    for source in SOURCES:
        assert choose_source(OpenedFile(Path("x"), b"x"), source.key) is source
        assert not source.sniff(OpenedFile(Path("x"), b"x"))
        with pytest.raises(EstradError):
            run_to_end(source.read(OpenedFile(Path("x"), b""), ReadingOptions()))
        assert source.patterns, "the dialog for files would not offer it"
        assert set(source.patterns) <= set(file_name_patterns())
    assert {"*.ics", "*.xlsx", "*.estrad"} <= set(file_name_patterns())
    with pytest.raises(EstradError, match="There is no kind of source “xlsx”"):
        choose_source(OpenedFile(Path("x"), b"x"), "xlsx")
    with pytest.raises(EstradError, match=r"“x.json” is empty\."):
        run_to_end(read_opened_file(OpenedFile(Path("x.json"), b" \n")))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("x.yml", b"Thursday:\n  Hall: [a, b, c]\n", "YAML"),
        ("x.txt", b"# A comment\n---\n- title: A talk\n", "YAML"),
        ("x.png", b"\x89PNG\r\n", "a picture"),
        ("x.gz", b"\x1f\x8b\x08", "a compressed file"),
        ("x.zip", b"PK\x03\x04rest", "a spreadsheet or an archive"),
        ("x.db", b"SQLite format 3\x00", "a database"),
        ("x.html", b"<html><body><p>404</p></body></html>", "a web page"),
        ("x.xml", b"<feed><entry><start>2024-04-25T09:00:00+02:00</start></entry></feed>", "an Atom feed"),
    ],
)
def test_what_nobody_reads_is_named(name, data, what):
    with pytest.raises(EstradError) as found:
        run_to_end(read_opened_file(OpenedFile(Path(name), data)))

    assert str(found.value) in (
        f"“{name}” is {what}, which Estrad does not read.",
        f"“{name}” is {what}, not a schedule.",
    )
    assert str(found.value.remedy).startswith("Choose a table")


@pytest.mark.parametrize(("encoding", "key", "row"), [
    ("cp1252", "", ("Ångström, a talk", "9:30", "Hall")), ("cp1250", "pretalx", ("Żelazna", "9:30", "Hall")),
])  # fmt: skip
def test_how_a_table_is_read_can_be_said_also_of_a_program_s(encoding, key, row):
    data = f"Titel;Tid;Sal\n{';'.join(row)}\n".encode(encoding)

    found = run_to_end(read_opened_file(OpenedFile(Path("x.csv"), data), key, ReadingOptions(encoding, ";")))

    assert isinstance(found, Tables)
    assert found.sheets[0].rows[1] == row


def test_nothing_heavy_is_brought_before_a_source_reads():
    code = ("import sys; from pathlib import Path; from planner.incoming_file import choose_source;"
            "from planner.tables.opened_file import OpenedFile; choose_source(OpenedFile(Path('x'), b'[1]'));"
            "print(sorted({'lxml', 'icalendar', 'babel', 'python_calamine'} & set(sys.modules)))")  # fmt: skip

    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# JSON of unknown programs ---------------------------------------------------------------------------------


AT_NINE, AT_TEN = datetime(2024, 4, 25, 9), datetime(2024, 4, 25, 10)
BY_SUMMER_TIME = AT_NINE.replace(tzinfo=timezone(timedelta(hours=2)))


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
        [("One", AT_NINE, 60, ("Main hall",), None, "", []), ("Two", AT_TEN, None, ("Aula",), None, "", [])]),
    "streams": ({"title": "The Conference", "streams": [{"stream_name": "Deep", "talks": [IN_A_STREAM]}]},
                [("One", AT_NINE, 60, (), None, "Deep", ["Ada Lund"])]),
    "lists of lists": (
        [[[{"title": "One", "start": NINE, "duration": 1.0}], [{"title": "Two", "start": TEN, "duration": 1.0}]]],
        [("One", AT_NINE, 60, (), None, "", []), ("Two", AT_TEN, 60, (), None, "", [])]),
    "slots of Devoxx": (
        {"slots": [{**SLOT, "talk": TALK}, {**SLOT, "talk": {"title": "Stretching", "talkType": "Break"}}, SLOT]},
        [("A talk", BY_SUMMER_TIME, 30, ("Hall",), Kind.WORKSHOP, "Deep", ["Ada Lund"]),
         ("Stretching", BY_SUMMER_TIME, 30, ("Hall",), Kind.BREAK, "", [])]),
}  # fmt: skip
"""Documents, and title, start, minutes, rooms, kind, track and people of their sessions."""


@pytest.mark.parametrize(("content", "sessions"), PROGRAMMES.values(), ids=PROGRAMMES)
def test_sessions_are_found_however_they_lie(content, sessions):
    assert whole(told(content)) == sessions


UNDERSTOOD = {
    "the fields of a list are understood by their names and the others kept": (
        [
            {
                "event_key": "a",
                "name": "A talk",
                "event_start": "2024-04-25 09:00",
                "event_end": "2024-04-25 09:30",
                "event_type": "Workshop",
                "venue": "Hall",
                "speakers": "Ada Lund, Bo Ek",
                "description": "<p>Long</p>",
                "price": "50p",
                "active": True,
                "photo": {"x": 1},
            }
        ],
        {
            "whole": [["A talk", "2024-04-25T09:00:00", 30, ["Hall"], "workshop", "", ["Ada Lund", "Bo Ek"]]],
            "told": [
                {
                    "title": "A talk",
                    "description": "Long",
                    "extra": [["event_key", "a"], ["price", "50p"], ["active", "True"], ["photo.x", "1"]],
                }
            ],
            "keys": ["list/title:a talk#1"],
            "unmapped": {},
        },
    ),
    "ids of people rooms and tracks are those beside the sessions": (
        {
            "name": "The Conference",
            "timezone": "Europe/Stockholm",
            "sessions": [
                {
                    "id": 1,
                    "name": "A talk",
                    "startTime": "2024-04-25T07:00:00Z",
                    "endTime": "2024-04-25T07:30:00Z",
                    "speakers": ["a1"],
                    "roomId": 5,
                    "trackId": 3,
                }
            ],
            "speakers": [{"id": "a1", "name": "Ada Lund", "bio": "Counts.", "company": "Engines"}],
            "rooms": [{"id": 5, "name": "Hall", "capacity": 80}],
            "tracks": [{"id": 3, "name": "Deep", "color": "#c2304f"}],
        },
        {
            "whole": [["A talk", "2024-04-25T09:00:00+02:00", 30, ["Hall"], None, "Deep", ["Ada Lund"]]],
            "head": ["the-conference", "Europe/Stockholm", {"title": "The Conference"}, {}],
            "rooms": [[26, "Hall", 80, {}]],
            "tracks": [[33, "Deep", "saddlebrown"]],
            "people": [[18, "the-conference/id:a1", False, "Ada Lund", "Counts.", {"organisation": "Engines"}]],
        },
    ),
    "a proposal in a session is the session s": (
        {
            "name": "Conf",
            "timeZone": "Europe/Stockholm",
            "sessions": [
                {
                    "id": "s",
                    "start": "2024-04-25T07:00:00Z",
                    "end": "2024-04-25T07:30:00Z",
                    "track": "Deep",
                    "title": "One",
                    "proposal": {
                        "id": "p",
                        "abstractText": "Long",
                        "speakers": [{"id": "a", "name": "Ada Lund", "bio": "x"}],
                    },
                }
            ],
        },
        {
            "whole": [["One", "2024-04-25T09:00:00+02:00", 30, [], None, "Deep", ["Ada Lund"]]],
            "told": [{"title": "One", "description": "Long"}],
            "people": [[15, "conf/id:a", False, "Ada Lund", "x", {}]],
        },
    ),
    "events marked up for search engines": (
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": "The Conference",
            "startDate": "2024-04-25",
            "subEvent": [
                {
                    "@type": "Event",
                    "name": "A talk",
                    "startDate": NINE,
                    "endDate": "2024-04-25T09:30:00",
                    "location": {"@type": "Place", "name": "Hall"},
                    "performer": [{"@type": "Person", "name": "Ada Lund"}],
                }
            ],
        },
        {
            "whole": [["A talk", "2024-04-25T09:00:00", 30, ["Hall"], None, "", ["Ada Lund"]]],
            "told": [{"title": "A talk"}],
        },
    ),
    "an id that stands for several titles is none": (
        [{"id": 1, "slug": f"s{n}", "title": f"Talk {n}", "start": NINE} for n in range(2)],
        {"keys": ["list/title:talk 0#1", "list/title:talk 1#1"]},
    ),
}
"""Documents, and what is read of them."""


@pytest.mark.parametrize(("content", "wanted"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_fields_are_understood_by_their_names(content, wanted):
    found = facts(content)

    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    "content",
    [
        [{"title": "A talk", "start": "9:00"}],  # which day?
        {"startDate": "2024-04-25", "endDate": "2024-04-26", "talks": [{"title": "A talk", "start": "9:00"}]},
    ],
)
def test_where_anything_is_in_doubt_it_is_asked(content):
    assert not guess_mapping(tables(content), MappingContext()).sure
    assert guess_mapping(tables([{"title": "A talk", "start": NINE}]), MappingContext()).sure


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
                      ["a-b-c-d-1", "Ada", None, None, None], ["a-b-c-d-2", None, "Bo", "Ek", "x"]],
         "rooms": [["id", "name"], [1, "Hall"], [2, "Aula"]]}),
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
         "“x.json” is JSON with 2 entries that have name, url, startDate, endDate, but none has a title and a time.",
         2),
        ({"things": [{"colour": "red", "size": 3}]},
         "“x.json” is JSON with 1 entry that has colour, size, but none has a title and a time.", 3),
        ({"a": {"b": 1}}, "“x.json” is JSON without a list of anything that could be sessions.", 1),
        ([1, 2, 3], "“x.json” is JSON without a list of anything that could be sessions.", 1),
        ([], "“x.json” is JSON without a list of anything that could be sessions.", 1),
        ('{"a": ', "The JSON is broken: Expecting value.", 1),
    ],
)  # fmt: skip
def test_what_is_no_programme_is_refused_with_what_it_has(content, said, line):
    assert refusal(content) == (said, line)


def test_a_list_without_end_is_refused():

    said, line = refusal([{"title": "One", "time": "9:30", **{f"field {n}": n for n in range(501)}}])
    assert (said, line) == ("A list in “x.json” has 1 entries with 503 fields, too many to be a programme.", 2)


# habits of other programs' files -------------------------------------------------------------------------


def test_times_that_count_from_utc_are_told_by_the_clock_of_the_zone_that_the_file_names():
    content = {"meta": {"timeZone": "Europe/Stockholm"},
               "talks": [{"title": "One", "start": "2024-04-25T07:00:00.000Z", "note": "2024"}]}  # fmt: skip

    found = tables(content)
    assert found.sheets[0].rows[1] == ("One", "2024-04-25T09:00+02:00", "2024")
    assert found.about == {"zone": "Europe/Stockholm"}


# dates with times -----------------------------------------------------------------------------------------


DAY, NEXT = date(2024, 4, 25), date(2024, 4, 26)
STOCKHOLM, LONDON = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("00:45", 45), ("0:20", 20), ("4:10", 250), ("07:30", 450), ("45", 45), ("00:45:00", 45), ("01:00:30", 61),
     ("48:00", 2880)],
)  # fmt: skip
def test_a_length(written, minutes):
    assert parse_length(written) == minutes


@pytest.mark.parametrize(
    ("read_it", "written", "why"),
    [
        *((parse_length, text, "is no length")
          for text in ("", "0", "00:00", "00:60", "-5", "soon", "٣٠", "1:2:3:4", "99999")),
        *((partial(parse_length, days_first=True), text, f"It lasts {hours} hours")
          for text, hours in (("48:01", 48), ("72:00", 72), ("2:06:00", 54))),
        *((parse_datetime, text, "is no date")
          for text in ("", "tomorrow", "2024-02-30", "1066-10-14", "9999-12-31", "2024-04-25T25:00")),
    ],
)  # fmt: skip
def test_what_is_no_length_that_a_session_can_have_and_no_date(read_it, written, why):
    with pytest.raises(EstradError, match=why):
        read_it(written)


def starting(when: date, start: str, written: str, night: int) -> IncomingStart | None:
    """Return the start of an event on a day that ends with its night."""
    return listed_event_start(ListedDay(IncomingDay(1, when), night), start, written)[0]


@pytest.mark.parametrize(
    ("start", "when", "night", "zone", "here", "span"),
    [
        ("10:00", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("09:00", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 540, 570)),
        ("00:30", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1470, 1500)),
        ("08:55", "", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1975, 2005)),
        ("05:00", "", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 300, 330)),
        ("25:00", "", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 1500, 1530)),
        ("10:00", "2024-04-25", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("00:30", "2024-04-25", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1470, 1500)),
        ("00:30", "2024-04-26", 540, STOCKHOLM, STOCKHOLM, Span(DAY, 1470, 1500)),
        ("14:00", "2024-04-26", 540, STOCKHOLM, STOCKHOLM, Span(NEXT, 840, 870)),
        ("00:15", "2024-04-26T00:15:00+02:00", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 1455, 1485)),
        ("", "2024-04-25T10:00:00+02:00", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("", "2024-04-25T10:00:00", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("10:00", "2024-04-25T08:00:00Z", 240, STOCKHOLM, STOCKHOLM, Span(DAY, 600, 630)),
        ("10:00", "", 240, LONDON, STOCKHOLM, Span(DAY, 660, 690)),
        ("", "2024-04-25T10:00:00+01:00", 240, LONDON, STOCKHOLM, Span(DAY, 660, 690)),
        ("10:00", "2024-04-24T10:00:00+02:00", 240, STOCKHOLM, STOCKHOLM, Span(date(2024, 4, 24), 600, 630)),
    ],
)
def test_where_an_event_falls(start, when, night, zone, here, span):
    begin = starting(DAY, start, when, night)

    assert begin
    assert event_span(begin, 30, zone, here) == span


def test_an_event_without_a_start_has_no_time():
    assert starting(DAY, "", "", 240) is None
    assert starting(DAY, " ", "2024-04-25", 240) is None


def test_a_night_that_begins_in_summer_time_ends_on_the_wall_clock():
    begin = starting(date(2024, 10, 26), "03:00", "", 240)

    assert begin
    assert begin.at == datetime(2024, 10, 27, 3, 0)
    assert event_span(begin, 60, STOCKHOLM, STOCKHOLM) == Span(date(2024, 10, 26), 1620, 1680)


@pytest.mark.parametrize(
    ("when", "minutes", "zone", "span"),
    [
        ("2024-03-31T01:30", 60, STOCKHOLM, (90, 210)),
        ("2024-03-31T00:30", 90, LONDON, (90, 240)),
        ("2024-03-31T03:00", 60, STOCKHOLM, (180, 240)),
        ("2024-03-31T02:30", 60, STOCKHOLM, (210, 270)),
        ("2024-03-30T23:00", 300, STOCKHOLM, (1380, 1740)),
        ("2024-10-27T01:30", 240, STOCKHOLM, (90, 270)),
        ("2024-10-26T23:00", 300, STOCKHOLM, (1380, 1620)),
        ("2024-10-27T02:30", 60, STOCKHOLM, (150, 210)),
        ("2024-10-27T02:30+01:00", 60, STOCKHOLM, (150, 210)),
        ("2024-10-27T03:00", 60, STOCKHOLM, (180, 240)),
        ("2024-10-27T04:00Z", 60, STOCKHOLM, (300, 360)),
    ],
)  # fmt: skip
def test_the_night_on_which_the_clocks_change(when, minutes, zone, span):
    """The length is the time that passes; the end is what the clock shows then."""
    begin = IncomingStart(date.fromisoformat(when[:10]), parse_datetime(when), 240)

    assert event_span(begin, minutes, zone, STOCKHOLM) == Span(begin.day, *span)


@pytest.mark.parametrize(
    ("start", "when", "minutes", "why"),
    [
        ("23:00", "", 26 * 60, "past the end of the following day"),
        ("", "2042-04-25T10:00:00", 30, "is far from the day that lists it"),
    ],
)
def test_an_end_past_the_following_day_and_a_slip_of_the_pen_are_refused(start, when, minutes, why):
    with pytest.raises(EstradError, match=why):
        event_span(starting(DAY, start, when, 240), minutes, STOCKHOLM, STOCKHOLM)
