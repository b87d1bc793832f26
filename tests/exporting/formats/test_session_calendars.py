"""Tests of the calendar file of a session."""

from dataclasses import replace
from datetime import timedelta

from icalendar import Calendar

from planner.domain.value_objects import Status
from planner.exporting.calendar_folder import unknown_calendars
from planner.exporting.ics import session_calendars, session_file_name, to_ics
from planner.programme.calendar import conference_uid
from planner.programme.programme import programme
from planner.programme.release import Ledger, Release, whole_part
from planner.wording import wording
from tests.builders import NOW, agenda, talk
from tests.calendars import outgoing, sent

BEES, WASPS = talk("bees", "hall", "09:00-10:00"), talk("wasps", "lab", "11:00-12:00")
PLAN = agenda(BEES, WASPS)
LATER = NOW + timedelta(days=1)
NAME = session_file_name("conference", "bees")


def moved(session, times="14:00-15:00", room="lab"):
    """Return a session at another time and place."""
    return replace(session, placement=talk("other", room, times).placement)


def written(plan, ledger, number=1):
    """Return the files after that ledger."""
    return session_calendars(Release(number, NOW, programme(plan)), wording("en"), ledger=ledger)


def entries(data):
    """Return the properties of each entry by its UID, with those by which a client tells which is newer."""
    names = ("SUMMARY", "SEQUENCE", "LAST-MODIFIED", "CREATED", "DTSTART", "DTEND", "LOCATION", "STATUS", "DESCRIPTION")
    events = Calendar.from_ical(data).walk("VEVENT")
    return {str(one["UID"]): {n: one[n].to_ical() for n in names if n in one} for one in events}


def test_each_session_has_the_entry_of_the_whole_calendar():
    first = sent(Ledger(), PLAN)
    after = agenda(moved(BEES), WASPS)
    ledger = sent(first, after, now=LATER)
    whole = to_ics(programme(after), ledger, wording("en"))
    files = written(after, ledger)

    assert len(files) == 2
    assert entries(whole) == {uid: entry for data in files.values() for uid, entry in entries(data).items()}
    assert [entry["SEQUENCE"] for entry in entries(files[NAME]).values()] == [b"1"]


def test_who_has_the_file_of_a_session_and_the_whole_has_one_entry_of_it():
    ledger = sent(Ledger(), PLAN)
    whole, single = to_ics(programme(PLAN), ledger, wording("en")), written(PLAN, ledger)[NAME]

    assert entries(whole) == entries(whole) | entries(single)


def test_its_bytes_stay_while_its_session_does():
    first = sent(Ledger(), PLAN)
    after = agenda(BEES, moved(WASPS))
    second = sent(first, after, now=LATER)
    before, now = written(PLAN, first), written(after, second, 2)

    assert {name for name in before if before[name] != now[name]} == {session_file_name("conference", "wasps")}
    for data in now.values():
        (event,) = Calendar.from_ical(data).walk("VEVENT")
        assert event["DTSTAMP"].to_ical() == event["LAST-MODIFIED"].to_ical()


def test_one_that_was_called_off_stays_under_its_name_and_is_cancelled_whatever_it_is_called():
    first = sent(Ledger(), PLAN)
    off = agenda(replace(BEES, title="Other", status=Status.CANCELLED), WASPS)
    files = written(off, sent(first, off, now=LATER))

    assert files.keys() == written(PLAN, first).keys()
    assert [entry["STATUS"] for entry in entries(files[NAME]).values()] == [b"CANCELLED"]


def test_before_the_whole_calendar_was_sent_there_is_none():
    assert written(PLAN, Ledger()) == {}


def test_it_is_of_the_conference_but_no_calendar_of_its_own():
    ledger = sent(Ledger(), PLAN)
    calendar = Calendar.from_ical(written(PLAN, ledger)[NAME])

    assert {str(name): str(text) for name, text in calendar.items()} == {
        "VERSION": "2.0", "PRODID": "-//Estrad//Estrad conference planner//EN", "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH", "X-ESTRAD-SESSION-OF": conference_uid("conference"),
    }  # fmt: skip


def test_a_folder_does_not_take_it_for_a_calendar_that_nobody_here_knows(tmp_path):
    ledger = sent(Ledger(), PLAN)
    for name, data in written(PLAN, ledger).items():
        (tmp_path / name).write_bytes(data)
    whole = replace(whole_part(programme(PLAN)), name="conference-2024")

    assert unknown_calendars(tmp_path, outgoing(PLAN), ledger, [whole]) == ()
