"""Names of calendar files: unique, made of acronym or title, year and part, and kept as they were first sent.

Also the addresses of rooms on the web page, such as ``#room=sal-a``; a room keeps the one it was first published with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planner.domain.agenda import Agenda
from planner.domain.entities import Room
from planner.programme.programme import Programme
from planner.programme.release import WHOLE, Ledger, Part, PartKind

LONGEST = 60
"""The maximum length of the name made from one title; a part's name combines two, the conference's and its own."""
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


def to_slug(text: str) -> str:
    """Return the text as a slug: lower-case ASCII letters and digits joined by hyphens, without accents.

    It has at most ``LONGEST`` characters, and is empty if none can be converted, as for a name in Chinese.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:LONGEST].strip("-")


def conference_file_stem(agenda: Agenda) -> str:
    """Return the stem of a conference's file names: its acronym, or else its title, or else *calendar*, with a year."""
    conference, year = agenda.conference, agenda.days_in_order[0].date.year
    name = to_slug(conference.acronym) or to_slug(conference.title) or "calendar"
    return name if _YEAR.search(name) else f"{name}-{year}"


def with_file_names(parts: Iterable[Part], ledger: Ledger, conference: str, stem: str) -> list[Part]:
    """Return the parts with their file names: the name a part was first sent with, or else a new unique one.

    A file keeps its name even if its room or person is renamed, since subscribers depend on it. New names begin with
    that of the whole conference: the recorded one, fixed when the first of its files is sent, or else ``conference``.
    ``stem`` is the prefix of names given by an older Estrad.
    """
    first = ledger.file(WHOLE).name or (stem if ledger.sent(WHOLE) else conference)
    found = [replace(part, name=first if part.whole else _sent_name(part, ledger, stem)) for part in parts]
    taken = [first, *(part.name for part in found if part.name), *(file.name for file in ledger.files.values())]
    names = iter(unique_names((f"{first}-{_name_suffix(part, first)}" for part in found if not part.name), taken))
    return [part if part.name else replace(part, name=next(names)) for part in found]


def _sent_name(part: Part, ledger: Ledger, stem: str) -> str:
    file = ledger.file(part.key)
    return f"{stem}-{file.name}" if file.older and file.name else file.name


def _name_suffix(part: Part, first: str) -> str:
    """Return the suffix of a part's file name; for a day, its date without the year if ``first`` ends with it."""
    if part.about is PartKind.DAY:
        return part.of.removeprefix(f"{first[-4:]}-")
    return to_slug(part.title) or part.about.value


def unique_names(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Make names unique by appending ``-2``, ``-3`` to those that a file system may confuse with an earlier one.

    The order is kept; names in ``taken`` are treated as earlier ones.
    """
    found: list[str] = []
    keys = {name_key(name) for name in taken}
    for name in names:
        other, number = name, 1
        while name_key(other) in keys:
            number += 1
            other = f"{name}-{number}"
        keys.add(name_key(other))
        found.append(other)
    return found


def name_key(name: str) -> str:
    """Return a key that is equal for names that a file system may confuse."""
    return unicodedata.normalize("NFC", name.casefold())


@dataclass(frozen=True, slots=True)
class RoomAddress:
    """A room's address on the web page, by its name; ``room`` is its id, or empty if no room has this name now."""

    room: str
    name: str
    address: str


def room_addresses(shown: Programme, rooms: Iterable[Room], kept: Mapping[str, str]) -> tuple[RoomAddress, ...]:
    """Return an address for each room name in a programme, in the order of ``rooms``, names without a room last.

    ``kept`` are the addresses already published, by room id; no other room gets one of them.
    """
    called, named = dict[str, str](), dict.fromkeys(name for item in shown.items for name in item.rooms)
    for room in rooms:
        called.setdefault(room.name, room.id)
    ids = {name: room for name, room in called.items() if name in named} | {n: "" for n in named if n not in called}
    wanted = (to_slug(name) or "room" for name, room in ids.items() if room not in kept)
    new = iter(unique_names(wanted, kept.values()))
    return tuple(RoomAddress(room, name, kept.get(room) or next(new)) for name, room in ids.items())
