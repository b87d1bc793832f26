"""Documents of systems that spread a session over several places, brought into lists of whole sessions.

Each function returns the document as one in lists, or None if it is not the system's; what its fields mean is a row of
``planner.importing.mapping.layouts_of_json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.text import clean_line
from planner.domain.value_objects import Kind
from planner.importing.html_to_text import html_to_text
from planner.importing.sources.json_rows import name_of
from planner.importing.sources.json_values import first_text_of, have, is_object, objects_of, with_fields, written
from planner.importing.sources.safe_json import JsonObject
from planner.importing.vocabulary import kind_of_title


def whole_sessions(root: Any) -> Any:
    """Return the document with whole sessions, or as it is if they are whole already."""
    return next((made for bring in (indico, json_api, hoverboard) if (made := bring(root)) is not None), root)


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
