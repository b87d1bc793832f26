"""The fields of a block, and the commands that its time and rooms are typed for."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.commands.blocks import move_block, name_block_place, set_block_length, unplace_block
from planner.commands.timeline import as_night_time
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.text import N_, EstradError, Text
from planner.domain.value_objects import Placement
from planner.layout.grid import day_columns
from ui.forms.field import Field, flag, headline, line, minutes, plain, text
from ui.forms.placed_fields import clock_field, day_field, placed_value, rooms_field, track_field

IN_CALENDAR = N_("In the calendar")


def _start(agenda: Agenda, block_id: str, start: Any) -> Change:
    """Place a block at a typed start; one that waits goes into the first room of the shown day."""
    where, first = agenda.blocks[block_id].placement, agenda.days_in_order[0]
    day = where.span.day if where else getattr(start, "shown", first.date)
    minute = as_night_time(agenda, day, getattr(start, "minute", start))
    return move_block(agenda, block_id, day, minute, None if where else _first_room(agenda, day))


def _first_room(agenda: Agenda, when: date) -> tuple[str, ...]:
    day = agenda.day_of(when)
    return tuple(day_columns(agenda, day)[:1]) if day else ()


def _to_day(agenda: Agenda, block_id: str, day: date | None) -> Change:
    where = agenda.blocks[block_id].placement
    if day is None:
        return unplace_block(agenda, block_id)
    if where:
        return move_block(agenda, block_id, day, where.span.start)
    found = agenda.day_of(day)
    return move_block(agenda, block_id, day, found.opens if found else 9 * 60, _first_room(agenda, day))


def _to_rooms(agenda: Agenda, block_id: str, rooms: Any) -> Change:
    where = _placement(agenda, block_id)
    return move_block(agenda, block_id, where.span.day, where.span.start, rooms)


def _placement(agenda: Agenda, block_id: str) -> Placement:
    if placement := agenda.blocks[block_id].placement:
        return placement
    raise EstradError(Text("A block that is not placed has no room."), Text("Give it a day and a time first."))


BLOCK_FIELDS: tuple[Field, ...] = (
    plain(Block, "title", N_("Title"), headline(N_("Title")), single=True),
    Field("start", N_("Starts"), clock_field, _start, placed_value("start")),
    Field("minutes", N_("Length"), minutes, set_block_length, lambda agenda, block: block.minutes),
    Field("rooms", N_("Room"), rooms_field, _to_rooms, placed_value("rooms")),
    Field("day", N_("Day"), day_field, _to_day, placed_value("day")),
    plain(Block, "track", N_("Track"), track_field),
    plain(Block, "description", N_("Description"), text),
    Field("place", N_("Other place"), line(), name_block_place, placed_value("place"), group=N_("More")),
    plain(Block, "one_entry", IN_CALENDAR, flag(N_("One entry")), group=N_("More")),
    plain(Block, "origin", N_("Key in the imported file"), line(), single=True, group=N_("More")),
)
