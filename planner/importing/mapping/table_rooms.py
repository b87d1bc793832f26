"""The rooms of a table, each once, from cells that may hold several, and the seats in their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.importing.incoming import checked_name

_SURELY_APART = re.compile(r"\s*(?:[+;|\n]|\s\+\s)\s*")
_PERHAPS_APART = re.compile(r"\s*(?:,|/|&|\s(?:and|och|und)\s)\s*")


_SEATS = re.compile(
    r"(?P<name>.*\S)\s*[(\[,]\s*(?P<seats>\d{1,5})\s*(?:pl|platser|sittplatser|seats|pers|personer|people|pax|plätze)\b\.?"
    r"\s*[)\]]?",
    re.IGNORECASE,
)


class TableRooms:
    """The rooms of a table by name; a cell may contain several."""

    def __init__(self, known: Iterable[str], written: Iterable[str]) -> None:
        self._known = {name.casefold(): name for name in known}
        self._here, self.seats = frozenset(self._known), dict[str, int]()
        self._met: dict[str, str] = {}
        for cell in map(self._without_seats, dict.fromkeys(written)):
            if not _SURELY_APART.search(cell) and not _PERHAPS_APART.search(cell):
                self._known.setdefault(cell.casefold(), cell)
        self._of: dict[str, tuple[str, ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The rooms recorded so far, in that order."""
        return tuple(self._met.values())

    def note(self, name: str) -> None:
        """Record a room that has a row or a column."""
        name = self._without_seats(name)
        self._known.setdefault(name.casefold(), name)
        self._met.setdefault(name.casefold(), self._known[name.casefold()])

    def of(self, cell: str) -> tuple[str, ...]:
        """Return the rooms in a cell; raise ``EstradError`` if a name is too long for a room."""
        found = self._of.get(cell)
        if found is None:
            found = self._of[cell] = tuple(
                dict.fromkeys(self._known.get(name.casefold(), checked_name(name)) for name in self._parts(cell))
            )
            for name in found:
                self.note(name)
        return found

    def _without_seats(self, name: str) -> str:
        """Return a room's name without the number of its seats, which is noted: *Aula (300 pl)*."""
        found = _SEATS.fullmatch(name)
        if found is None or name.casefold() in self._here:
            return name
        self.seats.setdefault(found["name"], int(found["seats"]))
        return found["name"]

    def _parts(self, cell: str) -> list[str]:
        lines = cell.split("\n")
        if all(line.casefold() in self._known for line in lines):
            return lines
        parts = [" ".join(self._without_seats(part).split()) for part in _SURELY_APART.split(cell)]
        found: list[str] = []
        for part in filter(None, parts):
            several = _PERHAPS_APART.split(part)
            apart = len(several) > 1 and all(one.casefold() in self._known for one in several)
            found += several if apart and part.casefold() not in self._known else [part]
        return found
