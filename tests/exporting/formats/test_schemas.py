"""Tests of schedules by the schemas of voc/schedule: of conferences that others have made, and of hostile texts."""

import json
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import fastjsonschema
import pytest
from hypothesis import given
from lxml import etree

from planner.commands.conference import sample_conference
from planner.domain.value_objects import Link
from tests.builders import agenda, person, speaker, talk, track
from tests.exporting.formats.schedules import FORMATS, news, read_again, written
from tests.importing.calendar_files import read
from tests.importing.schedules import Importing
from tests.shared_data import shared
from tests.strategies import agendas
from tests.tries import tries

OTHERS = {
    "schedule_xml/fosdem-2019.xml": "Europe/Brussels", "schedule_xml/fosdem-2007.xml": "Europe/Brussels",
    "schedule_xml/fosdem-2014.xcal": "Europe/Brussels", "schedule_xml/emf-2018.xml": "Europe/London",
    "schedule_json/camp2019-frab.json": "", "schedule_json/democon-pretalx.json": "",
    "ics/emf-2018.ics": "Europe/London", "ics/pyconau-2023.ics": "", "ics/pyconuk-2015.ics": "Europe/London",
    "program/sitcon-2020.json": "Asia/Taipei", "program/kotlinconf-2025.json": "Europe/Copenhagen",
    "program/data-community-day-austria-2026.json": "Europe/Vienna", "program/gpn11-2011.csv": "Europe/Berlin",
    "revisions/sotm-2022/06-2022-10-17-2b5a9e7b.json": "Europe/Rome", "program/acl-2020-calendar.json": "UTC",
}  # fmt: skip
"""Files of others with the time zone of each that does not say it."""
LARGEST = ("schedule_xml/fosdem-2019.xml", "schedule_xml/fosdem-2014.xcal")
"""Those that only a soak writes: they take as long as all others."""


@cache
def schema(name):
    """Return what is wrong with a file of that name, as a function of its bytes."""
    if name == "schedule.json":
        valid = fastjsonschema.compile(json.loads(shared("data", "schema", name).read_text("utf-8")))
        return lambda data: valid(json.loads(data)) and None
    xsd = etree.XMLSchema(etree.parse(shared("data", "schema", "schedule.xml.xsd")))
    return lambda data: xsd.assertValid(etree.fromstring(data))


@cache
def conference_of_others(name):
    """Return a new conference made of a file of others."""
    told = read(shared("data", *name.split("/")).read_bytes(), Path(name).name)
    return Importing(Path(), OTHERS[name] or told.zone).new_plan(told).create_conference()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("other", [pytest.param(name, marks=[pytest.mark.soak] * (name in LARGEST)) for name in OTHERS])
@pytest.mark.long
def test_a_conference_of_others_is_valid_and_read_again_as_it_is(name, other):
    plan = conference_of_others(other)

    schema(name)(written(plan, name))
    assert news(read_again(plan, name)) == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_is_valid(name):
    schema(name)(written(sample_conference(map("s{}".format, count()).__next__), name))


@pytest.mark.parametrize("name", FORMATS)
@given(plan=agendas())
@tries(25)
def test_whatever_is_placed_is_valid(name, plan):
    schema(name)(written(plan, name))


HOSTILE = ("]]><event/>", '"\'><script>', "&amp;&#0;", "\x00\x08\x1b", "\ufffe\uffff", "\u202eabc", "?><?x ?>",
           "<!-- -->", "\n\t ", "=1+1", "{title}", "x" * 290)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_breaks_nothing(name, text):
    who, about = person("ada", name=f"A {text}"), track("nature", name=f"T {text}")
    session = talk(
        "bees", "hall", "09:00-10:00", title=f"S {text}", subtitle=text, abstract=text, description=text, language=text,
        website=text, stream=text, links=(Link(text, text), Link(f"https://example.org/{text}", text)),
        track="nature", people=(speaker("ada"),),
    )  # fmt: skip
    plan = agenda(session, who, about, title=f"C {text}", website=text, logo_address=text, programme_page=text)

    schema(name)(written(plan, name))
    assert len(read(written(plan, name), name).sessions) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_zone_that_a_schema_does_not_know_changes_no_time(name):
    plan = agenda(talk("bees", "hall", "09:00-10:00"), timezone="Etc/GMT-5")

    schema(name)(written(plan, name))
    assert news(read_again(plan, name)) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("title", ["", "學生計算機年會", "A", "The Conference of 2024, in the North: a longer title"])
def test_any_title_makes_an_acronym_that_is_valid(name, title):
    schema(name)(written(agenda(talk("bees", "hall", "09:00-10:00"), title=title or "·"), name))


def test_nobody_s_values_are_lost_when_a_session_is_copied():
    plan = agenda(talk("bees", "hall", "09:00-10:00"), talk("wasps", "lab", "09:00-10:00", title="Bees"))
    copy = replace(plan, conference=replace(plan.conference, title="A copy"))

    assert [news(read_again(copy, name, written(plan, name))) for name in FORMATS] == [[], []]
