"""The programs whose JSON is known, one row of ``DIALECTS`` each, schedule.json, and the handling of other JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePath
from typing import Any

from planner.domain.long_task import LongTask, Progress, half_of
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.importing.incoming import LONGEST_NAME, Incoming, IncomingDay, IncomingStart
from planner.importing.sources.json_apps import (
    community_day,
    ddd,
    devfest,
    devoxx,
    emf,
    kotlinconf,
    miniconf,
    opass,
)  # fmt: skip
from planner.importing.sources.json_entry import (
    JsonEntry,
    is_object,
    minutes_from,
    minutes_until,
    moment_from,
    objects_of,
    same_name,
    whole_address,
    written,
)
from planner.importing.sources.json_general import is_sure, read_general
from planner.importing.sources.json_lists import FoundList, lists_in
from planner.importing.sources.json_programme import JsonProgramme, begin_at
from planner.importing.sources.json_session import Lists, SessionNames, SessionReader, SessionSurroundings, read_lists
from planner.importing.sources.json_systems import indico, openevent, pretalx, sessionize
from planner.importing.sources.json_tables import programmes_in, tables_of, zone_of
from planner.importing.sources.safe_json import JsonDocument, JsonObject, read_json
from planner.importing.sources.schedule_parts import (
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
from planner.tables.table import Tables

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


SCHEDULE, TABLE = "schedule.json", "table"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The JSON of a program.

    ``key`` is its name on the command line, ``name`` its label, ``fields`` are those of its sessions; ``lists`` returns
    the parts of a document, or None if it is another program's. Without it the documents are schedules.
    """

    key: str
    name: str
    fields: tuple[str, ...]
    lists: Callable[[Any], Lists | None] | None = None

    def told(self, document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming] | None:
        """Return the steps of reading a document, or None if it is another program's."""
        if self.lists is None:
            return read_schedule_json(document, opened) if is_schedule(document.root) else None
        lists = self.lists(document.root)
        return read_lists(document, opened, self.key, lists) if lists else None


DIALECTS = (
    Dialect(SCHEDULE, "schedule.json", ("title", "date", "start", "duration", "room", "persons")),
    Dialect("sessionize", "Sessionize", ("title", "startsAt", "endsAt", "roomId", "speakers"), sessionize),
    Dialect("indico", "Indico", ("title", "startDate", "endDate", "room", "presenters"), indico),
    Dialect("opass", "OPass", ("zh", "en", "start", "end", "room", "broadcast", "speakers"), opass),
    Dialect("community-day", "Community Day", ("title", "start", "end", "room_id", "speakers"), community_day),
    Dialect("kotlinconf", "KotlinConf", ("title", "startsAt", "endsAt", "location", "speakerIds"), kotlinconf),
    Dialect("openevent", "Open Event", ("title", "starts_at", "ends_at", "microlocation", "speakers"), openevent),
    Dialect("pretalx", "pretalx", ("code", "title", "abstract", "speakers", "start", "end", "room"), pretalx),
    Dialect("devfest", "DevFest", ("session_title", "session_start_time", "speaker_name"), devfest),
    Dialect("devoxx", "Devoxx", ("roomName", "fromTimeMillis", "toTimeMillis", "talk", "break"), devoxx),
    Dialect("ddd", "DDD", ("Title", "Abstract", "Format", "Presenters"), ddd),
    Dialect("emf", "Electromagnetic Field", ("title", "start_date", "end_date", "venue", "speaker"), emf),
    Dialect("miniconf", "mini-conf", ("title", "start", "end", "location", "calendarId"), miniconf),
)  # fmt: skip
"""The dialects in the order in which they are tried; the first that recognises the document reads it."""


def read_opened_json(opened: OpenedFile, kind: str = "") -> LongTask[Incoming | Tables]:
    """Return the content of a JSON file; raise ``EstradError`` if it cannot be read or not recognised.

    ``kind`` is the key of a dialect, ``TABLE`` for its lists as tables, or empty to recognise the file by its content.
    """
    document = yield from half_of(read_json(opened), 0)
    for dialect in DIALECTS:
        if kind in ("", dialect.key) and (told := dialect.told(document, opened)):
            return (yield from half_of(told, 1))
    found = yield from lists_in(document.root)
    if kind in ("", TABLE):
        programmes = programmes_in(found)
        if not kind and is_sure(programmes):
            zone = zone_of(document.root)
            told = read_general(document, opened, programmes[0], found, zone.key if zone else "")
            return (yield from half_of(told, 1))
        if tables := (yield from tables_of(document, opened, found, programmes)):
            return tables
    raise _nothing_fits(found, opened, kind)


def _nothing_fits(lists: list[FoundList], opened: OpenedFile, kind: str) -> EstradError:
    """Return the error for an unusable file: what it contains, what was expected, and the nearest program."""
    found = max(lists, key=lambda one: len(one.objects), default=None)
    asked = next((dialect for dialect in DIALECTS if dialect.key == kind), None)
    remedy = Text("Export the programme as JSON again, or as a table (.xlsx, .csv).")
    if found is None:
        problem = Text("“{name}” is JSON without a list of anything that could be sessions.", name=opened.name)
        return EstradError(problem, remedy, file=opened.path, line=1)
    names = [clean_line(name)[:40] for name, _ in Counter(chain(*found.objects)).most_common()]
    problem = Plural(
        "“{name}” is JSON with {n} entry that has {fields}, but {lacks}.",
        "“{name}” is JSON with {n} entries that have {fields}, but {lacks}.",
        len(found.objects), name=opened.name, fields=", ".join(names[:4]) or "–", lacks=_lacks(asked, names),
    )  # fmt: skip
    return EstradError(problem, remedy, file=opened.path, line=found.objects[0].line)


def _lacks(asked: Dialect | None, names: list[str]) -> Text:
    """Return the message about the fields that the requested program expects, or else the nearest one."""
    if asked:
        return Text("{program} has sessions with {wanted}", program=asked.name, wanted=", ".join(asked.fields[:5]))
    nearest = _nearest(names)
    if nearest is None:
        return Text("none has a title and a time")
    return Text("none has a title and a time; the nearest is {program}, whose sessions have {wanted}",
                program=nearest.name, wanted=", ".join(nearest.fields[:5]))  # fmt: skip


def _nearest(names: list[str]) -> Dialect | None:
    """Return the program with the most fields equal or similar to the names, or None if there are hardly any."""
    have = set(map(same_name, names))

    def likeness(dialect: Dialect) -> tuple[int, int]:
        wanted = set(map(same_name, dialect.fields))
        return len(wanted & have), sum(1 for name in wanted if any(name[:5] == one[:5] for one in have))

    nearest = max(DIALECTS, key=likeness)
    common, alike = likeness(nearest)
    return nearest if common > 1 or alike > 2 else None
