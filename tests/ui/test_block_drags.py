"""Blocks by hand: dragged by the head and by keys, resized, and sessions that join and leave one."""

import pytest
from PySide6.QtCore import QPoint, Qt

from planner.domain.block import Block
from tests.builders import FRIDAY, block, day, moderator, person, speaker, talk
from tests.layout.test_frames import ROOMS
from tests.ui.test_block_frames import head
from tests.ui.test_timeline_hand import tab
from tests.ui.window_driver import ALT, CTRL, NONE, SHIFT, HandsOn, Key, WindowDriver, label, painted_whole
from ui.kit.theme.painting import PaintCache
from ui.kit.theme.theme import LIGHT
from ui.plan.day.block_frames import FramePainter, FramesLayer

CAST = (
    *ROOMS, person("ada"), person("bo"),
    block("morning", "hall", "10:00-11:30", chairs=(moderator("ada"),)),
    talk("a", "hall", "10:00-10:30", block="morning"), talk("b", "hall", "10:30-11:00", block="morning"),
    talk("other", "lab", "14:00-14:30", people=(speaker("ada"),)), talk("free", "attic", "10:30-11:00"),
    talk("waiting", minutes=20), block("later", minutes=60), talk("l", minutes=20, block="later"),
)  # fmt: skip
"""A block of two in the hall, three sessions beside it, and a block that waits."""


def end(driver: WindowDriver) -> QPoint:
    box = driver.timeline.view.find_boxes("morning")[0]
    return driver.on_grid(box.left() + 30, box.bottom() - 1)


def frame(driver: WindowDriver, block_id: str = "morning") -> str:
    """Return the place of a block, as `hall 600-690`."""
    at = driver.agenda.blocks[block_id].placement
    return f"{'+'.join(at.rooms)} {at.span.start}-{at.span.end}" if at else "tray"


def test_a_block_is_dragged_by_its_head_with_its_sessions_and_undone_as_one_thing(driver: WindowDriver) -> None:
    driver.take_by(head(driver), columns=1, minutes=60)
    assert label(driver)[0] == "11:00 – 12:30 · with 2 sessions"
    assert label(driver)[-1] == "Ctrl: the frame alone · Shift: what follows · Alt: minutes"
    assert painted_whole(driver)
    driver.release()

    assert (frame(driver), driver.where("a"), driver.where("b")) == (
        "lab 660-750",
        "lab 11:00-11:30",
        "lab 11:30-12:00",
    )
    assert driver.steps == ["Move block “Morning”"]
    assert driver.plan.shown == (Block, "morning")
    assert painted_whole(driver)
    driver.does("undo")
    assert (frame(driver), driver.where("a")) == ("hall 600-690", "hall 10:00-10:30")


def test_with_ctrl_the_frame_moves_alone_and_with_alt_by_minutes(driver: WindowDriver) -> None:
    driver.take_by(head(driver), minutes=15, modifiers=CTRL)
    assert label(driver)[0] == "10:15 – 11:45 · the frame alone · 1 session is outside it"
    driver.release(CTRL)
    assert (frame(driver), driver.where("a")) == ("hall 615-705", "hall 10:00-10:30")

    driver.anew()
    driver.drag_by(head(driver), minutes=13, modifiers=ALT)
    assert (frame(driver), driver.where("b")) == ("hall 613-703", "hall 10:43-11:13")


def test_a_drag_of_a_block_says_where_its_chair_is_else_and_escape_leaves_it(driver: WindowDriver) -> None:
    driver.take_by(head(driver), minutes=240)
    assert label(driver)[1] == "Ada is in Lab until 14:30: “Other”."
    driver.move(head(driver) + driver.by(columns=1))  # where a drop would be asked about by nobody
    driver.give_up()
    assert (frame(driver), driver.steps) == ("hall 600-690", [])
    assert painted_whole(driver)


def test_pinned_sessions_stay_and_are_named(driver: WindowDriver) -> None:
    driver.key(Key.Key_P, of="a")
    driver.take_by(head(driver), minutes=120)
    assert label(driver)[0] == "12:00 – 13:30 · with 1 session · pinned and staying: “A”"
    driver.release()
    assert (frame(driver), driver.where("a"), driver.where("b")) == (
        "hall 720-810", "hall 10:00-10:30", "hall 12:30-13:00",
    )  # fmt: skip


def test_a_block_is_moved_by_keys_alone(driver: WindowDriver) -> None:
    driver.key(Key.Key_Left, Key.Key_Up, Key.Key_Up, of="free")
    assert driver.plan.shown == (Block, "morning")
    driver.key(Key.Key_M, Key.Key_Right, Key.Key_Down)
    assert label(driver)[0] == "10:05 – 11:35 · with 2 sessions"
    driver.key(Key.Key_F)
    assert label(driver)[0] == "10:05 – 11:35 · the frame alone · 2 sessions are outside it"
    driver.key(Key.Key_F, Key.Key_Return)
    assert (frame(driver), driver.where("a")) == ("lab 605-695", "lab 10:05-10:35")

    driver.key(Key.Key_Left, Key.Key_Up, modifiers=ALT)
    assert (frame(driver), driver.where("a")) == ("hall 600-690", "hall 10:00-10:30")
    driver.key(Key.Key_Down, modifiers=ALT | SHIFT)
    assert (frame(driver), driver.where("b")) == ("hall 600-695", "hall 10:30-11:00")


@pytest.mark.parametrize(
    ("modifiers", "minutes", "said", "expected"),
    [
        (NONE, 30, "10:00 – 12:00 · its sessions stay", ["hall 600-720", "hall 10:00-10:30", "hall 10:30-11:00"]),
        (SHIFT, -30, "10:00 – 11:00 · its sessions stay", ["hall 600-660", "hall 10:00-10:30", "hall 10:30-11:00"]),
        (CTRL, 30, "10:00 – 12:00 · its sessions share the time",
         ["hall 600-720", "hall 10:00-10:40", "hall 10:40-11:20"]),
    ],
)  # fmt: skip
def test_the_end_of_a_block_leaves_shifts_or_shares_out_its_sessions(
    driver: WindowDriver, modifiers: Qt.KeyboardModifier, minutes: int, said: str, expected: list[str]
) -> None:
    driver.take_by(end(driver), minutes=minutes, modifiers=modifiers)
    assert label(driver)[0] == said
    assert label(driver)[-1] == "Shift: its sessions shift · Ctrl: they share the time · Alt: minutes"
    driver.release(modifiers)
    assert [frame(driver), driver.where("a"), driver.where("b")] == expected


def test_what_makes_way_for_a_block_is_moved_with_it(driver: WindowDriver) -> None:
    driver.take_by(head(driver), columns=2, modifiers=SHIFT)
    assert label(driver)[0] == "10:00 – 11:30 · with 2 sessions · 1 session makes way"
    driver.release(SHIFT)
    assert (frame(driver), driver.where("a"), driver.where("free")) == (
        "attic 600-690", "attic 10:00-10:30", "attic 11:00-11:30",
    )  # fmt: skip


def test_a_session_that_is_dropped_into_a_block_joins_and_one_that_is_dragged_out_leaves(driver: WindowDriver) -> None:
    driver.take(driver.on_tile("free"), driver.on_slot("hall", "11:15"))
    assert label(driver)[0] == "11:00 – 11:30 · Joins “Morning”"
    driver.release()
    assert (driver.where("free"), driver.agenda.sessions["free"].block) == ("hall 11:00-11:30", "morning")

    driver.anew()
    driver.take_by(driver.on_tile("b"), columns=1)
    assert label(driver)[0] == "10:30 – 11:00 · Leaves “Morning”"
    driver.release()
    assert driver.agenda.sessions["b"].block is None
    assert driver.steps == ["Move “B”"]

    driver.anew()
    driver.drag(driver.on_card("waiting"), driver.on_slot("hall", "11:10"))
    assert driver.agenda.sessions["waiting"].block == "morning"


def test_a_step_by_keys_joins_and_leaves_too_and_what_follows_takes_the_block_along(driver: WindowDriver) -> None:
    driver.key(Key.Key_Right, modifiers=ALT, of="b")
    assert driver.agenda.sessions["b"].block is None
    driver.key(Key.Key_Left, modifiers=ALT)
    assert driver.agenda.sessions["b"].block == "morning"
    driver.key(Key.Key_Down, modifiers=CTRL | SHIFT, of="a")
    assert (frame(driver), driver.where("b")) == ("hall 605-695", "hall 10:35-11:05")


def test_two_sessions_on_whose_middle_one_is_dropped_swap_blocks(driver: WindowDriver) -> None:
    driver.drag(driver.on_tile("free"), driver.on_tile("a"))
    assert (driver.agenda.sessions["free"].block, driver.agenda.sessions["a"].block) == ("morning", None)


def test_a_block_goes_to_another_day_over_its_tab(hands_on: HandsOn) -> None:
    driver = hands_on(day(), day(FRIDAY), *CAST)
    driver.drag_over(head(driver), tab(driver, 1), driver.on_slot("lab", "12:00"))
    assert (frame(driver)[:4], driver.agenda.sessions["a"].placement.span.day) == ("lab ", FRIDAY)


def test_free_time_is_offered_while_a_session_is_dragged_and_not_while_a_block_is(driver: WindowDriver) -> None:
    painter = FramePainter(LIGHT, PaintCache(), lambda *_asked: None)
    layer = FramesLayer(driver.plan, painter, painter)

    def offers() -> list[int]:
        return [len(look) for look, _box in layer.parts(driver.canvas.scene) if isinstance(look, tuple)]

    (idle,) = offers()
    driver.take_by(driver.on_tile("free"), minutes=30)
    assert offers() == [idle + 1]
    driver.give_up()
    driver.take_by(head(driver), minutes=30)
    assert offers() == [idle]
    driver.release()


def test_the_frame_that_follows_is_pale_and_outlined_in_the_preview_of_what_makes_way(driver: WindowDriver) -> None:
    driver.take_by(driver.on_tile("a"), minutes=10, modifiers=SHIFT)
    besides = driver.timeline.view.ghost.side_effect_boxes(driver.held, driver.timeline.view.grid)
    moved = driver.timeline.view.find_boxes("morning")[0].translated(0, 10 * driver.timeline.view.grid.scale)

    assert moved.bottom() in [box.bottom() for box in besides]
    assert "morning" in driver.canvas.scene.faded_ids
    driver.release(SHIFT)
    assert (frame(driver), driver.where("b")) == ("hall 610-700", "hall 10:40-11:10")
    assert painted_whole(driver)
