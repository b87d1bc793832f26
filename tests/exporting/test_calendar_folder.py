"""Tests of how the calendars of a conference are found in a folder, also those that its file knows nothing of."""

from pathlib import Path

import pytest

from planner.domain.agenda import Agenda
from planner.exporting.calendar_folder import CalendarScan, calendars_in, calendars_of_parts
from planner.exporting.ics import to_ics
from planner.programme.calendar import conference_uid, part_uid
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import Ledger, Part, person_part, room_part, whole_part
from tests.builders import agenda, person, speaker, talk
from tests.calendars import ENGLISH, outgoing, sent

PLAN = agenda(
    talk("keynote", "hall", "09:00-09:30", people=(speaker("ada"),)),
    talk("panel", "lab", "10:00-10:30", people=(speaker("bo"),)),
    person("ada"),
    person("bo"),
    title="One, two",
)
ALL = whole_part(programme(PLAN))
HALL, LAB = (room_part(PLAN, programme(PLAN), PLAN.rooms[room]) for room in ("hall", "lab"))
ADA, BO = (person_part(PLAN, programme(PLAN), PLAN.people[who]) for who in ("ada", "bo"))
OURS = conference_uid("conference")


def written(*parts: Part, plan: Agenda = PLAN) -> list[bytes]:
    ledger = sent(Ledger(), plan, *parts)
    return [to_ics(programme(plan), ledger, ENGLISH, part=part) for part in parts]


def lay(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        (folder / f"{name}.ics").write_bytes(data)


def test_a_calendar_says_whose_it_is_and_what_is_in_it(tmp_path: Path) -> None:
    (hall,) = written(HALL)
    lay(tmp_path, hall=hall, over=hall.replace(b"STATUS:CONFIRMED", b"STATUS:CANCELLED").replace(b"\r\n", b"\n"))

    uids = frozenset({part_uid("conference", "room:hall", "keynote")})
    assert list(calendars_in(tmp_path, "conference")) == [
        CalendarScan(tmp_path / "hall.ics", OURS, "One, two · Hall", uids, live=True),
        CalendarScan(tmp_path / "over.ics", OURS, "One, two · Hall", uids, live=False),
    ]


def test_what_is_no_calendar_of_the_conference_is_passed_over(tmp_path: Path) -> None:
    (whole,) = written(ALL)
    (next_year,) = written(ALL, plan=agenda(talk("keynote", "hall", "09:00-09:30"), id="next"))
    draft = to_ics(programme(PLAN), draft_ledger(Ledger(), outgoing(PLAN), [ALL]), ENGLISH, part=ALL, draft=True)
    lay(tmp_path, draft=draft, empty=b"", next_year=next_year, other=whole.replace(b"//Estrad//", b"//Other//"),
        whole=whole)  # fmt: skip
    (tmp_path / "whole.txt").write_bytes(whole)
    (tmp_path / "folder.ics").mkdir()

    assert [(scan.path.stem, scan.conference) for scan in calendars_in(tmp_path, "conference")] == [
        ("draft", ""), ("whole", OURS),
    ]  # fmt: skip
    assert list(calendars_in(tmp_path / "none", "conference")) == []


@pytest.mark.parametrize(
    ("parts", "sessions", "expected"),
    [
        pytest.param({"person:ada"}, {"keynote", "panel"}, {"a", "b"}, id="whatever they are called"),
        pytest.param({"person:ada", "person:bo"}, {"keynote", "panel"}, {"a", "b", "c"}, id="several parts"),
        pytest.param({"moderator:ada"}, {"keynote"}, set(), id="another part of the same person"),
        pytest.param({"person:ada"}, {"panel"}, set(), id="sessions that are not in it"),
    ],
)
def test_calendars_are_known_by_their_parts(
    tmp_path: Path, parts: set[str], sessions: set[str], expected: set[str]
) -> None:
    whole, hall, ada, bo = written(ALL, HALL, ADA, BO)
    before = ada.replace(f"X-ESTRAD-CONFERENCE:{OURS}\r\n".encode(), b"")
    lay(tmp_path, whole=whole, hall=hall, a=ada, b=before, c=bo)

    assert {path.stem for path in calendars_of_parts(tmp_path, "conference", parts, sessions)} == expected
