"""Commands that delete entities, one or several of a type in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from planner.commands.blocks import delete_block
from planner.commands.edit import in_one_step
from planner.commands.people import delete_cover, delete_partner, delete_person, label_with_shifts
from planner.commands.sessions import delete_session, delete_template
from planner.commands.venue import delete_day, delete_room, delete_track
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Cover, Day, Entity, Partner, Person, Room, Session, Template, Track
from planner.domain.text import Plural, Text

DELETE: dict[type[Entity], Callable[[Agenda, str], Change]] = {
    Session: delete_session,
    Block: delete_block,
    Person: delete_person,
    Room: delete_room,
    Track: delete_track,
    Day: delete_day,
    Partner: delete_partner,
    Cover: delete_cover,
    Template: delete_template,
}
"""The command that deletes an entity of each type; conference and venue cannot be deleted."""


def delete_entities(agenda: Agenda, kind: type[Entity], ids: Sequence[str]) -> Change:
    """Delete entities of one type in one step; for several, the label counts the sessions and shifts affected.

    Raise the same errors as deleting them one after the other.
    """
    if len(ids) == 1:
        return DELETE[kind](agenda, ids[0])
    things = count_text(kind, len(ids))
    label = Text("Delete {things}", things=things)
    found = in_one_step(agenda, label, [partial(_delete_entity, kind, eid) for eid in ids])
    if changed := sum(isinstance(edit.after, Session) for edit in found.edits):
        sessions = Plural("{n} session", "{n} sessions", changed)
        label = Text("Delete {things}, with effect on {sessions}", things=things, sessions=sessions)
    covers = [edit.before for edit in found.edits if kind is not Cover and isinstance(edit.before, Cover)]
    return Change(label_with_shifts(label, covers), found.edits)


def _delete_entity(kind: type[Entity], eid: str, agenda: Agenda) -> Change:
    return DELETE[kind](agenda, eid)


def count_text(kind: type[Entity], n: int) -> Text:
    """Return a text with the number of entities of a type, such as “3 sessions”."""
    words = {
        Session: Plural("{n} session", "{n} sessions", n),
        Block: Plural("{n} block", "{n} blocks", n),
        Person: Plural("{n} person", "{n} people", n),
        Room: Plural("{n} room", "{n} rooms", n),
        Track: Plural("{n} track", "{n} tracks", n),
        Day: Plural("{n} day", "{n} days", n),
        Partner: Plural("{n} organisation", "{n} organisations", n),
        Cover: Plural("{n} shift", "{n} shifts", n),
        Template: Plural("{n} template", "{n} templates", n),
    }
    return words[kind]
