"""Reads ``schedule.json`` from frab, pretalx and the CCC hub: version 1 with days and rooms, 2 with events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Text
from planner.importing.incoming import LONGEST_NAME, Incoming, IncomingDay, IncomingStart
from planner.importing.sources.json_entry import (
    JsonEntry,
    is_object,
    minutes_from,
    minutes_until,
    moment_from,
    objects_of,
    whole_address,
    written,
)
from planner.importing.sources.json_programme import JsonProgramme, begin_at
from planner.importing.sources.json_session import SessionNames, SessionReader, SessionSurroundings
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.sources.schedule_days import (
    ListedDay,
    check_days,
    date_of,
    days_come_first,
    listed_day,
    night_of,
    start_of_listed,
    starts_of,
    usual_offset,
)  # fmt: skip
from planner.importing.vocabulary import nearest_colour
from planner.tables.opened_file import OpenedFile

EACH = 20
COLUMNS = SessionNames(
    people=("persons", "participants", "speakers"),
    labelled_links=(("Feedback", "feedback_url"), ("", "origin_url")),
    state=("state", "status"),
)


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


def read_schedule_json(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a schedule; raise ``EstradError`` if it cannot be read."""
    return (yield from _JsonSchedule(document, opened).read())


class _JsonSchedule:
    """A file while it is being read."""

    def __init__(self, document: JsonDocument, opened: OpenedFile) -> None:
        self._document, self._opened = document, opened
        self._schedule, self._conference = _head(document.root)
        names = (*[self._said(name) for name in ("acronym", "title")], PurePath(opened.name).stem)
        base = self._said("base_url") or clean_line(written(self._schedule.get("base_url")))
        zone = self._said("time_zone_name") or self._said("timezone")
        self._programme = JsonProgramme(opened, next(filter(None, names)), zone, base)
        self._head_of_all = self._programme.seen.entry(self._conference, "conference")
        self._listed = objects_of(self._conference.get("days"))

    def read(self) -> LongTask[Incoming]:
        check_days([day.line for day in self._listed], self._opened.path)
        programme = self._programme
        conference, venue = self._conference_fields()
        programme.list_tracks(objects_of(self._head_of_all.value("tracks")))
        for whole in (self._conference, self._schedule):
            programme.list_rooms(objects_of(whole.get("rooms")))
            programme.people.list(objects_of(whole.get("persons")), "persons")
        events = list(_events(self._listed))
        days = self._days(events)
        flat = [] if events else objects_of(self._schedule.get("events"))
        reader = SessionReader(programme, COLUMNS)
        length = days_come_first((day, room, written(event.get("start")), clean_line(written(event.get("duration"))))
                                 for day, room, event in events)  # fmt: skip
        for n, (day, room, event) in enumerate(events):
            reader.read(programme.seen.entry(event), self._listed_event(days[day], room, length))
            if n % EACH == 0:
                yield Progress(n, len(events))
        for n, event in enumerate(flat):
            reader.read(programme.seen.entry(event), SessionSurroundings(when=lambda entry, _: self._when(entry, days)))
            if n % EACH == 0:
                yield Progress(n, len(flat))
        hours = {day.date: IncomingDay(day.line, day.date, day.opens, day.closes) for day in reversed(days)}
        return (
            yield from programme.incoming(
                conference, venue, tuple(sorted(hours.values(), key=lambda day: day.date)), self._document.remarks
            )
        )

    # the conference ------------------------------------------------------------------------------------

    def _said(self, name: str) -> str:
        return clean_line(written(self._conference.get(name)))[:LONGEST_NAME].strip()

    def _conference_fields(self) -> tuple[dict[str, Any], dict[str, Any]]:
        head = self._head_of_all
        for name in ("acronym", "base_url", "days", "days_count", "end", "start", "rooms", "time_zone_name", "persons"):
            head.value(name)
        page, base = whole_address(self._said("url")), whole_address(self._programme.seen.base)
        colours = head.value("colors", "color")
        colour = written(colours.get("primary")) if is_object(colours) else written(colours)
        conference = {
            "title": head.line_of("title")[:LONGEST_NAME].strip(),
            "acronym": self._said("acronym"),
            "subtitle": head.line_of("subtitle")[:LONGEST_NAME].strip(),
            "website": page or base,
            "programme_page": base if page else "",
            "logo_address": whole_address(head.line_of("logo")),
            "colour": nearest_colour(colour),
        }
        head.value("url")
        venue = {"name": head.line_of("venue")[:LONGEST_NAME], "address": head.line_of("city")[:LONGEST_NAME]}
        return conference, venue

    # days and events -----------------------------------------------------------------------------------

    def _days(self, events: list[tuple[int, str, JsonObject]]) -> list[ListedDay]:
        first = self._said("start")
        begins = list(starts_of(map(_date_and_start, (event for _, _, event in events))))
        clock = self._programme.clock or usual_offset(begin for begin in begins if begin.at.tzinfo)
        found = []
        for number, day in enumerate(self._listed):
            entry = self._programme.seen.entry(day, "days")
            entry.value("rooms", "events")  # the caller reads them
            bounds = entry.line_of("day_start", "start"), entry.line_of("day_end", "end")
            try:
                when = date_of(entry.line_of("date"), first, entry.number("index"), number)
            except EstradError as error:
                raise EstradError(error.problem, error.remedy, file=self._opened.path, line=day.line) from error
            told = (_date_and_start(event) for n, _, event in events if n == number)
            read = listed_day(day.line, when, bounds, clock, starts_of(told))
            found.append(replace(read, night=night_of(read.night)))
        return found

    def _listed_event(self, day: ListedDay, room: str, days_first: bool) -> SessionSurroundings:
        def when(entry: JsonEntry, remarks: list[Text]) -> tuple[IncomingStart | None, int | None]:
            start, whole = entry.line_of("start"), entry.line_of("date")
            if len(start) > len("00:00:00"):  # a full date and time instead of a time of day
                start, whole = "", start
            begin, said = start_of_listed(day.date, start, whole, day.night)
            remarks.extend(said)
            return begin, minutes_from(entry.value("duration"), days_first=days_first)

        return SessionSurroundings(room=room or None, when=when)

    def _when(self, entry: JsonEntry, days: list[ListedDay]) -> tuple[IncomingStart | None, int | None]:
        """Return start and length of an event that no day lists, which belongs to the day whose hours contain it."""
        start, end = moment_from(entry.value("start", "date")), moment_from(entry.value("end"))
        length = minutes_from(entry.value("duration"))
        if start is None:
            return None, length
        minutes = minutes_until(start, end, self._programme.clock) if end else None
        begin = next((IncomingStart(day.date, start, day.night) for day in days if day.holds(start)), None)
        return begin or begin_at(start, self._programme.clock), minutes or length


def _events(days: list[JsonObject]) -> Iterator[tuple[int, str, JsonObject]]:
    """Yield the index of the day, the room and the event, for each event."""
    for number, day in enumerate(days):
        rooms = day.get("rooms")
        if isinstance(rooms, JsonObject):
            for room, events in rooms.items():
                yield from ((number, clean_line(room), event) for event in objects_of(events))
        for room_of_list in objects_of(rooms) if isinstance(rooms, list) else []:
            name = clean_line(written(room_of_list.get("name")))
            yield from ((number, name, event) for event in objects_of(room_of_list.get("events")))
        yield from ((number, "", event) for event in objects_of(day.get("events")))


def _date_and_start(event: JsonObject) -> tuple[str, str]:
    return clean_line(written(event.get("date"))), written(event.get("start"))
