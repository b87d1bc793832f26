"""The actions in the context menus of the timeline and the lists, by the type of what is selected."""

from __future__ import annotations

from planner.domain.block import Block
from planner.domain.entities import Entity, Person, Room, Session
from ui.features.rescheduling.reschedule_commands import BAR_ACTIONS
from ui.state.command_table import LINE

MENU_OF_ROOM = ("hide_room", "show_rooms", "room_left", "room_right")
MENU_OF_OTHERS = ("edit", "delete")
MENU_OF_DAY = ("add", "paste", LINE, *BAR_ACTIONS, LINE, "fill_in_order")
MENUS: dict[type[Entity], tuple[str, ...]] = {
    Session: (
        "edit", "rename", "move", "swap", "pin", "unplace", LINE, "cut", "copy", "paste", "duplicate", LINE, "split",
        "merge", "keep_template", LINE, "group", "leave_block", LINE, "fill_in_order", "shift_rest", "insert_gap",
        "close_gaps", LINE, "call_off", "delete",
    ),
    Person: (
        "edit", LINE, "copy", "copy_addresses", "person_calendar", LINE, "merge_people", LINE, "delete", LINE,
        "erase_person",
    ),
    Room: ("edit", LINE, *MENU_OF_ROOM, LINE, "delete"),
    Block: ("edit", "move", "unplace", LINE, "cut", "copy", "paste", LINE, "ungroup", "delete"),
}  # fmt: skip
"""The actions in the context menu of an entity, by its type."""
