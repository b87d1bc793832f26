"""Reads calendars: iCalendar files (``.ics``), and xCal (RFC 6321, Pentabarf, frab, pretalx)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import COLOURS
from planner.importing.datetimes import parse_datetime, parse_length
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import LONGEST_NAME, Incoming, filled, namespace_of, read_each
from planner.importing.sources.calendar_collector import CalendarCollector, CalendarEvent, CalendarHead, NamedByEvent
from planner.importing.sources.content_lines import (
    CALENDAR,
    EVENT,
    ZONE,
    Component,
    ContentLines,
    Property,
    components_of,
    read_lines,
)
from planner.importing.sources.first_bytes import not_a_schedule, other_root
from planner.importing.sources.ics_event import STATUSES, AroundEvent, CalendarEventReader, timed, web
from planner.importing.sources.ics_times import IcsTime, TimeReader, known_zone, minutes_between, minutes_of, zones_of
from planner.importing.sources.safe_xml import Element, children, name_of, raw_text_of, read_document, text_of
from planner.tables.opened_file import OpenedFile, too_large

MOST_EVENTS = 5_000
_OF_ZONES = (ZONE, "STANDARD", "DAYLIGHT")
FROM_A_CALENDAR = Text("Choose a calendar with events in it, as an .ics file.")
_GEO = re.compile(r"(-?\d{1,3}(?:\.\d{1,9})?);(-?\d{1,3}(?:\.\d{1,9})?)")
_COPY = re.compile(r"(?:[ _-]*\(\d+\))+$")


def read_ics(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event."""
    lines = yield from read_lines(opened.data)
    components = yield from components_of(lines.lines)
    events = [component for component in components if component.name == EVENT]
    if not events:
        raise _no_event(opened, components, lines)
    if len(events) > MOST_EVENTS:
        raise too_large(opened.path)
    return (yield from _File(opened, lines, components).read(events))


def _no_event(opened: OpenedFile, components: list[Component], lines: ContentLines) -> EstradError:
    """Return the error for a calendar that contains no events, but something else or nothing."""
    others = [one for one in components if one.name not in (CALENDAR, *_OF_ZONES)]
    if others:
        problem = Text("“{name}” holds no event (VEVENT), but {what}.", name=opened.name, what=others[0].name[:40])
    else:
        problem = Text("“{name}” holds no event (VEVENT).", name=opened.name)
    first = others or components
    line = first[0].line if first else lines.lines[0].number if lines.lines else 1
    return EstradError(problem, FROM_A_CALENDAR, file=opened.path, line=line)


class _File:
    """A calendar file while it is being read."""

    def __init__(self, opened: OpenedFile, lines: ContentLines, components: list[Component]) -> None:
        self._opened, self._lines, self._components = opened, lines, components
        self._calendars = [one for one in components if one.name == CALENDAR]
        self._zones = zones_of(components)
        self._times = TimeReader(self._zones)
        self._reader = CalendarEventReader(self._times)
        for one in components:
            if one.name not in (CALENDAR, EVENT, "VALARM", *_OF_ZONES):
                self._reader.unmapped[one.name[:60]] += 1

    def read(self, components: list[Component]) -> LongTask[Incoming]:
        around = {id(one): self._around(one) for one in self._calendars}
        events, refused = yield from read_each(
            components, lambda one: self._reader.read(one, around.get(id(one.calendar)) or AroundEvent()), _about
        )
        head = self._head(around[id(self._calendars[0])] if self._calendars else AroundEvent())
        return (yield from CalendarCollector(head, events, refused).incoming(self._reader.unmapped))

    def _around(self, calendar: Component) -> AroundEvent:
        """Return the facts in a calendar that apply to all its events; the zone may be the only one it describes."""
        program, method = calendar.first("PRODID"), calendar.first("METHOD")
        named = calendar.first("X-WR-TIMEZONE", "TIMEZONE-ID")
        only = [one.known for one in self._zones.values()] if len(self._zones) == 1 else [None]
        zone = (known_zone(named.text) if named else None) or only[0]
        cancels = method is not None and method.value.strip().upper() == "CANCEL"
        return AroundEvent(program.text if program else "", zone, cancels)

    # the calendar ----------------------------------------------------------------------------------------

    def _head(self, calendar: AroundEvent) -> CalendarHead:
        name = self._said("NAME", "X-WR-CALNAME", "SUMMARY")[:LONGEST_NAME].strip()
        stem = _COPY.sub("", self._opened.path.stem)
        zone = calendar.zone.key if calendar.zone else ""
        return CalendarHead(
            name=self._opened.name,
            namespace=namespace_of(name, stem, "calendar"),
            conference=self._conference(name, calendar),
            venue=self._map() if calendar.ours else {},
            zone="" if self._times.unknown else zone,
            ours=calendar.ours,
            remarks=self._lines.remarks,
            warnings=tuple(self._warnings()),
        )

    def _map(self) -> dict[str, float]:
        """Return the position of the venue, which Estrad's calendars contain in each event."""
        said = next((geo for one in self._components if one.name == EVENT and (geo := one.first("GEO"))), None)
        found = _GEO.fullmatch(said.value.strip()) if said else None
        if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            return {}
        return {"latitude": float(found[1]), "longitude": float(found[2])}

    def _said(self, *names: str) -> str:
        found = self._calendars[0].first(*names) if self._calendars else None
        return clean_line(found.text) if found else ""

    def _conference(self, name: str, calendar: AroundEvent) -> dict[str, str]:
        website, colour = self._said("URL"), self._said("COLOR")
        said = self._calendars[0].first("X-WR-CALDESC", "DESCRIPTION") if self._calendars else None
        about = html_to_text(said.text) if said and not calendar.ours else ""
        return filled(
            title=name,
            website=website if web(website) else "",
            colour=colour if colour in COLOURS else "",
            description=about if about != name else "",
        )

    def _warnings(self) -> Iterator[Text]:
        for name, line in self._times.unknown.items():
            yield Text("Nobody knows the time zone “{name}” of line {line}; say which one it is.",
                       name=name[:60], line=line)  # fmt: skip
        if len(self._calendars) > 1:
            yield Plural("The file holds {n} calendar; its events are taken together.",
                         "The file holds {n} calendars; the events of all are taken together.",
                         len(self._calendars))  # fmt: skip


def _about(event: Component) -> tuple[int, str, str]:
    title = event.first("SUMMARY")
    return event.line, clean_line(title.text) if title else "", ""


_READ = {
    *("uid", "summary", "dtstart", "dtend", "duration", "description", "location", "categories", "attendee", "url"),
    *("status", "title", "subtitle", "language", "language-code", "track", "start", "end", "event-id", "event-slug"),
    *("event-tag", "method", "class", "dtstamp", "created", "last-modified", "sequence", "organizer", "geo"),
    *("transp", "guid", "code", "rrule"),
}


def read_xcal(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event."""
    root, remarks = yield from read_document(opened)
    if name_of(root).casefold() != "icalendar":
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    return (yield from _Calendar(root, opened).read(remarks))


class _Calendar:
    """A calendar while it is being read."""

    def __init__(self, root: Element, opened: OpenedFile) -> None:
        self._root, self._opened = root, opened
        self._times = TimeReader({})
        self._unmapped: Counter[str] = Counter()
        head = next((one for one in root.iter("{*}vcalendar")), root)
        self._head = next(iter(children(head, "properties")), head)
        self._zone = known_zone(text_of(self._head, "x-wr-timezone"))

    def read(self, remarks: tuple[Text, ...]) -> LongTask[Incoming]:
        events, refused = yield from read_each(list(self._root.iter("{*}vevent")), self._event, _about_element)
        if not events and not refused:
            raise EstradError(
                Text("“{name}” holds no event (VEVENT).", name=self._opened.name),
                Text("Choose a calendar with events in it."),
                file=self._opened.path,
                line=self._root.sourceline,
            )
        return (yield from CalendarCollector(self._about(remarks), events, refused).incoming(self._unmapped))

    def _about(self, remarks: tuple[Text, ...]) -> CalendarHead:
        title = text_of(self._head, "x-wr-caldesc", "name", "x-wr-calname")[:LONGEST_NAME].strip()
        warnings = tuple(
            Text("Nobody knows the time zone “{name}” of line {line}; say which one it is.", name=name[:60], line=line)
            for name, line in self._times.unknown.items()
        )
        zone = self._zone.key if self._zone and not self._times.unknown else ""
        namespace = namespace_of(title or self._opened.path.stem, "calendar")
        return CalendarHead(
            self._opened.name, namespace, filled(title=title), {}, zone, remarks=remarks, warnings=warnings
        )

    def _event(self, element: Element) -> CalendarEvent:
        said = next(iter(children(element, "properties")), element)
        for child in said:
            name = name_of(child)
            if name and name not in _READ and "".join(child.itertext()).strip():
                self._unmapped[name[:60]] += 1
        title, uid = text_of(said, "title") or text_of(said, "summary"), text_of(said, "uid")
        if not title:
            raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
        subtitle, website = text_of(said, "subtitle"), text_of(said, "url")
        if website and not web(website):
            self._unmapped["url"] += 1
        event = CalendarEvent(
            line=element.sourceline or 0,
            key=f"uid:{uid[:200].casefold()}" if uid else "",
            title=title,
            location=text_of(said, "location"),
            text=html_to_text(raw_text_of(said, "description")),
            categories=tuple(name for one in children(said, "categories") for name in _values(one)),
            people=tuple(named for one in children(said, "attendee") if (named := _person(one))),
            track=text_of(said, "track"),
            status=STATUSES.get(text_of(said, "status").upper()),
            fields=filled(
                subtitle=subtitle if subtitle != title else "",
                language=(text_of(said, "language-code") or text_of(said, "language")).replace("_", "-"),
                website=website if web(website) else "",
            ),
            known_as=tuple(_known_as(said)),
            remarks=(Text("It repeats; it is taken once, at its first time."),) if children(said, "rrule") else (),
        )
        return timed(event, self._when(said, "start", "dtstart"), lambda start: (self._minutes(start, said), ()))

    def _minutes(self, start: IcsTime, said: Element) -> int | None:
        end = self._when(said, "end", "dtend")
        return minutes_between(start, end) if end else self._length(said)

    def _when(self, said: Element, own: str, name: str) -> IcsTime | None:
        """Return the time of an event, or None.

        Pentabarf's element includes the UTC offset, the standard one does not.
        """
        if written := text_of(said, own):
            try:
                return IcsTime(parse_datetime(re.sub(r"(?<=\d) ([+-])", r"\1", written)))
            except EstradError:
                pass
        element = next(iter(children(said, name)), None)
        if element is None or not (written := clean_line("".join(element.itertext()))):
            return None
        zone = clean_line("".join(text for one in element.iter("{*}tzid") for text in one.itertext()))
        written = written.removeprefix(zone).strip() if zone else written
        try:  # RFC 6321 writes dates as ISO 8601 does
            compact = datetime.fromisoformat(written.rstrip("Z")).strftime("%Y%m%dT%H%M%S")
            written = written.replace("-", "") if len(written) <= 10 else compact + "Z" * written.endswith("Z")
        except ValueError:
            pass
        return self._times.read(
            Property(element.sourceline or 0, name.upper(), written, {"TZID": zone} if zone else {}), self._zone
        )

    def _length(self, said: Element) -> int | None:
        """Parse a standard DURATION, or hours and minutes as Pentabarf writes them, as minutes, or return None."""
        written = text_of(said, "duration")
        if not written:
            return None
        if found := re.fullmatch(r"(\d{1,2}:\d{2})(?::\d{2}){0,2}", written):
            try:
                return parse_length(found[1])
            except EstradError:
                return None
        return minutes_of(Property(0, "DURATION", written))


def _values(element: Element) -> list[str]:
    """Return the texts of an element: those of its ``text`` children, or else its comma-separated parts."""
    texts = ["".join(child.itertext()) for child in element if name_of(child) == "text"]
    return [clean_line(text) for text in texts or "".join(element.itertext()).split(",")]


def _person(element: Element) -> NamedByEvent | None:
    """Return the attendee, by the name in the element or in its parameter; None if there is no name."""
    named = next((clean_line("".join(one.itertext())) for one in element.iter("{*}cn")), "")
    name = named or clean_line(element.text or "")
    return NamedByEvent(element.sourceline or 0, name) if name and "@" not in name and "://" not in name else None


def _known_as(said: Element) -> list[str]:
    """Return the other ids by which a schedule.xml of the same conference identifies the event."""
    pairs = (("guid", "guid"), ("event-id", "id"), ("code", "code"))
    return [f"{ours}:{value.casefold()}" for name, ours in pairs if (value := text_of(said, name)[:200])]


def _about_element(event: Element) -> tuple[int, str, str]:
    return event.sourceline or 0, text_of(next(iter(children(event, "properties")), event), "title", "summary"), ""
