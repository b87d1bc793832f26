"""Parses JSON stored in the file, which another program may have written."""

from __future__ import annotations

import json
from typing import Any


def parse(text: str) -> Any:
    """Parse JSON; raise ``ValueError`` or ``RecursionError`` if it is invalid or has a lone surrogate.

    JSON can escape half a character (``\\ud800``), which cannot be encoded as UTF-8 and so never be stored again.
    """
    value = json.loads(text)
    if "\\u" in text:  # without an escape, the text was valid UTF-8 in the file
        json.dumps(value, ensure_ascii=False).encode()
    return value
