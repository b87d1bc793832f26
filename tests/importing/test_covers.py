"""Tests of moderators' shifts in a colleague's copy, which are compared three ways as sessions are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.commands.edit import edit
from planner.commands.people import delete_cover, edit_cover
from planner.domain.entities import Cover
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import State
from planner.importing import entity_planning
from planner.importing.comparing import HistoryStates
from planner.importing.plan import Verdict
from planner.incoming_file import incoming_from_agenda
from tests.builders import DAY, agenda, conference, day, person, room, talk

NEXT = DAY.replace(day=DAY.day + 1)


def cover(key, who="ada", times="09:00-12:00", where="hall", **fields):
    start, end = (parse_clock_time(time) for time in times.split("-")) if times else (None, None)
    return Cover(id=key, person=who, day=fields.pop("day", DAY), start=start, end=end, room=where, **fields)


MORNING, EVENING = cover("morning"), cover("evening", "bo", "13:00-17:00")
PLAN = agenda(day(), room("hall"), room("lab"), person("ada"), person("bo"), talk("a", "hall", "09:00-09:30"),
              MORNING, EVENING)  # fmt: skip


class TwoCopies:
    """A conference and a colleague's copy of it; each import is one step here."""

    def __init__(self, importing, here=PLAN, copy=PLAN):
        self._importing, self.here, self.copy = importing, here, copy
        self._steps = []

    def do(self, make):
        self._apply(make(self.here))

    def colleague(self, make):
        self.copy = self.copy.after(make(self.copy))

    def plan(self):
        states = HistoryStates(lambda: reversed(self._steps))
        return self._importing.plan(self.here, incoming_from_agenda(self.copy, "copy.estrad"), states=states)

    def rows(self):
        return [
            (row.verdict, row.title, str(row.texts[0]), row.ticked) for row in self.plan().rows if row.what is Cover
        ]

    def take(self, *keys):
        plan = self.plan()
        change = plan.change(plan.proposed_keys | set(keys))
        assert self.here.after(change).after(change.inverse()) == self.here
        self._apply(change)

    def _apply(self, change):
        self._steps.append(change)
        self.here = self.here.after(change)


@pytest.fixture
def copies(importing):
    return TwoCopies(importing)


def longer(made):
    return edit_cover(made, "morning", end=parse_clock_time("13:00"))


def shorter(made):
    return edit_cover(made, "morning", end=parse_clock_time("11:00"))


def of_bo(made):
    return edit_cover(made, "morning", person="bo", room=None, state=State.CONFIRMED)


LONGER = "shift: 2024-04-25 09:00–12:00, Hall → 2024-04-25 09:00–13:00, Hall"
KEPT = "Kept as it is here: shift."


def test_the_same_shifts_are_no_rows(copies):
    assert (copies.rows(), dict(copies.plan().unmapped)) == ([], {})


def test_one_that_the_colleague_changed_is_proposed_and_taken(copies):
    copies.colleague(longer)
    assert copies.rows() == [(Verdict.CHANGED, "Ada", LONGER, True)]

    copies.take()

    assert copies.here.covers == copies.copy.covers
    assert copies.rows() == []


def test_one_that_was_changed_here_stays(copies):
    copies.do(longer)

    assert copies.rows() == [(Verdict.SAME, "Ada", KEPT, False)]
    copies.take()
    assert copies.here.covers["morning"].end == parse_clock_time("13:00")


def test_one_that_both_changed_since_an_import_waits_for_a_tick(copies):
    copies.colleague(longer)
    copies.take()
    copies.do(shorter)
    assert copies.rows() == [(Verdict.SAME, "Ada", KEPT, False)]  # the file says what it said then

    copies.colleague(of_bo)
    said = "shift: 2024-04-25 09:00–11:00, Hall → 2024-04-25 09:00–13:00, all rooms, Confirmed"
    assert copies.rows() == [(Verdict.CONFLICT, "Bo", said, False)]
    copies.take()
    assert copies.here.covers["morning"].person == "ada"

    copies.take("conflict cover:morning")
    assert copies.here.covers == copies.copy.covers


def test_one_that_is_changed_and_changed_back_is_not_decided_for_anybody(copies):
    copies.colleague(longer)
    copies.take()
    copies.colleague(lambda made: edit_cover(made, "morning", end=parse_clock_time("12:00")))
    copies.take()
    copies.colleague(longer)

    assert copies.rows() == [(Verdict.CONFLICT, "Ada", LONGER, False)]


def test_a_new_one_comes_with_its_person_and_day_and_is_not_new_again_when_it_was_deleted(importing):
    dinner = cover("dinner", "cy", "", None, day=NEXT)
    copies = TwoCopies(importing, copy=agenda(*PLAN.entities(), day(NEXT), person("cy"), dinner))
    assert copies.rows() == [(Verdict.NEW, "Cy", "2024-04-26, the whole day, all rooms", True)]

    copies.take()

    here = copies.here
    assert (here.people[here.covers["dinner"].person].name, sorted(day.date for day in here.days.values())) == (
        "Cy", [DAY, NEXT])  # fmt: skip
    copies.do(lambda made: delete_cover(made, "dinner"))
    assert copies.rows() == [
        (Verdict.SAME, "Cy", "Imported before and no longer here. Tick it to take it in again.", False)
    ]
    copies.take("cover:dinner")
    assert "dinner" in copies.here.covers


def test_one_that_the_colleague_deleted_is_gone_once_it_was_known_and_goes_by_a_tick(copies):
    copies.colleague(lambda made: delete_cover(made, "evening"))
    assert copies.rows() == []  # it may have been added here

    copies = TwoCopies(copies._importing)
    copies.colleague(longer)
    copies.take()
    copies.colleague(lambda made: delete_cover(made, "evening"))
    assert [(verdict, title, ticked) for verdict, title, _, ticked in copies.rows()] == [(Verdict.GONE, "Bo", False)]
    copies.take()
    assert "evening" in copies.here.covers
    copies.take("cover:evening")
    assert set(copies.here.covers) == {"morning"}


def test_what_both_added_is_known_by_who_moderates_where_and_when(importing):
    mine, theirs = cover("mine", "bo", "09:00-10:00", "lab"), cover("theirs", "bo", "09:00-10:00", "lab")
    copies = TwoCopies(importing, agenda(*PLAN.entities(), mine), agenda(*PLAN.entities(), theirs))
    assert copies.rows() == []

    copies.colleague(longer)
    copies.take()
    copies.colleague(lambda made: edit_cover(made, "theirs", state=State.CONFIRMED))
    said = "shift: 2024-04-25 09:00–10:00, Lab → 2024-04-25 09:00–10:00, Lab, Confirmed"
    assert copies.rows() == [(Verdict.CHANGED, "Bo", said, True)]
    copies.take()
    assert (set(copies.here.covers), copies.here.covers["mine"].state) == (
        {"morning", "evening", "mine"}, State.CONFIRMED)  # fmt: skip
    copies.colleague(lambda made: delete_cover(made, "theirs"))
    assert [(verdict, title) for verdict, title, *_ in copies.rows()] == [(Verdict.GONE, "Bo")]


def test_an_answer_that_two_gave_otherwise_is_asked_about(importing):
    mine = cover("mine", "bo", "09:00-10:00", "lab", state=State.CONFIRMED)
    copies = TwoCopies(
        importing, agenda(*PLAN.entities(), mine), agenda(*PLAN.entities(), replace(mine, id="x", state=State.INVITED))
    )

    assert [(row[0], row[3]) for row in copies.rows()] == [(Verdict.CONFLICT, False)]


def test_of_another_conference_in_another_zone_it_is_at_the_same_moment(importing):
    here = agenda(conference(id="this", timezone="Europe/Helsinki"), day(), room("hall"), person("ada"))

    after = importing.into(here, incoming_from_agenda(PLAN, "other.estrad"))

    assert sorted((str(one.span), after.people[one.person].name) for one in after.covers.values()) == [
        (str(replace(MORNING, start=600, end=780).span), "Ada"),
        (str(replace(EVENING, start=840, end=1080).span), "Bo"),
    ]  # fmt: skip


def test_one_that_is_on_another_date_in_this_zone_brings_that_day(importing):
    night = cover("night", times="01:00-04:00")
    there = agenda(conference(id="other"), day(), room("hall"), person("ada"), night)

    after = importing.into(agenda(conference(id="this", timezone="America/New_York")), incoming_from_agenda(there, "o"))

    before = DAY - timedelta(1)
    assert [one.day for one in after.covers.values()] == [before]
    assert before in [one.date for one in after.days.values()]


def test_an_id_that_something_else_has_here_is_not_taken(importing):
    copies = TwoCopies(importing, copy=agenda(*PLAN.entities(), cover("hall", "bo", "", None)))

    copies.take()

    assert len(copies.here.covers) == 3
    assert copies.rows() == []


def test_a_room_that_was_renamed_in_the_copy_is_the_same_room(copies):
    copies.colleague(lambda made: edit(made, type(made.rooms["hall"]), "hall", name="Aula"))

    assert copies.rows() == []


def test_many_that_both_have_under_other_ids_are_compared_once_each(importing, monkeypatch):
    def crowd(begins):
        return [cover(f"{begins}{n}", "bo", "", None, day=DAY + timedelta(n)) for n in range(300)]

    days = [day(DAY + timedelta(n)) for n in range(1, 300)]
    made = []
    monkeypatch.setattr(entity_planning, "fingerprint_of_key", lambda *key: made.append(key) or str(key))
    copies = TwoCopies(
        importing, agenda(*PLAN.entities(), *days, *reversed(crowd("a"))), agenda(*PLAN.entities(), *days, *crowd("b"))
    )

    assert copies.rows() == []
    assert len(made) < 20 * 300
