"""Tests of files that were once read wrongly, and of real ones against readings that share no code with ours."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from planner.domain.entities import Person, Session
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.domain.value_objects import Role
from planner.importing.incoming import Incoming
from planner.importing.plan import Verdict
from planner.incoming_file import read_incoming
from tests.builders import agenda
from tests.importing.json_files import told as json_told
from tests.importing.schedules import Importing, day, event, one, person, persons, room, schedule, told
from tests.shared_data import shared

INDIA = "<title>The Conference</title><acronym>conf</acronym><time_zone_name>Asia/Kolkata</time_zone_name>"
SILENT = "<title>The Conference</title><acronym>conf</acronym>"


def times(whole):
    return [(s.title, s.placement.span.day.isoformat(), str(s.placement.span.start_datetime)) for s, _ in whole.placed]


def at(number, clock, when, **parts):
    """Return an event whose full date is given beside its clock time."""
    return event(number, start=clock, date=when, **parts)


# the bounds of a day in UTC ---------------------------------------------------------------------------------


def in_utc(head):
    """Return 10 September from 03:00 to 02:59 in India, as written by a program that counts days in UTC."""
    return schedule(
        day(
            room(
                "Hall",
                at(1, "09:00", "2023-09-10T09:00:00+05:30", title="Morning"),
                at(2, "20:00", "2023-09-10T20:00:00+05:30", title="Evening"),
                at(3, "01:00", "2023-09-11T01:00:00+05:30", title="Night"),
            ),
            date="2023-09-09",
            start="2023-09-09T21:30:00+00:00",
            end="2023-09-10T21:29:59+00:00",
        ),
        head=head,
    )


@pytest.mark.parametrize("head", [INDIA, SILENT], ids=["with its zone", "without"])
def test_a_day_whose_bounds_are_in_utc_is_the_day_on_which_it_starts_at_the_venue(tmp_path, head):
    whole = Importing(tmp_path, "Asia/Kolkata").new(in_utc(head))

    assert times(whole) == [
        ("Morning", "2023-09-10", "2023-09-10 09:00:00"),
        ("Evening", "2023-09-10", "2023-09-10 20:00:00"),
        ("Night", "2023-09-10", "2023-09-11 01:00:00"),
    ]
    assert [(d.date, d.opens, d.closes) for d in whole.days_in_order] == [(date(2023, 9, 10), 9 * 60, 26 * 60)]


@pytest.mark.parametrize(
    ("attributes", "head"),
    [({"end": "2024-04-26T21:29:00"}, SILENT), ({}, SILENT + "<day_change>20:00:00</day_change>")],
)
def test_no_night_reaches_past_noon(tmp_path, attributes, head):
    (session,) = told(tmp_path, schedule(day(room("Hall", event(1)), **attributes), head=head)).sessions

    assert session.begin.night == 4 * 60


# several names with one id ----------------------------------------------------------------------------------


def names(whole):
    return {s.title: [whole.people[a.person].name for a in s.people] for s in whole.sessions_in_order}


def shared_id(*people, number="7"):
    return one(*(event(n, f"Talk {n}", inside=persons(person(name, id=number))) for n, name in enumerate(people, 1)))


@pytest.mark.parametrize(("text", "found"), [
    (shared_id("Ada", "Bo", "ada"), ["Ada", "Bo", "Ada"]),
    (shared_id("Ada", "Bo", "Cy", number="0"), ["Ada", "Bo", "Cy"]),
], ids=["two", "nobody's"])  # fmt: skip
def test_an_id_that_stands_for_several_names_is_that_of_several_people(importing, text, found):
    whole = importing.new(text)

    assert names(whole) == {f"Talk {n}": [name] for n, name in enumerate(found, 1)}
    assert {row.verdict for row in importing.plan(whole, text).rows} == {Verdict.SAME}


def test_a_name_that_changes_between_two_versions_is_that_of_the_same_person(importing):
    plan, after = importing.taken(importing.new(shared_id("Ada", "Ada")), shared_id("Ada Berg", "Ada Berg"))

    assert [(row.what, row.verdict) for row in plan.rows if row.verdict is not Verdict.SAME] == [
        (Person, Verdict.CHANGED)
    ]
    assert names(after) == {"Talk 1": ["Ada Berg"], "Talk 2": ["Ada Berg"]}


def test_whose_id_another_name_gets_in_the_next_version_stays_the_same_person(importing):
    whole = importing.new(shared_id("Ada", "Ada"))

    later = importing.into(whole, shared_id("Ada", "Bo"))

    assert (names(later), later.people.keys() >= whole.people.keys()) == ({"Talk 1": ["Ada"], "Talk 2": ["Bo"]}, True)
    assert names(importing.into(later, shared_id("Ada", "Ada"))) == {"Talk 1": ["Ada"], "Talk 2": ["Ada"]}


# clocks and zones -------------------------------------------------------------------------------------------

LONDON = one(at(1, "09:00", "2024-07-01T09:00:00+01:00"), head=SILENT).replace("2024-04-25", "2024-07-01")
UTC_BESIDE_LOCAL = one(at(1, "09:00", "2024-07-01T09:00:00+00:00"), head=SILENT).replace("2024-04-25", "2024-07-01")


@pytest.mark.parametrize("text", [LONDON, UTC_BESIDE_LOCAL], ids=["an hour beside", "UTC"])
@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Europe/London"])
def test_the_clock_beside_the_date_is_the_one_on_the_wall_in_the_zone_that_is_chosen(tmp_path, text, zone):
    whole = Importing(tmp_path, zone).new(text)

    assert (times(whole), whole.conference.timezone) == ([("A talk", "2024-07-01", "2024-07-01 09:00:00")], zone)


NEW_YORK = INDIA.replace("Asia/Kolkata", "America/New_York")
WHOLE_DAY = {"start": "2024-04-25T00:00:00+00:00", "end": "2024-04-25T23:59:00+00:00"}


@pytest.mark.parametrize(("text", "wall", "said"), [
    (one(at(1, "09:00", "2024-04-25T09:00:00+00:00"), head=SILENT + "<time_zone_name>Asia/Dubai</time_zone_name>"),
     "09:00", ["1 time in the file is counted from UTC otherwise than Asia/Dubai does; its clock time is taken."]),
    (one(at(1, "11:00", "2024-04-25T09:00:00Z"), head=SILENT), "11:00", []),
    (schedule(day(room("Hall", at(1, "09:00", "2024-04-25T09:00:00-04:00")), **WHOLE_DAY), head=NEW_YORK), "09:00", []),
], ids=["UTC beside the clock", "UTC converted", "a day in UTC beside local times"])  # fmt: skip
def test_the_clock_on_the_wall_counts_and_what_contradicts_it_is_said(importing, text, wall, said):
    plan = importing.new_plan(text)

    assert times(plan.create_conference()) == [("A talk", "2024-04-25", f"2024-04-25 {wall}:00")]
    assert (plan.contradiction, [str(text) for text in plan.warnings]) == (None, said)


@pytest.mark.parametrize("when", ["2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00+01:00"])
def test_which_of_the_two_hours_it_is_when_the_clocks_are_set_back_is_still_the_file_s_to_say(tmp_path, when):
    (session,) = told(tmp_path, schedule(day(event(1, start="02:30", inside=f"<date>{when}</date>")))).sessions

    assert session.begin.at.isoformat() == when


def several(*offsets):
    """Return a file of talks on one day, one for each of these offsets from UTC."""
    return one(
        *(at(n, f"{9 + n:02}:00", f"2024-04-25T{9 + n:02}:00:00{offset}") for n, offset in enumerate(offsets)),
        head=SILENT,
    )


@pytest.mark.parametrize(("text", "fits", "said"), [
    (LONDON, ["Europe/London", "Africa/Casablanca"], "not those of Europe/Stockholm: 1 of them, such as 2024"),
    (UTC_BESIDE_LOCAL, ["Atlantic/Reykjavik"], "not those of Europe/Stockholm: 1 of them, such as 2024"),
    (several("+02:00", "+01:00", "+01:00"), [], "not those of Europe/Stockholm: 2 of them"),
], ids=["an hour beside", "UTC", "no zone fits"])  # fmt: skip
def test_a_zone_that_the_file_contradicts_is_to_be_asked_for(importing, text, fits, said):
    found = importing.plan(agenda(), text).contradiction

    assert said in str(found.text)
    assert (set(fits) <= set(found.fitting), "Europe/Stockholm" in found.fitting) == (True, False)
    assert bool(found.fitting) is bool(fits)
    assert "Europe/London" not in fits or {name.partition("/")[0] for name in found.fitting[:3]} == {"Europe"}


@pytest.mark.parametrize(("text", "asked", "ends"), [
    (several("+02:00", "+02:00", "+01:00"), "", ""), (LONDON, "Europe/Stockholm", "; its clock time is taken."),
], ids=["a slip of the pen", "it was asked for"])  # fmt: skip
def test_a_slip_of_the_pen_or_a_zone_that_was_asked_for_is_no_question_but_said(importing, text, asked, ends):
    plan = importing.plan(agenda(), text, asked=asked)

    said = "1 time in the file is counted from UTC otherwise than Europe/Stockholm does; its clock time is taken."
    assert (plan.contradiction, [str(text) for text in plan.warnings][-1:]) == (None, [said])
    again = importing.plan(plan.agenda.after(plan.change()), text)
    assert (again.contradiction, again.change().edits) == (None, ())


def test_what_was_read_in_a_zone_is_read_so_again_after_one_session_was_moved_in_the_file(importing):
    two = LONDON.replace("</event>", "</event>" + at(2, "10:00", "2024-07-01T10:00:00+01:00"), 1)
    plan = importing.plan(agenda(), two, asked="Europe/Stockholm")

    again = importing.plan(plan.agenda.after(plan.change()), two.replace("09:00", "09:30"))

    assert again.contradiction is None
    assert [row.verdict for row in again.rows if row.what is Session] == [Verdict.CHANGED, Verdict.SAME]


# lengths in three parts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "found"),
    [
        pytest.param([("09:00", "00:45:00"), ("10:00", "01:00:00")], [45, 60], id="more than 23 are no hours"),
        pytest.param([("09:00", "0:00:45"), ("10:00", "0:01:30")], [45, 90], id="shorter than 5 minutes is no clock"),
        pytest.param([("09:00", "00:30"), ("10:00", "1:06:00")], [30, 1800], id="HH:MM beside it"),
        pytest.param([("09:00", "00:30"), ("10:00", "1:15:00")], [30, 2340], id="HH:MM beside it and no next"),
        pytest.param([("09:00", "1:15:00"), ("10:00", "1:15:00")], [75, 75], id="HH:MM:SS throughout"),
        pytest.param([("09:00", "0:20:00"), ("10:00", "0:15:00")], [20, 15], id="short ones in HH:MM:SS throughout"),
        pytest.param([("09:00", "1:15:00"), ("10:00", "90")], [75, 90], id="bare minutes say nothing"),
    ],
)
def test_what_lengths_in_three_parts_are_is_told_by_the_file(tmp_path, events, found):
    made = [event(n, start=start, duration=length) for n, (start, length) in enumerate(events)]
    assert [session.minutes for session in told(tmp_path, one(*made)).sessions] == found


def test_what_lasts_longer_than_a_session_can_comes_without_its_length_which_is_said(tmp_path):
    whole = told(tmp_path, one(event(1, duration="00:30"), event(2, "The weekend", duration="2:06:00")))

    assert [(one.title, one.minutes, *map(str, one.remarks)) for one in whole.sessions] == [
        ("A talk", 30),
        ("The weekend", None, "It lasts 54 hours; a session ends on the following day at the latest."),
    ]


# elements of another name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside"),
    [("talk", "<title>x</title><start>10:00</start>"), ("session", ""), ("slot", "<event><title>x</title></event>")],
)
def test_a_file_whose_events_are_called_otherwise_is_refused(tmp_path, name, inside):
    text = schedule(day(room("Hall", *[f"<{name}>{inside}</{name}>\n"] * 188)), day(date="2024-04-26"))

    with pytest.raises(EstradError) as found:
        told(tmp_path, text)

    assert (str(found.value), found.value.line) == ("The schedule has no <day> with an <event> in it.", 1)
    assert len(told(tmp_path, schedule(day(room("Hall")), day(date="2024-04-26"))).days) == 2  # has none yet


def test_roles_of_people_with_one_id_are_their_own(importing):
    whole = importing.new(one(event(1, inside=persons(person("Ada", id="7", role="moderator"), person("Bo", id="7")))))

    assert [(whole.people[a.person].name, a.role) for a in whole.sessions_in_order[0].people] == [
        ("Ada", Role.MODERATOR),
        ("Bo", Role.SPEAKER),
    ]


# real files, read in another way --------------------------------------------------------------------------


def words(text):
    return " ".join((text or "").split())


def line(title, begins, ends, rooms, kind, people):
    """Return title, beginning, minutes, rooms, kind and people of a session in one way of writing."""
    minutes = (ends - begins) // timedelta(minutes=1)
    return (words(title), f"{begins:%Y-%m-%d %H:%M}", minutes, tuple(sorted(map(words, rooms))), kind,
            tuple(sorted(map(words, people))))  # fmt: skip


def of_camp(document):
    for of_day in document["schedule"]["conference"]["days"]:
        for one_event in chain.from_iterable(of_day["rooms"].values()):
            begins = datetime.fromisoformat(one_event["date"]).replace(tzinfo=None)
            hours, minutes = map(int, one_event["duration"].split(":"))
            yield line(one_event["title"], begins, begins + timedelta(hours=hours, minutes=minutes),
                       [one_event["room"]], "talk" if one_event["type"] == "lecture" else "social",
                       [person["public_name"] for person in one_event["persons"]])  # fmt: skip


FILES = {
    ("schedule_json", "camp2019-frab.json"): ("Europe/Berlin", of_camp),
    ("program", "sotm-2022-talks.json"): ("Europe/Rome", "119485f1aa53"),
    ("program", "gab-linz-2020-sessionize.json"): ("Europe/Vienna", "b427182bd747"),
    ("schedule_json", "democon-pretalx.json"): ("UTC", "85b65dc13eec"),
    ("schedule_json", "hub-schedule2.json"): ("Europe/Berlin", "e5eba4b0ef35"),
    ("program", "kotlinconf-2025.json"): ("Europe/Copenhagen", "a0441d4c0de2"),
    ("program", "data-community-day-austria-2026.json"): ("Europe/Vienna", "318fffba1d93"),
    ("program", "emf-2018.json"): ("Europe/London", "92069587f232"),
    ("program", "sitcon-2020.json"): ("Asia/Taipei", "5c1e94b772bb"),
    ("program", "acl-2020-calendar.json"): ("America/Los_Angeles", "f0d1d97cc494"),
}
"""The zone of the place and the second reading, or in short what was read when it equalled one: see `short_label`."""


def in_short(found):
    """Return a digest of all that was read. If it changes on purpose, look at `git diff` of what is read first."""
    return sha256("\n".join(sorted(map(repr, found.elements()))).encode()).hexdigest()[:12]


@pytest.mark.parametrize("where", FILES, ids=lambda where: where[1])
def test_each_session_is_where_when_and_with_whom_the_file_says(tmp_path, where):
    (zone, second), path = FILES[where], shared("data", *where)
    whole = Importing(tmp_path, zone).new_plan(json_told(path.read_bytes(), path.name)).create_conference()
    ours = Counter(
        line(session.title, placement.span.start_datetime, placement.span.end_datetime,
             whole.room_names(placement.rooms), session.kind.value,
             [whole.people[a.person].name for a in session.people])
        for session, placement in whole.placed
    )  # fmt: skip
    expected = second if isinstance(second, str) else in_short(Counter(second(json.loads(path.read_bytes()))))
    assert (whole.tray, in_short(ours)) == ((), expected)


@pytest.mark.parametrize(("name", "digest"), [
    ("ddd-melbourne-2018.json", "65bd98f65e72"), ("devfest-warsaw-2019.json", "6d2cb2760003"),
])  # fmt: skip
def test_sessions_without_a_date_have_no_time(name, digest):
    path = shared("data", "program", name)
    told = json_told(path.read_bytes(), name)
    names = {person.key: person.name for person in told.people}

    ours = Counter((s.title, s.minutes, *sorted(names[key] for key, _ in s.people)) for s in told.sessions)
    assert (in_short(ours), {(s.begin, s.rooms) for s in told.sessions}) == (digest, {(None, ())})


def our_reading(told: Incoming, zone: str):
    """Return title, local start, minutes, rooms, names and track of each session, in any order."""
    names = {person.key: person.name for person in told.people}
    return Counter(
        (one.title, one.begin.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None), one.minutes, one.rooms,
         tuple(names[key] for key, _ in one.people), one.track)
        for one in told.sessions
    )  # fmt: skip


def of_emf_calendar(path):
    """Yield each event as icalendar reads it, its times in the zone's local time."""
    for one_event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start = one_event["DTSTART"].dt.astimezone(ZoneInfo("Europe/London"))
        minutes = round((one_event["DTEND"].dt - one_event["DTSTART"].dt).total_seconds() / 60)
        yield words(one_event["SUMMARY"]), start.replace(tzinfo=None), minutes, (words(one_event["LOCATION"]),), (), ""


CALENDARS = {
    ("ics", "emf-2018.ics"): (of_emf_calendar, "Europe/London", "Europe/London", 355, 0),
    ("ics", "pyconau-2023.ics"): ("103d0106fbcb", "Australia/Adelaide", "Australia/Adelaide", 94, 0),
    ("ics", "pyconuk-2015.ics"): ("0db0db28ebe8", "Europe/London", "", 158, 4),
    ("schedule_xml", "fosdem-2014.xcal"): ("ed70f7f3e2d2", "Europe/Brussels", "", 508, 0),
}
"""Their reading or its digest, the zone of the place, that which the file tells, and how many are read and refused."""


@pytest.mark.parametrize("where", CALENDARS, ids=lambda where: where[1])
def test_every_session_is_as_the_calendar_says(where):
    (second, zone, told_zone, sessions, refused), path = CALENDARS[where], shared("data", *where)
    told = run_to_end(read_incoming(path))

    ours = our_reading(told, zone)
    assert in_short(ours) == second if isinstance(second, str) else ours == Counter(second(path))
    assert (told.zone, ours.total()) == (told_zone, sessions)
    assert [str(refusal.why.problem) for refusal in told.refused] == ["The event has no title."] * refused


def test_what_is_no_programme_is_not_taken_for_a_list_of_titles():
    for path in [*shared("data", "bench").glob("*.ctt"), *shared("data", "schema").glob("*.xsd")]:
        with pytest.raises(EstradError):
            run_to_end(read_incoming(path))
