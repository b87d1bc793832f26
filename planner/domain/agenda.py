"""The whole conference as one immutable snapshot with queries on it, and reversible changes to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeVar, cast

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
from planner.domain.search import alphabetical_key
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, PartnerRole, Placement, Role, State, Status


@dataclass(frozen=True, slots=True)
class Edit:
    """One entity before and after the edit; ``before`` is None if it was created, ``after`` if it was deleted."""

    before: Entity | None
    after: Entity | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("an edit of nothing")
        if self.before and self.after and (type(self.before), self.before.id) != (type(self.after), self.after.id):
            raise ValueError("an edit of two different things")

    @property
    def entity(self) -> Entity:
        """The entity as it is after the edit, or as it was before if it was deleted."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """Edits made in one step under one label; a change without edits is false."""

    label: Text
    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)

    def inverse(self) -> Change:
        """Return the change that undoes this one: ``agenda.after(change).after(change.inverse()) == agenda``."""
        return Change(self.label, tuple(Edit(edit.after, edit.before) for edit in reversed(self.edits)))

    def touches(self, *types: type[Entity]) -> bool:
        """Return whether the change edits an entity of one of these types."""
        return any(isinstance(edit.entity, types) for edit in self.edits)

    def edited_ids(self, of: type[Entity]) -> tuple[str, ...]:
        """Return the ids of the edited entities of that type."""
        return tuple(edit.entity.id for edit in self.edits if isinstance(edit.entity, of))


def change(label: Text, *pairs: tuple[Entity | None, Entity | None]) -> Change:
    """Build a change from pairs of an entity before and after, leaving out equal ones."""
    return Change(label, tuple(Edit(before, after) for before, after in pairs if before != after))


def merged_change(label: Text, changes: Iterable[Change]) -> Change:
    """Merge consecutive changes into one that edits each entity at most once."""
    images: dict[tuple[type[Entity], str], tuple[Entity | None, Entity | None]] = {}
    for one in changes:
        for edit in one.edits:
            key = (type(edit.entity), edit.entity.id)
            images[key] = (images[key][0] if key in images else edit.before, edit.after)
    return change(label, *images.values())


def deleted_entities(ids: Collection[str], newest_first: Iterable[Change]) -> dict[str, Entity]:
    """Return the entities with these ids as they were when last deleted, by id.

    The changes are searched from the newest on until all are found; ids that no change deleted are left out.
    """
    found: dict[str, Entity] = {}
    for one in newest_first:
        for edit in one.edits:
            if edit.before and edit.after is None and edit.before.id in ids:
                found.setdefault(edit.before.id, edit.before)
        if len(found) == len(ids):
            break
    return found


E = TypeVar("E", bound=Entity)


def _sorted_property(_kind: type[E], part: str, key: Callable[[E], Any]) -> cached_property[tuple[E, ...]]:
    """Return a cached property of an agenda: the entities of one part, sorted by ``key``."""
    return cached_property(lambda agenda: tuple(sorted(getattr(agenda, part).values(), key=key)))


def _block_sorting_key(block: Block) -> tuple[bool, date, int, str, str]:
    span = block.placement.span if block.placement else None
    return span is None, span.day if span else date.min, span.start if span else 0, block.title, block.id


@dataclass(frozen=True)
class Agenda:
    """An immutable snapshot of the conference; ``after`` returns the next one."""

    conference: Conference
    venue: Venue
    partners: Mapping[str, Partner] = field(default_factory=dict)
    days: Mapping[str, Day] = field(default_factory=dict)
    rooms: Mapping[str, Room] = field(default_factory=dict)
    tracks: Mapping[str, Track] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    blocks: Mapping[str, Block] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    covers: Mapping[str, Cover] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)

    @classmethod
    def of(cls, *entities: Entity) -> Agenda:
        """Build a snapshot from ``entities``, which must include exactly one conference and one venue."""
        shelves: dict[str, dict[str, Entity]] = {name: {} for name in _SHELVES.values()}
        single: dict[str, Entity] = {}
        for entity in entities:
            if isinstance(entity, Conference | Venue):
                single[_SINGLES[type(entity)]] = entity
            else:
                shelves[_SHELVES[type(entity)]][entity.id] = entity
        return cls(**cast(Any, single | {name: MappingProxyType(shelf) for name, shelf in shelves.items()}))

    def entities(self) -> Iterator[Entity]:
        """Yield all entities, each after those it refers to."""
        yield self.conference
        yield self.venue
        for name in _SHELVES.values():
            yield from getattr(self, name).values()

    def find(self, like: type[E], entity_id: str) -> E | None:
        """Return the entity of type ``like`` with that id, or None."""
        if like is Conference or like is Venue:
            single = cast(E, getattr(self, _SINGLES[like]))
            return single if single.id == entity_id else None
        return cast("E | None", getattr(self, _SHELVES[like]).get(entity_id))

    def after(self, change: Change) -> Agenda:
        """Return the snapshot after the change.

        Raise ``ValueError`` if an edited entity is not as its edit expects, or the conference or venue is deleted.
        """
        parts: dict[str, Any] = {}
        for edit in change.edits:
            kind = type(edit.entity)
            if single := _SINGLES.get(kind):
                if parts.get(single, getattr(self, single)) != edit.before or edit.after is None:
                    raise ValueError(f"stale change of {kind.__name__}")
                parts[single] = edit.after
                continue
            name = _SHELVES[kind]
            if name not in parts:
                parts[name] = dict(getattr(self, name))
            shelf = parts[name]
            there = shelf.get(edit.entity.id)
            if there is not edit.before and there != edit.before:  # identity first, as comparing fields is slow
                raise ValueError(f"stale change of {kind.__name__} {edit.entity.id}")
            if edit.after is None:
                del shelf[edit.entity.id]
            else:
                shelf[edit.entity.id] = edit.after
        frozen: dict[str, Any] = {
            n: MappingProxyType(part) if isinstance(part, dict) else part for n, part in parts.items()
        }
        result = replace(self, **frozen)
        result.__dict__.update(_valid_queries(self, frozen))
        return result

    # queries -------------------------------------------------------------------------------------------

    days_in_order = _sorted_property(Day, "days", lambda day: (day.date, day.id))
    """The days by date."""
    rooms_in_order = _sorted_property(Room, "rooms", lambda room: (room.position, room.name, room.id))
    """The rooms in the order of the timeline's columns."""
    tracks_in_order = _sorted_property(Track, "tracks", lambda track: (track.position, track.name, track.id))
    """The tracks in the organiser's order."""
    people_in_order = _sorted_property(Person, "people", lambda p: (alphabetical_key(p.sort_name or p.name), p.id))
    """The people by ``sort_name``, or else by name, in the order of the Swedish alphabet."""
    partners_in_order = _sorted_property(
        Partner, "partners", lambda p: (tuple(PartnerRole).index(p.role), p.position, p.name, p.id)
    )
    """The organisations by role, organisers first, then in the organiser's order."""
    blocks_in_order = _sorted_property(Block, "blocks", _block_sorting_key)
    """The blocks by time, those without a placement last."""
    covers_in_order = _sorted_property(Cover, "covers", lambda c: (c.span, c.room or "", c.id))
    """The moderators' shifts by time."""
    templates_in_order = _sorted_property(Template, "templates", lambda t: (t.position, t.title, t.id))
    """The session templates in the order of their chips."""
    sessions_in_order = _sorted_property(Session, "sessions", lambda session: (session.number, session.id))
    """The sessions by number."""

    @cached_property
    def placed(self) -> tuple[tuple[Session, Placement], ...]:
        """Every placed session with its placement, by time, then by column."""
        by_time = _time_and_column_key(self.rooms_in_order)
        return tuple(sorted([(s, s.placement) for s in self.sessions.values() if s.placement], key=by_time))

    @cached_property
    def taking_place(self) -> tuple[tuple[Session, Placement], ...]:
        """The placed sessions that are not cancelled, with their placements, by time."""
        cancelled = Status.CANCELLED
        return tuple([pair for pair in self.placed if pair[0].status is not cancelled])

    @cached_property
    def slots(self) -> tuple[tuple[int, int, str], ...]:
        """The start, the end (absolute, in minutes) and the id of each session in ``taking_place``."""
        midnights = {day: day.toordinal() * MINUTES_A_DAY for day in self._by_day}
        spans = [(session.id, where.span) for session, where in self.taking_place]
        return tuple([(midnights[s.day] + s.start, midnights[s.day] + s.end, name) for name, s in spans])

    def member_sessions(self, block_id: str) -> tuple[Session, ...]:
        """Return the sessions of a block, by time, then those without a placement, by number."""
        return self._by_block.get(block_id, ())

    @cached_property
    def _by_block(self) -> Mapping[str, tuple[Session, ...]]:
        found: dict[str, list[Session]] = {}
        for session in (*(session for session, _where in self.placed), *self.tray):
            if session.block is not None:
                found.setdefault(session.block, []).append(session)
        return {block: tuple(sessions) for block, sessions in found.items()}

    @cached_property
    def tray(self) -> tuple[Session, ...]:
        """The sessions without a placement, by number."""
        return tuple(s for s in self.sessions_in_order if not s.placement)

    def day_sessions(self, day: date) -> tuple[tuple[Session, Placement], ...]:
        """Return the sessions placed on that day with their placements, by time."""
        return self._by_day.get(day, ())

    @cached_property
    def _by_day(self) -> Mapping[date, tuple[tuple[Session, Placement], ...]]:
        return {day: tuple(found) for day, found in groupby(self.placed, key=lambda pair: pair[1].span.day)}

    def day_with_date(self, when: date) -> Day | None:
        """Return the day with that date, or None."""
        return next((day for day in self.days.values() if day.date == when), None)

    def by_column(self, rooms: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of these rooms in the order of the columns, without any that do not exist."""
        wanted = set(rooms)
        return tuple(room.id for room in self.rooms_in_order if room.id in wanted)

    def room_names(self, rooms: Iterable[str]) -> tuple[str, ...]:
        """Return the names of these rooms in the order of the columns, without any that do not exist."""
        return tuple(self.rooms[room].name for room in self.by_column(rooms))


_SINGLES: Mapping[type, str] = MappingProxyType({Conference: "conference", Venue: "venue"})
_SHELVES: Mapping[type, str] = MappingProxyType(
    {
        Partner: "partners",
        Day: "days",
        Room: "rooms",
        Track: "tracks",
        Person: "people",
        Block: "blocks",
        Session: "sessions",
        Cover: "covers",
        Template: "templates",
    }
)
_OF_PLACES = frozenset({"placed", "taking_place", "slots", "_by_day", "_by_block", "tray"})
"""The cached queries that depend on sessions or rooms; the others are ``PART_in_order``, and depend on that part."""


def _valid_queries(agenda: Agenda, changed: Collection[str]) -> dict[str, Any]:
    """Return the cached queries that stay valid in the next snapshot; ``changed`` are the names of its new parts.

    Sorting everything again after each change made the work that follows one 25 % slower (19 instead of 15 ms with
    1,000 sessions), also because the window compares query results by identity.
    """
    stale = {f"{part}_in_order" for part in changed}
    if not {"sessions", "rooms"}.isdisjoint(changed):
        stale |= _OF_PLACES
    held = agenda.__dict__
    return {name: held[name] for name in held.keys() - stale - Agenda.__dataclass_fields__.keys()}


def _time_and_column_key(
    rooms: Iterable[Room],
) -> Callable[[tuple[Session, Placement]], tuple[date, int, int, int, int, str]]:
    """Return the sorting key of placed sessions: by time, then by column; ``rooms`` are in the order of the columns."""
    columns = {room.id: column for column, room in enumerate(rooms)}

    def key(pair: tuple[Session, Placement]) -> tuple[date, int, int, int, int, str]:
        session, placement = pair
        span, there = placement.span, placement.rooms
        first = columns.get(there[0], 0) if len(there) == 1 else min((columns.get(r, 0) for r in there), default=-1)
        return span.day, span.start, span.end, first, session.number, session.id

    return key


def picture_ids(agenda: Agenda) -> frozenset[str]:
    """Return the ids of all photos and logos used in the conference."""
    wanted = [person.photo for person in agenda.people.values()]
    wanted += [agenda.conference.logo, *(partner.logo for partner in agenda.partners.values())]
    return frozenset(picture for picture in wanted if picture)


SURENESS = (State.DECLINED, State.CANCELLED, State.INVITED, State.NOT_ASKED, State.TENTATIVE, State.CONFIRMED)
"""The states of an answer from the least to the most certain.

``INVITED`` is weaker than ``NOT_ASKED``, since ``NamingRule.EXCEPT_INVITED`` leaves out the invited only, and of
answers for several rooms the weakest decides.
"""


def session_people(agenda: Agenda, session: Session, *roles: Role) -> tuple[Person, ...]:
    """Return the people expected in the session in one of ``roles``, or in any role if none is given.

    A person who has several of these roles there is returned once for each.
    """
    wanted = [a for a in session.people if a.is_expected and (not roles or a.role in roles)]
    return tuple(agenda.people[a.person] for a in wanted if a.person in agenda.people)


def session_names(agenda: Agenda, session: Session, *roles: Role) -> tuple[str, ...]:
    """Return the names of the people whom ``session_people`` returns."""
    return tuple(person.name for person in session_people(agenda, session, *roles))


def moderator_appearances(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Return the moderators of a session with their states.

    These are the session's own moderators, or else the chairs of its block, or else the moderators whose shifts cover
    the session; of each of these, those who declined or withdrew do not count. A person who is only invited to the
    session already takes precedence over chairs and shifts. A session in several rooms is moderated by whoever covers
    all of them, in one shift or several. A pause never has a moderator, even if the file names one.
    Which of them are shown to attendees is decided by ``attendee_names.named_people``.
    """
    if session.facts.pause:
        return ()
    own, where = moderators_without_shifts(agenda, session), session.placement
    if own or where is None:
        return own
    there = [cover for cover in agenda.covers_in_order if cover.is_expected and cover.covers_placement(where)]
    answers = {c.person: _weakest_answer(where.rooms, [o for o in there if o.person == c.person]) for c in there}
    return tuple(Appearance(who, Role.MODERATOR, state) for who, state in answers.items() if state)


def own_moderators(session: Session) -> tuple[Appearance, ...]:
    """Return the expected moderators that the session itself has, not those of its block or of a shift."""
    return tuple(a for a in session.people if a.is_expected and a.role is Role.MODERATOR)


def moderators_without_shifts(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Return the expected moderators that a session has without any shift: its own, or else its block's chairs."""
    if own := own_moderators(session):
        return own
    block = agenda.blocks.get(session.block or "")
    return block.expected_chairs if block else ()


def chair_and_shift_people(agenda: Agenda) -> set[str]:
    """Return the ids of the people who chair a block or have a moderator's shift, whatever they answered."""
    chairs = {chair.person for block in agenda.blocks.values() for chair in block.chairs}
    return chairs | {cover.person for cover in agenda.covers.values()}


def session_moderator_ids(agenda: Agenda, session: Session) -> tuple[str, ...]:
    """Return the ids of the session's moderators, as ``moderator_appearances`` defines them."""
    return tuple(appearance.person for appearance in moderator_appearances(agenda, session))


def _weakest_answer(rooms: tuple[str, ...], covers: Sequence[Cover]) -> State | None:
    """Return a person's answer for the room where it is weakest, or None if the shifts do not cover all rooms."""
    sure = SURENESS.index
    answers = [
        max((cover.state for cover in covers if cover.room in (None, room)), key=sure, default=None)
        for room in rooms or (None,)
    ]
    return min((state for state in answers if state), key=sure) if all(answers) else None
