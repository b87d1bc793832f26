"""Blocks that wait: one card with its sessions in *Not placed*, found, shown, and dragged in by mouse and keys."""

from planner.domain.block import Block
from tests.builders import block, person, room, speaker, talk
from tests.ui.window_driver import Key, WindowDriver

CAST = (
    room("hall"), room("lab", 1), person("ada"), talk("placed", "hall", "09:00-09:30"),
    block("later", minutes=60), talk("l", minutes=20, block="later"),
    talk("m", minutes=30, block="later", people=(speaker("ada"),)), talk("alone", minutes=20),
)  # fmt: skip
"""A block of two that waits, and a session that waits without one."""


def places(driver: WindowDriver) -> list[str]:
    """Return where the block's sessions are, and the start of the block."""
    at = driver.agenda.blocks["later"].placement
    return [driver.where("l"), driver.where("m"), f"{at.rooms[0]} {at.span.start}" if at else "tray"]


def test_a_block_that_waits_is_one_card_with_the_count_of_its_sessions(driver: WindowDriver) -> None:
    rows = driver.page.tray.cards.rows
    assert rows.ids == ("later", "alone")
    assert (rows.rows[0].title, rows.rows[0].people, rows.rows[0].time) == ("Later", "2 sessions", "60 min")
    assert rows.rows[0].name == "Later, 60 min, 2 sessions, Block"
    assert driver.page.tray.strip.text() == "3"

    rows.search("ada")  # is in one of its sessions
    assert (rows.ids, rows.sessions) == (("later",), 2)


def test_a_card_of_a_block_selects_it_and_is_dragged_in_with_its_sessions(driver: WindowDriver) -> None:
    driver.click(driver.on_card("later"))
    assert driver.plan.shown == (Block, "later")
    driver.drag(driver.on_card("later"), driver.on_slot("lab", "10:10"))
    assert places(driver) == ["lab 10:00-10:20", "lab 10:20-10:50", "lab 600"]
    assert driver.steps == ["Place block “Later”"]
    assert driver.page.tray.cards.rows.ids == ("alone",)

    box = driver.timeline.view.find_boxes("later")[0]
    driver.drag(driver.on_grid(box.left() + 30, box.top() + 10), driver.on(driver.page.tray.cards))
    assert places(driver) == ["tray", "tray", "tray"]
    assert driver.page.tray.cards.rows.ids == ("later", "alone")


def test_a_session_of_a_block_that_waits_is_shown_by_its_card_which_is_taken_by_keys(driver: WindowDriver) -> None:
    driver.page.tray.show_session("m")
    assert driver.page.tray.cards.current_id() == "later"
    driver.page.tray.cards.focus_first_card()
    driver.key(Key.Key_M, Key.Key_Right, Key.Key_Return)
    assert [place[:3] for place in places(driver)] == ["lab", "lab", "lab"]
