"""Commands for rooms, tracks and days: add, delete, change a day's date or hours; what is placed there follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planner.commands.edit import edit, make_entity, next_position, refuse_other_years, refuse_taken_name
from planner.commands.people import label_with_shifts
from planner.commands.timeline import Placed
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import Day, Entity, Room, Session, Track
from planner.domain.span import MINUTES_A_DAY, Span, completed_times, format_clock
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import OFFERED_COLOURS, Placement, current_colour


def add_room(agenda: Agenda, room_id: str, *, name: str, seats: int | None = None) -> Change:
    """Add a room as the last column; raise ``EstradError`` if another has that name, or a value is invalid."""
    room = make_entity(Room, id=room_id, position=next_position(agenda.rooms), name=name, seats=seats)
    refuse_taken_name(agenda, room.name)
    return change(Text("Add room “{name}”", name=room.name), (None, room))


def delete_room(agenda: Agenda, room_id: str) -> Change:
    """Delete a room and the shifts in it.

    A session or block that also has other rooms keeps those; one with only this room goes to the tray. A session that
    is not in this room, but has its name as place text, loses that text.
    """
    room = agenda.rooms[room_id]
    pairs = [(s, _without_room(s, room_id)) for s, placement in agenda.placed if room_id in placement.rooms]
    blocks = [
        (b, _without_room(b, room_id)) for b in agenda.blocks_in_order if b.placement and room_id in b.placement.rooms
    ]
    covers = [cover for cover in agenda.covers_in_order if cover.room == room_id]
    said = [
        (s, replace(s, placement=replace(p, place=""))) for s, p in agenda.placed if _place_text_names_room(p, room)
    ]
    label = (
        Plural(
            "Delete room “{name}” with {n} session in it",
            "Delete room “{name}” with {n} sessions in it",
            len(pairs),
            name=room.name,
        )
        if pairs
        else Text("Delete room “{name}”", name=room.name)
    )
    return change(
        label_with_shifts(label, covers), *pairs, *blocks, *said, *((cover, None) for cover in covers), (room, None)
    )


def _place_text_names_room(placement: Placement, room: Room) -> bool:
    return room.id not in placement.rooms and placement.place.strip().casefold() == room.name.casefold()


def _without_room(placed: Placed, room_id: str) -> Placed:
    assert placed.placement
    rooms = tuple(r for r in placed.placement.rooms if r != room_id)
    return replace(placed, placement=replace(placed.placement, rooms=rooms) if rooms else None)


def next_colour(used: Iterable[str]) -> str:
    """Return a colour for a new track: of those that are rarest among the ``used`` ones, the first."""
    often = Counter(map(current_colour, used))
    return min(OFFERED_COLOURS, key=often.__getitem__)


def add_track(agenda: Agenda, track_id: str, *, name: str, colour: str = "") -> Change:
    """Add a track in the next colour if none is given; raise ``EstradError`` for an invalid name or colour."""
    colour = colour or next_colour(track.colour for track in agenda.tracks.values())
    track = make_entity(Track, id=track_id, name=name, colour=colour, position=next_position(agenda.tracks))
    return change(Text("Add track “{name}”", name=track.name), (None, track))


def delete_track(agenda: Agenda, track_id: str) -> Change:
    """Delete a track, removing it from its sessions, blocks and templates."""
    track = agenda.tracks[track_id]
    freed = [(s, replace(s, track=None)) for s in agenda.sessions_in_order if s.track == track_id]
    blocks = [(b, replace(b, track=None)) for b in agenda.blocks_in_order if b.track == track_id]
    templates = [(t, replace(t, track=None)) for t in agenda.templates_in_order if t.track == track_id]
    label = (
        Plural(
            "Delete track “{name}”, which had {n} session",
            "Delete track “{name}”, which had {n} sessions",
            len(freed),
            name=track.name,
        )
        if freed
        else Text("Delete track “{name}”", name=track.name)
    )
    return change(label, *freed, *blocks, *templates, (track, None))


def add_day(agenda: Agenda, day_id: str, *, when: date, opens: int | None = None, closes: int | None = None) -> Change:
    """Add a day, by default with the hours of the last one; raise ``EstradError`` if it is invalid or exists."""
    _refuse_existing_day(agenda, when)
    like = agenda.days_in_order[-1] if agenda.days else Day(id="", date=when)
    day = make_entity(
        Day,
        id=day_id,
        date=when,
        opens=like.opens if opens is None else opens,
        closes=like.closes if closes is None else closes,
    )
    return change(Text("Add day {date}", date=when.isoformat()), (None, day))


def move_day(agenda: Agenda, day_id: str, when: date) -> Change:
    """Change the date of a day, with its sessions, blocks, shifts, availability and closed times.

    Raise ``EstradError`` if that date is already another day, or in a year that is not allowed.
    """
    day = agenda.days[day_id]
    if when == day.date:
        return change(Text("Move day"))
    refuse_other_years(when)
    _refuse_existing_day(agenda, when)
    pairs: list[tuple[Entity, Entity | None]] = [
        (thing, replace(thing, placement=replace(p, span=p.span.moved_to(when, p.span.start))))
        for thing, p in _things_placed_that_day(agenda, day.date)
    ]
    pairs += [(cover, replace(cover, day=when)) for cover in agenda.covers_in_order if cover.day == day.date]
    pairs += _moved_windows(agenda, day.date, when)
    label = Text("Move {old} to {new}", old=day.date.isoformat(), new=when.isoformat())
    return change(label, (day, replace(day, date=when)), *pairs)


MORNING = 5 * 60
"""The minute from which a typed closing time can mean the evening, as 8 for 20:00; an earlier one is in the night."""


def set_day_hours(agenda: Agenda, day_id: str, *, opens: int | None = None, closes: int | None = None) -> Change:
    """Change when a day opens, closes, or both; raise ``EstradError`` for invalid hours.

    An opening alone that is not before the closing moves that too. A closing time that is not after the opening means
    twelve hours later, as 8 does beside 9:00, if it is not before ``MORNING`` and that is an evening after the opening;
    otherwise it is in the night that follows.
    """
    day = agenda.days[day_id]
    start, end = completed_times((day.opens, day.closes), opens, closes)
    evening = end - MINUTES_A_DAY // 2
    if closes is not None and MORNING <= closes <= start < evening < MINUTES_A_DAY:
        end = evening
    return edit(agenda, Day, day_id, opens=start, closes=end)


def night_closing_sentence(agenda: Agenda, day_id: str) -> Text | None:
    """Return a sentence, shown after an edit of a day's hours, if the day closes after midnight; otherwise None."""
    day = agenda.days[day_id]
    if day.closes <= MINUTES_A_DAY:
        return None
    return Text("The day closes at {time} in the night that follows.", time=format_clock(day.closes))


def _moved_windows(agenda: Agenda, day: date, when: date) -> list[tuple[Entity, Entity | None]]:
    """Return the people and rooms whose availability or closed times on ``day`` move to ``when``, before and after."""

    def moved(windows: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(sorted(w.moved_to(when, w.start) if w.day == day else w for w in windows))

    def is_touched(windows: tuple[Span, ...]) -> bool:
        return any(window.day == day for window in windows)

    return [
        *(
            (p, replace(p, availability=moved(p.availability)))
            for p in agenda.people.values()
            if is_touched(p.availability)
        ),
        *(
            (room, replace(room, closed=moved(room.closed)))
            for room in agenda.rooms.values()
            if is_touched(room.closed)
        ),
    ]


def _refuse_existing_day(agenda: Agenda, when: date) -> None:
    if agenda.day_with_date(when):
        raise EstradError(
            Text("{date} is already a day of this conference.", date=when.isoformat()),
            Text("Choose another date."),
        )


def delete_day(agenda: Agenda, day_id: str) -> Change:
    """Delete a day and its shifts, and return its sessions and blocks to the tray.

    Raise ``EstradError`` for the only day. People's availability is kept: somebody available only on that day is not
    available on any other.
    """
    if len(agenda.days) == 1:
        raise EstradError(Text("A conference needs at least one day."), Text("Change this day's date instead."))
    day = agenda.days[day_id]
    freed = [(s, replace(s, placement=None)) for s, _ in agenda.day_sessions(day.date)]
    blocks = [
        (b, replace(b, placement=None)) for b, _ in _things_placed_that_day(agenda, day.date) if isinstance(b, Block)
    ]
    covers = [cover for cover in agenda.covers_in_order if cover.day == day.date]
    label = (
        Plural(
            "Delete day {date} with {n} session on it",
            "Delete day {date} with {n} sessions on it",
            len(freed),
            date=day.date.isoformat(),
        )
        if freed
        else Text("Delete day {date}", date=day.date.isoformat())
    )
    return change(label_with_shifts(label, covers), *freed, *blocks, *((cover, None) for cover in covers), (day, None))


def _things_placed_that_day(agenda: Agenda, day: date) -> Iterator[tuple[Session | Block, Placement]]:
    """Yield the sessions and blocks of a day with their placements."""
    yield from agenda.day_sessions(day)
    yield from ((b, b.placement) for b in agenda.blocks_in_order if b.placement and b.placement.span.day == day)
