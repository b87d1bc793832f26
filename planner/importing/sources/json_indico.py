"""Reads the JSON of Indico: a timetable with its days, or events with their contributions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.enums import Kind
from planner.domain.long_task import LongTask
from planner.domain.text import Text
from planner.domain.value_objects import Extra
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import Incoming
from planner.importing.sources.json_entry import OWN, is_object, objects_of, written
from planner.importing.sources.json_lists import Lists, first_text_of, have, read_lists, with_fields
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import SessionNames, SessionSurroundings
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.vocabulary import kind_of_title
from planner.tables.opened_file import OpenedFile

COLUMNS = SessionNames(
    ids=("contribution_id", "id", "unique_id"), start=("start_date",), end=("end_date",),
    room=("room_fullname", "room"),
    people=("presenters", "speakers"), kind=("type",), links=("material", "folders"), tags=("keywords",),
)  # fmt: skip
_OF_NO_USE = ("entryType", "_type", "_fossil", "conferenceId", "sessionId", "sessionSlotId", "isPoster", "inheritRoom",
              "inheritLoc", "color", "textColor", "contribDuration", "friendlyId", "db_id", "friendly_id", "pdf",
              "scheduleEntryId", "entries", "contributions", "subContributions")  # fmt: skip
"""Fields that only Indico needs, or that are read elsewhere."""


def is_indico(root: Any) -> bool:
    """Return whether the document is a response of Indico's export API: a timetable, or events."""
    if not is_object(root) or "results" not in root:
        return False
    events = objects_of(root["results"])
    told = have(events, "title", "startDate") and all(is_object(event["startDate"]) for event in events[:1])
    return next(_entries(root), None) is not None or told


def _entries(root: JsonObject) -> Iterator[tuple[JsonObject, JsonObject | None]]:
    """Yield a timetable's entries, each with its session; a session without entries is yielded as an entry."""
    results = root["results"]
    for event in objects_of(results) if is_object(results) else []:
        for day in objects_of(event):
            for entry in objects_of(day):
                if "entryType" in entry:
                    inside = objects_of(entry.get("entries"))
                    yield from ((one, entry) for one in inside) if inside else ((entry, None),)


def _contributions(event: JsonObject) -> Iterator[tuple[JsonObject, JsonObject | None]]:
    """Yield the contributions of an event, each with its session or None."""
    for session in objects_of(event.get("sessions")):
        yield from ((one, session) for one in objects_of(session.get("contributions")))
    yield from ((one, None) for one in objects_of(event.get("contributions")))


def read_indico(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of an export; raise ``EstradError`` if it cannot be read."""
    root = document.root
    found = list(_entries(root))
    events = [] if found else objects_of(root["results"])
    for one in events:
        found += _contributions(one)
    if len(events) > 1 and not found:  # the events of a category
        found = [(one, None) for one in events]
    event = events[0] if len(events) == 1 else None
    remarks = document.remarks
    if event is not None and not found:
        remarks = (*remarks, Text("The file tells of the event alone: export it with detail=contributions."))
    made = [_made(one, session) for one, session in found]
    zones = [first_text_of(one.get("startDate"), "tz") for one in made]
    zone = first_text_of(event, "timezone") or next(filter(None, zones), "")
    conference = {"title": first_text_of(event, "title"), "website": first_text_of(event, "url")}
    venue = {"name": first_text_of(event, "location"), "address": first_text_of(event, "address")}
    lists = Lists(made, [], [], [], COLUMNS, zone=zone, conference=conference, venue=venue, known=_known)
    return (yield from read_lists(JsonDocument(root, remarks), opened, "indico", lists))


def _made(one: JsonObject, session: JsonObject | None) -> JsonObject:
    """Return the entry with the session that contains it."""
    people = [
        _person(person) for name in ("presenters", "speakers", "conveners") for person in objects_of(one.get(name))
    ]
    is_break = first_text_of(one, "entryType") == "Break"
    fields: dict[str, Any] = {name: None for name in _OF_NO_USE if name in one}
    fields |= {"presenters": people, "speakers": None, "conveners": None, f"{OWN}break": is_break}
    if session is not None:
        fields[f"{OWN}session"] = session
        fields["room"] = one.get("room") or one.get("roomFullname") or session.get("room")
    if "slotTitle" in one:
        whole = ": ".join(filter(None, (first_text_of(one, "title"), first_text_of(one, "slotTitle"))))
        fields |= {"title": whole, "slotTitle": None}
    if not one.get("id") and not one.get("contributionId") and not one.get("uniqueId"):
        fields["id"] = None
    return with_fields(one, **fields)


def _known(entry: JsonObject, _: JsonProgramme) -> SessionSurroundings:
    session = entry.get(f"{OWN}session")
    kind = (kind_of_title(first_text_of(entry, "title")) or Kind.BREAK) if entry.get(f"{OWN}break") else None
    if not is_object(session):
        return SessionSurroundings(kind=kind)
    chairs = ", ".join(first_text_of(_person(one), "name") for one in objects_of(session.get("conveners")))
    extra = (
        Extra("Session", first_text_of(session, "title")),
        Extra("Chair", chairs),
        Extra("About the session", html_to_text(written(session.get("description")))),
    )
    return SessionSurroundings(kind=kind, extra=tuple(one for one in extra if one.value))


def _person(value: JsonObject) -> JsonObject:
    """Return a person with one name, which Indico may write as *Surname, First* beside the two parts."""
    first = first_text_of(value, "first_name", "firstName")
    last = first_text_of(value, "last_name", "familyName", "lastName")
    name = f"{first} {last}".strip() or first_text_of(value, "name", "fullName", "full_name")
    known_by = first_text_of(value, "person_id", "emailHash")
    return JsonObject(
        {"id": known_by, "name": name, "affiliation": value.get("affiliation"), "email": value.get("email")}, value.line
    )
