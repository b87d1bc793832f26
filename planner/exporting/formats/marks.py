"""Tells which conference a file is of that Estrad wrote in one of the formats."""

from __future__ import annotations

import re

_SIGNED = re.compile(
    rb"(?:<\?xml[^>]*>\s*<schedule>\s*<generator name=|\{[^{}]*\{\s*\"name\": |# [^\n]*\n\n<!-- )"
    rb"\"?Estrad\b[^<>{}]{0,100}\burn:uuid:([0-9a-f-]{36})"
)
"""Matches the beginning of a file up to the UUID of its conference, which stands beside Estrad's name."""


def conference_of(data: bytes) -> str | None:
    """Return the UUID of the conference (``conference_uid``) that the file is of, or None if Estrad did not write it.

    A calendar says it in its own way, see ``planner.exporting.ics_existing``, and a workbook not at all.
    """
    found = _SIGNED.match(data)
    return found[1].decode() if found else None
