"""Create a conference (empty, the sample, the next edition of one), invite people of an earlier one again, answer
whether profiles go out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar, cast

from planner.commands.duplicates import plain_name
from planner.commands.edit import cleaned, make, refuse_other_years
from planner.commands.people import carry_over_person
from planner.commands.sessions import carry_over_session
from planner.domain.agenda import Agenda, Change, change
from planner.domain.attendee_names import named_in
from planner.domain.block import Block
from planner.domain.entities import Conference, Day, Entity, Partner, Person, Room, Session, Template, Track, Venue
from planner.domain.span import Span, minutes_of
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.value_objects import (
    KINDS,
    Appearance,
    Earlier,
    Kind,
    PartnerRole,
    Placement,
    Profiles,
    Role,
    State,
    Statement,
    Status,
)
from resources import FOLDER

MOST_DAYS = 60


def new_conference(
    ids: Callable[[], str],
    *,
    title: str,
    first: date,
    last: date | None = None,
    rooms: Sequence[str] = (),
    venue: str = "",
    **fields: Any,
) -> Agenda:
    """Build an empty conference with its days and rooms; raise ``EstradError`` if a value is invalid."""
    refuse_other_years(first, last or first)
    days = ((last or first) - first).days + 1
    if days < 1:
        raise EstradError(Text("The last date is before the first."), Text("Check both dates."))
    if days > MOST_DAYS:
        raise EstradError(
            Text("A conference has 1 to {most} days, not {days}.", most=MOST_DAYS, days=days),
            Text("Check the first and the last date."),
        )
    names = [cleaned(Room, {"name": name})["name"] for name in rooms]
    if len(set(names)) != len(names):
        raise EstradError(Text("Two rooms have the same name."), Text("Give each room a name of its own."))
    return Agenda.of(
        make(Conference, id=ids(), title=title, **fields),
        make(Venue, id=ids(), name=venue),
        *(Day(id=ids(), date=first + timedelta(days=n)) for n in range(days)),
        *(Room(id=ids(), name=name, position=n) for n, name in enumerate(names)),
    )


def answer_profiles(agenda: Agenda, answer: Profiles) -> Change:
    """Answer whether biographies, photos and links of people go out to attendees."""
    before = agenda.conference
    return change(Text(_PROFILE_LABELS[answer]), (before, replace(before, profiles=answer)))


_PROFILE_LABELS = {
    Profiles.NOT_ASKED: N_("Ask about biographies and photos again"),
    Profiles.PUBLISHED: N_("Publish biographies and photos"),
    Profiles.KEPT_BACK: N_("Publish no biographies and photos"),
}


def with_a_day(agenda: Agenda, when: date, ids: Callable[[], str]) -> Agenda:
    """Return the conference, adding that day if it has none, as after importing a list of people."""
    if agenda.days:
        return agenda
    return agenda.after(change(Text("Add day {date}", date=when.isoformat()), (None, Day(id=ids(), date=when))))


def sample_conference(ids: Callable[[], str]) -> Agenda:
    """Build #Trygghetnu 2024 with new ids: the known facts, and obvious placeholders for everything else."""
    data = json.loads((FOLDER / "sample" / "trygghetnu.json").read_text(encoding="utf-8"))
    hours = data["day"]
    day = Day(
        id=ids(),
        date=date.fromisoformat(hours["date"]),
        opens=minutes_of(hours["opens"]),
        closes=minutes_of(hours["closes"]),
    )
    rooms = {name: Room(id=ids(), name=name, position=n) for n, name in enumerate(data["rooms"])}
    tracks = {row["name"]: Track(id=ids(), position=n, **row) for n, row in enumerate(data["tracks"])}
    people = {row["name"]: _person(ids(), row) for row in data["people"]}
    named = {name: thing.id for shelf in (rooms, tracks, people) for name, thing in shelf.items()}
    return Agenda.of(
        Conference(id=ids(), **data["conference"]),
        Venue(id=ids(), **data["venue"]),
        *(_partner(ids(), n, row) for n, row in enumerate(data["partners"])),
        day,
        *rooms.values(),
        *tracks.values(),
        *people.values(),
        *(_session(ids(), n, row, day.date, named) for n, row in enumerate(data["sessions"], start=1)),
    )


def _person(person_id: str, row: Mapping[str, Any]) -> Person:
    earlier = tuple(Earlier(int(year), Role(role)) for year, role in row.get("earlier", {}).items())
    return Person(id=person_id, **{**row, "earlier": earlier})


def _partner(partner_id: str, position: int, row: Mapping[str, Any]) -> Partner:
    return Partner(id=partner_id, position=position, **{**row, "role": PartnerRole(row["role"])})


def _session(session_id: str, number: int, row: Mapping[str, Any], day: date, named: Mapping[str, str]) -> Session:
    kind, placement = Kind(row["kind"]), None
    minutes = row.get("minutes", KINDS[kind].minutes)
    if times := row.get("time"):
        span = Span(day, *(minutes_of(time) for time in times.split("-")))
        placement = Placement(span, tuple(named[room] for room in row.get("rooms", ())), row.get("place", ""))
        minutes = span.minutes
    return Session(
        id=session_id,
        number=number,
        title=row["title"],
        kind=kind,
        minutes=minutes,
        track=named.get(row.get("track", "")),
        abstract=row.get("abstract", ""),
        statements=tuple(Statement(said["text"], said["by"]) for said in row.get("statements", ())),
        people=tuple(
            _appearance(named[name], role, row.get("answers", {}).get(name, {}))
            for role in Role
            for name in row.get(role, ())
        ),
        placement=placement,
    )


def _appearance(person_id: str, role: Role, dates: Mapping[str, str]) -> Appearance:
    """Return an appearance with these dates: confirmed if answered, invited if only asked, otherwise not asked."""
    asked, answered = (date.fromisoformat(dates[name]) if name in dates else None for name in ("asked", "answered"))
    state = State.CONFIRMED if answered else State.INVITED if asked else State.NOT_ASKED
    return Appearance(person_id, role, state, asked, answered)


class KeptSessions(StrEnum):
    """The choice of sessions to copy, without their people."""

    NONE = "none"
    FRAME = "frame"
    ALL = "all"

    def keeps(self, session: Session) -> bool:
        """Return whether the session is copied; ``FRAME`` copies those of the day's frame only."""
        return self is KeptSessions.ALL or (self is KeptSessions.FRAME and _is_frame(session))


def _is_frame(session: Session) -> bool:
    """Return whether the session needs no speaker, such as a break: it is at the same time each year."""
    return not KINDS[session.kind].needs_speaker


DATED = (
    "subtitle", "website", "programme_page", "registration_page", "logo_address", "description",
)  # fmt: skip
"""The texts shown to attendees that often contain the year, in addition to the title and the contact."""


Thing = TypeVar("Thing", Venue, Track)
NewIds = defaultdict[str, str]
"""New ids by old ones, each made on first use."""


def next_title(agenda: Agenda, first: date) -> str:
    """Return the conference title with this edition's year replaced by that of the new first day."""
    return _turned(agenda.conference.title, agenda.days_in_order[0].date.year, first.year)


def _turned(text: str, old: int, new: int, *, in_numbers: bool = True) -> str:
    """Return the text with the year replaced where it is not part of a longer run of digits.

    Unless ``in_numbers``, a year that is a group in a longer number, such as a telephone number, is kept.
    """
    before, after = (r"(?<!\d)", r"(?!\d)") if in_numbers else (r"(?<!\d)(?<!\d[ -])", r"(?![ -]?\d)")
    return re.sub(f"{before}{old}{after}", str(new), text)


def _new_dates(agenda: Agenda, first: date) -> dict[date, date]:
    """Return the new date of each day if the first is ``first``; raise ``EstradError`` for an invalid year."""
    refuse_other_years(first)
    by = first - agenda.days_in_order[0].date
    days = {day.date: day.date + by for day in agenda.days_in_order}
    refuse_other_years(*days.values())
    return days


def new_edition(
    agenda: Agenda, ids: Callable[[], str], *, first: date, title: str = "", kept: KeptSessions = KeptSessions.FRAME
) -> Agenda:
    """Build the next edition's conference, with ``first`` as the first day and the other days at the same intervals.

    Everything gets a new id, so that no calendar entry of this year is mistaken for one of the next. Venue, rooms,
    tracks, organisations, people and templates keep their lasting fields; people named to attendees this year get that
    as an earlier appearance. Breaks, meals and other sessions without a speaker keep their times and rooms if ``kept``
    has sessions, and so do blocks, whose chairs are not asked yet; what else is kept waits.

    Not copied are states, other placements, the people of sessions, shifts, what imports remember, and what was agreed
    for this year only: the focus, the titles of days, people's availability, travel, lodging, fee and expenses, and the
    sessions' pages, streams, statements, pins and recording bans. In public texts of the conference the new year
    replaces the old one. The calendar's address is dropped, since this year's file is there. Raise ``EstradError`` for
    an invalid title or year.
    """
    new: NewIds = defaultdict(ids)
    days, roles = _new_dates(agenda, first), _roles_of_this_year(agenda)
    found: list[Entity] = [_conference(agenda, new, first, title), _without_marks(agenda.venue, new)]
    found += [thing for old in agenda.entities() if (thing := _next_thing(new, days, old))]
    found += [_next_person(agenda, new, person, roles.get(person.id, set())) for person in agenda.people.values()]
    if kept is not KeptSessions.NONE:
        found += [_next_block(new, block, days) for block in agenda.blocks_in_order]
    sessions = [session for session in agenda.sessions_in_order if kept.keeps(session)]
    found += [_next_session(new, n, session, days) for n, session in enumerate(sessions, start=1)]
    return Agenda.of(*found)


def _next_thing(new: NewIds, days: Mapping[date, date], thing: Entity) -> Entity | None:
    """Return a day, room, track, organisation or template in the next edition, None for anything else."""
    match thing:
        case Day():
            return replace(thing, id=new[thing.id], date=days[thing.date], title="")
        case Room():
            closed = tuple(w.moved_to(days[w.day], w.start) for w in thing.closed if w.day in days)
            return replace(thing, id=new[thing.id], closed=closed, import_marks=())
        case Track():
            return _without_marks(thing, new)
        case Partner():
            return replace(thing, id=new[thing.id])
        case Template():
            return replace(thing, id=new[thing.id], track=new[thing.track] if thing.track else None)
    return None


def _without_marks(entity: Thing, new: NewIds) -> Thing:
    """Return the entity with a new id and without what imports remember."""
    return replace(entity, id=new[entity.id], import_marks=())


def _conference(agenda: Agenda, new: NewIds, first: date, title: str) -> Conference:
    old = agenda.conference
    year = agenda.days_in_order[0].date.year
    wanted = cleaned(Conference, {"title": title or next_title(agenda, first)})["title"]
    edition = _turned(old.edition, year, first.year)
    if str(year) not in old.edition and edition.isdecimal():
        edition = str(int(edition) + 1)
    dated = {name: _turned(getattr(old, name), year, first.year) for name in DATED}
    dated["contact"] = _turned(old.contact, year, first.year, in_numbers=False)
    return replace(
        old,
        id=new[old.id],
        title=wanted,
        edition=edition,
        focus="",
        calendar_address="",
        import_marks=(),
        imported=(),
        **cast(Any, dated),
    )


def _roles_of_this_year(agenda: Agenda) -> dict[str, set[Role]]:
    """Return the roles in which each person was named to attendees, including that of moderator during a shift."""
    found: dict[str, set[Role]] = {}
    for session, _ in agenda.taking_place:
        for a in named_in(agenda, session):
            found.setdefault(a.person, set()).add(a.role)
    return found


def _next_person(agenda: Agenda, new: NewIds, person: Person, roles: set[Role]) -> Person:
    year = agenda.days_in_order[0].date.year
    now = (Earlier(year, role) for role in Role if role in roles)
    return replace(carry_over_person(person), id=new[person.id], earlier=tuple(dict.fromkeys((*person.earlier, *now))))


def _next_session(new: NewIds, number: int, session: Session, days: Mapping[date, date]) -> Session:
    track, block = (new[key] if key else None for key in (session.track, session.block))
    stays = _is_frame(session) and session.status is not Status.CANCELLED
    placement = _next_placement(new, session.placement, days) if stays else None
    carried = carry_over_session(session)
    return replace(carried, id=new[session.id], number=number, track=track, block=block, placement=placement)


def _next_placement(new: NewIds, old: Placement | None, days: Mapping[date, date]) -> Placement | None:
    if old is None:
        return None
    span = old.span.moved_to(days[old.span.day], old.span.start)
    return replace(old, span=span, rooms=tuple(new[room] for room in old.rooms))


def _next_block(new: NewIds, block: Block, days: Mapping[date, date]) -> Block:
    """Return the block in the next edition, in its place, with its chairs not asked yet."""
    return replace(
        block,
        id=new[block.id],
        track=new[block.track] if block.track else None,
        chairs=tuple(Appearance(new[chair.person], chair.role) for chair in block.chairs),
        placement=_next_placement(new, block.placement, days),
        origin="",
        import_marks=(),
    )


@dataclass(frozen=True, slots=True)
class PastParticipant:
    """A person of an earlier conference, what they did there, and the matching person here, or None."""

    person: Person
    sessions: tuple[Session, ...]
    earlier: tuple[Earlier, ...]
    here: Person | None


def past_participants(agenda: Agenda, before: Agenda) -> tuple[PastParticipant, ...]:
    """Return the people of the earlier conference by name, with their sessions by time."""
    by_mail = {p.email.casefold(): p for p in agenda.people.values() if p.email}
    by_name: dict[str, list[Person]] = {}
    for person in agenda.people.values():
        by_name.setdefault(plain_name(person.name), []).append(person)
    placed = [session for session, _placement in before.placed]
    year, roles = before.days_in_order[0].date.year if before.days else 0, _roles_of_this_year(before)
    found = []
    for person in before.people_in_order:
        alike = by_name.get(plain_name(person.name), [])
        here = by_mail.get(person.email.casefold()) or (alike[0] if len(alike) == 1 else None)
        theirs = tuple(session for session in placed if any(a.person == person.id for a in session.people))
        earlier = tuple(Earlier(year, role) for role in sorted(roles.get(person.id, ())))
        found.append(PastParticipant(person, theirs, earlier, here))
    return tuple(found)


def invite_again(agenda: Agenda, chosen: Collection[PastParticipant], ids: Callable[[], str]) -> Change:
    """Add these people with their lasting fields; for people who already exist, fill only empty fields.

    Arrangements for that year only (travel, lodging, fee, availability) are not copied.
    """
    pairs: list[tuple[Person | None, Person]] = []
    for guest in chosen:
        lasting = carry_over_person(guest.person)
        if guest.here is None:
            earlier = tuple(dict.fromkeys((*lasting.earlier, *guest.earlier)))
            pairs.append((None, replace(lasting, id=ids(), earlier=earlier)))
        else:
            here = agenda.people[guest.here.id]
            pairs.append((here, _filled(here, lasting, guest.earlier)))
    if len(pairs) == 1:
        return change(Text("Invite {name} again", name=pairs[0][1].name), *pairs)
    return change(Plural("Invite {n} person again", "Invite {n} people again", len(pairs)), *pairs)


def fields_to_fill(agenda: Agenda, guest: PastParticipant) -> tuple[str, ...]:
    """Return the fields of the existing person that inviting them again would fill; empty if they are new."""
    if guest.here is None:
        return ()
    here = agenda.people[guest.here.id]
    after = _filled(here, carry_over_person(guest.person), guest.earlier)
    return tuple(f.name for f in fields(Person) if getattr(after, f.name) != getattr(here, f.name))


def _filled(here: Person, lasting: Person, earlier: tuple[Earlier, ...]) -> Person:
    own = {"id", "name", "origin", "import_marks", "earlier", "publish_profile"}
    names = [f.name for f in fields(Person) if f.name not in own and not getattr(here, f.name)]
    known = tuple(dict.fromkeys((*here.earlier, *lasting.earlier, *earlier)))
    public = here.publish_profile and lasting.publish_profile
    return replace(here, **{name: getattr(lasting, name) for name in names}, earlier=known, publish_profile=public)
