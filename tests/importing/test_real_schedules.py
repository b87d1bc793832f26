"""Three real conferences: the catalogue's numbers of sessions, rooms, days and speakers, and nothing twice."""

from functools import cache

import pytest

from planner.domain.long_task import run_to_end
from planner.importing.plan import Verdict
from planner.importing.sources.schedule_xml import read_schedule
from tests.importing.schedules import Importing
from tests.shared_data import shared

FILES = {
    "fosdem-2007.xml": ("Europe/Brussels", (215, 18, 2, 244)),
    "fosdem-2019.xml": ("Europe/Brussels", (775, 34, 2, 729)),
    "emf-2018.xml": ("Europe/London", (214, 8, 3, 191)),
}
"""Sessions, rooms, days, speakers. Speakers are counted by the id that the file gives them: FOSDEM 2007 gives one
person another for each talk. At EMF 2018 three ids stand for nine names, which are told apart."""


@cache
def incoming(name):
    return run_to_end(read_schedule(shared("data", "schedule_xml", name)))


@pytest.mark.parametrize("name", FILES)
def test_the_counts(tmp_path, name):
    zone, counts = FILES[name]
    importing = Importing(tmp_path, zone)

    whole = importing.new(incoming(name))

    assert (len(whole.sessions), len(whole.rooms), len(whole.days), len(whole.people)) == counts
    assert whole.tray == ()
    assert incoming(name).refused == ()


@pytest.mark.parametrize("name", FILES)
def test_every_session_lies_in_the_hours_of_its_day(tmp_path, name):
    whole = Importing(tmp_path, FILES[name][0]).new(incoming(name))

    hours = {day.date: day for day in whole.days_in_order}
    assert all(
        hours[p.span.day].opens <= p.span.start < p.span.end <= hours[p.span.day].closes for _, p in whole.placed
    )
    assert all(day.closes - day.opens <= 16 * 60 for day in whole.days_in_order)


@pytest.mark.parametrize("name", FILES)
def test_a_second_import_finds_nothing_new(tmp_path, name):
    path = shared("data", "schedule_xml", name)
    importing = Importing(tmp_path, FILES[name][0])
    whole = importing.new(incoming(name))

    plan = importing.plan(whole, path.read_bytes(), asked=FILES[name][0])

    assert {row.verdict for row in plan.rows} == {Verdict.SAME}
    assert not plan.change(row.key for row in plan.rows)


def test_emf_s_nights_belong_to_the_day_before(tmp_path):
    whole = Importing(tmp_path, "Europe/London").new(incoming("emf-2018.xml"))

    late = [(s.title[:9], p.span.day.isoformat(), p.span.start) for s, p in whole.placed if p.span.start >= 24 * 60]
    assert late == [("Vieon - a", "2018-08-31", 1440), ("Lai Power", "2018-09-01", 1455)]


def test_what_fosdem_says_without_a_place_for_it_here():
    assert dict(incoming("fosdem-2019.xml").unmapped) == {
        "slug": 775, "link@href": 9, "type=certification": 6, "conference/timeslot_duration": 1,
        "type=keysigning": 1,
    }  # fmt: skip
    assert incoming("emf-2018.xml").unmapped["recording/license"] == 214


def test_no_mark_of_html_is_left_in_fosdem_s_texts():
    texts = [
        str(s.told.get(field, ""))
        for name in ("fosdem-2007.xml", "fosdem-2019.xml")
        for s in incoming(name).sessions
        for field in ("abstract", "description")
    ]

    assert [text for text in texts if "<p>" in text or "</" in text.replace("</etc", "")] == []


def test_a_revision_shows_exactly_what_was_revised(tmp_path):
    text = shared("data", "schedule_xml", "fosdem-2019.xml").read_text("utf-8")
    moved = text.replace("<start>09:30</start>", "<start>09:40</start>", 1)
    retitled = moved.replace("Can Anyone Live in Full Software Freedom Today?", "Can Anyone?", 1)
    start = retitled.index('<event id="8804">')
    end = retitled.index("</event>", start) + len("</event>")
    gone = retitled[:start] + '<event id="99999"><title>New</title><room>Janson</room></event>' + retitled[end:]
    importing = Importing(tmp_path, "Europe/Brussels")
    whole = importing.new(text.encode())

    plan = importing.plan(whole, gone.encode(), asked="Europe/Brussels")

    told = [
        (row.verdict.value, row.title, row.moved, row.retitled) for row in plan.rows if row.verdict is not Verdict.SAME
    ]
    assert told == [
        ("changed", "Welcome to FOSDEM 2019", True, False),
        ("changed", "Can Anyone?", False, True),
        ("new", "New", False, False),
        ("gone", "FLOSS, the Internet and the Future", False, False),
    ]
