"""What is done with blocks: made around sessions, ungrouped, left, put back, deleted, cut, copied and pasted."""

import pytest
from PySide6.QtCore import QPoint

from planner.domain.block import Block
from planner.domain.entities import Conference
from tests.builders import block, person, room, talk
from tests.ui.answers import Answers
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver

CAST = (
    room("hall"), room("lab", 1), person("ada"),
    block("morning", "hall", "10:00-11:30"),
    talk("a", "hall", "10:00-10:30", block="morning"), talk("b", "hall", "10:30-11:00", block="morning"),
    talk("c", "lab", "12:00-12:30"), talk("d", "lab", "12:30-13:00"), talk("e", "lab", "13:00-13:30"),
    block("empty", "lab", "15:00-16:00"),
)  # fmt: skip
"""A block of two, an empty one, and three sessions after one another."""


def blocks(driver: WindowDriver) -> dict[str, list[str]]:
    """Return the sessions of each block by its title."""
    agenda = driver.agenda
    return {one.title: [s.id for s in agenda.member_sessions(one.id)] for one in agenda.blocks_in_order}


def test_g_makes_a_block_around_the_selected_sessions_with_the_next_letter(driver: WindowDriver) -> None:
    driver.key(Key.Key_G, of=("c", "d", "e"))
    assert blocks(driver) == {"Morning": ["a", "b"], "Block A": ["c", "d", "e"], "Empty": []}
    assert driver.plan.shown[0] is Block
    assert driver.steps == ["Make block “Block A” of 3 sessions"]

    driver.key(Key.Key_G, of="a")
    assert blocks(driver)["Block B"] == ["a"]
    driver.does("undo", "undo")
    assert blocks(driver) == {"Morning": ["a", "b"], "Empty": []}


def test_a_session_is_taken_out_of_its_block_and_one_made_in_the_free_time_of_it_is_in(driver: WindowDriver) -> None:
    driver.selects("c")
    assert not driver.actions["leave_block"].isEnabled()
    driver.selects("a")
    assert not driver.actions["ungroup"].isEnabled()
    driver.does("leave_block")
    assert blocks(driver)["Morning"] == ["b"]
    driver.double_click(driver.on_slot("hall", "11:00") + QPoint(0, 2))
    (made,) = [s for s in driver.agenda.sessions.values() if s.title == "New session"]
    assert made.block == "morning"


@pytest.mark.parametrize(
    ("picked", "left"), [(0, ["a", "b", "c", "d", "e"]), (1, ["c", "d", "e"]), (None, ["a", "b", "c", "d", "e"])]
)
def test_who_deletes_a_block_is_asked_once_what_becomes_of_its_sessions(
    driver: WindowDriver, answers: Answers, picked: int | None, left: list[str]
) -> None:
    driver.plan.show(Block, "morning")
    answers.picks = picked
    driver.key(Key.Key_Delete, modifiers=CTRL)
    assert answers.left == [("Delete block “Morning”?", "2 sessions are in it.")]
    assert ("Morning" in blocks(driver), [s for s in "abcde" if s in driver.agenda.sessions]) == (picked is None, left)
    if picked is not None:
        driver.does("undo")
    assert blocks(driver) == {"Morning": ["a", "b"], "Empty": []}


def test_an_empty_block_is_deleted_without_a_question(driver: WindowDriver, answers: Answers) -> None:
    driver.does("delete", shown=(Block, "empty"))
    assert (blocks(driver), answers.left) == ({"Morning": ["a", "b"]}, [])


def test_del_puts_a_block_back_with_its_sessions(driver: WindowDriver) -> None:
    driver.plan.show(Block, "morning")
    driver.key_in(driver.canvas, Key.Key_Delete)
    assert [driver.where(name) for name in "abc"] == ["tray", "tray", "lab 12:00-12:30"]
    assert driver.agenda.blocks["morning"].placement is None


def test_a_block_is_copied_cut_and_pasted_with_its_sessions(driver: WindowDriver) -> None:
    driver.plan.show(Block, "morning")
    driver.does("copy")
    assert driver.said == "Block “Morning” is on the clipboard."
    driver.does("paste")
    assert len(driver.agenda.blocks) == 3
    driver.does("undo")

    driver.plan.show(Block, "morning")
    driver.does("cut")
    assert blocks(driver) == {"Empty": []}
    assert driver.steps == ["Cut block “Morning”"]
    driver.does("paste")
    assert blocks(driver)["Morning"] == ["a", "b"]


def test_what_can_be_done_with_a_block_and_ungrouped_its_sessions_stay(driver: WindowDriver) -> None:
    driver.plan.show(Block, "morning")
    able = {"cut", "copy", "move", "unplace", "edit", "delete", "ungroup"}
    assert {
        name for name in (*able, "swap", "split", "pin", "group", "duplicate") if driver.actions[name].isEnabled()
    } == able
    driver.does("move")
    driver.key(Key.Key_Right, Key.Key_Return)
    assert driver.where("a") == "lab 10:00-10:30"
    driver.key(Key.Key_G, modifiers=CTRL | SHIFT)
    assert (blocks(driver), driver.where("a")) == ({"Empty": []}, "lab 10:00-10:30")
    assert driver.plan.shown[0] is Conference


def test_what_is_pinned_stays_when_its_block_returns_to_the_tray_and_that_is_said(driver: WindowDriver) -> None:
    driver.selects("a")
    driver.does("pin")
    driver.does("unplace", shown=(Block, "morning"))
    assert (driver.where("a"), driver.where("b")) == ("hall 10:00-10:30", "tray")
    assert driver.said.startswith("“A” is pinned: its time and room stay.")
