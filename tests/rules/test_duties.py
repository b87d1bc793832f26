"""Tests of people in charge of a room who cannot be in another one, and of sessions without a moderator."""

import pytest

from planner.domain.entities import Cover, Session
from planner.domain.enums import KINDS, Kind, State, Status
from planner.rules.completeness import SESSION_WITHOUT_ABSTRACT, SESSION_WITHOUT_MODERATOR
from planner.rules.people import PERSON_IN_TWO_PLACES
from tests.builders import DAY, day, moderator, speaker, talk
from tests.rules.plans import NEXT, cover, parts, plan, texts


def held(where: str | tuple[str, ...] = "lab", times: str = "09:00-10:00", **fields: object) -> Session:
    """Return a session with Ada."""
    return talk("a", where, times, **{"people": (speaker("ada"),), **fields})


def two_places(when: str) -> str:
    """Return the message that Ada is in two places."""
    return f"Ada is in two places at {when}: moderating Hall, and in “A” in Lab."


DUTIES = [
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
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(""), "", id="the whole venue"),
    pytest.param(cover("ada", None, "09:00-12:00"), held(), "", id="who has every room is in any"),
    pytest.param(cover("bo", "hall", "09:00-12:00"), held(), "", id="somebody else"),
    pytest.param(cover("ada", "hall", "09:00-12:00", state=State.DECLINED), held(), "", id="a declined stretch"),
    pytest.param(cover("ada", "hall", "09:00-12:00", state=State.INVITED), held(), two_places("09:00"), id="invited"),
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(people=(speaker("ada", State.DECLINED),)), "",
                 id="a declined session"),
    pytest.param(cover("ada", "hall", "09:00-12:00"), held(status=Status.CANCELLED), "", id="a cancelled session"),
]  # fmt: skip


@pytest.mark.parametrize(("duty", "session", "text"), DUTIES)
def test_in_charge_of_one_room_and_in_a_session_of_another(duty: Cover, session: Session, text: str) -> None:
    found = list(PERSON_IN_TWO_PLACES.check(plan(duty, session)))

    assert texts(found) == ([text] if text else [])
    assert [(c.sessions, c.people, c.rooms) for c in found] == [(("a",), ("ada",), ("hall",))] * bool(text)


@pytest.mark.parametrize(
    ("one", "other", "when"),
    [
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", "lab", "11:59-13:00"), "11:59", id="a minute"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", "lab", "12:00-13:00"), "", id="back to back"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", "hall", "11:00-13:00"), "", id="the same room"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("ada", None, "09:00-12:00"), "", id="every room"),
        pytest.param(cover("ada", "hall", "09:00-12:00"), cover("bo", "lab", "09:00-12:00"), "", id="two people"),
        pytest.param(cover("ada", "hall"), cover("ada", "lab", "17:59-20:00"), "17:59", id="a whole day"),
        pytest.param(cover("ada", "hall"), cover("ada", "lab"), "08:00", id="two whole days"),
        pytest.param(cover("ada", "hall"), cover("ada", "lab", on=NEXT), "", id="two days"),
    ],
)
def test_in_charge_of_two_rooms(one: Cover, other: Cover, when: str) -> None:
    found = list(PERSON_IN_TWO_PLACES.check(plan(one, other)))
    names = "Hall and Lab" if one.span.start <= other.span.start and one.span <= other.span else "Lab and Hall"

    assert texts(found) == ([f"Ada is in two places at {when}: moderating {names}."] if when else [])
    assert parts(found) == [
        ("person-in-two-places", f"problem: Ada in two places at {when}", (), ("ada",), ("hall", "lab"))
    ] * bool(when)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(
            cover("ada", "attic", "10:00-13:00"),
            ["Ada moderates 3 rooms at once 10:00–11:00: Hall, Lab, Attic."],
            id="three rooms at once are one finding",
        ),
        pytest.param(
            cover("ada", "lab", "10:00-13:00"),
            [
                "Ada is in two places at 09:00: moderating Lab and Hall.",
                "Ada is in two places at 10:00: moderating Hall and Lab.",
            ],
            id="three shifts in two rooms are one for each pair",
        ),
    ],
)
def test_in_charge_of_many_rooms(last: Cover, expected: list[str]) -> None:
    shifts = (cover("ada", "hall", "09:00-12:00"), cover("ada", "lab", "09:00-11:00"), last)

    assert texts(PERSON_IN_TWO_PLACES.check(plan(*shifts))) == expected


def test_the_time_of_day_of_a_clash_across_midnight() -> None:
    both = [
        talk(name, where, times, on=on, people=(speaker("ada"),))
        for name, where, times, on in (("a", "hall", "22:00-26:00", DAY), ("b", "lab", "01:00-03:00", NEXT))
    ]

    assert texts(PERSON_IN_TWO_PLACES.check(plan(*both))) == ["Ada is in two places at 01:00: “A” and “B”."]


@pytest.mark.parametrize("kind", Kind)
def test_who_needs_a_moderator(kind: Kind) -> None:
    found = parts(SESSION_WITHOUT_MODERATOR.check(plan(talk("a", kind=kind))))
    said = ("session-without-moderator", "warning: No moderator yet", ("a",), (), ())

    assert found == ([said] if KINDS[kind].needs_moderator else [])


@pytest.mark.parametrize(
    ("session", "duty", "text"),
    [
        pytest.param({"people": (moderator("ada"),)}, None, "", id="its own"),
        pytest.param({"people": (moderator("ada", State.DECLINED),)}, None, "no", id="its own has declined"),
        pytest.param({"people": (speaker("ada"),)}, None, "no", id="a speaker is none"),
        pytest.param({"status": Status.CANCELLED}, None, "", id="cancelled"),
        pytest.param({}, cover("ada", "hall", "09:00-10:00"), "", id="whoever has the room then"),
        pytest.param({}, cover("ada", "hall", "09:00-09:59"), "no", id="a minute short"),
        pytest.param({}, cover("ada", "hall", "09:00-10:00", state=State.CANCELLED), "no", id="who called off"),
        pytest.param({}, cover("ada", "lab"), "no", id="of another room"),
        pytest.param({}, cover("ada"), "", id="whoever has the day"),
    ],
)
def test_a_panel_needs_a_moderator(session: dict[str, object], duty: Cover | None, text: str) -> None:
    panel = talk("a", "hall", "09:00-10:00", kind=Kind.PANEL, **session)
    found = SESSION_WITHOUT_MODERATOR.check(plan(panel, *([duty] if duty else [])))

    assert texts(found) == (["“A” has no moderator yet."] if text else [])


def test_one_in_the_tray_has_no_stretch() -> None:
    assert texts(SESSION_WITHOUT_MODERATOR.check(plan(day(), talk("a", kind=Kind.PANEL), cover("ada")))) == [
        "“A” has no moderator yet."
    ]


@pytest.mark.parametrize("kind", Kind)
def test_what_needs_an_abstract(kind: Kind) -> None:
    found = plan(
        talk("a", kind=kind),
        talk("b", "hall", "09:00-10:00", kind=kind, abstract=" \n"),
        talk("c", kind=kind, abstract="About it."),
        talk("d", kind=kind, status=Status.CANCELLED),
        talk("e", kind=kind, description="At length."),
    )

    assert (
        parts(SESSION_WITHOUT_ABSTRACT.check(found))
        == [("session-without-abstract", "hint: No abstract yet", (name,), (), ()) for name in "ab"]
        * KINDS[kind].needs_speaker
    )
    assert texts(SESSION_WITHOUT_ABSTRACT.check(found))[:1] == ["“A” has no abstract yet."] * KINDS[kind].needs_speaker
