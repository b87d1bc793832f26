"""Real programmes in JSON and calendars, compared with readings that share no code with ours."""

import json
from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from lxml import etree

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.incoming import Incoming
from planner.importing.source_registry import read_file
from planner.importing.sources import json_dialects
from tests.importing.schedules import Importing
from tests.shared_data import shared


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


def of_schedule(document, kinds):
    for day in document["schedule"]["conference"]["days"]:
        for events in day["rooms"].values():
            for event in events:
                begins = wall(event["date"])
                hours, minutes = map(int, event["duration"].split(":"))
                people = [person["public_name"] for person in event["persons"]]
                yield line(event["title"], begins, begins + timedelta(hours=hours, minutes=minutes), [event["room"]],
                           kinds[event["type"]], people)  # fmt: skip


def of_camp(document):
    return of_schedule(document, {"lecture": "talk", "performance": "social"})


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
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start = event["DTSTART"].dt.astimezone(ZoneInfo("Europe/London"))
        minutes = round((event["DTEND"].dt - event["DTSTART"].dt).total_seconds() / 60)
        yield words(event["SUMMARY"]), start.replace(tzinfo=None), minutes, (words(event["LOCATION"]),), ()


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
    for event in etree.parse(path).iter("vevent"):
        wall, end = (datetime.strptime(event.findtext(name), "%Y%m%dT%H%M%S") for name in ("dtstart", "dtend"))
        names = tuple(dict.fromkeys(" ".join(one.text.split()) for one in event.findall("attendee")))
        title = " ".join(event.findtext(f"{PENTABARF}title").split())
        expected[title, wall, round((end - wall).total_seconds() / 60), (event.findtext("location"),), names] += 1
        tracks[event.findtext("categories")] += 1
    ours = our_reading(told, "Europe/Brussels")
    assert (ours - expected, expected - ours) == (Counter(), Counter())
    assert (expected.total(), Counter(one.track for one in told.sessions)) == (508, tracks)
    assert (told.zone, told.refused, len(told.people)) == ("", (), 481)


def test_what_is_no_programme_is_not_taken_for_a_list_of_titles():
    for path in [*shared("data", "bench").glob("*.ctt"), *shared("data", "schema").glob("*.xsd")]:
        with pytest.raises(EstradError):
            run_to_end(read_file(path))
