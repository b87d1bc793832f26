"""Documents of systems that spread a session over several places, brought into lists of whole sessions.

What their fields mean is a row of ``planner.importing.mapping.layouts_of_json``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.text import EstradError, clean_line
from planner.domain.value_objects import Kind, Role
from planner.importing.datetimes import parse_length
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import LONGEST_NAME, filled, namespace_of
from planner.importing.sources.json_rows import (
    first_text_of,
    have,
    is_object,
    is_thing,
    name_of,
    objects_of,
    same_name,
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
from planner.importing.vocabulary import kind_of_title, role_of
from planner.tables.opened_file import OpenedFile

ABOUT = frozenset(("event", "conference", "meta", "info", "details"))
"""Names of objects beside a programme that describe the event."""
_COLUMN_OF = {Role.SPEAKER: "persons", Role.PANELLIST: "panellists", Role.MODERATOR: "moderators", Role.HOST: "hosts"}
_PEOPLE = ("persons", "participants", "speakers")
_IDS = ("guid", "id", "code", "slug")
_APART = frozenset((*_IDS, "date", "recording", "do_not_record"))
"""Fields of an event that are read with others, or of which the first alone counts."""
Event = tuple[int, str, JsonObject]
"""The index of the day that lists an event, the room, and the event."""


def whole_sessions(root: Any, opened: OpenedFile) -> tuple[Any, dict[str, Any]]:
    """Return the document with whole sessions, and what it says of the conference.

    Raise ``EstradError`` if it is a schedule with a day that cannot be read.
    """
    if _is_schedule(root):
        return _whole_events(root, opened)
    whole = next((made for bring in (indico, json_api, hoverboard) if (made := bring(root)) is not None), root)
    return whole, _about(whole)


def _about(root: Any) -> dict[str, Any]:
    """Return what a document says of the conference and its venue, in itself or in its event."""
    if not is_object(root):
        return {}
    inside = next((part for name, part in root.items() if same_name(name) in ABOUT and is_thing(part)), root)
    title = first_text_of(root, "conference_name", "event_name", "conference", "event", "name", "title")
    title = (first_text_of(inside, "name", "title") or title)[:LONGEST_NAME].strip()
    page = first_text_of(inside, "website", "url")
    conference = filled(title=title, website=whole_address(page))
    of_event = inside if inside is not root else None
    venue = filled(name=first_text_of(of_event, "location", "venue")[:LONGEST_NAME],
                   address=first_text_of(of_event, "address")[:LONGEST_NAME])  # fmt: skip
    return filled(namespace=namespace_of(title), conference=conference, venue=venue)


# Indico --------------------------------------------------------------------------------------------------


def indico(root: Any) -> JsonObject | None:
    """Return the contributions of Indico's export API: of a timetable with its days, or of events."""
    results = root.get("results") if is_object(root) else None
    entries, events = list(_entries(results)), objects_of(results)
    if not entries and not (have(events, "title", "startDate") and is_object(events[0]["startDate"])):
        return None
    event = events[0] if len(events) == 1 and not entries else None
    found = entries or [one for each in events for one in _contributions(each)]
    found = found or [(one, None) for one in events if event is None]
    made = JsonObject({"contributions": [_in_session(one, session) for one, session in found]}, root.line)
    zones = (first_text_of(one.get("startDate"), "tz") for one, _ in found)
    made["timezone"] = first_text_of(event, "timezone") or next(filter(None, zones), "")
    made["event"] = event and JsonObject((name, event.get(name)) for name in ("title", "url", "location", "address"))
    return made


def _entries(results: Any) -> Iterator[tuple[JsonObject, JsonObject | None]]:
    """Yield a timetable's entries, each with its session; a session without entries is yielded as an entry."""
    for event in objects_of(results) if is_object(results) else []:
        for entry in (entry for day in objects_of(event) for entry in objects_of(day)):
            if "entryType" in entry:
                inside = objects_of(entry.get("entries"))
                yield from ((one, entry) for one in inside) if inside else ((entry, None),)


def _contributions(event: JsonObject) -> Iterator[tuple[JsonObject, JsonObject | None]]:
    """Yield the contributions of an event, each with its session or None."""
    for session in objects_of(event.get("sessions")):
        yield from ((one, session) for one in objects_of(session.get("contributions")))
    yield from ((one, None) for one in objects_of(event.get("contributions")))


def _in_session(one: JsonObject, session: JsonObject | None) -> JsonObject:
    """Return an entry with its people by one name, and with what is to be told of the session around it."""
    people = [_person(who) for name in ("presenters", "speakers", "conveners") for who in objects_of(one.get(name))]
    title = ": ".join(filter(None, (first_text_of(one, "title"), first_text_of(one, "slotTitle"))))
    kind = (kind_of_title(title) or Kind.BREAK).value if one.get("entryType") == "Break" else one.get("type")
    around: dict[str, Any] = {}
    if session is not None:
        chairs = ", ".join(name_of(_person(who)) for who in objects_of(session.get("conveners")))
        about = html_to_text(written(session.get("description")))
        around = {"Session": first_text_of(session, "title"), "Chair": chairs, "About the session": about}
    room = first_text_of(one, "roomFullname", "room") or first_text_of(session, "room")
    return JsonObject({
        "id": one.get("contributionId") or one.get("id") or one.get("uniqueId"), "title": title, "type": kind,
        "description": one.get("description"), "startDate": one.get("startDate"), "endDate": one.get("endDate"),
        "duration": one.get("duration"), "room": room, "track": one.get("track"), "presenters": people,
        "keywords": one.get("keywords"), "url": one.get("url"),
        "material": one.get("material") or one.get("folders"), **around,
    }, one.line)  # fmt: skip


def _person(value: JsonObject) -> JsonObject:
    """Return a person with one name, which Indico may write as *Surname, First* beside the two parts."""
    first = first_text_of(value, "first_name", "firstName")
    last = first_text_of(value, "last_name", "familyName", "lastName")
    name = f"{first} {last}".strip() or first_text_of(value, "name", "fullName", "full_name")
    return JsonObject({"name": name, "affiliation": value.get("affiliation"), "email": value.get("email")}, value.line)


# JSON:API, as of Open Event ------------------------------------------------------------------------------


def json_api(root: Any) -> JsonObject | None:
    """Return the objects of a JSON:API response by their types, with related objects in place of references."""
    data = objects_of(root.get("data")) if is_object(root) else []
    if not have(data, "type", "id", "attributes"):
        return None
    included = objects_of(root.get("included"))
    known = {(first_text_of(one, "type"), first_text_of(one, "id")): _attributes(one) for one in included}
    made = JsonObject({f"{first_text_of(data[0], 'type')}s": []}, root.line)
    for one in data:
        whole = _attributes(one)
        relations = one.get("relationships")
        for name, relation in relations.items() if is_object(relations) else ():
            told = relation.get("data") if is_object(relation) else None
            found = [known.get((first_text_of(part, "type"), first_text_of(part, "id")))
                     for part in (told if isinstance(told, list) else [told])]  # fmt: skip
            whole[name] = found if isinstance(told, list) else found[0]
        next(iter(made.values())).append(whole)
    return made


def _attributes(value: JsonObject) -> JsonObject:
    """Return the id and the attributes of an object of a JSON:API response."""
    inside = value.get("attributes")
    return JsonObject({"id": value.get("id"), **(inside if is_object(inside) else {})}, value.line)


# Hoverboard ----------------------------------------------------------------------------------------------


def hoverboard(root: Any) -> JsonObject | None:
    """Return the sessions of a DevFest's page with the date, times and room of the slots that list their ids."""
    days, sessions = (_with_ids(root.get(name)) if is_object(root) else [] for name in ("schedule", "sessions"))
    if not (have(days, "timeslots") and sessions):
        return None
    known = {first_text_of(one, "id"): one for one in sessions}
    placed = [with_fields(known[ident], **slot) for day in days for ident, slot in _slots(day) if ident in known]
    there = {first_text_of(one, "id") for one in placed}
    rest = [one for one in sessions if first_text_of(one, "id") not in there]
    return JsonObject({"sessions": [*placed, *rest], "speakers": _with_ids(root.get("speakers"))}, root.line)


def _slots(day: JsonObject) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the ids in the slots of a day, each with its date and times, and the room of the slot's column."""
    tracks, slots = objects_of(day.get("tracks")), objects_of(day.get("timeslots"))
    for at, slot in enumerate(slots):
        columns = objects_of(slot.get("sessions"))
        for number, column in enumerate(columns):
            items, extend = column.get("items"), column.get("extend")
            last = slots[min(at + (extend - 1 if isinstance(extend, int) and extend > 0 else 0), len(slots) - 1)]
            alone = len(columns) == 1 and len(tracks) > 1
            room = first_text_of(tracks[number], "title") if number < len(tracks) and not alone else ""
            facts = {"slot date": day.get("date") or day.get("id"), "slot start": slot.get("startTime"),
                     "slot end": last.get("endTime"), "slot room": room}  # fmt: skip
            yield from ((clean_line(written(item)), facts) for item in (items if isinstance(items, list) else ()))


def _with_ids(value: Any) -> list[JsonObject]:
    """Return the objects in an object, with their field names as ids; those in a list are unchanged."""
    if not is_object(value):
        return objects_of(value)
    return [with_fields(one, id=one.get("id", name)) for name, one in value.items() if is_object(one)]


# schedule.json, version 1 and 2 ---------------------------------------------------------------------------


def _head(root: Any) -> tuple[Any, Any]:
    """Return the schedule and its conference, or (None, None) if there is no conference."""
    schedule = root.get("schedule", root) if is_object(root) else None
    conference = schedule.get("conference", schedule) if is_object(schedule) else None
    return (schedule, conference) if is_object(conference) else (None, None)


def _is_schedule(root: Any) -> bool:
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


def _whole_events(root: JsonObject, opened: OpenedFile) -> tuple[JsonObject, dict[str, Any]]:
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
        role = Role.SPEAKER if word == "coauthor" else role_of(word)
        if role in _COLUMN_OF:
            name = first_text_of(one, "name", "public_name") or names.get(first_text_of(one, "guid", "id"), "")
            whole: Any = one
            if is_object(one):
                code = None if one.get("guid") or one.get("id") else one.get("code")
                whole = with_fields(one, role=None, name=name, public_name=None, code=code)
            found.setdefault(_COLUMN_OF[role], []).append(whole if role is Role.SPEAKER else name)
    return with_fields(event, participants=None, speakers=None, **found)
