"""A session in the tray that gets a time in its form goes to the day in sight, to a free place."""

import pytest

from planner.domain.entities import Entity, Session
from planner.domain.enums import Kind
from tests.builders import day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_inspector_fields import SECOND, enter, show
from tests.ui.window_driver import WindowDriver

pytestmark = pytest.mark.usefixtures("forms_sleep")

ROOMS: tuple[Entity, ...] = (room("hall"), room("lab", 1))


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days, the second in sight, with its first hour taken in both rooms."""
    driver = hands_on(
        day(), day(SECOND), *ROOMS, person("ada"), talk("a", "hall", "08:00-09:00", on=SECOND),
        talk("b", "lab", "08:00-09:30", on=SECOND, people=(speaker("ada"),)), talk("waiting"), talk("other"),
        talk("hers", people=(speaker("ada"),)), talk("coffee", kind=Kind.BREAK),
    )  # fmt: skip
    driver.page.document.show_day(driver.agenda.days_in_order[1])
    return driver


def date_of(driver: WindowDriver, session: str) -> str:
    """Return the date of a session."""
    placement = driver.agenda.sessions[session].placement
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
def test_where_it_goes(driver: WindowDriver, session: str, name: str, typed: str, expected: str) -> None:
    show(driver, Session, session)

    enter(driver, Session, name, typed)

    assert (driver.where(session), date_of(driver, session)) == (expected, SECOND.isoformat())


def test_a_day_that_is_not_in_sight_is_obeyed(driver: WindowDriver) -> None:
    show(driver, Session, "waiting")

    enter(driver, Session, "day", "Thu 25 April 2024")

    assert (driver.where("waiting"), date_of(driver, "waiting")) == ("hall 08:00-08:30", "2024-04-25")


def test_several_do_not_lie_on_one_another(driver: WindowDriver) -> None:
    driver.page.document.select(("waiting", "other", "hers"))

    enter(driver, Session, "day", "Fri 26 April 2024")

    places = [driver.where(session) for session in ("waiting", "other", "hers")]
    assert (places, len(driver.steps)) == (["hall 09:00-09:30", "hall 09:30-10:00", "lab 09:30-10:00"], 1)


def test_a_full_day_takes_it_all_the_same(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("all", "hall", "08:00-18:00"), talk("waiting"))
    show(driver, Session, "waiting")

    enter(driver, Session, "day", "Thu 25 April 2024")

    assert driver.where("waiting") == "hall 08:00-08:30"
