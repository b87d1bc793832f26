"""Readers of JSON programmes from the apps and pages of single conferences, as others adopted them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.enums import Kind
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import Incoming
from planner.importing.sources.json_entry import OWN, is_object, objects_of, written
from planner.importing.sources.json_lists import (
    Lists,
    any_has,
    first_text_of,
    have,
    listed,
    part,
    read_lists,
    renamed,
    with_fields,
)  # fmt: skip
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import SessionNames, SessionSurroundings, split_names
from planner.importing.sources.json_times import clock_from, date_from, minutes_from, moment_from
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.vocabulary import kind_of, kind_of_title
from planner.tables.opened_file import OpenedFile

# KotlinConf ----------------------------------------------------------------------------------------------


def is_kotlinconf(root: Any) -> bool:
    """Return whether the sessions list their speakers in ``speakerIds``."""
    sessions = part(root, "sessions")
    return have(sessions, "id", "title", "startsAt") and any_has(sessions, "speakerIds")


def read_kotlinconf(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a KotlinConf file; raise ``EstradError`` if it cannot be read."""
    columns = SessionNames(
        ids=("id",), start=("starts_at",), end=("ends_at",), room=("location", "room"), people=("speaker_ids",),
        labelled_links=(("Recording", "video_url"),), kind=(), track=(),
    )  # fmt: skip

    def known(session: JsonObject, _: JsonProgramme) -> SessionSurroundings:
        tags = session.get("tags")
        kinds = [kind_of(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        return SessionSurroundings(kind=next(filter(None, kinds), None))

    lists = Lists(part(document.root, "sessions"), part(document.root, "speakers"), [], [], columns, known=known)
    return (yield from read_lists(document, opened, "kotlinconf", lists))


# DDD -----------------------------------------------------------------------------------------------------


def is_ddd(root: Any) -> bool:
    """Return whether the sessions have presenters with taglines."""
    found = listed(root, "sessions")
    people = [person for one in found for person in objects_of(one.get("Presenters", one.get("presenters")))]
    return have(found, "id", "title", "abstract", "presenters") and any_has(people, "tagline", "bio")


def read_ddd(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a DDD conference's agenda; raise ``EstradError`` if it cannot be read."""
    columns = SessionNames(
        ids=("id",), people=("presenters",), length=(f"{OWN}length",), kind=(f"{OWN}type",), extra=(("Level", "level"),)
    )
    sessions = [_with_format(one) for one in listed(document.root, "sessions")]
    return (yield from read_lists(document, opened, "ddd", Lists(sessions, [], [], [], columns)))


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


def is_devfest(root: Any) -> bool:
    """Return whether the sessions' fields begin with ``session_``, or Hoverboard published the document."""
    return have(part(root, "sessions"), "session_title", "session_start_time") or _is_hoverboard(root)


def _is_hoverboard(root: Any) -> bool:
    return have(part(root, "schedule"), "timeslots") and bool(part(root, "sessions"))


def read_devfest(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a DevFest programme; raise ``EstradError`` if it cannot be read."""
    root = document.root
    if _is_hoverboard(root):
        lists = _hoverboard(root)
    else:
        columns = SessionNames(
            ids=("session_id",), title=("session_title",), description=("session_desc",), start=("session_start_time",),
            end=("session_end_time",), length=("session_total_time",), people=(f"{OWN}people",), names=True,
            room=("room", "session_room"),
        )  # fmt: skip
        lists = Lists([_with_speaker(one) for one in part(root, "sessions")], [], [], [], columns)
    return (yield from read_lists(document, opened, "devfest", lists))


def _with_speaker(value: JsonObject) -> JsonObject:
    names, about = split_names(first_text_of(value, "speaker_name")), value.get("speaker_desc")
    people: list[Any] = [name for name in names if name]
    if len(people) == 1:
        people = [JsonObject({"name": people[0], "tag_line": about}, value.line)]
    return with_fields(value, speaker_name=None, speaker_desc=None, **{f"{OWN}people": people})


def _hoverboard(root: JsonObject) -> Lists:
    columns = SessionNames(
        ids=("id",), start=(f"{OWN}start",), end=(f"{OWN}end",), room=(f"{OWN}room",), track=(),
        kind=("type", "format"),
        labelled_links=(("Slides", "presentation"), ("Recording", "videoId")), extra=(("Level", "complexity"),),
    )  # fmt: skip
    sessions = _with_ids(root["sessions"])
    known = {first_text_of(one, "id"): one for one in sessions}
    placed = list(_slots(root, known))
    there = {first_text_of(one, "id") for one in placed}
    rest = [one for one in sessions if first_text_of(one, "id") not in there]
    return Lists([*placed, *rest], _with_ids(root.get("speakers")), [], [], columns, known=_on_its_day)


def _with_ids(value: Any) -> list[JsonObject]:
    """Return the objects in an object, with their field names as ids; those in a list are unchanged."""
    if not is_object(value):
        return objects_of(value)
    return [with_fields(one, id=one.get("id", name)) for name, one in value.items() if is_object(one)]


def _slots(root: JsonObject, known: dict[str, JsonObject]) -> Iterator[JsonObject]:
    """Yield the sessions in the slots of all days, with their date and times, and the room of the slot's column."""
    days = root["schedule"]
    for day in _with_ids(days) if is_object(days) else objects_of(days):
        tracks = objects_of(day.get("tracks"))
        slots = objects_of(day.get("timeslots"))
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
        day = date_from(told) if told else None
    except EstradError:
        return SessionSurroundings()
    return SessionSurroundings(day=day)


# an event with its lists ---------------------------------------------------------------------------------


def is_community_day(root: Any) -> bool:
    """Return whether the document has an event with a time zone, and sessions with a start."""
    event = root.get("event") if is_object(root) else None
    return (
        is_object(event)
        and have(part(root, "sessions"), "title", "start")
        and bool(first_text_of(event, "timezone", "date"))
    )


def read_community_day(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a community day's programme; raise ``EstradError`` if it cannot be read."""
    root = document.root
    event = root["event"]
    columns = SessionNames(names=True, room=("room_id", "room"))
    lists = Lists(
        [with_fields(one, room=None) if one.get("room_id") else one for one in part(root, "sessions")],
        part(root, "speakers"),
        part(root, "rooms"),
        part(root, "tracks"),
        columns,
        zone=first_text_of(event, "timezone"),
        conference={"title": first_text_of(event, "name", "title"), "website": first_text_of(event, "website", "url")},
        venue={"name": first_text_of(event, "location", "venue"), "address": first_text_of(event, "address")},
    )
    return (yield from read_lists(document, opened, "community-day", lists))


# EMF -----------------------------------------------------------------------------------------------------


def is_emf(root: Any) -> bool:
    """Return whether the document is a flat list of sessions with ``start_date`` and a venue."""
    return have(listed(root), "id", "title", "start_date", "end_date", "venue")


def read_emf(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of Electromagnetic Field's list; raise ``EstradError`` if it cannot be read."""
    columns = SessionNames(
        ids=("id", "slug"), start=("start_date",), end=("end_date",), room=("venue",), people=("speaker",), names=True,
        website=("link",), extra=(("Cost", "cost"), ("Equipment", "equipment"), ("Age range", "age_range")),
    )  # fmt: skip
    own = {"may_record": f"{OWN}may_record", "start_time": f"{OWN}start_time", "end_time": f"{OWN}end_time"}
    found = listed(document.root)
    sessions = (_do_not_record(renamed(one, own)) for one in found)
    return (yield from read_lists(document, opened, "emf", Lists(sessions, [], [], [], columns, total=len(found))))


def _do_not_record(value: JsonObject) -> JsonObject:
    return with_fields(value, do_not_record=value.get(f"{OWN}may_record") is False)


# mini-conf -----------------------------------------------------------------------------------------------


def is_miniconf(root: Any) -> bool:
    """Return whether the document is the calendar of a mini-conf."""
    return have(listed(root), "title", "start", "end", "calendarId")


def read_miniconf(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a mini-conf calendar, whose locations are pages; raise ``EstradError`` on failure."""
    columns = SessionNames(ids=("id",), website=("link",), room=(f"{OWN}room",))
    found = listed(document.root)
    lists = Lists(map(_of_calendar, found), [], [], [], columns, total=len(found))
    return (yield from read_lists(document, opened, "miniconf", lists))


def _of_calendar(one: JsonObject) -> JsonObject:
    """Return an entry without HTML in its title, and without fields that only its calendar needs."""
    title = clean_line(html_to_text(written(one.get("title"))))
    none = dict.fromkeys(("category", "calendarId", "view", "location"))
    return with_fields(one, **none, title=title, **{f"{OWN}room": _place(one)})


def _place(value: JsonObject) -> str:
    told = first_text_of(value, "location")
    return "" if re.search(r"\.html?\b|://|#", told) else told


# Devoxx --------------------------------------------------------------------------------------------------


def is_devoxx(root: Any) -> bool:
    """Return whether this is a Devoxx CFP export: slots with room and times, at least one with a talk or break."""
    slots = listed(root, "slots")
    return have(slots, "roomName", "fromTimeMillis", "toTimeMillis") and any_has(slots, "talk", "break")


def read_devoxx(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a Devoxx or Voxxed conference's slots; raise ``EstradError`` if it cannot be read."""
    columns = SessionNames(
        ids=("id",), description=("summary",), start=(f"{OWN}start",), end=(f"{OWN}end",), room=(f"{OWN}room",),
        kind=("talk_type",), language=("lang",), extra=(("Level", "audienceLevel"),), names=True,
    )  # fmt: skip
    slots = [_talk_of(slot) for slot in listed(document.root, "slots")]
    lists = Lists([slot for slot in slots if first_text_of(slot, "title")], [], [], [], columns, known=_is_a_break)
    return (yield from read_lists(document, opened, "devoxx", lists))


def _talk_of(slot: JsonObject) -> JsonObject:
    """Return the talk or break of a slot, with the room and the wall clock times of the slot."""
    talk, pause = slot.get("talk"), slot.get("break")
    inside = talk if is_object(talk) else pause if is_object(pause) else JsonObject((), slot.line)
    title = first_text_of(inside, "title") or first_text_of(inside, "nameEN", "name", "nameFR")
    start, end = (_on_the_wall(slot, name) for name in ("from", "to"))
    speakers = [_speaker(one) for one in objects_of(inside.get("speakers"))]
    return JsonObject(
        {**inside, "title": title, "speakers": speakers, "summaryAsHtml": None, "nameEN": None, "nameFR": None,
         "room": None, f"{OWN}start": start, f"{OWN}end": end, f"{OWN}room": slot.get("roomName"),
         f"{OWN}break": is_object(pause) and not is_object(talk)},
        slot.line,
    )  # fmt: skip


def _speaker(value: JsonObject) -> JsonObject:
    """Return a speaker without the address, which is that of a page in the application."""
    return JsonObject({"name": first_text_of(value, "name", "full_name"), "company": value.get("company")}, value.line)


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
