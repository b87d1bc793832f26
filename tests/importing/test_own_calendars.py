"""Tests of reading our own calendars back: each session is recognised as the one it was made from."""

from dataclasses import replace
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from planner.commands.conference import sample_conference
from planner.domain.entities import Session
from planner.domain.enums import Role, Status
from planner.domain.long_task import run_to_end
from planner.exporting.ics import to_ics
from planner.importing.datetimes import choose_zone
from planner.importing.matching import with_our_ids
from planner.importing.plan import Verdict
from planner.importing.planning import plan_import
from planner.programme.ledger_update import draft_ledger
from planner.programme.programme import programme
from planner.programme.release import Ledger, room_part, whole_part
from planner.wording import wording
from tests.calendars import outgoing, sent
from tests.importing.calendar_files import read

NAMED = {Role.SPEAKER, Role.PANELLIST, Role.HOST, Role.MODERATOR}


@pytest.fixture(scope="module", params=["en", "sv"])
def sample(request):
    """Return the sample conference in one of our languages."""
    numbers = count(1)
    found = sample_conference(lambda: f"{next(numbers):032x}")
    return replace(found, conference=replace(found.conference, language=request.param))


def exported(agenda, part=None):
    """Return the calendar of a part, or of the whole, as it is sent."""
    shown, words = programme(agenda), wording(agenda.conference.language)
    return to_ics(shown, sent(Ledger(), agenda, part or whole_part(shown)), words, part=part)


def known_here(told, agenda):
    """Return the content of a file with our ids."""
    return run_to_end(with_our_ids(told, agenda))


def shown_sessions(agenda):
    """Yield what attendees see of each placed session.

    That is title, local time, minutes, rooms, kind, track, status and who is named.
    """
    for session, placement in agenda.placed:
        people = [a for a in session.people if a.role in NAMED and a.counts]
        rooms = tuple(agenda.rooms[room].name for room in placement.rooms)
        track = agenda.tracks[session.track].name if session.track else ""
        yield session.id, (
            session.title, placement.span.begins, placement.span.minutes, ", ".join(rooms), session.kind, track,
            session.status, {(agenda.people[a.person].name, a.role) for a in people},
        )  # fmt: skip


def read_sessions(agenda, told):
    """Yield the same of the sessions that a file tells, by our ids."""
    names, zone = {person.key: person.name for person in told.people}, ZoneInfo(agenda.conference.timezone)
    for one in told.sessions:
        yield one.ours, (
            one.title, one.begin.at.astimezone(zone).replace(tzinfo=None), one.minutes, ", ".join(one.rooms), one.kind,
            one.track, one.told.get("status"), {(names[key], role) for key, role in one.people},
        )  # fmt: skip


def test_the_sample_s_calendar_gives_the_sample_s_placed_sessions(sample):
    file = read(exported(sample))
    told = known_here(file, sample)

    expected = {key: said for key, said in shown_sessions(sample) if said[6] is not Status.CANCELLED}
    assert dict(read_sessions(sample, told)) == expected
    assert (told.conference["title"], told.zone) == (sample.conference.title, sample.conference.timezone)
    assert (told.refused, told.unmapped, told.venue["name"]) == ((), {}, sample.venue.name)
    other = replace(sample, conference=replace(sample.conference, id="f" * 32))
    assert {session.ours for session in known_here(file, other).sessions} == {""}


def test_the_calendar_of_a_room_and_of_a_draft_is_known_by_its_uids_too(sample):
    shown = programme(sample)
    part = room_part(sample, shown, sample.rooms_in_order[0])
    ledger = draft_ledger(Ledger(), outgoing(shown), [whole_part(shown)])

    for text, ids in (
        (exported(sample, part), part.sessions),
        (to_ics(shown, ledger, wording("en"), draft=True), {item.id for item in shown.items}),
    ):
        assert {session.ours for session in known_here(read(text), sample).sessions} == ids


def test_what_takes_two_rooms_or_has_a_place_of_its_own_is_in_its_rooms(sample):
    rooms = {room.id: room.name for room in sample.rooms_in_order[:2]}
    talk, other = [session for session, placement in sample.placed if placement.rooms][:2]
    changed = [replace(one, placement=replace(one.placement, rooms=tuple(rooms), place=place))
               for one, place in ((talk, ""), (other, "The stairs"))]  # fmt: skip
    agenda = replace(sample, sessions={**sample.sessions, **{one.id: one for one in changed}})

    told = known_here(read(exported(agenda)), agenda)

    assert {s.rooms for s in told.sessions if s.ours in (talk.id, other.id)} == {tuple(rooms.values())}
    assert {room.name for room in told.rooms} <= {room.name for room in agenda.rooms.values()}


def test_speakers_in_the_title_are_no_part_of_it(sample):
    agenda = replace(sample, conference=replace(sample.conference, speakers_in_title=True))

    told = known_here(read(exported(agenda)), agenda)

    assert {s.ours: s.title for s in told.sessions} == {s.id: s.title for s, _ in agenda.placed}


def test_a_calendar_of_ours_that_comes_back_changes_nothing_of_what_stands_in_it(sample):
    told, numbers = read(exported(sample)), count(1)
    zone = choose_zone(told.zone, file=sample.conference.timezone)

    plan = run_to_end(plan_import(sample, told, zone, lambda: f"new-{next(numbers)}"))

    placed = {session.id for session, _ in sample.placed}
    assert [row.title for row in plan.rows if row.verdict is Verdict.NEW and row.what is Session] == []
    after = sample.after(plan.change())
    assert after.sessions.keys() == sample.sessions.keys()
    assert {key: (after.sessions[key].title, after.sessions[key].placement) for key in placed} == {
        key: (sample.sessions[key].title, sample.sessions[key].placement) for key in placed
    }
