"""JSON of systems for programmes: pretalx, Sessionize, Indico and Open Event; each function returns None for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planner.domain.text import Plural, Text, clean_line
from planner.domain.value_objects import Extra, Kind
from planner.importing.html_to_text import html_to_text
from planner.importing.sources.json_entry import OWN, is_object, objects_of, written
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import (
    Lists,
    SessionNames,
    SessionSurroundings,
    any_has,
    first_text_of,
    have,
    listed,
    part,
    with_fields,
)
from planner.importing.sources.safe_json import JsonObject
from planner.importing.vocabulary import kind_of, kind_of_title

_TAKEN = ("accepted", "confirmed")
"""States of submissions that are on the programme, as all sessions are."""


def _break_or(title: str) -> Kind:
    """Return the kind of something between sessions by its title."""
    return kind_of_title(title) or Kind.BREAK


# pretalx -------------------------------------------------------------------------------------------------

_PRETALX = SessionNames(
    ids=("code", "id"), kind=("submission_type", "session_type"), language=("content_locale", "language"),
    state=("state",),
    links=("resources", "links", "attachments"), note=("internal_notes", "notes"),
)  # fmt: skip
_NOT_ON = frozenset(("rejected", "withdrawn", "deleted"))
"""States of submissions that will never be on the programme."""


def pretalx(root: Any) -> Lists | None:
    """Return the lists of pretalx: submissions, talks, slots and speakers from its API, or its ``talks.json``."""
    talks = part(root, "talks")
    found = talks or listed(root, "submissions", "talks")
    are_speakers = have(found, "code", "name") and any_has(found, "submissions", "biography")
    are_slots = have(found, "submission", "start", "room") and any(is_object(one.get("submission")) for one in found)
    if talks:
        known = have(talks, "title", "start") and any_has(talks, "code")
    else:
        known = are_slots or are_speakers or (have(found, "code", "title") and any_has(
            found, "submission_type", "slot", "slots", "state", "session_type"))  # fmt: skip
    if not known:
        return None
    people, sessions = part(root, "speakers"), [] if are_speakers else found
    if not sessions:
        people = [with_fields(one, submissions=None) for one in found]
    if are_slots and sessions:
        sessions = [_of_slot(slot) for slot in sessions]
    taken = [session for session in sessions if first_text_of(session, "state").casefold() not in _NOT_ON]
    left_out = Plural("{n} submission that was rejected or withdrawn is left out.",
                      "{n} submissions that were rejected or withdrawn are left out.",
                      len(sessions) - len(taken))  # fmt: skip
    return Lists(
        _PRETALX,
        map(_with_slot, taken),
        people,
        part(root, "rooms"),
        part(root, "tracks"),
        zone=first_text_of(root, "timezone"),
        conference={"title": first_text_of(root, "event_name", "title")},
        total=len(taken),
        remarks=(left_out,) if len(taken) < len(sessions) else (),
    )


def _of_slot(slot: JsonObject) -> JsonObject:
    """Return the submission of a slot with its time and room.

    A slot without a submission is a break, whose title is the description.
    """
    submission = slot.get("submission")
    if is_object(submission):
        return with_fields(submission, **{name: slot.get(name) for name in ("start", "end", "room")})
    title = clean_line(written(slot.get("description")))
    return with_fields(slot, title=title, description=None, submission=None, schedule=None)


def _with_slot(session: JsonObject) -> JsonObject:
    """Return the session with the time and the room of its first slot.

    The states *accepted* and *confirmed* are left out.
    """
    slots = [session["slot"]] if is_object(session.get("slot")) else objects_of(session.get("slots"))
    fields: dict[str, Any] = {"slot_count": None, "submission_type_id": None, "track_id": None, "tag_ids": None}
    if first_text_of(session, "state") in _TAKEN:
        fields["state"] = None
    if slots and not session.get("start"):
        slot = slots[0]
        fields |= {"slot": None, "slots": None, "start": slot.get("start"), "end": slot.get("end"),
                   "room": slot.get("room") or session.get("room")}  # fmt: skip
    submission_type = session.get("submission_type")
    if isinstance(submission_type, int):
        fields |= {"submission_type": None, f"{OWN}type": submission_type}
    return with_fields(session, **fields)


# Sessionize ----------------------------------------------------------------------------------------------

_SESSIONIZE = SessionNames(
    ids=("id",), start=("starts_at",), end=("ends_at",), room=("room_id", "room"), kind=(f"{OWN}kind",),
    track=(f"{OWN}track",), language=(f"{OWN}language",), tags=(f"{OWN}tags",), stream=("live_url",),
    labelled_links=(("Recording", "recording_url"),), website=(), state=(),
)  # fmt: skip
_MARKS = ("is_service_session", "is_plenum_session", "category_items", "question_answers")
_TRACK, _LANGUAGE, _FORMAT, _TAGS = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("tracks?|streams?|spår|themen?|topics?", "languages?|språk|sprache",
                  "formats?|types?|typ|art|kind", "tags?|keywords?|technolog(?:y|ies)")
)  # fmt: skip
Category = tuple[str, str]
"""The title of a category and the selected item."""


def sessionize(root: Any) -> Lists | None:
    """Return the lists of Sessionize's views *All*, *Sessions*, *GridSmart*, *Speakers* and *SpeakerWall*."""
    sessions, people = part(root, "sessions"), part(root, "speakers")
    groups = listed(root) if isinstance(root, list) else []
    are_days = have(groups, "rooms", "date")
    if sessions:
        known = have(sessions, "id", "title") and have(sessions, "starts_at", "ends_at") and any_has(sessions, *_MARKS)
    elif known := have(groups, "id", "full_name") and any_has(groups, "tag_line", "is_top_speaker"):
        people = groups
    else:
        sessions = list(_of_grid(groups) if are_days else _of_groups(groups))
        known = (any_has(groups, "group_name") or any_has(_of_groups(groups), *_MARKS) if have(groups, "sessions")
                 else are_days and (any_has(sessions, *_MARKS) or any_has(groups, "time_slots")))  # fmt: skip
    if not known:
        return None
    rooms = part(root, "rooms")
    items = {
        first_text_of(item, "id"): (first_text_of(category, "title", "name"), first_text_of(item, "name"))
        for category in part(root, "categories")
        for item in objects_of(category.get("items"))
    }
    names = [first_text_of(room, "name") for room in rooms]

    def surroundings(session: JsonObject, _: JsonProgramme) -> SessionSurroundings:
        everywhere = session.get(f"{OWN}plenum") is True and session.get("roomId") is None
        room = first_text_of(session, "room") or (names if everywhere else None)
        service = session.get(f"{OWN}service") is True and not session.get("speakers")
        kind = _break_or(first_text_of(session, "title")) if service else None
        return SessionSurroundings(room=room or None, kind=kind, extra=session.get(f"{OWN}extra") or ())

    return Lists(
        _SESSIONIZE,
        (_with_categories(session, items) for session in sessions),
        [_with_answers(one, items) for one in people],
        rooms,
        questions={first_text_of(one, "id"): first_text_of(one, "question") for one in part(root, "questions")},
        known=surroundings,
        total=len(sessions),
    )


def _of_groups(groups: list[JsonObject]) -> Iterator[JsonObject]:
    for group in groups:
        yield from objects_of(group.get("sessions"))


def _of_grid(days: list[JsonObject]) -> Iterator[JsonObject]:
    """Yield the sessions of all rooms on all days; one listed in several rooms is yielded once."""
    seen = set()
    for room in (room for day in days for room in objects_of(day.get("rooms"))):
        for session in objects_of(room.get("sessions")):
            ident = first_text_of(session, "id")
            if ident not in seen:
                seen.add(ident)
                yield session if session.get("room") else with_fields(session, room=room.get("name"))


def _chosen(value: JsonObject, items: dict[str, Category]) -> list[Category]:
    """Return the items selected for a session or person, which are given as ids or inside their categories."""
    ids = value.get("categoryItems")
    found = [items[told] for told in map(written, ids) if told in items] if isinstance(ids, list) else []
    return found + [
        (first_text_of(category, "name", "title"), first_text_of(item, "name"))
        for category in objects_of(value.get("categories"))
        for item in objects_of(category.get("categoryItems") or category.get("items"))
    ]


def _with_categories(session: JsonObject, items: dict[str, Category]) -> JsonObject:
    """Return the session with the items selected in its categories as separate fields."""
    fields: dict[str, Any] = {}
    tags, extra = list[str](), dict[str, str]()
    for category, name in _chosen(session, items):
        if _LANGUAGE.search(category):
            fields.setdefault(f"{OWN}language", name)
        elif _FORMAT.search(category) and kind_of(name):
            fields.setdefault(f"{OWN}kind", name)
        elif _TRACK.search(category) and f"{OWN}track" not in fields:
            fields[f"{OWN}track"] = name
        elif _TAGS.search(category):
            tags.append(name)
        elif category:
            extra[category] = f"{extra[category]}, {name}" if category in extra else name
    fields[f"{OWN}tags"] = tags
    fields[f"{OWN}extra"] = tuple(Extra(clean_line(name), value) for name, value in extra.items())
    for name, own in (("isServiceSession", "service"), ("isPlenumSession", "plenum")):
        fields[name], fields[OWN + own] = None, session.get(name)
    return with_fields(session, **fields, categoryItems=None, categories=None, status=None, isInformed=None,
                       isConfirmed=None)  # fmt: skip


def _with_answers(value: JsonObject, items: dict[str, Category]) -> JsonObject:
    """Return a person with the items selected for them as answers."""
    asked = value.get("questionAnswers")
    answers = [one for one in asked if is_object(one)] if isinstance(asked, list) else []
    chosen = [JsonObject({"question": name, "answer": told}, value.line) for name, told in _chosen(value, items)]
    return with_fields(value, sessions=None, categoryItems=None, categories=None, questionAnswers=[*answers, *chosen])


# Indico --------------------------------------------------------------------------------------------------

_INDICO = SessionNames(
    ids=("contribution_id", "id", "unique_id"), start=("start_date",), end=("end_date",),
    room=("room_fullname", "room"),
    people=("presenters", "speakers"), kind=("type",), links=("material", "folders"), tags=("keywords",),
)  # fmt: skip
_OF_NO_USE = ("entryType", "_type", "_fossil", "conferenceId", "sessionId", "sessionSlotId", "isPoster", "inheritRoom",
              "inheritLoc", "color", "textColor", "contribDuration", "friendlyId", "db_id", "friendly_id", "pdf",
              "scheduleEntryId", "entries", "contributions", "subContributions")  # fmt: skip
"""Fields that only Indico needs, or that are read elsewhere."""
InSession = tuple[JsonObject, JsonObject | None]
"""An entry or contribution with its session, or None."""


def indico(root: Any) -> Lists | None:
    """Return the lists of Indico's export API: a timetable with its days, or events with their contributions."""
    if not is_object(root) or "results" not in root:
        return None
    found, events = list(_entries(root["results"])), objects_of(root["results"])
    if not found and not (have(events, "title", "startDate") and all(is_object(e["startDate"]) for e in events[:1])):
        return None
    if found:
        events = []
    found += [one for event in events for one in _contributions(event)]
    if len(events) > 1 and not found:  # the events of a category
        found = [(one, None) for one in events]
    event = events[0] if len(events) == 1 else None
    made = [_in_session(one, session) for one, session in found]
    zones = [first_text_of(one.get("startDate"), "tz") for one in made]
    alone = Text("The file tells of the event alone: export it with detail=contributions.")
    return Lists(
        _INDICO,
        made,
        zone=first_text_of(event, "timezone") or next(filter(None, zones), ""),
        conference={"title": first_text_of(event, "title"), "website": first_text_of(event, "url")},
        venue={"name": first_text_of(event, "location"), "address": first_text_of(event, "address")},
        known=_session_of_indico,
        remarks=(alone,) if event is not None and not found else (),
    )


def _entries(results: Any) -> Iterator[InSession]:
    """Yield a timetable's entries, each with its session; a session without entries is yielded as an entry."""
    for event in objects_of(results) if is_object(results) else []:
        for entry in (entry for day in objects_of(event) for entry in objects_of(day)):
            if "entryType" in entry:
                inside = objects_of(entry.get("entries"))
                yield from ((one, entry) for one in inside) if inside else ((entry, None),)


def _contributions(event: JsonObject) -> Iterator[InSession]:
    """Yield the contributions of an event, each with its session or None."""
    for session in objects_of(event.get("sessions")):
        yield from ((one, session) for one in objects_of(session.get("contributions")))
    yield from ((one, None) for one in objects_of(event.get("contributions")))


def _in_session(one: JsonObject, session: JsonObject | None) -> JsonObject:
    """Return the entry with the session that contains it."""
    people = [_person(who) for name in ("presenters", "speakers", "conveners") for who in objects_of(one.get(name))]
    fields: dict[str, Any] = {name: None for name in _OF_NO_USE if name in one}
    fields |= {"presenters": people, "speakers": None, "conveners": None,
               f"{OWN}break": first_text_of(one, "entryType") == "Break"}  # fmt: skip
    if session is not None:
        fields |= {f"{OWN}session": session, "room": one.get("room") or one.get("roomFullname") or session.get("room")}
    if "slotTitle" in one:
        whole = ": ".join(filter(None, (first_text_of(one, "title"), first_text_of(one, "slotTitle"))))
        fields |= {"title": whole, "slotTitle": None}
    if not any(map(one.get, ("id", "contributionId", "uniqueId"))):
        fields["id"] = None
    return with_fields(one, **fields)


def _session_of_indico(entry: JsonObject, _: JsonProgramme) -> SessionSurroundings:
    session = entry.get(f"{OWN}session")
    kind = _break_or(first_text_of(entry, "title")) if entry.get(f"{OWN}break") else None
    if not is_object(session):
        return SessionSurroundings(kind=kind)
    extra = (
        Extra("Session", first_text_of(session, "title")),
        Extra("Chair", ", ".join(first_text_of(_person(one), "name") for one in objects_of(session.get("conveners")))),
        Extra("About the session", html_to_text(written(session.get("description")))),
    )
    return SessionSurroundings(kind=kind, extra=tuple(one for one in extra if one.value))


def _person(value: JsonObject) -> JsonObject:
    """Return a person with one name, which Indico may write as *Surname, First* beside the two parts."""
    first = first_text_of(value, "first_name", "firstName")
    last = first_text_of(value, "last_name", "familyName", "lastName")
    name = f"{first} {last}".strip() or first_text_of(value, "name", "fullName", "full_name")
    return JsonObject({"id": first_text_of(value, "person_id", "emailHash"), "name": name,
                       "affiliation": value.get("affiliation"), "email": value.get("email")}, value.line)  # fmt: skip


# Open Event and eventyay ---------------------------------------------------------------------------------

_OPENEVENT = SessionNames(
    ids=("id",), abstract=("short_abstract",), description=("long_abstract", "description"),
    start=("starts_at", "start_time"),
    end=("ends_at", "end_time"), room=("microlocation",), kind=("session_type", "type"), website=("session_url",),
    labelled_links=(("Slides", "slides_url"), ("Slides", "slides"), ("Recording", "video_url"), ("Recording", "video"),
                    ("Audio", "audio_url"), ("Audio", "audio"), ("Sign up", "signup_url")),
    state=("state",), note=("comments",), extra=(("Level", "level"),), links=(),
)  # fmt: skip
_SESSION = ("microlocation", "short_abstract", "long_abstract", "session_type")


def openevent(root: Any) -> Lists | None:
    """Return the lists of Open Event: files of sessions, speakers, tracks or microlocations, or a response."""
    found = _flat(root)
    are_speakers = have(found, "name") and any_has(found, "long_biography", "short_biography")
    known = (
        (have(found, "title") and any_has(found, "starts_at", "start_time") and any_has(found, *_SESSION))
        or are_speakers
        or (have(found, "name", "id") and any_has(found, "latitude", "floor", "color") and any_has(found, "sessions"))
    )  # fmt: skip
    if not known:
        return None
    sessions = found if have(found, "title") else []
    people = [*(found if are_speakers and not sessions else []), *part(root, "speakers")]
    others = [] if sessions or people else [with_fields(one, sessions=None) for one in found]
    return Lists(
        _OPENEVENT,
        (with_fields(one, state=None) if first_text_of(one, "state") in _TAKEN else one for one in sessions),
        [with_fields(one, sessions=None) for one in people],
        [*part(root, "microlocations"), *(one for one in others if not one.get("color"))],
        [*part(root, "tracks"), *(one for one in others if one.get("color"))],
        zone=first_text_of(root.get("event"), "timezone") if is_object(root) else "",
    )


def _flat(root: Any) -> list[JsonObject]:
    """Return the objects of a list; those of the API (JSON:API) with their attributes and related objects."""
    found = part(root, "sessions") or listed(root)
    if not have(found, "type", "id", "attributes"):
        return found
    known = {(first_text_of(one, "type"), first_text_of(one, "id")): one for one in part(root, "included")}
    return [_of_api(one, known) for one in found]


def _of_api(value: JsonObject, known: dict[tuple[str, str], JsonObject]) -> JsonObject:
    """Return one object of the API; a reference to an object that is not included becomes None."""
    made = _attributes(value)
    relations = value.get("relationships")
    for name, relation in relations.items() if is_object(relations) else []:
        data = relation.get("data") if is_object(relation) else None
        if is_object(data):
            made[name] = _related(data, known)
        elif isinstance(data, list):
            made[name] = [_related(one, known) for one in objects_of(data)]
    return made


def _related(data: JsonObject, known: dict[tuple[str, str], JsonObject]) -> JsonObject | None:
    found = known.get((first_text_of(data, "type"), first_text_of(data, "id")))
    return with_fields(_attributes(found), **{f"{OWN}type": data.get("type")}) if found is not None else None


def _attributes(value: JsonObject) -> JsonObject:
    """Return the id and the attributes of an object of the API."""
    inside = value.get("attributes")
    return JsonObject({"id": value.get("id"), **(inside if is_object(inside) else {})}, value.line)
