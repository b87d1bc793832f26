"""Values of the cells that we write, and lists of small values as text in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

Cell = str | int | date | None
"""A text, a number or a date; times of day are minutes from midnight. None is an empty cell."""


class CellKind(StrEnum):
    """The kind of values in a column."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MINUTES = "minutes"
    NUMBER = "number"


def write_record(*parts: str) -> str:
    """Return texts on one line with bars between them, without empty ones at the end."""
    said = list(parts)
    while said and not said[-1]:
        said.pop()
    return " | ".join(re.sub(r"[\\|]", r"\\\g<0>", part).replace("\n", r"\n") for part in said)


def read_record(line: str, most: int) -> tuple[str, ...]:
    """Return the texts of such a line, padded to ``most`` of them."""
    found: list[str] = []
    part, escaped = "", False
    for sign in line:
        if escaped:
            part += "\n" if sign == "n" else sign
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == "|" and len(found) < most - 1:
            found.append(part.strip())
            part = ""
        else:
            part += sign
    found.append(part.strip())
    return (*found, *[""] * (most - len(found)))


def lines(texts: Iterable[str]) -> str:
    """Return texts below each other, without empty ones."""
    return "\n".join(text for text in texts if text)


def parted(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
