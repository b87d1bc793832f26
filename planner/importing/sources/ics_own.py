"""Parses the descriptions that Estrad writes into its calendars."""

from __future__ import annotations

import re

from planner.importing.sources.calendar_people import is_role_line

_LANGUAGE = re.compile(r"(?:Language|Språk): \S.*")
_LINK = re.compile(r"(?:[^\n]{1,300}: )?https?://\S+")


def own_text(text: str, categories: tuple[str, ...]) -> str:
    """Return Estrad's description with only its people and its texts, without kind, track, language and links."""
    people, rest = [], text.split("\n")
    while rest and is_role_line(rest[0]):
        people.append(rest.pop(0))
    if rest and {part.strip() for part in rest[0].split(" · ")} <= set(categories):
        rest.pop(0)
    if rest and _LANGUAGE.fullmatch(rest[0]):
        rest.pop(0)
    blocks = "\n".join(rest).strip().split("\n\n")
    if all(_LINK.fullmatch(line) for line in blocks[-1].split("\n")):
        blocks.pop()
    return "\n".join([*people, "\n\n".join(blocks)]).strip()
