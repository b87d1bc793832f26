"""A programme as a plan to look at: nothing of it is lost, and two of them are drawn to the same scale."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from planner.commands.conference import sample_conference
from planner.commands.edit import edit
from planner.commands.fetching import session_differences
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Track
from planner.domain.value_objects import Kind, Link, Status
from planner.programme.difference import difference
from planner.programme.programme import Programme, programme
from planner.programme.published_plan import programme_plan
from tests.builders import DAY, agenda, day, person, room, speaker, talk, track

NEXT = DAY + timedelta(days=1)
PLAN = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), room("attic", 2), track("bees"), person("ada"),
    talk("a", "hall", "09:00-09:30", people=(speaker("ada"),), track="bees"), talk("b", "lab", "10:00-11:00"),
    talk("late", "attic", "14:00-15:00", on=NEXT),
)  # fmt: skip


def published(plan: Agenda, *beside: Programme) -> Agenda:
    return programme_plan(programme(plan), *beside, columns=[room.name for room in plan.rooms_in_order])


def test_a_plan_of_a_programme_has_the_same_items_again() -> None:
    numbers = count(1)
    for plan in (sample_conference(lambda: f"id{next(numbers)}"), PLAN):
        full = replace(
            next(iter(plan.sessions.values())), status=Status.DRAFT, description="Long", tags=("new",), website="https://a.example",
            stream="https://b.example", links=(Link("https://c.example", "C"),), language="sv", subtitle="And more",
            kind=Kind.TALK, people=(), origin="imported",
        )  # fmt: skip
        plan = replace(plan, sessions={**plan.sessions, full.id: full})
        again = programme(published(plan))
        assert (again.items, again.days) == (programme(plan).items, programme(plan).days)


def test_the_sessions_that_differ_are_those_in_the_list_of_changes() -> None:
    now = PLAN.after(delete_session(PLAN, "a"))
    now = now.after(place(now, "b", NEXT, 600, ("hall",)))

    found = session_differences(published(PLAN), published(now))

    assert {one.id for one in found} == {"a", "b"}
    assert len(difference(programme(PLAN), programme(now))) == 2


def test_a_session_differs_whose_people_or_track_are_presented_otherwise() -> None:
    for change in (edit(PLAN, Person, "ada", title="Professor"), edit(PLAN, Track, "bees", colour="crimson")):
        now = PLAN.after(change)
        assert [one.id for one in session_differences(published(PLAN), published(now))] == ["a"]
        assert [one.session for one in difference(programme(PLAN), programme(now))] == ["a"]
    renamed = PLAN.after(edit(PLAN, Person, "ada", name="Ada L."))
    assert session_differences(published(PLAN), published(renamed)) == ()  # who is renamed is a change of its own


def test_plans_beside_each_other_have_the_same_columns_and_hours() -> None:
    now = PLAN.after(place(PLAN, "a", DAY, 16 * 60, ("hall",)))
    now = now.after(delete_session(now, "late"))
    then, after = programme(PLAN), programme(now)

    plans = [published(PLAN, after), published(now, then)]

    assert [[room.name for room in plan.rooms_in_order] for plan in plans] == [["Hall", "Lab", "Attic"]] * 2
    assert [(when.opens, when.closes) for when in plans[0].days_in_order] == [(540, 990), (840, 900)]
    assert plans[1].days_in_order == plans[0].days_in_order
