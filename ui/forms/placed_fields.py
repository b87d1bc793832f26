"""The editors of time, rooms and track that sessions and blocks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.text import N_
from ui.forms.field import Option, choice_factory, day_names
from ui.kit.editors.choice_editors import EditorChoice, MultiChoiceEditor
from ui.kit.editors.text_editors import LineEditor, ValueEditor
from ui.kit.editors.typed_values import read_clocks, write_clock
from ui.state.document import Document


def rooms_field(document: Document) -> ValueEditor:
    """Return an editor for the rooms of a session or a block."""
    return MultiChoiceEditor(
        lambda: [EditorChoice(room.id, room.name) for room in document.agenda.rooms_in_order],
        document.presentation.words("All rooms"),
        document.presentation.words("Several: Space or Ctrl+click"),
    )


day_field = choice_factory(day_names, none=N_("Not placed yet"))


def _tracks(document: Document) -> Iterator[Option]:
    words, theme = document.presentation.words, document.presentation.theme
    yield None, words(N_("No track")), theme.track("").name()
    yield from ((one.id, one.name, theme.track(one.colour).name()) for one in document.agenda.tracks_in_order)


track_field = choice_factory(_tracks)


@dataclass(frozen=True, slots=True)
class TypedStart:
    """A typed start time, and the shown day, on which a session from the tray is placed; ``until`` is a typed end.

    A bare minute instead of a ``TypedStart`` refers to the first day.
    """

    minute: int
    shown: date
    until: int | None = None

    @property
    def length(self) -> int | None:
        """The minutes to the typed end, or None if there is none."""
        return None if self.until is None else self.until - self.minute


def clock_field(document: Document) -> ValueEditor:
    """Return an editor for a start, with which an end may be typed."""
    sentence = document.presentation.words("Type a time such as 9:30.")

    def read(typed: str) -> TypedStart:
        minute, until = read_clocks(typed, sentence)
        return TypedStart(minute, document.plan.day.date, until)

    return LineEditor(read, write_clock)


def placed_value(name: str) -> Callable[[Agenda, Any], Any]:
    """Return a function that returns a part of the placement of a session or a block: start, day, rooms or place."""

    def value(agenda: Agenda, thing: Session | Block) -> Any:
        if (placement := thing.placement) is None:
            return "" if name == "place" else None
        return getattr(placement, name) if name in ("rooms", "place") else getattr(placement.span, name)

    return value
