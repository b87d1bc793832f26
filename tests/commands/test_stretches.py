"""Tests of moderators' shifts and of windows of time when their day, room or person changes or is deleted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planner.commands.covers import add_cover, delete_cover, edit_cover
from planner.commands.people import delete_person
from planner.commands.venue import delete_day, delete_room, move_day
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Cover
from planner.domain.enums import State
from planner.domain.errors import EstradError
from planner.domain.session_people import moderators_of
from planner.domain.span import Span
from planner.rules import check
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk

NEXT, LATER = date(2024, 4, 26), date(2024, 5, 2)
MORNING = Cover(id="morning", person="ada", day=DAY, start=540, end=720, room="hall")
PLAN = agenda(
    day(), day(NEXT), room("hall", closed=(Span(DAY, 720, 780), Span(NEXT, 480, 540))), room("lab", 1),
    person("ada", availability=(Span(DAY, 480, 720), Span(NEXT, 600, 1500))), person("bo"),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"),)), talk("b", "hall", "10:00-11:00", on=NEXT),
    MORNING, Cover(id="every room", person="bo", day=NEXT), Cover(id="lab", person="ada", day=NEXT, room="lab"),
)  # fmt: skip


def moderators(found: Agenda, session: str) -> tuple[str, ...]:
    return moderators_of(found, found.sessions[session])


def test_whoever_has_the_stretch_moderates_what_stands_in_it() -> None:
    plan = agenda(person("ada"), person("bo"), talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"))

    after = plan.after(add_cover(plan, "c", "ada", DAY, start=540, end=600, room="hall"))

    assert (moderators(after, "a"), moderators(after, "b")) == (("ada",), ())


def test_a_session_with_a_moderator_of_its_own_is_theirs() -> None:
    plan = agenda(person("ada"), person("bo"), talk("a", "hall", "09:00-10:00", people=(moderator("bo"),)))

    assert moderators(plan.after(add_cover(plan, "c", "ada", DAY)), "a") == ("bo",)


NEW = Cover(id="c", person="bo", day=DAY)
CHANGED = Cover(id="morning", person="bo", day=DAY, start=600, end=660, state=State.INVITED)


@pytest.mark.parametrize(
    ("made", "label", "covers"),
    [
        (add_cover(PLAN, "c", "bo", DAY), "Let Bo moderate", {"c": NEW}),
        (
            add_cover(PLAN, "c", "bo", DAY, start=600, end=660),
            "Let Bo moderate",
            {"c": replace(NEW, start=600, end=660)},
        ),
        (add_cover(PLAN, "c", "bo", DAY, room="lab"), "Let Bo moderate", {"c": replace(NEW, room="lab")}),
        (
            edit_cover(PLAN, "morning", person="bo", start=600, end=660, room=None, state=State.INVITED),
            "Change what Bo moderates",
            {"morning": CHANGED},
        ),
        (delete_cover(PLAN, "morning"), "Let Ada not moderate", {"morning": None}),
        (
            delete_room(PLAN, "hall"),
            "Delete room “Hall” with 2 sessions in it, and 1 stretch of a moderator",
            {"morning": None},
        ),
        (
            delete_person(PLAN, "ada"),
            "Delete Ada, who was in 1 session, and 2 stretches of moderators",
            {"morning": None, "lab": None},
        ),
        (
            delete_day(PLAN, NEXT.isoformat()),
            "Delete day 2024-04-26 with 1 session on it, and 2 stretches of moderators",
            {"every room": None, "lab": None},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_becomes_of_stretches(made: Change, label: str, covers: dict[str, Cover | None]) -> None:
    after = PLAN.after(made)

    assert str(made.label) == label
    assert after.covers == {name: cover for name, cover in {**PLAN.covers, **covers}.items() if cover}
    assert after.after(made.inverse()) == PLAN


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: add_cover(PLAN, "c", "ada", LATER), "2024-05-02 is not a day of this conference."),
        (lambda: edit_cover(PLAN, "morning", day=LATER), "2024-05-02 is not a day of this conference."),
        (
            lambda: add_cover(PLAN, "c", "ada", DAY, start=540, end=720, room="hall"),
            "Ada has that stretch already.",
        ),
        (lambda: edit_cover(PLAN, "morning", start=720, end=540), "A stretch ends after it begins."),
        (lambda: edit_cover(PLAN, "morning", start=None), "A stretch ends after it begins."),
        (lambda: add_cover(PLAN, "c", "ada", DAY, start=540), "That value is not possible"),
    ],
)
def test_what_no_stretch_can_be(made: Callable[[], Change], problem: str) -> None:
    with pytest.raises(EstradError) as refused:
        made()

    assert str(refused.value.problem).startswith(problem)


def test_nobody_and_nowhere_are_bugs() -> None:
    with pytest.raises(KeyError):
        add_cover(PLAN, "c", "nobody", DAY)
    with pytest.raises(KeyError):
        edit_cover(PLAN, "morning", room="cellar")


# a day that is moved or deleted --------------------------------------------------------------------------


def test_a_day_takes_sessions_stretches_and_windows_along() -> None:
    change = move_day(PLAN, NEXT.isoformat(), LATER)
    after = PLAN.after(change)

    assert [edit.entity.id for edit in change.edits] == [NEXT.isoformat(), "b", "every room", "lab", "ada", "hall"]
    assert [(c.id, c.day) for c in after.covers_in_order] == [("morning", DAY), ("every room", LATER), ("lab", LATER)]
    assert after.people["ada"].availability == (Span(DAY, 480, 720), Span(LATER, 600, 1500))
    assert after.rooms["hall"].closed == (Span(DAY, 720, 780), Span(LATER, 480, 540))
    assert [(s.id, p.span.day) for s, p in after.placed] == [("a", DAY), ("b", LATER)]
    assert after.after(change.inverse()) == PLAN


def test_windows_stay_in_the_order_of_time_when_a_day_moves_before_another() -> None:
    after = PLAN.after(move_day(PLAN, NEXT.isoformat(), date(2024, 4, 1)))

    assert [w.day for w in after.people["ada"].availability] == [date(2024, 4, 1), DAY]
    assert [w.day for w in after.rooms["hall"].closed] == [date(2024, 4, 1), DAY]


def test_a_day_that_goes_leaves_what_was_said_of_times_and_a_person_their_sessions() -> None:
    after = PLAN.after(delete_day(PLAN, NEXT.isoformat()))

    assert (after.people["ada"], after.rooms["hall"]) == (PLAN.people["ada"], PLAN.rooms["hall"])
    assert after.sessions["b"].placement is None
    assert PLAN.after(delete_person(PLAN, "ada")).sessions["a"].people == ()


def test_somebody_who_can_only_come_on_a_day_that_goes_can_come_on_no_other() -> None:
    plan = agenda(
        day(),
        day(NEXT),
        person("ada", availability=(Span(NEXT, 540, 720),)),
        talk("a", "hall", "09:00-09:30", people=(speaker("ada"),)),
    )

    after = plan.after(delete_day(plan, NEXT.isoformat()))

    assert "person-unavailable" in {conflict.rule for conflict in check(after)}
