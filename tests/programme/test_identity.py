"""Tests of UIDs: made of ids alone, or the source's guid where that can belong to nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import pytest

from planner.commands.clipboard import copy_to_clip, paste
from planner.commands.next_edition import KeptSessions, new_edition
from planner.commands.sessions import duplicate_session
from planner.domain.agenda import Agenda
from planner.programme.calendar import draft_uid, events, part_uid, session_uid, source_uids
from planner.programme.programme import programme
from planner.programme.release import Ledger
from tests.builders import NOW, agenda, talk
from tests.calendars import ENGLISH, Outgoing, advance, whole_part

GUID, OTHER = "0c9a5b4e-36f8-5f0a-9d7e-2f3b6d1c8a77", "9b2d1a30-0000-4000-8000-000000000001"


def imported(session_id: str, guid: str, namespace: str = "emf", what: str = "guid", **fields: object):
    return talk(session_id, "hall", "09:00-09:30", origin=f"{namespace}/{what}:{guid}", **fields)


def uids(plan: Agenda, sent: tuple[str, ...] = (), taken: tuple[str, ...] = ()) -> dict[str, str]:
    return dict(source_uids(plan, sent, taken))


def test_uids_are_uuids_that_never_meet():
    found = [
        session_uid("c", "s"), session_uid("c", "t"), session_uid("d", "s"), draft_uid("c", "s"),
        part_uid("c", "room:r", "s"), part_uid("c", "room:q", "s"), part_uid("d", "room:r", "s"),
    ]  # fmt: skip

    assert len(set(found)) == len(found)
    assert {UUID(uid).version for uid in found} == {5}
    assert session_uid("c", "s") == "e3975b43-f2d6-5619-ba59-3a4acf2a8204"


def test_the_guid_of_a_source_is_the_uid():
    assert uids(agenda(imported("a", GUID.upper()), talk("b", "hall", "10:00-10:30"))) == {"a": GUID}


@pytest.mark.parametrize(
    "sessions",
    [
        pytest.param((imported("a", "17"),), id="no UUID"),
        pytest.param((imported("a", f"x{GUID}"),), id="more than a UUID"),
        pytest.param((imported("a", GUID, what="id"),), id="an id, although it looks like one"),
        pytest.param((imported("a", str(UUID(int=0))),), id="the UUID of nothing"),
        pytest.param((imported("a", GUID), imported("b", GUID, "other")), id="two sessions bear it"),
        pytest.param((imported("a", GUID), imported("b", GUID.upper(), "other")), id="in whatever case"),
    ],
)
def test_what_is_no_sessions_own_guid_is_no_uid(sessions):
    assert uids(agenda(*sessions)) == {}


def test_what_was_sent_keeps_its_uid_and_no_two_have_one():
    plan = agenda(imported("a", GUID), imported("b", OTHER))

    assert uids(plan, sent=("a",)) == {"b": OTHER}
    assert uids(plan, taken=(GUID,)) == {"b": OTHER}


def test_a_copy_and_a_new_edition_have_no_guid():
    plan = agenda(imported("a", GUID))
    copied = plan.after(duplicate_session(plan, "a", "copy"))
    pasted = plan.after(paste(plan, copy_to_clip(plan, ["a"]), lambda: "new")[0])
    elsewhere = agenda(id="another", title="Another")
    taken = elsewhere.after(paste(elsewhere, copy_to_clip(plan, ["a"]), lambda: "new")[0])
    numbers = count(1)
    edition = new_edition(plan, lambda: f"n{next(numbers)}", first=date(2025, 4, 24), kept=KeptSessions.ALL)

    assert uids(copied) == uids(pasted) == {"a": GUID}
    assert uids(taken) == uids(edition) == {}


def send(ledger: Ledger, plan: Agenda, minutes: int = 0) -> Ledger:
    shown = programme(plan)
    found = source_uids(plan, ledger.entries.keys(), {e.event.uid for e in ledger.entries.values()})
    out = Outgoing(shown, events(shown, ENGLISH, found), ENGLISH, NOW + timedelta(minutes=minutes))
    return advance(ledger, out, [whole_part(shown)])


def test_a_session_in_the_ledger_keeps_its_uid_for_good():
    """The guid may come or go later, by an import that finds the session or by another session that has it too."""
    plain, named = talk("a", "hall", "09:00-09:30"), imported("a", GUID)
    by_id = session_uid("conference", "a")

    assert send(send(Ledger(), agenda(plain)), agenda(named)).entries["a"].event.uid == by_id
    assert send(send(Ledger(), agenda(named)), agenda(plain)).entries["a"].event.uid == GUID
    twice = send(send(Ledger(), agenda(named)), agenda(named, imported("b", GUID, "other")))
    assert [twice.entries[s].event.uid for s in "ab"] == [GUID, session_uid("conference", "b")]


def test_what_was_deleted_and_imported_again_is_another_entry():
    first = send(Ledger(), agenda(imported("a", GUID), talk("z", "lab", "09:00-09:30")))
    second = send(first, agenda(imported("b", GUID), talk("z", "lab", "09:00-09:30")))

    found = {session: (entry.event.uid, entry.event.status) for session, entry in second.entries.items()}
    assert found["a"] == (GUID, "CANCELLED")
    assert found["b"] == (session_uid("conference", "b"), "CONFIRMED")


def test_the_same_source_imported_into_two_files_gives_the_same_uids():
    one, other = agenda(imported("a", GUID)), agenda(replace(imported("b", GUID), number=5), id="another")

    assert [e.event.uid for e in send(Ledger(), one).entries.values()] == [
        e.event.uid for e in send(Ledger(), other).entries.values()
    ]
