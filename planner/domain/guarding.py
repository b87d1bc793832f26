"""Text cells of a CSV file that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

_TAKEN_FOR_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it, or where it looks guarded."""
    return f"'{text}" if _TAKEN_FOR_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The inverse: the text without the apostrophe that guards it."""
    return text[1:] if _GUARDED.match(text) else text
