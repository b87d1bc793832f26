"""The roles, states, statuses, kinds and colours to choose from, with their names, and small values such as links.

They are named as in the product's glossary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from planner.domain.span import LATEST, Span
from planner.domain.text import N_


class Role(StrEnum):
    """The role of a person in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    HOST = "host"
    RESERVE = "reserve"


ON_STAGE = (Role.SPEAKER, Role.PANELLIST, Role.HOST)
"""The roles on stage."""


class State(StrEnum):
    """The state of the agreement with a person: about a session, block or shift, or about coming at all."""

    NOT_ASKED = "not_asked"
    INVITED = "invited"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class NamingRule(StrEnum):
    """The rule for which of the people expected in a session are named to attendees.

    An answer of *declined* or *withdrew* never names anybody, nor does the role of a reserve; in a pause no moderator
    is named.

    ``ALL``: everybody. ``EXCEPT_INVITED``: all but those who were asked and have not answered. ``CONFIRMED``: only
    those who said yes.
    """

    ALL = "all"
    EXCEPT_INVITED = "except_invited"
    CONFIRMED = "confirmed"


class AbstractLength(StrEnum):
    """The part of each abstract that is in the printed programme: the whole, its beginning, or nothing.

    ``SHORT`` is the first paragraph, cut after at most 280 characters.
    """

    WHOLE = "whole"
    SHORT = "short"
    NONE = "none"


class ProfileChoice(StrEnum):
    """The organisers' answer to the question whether people's profiles are published to attendees.

    A profile is a person's biography, photo, links, pronouns and languages. Only ``PUBLISHED`` lets any of them out.
    """

    NOT_ASKED = "not_asked"
    PUBLISHED = "published"
    KEPT_BACK = "kept_back"


class Status(StrEnum):
    """The status of a session; a cancelled one stays in the plan but occupies no room and no person.

    The value ``CONFIRMED`` is shown as *planned*, since it says nothing about the people.
    """

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"

    @classmethod
    def _missing_(cls, value: object) -> Status | None:
        """Return ``DRAFT`` for *tentative*, found in files of version 1 and their history; None for anything else."""
        return cls.DRAFT if value == "tentative" else None


class PartnerRole(StrEnum):
    """The role of an organisation in the conference."""

    ORGANISER = "organiser"
    PARTNER = "partner"
    SUPPLIER = "supplier"


class Kind(StrEnum):
    """The kind of a session."""

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
    """The properties of a kind: default length in minutes, required roles, and whether it is a pause.

    Sessions of a ``plenary`` kind are placed over the whole venue by default. ``role`` is the default role of a person
    added to a session of the kind; they keep it when the kind changes.
    """

    minutes: int
    needs_speaker: bool = False
    needs_moderator: bool = False
    pause: bool = False
    plenary: bool = False
    role: Role = Role.SPEAKER


KINDS: dict[Kind, KindFacts] = {
    Kind.TALK: KindFacts(30, needs_speaker=True),
    Kind.KEYNOTE: KindFacts(45, needs_speaker=True),
    Kind.PANEL: KindFacts(45, needs_speaker=True, needs_moderator=True, role=Role.PANELLIST),
    Kind.WORKSHOP: KindFacts(90, needs_speaker=True, role=Role.HOST),
    Kind.OPENING: KindFacts(10, plenary=True),
    Kind.BREAK: KindFacts(15, pause=True, plenary=True),
    Kind.MEAL: KindFacts(60, pause=True, plenary=True),
    Kind.REGISTRATION: KindFacts(60, pause=True, plenary=True),
    Kind.SOCIAL: KindFacts(60, pause=True, plenary=True),
}

KIND_NAMES: dict[Kind, str] = {
    Kind.TALK: N_("Talk"),
    Kind.KEYNOTE: N_("Keynote"),
    Kind.PANEL: N_("Panel"),
    Kind.WORKSHOP: N_("Workshop"),
    Kind.OPENING: N_("Opening/closing"),
    Kind.BREAK: N_("Break"),
    Kind.MEAL: N_("Meal"),
    Kind.REGISTRATION: N_("Registration"),
    Kind.SOCIAL: N_("Reception"),
}
"""The display names of the kinds, as message ids."""
CALENDAR_KIND_NAMES: dict[Kind, str] = {**KIND_NAMES, Kind.OPENING: N_("Opening"), Kind.SOCIAL: N_("Social")}
"""The names of the kinds in calendars, which stay as they were sent: another word would be a change for attendees."""
ABSTRACT_NAMES: dict[AbstractLength, str] = {
    AbstractLength.WHOLE: N_("Whole"), AbstractLength.SHORT: N_("Short"), AbstractLength.NONE: N_("Left out"),
}  # fmt: skip
PROFILE_NAMES: dict[ProfileChoice, str] = {
    ProfileChoice.NOT_ASKED: N_("Not asked yet"), ProfileChoice.PUBLISHED: N_("Published to attendees"),
    ProfileChoice.KEPT_BACK: N_("Not published to attendees"),
}  # fmt: skip
ROLE_NAMES: dict[Role, str] = {
    Role.SPEAKER: N_("Speaker"), Role.MODERATOR: N_("Moderator"), Role.PANELLIST: N_("Panellist"),
    Role.HOST: N_("Host"), Role.RESERVE: N_("Reserve"),
}  # fmt: skip
STATE_NAMES: dict[State, str] = {
    State.NOT_ASKED: N_("Not asked"), State.INVITED: N_("Invited"), State.TENTATIVE: N_("Tentative"),
    State.CONFIRMED: N_("Confirmed"), State.DECLINED: N_("Declined"), State.CANCELLED: N_("Withdrew"),
}  # fmt: skip
STATUS_NAMES: dict[Status, str] = {
    Status.CONFIRMED: N_("Planned"), Status.DRAFT: N_("Draft"), Status.CANCELLED: N_("Cancelled"),
}  # fmt: skip
"""The display names of the statuses. ``CONFIRMED`` is shown as *planned*, since it says nothing about the people."""

OFFERED_COLOURS: dict[str, str] = {
    "royalblue": "#3b7dd8",
    "darkorange": "#c06a10",
    "saddlebrown": "#683b17",
    "teal": "#0a5b59",
    "slategray": "#66758a",
    "seagreen": "#2e8b57",
    "steelblue": "#3f7ca8",
    "goldenrod": "#9a7a12",
    "hotpink": "#c2478f",
    "mediumorchid": "#a35ad1",
}
"""The colours to choose from, with their hex values on white, in the order in which new tracks take them.

The names are those of CSS3; RFC 7986 section 5.9 allows no others. With red-green colour blindness, the first four can
be told from each other and from the colour of sessions without a track.
"""
FORMER_COLOURS: dict[str, str] = {"crimson": "saddlebrown"}
"""The present names of colours, by the names that only older files have."""
COLOURS: dict[str, str] = OFFERED_COLOURS | {old: OFFERED_COLOURS[now] for old, now in FORMER_COLOURS.items()}
"""The colours of tracks, rooms and conferences, including those of older files, with their hex values on white."""
DARK_COLOURS: dict[str, str] = {
    "royalblue": "#6fb4ee",
    "darkorange": "#ffb66f",
    "saddlebrown": "#ab7633",
    "teal": "#7cf0dd",
    "slategray": "#a3b1c4",
    "seagreen": "#6fce98",
    "steelblue": "#86b8dc",
    "goldenrod": "#d8b84a",
    "hotpink": "#f08cc8",
    "mediumorchid": "#c490ea",
    "crimson": "#ab7633",
}
"""The hex values of the same colours on a dark background."""
COLOUR_NAMES: dict[str, str] = {
    "royalblue": N_("Blue"), "darkorange": N_("Orange"), "saddlebrown": N_("Brown"), "teal": N_("Teal"),
    "slategray": N_("Grey"), "seagreen": N_("Green"), "steelblue": N_("Steel blue"), "goldenrod": N_("Gold"),
    "hotpink": N_("Pink"), "mediumorchid": N_("Violet"),
}  # fmt: skip


def current_colour(name: str) -> str:
    """Return the present name of a stored colour: *saddlebrown* for *crimson*, any other unchanged."""
    return FORMER_COLOURS.get(name, name)


_GONE = (State.DECLINED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, of the web or for another program, with a label that describes it."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ExtraField:
    """A field that the organiser added, with its name and value."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class PastAppearance:
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
    """A person in a session, or a chair of a block: role, state, and the dates of asking and answering, if known."""

    person: str
    role: Role = Role.SPEAKER
    state: State = State.NOT_ASKED
    asked: date | None = None
    answered: date | None = None

    @property
    def is_expected(self) -> bool:
        """True if the person is still expected to be there."""
        return self.state not in _GONE


@dataclass(frozen=True, slots=True)
class Placement:
    """The time and place of a session or a block.

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
        """True if the session or block has the whole venue."""
        return not self.rooms

    def place_name(self, rooms: Iterable[str]) -> str:
        """Return the names of its rooms, given as ``rooms``, with ``place`` in brackets; or ``place`` alone."""
        names = ", ".join(rooms)
        return f"{names} ({self.place})" if names and self.place else names or self.place

    def has_same_rooms(self, other: Placement) -> bool:
        """Return whether two placements are in the same rooms, in whatever order they were given."""
        return self.rooms == other.rooms or set(self.rooms) == set(other.rooms)

    def meets(self, other: Placement) -> bool:
        """Return whether two placements overlap in time and share a room; the whole venue shares every room."""
        shared = self.everywhere or other.everywhere or not set(self.rooms).isdisjoint(other.rooms)
        return shared and self.span.overlaps(other.span)


LINES: Mapping[str, bool] = MappingProxyType({"lines": True})
"""The metadata of a field with a text of several lines."""
YEARLY: Mapping[str, bool] = MappingProxyType({"yearly": True})
"""The metadata of a field whose value belongs to one edition; the next has its default or a new value."""


def metadata_defaults(metadata: Mapping[str, bool], kind: type[Any]) -> dict[str, Any]:
    """Return the default of each field that has this metadata in the dataclass ``kind``, by the field's name."""
    return {f.name: f.default for f in fields(kind) if metadata.items() <= f.metadata.items()}
