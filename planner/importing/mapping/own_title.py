"""The title that a table has above its headings, which a new conference takes."""

from __future__ import annotations

import re

from planner.domain.text import clean_line
from planner.importing.cells.dates import LONGEST_TITLE, date_ending, dated
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, TableMapping
from planner.tables.table import Tables, Value

SHORTEST = 5
"""The least number of characters of a title."""
_DRAFT = re.compile(r"\s*\((?:utkast|draft|version|ver|v|prel|preliminary|preliminärt?)\b[^()]*\)\s*$", re.IGNORECASE)
_KIND = re.compile(r"\s*[–—:|-]\s*(?:program(?:me)?|dagsprogram|schedule|schema|agenda)\s*$", re.IGNORECASE)


def own_title(tables: Tables, mapping: TableMapping) -> str:
    """Return the only text of the first row above the headings, without *draft* and *programme*; empty if none."""
    main = mapping.main
    sheet = next((one for one in tables.sheets if one.name == main.sheet), None)
    if sheet is None or main.shape not in ABOUT_SESSIONS:
        return ""
    rows = ([value for value in row if value not in (None, "")] for row in sheet.rows[: max(main.head, 0)])
    first = next(filter(None, rows), [])
    return _title(first[0]) if len(set(first)) == 1 else ""


def _title(value: Value) -> str:
    """Return the title in a cell, or an empty text if it is a date or no title."""
    text = clean_line(value) if isinstance(value, str) else ""
    if date_ending(text) != text:
        return ""
    title = _KIND.sub("", _DRAFT.sub("", text)).strip()
    fits = SHORTEST <= len(title) <= LONGEST_TITLE and " " in title
    return title if fits and dated(title.casefold()) is None else ""
