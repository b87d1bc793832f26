"""The window for a screen reader: every session with its time, room, people and problem, and a name for everything."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QTabBar,
    QTableView,
    QWidget,
)

from planner.domain.entities import Conference, Cover, Day, Partner, Person, Room, Session, Track, Venue
from planner.domain.value_objects import Kind, Status
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.lists import KEYS, listed
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


def test_the_timeline_is_a_list_of_sessions(driver: WindowDriver) -> None:
    found = heard(driver.timeline.canvas)

    assert (found.role(), found.text(QAccessible.Text.Name)) == (QAccessible.Role.List, "Timeline")
    assert {found.child(n).role() for n in range(found.childCount())} == {QAccessible.Role.ListItem}
    assert names(driver.timeline.canvas) == [
        "Keynote, Hall, 09:00 to 09:45, Ada, Moderator Bo, Law",
        "Panel, Lab, 11:00 to 11:30, the balcony, Bo",
        "Lunch, whole venue, 12:00 to 13:00",
        "Both, Hall, Attic, 13:00 to 13:30, Ada, cancelled",
    ]


def test_the_tray_is_a_list_of_what_waits(driver: WindowDriver) -> None:
    assert heard(driver.page.tray.cards).role() == QAccessible.Role.List
    assert names(driver.page.tray.cards) == [
        "Waiting, 40 min, speaker to be announced, Problem: No speaker yet",
        "Also, 30 min, Bo",
    ]


def test_the_problems_are_a_list_with_their_gravity(driver: WindowDriver) -> None:
    driver.does("problems")

    assert names(driver.page.problems.listing) == [
        "Warning: “Waiting” has no speaker yet.",
        *(f"To do: “{title}” has no abstract yet." for title in ("Keynote", "Panel", "Waiting", "Also")),
        "To do: “Waiting” is not placed in the timeline yet.",
        "To do: “Also” is not placed in the timeline yet.",
    ]


def test_the_selected_one_says_so(driver: WindowDriver) -> None:
    driver.page.document.select(("panel",))

    found = heard(driver.timeline.canvas)

    assert [bool(found.child(n).state().selected) for n in range(4)] == [False, True, False, False]


def test_every_session_is_where_it_is_seen(driver: WindowDriver) -> None:
    found, timeline = heard(driver.timeline.canvas), driver.timeline

    for n, session in enumerate(timeline.view.source.model.keys):
        box = timeline.view.boxes_of(session)[0].translated(-timeline.canvas.scene.area.topLeft()).toRect()
        box.moveTopLeft(timeline.canvas.viewport().mapToGlobal(box.topLeft()))
        assert found.child(n).rect() == box


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


# a name for everything -----------------------------------------------------------------------------------

OPERATED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
MADE_OF = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QMenuBar)
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def operated(root: QWidget) -> Iterator[QWidget]:
    """Yield the widgets that a person operates and all text editors, without the inner widgets that Qt makes."""
    for widget in root.findChildren(QWidget):
        edited = isinstance(widget, QAbstractScrollArea) and type(widget).__name__.endswith(("TextEdit", "TextEditor"))
        if isinstance(widget.parentWidget(), QTableView) and isinstance(widget, QHeaderView | QAbstractButton):
            continue  # a table announces its headers itself, and the corner between them is hidden
        if (isinstance(widget, OPERATED) or edited) and not any(isinstance(p, MADE_OF) for p in above(widget)):
            yield widget


def above(widget: QWidget) -> Iterator[QWidget]:
    """Yield the ancestors of a widget."""
    while parent := widget.parentWidget():
        yield (widget := parent)


def nameless(root: QWidget) -> list[str]:
    """Return the widgets below a root that have no name or no role."""
    found = []
    for widget in operated(root):
        heard = QAccessible.queryAccessibleInterface(widget)
        if not heard.text(QAccessible.Text.Name).strip() or heard.role() in NO_ROLE:
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    return found


def test_everything_on_every_page_in_every_form_and_section_has_a_name(driver: WindowDriver) -> None:
    driver.does("problems")
    for kind, thing in (
        (Conference, "conference"), (Session, "keynote"), (Session, "waiting"), (Session, "both"), (Person, "ada"),
        (Person, "bo"), (Room, "hall"), (Track, "law"), (Day, "2024-04-25"), (Venue, "venue"), (Partner, "snos"),
        (Cover, "morning"),
    ):  # fmt: skip
        driver.page.document.show(kind, thing)
        assert len(list(operated(driver.window))) > 20
        assert nameless(driver.window) == []
        for section in driver.page.inspector.page(kind).sheet.sections.values():
            section.open_form()
        assert nameless(driver.window) == []
    for place in KEYS:
        driver.does(f"go_{place}")
        driver.does("select_all")
        assert len(list(operated(driver.window))) > 20
        assert nameless(driver.window) == []


def test_everything_on_the_start_page_has_a_name(driver: WindowDriver, new_window: NewWindow) -> None:
    driver.window.close()

    window = new_window()

    assert len(list(operated(window))) >= 4
    assert nameless(window) == []


def test_a_list_is_a_table_with_a_name_and_rows_that_say_both_their_lines(driver: WindowDriver) -> None:
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


def test_everything_in_a_dialog_has_a_name(driver: WindowDriver, answers: Answers) -> None:
    def look(dialog: QDialog) -> bool:
        assert list(operated(dialog))
        found.append([dialog.windowTitle() and "", *nameless(dialog)])
        return False

    for action in ("new", "send", "keys", "print_programme", "print_runsheet", "releases", "new_edition"):
        found: list[list[str]] = []
        answers.does = look
        driver.does(action)
        assert found == [[""]], action


def test_the_notice_has_a_name(driver: WindowDriver) -> None:
    driver.page.document.workspace.path.unlink()
    driver.page.watch.timeout.emit()

    assert nameless(driver.window.notice) == []
    assert heard_text(driver.window.notice.sentence) == (
        "“conference.estrad” was replaced, moved or deleted by another program. "
        "Save your conference as a copy, or load the file that is there now."
    )


def heard_text(widget: QWidget) -> str:
    """Return the accessible name of a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_menus_have_names_and_keys_are_used_once(driver: WindowDriver) -> None:
    actions = driver.window.actions_by_name.values()
    keys = [key.toString() for action in actions for key in action.shortcuts()]

    assert all(action.text() for action in actions)
    assert len(keys) == len(set(keys))
