"""Templates for sessions that the organiser inserts repeatedly, stored in the file beside the sessions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.commands.edit import make
from planner.commands.ordering import moved
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import Template
from planner.domain.enums import KINDS, Kind
from planner.domain.text import Text


def add_template(
    agenda: Agenda, template_id: str, *, title: str, kind: Kind = Kind.TALK, minutes: int | None = None, **fields: Any
) -> Change:
    """Add a template at the end, by default with the default length of its kind.

    Raise ``EstradError`` for an invalid value.
    """
    last = max((template.position for template in agenda.templates.values()), default=-1)
    length = KINDS[kind].minutes if minutes is None else minutes
    template = make(Template, id=template_id, title=title, kind=kind, minutes=length, position=last + 1, **fields)
    return change(Text("Add the template “{title}”", title=template.title), (None, template))


def keep_as_template(agenda: Agenda, session_id: str, template_id: str) -> Change:
    """Add a template with the title, kind, length and track of a session."""
    like = agenda.sessions[session_id]
    found = add_template(agenda, template_id, title=like.title, kind=like.kind, minutes=like.minutes, track=like.track)
    return replace(found, label=Text("Keep “{title}” as a template", title=like.title))


def move_template(agenda: Agenda, template_id: str, places: int) -> Change:
    """Move a template's chip ``places`` down (negative: up)."""
    label = Text("Move the template “{title}”", title=agenda.templates[template_id].title)
    return change(label, *moved(agenda.templates_in_order, template_id, places))


def delete_template(agenda: Agenda, template_id: str) -> Change:
    """Delete a template; the sessions made from it stay."""
    template = agenda.templates[template_id]
    return change(Text("Delete the template “{title}”", title=template.title), (template, None))
