"""Which of the first steps a conference has done."""

from dataclasses import replace

from planner.domain.first_steps import CALENDAR, DAY, MODERATORS, PEOPLE, POINTS, SESSIONS, STEPS, steps_done
from planner.domain.value_objects import Kind
from tests.builders import agenda, day, moderator, person, room, talk


def test_each_step_is_done_by_what_the_file_holds_of_it() -> None:
    lunch = replace(talk("lunch", "hall", "12:00-13:00"), kind=Kind.MEAL)
    held, left = [day()], talk("talk")
    told = [steps_done(replace(agenda(*held), rooms={}), published=False)]
    led = talk("talk", "hall", "09:00-09:30", people=(moderator("ada"),))
    for more in (room("hall"), lunch, person("ada"), left):
        held.append(more)
        told.append(steps_done(agenda(*held), published=False))
    told.append(steps_done(agenda(*held[:-1], replace(led, people=())), published=False))
    told.append(steps_done(agenda(*held[:-1], led), published=False))
    told.append(steps_done(agenda(*held[:-1], led), published=True))

    usual = {DAY, POINTS, PEOPLE}
    assert told == [
        set(), {DAY}, {DAY, POINTS}, usual, usual, {*usual, SESSIONS}, {*usual, SESSIONS, MODERATORS}, {*STEPS},
    ]  # fmt: skip
    assert CALENDAR in STEPS
    waits = agenda(*held[:-1], led, talk("idea"))
    assert SESSIONS not in steps_done(waits, published=True)  # as long as one waits for its place
