"""Reads a talk from a cell or line: its title, people, track, time, room and text.

The end of a title is read as a person only if it has the form of names (two to four capitalised words, or a list of
such) or an e-mail address, or if the caller knows the name: *Lunch – mingle* and *AI – hot or not?* are titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from planner.domain.title_kinds import kind_named_by_title
from planner.domain.value_objects import Kind
from planner.importing.cells.names import (
    TITLES,
    has_given_name,
    is_job,
    is_organisation,
    looks_like_name,
    split_titles,
)
from planner.importing.cells.people import NamedPerson, are_names_with_organisations, read_people
from planner.importing.vocabulary import parse_role
from planner.tables.table import Value


class TitlePattern(StrEnum):
    """The way in which a cell combines a title and its speaker."""

    DASH = "dash"
    BRACKETS = "brackets"
    LINE = "line"
    PLACED_LINE = "placed_line"
    """A line of people, each followed by an organisation or a place."""
    SPEAKER_FIRST = "speaker_first"
    BY = "by"
    STOP = "stop"
    """People, the first with a given name, after a full stop, a comma, or an exclamation or question mark."""


@dataclass(frozen=True, slots=True)
class CellTalk:
    """A talk read from a cell; ``pattern`` is how title and people are combined, or None."""

    title: str
    people: tuple[NamedPerson, ...] = ()
    track: str = ""
    text: str = ""
    pattern: TitlePattern | None = None


_TRACK = re.compile(r"(?P<title>.*?\S)\s*\[(?P<track>[^\[\]]{1,60})\]\s*(?P<rest>.*)")
_DASH = re.compile(r"\s+[-–—|/]\s+|\s*[—]\s*")
_BRACKETS = re.compile(r"(?P<title>.*?\S)\s*\((?P<inside>[^()]+)\)")
_COLON = re.compile(r"(?P<head>[^:]{2,80}):\s+(?P<rest>\S.*)")
BY = re.compile(
    r"(?P<title>.*\S)\s*[,–-]?\s+(?P<word>by|av|med|with|von|mit|door|met|par|avec|ved|con)\s+(?P<people>\S.*)",
    re.IGNORECASE,
)
"""A title, and people after a word such as *by* or *with*, as in *Bees, with Ada Lind*."""
_STOP = re.compile(r"(?<=[\w”\"!?])[.,]?\s+(?=[^\W\d_])(?<=[.,!?]\s)")
_CLOCK = r"\d{1,2}[.:]\d{2}"
_TIMES = rf"(?:klo?\.?\s?)?{_CLOCK}(?:\s?[-–—]\s?{_CLOCK})?"
_TIME_FIRST = re.compile(rf"(?P<time>{_TIMES})(?:\s?[:,–—-]\s|\s)\s*(?P<title>[^\d\s].*)", re.I | re.S)
_TIME_LAST = re.compile(rf"(?P<title>.*[^\d\s,:(–—-])[\s,:(–—-]+(?P<time>{_TIMES})\)?", re.I | re.S)
_DRAWN = re.compile(r"^[-–—*=_~]{1,3}\s*([^\s*=_~].*?)\s*[-–—*=_~]{1,3}$")
"""A title between dashes, asterisks or the like, as in *— Lunch —*."""
_MOST_NAME = 4
LONGEST = 180
"""Maximum length in characters of a line that is split into title and people."""
_LONGEST_NAMES = 600
"""Maximum length in characters of a line of people."""


@lru_cache(8192, typed=True)
def read_talk(value: Value, known: frozenset[str] = frozenset(), pattern: TitlePattern | None = None) -> CellTalk:
    """Return the talk in a cell.

    ``known`` are casefolded names of people in the conference or elsewhere in the table; ``pattern`` is the usual one
    of the table, and is preferred if a cell can be read in several ways.
    """
    written = "" if value is None or isinstance(value, bool) else str(value)
    first, *rest = [line.strip() for line in written.splitlines() if line.strip()] or [""]
    head, track = _DRAWN.sub(r"\1", first), ""
    if len(head) > LONGEST:
        return CellTalk(head, text="\n".join(rest))
    if found := _TRACK.fullmatch(head):
        head, track = " ".join(f"{found['title']} {found['rest']}".split()), found["track"].strip()
    alone = kind_named_by_title(head) not in (None, Kind.OPENING)
    lined = (
        pattern in (TitlePattern.LINE, TitlePattern.PLACED_LINE) and rest and _people_in_line(rest[0], known, pattern)
    )
    title, people, how = (head, (), None) if alone or lined else _split_title_and_people(head, known, pattern)
    if (
        not people
        and len(rest) == 1
        and not alone
        and names_only_people(head, known)
        and not _people_in_line(rest[0], known, None)
    ):
        return CellTalk(rest[0], read_people(head, known), track, pattern=TitlePattern.SPEAKER_FIRST)
    while rest and not alone and (below := _people_in_line(rest[0], known, pattern)):
        people, how, rest = (*people, *below), how or TitlePattern.LINE, rest[1:]
    led = [line for line in rest if _is_role_with_people(line, known)]
    people += tuple(one for line in led for one in read_people(line, known))
    text = "\n".join(line for line in rest if line not in led)
    return CellTalk(title, tuple(dict.fromkeys(people)), track, text, how)


def infer_pattern(values: Iterable[Value], known: frozenset[str] = frozenset()) -> TitlePattern | None:
    """Return the commonest pattern of the cells that name people, or None if there are none.

    ``SPEAKER_FIRST`` is returned if more than half of the cells, and at least two, can be read so, and ``PLACED_LINE``
    in place of ``LINE`` if the names below the titles have organisations.
    """
    cells = [value for value in values if isinstance(value, str) and value.strip() and not kind_named_by_title(value)]
    counted = Counter(filter(None, (read_talk(value, known).pattern for value in cells)))
    first = sum(
        read_talk(value, known, TitlePattern.SPEAKER_FIRST).pattern is TitlePattern.SPEAKER_FIRST for value in cells
    )
    if first > max(1, len(cells) // 2):
        return TitlePattern.SPEAKER_FIRST
    best = counted.most_common(1)[0][0] if counted else None
    below = chain.from_iterable(value.splitlines()[1:] for value in cells)
    return TitlePattern.PLACED_LINE if best is TitlePattern.LINE and are_names_with_organisations(below) else best


def split_off_time(text: str) -> tuple[str, str]:
    """Split *Lunch 12.00–13.00* or *kl 9.30 Welcome* into title and time; the time is empty if there is none."""
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    if found := _TIME_FIRST.fullmatch(text) or _TIME_LAST.fullmatch(text):
        return found["title"], found["time"]
    return text, ""


def _split_title_and_people(
    head: str, known: frozenset[str], pattern: TitlePattern | None
) -> tuple[str, tuple[NamedPerson, ...], TitlePattern | None]:
    """Return the title, people and pattern of a line; without people, the whole line as title and None.

    The first pattern that gives people wins, ``pattern`` before others.
    """
    for way, title, people in sorted(_possible_splits(head, known, pattern), key=lambda cut: cut[0] is not pattern):
        if title and names_only_people(people, known):
            return title, read_people(people, known), way
    return head, (), None


def _possible_splits(
    head: str, known: frozenset[str], pattern: TitlePattern | None
) -> Iterator[tuple[TitlePattern, str, str]]:
    """Yield the ways in which a line may be divided into a title and people, each with its pattern."""
    dashes = [(head[: cut.start()].strip(), head[cut.end() :].strip()) for cut in _DASH.finditer(head)]
    for title, tail in reversed(dashes):
        yield TitlePattern.DASH, title, tail
    if found := _BRACKETS.fullmatch(head):
        yield TitlePattern.BRACKETS, found["title"], found["inside"]
    found = _COLON.fullmatch(head)
    sure = pattern is TitlePattern.SPEAKER_FIRST or (found and _has_only_known_people(found["head"], known))
    if found and sure and parse_role(found["head"]) is None:
        yield TitlePattern.SPEAKER_FIRST, found["rest"], found["head"]
    for first, rest in dashes:
        if first.casefold() in known:
            yield TitlePattern.SPEAKER_FIRST, rest, first
    if found := BY.fullmatch(head):
        title = found["title"].rstrip(" ,–-")
        sure = found["word"].casefold() in ("by", "av") or title != found["title"]
        if sure or _has_only_known_people(found["people"], known):
            yield TitlePattern.BY, title, found["people"]
    for cut in _STOP.finditer(head):
        title, tail = head[: cut.start()].strip(), head[cut.end() :]
        if (
            tail.count("(") == tail.count(")")
            and tail[0].isupper()
            and title.casefold() not in TITLES
            and has_given_name(split_titles(tail)[0])
        ):
            yield TitlePattern.STOP, title, tail


def _people_in_line(line: str, known: frozenset[str], pattern: TitlePattern | None) -> tuple[NamedPerson, ...]:
    """Return the people on a line below the title; empty if the line has anything else."""
    placed = pattern is TitlePattern.PLACED_LINE
    single = (placed or pattern is TitlePattern.LINE) and looks_like_name(line, least=1)
    named = single or _is_role_with_people(line, known) or names_only_people(line, known)
    return read_people(line, known, placed=placed) if named else ()


def _is_role_with_people(line: str, known: frozenset[str]) -> bool:
    """Return whether a line is like *Chair: Ada Lovelace*: a role, and people after a colon.

    One of them must have the form of a full name, or all that of a name.
    """
    head, _, rest = line.partition(":")
    named = read_people(line, known) if head.strip() and rest.strip() and parse_role(head) else ()
    return any(looks_like_name(one.name) for one in named) or (
        bool(named) and all(looks_like_name(one.name, least=1) for one in named)
    )


@lru_cache(8192)
def names_only_people(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Return whether a text names only people: each is known, or has an address or the form of a full name."""
    text = text.strip()
    if len(text) > _LONGEST_NAMES or (text.endswith(("?", "!")) and text.casefold() not in known):
        return False
    named = read_people(text, known)
    unknown = [one.name for one in named if one.name.casefold() not in known and not one.email]
    return bool(named) and all(
        looks_like_name(name, most=_MOST_NAME)
        and not (
            name.islower()
            or name.startswith("A ")
            or is_organisation(name)
            or is_job(name)
            or kind_named_by_title(name)
        )
        for name, _titles in map(split_titles, unknown)
    )


def _has_only_known_people(text: str, known: frozenset[str]) -> bool:
    named = read_people(text, known)
    return bool(named) and all(one.name.casefold() in known for one in named)


# rooms ----------------------------------------------------------------------------------------------------


LONGEST_LINE = 300
"""Maximum number of characters of a line in which rooms are looked for."""
LONGEST_ROOM = 40
"""Maximum number of characters of a room's name in a line."""
MOST_WORDS = 4
"""Maximum number of words of a room's name within a text."""
_ROOM = re.compile(
    r"(?:\b(?:room|hall|stage|auditorium|theatre|sal|salen|lokal|scen|scenen|aula(?:n|en)?|raum|saal|bühne|zaal|salle|amphi\w*|foajé\w*|foyer\w*"
    r"|auditoriet|auditoriot|gallery|galleriet|courtyard|studio|chapel|kapellet|lounge|pavilion|paviljongen|ballroom"
    r"|atrium|atriet|terrace|terrassen|tent|tältet|\w{3,}r(?:u|o|au)m(?=\s\d)|rom(?=\s\d)|halle(?=\s\w)|sala(?=\s\w)|salón|teatro|teatr|sali(?=\s\w))\b"
    r"|sal(?:en)?\b|lokal(?:e|en)?\b|zaal\b|saal\b|bühne\b|scenen\b)"
    r"(?! ?plan)",
    re.IGNORECASE,
)
"""Words in the names of rooms."""
NO_ROOM = re.compile(
    r"^(?:ingen|inga|no|kein\w*|all\w*|both|båda|samtliga|begge|beide|ikke|inget)\b"
    r"|program(?:me|met)?\b|schedule|schema\b|agenda|plan\b|manager|producent|crew|teknik\b|rooms\b|stages\b|halls\b",
    re.IGNORECASE,
)
"""Words for several rooms or none, and for things that are named after a room, such as its programme or crew."""
_KIND = re.compile(r"room|rum|lokal|sal|hall|stage|scen|raum|saal|bühne|zaal|salle|theatre|auditorium", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:i|in|at|im|på|vid|à|dans|inne i|w)\s+(?:the\s+|der\s+|dem\s+|den\s+|la\s+|le\s+)?(?P<room>[^.,;:|()]+)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,|;:()]\s*|\s+[–—-]\s+|\.\s+|\s{2,}")
_IN = r"(?:i|in|in the|at|at the|im|in der|på|à la|dans la|room|rum|lokal|plats|place|ort|where|var)(?:\s*:)?"
INSIDE = re.compile(rf"(?P<title>.*\S)\s*\((?:{_IN}\s+)?(?P<room>[^()]+)\)", re.IGNORECASE)
"""A title followed by brackets, in which a room may be."""
_ALONE = re.compile(rf"\(?(?:{_IN}\s+)?(?P<room>[^(),.:;]+)\)?", re.IGNORECASE)


def is_room(name: str, known: Iterable[str] = ()) -> bool:
    """Return whether a name is that of one room: it is ``known``, or short and with a word such as *hall*."""
    sounds_so = len(name) <= LONGEST_ROOM and bool(_ROOM.search(name)) and not NO_ROOM.search(name)
    return sounds_so or name.casefold() in map(str.casefold, known)


def find_named_room(line: str) -> str:
    """Return the room that a line names, alone or as in *All talks are in the Blue Hall*, or an empty text."""
    parts = [NO_ROOM.sub("", part).split() for part in _PARTS.split(line)]
    named = [words for words in parts if len(words) < MOST_WORDS and not any(word[0].islower() for word in words)]
    for found in _WITHIN.finditer(line):
        words = found["room"].split()[:MOST_WORDS]
        ends = [n for n, word in enumerate(words, 1) if is_room(word) or not word[0].islower()]
        named += [words[:n] for n in reversed(ends)]
    return next((room for room in filter(is_room, map(" ".join, named)) if not _KIND.fullmatch(room)), "")


def split_off_room(text: str) -> tuple[str, str]:
    """Split a cell's text from its room, which has a line of its own below, or stands in brackets that end a line.

    Without a room, the second text is empty.
    """
    lines = text.split("\n")
    for n, line in enumerate(lines):
        line = line.strip() if len(line) <= LONGEST_LINE else ""
        inside = INSIDE.fullmatch(line)
        found = inside or (_ALONE.fullmatch(line) if n else None)
        if found and len(found["room"].split()) <= MOST_WORDS and is_room(found["room"]):
            rest = [inside["title"]] if inside else []
            return "\n".join([*lines[:n], *rest, *lines[n + 1 :]]), found["room"].strip()
    return text, ""


_TRACK_AND_ROOM = re.compile(
    r"(?P<track>(?:spår|track|stream|strand|spor|strang|parcours|percorso)\s\w{1,20})\s*[–—:/,-]\s*(?P<room>\S.*)", re.I
)


def split_track_and_room(text: str) -> tuple[str, str]:
    """Split *Track A – Main Hall* into track and room; any other text is returned as the room, with an empty track."""
    found = _TRACK_AND_ROOM.fullmatch(text)
    return (found["track"], found["room"]) if found else ("", text)
