"""Values of the cells that Estrad writes, and lists of small values as the text of one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

Cell = str | int | date | None
"""A text, a number or a date; a time of day is in minutes from midnight. None is an empty cell."""


class CellKind(StrEnum):
    """The kind of values in a column."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MINUTES = "minutes"
    NUMBER = "number"


def write_record(*parts: str) -> str:
    """Join texts with vertical bars into one line, without trailing empty ones."""
    said = list(parts)
    while said and not said[-1]:
        said.pop()
    return " | ".join(re.sub(r"[\\|]", r"\\\g<0>", part).replace("\n", r"\n") for part in said)


def read_record(line: str, most: int) -> tuple[str, ...]:
    """Split a line that ``write_record`` returned into texts, padded to ``most`` of them."""
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
    """Join texts with line breaks, leaving out empty ones."""
    return "\n".join(text for text in texts if text)


def parted(text: str) -> tuple[str, ...]:
    """Split a text into its non-empty lines."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
