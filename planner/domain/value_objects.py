"""Small values that belong to one entity and have no id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.enums import Role, State
from planner.domain.span import LATEST, Span
from planner.domain.text import N_

_GONE = (State.DECLINED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Link:
    """A web address with a label that describes it."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """A custom field of the organiser."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An appearance at an earlier edition: the year and the role."""

    year: int
    role: Role = Role.SPEAKER

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2999:
            raise ValueError(N_("a year has four digits"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a session, such as the talk or the questions after it."""

    title: str
    minutes: int

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= LATEST:
            raise ValueError(N_("a part of a session lasts at least a minute"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on the session's subject; only a ``verbatim`` one may be put in quotation marks."""

    text: str
    by: str = ""
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in a session: role and state, and the dates on which they were asked and answered (None if unknown)."""

    person: str
    role: Role = Role.SPEAKER
    state: State = State.NOT_ASKED
    asked: date | None = None
    answered: date | None = None

    @property
    def counts(self) -> bool:
        """True if the person is still expected to be there."""
        return self.state not in _GONE


@dataclass(frozen=True, slots=True)
class Placement:
    """The time and place of a session.

    ``rooms`` are ids; an empty tuple means the whole venue. ``place`` is free text for the actual place, such as the
    foyer.
    """

    span: Span
    rooms: tuple[str, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        if len(self.rooms) > 1 and len(set(self.rooms)) != len(self.rooms):
            raise ValueError(N_("a room stands there twice"))

    @property
    def everywhere(self) -> bool:
        """True if the session occupies the whole venue."""
        return not self.rooms
