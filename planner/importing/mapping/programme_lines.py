"""Reads one line of a running programme: its time, its title, its people and its room.

*09.00–09.45 Welcome, Ada Lind (head), hall* and *11:00 Workshop: Bees - led by Bo Ek* are such lines. Who and where are
at the end of a line. A last part is a room if it contains a word for rooms, or stands as a room in another line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.value_objects import Kind
from planner.importing.cells.rooms import INSIDE, LONGEST_LINE, NO_ROOM, is_room
from planner.importing.cells.titles import are_people, read_talk
from planner.importing.vocabulary import kind_of_title, role_of

_HALF = r"(?:\s?(?:[ap]\.?m\b\.?|uhr\b|uur\b|h\b))"
_FULL = rf"(?:\d{{1,2}}(?:[.:]\d\d(?!\d)|h\d\d){_HALF}?|\d{{1,2}}{_HALF}|[012]\d[0-5]\d(?=\s?[-–—]\s?[012]\d[0-5]\d\b))"
_TO = r"\s?(?:[-–—]|till?|to|tot|bis|à)\s?"
TIMED = re.compile(
    r"(?:[-*•·▪●◦]\s+)?"
    rf"(?P<time>(?:klo?\b\.?|klockan|klokken|um|at|ca\b\.?|c\.)?\s*(?:{_FULL}(?:{_TO}(?:[012]\d[0-5]\d\b|{_FULL}))?|\d{{1,2}}{_TO}{_FULL}))"
    r"(?P<more>\s*[+(]\s*\d+\s*min[^\t:,)]*\)?)?(?:\s*[:|,–—-]\s+|\s+|\s*$)"
    r"(?P<rest>(?!\d+[.:,/-]\d|(?:kr|sek|nok|dkk|eur|€|usd|gbp)\b|%).*)",
    re.IGNORECASE,
)
"""A line that begins with a time; ``more`` is what is added to it, as in *9.00–9.30 + 10 min questions*."""
_BETWEEN = re.compile(r"\s*[,\t|]\s*|\s+[–—-]\s+|\s+(?=(?:v/\s?|ved\s)\w)")
_LABEL = re.compile(
    r"(?:room|rum|sal|lokal|plats|place|venue|where|var|ort|raum|sted|rom|lokale|zaal|lieu|salle)\s*:\s*", re.I
)
_PLACE = re.compile(r"[a-zåäöæøéü]{2,}(?:[aeoéå]n|et|na)")
_BY = re.compile(
    r"(?:(?:guided|run|given|held|taught|leds|ledd|hålls|guidas|guidad|presenteras|geleitet|gehalten|animé\w*|begeleid)"
    r"\s+(?:by|av|von|par|door)\s+|(?:av|von|par|door|ved)\s+|v/\s*)",
    re.IGNORECASE,
)
"""Words before people that name no role."""
_ROLE = re.compile(r"\s*[.;]\s+(?=[^\W\d_]{3,20}:\s)")
"""What stands between people and a role in the middle of a line."""
_QUOTED = re.compile(r"[\"“”„»«](?P<title>[^\"“”„»«]+)[\"“”„»«]")


@dataclass(slots=True)
class ProgrammeLine:
    """A session as a line tells it; ``last`` is a last part, and ``inside`` one in brackets, that may be its room.

    ``is_unsure`` means that the room is a guess, ``is_below`` that its time is that of the line above it.
    """

    number: int
    time: str
    title: str
    people: str = ""
    room: str = ""
    note: str = ""
    last: str = ""
    inside: str = ""
    is_unsure: bool = False
    is_below: bool = False

    def take_below(self, text: str) -> bool:
        """Take what stands on the line below: people, or a room behind its label; return whether it is either."""
        if _LABEL.match(text) and not self.room:
            self.room = _LABEL.sub("", text)
        elif not self.people and not self.is_below and (are_people(text) or _are_labelled(text)):
            self.people = text
        else:
            return False
        return True


def _are_labelled(text: str) -> bool:
    label, colon, rest = text.partition(":")
    return bool(colon and role_of(label) and rest.strip())


def read_line(number: int, time: str, rest: str, note: str = "") -> ProgrammeLine:
    """Return the session in a line, with its room only if a word says that it is one."""
    found = ProgrammeLine(number, time, rest.strip(), note=note)
    if (inside := INSIDE.fullmatch(found.title)) and is_room(inside["room"]):
        found.title, found.room = inside["title"], inside["room"]
    elif inside and not role_of(inside["room"]) and not are_people(inside["room"]):
        found.inside = inside["room"]
    cut = next(reversed(_cuts(found.title)), None)
    tail = found.title[cut.end() :].strip(" .") if cut and not found.room else ""
    if tail and not are_people(_without_by(tail)):
        bare = _LABEL.sub("", tail)
        found.last = "" if bare.endswith(")") or NO_ROOM.search(bare) else bare
        if bare != tail or is_room(bare):
            take_room(found)
    return found


def read_block(text: str) -> ProgrammeLine | None:
    """Return the title, the room and the chair of the block that a line begins, or None if it tells neither."""
    titles: list[str] = []
    block = ProgrammeLine(0, "", "")
    text = text if len(text) <= LONGEST_LINE else ""
    for part in re.split(r"\s*[|;\n\t]\s*|\s+[–—-]\s+|,\s+", text):
        if not block.room and (_LABEL.match(part) or is_room(part)) and titles:
            block.room = _LABEL.sub("", part)
        elif _are_labelled(part):
            block.people = ", ".join(filter(None, (block.people, part.partition(":")[2].strip())))
        else:
            titles.append(part)
    block.title = ", ".join(titles)
    return block if block.room or block.people else None


def take_room(line: ProgrammeLine) -> None:
    """Take the last part of a line as its room."""
    cut = _cuts(line.title)[-1]
    line.title, line.room = line.title[: cut.start()].strip(), line.last


def take_rooms_inside(lines: Sequence[ProgrammeLine]) -> None:
    """Take what stands in brackets at the ends of lines as rooms, if most lines end so, also those without people."""
    inside = [line for line in lines if line.inside and not line.room]
    rooms = {line.inside for line in inside if not _cuts(line.title) and not read_talk(line.title).people}
    if not rooms or len(inside) * 2 < len(lines):
        return
    for line in inside:
        line.title, line.room, line.last = line.title[: line.title.rindex("(")].strip(), line.inside, ""


def take_people(line: ProgrammeLine) -> None:
    """Take the people at the end of a line off its title."""
    whole = "" if line.people else line.title
    first = len(whole)
    head, colon, rest = whole.partition(": ")
    if colon and are_people(rest) and not are_people(head):
        line.title, line.people, first = head, rest, 0
    for cut in reversed(_cuts(whole[:first])):
        tail = whole[cut.end() : first].strip()
        if not are_people(_without_by(tail)):
            break
        line.people = "; ".join(filter(None, (_without_by(tail), line.people)))
        line.title, first = whole[: cut.start()].strip(), cut.start()
    if not line.people and (talk := read_talk(whole)).people:
        line.title, line.people = talk.title, whole[len(talk.title) :].strip(" ,–—-()")
    line.people = _ROLE.sub("\n", line.people)
    if quoted := _QUOTED.fullmatch(line.title):
        line.title = quoted["title"]


def is_place(line: ProgrammeLine) -> bool:
    """Return whether a last part is surely a room: behind a break, or a noun with its article and without a capital."""
    before = line.title[: _cuts(line.title)[-1].start()]
    return kind_of_title(before) in (Kind.BREAK, Kind.MEAL) or bool(_PLACE.fullmatch(line.last))


def _cuts(text: str) -> list[re.Match[str]]:
    """Return where a line is divided, outside brackets and quotation marks."""
    inside = [found.span() for found in re.finditer(r"\([^()]*\)|[\"“„»][^\"“”»«]*[\"”“«]", text)]
    return [cut for cut in _BETWEEN.finditer(text) if not any(a < cut.start() < b for a, b in inside)]


def _without_by(text: str) -> str:
    return _BY.sub("", text)
