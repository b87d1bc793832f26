"""Fingerprints of cells as they were written, so that a reader can tell which have been changed since.

They are deliberately short: long enough to detect a change, too short to recover the text of a deleted cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from planner.domain.cleaning import clean_text
from planner.workbook.cells import Cell, CellKind
from planner.workbook.codecs import as_line, long_clock, minute_of

BYTES = 3
OF_NOTHING = blake2b(digest_size=BYTES).hexdigest()


def fingerprint_of_cell(sort: CellKind, value: Cell) -> str:
    """Return the fingerprint of a cell to be written."""
    if value is None or value == "":
        return OF_NOTHING
    text = long_clock(value) if sort is CellKind.TIME and isinstance(value, int) else str(value)
    return blake2b(clean_text(text).encode(), digest_size=BYTES).hexdigest()


def fingerprint_of_read_cell(sort: CellKind, value: Any) -> str:
    """Return the fingerprint of a cell that was read; it is unchanged if the cell still has the written value."""
    if sort is CellKind.TIME and isinstance(value, time | timedelta | datetime | float):
        value = minute_of(value)
    elif isinstance(value, datetime) or (isinstance(value, date) and sort is CellKind.DATE):
        value = value.date() if isinstance(value, datetime) else value
    elif value is not None and not isinstance(value, str):
        value = as_line(value)
    return fingerprint_of_cell(sort, value)


def write_fingerprints(prints: Mapping[str, str]) -> str:
    """Serialise fingerprints by field as the text of a cell."""
    return " ".join(f"{name}={found}" for name, found in prints.items())


def read_fingerprints(text: str) -> dict[str, str]:
    """Parse the text that ``write_fingerprints`` returns; malformed words are ignored."""
    pairs = (word.rpartition("=") for word in text.split())
    return {name: found for name, mark, found in pairs if mark and len(found) == 2 * BYTES}
