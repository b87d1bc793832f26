"""Tests of how the calendars of a conference are found in a folder, also those that its file knows nothing of."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.commands.timeline import shift
from planner.domain.agenda import Agenda
from planner.domain.entities import Venue
from planner.domain.published_files import digest
from planner.domain.text import EstradError
from planner.exporting.calendar_folder import (
    CalendarScan,
    UnknownCalendar,
    calendars_of_parts,
    scan_calendars,
    withdrawn_calendar,
)
from planner.exporting.ics import to_ics
from planner.programme.calendar import conference_uid, part_uid
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import Ledger, Part, whole_part
from tests.builders import NOW, agenda, person, speaker, talk, track
from tests.calendars import ENGLISH, outgoing, sent
from tests.parts import person_part, room_part
from tests.readers import read

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
LATER = NOW + timedelta(hours=1)
OURS = conference_uid("conference")


def written(*parts: Part, plan: Agenda = PLAN) -> list[bytes]:
    ledger = sent(Ledger(), plan, *parts)
    return [to_ics(programme(plan), ledger, ENGLISH, part=part) for part in parts]


def lay(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        (folder / f"{name}.ics").write_bytes(data)


def test_a_calendar_says_whose_it_is_and_what_is_in_it(tmp_path: Path) -> None:
    (hall,) = written(HALL)
    over = hall.replace(b"STATUS:CONFIRMED", b"STATUS:CANCELLED").replace(b"\r\n", b"\n")
    lay(tmp_path, hall=hall, over=over)

    uids = frozenset({part_uid("conference", "room:hall", "keynote")})
    assert list(scan_calendars(tmp_path, "conference")) == [
        CalendarScan(tmp_path / "hall.ics", OURS, "One, two · Hall", uids, live=True, digest=digest(hall)),
        CalendarScan(tmp_path / "over.ics", OURS, "One, two · Hall", uids, live=False, digest=digest(over)),
    ]


def test_what_is_no_calendar_of_the_conference_is_passed_over(tmp_path: Path) -> None:
    (whole,) = written(ALL)
    (next_year,) = written(ALL, plan=agenda(talk("keynote", "hall", "09:00-09:30"), id="next"))
    draft = to_ics(programme(PLAN), draft_ledger(Ledger(), outgoing(PLAN), [ALL]), ENGLISH, part=ALL, draft=True)
    lay(tmp_path, draft=draft, empty=b"", next_year=next_year, other=whole.replace(b"//Estrad//", b"//Other//"),
        whole=whole)  # fmt: skip
    (tmp_path / "whole.txt").write_bytes(whole)
    (tmp_path / "folder.ics").mkdir()

    assert [(scan.path.stem, scan.conference) for scan in scan_calendars(tmp_path, "conference")] == [
        ("draft", ""), ("whole", OURS),
    ]  # fmt: skip
    assert list(scan_calendars(tmp_path / "none", "conference")) == []


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


# withdrawing ------------------------------------------------------------------------------------------------


def unknown(path: Path) -> UnknownCalendar:
    return UnknownCalendar(path, "One, two · Gone", sure=True, digest=digest(path.read_bytes()))


def test_what_is_withdrawn_keeps_what_its_entries_say_and_goes_on_above_its_numbers_and_times(tmp_path: Path) -> None:
    """The clock of this computer is behind that of the one that sent the file."""
    held = talk("keynote", "hall", "09:00-09:30", website="https://example.org/k", stream="https://example.org/s",
                track="safety")  # fmt: skip
    plan = agenda(held, track("safety"), Venue(id="venue", name="V", latitude=59.3, longitude=18.06), title="One, two")
    whole = whole_part(programme(plan))
    theirs = sent(sent(Ledger(), plan, whole), plan.after(shift(plan, "keynote", 5)), whole, now=LATER)
    before = to_ics(programme(plan), theirs, ENGLISH, part=whole)
    lay(tmp_path, gone=before)

    after = withdrawn_calendar(unknown(tmp_path / "gone.ics"), outgoing(PLAN))

    (old,), (new,) = (read(data).all("VEVENT") for data in (before, after))
    changed = dict(set(new.lines) - set(old.lines))
    assert changed == {
        "DTSTAMP": "20240301T130001Z", "LAST-MODIFIED": "20240301T130001Z", "SEQUENCE": "2",
        "SUMMARY": "No longer in this calendar: Keynote", "STATUS": "CANCELLED", "TRANSP": "TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
    }  # fmt: skip
    assert new.names == old.names
    assert [read(data)["LAST-MODIFIED"] for data in (before, after)] == ["20240301T130000Z", "20240301T130001Z"]


def test_what_a_calendar_that_is_withdrawn_called_off_is_no_longer_in_it_as_it_may_take_place_here(
    tmp_path: Path,
) -> None:
    one, other = talk("keynote", "hall", "09:00-09:30"), talk("panel", "hall", "10:00-10:30")
    plan, less = agenda(one, other), agenda(other)
    whole = whole_part(programme(plan))
    off = sent(sent(Ledger(), plan, whole), less, whole_part(programme(less)), now=LATER)
    lay(tmp_path, gone=to_ics(programme(less), off, ENGLISH, part=whole))

    for _again in range(2):
        data = withdrawn_calendar(unknown(tmp_path / "gone.ics"), outgoing(PLAN, LATER))
        found = [(event["SUMMARY"], event["SEQUENCE"]) for event in read(data).all("VEVENT")]
        assert found == [("No longer in this calendar: Keynote", "2"), ("No longer in this calendar: Panel", "1")]
        lay(tmp_path, gone=data)


def test_what_a_stranger_wrote_into_a_calendar_is_not_written_again(tmp_path: Path) -> None:
    (hall,) = written(HALL)
    hostile = "URL:javascript:alert(1)\r\nCONFERENCE;VALUE=URI:file:///etc\r\nGEO:900;nan\r\nCOLOR:#12\r\nEND:VEVENT"
    lay(tmp_path, hall=hall.replace(b"END:VEVENT", hostile.encode()))

    (event,) = read(withdrawn_calendar(unknown(tmp_path / "hall.ics"), outgoing(PLAN))).all("VEVENT")

    assert {"URL", "CONFERENCE", "GEO", "COLOR"} & set(event.names) == set()


@pytest.mark.parametrize("data", [b"", b"something", b"BEGIN:VCALENDAR"])
def test_what_has_changed_since_it_was_found_is_not_withdrawn(tmp_path: Path, data: bytes) -> None:
    lay(tmp_path, hall=written(HALL)[0], bad=data)
    found = unknown(tmp_path / "hall.ics")
    lay(tmp_path, hall=data)

    for calendar in (found, unknown(tmp_path / "bad.ics")):
        with pytest.raises(EstradError, match="cannot be read as a calendar, or has changed meanwhile"):
            withdrawn_calendar(calendar, outgoing(PLAN))
    with pytest.raises(EstradError, match="cannot be read: "):
        withdrawn_calendar(replace(found, path=tmp_path / "none.ics"), outgoing(PLAN))
