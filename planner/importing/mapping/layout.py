"""The layout of a table as one program writes it, recognised by its headings."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from planner.domain.cleaning import clean_line
from planner.importing.mapping.table_mapping import SheetShape

_MARK = re.compile(
    r"[(\[](?:optional|required|do not delete|not shared publicly|hh:mm|[mdy/.-]{6,10}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    r"|\d+ characters max|\d+ max|in brackets)[)\]]",
    re.IGNORECASE,
)


@lru_cache(4096)
def bare_heading(written: str) -> str:
    """Return the words of a heading in lower case, without the marks that programs add to them."""
    words = _MARK.sub(" ", clean_line(written)).replace("_", " ").strip(" *:?")
    return " ".join(words.casefold().split())


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: ``needs`` are the headings that identify it, ``without`` those that rule it out.

    ``fields`` are the fields of its headings. ``namespace`` is the program's, if the ids are the program's. ``order``
    is that of its dates, if it is always the same. A layout that is not ``sure`` still has to be checked.
    """

    key: str
    name: str
    needs: frozenset[str]
    fields: dict[str, str]
    shape: SheetShape = SheetShape.SESSIONS
    namespace: str = ""
    order: str = ""
    zone: str = ""
    separator: str = ""
    sure: bool = True
    without: frozenset[str] = field(default=frozenset())

    def is_of(self, headings: Collection[str]) -> bool:
        """Return whether headings, in the form that ``bare_heading`` returns, match this layout."""
        return self.needs <= set(headings) and not self.without & set(headings)


def layout(key: str, name: str, needs: str, fields: str, **facts: object) -> Layout:
    """Parse ``heading = field`` lines as a layout; ``needs`` and ``without`` are separated by vertical bars."""
    pairs = (line.rpartition(" =") for line in fields.strip().splitlines())
    named = {bare_heading(heading): known.strip() for heading, _, known in pairs}
    if "without" in facts:
        facts["without"] = _headings(str(facts["without"]))
    return Layout(key, name, _headings(needs), named, **facts)  # type: ignore[arg-type]


def _headings(written: str) -> frozenset[str]:
    return frozenset(bare_heading(one) for one in written.split("|"))
