"""A portrait stands before a person's name wherever people are listed, found, chosen or asked about."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Cover
from planner.domain.value_objects import Appearance, Kind, Role
from planner.eraser import Eraser
from tests.builders import DAY, agenda, person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.lists import open_list
from tests.ui.test_track_colours import of_the_filter, spoken
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import WindowDriver
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.people.people_dialogs import DuplicatesDialog, InviteAgainDialog, MergePeopleDialog
from ui.forms.photo_editor import person_icon
from ui.kit.pictures.portrait import name_colour
from ui.kit.theme.theme import LIGHT
from ui.state.document import MODERATORS

ZOE = "Zoe Quist"
CAST = (
    person("zoe", name=ZOE), person("twin", name="Zoë Quist"), person("mia", name="Mia Ek"),
    talk("one", "hall", "09:00-10:00", people=(speaker("zoe"),), kind=Kind.PANEL),
    talk("two", "lab", "09:00-10:00", people=(speaker("zoe"),)),
    talk("three", "lab", "11:00-12:30", people=(speaker("mia"), Appearance("zoe", Role.MODERATOR))),
    Cover(id="all-day", person="mia", day=DAY),
)  # fmt: skip


def has_disc(shown: QWidget) -> bool:
    """Return whether somewhere a row of eight pixels has the colour of the initials' disc: no letter is as wide."""
    image, wanted = shown.grab().toImage(), name_colour(ZOE, LIGHT).rgb()
    rows = ([image.pixel(x, y) == wanted for x in range(image.width())] for y in range(image.height()))
    return any(all(row[x : x + 8]) for row in rows for x in range(len(row) - 7))


def of_a_problem(driver: WindowDriver) -> QWidget:
    driver.does("problems")
    return driver.page.problems.listing


def of_the_problems_filter(driver: WindowDriver) -> QWidget:
    driver.does("problems")
    pick = driver.page.problems.filters.picks["person"]
    pick.showPopup()
    return pick.view()


def of_a_list_of_sessions(driver: WindowDriver) -> QWidget:
    driver.window.resize(1900, 900)
    return open_list(driver, "sessions").view.viewport()


def of_the_board(driver: WindowDriver) -> QWidget:
    driver.page.places.go(MODERATORS)
    return driver.page.places.current.inner.board.canvas


def of_who_was_there(driver: WindowDriver) -> QWidget:
    return InviteAgainDialog(
        driver.page.document, agenda(person("guest", name=ZOE), talk("then", people=(speaker("guest"),))), driver.window
    ).guests


def of_who_is_erased(driver: WindowDriver) -> QWidget:
    document, env = driver.page.document, driver.window._context.env
    portrait = person_icon(document, document.agenda.people["zoe"])
    return ErasePersonDialog(Eraser(document.workspace, env, "zoe"), document.presentation, portrait, driver.window)


PLACES: dict[str, Callable[[WindowDriver], QWidget]] = {
    "the filter": lambda driver: of_the_filter(driver, ZOE),
    "the palette": lambda driver: typed(driver, ZOE).listing,
    "a problem": of_a_problem,
    "the problems' filter": of_the_problems_filter,
    "a list of sessions": of_a_list_of_sessions,
    "the board": of_the_board,
    "the pairs": lambda driver: DuplicatesDialog(driver.page.document, lambda pair: False, driver.window).pairs,
    "two who may be one": lambda driver: MergePeopleDialog(driver.page.document, "zoe", "twin", parent=driver.window),
    "who was there": of_who_was_there,
    "who is erased": of_who_is_erased,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_portrait_stands_before_a_name_and_is_not_read(driver: WindowDriver, place: str) -> None:
    shown = PLACES[place](driver)

    assert has_disc(shown)
    assert [said for said in spoken(shown) if "ZQ" in said] == []


def test_a_narrow_column_of_people_keeps_its_room_for_the_names(hands_on: HandsOn) -> None:
    driver = hands_on(*(one for one in CAST if one.id != "three"))  # whose moderator is shown in any case
    driver.window.resize(1220, 900)

    assert not has_disc(open_list(driver, "sessions").view.viewport())
