"""Unsaved text: which entities and fields it belongs to, their names for the user, and undoing a refused text."""

from __future__ import annotations

from planner.commands.answers import people_or_chairs
from planner.commands.edit import entity_name
from planner.domain.block import Block
from planner.domain.entities import Entity, Session
from planner.domain.text import N_
from planner.domain.value_objects import Appearance
from ui.state.document import Document, Draft, DraftSpot

LINES = {"adder": N_("People"), "moderator": N_("People"), "chair": N_("Chairs")}
"""Labels of the lines that add a person, which are not fields of an entity."""
DATES = {"asked": N_("Asked"), "answered": N_("Answered")}
"""Labels of the dates on a person's chip; their spots name the role and the person too."""
SHORT = 40
"""Maximum number of characters of a text quoted in a message."""


def draft_entities(document: Document, spot: DraftSpot) -> tuple[Entity, ...]:
    """Return the entities for which a text was typed; empty if one of them was deleted or no longer has the field."""
    from ui.forms.forms import FORMS  # the window starts without it

    kind = next((kind for kind in FORMS if kind.__name__ == spot.kind), None)
    found = [document.agenda.find(kind, entity_id) for entity_id in spot.ids] if kind else []
    things = tuple(entity for entity in found if entity is not None)
    return things if len(things) == len(found) and all(has_field(entity, spot.field) for entity in things) else ()


def answer_date_spot(holder: Session | Block, appearance: Appearance, name: str) -> DraftSpot:
    """Return the spot of the date on which a person of a session or block was asked or answered."""
    return DraftSpot.of(type(holder), [holder.id], f"{name} {appearance.role.value} {appearance.person}")


def has_field(entity: Entity, field: str) -> bool:
    """Return whether an entity has a field, or a session or block one of the ``LINES``.

    A session or block has the dates of a person's answer while the person is in it.
    """
    from ui.forms.forms import FORMS  # the window starts without it

    if isinstance(entity, Session | Block) and (field in LINES or field.partition(" ")[0] in DATES):
        dates = (
            answer_date_spot(entity, appearance, name).field
            for appearance in people_or_chairs(entity)
            for name in DATES
        )
        return field in LINES or field in dates
    return any(known.name == field for known in FORMS[type(entity)])


def unsaved_drafts(document: Document) -> list[tuple[DraftSpot, Draft]]:
    """Return the drafts whose entities still exist and have the field, each with its spot."""
    return [(spot, draft) for spot, draft in document.drafts if draft_entities(document, spot)]


def spot_label(document: Document, spot: DraftSpot) -> str:
    """Return a field and its entity in words, such as “Starts” of “Keynote”; for three, with + 2 behind it.

    The entity's name is empty if one of them was deleted or no longer has the field.
    """
    words, things = document.presentation.words, draft_entities(document, spot)
    name = entity_name(things[0]) if things else ""
    said = words("“{field}” of “{name}”").format(field=field_label(document, spot), name=name)
    return said if len(things) < 2 else f"{said} + {len(things) - 1}"


def field_label(document: Document, spot: DraftSpot) -> str:
    """Return the label of a spot's field, or the field's name if there is no such field."""
    from ui.forms.forms import FORMS  # the window starts without it

    name = spot.field.partition(" ")[0]
    if spot.kind in (Session.__name__, Block.__name__) and name in LINES | DATES:
        return document.presentation.words((LINES | DATES)[name])
    fields = (field for kind, fields in FORMS.items() if kind.__name__ == spot.kind for field in fields)
    return document.presentation.words(next((field.label for field in fields if field.name == spot.field), spot.field))


def reverted_message(document: Document, text: str, label: str) -> str:
    """Return the message that an unsaved text was undone; ``label`` is that of its field."""
    return document.presentation.words("Undone: “{text}” in {field}.").format(text=shortened_text(text), field=label)


def shortened_text(text: str, most: int = SHORT) -> str:
    """Return a text on one line, cut to ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def discard_refused_text(document: Document) -> bool:
    """Discard and report the last refused text, unless something was done since; return whether one was discarded."""
    spot = document.drafts.refused
    draft = document.drafts.find_draft(spot) if spot else None
    if spot is None or draft is None:
        return False
    document.drafts.discard(spot)
    document.status_reported.emit(reverted_message(document, draft.text, field_label(document, spot)))
    return True
