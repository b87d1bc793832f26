"""Builds the next edition of a conference: what stays from one year to the next, and which sessions are copied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast

from planner.commands.edit import cleaned_fields, refuse_other_years
from planner.commands.people import carry_over_person
from planner.commands.sessions import carry_over_session
from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_people
from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.value_objects import (
    KINDS,
    Appearance,
    PastAppearance,
    Placement,
    Role,
    State,
    Status,
)


class KeptSessions(StrEnum):
    """The choice of sessions to copy into the next edition, with their moderators only.

    ``FRAME`` are those of kinds without a speaker, such as breaks, with their times and rooms, and with the blocks and
    shifts. ``REST`` are the others, which go into the tray.
    """

    NONE = "none"
    FRAME = "frame"
    REST = "rest"
    ALL = "all"

    @property
    def has_frame(self) -> bool:
        """True if the frame is copied: sessions of kinds without a speaker, blocks and shifts."""
        return self in (KeptSessions.FRAME, KeptSessions.ALL)

    def keeps(self, session: Session) -> bool:
        """Return whether the session is copied."""
        return self.has_frame if _is_frame_session(session) else self in (KeptSessions.REST, KeptSessions.ALL)


def _is_frame_session(session: Session) -> bool:
    """Return whether the session is of a kind that needs no speaker, such as a break."""
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
    return _with_new_year(agenda.conference.title, agenda.days_in_order[0].date.year, first.year)


def _with_new_year(text: str, old: int, new: int, *, in_numbers: bool = True) -> str:
    """Return the text with the year replaced where it is not part of a longer run of digits.

    Unless ``in_numbers``, a year that is a group in a longer number, such as a telephone number, is kept.
    """
    before, after = (r"(?<!\d)", r"(?!\d)") if in_numbers else (r"(?<!\d)(?<!\d[ -])", r"(?![ -]?\d)")
    return re.sub(f"{before}{old}{after}", str(new), text)


def _new_dates(agenda: Agenda, first: date) -> dict[date, date]:
    """Return the new date of each day by the old one, with ``first`` as the first new date.

    Raise ``EstradError`` for a year that is not allowed.
    """
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
    tracks, organisations, people and templates are copied without the details of one year; whoever was announced to
    attendees, or chaired a block, gets this year as an earlier appearance. If ``kept`` has the frame, sessions of kinds
    without a speaker (breaks, meals …) keep times and rooms unless cancelled, and so do blocks and shifts; other copied
    sessions go into the tray. The moderators, chairs and shifts that are copied are not asked yet; those who declined
    or withdrew are left out.

    Not copied are states, other placements, other people of sessions, import marks, and what was agreed for
    this year only: the focus, the titles of days, people's availability, travel, lodging, fee and expenses, and the
    sessions' pages, streams, statements, pins and recording bans. In the title (unless one is given), the edition, the
    contact and the texts of ``DATED``, the new year replaces the old one; an edition that is only another number
    grows by one. The calendar's address is cleared, as it leads to this year's. Raise ``EstradError`` for an invalid
    title or year.
    """
    new: NewIds = defaultdict(ids)
    days, roles = _new_dates(agenda, first), roles_of_this_year(agenda)
    found: list[Entity] = [_next_conference(agenda, new, first, title), _next_venue_or_track(agenda.venue, new)]
    found += [thing for old in agenda.entities() if (thing := _next_thing(new, days, old))]
    found += [_next_person(agenda, new, person, roles.get(person.id, set())) for person in agenda.people.values()]
    sessions = [session for session in agenda.sessions_in_order if kept.keeps(session)]
    if kept.has_frame:
        found += [_next_block(new, block, days) for block in agenda.blocks_in_order]
        found += [_next_cover(new, cover, days) for cover in agenda.covers_in_order if cover.is_expected]
    else:
        sessions = [replace(session, block=None) for session in sessions]
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
            return _next_venue_or_track(thing, new)
        case Partner():
            return replace(thing, id=new[thing.id])
        case Template():
            return replace(thing, id=new[thing.id], track=new[thing.track] if thing.track else None)
    return None


def _next_venue_or_track(entity: Thing, new: NewIds) -> Thing:
    """Return the entity with a new id and without what imports remember."""
    return replace(entity, id=new[entity.id], import_marks=())


def _next_conference(agenda: Agenda, new: NewIds, first: date, title: str) -> Conference:
    old = agenda.conference
    year = agenda.days_in_order[0].date.year
    wanted = cleaned_fields(Conference, {"title": title or next_title(agenda, first)})["title"]
    edition = _with_new_year(old.edition, year, first.year)
    if str(year) not in old.edition and edition.isdecimal():
        edition = str(int(edition) + 1)
    dated = {name: _with_new_year(getattr(old, name), year, first.year) for name in DATED}
    dated["contact"] = _with_new_year(old.contact, year, first.year, in_numbers=False)
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


def roles_of_this_year(agenda: Agenda) -> dict[str, set[Role]]:
    """Return the roles, by person id, in which people were named to attendees or chaired the block of a session.

    Only sessions that take place count.
    """
    found: dict[str, set[Role]] = {}
    for session, _ in agenda.taking_place:
        for a in named_people(agenda, session):
            found.setdefault(a.person, set()).add(a.role)
        block = agenda.blocks.get(session.block or "")
        for chair in block.expected_chairs if block else ():
            found.setdefault(chair.person, set()).add(chair.role)
    return found


def _next_person(agenda: Agenda, new: NewIds, person: Person, roles: set[Role]) -> Person:
    year = agenda.days_in_order[0].date.year
    now = (PastAppearance(year, role) for role in Role if role in roles)
    return replace(carry_over_person(person), id=new[person.id], earlier=tuple(dict.fromkeys((*person.earlier, *now))))


def _next_session(new: NewIds, number: int, session: Session, days: Mapping[date, date]) -> Session:
    track, block = (new[key] if key else None for key in (session.track, session.block))
    stays = _is_frame_session(session) and session.status is not Status.CANCELLED
    placement = _next_placement(new, session.placement, days) if stays else None
    return replace(
        carry_over_session(session),
        id=new[session.id],
        number=number,
        track=track,
        block=block,
        placement=placement,
        people=_next_moderators(new, session.people),
    )


def _next_moderators(new: NewIds, seats: Sequence[Appearance]) -> tuple[Appearance, ...]:
    """Return the moderators among these who are still expected, as not asked yet."""
    return tuple(Appearance(new[a.person], a.role) for a in seats if a.role is Role.MODERATOR and a.is_expected)


def _next_placement(new: NewIds, old: Placement | None, days: Mapping[date, date]) -> Placement | None:
    if old is None:
        return None
    span = old.span.moved_to(days[old.span.day], old.span.start)
    return replace(old, span=span, rooms=tuple(new[room] for room in old.rooms))


def _next_block(new: NewIds, block: Block, days: Mapping[date, date]) -> Block:
    """Return the block in the next edition, at the same time and in the same rooms, with its chairs not asked yet."""
    return replace(
        block,
        id=new[block.id],
        track=new[block.track] if block.track else None,
        chairs=_next_moderators(new, block.chairs),
        placement=_next_placement(new, block.placement, days),
        origin="",
        import_marks=(),
    )


def _next_cover(new: NewIds, cover: Cover, days: Mapping[date, date]) -> Cover:
    """Return the shift on the new date, not asked yet."""
    room, day = new[cover.room] if cover.room else None, days[cover.day]
    return replace(cover, id=new[cover.id], person=new[cover.person], day=day, room=room, state=State.NOT_ASKED)
