"""Ctrl+K finds any session, person, room, track, day or command by typed text, and goes to it or runs it."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from planner.domain.entities import Conference, Day, Person, Room, Session, Track
from planner.domain.value_objects import Kind
from tests.builders import DAY, day, person, room, speaker, talk, track
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.features.command_palette.palette_dialog import CommandPalette

SECOND = date(2024, 4, 26)
CAST = (
    day(), day(SECOND), room("hall"), room("lab", 1), track("law"), person("ada", name="Ada Åström"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), kind=Kind.KEYNOTE, title="Caméras and the law"),
    talk("evening", "lab", "17:00-17:30", on=SECOND, title="Evening"),
    talk("waiting", title="Waits for a room"), talk("other", title="Another"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days, with one of each kind to find."""
    return hands_on(*CAST)


Rows = list[tuple[str, str]]


def found(driver: WindowDriver, answers: Answers, typed: str, *keys: Qt.Key) -> Rows:
    """Open the command palette, type, press keys, and return the hits, each with its sort."""
    rows: Rows = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, CommandPalette)
        dialog.line.insert(typed)
        rows.extend((hit.title, hit.sort) for hit in dialog.hits.rows)
        for key in keys:
            QTest.keyClick(dialog.line, key)
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = does
    driver.does("finder")
    return rows


# finding --------------------------------------------------------------------------------------------------


FIRST = {
    "cameras": ("Caméras and the law", "Keynote"), "law": ("Law", "Track"),
    "law cam": ("Caméras and the law", "Keynote"), "astrom": ("Ada Åström", "Person"), "hall": ("Hall", "Room"),
    "2024-04-26": ("Fri 26 April 2024", "Day"), "pub": ("Publish", "Command"),
}  # fmt: skip


def test_what_fits_best_stands_first(driver: WindowDriver, answers: Answers) -> None:
    assert {typed: found(driver, answers, typed)[0] for typed in FIRST} == FIRST
    assert ("Caméras and the law", "Keynote") in found(driver, answers, "ada")  # by who is in it
    assert ("Evening", "Talk") in found(driver, answers, "lab")  # and where

    assert found(driver, answers, "Split") == []
    driver.page.document.select(("keynote",))
    assert found(driver, answers, "Split") == [("Split", "Command")]  # only what can be done now


def test_it_says_when_nothing_fits_and_offers_what_comes_near(driver: WindowDriver, answers: Answers) -> None:
    told: list[object] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, CommandPalette)
        for typed in ("zzz", "<b>zz & zz", "caemras"):
            dialog.line.setText(typed)
            told.append((dialog.summary.text(), [hit.title for hit in dialog.hits.rows]))
        return False

    answers.does = does
    driver.page.tray.search.setFocus()
    driver.key(Key.Key_K, modifiers=CTRL)  # wherever the focus is

    assert told == [
        ("Nothing fits “zzz”.", []), ("Nothing fits “<b>zz & zz”.", []),
        ("Nothing fits “caemras” quite; this comes near.", ["Caméras and the law"]),
    ]  # fmt: skip
    driver.page.document.select(("other",))
    found(driver, answers, "keynote", Key.Key_Escape)
    assert (driver.page.document.selected, driver.page.places.shown) == (("other",), "agenda")


# going ----------------------------------------------------------------------------------------------------


def test_a_session_is_shown_where_it_is_and_scrolled_to(driver: WindowDriver, answers: Answers) -> None:
    timeline, document = driver.timeline, driver.page.document

    def in_sight() -> bool:
        box = timeline.canvas.visualRect(timeline.view.source.model.index_of("evening"))
        return timeline.canvas.viewport().rect().contains(box.center())

    driver.does("go_people")
    timeline.canvas.zoom(8)
    found(driver, answers, "Evening", Key.Key_Return)
    assert (driver.page.places.shown, document.day.date, document.selected) == ("agenda", SECOND, ("evening",))
    assert (in_sight(), driver.window.focusWidget()) == (True, timeline.canvas)

    timeline.canvas.verticalScrollBar().setValue(0)  # it is selected, but out of sight
    assert not in_sight()
    found(driver, answers, "Evening", Key.Key_Return)
    assert in_sight()

    driver.page.tray.search.setText("Another")  # whatever is searched for there
    found(driver, answers, "Waits", Key.Key_Return)
    assert (document.selected, driver.page.tray.cards.current_id()) == (("waiting",), "waiting")
    assert driver.window.focusWidget() is driver.page.tray.cards


def test_other_things_are_shown_where_they_are_at_home(driver: WindowDriver, answers: Answers) -> None:
    for typed, place, shown in (
        ("Åström", "people", (Person, "ada")), ("Lab", "venue", (Room, "lab")),
        ("2024-04-26", "agenda", (Day, SECOND.isoformat())), ("Law", "agenda", (Track, "law")),
    ):  # fmt: skip
        driver.does("go_agenda" if place == "agenda" else "go_sessions")
        found(driver, answers, typed, Key.Key_Return)
        assert (driver.page.places.shown, driver.page.document.shown) == (place, shown)
    assert driver.page.document.day.date == SECOND

    rows = found(driver, answers, "a", Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert rows[:2] == [("Another", "Talk"), ("Ada Åström", "Person")]
    assert driver.page.document.shown == (Person, "ada")

    driver.page.document.select(("keynote",))
    found(driver, answers, "Duplicate", Key.Key_Return)
    assert driver.steps == ["Duplicate “Caméras and the law”"]
    driver.page.document.select(("keynote",))
    driver.does("edit")
    driver.retype("Other")  # what is typed in a field is saved before
    assert ("Other", "Keynote") in found(driver, answers, "Other")


# speed ----------------------------------------------------------------------------------------------------


def milliseconds(act: Callable[[], object]) -> float:
    """Return the processor time of a call in milliseconds."""
    began = process_time()
    act()
    return (process_time() - began) * 1000


def test_it_is_there_at_once_and_follows_each_key_among_a_thousand_sessions(hands_on: HandsOn) -> None:
    many = [person(f"p{n}", name=f"Person Number {n}") for n in range(600)]
    rooms = [room(f"r{n}", n) for n in range(20)]
    sessions = [
        talk(f"s{n}", f"r{n % 20}", "09:00-09:30", people=(speaker(f"p{n % 600}"),), title=f"About the subject {n}")
        for n in range(1000)
    ]
    driver = hands_on(day(DAY), *rooms, *many, *sessions)
    document, actions = driver.page.document, driver.window.actions_by_name

    opened = min(milliseconds(lambda: CommandPalette(document, actions).show()) for _ in range(3))
    finder = CommandPalette(document, actions)
    taken = [milliseconds(lambda: finder.line.insert(letter)) for letter in "about the 77"]  # noqa: B023

    assert opened < 100
    assert sorted(taken)[len(taken) // 2] < 16, taken
    assert finder.hits.rows[0].title == "About the subject 77"
    assert isinstance(finder.hits.rows[0].thing, tuple)
    assert finder.hits.rows[0].thing[0] is Session
    assert document.shown[0] is Conference
