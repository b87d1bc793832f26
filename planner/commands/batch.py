"""Combine several commands into one change, and so into one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.agenda import Agenda
from planner.domain.change import Change, merged
from planner.domain.text import Text


def in_one_step(agenda: Agenda, label: Text, makes: Iterable[Callable[[Agenda], Change]]) -> Change:
    """Run commands one after the other, each on the result of the previous ones, and merge them into one change."""
    made: list[Change] = []
    for make in makes:
        made.append(make(agenda))
        agenda = agenda.after(made[-1])
    return merged(label, made)
