"""Calendars of real conferences, and hostile ones, compared with readings that share no code with ours."""

import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from lxml import etree

from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.importing.incoming import Incoming
from planner.importing.source_registry import read_file
from tests.shared_data import shared


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


def test_every_session_of_emf_2018_is_as_the_calendar_says():
    path = shared("data", "ics", "emf-2018.ics")

    told = run_to_end(read_file(path))

    assert told.zone == "Europe/London"
    expected = Counter((*event, ()) for event in theirs(path, "Europe/London"))
    assert (our_reading(told, "Europe/London"), expected.total()) == (expected, 355)
    assert not told.refused


def test_every_session_of_pycon_au_2023_is_as_the_calendar_says():
    path = shared("data", "ics", "pyconau-2023.ics")

    told = run_to_end(read_file(path))

    expected = Counter[object]()
    for title, start, minutes, rooms in theirs(path, "Australia/Adelaide"):
        head, dash, tail = title.rpartition(" - ")
        names = tuple(tail.split(", ")) if dash else ()
        expected[(head or title).removesuffix(" -"), start, minutes, rooms, names] += 1
    assert (our_reading(told, "Australia/Adelaide"), expected.total()) == (expected, 94)
    assert told.zone == "Australia/Adelaide"


def test_every_session_of_pycon_uk_2015_is_as_the_calendar_says():
    path = shared("data", "ics", "pyconuk-2015.ics")

    told = run_to_end(read_file(path))

    expected = Counter[object]()
    for title, start, minutes, rooms in theirs(path, "Europe/London"):
        found = re.fullmatch(r"(.*) \((?:talk|workshop|panel|poster|keynote|tutorial) by ([^:]*)\)", title)
        names = tuple(re.split(", | and | & ", found[2])) if found else ()
        expected[found[1] if found else title, start, minutes, rooms, names] += 1
    ours = our_reading(told, "Europe/London")
    assert (ours - expected, expected - ours) == (Counter(), Counter())
    assert expected.total() == 158
    assert [str(refusal.why.problem) for refusal in told.refused] == ["The event has no title."] * 4


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


def test_every_entry_of_the_coscup_2010_feed_is_as_it_says():
    path = shared("data", "schedule_xml", "coscup-2010-atom.xml")

    told = run_to_end(read_file(path))

    atom, agenda, expected = "{http://www.w3.org/2005/Atom}", "{http://schemas.0xlab.org/agenda}", Counter[object]()
    for entry in etree.parse(path).iter(f"{atom}entry"):
        start, end = (datetime.fromisoformat(entry.findtext(f"{agenda}{name}")) for name in ("start", "end"))
        title, room = " ".join(entry.findtext(f"{atom}title").split()), entry.findtext(f"{agenda}room").strip()
        minutes = round((end - start).total_seconds() / 60)
        told_names = (" ".join("".join(one.itertext()).split()) for one in entry.iter(f"{agenda}speaker"))
        names = tuple(name for name in told_names if name)
        expected[title, start.replace(tzinfo=None), minutes or None, (room,) if room else (), names] += 1
    ours = our_reading(told, "Asia/Taipei")
    assert (ours - expected, expected - ours) == (Counter(), Counter())
    assert (expected.total(), told.zone) == (67, "")


def corpus():
    """Return all files of the corpus, sorted."""
    return sorted(path for path in shared("data", "ics_corpus").rglob("*") if path.is_file())


def is_well_formed(path: Path) -> bool:
    """Return whether icalendar accepts the whole file, and an event of it has a start."""
    try:
        calendar = Calendar.from_ical(path.read_bytes())
        return any("DTSTART" in event for event in calendar.walk("VEVENT"))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return False


@pytest.mark.filterwarnings("ignore")  # icalendar warns when it has to guess
def test_every_calendar_of_the_corpus_is_read_or_refused_and_most_are_read():
    well_formed = {path for path in corpus() if is_well_formed(path)}
    read = {path for path in corpus() if was_read(path)}

    assert (len(corpus()), len(well_formed)) == (289, 186)
    assert len(read & well_formed) >= 140


def was_read(path: Path) -> bool:
    """Return whether a file gave sessions; if not, each refusal must state its line and reason."""
    try:
        told = run_to_end(read_file(path))
    except EstradError as error:
        return not str(error.problem)
    assert isinstance(told, Incoming)
    assert told.sessions or told.refused
    assert all(refusal.line and str(refusal.why.problem) for refusal in told.refused)
    return bool(told.sessions)


def test_what_is_no_programme_is_not_taken_for_a_list_of_titles():
    for path in [*shared("data", "bench").glob("*.ctt"), *shared("data", "schema").glob("*.xsd")]:
        with pytest.raises(EstradError):
            run_to_end(read_file(path))
