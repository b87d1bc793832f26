"""Fingerprints of values: short, the same in every run, and nothing of the value can be read in them."""

from __future__ import annotations

import json
from hashlib import blake2b
from json.encoder import encode_basestring
from typing import Any

from planner.domain.plain import to_plain

BYTES = 6
"""Of a fingerprint. Two values that differ look the same once in 3 · 10¹⁴ times, and then a change is not seen."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=to_plain)


def fingerprint(value: Any) -> str:
    """Return hexadecimal digits that are the same in every run, for a value of ours or of a file's."""
    text = encode_basestring(value) if type(value) is str else _JSON.encode(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=BYTES).hexdigest()


def fingerprint_of_key(sort: str, key: str) -> str:
    """Return the fingerprint of a key under which an import knows a thing of that sort, such as ``Person``.

    A session and a person may have the same key.
    """
    return fingerprint(f"{sort} {key}")


KEY = "key"
"""How entries of ``told`` end that say by which key another file knows the thing than the one of its origin."""
ALSO = "also/"
"""How entries of ``told`` begin that say under which other keys a thing is known: whoever was merged into it."""
APART = "apart/"
"""How entries begin that say with whom somebody has been taken for another one; the id stands behind it."""


def known_also_as(told: tuple[str, ...]) -> frozenset[str]:
    """Return the fingerprints of the other keys under which a thing is known."""
    return frozenset(_behind(told, ALSO))


def known_to_others_as(told: tuple[str, ...]) -> frozenset[str]:
    """Return the fingerprints of the keys by which other files know a thing than the one that it came from."""
    named = (entry.partition(":") for entry in told)
    return frozenset(mark for name, _colon, mark in named if name.endswith(f"/{KEY}"))


def kept_apart_from(told: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of those who are somebody else, as was said here."""
    return frozenset(_behind(told, APART))


def _behind(told: tuple[str, ...], begin: str) -> list[str]:
    return [entry.removeprefix(begin).partition(":")[0] for entry in told if entry.startswith(begin)]
