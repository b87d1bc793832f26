"""The page of a block in the inspector: its chairs, its sessions in order, and what is put into it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.timeline import place
from planner.domain.block import Block
from planner.domain.entities import Person, Session
from planner.domain.span import Span
from planner.domain.value_objects import Placement, State
from tests.builders import DAY, block, moderator, person, room, span, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.fields import chip_menu, enter, show
from tests.ui.window_driver import ALT, Key, WindowDriver
from ui.features.inspector.block_sessions import BlockSessions
from ui.features.inspector.people_field import AppearanceRow, PeopleField
from ui.forms.unsaved import spot_label, unsaved_drafts

pytestmark = pytest.mark.forms

CAST = (
    room("hall"), room("lab", 1), track("law"), person("ada", name="Ada Lovelace"), person("bo"), person("cy"),
    block("morning", "hall", "09:00-11:00", chairs=(moderator("ada", State.INVITED),)),
    talk("a", "hall", "09:00-09:30", block="morning", people=(speaker("bo"),)),
    talk("b", "hall", "09:40-10:00", block="morning"), talk("c", "hall", "10:00-10:30", block="morning"),
    talk("waits"), talk("late", "lab", "14:00-14:30"), block("idle"),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver with a block of three sessions shown."""
    show(driver, Block, "morning")
    driver.window.grab()  # lays out
    return driver


def test_a_session_outside_its_block_says_so_with_two_ways_out(driver: WindowDriver) -> None:
    outside = driver.page.inspector.page(Session).top.outside
    show(driver, Session, "a")
    assert outside.isHidden()

    driver.document.apply(lambda agenda: place(agenda, "a", DAY, 660, ("lab",)))
    assert [label.text() for label in outside.findChildren(QLabel)] == [
        "“A” is outside its block “Morning”, which is 09:00–11:00 in Hall."
    ]
    outside.widen.click()
    assert driver.agenda.blocks["morning"].placement == Placement(span("09:00-11:30"), ("hall", "lab"))
    assert outside.isHidden()
    driver.does("undo")
    outside.leave.click()
    assert (driver.agenda.sessions["a"].block, outside.isHidden()) == (None, True)


def test_a_block_without_sessions_has_no_list_of_them(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), block("idle"))
    show(driver, Block, "idle")
    (found,) = driver.page.inspector.findChildren(BlockSessions)
    assert not found.list.isVisible()


def chairs(driver: WindowDriver) -> PeopleField:
    return driver.page.inspector.page(Block).findChildren(PeopleField)[0]


def choices(driver: WindowDriver) -> dict[str, object]:
    """Return the actions of the last chair's menu, by their text."""
    return {action.text(): action for action in chip_menu(chairs(driver).findChildren(AppearanceRow)[-1]).actions()}


def held(driver: WindowDriver, block_id: str = "morning") -> list[tuple[str, State]]:
    people = driver.agenda.people
    return [(people[chair.person].name, chair.state) for chair in driver.agenda.blocks[block_id].chairs]


# chairs ----------------------------------------------------------------------------------------------------


def test_the_heading_counts_the_sessions_and_ungroup_stands_beside_it(driver: WindowDriver) -> None:
    page = driver.page.inspector.page(Block)
    (head,) = [label for label in page.findChildren(QLabel) if label.text() == "BLOCK · 3 SESSIONS"]
    (ungroup,) = [button for button in page.findChildren(QPushButton) if button.text() == "Ungroup"]
    tops = [one.mapTo(page, one.rect().center()).y() for one in (head, ungroup)]

    assert (abs(tops[0] - tops[1]) < 3, ungroup.x() > head.x() + head.width()) == (True, True)
    ungroup.click()
    assert (driver.agenda.sessions["a"].block, [*driver.agenda.blocks]) == (None, ["idle"])


def test_a_chair_is_added_by_name_known_or_new_and_removed_by_the_menu(driver: WindowDriver) -> None:
    assert [chip.accessibleName() for chip in chairs(driver).findChildren(AppearanceRow)] == [
        "Ada Lovelace, Chair · Invited"
    ]
    line = chairs(driver).adder
    assert (line.placeholderText(), chairs(driver).roles.isVisibleTo(driver.window)) == ("+ Add a chair…", False)
    driver.type_in(line, "Bo", Key.Key_Return)
    driver.type("Eva Falk", Key.Key_Return)

    assert held(driver) == [
        ("Ada Lovelace", State.INVITED), ("Bo", State.NOT_ASKED), ("Eva Falk", State.NOT_ASKED),
    ]  # fmt: skip
    assert len(driver.agenda.people) == 4
    choices(driver)["Remove from the block"].trigger()
    assert [name for name, _state in held(driver)] == ["Ada Lovelace", "Bo"]


def test_the_menu_of_a_chair_has_the_answers_and_dates_but_no_other_role(driver: WindowDriver) -> None:
    found = [text for text in choices(driver) if text]
    assert ("Speaker" in found, "Moderator" in found, found[0]) == (False, False, "Not asked")

    choices(driver)["Confirmed"].trigger()
    assert (held(driver), driver.agenda.blocks["morning"].chairs[0].answered is not None) == (
        [("Ada Lovelace", State.CONFIRMED)], True,
    )  # fmt: skip
    choices(driver)["Show the person"].trigger()
    assert driver.plan.shown == (Person, "ada")


def test_a_typed_chair_that_is_refused_stays_for_its_block_as_an_unsaved_text(driver: WindowDriver) -> None:
    document, line = driver.document, chairs(driver).adder
    driver.type_in(line, "bo@example.org")
    show(driver, Block, "idle")

    assert (line.text(), held(driver), held(driver, "idle")) == ("", [("Ada Lovelace", State.INVITED)], [])
    assert [spot_label(document, spot) for spot, _draft in unsaved_drafts(document)] == ["“Chairs” of “Morning”"]
    show(driver, Block, "morning")
    driver.page.inspector.show_field(Block, "chair")
    assert line.text() == "bo@example.org"


def test_a_chair_typed_for_several_blocks_chairs_both_and_their_answers_are_given_at_once(
    driver: WindowDriver,
) -> None:
    driver.plan.show(Block, "morning", "idle")
    driver.type_in(chairs(driver).adder, "Cy", Key.Key_Return)
    answers = driver.page.inspector.page(Block).answers
    assert answers.isVisible()
    answers.choice.edited.emit(State.CONFIRMED)

    both = [("Ada Lovelace", State.CONFIRMED), ("Cy", State.CONFIRMED)]
    assert (held(driver), held(driver, "idle")) == (both, both[1:])


def test_a_session_whose_block_has_a_chair_is_shown_and_follows_the_time_that_is_typed(driver: WindowDriver) -> None:
    driver.plan.select(("a",))

    assert driver.page.inspector.page(Session).isVisible()
    assert [chip.accessibleName() for chip in driver.page.inspector.page(Session).findChildren(AppearanceRow)] == [
        "Bo, Speaker · Confirmed"
    ]
    enter(driver, Block, "start", "10:00", of="morning")

    assert [driver.where(name) for name in "abc"] == ["hall 10:00-10:30", "hall 10:40-11:00", "hall 11:00-11:30"]
    assert driver.agenda.blocks["morning"].placement.span.day == DAY


def test_a_typed_end_gives_the_block_its_length(driver: WindowDriver) -> None:
    enter(driver, Block, "start", "10:00-13:00", of="morning")

    assert (driver.agenda.blocks["morning"].placement.span, driver.where("a")) == (
        Span(DAY, 600, 780), "hall 10:00-10:30",
    )  # fmt: skip


# sessions --------------------------------------------------------------------------------------------------


def order(driver: WindowDriver) -> BlockSessions:
    return driver.page.inspector.page(Block).findChildren(BlockSessions)[0]


def said(driver: WindowDriver) -> list[str]:
    """Return what a screen reader says of each session of the block."""
    return [order(driver).list.item(n).text() for n in range(order(driver).list.count())]


def test_the_sessions_stand_by_time_and_a_click_or_enter_goes_to_one(driver: WindowDriver) -> None:
    assert said(driver) == ["09:00, A, Bo, 30", "09:40, B, 20", "10:00, C, 30"]
    found = driver.scrolled_to(order(driver).list)
    assert (found.height(), found.sizeHintForRow(0)) == (120, 40)
    driver.click(found.viewport().mapTo(driver.window, found.visualItemRect(found.item(1)).center()))
    assert driver.plan.selected == ("b",)

    show(driver, Block, "morning")
    found.setFocus()
    found.setCurrentRow(2)
    driver.key(Key.Key_Return)
    assert driver.plan.selected == ("c",)


def test_alt_and_an_arrow_change_the_order_and_the_session_stays_the_current_one(driver: WindowDriver) -> None:
    found = driver.scrolled_to(order(driver).list)
    found.setFocus()
    found.setCurrentRow(0)
    driver.key(Key.Key_Down, modifiers=ALT)
    assert said(driver) == ["09:00, B, 20", "09:30, A, Bo, 30", "10:00, C, 30"]
    driver.key(Key.Key_Down, Key.Key_Down, modifiers=ALT)  # it is the last
    assert (said(driver)[2], found.currentRow()) == ("10:00, A, Bo, 30", 2)
    assert driver.steps[-1] == "Move “A” in its block"

    driver.does("undo", "undo")
    assert said(driver) == ["09:00, A, Bo, 30", "09:40, B, 20", "10:00, C, 30"]


def test_a_row_that_is_dropped_above_another_goes_before_it(driver: WindowDriver) -> None:
    found = driver.scrolled_to(order(driver).list)

    def drop(row: int, y: int) -> list[str]:
        found.setCurrentRow(row)
        buttons, copy, nothing = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(60, y), copy, found.mimeData(found.selectedItems()), buttons, nothing)
        found.dropEvent(event)
        assert event.dropAction() is Qt.DropAction.IgnoreAction  # or Qt would remove the row
        return [text[:8] for text in said(driver)]

    assert drop(2, 5) == ["09:00, C", "09:40, A", "10:10, B"]
    assert drop(0, 118) == ["09:00, A", "09:40, B", "10:00, C"]
    assert drop(0, 15) == ["09:00, A", "09:40, B", "10:00, C"]


def test_a_session_is_added_at_the_free_time_that_its_row_says(driver: WindowDriver, qtbot: QtBot) -> None:
    line = driver.scrolled_to(order(driver).line)
    line.setFocus()
    offered = line.completer().model()
    assert [offered.index(n, 0).data() for n in range(offered.rowCount())] == [
        "Waits · goes to 10:30 Hall", "Late · goes to 10:30 Hall",
    ]  # fmt: skip
    driver.type("late")
    line.completer().popup().setCurrentIndex(line.completer().completionModel().index(0, 0))
    QTest.keyClick(line.completer().popup(), Key.Key_Return)
    qtbot.waitUntil(lambda: line.text() == "")

    assert (driver.where("late"), driver.agenda.sessions["late"].block) == ("hall 10:30-11:00", "morning")
    assert said(driver)[-1] == "10:30, Late, 30"
