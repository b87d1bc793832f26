"""File names for calendars on the web: short ASCII without %20, and unique in a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.programme.parts import Part, PartKind
from planner.programme.release import WHOLE, Ledger

LONGEST = 60
"""The largest number of characters made from one title; the conference's and a part's are combined."""
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "ø": "o",
        "œ": "oe",
        "ð": "d",
        "đ": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "\u0131": "i",
        "ŋ": "ng",
    }
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def web_name(text: str) -> str:
    """Return the text as lower-case ASCII letters and digits joined by hyphens; accents are folded, so å is a.

    Empty if nothing of it can be folded, as for a name in Chinese.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:LONGEST].strip("-")


def conference_name(agenda: Agenda) -> str:
    """Return the stem of a conference's file names: the acronym or else the title, with the year."""
    conference, year = agenda.conference, agenda.days_in_order[0].date.year
    name = web_name(conference.acronym) or web_name(conference.title) or "calendar"
    return name if _YEAR.search(name) else f"{name}-{year}"


def with_file_names(parts: Iterable[Part], ledger: Ledger, conference: str, stem: str) -> list[Part]:
    """Return the parts with their file names: the one under which a part was sent before, or else a unique one.

    A file keeps its name, since subscribers know it by that, even if the room or person was renamed. ``conference`` is
    the prefix of new names, ``stem`` that of names given by an older Estrad.
    """
    first = ledger.file(WHOLE).name or (stem if ledger.sent(WHOLE) else conference)
    found = [replace(part, name=first if part.whole else _sent_as(part, ledger, stem)) for part in parts]
    taken = [first, *(part.name for part in found if part.name), *(file.name for file in ledger.files.values())]
    wanted = (f"{first}-{_title(part, first)}" for part in found if not part.name)
    names = iter(unique_names(wanted, taken))
    return [part if part.name else replace(part, name=next(names)) for part in found]


def _sent_as(part: Part, ledger: Ledger, stem: str) -> str:
    file = ledger.file(part.key)
    return f"{stem}-{file.name}" if file.older and file.name else file.name


def _title(part: Part, first: str) -> str:
    """Return the text behind the conference's name; for a day its date, without a year that is there already."""
    if part.about is PartKind.DAY:
        return part.of.removeprefix(f"{first[-4:]}-")
    return web_name(part.title) or part.about.value


def unique_names(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the names in order, with ``-2``, ``-3`` appended to those that a disk may confuse with an earlier one.

    Names in ``taken`` count as earlier ones.
    """
    found: list[str] = []
    keys = {_key(name) for name in taken}
    for name in names:
        other, number = name, 1
        while _key(other) in keys:
            number += 1
            other = f"{name}-{number}"
        keys.add(_key(other))
        found.append(other)
    return found


def _key(name: str) -> str:
    """Return a key that is equal for two names that a disk may confuse."""
    return unicodedata.normalize("NFC", name.casefold())
