"""Rooms, tracks and days: making, ordering and deleting them, and what becomes of the sessions in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.commands.edit import make, refuse_taken_name
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import Day, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.text import Text


def add_room(agenda: Agenda, room_id: str, *, name: str, seats: int | None = None) -> Change:
    """A new room, as the last column; raises ``EstradError`` if the name is taken."""
    last = max((room.position for room in agenda.rooms.values()), default=-1)
    room = make(Room, id=room_id, position=last + 1, name=name, seats=seats)
    refuse_taken_name(agenda, room.name)
    return change(Text("Add room “{name}”", name=room.name), (None, room))


def move_room(agenda: Agenda, room_id: str, places: int) -> Change:
    """Move a room's column by so many places to the right (negative: left)."""
    order = [room.id for room in agenda.rooms_in_order]
    index = order.index(room_id)
    order.insert(max(0, min(len(order) - 1, index + places)), order.pop(index))
    pairs = [(agenda.rooms[r], replace(agenda.rooms[r], position=i)) for i, r in enumerate(order)]
    return change(Text("Move room “{name}”", name=agenda.rooms[room_id].name), *pairs)


def delete_room(agenda: Agenda, room_id: str) -> Change:
    """Delete a room. A session that also has other rooms keeps those; one with this room only goes to the tray."""
    room = agenda.rooms[room_id]
    pairs = [(s, _without_room(s, room_id)) for s, placement in agenda.placed if room_id in placement.rooms]
    return change(Text("Delete room “{name}”", name=room.name), *pairs, (room, None))


def _without_room(session: Session, room_id: str) -> Session:
    assert session.placement
    rooms = tuple(r for r in session.placement.rooms if r != room_id)
    return replace(session, placement=replace(session.placement, rooms=rooms) if rooms else None)


def add_track(agenda: Agenda, track_id: str, *, name: str, colour: str = "royalblue") -> Change:
    """A new track; raises ``EstradError`` for a colour that is none of ours."""
    last = max((track.position for track in agenda.tracks.values()), default=-1)
    track = make(Track, id=track_id, name=name, colour=colour, position=last + 1)
    return change(Text("Add track “{name}”", name=track.name), (None, track))


def delete_track(agenda: Agenda, track_id: str) -> Change:
    """Delete a track; its sessions have none then."""
    track = agenda.tracks[track_id]
    freed = [(s, replace(s, track=None)) for s in agenda.sessions_in_order if s.track == track_id]
    return change(Text("Delete track “{name}”", name=track.name), *freed, (track, None))


def add_day(agenda: Agenda, day_id: str, *, when: date, opens: int | None = None, closes: int | None = None) -> Change:
    """A new day, open as the last one unless said otherwise; raises ``EstradError`` if it cannot be or is there."""
    _refuse_taken(agenda, when)
    like = agenda.days_in_order[-1] if agenda.days else Day(id="", date=when)
    day = make(
        Day,
        id=day_id,
        date=when,
        opens=like.opens if opens is None else opens,
        closes=like.closes if closes is None else closes,
    )
    return change(Text("Add day {date}", date=when.isoformat()), (None, day))


def move_day(agenda: Agenda, day_id: str, when: date) -> Change:
    """Give a day another date; its sessions come along. Raises ``EstradError`` if the date is taken."""
    day = agenda.days[day_id]
    if when == day.date:
        return change(Text("Move day"))
    _refuse_taken(agenda, when)
    moved = [
        (s, replace(s, placement=replace(p, span=p.span.moved_to(when, p.span.start)))) for s, p in agenda.on(day.date)
    ]
    label = Text("Move {old} to {new}", old=day.date.isoformat(), new=when.isoformat())
    return change(label, (day, replace(day, date=when)), *moved)


def _refuse_taken(agenda: Agenda, when: date) -> None:
    if agenda.day_of(when):
        raise EstradError(
            Text("{date} is already a day of this conference.", date=when.isoformat()),
            Text("Choose another date."),
        )


def delete_day(agenda: Agenda, day_id: str) -> Change:
    """Delete a day; its sessions go to the tray. The last day cannot go: raises ``EstradError``."""
    if len(agenda.days) == 1:
        raise EstradError(Text("A conference needs at least one day."), Text("Change this day's date instead."))
    day = agenda.days[day_id]
    freed = [(s, replace(s, placement=None)) for s, _ in agenda.on(day.date)]
    return change(Text("Delete day {date}", date=day.date.isoformat()), *freed, (day, None))
