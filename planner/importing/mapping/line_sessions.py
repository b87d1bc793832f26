"""Reads the session in a line of a programme: its title, its people, its room, and the block that begins there.

*09.00–09.45 Welcome, Ada Lind (head), hall* and *11:00 Workshop: Bees - led by Bo Ek* are such lines. People and rooms
are mostly at the end of a line. Its last part is a room if a word in it says so, or other lines show that it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.title_kinds import kind_named_by_title
from planner.domain.value_objects import Kind
from planner.importing.cells.names import find_name, has_given_name, is_job, is_organisation
from planner.importing.cells.titles import (
    BY,
    INSIDE,
    LONGEST_LINE,
    LONGEST_ROOM,
    NO_ROOM,
    TitlePattern,
    is_room,
    names_only_people,
    read_talk,
)
from planner.importing.vocabulary import parse_role

_HALF = r"(?:\s?(?:[ap]\.?m\b\.?|uhr\b|uur\b|h\b))"
_FULL = rf"(?:\d{{1,2}}(?:[.:]\d\d(?!\d)|h\d\d){_HALF}?|\d{{1,2}}{_HALF}|[012]\d[0-5]\d(?=\s?[-–—]\s?[012]\d[0-5]\d\b))"
_TO = r"\s?(?:[-–—]|till?|to|tot|bis|à)\s?"
_HOUR = r"\d{1,2}(?=[\s,:–—-])(?!\s?\d)"
_KL = r"kl(?:\b\.?|ockan)"
_AT = rf"(?:{_KL}|klo\b\.?|klokken|kello|um|at|ab|från|from|fra|vanaf|d?alle(?: ore)?|ore|a las|ca\b\.?|c\.)?"
TIMED = re.compile(
    r"(?:[-*•·▪●◦]\s+)?"
    rf"(?P<time>{_AT}\s*(?:{_FULL}(?:{_TO}(?:[012]\d[0-5]\d\b|{_FULL})|[-–—]{_HOUR})?|\d{{1,2}}{_TO}{_FULL})"
    rf"|{_KL}\s*{_HOUR}(?:{_TO}{_HOUR})?)"
    r"(?P<more>\s*[+(]\s*\d+\s*min[^\t:,)]*\)?)?(?:\s*[:|,–—-]\s+|\s+|\s*$)"
    r"(?P<rest>(?!\d+[.:,/-]\d|(?:kr|sek|nok|dkk|eur|€|usd|gbp)\b|%).*)",
    re.IGNORECASE,
)
"""A line that begins with a time; ``more`` is added to it, as in *9.00–9.30 + 10 min questions*."""
_BETWEEN = re.compile(
    r"\s*[,\t|]\s*|\s+[–—-]\s+|\s+(?=(?:v/\s?|ved\s)\w)|(?<=[?!])\s+|(?<=\w\w\w\w\w)\.\s+(?=[A-ZÅÄÖÆØÉÜ])"
)
_SIGNS = (re.compile(r"\s*:\s+"), re.compile(r"\s+[–—-]\s+"))
_CONTACT = re.compile(r"\S@\S|(?<!\d)[+(]?0?\d[\d ()/-]{6,}\d")
"""An e-mail address or a phone number; a line that has one does not name speakers."""
_LABEL = re.compile(
    r"\b(?:room|rum|sal|lokal|plats|place|venue|where|var|ort|raum|sted|rom|lokale|zaal|lieu|salle|sala|aula|luogo|lugar"
    r"|paikka|tila|locatie|location|samling|samlingsplats|mötesplats|mødested|oppmøte|oppmøtested|treffpunkt"
    r"|meeting point|meet at|point de rencontre|rendez-vous|verzamelen|kokoontuminen|punto di ritrovo)\s*:\s*",
    re.I,
)
_PLACE = re.compile(r"[a-zåäöæøéü]{2,}(?:[aeoéå]n|et|na)")
_BY = re.compile(
    r"^(?:(?:guided|run|given|held|taught|leds|ledd|hålls|guidas|guidad|presenteras|geleitet|gehalten|animé\w*|begeleid)"
    r"\s+(?:by|av|von|par|door)\s+|(?:av|by|von|par|door|ved|with|med|mit|met|avec|con)\s+|v/\s*)",
    re.IGNORECASE,
)
"""Words before people that do not name a role."""
_ROLE = re.compile(r"\s*[.;]\s+(?=[^\W\d_]{3,20}:\s)")
"""The sign between people and a role in the middle of a line."""
BULLET = re.compile(r"^[-*•·▪●◦‣]\s+")
_AMID = re.compile(r"(?P<title>[^()]*[^()\s])\s\((?P<room>[^()]+)\)\s+(?P<rest>[^\s(].*)")
_INSIDE = re.compile(r"\([^()]*\)")
_ITEM = re.compile(r"[-*•·▪●◦‣]\s+|[^\W\d_]{2,20}\s\d{1,2}\s+\S|(?:[^\W\d_]{3,20}\s)?(?:[A-Z]|\d{1,2})\s?[.):–—-]\s+\S")
_PIECES = re.compile(r"\s*[,;|()]\s*|\s+[–—-]\s+|:\s+|\.\s+")
_LETTERED = re.compile(r"[^\W\d_]{2,20}\s\d{1,2}\s|[^\W\d_]{3,20}\s(?:[A-Z]|\d{1,2})\s?[.):–—-]\s|[A-Z]\s?[.):]\s")
Numbered = tuple[int, str]
"""The number of a line, and its text."""
_QUOTED = re.compile(r"^[\"“”„»«]([^\"“”„»«]+)[\"“”„»«]$")


@dataclass(slots=True)
class ProgrammeLine:
    """A session in a line of a programme, or with ``is_day`` a day or a heading of the sessions below it.

    ``last``, the part of the title after ``before``, or ``inside``, the text in brackets at its end, may be the room.
    ``is_unsure`` means that the room is a guess, ``is_loose`` that the people are, since the text after them may not be
    an organisation, ``is_below`` that its time is that of a line above. ``heading`` is the room in a line of its own
    above it. A day stands in place of the time, a heading in place of the title.
    """

    number: int
    time: str = ""
    title: str = ""
    people: str = ""
    room: str = ""
    note: str = ""
    before: str = ""
    last: str = ""
    inside: str = ""
    is_unsure: bool = False
    is_below: bool = False
    is_day: bool = False
    is_loose: bool = False
    heading: str = ""

    def add_line_below(self, text: str) -> bool:
        """Add the people in a line below, or a labelled room if there is no room yet; return whether that was done."""
        if _LABEL.match(text) and not self.room:
            self.room = _LABEL.sub("", text)
        elif _CONTACT.search(text):
            return False
        elif _has_people_label(text) or (":" not in text and names_only_people(text)):
            self.people = "\n".join(filter(None, (self.people, text)))
        else:
            return False
        return True


def has_people_or_room_label(text: str) -> bool:
    """Return whether a line has a label for people or a room first, as *Chair: Ada Lind* and *Room: 4* have."""
    return _has_people_label(text) or bool(_LABEL.match(text))


def has_title_and_people(text: str) -> bool:
    """Return whether a line has a title and speakers, before or after it."""
    talk = read_session_line(0, "", text)
    move_people_from_title(talk)
    return bool(talk.title and talk.people) or any(_split_speakers(sign, text) for sign in _SIGNS)


def _has_people_label(text: str) -> bool:
    label, colon, rest = text.partition(":")
    return bool(colon and parse_role(label) and rest.strip())


def read_session_line(number: int, time: str, rest: str, note: str = "") -> ProgrammeLine:
    """Return the session in a line; its last part is its room if a word says so, or else may be kept in ``last``."""
    found = ProgrammeLine(number, time, rest.strip(), note=note)
    inside = INSIDE.fullmatch(found.title)
    where, _, who = inside["room"].partition(", ") if inside else ("", "", "")
    if _move_chair_from_title(found):
        inside = None
    elif inside and names_only_people(who) and (is_room(where) or (find_name(who) and not has_given_name(where))):
        found.title, found.room, found.is_unsure = f"{inside['title']}, {who}", where, not is_room(where)
    elif inside and is_room(inside["room"]):
        found.title, found.room, found.inside = inside["title"], inside["room"], inside["room"]
    elif inside and not parse_role(inside["room"]):
        found.inside = inside["room"]
    amid = _AMID.fullmatch(found.title)
    if amid and is_room(amid["room"]) and not found.room:
        found.title, found.room = f"{amid['title']} – {amid['rest'].lstrip('–—- ')}", amid["room"]
    cut = next(reversed(_dividing_signs(found.title)), None)
    tail = found.title[cut.end() :].strip(" .") if cut and not found.room else ""
    is_named = bool(find_name(tail)) and names_only_people(_BY.sub("", tail))
    if cut and tail and not is_named:
        bare = _LABEL.sub("", tail)
        found.before = found.title[: cut.start()].strip()
        is_break = kind_named_by_title(bare) in (Kind.BREAK, Kind.MEAL)
        found.last = "" if bare.endswith(")") or NO_ROOM.search(bare) or is_break or is_job(bare) else bare
        if bare != tail or is_room(bare):
            found.title, found.room = found.before, found.last
            _move_chair_from_title(found)
    return found


def _move_chair_from_title(line: ProgrammeLine) -> bool:
    """Move labelled people from the end of a title, as in *Bees (chair: Bo Ek)*; return whether it has people."""
    inside = INSIDE.fullmatch(line.title)
    if inside and _has_people_label(inside["room"]):
        line.title, line.people = inside["title"], inside["room"]
    return bool(line.people)


def read_sessions_at_time(slot: ProgrammeLine, below: Sequence[Numbered]) -> tuple[list[ProgrammeLine], list[Numbered]]:
    """Return the session of a line with a time, or those below it that are at this time, and lines left over."""
    if not slot.title and below:
        (_, text), *below = below
        slot = replace(read_session_line(slot.number, slot.time, text, slot.note), heading=slot.heading)
    items = _sessions_below(below, is_named=slot.title.endswith(":"))
    found, left = [slot], []
    for number, text in below:
        last = found[-1]
        if (number, text) in items and (last is slot or _ITEM.match(text) or not last.add_line_below(text)):
            head, _, rest = text.partition(": ") if _has_room_first(text) else ("", "", text)
            found.append(read_session_line(number, slot.time, BULLET.sub("", rest), slot.title.rstrip(": ")))
            found[-1].room = head or found[-1].room or slot.room
            found[-1].is_below, found[-1].heading = True, slot.heading
        elif (items and last is slot) or not last.add_line_below(text):
            left.append((number, text))
    return found[1:] or found, left


def _sessions_below(below: Sequence[Numbered], *, is_named: bool) -> Sequence[Numbered]:
    """Return those of the lines below a time that are sessions at that time.

    These are the lines that begin with a bullet, a number, a letter or a room, if there are at least two; otherwise all
    lines, if the line with the time ends in a colon (``is_named``). Without a colon, bullets or numbers alone are an
    agenda, if no line names people or a room.
    """
    items = [line for line in below if _ITEM.match(line[1]) or _has_room_first(line[1])]
    if len(items) < 2:
        return below if is_named else ()
    told = any(names_only_people(part) or is_room(part) for _, text in below for part in _PIECES.split(text))
    return items if is_named or told or any(_LETTERED.match(text) for _, text in items) else ()


def _has_room_first(text: str) -> bool:
    head, _, rest = text.partition(": ")
    return bool(rest) and is_room(head) and not _LABEL.match(text)


def may_be_room(text: str) -> bool:
    """Return whether a line may be a room, with its sessions in the lines below."""
    is_name = _has_people_label(text) or _CONTACT.search(text) or (names_only_people(text) and has_given_name(text))
    return is_room(text) or not (len(text) > LONGEST_ROOM or text.endswith((".", "!", "?", ",")) or is_name)


def read_block_heading(text: str) -> ProgrammeLine | None:
    """Return the title, room and chair of the block that a line begins, or None if it has neither room nor chair."""
    titles: list[str] = []
    block = ProgrammeLine(0, title=text if len(text) <= LONGEST_LINE else "")
    if _move_chair_from_title(block):
        block.people = block.people.partition(":")[2].strip()
    for part in re.split(r"\s*[|;\n\t]\s*|\s+[–—-]\s+|,\s+", block.title):
        if not block.room and (_LABEL.match(part) or is_room(part)) and titles:
            block.room = _LABEL.sub("", part)
        elif _has_people_label(part):
            block.people = ", ".join(filter(None, (block.people, part.partition(":")[2].strip())))
        else:
            titles.append(part)
    block.title = ", ".join(titles)
    return block if block.room or block.people else None


def split_off_rooms_and_people(entries: list[ProgrammeLine]) -> None:
    """Move rooms and people from the ends of titles to fields of their own.

    The last part of a title is a room if other lines show that it is one, or if enough of them have a room.
    """
    _move_bracketed_rooms(entries)
    open_ends = [one for one in entries if one.last and not one.room]
    open_ends = [one for one in open_ends if not (is_organisation(one.last) and _has_people_before_end(one))]
    known = {one.room.casefold() for one in entries if one.room}
    known |= {last for last, count in Counter(one.last.casefold() for one in open_ends).items() if count > 1}
    known |= {one.heading.casefold() for one in entries if one.heading}
    known |= {one.last.casefold() for one in open_ends if _has_place_at_end(one)}
    sure = [one for one in open_ends if one.last.casefold() in known]
    told = sum(bool(one.room) for one in entries) + len(sure)
    for one in open_ends:
        most = told * 3 > len(entries) or (told > len(open_ends) - len(sure) and not _has_people_before_end(one))
        if one in sure or most:
            one.is_unsure = one not in sure
            one.title, one.room = one.before, one.last
    after = _sign_after_speakers(entries)
    for one in entries:
        move_people_from_title(one, after)
        if one.heading and not one.room:
            one.room, one.is_unsure = one.heading, not is_room(one.heading)
    if sum(bool(one.room) for one in entries) * 2 > len(entries):
        for one in [one for one in entries if one.people and not one.room]:
            if before := _BEFORE_PEOPLE.fullmatch(one.title):
                one.title, one.room, one.is_unsure = before["title"], before["room"], True
    loose = [one for one in entries if one.is_loose and one.people]
    for one in entries:
        one.is_loose = [one] == loose or bool(one.people and not find_name(one.people))


_BEFORE_PEOPLE = re.compile(r"(?P<title>.*\S),\s+(?P<room>[A-ZÅÄÖÆØÉÜ][^\s,]*(?:\s[^\s,]+)?)")
"""A title followed by its room, which stands before speakers, as in *Singing, Old Barn – Ada Lind*."""
_MOST_OF_PLACE = 2
"""Maximum number of words of a place after a break."""
_OFTEN = 3
"""Number of lines that must end in the same text in brackets for that to be a room, although it looks like a name."""


def _move_bracketed_rooms(lines: Sequence[ProgrammeLine]) -> None:
    """Move the texts in brackets at the ends of lines to the rooms of these lines, if the texts seem to be rooms.

    A text that ends three lines is a room, and mostly one that ends two and does not look like people. If there is such
    a text, or a word in at least half of the texts shows that they are rooms, all are, provided that at least half of
    the lines end in brackets. Otherwise, texts that are not people are rooms if at least half of the lines end in one,
    among them a line without people, or if they belong to sessions below one time, of which one has a room by a word.
    """
    ended = [line for line in lines if line.inside]
    ending = [line for line in ended if not line.room]
    nobodys = {line.inside for line in ending if line.inside[0].isupper() and not _dividing_signs(line.title)}
    counted = Counter(line.inside for line in ending).items()
    rooms = {end for end, n in counted if n >= _OFTEN - (end in nobodys and not names_only_people(end))}
    beside = any(line.is_below and line.inside == line.room for line in ended)
    are_sure = len(ended) >= len(ending) * 2
    if (rooms or are_sure) and len(ended) * 2 >= len(lines):
        rooms = {line.inside for line in ending}
    inside = [line for line in ending if line.inside in rooms or not names_only_people(line.inside)]
    alone = any(not _dividing_signs(line.title) and not read_talk(line.title).people for line in inside)
    all_end_so = alone and len(inside) * 2 >= len(lines)
    for line in [line for line in inside if all_end_so or line.inside in rooms or (beside and line.is_below)]:
        line.title, line.room, line.last = line.title[: line.title.rindex("(")].strip(), line.inside, ""
        line.is_unsure = are_sure or line.is_below


def _sign_after_speakers(lines: Sequence[ProgrammeLine]) -> re.Pattern[str] | None:
    """Return the sign that several lines have between speakers and a title after them, or None."""
    return next((sign for sign in _SIGNS if sum(bool(_split_speakers(sign, one.title)) for one in lines) > 1), None)


def _split_speakers(sign: re.Pattern[str], text: str) -> list[str]:
    """Return the speakers and the title of a line in which ``sign`` is between them, or an empty list."""
    parts = sign.split(text, maxsplit=1)
    is_spoken = len(parts) > 1 and names_only_people(parts[0]) and not names_only_people(parts[1])
    return parts if is_spoken and not is_organisation(parts[1]) and not is_job(parts[1]) else []


def move_people_from_title(line: ProgrammeLine, after: re.Pattern[str] | None = None) -> None:
    """Move the people at the end of a line's title, or before the sign ``after`` at its beginning, to its people.

    If the line has no room, one at the end of the title that is left becomes its room.
    """
    below, line.people = line.people, ""
    whole = "" if below and not _has_people_label(below) else line.title
    first = len(whole)
    if after and (spoken := _split_speakers(after, whole)):
        (line.people, line.title), first = spoken, 0
    sign = ""
    for cut in reversed(_dividing_signs(whole[:first])):
        tail = _BY.sub("", whole[cut.end() : first].strip())
        if names_only_people(tail):
            line.people = sign.join(filter(None, (tail, line.people)))
            line.title, first = whole[: cut.start()].strip(), cut.start()
            sign = ", " if cut[0].strip() == "," else "; "
        elif line.people or (tail[:1].islower() and not is_job(tail) and not find_name(whole[: cut.start()])):
            break
        else:
            line.is_loose = not is_organisation(tail)
    head, colon, rest = whole[:first].partition(": ")
    if colon and find_name(_INSIDE.sub("", rest)) and names_only_people(rest) and not names_only_people(head):
        line.title, line.people, first = head, "; ".join(filter(None, (rest.strip(), line.people))), 0
    rest = whole[:first].rstrip(" ,–—-")
    by, talk = BY.fullmatch(rest), read_talk(rest)
    if by and find_name(by["people"]) and not find_name(by["title"]) and names_only_people(by["people"]):
        line.title, line.people = by["title"].rstrip(" ,–-"), "; ".join(filter(None, (by["people"], line.people)))
    elif talk.pattern is TitlePattern.BY or (talk.people and not line.people):
        people = whole[len(talk.title) : first].strip(" .,–—-")
        people = _BY.sub("", people[1:-1] if people.startswith("(") else people)
        line.title, line.people = talk.title, "; ".join(filter(None, (people, line.people)))
    last = next(reversed(_dividing_signs(line.title)), None)
    if last and not line.room and is_room(where := line.title[last.end() :].strip()):  # Bees – Room 2, led by Bo Ek
        line.title, line.room = line.title[: last.start()].strip(), where
    line.people = _ROLE.sub("\n", "\n".join(filter(None, (line.people, below))))
    line.title = _QUOTED.sub(r"\1", line.title)


def _has_people_before_end(line: ProgrammeLine) -> bool:
    return names_only_people(_BETWEEN.split(line.before)[-1])


def _has_place_at_end(line: ProgrammeLine) -> bool:
    """Return whether the last part is surely a room: after a break, or a lower-case noun in its definite form."""
    of_break = kind_named_by_title(line.before) in (Kind.BREAK, Kind.MEAL) and len(line.last.split()) <= _MOST_OF_PLACE
    return of_break or bool(_PLACE.fullmatch(line.last))


def _dividing_signs(text: str) -> list[re.Match[str]]:
    """Return the signs that divide a line, outside brackets and quotation marks."""
    inside = [found.span() for found in re.finditer(r"\([^()]*\)|[\"“„»][^\"“”»«]*[\"”“«]", text)]
    return [cut for cut in _BETWEEN.finditer(text) if not any(a < cut.start() < b for a, b in inside)]
