"""JSON as it stands in the file, which need not be what we wrote."""

from __future__ import annotations

import json
from typing import Any


def parse(text: str) -> Any:
    """The value; raises ``ValueError`` or ``RecursionError`` for what is no JSON, or holds text that no file can.

    JSON can spell half a character (``\\ud800``), which SQLite's own text cannot hold and nothing can write again.
    """
    value = json.loads(text)
    if "\\u" in text:  # all other text came out of the file as UTF-8
        json.dumps(value, ensure_ascii=False).encode()
    return value
