"""Brings ``schedule.json``, version 1 and 2, into a list of events whose moments and lengths are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.text import EstradError, clean_line
from planner.domain.value_objects import Role
from planner.importing.datetimes import parse_length
from planner.importing.incoming import filled
from planner.importing.sources.json_values import (
    first_text_of,
    is_object,
    objects_of,
    whole_address,
    with_fields,
    written,
)
from planner.importing.sources.safe_json import JsonObject
from planner.importing.sources.schedule_parts import (
    ListedDay,
    about_schedule,
    days_come_first,
    days_once,
    listed_days,
    start_of_listed,
    starts_of,
    usual_offset,
)
from planner.importing.vocabulary import role_of
from planner.tables.opened_file import OpenedFile

_COLUMN_OF = {Role.SPEAKER: "persons", Role.PANELLIST: "panellists", Role.MODERATOR: "moderators", Role.HOST: "hosts"}
_ROLE_WORDS = {"contributor": None, "moderator": Role.MODERATOR, "host": Role.HOST, "coauthor": Role.SPEAKER}
_PEOPLE = ("persons", "participants", "speakers")
_IDS = ("guid", "id", "code", "slug")
_APART = frozenset((*_IDS, "date", "recording", "do_not_record"))
"""Fields of an event that are read with others, or of which the first alone counts."""
Event = tuple[int, str, JsonObject]
"""The index of the day that lists an event, the room, and the event."""


def _head(root: Any) -> tuple[Any, Any]:
    """Return the schedule and its conference, or (None, None) if there is no conference."""
    schedule = root.get("schedule", root) if is_object(root) else None
    conference = schedule.get("conference", schedule) if is_object(schedule) else None
    return (schedule, conference) if is_object(conference) else (None, None)


def is_schedule(root: Any) -> bool:
    """Return whether the document is a schedule with events in rooms under days, or with a list of events."""
    schedule, conference = _head(root)
    if conference is None:
        return False
    days = objects_of(conference.get("days"))
    return any(map(_holds_events, days)) or (
        bool(days or "title" in conference) and isinstance(schedule.get("events"), list) and schedule is not conference
    )


def _holds_events(day: JsonObject) -> bool:
    """Return whether a day has rooms with lists of events, or such a list itself."""
    rooms = day.get("rooms")
    if isinstance(rooms, JsonObject):
        return all(isinstance(events, list) for events in rooms.values())
    in_rooms = [room.get("events") for room in objects_of(rooms)] if isinstance(rooms, list) else []
    return any(isinstance(events, list) for events in (day.get("events"), *in_rooms))


def whole_events(root: Any, opened: OpenedFile) -> tuple[JsonObject, dict[str, Any]]:
    """Return a schedule's events, people, rooms and tracks as lists, and what it says of the conference.

    Raise ``EstradError`` if a day cannot be read.
    """
    schedule, conference = _head(root)
    base = first_text_of(conference, "base_url") or first_text_of(schedule, "base_url")
    listed = objects_of(conference.get("days"))
    events = list(_events(listed))
    colours = conference.get("colors", conference.get("color"))
    colour = colours.get("primary") if is_object(colours) else colours
    zone, said = first_text_of(conference, "time_zone_name", "timezone"), partial(first_text_of, conference)
    about = about_schedule(said, base, zone, written(colour), PurePath(opened.name).stem)
    days = _days(listed, events, said, about["zone"], opened)
    lengths = days_come_first((day, room, first_text_of(event, "start"), first_text_of(event, "duration"))
                              for day, room, event in events)  # fmt: skip
    made = [_whole(event, room, days[day], base, lengths) for day, room, event in events]
    flat = [] if events else objects_of(schedule.get("events"))
    made += [_whole(event, "", _day_around(event, days), base, lengths) for event in flat]
    persons = [one for whole in (conference, schedule) for one in objects_of(whole.get("persons"))]
    rooms = [one for whole in (conference, schedule) for one in objects_of(whole.get("rooms"))]
    names = {first_text_of(one, "guid", "id"): first_text_of(one, "name", "public_name") for one in persons}
    lists = {"events": [_with_people(one, names) for one in made], "persons": persons, "rooms": rooms,
             "tracks": [_with_colour(one) for one in objects_of(conference.get("tracks"))]}  # fmt: skip
    return JsonObject(lists, root.line), about | filled(days=days_once(days))


def _days(
    listed: list[JsonObject], events: list[Event], head: Callable[..., str], zone: str, opened: OpenedFile
) -> list[ListedDay]:  # fmt: skip
    """Return the days with their dates and hours; raise ``EstradError`` if one has no date."""
    begins = starts_of(_date_and_start(event) for _, _, event in events)
    clock = ZoneInfo(zone) if zone else usual_offset(begin for begin in begins if begin.at.tzinfo)
    told = [(day.line, partial(first_text_of, day)) for day in listed]
    return listed_days(opened.path, told, head, clock, lambda number: starts_of(
        _date_and_start(event) for n, _, event in events if n == number))  # fmt: skip


def _events(days: list[JsonObject]) -> Iterator[Event]:
    for number, day in enumerate(days):
        rooms = day.get("rooms")
        if isinstance(rooms, JsonObject):
            for room, events in rooms.items():
                yield from ((number, clean_line(room), event) for event in objects_of(events))
        for room_of_list in objects_of(rooms) if isinstance(rooms, list) else []:
            name = first_text_of(room_of_list, "name")
            yield from ((number, name, event) for event in objects_of(room_of_list.get("events")))
        yield from ((number, "", event) for event in objects_of(day.get("events")))


def _day_around(event: JsonObject, days: list[ListedDay]) -> ListedDay | None:
    """Return the day whose hours contain the start of an event that no day lists, or None."""
    begins = next(starts_of([(first_text_of(event, "start", "date"), "")]), None)
    return next((day for day in days if begins and day.holds(begins.at)), None)


def _date_and_start(event: JsonObject) -> tuple[str, str]:
    return first_text_of(event, "date"), first_text_of(event, "start")


def _whole(event: JsonObject, room: str, day: ListedDay | None, base: str, days_first: bool) -> JsonObject:
    """Return an event with its room, its whole start, its minutes and its addresses; what cannot be read stays."""
    whole, start = _date_and_start(event)
    if len(start) > len("00:00:00"):  # a full date and time instead of a time of day
        start, whole = "", start
    length: Any = event.get("duration")
    with suppress(EstradError):
        length = parse_length(length, days_first=days_first) if isinstance(length, str) else length
    if day is not None:
        with suppress(EstradError):
            listed, _ = start_of_listed(day, start, whole)
            whole = listed.at.isoformat() if listed else whole
    links = {name: [with_fields(one, url=whole_address(first_text_of(one, "url", "href"), base))
                    for one in objects_of(event.get(name))] for name in ("links", "attachments")}  # fmt: skip
    recording = event.get("recording")
    optout = event.get("do_not_record") or (is_object(recording) and recording.get("optout"))
    ident = next((name for name in _IDS if event.get(name)), "id")
    own = ((name, inside) for name, inside in event.items() if name not in _APART)
    return JsonObject({
        **dict(own), **links, ident: event.get(ident), "when": whole, "start": start, "duration": length,
        "date": day.date.isoformat() if day else None,
        "persons": None, "room": room or event.get("room"), "url": whole_address(first_text_of(event, "url"), base),
        "do not record": written(optout) or ("yes" if optout is True else None),
    } | {name: event[name] for name in _PEOPLE if event.get(name)}, event.line)  # fmt: skip


def _with_colour(track: JsonObject) -> JsonObject:
    """Return a track with one colour, of the several that version 2 has."""
    colours = track.get("colors")
    return with_fields(track, color=next(iter(colours.values()), "")) if is_object(colours) else track


def _with_people(event: JsonObject, names: dict[str, str]) -> JsonObject:
    """Return an event with its people by their roles on stage; who is not on stage is left out."""
    told: Any = next((event[name] for name in _PEOPLE if event.get(name)), [])
    found: dict[str, list[Any]] = {"persons": []}
    for one in told if isinstance(told, list) else [told]:
        word = first_text_of(one, "role").casefold()
        role = _ROLE_WORDS[word] if word in _ROLE_WORDS else role_of(word)
        if role in _COLUMN_OF:
            name = first_text_of(one, "name", "public_name") or names.get(first_text_of(one, "guid", "id"), "")
            whole: Any = one
            if is_object(one):
                code = None if one.get("guid") or one.get("id") else one.get("code")
                whole = with_fields(one, role=None, name=name, public_name=None, code=code)
            found.setdefault(_COLUMN_OF[role], []).append(whole if role is Role.SPEAKER else name)
    return with_fields(event, participants=None, speakers=None, **found)
