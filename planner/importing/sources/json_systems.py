"""Converts JSON of systems that spread a session over several places to lists of whole sessions.

The fields of these sessions are explained in ``planner.importing.mapping.layouts_of_json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.text import EstradError, clean_line
from planner.domain.title_kinds import kind_named_by_title
from planner.domain.value_objects import Kind, Role
from planner.importing.datetimes import parse_length, valid_zone_name
from planner.importing.incoming import LONGEST_NAME, namespace_from_names, non_empty
from planner.importing.own_schedules import estrad_namespace
from planner.importing.sources.json_rows import (
    IDS,
    child_objects,
    first_text,
    is_entity_object,
    is_object,
    normalized_name,
    object_name,
    value_as_text,
    web_or_mail_address,
    with_fields,
)
from planner.importing.sources.safe_json import JsonObject
from planner.importing.sources.schedule_parts import (
    ListedDay,
    event_start,
    has_days_in_lengths,
    listed_event_start,
    parse_listed_days,
    schedule_facts,
    to_wall_clock,
    unique_days,
)
from planner.importing.vocabulary import parse_role
from planner.tables.opened_file import OpenedFile

ABOUT = frozenset(("event", "conference", "meta", "info", "details"))
"""Names of the objects beside a programme that describe the event."""
_COLUMN_OF = {Role.SPEAKER: "persons", Role.PANELLIST: "panellists", Role.MODERATOR: "moderators", Role.HOST: "hosts"}
_PEOPLE = ("persons", "participants", "speakers")
_APART = frozenset((*IDS, "date", "recording", "do_not_record"))
"""Fields of an event that are read together with others, or of which only the first counts."""


def assemble_sessions(root: Any, opened: OpenedFile) -> tuple[Any, dict[str, Any]]:
    """Return the document with each session as one object, and what it says of the conference.

    Raise ``EstradError`` if it is a schedule with too many days, or with a day that cannot be read.
    """
    if found := _find_schedule(root):
        generator = root.get("generator")
        own = estrad_namespace(first_text(generator, "name"), first_text(generator, "url"))
        return _assemble_schedule(*found, opened, own)
    whole = indico_contributions(root) or root
    return whole, _conference_facts(whole)


def _conference_facts(root: Any) -> dict[str, Any]:
    """Return what a document says of the conference and its venue, in its root or in its object for the event."""
    if not is_object(root):
        return {}
    inside = next(
        (part for name, part in root.items() if normalized_name(name) in ABOUT and is_entity_object(part)), root
    )
    title = first_text(root, "conference_name", "event_name", "conference", "event", "name", "title")
    title = (first_text(inside, "name", "title") or title)[:LONGEST_NAME].strip()
    conference = non_empty(title=title, website=web_or_mail_address(first_text(inside, "website", "url")))
    of_event = inside if inside is not root else None
    venue = non_empty(name=first_text(of_event, "location", "venue")[:LONGEST_NAME],
                   address=first_text(of_event, "address")[:LONGEST_NAME])  # fmt: skip
    told = (first_text(one, "timezone", "time_zone", "time_zone_name", "tz") for one in (root, *root.values()))
    zone = next(filter(None, map(valid_zone_name, told)), "")
    return non_empty(namespace=namespace_from_names(title), conference=conference, venue=venue, zone=zone)


# Indico --------------------------------------------------------------------------------------------------


def indico_contributions(root: Any) -> JsonObject | None:
    """Return the contributions in Indico's export API, of a timetable or of events; None for any other document."""
    results = root.get("results") if is_object(root) else None
    events = child_objects(results)
    listed = [entry for days in events for day in child_objects(days) for entry in child_objects(day)]
    timetable = [entry for entry in listed if "entryType" in entry] if is_object(results) else []
    if not timetable and not (events and is_object(events[0].get("startDate"))):
        return None
    event = events[0] if len(events) == 1 and not timetable else None
    inside = [one for each in events for name in ("sessions", "contributions") for one in child_objects(each.get(name))]
    entries = timetable or inside or ([] if event else events)
    made = JsonObject({"contributions": [one for entry in entries for one in _contributions(entry)]}, root.line)
    zones = (first_text(one.get("startDate"), "tz") for one in made["contributions"])
    made["timezone"] = first_text(event, "timezone") or next(filter(None, zones), "")
    made["event"] = event and JsonObject((name, event.get(name)) for name in ("title", "url", "location", "address"))
    return made


def _contributions(entry: JsonObject) -> Iterator[JsonObject]:
    """Yield a session and then its contributions, or the entry itself if it has none."""
    inside = child_objects(entry.get("entries") or entry.get("contributions"))
    chairs = [_person_fields(who) for who in child_objects(entry.get("conveners"))]
    if inside:
        yield JsonObject(
            _contribution_fields(entry) | {"level": "Session", "presenters": [], "chairs": chairs}, entry.line
        )
    for one in inside or [entry]:
        told = _contribution_fields(one)
        yield (
            JsonObject(told | {"level": "Sub", "room": told["room"] or entry.get("room")}, told.line)
            if inside
            else told
        )


def _contribution_fields(one: JsonObject) -> JsonObject:
    """Return the fields of a session, a contribution or a break that are imported."""
    people = [
        _person_fields(who) for name in ("presenters", "speakers", "conveners") for who in child_objects(one.get(name))
    ]
    title = ": ".join(filter(None, (first_text(one, "title"), first_text(one, "slotTitle"))))
    kind = (kind_named_by_title(title) or Kind.BREAK).value if one.get("entryType") == "Break" else one.get("type")
    return JsonObject({
        "id": one.get("contributionId") or one.get("id") or one.get("uniqueId"), "title": title, "type": kind,
        "description": one.get("description"), "startDate": one.get("startDate"), "endDate": one.get("endDate"),
        "duration": one.get("duration"), "room": first_text(one, "roomFullname", "room"),
        "track": one.get("track"), "presenters": people, "keywords": one.get("keywords"), "url": one.get("url"),
        "material": one.get("material") or one.get("folders"),
    }, one.line)  # fmt: skip


def _person_fields(value: JsonObject) -> JsonObject:
    """Return the fields of a person that are imported."""
    return JsonObject(
        {"name": object_name(value), "affiliation": value.get("affiliation"), "email": value.get("email")}, value.line
    )


# schedule.json, version 1 and 2 ---------------------------------------------------------------------------


def _find_schedule(root: Any) -> tuple[JsonObject, JsonObject] | None:
    """Return the schedule in a document and its conference, or None if there is none."""
    schedule = root.get("schedule", root) if is_object(root) else None
    conference = schedule.get("conference", schedule) if is_object(schedule) else None
    if not is_object(schedule) or not is_object(conference):
        return None
    days = child_objects(conference.get("days"))
    in_days = any(day.get("rooms") == {} or _lists_of_events(day) for day in days)
    beside = isinstance(schedule.get("events"), list) and schedule is not conference
    return (schedule, conference) if in_days or (beside and (days or "title" in conference)) else None


def _lists_of_events(day: JsonObject) -> list[tuple[str, list[Any]]]:
    """Return the lists of events in a day, each with the name of its room or an empty text."""
    rooms = day.get("rooms")
    lists = [*(rooms.items() if is_object(rooms) else ()), ("", day.get("events"))]
    return [(clean_line(room), events) for room, events in lists if isinstance(events, list)]


def _assemble_schedule(
    schedule: JsonObject, conference: JsonObject, opened: OpenedFile, own: str
) -> tuple[JsonObject, dict[str, Any]]:
    """Return a schedule's events, people, rooms and tracks as lists, and what it says of the conference.

    ``own`` is the namespace of a schedule that Estrad wrote, or empty. Raise ``EstradError`` if there are too many days
    or one cannot be read.
    """
    base = first_text(conference, "base_url") or first_text(schedule, "base_url")
    listed = child_objects(conference.get("days"))
    events = [(number, room, event) for number, day in enumerate(listed)
              for room, inside in _lists_of_events(day) for event in child_objects(inside)]  # fmt: skip
    colours = conference.get("colors", conference.get("color"))
    colour = colours.get("primary") if is_object(colours) else colours
    texts = [(day, first_text(event, "date"), first_text(event, "start")) for day, _, event in events]
    zone, said = first_text(conference, "time_zone_name", "timezone"), partial(first_text, conference)
    about = schedule_facts(said, base, zone, value_as_text(colour), PurePath(opened.name).stem, own)
    told = [(day.line, partial(first_text, day)) for day in listed]
    days = parse_listed_days(opened.path, told, said("day_change"), about["zone"], texts)
    days_first = has_days_in_lengths(first_text(event, "duration") for _, _, event in events)
    made = [_completed_event(event, room, days[day], base, days_first) for day, room, event in events]
    flat = [] if events else child_objects(schedule.get("events"))
    made += [_completed_event(event, "", _day_by_start(event, days, about["zone"]), base, days_first) for event in flat]
    persons = [one for whole in (conference, schedule) for one in child_objects(whole.get("persons"))]
    if own:  # in an event, who is no speaker has no more than a name
        inside = (one for event in made for one in child_objects(event.get("persons")))
        persons += [with_fields(one, role=None, public_name=None) for one in inside]
    names = {first_text(one, "guid", "id"): first_text(one, "name", "public_name") for one in persons}
    lists = {"events": [_with_people_by_role(one, names) for one in made], "persons": persons,
             "rooms": [one for whole in (conference, schedule) for one in child_objects(whole.get("rooms"))],
             "tracks": [_with_single_colour(one) for one in child_objects(conference.get("tracks"))]}  # fmt: skip
    return JsonObject(lists, schedule.line), about | non_empty(days=unique_days(days))


def _day_by_start(event: JsonObject, days: list[ListedDay], zone: str) -> ListedDay | None:
    """Return the day on which an event begins that is in no day's list, or None."""
    begins = event_start(first_text(event, "start", "date"))
    moment = begins and to_wall_clock(begins.at, ZoneInfo(zone) if zone else None)
    return next((day for day in days if moment and day.holds(moment)), None)


def _completed_event(event: JsonObject, room: str, day: ListedDay | None, base: str, days_first: bool) -> JsonObject:
    """Return an event with its room, start, length and addresses completed.

    What cannot be read is unchanged.
    """
    whole, start = first_text(event, "date"), first_text(event, "start")
    length: Any = event.get("duration")
    with suppress(EstradError):
        length = parse_length(length, days_first=days_first) if isinstance(length, str) else length
    if day is not None:
        with suppress(EstradError):
            listed, _ = listed_event_start(day, start, whole)
            whole = listed.at.isoformat() if listed else whole
    links = {name: [with_fields(one, url=_full_address(one, base)) for one in child_objects(event.get(name))]
             for name in ("links", "attachments")}  # fmt: skip
    optout = event.get("do_not_record") or (is_object(told := event.get("recording")) and told.get("optout"))
    ident = next((name for name in IDS if event.get(name)), "id")
    page, guid = _full_address(event, base), first_text(event, "guid")
    return JsonObject({
        **{name: inside for name, inside in event.items() if name not in _APART}, **links,
        ident: event.get(ident), "when": whole, "start": start, "duration": length,
        "date": day.day.date.isoformat() if day else None,
        "persons": None, "room": room or event.get("room"),
        "url": "" if page.endswith((f"#{guid}", f"urn:uuid:{guid}")) else page,  # the latter are Estrad's own
        "do not record": value_as_text(optout) or ("yes" if optout is True else None),
    } | {name: event[name] for name in _PEOPLE if event.get(name)}, event.line)  # fmt: skip


def _full_address(value: JsonObject, base: str) -> str:
    """Return the address of an object, completed by the base, or as it is written if it is none."""
    written = first_text(value, "url", "href")
    return web_or_mail_address(written, base) or written


def _with_single_colour(track: JsonObject) -> JsonObject:
    """Return a track with a single colour, the first of those that version 2 has."""
    colours = track.get("colors")
    return with_fields(track, color=next(iter(colours.values()), "")) if is_object(colours) else track


def _with_people_by_role(event: JsonObject, names: dict[str, str]) -> JsonObject:
    """Return an event with its people by role; those with a role that is not in ``_COLUMN_OF`` are left out."""
    told: Any = next((event[name] for name in _PEOPLE if event.get(name)), [])
    found: dict[str, list[Any]] = {"persons": []}
    for one in told if isinstance(told, list) else [told]:
        word = first_text(one, "role").casefold()
        role = Role.SPEAKER if word == "coauthor" else parse_role(word)
        if role in _COLUMN_OF:
            name = first_text(one, "name", "public_name") or names.get(first_text(one, "guid", "id"), "")
            whole: Any = one
            if is_object(one):
                code = None if one.get("guid") or one.get("id") else one.get("code")
                whole = with_fields(one, role=None, name=name, public_name=None, code=code)
            found.setdefault(_COLUMN_OF[role], []).append(whole if role is Role.SPEAKER else name)
    return with_fields(event, participants=None, speakers=None, **found)
