"""Rules about the seats and equipment of a session's rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.text import N_, Plural, Text
from planner.rules.overlap import expected_person_ids
from planner.rules.rule import Conflict, ConflictIndex, Places, Rule, Severity


def _seat_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a warning for each session that expects more people than its rooms have seats.

    Sessions in the whole venue, or in a room with an unknown number of seats, are skipped.
    """
    for session, placement in places:
        if session.audience and (found := seat_conflict(index.agenda, session, placement.rooms)):
            yield found


ROOM_TOO_SMALL = Rule(id="room-too-small", title=N_("Room too small"), at_places=_seat_conflicts)


def seat_conflict(agenda: Agenda, session: Session, rooms: Sequence[str]) -> Conflict | None:
    """Return a conflict if the rooms have fewer seats than the session expects people, otherwise None.

    It is None also without rooms, or if one of the numbers is unknown.
    """
    known = [seats for room in rooms if (seats := agenda.rooms[room].seats) is not None]
    seats = sum(known)
    if session.audience is None or not known or len(known) < len(rooms) or seats >= session.audience:
        return None
    text = Plural(
        "“{title}” expects an audience of {audience}, but {room} has {n} seat.",
        "“{title}” expects an audience of {audience}, but {room} has {n} seats.",
        seats,
        title=session.title,
        audience=session.audience,
        room=", ".join(agenda.room_names(rooms)),
    )
    short = Plural("{n} seat for {audience}", "{n} seats for {audience}", seats, audience=session.audience)
    return Conflict("room-too-small", Severity.WARNING, (session.id,), text, short, rooms=tuple(rooms))


def _equipment_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a conflict for each session that lacks equipment which it or its people need.

    Equipment is lacking if it is neither in the session's rooms nor brought by its people.

    If a room lists no equipment, nobody knows what is there, so the conflict is only a hint to find out.
    Sessions in the whole venue are skipped.
    """
    equipment = index.cached_result(Equipment)
    for session, placement in places:
        if (session.equipment or equipment.needed) and (
            found := equipment_conflict(equipment, session, placement.rooms)
        ):
            yield found


EQUIPMENT_MISSING = Rule(id="equipment-missing", title=N_("Equipment missing"), at_places=_equipment_conflicts)


@dataclass(frozen=True, slots=True)
class EquipmentNeed:
    """A needed item as it was written, and the ids of the people who need it, none if the session itself does."""

    thing: str
    people: tuple[str, ...] = ()


class Equipment:
    """The equipment in a snapshot, by normalised name: in the rooms, needed by people, and brought by people."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._read: dict[tuple[str, ...], dict[str, str]] = {}
        self._rooms = {room.id: self._normalised(room.equipment) for room in agenda.rooms.values()}
        self.needed = {p.id: self._normalised(p.needs) for p in agenda.people.values() if p.needs}
        self._brought = {p.id: self._normalised(p.brings) for p in agenda.people.values() if p.brings}

    def missing(self, session: Session, rooms: Sequence[str]) -> list[EquipmentNeed]:
        """Return the items that a session or its people need and that are neither in these rooms nor brought."""
        there = [self._rooms[room] for room in rooms]
        own = self._normalised(session.equipment)
        wishes = {key: EquipmentNeed(thing) for key, thing in own.items() if not _is_in_any_room(there, key)}
        people = expected_person_ids(session) if self.needed or wishes else []
        for person in people:
            for key, thing in self.needed[person].items() if person in self.needed else ():
                if key not in own and not _is_in_any_room(there, key):
                    asked = wishes.get(key, EquipmentNeed(thing))
                    wishes[key] = EquipmentNeed(asked.thing, (*asked.people, person))
        if not wishes:
            return []
        brought = {key for person in people for key in self._brought.get(person, ())}
        return [wish for key, wish in wishes.items() if key not in brought]

    def is_listed_in_all_rooms(self, rooms: Iterable[str]) -> bool:
        """Return whether each of these rooms lists any equipment."""
        return all(self._rooms[room] for room in rooms)

    def _normalised(self, things: tuple[str, ...]) -> dict[str, str]:
        """Return the items by their normalised form, which ignores case and additional spaces."""
        found = self._read.get(things)
        if found is None:
            found = self._read[things] = {}
            for thing in things:
                if key := " ".join(thing.split()).casefold():
                    found.setdefault(key, thing.strip())
        return found


def _is_in_any_room(there: Sequence[Mapping[str, str]], key: str) -> bool:
    return key in there[0] if len(there) == 1 else any([key in things for things in there])


def equipment_conflict(equipment: Equipment, session: Session, rooms: Sequence[str]) -> Conflict | None:
    """Return a conflict if equipment for the session is missing in these rooms; otherwise, or without rooms, None."""
    missing = equipment.missing(session, rooms) if rooms else []
    if not missing:
        return None
    agenda, things = equipment.agenda, ", ".join(wish.thing for wish in missing)
    said = {
        "title": session.title,
        "room": ", ".join(agenda.room_names(rooms)),
        "things": ", ".join(_item_with_names(agenda, wish) for wish in missing),
    }
    if equipment.is_listed_in_all_rooms(rooms):
        severity, short = Severity.WARNING, Text("Missing: {things}", things=things)
        text = Text("“{title}” needs what is not in {room}: {things}.", **said)
    else:
        severity, short = Severity.HINT, Text("Not known to be there: {things}", things=things)
        text = Text("“{title}” needs what is not known to be in {room}: {things}.", **said)
    people = tuple(dict.fromkeys(person for wish in missing for person in wish.people))
    return Conflict("equipment-missing", severity, (session.id,), text, short, people=people, rooms=tuple(rooms))


def _item_with_names(agenda: Agenda, wish: EquipmentNeed) -> str:
    names = ", ".join(agenda.people[person].name for person in wish.people)
    return f"{wish.thing} ({names})" if names else wish.thing
