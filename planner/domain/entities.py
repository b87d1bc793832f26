"""The entities of a conference as frozen values, with their fields and defaults: session, person, room, track, day …"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from planner.domain.block import Block
from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST, MINUTES_A_DAY, Span
from planner.domain.text import N_
from planner.domain.value_objects import (
    COLOURS,
    KINDS,
    LINES,
    YEARLY,
    AbstractLength,
    Appearance,
    ExtraField,
    Kind,
    KindFacts,
    Link,
    NamingRule,
    PartnerRole,
    PastAppearance,
    Placement,
    ProfileChoice,
    Segment,
    State,
    Statement,
    Status,
    metadata_defaults,
)

LEAST_BREAK = 5
"""The minimum length in minutes of a shortened break or meal without ``least``."""


def _refuse_unknown_colour(name: str) -> None:
    if name not in COLOURS:
        raise ValueError(N_("there is no such colour to choose"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """The whole event.

    ``language`` is that of everything printed and sent; ``contact`` is a public role address. ``organisers`` is the
    line that is printed; ``logo`` is a picture id. ``naming`` decides who is named to attendees, ``profiles`` whether
    their profiles are published. ``crew_contact`` and ``note`` are never published. ``import_marks`` and ``imported``:
    see ``INTERNAL``. With ``speakers_in_title`` calendars add the people on stage to a session's title. ``abstracts``
    decides how much of each abstract is printed.
    """

    id: str
    title: str
    timezone: str = "Europe/Stockholm"
    language: str = "en"
    description: str = field(default="", metadata=LINES)
    organisers: str = ""
    contact: str = ""
    website: str = ""
    programme_page: str = ""
    registration_page: str = ""
    calendar_address: str = ""
    logo_address: str = ""
    colour: str = "royalblue"
    acronym: str = ""
    subtitle: str = ""
    theme: str = ""
    focus: str = ""
    series: str = ""
    edition: str = ""
    tags: tuple[str, ...] = ()
    logo: str | None = None
    naming: NamingRule = NamingRule.ALL
    crew_contact: str = field(default="", metadata=LINES)
    note: str = field(default="", metadata=LINES)
    import_marks: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()
    speakers_in_title: bool = False
    abstracts: AbstractLength = AbstractLength.WHOLE
    profiles: ProfileChoice = ProfileChoice.NOT_ASKED

    def __post_init__(self) -> None:
        _refuse_unknown_colour(self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """The venue and its address; latitude and longitude in degrees (WGS 84), both or neither.

    ``closes`` is when the building closes daily, in minutes from midnight, or None if unknown; ``note`` is internal.
    """

    id: str
    name: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    map_link: str = ""
    directions: str = field(default="", metadata=LINES)
    closes: int | None = None
    note: str = field(default="", metadata=LINES)
    import_marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(N_("latitude and longitude go together"))
        if self.latitude is not None and not (-90 <= self.latitude <= 90 and -180 <= (self.longitude or 0) <= 180):
            raise ValueError(N_("there is no such place on earth"))
        if self.closes is not None and not 0 < self.closes <= LATEST:
            raise ValueError(N_("the venue closes at the latest at the end of the following day"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation behind the conference, with its web page and its logo (a picture id)."""

    id: str
    name: str
    role: PartnerRole = PartnerRole.PARTNER
    website: str = ""
    logo: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A conference day with its opening hours in minutes from its midnight; ``closes`` may be past 24:00."""

    id: str
    date: date
    opens: int = 8 * 60
    closes: int = 18 * 60
    title: str = ""

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.date.year <= LAST_YEAR:
            raise ValueError(N_("a conference is in the years 1970 to 2200"))
        if not 0 <= self.opens < self.closes <= LATEST:
            raise ValueError(N_("a day opens before it closes, at the latest at the end of the following day"))

    @property
    def hours(self) -> Span:
        """The opening hours of the day."""
        return Span(self.date, self.opens, self.closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room; ``position`` orders the columns of the timeline, ``seats`` is None if unknown.

    ``arrangement`` is the seating set-up, ``equipment`` is what the room has, ``closed`` are the times at which it
    cannot be used. ``colour`` is one of ``COLOURS`` or empty. A room with ``column`` false can hold sessions, but has a
    column in the timeline only on days on which a session or block is in it. ``origin`` is the key by which imports
    recognise a renamed room.
    """

    id: str
    name: str
    seats: int | None = None
    position: int = 0
    arrangement: str = ""
    equipment: tuple[str, ...] = ()
    floor: str = ""
    colour: str = ""
    closed: tuple[Span, ...] = ()
    column: bool = True
    note: str = field(default="", metadata=LINES)
    origin: str = ""
    import_marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.colour:
            _refuse_unknown_colour(self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A theme with a colour, one of ``COLOURS``. ``origin`` has the same meaning as in ``Room``."""

    id: str
    name: str
    colour: str = "royalblue"
    position: int = 0
    description: str = field(default="", metadata=LINES)
    origin: str = ""
    import_marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_unknown_colour(self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who appears at the conference.

    Attendees may see ``name``, ``title`` (of the job), ``organisation``, ``bio``, ``photo`` (a picture id),
    ``pronouns``, ``languages`` and ``links``, the last five only as ``Conference.profiles`` and ``publish_profile``
    say; the rest is for the organiser only. ``sort_name``, if given, orders lists. ``availability`` are the times at
    which they can be there, empty for always. ``brings`` and ``needs`` are equipment. ``origin`` is the key by which
    imports recognise the person. ``state``, ``asked`` and ``answered`` are the person's own answer, about coming at
    all; they mean what they mean in ``Appearance``.
    """

    id: str
    name: str
    sort_name: str = ""
    title: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    pronouns: str = ""
    pronunciation: str = ""
    photo: str | None = None
    bio: str = field(default="", metadata=LINES)
    note: str = field(default="", metadata=LINES)
    links: tuple[Link, ...] = ()
    languages: tuple[str, ...] = ()
    availability: tuple[Span, ...] = field(default=(), metadata=YEARLY)
    brings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    travel: str = field(default="", metadata={**LINES, **YEARLY})
    lodging: str = field(default="", metadata={**LINES, **YEARLY})
    fee: str = field(default="", metadata={**LINES, **YEARLY})
    expenses: str = field(default="", metadata={**LINES, **YEARLY})
    diet: str = field(default="", metadata=LINES)
    earlier: tuple[PastAppearance, ...] = ()
    extra: tuple[ExtraField, ...] = ()
    origin: str = ""
    import_marks: tuple[str, ...] = ()
    state: State = field(default=State.NOT_ASKED, metadata=YEARLY)
    asked: date | None = field(default=None, metadata=YEARLY)
    answered: date | None = field(default=None, metadata=YEARLY)
    publish_profile: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A moderator's shift in a room or, if ``room`` is None, in all rooms.

    ``start`` and ``end`` are minutes from the day's midnight. If both are None, the shift lasts the whole day.
    """

    id: str
    person: str
    day: date
    start: int | None = None
    end: int | None = None
    room: str | None = None
    state: State = State.NOT_ASKED

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError(N_("a shift has a start and an end, or is the whole day"))
        self.span  # noqa: B018 – refuses times that cannot be

    @property
    def whole_day(self) -> bool:
        """True if the shift has no start and end, so that it lasts the whole day."""
        return self.start is None

    @property
    def span(self) -> Span:
        """The time of the shift; one of a whole day goes on to ``LATEST``, the end of the following day."""
        return Span(self.day, self.start or 0, LATEST if self.end is None else self.end)

    @property
    def is_expected(self) -> bool:
        """True if the person is still expected to be there."""
        return self.state not in (State.DECLINED, State.CANCELLED)

    def covers_placement(self, placement: Placement) -> bool:
        """Return whether the shift covers a session placed there: within its time, and in its room.

        For a session in several rooms one of them is enough; a whole-venue session needs a shift in all rooms.
        ``agenda.moderator_appearances`` decides who moderates.
        """
        if self.room is not None and self.room not in placement.rooms:
            return False
        span, end = placement.span, LATEST if self.end is None else self.end  # as in ``span``, without building one
        return self.day == span.day and (self.start or 0) <= span.start and span.end <= end


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session: anything with a title and a length. ``number`` is short and meant for people.

    A session without a placement waits in the tray, and ``minutes`` is its length; a placed one is as long as its span,
    and ``minutes`` equals that. ``setup`` and ``teardown`` are the minutes for which its room is occupied before and
    after; ``least`` is the length to which it may be shortened when the day runs late. ``audience`` is the expected
    number of people, ``equipment`` what the session needs. ``introduction`` is what the moderator says, ``cues`` what
    the stage does; they, ``note`` and ``extra`` are never published. ``statements`` are for announcements. ``website``
    is the session's page, ``block`` the id of its block. ``origin`` is the key by which imports recognise the session.
    """

    id: str
    number: int
    title: str
    kind: Kind = Kind.TALK
    minutes: int = 30
    status: Status = Status.CONFIRMED
    track: str | None = None
    block: str | None = None
    abstract: str = field(default="", metadata=LINES)
    note: str = field(default="", metadata=LINES)
    website: str = field(default="", metadata=YEARLY)
    stream: str = field(default="", metadata=YEARLY)
    subtitle: str = ""
    description: str = field(default="", metadata=LINES)
    tags: tuple[str, ...] = ()
    language: str = ""
    audience: int | None = None
    equipment: tuple[str, ...] = ()
    setup: int = 0
    teardown: int = 0
    least: int | None = None
    segments: tuple[Segment, ...] = ()
    links: tuple[Link, ...] = ()
    statements: tuple[Statement, ...] = field(default=(), metadata=YEARLY)
    introduction: str = field(default="", metadata=LINES)
    cues: str = field(default="", metadata=LINES)
    pinned: bool = field(default=False, metadata=YEARLY)
    do_not_record: bool = field(default=False, metadata=YEARLY)
    extra: tuple[ExtraField, ...] = ()
    origin: str = ""
    import_marks: tuple[str, ...] = ()
    people: tuple[Appearance, ...] = field(default=(), metadata=YEARLY)
    placement: Placement | None = field(default=None, metadata=YEARLY)

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= LATEST or (self.least is not None and not 0 < self.least <= LATEST):
            raise ValueError(N_("a session lasts from 1 minute to 48 hours"))
        if not (0 <= self.setup <= MINUTES_A_DAY and 0 <= self.teardown <= MINUTES_A_DAY):
            raise ValueError(N_("setting up and clearing away take at most a day"))
        if self.placement and self.placement.span.minutes != self.minutes:
            raise ValueError(N_("a placed session is as long as its place"))
        if len(self.people) > 1 and len({(a.person, a.role) for a in self.people}) != len(self.people):
            raise ValueError(N_("a person has the same role twice"))

    @property
    def facts(self) -> KindFacts:
        """The properties of the session's kind."""
        return KINDS[self.kind]

    @property
    def awaits_speaker(self) -> bool:
        """True if the session needs somebody on stage, so that no people means “to be announced”.

        False for an imported session without people.
        """
        return self.facts.needs_speaker and bool(self.people or not self.origin)

    @property
    def least_minutes(self) -> int:
        """The minimum length in minutes to which the session may be shortened when the day runs late.

        This is ``least`` if given. Otherwise a break or meal may be halved, but to no less than ``LEAST_BREAK``; all
        other kinds keep their length. It is never more than ``minutes``.
        """
        if self.least is not None:
            return min(self.least, self.minutes)
        if self.kind not in (Kind.BREAK, Kind.MEAL):
            return self.minutes
        return min(self.minutes, max(LEAST_BREAK, -(-self.minutes // 2)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template for sessions to be inserted repeatedly: title, kind, length, track; ``position`` orders the chips."""

    id: str
    title: str
    kind: Kind = Kind.TALK
    minutes: int = 30
    track: str | None = None
    position: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= LATEST:
            raise ValueError(N_("a session lasts from 1 minute to 48 hours"))


Entity = Conference | Venue | Partner | Day | Room | Track | Person | Block | Session | Cover | Template
ENTITY_TYPES: tuple[type[Entity], ...] = (
    Conference, Venue, Partner, Day, Room, Track, Person, Block, Session, Cover, Template,
)  # fmt: skip
INTERNAL = frozenset({"import_marks", "imported"})
"""The fields in which imports remember what they brought, see ``planner.importing.comparing``.

No form or list shows them.
"""
MULTILINE = frozenset(name for kind in ENTITY_TYPES for name in metadata_defaults(LINES, kind))
"""The names of the fields with texts of several lines."""
