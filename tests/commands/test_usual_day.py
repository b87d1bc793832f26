"""A usual day: registration, coffee, lunch and coffee by the hours of the day, in one step."""

from __future__ import annotations

from itertools import count

import pytest

from planner.commands.sessions import add_titled_sessions, add_usual_sessions
from planner.domain.agenda import Agenda
from planner.domain.text import EstradError
from planner.domain.value_objects import KINDS, Kind
from tests.builders import DAY, agenda, day, room


def usual(hours: str) -> tuple[str, list[str]]:
    plan, numbers = agenda(day(opens=hours[:5], closes=hours[6:]), room("hall")), count()
    names = {"registration": "Arrival", "coffee": "Coffee", "lunch": "Lunch"}
    change = add_usual_sessions(plan, DAY, lambda: f"new{next(numbers)}", **names)
    return str(change.label), said(plan.after(change))


def said(plan: Agenda) -> list[str]:
    return [
        f"{where.span.start // 60:02}:{where.span.start % 60:02} {session.minutes} {session.title}"
        for session, where in plan.placed
        if where.everywhere
    ]


def test_the_points_follow_the_hours_and_a_day_too_short_says_so() -> None:
    assert usual("08:00-18:00") == (
        "Add a usual day", ["08:00 30 Arrival", "10:00 15 Coffee", "12:00 60 Lunch", "15:15 15 Coffee"],
    )  # fmt: skip
    assert usual("13:00-20:00")[1] == ["13:00 30 Arrival", "14:30 15 Coffee", "16:00 60 Lunch", "18:15 15 Coffee"]
    assert usual("10:00-14:00")[1] == ["10:00 30 Arrival", "11:00 15 Coffee", "12:00 60 Lunch", "13:15 15 Coffee"]
    with pytest.raises(EstradError, match="too short"):
        usual("09:00-12:59")


def test_titles_become_sessions_in_one_step() -> None:
    plan = agenda(room("hall"))
    change = add_titled_sessions(plan, {"a": "One", "b": "Two"})
    assert (str(change.label), [s.title for s in plan.after(change).tray]) == ("Add 2 sessions", ["One", "Two"])
    assert str(add_titled_sessions(plan, {"a": "One"}).label) == "Add “One”"


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Panel: Bees", Kind.PANEL), ("Avslutning", Kind.OPENING), ("Workshop: Knots", Kind.WORKSHOP),
     ("Lunch", Kind.MEAL), ("Bees at lunch", Kind.TALK)],
)  # fmt: skip
def test_a_typed_title_has_the_kind_that_it_says(title: str, kind: Kind) -> None:
    whole = agenda(day())
    made = whole.after(add_titled_sessions(whole, {"a": title})).sessions["a"]

    assert (made.kind, made.minutes) == (kind, KINDS[kind].minutes)
