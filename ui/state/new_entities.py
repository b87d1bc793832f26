"""The entities that *Add* buttons create, with the names that they have at first, and titles of new blocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from string import ascii_uppercase

from planner.commands.people import add_partner, add_person
from planner.commands.sessions import add_session
from planner.commands.venue import add_day, add_room, add_track
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Day, Entity, Partner, Person, Room, Session, Track
from planner.wording import Wording
from ui.state.document import Document


def _room_name(document: Document, agenda: Agenda) -> str:
    """Return a room name with a number, such as “Room 3”, that is not in use."""
    taken = {room.name for room in agenda.rooms.values()}
    names = (document.presentation.words("Room {n}").format(n=n) for n in range(len(taken) + 1, 2 * len(taken) + 3))
    return next(name for name in names if name not in taken)


NEW: dict[type[Entity], Callable[[Document, Agenda, str], Change]] = {
    Session: lambda document, now, new: add_session(now, new, title=document.workspace.wording("New session")),
    Person: lambda document, now, new: add_person(now, new, name=document.presentation.words("New person")),
    Room: lambda document, now, new: add_room(now, new, name=_room_name(document, now)),
    Day: lambda document, now, new: add_day(now, new, when=now.days_in_order[-1].date + timedelta(days=1)),
    Track: lambda document, now, new: add_track(now, new, name=document.presentation.words("New track")),
    Partner: lambda document, now, new: add_partner(now, new, name=document.presentation.words("New organisation")),
}
"""The functions that return the change which adds an entity, by its type.

They are called with the document, the snapshot and the new id.
"""


def add_and_edit(document: Document, kind: type[Entity], before_shown: Callable[[], object] = lambda: None) -> None:
    """Add an entity, show it and begin to edit its name, title or date; if it is refused, only report that.

    ``before_shown`` is called once it is added.
    """
    new_id = document.workspace.new_id()
    if document.apply(lambda agenda: NEW[kind](document, agenda, new_id)):
        before_shown()
        document.plan.show(kind, new_id)
        document.edit_requested.emit()


def next_block_title(agenda: Agenda, wording: Wording) -> str:
    """Return a title for a new block that no block has: “Block A” to “Block Z”, then “Block 1” and so on."""
    titles = {block.title for block in agenda.blocks.values()}
    names = (*ascii_uppercase, *map(str, range(1, len(titles) + 1)))
    named = (wording("Block {letter}").format(letter=name) for name in names)
    return next(title for title in named if title not in titles)
