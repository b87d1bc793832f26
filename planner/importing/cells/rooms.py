"""Recognises the name of a room: alone, in a sentence, in the last line of a cell or in brackets behind its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_LINE = 300
"""Maximum number of characters of a line in which rooms are looked for."""
LONGEST_ROOM = 40
"""Maximum number of characters of a room's name in a line."""
MOST_WORDS = 4
"""Maximum number of words of a room's name in a sentence, or alone in a line."""
_ROOM = re.compile(
    r"(?:\b(?:room|hall|stage|auditorium|theatre|sal|salen|lokal|scen|scenen|aula(?:n|en)?|raum|saal|bühne|zaal|salle|amphi\w*|foajé\w*|foyer\w*"
    r"|auditoriet|auditoriot|gallery|galleriet|courtyard|studio|chapel|kapellet|lounge|pavilion|paviljongen|ballroom"
    r"|atrium|atriet|terrace|terrassen|tent|tältet|rom(?=\s\d))\b|sal(?:en)?\b|lokal(?:e|en)?\b|zaal\b|saal\b)"
    r"(?! ?plan)",
    re.IGNORECASE,
)
"""Words in the names of rooms."""
NO_ROOM = re.compile(
    r"^(?:ingen|inga|no|kein\w*|all\w*|both|båda|samtliga|begge|beide|ikke|inget)\b"
    r"|program(?:me|met)?\b|schedule|schema\b|agenda|plan\b|manager|producent|crew|teknik\b|rooms\b|stages\b|halls\b",
    re.IGNORECASE,
)
"""Words of several rooms or of none, and of what is named for a room: its programme, its crew."""
_KIND = re.compile(r"room|rum|lokal|sal|hall|stage|scen|raum|saal|bühne|zaal|salle|theatre|auditorium", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:i|in|at|im|på|vid|à|dans|inne i|w)\s+(?:the\s+|der\s+|dem\s+|den\s+|la\s+|le\s+)?(?P<room>[^.,;:|()]+)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,|;:()]\s*|\s+[–—-]\s+|\.\s+|\s{2,}")
_IN = r"(?:i|in|in the|at|at the|im|in der|på|à la|dans la|room|rum|lokal|plats|place|ort|where|var)(?:\s*:)?"
INSIDE = re.compile(rf"(?P<title>.*\S)\s*\((?:{_IN}\s+)?(?P<room>[^()]+)\)", re.IGNORECASE)
"""A title with what may be its room in brackets behind it."""
_ALONE = re.compile(rf"\(?(?:{_IN}\s+)?(?P<room>[^(),.:;]+)\)?", re.IGNORECASE)


def is_room(name: str, known: Iterable[str] = ()) -> bool:
    """Return whether a name is a room's: one of those ``known``, or a short one with a word for one room."""
    if name.casefold() in map(str.casefold, known):
        return True
    return len(name) <= LONGEST_ROOM and bool(_ROOM.search(name)) and not NO_ROOM.search(name)


def room_within(line: str) -> str:
    """Return the room that a line names as a part of it, or in a sentence, as in *All talks are in the Blue Hall*."""
    parts = [NO_ROOM.sub("", part).split() for part in _PARTS.split(line)]
    named = [words for words in parts if len(words) < MOST_WORDS and not any(word[0].islower() for word in words)]
    for found in _WITHIN.finditer(line):
        words = found["room"].split()[:MOST_WORDS]
        ends = [n for n, word in enumerate(words, 1) if is_room(word) or not word[0].islower()]
        named += [words[:n] for n in reversed(ends)]
    rooms = filter(is_room, map(" ".join, named))
    return next((room for room in rooms if not _KIND.fullmatch(room)), "")


def apart_from_room(text: str) -> tuple[str, str]:
    """Return the text of a cell without the line or the brackets at the end of one that name a room, and the room."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        line = line.strip() if len(line) <= LONGEST_LINE else ""
        inside = INSIDE.fullmatch(line)
        found = inside or (_ALONE.fullmatch(line) if n else None)
        if found and len(found["room"].split()) <= MOST_WORDS and is_room(found["room"]):
            rest = [inside["title"]] if inside else []
            return "\n".join([*lines[:n], *rest, *lines[n + 1 :]]), found["room"].strip()
    return text, ""
