"""Headings with a number in them, such as *p1_title* and *speaker2_first*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planner.domain.enums import Role
from planner.importing.cells.fields import Subject
from planner.importing.cells.headings import field_of_heading
from planner.importing.mapping.layout import bare_heading
from planner.importing.vocabulary import role_of

_NUMBERED = re.compile(r"(?P<what>[^\W\d_]+(?: [^\W\d_]+)?) ?[#{]?(?P<number>\d{1,3})\}? ?(?P<of>[^\d].*)?")
_PARTS = frozenset(
    (
        "p",
        "talk",
        "talks",
        "paper",
        "papers",
        "presentation",
        "item",
        "part",
        "föredrag",
        "vortrag",
        "beitrag",
        "bidrag",
    )
)
_FIELD_OF = {
    Role.SPEAKER: "speakers",
    Role.MODERATOR: "moderators",
    Role.PANELLIST: "panellists",
    Role.HOST: "hosts",
    Role.RESERVE: "reserves",
}
_OF_PARTS = {
    **dict.fromkeys(("authors", "author", "speaker", "speakers", "presenter", "presenters", "talare"), "speakers"),
    **dict.fromkeys(("organisations", "organisation", "affiliations", "affiliation"), "person.organisation"),
    **dict.fromkeys(("title", "titel", "name", ""), "title"),
}


def numbered_fields(headings: Sequence[str]) -> dict[int, str]:
    """Return the keys of columns whose numbered headings distinguish several people or parts.

    A lone *Speaker 2* is not such a column: it only names another person.
    """
    found: dict[int, tuple[str, int, str]] = {}
    for column, text in enumerate(headings):
        name = _NUMBERED.fullmatch(bare_heading(text))
        if name and (field := _field(name["what"], (name["of"] or "").strip())):
            what = "part" if _is_part(name["what"]) else _FIELD_OF[role_of(name["what"]) or Role.SPEAKER]
            found[column] = (what, int(name["number"]), field)
    each = Counter((what, n) for what, n, _ in found.values())
    named = {(what, n) for what, n, field in found.values() if field in _NAMING}
    keys = {}
    for column, (what, n, field) in found.items():
        alone = field == "whole" and (what, n) not in named
        if alone and each[what, n] > 1:
            named.add((what, n))
            keys[column] = f"{what}:{n}:{'title' if what == 'part' else 'person.name'}"
        elif not alone:
            keys[column] = f"{what}:{n}:{field}" if field != "whole" else ""
    return {column: key for column, key in keys.items() if found[column][:2] in named}


_NAMING = ("person.name", "person.first", "person.last", "title")
"""Fields of which a numbered person or part needs at least one."""


def _is_part(what: str) -> bool:
    return what in _PARTS


def _field(what: str, of: str) -> str:
    """Return the field of a numbered part or person; ``whole`` if the column is the part or person itself."""
    if _is_part(what):
        if of in _OF_PARTS:
            return _OF_PARTS[of]
        guess = field_of_heading(of, Subject.SESSION)
        return guess.field.key.removeprefix("session.") if guess and guess.sure >= 0.8 else ""
    if role_of(what) is None and what != "s":
        return ""
    if not of:
        return "whole"
    guess = field_of_heading(of, Subject.PERSON)
    return guess.field.key if guess and guess.sure >= 0.8 and guess.field.of is Subject.PERSON else ""
