"""Reads calendars: iCalendar files (``.ics``), and xCal as Pentabarf, frab and pretalx write it.

Events are first read one by one. Then all are compared, as they decide on each other's venue, night, tags and version.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import starmap, takewhile
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.title_kinds import kind_implied_by_title, parse_kind
from planner.domain.value_objects import CALENDAR_KIND_NAMES, COLOURS, Kind, Role
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import (
    LONGEST_NAME,
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
    NumberedKeys,
    checked_name,
    most_frequent_first,
    namespace_from_names,
    non_empty,
    read_each,
)
from planner.importing.sources.content_lines import (
    CALENDAR,
    EVENT,
    ZONE,
    Component,
    ContentLine,
    parse_components,
    read_lines,
)
from planner.importing.sources.ics_event import CalendarEvent, CalendarEventReader, CalendarFacts
from planner.importing.sources.ics_times import FileZone, file_zones, known_zone
from planner.importing.sources.json_rows import web_or_mail_address
from planner.importing.sources.safe_xml import Element, local_name, read_document
from planner.tables.opened_file import OpenedFile, too_large_error
from planner.workbook.codecs import WHOLE_VENUE, all_wordings

MOST_EVENTS = 5_000
_OF_ZONES = (ZONE, "STANDARD", "DAYLIGHT")
FROM_A_CALENDAR = Text("Choose a calendar with events in it, as an .ics file.")
_COPY = re.compile(r"(?:[ _-]*\(\d+\))+$")
_PENTABARF = "http://pentabarf.org"
_OF_PENTABARF = {"TITLE": "SUMMARY", "START": "DTSTART", "END": "DTEND", "X-WR-CALDESC": "NAME"}
"""Standard names of properties by those of Pentabarf, which come first in its files, so that their values are taken."""


def read_ics(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event or too many."""
    lines, remarks = yield from read_lines(opened.data)
    return (yield from _read_calendar(opened, lines, remarks))


def _read_calendar(
    opened: OpenedFile, lines: tuple[ContentLine, ...], remarks: tuple[Text, ...]
) -> LongTask[Incoming]:  # fmt: skip
    """Return the content of a calendar from its lines; raise ``EstradError`` if it has no event or too many."""
    components = yield from parse_components(lines)
    first_line = lines[0][0] if lines else 1
    events = [component for component in components if component.name == EVENT]
    if not events:
        raise _no_event_error(opened, components, first_line)
    if len(events) > MOST_EVENTS:
        raise too_large_error(opened.path)
    calendars = [one for one in components if one.name == CALENDAR]
    zones = file_zones(components)
    reader = CalendarEventReader(zones)
    reader.unmapped.update(
        one.name[:60] for one in components if one.name not in (CALENDAR, EVENT, "VALARM", *_OF_ZONES)
    )
    around = {id(one): _calendar_facts(one, zones) for one in calendars}
    read, refused = yield from read_each(
        events,
        lambda one: reader.read(one, around.get(id(one.calendar)) or CalendarFacts()),
        lambda one: (one.line, one.short_text("SUMMARY"), ""),
    )
    yield Progress(1, 2)
    first = calendars[0] if calendars else Component(CALENDAR, first_line)
    calendar = around.get(id(first)) or CalendarFacts()
    name = first.short_text("NAME", "X-WR-CALNAME", "SUMMARY")[:LONGEST_NAME].strip()
    head = Incoming(
        name=opened.name,
        namespace=namespace_from_names(name, _COPY.sub("", opened.path.stem), "calendar"),
        conference=_conference_fields(first, name, calendar),
        zone=calendar.zone.key if calendar.zone and not reader.times.unknown else "",
        refused=tuple(refused),
        unmapped=most_frequent_first(+reader.unmapped),
        remarks=remarks,
        warnings=_warnings(reader.times.unknown, len(calendars)),
    )
    return (yield from CalendarCollector(head, read, ours=calendar.ours).build_incoming())


def _no_event_error(opened: OpenedFile, components: list[Component], line: int) -> EstradError:
    """Return the error for a calendar without events, which names something else that it contains, if it does."""
    others = [one for one in components if one.name not in (CALENDAR, *_OF_ZONES)]
    said = N_("“{name}” holds no event (VEVENT), but {what}.") if others else N_("“{name}” holds no event (VEVENT).")
    what = next((one.name[:40] for one in others), "")
    line = next((one.line for one in others or components), line)
    return EstradError(Text(said, name=opened.name, what=what), FROM_A_CALENDAR, file=opened.path, line=line)


def _calendar_facts(calendar: Component, zones: Mapping[str, FileZone]) -> CalendarFacts:
    """Return the facts in a calendar that apply to all its events.

    If it names no known zone, its zone is the only one that the file describes, if that is known.
    """
    only = [one.known for one in zones.values()] if len(zones) == 1 else [None]
    zone = known_zone(calendar.text("X-WR-TIMEZONE", "TIMEZONE-ID")) or only[0]
    return CalendarFacts(calendar.text("PRODID"), zone, calendar.text("METHOD").strip().upper() == "CANCEL")


def _conference_fields(first: Component, name: str, calendar: CalendarFacts) -> dict[str, str]:
    """Return the fields of the conference that a calendar fills."""
    about = "" if calendar.ours else html_to_text(first.text("X-WR-CALDESC", "DESCRIPTION"))
    return non_empty(
        title=name,
        website=web_or_mail_address(first.short_text("URL")),
        colour=first.short_text("COLOR") if first.short_text("COLOR") in COLOURS else "",
        description=about if about != name else "",
    )


def _warnings(unknown: Mapping[str, int], calendars: int) -> tuple[Text, ...]:
    """Return the warnings about unknown zones, each with the line of its first use, and about several calendars."""
    zones = (
        Text("Nobody knows the time zone “{name}” of line {line}; say which one it is.", name=name[:60], line=line)
        for name, line in unknown.items()
    )
    several = Plural("The file holds {n} calendar; its events are taken together.",
                     "The file holds {n} calendars; the events of all are taken together.", calendars)  # fmt: skip
    return (*zones, several) if calendars > 1 else tuple(zones)


# calendars in XML ------------------------------------------------------------------------------------------


def read_xcal(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar in XML (xCal).

    Raise ``EstradError`` if it is invalid, or has no event or too many.
    """
    root, remarks = yield from read_document(opened, "icalendar")
    return (yield from _read_calendar(opened, tuple(_content_lines(root)), remarks))


def _content_lines(element: Element) -> Iterator[ContentLine]:
    """Yield the content of an XML element as lines of iCalendar."""
    standard = _OF_PENTABARF if _PENTABARF in element.nsmap.values() else {}
    for child in element:
        line, name = child.sourceline or 0, local_name(child).upper()
        if name in (CALENDAR, EVENT):
            yield line, f"BEGIN:{name}"
            yield from _content_lines(child)
            yield line, f"END:{name}"
        elif name:
            value = re.sub(r"([\\;])", r"\\\1", "".join(child.itertext()).strip()).replace("\n", "\\n")
            yield line, f"{standard.get(name, name)}:{value}"


# the events together ---------------------------------------------------------------------------------------


def track_kind_and_tags(
    categories: tuple[str, ...], everywhere: set[str], *, ours: bool
) -> tuple[str, Kind | None, tuple[str, ...]]:  # fmt: skip
    """Return the track (or an empty text), the kind (or None) and the tags that an event's categories mean.

    Estrad's calendars (``ours``) list the track, the kind and then the tags; if the first is a kind there is no track.
    In others, a category in ``everywhere``, which all events have, is no track, since it does not distinguish them.
    """
    names = [name for name in dict.fromkeys(categories) if name]
    parse = _kind_by_calendar_name if ours else parse_kind
    kinds = [name for name in (names[:2] if ours else names) if parse(name)]
    if ours and kinds:
        at = names.index(kinds[0])
        return "".join(names[:at]), parse(kinds[0]), tuple(names[at + 1 :])
    others = [name for name in names if ours or name not in kinds]
    track = next((name for name in others if name not in everywhere or ours), "")
    return track, parse_kind(kinds[0]) if kinds else None, tuple(name for name in others if name != track)


def _kind_by_calendar_name(word: str) -> Kind | None:
    """Return the kind that has this name in Estrad's calendars, in any language, or None."""
    return next((kind for kind, name in CALENDAR_KIND_NAMES.items() if word.casefold() in all_wordings(name)), None)


_WEB = re.compile(r"https?://\S+")
EVENING = 18
"""The hour from which on an event is in the evening, so that the hours after midnight belong to its day."""


def _location_parts(location: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in location.split(", ") if part.strip())


def _shared_venue(said: set[tuple[str, ...]], *, ours: bool) -> tuple[str, ...]:
    """Return the parts at the end that all locations share: the venue.

    With a single location there is no venue, except in Estrad's calendars (``ours``), such as that of a room or of one
    event: they write room, venue and address, so all but the room is the venue.
    """
    if len(said) < 2:
        return next(iter(said), ())[1:] if ours else ()
    alike = zip(*(reversed(parts) for parts in said), strict=False)
    return tuple(reversed([same[0] for same in takewhile(lambda same: len(set(same)) == 1, alike)]))


class CalendarCollector:
    """Combines the events of a calendar into sessions.

    ``head`` is what the calendar says besides them, with the zone of its floating times; the keys of events begin with
    its namespace. ``ours`` means that Estrad wrote it.
    """

    def __init__(self, head: Incoming, events: Sequence[CalendarEvent], *, ours: bool) -> None:
        self._head, self._ours = head, ours
        self._refused = list(head.refused)
        self._events = self._newest_versions(events)
        self._keys = NumberedKeys(head.namespace, [self._event_key(event) for event in self._events])
        self._starts = [event.start for event in self._events if event.start]
        self._zone = self._usual_zone()
        locations = {event.location for event in self._events if event.location and not _WEB.match(event.location)}
        self._venue = _shared_venue(set(map(_location_parts, locations)), ours=ours)
        sets = [set(event.categories) for event in self._events]
        self._everywhere = set.intersection(*sets) if len(sets) > 1 else set[str]()
        self._long = {at.date() for at in filter(None, map(self._local_start, self._events)) if at.hour >= EVENING}
        self._people: dict[str, IncomingPerson] = {}
        self._rooms: dict[str, IncomingPlace] = {}
        self._tracks: dict[str, IncomingPlace] = {}

    def build_incoming(self) -> LongTask[Incoming]:
        """Return the content of the calendar."""
        sessions, refused = yield from read_each(
            self._events,
            self._build_session,
            lambda event: (event.session.line, event.session.title, self._event_key(event)),
        )
        lines = {one.begin.day: one.line for one in reversed(sessions) if one.begin}
        venue = non_empty(name=next(iter(self._venue), ""), address=", ".join(self._venue[1:]))
        return replace(
            self._head,
            venue={**venue, **self._head.venue},
            zone=self._zone,
            days=tuple(IncomingDay(line, day) for day, line in sorted(lines.items())),
            rooms=tuple(self._rooms.values()),
            tracks=tuple(self._tracks.values()),
            people=tuple(self._people.values()),
            sessions=tuple(sessions),
            refused=tuple(sorted((*self._refused, *refused), key=lambda refusal: refusal.line)),
            warnings=(*self._head.warnings, *self._utc_warning()),
        )

    def _event_key(self, event: CalendarEvent) -> str:
        """Return the key of an event, made of its id, and in a series of its occurrence too; empty without an id."""
        key = f"{self._head.namespace}/{event.session.key}" if event.session.key else ""
        return f"{key}@{event.occurrence[:40]}" if key and event.occurrence else key

    def _room_and_stream(self, location: str) -> tuple[str, str]:
        """Return the room and the web address that a location means; one or both of them are empty."""
        if _WEB.match(location):
            return "", location.split()[0].rstrip(",;")
        parts = _location_parts(location)
        room = ", ".join(parts[: len(parts) - len(self._venue)])
        return "" if self._ours and room.casefold() in all_wordings(WHOLE_VENUE) else room, ""

    # versions of events ----------------------------------------------------------------------------------

    def _newest_versions(self, events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
        """Return the newest version of each event, and refuse the older ones.

        Events are different if they have other ids or occurrences, or, if their id has no versions, another title,
        start or place. Events without an id are all different.
        """
        newest: dict[tuple[object, ...], CalendarEvent] = {}
        versions = {event.session.key for event in events if event.version}
        for event in sorted(reversed(events), key=lambda event: event.version):  # of equal ones the first counts
            key, title = event.session.key, event.session.title
            apart = () if key in versions else (title.casefold(), event.start, event.location)
            name = (key, event.occurrence, *apart) if key else (id(event),)
            if older := newest.get(name):
                same = Text("The event on line {line} has the same key, and counts.", line=event.session.line)
                why = EstradError(same, Text("Give each event one of its own."))
                self._refused.append(ImportRefusal(older.session.line, older.session.title, why))
            newest[name] = event
        return sorted(newest.values(), key=lambda event: event.session.line)

    # times -----------------------------------------------------------------------------------------------

    def _usual_zone(self) -> str:
        """Return the most frequent zone of the start times, empty if it is not known.

        Times in UTC or without a zone count as times in the calendar's zone, which is also returned without any times.
        """
        named = (getattr(at.tzinfo, "key", "") or ("" if at.utcoffset() else self._head.zone) for at in self._starts)
        return next((zone for zone, _ in Counter(named).most_common(1)), self._head.zone)

    def _utc_warning(self) -> tuple[Text, ...]:
        """Return a warning if all times in the file are in UTC and no time zone is known."""
        in_utc = self._starts and all(start.tzinfo and not start.utcoffset() for start in self._starts)
        said = Text("The file tells its times in UTC and names no time zone; choose that of the place.")
        return (said,) if in_utc and not self._zone else ()

    def _local_start(self, event: CalendarEvent) -> datetime | None:
        """Return the start of an event or None, converted to the usual zone if it has a zone or UTC offset."""
        at = event.start
        if at is None or at.tzinfo is None:
            return at
        there = at.astimezone(UTC).astimezone(ZoneInfo(self._zone)) if self._zone else at
        return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()))

    def _incoming_start(self, event: CalendarEvent) -> IncomingStart | None:
        """Return the start of an event, or None.

        Before ``NIGHT_ENDS`` it belongs to the day before if that had events in the evening.
        """
        at = self._local_start(event)
        if at is None:
            return None
        day, minutes = at.date(), at.hour * 60 + at.minute
        night_before = day - timedelta(days=1)
        if minutes < NIGHT_ENDS and night_before in self._long:
            day = night_before
        return IncomingStart(day, at.replace(second=0, microsecond=0), NIGHT_ENDS)

    # content ---------------------------------------------------------------------------------------------

    def _build_session(self, event: CalendarEvent) -> IncomingSession:
        track, kind, tags = track_kind_and_tags(event.categories, self._everywhere, ours=self._ours)
        told = event.session
        track = checked_name(told.track or track)
        room, stream = self._room_and_stream(event.location)
        for name, places in ((checked_name(room), self._rooms), (track, self._tracks)):
            if name:
                places.setdefault(name, IncomingPlace(told.line, name))
        people = tuple(dict.fromkeys(starmap(self._add_event_person, event.people)))
        return replace(
            told,
            key=self._keys.next(self._event_key(event), told.title),
            fields={**non_empty(tags=tags, stream=stream), **told.fields},
            kind=told.kind or kind or kind_implied_by_title(told.title, alone=not people),
            track=track,
            rooms=(room,) if room else (),
            people=people,
            begin=self._incoming_start(event),
            named=not told.key,
            everywhere=self._ours and bool(event.location) and not (room or stream),
        )

    def _add_event_person(self, who: IncomingPerson, role: Role) -> tuple[str, Role]:
        key = f"{self._head.namespace}/name:{who.name[:200].casefold()}"
        known = self._people.get(key)
        if known is None or (who.fields and not known.fields):
            self._people[key] = replace(who, key=key, named=True)
        return key, role
