"""What a window that is about to be killed says of its edits, and what may be in the file after that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from planner.domain.agenda import Agenda


def digest(agenda: Agenda) -> str:
    """A conference in a few letters: the same for the same entities, whole."""
    return sha256("\n".join(sorted(map(repr, agenda.entities()))).encode()).hexdigest()


class Edit(NamedTuple):
    """One acknowledged edit: the newest step that is done now, how many are, the conference, and what was done."""

    step: str
    position: int
    conference: str
    verb: str

    def line(self) -> str:
        return f"edit {self.step} {self.position} {self.conference} {self.verb}\n"

    @classmethod
    def of(cls, line: str) -> Edit | None:
        """The edit that a line tells of; None for another line, or one that the kill cut off."""
        words = line.split()
        if not line.endswith("\n") or len(words) != 5 or words[0] != "edit":
            return None
        return cls(words[1], int(words[2]), *words[3:])


@dataclass(frozen=True)
class History:
    """The ids of all steps, how many of them are done, and what the conference is then."""

    steps: tuple[str, ...]
    position: int
    conference: str

    def after(self, edit: Edit) -> History:
        """An undo or a redo moves the position; a new step takes the place of what could have been redone."""
        known = edit.position == 0 or self.steps[edit.position - 1 : edit.position] == (edit.step,)
        steps = self.steps if known else (*self.steps[: edit.position - 1], edit.step)
        return replace(self, steps=steps, position=edit.position, conference=edit.conference)

    def leads_to(self, other: History) -> bool:
        """Whether one edit lies between: an undo, a redo, or a step that nobody has heard of."""
        if other.steps == self.steps:
            return abs(other.position - self.position) == 1
        return other.steps[:-1] == self.steps[: self.position] and other.position == self.position + 1 == len(
            other.steps
        )
