"""The menus' commands on the selection: when each is enabled, its effect, and the words and letters of the menus."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby

import pytest
from PySide6.QtCore import QPoint, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from planner.commands.edit import edit
from planner.commands.venue import add_day
from planner.domain.entities import Day, Room, Session
from planner.domain.languages import LANGUAGE_NAMES, LANGUAGES
from planner.domain.value_objects import Kind, Segment
from planner.wording import wording
from tests.builders import DAY, FRIDAY, day, moderator, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, OpenWith
from tests.ui.lists import open_list
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import Key, WindowDriver, type_at
from ui.kit.editors.search_menus import SearchMenu
from ui.shell.conference_commands import MENU_OF_DAY, MENU_OF_OTHERS, MENUS
from ui.shell.main_window import MainWindow
from ui.shell.menus import make_actions
from ui.state.command_table import COMMANDS, LINE, without_mnemonic

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("one", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("two", "hall", "09:45-10:15", people=(moderator("bo"),)),
    talk("three", "lab", "11:00-11:30"),
    talk("held", "lab", "14:00-15:00", pinned=True),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("waiting", minutes=20), talk("later", minutes=40),
)  # fmt: skip
"""A morning with a pinned session, and two sessions in the tray."""
ON_SESSIONS = (
    "cut", "copy", "duplicate", "move", "swap", "split", "merge", "pin", "unplace", "keep_template", "edit", "delete",
)  # fmt: skip


# enabled commands -----------------------------------------------------------------------------------------


def test_what_can_be_done_with_what_is_selected(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    for chosen, not_possible in (
        ((), {*ON_SESSIONS}),
        (("one",), {"merge"}),
        (("waiting",), {"swap", "merge", "unplace"}),
        (("one", "three"), {"split", "keep_template"}),
        (("one", "waiting"), {"split", "keep_template"}),
        (("waiting", "later"), {"split", "keep_template", "swap", "unplace"}),
        (("one", "two", "three"), {"split", "keep_template", "swap"}),
    ):
        driver.selects(*chosen)
        assert {name for name in ON_SESSIONS if not driver.actions[name].isEnabled()} == not_possible

    # what is shown and no session can be edited and deleted only
    driver.plan.show(Room, "hall")
    assert {name for name in ON_SESSIONS if driver.actions[name].isEnabled()} == {"edit", "delete"}

    # what cannot be changed can be copied and looked at
    driver.selects("one", "three")
    monkeypatch.setattr(driver.workspace, "writable", False)
    driver.window._update_actions()
    able = {name for name, action in driver.actions.items() if action.isEnabled()}
    assert able & {*ON_SESSIONS} == {"copy"}
    assert able.isdisjoint(("paste", "shift_rest", "insert_gap", "close_gaps", "fit_gaps", "fit_lengths", "breaks"))
    assert able >= {"history", "changed_today", "finder"}


def test_what_is_done_in_a_list_needs_a_list_that_can_be_changed(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_lists = {command.name for command in COMMANDS if command.needs == "list"}

    def able() -> set[str]:
        driver.window._update_actions()
        return {name for name in in_lists if driver.actions[name].isEnabled()}

    assert able() == set()
    open_list(driver, "people")
    assert able() == in_lists
    monkeypatch.setattr(driver.workspace, "writable", False)
    assert able() == set()


# swap -----------------------------------------------------------------------------------------------------


def test_two_change_places_and_each_keeps_its_length(driver: WindowDriver) -> None:
    driver.selects("one", "three")
    driver.does("swap")
    assert (driver.where("one"), driver.where("three")) == ("lab 11:00-11:45", "hall 09:00-09:30")
    assert (driver.steps, driver.said) == (["Swap “One” and “Three”"], "Done: Swap “One” and “Three”.")
    driver.push("Undo")
    assert (driver.where("one"), driver.where("three")) == ("hall 09:00-09:45", "lab 11:00-11:30")
    driver.key_in(driver.canvas, Key.Key_X)
    assert driver.steps == ["Swap “One” and “Three”"]

    driver.anew("one", "waiting")  # one that waits takes the other's place
    driver.does("swap")
    assert (driver.where("one"), driver.where("waiting")) == ("tray", "hall 09:00-09:20")

    driver.anew("one")  # of one alone, who stands in is asked
    assert driver.actions["swap"].text() == "S&wap with…\tX"
    driver.key(Key.Key_X)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, SearchMenu)
    assert [action.text() for action in menu.actions()] == ["Swap “One” with:", "Waiting, 20 min", "Later, 40 min"]
    place = driver.window.mapToGlobal(driver.on_tile("one"))
    assert (menu.geometry().topLeft() - place).manhattanLength() <= 4  # at what it is about
    type_at(menu, "lat", Key.Key_Return)
    assert (driver.where("one"), driver.where("later")) == ("tray", "hall 09:00-09:40")

    driver.anew("one", "held")  # a pinned one can be unpinned
    driver.does("swap")
    assert (driver.said, driver.steps) == ("“Held” is pinned: its time and room stay.", [])
    assert driver.button("Unpin").isVisible()


# split and merge ------------------------------------------------------------------------------------------


def test_a_session_is_split_and_those_that_follow_one_another_become_one(
    driver: WindowDriver, answers: Answers
) -> None:
    driver.selects("one")
    answers.types = 30
    driver.does("split")
    assert answers.asked == [("Split “One” (45 min)", "The first part is so many minutes long:", 20, 44)]
    first, second = driver.plan.selected
    assert (driver.where(first), driver.where(second)) == ("hall 09:00-09:30", "hall 09:30-09:45")
    assert driver.steps == ["Split “One”"]

    driver.does_anew("merge", of=("one", "two"))
    assert (driver.where("one"), driver.plan.selected) == ("hall 09:00-10:15", ("one",))
    assert [a.person for a in driver.agenda.sessions["one"].people] == ["ada", "bo"]
    assert ("two" in driver.agenda.sessions, driver.steps) == (False, ["Merge 2 sessions into “One”"])

    driver.does_anew("merge", of=("one", "three"))
    assert driver.said.startswith("Only sessions that follow one another in the same room can become one.")
    assert driver.steps == []
    for act, step in (("duplicate", "Duplicate 2 sessions"), ("pin", "Pin 2 sessions")):
        driver.selects("one", "three")
        driver.does(act)
        assert (driver.steps[-1], len(driver.plan.selected)) == (step, 2)
    assert len(driver.steps) == 2


def test_where_its_first_part_ends_is_proposed_and_else_the_middle_to_whole_five_minutes(
    hands_on: HandsOn, answers: Answers
) -> None:
    parts = (Segment("Talk", 25), Segment("Questions", 20))
    lengths = {30: 15, 45: 20, 10: 5, 6: 5, 2: 1}
    driver = hands_on(talk("one", minutes=45, segments=parts), *(talk(f"t{n}", minutes=n) for n in lengths))
    for session in ("one", *(f"t{n}" for n in lengths)):
        driver.selects(session)
        driver.does("split")

    assert [asked[2:] for asked in answers.asked] == [(25, 44), *((usual, n - 1) for n, usual in lengths.items())]
    assert driver.steps == []


def menu(asked: SignalInstance, x: int = 100) -> list[str]:
    """Return the texts of the menu that is asked for at a place, and close it."""
    asked.emit(QPoint(x, 300))
    popup = QApplication.activePopupWidget()
    texts = [without_mnemonic(action.text()) for action in popup.actions()]
    popup.close()
    return texts


DAY_MENU = ["Shift what follows…", "Insert a gap…", "Close the gaps…"]


def test_the_menus_of_sessions_of_a_card_and_of_nothing(driver: WindowDriver) -> None:
    asked = driver.canvas.menu_requested
    driver.selects("one")
    assert menu(asked, 500) == [
        "Edit", "Rename", "Move with the arrow keys", "Swap with…", "Pin to its time", "Return to “Not placed”", "",
        "Cut", "Copy", "Paste", "Duplicate", "", "Split…", "Save as template", "", "Make block", "",
        *DAY_MENU, "", "Call off",
        "Delete",
    ]  # fmt: skip
    driver.selects("one", "two")
    texts = {*menu(asked, 500)}
    assert (texts >= {"Swap the two", "Merge into one"}, texts & {"Split…", "Save as template"}) == (True, set())
    driver.selects()
    assert menu(asked, 500) == [
        "New session", "Paste", "", *DAY_MENU, "Make the day fit: shrink gaps…", "Make the day fit: shorten sessions…",
        "Set all breaks to…", "", "Place all in order",
    ]  # fmt: skip
    driver.selects("waiting")
    assert {"Duplicate", "Place all in order"} <= {*menu(driver.page.tray.cards.menu_requested)}


def test_a_list_has_a_menu_for_what_is_shown_and_has_none_of_its_own(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    driver.plan.show(Day, DAY.isoformat())

    assert menu(driver.page.places.menu_requested) == [
        "Edit", "", "Fill down", "Paste cells", "", "Export to Excel…", "Delete",
    ]  # fmt: skip


# the words of the menus ---------------------------------------------------------------------------------


LOWEST = 640
"""Greatest height of a menu in pixels, so that it fits on a screen of 720."""


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


INNER = {
    "Snap to": ["1 minute", "5 minutes", "10 minutes", "15 minutes"],
    "Colour blocks by": ["Track", "Status", "Type"], "Appearance": ["Same as system", "Light", "Dark"],
    "Language": ["Same as system", *LANGUAGE_NAMES.values()],
    "Rooms": [
        "All rooms in sight", "Hide the room's column", "Show all rooms", "Room to the left", "Room to the right",
    ],
}  # fmt: skip


def test_what_belongs_together_stands_in_a_menu_of_its_own(driver: WindowDriver) -> None:
    inner = {without_mnemonic(menu.title()): texts(menu.actions()) for menu in all_menus(driver.window)}

    assert {name: inner[name] for name in INNER} == INNER
    file, programme = (
        texts(menu.actions()) for menu in all_menus(driver.window) if menu.title() in ("&File", "&Programme")
    )
    apart = ("Published versions…", "Programme for others (.xlsx)…")
    assert file[9:12] == [text for text in programme if text not in apart]  # many look for them there
    assert {f"language_{language}" for language in LANGUAGES} <= {*driver.actions}


def test_the_menu_of_sessions_stands_in_the_groups_of_their_context_menu() -> None:
    menu = groups(row.name for row in COMMANDS if row.menu == "&Session")
    under_the_pointer = [group & {*chain(*menu)} for group in groups(MENUS[Session])]

    assert max(map(len, menu)) <= 6
    assert menu.pop(0) == {"add", "duplicate"}
    assert [group - {"ungroup"} for group in menu] == [group for group in under_the_pointer if len(group) > 1]


def groups(names: Iterable[str]) -> list[set[str]]:
    """Return the actions of a menu, by the lines between them."""
    return [{*group} for line, group in groupby(names, LINE.__eq__) if not line]


# access keys ----------------------------------------------------------------------------------------------


def doubled(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the entries that have an access key in common, by the key."""
    having = defaultdict(list)
    for text in texts:
        for letter in re.findall(r"&(.)", text.replace("&&", "")):
            having[letter.lower()].append(text)
    return {letter: entries for letter, entries in having.items() if len(entries) > 1}


def test_a_doubled_letter_is_told_with_its_entries() -> None:
    assert doubled(["&Undo", "C&ut", "&Copy", "R&&D", "Paste"]) == {"u": ["&Undo", "C&ut"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_menu_fits_on_a_small_screen_and_no_two_of_its_entries_have_one_letter(
    open_with: OpenWith, language: str
) -> None:
    driver = WindowDriver(open_with(*CAST, words=wording(language)))
    menus, actions = all_menus(driver.window), driver.actions

    assert {menu.title() for menu in menus if menu.sizeHint().height() > LOWEST} == set()
    found = {menu.title(): doubled(action.text() for action in menu.actions()) for menu in menus}
    assert {title: letters for title, letters in found.items() if letters} == {}
    assert doubled(action.text() for action in driver.window.menuBar().actions()) == {}
    driver.selects("one")
    for _pinned in range(2):
        for names in (*MENUS.values(), MENU_OF_DAY, MENU_OF_OTHERS):
            assert doubled(actions[name].text() for name in names if name in actions) == {}
        driver.does("pin")


# shortcuts ------------------------------------------------------------------------------------------------


def test_a_menu_names_a_key_as_qt_does_in_its_language(parent: QWidget) -> None:
    actions = make_actions(parent, wording("sv"), defaultdict(lambda: lambda: None))
    assert actions["paste_down"].text().split("\t")[1] == "Ctrl+Skift+V"


def test_the_keys_of_the_timeline_stand_beside_what_they_do(driver: WindowDriver) -> None:
    driver.selects("one")

    shown = dict(action.text().split("\t") for action in driver.actions.values() if "\t" in action.text())

    assert {without_mnemonic(text): key for text, key in shown.items()} == {
        "Edit": "Enter", "Rename": "F2", "Move with the arrow keys": "M", "Swap with…": "X", "Pin to its time": "P",
        "Return to “Not placed”": "Del", "Fill down": "Ctrl+D", "Paste cells": "Ctrl+Shift+V", "Make block": "G",
    }  # fmt: skip
    driver.does("pin")
    assert driver.actions["pin"].text() == "Un&pin\tP"

    driver.page.tray.line.setFocus()  # they are no shortcuts of the window
    driver.type("xpm")
    assert (driver.page.tray.line.text(), len(driver.steps)) == ("xpm", 1)


# rename ---------------------------------------------------------------------------------------------------


def test_rename_types_the_title_of_a_single_session_where_it_stands(driver: WindowDriver) -> None:
    for session, title in (("one", "Welcome"), ("waiting", "Later")):  # in its tile, or in the inspector
        driver.does("rename", of=session)
        driver.retype(title)
        if session == "one":
            driver.key(Key.Key_Return)
            assert driver.window.focusWidget() is driver.canvas
        driver.page.commit()
        assert driver.agenda.sessions[session].title == title

    driver.document.apply(lambda agenda: add_day(agenda, "friday", when=FRIDAY))
    driver.plan.select(("one",))
    driver.plan.show_day(driver.agenda.days["friday"])
    driver.canvas.setFocus()
    driver.does("rename")  # its tile is on the day before
    driver.retype("Good morning")
    driver.page.commit()
    assert driver.agenda.sessions["one"].title == "Good morning"

    able = []
    for chosen in ((), ("one",), ("one", "waiting")):
        driver.plan.select(chosen)
        able.append(driver.actions["rename"].isEnabled())
    assert (able, MENUS[Session][:2]) == ([False, True, False], ("edit", "rename"))


# the palette ----------------------------------------------------------------------------------------------


def found(driver: WindowDriver, text: str) -> list[str]:
    """Return the commands found by the typed text, the best first."""
    finder = typed(driver, text)
    titles = [hit.title for hit in finder.hits.rows if isinstance(hit.thing, QAction)]
    finder.close_and_restore_focus()
    return titles


def test_the_palette_finds_what_stands_in_a_menu_inside_of_a_menu_by_words_alone(driver: WindowDriver) -> None:
    driver.selects("one")
    for text, title in (
        ("5 min", "Snap to 5 minutes"), ("status", "Colour by status"), ("dark", "Dark appearance"),
        ("svenska", "Language: Swedish"), ("appearance of", "Appearance of the system"),
        ("hide the", "Hide the room's column"),
    ):  # fmt: skip
        assert found(driver, text)[0] == title
    assert (found(driver, "merge"), found(driver, "pin to")) == ([], ["Pin to its time"])
    assert found(driver, "grid")[:4] == [f"Snap to {n} minute{'s' * (n > 1)}" for n in (1, 5, 10, 15)]
    titles = Counter(row.alone or without_mnemonic(row.text) for row in COMMANDS if row.text)
    assert [title for title, n in titles.items() if n > 1] == []

    wanted: list[tuple[str, str]] = []
    driver.window.presentation_requested.connect(lambda *dress: wanted.append(dress))
    driver.does("scheme_dark", "language_sv")
    assert wanted == [("dark", "system"), ("system", "sv")]


def test_a_step_with_a_long_title_does_not_widen_the_menu(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-10:00", title="A title " * 40))
    driver.document.apply(lambda agenda: edit(agenda, Session, "one", note="New"))

    text = driver.actions["undo"].text()

    assert (len(text) < 80, text.startswith("&Undo Change note of “A title"), text.endswith("…")) == (True, True, True)
