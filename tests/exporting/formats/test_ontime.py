"""Tests of the rundowns for Ontime."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from zipfile import ZipFile

from hypothesis import given
from python_calamine import CalamineWorkbook

from planner.commands.conference import sample_conference
from planner.domain.value_objects import Kind
from planner.exporting.formats.ontime import ontime
from planner.programme.calendar import conference_uid, session_uid
from planner.wording import wording
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk, track
from tests.exporting.formats.schedules import Importing, Path, news, release
from tests.importing.calendar_files import read
from tests.strategies import agendas
from tests.tries import tries

NEXT = DAY + timedelta(days=1)


def written(plan, number=3):
    """Return the files in the language of the conference."""
    return ontime(release(plan, number), wording(plan.conference.language))


def sheets_of(data):
    """Return the rows of each worksheet by its name, with each value by its heading."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [dict(zip(head, row, strict=True)) for row in inside] for name, (head, *inside) in rows.items()}


def titles_of(data):
    """Return the titles in each worksheet."""
    return {name: [row["Title"] for row in rows] for name, rows in sheets_of(data).items()}


def test_a_row_has_what_ontime_reads_of_a_session():
    bees = talk("bees", "hall", "09:00-09:45", track="nature", people=(speaker("ada"), moderator("bo")))
    plan = agenda(bees, track("nature", colour="teal"), person("ada", name="Ada Ek", organisation="KTH"),
                  person("bo", name="Bo Ahl"))  # fmt: skip
    (row,) = sheets_of(written(plan)["ontime-hall.xlsx"])["event schedule"]

    assert {name: str(value) for name, value in row.items()} == {
        "ID": session_uid("conference", "bees"), "Date": "2024-04-25", "Time Start": "09:00:00",
        "Time End": "09:45:00", "Duration": "00:45:00", "Link Start": "false", "Cue": "1", "Title": "Bees",
        "Timer Type": "count-down", "Colour": "#0a5b59", "Note": "Speaker: Ada Ek, KTH\nModerator: Bo Ahl",
        "Room": "Hall", "Type": "Talk",
    }  # fmt: skip


def test_each_room_has_a_file_with_what_is_in_it_and_in_all_rooms():
    plan = agenda(
        talk("bees", "hall", "09:00-10:00"), talk("wasps", "lab", "09:00-10:00"),
        talk("both", ("hall", "lab"), "10:00-11:00"), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    )  # fmt: skip

    assert {name: titles_of(data) for name, data in written(plan).items()} == {
        "ontime-hall.xlsx": {"event schedule": ["Bees", "Both", "Lunch"]},
        "ontime-lab.xlsx": {"event schedule": ["Wasps", "Both", "Lunch"]},
    }


def test_each_day_has_a_worksheet_to_which_its_night_belongs():
    plan = agenda(day(), day(NEXT), talk("party", "hall", "23:00-25:30"), talk("late", "hall", "25:30-26:00"),
                  talk("early", "hall", "08:00-09:00", on=NEXT))  # fmt: skip
    sheets = sheets_of(written(plan)["ontime-hall.xlsx"])

    assert {name: [(row["Title"], row["Date"], str(row["Time Start"]), str(row["Time End"])) for row in rows]
            for name, rows in sheets.items()} == {
        "2024-04-25": [("Party", DAY, "23:00:00", "01:30:00"), ("Late", NEXT, "01:30:00", "02:00:00")],
        "2024-04-26": [("Early", date(2024, 4, 26), "08:00:00", "09:00:00")],
    }  # fmt: skip


def test_names_of_files_are_told_apart_and_there_may_be_one_or_none():
    rooms = (room("a", name="Sal A"), room("b", 1, name="sal-a"), room("c", 2, name="二"))
    sessions = (talk("one", "a", "09:00-10:00"), talk("two", "b", "09:00-10:00"), talk("three", "c", "09:00-10:00"))

    assert list(written(agenda(*rooms, *sessions))) == ["ontime-sal-a.xlsx", "ontime-sal-a-2.xlsx", "ontime-room.xlsx"]
    assert list(written(agenda(talk("lunch", "", "12:00-13:00")))) == ["ontime-all-rooms.xlsx"]
    assert list(written(agenda())) == []


def test_a_file_says_in_its_properties_which_version_of_which_conference_it_is():
    data = written(agenda(talk("bees", "hall", "09:00-10:00")))["ontime-hall.xlsx"]
    properties = ZipFile(BytesIO(data)).read("docProps/core.xml").decode()

    assert f", 3 (2024-03-01 12:00 UTC), urn:uuid:{conference_uid('conference')}" in properties


def test_the_sample_read_again_brings_nothing_new():
    sample = sample_conference(map("s{}".format, count()).__next__)

    assert [news(Importing(Path()).plan(sample, read(data, name))) for name, data in written(sample).items()] == [
        [],
        [],
    ]


@given(plan=agendas())
@tries(15)
def test_whatever_is_written_and_read_again_brings_nothing_new(plan):
    short = {one.id: one if one.minutes < 24 * 60 else replace(one, placement=None) for one in plan.sessions.values()}
    plan = replace(plan, sessions=short)  # a rundown has no end that is a day after the start

    for name, data in written(plan).items():
        assert news(Importing(Path()).plan(plan, read(data, name))) == []
