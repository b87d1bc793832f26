"""The edits that a window acknowledges before it is killed, and what its file may hold after that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from planner.domain.agenda import Agenda


def digest(agenda: Agenda) -> str:
    """Return a digest of a whole conference: the same for the same entities."""
    return sha256("\n".join(sorted(map(repr, agenda.entities()))).encode()).hexdigest()


class Edit(NamedTuple):
    """One acknowledged edit: the newest step in effect, their number, the conference's digest, and the command."""

    step: str
    position: int
    conference: str
    verb: str

    def line(self) -> str:
        return f"edit {self.step} {self.position} {self.conference} {self.verb}\n"

    @classmethod
    def of(cls, line: str) -> Edit | None:
        """Return the edit that a line reports; None for another line, or for one that the kill cut off."""
        words = line.split()
        if not line.endswith("\n") or len(words) != 5 or words[0] != "edit":
            return None
        return cls(words[1], int(words[2]), *words[3:])


@dataclass(frozen=True)
class History:
    """The ids of all steps, how many of them are done, and the digest of the conference at that point."""

    steps: tuple[str, ...]
    position: int
    conference: str

    def after(self, edit: Edit) -> History:
        """Return the history after an edit.

        An undo or a redo moves the position; a new step replaces those that could have been redone.
        """
        known = edit.position == 0 or self.steps[edit.position - 1 : edit.position] == (edit.step,)
        steps = self.steps if known else (*self.steps[: edit.position - 1], edit.step)
        return replace(self, steps=steps, position=edit.position, conference=edit.conference)

    def leads_to(self, other: History) -> bool:
        """Return whether one edit leads there: an undo, a redo, or a step that was not acknowledged."""
        if other.steps == self.steps:
            return abs(other.position - self.position) == 1
        return other.steps[:-1] == self.steps[: self.position] and other.position == self.position + 1 == len(
            other.steps
        )
