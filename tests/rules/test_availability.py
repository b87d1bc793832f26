"""Tests of people's availability, in sessions and for the shifts they moderate."""

from datetime import date

import pytest

from planner.domain.enums import Role, State, Status
from planner.domain.span import Span, whole_day
from planner.rules.availability import PERSON_UNAVAILABLE
from planner.rules.overlap import first_outside, gaps, hours_on, merged
from tests.builders import DAY, Appearance, person, span, speaker, talk
from tests.rules.plans import MIDNIGHT, NEXT, cover, parts, plan, texts, there

ONLY = "Ada can be there only {} on 2024-04-25, but “A” is at {}."
CASES = [
    pytest.param((), "09:00-10:00", "", id="who says nothing can always"),
    pytest.param(("09:00-10:00",), "09:00-10:00", "", id="to the minute"),
    pytest.param(("09:01-10:00",), "09:00-10:00", ONLY.format("09:01–10:00", "09:00–10:00"), id="a minute late"),
    pytest.param(("09:00-09:59",), "09:00-10:00", ONLY.format("09:00–09:59", "09:00–10:00"), id="a minute short"),
    pytest.param(("09:00-09:30", "09:30-10:00"), "09:00-10:00", "", id="two windows that touch are one"),
    pytest.param(("09:20-10:00", "09:00-09:40"), "09:00-10:00", "", id="two windows that overlap are one"),
    pytest.param(
        ("09:00-09:30", "09:31-10:00"),
        "09:00-10:00",
        ONLY.format("09:00–09:30, 09:31–10:00", "09:00–10:00"),
        id="a minute between two windows",
    ),
    pytest.param(("22:00-26:00",), "23:00-26:00", "", id="a window past midnight"),
    pytest.param(
        ("22:00-25:00",), "23:00-25:01", ONLY.format("22:00–01:00", "23:00–01:01"), id="a minute late in the night"
    ),
]


@pytest.mark.parametrize(("windows", "times", "text"), CASES)
def test_a_session_lies_inside_the_times_of_its_people(windows: tuple[str, ...], times: str, text: str) -> None:
    found = PERSON_UNAVAILABLE.check(
        plan(person("ada", **there(*windows)), talk("a", "hall", times, people=(speaker("ada"),)))
    )

    assert texts(found) == ([text] if text else [])


@pytest.mark.parametrize(
    ("on", "times", "text"),
    [
        (NEXT, "19:00-20:00", ""),
        (NEXT, "25:00-27:00", ""),
        (NEXT, "08:00-27:00", ""),
        (DAY, "20:00-21:00", "Ada cannot be there on 2024-04-25, when “A” is at 20:00–21:00."),
        (NEXT, "25:00-27:01", "Ada can be there only 00:00–03:00 on 2024-04-26, but “A” is at 01:00–03:01."),
    ],
)
def test_a_whole_day_follows_the_hours_of_the_day_and_is_not_the_next_one(on: date, times: str, text: str) -> None:
    ada, held = person("ada", availability=(whole_day(NEXT),)), talk("a", "", times, on=on, people=(speaker("ada"),))

    assert texts(PERSON_UNAVAILABLE.check(plan(ada, held))) == ([text] if text else [])


def test_a_whole_day_that_closes_in_the_evening_ends_at_midnight() -> None:
    ada, late = person("ada", availability=(whole_day(DAY),)), talk("a", "", "23:00-25:00", people=(speaker("ada"),))

    assert texts(PERSON_UNAVAILABLE.check(plan(ada, late))) == [
        "Ada can be there only 00:00–24:00 on 2024-04-25, but “A” is at 23:00–01:00."
    ]


def test_a_finding_names_everything() -> None:
    ada, bo = person("ada", **there("09:00-09:40", "12:00-13:00")), person("bo", **there("09:00-10:00", on=NEXT))
    found = list(
        PERSON_UNAVAILABLE.check(
            plan(ada, bo, talk("a", "hall", "09:00-10:00", people=(speaker("bo"), speaker("ada"))))
        )
    )

    assert texts(found) == [
        "Bo cannot be there on 2024-04-25, when “A” is at 09:00–10:00.",
        "Ada can be there only 09:00–09:40, 12:00–13:00 on 2024-04-25, but “A” is at 09:00–10:00.",
    ]
    assert parts(found) == [
        ("person-unavailable", "problem: Bo cannot be there at 09:00", ("a",), ("bo",), ("hall",)),
        ("person-unavailable", "problem: Ada cannot be there at 09:40", ("a",), ("ada",), ("hall",)),
    ]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_only_who_is_still_expected_has_to_be_there(role: Role, state: State) -> None:
    ada = person("ada", **there("12:00-13:00"))
    found = list(
        PERSON_UNAVAILABLE.check(plan(ada, talk("a", "", "09:00-10:00", people=(Appearance("ada", role, state),))))
    )

    assert len(found) == (state not in (State.DECLINED, State.CANCELLED))


def test_two_roles_are_one_finding_and_a_cancelled_or_waiting_session_none() -> None:
    ada, both = person("ada", **there("12:00-13:00")), (speaker("ada"), Appearance("ada", Role.MODERATOR))
    found = PERSON_UNAVAILABLE.check(
        plan(
            ada,
            talk("a", "hall", "09:00-10:00", people=both),
            talk("b", "hall", "09:00-10:00", people=both, status=Status.CANCELLED),
            talk("c", people=both),
        )
    )

    assert [c.sessions for c in found] == [("a",)]


def test_the_night_belongs_to_two_dates() -> None:
    night = person("ada", availability=(span("22:00-24:00"), span("00:00-02:00", NEXT)))
    late = talk("a", "hall", "23:00-26:00", people=(speaker("ada"),))
    early = talk("b", "hall", "00:30-02:00", on=NEXT, people=(speaker("ada"),))
    over = talk("c", "hall", "01:30-02:01", on=NEXT, people=(speaker("ada"),))

    assert texts(PERSON_UNAVAILABLE.check(plan(night, late, early, over))) == [
        "Ada can be there only 00:00–02:00 on 2024-04-26, but “C” is at 01:30–02:01."
    ]


DUTIES = [
    pytest.param(cover("ada", "hall", "09:00-12:00"), "", id="inside"),
    pytest.param(
        cover("ada", "hall", "08:59-12:00"),
        "problem: Ada can be there only 09:00–17:00 on 2024-04-25, but moderates Hall 08:59–12:00.",
        id="a minute early",
    ),
    pytest.param(
        cover("ada", None, "12:00-17:01"),
        "problem: Ada can be there only 09:00–17:00 on 2024-04-25, but moderates every room 12:00–17:01.",
        id="every room, a minute late",
    ),
    pytest.param(
        cover("ada", "lab"),
        "warning: Ada can be there only 09:00–17:00 on 2024-04-25, but moderates Lab 08:00–18:00.",
        id="a whole day is as long as it is open",
    ),
    pytest.param(
        cover("ada", "lab", on=NEXT),
        "warning: Ada cannot be there on 2024-04-26, but moderates Lab 20:00–03:00.",
        id="a day they are not there",
    ),
    pytest.param(cover("ada", "lab", state=State.DECLINED), "", id="who declined need not be there"),
    pytest.param(cover("bo", "lab", "08:00-12:00"), "", id="who says nothing can always"),
    pytest.param(cover("ada", "lab", on=NEXT.replace(year=2025)), "", id="a whole day that is no day has no hours"),
]


@pytest.mark.parametrize(("duty", "text"), DUTIES)
def test_a_stretch_lies_inside_the_times_of_its_moderator(duty: object, text: str) -> None:
    found = list(PERSON_UNAVAILABLE.check(plan(person("ada", **there("09:00-17:00")), duty)))  # type: ignore[arg-type]

    assert [f"{c.severity.value}: {c.text}" for c in found] == ([text] if text else [])


def test_a_stretch_is_of_no_session_and_a_whole_day_within_its_hours_is_fine() -> None:
    assert parts(
        PERSON_UNAVAILABLE.check(plan(person("ada", **there("09:00-17:00")), cover("ada", "hall", "08:00-12:00")))
    ) == [("person-unavailable", "problem: Ada cannot be there at 08:00", (), ("ada",), ("hall",))]
    assert list(PERSON_UNAVAILABLE.check(plan(person("ada", **there("08:00-18:00")), cover("ada", "hall")))) == []


def test_windows_are_merged_by_absolute_time_and_have_gaps() -> None:
    spans = [span("23:00-25:00"), span("01:00-02:00", NEXT), span("09:00-10:00"), span("09:10-09:20")]

    assert merged(spans) == ((MIDNIGHT + 540, MIDNIGHT + 600), (MIDNIGHT + 1380, MIDNIGHT + 1560))
    assert gaps(((10, 20), (30, 40)), 15, 50) == ((20, 30), (40, 50))
    assert (gaps(((10, 20),), 10, 20), gaps((), 5, 7)) == ((), ((5, 7),))


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [(0, 5, 0), (9, 12, 9), (10, 20, None), (12, 15, None), (12, 21, 20), (20, 25, 20), (29, 35, 29), (45, 50, 45)],
)
def test_the_first_minute_outside(start: int, end: int, first: int | None) -> None:
    assert first_outside(((10, 20), (30, 40)), start, end) == first


def test_of_a_window_of_several_days_this_day_is_said() -> None:
    days = merged([Span(DAY, 720, 2880), span("00:00-14:00", NEXT.replace(day=27))])

    assert hours_on(days, span("08:00-13:00")) == "12:00–00:00"
    assert hours_on(merged([span("01:00-03:00", NEXT)]), span("20:00-25:30")) == "01:00–03:00"
    assert hours_on(days, span("08:00-13:00", NEXT)) == "00:00–14:00"
    assert hours_on(days, span("08:00-13:00", NEXT.replace(day=27))) == "00:00–14:00"
