"""Blocks and their chairs in the lists, on the page of a person, and in the search of Ctrl+K."""

import pytest

from planner.commands.deleting import delete_entities
from planner.domain.block import Block
from planner.domain.entities import Person
from planner.domain.value_objects import State
from tests.builders import block, moderator, person, room, speaker, talk
from tests.ui.fields import show
from tests.ui.lists import column, filter_by, ids, open_list, search
from tests.ui.test_finder import found
from tests.ui.window_driver import Key, WindowDriver
from ui.features.inspector.entity_list import AppearanceCard
from ui.forms.forms import SESSION_FIELDS, field_text
from ui.state.document import AGENDA

pytestmark = pytest.mark.forms

CAST = (
    room("hall"), room("lab", 1), person("ada", name="Ada Lovelace"), person("bo"), person("cy"),
    block("morning", "hall", "09:00-11:00", chairs=(moderator("ada", State.INVITED),)), block("idle", title="Ideas"),
    talk("a", "hall", "09:00-09:30", block="morning", people=(speaker("bo"),)),
    talk("b", "hall", "09:40-10:00", block="idle"), talk("c", "hall", "10:00-10:30"),
)  # fmt: skip
"""Two blocks, one of which Ada chairs."""


def test_the_list_of_sessions_has_a_column_and_a_choice_of_blocks_while_there_are_any(driver: WindowDriver) -> None:
    (field,) = [field for field in SESSION_FIELDS if field.name == "block"]
    assert field_text(driver.document, field, driver.agenda.sessions["b"]) == "Ideas"  # and not its id
    page = open_list(driver, "sessions")
    assert column(driver, "block") == ["Morning", "Ideas", ""]
    assert search(driver, "ideas") == ["b"]
    search(driver, "")
    choice = page.chips.choices["block"]
    choice.options.aboutToShow.emit()
    next(action for action in choice.options.actions() if action.text().startswith("Morning")).trigger()
    assert ids(driver) == ["a"]

    driver.document.apply(lambda now: delete_entities(now, Block, ("morning", "idle")))
    assert (ids(driver), "block" in [one.name for one in page.table.columns]) == (["a", "b", "c"], False)


def test_a_chair_is_in_the_list_of_people_with_role_and_answer(driver: WindowDriver) -> None:
    open_list(driver, "people", by="name")
    assert ids(driver) == ["ada", "bo", "cy"]
    assert (column(driver, "role"), column(driver, "state")) == (
        ["Chair", "Speaker", ""], ["Invited", "✓ Confirmed", "Not asked"],
    )  # fmt: skip
    for chip, who in (("No reply yet 1", "ada"), ("Moderators 1", "ada"), ("In no session 1", "cy")):
        filter_by(driver, chip)
        assert ids(driver) == [who]
    filter_by(driver, "All 3")
    assert search(driver, "morning") == ["ada"]


def test_the_page_of_a_chair_has_the_block_to_which_a_click_or_ctrl_k_goes(driver: WindowDriver) -> None:
    show(driver, Person, "ada")
    cards = driver.page.inspector.page(Person).findChildren(AppearanceCard)

    assert [card.accessibleName() for card in cards] == ["Morning, 09:00–11:00 · Hall · Chair · Invited"]
    cards[0].click()
    assert driver.plan.shown == (Block, "morning")
    open_list(driver, "people")
    assert ("Ideas", "Block") in found(driver, "ideas")
    assert ("Morning", "Block") in found(driver, "morning lovelace")
    found(driver, "ideas", Key.Key_Return)
    assert (driver.plan.shown, driver.page.places.shown) == ((Block, "idle"), AGENDA)
