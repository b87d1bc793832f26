"""JSON of the apps and pages of conferences, as others adopted it; each function returns None for other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from planner.domain.text import EstradError, clean_line
from planner.domain.value_objects import Extra, Kind
from planner.importing.html_to_text import html_to_text
from planner.importing.sources.json_entry import (
    OWN,
    clock_from,
    date_from,
    is_object,
    languages_of,
    minutes_from,
    moment_from,
    objects_of,
    united,
    written,
)
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
    split_names,
    with_fields,
)
from planner.importing.sources.safe_json import JsonObject
from planner.importing.vocabulary import kind_of, kind_of_title


def kotlinconf(root: Any) -> Lists | None:
    """Return the lists of KotlinConf, whose sessions list their speakers in ``speakerIds``."""
    sessions = part(root, "sessions")
    if not (have(sessions, "id", "title", "startsAt") and any_has(sessions, "speakerIds")):
        return None
    columns = SessionNames(
        ids=("id",), start=("starts_at",), end=("ends_at",), room=("location", "room"), people=("speaker_ids",),
        labelled_links=(("Recording", "video_url"),), kind=(), track=(),
    )  # fmt: skip

    def known(session: JsonObject, _: JsonProgramme) -> SessionSurroundings:
        tags = session.get("tags")
        kinds = [kind_of(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        return SessionSurroundings(kind=next(filter(None, kinds), None))

    return Lists(columns, sessions, part(root, "speakers"), known=known)


def ddd(root: Any) -> Lists | None:
    """Return the list of a DDD conference's agenda, whose sessions have presenters with taglines."""
    sessions = listed(root, "sessions")
    people = [person for one in sessions for person in objects_of(one.get("Presenters", one.get("presenters")))]
    if not (have(sessions, "id", "title", "abstract", "presenters") and any_has(people, "tagline", "bio")):
        return None
    columns = SessionNames(
        ids=("id",), people=("presenters",), length=(f"{OWN}length",), kind=(f"{OWN}type",), extra=(("Level", "level"),)
    )
    return Lists(columns, [_with_format(one) for one in sessions])


def _with_format(value: JsonObject) -> JsonObject:
    """Return the session with its format as a length (*45 mins*) or as a type (*Workshop*)."""
    told = first_text_of(value, "format")
    try:
        minutes = minutes_from(told)
    except EstradError:
        minutes = None
    rest = JsonObject(((name, inside) for name, inside in value.items() if name.casefold() != "format"), value.line)
    return with_fields(rest, **{f"{OWN}length": minutes, f"{OWN}type": "" if minutes else told})


# DevFest -------------------------------------------------------------------------------------------------


def devfest(root: Any) -> Lists | None:
    """Return the lists of a DevFest: with fields that begin with ``session_``, or published by Hoverboard."""
    if have(part(root, "schedule"), "timeslots") and part(root, "sessions"):
        return _hoverboard(root)
    if not have(part(root, "sessions"), "session_title", "session_start_time"):
        return None
    columns = SessionNames(
        ids=("session_id",), title=("session_title",), description=("session_desc",), start=("session_start_time",),
        end=("session_end_time",), length=("session_total_time",), people=(f"{OWN}people",), names=True,
        room=("room", "session_room"),
    )  # fmt: skip
    return Lists(columns, [_with_speaker(one) for one in part(root, "sessions")])


def _with_speaker(value: JsonObject) -> JsonObject:
    people: list[Any] = [name for name in split_names(first_text_of(value, "speaker_name")) if name]
    if len(people) == 1:
        people = [JsonObject({"name": people[0], "tag_line": value.get("speaker_desc")}, value.line)]
    return with_fields(value, speaker_name=None, speaker_desc=None, **{f"{OWN}people": people})


def _hoverboard(root: JsonObject) -> Lists:
    columns = SessionNames(
        ids=("id",), start=(f"{OWN}start",), end=(f"{OWN}end",), room=(f"{OWN}room",), track=(),
        kind=("type", "format"),
        labelled_links=(("Slides", "presentation"), ("Recording", "videoId")), extra=(("Level", "complexity"),),
    )  # fmt: skip
    sessions = _with_ids(root["sessions"])
    placed = list(_slots(root, {first_text_of(one, "id"): one for one in sessions}))
    there = {first_text_of(one, "id") for one in placed}
    rest = [one for one in sessions if first_text_of(one, "id") not in there]
    return Lists(columns, [*placed, *rest], _with_ids(root.get("speakers")), known=_on_its_day)


def _with_ids(value: Any) -> list[JsonObject]:
    """Return the objects in an object, with their field names as ids; those in a list are unchanged."""
    if not is_object(value):
        return objects_of(value)
    return [with_fields(one, id=one.get("id", name)) for name, one in value.items() if is_object(one)]


def _slots(root: JsonObject, known: dict[str, JsonObject]) -> Iterator[JsonObject]:
    """Yield the sessions in the slots of all days, with their date and times, and the room of the slot's column."""
    for day in _with_ids(root["schedule"]):
        tracks, slots = objects_of(day.get("tracks")), objects_of(day.get("timeslots"))
        for at, slot in enumerate(slots):
            columns = objects_of(slot.get("sessions"))
            for number, column in enumerate(columns):
                items, extend = column.get("items"), column.get("extend")
                last = slots[min(at + (extend - 1 if isinstance(extend, int) and extend > 0 else 0), len(slots) - 1)]
                alone = len(columns) == 1 and len(tracks) > 1
                room = first_text_of(tracks[number], "title") if number < len(tracks) and not alone else ""
                for item in items if isinstance(items, list) else []:
                    if found := known.get(clean_line(written(item))):
                        yield with_fields(found, **{
                            f"{OWN}date": day.get("date") or day.get("id"), f"{OWN}start": slot.get("startTime"),
                            f"{OWN}end": last.get("endTime"), f"{OWN}room": room,
                        })  # fmt: skip


def _on_its_day(session: JsonObject, programme: JsonProgramme) -> SessionSurroundings:
    told = session.get(f"{OWN}date")
    try:
        return SessionSurroundings(day=date_from(told) if told else None)
    except EstradError:
        return SessionSurroundings()


# single lists --------------------------------------------------------------------------------------------


def community_day(root: Any) -> Lists | None:
    """Return the lists of a community day: an event with a time zone or date, and sessions with a start."""
    event = root.get("event") if is_object(root) else None
    sessions = part(root, "sessions")
    if not (is_object(event) and have(sessions, "title", "start") and first_text_of(event, "timezone", "date")):
        return None
    return Lists(
        SessionNames(names=True, room=("room_id", "room")),
        [with_fields(one, room=None) if one.get("room_id") else one for one in sessions],
        part(root, "speakers"),
        part(root, "rooms"),
        part(root, "tracks"),
        zone=first_text_of(event, "timezone"),
        conference={"title": first_text_of(event, "name", "title"), "website": first_text_of(event, "website", "url")},
        venue={"name": first_text_of(event, "location", "venue"), "address": first_text_of(event, "address")},
    )


def emf(root: Any) -> Lists | None:
    """Return Electromagnetic Field's list of sessions with ``start_date`` and a venue."""
    found = listed(root)
    if not have(found, "id", "title", "start_date", "end_date", "venue"):
        return None
    columns = SessionNames(
        ids=("id", "slug"), start=("start_date",), end=("end_date",), room=("venue",), people=("speaker",), names=True,
        website=("link",), extra=(("Cost", "cost"), ("Equipment", "equipment"), ("Age range", "age_range")),
    )  # fmt: skip
    own = {name: f"{OWN}{name}" for name in ("may_record", "start_time", "end_time")}
    renamed = (JsonObject(((own.get(name, name), inside) for name, inside in one.items()), one.line) for one in found)
    sessions = (with_fields(one, do_not_record=one.get(own["may_record"]) is False) for one in renamed)
    return Lists(columns, sessions, total=len(found))


def miniconf(root: Any) -> Lists | None:
    """Return the list of a mini-conf calendar, whose locations are pages."""
    found = listed(root)
    if not have(found, "title", "start", "end", "calendarId"):
        return None
    columns = SessionNames(ids=("id",), website=("link",), room=(f"{OWN}room",))
    return Lists(columns, map(_of_calendar, found), total=len(found))


def _of_calendar(one: JsonObject) -> JsonObject:
    """Return an entry without HTML in its title, and without fields that only its calendar needs."""
    title, place = clean_line(html_to_text(written(one.get("title")))), first_text_of(one, "location")
    none = dict.fromkeys(("category", "calendarId", "view", "location"))
    room = "" if re.search(r"\.html?\b|://|#", place) else place
    return with_fields(one, **none, title=title, **{f"{OWN}room": room})


# Devoxx --------------------------------------------------------------------------------------------------


def devoxx(root: Any) -> Lists | None:
    """Return the slots of a Devoxx or Voxxed conference, with room and times, and a talk or break in them."""
    slots = listed(root, "slots")
    if not (have(slots, "roomName", "fromTimeMillis", "toTimeMillis") and any_has(slots, "talk", "break")):
        return None
    columns = SessionNames(
        ids=("id",), description=("summary",), start=(f"{OWN}start",), end=(f"{OWN}end",), room=(f"{OWN}room",),
        kind=("talk_type",), language=("lang",), extra=(("Level", "audienceLevel"),), names=True,
    )  # fmt: skip
    talks = map(_talk_of, slots)
    return Lists(columns, [talk for talk in talks if first_text_of(talk, "title")], known=_is_a_break)


def _talk_of(slot: JsonObject) -> JsonObject:
    """Return the talk or break of a slot, with the room and the wall clock times of the slot.

    The address of a speaker, which is that of a page in the application, is left out.
    """
    inside = next(filter(is_object, (slot.get("talk"), slot.get("break"))), JsonObject((), slot.line))
    title = first_text_of(inside, "title") or first_text_of(inside, "nameEN", "name", "nameFR")
    speakers = [JsonObject({"name": first_text_of(one, "name", "full_name"), "company": one.get("company")}, one.line)
                for one in objects_of(inside.get("speakers"))]  # fmt: skip
    return JsonObject(
        {**inside, "title": title, "speakers": speakers, "summaryAsHtml": None, "nameEN": None, "nameFR": None,
         "room": None, f"{OWN}start": _on_the_wall(slot, "from"), f"{OWN}end": _on_the_wall(slot, "to"),
         f"{OWN}room": slot.get("roomName"),
         f"{OWN}break": is_object(slot.get("break")) and not is_object(slot.get("talk"))},
        slot.line,
    )  # fmt: skip


def _on_the_wall(slot: JsonObject, name: str) -> str | None:
    """Return the start or end of a slot as wall clock time, which is inferred from the time of day beside it."""
    moment = moment_from(slot.get(f"{name}TimeMillis"))
    if moment is None:
        return None
    try:
        ahead = clock_from(first_text_of(slot, f"{name}Time")) - moment.hour * 60 - moment.minute
    except EstradError:
        return moment.isoformat()
    ahead = (ahead + 12 * 60) % (24 * 60) - 12 * 60  # UTC offset of the wall clock
    return (moment.replace(tzinfo=None) + timedelta(minutes=ahead)).isoformat()


def _is_a_break(slot: JsonObject, _: JsonProgramme) -> SessionSurroundings:
    kind = (kind_of_title(first_text_of(slot, "title")) or Kind.BREAK) if slot.get(f"{OWN}break") else None
    return SessionSurroundings(kind=kind)


# OPass ---------------------------------------------------------------------------------------------------


def opass(root: Any) -> Lists | None:
    """Return the lists of OPass, which has all texts in two languages."""
    sessions = part(root, "sessions")
    if not (have(sessions, "id", "start", "end", "room") and any(map(languages_of, sessions)) and (
        any_has(sessions, "broadcast", "qa", "slide") or "session_types" in root
    )):  # fmt: skip
        return None
    columns = SessionNames(
        ids=("id",), kind=(f"{OWN}type",), tags=(f"{OWN}tags",), website=("uri", "url"), stream=("live",),
        labelled_links=(("Slides", "slide"), ("Questions", "qa"), ("Recording", "record"), ("Notes", "co_write")),
        links=(),
    )  # fmt: skip
    tags = {first_text_of(one, "id"): first_text_of(united(one), "name") for one in part(root, "tags")}
    types = {first_text_of(one, "id"): _type(united(one)) for one in part(root, "session_types")}
    return Lists(
        columns,
        (_with_types(united(one), types, tags) for one in sessions),
        map(united, part(root, "speakers")),
        map(united, part(root, "rooms")),
        known=_titles,
    )


def _type(value: JsonObject) -> str:
    """Return the name of a type in a language in which its kind is known, or else in the first language."""
    names = value.get("name")
    told = [name for name in names.values() if isinstance(name, str)] if is_object(names) else []
    return next(filter(kind_of, told), first_text_of(value, "name"))


def _with_types(value: JsonObject, types: dict[str, str], tags: dict[str, str]) -> JsonObject:
    """Return a session with the names of its type and tags, and with the rooms to which it is broadcast."""
    rooms, also, named = (value.get(name) for name in ("room", "broadcast", "tags"))
    if isinstance(also, list) and all(isinstance(one, str | int) for one in also):
        rooms = list(dict.fromkeys([rooms, *also]))
    return with_fields(value, type=None, tags=None, broadcast=None, room=rooms, **{
        f"{OWN}type": types.get(first_text_of(value, "type"), first_text_of(value, "type")),
        f"{OWN}tags": [tags.get(str(one), one) for one in named] if isinstance(named, list) else [],
    })  # fmt: skip


def _titles(session: JsonObject, _: JsonProgramme) -> SessionSurroundings:
    """Return the titles in the other languages as extra fields, if they differ."""
    titles, first = session.get("title"), first_text_of(session, "title")
    others = [(name, first_text_of(titles, name)) for name in titles] if is_object(titles) else []
    return SessionSurroundings(
        extra=tuple(Extra(f"Title ({name})", told) for name, told in others if told not in ("", first))
    )
