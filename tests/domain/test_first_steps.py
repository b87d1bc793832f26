"""Which of the first steps a conference has done."""

from dataclasses import replace

from planner.domain.entities import Cover, Entity
from planner.domain.first_steps import CALENDAR, DAY, MODERATORS, PEOPLE, POINTS, SESSIONS, STEPS, steps_done
from planner.domain.value_objects import Kind
from tests.builders import agenda, day, moderator, person, room, speaker, talk


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
        set(), {DAY}, {DAY, POINTS}, usual, usual, usual, {*usual, SESSIONS, MODERATORS}, {*STEPS},
    ]  # fmt: skip
    assert CALENDAR in STEPS
    waits = agenda(*held[:-1], led, talk("idea"))
    assert SESSIONS not in steps_done(waits, published=True)  # as long as one waits for its place


def test_the_first_session_that_is_placed_does_not_end_the_step() -> None:
    ada = talk("ada's", "hall", "09:00-09:30", people=(speaker("ada"),))
    held = (day(), room("hall"), person("ada"), person("bo"), ada)

    def ended(*more: Entity, published: bool = False) -> bool:
        return SESSIONS in steps_done(agenda(*held, *more), published=published)

    bos = talk("bo's", "hall", "09:30-10:00", people=(speaker("bo"),))
    leads = Cover(id="all day", person="bo", day=day().date)
    assert (ended(), ended(bos), ended(leads), ended(published=True)) == (False, True, True, True)

    few = [talk(name, "hall", f"{hour}:00-{hour}:30") for name, hour in (("a", 10), ("b", 11), ("c", 12))]
    told = [SESSIONS in steps_done(agenda(day(), room("hall"), *few[:n]), published=False) for n in range(4)]
    assert told == [False, False, False, True]  # nobody was named yet
