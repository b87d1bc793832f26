"""Guard the text cells of a CSV file, so that no spreadsheet takes them for formulas."""

from __future__ import annotations

import re

_TAKEN_FOR_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard_formula(text: str) -> str:
    """Return the text, with an apostrophe in front if a spreadsheet would calculate it or it already looks guarded."""
    return f"'{text}" if _TAKEN_FOR_A_FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """Return the text without the apostrophe that guards it: the inverse of ``guard_formula``."""
    return text[1:] if _GUARDED.match(text) else text
