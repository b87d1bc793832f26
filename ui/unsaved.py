"""What was typed and is not saved, in words, and how it is taken back."""

from __future__ import annotations

from planner.commands.edit import name_of
from planner.domain.details import Appearance
from planner.domain.entities import Entity, Session
from planner.domain.text import N_
from ui.desk import Desk
from ui.panels.drafts import Draft, Spot

LINES = {"adder": N_("People"), "moderator": N_("People")}
"""What the lines are called that add somebody; they are no fields."""
DATES = {"asked": N_("Asked"), "answered": N_("Answered")}
"""What the dates on somebody's chip are called; their spots add the role and the person."""
SHORT = 40
"""Letters of a text, where it is said what became of it."""


def there(desk: Desk, spot: Spot) -> tuple[Entity, ...]:
    """The things that a text was typed for; none if one of them was deleted, or has no such field any more."""
    from ui.fields.forms import FORMS  # the window starts without it

    kind = next((kind for kind in FORMS if kind.__name__ == spot.kind), None)
    found = [desk.agenda.find(kind, entity_id) for entity_id in spot.ids] if kind else []
    things = tuple(entity for entity in found if entity is not None)
    return things if len(things) == len(found) and all(has_field(entity, spot.field) for entity in things) else ()


def date_spot(session: str, appearance: Appearance, name: str) -> Spot:
    """Where a date of asking or answering is typed."""
    return Spot.of(Session, [session], f"{name} {appearance.role.value} {appearance.person}")


def has_field(entity: Entity, field: str) -> bool:
    """Whether a field is there, also that of somebody who may have been taken out since."""
    from ui.fields.forms import FORMS  # the window starts without it

    if isinstance(entity, Session) and (field in LINES or field.partition(" ")[0] in DATES):
        dates = (date_spot(entity.id, appearance, name).field for appearance in entity.people for name in DATES)
        return field in LINES or field in dates
    return any(known.name == field for known in FORMS[type(entity)])


def waiting(desk: Desk) -> list[tuple[Spot, Draft]]:
    """What was typed and is not saved, of what was not deleted meanwhile."""
    return [(spot, draft) for spot, draft in desk.drafts if there(desk, spot)]


def where(desk: Desk, spot: Spot) -> str:
    """Such as “Starts” of “Keynote”."""
    words, things = desk.reader.words, there(desk, spot)
    name = name_of(things[0]) if things else ""
    said = words("“{field}” of “{name}”").format(field=label_of(desk, spot), name=name)
    return said if len(things) < 2 else f"{said} + {len(things) - 1}"


def label_of(desk: Desk, spot: Spot) -> str:
    """What the field is called."""
    from ui.fields.forms import FORMS  # the window starts without it

    name = spot.field.partition(" ")[0]
    if spot.kind == Session.__name__ and name in LINES | DATES:
        return desk.reader.words((LINES | DATES)[name])
    fields = (field for kind, fields in FORMS.items() if kind.__name__ == spot.kind for field in fields)
    return desk.reader.words(next((field.label for field in fields if field.name == spot.field), spot.field))


def taken_back(desk: Desk, text: str, label: str) -> str:
    """What is said when a text that was not saved was taken back; ``label`` is what its field is called."""
    return desk.reader.words("Undone: “{text}” in {field}.").format(text=shortened(text), field=label)


def shortened(text: str) -> str:
    """A text on one line, its end cut off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def take_back(desk: Desk) -> bool:
    """Take back the text that was refused last, if nothing was done since; whether there was one."""
    spot = desk.drafts.refused
    draft = desk.drafts.at(spot) if spot else None
    if spot is None or draft is None:
        return False
    desk.drafts.let_go(spot)
    desk.said.emit(taken_back(desk, draft.text, label_of(desk, spot)))
    return True
