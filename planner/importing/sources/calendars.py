"""Reads calendars: iCalendar files (``.ics``), and xCal (RFC 6321, Pentabarf, frab, pretalx)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

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
    Property,
    components_of,
    read_lines,
)
from planner.importing.sources.ics_event import AroundEvent, CalendarEventReader, web
from planner.importing.sources.ics_times import TimeReader, known_zone, zones_of
from planner.importing.sources.safe_xml import Element, name_of, read_document
from planner.tables.opened_file import OpenedFile, too_large

MOST_EVENTS = 5_000
_OF_ZONES = (ZONE, "STANDARD", "DAYLIGHT")
FROM_A_CALENDAR = Text("Choose a calendar with events in it, as an .ics file.")
_GEO = re.compile(r"(-?\d{1,3}(?:\.\d{1,9})?);(-?\d{1,3}(?:\.\d{1,9})?)")
_COPY = re.compile(r"(?:[ _-]*\(\d+\))+$")
_COMPONENTS = {CALENDAR, EVENT, ZONE, "STANDARD", "DAYLIGHT", "VALARM", "VTODO", "VJOURNAL", "VFREEBUSY"}
_AROUND = {"PROPERTIES", "COMPONENTS"}
_OF_PENTABARF = {"TITLE": "SUMMARY", "START": "DTSTART", "END": "DTEND", "LANGUAGE-CODE": "LANGUAGE",
                 "X-WR-CALDESC": "NAME"}  # fmt: skip
"""Properties as Pentabarf calls them, which say more than those of the standard, and precede them."""
_LENGTH = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}){0,2}")


def read_ics(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event."""
    lines, remarks = yield from read_lines(opened.data)
    components = yield from components_of(lines)
    return (yield from _read_components(opened, components, remarks, lines[0].number if lines else 1))


def _read_components(
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


# calendars in XML ------------------------------------------------------------------------------------------


def read_xcal(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar in XML; raise ``EstradError`` if it has no event."""
    root, remarks = yield from read_document(opened, "icalendar")
    components: list[Component] = []
    _collect(root, None, components)
    return (yield from _read_components(opened, components, remarks))


def _collect(element: Element, outer: Component | None, found: list[Component]) -> None:
    """Add the components in an element to those found, and its properties to the ``outer`` component."""
    for child in element:
        name = name_of(child).upper()
        if name in _COMPONENTS:
            calendar = outer if outer is None or outer.name == CALENDAR else outer.calendar
            made = Component(name, child.sourceline or 0, calendar)
            if outer:
                outer.inside.append(made)
            found.append(made)
            _collect(child, made, found)
        elif name in _AROUND:
            _collect(child, outer, found)
        elif outer and name:
            outer.properties.insert(0 if name in _OF_PENTABARF else len(outer.properties), _property(child, name))


def _property(element: Element, name: str) -> Property:
    """Return a property as iCalendar writes it."""
    parameters = {name_of(one).upper(): _text(one) for said in element if name_of(said) == "parameters" for one in said}
    values = [_text(one) for one in element if name_of(one) not in ("", "parameters")]
    value = ",".join(map(_escaped, values)) if values else _text(element)
    name = _OF_PENTABARF.get(name, name)
    if name in ("DTSTART", "DTEND"):
        value = _time_in_xml(value, parameters)
    elif name == "DURATION" and (found := _LENGTH.fullmatch(value)):
        value = f"PT{found[1]}H{found[2]}M"
    elif name == "RRULE":
        value = ";".join(f"{name_of(part).upper()}={_text(part)}" for recur in element for part in recur)
    elif name == "TZOFFSETTO":
        value = value.replace(":", "")
    elif name == "ATTENDEE" and "CN" not in parameters:
        parameters["CN"] = clean_line(value)
    elif not values and name != "CATEGORIES":
        value = _escaped(value)
    return Property(element.sourceline or 0, name, value, parameters)


def _time_in_xml(value: str, parameters: dict[str, str]) -> str:
    """Return a date and time of ISO 8601 as iCalendar writes it; a UTC offset becomes the name of its zone."""
    with suppress(ValueError):
        at = datetime.fromisoformat(re.sub(r"(?<=\d) ([+-])", r"\1", value))
        if len(value) <= len("2024-04-25"):
            return f"{at:%Y%m%d}"
        if at.tzinfo and not value.endswith("Z"):
            parameters["TZID"] = f"{at:%z}"
        return f"{at:%Y%m%dT%H%M%S}" + "Z" * value.endswith("Z")
    return value


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")
