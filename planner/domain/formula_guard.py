"""Guard text cells of a CSV file against being read as formulas by a spreadsheet."""

from __future__ import annotations

import re

_TAKEN_FOR_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard_formula(text: str) -> str:
    """Return the text, prefixed with an apostrophe if a spreadsheet would calculate it or it already looks guarded."""
    return f"'{text}" if _TAKEN_FOR_A_FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """Return the text without its guarding apostrophe: the inverse of ``guard_formula``."""
    return text[1:] if _GUARDED.match(text) else text
