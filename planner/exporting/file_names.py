"""Names of calendar files as the web wants them: short ASCII that needs no %20, and never two alike in a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.programme.parts import About, Part
from planner.programme.release import WHOLE, Ledger

LONGEST = 60
"""Characters of a name made of a title; the conference's and a part's stand behind one another."""
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
    """The text as lower-case ASCII letters and digits with hyphens between; accents folded, so å is a.

    Empty where nothing of it can be folded, as of a name in Chinese.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:LONGEST].strip("-")


def conference_name(agenda: Agenda) -> str:
    """How a conference's files are called: by its acronym, else its title, with the year, as each year has its own."""
    conference, year = agenda.conference, agenda.days_in_order[0].date.year
    name = web_name(conference.acronym) or web_name(conference.title) or "calendar"
    return name if _YEAR.search(name) else f"{name}-{year}"


def named(parts: Iterable[Part], ledger: Ledger, conference: str, stem: str) -> list[Part]:
    """The parts with their files' names: that under which one was sent before, else one that no other has.

    A file keeps its name, since those who subscribe know it by that, whatever the room or person is called now.
    ``conference`` is how new names begin, ``stem`` how those began that an older Estrad gave.
    """
    first = ledger.file(WHOLE).name or (stem if ledger.sent(WHOLE) else conference)
    found = [replace(part, name=first if part.whole else _sent_as(part, ledger, stem)) for part in parts]
    taken = [first, *(part.name for part in found if part.name), *(file.name for file in ledger.files.values())]
    wanted = (f"{first}-{_title(part, first)}" for part in found if not part.name)
    names = iter(different(wanted, taken))
    return [part if part.name else replace(part, name=next(names)) for part in found]


def _sent_as(part: Part, ledger: Ledger, stem: str) -> str:
    file = ledger.file(part.key)
    return f"{stem}-{file.name}" if file.older and file.name else file.name


def _title(part: Part, first: str) -> str:
    """What stands behind the conference's name; of a day its date, without a year that stands there already."""
    if part.about is About.DAY:
        return part.of.removeprefix(f"{first[-4:]}-")
    return web_name(part.title) or part.about.value


def different(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names in their order, each later one of two that a disk may take for the same with ``-2``, ``-3`` behind.

    So is one that is like one of those ``taken``.
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
    """What is the same for two names that a disk may take for one."""
    return unicodedata.normalize("NFC", name.casefold())
