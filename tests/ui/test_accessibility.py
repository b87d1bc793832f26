"""The window for a screen reader: every session with its time, room, people and problem, and a name for everything."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from planner.domain.entities import Cover, Partner
from planner.domain.value_objects import Kind, Status
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.lists import listed
from tests.ui.window_driver import ALT, Key, WindowDriver

pytestmark = pytest.mark.awake

CAST = (
    day(opens="08:00", closes="18:00"), room("hall"), room("lab", 1), room("attic", 2), track("law"),
    person("ada", title="Dr"), person("bo"),
    Partner(id="snos", name="SNOS"), Cover(id="morning", person="bo", day=DAY, start=840, end=900, room="attic"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"),), place="the balcony"),
    talk("both", ("hall", "attic"), "13:00-13:30", people=(speaker("ada"),), status=Status.CANCELLED),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("waiting", minutes=40), talk("also", people=(speaker("bo"),)),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> Iterator[WindowDriver]:
    """Yield a window driver for a conference with one of each, while a screen reader is active."""
    QAccessible.setActive(True)
    yield hands_on(*CAST)
    QAccessible.setActive(False)


def heard(view: QAbstractItemView) -> QAccessibleInterface:
    """Return the accessible interface of a list."""
    return QAccessible.queryAccessibleInterface(view)


def names(view: QAbstractItemView) -> list[str]:
    """Return the accessible names of a list's children."""
    found = heard(view)
    return [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())]


def test_the_timeline_the_tray_and_the_problems_are_lists_of_what_is_seen_there(driver: WindowDriver) -> None:
    timeline = driver.timeline
    found = heard(timeline.canvas)
    assert (found.role(), heard_text(timeline.canvas)) == (QAccessible.Role.List, "Timeline")
    assert {found.child(n).role() for n in range(found.childCount())} == {QAccessible.Role.ListItem}
    assert names(timeline.canvas) == [
        "Keynote, Hall, 09:00 to 09:45, Ada, Moderator Bo, Law",
        "Panel, Lab, 11:00 to 11:30, the balcony, Bo",
        "Lunch, whole venue, 12:00 to 13:00",
        "Both, Hall, Attic, 13:00 to 13:30, Ada, cancelled",
    ]
    for n, session in enumerate(timeline.view.source.model.keys):
        box = timeline.view.boxes_of(session)[0].translated(-timeline.canvas.scene.area.topLeft()).toRect()
        box.moveTopLeft(timeline.canvas.viewport().mapToGlobal(box.topLeft()))
        assert found.child(n).rect() == box
    driver.page.document.select(("panel",))
    assert [bool(found.child(n).state().selected) for n in range(4)] == [False, True, False, False]

    assert heard(driver.page.tray.cards).role() == QAccessible.Role.List
    assert names(driver.page.tray.cards) == [
        "Waiting, 40 min, speaker to be announced, Problem: No speaker yet",
        "Also, 30 min, Bo",
    ]
    driver.does("problems")
    assert names(driver.page.problems.listing) == [
        "Warning: “Waiting” has no speaker yet.",
        *(f"To do: “{title}” has no abstract yet." for title in ("Keynote", "Panel", "Waiting", "Also")),
        "To do: “Waiting” is not placed in the timeline yet.",
        "To do: “Also” is not placed in the timeline yet.",
    ]


def test_moved_by_keys_alone_it_says_its_new_place_and_its_problem(driver: WindowDriver) -> None:
    driver.page.document.select(("keynote",))
    driver.timeline.canvas.setFocus()

    driver.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_PageDown, Key.Key_Return)

    assert "Keynote, Lab, 11:00 to 11:45, Ada, Moderator Bo, Law, Problem: Room taken twice at 11:00" in names(
        driver.timeline.canvas
    )
    driver.key(Key.Key_Up, modifiers=ALT)
    assert "Keynote, Lab, 10:55 to 11:40, Ada, Moderator Bo, Law, Problem: Room taken twice at 11:00" in names(
        driver.timeline.canvas
    )
    driver.key(*[Key.Key_Up] * 11, modifiers=ALT)
    assert "Keynote, Lab, 10:00 to 10:45, Ada, Moderator Bo, Law" in names(driver.timeline.canvas)


def test_a_night_is_told_by_the_clock(hands_on: HandsOn) -> None:
    driver = hands_on(day(opens="20:00", closes="27:00"), talk("concert", "hall", "23:30-25:00", kind=Kind.SOCIAL))

    assert names(driver.timeline.canvas) == ["Concert, Hall, 23:30 to 01:00"]


def test_lists_menus_and_the_notice_have_names_and_keys_are_used_once(driver: WindowDriver) -> None:
    for place, name, rows in (
        ("people", "People", ["Ada, Dr", "Bo"]),
        ("venue", "Rooms", ["Hall", "Lab", "Attic"]),
        ("sessions", "Sessions", ["09:00–09:45, 45 min", "11:00–11:30, 30 min"]),
    ):
        driver.does(f"go_{place}")
        view = listed(driver).view
        assert (heard_text(view), heard(view).role()) == (name, QAccessible.Role.Table)
        model = view.model()
        cells = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
        assert cells[: len(rows)] == rows

    actions = driver.window.actions_by_name.values()
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert (all(action.text() for action in actions), len(keys)) == (True, len(set(keys)))

    driver.page.document.workspace.path.unlink()
    driver.page.watch.timeout.emit()
    assert heard_text(driver.window.notice.sentence) == (
        "“conference.estrad” was replaced, moved or deleted by another program. "
        "Save your conference as a copy, or load the file that is there now."
    )


def heard_text(widget: QWidget) -> str:
    """Return the accessible name of a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
