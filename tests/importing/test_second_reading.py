"""Real conferences, compared session by session with a second reading by the standard library alone."""

from collections import Counter
from datetime import datetime
from xml.etree import ElementTree

import pytest

from planner.domain.long_task import run_to_end
from planner.importing.sources.schedule_xml import read_schedule
from tests.importing.schedules import Importing
from tests.shared_data import shared

FILES = {"fosdem-2007.xml": "Europe/Brussels", "fosdem-2019.xml": "Europe/Brussels", "emf-2018.xml": "Europe/London"}
KINDS = {
    **dict.fromkeys(("", "talk", "devroom", "maintrack", "lightningtalk", "certification", "keysigning"), "talk"),
    **dict.fromkeys(("workshop", "youthworkshop", "bof"), "workshop"),
    "keynote": "keynote", "performance": "social",
}  # fmt: skip
"""Our kind for each of the files' types. Nothing is known of keysigning and certification, so they are talks."""


def words(text):
    return " ".join((text or "").split())


def second_reading(path):
    """Count title, local start, minutes, room, kind and people of each event, as the file writes them."""
    found = Counter()
    for day in ElementTree.parse(path).getroot().findall("day"):
        for event in day.findall(".//event"):
            whole, start = event.findtext("date") or "", words(event.findtext("start"))
            when = whole[:16].replace("T", " ") if whole else f"{day.get('date')} {start}"
            hours, minutes = words(event.findtext("duration")).split(":")
            people = sorted(words(person.text) for person in event.findall("persons/person"))
            kind, room = KINDS[words(event.findtext("type"))], words(event.findtext("room"))
            told = words(event.findtext("title")), when, int(hours) * 60 + int(minutes), room, kind
            found[(*told, tuple(people))] += 1
    return found


@pytest.mark.parametrize("name", FILES)
def test_each_session_is_where_when_and_with_whom_the_file_says(tmp_path, name):
    path = shared("data", "schedule_xml", name)
    whole = Importing(tmp_path, FILES[name]).new(run_to_end(read_schedule(path)))

    ours = Counter(
        (
            session.title,
            f"{placement.span.begins:%Y-%m-%d %H:%M}",
            placement.span.minutes,
            *whole.room_names(placement.rooms),
            session.kind.value,
            tuple(sorted(whole.people[a.person].name for a in session.people)),
        )
        for session, placement in whole.placed
    )
    assert ours == second_reading(path)


def test_emf_s_clocks_are_those_on_the_wall_in_whatever_zone_it_is_read(tmp_path):
    incoming = run_to_end(read_schedule(shared("data", "schedule_xml", "emf-2018.xml")))
    walls = {session.key: session.begin.at.replace(tzinfo=None) for session in incoming.sessions}

    for zone in ("Europe/Stockholm", "America/New_York", "Asia/Kolkata"):
        assert {s.origin: p.span.begins for s, p in Importing(tmp_path, zone).new(incoming).placed} == walls
    assert min(walls.values()) == datetime(2018, 8, 31, 12, 30)
