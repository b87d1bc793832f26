"""Tests of planning calendars, cards, lists and other conferences into a conference, and of the result there."""

from dataclasses import replace
from itertools import count

from planner.commands.conference import sample_conference
from planner.domain.long_task import run_to_end
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import Incoming
from planner.importing.planning import new_conference_from, plan_import
from planner.incoming_file import incoming_of
from tests.builders import agenda, day, person, room
from tests.importing.calendar_files import read, vcalendar, vevent

NUMBERS = count(1)


def new_id():
    return f"new-{next(NUMBERS)}"


def taken(whole, told: Incoming):
    """Return the conference after all that is ticked was imported, and the change that the same file then plans."""
    zone = choose_zone(told.zone, file=whole.conference.timezone)
    after = whole.after(run_to_end(plan_import(whole, told, zone, new_id)).change())
    return after, run_to_end(plan_import(after, told, zone, new_id)).change()


def test_a_calendar_gives_a_new_conference_and_again_nothing():
    events = [vevent(UID="1", LOCATION="Hall", CATEGORIES="Workshop"), vevent(UID="2", SUMMARY="Lunch"),
              vevent(UID="3", LOCATION="Lab", CATEGORIES="Web")]  # fmt: skip
    told = read(vcalendar("X-WR-CALNAME:The Conference", *events))

    after, again = taken(new_conference_from(told, new_id, zone=choose_zone(told.zone), language="en"), told)

    placed = [(s.title, p.span.start, s.minutes, [after.rooms[r].name for r in p.rooms]) for s, p in after.placed]
    assert sorted(placed) == [("A talk", 540, 30, ["Hall"]), ("A talk", 540, 30, ["Lab"]), ("Lunch", 540, 30, [])]
    assert not again


def test_cards_are_people_and_nothing_else():
    told = read("BEGIN:VCARD\nFN:Ada Ek\nEMAIL:ada@example.org\nEND:VCARD\nBEGIN:VCARD\nFN:Person Bo\nEND:VCARD\n")
    before = agenda(day(), room("hall"), person("bo", name="Person Bo"))

    after, again = taken(before, told)

    assert sorted(one.name for one in after.people.values()) == ["Ada Ek", "Person Bo"]
    assert (after.sessions, again.edits) == (before.sessions, ())


def test_a_list_fills_the_tray():
    told = read("On bees – Ada Ek\nOn wasps – Bo Ahl\n", "list.txt", "titles")

    after, again = taken(agenda(day(), room("hall")), told)

    assert sorted(session.title for session in after.tray) == ["On bees", "On wasps"]
    assert sorted(one.name for one in after.people.values()) == ["Ada Ek", "Bo Ahl"]
    assert not again


def test_another_conference_comes_over_with_all_that_it_holds():
    numbers = count(1)
    other = sample_conference(lambda: f"{next(numbers):032x}")
    pictured = {key: replace(one, photo="x") for key, one in other.people.items()}
    with_logo = replace(other, people=pictured, conference=replace(other.conference, logo="x"))
    assert incoming_of(with_logo, "").unmapped["pictures"] == len(pictured) + 1
    told = incoming_of(other, "other.estrad")

    after, again = taken(new_conference_from(told, new_id, zone=choose_zone(told.zone), language="sv"), told)

    def of(whole):
        return sorted(
            (s.title, s.kind, s.minutes, s.status, s.abstract, s.note, str(s.placement and s.placement.span),
             sorted(whole.rooms[room].name for room in (s.placement.rooms if s.placement else ())),
             sorted((whole.people[a.person].name, a.role) for a in s.people), s.track and whole.tracks[s.track].name)
            for s in whole.sessions.values()
        )  # fmt: skip

    assert of(after) == of(other)
    assert {room.name for room in after.rooms.values()} == {room.name for room in other.rooms.values()}
    assert not again
