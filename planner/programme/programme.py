"""The programme: a conference as attendees see it, without any private data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import affiliation, named_chairs, named_people
from planner.domain.block import Block
from planner.domain.clock_change import agenda_as_clocks_show
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.domain.text import Plural, Text
from planner.domain.value_objects import (
    FORMER_COLOURS,
    Appearance,
    Kind,
    Link,
    PartnerRole,
    Placement,
    ProfileChoice,
    Role,
    Status,
    current_colour,
)
from planner.programme.profiles import PublicPerson, public_people


@dataclass(frozen=True, slots=True)
class Credit:
    """A person as attendees see them: name, role, title and organisation.

    ``person`` is their id, by which a renamed person is recognised; it is ignored in comparisons. It is empty in
    releases sent by an older Estrad.
    """

    name: str
    role: Role
    title: str = ""
    organisation: str = ""
    person: str = field(default="", compare=False)

    @property
    def in_full(self) -> str:
        """The name, then title and organisation, without an organisation that stands in the title in whole words."""
        return ", ".join(part for part in (self.name, affiliation(self.title, self.organisation)) if part)


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A day as attendees see it, without its opening hours, which are only for the organisers."""

    date: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Supporter:
    """A partner organisation as attendees see it; ``logo`` is a picture id or empty."""

    name: str
    role: PartnerRole
    website: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeBlock:
    """A block as attendees see it; ``span`` is None if it has no time of its own.

    ``credits`` are its chairs who are named to attendees. With ``one_entry``, calendars have one entry for the block in
    place of one for each session within its time; that needs a time.
    """

    id: str
    title: str
    span: Span | None = None
    rooms: tuple[str, ...] = ()
    place: str = ""
    track: str = ""
    track_colour: str = ""
    description: str = ""
    credits: tuple[Credit, ...] = ()
    one_entry: bool = False

    @property
    def chairs(self) -> Text | None:
        """The line that names the chairs, such as “Chair: Ada Ek”, or None if there are none."""
        names = ", ".join(credit.in_full for credit in self.credits)
        return Plural("Chair: {names}", "Chairs: {names}", len(self.credits), names=names) if names else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A session as attendees see it. ``rooms`` are names in the order of the columns; empty means the whole venue.

    If ``names_nobody``, attendees are not told that a speaker is to be announced, even if its kind needs one. ``block``
    and ``block_title`` are the id and title of its block; both are empty if it is in none.
    """

    id: str
    title: str
    kind: Kind
    span: Span
    rooms: tuple[str, ...] = ()
    place: str = ""
    tentative: bool = False
    track: str = ""
    track_colour: str = ""
    abstract: str = ""
    website: str = ""
    stream: str = ""
    subtitle: str = ""
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    credits: tuple[Credit, ...] = ()
    names_nobody: bool = False
    block: str = ""
    block_title: str = ""

    @property
    def where(self) -> str:
        """The displayed place without the venue: ``place``, or else the names of the rooms; empty without either."""
        return self.place or ", ".join(self.rooms)

    def names(self, *roles: Role) -> tuple[str, ...]:
        """Return the names of people in these roles."""
        return tuple(credit.name for credit in self.credits if credit.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A conference as attendees see it; ``items`` are its sessions, ``blocks`` their blocks, both sorted by time.

    Attendees may read whatever is in a field, and ``difference`` reports a change of any but ``id``. ``contact`` is a
    public role address, ``logo`` a picture id or empty. ``people`` are the public profiles of people named in the
    items, sorted by name; None in a release of an older Estrad, which had neither profiles nor logos. Such a release is
    compared by ``comparable_programmes``.
    """

    id: str
    title: str
    timezone: str
    language: str
    description: str = ""
    organisers: str = ""
    contact: str = ""
    website: str = ""
    programme_page: str = ""
    registration_page: str = ""
    calendar_address: str = ""
    logo_address: str = ""
    colour: str = "royalblue"
    venue: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    subtitle: str = ""
    theme: str = ""
    focus: str = ""
    directions: str = ""
    map_link: str = ""
    speakers_in_title: bool = False
    partners: tuple[Supporter, ...] = ()
    days: tuple[ProgrammeDay, ...] = ()
    items: tuple[ProgrammeItem, ...] = ()
    logo: str = ""
    people: tuple[PublicPerson, ...] | None = None
    blocks: tuple[ProgrammeBlock, ...] = ()

    def supporters(self, role: PartnerRole) -> tuple[str, ...]:
        """Return the organisations in a role, each with its web address if it has one."""
        found = (one for one in self.partners if one.role is role)
        return tuple(f"{one.name} ({one.website})" if one.website else one.name for one in found)

    @property
    def pictures(self) -> frozenset[str]:
        """The ids of all its pictures: logo, logos of partners, and photos."""
        logos, photos = (one.logo for one in self.partners), (one.photo for one in self.people or ())
        return frozenset(filter(None, (self.logo, *logos, *photos)))

    def is_same_programme(self, other: Programme) -> bool:
        """Return whether attendees see no difference between the two."""
        one, two = comparable_programmes(self, other)
        return one == two

    def day_items(self, when: date) -> tuple[ProgrammeItem, ...]:
        """Return the items of one day."""
        return tuple(item for item in self.items if item.span.day == when)

    def days_with_items(self, *more: date) -> Iterator[tuple[ProgrammeDay, tuple[ProgrammeItem, ...]]]:
        """Yield in order the programme's days, and any other dates of its items or in ``more``, each with its items."""
        listed = {day.date: day for day in self.days}
        for when in sorted({*listed, *(item.span.day for item in self.items), *more}):
            yield listed.get(when, ProgrammeDay(when)), self.day_items(when)

    def reduced_to_day(self, when: date) -> Programme:
        """Return the programme with only one day, its items and their blocks; the profiles of all people stay."""
        items = self.day_items(when)
        inside = {item.block for item in items}
        days, blocks = (day for day in self.days if day.date == when), (b for b in self.blocks if b.id in inside)
        return replace(self, days=tuple(days), items=items, blocks=tuple(blocks))


def programme(agenda: Agenda, known: tuple[Agenda, Programme] | None = None) -> Programme:
    """Return the programme of a snapshot: its placed sessions that are not cancelled, and all public data.

    Times are as clocks show them. ``known`` is an earlier snapshot with its programme, whose unchanged parts it reuses.
    """
    agenda = agenda_as_clocks_show(agenda)
    old = _unchanged_items(agenda, *known) if known else {}
    items = tuple(old.get(s.id) or _item(agenda, s, where) for s, where in agenda.taking_place)
    conference, venue, partners = agenda.conference, agenda.venue, agenda.partners_in_order
    return Programme(
        id=conference.id,
        title=conference.title,
        timezone=conference.timezone,
        language=conference.language,
        description=conference.description,
        organisers=conference.organisers or ", ".join(p.name for p in partners if p.role is PartnerRole.ORGANISER),
        contact=conference.contact,
        website=conference.website,
        programme_page=conference.programme_page,
        registration_page=conference.registration_page,
        calendar_address=conference.calendar_address,
        logo_address=conference.logo_address,
        colour=conference.colour,
        venue=venue.name,
        address=venue.address,
        latitude=venue.latitude,
        longitude=venue.longitude,
        subtitle=conference.subtitle,
        theme=conference.theme,
        focus=conference.focus,
        speakers_in_title=conference.speakers_in_title,
        directions=venue.directions,
        map_link=venue.map_link,
        partners=tuple(Supporter(p.name, p.role, p.website, p.logo or "") for p in partners),
        days=tuple(ProgrammeDay(day.date, day.title) for day in agenda.days_in_order),
        items=items,
        logo=conference.logo or "",
        people=_people(agenda, items, known),
        blocks=_blocks(agenda, items),
    )


def _blocks(agenda: Agenda, items: tuple[ProgrammeItem, ...]) -> tuple[ProgrammeBlock, ...]:
    """Return the blocks of these items."""
    used = {item.block for item in items if item.block}
    return tuple(_block(agenda, block) for block in agenda.blocks_in_order if block.id in used)


def _block(agenda: Agenda, block: Block) -> ProgrammeBlock:
    track, where = agenda.tracks[block.track] if block.track else None, block.placement
    return ProgrammeBlock(
        id=block.id,
        title=block.title,
        span=where.span if where else None,
        rooms=agenda.room_names(where.rooms) if where else (),
        place=where.place if where else "",
        track=track.name if track else "",
        track_colour=track.colour if track else "",
        description=block.description,
        credits=tuple(_credit(agenda, chair) for chair in named_chairs(agenda, block)),
        one_entry=block.one_entry and where is not None,
    )


def _people(
    agenda: Agenda, items: tuple[ProgrammeItem, ...], known: tuple[Agenda, Programme] | None
) -> tuple[PublicPerson, ...]:
    """Return the public profiles of the people named in the items, reusing unchanged ones of an earlier snapshot.

    There are none unless the conference publishes profiles.
    """
    if agenda.conference.profiles is not ProfileChoice.PUBLISHED:
        return ()
    named = _named_person_ids(items)
    if known is None or known[1].people is None or known[0].conference.profiles is not ProfileChoice.PUBLISHED:
        return public_people(agenda, named)
    before, shown = known
    if agenda.people is before.people and named == _named_person_ids(shown.items):
        return known[1].people
    kept = {one.id: one for one in known[1].people if before.people[one.id] is agenda.people.get(one.id)}
    return public_people(agenda, named, kept)


def _named_person_ids(items: tuple[ProgrammeItem, ...]) -> set[str]:
    return {credit.person for item in items for credit in item.credits}


def reuse_sent_items(sent: Programme, shown: Programme) -> Programme:
    """Return ``shown`` with the objects of ``sent`` in place of equal items, and of the profiles if all are equal.

    They can then be compared by identity after each change. Items of an older Estrad's release in which somebody has no
    id are not reused.
    """
    before = {item.id: item for item in sent.items}
    items = tuple([_sent_if_equal(before.get(item.id), item) for item in shown.items])
    if not sent.people or not shown.people or shown.people is sent.people:
        return replace(shown, items=items)
    had, now = ([(one.id, one) for one in people] for people in (sent.people, shown.people))
    return replace(shown, items=items, people=sent.people if had == now else shown.people)


def comparable_programmes(one: Programme, other: Programme) -> tuple[Programme, Programme]:
    """Return two programmes in a form that can be compared.

    Both are without profiles and logos if either is from an older Estrad, which had none. Renamed colours have their
    present names, as attendees see no difference.
    """
    one, other = _in_current_colours(one), _in_current_colours(other)
    if one.people is None or other.people is None:
        return _without_profiles(one), _without_profiles(other)
    return one, other


def _in_current_colours(shown: Programme) -> Programme:
    items = tuple(
        replace(item, track_colour=current_colour(item.track_colour)) if item.track_colour in FORMER_COLOURS else item
        for item in shown.items
    )
    blocks = tuple(replace(one, track_colour=current_colour(one.track_colour)) for one in shown.blocks)
    return replace(shown, colour=current_colour(shown.colour), items=items, blocks=blocks)


def _without_profiles(shown: Programme) -> Programme:
    return replace(shown, people=None, logo="", partners=tuple(replace(one, logo="") for one in shown.partners))


def _sent_if_equal(sent: ProgrammeItem | None, item: ProgrammeItem) -> ProgrammeItem:
    """Return ``sent`` if it is equal to ``item`` and of people with the same ids, otherwise ``item``."""
    if sent is None or sent is item or sent != item:
        return item
    same = [credit.person for credit in sent.credits] == [credit.person for credit in item.credits]  # not only by name
    return sent if same else item


def _unchanged_items(agenda: Agenda, before: Agenda, shown: Programme) -> dict[str, ProgrammeItem]:
    """Return the items of sessions that are unchanged since ``before``, by id.

    There are none if people, rooms, tracks, shifts, blocks or anything else that items depend on may have changed.
    """
    around = ("people", "rooms", "tracks", "covers", "blocks")
    about, then = agenda.conference, before.conference
    if about.timezone != then.timezone or about.naming is not then.naming:
        return {}  # clocks may show other times, or other people are named
    if any(getattr(agenda, name) is not getattr(before, name) for name in around):
        return {}
    same = {sid for sid, session in agenda.sessions.items() if before.sessions.get(sid) is session}
    return {item.id: item for item in shown.items if item.id in same}


def _item(agenda: Agenda, session: Session, placement: Placement) -> ProgrammeItem:
    track = agenda.tracks[session.track] if session.track else None
    block = agenda.blocks[session.block] if session.block else None
    return ProgrammeItem(
        id=session.id,
        title=session.title,
        kind=session.kind,
        span=placement.span,
        rooms=agenda.room_names(placement.rooms),
        place=placement.place,
        tentative=session.status is Status.DRAFT,
        track=track.name if track else "",
        track_colour=track.colour if track else "",
        abstract=session.abstract,
        website=session.website,
        stream=session.stream,
        subtitle=session.subtitle,
        description=session.description,
        language=session.language,
        tags=session.tags,
        links=session.links,
        credits=tuple(_credit(agenda, a) for a in named_people(agenda, session)),
        names_nobody=session.facts.needs_speaker and not session.awaits_speaker,
        block=block.id if block else "",
        block_title=block.title if block else "",
    )


def _credit(agenda: Agenda, appearance: Appearance) -> Credit:
    person = agenda.people[appearance.person]
    return Credit(person.name, appearance.role, person.title, person.organisation, person.id)
