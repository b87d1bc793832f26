"""The programme: the one value from which everything for attendees is made. It has no private field to leak."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.clock_change import agenda_as_clocks_show
from planner.domain.details import Appearance, Link, Placement
from planner.domain.entities import Session
from planner.domain.kinds import Kind, PartnerRole, Role, Status
from planner.domain.naming import named_in
from planner.domain.span import Span


@dataclass(frozen=True, slots=True)
class Credit:
    """A person as attendees see them: name, role, and what they are.

    ``person`` is their id, by which somebody who is renamed is known again; two credits that attendees read alike are
    equal all the same. It is empty in what an older Estrad sent.
    """

    name: str
    role: Role
    title: str = ""
    organisation: str = ""
    person: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Date:
    """A day as attendees see it; when it opens and closes is the organisers' own."""

    date: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Supporter:
    """An organisation as attendees see it."""

    name: str
    role: PartnerRole
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A session as attendees see it. ``rooms`` are names in the columns' order; none means the whole venue.

    ``names_nobody`` tells of a kind that needs a speaker, but nobody is to be announced.
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

    @property
    def where(self) -> str:
        """Its place in words, without the venue: the place text, else the rooms."""
        return self.place or ", ".join(self.rooms)

    def names(self, *roles: Role) -> tuple[str, ...]:
        """The names in these roles."""
        return tuple(credit.name for credit in self.credits if credit.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A conference as attendees see it; ``items`` by time. ``contact`` is the organisers' public role address.

    Whatever stands here is in a file that attendees get, and ``difference`` says when it changes.
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
    days: tuple[Date, ...] = ()
    items: tuple[Item, ...] = ()

    def supporters(self, role: PartnerRole) -> tuple[str, ...]:
        """The organisations in that role, each with its address if it has one."""
        found = (one for one in self.partners if one.role is role)
        return tuple(f"{one.name} ({one.website})" if one.website else one.name for one in found)

    def on(self, when: date) -> tuple[Item, ...]:
        """The items of one day."""
        return tuple(item for item in self.items if item.span.day == when)

    def only(self, when: date) -> Programme:
        """The programme of one day."""
        return replace(self, days=tuple(day for day in self.days if day.date == when), items=self.on(when))


def programme(agenda: Agenda, known: tuple[Agenda, Programme] | None = None) -> Programme:
    """What attendees may see of the snapshot: the placed sessions that are not cancelled.

    Their times are those that clocks show, also in the night in which the clocks change. ``known`` is an earlier
    snapshot with its programme, whose items are kept where nothing in them can have changed.
    """
    agenda = agenda_as_clocks_show(agenda)
    old = _kept(agenda, *known) if known else {}
    conference, venue = agenda.conference, agenda.venue
    return Programme(
        id=conference.id,
        title=conference.title,
        timezone=conference.timezone,
        language=conference.language,
        description=conference.description,
        organisers=conference.organisers or _organisers(agenda),
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
        partners=tuple(Supporter(p.name, p.role, p.website) for p in agenda.partners_in_order),
        days=tuple(Date(day.date, day.title) for day in agenda.days_in_order),
        items=tuple(old.get(s.id) or _item(agenda, s, p) for s, p in agenda.placed if s.status is not Status.CANCELLED),
    )


def told_from(sent: Programme, shown: Programme) -> Programme:
    """The same programme, with the very items that were sent wherever they are equal.

    Comparing the two is then a matter of identity, at each change.
    """
    before = {item.id: item for item in sent.items}
    return replace(shown, items=tuple([_as_sent(before.get(item.id), item) for item in shown.items]))


def _as_sent(sent: Item | None, item: Item) -> Item:
    """What was sent if it is the same and knows its people by their ids, else what it is now."""
    if sent is None or sent is item or sent != item:
        return item
    return sent if all([credit.person for credit in sent.credits]) else item


def _kept(agenda: Agenda, before: Agenda, shown: Programme) -> dict[str, Item]:
    """The items of sessions that are the same, as long as everything they name is."""
    around = ("people", "rooms", "tracks", "covers")
    if agenda.conference.timezone != before.conference.timezone:
        return {}  # what clocks show may be another time
    if any(getattr(agenda, name) is not getattr(before, name) for name in around):
        return {}
    if agenda.conference.naming is not before.conference.naming:
        return {}
    same = {sid for sid, session in agenda.sessions.items() if before.sessions.get(sid) is session}
    return {item.id: item for item in shown.items if item.id in same}


def _item(agenda: Agenda, session: Session, placement: Placement) -> Item:
    track = agenda.tracks[session.track] if session.track else None
    return Item(
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
        credits=tuple(_credit(agenda, a) for a in named_in(agenda, session)),
        names_nobody=session.facts.needs_speaker and not session.awaits_speaker,
    )


def _organisers(agenda: Agenda) -> str:
    return ", ".join(p.name for p in agenda.partners_in_order if p.role is PartnerRole.ORGANISER)


def _credit(agenda: Agenda, appearance: Appearance) -> Credit:
    person = agenda.people[appearance.person]
    return Credit(person.name, appearance.role, person.title, person.organisation, person.id)
