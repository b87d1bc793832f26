"""What was typed into a form and not taken, kept until the thing that it was typed for is shown again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, and why it was not taken; nothing if the file was at fault and it may be taken next time."""

    text: str
    why: str


class Drafts:
    """Texts that were not taken, by the things and the field that they were typed for."""

    def __init__(self) -> None:
        self._kept: dict[frozenset[str], dict[str, Draft]] = {}

    def keep(self, ids: Iterable[str], field: str, draft: Draft) -> None:
        """Keep a text of a field of these things."""
        self._kept.setdefault(frozenset(ids), {})[field] = draft

    def take(self, ids: Iterable[str]) -> list[tuple[str, Draft]]:
        """What was kept for these things, by field; it is not kept any more."""
        return list(self._kept.pop(frozenset(ids), {}).items())
