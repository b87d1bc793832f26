"""JSON as stored in the file, which we need not have written ourselves."""

from __future__ import annotations

import json
from typing import Any


def parse(text: str) -> Any:
    """Parse JSON; raise ``ValueError`` or ``RecursionError`` for anything else, and for text that no file can hold.

    JSON can spell half a character (``\\ud800``), which SQLite's own text cannot hold and nothing can write again.
    """
    value = json.loads(text)
    if "\\u" in text:  # other text came out of the file as UTF-8
        json.dumps(value, ensure_ascii=False).encode()
    return value
