"""The form of a session: what is filled in most is in sight, texts grow and are written wide, shifts moderate."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from planner.domain.entities import Cover, Person, Session
from planner.domain.value_objects import Role
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.ui.answers import Answers
from tests.ui.fields import editor, enter
from tests.ui.window_driver import Key, WindowDriver, focused
from ui.features.inspector.people_field import PeopleField
from ui.features.inspector.people_rows import ShiftRow, moderating_shifts
from ui.features.inspector.writing_dialog import WritingDialog
from ui.kit.editors.text_editors import TextEditor

pytestmark = pytest.mark.forms

CAST = (
    day(), room("hall"), room("lab", 1), track("law"), person("ada"), person("max"), person("eva"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("panel", "lab", "13:00-14:00"),
    talk("own", "lab", "15:00-16:00", people=(moderator("ada"),)), Cover(id="all", person="max", day=DAY),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver with the keynote shown, in a window as on a screen of 1366 by 768."""
    driver.window.resize(1366, 740)
    driver.plan.select(("keynote",))
    return driver


def area(driver: WindowDriver) -> QScrollArea:
    """Return the scrolled area of the inspector."""
    return driver.page.inspector.findChild(QScrollArea)


def in_sight(driver: WindowDriver, widget: QWidget) -> bool:
    """Return whether all of a widget is in sight in the inspector."""
    top = widget.mapTo(area(driver).viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= area(driver).viewport().height()


def text(driver: WindowDriver, name: str) -> TextEditor:
    """Return the editor of a text of the session that is shown, without scrolling to it."""
    return driver.page.inspector.page(Session).find_form(name).fields[name].widget


def test_the_abstract_is_in_sight_grows_as_it_is_typed_and_each_form_begins_at_its_top(driver: WindowDriver) -> None:
    abstract = text(driver, "abstract")
    assert in_sight(driver, abstract)
    low = abstract.height()

    abstract.setFocus()
    for n in range(6):
        driver.type(f"line {n}", Key.Key_Return)
    driver.window.grab()  # lays out
    assert (abstract.height() > low, in_sight(driver, abstract)) == (True, True)
    driver.plan.select(("panel",))
    assert abstract.height() == low  # of the other session, whose text is empty

    driver.canvas.setFocus()
    area(driver).verticalScrollBar().setValue(area(driver).verticalScrollBar().maximum())
    driver.plan.select(("own",))
    assert area(driver).verticalScrollBar().value() == 0


def test_tab_goes_from_the_title_to_the_speakers_past_an_empty_subtitle(driver: WindowDriver) -> None:
    driver.key_in(editor(driver, Session, "title"), Key.Key_Tab)
    people = driver.page.inspector.findChild(PeopleField)
    assert people.isAncestorOf(focused())
    driver.key_in(editor(driver, Session, "title"), Key.Key_Down)
    assert focused() is editor(driver, Session, "subtitle")
    driver.type("How it is done", Key.Key_Up)
    assert focused() is editor(driver, Session, "title")
    driver.key(Key.Key_Tab)
    assert focused() is editor(driver, Session, "subtitle")
    driver.plan.select(("panel",))
    driver.key_in(editor(driver, Session, "title"), Key.Key_Tab)
    assert people.isAncestorOf(focused())


def test_a_text_is_written_wide_by_f11_with_the_others_beside_it(
    driver: WindowDriver, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr("ui.features.inspector.writing_dialog.WIDTH", 300)

    @answers.meets
    def write(dialog: WritingDialog) -> bool:
        dialog.show()
        room = dialog.screen().availableGeometry().width() - 40
        assert dialog.width() >= min(room, dialog.tabs.sizeHint().width() + 48)  # no name is cut
        seen.extend(dialog.tabs.tabText(n) for n in range(dialog.tabs.count()))
        seen.append(f"> {dialog.tabs.tabText(dialog.tabs.currentIndex())}")
        dialog.fields[dialog.tabs.currentIndex()].widget.setPlainText("Three short words")
        seen.append(dialog._count.text())
        dialog.tabs.setCurrentIndex(0)
        seen.append(dialog._count.text())
        dialog.fields[0].widget.setPlainText("Short")
        dialog.accept()
        return True

    driver.key_in(editor(driver, Session, "note"), Key.Key_F11)
    session = driver.agenda.sessions["keynote"]
    assert (session.abstract, session.note, len(driver.steps)) == ("Short", "Three short words", 2)
    assert seen[:2] == ["Abstract", "Description, longer"]
    assert seen[-3:] == [
        "> Notes for the moderator (internal)", "3 words · 17 characters", "0 words · 0 characters",
    ]  # fmt: skip
    assert text(driver, "abstract").toPlainText() == "Short"

    seen.clear()
    driver.push("Open “Abstract” in a large editor")
    assert seen[-3] == "> Abstract"
    driver.plan.show(Cover, "all")
    assert not driver.actions["write"].isEnabled()  # a shift has no text


def test_whoever_moderates_by_a_shift_is_shown_and_not_asked_for_again(driver: WindowDriver) -> None:
    people = driver.page.inspector.findChildren(PeopleField)[0]
    (row,) = people.findChildren(ShiftRow)
    assert row.accessibleName() == "Max, Moderator · The whole day"
    assert driver.button("Shift of Max: Moderator · The whole day").isVisible()

    row.findChildren(QMenu)[0].actions()[-1].trigger()
    assert (focused(), people.roles.text()) == (people.adder, "Moderator")
    driver.type("Eva", Key.Key_Return)
    assert [(a.person, a.role) for a in driver.agenda.sessions["keynote"].people] == [
        ("ada", Role.SPEAKER), ("eva", Role.MODERATOR),
    ]  # fmt: skip
    assert moderating_shifts(driver.agenda, driver.agenda.sessions["keynote"]) == ()

    driver.plan.select(("own",))  # its own moderator takes precedence over the shift
    QCoreApplication.sendPostedEvents()
    assert ([row for row in people.findChildren(ShiftRow) if row.isVisible()], people.roles.text()) == ([], "Speaker")
    driver.plan.select(("panel",))
    QCoreApplication.sendPostedEvents()
    driver.push("Show Max")
    assert driver.plan.shown == (Person, "max")


def test_a_session_that_its_form_moves_stays_in_sight(driver: WindowDriver) -> None:
    driver.canvas.zoom(4)
    driver.timeline.show_session("keynote")
    assert driver.timeline.tile_rect("panel").isEmpty()
    enter(driver, Session, "start", "16")
    assert not driver.timeline.tile_rect("keynote").isEmpty()
    scrolled = driver.canvas.verticalScrollBar().value()
    enter(driver, Session, "start", "16:05")  # what is in sight stays where it is
    assert driver.canvas.verticalScrollBar().value() == scrolled
