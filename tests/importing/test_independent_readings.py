"""Real programmes in JSON and calendars, compared with readings that share no code with ours."""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
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


def of_democon(document):
    # the example counts from Berlin's time and calls its zone UTC: the clock beside it is the local time
    return of_schedule(document, {"Talk": "talk", "Workshop": "workshop"})


def of_hub(document):
    kinds = {"OTHER": "talk", "TALK": "talk"}
    for event in document["schedule"]["events"]:
        people = [one["name"] for one in event["participants"] if one["role"] == "SPEAKER"]
        yield line(event["title"], wall(event["start"]), wall(event["end"]), [event["room"]["name"]],
                   kinds[event["type"]], people)  # fmt: skip


def of_state_of_the_map(document):
    names = {speaker["code"]: speaker["name"] for speaker in document["speakers"]}
    rooms = {room["id"]: room["name"]["en"] for room in document["rooms"]}
    for talk in document["talks"]:
        zone = document["timezone"]
        yield line(talk["title"], wall(talk["start"], zone), wall(talk["end"], zone), [rooms[talk["room"]]], "talk",
                   [names[code] for code in talk["speakers"]])  # fmt: skip


def of_kotlinconf(document):
    names = {speaker["id"]: speaker["name"] for speaker in document["speakers"]}
    alone = {"Break": "break", "Coffee Break": "break", "Lunch": "meal", "Registration": "registration",
             "Party": "social"}  # fmt: skip
    for session in document["sessions"]:
        workshop = {"Workshop", "Codelab"} & set(session["tags"])
        kind = "workshop" if workshop else alone.get(session["title"], "talk") if not session["speakerIds"] else "talk"
        yield line(session["title"], wall(session["startsAt"]), wall(session["endsAt"]), [session["location"]], kind,
                   [names[one] for one in session["speakerIds"]])  # fmt: skip


def of_linz(document):
    names = {speaker["id"]: speaker["fullName"] for speaker in document["speakers"]}
    rooms = {room["id"]: room["name"] for room in document["rooms"]}
    for session in document["sessions"]:
        kind = "meal" if session["title"] == "Lunch Break" else "talk"
        yield line(session["title"], wall(session["startsAt"]), wall(session["endsAt"]), [rooms[session["roomId"]]],
                   kind, [names[one] for one in session["speakers"]])  # fmt: skip


def of_vienna(document):
    kinds = {"Registration": "registration", "Welcome (Main Lobby)": "opening", "Break": "break",
             "Lunch Break": "meal"}  # fmt: skip
    zone = document["event"]["timezone"]
    for session in document["sessions"]:
        yield line(session["title"], wall(session["start"], zone), wall(session["end"], zone), [session["room"]],
                   kinds.get(session["title"], "talk"), session["speakers"])  # fmt: skip


def of_sitcon(document):
    names = {speaker["id"]: speaker["zh"]["name"] for speaker in document["speakers"]}
    rooms = {room["id"]: room["zh"]["name"] for room in document["rooms"]}
    kinds = {
        "開幕": "opening",
        "午餐": "meal",
        "點心": "break",
        "休息時間": "break",
        "換場": "break",
        "入場時間": "registration",
    }
    for session in document["sessions"]:
        where = {session["room"], *(session["broadcast"] or [])}
        kind = "keynote" if session["type"] == "K" else kinds.get(session["zh"]["title"], "talk")
        yield line(session["zh"]["title"], wall(session["start"]), wall(session["end"]), [rooms[one] for one in where],
                   kind, [names[one] for one in session["speakers"]])  # fmt: skip


SEVERAL = {
    "Linda Polastri, Francesco Forastieri, Enrico Calore, Valentina Rolando", "Mustafa Al-Bassam and Jake Davis",
    "Maximus Ironthumper & Mark Tanner", "Sam2AA, Gasman", "Jeffrey Roe / Christian Kortenhorst",
    "Rehana Al-Soltane & Ed Hill", "Poppy and Jan Mosbacher", "Pippa King and Jen Persson", "Dan Smith & Laura Hyatt",
    "Jake Davis & Iain Softley", "David Croft, Will Hargrave",
}  # fmt: skip
"""Texts of several names, found by eye. Two others with *and* are the name of a talk or a university."""


def of_emf(document):
    kinds = {"talk": "talk", "workshop": "workshop", "youthworkshop": "workshop", "performance": "social"}
    for session in document:
        names = [words(session["speaker"])] if session["speaker"] else []
        if names and names[0] in SEVERAL:
            text = names[0]
            for between in (" and ", " & ", " / "):
                text = text.replace(between, ", ")
            names = text.split(", ")
        yield line(session["title"], wall(session["start_date"]), wall(session["end_date"]), [session["venue"]],
                   kinds[session["type"]], names)  # fmt: skip


def of_acl(document):
    kinds = {"Tutorials": "workshop", "Workshops": "workshop", "Socials": "social"}
    zone = "America/Los_Angeles"
    for event in document:
        title = re.sub("</?[a-z]+ ?/?>", " ", event["title"])
        yield line(
            title, wall(event["start"], zone), wall(event["end"], zone), [], kinds.get(event["type"], "talk"), []
        )


LASTS_INTO_THE_THIRD_DAY = [
    ("Puzzlehunt: Dreamcatcher", "2018-08-31 20:00", 2580, ("Swan'); DROP TABLE Villages; --",), "talk", ()),
]
"""A session that is refused: one may end on the following day at the latest."""
OWN_WAYS = ("sitcon-2020.json", "acl-2020-calendar.json")
"""Files with conventions of their own: rooms into which others are broadcast, HTML in titles."""
FILES = {
    ("schedule_json", "camp2019-frab.json"): ("Europe/Berlin", of_camp),
    ("schedule_json", "democon-pretalx.json"): ("UTC", of_democon),
    ("schedule_json", "hub-schedule2.json"): ("Europe/Berlin", of_hub),
    ("program", "sotm-2022-talks.json"): ("Europe/Rome", of_state_of_the_map),
    ("program", "kotlinconf-2025.json"): ("Europe/Copenhagen", of_kotlinconf),
    ("program", "gab-linz-2020-sessionize.json"): ("Europe/Vienna", of_linz),
    ("program", "data-community-day-austria-2026.json"): ("Europe/Vienna", of_vienna),
    ("program", "sitcon-2020.json"): ("Asia/Taipei", of_sitcon),
    ("program", "emf-2018.json"): ("Europe/London", of_emf),
    ("program", "acl-2020-calendar.json"): ("America/Los_Angeles", of_acl),
}


def compared(where, folder):
    """Return what only the second reading finds in the file, and what only ours finds."""
    zone, second_reading = FILES[where]
    path = shared("data", *where)
    whole = Importing(folder, zone).new(run_to_end(read_file(path)))
    ours = Counter(
        (
            session.title,
            f"{placement.span.begins:%Y-%m-%d %H:%M}",
            placement.span.minutes,
            tuple(sorted(whole.room_names(placement.rooms))),
            session.kind.value,
            tuple(sorted(whole.people[a.person].name for a in session.people)),
        )
        for session, placement in whole.placed
    )
    second = Counter(second_reading(json.loads(path.read_bytes())))
    assert whole.tray == ()
    return second - ours, ours - second


def refused(where):
    return Counter(LASTS_INTO_THE_THIRD_DAY if where[1] == "emf-2018.json" else ())


@pytest.mark.parametrize("where", FILES, ids=lambda where: where[1])
def test_each_session_is_where_when_and_with_whom_the_file_says(tmp_path, where):
    assert compared(where, tmp_path) == (refused(where), Counter())


@pytest.mark.parametrize("where", [where for where in FILES if where[1] not in OWN_WAYS], ids=lambda where: where[1])
def test_it_is_so_where_nobody_knows_the_program(tmp_path, where, monkeypatch):
    monkeypatch.setattr(json_dialects, "DIALECTS", ())

    assert compared(where, tmp_path) == (refused(where), Counter())


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


def theirs(path: Path, zone: str):
    """Yield each event that has a title, as icalendar reads it, its times in the zone's local time."""
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start = event["DTSTART"].dt.astimezone(ZoneInfo(zone))
        minutes = round((event["DTEND"].dt - event["DTSTART"].dt).total_seconds() / 60) if "DTEND" in event else None
        title = " ".join(str(event["SUMMARY"]).split())
        room = " ".join(str(event.get("LOCATION", "")).split())
        if title:
            yield title, start.replace(tzinfo=None), minutes, (room,) if room else ()


def of_emf_calendar(path):
    return ((*event, ()) for event in theirs(path, "Europe/London"))


def of_pycon_au(path):
    for title, *event in theirs(path, "Australia/Adelaide"):
        head, dash, tail = title.rpartition(" - ")
        yield (head or title).removesuffix(" -"), *event, tuple(tail.split(", ")) if dash else ()


def of_pycon_uk(path):
    for title, *event in theirs(path, "Europe/London"):
        found = re.fullmatch(r"(.*) \((?:talk|workshop|panel|poster|keynote|tutorial) by ([^:]*)\)", title)
        names = tuple(re.split(", | and | & ", found[2])) if found else ()
        yield found[1] if found else title, *event, names


def of_coscup(path):
    atom, agenda = "{http://www.w3.org/2005/Atom}", "{http://schemas.0xlab.org/agenda}"
    for entry in etree.parse(path).iter(f"{atom}entry"):
        start, end = (datetime.fromisoformat(entry.findtext(f"{agenda}{name}")) for name in ("start", "end"))
        title, room = " ".join(entry.findtext(f"{atom}title").split()), entry.findtext(f"{agenda}room").strip()
        told_names = (" ".join("".join(one.itertext()).split()) for one in entry.iter(f"{agenda}speaker"))
        minutes = round((end - start).total_seconds() / 60) or None
        yield title, start.replace(tzinfo=None), minutes, (room,) if room else (), tuple(filter(None, told_names))


CALENDARS = {
    ("ics", "emf-2018.ics"): (of_emf_calendar, "Europe/London", "Europe/London", 355, 0),
    ("ics", "pyconau-2023.ics"): (of_pycon_au, "Australia/Adelaide", "Australia/Adelaide", 94, 0),
    ("ics", "pyconuk-2015.ics"): (of_pycon_uk, "Europe/London", "", 158, 4),
    ("schedule_xml", "coscup-2010-atom.xml"): (of_coscup, "Asia/Taipei", "", 67, 0),
}
"""Their reading, the zone of the place, that which the file tells, and how many there are and are refused."""


@pytest.mark.parametrize("where", CALENDARS, ids=lambda where: where[1])
def test_every_session_is_as_the_calendar_says(where):
    second_reading, zone, told_zone, sessions, refused = CALENDARS[where]
    told, expected = run_to_end(read_file(shared("data", *where))), Counter(second_reading(shared("data", *where)))

    ours = our_reading(told, zone)
    assert (ours - expected, expected - ours, expected.total()) == (Counter(), Counter(), sessions)
    assert told.zone == told_zone
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
