"""Tests of whether a room has the seats and the equipment that a session needs."""

import pytest

from planner.domain.enums import State, Status
from planner.rules.capacity import EQUIPMENT_MISSING, ROOM_TOO_SMALL
from tests.builders import person, room, speaker, talk
from tests.rules.plans import parts, plan, texts

HALL, LAB = room("hall", seats=80), room("lab", 1, seats=1)


@pytest.mark.parametrize(
    ("where", "audience", "text"),
    [
        pytest.param("hall", 80, "", id="to the last seat"),
        pytest.param("hall", 81, "“A” expects an audience of 81, but Hall has 80 seats.", id="one too many"),
        pytest.param("lab", 2, "“A” expects an audience of 2, but Lab has 1 seat.", id="one seat"),
        pytest.param("hall", None, "", id="nobody knows how many"),
        pytest.param("hall", 0, "", id="nobody"),
        pytest.param("attic", 500, "", id="seats unknown"),
        pytest.param(("lab", "hall"), 81, "", id="two rooms together"),
        pytest.param(
            ("lab", "hall"), 82, "“A” expects an audience of 82, but Hall, Lab has 81 seats.", id="two rooms, too many"
        ),
        pytest.param(("hall", "attic"), 500, "", id="one of two unknown"),
        pytest.param("", 500, "", id="the whole venue"),
    ],
)
def test_seats_for_all_who_are_expected(where: str, audience: int | None, text: str) -> None:
    found = list(ROOM_TOO_SMALL.check(plan(HALL, LAB, talk("a", where, "09:00-10:00", audience=audience))))

    assert texts(found) == ([text] if text else [])


def test_a_room_too_small_in_short() -> None:
    gone = talk("b", "lab", "09:00-10:00", audience=90, status=Status.CANCELLED)
    full, bare = talk("a", "hall", "09:00-10:00", audience=90), talk("d", "attic", "09:00-10:00", audience=1)

    assert parts(
        ROOM_TOO_SMALL.check(plan(HALL, LAB, room("attic", 2, seats=0), full, bare, gone, talk("c", audience=90)))
    ) == [
        ("room-too-small", "warning: 80 seats for 90", ("a",), (), ("hall",)),
        ("room-too-small", "warning: 0 seats for 1", ("d",), (), ("attic",)),
    ]


EQUIPPED = room("hall", equipment=("Projector", "hand  microphone"))
ALSO = room("lab", 1, equipment=("Piano",))
ADA, BO = person("ada", needs=("HDMI cable", "projector")), person("bo", brings=("hdmi  CABLE", "Laser"))


@pytest.mark.parametrize(
    ("where", "wanted", "people", "text"),
    [
        pytest.param("hall", ("projector", " Hand microphone "), (), "", id="case and spaces do not matter"),
        pytest.param("hall", ("Piano", "Laser", "projector"), (), "is not in Hall: Piano, Laser", id="two are missing"),
        pytest.param(("hall", "lab"), ("piano", "projector"), (), "", id="what either room has"),
        pytest.param(("hall", "lab"), ("Laser",), (), "is not in Hall, Lab: Laser", id="in neither"),
        pytest.param("hall", (), ("ada",), "is not in Hall: HDMI cable (Ada)", id="what a person needs"),
        pytest.param("hall", ("hdmi cable",), ("ada",), "is not in Hall: hdmi cable", id="both need it: said once"),
        pytest.param("hall", ("Laser",), ("ada", "bo"), "", id="brought by somebody else in it"),
        pytest.param("hall", ("  ",), (), "", id="a blank is nothing"),
        pytest.param("attic", ("Piano",), (), "is not known to be in Attic: Piano", id="nothing is said of the room"),
        pytest.param(
            ("hall", "attic"), ("Piano", "projector"), (), "is not known to be in Hall, Attic: Piano", id="of one room"
        ),
        pytest.param("", ("Piano",), (), "", id="the whole venue"),
        pytest.param("attic", (), ("bo",), "", id="nothing needed"),
    ],
)
def test_the_things_a_session_needs(where: str, wanted: tuple[str, ...], people: tuple[str, ...], text: str) -> None:
    session = talk("a", where, "09:00-10:00", equipment=wanted, people=tuple(map(speaker, people)))
    found = list(EQUIPMENT_MISSING.check(plan(EQUIPPED, ALSO, ADA, BO, session)))

    assert texts(found) == ([f"“A” needs what {text}."] if text else [])


def test_what_two_people_need_is_missing_once_and_where_nothing_is_said_it_is_to_be_found_out() -> None:
    people = [person(name, needs=(thing,)) for name, thing in (("ada", "Clicker"), ("bo", "clicker"))]
    session = talk("a", "hall", "09:00-10:00", people=(speaker("ada"), speaker("bo"), speaker("cy")))
    unknown = talk("b", "attic", "09:00-10:00", equipment=("Piano",))
    gone = talk("c", "hall", "09:00-10:00", equipment=("Piano",), status=Status.CANCELLED)
    found = list(
        EQUIPMENT_MISSING.check(plan(EQUIPPED, *people, session, unknown, gone, talk("d", equipment=("Piano",))))
    )

    assert texts(found)[0] == "“A” needs what is not in Hall: Clicker (Ada, Bo)."
    assert parts(found) == [
        ("equipment-missing", "warning: Missing: Clicker", ("a",), ("ada", "bo"), ("hall",)),
        ("equipment-missing", "hint: Not known to be there: Piano", ("b",), (), ("attic",)),
    ]


@pytest.mark.parametrize("state", State)
def test_who_does_not_come_needs_and_brings_nothing(state: State) -> None:
    comes = state not in (State.DECLINED, State.CANCELLED)
    needs = talk("a", "hall", "09:00-10:00", people=(speaker("ada", state),))
    brings = talk("b", "hall", "10:00-11:00", equipment=("Laser",), people=(speaker("bo", state),))

    assert [c.sessions for c in EQUIPMENT_MISSING.check(plan(EQUIPPED, ADA, BO, needs, brings))] == [
        ("a",) if comes else ("b",)
    ]
