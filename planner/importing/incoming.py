"""The content of a file before it is compared with a conference; most things have their line or cell in it.

``ours`` is the id that an entity had in the conference that wrote the file, if the file contains it; it is trusted only
for an existing entity of the same class. ``fields`` are the values for an entity's fields by name: a field that is
missing is not in the file, and an empty value means that the field is empty. Those of a session or a person may hold
``extra`` for values without a field of their own. In those of a session, an empty ``people`` means that it has no
people even if the file names nobody at all, and an empty ``placement`` that it is unplaced; in those of a block,
``chairs`` and ``placement`` mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

from planner.domain.entities import Cover
from planner.domain.long_task import LongTask, map_in_chunks
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import KINDS, Appearance, Kind, Role

A = TypeVar("A")
B = TypeVar("B")
EACH, MANY = 10, 100
"""Number of things between two checks for cancellation, for slow and for fast work."""
LONGEST_NAME = 300
"""Maximum length of the name of a room or track, and of a short text of the conference, in characters."""


def checked_name(name: str) -> str:
    """Return the name of a room or track unchanged; raise ``EstradError`` if it is too long."""
    if len(name) > LONGEST_NAME:
        raise EstradError(
            Text("The name “{name}…” is too long.", name=name[:40]),
            Text("Shorten it to {most} characters.", most=LONGEST_NAME),
        )
    return name


@dataclass(frozen=True, slots=True)
class IncomingStart:
    """The start of a session: ``at`` with its UTC offset, or without one in the file's time zone.

    ``day`` is the date under which the file lists it, ``night`` the minutes after midnight until which a time still
    belongs to the day before. ``start`` is the wall clock time in minutes, if the file contains it beside ``at``.
    """

    day: date
    at: datetime
    night: int
    start: int | None = None

    @property
    def is_wall_clock(self) -> bool:
        """True if the file gives a wall clock time, and ``at`` shows the same time of day, whatever its UTC offset."""
        return self.start == self.at.hour * 60 + self.at.minute


@dataclass(frozen=True, slots=True)
class WrittenCells:
    """An entity's cells as Estrad wrote them to a workbook: their fingerprints, and the fields changed in it since.

    ``prints`` are those of the cells as they were written in ``language``, see ``planner.workbook``; ``changed`` are
    the fields whose cells differ now.
    """

    prints: Mapping[str, str]
    changed: frozenset[str]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class IncomingDay:
    """A day; ``opens`` and ``closes`` are minutes from midnight, None if not in the file."""

    line: int
    date: date
    opens: int | None = None
    closes: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPlace:
    """An imported room or track, identified by its name."""

    line: int
    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    ours: str = ""
    since: WrittenCells | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """An imported person.

    Imports recognise the person by ``key``. ``named`` means that the file has no id for the person, or uses it for
    other names as well. ``waits`` is why the person is not proposed; ``doubt`` is why it may be nobody, such as a name
    of one word.
    """

    line: int
    key: str
    name: str
    bio: str = ""
    named: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    cell: str = ""
    ours: str = ""
    since: WrittenCells | None = None
    waits: Text | None = None
    doubt: Text | None = None


def numbered_key(key: str, n: int) -> str:
    """Return the key of the nth row, counted from 1, of several rows with the same code."""
    return f"{key}×{n}"


class NumberedKeys:
    """Makes the keys of sessions or blocks.

    A key that occurs several times in ``keys`` is numbered. What has no key gets one made of its title.
    """

    def __init__(self, namespace: str, keys: Iterable[str]) -> None:
        self._namespace = namespace
        self._shared = {key: 0 for key, times in Counter(keys).items() if times > 1}
        self._titles: Counter[str] = Counter()
        self._met: dict[tuple[object, ...], int] = {}

    def next(self, key: str, title: str, line: int = 0, *facts: object) -> str:
        """Return the key of the next session or block, from its key in the file, or from its title if that is empty.

        Raise ``EstradError`` if one before has the same key and the same ``facts``, if there are any.
        """
        if not key:
            self._titles[title] += 1
            return f"{self._namespace}/title:{title[:200]}#{self._titles[title]}"
        if facts and (key, *facts) in self._met:
            first, known_as = self._met[key, *facts], key.partition("/")[2][:60]
            same = Text("The one on line {line} has the same key, {key}.", line=first, key=known_as)
            raise EstradError(same, Text("Give each session one of its own."))
        self._met[key, *facts] = line
        if key not in self._shared:
            return key
        self._shared[key] += 1
        return numbered_key(key, self._shared[key])


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """A session or a block as the file describes it.

    Imports recognise it by ``key``. ``fields`` are those that the file contains, with their values. ``rooms`` are
    names, ``people`` keys with roles; no ``begin`` means no time. ``cell`` is that of its title, such as *Talks!B7*.
    ``everywhere`` means the whole venue, since no room could also mean that none is given; ``place`` is the place text,
    if given. ``agreed`` has the agreement with each of ``people``, if given. ``waits`` is why it is not proposed, such
    as that its row is struck through.
    """

    line: int
    key: str
    title: str
    fields: Mapping[str, Any]
    track: str = ""
    rooms: tuple[str, ...] = ()
    people: tuple[tuple[str, Role], ...] = ()
    begin: IncomingStart | None = None
    minutes: int | None = None
    cell: str = ""
    ours: str = ""
    since: WrittenCells | None = None
    everywhere: bool = False
    place: str | None = None
    agreed: Mapping[tuple[str, Role], Appearance] = field(default_factory=dict)
    waits: Text | None = None


@dataclass(frozen=True, slots=True)
class IncomingBlock(IncomingEntry):
    """An imported block; sessions name it by its ``key``, and ``people`` are its chairs."""


@dataclass(frozen=True, slots=True)
class IncomingSession(IncomingEntry):
    """An imported session.

    ``named`` means that the file has no id and ``key`` is made from the title; ``known_as`` are other keys under which
    it may have been imported before: a guid, a slug, an id of another list. ``block`` is the key of its block.
    """

    kind: Kind | None = None
    remarks: tuple[Text, ...] = ()
    named: bool = False
    known_as: tuple[str, ...] = ()
    block: str = ""


def complete_blocks(blocks: Iterable[IncomingBlock], sessions: Iterable[IncomingSession]) -> tuple[IncomingBlock, ...]:
    """Return the blocks, each with the times and rooms that it lacks taken from its sessions, if they have them.

    A block without a start begins with its first session; one without a start or a length ends with its last one. A
    block that is neither in rooms nor everywhere gets the rooms of its sessions. One whose ``fields`` say that it is
    unplaced is not changed.
    """
    members = grouped(sessions, lambda one: one.block)
    return tuple(
        block if "placement" in block.fields else _complete_block(block, members.get(block.key, [])) for block in blocks
    )


def _complete_block(block: IncomingBlock, members: Sequence[IncomingSession]) -> IncomingBlock:
    spans = [
        (start, start + timedelta(minutes=one.minutes or KINDS[one.kind or Kind.TALK].minutes), one.begin)
        for one in members
        if one.begin and (start := one.begin.at.replace(tzinfo=None))
    ]
    if not (block.rooms or block.everywhere):
        block = replace(block, rooms=tuple(dict.fromkeys(room for one in members for room in one.rooms)))
    if (block.begin and block.minutes) or not spans:
        return block
    begin = block.begin or min(spans, key=itemgetter(0))[2]
    lasts = max(end for _, end, _ in spans) - begin.at.replace(tzinfo=None)
    return replace(block, begin=begin, minutes=max(0, int(lasts.total_seconds()) // 60) or None)


@dataclass(frozen=True, slots=True)
class ImportRefusal:
    """An entity of the file that cannot be imported, and the error that says why; ``key`` is its key, if it has one."""

    line: int
    title: str
    why: EstradError
    key: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class UnusedCells:
    """A column of a table that is left out, or a single ``cell``.

    ``name`` is the column's heading or the cell's text, ``cells`` the number of filled cells.
    """

    name: str
    cells: int = 1
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The content of a whole file.

    ``namespace`` is the prefix of its keys. ``conference`` and ``venue`` are values for their fields; ``zone`` is the
    name of a time zone, or empty. ``ours`` is the id of the conference that wrote the file, or empty; a file that gives
    it counts as the whole conference. ``since`` and ``venue_since`` are the changes made in the file to conference and
    venue.
    ``unmapped`` counts, by their names in the file, values without a field here. ``remarks`` are for information,
    ``warnings`` need attention. ``own_title`` is the title of a new conference if ``conference`` has none,
    ``own_place`` the name of its venue if ``venue`` is empty. ``left`` are columns and cells of a table that no field
    takes. ``covers`` are moderators' shifts in the file's time zone, with the ids that they had in the conference that
    wrote it; a shift's ``person`` is a key, its ``room`` a name. If it ``is_partial``, other files have more people,
    and nobody counts as missing.
    """

    name: str
    namespace: str
    conference: Mapping[str, Any] = field(default_factory=dict)
    venue: Mapping[str, Any] = field(default_factory=dict)
    zone: str = ""
    days: tuple[IncomingDay, ...] = ()
    rooms: tuple[IncomingPlace, ...] = ()
    tracks: tuple[IncomingPlace, ...] = ()
    people: tuple[IncomingPerson, ...] = ()
    sessions: tuple[IncomingSession, ...] = ()
    blocks: tuple[IncomingBlock, ...] = ()
    refused: tuple[ImportRefusal, ...] = ()
    unmapped: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()
    ours: str = ""
    since: WrittenCells | None = None
    venue_since: WrittenCells | None = None
    own_title: str = ""
    own_place: str = ""
    left: tuple[UnusedCells, ...] = ()
    covers: tuple[Cover, ...] = ()
    is_partial: bool = False

    @property
    def refused_ids(self) -> frozenset[str]:
        """The ids that the keys of the refused entities contain, or the whole key of one without an id."""
        return frozenset(key for one in self.refused if (key := one.key.rpartition("/id:")[2]))

    def owns_key(self, origin: str) -> bool:
        """Return whether a key belongs to this file or another version of it; false for a list without a name."""
        return bool(self.namespace) and origin.startswith(f"{self.namespace}/")


class CellFault(EstradError):
    """Raised if a cell cannot be read: the error, and the name of the cell."""

    def __init__(self, error: EstradError, cell: str) -> None:
        super().__init__(error.problem, error.remedy)
        self.cell = cell


def read_each(
    things: Sequence[A], read: Callable[[A], B], about: Callable[[A], tuple[int, str, str] | tuple[int, str, str, str]]
) -> LongTask[tuple[list[B], list[ImportRefusal]]]:  # fmt: skip
    """Read things one by one; return what was read, and a refusal of each thing that cannot be read.

    ``about`` returns the line, title and key of a thing, and perhaps its cell.
    """
    refused: list[ImportRefusal] = []

    def taken(thing: A) -> list[B]:
        try:
            return [read(thing)]
        except EstradError as error:
            line, title, key, *cell = about(thing)
            at = error.cell if isinstance(error, CellFault) else "".join(cell)
            refused.append(ImportRefusal(line, title, error, key, at))
            return []

    found = yield from map_in_chunks(things, taken, EACH)
    return list(chain.from_iterable(found)), refused


def non_empty(**values: Any) -> dict[str, Any]:
    """Return the values by name, without those that are empty, zero or false."""
    return {name: value for name, value in values.items() if value}


def grouped(things: Iterable[A], by: Callable[[A], B]) -> dict[B, list[A]]:
    """Group things by a property, leaving out those without it."""
    found: dict[B, list[A]] = {}
    for thing in things:
        if key := by(thing):
            found.setdefault(key, []).append(thing)
    return found


def merged_order(lists: Iterable[Iterable[str]]) -> list[str]:
    """Return the names of several lists in one order.

    A name that only a later list has follows the name before it in that list, or comes first if there is none.
    """
    following = {"": ""}
    for names in lists:
        before = ""
        for name in filter(None, names):
            if name not in following:
                following[name], following[before] = following[before], name
            before = name
    found: list[str] = []
    while name := following[found[-1] if found else ""]:
        found.append(name)
    return found


def most_frequent_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts from the largest to the smallest, equal ones by name."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def namespace_from_names(*names: str) -> str:
    """Return the first name with a letter a–z or a digit, in lower case, with hyphens for other characters.

    It has at most 80 characters. If there is no such name, return an empty text.
    """
    return next(filter(None, (re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:80] for name in names)), "")
