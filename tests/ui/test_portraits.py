"""A portrait stands before a person's name wherever people are listed, found, chosen or asked about."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Cover
from planner.domain.value_objects import Appearance, Kind, Role
from planner.eraser import Eraser
from tests.builders import DAY, agenda, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.lists import open_list
from tests.ui.test_track_colours import spoken
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.features.command_palette.command_palette import CommandPalette
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.people.people_dialogs import DuplicatesDialog, InviteAgainDialog, MergePeopleDialog
from ui.forms.photo_editor import make_portrait
from ui.kit.pictures.portrait import name_colour
from ui.kit.theme.theme import LIGHT
from ui.plan.day.session_matcher import FilterPopup
from ui.state.document import MODERATORS

ZOE = "Zoe Quist"
ROOMS = (room("hall"), room("lab", 1))
CAST = (
    *ROOMS, person("zoe", name=ZOE), person("twin", name="Zoë Quist"), person("mia", name="Mia Ek"),
    talk("one", "hall", "09:00-10:00", people=(speaker("zoe"),), kind=Kind.PANEL),
    talk("two", "lab", "09:00-10:00", people=(speaker("zoe"),)),
    talk("three", "lab", "11:00-12:30", people=(speaker("mia"), Appearance("zoe", Role.MODERATOR))),
    Cover(id="all-day", person="mia", day=DAY),
)  # fmt: skip


def has_disc(shown: QWidget, area: QRect | None = None) -> bool:
    """Return whether somewhere a row of eight pixels has the colour of the initials' disc: no letter is as wide."""
    image, wanted = shown.grab(area or shown.rect()).toImage(), name_colour(ZOE, LIGHT).rgb()
    rows = ([image.pixel(x, y) == wanted for x in range(image.width())] for y in range(image.height()))
    return any(all(row[x : x + 8]) for row in rows for x in range(len(row) - 7))


def of_the_filter(driver: WindowDriver) -> QWidget:
    popup = FilterPopup(driver.page.document.plan, driver.window)
    popup.line.setText(ZOE)
    popup.show()
    return popup.list


def of_the_palette(driver: WindowDriver) -> QWidget:
    driver.key(Key.Key_K, modifiers=CTRL)
    driver.type(ZOE)
    return next(one for one in driver.window.findChildren(CommandPalette) if one.isVisible()).listing


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


def of_the_pairs(driver: WindowDriver) -> QWidget:
    return DuplicatesDialog(driver.page.document, lambda pair: False, driver.window).pairs


def of_two_who_may_be_one(driver: WindowDriver) -> QWidget:
    return MergePeopleDialog(driver.page.document, "zoe", "twin", parent=driver.window)


def of_who_was_there(driver: WindowDriver) -> QWidget:
    before = agenda(person("guest", name=ZOE), talk("then", people=(speaker("guest"),)))
    return InviteAgainDialog(driver.page.document, before, driver.window).guests


def of_who_is_erased(driver: WindowDriver) -> QWidget:
    document, env = driver.page.document, driver.window._context.env
    portrait = make_portrait(document, document.agenda.people["zoe"])
    return ErasePersonDialog(Eraser(document.workspace, env, "zoe"), document.presentation, portrait, driver.window)


PLACES: tuple[Callable[[WindowDriver], QWidget], ...] = (
    of_the_filter, of_the_palette, of_a_problem, of_the_problems_filter, of_a_list_of_sessions, of_the_board,
    of_the_pairs, of_two_who_may_be_one, of_who_was_there, of_who_is_erased,
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_portrait_stands_before_a_name_and_is_not_read(
    hands_on: HandsOn, place: Callable[[WindowDriver], QWidget]
) -> None:
    shown = place(hands_on(*CAST))

    assert has_disc(shown)
    assert [said for said in spoken(shown) if "ZQ" in said] == []


def test_a_narrow_column_of_people_keeps_its_room_for_the_names(hands_on: HandsOn) -> None:
    driver = hands_on(*(one for one in CAST if one.id != "three"))  # whose moderator is shown in any case
    driver.window.resize(1220, 900)

    assert not has_disc(open_list(driver, "sessions").view.viewport())
