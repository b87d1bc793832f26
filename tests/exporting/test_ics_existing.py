"""Tests of a file where a calendar is to be written: ours and sent last, or anything else; SEQUENCE rises above it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place, unplace
from planner.domain.agenda import Agenda
from planner.domain.cleaning import clean_line, clean_text
from planner.domain.entities import Room
from planner.domain.value_objects import Placement
from planner.exporting.ics import to_ics
from planner.exporting.ics_existing import judge_existing
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import (
    ExistingCalendar,
    FileOrigin,
    Ledger,
    Part,
    file_origin_notice,
    room_part,
    whole_part,
)
from tests.builders import DAY, NOW, agenda, span, talk
from tests.calendars import ENGLISH, outgoing, sent
from tests.exporting.calendar_reading import read

PLAN = agenda(talk("keynote", "hall", "09:00-09:30"), talk("panel", "lab", "10:00-10:30"))
MOVED = PLAN.after(place(PLAN, "keynote", DAY, 600, ["hall"]))
LATER, LAST = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
WHOLE = whole_part(programme(PLAN))
LEDGER = sent(Ledger(), PLAN)


def written(ledger: Ledger, plan: Agenda, part: Part = WHOLE, *, draft: bool = False) -> bytes:
    return to_ics(programme(plan), ledger, ENGLISH, part=part, draft=draft)


def found(data: bytes, ledger: Ledger = LEDGER, plan: Agenda = PLAN, part: Part = WHOLE) -> ExistingCalendar:
    return judge_existing(data, part, ledger, outgoing(plan, LAST))


def lies(data: bytes, ledger: Ledger = LEDGER, plan: Agenda = PLAN, part: Part = WHOLE) -> FileOrigin:
    return found(data, ledger, plan, part).file_origin


def hall(plan: Agenda = PLAN) -> Part:
    return room_part(plan, programme(plan), plan.rooms["hall"])


SECOND = sent(LEDGER, MOVED, now=LATER)
NEXT_YEAR = agenda(talk("keynote", "hall", "09:00-09:30"), id="another", title="Next year")
OTHER_APP = written(LEDGER, PLAN).replace(b"//Estrad//Estrad conference planner//", b"//Other//Other//")


@pytest.mark.parametrize(
    ("data", "ledger", "part", "expected"),
    [
        pytest.param(written(LEDGER, PLAN), LEDGER, WHOLE, FileOrigin.OURS, id="the one that was sent last"),
        pytest.param(written(LEDGER, PLAN), SECOND, WHOLE, FileOrigin.OLDER, id="one that was sent before"),
        pytest.param(written(SECOND, MOVED), LEDGER, WHOLE, FileOrigin.RIVAL,
        id="newer than a backup that was fetched back"),
        pytest.param(written(sent(Ledger(), MOVED, now=LATER), MOVED), LEDGER, WHOLE, FileOrigin.RIVAL,
        id="another copy's"),
        pytest.param(written(LEDGER, PLAN), Ledger(), WHOLE, FileOrigin.RIVAL,
        id="sent, but this copy knows nothing of it"),
        pytest.param(OTHER_APP, LEDGER, WHOLE, FileOrigin.RIVAL, id="ours, written anew by another program"),
        pytest.param(written(LEDGER, PLAN), LEDGER, hall(), FileOrigin.OTHER_FILE,
        id="the whole where a room's is to go"),
        pytest.param(
            written(sent(LEDGER, PLAN, hall()), PLAN, hall()), sent(LEDGER, PLAN, hall()), WHOLE, FileOrigin.OTHER_FILE,
            id="a room's where the whole is to go",
        ),
        pytest.param(written(sent(Ledger(), NEXT_YEAR), NEXT_YEAR), LEDGER, WHOLE, FileOrigin.ANOTHER,
        id="another year's"),
        pytest.param(
            written(draft_ledger(LEDGER, outgoing(PLAN), [WHOLE]), PLAN, draft=True), LEDGER, WHOLE, FileOrigin.DRAFT,
            id="a draft"
        ),
        pytest.param(
            written(LEDGER, PLAN).replace(b":20240425T", b":99990425T"), LEDGER, WHOLE, FileOrigin.STRANGE,
            id="the year 9999"
        ),
        pytest.param(
            written(LEDGER, PLAN).replace(b"SEQUENCE:0", b"SEQUENCE:x"), LEDGER, WHOLE, FileOrigin.STRANGE,
            id="no number"
        ),
        pytest.param(b"", LEDGER, WHOLE, FileOrigin.STRANGE, id="nothing"),
        pytest.param(b"hello", LEDGER, WHOLE, FileOrigin.STRANGE, id="a text"),
        pytest.param(b"\xff\xfe\x00", LEDGER, WHOLE, FileOrigin.STRANGE, id="bytes"),
        pytest.param(written(LEDGER, PLAN)[:700], LEDGER, WHOLE, FileOrigin.STRANGE, id="half of ours"),
        pytest.param(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20240101\r\n"
            b"END:VEVENT\r\nEND:VCALENDAR\r\n", LEDGER, WHOLE, FileOrigin.STRANGE, id="a whole day of somebody else",
        ),
    ],
)  # fmt: skip
def test_what_lies_there(data: bytes, ledger: Ledger, part: Part, expected: FileOrigin) -> None:
    assert lies(data, ledger, part=part) is expected


@given(title=st.text(min_size=1), abstract=st.text(), place=st.text())
def test_our_own_file_is_known_whatever_the_texts_are(title: str, abstract: str, place: str) -> None:
    session = talk("keynote", "hall", "09:00-09:30", title=clean_line(title) or "x", abstract=clean_text(abstract),
                   place=clean_line(place))  # fmt: skip
    plan = agenda(session, organisers=clean_line(title))
    ledger = sent(Ledger(), plan)

    assert judge_existing(written(ledger, plan), WHOLE, ledger, outgoing(plan)).file_origin is FileOrigin.OURS


def test_a_part_is_known_by_its_own_entries() -> None:
    ledger = sent(LEDGER, PLAN, hall(), now=LATER)

    assert lies(written(ledger, PLAN, hall()), ledger, part=hall()) is FileOrigin.OURS


def test_every_verdict_has_a_sentence() -> None:
    told = [str(file_origin_notice(ExistingCalendar(lie, name="The Conference"), "x.ics")) for lie in FileOrigin]

    assert len(set(told)) == len(FileOrigin)
    assert all(line.startswith("“x.ics” ") for line in told)


# SEQUENCE rises above that of the file found --------------------------------------------------------------


def lines(ledger: Ledger) -> dict[str, tuple[str, int]]:
    return {e.event.title or e.event.summary: (e.event.status, e.sequence) for e in ledger.file("").shown}


def after(change: Callable[[Agenda], Agenda], there: bytes, ledger: Ledger = LEDGER) -> Ledger:
    """Return the ledger after the changed plan was sent to a place where the file `there` was found."""
    plan = change(PLAN)
    return sent(ledger, plan, now=LAST, found={"": found(there, ledger, plan)})


def moved(plan: Agenda) -> Agenda:
    return plan.after(place(plan, "keynote", DAY, 660, ["hall"]))


def test_two_copies_do_not_send_one_sequence() -> None:
    """In one copy the keynote is unplaced, in the other it is moved: both would say SEQUENCE 1."""
    theirs = sent(LEDGER, PLAN.after(unplace(PLAN, "keynote")), now=LATER)

    ours = after(moved, written(theirs, PLAN))

    assert lines(theirs)["Keynote"] == ("CANCELLED", 1)
    assert lines(ours) == {"Keynote": ("CONFIRMED", 2), "Panel": ("CONFIRMED", 0)}
    assert ours.entries["keynote"].modified > theirs.entries["keynote"].modified
    assert [theirs.last_stamp, ours.last_stamp] == [LATER, LAST + timedelta(seconds=1)]


def test_a_backup_that_was_fetched_back_goes_on_above_what_was_sent_since() -> None:
    later = sent(sent(LEDGER, MOVED, now=LATER), PLAN, now=LATER + timedelta(minutes=1))

    ours = after(lambda plan: plan, written(later, PLAN))

    assert lines(later)["Keynote"] == ("CONFIRMED", 2)
    assert lines(ours)["Keynote"] == ("CONFIRMED", 3)


def test_what_only_the_other_copy_had_is_cancelled_and_stays_known() -> None:
    extra = PLAN.after(add_session(PLAN, "extra", title="Extra", placement=Placement(span("12:00-12:30"), ("hall",))))
    theirs = sent(LEDGER, extra, now=LATER)

    ours = after(lambda plan: plan, written(theirs, extra))
    back = sent(ours, extra, now=LAST + timedelta(minutes=1))

    assert lines(ours) == {"Keynote": ("CONFIRMED", 0), "Panel": ("CONFIRMED", 0), "Extra": ("CANCELLED", 1)}
    assert [e.event.categories for e in ours.entries.values() if e.event.title == "Extra"] == [("Talk",)]
    assert (lines(back)["Extra"], back.entries.keys()) == (("CONFIRMED", 2), {"keynote", "panel", "extra"})


def test_what_is_ours_and_was_sent_last_moves_nothing() -> None:
    assert after(lambda plan: plan, written(LEDGER, PLAN)).entries == LEDGER.entries


def test_a_strangers_sequences_move_nothing() -> None:
    there = written(sent(Ledger(), NEXT_YEAR), NEXT_YEAR).replace(b"SEQUENCE:0", b"SEQUENCE:99")

    assert after(lambda plan: plan, there).entries == LEDGER.entries


def test_what_a_hostile_rival_says_is_written_as_anything_else() -> None:
    """The hostile file has a line break in a title, an end before its start, and a very long text."""
    extra = PLAN.after(add_session(PLAN, "extra", title="Extra", placement=Placement(span("12:00-12:30"), ("hall",))))
    theirs = written(sent(LEDGER, extra, now=LATER), extra)
    hostile = theirs.replace(b"SUMMARY:Extra", b"SUMMARY:Ex\\ntra\x07" + b"x" * 3000)
    backwards = theirs.replace(
        b"DTEND;TZID=Europe/Stockholm:20240425T123000", b"DTEND;TZID=Europe/Stockholm:20240425T113000"
    )

    ours = after(lambda plan: plan, hostile)

    assert lines(after(lambda plan: plan, backwards)).keys() == {"Keynote", "Panel"}
    (entry,) = [e for e in ours.file("").shown if e.event.status == "CANCELLED"]
    assert len(entry.event.summary) <= 255
    assert b"\x07" not in written(ours, PLAN)
    assert len(read(written(ours, PLAN)).all("VEVENT")) == 3


def test_the_highest_sequence_of_all_is_not_passed() -> None:
    there = written(sent(LEDGER, MOVED, now=LATER), MOVED).replace(b"SEQUENCE:1", b"SEQUENCE:99999999999999999999")

    assert after(moved, there).entries["keynote"].sequence == 2**31 - 1


def test_a_draft_goes_on_above_a_draft_of_another_copy(tmp_path: Path) -> None:
    there = found(written(draft_ledger(Ledger(drafts=6), outgoing(PLAN), [WHOLE]), PLAN, draft=True))
    ours = draft_ledger(LEDGER, outgoing(PLAN, LATER, found={"": there}), [WHOLE])

    assert ({e.sequence for e in ours.file("").shown}, ours.drafts) == ({8}, 8)


def test_a_renamed_room_is_still_the_same_file() -> None:
    ledger = sent(LEDGER, PLAN, hall(), now=LATER)
    renamed = PLAN.after(edit(PLAN, Room, "hall", name="Aula"))

    assert lies(written(ledger, PLAN, hall()), ledger, renamed, hall(renamed)) is FileOrigin.OURS
