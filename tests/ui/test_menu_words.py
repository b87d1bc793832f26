"""The texts of the menus: they fit on a small screen, their access keys differ, and each shortcut stands beside its
verb.
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
from tests.ui.window_driver import Hands, Key
from ui.features.command_palette.palette_dialog import Finder
from ui.shell.conference_commands import MENU_OF_DAY, MENU_OF_OTHERS, MENUS
from ui.shell.main_window import Window
from ui.state.command_table import ROWS, bare

CAST = (day(), room("hall"), room("lab", 1), talk("one", "hall", "09:00-09:45"), talk("waiting", minutes=20))
LOWEST = 640
"""Greatest height of a menu in pixels, so that it fits on a screen of 720."""


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a session in a room and one in the tray."""
    return hands_on(*CAST)


def menus_of(menu: QMenu) -> Iterator[QMenu]:
    """Yield a menu and all its submenus."""
    yield menu
    for action in menu.actions():
        if inner := action.menu():
            yield from menus_of(inner)  # type: ignore[arg-type]


def all_menus(window: Window) -> list[QMenu]:
    """Return the menus of the window and all their submenus."""
    return [menu for action in window.menuBar().actions() for menu in menus_of(action.menu())]  # type: ignore[arg-type]


def texts(actions: Iterable[QAction]) -> list[str]:
    """Return the texts of actions, without access keys and shortcuts."""
    return [bare(action.text()) for action in actions if not action.isSeparator()]


# height ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_menu_fits_on_a_small_screen(open_with: OpenWith, language: str) -> None:
    window = open_with(*CAST, words=wording(language))

    assert {bare(m.title()): m.sizeHint().height() for m in all_menus(window) if m.sizeHint().height() > LOWEST} == {}


def test_what_belongs_together_stands_in_a_menu_of_its_own(hands: Hands) -> None:
    inner = {bare(menu.title()): texts(menu.actions()) for menu in all_menus(hands.window)}

    assert inner["Steps of the grid"] == ["1 minute", "5 minutes", "10 minutes", "15 minutes"]
    assert inner["Colour blocks by"] == ["Track", "Status", "Kind"]
    assert inner["Appearance"] == ["System", "Light", "Dark"]
    assert inner["Language"] == ["System", "English", "Svenska"]
    assert inner["Rooms"] == [
        "All rooms in sight", "Hide the room's column", "Show all rooms", "Room to the left", "Room to the right",
    ]  # fmt: skip


def test_every_language_can_be_chosen(hands: Hands) -> None:
    assert {f"language_{language}" for language in LANGUAGES} <= {*hands.window.actions_by_name}


# access keys ----------------------------------------------------------------------------------------------


def doubled(texts: Iterable[str]) -> list[str]:
    """Return the access keys that occur more than once."""
    letters = [letter.lower() for text in texts for letter in re.findall(r"&(.)", text.replace("&&", ""))]
    return [letter for letter, n in Counter(letters).items() if n > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_a_menu_have_one_letter(open_with: OpenWith, language: str) -> None:
    window = open_with(*CAST, words=wording(language))

    said = {bare(menu.title()): doubled(a.text() for a in menu.actions()) for menu in all_menus(window)}

    assert {title: letters for title, letters in said.items() if letters} == {}
    assert doubled(action.text() for action in window.menuBar().actions()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("free", [False, True])
def test_nor_two_of_a_context_menu(open_with: OpenWith, language: str, free: bool) -> None:
    hands = Hands(open_with(*CAST, words=wording(language)))
    hands.page.desk.select(("one",))
    if free:
        hands.does("pin")
    actions = hands.window.actions_by_name

    for names in (*MENUS.values(), MENU_OF_DAY, MENU_OF_OTHERS):
        assert doubled(actions[name].text() for name in names if name in actions) == []


# shortcuts ------------------------------------------------------------------------------------------------


def test_the_keys_of_the_timeline_stand_beside_what_they_do(hands: Hands) -> None:
    hands.page.desk.select(("one",))

    shown = dict(action.text().split("\t") for action in hands.window.actions_by_name.values() if "\t" in action.text())

    assert {bare(text): key for text, key in shown.items()} == {
        "Edit": "Enter", "Rename": "F2", "Move with the arrow keys": "M", "Swap the two": "X", "Pin to its time": "P",
        "Return to the tray": "Del",
    }  # fmt: skip
    hands.does("pin")
    assert hands.window.actions_by_name["pin"].text() == "Un&pin\tP"


def test_they_are_no_shortcuts_of_the_window(hands: Hands) -> None:
    hands.page.desk.select(("one",))
    hands.page.tray.search.setFocus()

    hands.type("xpm")

    assert (hands.page.tray.search.text(), hands.steps) == ("xpm", [])


def test_a_button_and_the_palette_say_the_words_alone(hands: Hands, answers: Answers) -> None:
    hands.page.desk.select(("one",))

    assert found(hands, answers, "swap") == []
    assert found(hands, answers, "pin to") == ["Pin to its time"]


# rename ---------------------------------------------------------------------------------------------------


def test_rename_types_the_title_where_it_stands(hands: Hands) -> None:
    hands.page.desk.select(("one",))

    hands.does("rename")
    hands.retype("Welcome")
    hands.key(Key.Key_Return)

    assert hands.agenda.sessions["one"].title == "Welcome"
    assert hands.window.focusWidget() is hands.timeline


def test_where_no_block_is_it_is_typed_in_the_inspector(hands: Hands) -> None:
    hands.page.desk.select(("waiting",))

    hands.does("rename")
    hands.retype("Later")
    hands.page.commit()

    assert hands.agenda.sessions["waiting"].title == "Later"


def test_only_a_single_session_is_renamed(hands: Hands) -> None:
    able = []
    for chosen in ((), ("one",), ("one", "waiting")):
        hands.page.desk.select(chosen)
        able.append(hands.window.actions_by_name["rename"].isEnabled())

    assert able == [False, True, False]
    assert MENUS[Session][:2] == ("edit", "rename")


# the palette ----------------------------------------------------------------------------------------------


def found(hands: Hands, answers: Answers, typed: str) -> list[str]:
    """Return the commands found by the typed text, the best first."""
    titles: list[str] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, Finder)
        dialog.line.setText(typed)
        titles.extend(hit.title for hit in dialog.hits.rows if isinstance(hit.thing, QAction))
        return False

    answers.does = does
    hands.does("finder")
    return titles


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("5 min", "Steps of 5 minutes"), ("steps of 15", "Steps of 15 minutes"), ("status", "Colour by status"),
        ("dark", "Dark appearance"), ("light", "Light appearance"), ("svenska", "Language: Swedish"),
        ("english", "Language: English"), ("appearance of", "Appearance of the system"), ("rename", "Rename"),
        ("hide the", "Hide the room's column"),
    ],
)  # fmt: skip
def test_the_palette_finds_what_stands_in_a_menu_inside_of_a_menu(
    hands: Hands, answers: Answers, typed: str, title: str
) -> None:
    hands.page.desk.select(("one",))

    assert found(hands, answers, typed)[0] == title


def test_by_the_menu_they_stand_in_too(hands: Hands, answers: Answers) -> None:
    assert found(hands, answers, "grid")[:4] == [f"Steps of {n} minute{'s' * (n > 1)}" for n in (1, 5, 10, 15)]


def test_each_says_something_else_there() -> None:
    titles = Counter(row.alone or bare(row.text) for row in ROWS if row.text)

    assert [title for title, n in titles.items() if n > 1] == []


def test_a_scheme_can_be_chosen_there(hands: Hands, answers: Answers) -> None:
    wanted: list[tuple[str, str]] = []
    hands.window.dress_wanted.connect(lambda *dress: wanted.append(dress))

    hands.does("scheme_dark")
    hands.does("language_sv")

    assert wanted == [("dark", "system"), ("system", "sv")]
