"""What a file tells, before it meets a conference: nothing here has one of our ids, everything has its line."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from planner.domain.errors import EstradError
from planner.domain.kinds import Kind, Role
from planner.domain.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work has come."""

    done: int
    total: int


Steps = Generator[Progress, None, T]
"""A long work that stops after each piece of it, so that a window stays alive and it can be given up."""


def finish(steps: Steps[T]) -> T:
    """The result of a long work, without looking up in between."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


@dataclass(frozen=True, slots=True)
class Begin:
    """When a session begins: ``at`` with its distance from UTC, or without one in the zone of the file.

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
        """Whether ``at`` shows the clock on the venue's wall, whatever its distance from UTC says."""
        return self.start == self.at.hour * 60 + self.at.minute


@dataclass(frozen=True, slots=True)
class IncomingDay:
    """A day; its hours in minutes from its midnight, where the file tells them."""

    line: int
    date: date
    opens: int | None = None
    closes: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingRoom:
    """A room, known by its name."""

    line: int
    name: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingTrack:
    """A track, known by its name; ``colour`` is one of ours or empty."""

    line: int
    name: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """Somebody on stage. ``key`` becomes the person's origin; ``named`` means that the file gives them no id.

    ``shared`` is the key of their id alone where the file gives it to other names as well, so that ``key`` has both.
    """

    line: int
    key: str
    name: str
    bio: str = ""
    named: bool = False
    shared: str = ""


def with_name(key: str, name: str) -> str:
    """The key of somebody whose id the file gives to other names as well."""
    return f"{key}/{name[:200].casefold()}"


@dataclass(frozen=True, slots=True)
class IncomingSession:
    """A session. ``key`` becomes its origin, ``told`` are our fields of it; what the file leaves open is not there.

    ``rooms`` are names, ``people`` keys; no ``begin`` means that it has no time.
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be taken in, and why; ``key`` where it has one all the same."""

    line: int
    title: str
    why: EstradError
    key: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A whole file. ``namespace`` begins the key of everything that it knows by an id.

    ``conference`` and ``venue`` are our fields of them; ``zone`` is a time zone's name, or empty where the file tells
    none. ``unmapped`` counts, by their names in the file, what has no place here. ``remarks`` are good to know,
    ``warnings`` are to be looked at.
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

    def has(self, origin: str) -> bool:
        """Whether that is a key of this file, or of another version of it."""
        return origin.startswith(f"{self.namespace}/")
