"""Blocks on the timeline: what a frame says, and selecting one by mouse and keys."""

from PySide6.QtCore import QPoint, Qt

from planner.domain.block import Block
from planner.domain.entities import Conference
from tests.builders import block, moderator, person, room, speaker, talk, track
from tests.ui.window_driver import CTRL, Key, WindowDriver, painted_whole

CAST = (
    room("hall"), room("lab", 1), track("law", colour="teal"), person("ada", name="Ada Lovelace"), person("bo"),
    talk("early", "lab", "09:00-09:30", people=(speaker("bo"),)),
    block("morning", "hall", "10:00-11:30", track="law", chairs=(moderator("ada"),)),
    talk("a", "hall", "10:00-10:30", block="morning"), talk("b", "hall", "10:30-11:00", block="morning"),
)  # fmt: skip
"""A block of two sessions with half an hour free, and a session beside."""


def head(driver: WindowDriver, block_id: str = "morning") -> QPoint:
    box = driver.timeline.view.find_boxes(block_id)[0]
    return driver.on_grid(box.left() + 30, box.top() + 12)


def test_a_frame_is_an_item_between_the_sessions_with_all_that_it_says(driver: WindowDriver) -> None:
    model = driver.timeline.view.source.model
    names = {key: model.data(model.item_index(key), Qt.ItemDataRole.AccessibleTextRole) for key in model.keys}

    assert list(names) == ["early", "morning", "a", "b"]
    assert names["morning"] == "Morning, 10:00 to 11:30, Hall, chair Ada Lovelace, 2 sessions"
    assert model.data(model.item_index("morning"), Qt.ItemDataRole.AccessibleDescriptionRole) == "Block"
    assert "Ada" not in "".join(model.contents["a"].more)


def test_a_click_on_the_head_selects_the_block_and_one_on_a_session_that(driver: WindowDriver) -> None:
    for modifiers in (Qt.KeyboardModifier.NoModifier, CTRL):
        driver.selects("a")
        driver.click(head(driver), modifiers)
        assert (driver.plan.shown, driver.plan.selected) == ((Block, "morning"), ())

    driver.click(driver.on_tile("b"))
    assert driver.plan.selected == ("b",)
    driver.click(head(driver))
    driver.click(driver.on_slot("lab", "11:00"))
    assert driver.plan.shown[0] is Conference
    assert painted_whole(driver)


def test_arrow_keys_walk_to_a_block_and_on_escape_leaves_it_and_ctrl_a_selects_sessions_alone(
    driver: WindowDriver,
) -> None:
    driver.key(Key.Key_Left, of="early")
    assert driver.plan.shown == (Block, "morning")
    driver.key(Key.Key_Down)
    assert driver.plan.selected == ("a",)
    driver.key(Key.Key_Up)
    assert driver.plan.shown == (Block, "morning")
    driver.key(Key.Key_Escape)
    assert driver.plan.shown[0] is Conference
    driver.key(Key.Key_A, modifiers=CTRL)
    assert driver.plan.selected == ("early", "a", "b")


def test_a_block_that_is_shown_from_elsewhere_is_selected_with_its_day_and_room(driver: WindowDriver) -> None:
    plan, canvas = driver.plan, driver.canvas
    plan.view_state.hide_rooms(["hall"])
    plan.show(Block, "morning")

    assert "hall" not in plan.view_state.hidden
    assert canvas.currentIndex().data(Qt.ItemDataRole.UserRole) == "morning"
    assert canvas.visualRect(canvas.currentIndex()).height() > driver.timeline.view.find_boxes("a")[0].height()
