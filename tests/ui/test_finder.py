"""Ctrl+K finds any session, person, room, track, day or command by typed text, and goes to it or runs it."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track
from planner.domain.enums import Kind
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


def test_ctrl_k_opens_it_wherever_the_focus_is(driver: WindowDriver, answers: Answers) -> None:
    opened: list[str] = []

    def does(dialog: QDialog) -> bool:
        opened.append(dialog.windowTitle())
        return False

    answers.does = does
    driver.page.tray.search.setFocus()

    driver.key(Key.Key_K, modifiers=CTRL)

    assert opened == ["Find or do"]


# finding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cameras", ("Caméras and the law", "Keynote")),
        ("law", ("Law", "Track")),
        ("law cam", ("Caméras and the law", "Keynote")),
        ("astrom", ("Ada Åström", "Person")),
        ("hall", ("Hall", "Room")),
        ("2024-04-26", ("Fri 26 April 2024", "Day")),
        ("pub", ("Publish", "Command")),
    ],
)
def test_what_fits_best_stands_first(
    driver: WindowDriver, answers: Answers, typed: str, first: tuple[str, str]
) -> None:
    assert found(driver, answers, typed)[0] == first


def test_a_session_is_also_found_by_who_is_in_it_and_where(driver: WindowDriver, answers: Answers) -> None:
    assert ("Caméras and the law", "Keynote") in found(driver, answers, "ada")
    assert ("Evening", "Talk") in found(driver, answers, "lab")


def test_only_what_can_be_done_now_is_a_command(driver: WindowDriver, answers: Answers) -> None:
    assert found(driver, answers, "Split") == []

    driver.page.document.select(("keynote",))

    assert found(driver, answers, "Split") == [("Split", "Command")]


def test_it_says_when_nothing_fits(driver: WindowDriver, answers: Answers) -> None:
    told: list[str] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, CommandPalette)
        for typed in ("zzz", "<b>zz & zz"):
            dialog.line.setText(typed)
            told.append(dialog.summary.text())
        return False

    answers.does = does
    driver.does("finder")

    assert told == ["Nothing fits “zzz”.", "Nothing fits “<b>zz & zz”."]


def test_what_comes_near_is_offered_where_nothing_fits(driver: WindowDriver, answers: Answers) -> None:
    told: list[object] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, CommandPalette)
        dialog.line.setText("caemras")
        told.extend((dialog.summary.text(), [hit.title for hit in dialog.hits.rows]))
        return False

    answers.does = does
    driver.does("finder")

    assert told == ["Nothing fits “caemras” quite; this comes near.", ["Caméras and the law"]]


def test_escape_changes_nothing(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.select(("other",))

    found(driver, answers, "keynote", Key.Key_Escape)

    assert (driver.page.document.selected, driver.page.places.shown) == (("other",), "agenda")


# going ----------------------------------------------------------------------------------------------------


def test_a_session_is_shown_in_the_timeline_on_its_day_and_scrolled_to(driver: WindowDriver, answers: Answers) -> None:
    driver.does("go_people")
    driver.timeline.canvas.zoom(8)

    found(driver, answers, "Evening", Key.Key_Return)

    timeline = driver.timeline
    assert (driver.page.places.shown, driver.page.document.day.date, driver.page.document.selected) == (
        "agenda",
        SECOND,
        ("evening",),
    )
    box = timeline.canvas.visualRect(timeline.view.source.model.index_of("evening"))
    assert timeline.canvas.viewport().rect().contains(box.center())
    assert driver.window.focusWidget() is timeline.canvas


def test_one_that_is_selected_but_out_of_sight_is_scrolled_to(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.select(("evening",))
    driver.timeline.canvas.zoom(8)
    driver.timeline.canvas.verticalScrollBar().setValue(0)

    found(driver, answers, "Evening", Key.Key_Return)

    timeline = driver.timeline
    box = timeline.canvas.visualRect(timeline.view.source.model.index_of("evening"))
    assert timeline.canvas.viewport().rect().contains(box.center())


def test_one_that_waits_is_selected_in_the_tray_whatever_is_searched_for_there(
    driver: WindowDriver, answers: Answers
) -> None:
    driver.page.tray.search.setText("Another")

    found(driver, answers, "Waits", Key.Key_Return)

    assert driver.page.document.selected == ("waiting",)
    assert driver.page.tray.cards.current_id() == "waiting"
    assert driver.window.focusWidget() is driver.page.tray.cards


@pytest.mark.parametrize(
    ("typed", "place", "shown"),
    [
        ("Åström", "people", (Person, "ada")),
        ("Lab", "venue", (Room, "lab")),
        ("Law", "agenda", (Track, "law")),
        ("2024-04-26", "agenda", (Day, SECOND.isoformat())),
    ],
)
def test_other_things_are_shown_where_they_are_at_home(
    driver: WindowDriver, answers: Answers, typed: str, place: str, shown: tuple[type[Entity], str]
) -> None:
    found(driver, answers, typed, Key.Key_Return)

    assert (driver.page.places.shown, driver.page.document.shown) == (place, shown)


def test_a_day_is_shown_in_the_timeline(driver: WindowDriver, answers: Answers) -> None:
    found(driver, answers, "2024-04-26", Key.Key_Return)

    assert driver.page.document.day.date == SECOND


def test_a_command_is_done(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.select(("keynote",))

    found(driver, answers, "Duplicate", Key.Key_Return)

    assert driver.steps == ["Duplicate “Caméras and the law”"]


def test_the_arrows_choose_another(driver: WindowDriver, answers: Answers) -> None:
    rows = found(driver, answers, "a", Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)

    assert rows[:2] == [("Another", "Talk"), ("Ada Åström", "Person")]
    assert driver.page.document.shown == (Person, "ada")


def test_what_is_typed_in_a_field_is_saved_before(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.select(("keynote",))
    driver.does("edit")
    driver.retype("Other")

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
