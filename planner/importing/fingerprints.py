"""Fingerprints of the file's last values, stored with each entity.

By them a later import knows who changed which field. An entry of ``told`` is ``FIELD:FILE``, or ``FIELD:FILE:HERE`` if
the two differ: the fingerprints of the value in the file, in its own words, and of the resulting value here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.fingerprint import KEY as KEY
from planner.domain.fingerprint import fingerprint as fingerprint


@dataclass(frozen=True, slots=True)
class FieldFingerprint:
    """The fingerprints of a field: of the value in the file, and of the resulting value here."""

    file: str
    here: str


def fingerprints_of(told: Iterable[str]) -> dict[str, FieldFingerprint]:
    """Parse entries as fingerprints by field; malformed ones are ignored."""
    found = {}
    for entry in told:
        name, *prints = entry.split(":")
        if 1 <= len(prints) <= 2:
            found[name] = FieldFingerprint(prints[0], prints[-1])
    return found


def entry_of(name: str, file: str, here: str) -> str:
    """Return the entry of a field."""
    return f"{name}:{file}" if here == file else f"{name}:{file}:{here}"


def with_fingerprints(told: Iterable[str], news: Mapping[str, FieldFingerprint]) -> tuple[str, ...]:
    """Return the entries with those of ``news`` replacing the old ones of the same fields."""
    merged = {**fingerprints_of(told), **news}
    return tuple(entry_of(name, p.file, p.here) for name, p in merged.items())


def without_fingerprints(told: Iterable[str], *names: str) -> tuple[str, ...]:
    """Return the entries without those of the named fields."""
    return with_fingerprints((), {name: p for name, p in fingerprints_of(told).items() if name not in names})
