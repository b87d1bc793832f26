"""Tests of the changes in a version, as a text for attendees."""

from datetime import UTC, datetime

from planner.domain.text import Plural
from planner.exporting.sending import to_changes
from planner.programme.difference import difference
from planner.programme.programme import programme
from planner.programme.release import Release
from planner.wording import wording
from tests.builders import NOW, agenda, talk

FIRST = Release(1, NOW, programme(agenda(talk("talk", "hall", "09:00-09:30"))), "for us alone")
LATE = datetime(2024, 3, 1, 23, 30, tzinfo=UTC)


def test_the_first_version():
    lines = [Plural("The first version, with {n} session.", "The first version, with {n} sessions.", 1)]

    assert to_changes(FIRST, lines, wording("en")).decode() == (
        "The Conference, version 1, 2024-03-01\n\nThe first version, with 1 session.\n"
    )


def test_a_later_version_on_the_date_that_it_is_there():
    second = Release(2, LATE, programme(agenda(talk("talk", "lab", "09:05-09:35"))), "for us alone")

    assert to_changes(second, difference(FIRST.programme, second.programme), wording("en")).decode() == (
        "The Conference, version 2, 2024-03-02\n\n"
        "“Talk” moves from 09:00–09:30 to 09:05–09:35\n"
        "“Talk” changes room from Hall to Lab\n"
    )
