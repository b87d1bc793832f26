"""The content of a file before it is compared with a conference; everything has its line, and in a table its cell.

``ours`` is the id that a thing had in the conference that wrote the file, where it says so; whoever compares trusts
it only for a thing of that sort that is there. ``told`` are our fields of a thing by name: a field that is not in it is
one of which the file says nothing, an empty value in it says that the field is empty. ``told`` of a session or a person
may hold ``extra`` with what has no field of its own. In that of a session an empty ``people`` says that nobody is in it
though the file names nobody at all, an empty ``placement`` that it has no place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from planner.domain.errors import EstradError
from planner.domain.kinds import Kind, Role, State
from planner.domain.text import Text

LONGEST_NAME = 300
"""Longest name of a room or track, and longest short text of the conference, in characters."""


def fitting_name(name: str) -> str:
    """Return the name of a room or track; raises ``EstradError`` if it is too long to be one."""
    if len(name) > LONGEST_NAME:
        raise EstradError(
            Text("The name “{name}…” is too long.", name=name[:40]),
            Text("Shorten it to {most} characters.", most=LONGEST_NAME),
        )
    return name


@dataclass(frozen=True, slots=True)
class Begin:
    """The start of a session: ``at`` with its distance from UTC, or without one in the zone of the file.

    ``day`` is the date under which the file lists it, ``night`` the minutes after midnight until which a time
    still belongs to the day before. ``start`` is the clock time that the file tells beside ``at``, in minutes: the
    clock on the venue's wall.
    """

    day: date
    at: datetime
    night: int
    start: int | None = None

    @property
    def is_wall_clock(self) -> bool:
        """True if ``at`` shows the clock on the venue's wall, whatever its distance from UTC says."""
        return self.start == self.at.hour * 60 + self.at.minute


@dataclass(frozen=True, slots=True)
class Since:
    """The state in which our own file was written: fingerprints of a thing's cells, and the fields changed since.

    ``prints`` are those of the cells as they were written in ``language``, see ``planner.workbook``; ``changed`` are
    the fields whose cells differ now.
    """

    prints: Mapping[str, str]
    changed: frozenset[str]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Agreed:
    """The state of the agreement with a person in a session, where the file gives it."""

    state: State = State.NOT_ASKED
    asked: date | None = None
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class IncomingDay:
    """A day; ``opens`` and ``closes`` are minutes from its midnight, where the file gives them."""

    line: int
    date: date
    opens: int | None = None
    closes: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class IncomingRoom:
    """A room, known by its name."""

    line: int
    name: str
    seats: int | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    ours: str = ""
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class IncomingTrack:
    """A track, known by its name; ``colour`` is one of ours or empty."""

    line: int
    name: str
    colour: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    ours: str = ""
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """A person on stage. ``key`` becomes the person's origin; ``named`` means that the file gives them no id.

    ``shared`` is the key of their id alone where the file gives it to other names as well, so that ``key`` has both.
    """

    line: int
    key: str
    name: str
    bio: str = ""
    named: bool = False
    shared: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    cell: str = ""
    ours: str = ""
    since: Since | None = None


def with_name(key: str, name: str) -> str:
    """Return the key of a person whose id the file gives to other names as well."""
    return f"{key}/{name[:200].casefold()}"


@dataclass(frozen=True, slots=True)
class IncomingSession:
    """A session. ``key`` becomes its origin, ``told`` are our fields of it; what the file leaves open is not there.

    ``rooms`` are names, ``people`` keys; no ``begin`` means that it has no time. ``named`` means that the file gives it
    no id and ``key`` is made of its title; ``known_as`` are other keys under which it may have come before (a guid, a
    slug, an id of another list). ``cell`` is where its title stands, such as *Talks!B7*. ``everywhere`` says that it
    takes the whole venue, where no room could also mean that none is told; ``place`` is what is told of its place text.
    ``agreed`` is how far one is with people, where the file tells it.
    """

    line: int
    key: str
    title: str
    told: Mapping[str, Any]
    kind: Kind | None = None
    track: str = ""
    rooms: tuple[str, ...] = ()
    people: tuple[tuple[str, Role], ...] = ()
    begin: Begin | None = None
    minutes: int | None = None
    remarks: tuple[Text, ...] = ()
    named: bool = False
    known_as: tuple[str, ...] = ()
    cell: str = ""
    ours: str = ""
    since: Since | None = None
    everywhere: bool = False
    place: str | None = None
    agreed: Mapping[tuple[str, Role], Agreed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A thing that cannot be imported, and the reason; ``key`` is its key if it has one all the same."""

    line: int
    title: str
    why: EstradError
    key: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The content of a whole file. ``namespace`` begins the key of everything that it knows by an id.

    ``conference`` and ``venue`` are our fields of them; ``zone`` is a time zone's name, or empty where the file tells
    none. ``ours`` is the id of the conference that wrote it, if it is all of that, ``since`` and ``venue_since`` what
    was changed in it. ``unmapped`` counts, by their names in the file, what has no place here.
    ``remarks`` are good to know, ``warnings`` are to be looked at.
    """

    name: str
    namespace: str
    conference: Mapping[str, Any]
    venue: Mapping[str, Any]
    zone: str
    days: tuple[IncomingDay, ...]
    rooms: tuple[IncomingRoom, ...]
    tracks: tuple[IncomingTrack, ...]
    people: tuple[IncomingPerson, ...]
    sessions: tuple[IncomingSession, ...]
    refused: tuple[Refusal, ...]
    unmapped: Mapping[str, int]
    remarks: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()
    ours: str = ""
    since: Since | None = None
    venue_since: Since | None = None

    def has(self, origin: str) -> bool:
        """Return whether a key is of this file or another version of it; a pasted list without a name has none."""
        return bool(self.namespace) and origin.startswith(f"{self.namespace}/")
