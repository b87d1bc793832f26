"""Fingerprints of the file's last values beside each thing, by which a later import knows who changed which field.

An entry of ``told`` is ``FIELD:FILE``, or ``FIELD:FILE:HERE`` where the two differ: the fingerprints of the value in
the file, in its own words, and of what it became here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.fingerprint import KEY as KEY
from planner.domain.fingerprint import fingerprint as fingerprint


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprints of a field: of the value in the file, and of what that became here."""

    file: str
    here: str


def prints_of(told: Iterable[str]) -> dict[str, Print]:
    """Return the entries by field; one of another shape is ignored."""
    found = {}
    for entry in told:
        name, *prints = entry.split(":")
        if 1 <= len(prints) <= 2:
            found[name] = Print(prints[0], prints[-1])
    return found


def entry_of(name: str, file: str, here: str) -> str:
    """Return the entry of a field."""
    return f"{name}:{file}" if here == file else f"{name}:{file}:{here}"


def told_with(told: Iterable[str], news: Mapping[str, Print]) -> tuple[str, ...]:
    """Return the entries with the new ones in place of the old ones of the same fields."""
    merged = {**prints_of(told), **news}
    return tuple(entry_of(name, p.file, p.here) for name, p in merged.items())


def told_without(told: Iterable[str], *names: str) -> tuple[str, ...]:
    """Return the entries without those of certain fields."""
    return told_with((), {name: p for name, p in prints_of(told).items() if name not in names})
