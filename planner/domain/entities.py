"""The things a conference consists of, as frozen values. Names as in the glossary of the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.span import LATEST, Span
from planner.domain.text import N_


class Role(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    HOST = "host"
    RESERVE = "reserve"


class State(StrEnum):
    """How far the agreement with a person about a session has come."""

    INVITED = "invited"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Status(StrEnum):
    """How certain a session itself is; a cancelled one stays in the plan but takes no room and no person."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What sort of session it is."""

    TALK = "talk"
    KEYNOTE = "keynote"
    PANEL = "panel"
    WORKSHOP = "workshop"
    OPENING = "opening"
    BREAK = "break"
    MEAL = "meal"
    REGISTRATION = "registration"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What a kind brings with it: default length in minutes, who it needs, and whether it is a pause.

    ``plenary`` kinds are placed over the whole venue unless said otherwise.
    """

    minutes: int
    needs_speaker: bool = False
    needs_moderator: bool = False
    pause: bool = False
    plenary: bool = False


KINDS: dict[Kind, KindFacts] = {
    Kind.TALK: KindFacts(30, needs_speaker=True),
    Kind.KEYNOTE: KindFacts(45, needs_speaker=True),
    Kind.PANEL: KindFacts(45, needs_speaker=True, needs_moderator=True),
    Kind.WORKSHOP: KindFacts(90, needs_speaker=True),
    Kind.OPENING: KindFacts(10, plenary=True),
    Kind.BREAK: KindFacts(15, pause=True, plenary=True),
    Kind.MEAL: KindFacts(60, pause=True, plenary=True),
    Kind.REGISTRATION: KindFacts(60, pause=True, plenary=True),
    Kind.SOCIAL: KindFacts(60, pause=True, plenary=True),
}

COLOURS: dict[str, str] = {
    "royalblue": "#2f5bd7",
    "teal": "#0f8f83",
    "mediumorchid": "#a35ad1",
    "darkorange": "#c06a10",
    "crimson": "#c2304f",
    "seagreen": "#2e8b57",
    "goldenrod": "#9a7a12",
    "steelblue": "#3f7ca8",
    "hotpink": "#c2478f",
    "slategray": "#66758a",
}
"""The colours a track or conference can have: a CSS3 name (RFC 7986 section 5.9 allows no other) and our hex."""


def _known_colour(name: str) -> None:
    if name not in COLOURS:
        raise ValueError(N_("there is no such colour to choose"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """The whole event. ``language`` is that of everything printed and sent; ``contact`` a role address."""

    id: str
    title: str
    timezone: str = "Europe/Stockholm"
    language: str = "en"
    description: str = ""
    organisers: str = ""
    contact: str = ""
    website: str = ""
    programme_page: str = ""
    registration_page: str = ""
    calendar_address: str = ""
    logo_address: str = ""
    colour: str = "royalblue"

    def __post_init__(self) -> None:
        _known_colour(self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """The place with its address; latitude and longitude in degrees (WGS 84), together or not at all."""

    id: str
    name: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(N_("latitude and longitude go together"))
        if self.latitude is not None and not (-90 <= self.latitude <= 90 and -180 <= (self.longitude or 0) <= 180):
            raise ValueError(N_("there is no such place on earth"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date with its opening and closing time in minutes from its midnight; closing may pass 24:00."""

    id: str
    date: date
    opens: int = 8 * 60
    closes: int = 18 * 60
    title: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= LATEST:
            raise ValueError(N_("a day opens before it closes, at the latest at the end of the following day"))

    @property
    def hours(self) -> Span:
        """The time it is open."""
        return Span(self.date, self.opens, self.closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room; ``position`` orders the columns of the timeline, ``seats`` is None where unknown."""

    id: str
    name: str
    seats: int | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A theme with a colour, one of ``COLOURS``."""

    id: str
    name: str
    colour: str = "royalblue"
    position: int = 0

    def __post_init__(self) -> None:
        _known_colour(self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Anybody on stage. ``title`` and ``organisation`` are shown to attendees; e-mail, phone and note never."""

    id: str
    name: str
    title: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in a session, in a role and a state."""

    person: str
    role: Role = Role.SPEAKER
    state: State = State.CONFIRMED

    @property
    def counts(self) -> bool:
        """Whether the person is still expected to be there."""
        return self.state not in (State.DECLINED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where and when, together or not at all. ``rooms`` are ids; none of them means the whole venue.

    ``place`` is a text for where it really is, such as the foyer.
    """

    span: Span
    rooms: tuple[str, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        if len(self.rooms) > 1 and len(set(self.rooms)) != len(self.rooms):
            raise ValueError(N_("a room stands there twice"))

    @property
    def everywhere(self) -> bool:
        """Whether it takes the whole venue."""
        return not self.rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Anything with a title and a length. ``number`` is short and for people; ``note`` is never published.

    A session without a placement waits in the tray, where ``minutes`` is its length; a placed one is as long
    as its span, and ``minutes`` follows it.
    """

    id: str
    number: int
    title: str
    kind: Kind = Kind.TALK
    minutes: int = 30
    status: Status = Status.CONFIRMED
    track: str | None = None
    abstract: str = ""
    note: str = ""
    website: str = ""
    stream: str = ""
    people: tuple[Appearance, ...] = ()
    placement: Placement | None = None

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= LATEST:
            raise ValueError(N_("a session lasts from 1 minute to 48 hours"))
        if self.placement and self.placement.span.minutes != self.minutes:
            raise ValueError(N_("a placed session is as long as its place"))
        if len(self.people) > 1 and len({(a.person, a.role) for a in self.people}) != len(self.people):
            raise ValueError(N_("a person has the same role twice"))

    @property
    def facts(self) -> KindFacts:
        """What its kind brings with it."""
        return KINDS[self.kind]


Entity = Conference | Venue | Day | Room | Track | Person | Session
ENTITY_TYPES: tuple[type[Entity], ...] = (Conference, Venue, Day, Room, Track, Person, Session)
