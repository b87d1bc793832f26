"""Several commands as one change, and so one step of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import Entity
from planner.domain.text import Text


def several(agenda: Agenda, label: Text, makes: Iterable[Callable[[Agenda], Change]]) -> Change:
    """One command after the other, each on what the ones before it left; each thing is touched once."""
    images: dict[tuple[type[Entity], str], tuple[Entity | None, Entity | None]] = {}
    for make in makes:
        made = make(agenda)
        for edit in made.edits:
            key = (type(edit.entity), edit.entity.id)
            before = images[key][0] if key in images else edit.before
            images[key] = (before, edit.after)
        agenda = agenda.after(made)
    return change(label, *images.values())
