"""The form fields about placement, which sessions and blocks share, and those of a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.commands.blocks import move_block, set_block_length, set_block_place_text, unplace_block
from planner.commands.timeline import minute_in_night
from planner.domain.agenda import Agenda, Change, merged_change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.input_parsing import read_start_and_end
from planner.domain.text import N_, EstradError, Text
from planner.domain.value_objects import Placement
from planner.layout.grid import day_columns
from ui.forms.field import (
    Field,
    Option,
    choice_factory,
    day_options,
    entity_field,
    flag_factory,
    headline_factory,
    line_factory,
    minutes,
    text_editor,
)
from ui.kit.editors.choice_editors import EditorChoice, MultiChoiceEditor
from ui.kit.editors.text_editors import LineEditor, ValueEditor
from ui.kit.editors.typed_values import clock_text, read_or_raise
from ui.state.document import Document


def rooms_editor(document: Document) -> ValueEditor:
    """Return an editor for the rooms of sessions or blocks."""
    return MultiChoiceEditor(
        lambda: [EditorChoice(room.id, room.name) for room in document.agenda.rooms_in_order],
        document.presentation.words("All rooms"),
        document.presentation.words("Several: Space or Ctrl+click"),
    )


day_field = choice_factory(day_options, none=N_("Not placed yet"))


def _track_options(document: Document) -> Iterator[Option]:
    words, theme = document.presentation.words, document.presentation.theme
    yield None, words(N_("No track")), theme.track("").name()
    yield from ((one.id, one.name, theme.track(one.colour).name()) for one in document.agenda.tracks_in_order)


track_field = choice_factory(_track_options)


@dataclass(frozen=True, slots=True)
class TypedStart:
    """A typed start time, the day shown then, on which what is in the tray is placed, and a typed end, if any.

    Times are minutes from midnight. A bare number may stand in for a ``TypedStart``; then the day is the first one.
    """

    minute: int
    shown: date
    until: int | None = None

    @property
    def length(self) -> int | None:
        """The minutes from the start to the typed end, or None if there is none."""
        return None if self.until is None else self.until - self.minute


def as_typed_start(agenda: Agenda, start: TypedStart | int) -> TypedStart:
    """Return a typed start as it is, or a bare number of minutes as a start on the first day."""
    return TypedStart(start, agenda.days_in_order[0].date) if isinstance(start, int) else start


def start_editor(document: Document) -> ValueEditor:
    """Return an editor for a start time, which takes an end time too."""
    sentence = document.presentation.words("Type a time such as 9:30.")

    def read(typed: str) -> TypedStart:
        minute, until = read_or_raise(read_start_and_end, typed, sentence)
        return TypedStart(minute, document.plan.day.date, until)

    return LineEditor(read, clock_text)


def placed_value(name: str) -> Callable[[Agenda, Any], Any]:
    """Return a function that returns part of the placement of a session or block: start, day, rooms or place.

    For one that is not placed it returns None, or an empty string for the place.
    """

    def value(agenda: Agenda, thing: Session | Block) -> Any:
        if (placement := thing.placement) is None:
            return "" if name == "place" else None
        return getattr(placement, name) if name in ("rooms", "place") else getattr(placement.span, name)

    return value


def placement_or_error(thing: Session | Block, problem: Text) -> Placement:
    """Return the placement of a session or block; if it has none, raise ``EstradError`` with this problem."""
    if thing.placement:
        return thing.placement
    raise EstradError(problem, Text("Give it a day and a time first."))


def _set_start(agenda: Agenda, block_id: str, start: TypedStart | int) -> Change:
    """Return the change that moves a block to a typed start and gives it the length up to a typed end.

    A block in the tray goes to the first room of the shown day.
    """
    where, start = agenda.blocks[block_id].placement, as_typed_start(agenda, start)
    day = where.span.day if where else start.shown
    minute = minute_in_night(agenda, day, start.minute)
    move = move_block(agenda, block_id, day, minute, None if where else _first_room(agenda, day))
    if start.length is None:
        return move
    return merged_change(move.label, (move, set_block_length(agenda.after(move), block_id, start.length)))


def _first_room(agenda: Agenda, when: date) -> tuple[str, ...]:
    day = agenda.day_with_date(when)
    return tuple(day_columns(agenda, day)[:1]) if day else ()


def _move_to_day(agenda: Agenda, block_id: str, day: date | None) -> Change:
    where = agenda.blocks[block_id].placement
    if day is None:
        return unplace_block(agenda, block_id)
    if where:
        return move_block(agenda, block_id, day, where.span.start)
    found = agenda.day_with_date(day)
    return move_block(agenda, block_id, day, found.opens if found else 9 * 60, _first_room(agenda, day))


def _move_to_rooms(agenda: Agenda, block_id: str, rooms: Any) -> Change:
    where = placement_or_error(agenda.blocks[block_id], Text("A block that is not placed has no room."))
    return move_block(agenda, block_id, where.span.day, where.span.start, rooms)


BLOCK_FIELDS: tuple[Field, ...] = (
    entity_field(Block, "title", N_("Title"), headline_factory(N_("Title")), single=True),
    Field("start", N_("Starts"), start_editor, _set_start, placed_value("start")),
    Field("minutes", N_("Length"), minutes, set_block_length, lambda agenda, block: block.minutes),
    Field("rooms", N_("Room"), rooms_editor, _move_to_rooms, placed_value("rooms")),
    Field("day", N_("Day"), day_field, _move_to_day, placed_value("day")),
    entity_field(Block, "track", N_("Track"), track_field),
    entity_field(Block, "description", N_("Description"), text_editor),
    Field("place", N_("Other place"), line_factory(), set_block_place_text, placed_value("place"), group=N_("More")),
    entity_field(Block, "one_entry", N_("In the calendar"), flag_factory(N_("One entry")), group=N_("More")),
    entity_field(Block, "origin", N_("Key in the imported file"), line_factory(), single=True, group=N_("More")),
)
