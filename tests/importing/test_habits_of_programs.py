"""Tests of files that were once read wrongly, and of real ones against readings that share no code with ours."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from lxml import etree

from planner.commands.edit import edit
from planner.domain.entities import Person, Session
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.domain.value_objects import Role
from planner.importing.incoming import Incoming
from planner.importing.plan import Verdict
from planner.importing.source_registry import read_file
from planner.importing.sources import json_dialects
from tests.builders import agenda
from tests.importing.schedules import Importing, day, event, one, person, persons, room, schedule, told
from tests.shared_data import shared

INDIA = "<title>The Conference</title><acronym>conf</acronym><time_zone_name>Asia/Kolkata</time_zone_name>"
SILENT = "<title>The Conference</title><acronym>conf</acronym>"


def times(whole):
    return [(s.title, s.placement.span.day.isoformat(), str(s.placement.span.begins)) for s, _ in whole.placed]


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
    whole = told(tmp_path, schedule(day(room("Hall", event(1)), **attributes), head=head))

    assert whole.sessions[0].begin.night == 4 * 60


# several names with one id ----------------------------------------------------------------------------------


def names(whole):
    return {s.title: [whole.people[a.person].name for a in s.people] for s in whole.sessions_in_order}


def shared_id(*people, number="7"):
    return one(*(event(n, f"Talk {n}", inside=persons(person(name, id=number))) for n, name in enumerate(people, 1)))


def test_an_id_that_stands_for_several_names_is_that_of_several_people(tmp_path, importing):
    text = shared_id("Ada", "Bo", "ada")
    whole = importing.new(text)

    assert names(whole) == {"Talk 1": ["Ada"], "Talk 2": ["Bo"], "Talk 3": ["Ada"]}
    assert [str(text) for text in importing.new_plan(text).warnings] == [
        "An id in the file stands for several names; its 2 people are told apart by name."
    ]
    assert {row.verdict for row in importing.plan(whole, text).rows} == {Verdict.SAME}
    nobody = shared_id("Ada", "Bo", "Cy", number="0")
    assert names(importing.new(nobody)) == {"Talk 1": ["Ada"], "Talk 2": ["Bo"], "Talk 3": ["Cy"]}
    assert importing.new_plan(nobody).warnings == ()


def test_a_name_that_changes_between_two_versions_is_that_of_the_same_person(importing):
    whole = importing.new(shared_id("Ada", "Ada"))

    plan = importing.plan(whole, shared_id("Ada Berg", "Ada Berg"))

    assert [(row.what, row.verdict) for row in plan.rows if row.verdict is not Verdict.SAME] == [
        (Person, Verdict.CHANGED)
    ]
    assert names(whole.after(plan.change())) == {"Talk 1": ["Ada Berg"], "Talk 2": ["Ada Berg"]}


@pytest.mark.parametrize("renamed", [False, True], ids=["as it was", "renamed here"])
def test_whose_id_another_name_gets_in_the_next_version_stays_the_same_person(importing, renamed):
    whole = importing.new(shared_id("Ada", "Ada"))
    (ada,) = whole.people
    if renamed:
        whole = whole.after(edit(whole, Person, ada, name="Ada of ours"))
    now = "Ada of ours" if renamed else "Ada"

    later = whole.after(importing.plan(whole, shared_id("Ada", "Bo")).change())
    back = later.after(importing.plan(later, shared_id("Ada", "Ada")).change())

    assert names(later) == {"Talk 1": [now], "Talk 2": ["Bo"]}
    assert names(back) == {"Talk 1": [now], "Talk 2": [now]}


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

    assert times(plan.begun()) == [("A talk", "2024-04-25", f"2024-04-25 {wall}:00")]
    assert (plan.contradiction, [str(text) for text in plan.warnings]) == (None, said)


@pytest.mark.parametrize("when", ["2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00+01:00"])
def test_which_of_the_two_hours_it_is_when_the_clocks_are_set_back_is_still_the_file_s_to_say(tmp_path, when):
    (session,) = told(tmp_path, schedule(day(event(1, start="02:30", inside=f"<date>{when}</date>")))).sessions

    assert session.begin.at == datetime.fromisoformat(when)


def several(*offsets):
    """Return a file of talks on one day, one for each of these offsets from UTC."""
    made = (at(n, f"{9 + n:02}:00", f"2024-04-25T{9 + n:02}:00:00{offset}") for n, offset in enumerate(offsets))
    return one(*made, head=SILENT)


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


def test_a_slip_of_the_pen_is_no_other_zone_but_said(importing):
    plan = importing.plan(agenda(), several("+02:00", "+02:00", "+01:00"))

    assert (plan.contradiction, len(plan.warnings)) == (None, 1)
    assert "1 time in the file is counted from UTC otherwise than Europe/Stockholm does" in str(plan.warnings[-1])


def test_who_names_the_zone_is_not_asked_again(importing):
    plan = importing.plan(agenda(), LONDON, asked="Europe/Stockholm")

    assert plan.contradiction is None
    assert [str(text) for text in plan.warnings][-1:] == [
        "1 time in the file is counted from UTC otherwise than Europe/Stockholm does; its clock time is taken."
    ]
    again = importing.plan(plan.agenda.after(plan.change()), LONDON)
    assert (again.contradiction, again.change().edits) == (None, ())


def test_what_was_read_in_a_zone_is_read_so_again_after_one_session_was_moved_in_the_file(importing):
    two = LONDON.replace("</event>", "</event>" + at(2, "10:00", "2024-07-01T10:00:00+01:00"), 1)
    plan = importing.plan(agenda(), two, asked="Europe/Stockholm")

    again = importing.plan(plan.agenda.after(plan.change()), two.replace("09:00", "09:30"))

    assert again.contradiction is None
    assert [row.verdict for row in again.rows if row.what is Session] == [Verdict.CHANGED, Verdict.SAME]


# lengths in three parts --------------------------------------------------------------------------------------


def minutes(folder, *lengths, starts=()):
    """Return the minutes of events of those lengths, in one room, every hour from 09:00 or at `starts`."""
    times = starts or [f"{9 + n:02}:00" for n in range(len(lengths))]
    told_by = enumerate(zip(lengths, times, strict=True))
    made = (event(n, duration=length, start=start) for n, (length, start) in told_by)
    return [session.minutes for session in told(folder, one(*made)).sessions]


@pytest.mark.parametrize(
    ("lengths", "starts", "found"),
    [
        pytest.param(["00:45:00", "01:00:00"], (), [45, 60], id="more than 23 are no hours"),
        pytest.param(["0:00:45", "0:01:30"], (), [45, 90], id="shorter than 5 minutes is no clock"),
        pytest.param(["00:30", "1:06:00"], (), [30, 1800], id="HH:MM beside it"),
        pytest.param(["00:30", "1:15:00"], ("09:00", "10:00"), [30, 2340], id="HH:MM beside it and no next"),
        pytest.param(["1:15:00", "00:30"], ("09:00", "10:15"), [75, 30], id="it ends when the next begins"),
        pytest.param(["1:15:00", "1:15:00"], (), [75, 75], id="HH:MM:SS throughout"),
        pytest.param(["0:20:00", "0:15:00"], (), [20, 15], id="short ones in HH:MM:SS throughout"),
        pytest.param(["1:15:00", "90"], (), [75, 90], id="bare minutes say nothing"),
    ],
)
def test_what_lengths_in_three_parts_are_is_told_by_the_file(tmp_path, lengths, starts, found):
    assert minutes(tmp_path, *lengths, starts=starts) == found
    over_days = schedule(
        day(room("Hall", event(1, start="10:00", duration="1:02:00"))),
        day(room("Hall", event(2, start="12:00", duration="1:00:00")), date="2024-04-26"),
    )
    assert [session.minutes for session in told(tmp_path, over_days).sessions] == [1560, 1440]


def test_what_lasts_longer_than_a_session_can_is_refused_with_its_length(tmp_path):
    whole = told(tmp_path, one(event(1, duration="00:30"), event(2, "The weekend", duration="2:06:00")))

    assert [(refusal.title, str(refusal.why)) for refusal in whole.refused] == [
        ("The weekend", "It lasts 54 hours; a session ends on the following day at the latest.")
    ]


# elements of another name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside"),
    [("talk", "<title>x</title><start>10:00</start>"), ("session", ""), ("slot", "<event><title>x</title></event>")],
)
def test_a_file_whose_events_are_called_otherwise_is_refused_by_their_name(tmp_path, name, inside):
    text = schedule(day(room("Hall", *[f"<{name}>{inside}</{name}>\n"] * 188)), day(date="2024-04-26"))

    with pytest.raises(EstradError) as found:
        told(tmp_path, text)

    assert str(found.value) == (
        f"The days hold no <event>; 188 elements are called <{name}>, which Estrad does not read."
    )
    assert found.value.line == 6
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


def wall(text, zone=None):
    """Return the local time of a text that states it itself, or that counts from UTC and needs a zone."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if zone else moment.replace(tzinfo=None)


def line(title, begins, ends, rooms, kind, people):
    where = tuple(sorted(map(words, rooms)))
    minutes = (ends - begins) // timedelta(minutes=1)
    return words(title), f"{begins:%Y-%m-%d %H:%M}", minutes, where, kind, tuple(sorted(map(words, people)))


def of_camp(document):
    for of_day in document["schedule"]["conference"]["days"]:
        for events in of_day["rooms"].values():
            for one_event in events:
                begins = wall(one_event["date"])
                hours, minutes = map(int, one_event["duration"].split(":"))
                people = [person["public_name"] for person in one_event["persons"]]
                ends = begins + timedelta(hours=hours, minutes=minutes)
                kind = "talk" if one_event["type"] == "lecture" else "social"
                yield line(one_event["title"], begins, ends, [one_event["room"]], kind, people)


def of_state_of_the_map(document):
    names = {speaker["code"]: speaker["name"] for speaker in document["speakers"]}
    rooms = {room["id"]: room["name"]["en"] for room in document["rooms"]}
    for talk in document["talks"]:
        zone = document["timezone"]
        yield line(talk["title"], wall(talk["start"], zone), wall(talk["end"], zone), [rooms[talk["room"]]], "talk",
                   [names[code] for code in talk["speakers"]])  # fmt: skip


def of_linz(document):
    names = {speaker["id"]: speaker["fullName"] for speaker in document["speakers"]}
    rooms = {room["id"]: room["name"] for room in document["rooms"]}
    for session in document["sessions"]:
        kind = "meal" if session["title"] == "Lunch Break" else "talk"
        yield line(session["title"], wall(session["startsAt"]), wall(session["endsAt"]), [rooms[session["roomId"]]],
                   kind, [names[one] for one in session["speakers"]])  # fmt: skip


FILES = {
    ("schedule_json", "camp2019-frab.json"): ("Europe/Berlin", of_camp),
    ("program", "sotm-2022-talks.json"): ("Europe/Rome", of_state_of_the_map),
    ("program", "gab-linz-2020-sessionize.json"): ("Europe/Vienna", of_linz),
    ("schedule_json", "democon-pretalx.json"): ("UTC", "85b65dc13eec"),
    ("schedule_json", "hub-schedule2.json"): ("Europe/Berlin", "e5eba4b0ef35"),
    ("program", "kotlinconf-2025.json"): ("Europe/Copenhagen", "a0441d4c0de2"),
    ("program", "data-community-day-austria-2026.json"): ("Europe/Vienna", "318fffba1d93"),
    ("program", "emf-2018.json"): ("Europe/London", "9e7288a98142"),
    ("program", "sitcon-2020.json"): ("Asia/Taipei", "401fb00c1e5e"),
    ("program", "acl-2020-calendar.json"): ("America/Los_Angeles", "f0d1d97cc494"),
}
"""The zone of the place and the second reading, or in short what was read when it equalled one: see `in_short`."""
OWN_WAYS = ("sitcon-2020.json", "acl-2020-calendar.json")
"""Files with conventions of their own: rooms into which others are broadcast, HTML in titles."""


def in_short(found):
    """Return a digest of all that was read. If it changes on purpose, look at `git diff` of what is read first."""
    return sha256("\n".join(sorted(map(repr, found.elements()))).encode()).hexdigest()[:12]


def as_it_says(where, folder):
    """Return whether the second reading of the file finds the same as ours, with all that it says of each session."""
    (zone, second), path = FILES[where], shared("data", *where)
    whole = Importing(folder, zone).new(run_to_end(read_file(path)))
    assert whole.tray == ()
    ours = Counter(
        line(session.title, placement.span.begins, placement.span.ends, whole.room_names(placement.rooms),
             session.kind.value, [whole.people[a.person].name for a in session.people])
        for session, placement in whole.placed
    )  # fmt: skip
    return (
        in_short(ours) == second if isinstance(second, str) else ours == Counter(second(json.loads(path.read_bytes())))
    )


@pytest.mark.parametrize("where", FILES, ids=lambda where: where[1])
def test_each_session_is_where_when_and_with_whom_the_file_says(tmp_path, where):
    assert as_it_says(where, tmp_path)


@pytest.mark.parametrize("where", [where for where in FILES if where[1] not in OWN_WAYS], ids=lambda where: where[1])
def test_it_is_so_where_nobody_knows_the_program(tmp_path, where, monkeypatch):
    monkeypatch.setattr(json_dialects, "DIALECTS", ())

    assert as_it_says(where, tmp_path)


@pytest.mark.parametrize("name", ["ddd-melbourne-2018.json", "devfest-warsaw-2019.json"])
def test_sessions_without_a_date_have_no_time(name):
    path = shared("data", "program", name)
    document = json.loads(path.read_bytes())
    told = run_to_end(read_file(path))
    names = {person.key: person.name for person in told.people}

    if isinstance(document, dict):
        second = [(one["session_title"], int(one["session_total_time"].split()[0]), [one["speaker_name"]])
                  for one in document["sessions"]]  # fmt: skip
    else:
        second = [(one["Title"], int(one["Format"].split()[0]), sorted(who["Name"] for who in one["Presenters"]))
                  for one in document]  # fmt: skip
    ours = [(s.title, s.minutes, sorted(names[key] for key, _ in s.people)) for s in told.sessions]
    assert sorted(ours) == sorted((words(title), length, sorted(map(words, who))) for title, length, who in second)
    assert {(s.begin, s.rooms) for s in told.sessions} == {(None, ())}


def our_reading(told: Incoming, zone: str):
    """Return title, local start, minutes, rooms and names of each session, in any order."""
    names = {person.key: person.name for person in told.people}
    return Counter(
        (one.title, one.begin.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None), one.minutes, one.rooms,
         tuple(names[key] for key, _ in one.people))
        for one in told.sessions
    )  # fmt: skip


def of_emf_calendar(path):
    """Yield each event as icalendar reads it, its times in the zone's local time."""
    for one_event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start = one_event["DTSTART"].dt.astimezone(ZoneInfo("Europe/London"))
        minutes = round((one_event["DTEND"].dt - one_event["DTSTART"].dt).total_seconds() / 60)
        yield words(one_event["SUMMARY"]), start.replace(tzinfo=None), minutes, (words(one_event["LOCATION"]),), ()


CALENDARS = {
    ("ics", "emf-2018.ics"): (of_emf_calendar, "Europe/London", "Europe/London", 355, 0),
    ("ics", "pyconau-2023.ics"): ("bdf6b4de5547", "Australia/Adelaide", "Australia/Adelaide", 94, 0),
    ("ics", "pyconuk-2015.ics"): ("3df07a2a2052", "Europe/London", "", 158, 4),
    ("schedule_xml", "coscup-2010-atom.xml"): ("6adc9f5270f6", "Asia/Taipei", "", 67, 0),
}
"""Their reading or its digest, the zone of the place, that which the file tells, and how many are read and refused."""


@pytest.mark.parametrize("where", CALENDARS, ids=lambda where: where[1])
def test_every_session_is_as_the_calendar_says(where):
    second, zone, told_zone, sessions, refused = CALENDARS[where]
    path = shared("data", *where)
    told = run_to_end(read_file(path))

    ours = our_reading(told, zone)
    assert in_short(ours) == second if isinstance(second, str) else ours == Counter(second(path))
    assert (told.zone, ours.total()) == (told_zone, sessions)
    assert [str(refusal.why.problem) for refusal in told.refused] == ["The event has no title."] * refused


PENTABARF = "{http://pentabarf.org}"


def test_every_session_of_fosdem_2014_is_as_its_xcal_says():
    path = shared("data", "schedule_xml", "fosdem-2014.xcal")

    told = run_to_end(read_file(path))

    expected, tracks = Counter[object](), Counter[str]()
    for one_event in etree.parse(path).iter("vevent"):
        wall, end = (datetime.strptime(one_event.findtext(name), "%Y%m%dT%H%M%S") for name in ("dtstart", "dtend"))
        names = tuple(dict.fromkeys(" ".join(one.text.split()) for one in one_event.findall("attendee")))
        title = " ".join(one_event.findtext(f"{PENTABARF}title").split())
        expected[title, wall, round((end - wall).total_seconds() / 60), (one_event.findtext("location"),), names] += 1
        tracks[one_event.findtext("categories")] += 1
    ours = our_reading(told, "Europe/Brussels")
    assert (ours - expected, expected - ours) == (Counter(), Counter())
    assert (expected.total(), Counter(one.track for one in told.sessions)) == (508, tracks)
    assert (told.zone, told.refused, len(told.people)) == ("", (), 481)


def test_what_is_no_programme_is_not_taken_for_a_list_of_titles():
    for path in [*shared("data", "bench").glob("*.ctt"), *shared("data", "schema").glob("*.xsd")]:
        with pytest.raises(EstradError):
            run_to_end(read_file(path))
