"""Reads a programme that is written as running lines, in a document or a mail, as a table.

Lines that begin with a time become rows with time, title, people, room and note; days become rows between them. Lines
above the programme, such as its title, become rows above the headings of the table. What is left,
such as a greeting, a signature or an earlier mail, becomes rows at the end, so that it is left out by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from planner.domain.text import Text
from planner.domain.title_kinds import kind_implied_by_title
from planner.domain.value_objects import Role
from planner.importing.cells.cell_times import cell_time_or_nothing
from planner.importing.cells.dates import (
    cut_to_final_date,
    find_dates,
    normalize_time_text,
    parse_partial_date,
    without_document_dates,
)
from planner.importing.cells.names import find_name
from planner.importing.cells.titles import names_only_people
from planner.importing.mapping.line_sessions import (
    BULLET,
    TIMED,
    Numbered,
    ProgrammeLine,
    has_people_or_room_label,
    has_title_and_people,
    may_be_room,
    move_people_from_title,
    read_block_heading,
    read_session_line,
    read_sessions_at_time,
    split_off_rooms_and_people,
)
from planner.importing.mapping.row_blocks import LEAST_BELOW, NO_HEADING, SAYS_SO, SHORT_TALKS
from planner.importing.vocabulary import parse_role
from planner.tables.table import TableFormat, Tables, Worksheet

_LABEL = re.compile(r"(?P<label>[^\W\d_][^\d_:(),;|]{2,30}):\s")


def is_block_heading(text: str) -> bool:
    """Return whether a line without a time heads the sessions below: it names a chair and has a block's title."""
    block = read_block_heading(text)
    if block is None or not block.people or not SAYS_SO.search(block.title):
        return False
    return any(parse_role(found["label"]) is Role.MODERATOR for found in _LABEL.finditer(text))


def read_heading_with_talks(
    slot: ProgrammeLine, below: Sequence[Numbered], following: re.Match[str] | None
) -> tuple[list[ProgrammeLine], list[Numbered]] | None:
    """Return the heading in a line with a time, followed by its talks, and the lines left over, or None.

    Its title must have a word such as *session*, and a chair must be named unless the talks are short, as the lines
    below may be groups at the same time. At least two talks with people must be directly below. A heading without an
    end ends when the ``following`` line begins. With a chair and no end, there may also be nothing below, if the
    ``following`` line has the same time; then it is returned without time.
    """
    head, rest = replace(slot, title=slot.title.rstrip(": ")), list(below)
    while rest and has_people_or_room_label(rest[0][1]) and head.add_line_below(rest[0][1]):
        rest.pop(0)
    move_people_from_title(told := replace(head))
    chaired, own = _has_chair(told.people), cell_time_or_nothing(head.time)
    after = cell_time_or_nothing(following["time"]).start if following else None
    is_one = bool(SAYS_SO.search(told.title)) and kind_implied_by_title(told.title, alone=False) not in NO_HEADING
    if not is_one or head.note or not (chaired or SHORT_TALKS.search(told.title)):
        return None
    talks, used = _leading_talks(rest, slot.heading)
    if len(talks) < LEAST_BELOW:
        is_same = chaired and not rest and own.end is None and own.start == after is not None
        return ([_untimed_heading(told)], []) if is_same else None
    if own.end is None and following:
        head.time = f"{head.time}–{following['time']}"
    return ([head, *talks], rest[used:]) if cell_time_or_nothing(head.time).end is not None else None


def _leading_talks(lines: Sequence[Numbered], room: str) -> tuple[list[ProgrammeLine], int]:
    """Return the talks at the beginning of the lines, and the number of lines that they take up.

    Speakers are in the line of a talk or in the next one.
    """
    talks: list[ProgrammeLine] = []
    used, is_open = 0, False
    for n, (number, text) in enumerate(lines, 1):
        bare = BULLET.sub("", text)
        if is_open and names_only_people(bare):
            talks[-1].people, is_open = bare, False
        elif is_open or names_only_people(bare):
            break
        else:
            talks.append(replace(read_session_line(number, "", bare), heading=room))
            is_open = not has_title_and_people(bare)
        used = used if is_open else n
    return talks[: len(talks) - is_open], used


def _untimed_heading(head: ProgrammeLine) -> ProgrammeLine:
    """Return a heading as a line without a time, since the sessions below it have times of their own."""
    told = (head.title, *head.people.split("\n"), head.room)
    return ProgrammeLine(head.number, title=" | ".join(filter(None, told)), is_day=True)


def _has_chair(people: str) -> bool:
    return any(parse_role(line.partition(":")[0]) is Role.MODERATOR for line in people.split("\n"))


HEADINGS = ("Time", "Title", "Speakers", "Room", "Note")
LONGEST_DAY = 60
_SPACES, _GAP = re.compile(r"[^\S\t]{2}"), re.compile(r"[^\S\t]{3,}")
"""Two spaces, which count as one; three or more separate columns, as a tab does."""
_HEADER = re.compile(
    r"(?:from|från|von|fra|van|de|lähettäjä|to|till|an|til|aan|à|vastaanottaja|cc|kopia|kopie|sent|skickat|gesendet"
    r"|sendt|verzonden|envoyé|date|datum|dato|reply-to|subject|ämne|betreff|emne|onderwerp|objet|aihe)\s*:\s*\S",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:subject|ämne|betreff|emne|onderwerp|objet|aihe)\s*:\s*(?:(?:re|fwd?|sv|vb|vs|aw|wg|antw|tr)\s*:\s*)*(?P<title>.*)",
    re.IGNORECASE,
)
_GREETING = re.compile(r"(?:hej|hi|hello|dear|hallo|liebe|kära|bonjour|god |moi|hei|beste)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"--\s*$|_{5,}|-{4,}|on .*\bwrote:|(?:den|am|le|op) .*(?:skrev|schrieb|écrit|schreef)\b.*:|(?:från|from|von): .*@"
    r"|(?:med (?:vänliga?|venlig) |varma |många |mange |kærlig |bästa )?h[äi]ls(?:ning|en)(?:ar|er)?\b.{0,20}$"
    r"|vänligen\b.{0,20}$|mvh\b|(?:vennlig )?hilsen\b|(?:cheers|yours)\b.{0,15}$|regards\b|sincerely"
    r"|(?:best|kind|warm|many|every)(?: wishes| regards| greetings| blessing)?\b.{0,15}$"
    r"|(?:mit )?(?:freundlichen?|viele|herzliche) grü(?:ß|ss)e|cordialement|bien à vous|(?:met vriendelijke )?groet"
    r"|(?:ystävällisin )?terveisin",
    re.IGNORECASE,
)
"""The beginning of a signature or of an earlier mail."""
_DRAWN = re.compile(r"[-=*~–—]{3,}")
_BLOCK = re.compile(
    r"(?i:session|block|pass|del|part|teil|tema|theme|thème|strand|avsnitt|sektion|section|séance|blok|økt|bolk|sesión"
    r"|bloque|sessione|sessio|osa)\s+(?:\d{1,2}|[A-Z]|[IVX]+)\b"
)
_EARLIEST = 7 * 60
"""The earliest time, in minutes, at which the sessions of another room begin; earlier times mean the afternoon."""
_BEFORE = re.compile(r"\s+[–—-]\s+|:\s*|\s*\(|\s*,\s+")


_QUOTED_CELL = re.compile(r'"[^"]*"')
"""A quoted cell of a table; separators inside it do not count."""


def is_programme(lines: Sequence[str]) -> bool:
    """Return whether lines are a running programme: several begin with a time, and they are not the rows of a table."""
    lines = [_QUOTED_CELL.sub("", line.lstrip("> ")) for line in lines]
    found = [line for line in lines if TIMED.match(line)]
    timed = [line for line in found if any(map(str.isalpha, line))]
    if len(timed) < 2 or (len(timed) < 3 and len(timed) * 2 <= len(lines)):
        return False
    others = [line for line in lines if line not in found]
    for sign in (",", ";", "|", "\t"):
        counts = {line.count(sign) for line in timed}
        even = len(counts) == 1 and counts != {0}
        if even and (sign == ";" or counts & {line.count(sign) for line in others} or (sign == "," and not others)):
            return False
    return True


def lines_as_table(name: str, lines: Iterable[Numbered], remarks: tuple[Text, ...] = ()) -> Tables:
    """Return the lines of a running programme as a table with one sheet."""
    filled = [(number, _SPACES.sub(" ", _GAP.sub("\t", text.strip()))) for number, text in lines if text.strip()]
    header, body, after = _split_mail(filled)
    above, found, left = _read_body(body)
    subject = [(n, title["title"]) for n, line in header if (title := _SUBJECT.match(line))]
    greetings = [line for line in above if _GREETING.match(line[1])]
    left = [*greetings, *left, *(line for line in header if not _SUBJECT.match(line[1])), *after]
    above = [*subject, *(line for line in above if line not in greetings)]
    entries = [one for one in found if not one.is_day]
    split_off_rooms_and_people(entries)
    told = [(number, day) for number, text in above if (day := _sentence_day(text))]
    days = [one for one in found if one.is_day and one.time]
    if told and not days and not any(cut_to_final_date(text) != text or _line_day(text) for _, text in above):
        number, day = told[0]
        found.insert(0, ProgrammeLine(number, day, is_day=True))
        said = Text("Line {line}: its day, “{text}”, is that of the sessions below.", line=number, text=day)
        remarks = (*remarks, said)
    headings, found = _read_by_columns(dict(body), found, [*above, *left])
    above, left = [[line for line in lines if line != headings] for lines in (above, left)]
    rows = [
        *(ProgrammeLine(n, text) for n, text in above),
        _line_from_columns(entries[0].number, "\t".join((headings[1], *HEADINGS[headings[1].count("\t") + 1 :]))),
        *found,
        *(ProgrammeLine(n, note=text) for n, text in left),
    ]
    guessed = frozenset(
        (n, column)
        for n, one in enumerate(rows)
        for column, guess in enumerate((one.is_below, _may_name_people(one), one.is_loose, one.is_unsure))
        if guess
    )
    cells = tuple(
        (one.time or None, one.title or None, one.people or None, one.room or None, one.note or None) for one in rows
    )
    sheet = Worksheet("", cells, lines=tuple(one.number for one in rows), guessed=guessed)
    return Tables(name, TableFormat.TEXT, (sheet,), remarks=remarks)


def _may_name_people(one: ProgrammeLine) -> bool:
    """Return whether the title of a session without people has somebody's name in it."""
    return not (one.is_day or one.people) and bool(find_name(one.title))


def _read_by_columns(
    raw: dict[int, str], found: list[ProgrammeLine], others: list[Numbered]
) -> tuple[Numbered, list[ProgrammeLine]]:
    """Return the line of headings among ``others``, and the lines found, with sessions read by its columns.

    Without such a line, or if a session has no tabs, return the usual headings and the lines unchanged.
    """
    named = next((line for line in others if 1 < line[1].count("\t") < len(HEADINGS) - 1), None)
    if named is None or not all("\t" in raw[one.number] for one in found if not one.is_day):
        return (0, "\t".join(HEADINGS)), found
    return named, [one if one.is_day else _line_from_columns(one.number, raw[one.number]) for one in found]


def _line_from_columns(number: int, text: str) -> ProgrammeLine:
    time, title, people, room, note, *_ = (*map(str.strip, text.split("\t")), *[""] * len(HEADINGS))
    return ProgrammeLine(number, time, title, people, room, note)


def _split_mail(lines: list[Numbered]) -> tuple[list[Numbered], list[Numbered], list[Numbered]]:
    """Return the lines of a mail's header, those of the programme, and others, such as a signature or quoted mail."""
    first = next((n for n, (_, text) in enumerate(lines) if not _HEADER.match(text)), len(lines))
    header, body = (lines[:first], lines[first:]) if first > 1 else ([], lines)
    quoted = [line for line in body if line[1].startswith(">")]
    own = [line for line in body if line not in quoted]
    if _count_timed(own) < _count_timed(quoted):
        own, quoted = [(n, text.lstrip("> ")) for n, text in quoted], own
    drawn = {n for n, (_, text) in enumerate(own) if _DRAWN.fullmatch(text) and _count_timed(own[n:])}
    ends = (
        n
        for n, (_, text) in enumerate(own)
        if _ENDS.match(text) and _count_timed(own[:n]) >= max(2, _count_timed(own[n:]))
    )
    end = next((n for n in ends if n not in drawn), len(own))
    return header, own[:end], [*own[end:], *quoted]


def _count_timed(lines: Iterable[Numbered]) -> int:
    return sum(TIMED.match(text.lstrip("> ")) is not None for _, text in lines)


def _read_body(body: list[Numbered]) -> tuple[list[Numbered], list[ProgrammeLine], list[Numbered]]:
    """Return the lines above the programme, its sessions, days and headings, and the lines left over."""
    blocks: list[list[Numbered]] = [[(0, "")]]
    for line in body:
        if TIMED.match(line[1]) or _line_day(line[1]):
            blocks.append([])
        if not _DRAWN.fullmatch(line[1]):
            blocks[-1].append(line)
    rooms = _room_lines(blocks)
    left: list[Numbered] = []
    found: list[ProgrammeLine] = []
    bare = [[line for line in block if line not in rooms.values()] for block in blocks]
    above, *blocks = [part for block in bare for part in _split_at_heading(block)]
    room = ""
    for n, ((number, text), *below) in enumerate(blocks):
        room = rooms[number][1].strip(" :") if number in rooms else room
        if timed := TIMED.match(text):
            slot = read_session_line(number, timed["time"], timed["rest"], (timed["more"] or "").strip(" ()"))
            slot.heading = room
            told = read_heading_with_talks(
                slot, below, TIMED.match(blocks[n + 1][0][1]) if n + 1 < len(blocks) else None
            )
            sessions, below = told or read_sessions_at_time(slot, below)
            found += sessions
        elif day := _line_day(text):
            found.append(ProgrammeLine(number, day, is_day=True))
            left += [(number, rest)] if (rest := text.partition(day)[2].strip(" :-–*=#,(")) else []
            room = ""
        else:
            found.append(ProgrammeLine(number, title=" | ".join((text, *(line for _, line in below))), is_day=True))
            below = []
        (left if any(not one.is_day for one in found) else above).extend(below)
    if [one for one in found if one.people] == found[-1:] and "\n" not in found[-1].people:  # who signs
        left += [line for line in body if line[1] == found[-1].people]
        found[-1].people = ""
    return above[1:], found, left


def _split_at_heading(block: list[Numbered]) -> list[list[Numbered]]:
    """Split a block of lines before a heading such as *Session 2: Bees*, if exactly one is below its first line."""
    heads = [n for n, (_, text) in enumerate(block) if n and (_BLOCK.match(text) or is_block_heading(text))]
    return [block[: heads[0]], block[heads[0] :]] if len(heads) == 1 else [block]


def _room_lines(blocks: Sequence[list[Numbered]]) -> dict[int, Numbered]:
    """Return the lines that name a room right above a line with a time, by the number of the latter.

    They are above the first time of a day, or above a time that is earlier than the one before, as that of another room
    is; if there is none above an earlier time, there are none at all.
    """
    rooms: dict[int, Numbered] = {}
    before, falls_back = None, False
    for (_, *above), (line, *_) in pairwise(blocks):
        timed = TIMED.match(line[1])
        start = cell_time_or_nothing(timed["time"]).start if timed else None
        is_lower = before is None or (start is not None and _EARLIEST <= start < before)
        if start is not None and is_lower and above and may_be_room(above[-1][1]):
            rooms[line[0]] = above[-1]
            falls_back |= before is not None
        before = start
    return rooms if falls_back else {}


def _line_day(text: str) -> str:
    """Return the day, as written, that a line is or begins with, before a sign such as a dash, or an empty text."""
    whole = text.strip(" :-–*=#") if len(text) <= LONGEST_DAY else ""
    parts = (whole, *(whole[: cut.start()] for cut in reversed(list(_BEFORE.finditer(whole)))))
    dates = ((part, parse_partial_date(normalize_time_text(part))) for part in parts)
    return next(
        (part for part, said in dates if said and (said.has_day_and_month or said.weekday is not None or said.nth)), ""
    )


def _sentence_day(text: str) -> str:
    """Return the only day that a sentence names, or an empty text."""
    dates = find_dates(without_document_dates(text))
    found = [part for part, said in dates if said.sure and (said.year is not None or " " in part)]
    return found[0] if len(found) == 1 else ""
