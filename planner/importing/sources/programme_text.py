"""Reads a programme that is written as running lines, in a document or a mail, as a table.

Each line that begins with a time is a row of its time, title, people, room and note. What stands above the first of
them stands above the headings of the table; days stand between the rows. Earlier mails that are quoted, the sender's
signature and all other lines are rows of their own at the end, so that they are left out by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from planner.domain.text import Text
from planner.importing.cells.dates import date_ending, dated, plain_time
from planner.importing.cells.stamps import without_stamps
from planner.importing.mapping.programme_lines import (
    TIMED,
    ProgrammeLine,
    is_place,
    read_line,
    take_people,
    take_room,
    take_rooms_inside,
)
from planner.tables.table import TableFormat, Tables, Worksheet

HEADINGS = ("Time", "Title", "Speakers", "Room", "Note")
Numbered = tuple[int, str]
"""The number of a line, and its text."""
LONGEST_DAY = 60
_SPACES = re.compile(r"[^\S\t]{2,}")
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
    r"|(?:med (?:vänliga?|venlig) )?h[äi]ls(?:ning|en)(?:ar)?\b.{0,20}$|vänligen\b.{0,20}$|mvh\b|(?:vennlig )?hilsen\b"
    r"|(?:best|kind|warm|many)(?: wishes| regards| greetings)?\b.{0,15}$|regards\b|sincerely|(?:cheers|yours)\b.{0,15}$"
    r"|(?:mit )?(?:freundlichen?|viele|herzliche) grü(?:ß|ss)e|cordialement|bien à vous|(?:met vriendelijke )?groet"
    r"|(?:ystävällisin )?terveisin",
    re.IGNORECASE,
)
"""The beginning of a signature, or of an earlier mail."""
_BULLET = re.compile(r"^[-*•·▪●◦‣]\s+")
_BEFORE = re.compile(r"\s+[–—-]\s+|:\s*|\s*\(|\s*,\s+")


_QUOTED = re.compile(r'"[^"]*"')
"""A quoted cell of a table, in which its separator divides nothing."""


def is_programme(lines: Sequence[str]) -> bool:
    """Return whether lines are a running programme: several of them begin with a time, and it is no table."""
    lines = [_QUOTED.sub("", line.lstrip("> ")) for line in lines]
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


def programme_of(name: str, lines: Iterable[Numbered], remarks: tuple[Text, ...] = ()) -> Tables:
    """Return the lines of a programme as a table."""
    filled = [(number, _SPACES.sub(" ", text.strip())) for number, text in lines if text.strip()]
    header, body, after = _parted(filled)
    above, found, left = _read(body)
    subject = [(n, title["title"]) for n, line in header if (title := _SUBJECT.match(line))]
    left = [*left, *(line for line in header if not _SUBJECT.match(line[1])), *after]
    greetings = [line for line in above if _GREETING.match(line[1])]
    above = [*subject, *(line for line in above if line not in greetings)]
    entries = [one for one in found if isinstance(one, ProgrammeLine)]
    _take_ends(entries)
    told = [(number, day) for number, text in above if (day := _day_within(text))]
    if told and len(entries) == len(found) and not any(date_ending(text) != text or _is_day(text) for _, text in above):
        number, day = told[0]
        found.insert(0, told[0])
        said = Text("Line {line}: its day, “{text}”, is that of the sessions below.", line=number, text=day)
        remarks = (*remarks, said)
    rows: list[tuple[int, tuple[str | None, ...]]] = [(n, (text,)) for n, text in above]
    rows.append((entries[0].number, HEADINGS))
    guessed = []
    for one in found:
        if isinstance(one, ProgrammeLine):
            guessed += [(len(rows), 3)] if one.is_unsure else []
            guessed += [(len(rows), 0)] if one.is_below else []
            rows.append((one.number, (one.time, one.title, one.people, one.room, one.note)))
        else:
            rows.append((one[0], (one[1],)))
    rows += [(n, (*[None] * (len(HEADINGS) - 1), text)) for n, text in (*greetings, *left)]
    wide = tuple(tuple((cell or None) for cell in (*row, *[None] * (len(HEADINGS) - len(row)))) for _, row in rows)
    sheet = Worksheet("", wide, lines=tuple(n for n, _ in rows), guessed=frozenset(guessed))
    return Tables(name, TableFormat.TEXT, (sheet,), remarks=remarks)


def _parted(lines: list[Numbered]) -> tuple[list[Numbered], list[Numbered], list[Numbered]]:
    """Return the header of a mail, the lines of the programme, and the signature and the earlier mails."""
    first = next((n for n, (_, text) in enumerate(lines) if not _HEADER.match(text)), len(lines))
    header, body = (lines[:first], lines[first:]) if first > 1 else ([], lines)
    quoted = [line for line in body if line[1].startswith(">")]
    own = [line for line in body if line not in quoted]
    if _timed(own) < _timed(quoted):
        own, quoted = [(n, text.lstrip("> ")) for n, text in quoted], own
    for n, (_, text) in enumerate(own):
        if _ENDS.match(text) and _timed(own[:n]) >= max(2, _timed(own[n:])):
            return header, own[:n], [*own[n:], *quoted]
    return header, own, quoted


def _timed(lines: Iterable[Numbered]) -> int:
    return sum(TIMED.match(text.lstrip("> ")) is not None for _, text in lines)


def _read(body: list[Numbered]) -> tuple[list[Numbered], list[ProgrammeLine | Numbered], list[Numbered]]:
    """Return the lines above the programme, its sessions and days, and what is neither."""
    above: list[Numbered] = []
    left: list[Numbered] = []
    found: list[ProgrammeLine | Numbered] = []
    slot: ProgrammeLine | None = None
    for number, text in body:
        last = found[-1] if found else None
        if timed := TIMED.match(text):
            slot = read_line(number, timed["time"], timed["rest"], (timed["more"] or "").strip(" ()"))
            found.append(slot)
        elif _is_day(text):
            slot = None
            found.append((number, text))
        elif slot is None or not isinstance(last, ProgrammeLine):
            (left if found else above).append((number, text))
        elif not slot.title:
            found[-1] = slot = read_line(slot.number, slot.time, text, slot.note)
        elif slot.title.endswith(":") or _BULLET.match(text):
            if last is slot:
                found.pop()
            below = read_line(number, slot.time, _BULLET.sub("", text), slot.title.rstrip(": "))
            below.is_below = True
            found.append(below)
        elif not last.take_below(text):
            left.append((number, text))
    return above, found, left


def _is_day(text: str) -> bool:
    """Return whether a line is a day: *Monday 6 September*, *Tisdag:*, *Day 2 – hall*."""
    if len(text) > LONGEST_DAY:
        return False
    whole = plain_time(text.strip(" :-–*=#"))
    parts = (whole, *(part.strip() for part in _BEFORE.split(whole, maxsplit=1)[:1]))
    return any((said := dated(part)) and (said.is_date or said.weekday is not None or said.nth) for part in parts)


def _day_within(text: str) -> str:
    """Return the day that a sentence tells, or an empty text if it tells none or several."""
    words = without_stamps(text).replace(",", "").rstrip(".!:").split()
    found: list[str] = []
    n = 0
    while n < len(words):
        parts = [" ".join(words[n : n + wide]) for wide in (5, 4, 3, 2)]
        said = next((part for part in parts if (one := dated(plain_time(part))) and one.is_date and one.sure), "")
        found += [said] if said else []
        n += len(said.split()) or 1
    return found[0] if len(found) == 1 else ""


def _take_ends(entries: list[ProgrammeLine]) -> None:
    """Take rooms and people off the ends of titles; a last part is a room if it is one elsewhere, or if most are."""
    take_rooms_inside(entries)
    open_ends = [one for one in entries if one.last and not one.room]
    known = {one.room.casefold() for one in entries if one.room}
    known |= {one.last.casefold() for one in open_ends if is_place(one)}
    sure = [one for one in open_ends if one.last.casefold() in known]
    told = sum(bool(one.room) for one in entries) + len(sure)
    for one in open_ends:
        if one in sure or told > len(open_ends) - len(sure):
            one.is_unsure = one not in sure
            take_room(one)
    for one in entries:
        take_people(one)
