"""Tests of what lies where a calendar is to go: whose it is, and how numbers go on above it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place, unplace
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Room
from planner.domain.text import clean_line, clean_text
from planner.domain.value_objects import Placement
from planner.exporting.ics import to_ics
from planner.exporting.ics_existing import parse_existing
from planner.exporting.sending import with_digests
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import (
    ExistingCalendar,
    FileOrigin,
    Ledger,
    Part,
    PartKind,
    file_origin_notice,
    parts,
    whole_part,
)
from tests.builders import DAY, NOW, agenda, person, span, speaker, talk
from tests.calendars import ENGLISH, outgoing, sent
from tests.parts import room_part
from tests.readers import read

PLAN = agenda(talk("keynote", "hall", "09:00-09:30"), talk("panel", "lab", "10:00-10:30"))
MOVED = PLAN.after(place(PLAN, "keynote", DAY, 600, ["hall"]))
LATER, LAST = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
ALL = whole_part(programme(PLAN))
LEDGER = sent(Ledger(), PLAN)


def written(ledger: Ledger, plan: Agenda, part: Part = ALL, *, draft: bool = False) -> bytes:
    return to_ics(programme(plan), ledger, ENGLISH, part=part, draft=draft)


def found(data: bytes, ledger: Ledger = LEDGER, plan: Agenda = PLAN, part: Part = ALL) -> ExistingCalendar:
    return parse_existing(data, part, ledger, outgoing(plan, LAST))


def hall(plan: Agenda = PLAN) -> Part:
    return room_part(plan, programme(plan), plan.rooms["hall"])


SECOND = sent(LEDGER, MOVED, now=LATER)
NEXT_YEAR = agenda(talk("keynote", "hall", "09:00-09:30"), id="another", title="Next year")
OTHER_APP = written(LEDGER, PLAN).replace(b"//Estrad//Estrad conference planner//", b"//Other//Other//")


@pytest.mark.parametrize(
    ("data", "ledger", "part", "expected"),
    [
        pytest.param(written(LEDGER, PLAN), LEDGER, ALL, FileOrigin.OURS, id="the one that was sent last"),
        pytest.param(written(LEDGER, PLAN), SECOND, ALL, FileOrigin.OLDER, id="one that was sent before"),
        pytest.param(written(SECOND, MOVED), LEDGER, ALL, FileOrigin.RIVAL,
        id="newer than a backup that was restored"),
        pytest.param(written(sent(Ledger(), MOVED, now=LATER), MOVED), LEDGER, ALL, FileOrigin.RIVAL,
        id="another copy's"),
        pytest.param(written(LEDGER, PLAN), Ledger(), ALL, FileOrigin.RIVAL,
        id="sent, but this copy knows nothing of it"),
        pytest.param(OTHER_APP, LEDGER, ALL, FileOrigin.RIVAL, id="ours, written anew by another program"),
        pytest.param(written(LEDGER, PLAN), LEDGER, hall(), FileOrigin.OTHER_FILE,
        id="the whole where a room's is to go"),
        pytest.param(
            written(sent(LEDGER, PLAN, hall()), PLAN, hall()), sent(LEDGER, PLAN, hall()), ALL, FileOrigin.OTHER_FILE,
            id="a room's where the whole is to go",
        ),
        pytest.param(written(sent(Ledger(), NEXT_YEAR), NEXT_YEAR), LEDGER, ALL, FileOrigin.ANOTHER,
        id="another year's"),
        pytest.param(
            written(draft_ledger(LEDGER, outgoing(PLAN), [ALL]), PLAN, draft=True), LEDGER, ALL, FileOrigin.DRAFT,
            id="a draft"
        ),
        pytest.param(
            written(LEDGER, PLAN).replace(b":20240425T", b":99990425T"), LEDGER, ALL, FileOrigin.STRANGE,
            id="the year 9999"
        ),
        pytest.param(
            written(LEDGER, PLAN).replace(b"SEQUENCE:0", b"SEQUENCE:x"), LEDGER, ALL, FileOrigin.STRANGE,
            id="no number"
        ),
        pytest.param(b"", LEDGER, ALL, FileOrigin.STRANGE, id="nothing"),
        pytest.param(b"hello", LEDGER, ALL, FileOrigin.STRANGE, id="a text"),
        pytest.param(b"\xff\xfe\x00", LEDGER, ALL, FileOrigin.STRANGE, id="bytes"),
        pytest.param(written(LEDGER, PLAN)[:700], LEDGER, ALL, FileOrigin.STRANGE, id="half of ours"),
        pytest.param(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20240101\r\n"
            b"END:VEVENT\r\nEND:VCALENDAR\r\n", LEDGER, ALL, FileOrigin.STRANGE, id="a whole day of somebody else",
        ),
    ],
)  # fmt: skip
def test_what_lies_there(data: bytes, ledger: Ledger, part: Part, expected: FileOrigin) -> None:
    assert found(data, ledger, part=part).file_origin is expected


@given(title=st.text(min_size=1), abstract=st.text(), place=st.text())
def test_our_own_file_is_known_whatever_the_texts_are(title: str, abstract: str, place: str) -> None:
    session = talk("keynote", "hall", "09:00-09:30", title=clean_line(title) or "x", abstract=clean_text(abstract),
                   place=clean_line(place))  # fmt: skip
    plan = agenda(session, organisers=clean_line(title))
    ledger = sent(Ledger(), plan)

    assert parse_existing(written(ledger, plan), ALL, ledger, outgoing(plan)).file_origin is FileOrigin.OURS


def test_a_part_is_known_by_its_own_entries_also_when_its_room_is_renamed() -> None:
    ledger = sent(LEDGER, PLAN, hall(), now=LATER)

    for plan in (PLAN, PLAN.after(edit(PLAN, Room, "hall", name="Aula"))):
        assert found(written(ledger, PLAN, hall()), ledger, plan, hall(plan)).file_origin is FileOrigin.OURS


def test_our_own_file_is_known_by_its_bytes_also_when_the_ledger_has_other_texts_by_now() -> None:
    data, part = written(LEDGER, PLAN), ALL
    digested = with_digests(LEDGER, {Path("a"): data}, {Path("a"): part})
    entry = digested.entries["keynote"]
    erased = replace(entry, event=replace(entry.event, summary="[name erased]"))
    forgotten = replace(digested.file(""), entries={**digested.entries, "keynote": erased})
    ledger = replace(digested, files={"": forgotten})

    assert found(data, ledger).file_origin is FileOrigin.OURS
    assert found(data.replace(b"SUMMARY:Keynote", b"SUMMARY:Other"), ledger).file_origin is FileOrigin.RIVAL
    assert found(data.replace(b"\r\n", b"\n"), digested).file_origin is FileOrigin.OURS


def test_every_verdict_has_a_sentence() -> None:
    told = [str(file_origin_notice(ExistingCalendar(lie, name="The Conference"), "x.ics")) for lie in FileOrigin]

    assert len(set(told)) == len(FileOrigin)
    assert all(line.startswith("“x.ics” ") for line in told)


# SEQUENCE rises above that of the file found --------------------------------------------------------------


def lines(ledger: Ledger) -> dict[str, tuple[str, int]]:
    return {e.event.title or e.event.summary: (e.event.status, e.sequence) for e in ledger.file("").kept_entries}


def after(plan: Agenda, there: bytes) -> Ledger:
    """Return the ledger after a plan was sent to a place where the file `there` was found."""
    return sent(LEDGER, plan, now=LAST, found={"": found(there, plan=plan)})


AGAIN = PLAN.after(place(PLAN, "keynote", DAY, 660, ["hall"]))
EXTRA = PLAN.after(add_session(PLAN, "extra", title="Extra", placement=Placement(span("12:00-12:30"), ("hall",))))


def test_two_copies_do_not_send_one_sequence() -> None:
    """In one copy the keynote is unplaced, in the other it is moved: both would say SEQUENCE 1."""
    theirs = sent(LEDGER, PLAN.after(unplace(PLAN, "keynote")), now=LATER)

    ours = after(AGAIN, written(theirs, PLAN))

    assert lines(theirs)["Keynote"] == ("CANCELLED", 1)
    assert lines(ours) == {"Keynote": ("CONFIRMED", 2), "Panel": ("CONFIRMED", 0)}
    assert ours.entries["keynote"].modified > theirs.entries["keynote"].modified
    assert [theirs.last_stamp, ours.last_stamp] == [LATER, LAST + timedelta(seconds=1)]


def test_last_modified_does_not_go_back_where_only_the_sequence_is_above() -> None:
    """Ours was sent twice elsewhere, and theirs once, but later, to the place to which ours goes now."""
    theirs = sent(LEDGER, MOVED, now=LATER)
    elsewhere = sent(LEDGER, AGAIN, now=NOW + timedelta(minutes=1))
    elsewhere = sent(elsewhere, MOVED, now=NOW + timedelta(minutes=2))
    there = found(written(theirs, MOVED), elsewhere, MOVED)

    ours = sent(elsewhere, MOVED, now=LAST, found={"": there})

    assert (lines(elsewhere)["Keynote"], lines(ours)["Keynote"]) == (("CONFIRMED", 2), ("CONFIRMED", 2))
    assert ours.entries["keynote"].modified > theirs.entries["keynote"].modified


def test_what_only_the_other_copy_had_is_cancelled_and_stays_known() -> None:
    ours = after(PLAN, written(sent(LEDGER, EXTRA, now=LATER), EXTRA))
    back = sent(ours, EXTRA, now=LAST + timedelta(minutes=1))

    assert lines(ours) == {"Keynote": ("CONFIRMED", 0), "Panel": ("CONFIRMED", 0), "Extra": ("CANCELLED", 1)}
    assert [e.event.categories for e in ours.entries.values() if e.event.title == "Extra"] == [("Talk",)]
    assert (lines(back)["Extra"], back.entries.keys()) == (("CONFIRMED", 2), {"keynote", "panel", "extra"})


def test_what_moves_a_sequence_and_how_far() -> None:
    strange = written(sent(Ledger(), NEXT_YEAR), NEXT_YEAR).replace(b"SEQUENCE:0", b"SEQUENCE:99")
    moved = sent(LEDGER, MOVED, now=LATER)
    back = sent(moved, PLAN, now=LATER + timedelta(minutes=1))
    highest = written(moved, MOVED).replace(b"SEQUENCE:1", b"SEQUENCE:99999999999999999999")

    for there in (written(LEDGER, PLAN), strange):
        assert after(PLAN, there).entries == LEDGER.entries
    # a backup that was restored goes on above what was sent since, if it says something else; the highest is not passed
    found = (after(plan, written(back, PLAN)) for plan in (PLAN, MOVED))
    assert [lines(ledger)["Keynote"] for ledger in (back, *found, after(AGAIN, highest))] == [
        ("CONFIRMED", 2), ("CONFIRMED", 2), ("CONFIRMED", 3), ("CONFIRMED", 2**31 - 1),
    ]  # fmt: skip


def test_what_another_copy_says_too_is_not_sent_anew() -> None:
    theirs = sent(sent(LEDGER, EXTRA, now=LATER), MOVED, now=LATER + timedelta(minutes=1))
    there = written(theirs, MOVED)

    for known, plan in ((LEDGER, MOVED), (Ledger(), MOVED)):
        ours = sent(known, plan, now=LAST, found={"": found(there, known, plan)})
        for one in ours.entries.values():
            (same,) = [e for e in theirs.entries.values() if e.event.uid == one.event.uid]
            gone = one.event.status == "CANCELLED"
            assert gone or (one.sequence, one.created, one.modified) == (same.sequence, same.created, same.modified)
    # the creation by a clock ahead of ours stays, since with one SEQUENCE nothing else is told
    ahead = sent(Ledger(), MOVED, now=LAST)
    ours = sent(Ledger(), MOVED, now=LATER, found={"": found(written(ahead, MOVED), Ledger(), MOVED)})
    assert ours.entries == ahead.entries
    # an entry that was sent since goes on above it
    since = sent(LEDGER, MOVED, now=LAST)
    again = sent(since, MOVED, now=LAST + timedelta(minutes=1), found={"": found(there, since, MOVED)})
    assert lines(again)["Keynote"] == ("CONFIRMED", 2)


def test_what_a_hostile_rival_says_is_written_as_anything_else() -> None:
    """The hostile file has a line break in a title, an end before its start, and a very long text."""
    theirs = written(sent(LEDGER, EXTRA, now=LATER), EXTRA)
    backwards = theirs.replace(b"DTEND;TZID=Europe/Stockholm:20240425T12", b"DTEND;TZID=Europe/Stockholm:20240425T11")

    ours = after(PLAN, theirs.replace(b"SUMMARY:Extra", b"SUMMARY:Ex\\ntra\x07" + b"x" * 3000))

    assert lines(after(PLAN, backwards)).keys() == {"Keynote", "Panel"}
    (entry,) = [e for e in ours.file("").kept_entries if e.event.status == "CANCELLED"]
    assert len(entry.event.summary) <= 255
    assert (b"\x07" in written(ours, PLAN), len(read(written(ours, PLAN)).all("VEVENT"))) == (False, 3)


def test_a_draft_goes_on_above_a_draft_of_another_copy() -> None:
    there = found(written(draft_ledger(Ledger(drafts=6), outgoing(PLAN), [ALL]), PLAN, draft=True))
    ours = draft_ledger(LEDGER, outgoing(PLAN, LATER, found={"": there}), [ALL])

    assert ({e.sequence for e in ours.file("").kept_entries}, ours.drafts) == ({8}, 8)


# copies that imported one source ---------------------------------------------------------------------------


def with_ada(of: str, plan: Agenda = PLAN, **fields: Any) -> tuple[Agenda, Part]:
    """Return the plan with Ada in it, who has that id, and the part that is her sessions."""
    talk_of_hers = talk(f"by {of}", "hall", "13:00-13:30", title="Hers", people=(speaker(of),))
    whole = agenda(*plan.sessions.values(), talk_of_hers, person(of, name="Ada"), **fields)
    (part,) = [p for p in parts(whole, programme(whole), PartKind.PERSON, ENGLISH) if p.sessions]
    return whole, replace(part, name="conf-ada")


def test_a_calendar_of_somebody_who_has_another_id_in_each_copy_is_one_calendar() -> None:
    (theirs, of_theirs), (ours, of_ours) = with_ada("id1"), with_ada("id2")
    there = written(sent(Ledger(), theirs, of_theirs, now=LATER), theirs, of_theirs)

    lying = found(there, Ledger(), ours, of_ours)
    ledger = sent(Ledger(), ours, of_ours, now=LAST, found={of_ours.key: lying})
    again = sent(ledger, ours, of_ours, now=LAST + timedelta(minutes=1))

    both = [("No longer in this calendar: Hers", "CANCELLED", 1), ("Hers", "CONFIRMED", 0)]
    assert lying.file_origin is FileOrigin.RIVAL
    for after_it in (ledger, again):
        shown = after_it.file(of_ours.key).kept_entries
        assert [(e.event.summary, e.event.status, e.sequence) for e in shown] == both


def test_a_calendar_that_two_copies_sent_in_turn_calls_nothing_off_that_takes_place() -> None:
    """Ada has another id in each copy, and in one of them a session of both that has another title there."""
    (theirs, of_theirs), (ours, of_ours) = with_ada("id1"), with_ada("id2")
    more = [
        agenda(*plan.sessions.values(), talk("both", "lab", "15:00-15:30", title=title, people=(speaker(of),)),
               person(of, name="Ada"))
        for plan, of, title in ((theirs, "id1", "Their talk"), (ours, "id2", "Our talk"))
    ]  # fmt: skip
    turns = [(theirs, of_theirs), (ours, of_ours), (more[0], of_theirs), (more[1], of_ours)]
    ledgers, there = {of_theirs.key: Ledger(), of_ours.key: Ledger()}, b""
    for number, (plan, part) in enumerate(turns):
        now = replace(part, sessions=part.sessions | ({"both"} & plan.sessions.keys()))
        lying = {part.key: found(there, ledgers[part.key], plan, now)} if there else {}
        ledgers[part.key] = sent(ledgers[part.key], plan, now, now=LAST + timedelta(hours=number), found=lying)
        there = written(ledgers[part.key], plan, now)

    assert {(e["SUMMARY"], e["STATUS"]) for e in read(there).all("VEVENT")} == {
        ("Hers", "CONFIRMED"), ("No longer in this calendar: Hers", "CANCELLED"),
        ("Our talk", "CONFIRMED"), ("No longer in this calendar: Their talk", "CANCELLED"),
    }  # fmt: skip


def test_what_both_copies_imported_is_not_called_off_in_either() -> None:
    """It is another session in each, of which one goes as another with its title comes."""
    theirs, ours = (agenda(*PLAN.sessions.values(), talk(of, "hall", "13:00-13:30", title="New")) for of in ("x", "y"))
    renamed = agenda(*PLAN.sessions.values(), talk("y", "hall", "13:00-13:30", title="Newer"))

    lying = found(written(sent(LEDGER, theirs, now=LATER), theirs), LEDGER, ours)
    ledger = sent(LEDGER, ours, now=LAST, found={"": lying})
    again = sent(ledger, renamed, now=LAST + timedelta(minutes=1))

    gone = "No longer in this calendar: New"
    said = [{e.event.summary for e in one.file("").kept_entries} for one in (ledger, again)]
    assert said == [{"Keynote", "Panel", "New", gone}, {"Keynote", "Panel", "Newer", gone}]


def test_what_a_rival_has_of_a_part_that_is_the_same_here_is_off_and_not_elsewhere() -> None:
    ledger = sent(LEDGER, PLAN, hall())
    there = written(sent(ledger, EXTRA, hall(EXTRA), now=LATER), EXTRA, hall(EXTRA))

    ours = sent(ledger, PLAN, hall(), now=LAST, found={"room:hall": found(there, ledger, part=hall())})

    assert [e.event.summary for e in ours.file("room:hall").kept_entries] == ["Keynote", "CANCELLED: Extra"]


def test_what_a_rival_alone_has_of_a_part_is_off_if_this_copy_sent_it_in_another_file() -> None:
    theirs = agenda(EXTRA.sessions["extra"])
    there = written(sent(Ledger(), theirs, hall(theirs), now=LATER), theirs, hall(theirs))

    def said(ledger: Ledger) -> list[str]:
        lying = {"room:hall": found(there, ledger, part=hall())}
        return [
            e.event.summary for e in sent(ledger, PLAN, hall(), now=LAST, found=lying).file("room:hall").kept_entries
        ]

    assert said(sent(Ledger(), EXTRA)) == ["CANCELLED: Extra", "Keynote"]
    assert said(LEDGER) == ["No longer in this calendar: Extra", "Keynote"]


@pytest.mark.parametrize(
    ("stem", "fields", "expected"),
    [
        pytest.param("conf-ada", {}, FileOrigin.RIVAL, id="name and title"),
        pytest.param("other", {}, FileOrigin.RIVAL, id="the same title"),
        pytest.param("conf-ada", {"title": "Renamed"}, FileOrigin.RIVAL, id="the same name"),
        pytest.param("other", {"title": "Renamed"}, FileOrigin.OTHER_FILE, id="neither: another person's"),
        pytest.param("conf-ada", {"id": "next"}, FileOrigin.ANOTHER, id="that of another edition"),
    ],
)
def test_a_calendar_with_unknown_entries_is_taken_over_only_where_it_is_the_same_file(
    stem: str, fields: dict[str, str], expected: FileOrigin
) -> None:
    (theirs, of_theirs), (ours, of_ours) = with_ada("id1", **fields), with_ada("id2")
    there = written(sent(Ledger(), theirs, of_theirs, now=LATER), theirs, of_theirs)

    assert parse_existing(there, of_ours, Ledger(), outgoing(ours), stem).file_origin is expected


def test_a_calendars_own_last_modified_does_not_go_back_behind_that_of_another_copy() -> None:
    """The other copy only changed what the calendar says of itself, so no entry differs."""
    about = PLAN.after(edit(PLAN, Conference, "conference", description="About it"))
    theirs = sent(LEDGER, about, now=LAST)

    for now, expected in ((LATER, LAST + timedelta(seconds=1)), (LAST + timedelta(hours=1),) * 2):
        ours = sent(LEDGER, PLAN, now=now, found={"": found(written(theirs, about))})
        assert (theirs.file("").modified, ours.file("").modified) == (LAST, expected)


def test_a_calendars_own_last_modified_does_not_go_back_behind_that_of_an_older_file_of_ours() -> None:
    """It is called older by its DTSTAMP, while ours was sent elsewhere meanwhile and had not changed there."""
    there = ExistingCalendar(FileOrigin.OLDER, modified=LAST)

    assert sent(LEDGER, PLAN, now=LATER, found={"": there}).file("").modified == LAST


def test_a_time_that_no_calendar_has_is_not_gone_on_from() -> None:
    there = found(written(SECOND, MOVED).replace(b"DTSTAMP:2024", b"DTSTAMP:9999").replace(
        b"LAST-MODIFIED:2024", b"LAST-MODIFIED:9999"))  # fmt: skip

    assert (there.file_origin, there.stamp, there.modified) == (FileOrigin.RIVAL, None, None)
