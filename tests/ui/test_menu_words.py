"""The texts of the menus: they fit on a small screen, their access keys differ, and each shortcut stands beside its
command.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu

from planner.domain.entities import Session
from planner.wording import LANGUAGES, wording
from tests.builders import day, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, OpenWith
from tests.ui.window_driver import Key, WindowDriver
from ui.features.command_palette.palette_dialog import CommandPalette
from ui.shell.conference_commands import MENU_OF_DAY, MENU_OF_OTHERS, MENUS
from ui.shell.main_window import MainWindow
from ui.state.command_table import COMMANDS, without_mnemonic

CAST = (day(), room("hall"), room("lab", 1), talk("one", "hall", "09:00-09:45"), talk("waiting", minutes=20))
LOWEST = 640
"""Greatest height of a menu in pixels, so that it fits on a screen of 720."""


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a session in a room and one in the tray."""
    return hands_on(*CAST)


def menus_of(menu: QMenu) -> Iterator[QMenu]:
    """Yield a menu and all its submenus."""
    yield menu
    for action in menu.actions():
        if inner := action.menu():
            yield from menus_of(inner)  # type: ignore[arg-type]


def all_menus(window: MainWindow) -> list[QMenu]:
    """Return the menus of the window and all their submenus."""
    return [menu for action in window.menuBar().actions() for menu in menus_of(action.menu())]  # type: ignore[arg-type]


def texts(actions: Iterable[QAction]) -> list[str]:
    """Return the texts of actions, without access keys and shortcuts."""
    return [without_mnemonic(action.text()) for action in actions if not action.isSeparator()]


# height ---------------------------------------------------------------------------------------------------


def test_what_belongs_together_stands_in_a_menu_of_its_own(driver: WindowDriver) -> None:
    inner = {without_mnemonic(menu.title()): texts(menu.actions()) for menu in all_menus(driver.window)}

    assert inner["Steps of the grid"] == ["1 minute", "5 minutes", "10 minutes", "15 minutes"]
    assert inner["Colour blocks by"] == ["Track", "Status", "Kind"]
    assert (inner["Appearance"], inner["Language"]) == (["System", "Light", "Dark"], ["System", "English", "Svenska"])
    assert inner["Rooms"] == [
        "All rooms in sight", "Hide the room's column", "Show all rooms", "Room to the left", "Room to the right",
    ]  # fmt: skip


def test_every_language_can_be_chosen(driver: WindowDriver) -> None:
    assert {f"language_{language}" for language in LANGUAGES} <= {*driver.window.actions_by_name}


# access keys ----------------------------------------------------------------------------------------------


def doubled(texts: Iterable[str]) -> list[str]:
    """Return the access keys that occur more than once."""
    letters = [letter.lower() for text in texts for letter in re.findall(r"&(.)", text.replace("&&", ""))]
    return [letter for letter, n in Counter(letters).items() if n > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_menu_fits_on_a_small_screen_and_no_two_of_its_entries_have_one_letter(
    open_with: OpenWith, language: str
) -> None:
    driver = WindowDriver(open_with(*CAST, words=wording(language)))
    menus, actions = all_menus(driver.window), driver.window.actions_by_name

    assert {menu.title() for menu in menus if menu.sizeHint().height() > LOWEST} == set()
    assert {menu.title() for menu in menus if doubled(action.text() for action in menu.actions())} == set()
    assert doubled(action.text() for action in driver.window.menuBar().actions()) == []
    driver.page.document.select(("one",))
    for _pinned in range(2):
        for names in (*MENUS.values(), MENU_OF_DAY, MENU_OF_OTHERS):
            assert doubled(actions[name].text() for name in names if name in actions) == []
        driver.does("pin")


# shortcuts ------------------------------------------------------------------------------------------------


def test_the_keys_of_the_timeline_stand_beside_what_they_do(driver: WindowDriver) -> None:
    driver.page.document.select(("one",))

    shown = dict(
        action.text().split("\t") for action in driver.window.actions_by_name.values() if "\t" in action.text()
    )

    assert {without_mnemonic(text): key for text, key in shown.items()} == {
        "Edit": "Enter", "Rename": "F2", "Move with the arrow keys": "M", "Swap the two": "X", "Pin to its time": "P",
        "Return to the tray": "Del",
    }  # fmt: skip
    driver.does("pin")
    assert driver.window.actions_by_name["pin"].text() == "Un&pin\tP"


def test_they_are_no_shortcuts_of_the_window(driver: WindowDriver) -> None:
    driver.page.document.select(("one",))
    driver.page.tray.search.setFocus()

    driver.type("xpm")

    assert (driver.page.tray.search.text(), driver.steps) == ("xpm", [])


def test_a_button_and_the_palette_say_the_words_alone(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.select(("one",))

    assert (found(driver, answers, "swap"), found(driver, answers, "pin to")) == ([], ["Pin to its time"])


# rename ---------------------------------------------------------------------------------------------------


def test_rename_types_the_title_where_it_stands(driver: WindowDriver) -> None:
    driver.page.document.select(("one",))

    driver.does("rename")
    driver.retype("Welcome")
    driver.key(Key.Key_Return)

    assert driver.agenda.sessions["one"].title == "Welcome"
    assert driver.window.focusWidget() is driver.timeline.canvas


def test_where_no_block_is_it_is_typed_in_the_inspector(driver: WindowDriver) -> None:
    driver.page.document.select(("waiting",))

    driver.does("rename")
    driver.retype("Later")
    driver.page.commit()

    assert driver.agenda.sessions["waiting"].title == "Later"


def test_only_a_single_session_is_renamed(driver: WindowDriver) -> None:
    able = []
    for chosen in ((), ("one",), ("one", "waiting")):
        driver.page.document.select(chosen)
        able.append(driver.window.actions_by_name["rename"].isEnabled())

    assert (able, MENUS[Session][:2]) == ([False, True, False], ("edit", "rename"))


# the palette ----------------------------------------------------------------------------------------------


def found(driver: WindowDriver, answers: Answers, typed: str) -> list[str]:
    """Return the commands found by the typed text, the best first."""
    titles: list[str] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, CommandPalette)
        dialog.line.setText(typed)
        titles.extend(hit.title for hit in dialog.hits.rows if isinstance(hit.thing, QAction))
        return False

    answers.does = does
    driver.does("finder")
    return titles


def test_the_palette_finds_what_stands_in_a_menu_inside_of_a_menu(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.select(("one",))
    for typed, title in (
        ("5 min", "Steps of 5 minutes"),
        ("status", "Colour by status"),
        ("dark", "Dark appearance"),
        ("svenska", "Language: Swedish"),
        ("appearance of", "Appearance of the system"),
        ("hide the", "Hide the room's column"),
    ):
        assert found(driver, answers, typed)[0] == title


def test_by_the_menu_they_stand_in_too(driver: WindowDriver, answers: Answers) -> None:
    assert found(driver, answers, "grid")[:4] == [f"Steps of {n} minute{'s' * (n > 1)}" for n in (1, 5, 10, 15)]


def test_each_says_something_else_there() -> None:
    titles = Counter(row.alone or without_mnemonic(row.text) for row in COMMANDS if row.text)

    assert [title for title, n in titles.items() if n > 1] == []


def test_a_scheme_can_be_chosen_there(driver: WindowDriver, answers: Answers) -> None:
    wanted: list[tuple[str, str]] = []
    driver.window.presentation_requested.connect(lambda *dress: wanted.append(dress))

    driver.does("scheme_dark")
    driver.does("language_sv")

    assert wanted == [("dark", "system"), ("system", "sv")]
