"""The first steps: a card on the empty timeline, a strip below one that is not empty, and neither once all is done."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.commands.people import add_person
from planner.commands.sessions import add_session
from planner.commands.timeline import place
from planner.domain.entities import Room, Session
from planner.domain.first_steps import MODERATORS, PEOPLE, POINTS, SESSIONS
from planner.domain.value_objects import Kind, Placement
from tests.builders import DAY, day, moderator, person, room, span, speaker, talk
from tests.ui.answers import Answers, publishes
from tests.ui.window_driver import HandsOn, Key, WindowDriver
from tools.pictures.measuring import measured
from ui.features.help.checklist import ChecklistCard, ChecklistStrip
from ui.kit.widgets.plain_widgets import ElidedLabel


def parts(driver: WindowDriver) -> tuple[ChecklistCard, ChecklistStrip]:
    steps = driver.page.timeline_page.first_steps
    return steps.card, steps.strip


def shown(driver: WindowDriver) -> tuple[bool, bool]:
    QCoreApplication.sendPostedEvents()
    card, strip = parts(driver)
    return card.isVisible(), strip.isVisible()


def said(driver: WindowDriver) -> list[str]:
    """Return what is read out of the marks of the strip."""
    return [mark.accessibleName() for mark in parts(driver)[1].marks.values()]


@pytest.mark.guided
def test_a_conference_is_begun_by_six_steps_that_tick_themselves_and_go(
    hands_on: HandsOn, answers: Answers, tmp_path: Path
) -> None:
    driver = hands_on(day(), room("hall"))
    card, strip = parts(driver)
    tray, document = driver.page.tray, driver.document
    assert shown(driver) == (True, False)
    assert not tray.usual.isVisible()  # the card has it

    driver.take(driver.on(tray.palette_chips.chips[0]), driver.on_slot("hall", "09:00"))
    assert (driver.held.session.title, shown(driver)) == ("Coffee", (False, False))
    driver.give_up()
    assert shown(driver) == (True, False)

    driver.key_in(driver.canvas, Key.Key_Tab, Key.Key_Tab)
    assert QApplication.focusWidget() is card.rows[POINTS].lead
    driver.key(Key.Key_Return)
    assert [s.title for s, _where in driver.agenda.placed] == ["Registration", "Coffee", "Lunch", "Coffee"]
    assert (shown(driver), driver.canvas.hasFocus(), tray.is_folded) == ((False, True), True, False)
    assert said(driver)[1:3] == [
        "Step 2 of 6, done: Place the breaks", "Step 3 of 6, next: Add people",
    ]  # fmt: skip

    driver.push("Add people")
    assert driver.page.places.shown == PEOPLE
    document.apply(lambda now: add_person(now, "ada", name="Ada"))
    driver.does("go_agenda")
    driver.key_in(strip.marks[PEOPLE], Key.Key_Right, Key.Key_Space)
    assert tray.line.hasFocus()
    assert [mark.focusPolicy() for mark in strip.marks.values()].count(Qt.FocusPolicy.StrongFocus) == 1
    where = Placement(span("09:00-09:10"), ("hall",))
    document.apply(lambda now: add_session(now, "talk", title="Talk", placement=where))
    document.apply(lambda now: edit(now, Session, "talk", people=(moderator("ada"),)))
    assert "Step 6 of 6, next: Publish the calendar" in said(driver)

    answers.does, answers.fills = publishes, tmp_path
    driver.click(driver.on(strip.lead))
    assert (shown(driver), document.plan.view_state.conference_setting("first_steps")) == ((False, False), "hidden")
    driver.does("first_steps")
    assert (shown(driver), {name.split(": ")[0][-4:] for name in said(driver)}) == ((False, True), {"done"})


@pytest.mark.guided
def test_a_step_that_is_not_next_has_a_button_that_is_read_whole(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"))
    assert driver.document.apply(lambda now: delete_entities(now, Room, ("hall",)))
    link = parts(driver)[0].rows[POINTS].link
    assert (shown(driver), link.isVisible()) == ((True, False), True)
    assert link.width() >= link.sizeHint().width()
    assert (link.text(), link.accessibleName()) == ("Add a usual day", "Add a usual day")


@pytest.mark.guided
def test_the_steps_make_way_and_stay_hidden_for_their_conference(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("waiting"))
    card, _strip = parts(driver)
    assert (card.rows[SESSIONS].link.text(), card.rows[MODERATORS].link.text()) == ("Show them", "Moderators")
    driver.window.resize(960, 560)
    assert shown(driver) == (True, False)
    inside = driver.canvas.viewport().rect()
    assert inside.contains(card.geometry().translated(-driver.canvas.viewport().pos()))
    assert not [b for b in card.findChildren(QAbstractButton) if b.isVisible() and b.width() < b.sizeHint().width()]

    path = driver.workspace.path
    assert driver.document.apply(lambda now: place(now, "waiting", DAY, 600, ("hall",)))
    assert driver.window.open_path(path, anew=True)
    assert shown(driver) == (False, True)  # it was begun here
    driver.plan.select(("waiting",))
    driver.page.side.open()
    side, strip = driver.page.side, parts(driver)[1]
    QCoreApplication.sendPostedEvents()
    ends, begins = (w.mapToGlobal(at).y() for w, at in ((side, side.rect().bottomLeft()), (strip, QPoint())))
    assert (side.floats, side.isVisible(), begins - ends) == (True, True, 1)  # none of its buttons is covered

    driver.push("Hide")
    action = driver.actions["first_steps"]
    assert (shown(driver), action.isChecked()) == ((False, False), False)
    assert driver.window.open_path(path, anew=True)
    assert driver.page.timeline_page.first_steps.card is None
    driver.does("first_steps")
    assert (shown(driver), action.isChecked()) == ((False, True), True)


@pytest.mark.guided
def test_a_conference_that_is_under_way_is_not_asked_to_begin(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("talk", "hall", "09:00-10:00"))
    assert not driver.page.timeline_page.first_steps.is_on


@pytest.mark.guided
def test_the_strip_of_a_narrow_window_says_what_is_next_whole_and_nothing_else(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"))
    driver.window.setMinimumSize(720, 450)  # those of a small screen
    driver.window.resize(720, 450)
    assert shown(driver) == (False, True)
    strip = parts(driver)[1]
    assert (driver.window.width(), strip.lead.text()) == (720, "Add a usual day")
    assert strip.lead.accessibleName() == "Add a usual day"
    assert measured(driver.window) == []


@pytest.mark.guided
def test_a_step_says_who_keeps_it_open_and_can_be_skipped(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), room("hall"), person("ada"), person("bo", name="Bo Ek"), person("cid", name="Cid Dal"),
        talk("talk", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("x", "hall", "10:00-10:30", kind=Kind.BREAK),
    )  # fmt: skip
    driver.does("first_steps")
    _card, strip = parts(driver)
    details = [label.text() for label in strip.findChildren(ElidedLabel)]
    assert details == ["Place the sessions", "Bo Ek, Cid Dal: in no session"]

    driver.click(driver.on(strip.skip))
    assert said(driver)[3:5] == ["Step 4 of 6, done: Place the sessions", "Step 5 of 6, next: Choose moderators"]
    assert driver.window.open_path(driver.workspace.path, anew=True)
    assert said(driver)[3] == "Step 4 of 6, done: Place the sessions"
