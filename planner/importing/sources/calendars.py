"""Reads calendars: iCalendar files (``.ics``), and the components of those in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import COLOURS
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import (
    LONGEST_NAME,
    ImportRefusal,
    Incoming,
    filled,
    most_frequent_first,
    namespace_of,
    read_each,
)
from planner.importing.sources.calendar_collector import CalendarCollector
from planner.importing.sources.content_lines import (
    CALENDAR,
    EVENT,
    ZONE,
    Component,
    components_of,
    read_lines,
)
from planner.importing.sources.ics_event import AroundEvent, CalendarEventReader, web
from planner.importing.sources.ics_times import TimeReader, known_zone, zones_of
from planner.tables.opened_file import OpenedFile, too_large

MOST_EVENTS = 5_000
_OF_ZONES = (ZONE, "STANDARD", "DAYLIGHT")
FROM_A_CALENDAR = Text("Choose a calendar with events in it, as an .ics file.")
_GEO = re.compile(r"(-?\d{1,3}(?:\.\d{1,9})?);(-?\d{1,3}(?:\.\d{1,9})?)")
_COPY = re.compile(r"(?:[ _-]*\(\d+\))+$")


def read_ics(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event."""
    lines, remarks = yield from read_lines(opened.data)
    components = yield from components_of(lines)
    return (yield from read_components(opened, components, remarks, lines[0].number if lines else 1))


def read_components(
    opened: OpenedFile, components: list[Component], remarks: tuple[Text, ...], first_line: int = 1
) -> LongTask[Incoming]:  # fmt: skip
    """Return the content of a calendar's components; raise ``EstradError`` if none is an event."""
    events = [component for component in components if component.name == EVENT]
    if not events:
        raise _no_event(opened, components, first_line)
    if len(events) > MOST_EVENTS:
        raise too_large(opened.path)
    return (yield from _File(opened, remarks, components).read(events))


def _no_event(opened: OpenedFile, components: list[Component], line: int) -> EstradError:
    """Return the error for a calendar that contains no events, but something else or nothing."""
    others = [one for one in components if one.name not in (CALENDAR, *_OF_ZONES)]
    problem = Text("“{name}” holds no event (VEVENT).", name=opened.name)
    if others:
        problem = Text("“{name}” holds no event (VEVENT), but {what}.", name=opened.name, what=others[0].name[:40])
    line = next((one.line for one in others or components), line)
    return EstradError(problem, FROM_A_CALENDAR, file=opened.path, line=line)


class _File:
    """A calendar file while it is being read."""

    def __init__(self, opened: OpenedFile, remarks: tuple[Text, ...], components: list[Component]) -> None:
        self._opened, self._remarks, self._components = opened, remarks, components
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
        calendar = around[id(self._calendars[0])] if self._calendars else AroundEvent()
        head = self._head(calendar, refused)
        yield Progress(1, 2)
        return (yield from CalendarCollector(head, events, ours=calendar.ours).incoming())

    def _around(self, calendar: Component) -> AroundEvent:
        """Return the facts in a calendar that apply to all its events; the zone may be the only one it describes."""
        program, method = calendar.first("PRODID"), calendar.first("METHOD")
        named = calendar.first("X-WR-TIMEZONE", "TIMEZONE-ID")
        only = [one.known for one in self._zones.values()] if len(self._zones) == 1 else [None]
        zone = (known_zone(named.text) if named else None) or only[0]
        cancels = method is not None and method.value.strip().upper() == "CANCEL"
        return AroundEvent(program.text if program else "", zone, cancels)

    # the calendar ----------------------------------------------------------------------------------------

    def _head(self, calendar: AroundEvent, refused: list[ImportRefusal]) -> Incoming:
        """Return what the calendar says beside its events."""
        name = self._said("NAME", "X-WR-CALNAME", "SUMMARY")[:LONGEST_NAME].strip()
        stem = _COPY.sub("", self._opened.path.stem)
        return Incoming(
            name=self._opened.name,
            namespace=namespace_of(name, stem, "calendar"),
            conference=self._conference(name, calendar),
            venue=self._map() if calendar.ours else {},
            zone=calendar.zone.key if calendar.zone and not self._times.unknown else "",
            refused=tuple(refused),
            unmapped=most_frequent_first(self._reader.unmapped),
            remarks=self._remarks,
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
