"""The content of a block's frame and of its card in the tray, and which blocks of a day have a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.block import Block
from planner.domain.entities import Day
from planner.domain.span import format_clock
from planner.layout.grid import day_columns
from ui.plan.canvas.tile_content import SpokenFacts, TileContent, TileFace, effective_colouring, surname
from ui.state.plan_view import PlanView
from ui.state.view_state import Colouring


@dataclass(frozen=True, slots=True)
class BlockContent:
    """The content of a block's head, ready to paint.

    ``chair`` has the chairs' surnames, or says that there is none yet; ``face`` is that of the first. ``until`` is the
    end. ``name`` is what a screen reader says, and ``description`` the word *Block*.
    """

    title: str
    until: str
    chair: str
    face: TileFace | None
    colour: str
    name: str
    description: str


def framed_blocks(plan: PlanView, day: Day) -> Iterator[Block]:
    """Yield the blocks of a day that have a frame, by time: all but those of whose rooms none has a column."""
    if plan.agenda.blocks:
        columns = set(day_columns(plan.agenda, day, plan.view_state.hidden))
        for block in plan.agenda.blocks_in_order:
            where = block.placement
            if where and where.span.day == day.date and not (where.rooms and columns.isdisjoint(where.rooms)):
                yield block


def block_content(plan: PlanView, block: Block) -> BlockContent:
    """Return the content of a placed block's head."""
    words, where = plan.presentation.words, block.placement
    assert where
    chairs = [plan.agenda.people[chair.person] for chair in block.expected_chairs]
    count = words.plural("{n} session", "{n} sessions", len(plan.agenda.member_sessions(block.id)))
    hours = words("{start} to {end}").format(start=format_clock(where.span.start), end=format_clock(where.span.end))
    rooms = ", ".join(plan.agenda.room_names(where.rooms)) or words("all rooms")
    named = ", ".join(person.name for person in chairs)
    said = words("chair {name}").format(name=named) if named else words("No chair yet").lower()
    return BlockContent(
        block.title,
        f"–{format_clock(where.span.end)}",
        ", ".join(surname(person) for person in chairs) or words("No chair yet"),
        TileFace(chairs[0].name, chairs[0].photo) if chairs else None,
        block_colour(plan, block),
        ", ".join(filter(None, (block.title, hours, rooms, said, count))),
        words("Block"),
    )


def block_colour(plan: PlanView, block: Block) -> str:
    """Return the name of the colour of a block's track.

    Empty if it has no track, or tiles are not coloured by track.
    """
    track = plan.agenda.tracks.get(block.track or "")
    return track.colour if track and effective_colouring(plan) is Colouring.TRACK else ""


def waiting_block_content(plan: PlanView, block: Block) -> TileContent:
    """Return the content of a waiting block's card in the tray: title, length and number of sessions."""
    words = plan.presentation.words
    count = words.plural("{n} session", "{n} sessions", len(plan.agenda.member_sessions(block.id)))
    minutes = words("{n} min").format(n=block.minutes)
    spoken = SpokenFacts(times=minutes, speakers=count)
    return TileContent(
        block.title, minutes, count, colour=block_colour(plan, block), meaning=words("Block"), spoken=spoken
    )
