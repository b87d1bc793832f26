"""The fixed points of a usual day: registration, coffee, lunch and coffee, by the hours of that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from planner.commands.edit import in_one_step
from planner.commands.sessions import add_session
from planner.domain.agenda import Agenda, Change
from planner.domain.span import Span
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Kind, Placement

ARRIVAL, PAUSE, MEAL = 30, 15, 60
"""Minutes of the registration, of a coffee and of the lunch."""
NOON = 12 * 60
SHORTEST = 4 * 60
"""Minutes that a day must be open for a lunch and two coffees."""
STEP = 15


def usual_day(
    agenda: Agenda, on: date, ids: Callable[[], str], *, registration: str, coffee: str, lunch: str
) -> Change:
    """Place the four in all rooms in one step, with lunch at noon or else in the middle of the day."""
    day = agenda.day_of(on)
    if day is None or day.closes - day.opens < SHORTEST:
        raise EstradError(Text("The day is too short for a lunch and two coffees."), Text("Let it close later."))
    noon_fits = day.opens + 2 * 60 <= NOON <= day.closes - 2 * 60
    meal = NOON if noon_fits else _step((day.opens + day.closes - MEAL) // 2)
    morning = _step((day.opens + ARRIVAL + meal - PAUSE) // 2)
    afternoon = _step((meal + MEAL + day.closes - PAUSE) // 2)
    points = (
        (registration, Kind.REGISTRATION, day.opens, ARRIVAL), (coffee, Kind.BREAK, morning, PAUSE),
        (lunch, Kind.MEAL, meal, MEAL), (coffee, Kind.BREAK, afternoon, PAUSE),
    )  # fmt: skip
    makes = [
        partial(
            add_session, session_id=ids(), title=title, kind=kind, placement=Placement(Span(on, start, start + minutes))
        )
        for title, kind, start, minutes in points
    ]
    return in_one_step(agenda, Text("Add a usual day"), makes)


def _step(minutes: int) -> int:
    return minutes // STEP * STEP
