"""Tests of damaged files: each gives a plan or one understandable refusal, and no other exception is raised."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.errors import EstradError
from tests.importing.mutations import mutated
from tests.importing.schedules import Importing, day, event, person, persons, room, schedule

GOOD = schedule(
    day(
        room(
            "Hall",
            event(1, "One", date="2024-04-25T09:00:00+02:00", track="A", type="lecture", abstract="<p>x</p>",
                  language="en", url="https://example.org", inside=persons(person("Ada", id="7"), person("Bo"))
                  + '<links><link href="https://example.org">x</link></links><recording><optout>true</optout></recording>'),
            capacity="100",
        ),
        event(2, "Two", room="Lab", start="23:30", duration="2:00"),
        start="2024-04-25T08:00:00+02:00", end="2024-04-26T02:00:00+02:00",
    )
).encode()  # fmt: skip
WORDS = [b"<", b">", b"&", b'"', b"]]>", b"<!--", b"<!DOCTYPE x>", b"<day>", b"</day>", b"<event>", b"99:99",
         b"9999-12-31", b"0001-01-01", b"-1", b"\x00", b"\xff\xfe", b"T00:00:00+23:59", b"&#0;",
         b"&lt;p&gt;", b"  ", b"\xe2\x80\xae",
         b"2024-04-26", b"48:00", b"Z", b"id", b"guid", b"name", b"x" * 3000]  # fmt: skip


def plan_or_refusal(importing: Importing, data: bytes) -> bool:
    """Return True if there is a plan; after its change was made, the same file must plan nothing."""
    try:
        whole = importing.new(data)
    except EstradError:
        return False
    assert not importing.plan(whole, data, asked="Europe/Stockholm").change()
    return True


def test_the_good_file_is_good(importing):
    assert plan_or_refusal(importing, GOOD)


def test_mutated_files_give_a_plan_or_a_refusal(importing):
    chance = Random(20240425)

    answers = [plan_or_refusal(importing, mutated(GOOD, WORDS, chance)) for _ in range(1500)]

    assert {True, False} == set(answers)


NAMES = st.sampled_from(["start", "duration", "date", "title", "room", "track", "type", "language", "url", "subtitle"])
FIELDS = st.dictionaries(
    NAMES,
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
    | st.sampled_from(["24:00", "47:59", "00:00", "2024-04-25T23:59:59-12:00", "2200-12-31T23:59:00-23:59",
                       "1970-01-01T00:00:00+23:59", "2024-10-27T02:30:00", "48:00", "x" * 2500]),
)  # fmt: skip


@pytest.fixture(scope="module")
def one_importing(tmp_path_factory: pytest.TempPathFactory) -> Importing:
    """Return one importer for all examples of a test."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    return Importing(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(FIELDS, max_size=4))
def test_whatever_stands_in_the_fields_gives_a_plan_or_a_refusal(one_importing, fields):
    events = [event(n, told.pop("title", "T"), **told) for n, told in enumerate(fields)]
    plan_or_refusal(one_importing, schedule(day(room("Hall", *events))).encode())
