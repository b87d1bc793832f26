"""Tests of how XML is told from other XML, by the name of its root element and nothing else."""

from pathlib import Path

import pytest

from planner.domain.long_task import run_to_end
from planner.incoming_file import choose_source, read_opened_file
from planner.tables.opened_file import OpenedFile
from tests.importing.schedules import event, one

FEEDBACK = one(event(inside="<feedback_url>https://example.org/1</feedback_url>"))
"""A schedule as pretalx writes it since its version 2024.1."""
BEFORE = "<?x y?><!-- <svg> BEGIN:VCALENDAR --><!DOCTYPE schedule [<!ENTITY a '<svg>'>]>"
WITH_A_PREFIX = ("<p:schedule xmlns:p='urn:x'><p:day date='2024-04-25'><p:room name='Hall'><p:event guid='a'>"
                 "<p:title>A talk</p:title></p:event></p:room></p:day></p:schedule>")  # fmt: skip


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (FEEDBACK.encode(), "schedule.xml"),
        (FEEDBACK.encode("utf-8-sig"), "schedule.xml"),
        (FEEDBACK.replace("utf-8", "utf-16").encode("utf-16"), "schedule.xml"),
        (FEEDBACK.replace("utf-8", "utf-16").encode("utf-16-le"), "schedule.xml"),
        (f"<!--{'x' * 9000}-->{FEEDBACK.partition('?>')[2]}".encode(), "schedule.xml"),
        (f"{BEFORE}<schedule><icalendar/></schedule>".encode(), "schedule.xml"),
        (WITH_A_PREFIX.encode(), "schedule.xml"),
        (f"{BEFORE}<x:iCalendar xmlns:x='y'/>".encode(), "xcal"),
        (f"{BEFORE}<talks><talk><a>1</a></talk></talks>".encode(), "xml"),
        (b"<!--\nBEGIN:VCALENDAR\nEND:VCALENDAR\n-->\n", "ics"),
    ],
)
def test_xml_is_told_by_the_name_of_its_root_element(data, key):
    assert choose_source(OpenedFile(Path("x.xml"), data)).key == key


def test_a_schedule_with_an_address_for_feedback_is_read():
    told = run_to_end(read_opened_file(OpenedFile(Path("x.xml"), FEEDBACK.encode())))

    assert [session.title for session in told.sessions] == ["A talk"]
