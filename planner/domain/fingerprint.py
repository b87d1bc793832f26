"""Fingerprints (hashes) of values and import keys: short, one-way, the same in every run."""

from __future__ import annotations

import json
from hashlib import blake2b
from json.encoder import encode_basestring
from typing import Any

from planner.domain.json_codec import to_json

BYTES = 6
"""The size of a fingerprint in bytes. Two values collide once in 3 · 10¹⁴ cases; a change then goes unnoticed."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=to_json)


def fingerprint(value: Any) -> str:
    """Return the fingerprint of a value as hexadecimal digits, the same in every run."""
    text = encode_basestring(value) if type(value) is str else _JSON.encode(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=BYTES).hexdigest()


def fingerprint_of_key(sort: str, key: str) -> str:
    """Return the fingerprint of an import key; ``sort`` is the entity's type, such as ``Person``.

    The type is included since a session and a person may have the same key.
    """
    return fingerprint(f"{sort} {key}")


KEY = "key"
"""The last part of the name of an entry in ``import_marks`` with the entity's key in a file other than its origin's."""
ALSO = "also/"
"""The prefix of entries in ``import_marks`` for further keys of a person: those of people merged into them."""
APART = "apart/"
"""The prefix of entries in ``import_marks`` with the id of another person who was said not to be the same."""


def further_key_fingerprints(marks: tuple[str, ...]) -> frozenset[str]:
    """Return the fingerprints of the further keys of an entity, those marked ``ALSO``."""
    return frozenset(_entries_with_prefix(marks, ALSO))


def other_file_key_fingerprints(marks: tuple[str, ...]) -> frozenset[str]:
    """Return the fingerprints of an entity's keys in files other than the one of its ``origin``."""
    named = (entry.partition(":") for entry in marks)
    return frozenset(mark for name, _colon, mark in named if name.endswith(f"/{KEY}"))


def people_kept_apart(marks: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of the people who were said not to be the person with these marks."""
    return frozenset(_entries_with_prefix(marks, APART))


def _entries_with_prefix(marks: tuple[str, ...], begin: str) -> list[str]:
    return [entry.removeprefix(begin).partition(":")[0] for entry in marks if entry.startswith(begin)]
