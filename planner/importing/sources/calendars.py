"""Reads calendars: iCalendar files (``.ics``), and xCal (RFC 6321, Pentabarf, frab, pretalx)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Plural, Text, clean_line
from planner.domain.value_objects import COLOURS
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import LONGEST_NAME, Incoming, filled, most_frequent_first, namespace_of, read_each
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
from planner.importing.sources.ics_event import AroundEvent, CalendarEventReader
from planner.importing.sources.ics_times import FileZone, known_zone, zones_of
from planner.importing.sources.json_rows import whole_address
from planner.importing.sources.safe_xml import Element, name_of, read_document
from planner.tables.opened_file import OpenedFile, too_large

MOST_EVENTS = 5_000
_OF_ZONES = (ZONE, "STANDARD", "DAYLIGHT")
FROM_A_CALENDAR = Text("Choose a calendar with events in it, as an .ics file.")
_COPY = re.compile(r"(?:[ _-]*\(\d+\))+$")
_COMPONENTS = {CALENDAR, EVENT, ZONE, "STANDARD", "DAYLIGHT", "VALARM", "VTODO", "VJOURNAL", "VFREEBUSY"}
_AROUND = {"PROPERTIES", "COMPONENTS"}
_OF_PENTABARF = {"TITLE": "SUMMARY", "START": "DTSTART", "END": "DTEND", "LANGUAGE-CODE": "LANGUAGE",
                 "X-WR-CALDESC": "NAME"}  # fmt: skip
"""Properties as Pentabarf calls them, which say more than those of the standard, and precede them."""


def read_ics(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event."""
    lines, remarks = yield from read_lines(opened.data)
    components = yield from components_of(lines)
    return (yield from _read_components(opened, components, remarks, lines[0][0] if lines else 1))


def _read_components(
    opened: OpenedFile, components: list[Component], remarks: tuple[Text, ...], first_line: int = 1
) -> LongTask[Incoming]:  # fmt: skip
    """Return the content of a calendar's components; raise ``EstradError`` if none is an event."""
    events = [component for component in components if component.name == EVENT]
    if not events:
        raise _no_event(opened, components, first_line)
    if len(events) > MOST_EVENTS:
        raise too_large(opened.path)
    calendars = [one for one in components if one.name == CALENDAR]
    zones = zones_of(components)
    reader = CalendarEventReader(zones)
    reader.unmapped.update(
        one.name[:60] for one in components if one.name not in (CALENDAR, EVENT, "VALARM", *_OF_ZONES)
    )
    around = {id(one): _around(one, zones) for one in calendars}
    read, refused = yield from read_each(
        events,
        lambda one: reader.read(one, around.get(id(one.calendar)) or AroundEvent()),
        lambda one: (one.line, one.short("SUMMARY"), ""),
    )
    yield Progress(1, 2)
    first = calendars[0] if calendars else Component(CALENDAR, first_line)
    calendar = around.get(id(first)) or AroundEvent()
    name = first.short("NAME", "X-WR-CALNAME", "SUMMARY")[:LONGEST_NAME].strip()
    head = Incoming(
        name=opened.name,
        namespace=namespace_of(name, _COPY.sub("", opened.path.stem), "calendar"),
        conference=_conference(first, name, calendar),
        zone=calendar.zone.key if calendar.zone and not reader.times.unknown else "",
        refused=tuple(refused),
        unmapped=most_frequent_first(+reader.unmapped),
        remarks=remarks,
        warnings=_warnings(reader.times.unknown, len(calendars)),
    )
    return (yield from CalendarCollector(head, read, ours=calendar.ours).incoming())


def _no_event(opened: OpenedFile, components: list[Component], line: int) -> EstradError:
    """Return the error for a calendar that contains no events, but something else or nothing."""
    others = [one for one in components if one.name not in (CALENDAR, *_OF_ZONES)]
    said = N_("“{name}” holds no event (VEVENT), but {what}.") if others else N_("“{name}” holds no event (VEVENT).")
    what = next((one.name[:40] for one in others), "")
    line = next((one.line for one in others or components), line)
    return EstradError(Text(said, name=opened.name, what=what), FROM_A_CALENDAR, file=opened.path, line=line)


def _around(calendar: Component, zones: Mapping[str, FileZone]) -> AroundEvent:
    """Return the facts in a calendar that apply to all its events; the zone may be the only one it describes."""
    only = [one.known for one in zones.values()] if len(zones) == 1 else [None]
    zone = known_zone(calendar.text("X-WR-TIMEZONE", "TIMEZONE-ID")) or only[0]
    return AroundEvent(calendar.text("PRODID"), zone, calendar.text("METHOD").strip().upper() == "CANCEL")


def _conference(first: Component, name: str, calendar: AroundEvent) -> dict[str, str]:
    """Return what a calendar says of its conference."""
    about = "" if calendar.ours else html_to_text(first.text("X-WR-CALDESC", "DESCRIPTION"))
    return filled(
        title=name,
        website=whole_address(first.short("URL")),
        colour=first.short("COLOR") if first.short("COLOR") in COLOURS else "",
        description=about if about != name else "",
    )


def _warnings(unknown: Mapping[str, int], calendars: int) -> tuple[Text, ...]:
    """Return the warnings about unknown zones, by the line of their first use, and about several calendars."""
    zones = (
        Text("Nobody knows the time zone “{name}” of line {line}; say which one it is.", name=name[:60], line=line)
        for name, line in unknown.items()
    )
    several = Plural("The file holds {n} calendar; its events are taken together.",
                     "The file holds {n} calendars; the events of all are taken together.", calendars)  # fmt: skip
    return (*zones, several) if calendars > 1 else tuple(zones)


# calendars in XML ------------------------------------------------------------------------------------------


def read_xcal(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar in XML; raise ``EstradError`` if it has no event."""
    root, remarks = yield from read_document(opened, "icalendar")
    around = Component("", 1)
    return (yield from _read_components(opened, list(_collect(root, around)), remarks))


def _collect(element: Element, outer: Component) -> Iterator[Component]:
    """Yield the components in an element, and add its properties to the ``outer`` component."""
    for child in element:
        name = name_of(child).upper()
        if name in _COMPONENTS:
            made = outer.begin(name, child.sourceline or 0)
            yield made
            yield from _collect(child, made)
        elif name in _AROUND:
            yield from _collect(child, outer)
        elif name:
            said = _property(child, name)
            known = outer.properties.setdefault(said.name, [])
            known.insert(0 if name in _OF_PENTABARF else len(known), said)


def _property(element: Element, name: str) -> Property:
    """Return a property as iCalendar writes it."""
    parameters = {name_of(one).upper(): _text(one) for said in element if name_of(said) == "parameters" for one in said}
    values = [_text(one) for one in element if name_of(one) not in ("", "parameters")]
    value = ",".join(map(_escaped, values)) if values else _text(element)
    name = _OF_PENTABARF.get(name, name)
    if name in ("DTSTART", "DTEND"):
        value = _time_in_xml(value, parameters)
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
