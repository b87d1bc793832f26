"""Tests of the problems of people: where they cannot be, what they have not accepted, and what they moderate."""

from datetime import date, timedelta

import pytest

from planner.domain.agenda import change
from planner.domain.entities import Cover, Entity, Session
from planner.domain.span import Span, free_times, whole_day
from planner.domain.text import Text
from planner.domain.value_objects import KINDS, Appearance, Kind, Role, State, Status
from planner.rules import check, conflicts_of_change
from planner.rules.availability import PERSON_DECLINED, PERSON_UNAVAILABLE, PERSON_UNCONFIRMED
from planner.rules.completeness import (
    MODERATOR_IN_SEVERAL_ROOMS,
    MODERATOR_ON_STAGE,
    SESSION_WITHOUT_ABSTRACT,
    SESSION_WITHOUT_MODERATOR,
)
from planner.rules.overlap import first_closed_minute, format_windows, merge_spans
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rule import Rule
from tests.builders import DAY, block, day, moderator, person, room, span, speaker, talk
from tests.rules.plans import MIDNIGHT, NEXT, as_asked, cover, parts, plan, texts, there

# when somebody can be there -------------------------------------------------------------------------------


ONLY = "Ada can be there only {} on 2024-04-25, but “A” is at {}."


@pytest.mark.parametrize(
    ("windows", "times", "text"),
    [
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
    ],
)
def test_a_session_lies_inside_the_times_of_its_people(windows: tuple[str, ...], times: str, text: str) -> None:
    ada, held = person("ada", **there(*windows)), talk("a", "hall", times, people=(speaker("ada"),))

    assert texts(PERSON_UNAVAILABLE.check(plan(ada, held))) == [text] * bool(text)


@pytest.mark.parametrize(
    ("there", "on", "times", "text"),
    [
        (NEXT, NEXT, "19:00-20:00", ""),
        (NEXT, NEXT, "25:00-27:00", ""),
        (NEXT, NEXT, "08:00-27:00", ""),
        (NEXT, DAY, "20:00-21:00", "Ada cannot be there on 2024-04-25, when “A” is at 20:00–21:00."),
        (NEXT, NEXT, "25:00-27:01", "Ada can be there only 00:00–03:00 on 2024-04-26, but “A” is at 01:00–03:01."),
        (DAY, DAY, "23:00-25:00", ONLY.format("00:00–24:00", "23:00–01:00")),
    ],
)
def test_a_whole_day_follows_the_hours_of_the_day_and_is_not_the_next_one(
    there: date, on: date, times: str, text: str
) -> None:
    ada, held = person("ada", availability=(whole_day(there),)), talk("a", "", times, on=on, people=(speaker("ada"),))

    assert texts(PERSON_UNAVAILABLE.check(plan(ada, held))) == [text] * bool(text)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_only_who_is_still_expected_has_to_be_there(role: Role, state: State) -> None:
    held = talk("a", "", "09:00-10:00", people=(Appearance("ada", role, state),))
    found = list(PERSON_UNAVAILABLE.check(plan(person("ada", **there("12:00-13:00")), held)))

    assert len(found) == (state not in (State.DECLINED, State.CANCELLED))


@pytest.mark.parametrize(
    ("duty", "text"),
    [
        pytest.param(cover("ada", "hall", "09:00-12:00"), "", id="inside"),
        pytest.param(
            cover("ada", "hall", "08:59-12:00"),
            "problem: Ada can be there only 09:00–17:00 on 2024-04-25, but moderates Hall 08:59–12:00.",
            id="a minute early",
        ),
        pytest.param(
            cover("ada", None, "12:00-17:01"),
            "problem: Ada can be there only 09:00–17:00 on 2024-04-25, but moderates all rooms 12:00–17:01.",
            id="all rooms, a minute late",
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
        pytest.param(
            block("b", ("hall", "lab"), "08:00-10:00", chairs=(moderator("ada"),)),
            "problem: Ada can be there only 09:00–17:00 on 2024-04-25, but moderates Hall, Lab 08:00–10:00.",
            id="a block in some of the rooms",
        ),
        pytest.param(cover("ada", "lab", state=State.DECLINED), "", id="who declined need not be there"),
        pytest.param(cover("bo", "lab", "08:00-12:00"), "", id="who says nothing can always"),
        pytest.param(cover("ada", "lab", on=NEXT.replace(year=2025)), "", id="a whole day that is no day has no hours"),
    ],
)
def test_a_shift_lies_inside_the_times_of_its_moderator(duty: object, text: str) -> None:
    found = PERSON_UNAVAILABLE.check(plan(person("ada", **there("09:00-17:00")), duty))  # type: ignore[arg-type]

    assert [f"{c.severity.value}: {c.text}" for c in found] == [text] * bool(text)


@pytest.mark.parametrize("state", [State.INVITED, State.DECLINED])
def test_what_is_wrong_with_a_chair_is_in_the_rooms_of_the_block(state: State) -> None:
    held = block("b", ("hall", "lab"), "08:00-10:00", chairs=(moderator("ada", state),))
    found = [c for rule in (PERSON_UNAVAILABLE, PERSON_UNCONFIRMED, PERSON_DECLINED)
             for c in rule.check(plan(person("ada", **there("09:00-17:00")), held))]  # fmt: skip

    assert {c.rooms for c in found} == {("hall", "lab")}


def test_windows_are_merged_by_absolute_time_and_have_gaps() -> None:
    spans = [span("23:00-25:00"), span("01:00-02:00", NEXT), span("09:00-10:00"), span("09:10-09:20")]

    assert merge_spans(spans) == ((MIDNIGHT + 540, MIDNIGHT + 600), (MIDNIGHT + 1380, MIDNIGHT + 1560))
    assert free_times(((10, 20), (30, 40)), 15, 50) == ((20, 30), (40, 50))
    assert (free_times(((10, 20),), 10, 20), free_times((), 5, 7)) == ((), ((5, 7),))


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [(0, 5, 0), (9, 12, 9), (10, 20, None), (12, 15, None), (12, 21, 20), (20, 25, 20), (29, 35, 29), (45, 50, 45)],
)
def test_the_first_minute_outside(start: int, end: int, first: int | None) -> None:
    assert first_closed_minute(((10, 20), (30, 40)), start, end) == first


def test_of_a_window_of_several_days_this_day_is_said() -> None:
    days = merge_spans([Span(DAY, 720, 2880), span("00:00-14:00", NEXT.replace(day=27))])

    assert format_windows(days, span("08:00-13:00")) == "12:00–00:00"
    assert format_windows(merge_spans([span("01:00-03:00", NEXT)]), span("20:00-25:30")) == "01:00–03:00"
    assert format_windows(days, span("08:00-13:00", NEXT)) == "00:00–14:00"
    assert format_windows(days, span("08:00-13:00", NEXT.replace(day=27))) == "00:00–14:00"


# who has not accepted, or has declined --------------------------------------------------------------------


ASKED, ANSWERED = date(2024, 3, 12), date(2024, 3, 20)


def answer(state: State, **dates: date) -> Session:
    """Return a session in which Ada has that answer."""
    return talk("a", "hall", "09:00-10:00", people=(Appearance("ada", Role.SPEAKER, state, **dates),))


def shift(state: State) -> Cover:
    """Return a shift about which Ada has that answer."""
    return cover("ada", "hall", "09:00-12:00", state=state)


@pytest.mark.parametrize(
    ("thing", "waiting", "gone"),
    [
        (answer(State.INVITED), "Ada has not answered yet about “A”.", ""),
        (answer(State.INVITED, asked=ASKED), "Ada has not answered since 2024-03-12 about “A”.", ""),
        (answer(State.TENTATIVE), "Ada is not certain yet for “A”.", ""),
        (answer(State.TENTATIVE, asked=ASKED), "Ada was asked on 2024-03-12 and is not certain yet for “A”.", ""),
        (answer(State.CONFIRMED, asked=ASKED), "", ""),
        (answer(State.NOT_ASKED), "", ""),
        (answer(State.NOT_ASKED, asked=ASKED), "", ""),
        (answer(State.DECLINED), "", "Ada has declined “A” and still stands in it."),
        (answer(State.DECLINED, answered=ANSWERED), "", "Ada declined “A” on 2024-03-20 and still stands in it."),
        (answer(State.CANCELLED), "", "Ada has called off “A” and still stands in it."),
        (answer(State.CANCELLED, answered=ANSWERED), "", "Ada called off “A” on 2024-03-20 and still stands in it."),
        (shift(State.INVITED), "Ada has not answered yet about moderating Hall 09:00–12:00 on 2024-04-25.", ""),
        (shift(State.TENTATIVE), "Ada is not certain yet about moderating Hall 09:00–12:00 on 2024-04-25.", ""),
        (shift(State.CONFIRMED), "", ""),
        (shift(State.DECLINED), "", "Ada has declined to moderate Hall 09:00–12:00 on 2024-04-25."),
        (shift(State.CANCELLED), "", "Ada has called off moderating Hall 09:00–12:00 on 2024-04-25."),
    ],
)
def test_an_answer(thing: Entity, waiting: str, gone: str) -> None:
    assert texts(PERSON_UNCONFIRMED.check(plan(thing))) == [waiting] * bool(waiting)
    assert texts(PERSON_DECLINED.check(plan(thing))) == [gone] * bool(gone)


@pytest.mark.parametrize("state", State)
def test_a_session_that_waits_or_is_cancelled_needs_no_answer(state: State) -> None:
    found = plan(
        talk("a", people=(speaker("ada", state),)),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada", state),), status=Status.CANCELLED),
    )

    assert (list(PERSON_UNCONFIRMED.check(found)), list(PERSON_DECLINED.check(found))) == ([], [])


def test_a_reply_is_owed_from_the_day_after_it_was_asked_for() -> None:
    before, added = plan(answer(State.INVITED, asked=ASKED)), talk("b", "lab", "09:00-10:00")
    rules, owed = [PERSON_UNCONFIRMED], ["Ada has not answered since 2024-03-12 about “A”."]

    assert texts(check(before, rules, today=ASKED)) == []
    assert texts(check(before, rules, today=ASKED + timedelta(days=1))) == owed
    assert texts(check(before, rules)) == owed
    other = change(Text("Add B"), (None, added))  # tells nothing of what it leaves alone
    assert texts(conflicts_of_change(before, other, check(before, today=ASKED))) == ["“B” has no speaker yet."]


def test_a_reply_is_owed_although_it_is_asked_for_again_today_or_is_half_given() -> None:
    twice = tuple(
        Appearance("ada", role, State.INVITED, asked=asked)
        for role, asked in ((Role.SPEAKER, ANSWERED), (Role.MODERATOR, ASKED))
    )
    cases = (
        (talk("a", "hall", "09:00-10:00", people=twice), "Ada has not answered since 2024-03-12 about “A”."),
        (answer(State.INVITED), "Ada has not answered yet about “A”."),
        (answer(State.TENTATIVE, asked=ANSWERED), "Ada was asked on 2024-03-20 and is not certain yet for “A”."),
    )

    for session, text in cases:
        assert texts(check(plan(session), [PERSON_UNCONFIRMED], today=ANSWERED)) == [text]


# in charge of a room --------------------------------------------------------------------------------------


def held(where: str | tuple[str, ...] = "lab", times: str = "09:00-10:00", **fields: object) -> Session:
    """Return a session with Ada."""
    return talk("a", where, times, **{"people": (speaker("ada"),), **fields})


def two_places(when: str) -> str:
    """Return the message that Ada is in two places."""
    return f"Ada is in two places at {when}: moderating Hall, and in “A” in Lab."


@pytest.mark.parametrize(("duty", "session", "text"), [
    pytest.param(cover("ada", "hall", "09:59-12:00"), held(), two_places("09:59"), id="a shared minute"),
    pytest.param(cover("ada", "hall", "10:00-12:00"), held(), "", id="back to back"),
    pytest.param(cover("ada", "hall", "08:00-09:00"), held(), "", id="back to back before"),
    pytest.param(cover("ada", "hall", "08:00-12:00"), held(), two_places("09:00"), id="around"),
    pytest.param(cover("ada", "hall"), held(), two_places("09:00"), id="the whole day"),
    pytest.param(cover("ada", "hall"), held(times="07:00-08:00"), "", id="before the whole day begins"),
    pytest.param(cover("ada", "hall"), held(times="07:00-08:01"), two_places("08:00"), id="a minute of the whole day"),
    pytest.param(cover("ada", "hall"), held(times="18:00-19:00"), "", id="after the whole day"),
    pytest.param(cover("ada", "hall", on=NEXT), held(), "", id="another day"),
    pytest.param(cover("ada", "hall", on=NEXT), held(times="02:59-04:00", on=NEXT.replace(day=27)), two_places("02:59"),
                 id="the night of a whole day"),
    pytest.param(cover("ada", "hall", "23:00-25:00"), held(times="00:30-02:00", on=NEXT), two_places("00:30"),
                 id="past midnight"),
    pytest.param(cover("ada", "hall", on=NEXT.replace(day=28)), held(on=NEXT.replace(day=28)), "", id="no such day"),
    pytest.param(cover("ada", "lab", "09:00-12:00"), held(), "", id="in that very room"),
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(("lab", "hall")), "", id="in that room too"),
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(""), "", id="all rooms"),
    pytest.param(cover("ada", None, "09:00-12:00"), held(), "", id="who has all rooms is in any"),
    pytest.param(cover("bo", "hall", "09:00-12:00"), held(), "", id="somebody else"),
    pytest.param(cover("ada", "hall", "09:00-12:00", state=State.DECLINED), held(), "", id="a declined shift"),
    pytest.param(cover("ada", "hall", "09:00-12:00", state=State.INVITED), held(), two_places("09:00"), id="invited"),
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(people=(speaker("ada", State.DECLINED),)), "",
                 id="a declined session"),
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(status=Status.CANCELLED), "", id="a cancelled session"),
])  # fmt: skip
def test_in_charge_of_one_room_and_in_a_session_of_another(duty: Cover, session: Session, text: str) -> None:
    found = list(PERSON_IN_TWO_PLACES.check(plan(duty, session)))

    assert [(str(c.text), c.sessions, c.people, c.rooms) for c in found] == [
        (text, ("a",), ("ada",), ("hall",))
    ] * bool(text)


@pytest.mark.parametrize(
    ("one", "other", "when"),
    [
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", "lab", "11:59-13:00"), "11:59", id="a minute"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", "lab", "12:00-13:00"), "", id="back to back"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", "hall", "11:00-13:00"), "", id="the same room"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", None, "09:00-12:00"), "", id="all rooms"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("bo", "lab", "09:00-12:00"), "", id="two people"),
        pytest.param(cover("ada", "hall"), cover("ada", "lab", "17:59-20:00"), "17:59", id="a whole day"),
        pytest.param(cover("ada", "hall"), cover("ada", "lab"), "08:00", id="two whole days"),
        pytest.param(cover("ada", "hall"), cover("ada", "lab", on=NEXT), "", id="two days"),
    ],
)
def test_in_charge_of_two_rooms(one: Cover, other: Cover, when: str) -> None:
    names = "Hall and Lab" if one.span.start <= other.span.start and one.span <= other.span else "Lab and Hall"
    found = list(PERSON_IN_TWO_PLACES.check(plan(one, other)))

    assert texts(found) == [f"Ada is in two places at {when}: moderating {names}."] * bool(when)
    assert parts(found) == [
        ("person-in-two-places", f"problem: Ada in two places at {when}", (), ("ada",), ("hall", "lab"))
    ] * bool(when)


def test_two_shifts_in_one_room_are_one_finding_beside_a_third_elsewhere() -> None:
    shifts = (cover("ada", "hall", "09:00-12:00"), cover("ada", "hall", "09:00-11:00"))
    found = list(PERSON_IN_TWO_PLACES.check(plan(*shifts, cover("ada", "lab", "09:00-10:00"))))

    assert texts(found) == ["Ada is in two places at 09:00: moderating Lab and Hall."]


@pytest.mark.parametrize("kind", Kind)
def test_who_needs_a_moderator(kind: Kind) -> None:
    said = ("session-without-moderator", "warning: No moderator yet", ("a",), (), ())

    assert parts(SESSION_WITHOUT_MODERATOR.check(plan(talk("a", kind=kind)))) == [said] * KINDS[kind].needs_moderator


@pytest.mark.parametrize("kind", Kind)
def test_what_needs_an_abstract(kind: Kind) -> None:
    found = list(
        SESSION_WITHOUT_ABSTRACT.check(
            plan(
                talk("a", kind=kind),
                talk("b", "hall", "09:00-10:00", kind=kind, abstract=" \n"),
                talk("c", kind=kind, abstract="About it."),
                talk("d", kind=kind, status=Status.CANCELLED),
                talk("e", kind=kind, description="At length."),
            )
        )
    )

    assert (texts(found)[:1], parts(found)) == (
        ["“A” has no abstract yet."] * KINDS[kind].needs_speaker,
        [("session-without-abstract", "hint: No abstract yet", (name,), (), ()) for name in "ab"]
        * KINDS[kind].needs_speaker,
    )


# shifts over all rooms -----------------------------------------------------------------------------------


BESIDE = (
    talk("a", "hall", "10:30-11:00"), talk("b", "lab", "10:40-11:20"), talk("c", "attic", "10:50-11:30"),
    talk("d", "hall", "11:00-11:40"),
)  # fmt: skip


LATER = (talk("e", "hall", "13:00-14:00"), talk("f", "lab", "13:00-14:00"), talk("g", "lab", "15:00-16:00"))
OTHERS = (
    talk("a", "hall", "10:00-11:00"), talk("b", "lab", "10:00-11:00", people=(moderator("bo"),)),
    talk("c", "attic", "10:00-11:00", kind=Kind.BREAK), talk("d", "lab", "10:00-11:00", status=Status.CANCELLED),
)  # fmt: skip
ENDED = (
    talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:30-11:00"), talk("c", "attic", "10:00-11:00"),
    talk("d", "yard", "10:00-11:00"),
)  # fmt: skip
TWINS = (talk("a", "hall", "10:00-11:00"), talk("b", "hall", "10:00-11:00"))
MANY = [thing for n in range(400) for thing in (room(f"r{n}", n), talk(f"s{n}", f"r{n}", "10:00-11:00"))]
ADA, HALL = cover("ada"), cover("ada", "hall", "09:00-12:00")
AT_ONCE = "Ada moderates 3 rooms at once at 10:50."
NO = "“A” has no moderator yet."
BOTH = (speaker("ada"), moderator("ada"))
NIGHT = person("ada", availability=(span("22:00-24:00"), span("00:00-02:00", NEXT)))
WORKS = person("ada", **there("09:00-17:00"))


def panel(**fields: object) -> Session:
    """Return a panel of the hall."""
    return talk("a", "hall", "09:00-10:00", kind=Kind.PANEL, **fields)


def on_stage(*others: Appearance) -> Session:
    """Return a session in which Ada speaks."""
    return talk("a", "hall", "10:00-11:00", people=(speaker("ada"), *others))


def waiting(*states: State) -> tuple[Appearance, ...]:
    """Return Bo, Ada and Cy as speakers with those answers."""
    return tuple(speaker(name, state) for name, state in zip(("bo", "ada", "cy"), states, strict=False))


ASKING = (
    talk("a", "hall", "09:00-10:00", people=waiting(State.INVITED, State.TENTATIVE, State.DECLINED)),
    talk("b", "", "11:00-12:00", people=waiting(State.INVITED)), cover("ada", state=State.INVITED),
    cover("bo", "hall", state=State.TENTATIVE), cover("cy", "lab", "09:00-10:00", state=State.DECLINED),
    cover("cy", on=date(2024, 5, 1), state=State.INVITED),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "things", "expected"),
    [
        pytest.param(
            PERSON_UNAVAILABLE,
            [person("ada", **there("09:00-09:40", "12:00-13:00")), person("bo", **there("09:00-10:00", on=NEXT)),
             talk("a", "hall", "09:00-10:00", people=(speaker("bo"), speaker("ada"))),
             talk("b", "hall", "09:00-10:00", people=(speaker("bo"), speaker("ada")))],
            ["Bo cannot be there on 2024-04-25, when “A” is at 09:00–10:00.",
             "Ada can be there only 09:00–09:40, 12:00–13:00 on 2024-04-25, but “A” is at 09:00–10:00.",
             ("person-unavailable", "problem: Bo cannot be there at 09:00", ("b",), ("bo",), ("hall",)),
             ("person-unavailable", "problem: Ada cannot be there at 09:40", ("b",), ("ada",), ("hall",))],
            id="a finding names everything",
        ),
        pytest.param(
            PERSON_UNAVAILABLE,
            [person("ada", **there("12:00-13:00")), talk("a", "hall", "09:00-10:00", people=BOTH),
             talk("b", "hall", "09:00-10:00", people=BOTH, status=Status.CANCELLED), talk("c", people=BOTH)],
            [("person-unavailable", "problem: Ada cannot be there at 09:00", ("a",), ("ada",), ("hall",))],
            id="two roles are one finding, and a cancelled or waiting session none",
        ),
        pytest.param(
            PERSON_UNAVAILABLE,
            [NIGHT, talk("a", "hall", "23:00-26:00", people=(speaker("ada"),)),
             talk("b", "hall", "00:30-02:00", on=NEXT, people=(speaker("ada"),)),
             talk("c", "hall", "01:30-02:01", on=NEXT, people=(speaker("ada"),))],
            ["Ada can be there only 00:00–02:00 on 2024-04-26, but “C” is at 01:30–02:01."],
            id="the night belongs to two dates",
        ),
        pytest.param(PERSON_UNAVAILABLE, [WORKS, cover("ada", "hall", "08:00-12:00")],
                     [("person-unavailable", "problem: Ada cannot be there at 08:00", (), ("ada",), ("hall",))],
                     id="a shift is of no session"),
        pytest.param(PERSON_UNAVAILABLE, [person("ada", **there("08:00-18:00")), cover("ada", "hall")], [],
                     id="a whole day within its hours is fine"),
        pytest.param(
            PERSON_UNCONFIRMED, ASKING,
            [("person-unconfirmed", "warning: Bo has not answered yet", ("a",), ("bo",), ("hall",)),
             ("person-unconfirmed", "warning: Ada is not certain yet", ("a",), ("ada",), ("hall",)),
             ("person-unconfirmed", "warning: Bo has not answered yet", ("b",), ("bo",), ()),
             ("person-unconfirmed", "warning: Ada has not answered yet", (), ("ada",), ()),
             ("person-unconfirmed", "warning: Bo is not certain yet", (), ("bo",), ("hall",))],
            id="a finding for each person, session and shift of a day of the conference",
        ),
        pytest.param(
            PERSON_DECLINED, ASKING,
            [("person-declined", "warning: Cy has declined", ("a",), ("cy",), ("hall",)),
             ("person-declined", "warning: Cy has declined", (), ("cy",), ("lab",))],
            id="and for each who declined",
        ),
        pytest.param(
            PERSON_UNCONFIRMED,
            [talk("a", "hall", "09:00-10:00", people=(
                speaker("ada", State.INVITED), Appearance("ada", Role.MODERATOR, State.INVITED, asked=ASKED)))],
            ["Ada has not answered since 2024-03-12 about “A”."],
            id="two roles are one finding with the date that is known",
        ),
        pytest.param(
            PERSON_DECLINED,
            [talk("a", "hall", "09:00-10:00", people=(speaker("ada", State.CANCELLED), moderator("ada")))],
            [("person-declined", "warning: Ada has called off", ("a",), ("ada",), ("hall",))],
            id="who moderates but does not speak",
        ),
        pytest.param(PERSON_IN_TWO_PLACES,
                     [HALL, cover("ada", "lab", "09:00-11:00"), cover("ada", "attic", "10:00-13:00")],
                     ["Ada moderates 3 rooms at once 10:00–11:00: Hall, Lab, Attic."],
                     id="three rooms at once are one finding"),
        pytest.param(PERSON_IN_TWO_PLACES,
                     [HALL, cover("ada", "lab", "09:00-11:00"), cover("ada", "lab", "10:00-13:00")],
                     ["Ada is in two places at 09:00: moderating Lab and Hall.",
                      "Ada is in two places at 10:00: moderating Hall and Lab."],
                     id="three shifts in two rooms are one for each pair"),
        pytest.param(PERSON_IN_TWO_PLACES, [talk("a", "hall", "22:00-26:00", people=(speaker("ada"),)),
                                            talk("b", "lab", "01:00-03:00", on=NEXT, people=(speaker("ada"),))],
                     ["Ada is in two places at 01:00: “A” and “B”."], id="a clash across midnight"),
        pytest.param(
            PERSON_IN_TWO_PLACES,
            [day(opens="21:00", closes="28:00"), cover("cy", "lab"), cover("cy", "lab", "21:00-22:00"),
             talk("a", "hall", "20:00-22:00", people=(speaker("cy"),))],
            ["Cy is in two places at 21:00: moderating Lab, and in “A” in Hall."],
            id="two shifts of one room that say the same say it once",
        ),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(people=(moderator("ada"),))], [], id="its own"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(people=(moderator("ada", State.DECLINED),))], [NO],
                     id="its own has declined"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(people=(speaker("ada"),))], [NO], id="a speaker is none"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(status=Status.CANCELLED)], [], id="cancelled"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(), cover("ada", "hall", "09:00-10:00")], [],
                     id="whoever has the room then"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(), cover("ada", "hall", "09:00-09:59")], [NO],
                     id="a minute short"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(), cover("ada", "hall", "09:00-10:00", state=State.CANCELLED)],
                     [NO], id="who called off"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(), cover("ada", "lab")], [NO], id="of another room"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [panel(), ADA], [], id="whoever has the day"),
        pytest.param(SESSION_WITHOUT_MODERATOR, [day(), talk("a", kind=Kind.PANEL), ADA], [NO],
                     id="one in the tray has no shift"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*BESIDE, ADA],
                     [("moderator-in-several-rooms", "hint: Ada moderates 3 rooms at once", ("a", "b", "c"),
                       ("ada",), ())],
                     id="how many rooms and when they are the most"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*BESIDE, *LATER, ADA],
                     [AT_ONCE, "Ada moderates 2 rooms at once at 13:00."], id="each run"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [room("yard", 3), *ENDED, ADA],
                     ["Ada moderates 3 rooms at once at 10:00."], id="what ends at that minute is over"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*OTHERS, ADA], [],
                     id="what has a moderator of its own or takes none does not count"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*TWINS, ADA], [], id="two in one room are one place"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [talk("a", ("hall", "lab"), "10:00-11:00"), ADA], [],
                     id="and so is one in two rooms"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*BESIDE, cover("ada", "hall")], [],
                     id="a shift in a room is none over all rooms"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*BESIDE, cover("ada", on=NEXT)], [], id="nor is one on another day"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*BESIDE, cover("ada", state=State.DECLINED)], [],
                     id="nor a declined one"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS,
                     [*BESIDE, cover("ada", None, "10:00-12:00"), cover("ada", None, "09:00-13:00")], [AT_ONCE],
                     id="two shifts of one day are told once"),
        pytest.param(MODERATOR_IN_SEVERAL_ROOMS, [*MANY, ADA], ["Ada moderates 400 rooms at once at 10:00."],
                     id="four hundred are one finding"),
        *(
            pytest.param(MODERATOR_ON_STAGE, [session, duty], ["Ada moderates “A” and is on stage in it."] * found,
                         id=name)
            for session, duty, found, name in (
                (on_stage(speaker("bo")), cover("ada", "hall"), True, "of that room"),
                (on_stage(speaker("bo")), ADA, True, "of all rooms"),
                (on_stage(speaker("bo")), cover("ada", "lab"), False, "in another room"),
                (on_stage(speaker("bo")), cover("cy"), False, "somebody else moderates"),
                (on_stage(speaker("bo")), cover("ada", "hall", "10:30-12:00"), False, "from its middle"),
                (on_stage(moderator("ada")), ADA, False, "who is a moderator by name is meant to be"),
            )
        ),
    ],
)  # fmt: skip
def test_what_is_found(rule: Rule, things: list[Entity], expected: list[object]) -> None:
    assert as_asked(rule.check(plan(*things)), expected) == expected
