"""A session in the tray that gets a time in its form goes to the day in sight, to a free place."""

import pytest

from planner.domain.entities import Entity, Session
from planner.domain.enums import Kind
from tests.builders import day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_inspector_fields import SECOND, enter, show
from tests.ui.window_driver import Hands

ROOMS: tuple[Entity, ...] = (room("hall"), room("lab", 1))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on two days, the second in sight, with its first hour taken in both rooms."""
    hands = hands_on(
        day(), day(SECOND), *ROOMS, person("ada"), talk("a", "hall", "08:00-09:00", on=SECOND),
        talk("b", "lab", "08:00-09:30", on=SECOND, people=(speaker("ada"),)), talk("waiting"), talk("other"),
        talk("hers", people=(speaker("ada"),)), talk("coffee", kind=Kind.BREAK),
    )  # fmt: skip
    hands.page.desk.show_day(hands.agenda.days_in_order[1])
    return hands


def date_of(hands: Hands, session: str) -> str:
    """Return the date of a session."""
    placement = hands.agenda.sessions[session].placement
    assert placement
    return placement.span.day.isoformat()


@pytest.mark.parametrize(
    ("session", "name", "typed", "expected"),
    [
        pytest.param("waiting", "start", "14:30", "hall 14:30-15:00", id="a time"),
        pytest.param("waiting", "start", "9:00", "hall 09:00-09:30", id="a time when one room is taken"),
        pytest.param("waiting", "start", "8:30", "hall 08:30-09:00", id="a time when all are"),
        pytest.param("waiting", "day", "Fri 26 April 2024", "hall 09:00-09:30", id="a day: the first free room"),
        pytest.param("hers", "day", "Fri 26 April 2024", "hall 09:30-10:00", id="when its people can"),
        pytest.param("coffee", "day", "Fri 26 April 2024", "everywhere 09:30-10:00", id="everywhere"),
    ],
)
def test_where_it_goes(hands: Hands, session: str, name: str, typed: str, expected: str) -> None:
    show(hands, Session, session)

    enter(hands, Session, name, typed)

    assert (hands.where(session), date_of(hands, session)) == (expected, SECOND.isoformat())


def test_a_day_that_is_not_in_sight_is_obeyed(hands: Hands) -> None:
    show(hands, Session, "waiting")

    enter(hands, Session, "day", "Thu 25 April 2024")

    assert (hands.where("waiting"), date_of(hands, "waiting")) == ("hall 08:00-08:30", "2024-04-25")


def test_several_do_not_lie_on_one_another(hands: Hands) -> None:
    hands.page.desk.select(("waiting", "other", "hers"))

    enter(hands, Session, "day", "Fri 26 April 2024")

    places = [hands.where(session) for session in ("waiting", "other", "hers")]
    assert places == ["hall 09:00-09:30", "hall 09:30-10:00", "lab 09:30-10:00"]
    assert len(hands.steps) == 1


def test_a_full_day_takes_it_all_the_same(hands_on: HandsOn) -> None:
    hands = hands_on(day(), room("hall"), talk("all", "hall", "08:00-18:00"), talk("waiting"))
    show(hands, Session, "waiting")

    enter(hands, Session, "day", "Thu 25 April 2024")

    assert hands.where("waiting") == "hall 08:00-08:30"
