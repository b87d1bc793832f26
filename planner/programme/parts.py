"""The parts of the programme that can be sent as a file: the whole, a day, a room, a track, a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_in
from planner.domain.entities import Day, Person, Room, Track
from planner.domain.enums import Role
from planner.domain.text import fill
from planner.programme.programme import ROLE_LINES, Programme
from planner.programme.release import WHOLE
from planner.wording import Wording


class PartKind(StrEnum):
    """The subject of a part; the value is the prefix of its key."""

    DAY = "day"
    ROOM = "room"
    TRACK = "track"
    PERSON = "person"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the programme that can be sent as a separate file.

    ``key`` identifies it in the ledger, ``title`` is for attendees, and ``sessions`` are those currently in it.

    Keys are made from ids, so that subscribers keep their calendar when a room or person is renamed. The same holds for
    ``name``, the file's name without suffix, which stays as it was first sent. The subject of the part may be ``gone``
    from the plan. The whole programme is a part too, see ``whole_part``; it has no title.
    """

    key: str
    title: str
    sessions: frozenset[str]
    name: str = ""
    gone: bool = False

    @property
    def whole(self) -> bool:
        """True if it is the whole programme."""
        return self.key == WHOLE

    @property
    def about(self) -> PartKind:
        """The subject of the part; raises ``ValueError`` for the whole programme."""
        return PartKind(self.key.partition(":")[0])

    @property
    def of(self) -> str:
        """The id of the subject; for a day, its date."""
        return self.key.partition(":")[2]


def whole_part(programme: Programme) -> Part:
    """Return the part that is the whole programme."""
    return Part(WHOLE, "", frozenset(item.id for item in programme.items))


def day_part(programme: Programme, day: Day, title: str) -> Part:
    """Return the part for one day of the programme; ``title`` is its date in the conference's language."""
    return Part(f"day:{day.date.isoformat()}", title, frozenset(item.id for item in programme.on(day.date)))


def room_part(agenda: Agenda, programme: Programme, room: Room) -> Part:
    """Return the part for a room, including sessions over the whole venue. ``programme`` is the agenda's."""
    return _part(agenda, programme, PartKind.ROOM, room.id, room.name)


def track_part(agenda: Agenda, programme: Programme, track: Track) -> Part:
    """Return the part for a track."""
    return _part(agenda, programme, PartKind.TRACK, track.id, track.name)


def person_part(agenda: Agenda, programme: Programme, person: Person) -> Part:
    """Return the part with the sessions in which a person is named to attendees, in any role."""
    return _part(agenda, programme, PartKind.PERSON, person.id, person.name)


def moderator_part(agenda: Agenda, programme: Programme, person: Person, words: Wording) -> Part:
    """Return the part with the sessions that a person moderates, for the session itself or for its shift."""
    return _part(agenda, programme, PartKind.MODERATOR, person.id, _moderator(person, words))


def parts(
    agenda: Agenda, programme: Programme, about: PartKind, words: Wording, day_title: Callable[[date], str]
) -> tuple[Part, ...]:
    """Return all parts of one kind in order, including those without sessions.

    ``programme`` is the agenda's, ``words`` the conference's language, in which ``day_title`` writes a date.
    """
    if about is PartKind.DAY:
        return tuple(day_part(programme, day, day_title(day.date)) for day in agenda.days_in_order)
    held = _held(agenda, programme, about)
    return tuple(Part(f"{about}:{i}", title, held.get(i, frozenset())) for i, title in _titles(agenda, about, words))


def _part(agenda: Agenda, programme: Programme, about: PartKind, thing: str, title: str) -> Part:
    return Part(f"{about}:{thing}", title, _held(agenda, programme, about).get(thing, frozenset()))


def _titles(agenda: Agenda, about: PartKind, words: Wording) -> Iterator[tuple[str, str]]:
    if about is PartKind.ROOM:
        return ((room.id, room.name) for room in agenda.rooms_in_order)
    if about is PartKind.TRACK:
        return ((track.id, track.name) for track in agenda.tracks_in_order)
    if about is PartKind.PERSON:
        return ((person.id, person.name) for person in agenda.people_in_order)
    return ((person.id, _moderator(person, words)) for person in agenda.people_in_order)


def _moderator(person: Person, words: Wording) -> str:
    return fill(words(dict(ROLE_LINES)[Role.MODERATOR]), {"names": person.name})


def _held(agenda: Agenda, programme: Programme, about: PartKind) -> Mapping[str, frozenset[str]]:
    """Return the sessions of the programme by the id of each room, track or person."""
    found: dict[str, set[str]] = {}
    for item in programme.items:
        for thing in _things(agenda, item.id, about):
            found.setdefault(thing, set()).add(item.id)
    return {thing: frozenset(sessions) for thing, sessions in found.items()}


def _things(agenda: Agenda, session_id: str, about: PartKind) -> Iterator[str]:
    session = agenda.sessions[session_id]
    if about is PartKind.ROOM and session.placement:
        yield from session.placement.rooms or agenda.rooms
    elif about is PartKind.TRACK and session.track:
        yield session.track
    elif about in (PartKind.PERSON, PartKind.MODERATOR):
        for shown in named_in(agenda, session):
            if about is PartKind.PERSON or shown.role is Role.MODERATOR:
                yield shown.person
