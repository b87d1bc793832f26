"""The choices by which the list of sessions is filtered beside its chips (a day, a room, a block), and its blocks."""

from __future__ import annotations

from planner.domain.entities import Session
from planner.domain.text import N_
from ui.features.lists.list_model import FilterChoice, ListColumn
from ui.state.document import Document

WHOLE_VENUE = ""
"""The key of what is in no room but the whole venue."""


def _days(document: Document) -> dict[str, str]:
    """Return the days by id, in short."""
    return {day.id: document.presentation.short_day(day.date) for day in document.agenda.days_in_order}


def _day_choice(document: Document, session: Session) -> tuple[str, ...]:
    day = document.agenda.day_of(session.placement.span.day) if session.placement else None
    return (day.id,) if day else ()


def _rooms(document: Document) -> dict[str, str]:
    """Return the names of the rooms by id, and a last one for what is in all of them."""
    names = {room.id: room.name for room in document.agenda.rooms_in_order}
    return {**names, WHOLE_VENUE: document.presentation.words("All rooms")}


def _session_rooms(document: Document, session: Session) -> tuple[str, ...]:
    """Return the rooms of a session; none if it waits, or is in another place only."""
    where = session.placement
    return where.rooms or (() if where.place else (WHOLE_VENUE,)) if where else ()


def _blocks(document: Document) -> dict[str, str]:
    """Return the titles of the blocks by id, by time."""
    return {block.id: block.title for block in document.agenda.blocks_in_order}


def _block_choice(_document: Document, session: Session) -> tuple[str, ...]:
    return (session.block,) if session.block else ()


SESSION_CHOICES = (
    FilterChoice("day", N_("Day"), _days, _day_choice), FilterChoice("room", N_("Room"), _rooms, _session_rooms),
    FilterChoice("block", N_("Block"), _blocks, _block_choice),
)  # fmt: skip
BLOCK_COLUMN = ListColumn(
    "block", N_("Block"),
    lambda document, session: document.agenda.blocks[session.block].title if session.block else "",
    has_some=lambda document: bool(document.agenda.blocks), width=130, least=84,
)  # fmt: skip
